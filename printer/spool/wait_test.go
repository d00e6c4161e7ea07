package spool_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/printertest"
	"countertop/printer/spool"
)

// device is a device file that can be looked for without opening it.
type device struct {
	gone  atomic.Bool
	opens atomic.Int64
}

func (d *device) give(r *rig) {
	r.w.Present = func() bool { return !d.gone.Load() }
	open := r.w.Open
	r.w.Open = func(ctx context.Context) (printer.Conn, error) {
		d.opens.Add(1)
		return open(ctx)
	}
}

func TestDeviceThatComesAndGoesIsSeenInTwoSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d device
		var status printer.Fault
		r := start(t, "generic-tspl", 0, printertest.Options{}, func(r *rig) {
			d.give(r)
			r.w.OnStatus = func(s spool.Status) { status = s.Fault }
		})
		for range 3 {
			time.Sleep(17 * time.Second)
			d.gone.Store(true)
			r.v.UnplugAfter(0)
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if status != printer.Unplugged {
				t.Errorf("2 s after the cable was pulled: %q", status)
			}
			was := d.opens.Load()
			time.Sleep(17 * time.Second)
			if n := d.opens.Load() - was; n != 0 {
				t.Errorf("a device that is not there was opened %d times", n)
			}
			d.gone.Store(false)
			r.v.Plug()
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if status != "" {
				t.Errorf("2 s after the cable was put in: %q", status)
			}
		}
		r.stop()
	})
}

func TestJobForADeviceThatIsNotThereIsHeldWithoutOpeningIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d device
		d.gone.Store(true)
		r := start(t, "generic-tspl", 1, printertest.Options{}, d.give)
		time.Sleep(time.Minute)
		if n := d.opens.Load(); n != 0 {
			t.Errorf("opened %d times", n)
		}
		d.gone.Store(false)
		time.Sleep(2 * time.Second)
		r.stop()
		check(t, r.log, []string{"1 held unplugged", "1 sending", "1 printed"})
	})
}

func TestLookAsksAtOnce(t *testing.T) {
	for _, network := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			r := start(t, "generic-tspl", 0, printertest.Options{}, func(r *rig) { r.w.Network = network })
			time.Sleep(11 * time.Second)
			r.v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
			r.w.Look()
			time.Sleep(100 * time.Millisecond)
			synctest.Wait()
			if want := []printer.Fault{"", printer.CoverOpen}; !slices.Equal(r.faults, want) {
				t.Errorf("network %v: said %q, want %q", network, r.faults, want)
			}
			r.stop()
		})
	}
}

// Jobs go to another printer when a fault has lasted long enough; the job whose
// bytes have left does not, nor does one that is uncertain.
func TestJobsFallBackWhenAFaultLasts(t *testing.T) {
	const after = 30 * time.Second
	for _, tt := range []struct {
		name    string
		options printertest.Options
		prepare func(*rig)
		stays   []int64
	}{
		{"no byte has left", printertest.Options{}, func(r *rig) { r.v.Set(func(f *printertest.Faults) { f.CoverOpen = true }) }, nil},
		{"unplugged", printertest.Options{}, func(r *rig) { r.v.UnplugAfter(0) }, nil},
		{"out of paper in the first label", printertest.Options{PaperRows: 12}, func(*rig) {}, []int64{1}},
		{"stopped by two that are uncertain", printertest.Options{}, func(r *rig) {
			confirms, good := 0, r.w.Driver
			r.w.Driver = func(c printer.Conn) printer.Driver { return forgetful{good(c), &confirms} }
		}, []int64{1, 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin, moved := time.Now(), time.Duration(0)
				r := start(t, "generic-tspl", 4, tt.options, func(r *rig) {
					r.w.FallbackAfter = after
					r.w.Fallback = func(context.Context) {
						r.mu.Lock()
						defer r.mu.Unlock()
						for i, j := range r.jobs {
							if j.State == spool.Queued || j.State == spool.Held {
								r.jobs[i].State = "moved"
								moved = time.Since(begin)
							}
						}
					}
					tt.prepare(r)
				})
				time.Sleep(after - time.Second)
				r.mu.Lock()
				if moved != 0 {
					t.Errorf("moved after %v, want at least %v", moved, after)
				}
				r.mu.Unlock()
				time.Sleep(30 * time.Second)
				r.stop()
				for id := int64(1); id <= 4; id++ {
					if stays := slices.Contains(tt.stays, id); stays == (r.state(id) == "moved") {
						t.Errorf("job %d is %s", id, r.state(id))
					}
				}
			})
		})
	}
}

func TestShortFaultMovesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		moves := 0
		r := start(t, "generic-tspl", 1, printertest.Options{}, func(r *rig) {
			r.w.FallbackAfter = 30 * time.Second
			r.w.Fallback = func(context.Context) { moves++ }
			r.v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
		})
		for range 5 {
			time.Sleep(20 * time.Second)
			r.v.Set(func(f *printertest.Faults) { f.CoverOpen = false })
			time.Sleep(20 * time.Second)
			r.v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
		}
		r.stop()
		if moves != 0 || r.state(1) != spool.Printed {
			t.Errorf("%d moves, the job is %s", moves, r.state(1))
		}
	})
}

func TestDocumentThatCannotBeDrawnNowIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		r := start(t, "generic-tspl", 1, printertest.Options{}, func(r *rig) {
			good := r.w.Render
			r.w.Render = func(ctx context.Context, j spool.Job) (*printer.PageImage, error) {
				if tries++; tries < 4 {
					return nil, fmt.Errorf("%w: %w", spool.ErrLater, errors.New("the database is busy"))
				}
				return good(ctx, j)
			}
		})
		time.Sleep(time.Minute)
		r.stop()
		check(t, r.log, []string{"1 sending", "1 printed"})
	})
}

// What is written down of an attempt: bytes, and what the printer said of itself
// before and after.
func TestAttemptsAreWrittenDown(t *testing.T) {
	each(t, func(t *testing.T, profile string) {
		r := start(t, profile, 1, printertest.Options{}, nil)
		time.Sleep(time.Minute)
		synctest.Wait()
		if c := r.last; c.Sent == 0 || c.Sent != c.Total || c.Status != "ready" {
			t.Errorf("a good one: %+v", c)
		}
		r.v.UnplugAfter(60)
		r.add(2)
		r.w.Wake()
		time.Sleep(time.Minute)
		r.stop()
		if c := r.last; c.Sent == 0 || c.Sent > 60 || c.Total > 0 && c.Sent >= c.Total || c.Status != "unplugged" || c.Why != "unplugged" {
			t.Errorf("a broken one: %+v", c)
		}
	})
}
