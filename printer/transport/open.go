package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/user"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"countertop/printer"
)

// Open opens device, see Parse. It waits at most 3 s. The error is a
// *printer.FaultError: NoPermission with the group that may open it, Busy if
// another program has it, Unplugged if there is no such device, Offline if
// nothing answers in the network; or that of Parse, or of ctx.
func Open(ctx context.Context, device string) (printer.Conn, error) {
	d, err := Parse(device)
	if err != nil {
		return nil, err
	}
	return d.Open(ctx)
}

// Open opens the device, see the function Open. A virtual printer is not opened
// here.
func (d Device) Open(ctx context.Context) (printer.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var c printer.Conn
	var err error
	switch d.Kind {
	case Serial:
		c, err = openSerial(d)
	case USB:
		c, err = openUSB(d)
	case TCP:
		c, err = dial(ctx, d)
	case File:
		c, err = openFolder(d)
	default:
		return nil, fmt.Errorf("%s: not a device of this machine", d)
	}
	if err != nil {
		return nil, d.fault("open", err)
	}
	return c, nil
}

// fault makes err what a person can act on.
func (d Device) fault(op string, err error) error {
	if err == nil || errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, os.ErrClosed) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, context.Canceled) {
		return err
	}
	fe := &printer.FaultError{Fault: printer.Offline, Op: op + " " + d.String(), Err: err}
	is := func(errs ...error) bool {
		for _, e := range errs {
			if errors.Is(err, e) {
				return true
			}
		}
		return false
	}
	switch {
	case is(syscall.EACCES, syscall.EPERM):
		fe.Fault, fe.Group = printer.NoPermission, group(d.Path)
	case is(syscall.EBUSY, syscall.EWOULDBLOCK):
		fe.Fault = printer.Busy
	case is(io.EOF, syscall.EIO, syscall.ENOENT, syscall.ENODEV, syscall.ENXIO, syscall.EPIPE,
		syscall.ECONNRESET, syscall.ECONNABORTED, syscall.ETIMEDOUT) && !(d.Kind == TCP && op == "open"):
		fe.Fault = printer.Unplugged
	}
	return fe
}

// group is the name of the unix group that the device file belongs to.
func group(path string) string {
	fi, err := os.Stat(path)
	if err != nil {
		return ""
	}
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	gid := strconv.Itoa(int(st.Gid))
	if g, err := user.LookupGroupId(gid); err == nil {
		return g.Name
	}
	return gid
}

// stream is what files and sockets have in common.
type stream interface {
	io.ReadWriteCloser
	SetDeadline(t time.Time) error
	SyscallConn() (syscall.RawConn, error)
}

// port makes a printer.Conn of a stream.
type port struct {
	Device
	stream
}

func (p *port) Read(b []byte) (int, error) {
	n, err := p.stream.Read(b)
	if n > 0 {
		return n, nil
	}
	return 0, p.fault("read", err)
}

func (p *port) Write(b []byte) (int, error) {
	n, err := p.stream.Write(b)
	return n, p.fault("write", err)
}

// OneWay implements printer.OneWay.
func (p *port) OneWay() bool { return p.Device.OneWay }

// control calls f with the file descriptor, which stays open meanwhile.
func (p *port) control(f func(fd int) error) error {
	raw, err := p.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	if err := raw.Control(func(fd uintptr) { inner = f(int(fd)) }); err != nil {
		return err
	}
	return inner
}

// queued asks ioctl request how many bytes the kernel still has.
func (p *port) queued(request uint) (n int, err error) {
	err = p.control(func(fd int) (err error) {
		n, err = unix.IoctlGetInt(fd, request)
		return err
	})
	return n, p.fault("drain", err)
}
