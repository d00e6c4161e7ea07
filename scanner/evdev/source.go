package evdev

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"countertop/scanner"
)

// look is how often a missing scanner is looked for. The kernel and udev need time
// of their own before it can be found.
const look = 250 * time.Millisecond

// grabRequest is EVIOCGRAB, _IOW('E', 0x90, int).
const grabRequest = 0x40044590

// Source is one scanner that types, held alone while it is connected.
type Source struct {
	device string
	from   address
	root   string
	intake *scanner.Intake
	grab   func(*os.File) error
}

var _ scanner.Source = (*Source)(nil)

// New returns the scanner that device names: one of
//
//	evdev:by-id/NAME      the link below /dev/input; best where the scanner has one
//	evdev:by-path/NAME    the same by USB port, for two scanners without serial number
//	evdev:/dev/input/…    any other path
//	evdev:name=NAME       as the scanner calls itself
//
// with "?layout=us" behind it or not; Layouts has the others. The string is also
// the Name of the source. Of several that call themselves the same, each source
// holds another. The scanner is opened by Run. It returns a *DeviceError for a
// malformed string and for nothing else.
func New(device string, o scanner.Options) (*Source, error) {
	from, err := parse(device)
	if err != nil {
		return nil, err
	}
	return &Source{device: device, from: from, root: "/", intake: scanner.NewIntake(device, o), grab: grab}, nil
}

// NewBelow is New below another root of the file system than "/", for tests
// and shows: what lies there is no device of the kernel and is not grabbed.
func NewBelow(root, device string, o scanner.Options) (*Source, error) {
	s, err := New(device, o)
	if err == nil && root != "/" {
		s.root, s.grab = root, func(*os.File) error { return nil }
	}
	return s, err
}

// Name is the device string.
func (s *Source) Name() string { return s.intake.Name() }

// State is how the scanner is now. Any goroutine may ask.
func (s *Source) State() scanner.State { return s.intake.State() }

// Counts is what came since New. Any goroutine may ask.
func (s *Source) Counts() scanner.Counts { return s.intake.Counts() }

// Run opens and grabs the scanner, reads it and opens it again when it is lost,
// until ctx is done. It returns ctx.Err(); the scanner types for all again then.
func (s *Source) Run(ctx context.Context, out func(scanner.Scan)) error {
	for {
		f, err := s.open()
		if err == nil {
			s.intake.SetState(scanner.State{Link: scanner.Connected})
			keys := NewDecoder(eventSize, s.from.layout)
			err = read(ctx, f, s.intake.Wake, func(b []byte, now time.Time) {
				if b == nil {
					s.intake.Flush(now, out)
				} else {
					s.intake.Add(keys.Decode(b), now, out)
				}
			})
			s.intake.Reset(time.Now())
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.intake.SetState(s.explain(err))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
}

// open opens and grabs the first scanner that can be had.
func (s *Source) open() (*os.File, error) {
	paths := []string{s.from.path}
	if s.from.path == "" {
		paths = nil
		devices, err := List(s.root)
		if err != nil {
			return nil, err
		}
		for _, d := range devices {
			if d.Name == s.from.name {
				paths = append(paths, d.Path)
			}
		}
	}
	err := fs.ErrNotExist
	for _, path := range paths {
		var f *os.File
		if f, err = openNode(s.root, path); err != nil {
			continue
		}
		if err = s.grab(f); err == nil {
			return f, nil
		}
		f.Close()
	}
	return nil, err
}

// openNode opens a device so that a Read can have a deadline.
func openNode(root, path string) (*os.File, error) {
	return os.OpenFile(filepath.Join(root, path), os.O_RDONLY|unix.O_NONBLOCK, 0)
}

// grab keeps what f types from all others. Closing f ends it.
func grab(f *os.File) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	// Not f.Fd(), which would take the deadlines away.
	if err := conn.Control(func(fd uintptr) { failed = unix.IoctlSetInt(int(fd), grabRequest, 1) }); err != nil {
		return err
	}
	return failed
}

// lostError is an error of a device that was open.
type lostError struct{ cause error }

func (e *lostError) Error() string { return "evdev: read: " + e.cause.Error() }
func (e *lostError) Unwrap() error { return e.cause }

// read hands on what comes from f until that fails or ctx is done, and closes
// f. At the time of wake it calls take with nil.
func read(ctx context.Context, f *os.File, wake func() time.Time, take func(b []byte, now time.Time)) error {
	// Closing is how a blocked Read is woken.
	stop := context.AfterFunc(ctx, func() { f.Close() })
	defer func() {
		stop()
		f.Close()
	}()
	buf := make([]byte, 64*eventSize)
	for {
		if err := f.SetReadDeadline(wake()); err != nil {
			return &lostError{err}
		}
		n, err := f.Read(buf)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, os.ErrDeadlineExceeded):
			take(nil, time.Now())
		case err != nil:
			return &lostError{err}
		default:
			take(buf[:n], time.Now())
		}
	}
}

// explain makes of an error of open or read what a person should know.
func (s *Source) explain(err error) scanner.State {
	var lost *lostError
	switch {
	case errors.As(err, &lost), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENXIO), errors.Is(err, syscall.ENODEV):
		return scanner.State{Link: scanner.Unplugged, Detail: fmt.Sprintf("The scanner %s is not connected.", s.device)}
	case errors.Is(err, fs.ErrPermission):
		return scanner.State{Link: scanner.NoPermission, Detail: fmt.Sprintf(
			"This user may not open %s; a udev rule or the group input must allow it.", s.device)}
	case errors.Is(err, syscall.EBUSY):
		return scanner.State{Link: scanner.Busy, Detail: fmt.Sprintf("Another program holds %s.", s.device)}
	default:
		return scanner.State{Link: scanner.Failed, Detail: fmt.Sprintf("%s does not work as an input device: %v.", s.device, err)}
	}
}
