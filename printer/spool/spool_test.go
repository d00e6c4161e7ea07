package spool_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/printertest"
	"countertop/printer/spool"
	"countertop/printer/tspl"
)

// list is a queue in memory.
type list struct {
	mu   sync.Mutex
	jobs []spool.Job
	log  []spool.State
	cond *sync.Cond
}

func newList(n int) *list {
	l := &list{}
	l.cond = sync.NewCond(&l.mu)
	for i := range n {
		l.jobs = append(l.jobs, spool.Job{ID: int64(i + 1), State: spool.Queued})
	}
	return l
}

func (l *list) Next(context.Context) (spool.Job, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, j := range l.jobs {
		if j.State == spool.Queued || j.State == spool.Held {
			return j, true, nil
		}
	}
	return spool.Job{}, false, nil
}

func (l *list) Set(_ context.Context, id int64, s spool.State, why string, _ int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.jobs {
		if l.jobs[i].ID == id {
			l.jobs[i].State, l.jobs[i].Fault = s, why
			l.log = append(l.log, s)
		}
	}
	l.cond.Broadcast()
	return nil
}

// await waits until job id is in state s.
func (l *list) await(t *testing.T, id int64, s spool.State) spool.Job {
	t.Helper()
	stop := time.AfterFunc(20*time.Second, l.cond.Broadcast)
	defer stop.Stop()
	end := time.Now().Add(20 * time.Second)
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.jobs[id-1].State != s {
		if time.Now().After(end) {
			t.Fatalf("job %d is %s (%s), want %s; all so far: %v", id, l.jobs[id-1].State, l.jobs[id-1].Fault, s, l.log)
		}
		l.cond.Wait()
	}
	return l.jobs[id-1]
}

// counter is a worker with a virtual label printer.
func counter(t *testing.T, l *list, paper int) (*spool.Worker, *printertest.Virtual) {
	t.Helper()
	profile, err := printer.LoadProfile(assets.Profiles, "generic-tspl")
	if err != nil {
		t.Fatal(err)
	}
	v := printertest.NewVirtual(printertest.Options{PaperRows: paper})
	t.Cleanup(func() { _ = v.Close() })
	w := &spool.Worker{
		Queue:  l,
		Open:   func(context.Context) (printer.Conn, error) { return v.Conn(), nil },
		Driver: func(c printer.Conn) printer.Driver { return tspl.New(c, profile) },
		Render: func(context.Context, spool.Job) (*printer.Bitmap, error) {
			b := printer.NewBitmap(480, 320)
			for i := range 320 {
				b.Set(i, i, true)
				b.Set(479-i, i, true)
			}
			return b, nil
		},
		OnStatus: func(spool.Status) {}, OnJob: func() {},
	}
	w.Init()
	return w, v
}

func run(t *testing.T, w *spool.Worker) {
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
}

func TestJobsAreWrittenDownBeforeTheyAreSent(t *testing.T) {
	l := newList(3)
	w, v := counter(t, l, 0)
	run(t, w)
	l.await(t, 3, spool.Printed)
	if got := v.Prints(); got != 3 {
		t.Errorf("%d prints, want 3", got)
	}
	want := []spool.State{spool.Sending, spool.Printed, spool.Sending, spool.Printed, spool.Sending, spool.Printed}
	if !slices.Equal(l.log, want) {
		t.Errorf("states %v, want %v", l.log, want)
	}
}

func TestCoverHoldsTheJobUntilItIsClosed(t *testing.T) {
	l := newList(1)
	w, v := counter(t, l, 0)
	v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
	run(t, w)
	if j := l.await(t, 1, spool.Held); j.Fault != string(printer.CoverOpen) {
		t.Errorf("held for %q", j.Fault)
	}
	v.Set(func(f *printertest.Faults) { f.CoverOpen = false })
	l.await(t, 1, spool.Printed)
	if got := v.Prints(); got != 1 {
		t.Errorf("%d prints, want 1", got)
	}
}

func TestPaperEndsInTheMiddleAndTheJobGoesOn(t *testing.T) {
	l := newList(2)
	w, v := counter(t, l, 500)
	run(t, w)
	l.await(t, 1, spool.Printed)
	for !v.PaperOut() {
		time.Sleep(5 * time.Millisecond)
	}
	v.Refill(100000)
	l.await(t, 2, spool.Printed)
}

func TestCableBreaksInTheMiddleAndAPersonIsAsked(t *testing.T) {
	l := newList(2)
	w, v := counter(t, l, 0)
	v.UnplugAfter(3000)
	run(t, w)
	l.await(t, 1, spool.Uncertain)
	v.Plug()
	l.await(t, 2, spool.Printed)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.jobs[0].State != spool.Uncertain {
		t.Errorf("job 1 is %s: it was sent again", l.jobs[0].State)
	}
	if got := v.Prints(); got != 1 {
		t.Errorf("%d prints, want only the second job", got)
	}
}

func TestBadDocumentFailsAloneAndTheNextGoesOn(t *testing.T) {
	l := newList(2)
	w, _ := counter(t, l, 0)
	draw := w.Render
	w.Render = func(ctx context.Context, j spool.Job) (*printer.Bitmap, error) {
		if j.ID == 1 {
			return nil, errors.New("no such order")
		}
		return draw(ctx, j)
	}
	run(t, w)
	l.await(t, 2, spool.Printed)
	if j := l.await(t, 1, spool.Failed); j.Fault != "no such order" {
		t.Errorf("failed with %q", j.Fault)
	}
}
