package scannertest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// writeTimeout ends a Write that nobody reads.
const writeTimeout = 5 * time.Second

// ErrUnplugged is returned by Write and Scan of an unplugged Scanner.
var ErrUnplugged = errors.New("scannertest: scanner is unplugged")

// Scanner is a barcode scanner at the end of a pseudo terminal. Its methods may be
// called from several goroutines.
type Scanner struct {
	dir string

	mu        sync.Mutex
	near, far *os.File // the scanner's end, and the computer's
}

// NewGun returns a scanner that is plugged in. Close it in the end.
func New() (*Scanner, error) {
	dir, err := os.MkdirTemp("", "gun")
	if err != nil {
		return nil, fmt.Errorf("scannertest: new scanner: %w", err)
	}
	g := &Scanner{dir: dir}
	if err := g.Replug(); err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	return g, nil
}

// Device is the path of the scanner's port. Like a name in /dev/serial/by-id it
// stays the same, is absent while the scanner is unplugged, and leads to another
// terminal after that.
func (g *Scanner) Device() string { return filepath.Join(g.dir, "gun") }

// Scan sends text and a carriage return.
func (g *Scanner) Scan(text string) error { return g.Write([]byte(text + "\r")) }

// Write sends b as it is. It returns ErrUnplugged, or os.ErrDeadlineExceeded
// if nobody has read for five seconds.
func (g *Scanner) Write(b []byte) error {
	g.mu.Lock()
	near := g.near
	g.mu.Unlock()
	if near == nil {
		return ErrUnplugged
	}
	if err := near.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return fmt.Errorf("scannertest: write: %w", err)
	}
	if _, err := near.Write(b); err != nil {
		return fmt.Errorf("scannertest: write: %w", err)
	}
	return nil
}

// Unplug takes the scanner away: who reads it gets an error, and Device is gone.
// What was written and not read is lost.
func (g *Scanner) Unplug() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.near == nil {
		return ErrUnplugged
	}
	err := errors.Join(os.Remove(g.Device()), g.near.Close(), g.far.Close())
	g.near, g.far = nil, nil
	return err
}

// Replug plugs the scanner in again, at the same Device. It does nothing to a scanner
// that is plugged in.
func (g *Scanner) Replug() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.near != nil {
		return nil
	}
	near, far, err := openPTY()
	if err != nil {
		return fmt.Errorf("scannertest: plug in: %w", err)
	}
	// The far end stays open here, so that what is sent before the port is
	// opened waits there, and raw, so that it is neither echoed nor changed.
	if err = makeRaw(far); err == nil {
		err = os.Symlink(far.Name(), g.Device())
	}
	if err != nil {
		return errors.Join(fmt.Errorf("scannertest: plug in: %w", err), near.Close(), far.Close())
	}
	g.near, g.far = near, far
	return nil
}

// Close unplugs the scanner for good.
func (g *Scanner) Close() error {
	if err := g.Unplug(); err != nil && !errors.Is(err, ErrUnplugged) {
		return err
	}
	return os.RemoveAll(g.dir)
}

func makeRaw(f *os.File) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	err = raw.Control(func(fd uintptr) {
		var t *unix.Termios
		if t, inner = unix.IoctlGetTermios(int(fd), unix.TCGETS); inner != nil {
			return
		}
		t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
		t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
		inner = unix.IoctlSetTermios(int(fd), unix.TCSETS, t)
	})
	return errors.Join(err, inner)
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
