package spool_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/escpos"
	"countertop/printer/printertest"
	"countertop/printer/spool"
	"countertop/printer/tspl"
)

// shelf is a queue in memory that keeps the ways of doc.go, and their history.
type shelf struct {
	t    *testing.T
	mu   sync.Mutex
	jobs []spool.Job
	log  []string
	// broken makes the next calls of Set fail.
	broken int
	taken  func() int // bytes that have arrived, at each change
	begun  int        // bytes that had arrived when Sending was written down
}

var ways = map[spool.State][]spool.State{
	spool.Queued:  {spool.Held, spool.Sending, spool.Failed},
	spool.Held:    {spool.Held, spool.Sending, spool.Failed},
	spool.Sending: {spool.Held, spool.Sent, spool.Printed, spool.Uncertain},
}

func (q *shelf) Next(context.Context) (spool.Job, bool, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range q.jobs {
		if j.State == spool.Queued || j.State == spool.Held {
			return j, true, nil
		}
	}
	return spool.Job{}, false, nil
}

func (q *shelf) Set(_ context.Context, id int64, s spool.State, why string, _ int) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.broken > 0 {
		q.broken--
		return errors.New("the disk is full")
	}
	i := slices.IndexFunc(q.jobs, func(j spool.Job) bool { return j.ID == id })
	if !slices.Contains(ways[q.jobs[i].State], s) {
		q.t.Errorf("job %d from %s to %s", id, q.jobs[i].State, s)
		return errors.New("conflict")
	}
	q.jobs[i].State, q.jobs[i].Fault = s, why
	q.log = append(q.log, strings.TrimSpace(fmt.Sprintf("%d %s %s", id, s, why)))
	if s == spool.Sending && q.taken != nil {
		q.begun = q.taken()
	}
	return nil
}

// force is a person: it sets a state whatever it was.
func (q *shelf) force(id int64, s spool.State) {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.IndexFunc(q.jobs, func(j spool.Job) bool { return j.ID == id })
	q.jobs[i].State = s
	q.log = append(q.log, fmt.Sprintf("%d by hand %s", id, s))
}

func (q *shelf) state(id int64) spool.State {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.jobs[slices.IndexFunc(q.jobs, func(j spool.Job) bool { return j.ID == id })].State
}

func (q *shelf) history() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.log)
}

// interrupted is a shelf with what an earlier run has left.
type interrupted struct{ *shelf }

func (q interrupted) Interrupted(context.Context) (left []spool.Job, err error) {
	for _, j := range q.jobs {
		if j.State == spool.Sending {
			left = append(left, j)
		}
	}
	return left, nil
}

// rig is a worker, its queue and its printer.
type rig struct {
	*shelf
	v      *printertest.Virtual
	w      *spool.Worker
	prints []*printer.Bitmap
	faults []printer.Fault
	stop   func() // ends the worker and waits for it
}

func picture() *printer.Bitmap {
	b := printer.NewBitmap(40, 24)
	for i := range b.Bits {
		b.Bits[i] = byte(i*31 + 5)
	}
	return b
}

// start runs a worker with n jobs, from inside a synctest bubble.
func start(t *testing.T, profile string, n int, o printertest.Options, prepare func(*rig)) *rig {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{shelf: &shelf{t: t}}
	for i := range n {
		r.jobs = append(r.jobs, spool.Job{ID: int64(i + 1), State: spool.Queued})
	}
	o.Language = p.Language
	o.OnPrint = func(p printertest.Print) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.prints = append(r.prints, p.Bitmap)
		return nil
	}
	r.v = printertest.NewVirtual(o)
	r.taken = r.v.Taken
	r.w = &spool.Worker{
		Queue: r.shelf,
		Open:  func(context.Context) (printer.Conn, error) { return r.v.Conn(), nil },
		Driver: func(c printer.Conn) printer.Driver {
			if p.Language == printer.ESCPOS {
				return escpos.New(c, p)
			}
			return tspl.New(c, p)
		},
		Render: func(context.Context, spool.Job) (*printer.Sheet, error) { return printer.SheetOf(picture()), nil },
		OnStatus: func(s spool.Status) {
			if n := len(r.faults); n == 0 || r.faults[n-1] != s.Fault {
				r.faults = append(r.faults, s.Fault)
			}
		},
	}
	if prepare != nil {
		prepare(r)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { r.w.Run(ctx) })
	r.stop = func() {
		cancel()
		wg.Wait()
		_ = r.v.Close()
	}
	return r
}

func check(t *testing.T, got, want []string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("history (-want +got):\n%s", d)
	}
}

var languages = []string{"generic-tspl", "generic-escpos-80", "epson-tm-t20"}

// each runs f for each language in a bubble.
func each(t *testing.T, f func(t *testing.T, profile string)) {
	for _, p := range languages {
		t.Run(p, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { f(t, p) }) })
	}
}

func TestJobsAreDoneInOrder(t *testing.T) {
	each(t, func(t *testing.T, profile string) {
		r := start(t, profile, 2, printertest.Options{}, nil)
		time.Sleep(time.Minute)
		r.mu.Lock()
		r.jobs = append(r.jobs, spool.Job{ID: 3, State: spool.Queued})
		r.mu.Unlock()
		r.w.Wake()
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 printed", "2 sending", "2 printed", "3 sending", "3 printed"})
		if len(r.prints) != 3 {
			t.Errorf("%d prints", len(r.prints))
		}
	})
}

func TestSendingIsWrittenBeforeTheFirstByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, "generic-tspl", 1, printertest.Options{}, nil)
		time.Sleep(time.Minute)
		r.stop()
		if r.begun > 10 { // the status asked at start and before the job
			t.Errorf("%d bytes had arrived", r.begun)
		}
	})
}

func TestFaultBeforeTheJobHoldsIt(t *testing.T) {
	for _, tt := range []struct {
		fault        printer.Fault
		break_, mend func(v *printertest.Virtual)
	}{
		{printer.CoverOpen, set(func(f *printertest.Faults) { f.CoverOpen = true }), set(func(f *printertest.Faults) { f.CoverOpen = false })},
		{printer.HeadHot, set(func(f *printertest.Faults) { f.HeadHot = true }), set(func(f *printertest.Faults) { f.HeadHot = false })},
		{printer.Timeout, set(func(f *printertest.Faults) { f.Silent = true }), set(func(f *printertest.Faults) { f.Silent = false })},
		{printer.Garbage, set(func(f *printertest.Faults) { f.Garbage = true }), set(func(f *printertest.Faults) { f.Garbage = false })},
		{printer.Unplugged, func(v *printertest.Virtual) { v.UnplugAfter(0) }, (*printertest.Virtual).Plug},
	} {
		t.Run(string(tt.fault), func(t *testing.T) {
			each(t, func(t *testing.T, profile string) {
				r := start(t, profile, 2, printertest.Options{}, func(r *rig) { tt.break_(r.v) })
				time.Sleep(time.Hour)
				if r.v.Prints() != 0 {
					t.Errorf("%d prints in spite of it", r.v.Prints())
				}
				tt.mend(r.v)
				time.Sleep(time.Minute)
				r.stop()
				check(t, r.log, []string{"1 held " + string(tt.fault), "1 sending", "1 printed", "2 sending", "2 printed"})
				if want := []printer.Fault{tt.fault, ""}; !slices.Equal(r.faults, want) {
					t.Errorf("said %q, want %q", r.faults, want)
				}
			})
		})
	}
}

func set(f func(*printertest.Faults)) func(*printertest.Virtual) {
	return func(v *printertest.Virtual) { v.Set(f) }
}

func TestPaperOutInTheJobGoesOnByItself(t *testing.T) {
	each(t, func(t *testing.T, profile string) {
		r := start(t, profile, 2, printertest.Options{PaperRows: 12}, nil)
		time.Sleep(time.Hour)
		if r.state(1) != spool.Sending {
			t.Errorf("without paper the job is %s", r.state(1))
		}
		r.v.Refill(0)
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 printed", "2 sending", "2 printed"})
		if want := []printer.Fault{"", printer.PaperOut, ""}; !slices.Equal(r.faults, want) || r.v.Prints() != 2 {
			t.Errorf("said %q, want %q; %d prints", r.faults, want, r.v.Prints())
		}
	})
}

// The cable is pulled after every number of bytes of two jobs, and put back. A
// person answers what there is to see. Every job is out exactly once.
func TestCablePulledAnywhere(t *testing.T) {
	for _, profile := range languages {
		t.Run(profile, func(t *testing.T) {
			total := 0
			synctest.Test(t, func(t *testing.T) {
				r := start(t, profile, 2, printertest.Options{}, nil)
				time.Sleep(time.Minute)
				r.stop()
				total = r.v.Taken()
			})
			asked := 0
			for k := range total {
				synctest.Test(t, func(t *testing.T) {
					r := start(t, profile, 2, printertest.Options{}, func(r *rig) { r.v.UnplugAfter(k) })
					time.Sleep(10 * time.Second)
					r.v.Plug()
					for range 3 {
						time.Sleep(time.Minute)
						for id := int64(1); id <= 2; id++ {
							if r.state(id) != spool.Uncertain {
								continue
							}
							asked++
							if answer(r, id) {
								r.force(id, spool.Printed)
							} else {
								r.force(id, spool.Queued)
							}
							r.w.Wake()
						}
					}
					r.stop()
					if r.state(1) != spool.Printed || r.state(2) != spool.Printed || r.good() != 2 {
						t.Errorf("after %d bytes: %d good prints, history %v", k, r.good(), r.history())
					}
				})
			}
			if asked == 0 || asked > total {
				t.Errorf("a person was asked %d times for %d cuts", asked, total)
			}
		})
	}
}

// answer looks whether job id came out whole: the good prints that are there are
// of the jobs that are printed, and the one more is of this job.
func answer(r *rig, id int64) bool {
	known := 0
	for _, j := range []int64{1, 2} {
		if j != id && r.state(j) == spool.Printed {
			known++
		}
	}
	return r.good() > known
}

// good is the number of prints that are whole.
func (r *rig) good() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, b := range r.prints {
		if same(b, picture()) {
			n++
		}
	}
	return n
}

// same reports whether slip begins with b and has no ink below it.
func same(slip, b *printer.Bitmap) bool {
	for y := range max(slip.HeightDots, b.HeightDots) {
		for x := range slip.WidthDots {
			if slip.Black(x, y) != b.Black(x, y) {
				return false
			}
		}
	}
	return true
}

func TestLostAnswerIsAskedFor(t *testing.T) {
	each(t, func(t *testing.T, profile string) {
		r := start(t, profile, 1, printertest.Options{PaperRows: 12}, nil)
		time.Sleep(10 * time.Second)
		r.v.Set(func(f *printertest.Faults) { f.Silent = true })
		r.v.Refill(0)
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 uncertain timeout"})
	})
}

func TestTwoUncertainJobsStopThePrinter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		confirms := 0
		r := start(t, "generic-tspl", 3, printertest.Options{}, func(r *rig) {
			good := r.w.Driver
			r.w.Driver = func(c printer.Conn) printer.Driver { return forgetful{good(c), &confirms} }
		})
		time.Sleep(time.Hour)
		if r.state(3) != spool.Held {
			t.Errorf("the third job is %s: %v", r.state(3), r.history())
		}
		r.w.Wake()
		time.Sleep(time.Minute)
		r.stop()
		if r.state(3) != spool.Printed {
			t.Errorf("after a person came: %v", r.history())
		}
	})
}

// forgetful loses the answer to its first two jobs.
type forgetful struct {
	printer.Driver
	confirms *int
}

func (f forgetful) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	if *f.confirms++; *f.confirms <= 2 {
		return false, &printer.FaultError{Fault: printer.Timeout, Op: "test"}
	}
	return f.Driver.Confirm(ctx, report)
}

func TestJobsLeftInTheMiddleAreUncertain(t *testing.T) {
	each(t, func(t *testing.T, profile string) {
		r := start(t, profile, 2, printertest.Options{}, func(r *rig) {
			r.jobs[0].State = spool.Sending
			r.w.Queue = interrupted{r.shelf}
			// The printer still waits for the rest of it.
			_, _ = r.v.Conn().Write([]byte("\x1b@\x1dv0\x00\x08\x00\x40\x00BITMAP 0,0,8,64,0,"))
		})
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 uncertain restart", "2 sending", "2 printed"})
		if n := len(r.prints); n == 0 || !same(r.prints[n-1], picture()) {
			t.Errorf("the next print is not good, of %d", n)
		}
	})
}

func TestBadDocumentIsNoObstacle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, "generic-tspl", 2, printertest.Options{}, func(r *rig) {
			r.w.Render = func(_ context.Context, j spool.Job) (*printer.Sheet, error) {
				if j.ID == 1 {
					return nil, errors.New("the label has no room for the name")
				}
				return printer.SheetOf(picture()), nil
			}
		})
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 failed the label has no room for the name", "2 sending", "2 printed"})
	})
}

func TestHeldJobMayBeCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, "generic-tspl", 2, printertest.Options{}, func(r *rig) { r.v.Set(func(f *printertest.Faults) { f.CoverOpen = true }) })
		time.Sleep(10 * time.Second)
		r.force(1, "cancelled")
		time.Sleep(10 * time.Second)
		r.v.Set(func(f *printertest.Faults) { f.CoverOpen = false })
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 held cover-open", "1 by hand cancelled", "2 held cover-open", "2 sending", "2 printed"})
	})
}

func TestNothingIsSentThatIsNotWrittenDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, "generic-tspl", 1, printertest.Options{}, func(r *rig) { r.broken = 3 })
		time.Sleep(time.Second)
		if r.v.Prints() != 0 {
			t.Error("printed without having been written down")
		}
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 printed"})
	})
}

func TestOneWayPrinterIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, "generic-tspl", 1, printertest.Options{}, func(r *rig) {
			r.w.Open = func(context.Context) (printer.Conn, error) { return oneWay{r.v.Conn()}, nil }
		})
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 sent"})
	})
}

type oneWay struct{ printer.Conn }

func (oneWay) OneWay() bool { return true }

func TestEndIsPrompt(t *testing.T) {
	for name, o := range map[string]printertest.Options{"idle": {}, "no paper": {PaperRows: 12}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := start(t, "generic-tspl", 1, o, nil)
				time.Sleep(time.Minute)
				begin := time.Now()
				r.stop()
				if d := time.Since(begin); d > 100*time.Millisecond {
					t.Errorf("took %v", d)
				}
			})
		})
	}
}
