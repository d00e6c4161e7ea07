package serialscan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"go.bug.st/serial"

	"countertop/scanner"
)

// A port that cannot be opened is tried again after minWait, then after twice
// as long, up to maxWait. A scanner plugged in again is back within maxWait.
const (
	minWait = 100 * time.Millisecond
	maxWait = time.Second
)

// port is the part of serial.Port that is used.
type port interface {
	Read(p []byte) (int, error)
	SetReadTimeout(d time.Duration) error
	Close() error
}

// Source is one scanner on a serial line.
type Source struct {
	path   string
	baud   int
	intake *scanner.Intake
	open   func(path string, baud int) (port, error)
}

var _ scanner.Source = (*Source)(nil)

// New returns the scanner on device, a string as ParseDevice takes it, which is
// also the Name of the source. The port is opened by Run. It returns a
// *DeviceError for a malformed string and for nothing else.
func New(device string, opts scanner.Options) (*Source, error) {
	path, baud, err := ParseDevice(device)
	if err != nil {
		return nil, err
	}
	return &Source{path: path, baud: baud, intake: scanner.NewIntake(device, opts), open: openPort}, nil
}

// Name is the device string.
func (s *Source) Name() string { return s.intake.Name() }

// State is how the scanner is now. Any goroutine may ask.
func (s *Source) State() scanner.State { return s.intake.State() }

// Counts is what came since New. Any goroutine may ask.
func (s *Source) Counts() scanner.Counts { return s.intake.Counts() }

// Run opens the port, reads it and opens it again when it is lost, until ctx
// is done. It returns ctx.Err() and closes the port before.
func (s *Source) Run(ctx context.Context, out func(scanner.Scan)) error {
	wait := minWait
	for {
		p, err := s.open(s.path, s.baud)
		if err == nil {
			wait = minWait
			s.intake.SetState(scanner.State{Link: scanner.Connected})
			err = s.read(ctx, p, out)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.intake.SetState(s.explain(err))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
			wait = min(2*wait, maxWait)
		}
	}
}

// lostError is an error of a port that was open.
type lostError struct{ cause error }

func (e *lostError) Error() string { return "serialscan: read: " + e.cause.Error() }
func (e *lostError) Unwrap() error { return e.cause }

// read takes what comes from p until that fails or ctx is done, and closes p.
func (s *Source) read(ctx context.Context, p port, out func(scanner.Scan)) error {
	// Closing is how a blocked Read is woken.
	stop := context.AfterFunc(ctx, func() { _ = p.Close() })
	defer func() {
		stop()
		_ = p.Close()
		s.intake.Reset(time.Now())
	}()
	buf := make([]byte, 4096)
	for {
		timeout := serial.NoTimeout
		if wake := s.intake.Wake(); !wake.IsZero() {
			timeout = max(0, time.Until(wake))
		}
		if err := p.SetReadTimeout(timeout); err != nil {
			return &lostError{err}
		}
		n, err := p.Read(buf)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return &lostError{err}
		}
		if n == 0 {
			s.intake.Flush(time.Now(), out)
			continue
		}
		s.intake.Add(buf[:n], time.Now(), out)
	}
}

// explain makes of an error of open or read what a person should know.
func (s *Source) explain(err error) scanner.State {
	var (
		lost *lostError
		pe   *serial.PortError
		code = serial.PortErrorCode(-1)
	)
	if errors.As(err, &pe) {
		code = pe.Code()
	}
	switch {
	case errors.As(err, &lost), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENXIO),
		errors.Is(err, syscall.ENODEV), code == serial.PortNotFound:
		return scanner.State{Link: scanner.Unplugged, Detail: fmt.Sprintf("The scanner at %s is not connected.", s.path)}
	case errors.Is(err, fs.ErrPermission), code == serial.PermissionDenied:
		return scanner.State{Link: scanner.NoPermission, Detail: fmt.Sprintf("This user may not open %s.", s.path)}
	case errors.Is(err, syscall.EBUSY), code == serial.PortBusy:
		return scanner.State{Link: scanner.Busy, Detail: fmt.Sprintf("Another program is using %s.", s.path)}
	default:
		return scanner.State{Link: scanner.Failed, Detail: fmt.Sprintf("%s does not work as a serial port: %v.", s.path, err)}
	}
}

func openPort(path string, baud int) (port, error) {
	p, err := serial.Open(path, &serial.Mode{BaudRate: baud, DataBits: 8})
	if err != nil {
		return nil, fmt.Errorf("serialscan: open %s: %w", path, err)
	}
	return p, nil
}
