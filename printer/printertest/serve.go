package printertest

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// ServePTY opens a pseudo terminal on which the printer can be reached like on
// a serial port, and returns its device path. It is served until the cable is
// pulled or Close; after Plug it is called again, for another path.
//
// A pseudo terminal knows no baud rate and no flow control lines: Options.Baud
// and BufferBytes make this end slow, but the system keeps some 12 kB between.
func (v *Virtual) ServePTY() (path string, err error) {
	master, slave, err := openPTY()
	if err != nil {
		return "", fmt.Errorf("printertest: open pty: %w", err)
	}
	// Without raw mode the terminal would echo the answers back to the printer.
	fd := int(slave.Fd())
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err == nil {
		t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
		err = unix.IoctlSetTermios(fd, unix.TCSETS, t)
	}
	if err != nil {
		_, _ = master.Close(), slave.Close()
		return "", fmt.Errorf("printertest: raw pty: %w", err)
	}
	path = slave.Name()
	v.serving.Go(func() {
		// The printer's own hold on the slave keeps it alive between two users.
		defer slave.Close()
		v.serve(master)
	})
	return path, nil
}

// ServeTCP listens on a loopback port and returns its address. Clients are
// served one after the other, and refused while the cable is out.
func (v *Virtual) ServeTCP() (addr string, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("printertest: listen: %w", err)
	}
	v.mu.Lock()
	v.listeners = append(v.listeners, ln)
	v.mu.Unlock()
	v.serving.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			// Linger 0: a pulled cable loses what is on the way.
			_ = c.(*net.TCPConn).SetLinger(0)
			v.serve(c)
		}
	})
	return ln.Addr().String(), nil
}

// serve reads from rw as fast as the printer takes it, and closes rw at the end.
func (v *Virtual) serve(rw io.ReadWriteCloser) {
	answers := make(chan []byte, 64)
	l := &link{v: v, hangUp: func() { _ = rw.Close() }}
	l.send = func(p []byte) {
		select {
		case answers <- p:
		default: // nobody reads them
		}
	}
	v.mu.Lock()
	if !v.plugged || v.closed {
		v.mu.Unlock()
		_ = rw.Close()
		return
	}
	v.links[l] = true
	v.mu.Unlock()
	v.serving.Go(func() {
		for p := range answers {
			_, _ = rw.Write(p)
		}
	})
	buf := make([]byte, 4096)
	for {
		n, err := rw.Read(v.burst(buf))
		if !v.takeAll(l, buf[:n]) || err != nil {
			break
		}
	}
	v.mu.Lock()
	delete(v.links, l)
	close(answers)
	v.mu.Unlock()
	_ = rw.Close()
}

// takeAll waits for room as long as it must, and returns false when the link
// broke.
func (v *Virtual) takeAll(l *link, p []byte) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	for len(p) > 0 && !l.broken {
		n := v.take(l, p)
		p = p[n:]
		if n == 0 && !l.broken {
			v.change.Wait()
		} else if d := v.pace(n); d > 0 {
			v.mu.Unlock()
			time.Sleep(d)
			v.mu.Lock()
		}
	}
	return !l.broken
}

// openPTY opens a pseudo terminal: the master, which does not block for ever,
// and the slave, which a program can open by its name.
// Source: pts(4), ioctl_tty(2).
func openPTY() (master, slave *os.File, err error) {
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("open /dev/ptmx: %w", err)
	}
	n, err := unix.IoctlGetUint32(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0) // let others open it
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		return nil, nil, errors.Join(err, unix.Close(fd))
	}
	return os.NewFile(uintptr(fd), "/dev/ptmx"), slave, nil
}
