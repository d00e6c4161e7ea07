package printer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// JobOptions is what a job may say beyond its sheet. The zero value prints
// one copy.
type JobOptions struct {
	// ID names the job; a printer that can echo gets a mark made from it.
	ID string
	// Copies is the number of copies; below 1 counts as 1.
	Copies int
}

// Progress is how far a job is. Sent and Total count its bytes. Fault is what
// the job waits for at the moment, or "".
type Progress struct {
	Sent, Total int
	Fault       Fault
}

// Driver speaks one command language over one Conn. It is for one goroutine.
// Every error is a *FaultError, or that of the context; after Unplugged the
// connection must be opened again.
type Driver interface {
	// Status asks the printer. The Status has Known false, and the error is
	// nil, if the printer is not able to answer. Timeout is a printer that is
	// and does not, Garbage one that answers nonsense.
	Status(ctx context.Context) (Status, error)
	// Ready returns nil if a job may be sent now: the printer says so, or it
	// cannot say. Otherwise the fault, or that of Status.
	Ready(ctx context.Context) error
	// Send encodes s and sends it. While the printer takes no bytes for a
	// fault it has reported, Send waits and keeps the data; report is called
	// after each chunk and about once a second of waiting. The error says by
	// Sent and Owed what has left.
	Send(ctx context.Context, s *Sheet, o JobOptions, report func(Progress)) error
	// Confirm waits until the job sent last is on paper: true if the printer
	// said so, false if it is not able to. It waits as long as the printer
	// reports a fault that a person can clear. Timeout means that the answer
	// is lost: the job may be out or not.
	Confirm(ctx context.Context, report func(Progress)) (bool, error)
	// Resync brings a printer back to command level that may still wait for
	// owed payload bytes of a broken job. Nothing is printed by it.
	Resync(ctx context.Context, owed int) error
}

// MaxPayload is the most raw bytes in one Segment, and so the most that a
// printer can wait for after a broken job.
const MaxPayload = 4096

// Segment is a piece of a job that leaves the printer at command level: some
// commands, the last of which may carry Payload raw bytes at the very end of
// Bytes (or before a line end).
type Segment struct {
	Bytes   []byte
	Payload int
}

// Owed is the most payload bytes that a printer can wait for after sent bytes
// of segs were handed over. Bytes that the operating system took may never have
// arrived, so every segment that was begun counts, and whole.
func Owed(segs []Segment, sent int) int {
	owed := 0
	for _, s := range segs {
		if sent <= 0 {
			break
		}
		owed = max(owed, s.Payload)
		sent -= len(s.Bytes)
	}
	return owed
}

// Size is the number of bytes in segs.
func Size(segs []Segment) int {
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
func Transmit(ctx context.Context, c Conn, segs []Segment, op string, why func() Fault, report func(Progress)) error {
	p := Progress{Total: Size(segs)}
	fail := func(f Fault, err error) error {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		if fe, ok := errors.AsType[*FaultError](err); ok {
			f = fe.Fault
		}
		return &FaultError{Fault: f, Op: op, Sent: p.Sent, Owed: Owed(segs, p.Sent), Err: err}
	}
	moved := time.Now()
	stalled := func() bool {
		p.Fault = why()
		if p.Fault != "" {
			moved = time.Now()
		} else {
			p.Fault = Stalled
		}
		report(p)
		return time.Since(moved) > stallLimit
	}
	for _, s := range segs {
		for rest := s.Bytes; len(rest) > 0; {
			if ctx.Err() != nil {
				return fail(Unplugged, nil)
			}
			_ = c.SetDeadline(time.Now().Add(slice))
			n, err := c.Write(rest[:min(len(rest), chunkBytes)])
			rest = rest[n:]
			p.Sent += n
			switch {
			case err != nil && !errors.Is(err, os.ErrDeadlineExceeded):
				return fail(Unplugged, err)
			case n > 0:
				moved, p.Fault = time.Now(), ""
				report(p)
			case stalled():
				return fail(Stalled, err)
			}
		}
	}
	pc, ok := c.(Pending)
	if !ok {
		return nil
	}
	for last, asked := p.Total, time.Now(); ; time.Sleep(5 * time.Millisecond) {
		n, err := pc.Pending()
		switch {
		case err != nil:
			return fail(Unplugged, err)
		case n == 0:
			return nil
		case ctx.Err() != nil:
			return fail(Unplugged, nil)
		case n != last:
			last, moved, asked = n, time.Now(), time.Now()
		case time.Since(asked) > slice:
			asked = time.Now()
			if stalled() {
				return fail(Stalled, fmt.Errorf("%d bytes still in the machine", n))
			}
		}
	}
}

// Why asks the status lines of c, if it has any, what keeps the printer from
// taking bytes.
func Why(c Conn) Fault {
	l, ok := c.(LineStatus)
	if !ok {
		return ""
	}
	st, err := l.LineStatus()
	if err != nil {
		return ""
	}
	return st.Fault()
}

// Receive calls take with what arrives on c until take is content, the
// context ends or the timeout is over. The error is then a *FaultError with
// Timeout.
func Receive(ctx context.Context, c Conn, op string, timeout time.Duration, take func([]byte) (done bool)) error {
	end := time.Now().Add(timeout)
	buf := make([]byte, 256)
	for {
		_ = c.SetDeadline(end)
		n, err := c.Read(buf)
		if n > 0 && take(buf[:n]) {
			return nil
		}
		fe, _ := errors.AsType[*FaultError](err)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, os.ErrDeadlineExceeded), err == nil && !time.Now().Before(end):
			return &FaultError{Fault: Timeout, Op: op}
		case fe != nil:
			return &FaultError{Fault: fe.Fault, Op: op, Err: err}
		case err != nil:
			return &FaultError{Fault: Unplugged, Op: op, Err: err}
		}
	}
}

// Ask writes query to c and receives the answer, see Receive.
func Ask(ctx context.Context, c Conn, op string, query []byte, timeout time.Duration, take func([]byte) (done bool)) error {
	_ = c.SetDeadline(time.Now().Add(timeout))
	if _, err := c.Write(query); err != nil {
		f := Unplugged
		if fe, ok := errors.AsType[*FaultError](err); ok {
			f = fe.Fault
		} else if errors.Is(err, os.ErrDeadlineExceeded) {
			f = Timeout
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &FaultError{Fault: f, Op: op, Err: err}
	}
	return Receive(ctx, c, op, timeout, take)
}

// Drain throws away what has arrived on c and was not asked for.
func Drain(c Conn) {
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

// Band is a part of a bitmap: Rows rows from Y, in bytes Left to Right (not
// included) of each.
type Band struct{ Y, Rows, Left, Right int }

// Bands cuts the inked rows of b into bands of at most maxRows rows and
// MaxPayload bytes, each as narrow as its ink. Rows without ink are in none.
func Bands(b *Bitmap, maxRows int) []Band {
	maxRows = max(1, min(maxRows, MaxPayload/max(1, b.Stride)))
	var bands []Band
	for y := range b.HeightDots {
		left, right := ink(b.Row(y))
		if right == 0 {
			continue
		}
		if n := len(bands) - 1; n >= 0 && bands[n].Y+bands[n].Rows == y && bands[n].Rows < maxRows {
			o := &bands[n]
			o.Rows++
			o.Left, o.Right = min(o.Left, left), max(o.Right, right)
			continue
		}
		bands = append(bands, Band{y, 1, left, right})
	}
	return bands
}

// ink returns the first inked byte of row and the one after the last; 0, 0 if
// there is none.
func ink(row []byte) (left, right int) {
	right = len(row)
	for right > 0 && row[right-1] == 0 {
		right--
	}
	for left < right && row[left] == 0 {
		left++
	}
	return left, right
}

// Separate adds a dot to every place in data where the three bytes a, b and one
// of third follow each other, so that a printer that looks for real-time
// commands while it receives raster data finds none. The dot is the one right of
// a dot that is printed anyway: a third of a hair, which no eye and no barcode
// reader sees. safe replaces the first byte.
func Separate(data []byte, a, b byte, third string, safe byte) {
	for i := 0; i+2 < len(data); i++ {
		if data[i] != a || data[i+1] != b {
			continue
		}
		for j := 0; j < len(third); j++ {
			if data[i+2] == third[j] {
				data[i] = safe
			}
		}
	}
}
