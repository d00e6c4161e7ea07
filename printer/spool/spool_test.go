package spool_test

import (
	"context"
	"errors"
	"slices"
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

// rig is a worker, its queue and its printer.
type rig struct {
	*ledger
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
	r := &rig{ledger: &ledger{t: t}}
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
		Queue: r.ledger,
		Open:  func(context.Context) (printer.Conn, error) { return r.v.Conn(), nil },
		Driver: func(c printer.Conn) printer.Driver {
			if p.Language == printer.ESCPOS {
				return escpos.New(c, p)
			}
			return tspl.New(c, p)
		},
		Render: func(context.Context, spool.Job) (*printer.PageImage, error) {
			return printer.PageImageOf(picture()), nil
		},
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
		fault         printer.Fault
		break_, clear func(v *printertest.Virtual)
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
				if tt.fault == printer.Timeout && profile != "epson-tm-t20" {
					// It may be one that answers nothing: it prints.
					r.stop()
					check(t, r.log, []string{"1 sending", "1 sent", "2 sending", "2 sent"})
					return
				}
				if r.v.Prints() != 0 {
					t.Errorf("%d prints in spite of it", r.v.Prints())
				}
				tt.clear(r.v)
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
		waits := func(when string) {
			t.Helper()
			time.Sleep(time.Hour)
			if r.state(3) != spool.Held || r.faults[len(r.faults)-1] != spool.Stopped {
				t.Errorf("%s the third job is %s, faults %q: %v", when, r.state(3), r.faults, r.history())
			}
		}
		waits("at first")
		r.w.Wake() // another check-in is no answer
		waits("without an answer")
		r.force(1, spool.Printed)
		r.w.Wake()
		waits("with one answer")
		r.force(2, spool.Printed)
		r.w.Wake()
		time.Sleep(time.Minute)
		r.stop()
		if r.state(3) != spool.Printed || r.faults[len(r.faults)-1] != "" {
			t.Errorf("after both answers, faults %q: %v", r.faults, r.history())
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
			_ = r.Set(t.Context(), spool.Change{Job: 1, State: spool.Sending})
			r.restart()
			// The printer still waits for the rest of it.
			_, _ = r.v.Conn().Write([]byte("\x1b@\x1dv0\x00\x08\x00\x40\x00BITMAP 0,0,8,64,0,"))
		})
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 uncertain restart", "2 sending", "2 printed"})
		if n := len(r.prints); n == 0 || !same(r.prints[n-1], picture()) {
			t.Errorf("the next print is not good, of %d", n)
		}
	})
}

func TestBadDocumentIsNoObstacle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, "generic-tspl", 2, printertest.Options{}, func(r *rig) {
			r.w.Render = func(_ context.Context, j spool.Job) (*printer.PageImage, error) {
				if j.ID == 1 {
					return nil, errors.New("the label has no room for the name")
				}
				return printer.PageImageOf(picture()), nil
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
