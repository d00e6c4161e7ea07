package printqueue_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"countertop/app/printqueue"
	"countertop/app/repair"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/spool"
	"countertop/store"
)

// counter is a program with a store in a folder, and the printers around it,
// which go on when it is killed.
type counter struct {
	t        *testing.T
	dir      string
	store    *store.Store
	printers map[string]*machine
	prepare  func(name string, m *machine) // before its worker runs
	kill     context.CancelFunc
	ended    sync.WaitGroup
}

// machine is a printer with what came out of it.
type machine struct {
	*printertest.Virtual
	profile printer.Profile
	worker  *spool.Worker
	mu      sync.Mutex
	line    func(printer.Conn) printer.Conn // nil is a good one
	prints  []*printer.Bitmap
}

// through gives the printer another line.
func (m *machine) through(line func(printer.Conn) printer.Conn) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.line = line
}

func (m *machine) open(context.Context) (printer.Conn, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.line == nil {
		return m.Conn(), nil
	}
	return m.line(m.Conn()), nil
}

// count is the number of whole prints of a sheet.
func (m *machine) count(want []byte) (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, b := range m.prints {
		if bytes.Equal(bytes.TrimRight(b.Bits, "\x00"), want) {
			n++
		}
	}
	return n
}

// last is the print that came out last, without the white at its end.
func (m *machine) last() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.prints) == 0 {
		return nil
	}
	return bytes.TrimRight(m.prints[len(m.prints)-1].Bits, "\x00")
}

func newCounter(t *testing.T, profile string, names ...string) *counter {
	t.Helper()
	c := &counter{t: t, dir: t.TempDir(), printers: map[string]*machine{}}
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		m := &machine{profile: p}
		o := printertest.For(p)
		o.OnPrint = func(p printertest.Print) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.prints = append(m.prints, p.Bitmap)
			return nil
		}
		m.Virtual = printertest.NewVirtual(o)
		c.printers[name] = m
	}
	return c
}

// start is the start of the program.
func (c *counter) start() {
	c.t.Helper()
	var ctx context.Context
	ctx, c.kill = context.WithCancel(context.Background())
	var err error
	if c.store, err = store.Open(ctx, store.Options{Dir: c.dir, Station: "A"}); err != nil {
		c.t.Fatal(err)
	}
	for name, m := range c.printers {
		m.worker = &spool.Worker{
			Queue:  printqueue.Queue{Store: c.store, Printer: name, Documents: []repair.Document{repair.DocShelf}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))},
			Open:   m.open,
			Driver: func(l printer.Conn) printer.Driver { return language.New(l, m.profile) },
			Render: func(_ context.Context, j spool.Job) (*printer.PageImage, error) {
				return raster.Compose(label(j.Data.(repair.PrintJob).Subject), m.profile)
			},
		}
		if c.prepare != nil {
			c.prepare(name, m)
		}
		c.ended.Go(func() { m.worker.Run(ctx) })
	}
}

// cut is a power cut of this machine: the store is as it was written last.
func (c *counter) cut() {
	c.t.Helper()
	c.kill()
	c.ended.Wait()
	if err := c.store.Close(); err != nil {
		c.t.Fatal(err)
	}
}

func (c *counter) end() {
	c.cut()
	for _, m := range c.printers {
		_ = m.Close()
	}
}

func label(count string) printer.Page {
	return printer.Page{WidthMM: 20, HeightMM: 8, Elements: []printer.Element{
		printer.Frame{W: 20, H: 8, LineMM: 0.25}, printer.Text{X: 2, Y: 6, SizeMM: 4, Text: count},
	}}
}

func (c *counter) add(subject, printer string) int64 {
	c.t.Helper()
	jobs, err := c.store.AddJobs(context.Background(), []repair.PrintJob{{Document: repair.DocShelf, Subject: subject, Printer: printer}})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, m := range c.printers {
		m.worker.Wake()
	}
	return jobs[0].ID
}

func (c *counter) job(id int64) repair.PrintJob {
	c.t.Helper()
	all, err := c.store.Jobs(context.Background(), false)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, j := range all {
		if j.ID == id {
			return j
		}
	}
	c.t.Fatalf("no job %d", id)
	return repair.PrintJob{}
}

// breaks is a line that does something once after some bytes.
type breaks struct {
	printer.Conn
	left *int
	then func()
}

func (b breaks) Write(p []byte) (int, error) {
	if *b.left < 0 || len(p) < *b.left {
		*b.left -= len(p)
		return b.Conn.Write(p)
	}
	n, err := b.Conn.Write(p[:*b.left])
	*b.left = -1
	if err == nil {
		b.then()
		err = os.ErrClosed
	}
	return n, err
}

// Cable and power are cut while a label is on its way; a person answers what
// there is to see. COUNTERTOP_EVERY_BYTE=1 cuts after every byte.
func TestLabelSurvivesCutsInTheStore(t *testing.T) {
	for _, profile := range []string{"generic-tspl", "epson-tm-t20", "generic-zpl-203", "generic-cpcl", "brother-ql-800"} {
		for _, what := range []string{"cable", "power"} {
			t.Run(profile+"/"+what, func(t *testing.T) {
				var one, two []byte
				total, asked, cuts := 0, 0, 0
				synctest.Test(t, func(t *testing.T) {
					c := newCounter(t, profile, "p")
					c.start()
					p := c.printers["p"]
					time.Sleep(time.Second)
					was := p.Taken()
					c.add("A1", "")
					time.Sleep(2 * time.Second)
					total, one = p.Taken()-was, p.last()
					c.add("B2", "")
					time.Sleep(5 * time.Second)
					if two = p.last(); len(one) == 0 || len(two) == 0 || bytes.Equal(one, two) {
						t.Fatalf("undisturbed, after %d bytes: labels of %d and %d bytes", total, len(one), len(two))
					}
					c.end()
				})
				step := max(1, total/6)
				if os.Getenv("COUNTERTOP_EVERY_BYTE") == "1" {
					step = 1
				}
				for k := 0; k <= total && !t.Failed(); k += step {
					synctest.Test(t, func(t *testing.T) {
						cuts++
						c := newCounter(t, profile, "p")
						c.start()
						p := c.printers["p"]
						time.Sleep(time.Second)
						left := k
						p.through(func(l printer.Conn) printer.Conn {
							return breaks{l, &left, map[string]func(){"cable": func() { p.UnplugAfter(0) }, "power": c.kill}[what]}
						})
						id := c.add("A1", "")
						time.Sleep(10 * time.Second)
						if what == "power" {
							c.cut()
							p.through(nil)
							c.start()
						}
						p.Plug()
						time.Sleep(30 * time.Second)
						if j := c.job(id); j.State == repair.JobUncertain {
							asked++
							if err := c.store.AnswerUncertain(context.Background(), id, p.count(one) > 0, "A001"); err != nil {
								t.Error(err)
							}
							p.worker.Wake()
						} else if j.State == repair.JobPrinted && p.count(one) != 1 {
							t.Errorf("after %d bytes it is said to be printed and is not", k)
						}
						next := c.add("B2", "")
						time.Sleep(30 * time.Second)
						if p.count(one) != 1 || p.count(two) != 1 || c.job(id).State != repair.JobPrinted || c.job(next).State != repair.JobPrinted {
							t.Errorf("after %d bytes: %d and %d copies, %+v, %+v", k, p.count(one), p.count(two), c.job(id), c.job(next))
						}
						list, err := c.store.Attempts(context.Background(), id)
						if n := len(list); err != nil || n == 0 || list[n-1].Ended.IsZero() {
							t.Errorf("after %d bytes: attempts %+v, %v", k, list, err)
						}
						c.end()
					})
				}
				t.Logf("%d cuts of the %s in %d bytes: a person was asked %d times", cuts, what, total, asked)
			})
		}
	}
}

// Two printers at once; the jobs behind a roll that ran out go to the other one,
// but not the label that has begun.
func TestFallbackPrintsWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, "generic-tspl", "a", "b")
		c.start()
		var ids []int64
		for i := range 4 {
			ids = append(ids, c.add(fmt.Sprint("A", i), "a"), c.add(fmt.Sprint("B", i), "b"))
		}
		time.Sleep(time.Minute)
		for _, id := range ids {
			if j := c.job(id); j.State != repair.JobPrinted || j.MovedFrom != "" {
				t.Errorf("both are fine: %+v", j)
			}
		}
		c.end()

		c = newCounter(t, "generic-tspl", "a", "b")
		a, b := c.printers["a"], c.printers["b"]
		c.prepare = func(name string, m *machine) {
			if name == "b" {
				return
			}
			q := m.worker.Queue.(printqueue.Queue)
			m.worker.FallbackAfter = 30 * time.Second
			m.worker.Fallback = func(ctx context.Context) {
				if n, err := q.MoveTo(ctx, "b"); err != nil {
					t.Error(err)
				} else if n > 0 {
					b.worker.Wake()
				}
			}
		}
		c.start()
		a.Refill(20)
		begun, waits := c.add("C1", "a"), c.add("C2", "a")
		time.Sleep(25 * time.Second)
		if j := c.job(waits); j.Printer != "a" || b.Prints() != 0 {
			t.Errorf("moved before its time: %+v", j)
		}
		time.Sleep(20 * time.Second)
		if j := c.job(waits); j.Printer != "b" || j.MovedFrom != "a" || j.State != repair.JobPrinted || b.Prints() != 1 {
			t.Errorf("what waits: %+v, %d prints", j, b.Prints())
		}
		if j := c.job(begun); j.Printer != "a" || j.State != repair.JobSending {
			t.Errorf("what has begun: %+v", j)
		}
		a.Refill(0)
		time.Sleep(20 * time.Second)
		if j := c.job(begun); j.Printer != "a" || j.State != repair.JobPrinted || a.Prints() != 1 {
			t.Errorf("after the refill: %+v, %d prints", j, a.Prints())
		}
		c.end()
	})
}
