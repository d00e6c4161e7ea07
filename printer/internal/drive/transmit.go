package drive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"countertop/printer"
)

// Outstanding is the most payload bytes that a printer can wait for after sent bytes
// of segs were handed over. Bytes that the operating system took may never have
// arrived, so every segment that was begun counts, and whole.
func Outstanding(segs []printer.Segment, sent int) int {
	outstanding := 0
	for _, s := range segs {
		if sent <= 0 {
			break
		}
		outstanding = max(outstanding, s.Payload)
		sent -= len(s.Bytes)
	}
	return outstanding
}

// TotalBytes is the number of bytes in segs.
func TotalBytes(segs []printer.Segment) int {
	n := 0
	for _, s := range segs {
		n += len(s.Bytes)
	}
	return n
}

const (
	chunkBytes = 1024
	// slice is how long one write may block before the printer is asked why.
	slice = time.Second
	// stallLimit is how long a printer may take no bytes without a known reason.
	stallLimit = 60 * time.Second
)

// Transmit writes segs to c for a driver, in chunks, and waits until they have
// left this machine. When the printer takes nothing for a second, why is asked
// for the reason; with a reason Transmit waits on, without one it gives up after
// a minute with Stalled. See Driver.Send for report and errors.
func Transmit(
	ctx context.Context, c printer.Conn, segs []printer.Segment, op string, why func() printer.Fault, report func(printer.Progress),
) error {
	p := printer.Progress{Total: TotalBytes(segs)}
	fail := func(f printer.Fault, err error) error {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		if fe, ok := errors.AsType[*printer.FaultError](err); ok {
			f = fe.Fault
		}
		return &printer.FaultError{Fault: f, Op: op, Sent: p.Sent, Outstanding: Outstanding(segs, p.Sent), Err: err}
	}
	moved := time.Now()
	stalled := func() bool {
		p.Fault = why()
		if p.Fault != "" {
			moved = time.Now()
		} else {
			p.Fault = printer.Stalled
		}
		report(p)
		return time.Since(moved) > stallLimit
	}
	for _, s := range segs {
		for rest := s.Bytes; len(rest) > 0; {
			if ctx.Err() != nil {
				return fail(printer.Unplugged, nil)
			}
			_ = c.SetDeadline(time.Now().Add(slice))
			n, err := c.Write(rest[:min(len(rest), chunkBytes)])
			rest = rest[n:]
			p.Sent += n
			switch {
			case err != nil && !errors.Is(err, os.ErrDeadlineExceeded):
				return fail(printer.Unplugged, err)
			case n > 0:
				moved, p.Fault = time.Now(), ""
				report(p)
			case stalled():
				return fail(printer.Stalled, err)
			}
		}
	}
	pc, ok := c.(printer.Pending)
	if !ok {
		return nil
	}
	for last, asked := p.Total, time.Now(); ; time.Sleep(5 * time.Millisecond) {
		n, err := pc.Pending()
		switch {
		case err != nil:
			return fail(printer.Unplugged, err)
		case n == 0:
			return nil
		case ctx.Err() != nil:
			return fail(printer.Unplugged, nil)
		case n != last:
			last, moved, asked = n, time.Now(), time.Now()
		case time.Since(asked) > slice:
			asked = time.Now()
			if stalled() {
				return fail(printer.Stalled, fmt.Errorf("%d bytes still in the machine", n))
			}
		}
	}
}

// LineFault asks the status lines of c, if it has any, what keeps the printer from
// taking bytes.
func LineFault(c printer.Conn) printer.Fault {
	l, ok := c.(printer.LineStatus)
	if !ok {
		return ""
	}
	st, err := l.LineStatus()
	if err != nil {
		return ""
	}
	return st.Fault()
}
