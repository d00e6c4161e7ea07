package drive

import (
	"context"
	"errors"
	"os"
	"time"

	"countertop/printer"
)

// Receive calls take with what arrives on c until take is content, the
// context ends or the timeout is over. The error is then a *FaultError with
// Timeout.
func Receive(ctx context.Context, c printer.Conn, op string, timeout time.Duration, take func([]byte) (done bool)) error {
	end := time.Now().Add(timeout)
	buf := make([]byte, 256)
	for {
		_ = c.SetDeadline(end)
		n, err := c.Read(buf)
		if n > 0 && take(buf[:n]) {
			return nil
		}
		fe, _ := errors.AsType[*printer.FaultError](err)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, os.ErrDeadlineExceeded), err == nil && !time.Now().Before(end):
			return &printer.FaultError{Fault: printer.Timeout, Op: op}
		case fe != nil:
			return &printer.FaultError{Fault: fe.Fault, Op: op, Err: err}
		case err != nil:
			return &printer.FaultError{Fault: printer.Unplugged, Op: op, Err: err}
		}
	}
}

// Ask writes query to c and receives the answer, see Receive.
func Ask(ctx context.Context, c printer.Conn, op string, query []byte, timeout time.Duration, take func([]byte) (done bool)) error {
	_ = c.SetDeadline(time.Now().Add(timeout))
	if _, err := c.Write(query); err != nil {
		f := printer.Unplugged
		if fe, ok := errors.AsType[*printer.FaultError](err); ok {
			f = fe.Fault
		} else if errors.Is(err, os.ErrDeadlineExceeded) {
			f = printer.Timeout
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &printer.FaultError{Fault: f, Op: op, Err: err}
	}
	return Receive(ctx, c, op, timeout, take)
}

// Drain throws away what has arrived on c and was not asked for.
func Drain(c printer.Conn) {
	buf := make([]byte, 256)
	for {
		_ = c.SetDeadline(time.Now().Add(2 * time.Millisecond))
		if _, err := c.Read(buf); err != nil {
			return
		}
	}
}

// Sleep waits for d or the end of ctx, whose error it returns.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
