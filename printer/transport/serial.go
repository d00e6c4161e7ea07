package transport

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"go.bug.st/serial"
	"golang.org/x/sys/unix"

	"countertop/printer"
)

// serialPort has two descriptors of one terminal. The library sets it up and
// keeps other programs off it; everything is read and written on our own
// descriptor, as the library's Write can neither be given a deadline nor be
// released once it is stuck.
type serialPort struct {
	port
	owner    serial.Port
	deadline time.Time
}

var _ printer.Pending = (*serialPort)(nil)

func openSerial(d Device) (printer.Conn, error) {
	// Before serial.Open, which makes a later open fail with EBUSY.
	fd, err := unix.Open(d.Path, unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	// The exclusive mode of a terminal does not hold for root; a lock does, among
	// programs that ask.
	if err := unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = unix.Close(fd)
		return nil, err
	}
	owner, err := serial.Open(d.Path, &serial.Mode{BaudRate: d.Baud})
	if err != nil {
		_ = unix.Close(fd)
		return nil, plain(err)
	}
	if err := setFlow(fd, d.Flow); err != nil {
		_, _ = owner.Close(), unix.Close(fd)
		return nil, fmt.Errorf("flow control %s: %w", d.Flow, err)
	}
	return &serialPort{port: port{d, os.NewFile(uintptr(fd), d.Path)}, owner: owner}, nil
}

// SetDeadline implements printer.Conn.
func (p *serialPort) SetDeadline(t time.Time) error {
	p.deadline = t
	return p.port.SetDeadline(t)
}

// Write implements printer.Conn.
func (p *serialPort) Write(b []byte) (int, error) {
	if p.Flow != FlowDSR {
		return p.port.Write(b)
	}
	n, err := paced(b, p.deadline, p.lines, p.stream.Write)
	return n, p.fault("write", err)
}

// plain turns the library's own error codes back into those of the system.
func plain(err error) error {
	if pe, ok := errors.AsType[*serial.PortError](err); ok {
		switch pe.Code() {
		case serial.PortBusy:
			return syscall.EBUSY
		case serial.PermissionDenied:
			return syscall.EACCES
		case serial.PortNotFound:
			return syscall.ENOENT
		default:
		}
	}
	return err
}

// setFlow sets what serial.Open has cleared: termios belong to the terminal, not
// to the descriptor.
func setFlow(fd int, f Flow) error {
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	switch f {
	case FlowRTSCTS:
		t.Cflag |= unix.CRTSCTS
	case FlowXONXOFF:
		t.Iflag |= unix.IXON
	case FlowNone, FlowDSR: // DSR is looked after in paced
	}
	// Some printers reset when DTR falls; it stays up between two jobs.
	t.Cflag &^= unix.HUPCL
	return unix.IoctlSetTermios(fd, unix.TCSETS, t)
}

// Handshake is the flow control that the lines of the cable offer now: the
// printer holds CTS or DSR, so that one of them tells when it lets go. A line
// that is always held does no harm.
func (p *serialPort) Handshake() Flow {
	bits, _, err := p.lines()
	switch {
	case err != nil: // no lines
	case bits&unix.TIOCM_CTS != 0:
		return FlowRTSCTS
	case bits&unix.TIOCM_DSR != 0:
		return FlowDSR
	}
	return FlowNone
}

// Pending implements printer.Pending.
func (p *serialPort) Pending() (int, error) { return p.queued(unix.TIOCOUTQ) }

// Close throws away what has not left: the kernel would wait half a minute for a
// printer that is switched off.
func (p *serialPort) Close() error {
	_ = p.control(func(fd int) error { return unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCOFLUSH) })
	return errors.Join(p.port.Close(), p.owner.Close())
}
