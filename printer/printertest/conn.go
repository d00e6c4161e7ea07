package printertest

import (
	"io"
	"os"
	"time"

	"countertop/printer"
)

// link is one connection to a Virtual; its fields belong to v.mu.
type link struct {
	v      *Virtual
	broken bool
	// answers are those not fetched yet; send, if set, takes them instead.
	answers []byte
	send    func([]byte)
	hangUp  func()
}

func (l *link) reply(p []byte) {
	if l.send != nil {
		l.send(p)
		return
	}
	l.answers = append(l.answers, p...)
	l.v.change.Broadcast()
}

// wireIdle is how long after the last byte a line counts as idle. In less, the
// sender's hardware had the next byte ready: a late wake-up of this end is no
// gap on the wire.
const wireIdle = 50 * time.Millisecond

// pace is how long it takes until n more bytes are through the wire, and burst
// how many go at once.
func (v *Virtual) pace(n int) time.Duration {
	if v.opt.Baud == 0 {
		return 0
	}
	if time.Since(v.wire) > wireIdle {
		v.wire = time.Now()
	}
	v.wire = v.wire.Add(time.Duration(n) * 10 * time.Second / time.Duration(v.opt.Baud))
	return time.Until(v.wire)
}

func (v *Virtual) burst(p []byte) []byte {
	if v.opt.Baud == 0 {
		return p
	}
	return p[:min(len(p), max(1, v.opt.Baud/500))]
}

// Conn connects to the printer within the process. With the cable out it
// returns a connection on which everything fails with printer.Unplugged.
func (v *Virtual) Conn() printer.Conn {
	v.mu.Lock()
	defer v.mu.Unlock()
	l := &link{v: v, broken: !v.plugged || v.closed}
	if !l.broken {
		v.links[l] = true
	}
	return &conn{l: l}
}

type conn struct {
	l        *link
	deadline time.Time
	timer    *time.Timer
	closed   bool
}

// check returns why op must not wait any longer, or nil.
func (c *conn) check(op string) error {
	switch {
	case c.closed:
		return os.ErrClosed
	case c.l.broken:
		return &printer.FaultError{Fault: printer.Unplugged, Op: op + " virtual printer", Err: io.ErrClosedPipe}
	case !c.deadline.IsZero() && !time.Now().Before(c.deadline):
		return os.ErrDeadlineExceeded
	}
	return nil
}

func (c *conn) Write(p []byte) (int, error) {
	v := c.l.v
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for n < len(p) {
		if err := c.check("write"); err != nil {
			return n, err
		}
		m := v.take(c.l, v.burst(p[n:]))
		n += m
		if m == 0 && !c.l.broken {
			v.change.Wait()
		} else if d := v.pace(m); d > 0 {
			v.mu.Unlock()
			time.Sleep(d)
			v.mu.Lock()
		}
	}
	return n, nil
}

func (c *conn) Read(p []byte) (int, error) {
	v := c.l.v
	v.mu.Lock()
	defer v.mu.Unlock()
	for {
		if err := c.check("read"); err != nil {
			return 0, err
		}
		if n := copy(p, c.l.answers); n > 0 {
			c.l.answers = c.l.answers[n:]
			return n, nil
		}
		v.change.Wait()
	}
}

func (c *conn) SetDeadline(t time.Time) error {
	v := c.l.v
	v.mu.Lock()
	defer v.mu.Unlock()
	c.deadline = t
	if c.timer != nil {
		c.timer.Stop()
	}
	if !t.IsZero() {
		c.timer = time.AfterFunc(time.Until(t), v.change.Broadcast)
	}
	return nil
}

func (c *conn) Close() error {
	v := c.l.v
	v.mu.Lock()
	defer v.mu.Unlock()
	c.closed = true
	delete(v.links, c.l)
	if c.timer != nil {
		c.timer.Stop()
	}
	v.change.Broadcast()
	return nil
}
