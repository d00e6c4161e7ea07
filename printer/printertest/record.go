package printertest

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"countertop/printer"
)

// Op is one exchange: the driver writes exactly W, in one or several writes,
// and then may read R. A nil W is something the printer says unasked.
type Op struct{ W, R []byte }

// TB is what Playback needs of a *testing.T.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Cleanup(func())
}

// Playback is a connection that demands exactly the bytes of its ops and gives
// their answers; where there is no answer, a read is at its deadline at once.
type Playback struct {
	t       TB
	ops     []Op
	answers []byte
}

var _ printer.Conn = (*Playback)(nil)

// NewPlayback returns a Playback that fails t when other bytes come, or when
// the test ends before all were written.
func NewPlayback(t TB, ops ...Op) *Playback {
	p := &Playback{t: t, ops: ops}
	t.Cleanup(func() {
		t.Helper()
		if len(p.ops) > 0 {
			t.Errorf("printertest: %d exchanges did not take place, the next: write % x", len(p.ops), p.ops[0].W)
		}
	})
	p.advance()
	return p
}

func (p *Playback) advance() {
	for len(p.ops) > 0 && len(p.ops[0].W) == 0 {
		p.answers = append(p.answers, p.ops[0].R...)
		p.ops = p.ops[1:]
	}
}

// Write fails the test if b is not what comes next.
func (p *Playback) Write(b []byte) (int, error) {
	p.t.Helper()
	for n := 0; n < len(b); {
		if len(p.ops) == 0 {
			p.t.Errorf("printertest: nothing more was to be written, got % x", b[n:])
			return n, os.ErrClosed
		}
		op := &p.ops[0]
		m := min(len(op.W), len(b)-n)
		if !bytes.Equal(op.W[:m], b[n:n+m]) {
			p.t.Errorf("printertest: write\n got % x\nwant % x", b[n:n+m], op.W[:m])
			return n, os.ErrClosed
		}
		n += m
		op.W = op.W[m:]
		p.advance()
	}
	return len(b), nil
}

// Read gives the answers of the ops that were written.
func (p *Playback) Read(b []byte) (int, error) {
	if len(p.answers) == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	n := copy(b, p.answers)
	p.answers = p.answers[n:]
	return n, nil
}

// SetDeadline does nothing: no answer is ever waited for.
func (p *Playback) SetDeadline(time.Time) error { return nil }

// Close does nothing.
func (p *Playback) Close() error { return nil }

// Record is a connection that keeps what passes through another, to make a
// Playback of a real device. It is for one goroutine.
type Record struct {
	printer.Conn
	ops []Op
}

// NewRecord wraps c.
func NewRecord(c printer.Conn) *Record { return &Record{Conn: c} }

// Write writes to the device and keeps what it took.
func (r *Record) Write(b []byte) (int, error) {
	n, err := r.Conn.Write(b)
	if last := len(r.ops) - 1; last >= 0 && len(r.ops[last].R) == 0 {
		r.ops[last].W = append(r.ops[last].W, b[:n]...)
	} else if n > 0 {
		r.ops = append(r.ops, Op{W: bytes.Clone(b[:n])})
	}
	return n, err
}

// Read reads from the device and keeps what came.
func (r *Record) Read(b []byte) (int, error) {
	n, err := r.Conn.Read(b)
	if n > 0 && len(r.ops) == 0 {
		r.ops = append(r.ops, Op{})
	}
	if last := len(r.ops) - 1; n > 0 {
		r.ops[last].R = append(r.ops[last].R, b[:n]...)
	}
	return n, err
}

// Ops are the exchanges so far, as NewPlayback takes them.
func (r *Record) Ops() []Op { return r.ops }

// String lists them, one a line, in hexadecimal.
func (r *Record) String() string {
	var s bytes.Buffer
	for _, op := range r.ops {
		fmt.Fprintf(&s, "W % x\nR % x\n", op.W, op.R)
	}
	return s.String()
}
