package spool_test

import (
	"cmp"
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/spool"
)

// killed are the printers whose labels are cut off: one line for each language
// and way of knowing its state.
var killed = []struct {
	profile string
	modes   []printer.RenderMode
}{
	{"generic-tspl", allModes},
	{"generic-escpos-80", allModes},
	{"epson-tm-t20", allModes},
	{"generic-zpl-203", allModes},
	{"generic-cpcl", allModes},
	{"brother-ql-800", []printer.RenderMode{printer.Raster}},
}

var allModes = []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native}

// cut is what breaks after some bytes of a label.
type cut string

const (
	cable   cut = "cable"   // the line; both sides keep what they have
	program cut = "program" // power cut of this machine; the printer keeps what it has
	power   cut = "power"   // of the printer, and the line with it, as by USB
	reset   cut = "reset"   // power cut of the printer on a line that stays, as serial
	held    cut = "held"    // the same with flow control: no byte is lost
)

// label is a small document with all that has a command of its own.
func label(count, code string) printer.Page {
	return printer.Page{WidthMM: 24, HeightMM: 12, Elements: []printer.Element{
		printer.Frame{W: 24, H: 12, LineMM: 0.25},
		printer.Text{X: 1, Y: 4, SizeMM: 3, Text: count},
		printer.Text{X: 1, Y: 8, SizeMM: 3, Text: "测试"},
		printer.QR{X: 14, Y: 2, Data: code, Level: printer.QRLevelL, ModuleMM: 0.25},
		printer.Block{X: 1, Y: 10, W: 10, H: 1},
	}}
}

// victim is a printer with the two labels that it prints.
type victim struct {
	profile printer.Profile
	images  map[int64]*printer.PageImage
	want    map[int64]*printer.Bitmap // as they come out undisturbed
	total   int                       // bytes up to the end of the first
}

func (v *victim) options(onPrint func(printertest.Print) error) printertest.Options {
	o := printertest.For(v.profile)
	o.OnPrint = onPrint
	return o
}

func newVictim(t *testing.T, profile string, mode printer.RenderMode) *victim {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		t.Fatal(err)
	}
	p.Mode = mode
	v := &victim{profile: p, images: map[int64]*printer.PageImage{}, want: map[int64]*printer.Bitmap{}}
	for id, words := range map[int64][2]string{0: {"0041", "C3"}, 1: {"0042", "A1"}, 2: {"0043", "B2"}} {
		if v.images[id], err = raster.Compose(label(words[0], words[1]), p); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		a := v.begin(t, "", 0)
		was := a.v.Taken()
		time.Sleep(2 * time.Second) // less than until the printer is asked again
		v.total = a.v.Taken() - was
		a.add(2)
		a.w.Wake()
		time.Sleep(time.Minute)
		a.end()
		n := len(a.prints)
		if n < 2 || a.state(1) != spool.Printed || a.state(2) != spool.Printed {
			t.Fatalf("undisturbed: %d prints, %v", n, a.history())
		}
		v.want[1], v.want[2] = a.prints[n-2], a.prints[n-1]
	})
	if same(v.want[1], v.want[2]) {
		t.Fatal("the two labels look the same")
	}
	return v
}

// accident is one label that is cut off, and the one after it.
type accident struct {
	*ledger
	v      *printertest.Virtual
	w      *spool.Worker
	victim *victim
	cut    cut
	after  int // bytes
	prints []*printer.Bitmap
	kill   context.CancelFunc
	ended  sync.WaitGroup
	dead   bool // the program; nothing it does counts any more
}

func (v *victim) begin(t *testing.T, c cut, after int) *accident {
	a := &accident{ledger: &ledger{t: t}, victim: v}
	a.v = printertest.NewVirtual(v.options(func(p printertest.Print) error {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.prints = append(a.prints, p.Bitmap)
		return nil
	}))
	a.ledger.ended = func(id int64) {
		if id > 0 && len(v.want) > 0 && a.whole(id) == 0 {
			t.Errorf("%s after %d bytes: job %d is said to be printed and is not", c, after, id)
		}
	}
	a.run(t)
	if !v.profile.Confirm.Sure() {
		// That it says when a label is out, it must have shown once.
		a.add(0)
		a.w.Wake()
		time.Sleep(2 * time.Second)
	}
	a.mu.Lock()
	a.cut, a.after = c, after
	a.mu.Unlock()
	a.add(1)
	a.w.Wake()
	return a
}

// run starts the program.
func (a *accident) run(t *testing.T) {
	var ctx context.Context
	ctx, a.kill = context.WithCancel(t.Context())
	a.dead = false
	a.w = &spool.Worker{
		Queue:  mortal{a.ledger, a},
		Open:   func(context.Context) (printer.Conn, error) { return &cutter{Conn: a.v.Conn(), a: a}, nil },
		Driver: func(c printer.Conn) printer.Driver { return language.New(c, a.victim.profile) },
		Render: func(_ context.Context, j spool.Job) (*printer.PageImage, error) { return a.victim.images[j.ID], nil },
	}
	a.ended.Go(func() { a.w.Run(ctx) })
}

func (a *accident) end() {
	a.kill()
	a.ended.Wait()
	_ = a.v.Close()
}

// whole is the number of whole prints of a job; the ledger is locked.
func (a *accident) whole(id int64) (n int) {
	for _, b := range a.prints {
		if same(b, a.victim.want[id]) {
			n++
		}
	}
	return n
}

// mortal is the queue as a program that can be killed sees it.
type mortal struct {
	*ledger
	a *accident
}

func (m mortal) Set(ctx context.Context, c spool.Change) error {
	m.mu.Lock()
	dead := m.a.dead
	m.mu.Unlock()
	if dead {
		return errors.New("this program was killed")
	}
	return m.ledger.Set(ctx, c)
}

// cutter is a connection on which something breaks.
type cutter struct {
	printer.Conn
	a        *accident
	off      time.Time // the printer is off until then
	holds    bool      // what is written meanwhile waits
	deadline time.Time
}

// bootTime is how long a printer takes nothing when its power was cut.
const bootTime = 5 * time.Second

func (c *cutter) SetDeadline(t time.Time) error {
	c.deadline = t
	return c.Conn.SetDeadline(t)
}

func (c *cutter) Write(p []byte) (int, error) {
	a := c.a
	a.mu.Lock()
	what := a.cut
	if len(p) < a.after {
		what = ""
		a.after -= len(p)
	}
	if what != "" {
		a.cut = ""
	}
	a.mu.Unlock()
	if what == "" {
		return c.through(p)
	}
	n, err := c.through(p[:a.after])
	if err != nil {
		return n, err
	}
	switch what {
	case cable:
		a.v.UnplugAfter(0)
	case power:
		a.v.UnplugAfter(0)
		a.v.PowerCycle()
	case reset, held:
		a.v.PowerCycle()
		c.off, c.holds = time.Now().Add(bootTime), what == held
	case program:
		a.mu.Lock()
		a.dead = true
		a.mu.Unlock()
		a.kill()
		return n, os.ErrClosed
	}
	m, err := c.through(p[n:])
	return n + m, err
}

// through loses what comes while the printer is off, or holds it back.
func (c *cutter) through(p []byte) (int, error) {
	switch {
	case !time.Now().Before(c.off):
	case !c.holds:
		return len(p), nil
	case c.deadline.Before(c.off):
		time.Sleep(time.Until(c.deadline))
		return 0, os.ErrDeadlineExceeded
	default:
		time.Sleep(time.Until(c.off))
	}
	return c.Conn.Write(p)
}

// tally counts how accidents ended.
type tally struct{ cuts, asked, reprints int }

// happen cuts the first label off after k bytes, lets a person answer what there
// is to see, and prints the second.
func (v *victim) happen(t *testing.T, c cut, k int, n *tally) {
	a := v.begin(t, c, k)
	time.Sleep(20 * time.Second)
	a.mu.Lock()
	dead := a.dead
	a.mu.Unlock()
	if dead {
		a.ended.Wait()
		a.restart()
		a.run(t)
	}
	a.v.Plug()
	n.cuts++
	asked := map[int64]bool{}
	answer := func() {
		for range 3 {
			time.Sleep(40 * time.Second)
			for _, j := range a.snapshot() {
				if j.State == spool.Sending {
					// It says that something is wrong with it: off and on again.
					a.v.UnplugAfter(0)
					a.v.PowerCycle()
					a.v.Plug()
				}
				if j.State != spool.Uncertain {
					continue
				}
				n.asked++
				asked[j.ID] = true
				a.mu.Lock()
				out := a.whole(j.ID) > 0
				a.mu.Unlock()
				if out {
					a.force(j.ID, spool.Printed)
				} else {
					n.reprints++
					a.force(j.ID, spool.Queued)
				}
				a.w.Wake()
			}
		}
	}
	answer()
	a.add(2)
	a.w.Wake()
	answer()
	a.end()
	for id := int64(1); id <= 2; id++ {
		if got := a.whole(id); got != 1 || a.state(id) != spool.Printed || id == 2 && asked[id] {
			t.Errorf("%s after %d bytes: label %d is out %d times and %s; %d prints, history %v", c, k, id, got, a.state(id), len(a.prints), a.history())
		}
	}
}

func (q *ledger) snapshot() []spool.Job {
	q.mu.Lock()
	defer q.mu.Unlock()
	return append([]spool.Job(nil), q.jobs...)
}

// Whatever breaks, and wherever: never two whole copies, never "printed" what is
// not, the next label is whole, and one question at most. COUNTERTOP_EVERY_BYTE=1
// breaks it after every byte; else after about twenty of them.
func TestCutAnywhere(t *testing.T) {
	for _, k := range killed {
		for _, mode := range k.modes {
			t.Run(k.profile+"/"+string(mode), func(t *testing.T) {
				v := newVictim(t, k.profile, mode)
				if v.images[1].Mode != cmp.Or(mode, printer.Raster) {
					t.Skipf("pages are not said in the way %s yet", mode)
				}
				step := max(1, v.total/20)
				if os.Getenv("COUNTERTOP_EVERY_BYTE") == "1" {
					step = 1
				}
				for _, c := range []cut{cable, program, power, reset, held} {
					var n tally
					for at := 0; at <= v.total && !t.Failed(); at += step {
						synctest.Test(t, func(t *testing.T) { v.happen(t, c, at, &n) })
					}
					t.Logf("%s cut off at %d of %d bytes: a person was asked %d times, %d labels were printed again", c, n.cuts, v.total, n.asked, n.reprints)
				}
			})
		}
	}
}
