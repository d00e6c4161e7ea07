package spool

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"countertop/printer"
)

const (
	// pollTime is how often a printer is asked while a job is held for it.
	pollTime = time.Second
	// lookTime is how often a printer is asked while there is no job.
	lookTime = 5 * time.Second
	// presentTime is how soon it is seen that a device has come or gone.
	presentTime = 2 * time.Second
	// setTries is how often the end of a job is tried to be written down. If it
	// cannot be, the job stays sending, and a person is asked at the next start.
	setTries = 5
	// stalls is how often in a row, about once a second, a printer may take
	// nothing and not say why before what it says at the end counts for little: it
	// may have been off, and have lost the beginning.
	stalls = 3
)

// Worker prints the jobs of one printer. The fields are set before Run.
type Worker struct {
	Queue Queue
	// Open connects to the printer, for each job anew.
	Open func(context.Context) (printer.Conn, error)
	// Driver speaks to it.
	Driver func(printer.Conn) printer.Driver
	// Render draws a job. Its error ends the job as Failed, unless it wraps
	// ErrLater.
	Render func(context.Context, Job) (*printer.PageImage, error)
	// OnStatus is called when the printer's status has changed, and about once a
	// second while a job is on its way; OnJob when the state of a job has. Both
	// on the worker's goroutine, and either may be nil.
	OnStatus func(Status)
	OnJob    func()
	// Network is a printer that others want to reach too: its connection is not
	// kept while a job is held.
	Network bool
	// Present says whether the device is there, without opening it; nil if only
	// opening can tell.
	Present func() bool
	// Fallback gives the jobs that wait to another printer, if one can take them.
	// It is called about once a second, on the worker's goroutine, while a fault
	// lasts longer than ElsewhereAfter; nil if there is no other.
	Fallback      func(context.Context)
	FallbackAfter time.Duration
	// NeedsResync is a printer that something else has written to, or in another
	// language: it is brought back to command level first.
	NeedsResync bool

	once sync.Once
	wake chan struct{}
	ask  chan struct{}

	status Status
	shown  time.Time
	// since is when the present fault began, and gave when Fallback was called.
	since, gave time.Time
	// there is what Present said last.
	there bool
	// reports is a printer that has told its state, confirms one that has said of
	// a job that it is out.
	reports, confirms bool
	// outstanding is the most payload bytes that the printer may still wait for.
	outstanding int

	conn   printer.Conn
	driver printer.Driver
	forget func() bool
}

// Init makes a Worker ready for Wake and Look; Run does so too.
func (w *Worker) Init() {
	w.once.Do(func() { w.wake, w.ask = make(chan struct{}, 1), make(chan struct{}, 1) })
}

// Wake tells the worker that there may be a job, or that a person has answered.
// It may be called from any goroutine and never blocks.
func (w *Worker) Wake() {
	w.Init()
	tell(w.wake)
}

// Look tells an idle worker to ask the printer how it is, now: a device has come
// or gone, or its profile is another. It may be called from any goroutine and
// never blocks.
func (w *Worker) Look() {
	w.Init()
	tell(w.ask)
}

func tell(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Run prints until ctx ends. A job that is on its way then stays Sending.
func (w *Worker) Run(ctx context.Context) {
	w.Init()
	defer w.close() //nolint:errcheck // nobody is left to tell
	if n, _, err := w.Queue.Uncertain(ctx); w.NeedsResync || n > 0 || err != nil {
		// The earlier run may not have come to bring the printer back.
		w.outstanding = printer.MaxPayload
	}
	w.look(ctx)
	for ctx.Err() == nil {
		job, ok, err := w.Queue.Next(ctx)
		switch {
		case err != nil:
			w.show(func(s *Status) { s.Err = err })
			w.wait(ctx, pollTime)
		case ok:
			w.print(ctx, job)
			_ = w.close() // what it says matters only for a job
		default:
			w.idle(ctx)
		}
	}
}

// idle waits for a job. An empty roll or a pulled cable should be seen before
// the next customer stands there.
func (w *Worker) idle(ctx context.Context) {
	for end := time.Now().Add(lookTime); ; {
		d := max(1, time.Until(end))
		if w.Present != nil {
			d = min(d, presentTime)
		} else if w.Network && w.status.Fault == "" {
			d = 0
		}
		switch woken, look := w.wait(ctx, d); {
		case woken && w.status.Fault == Stopped:
			w.look(ctx) // for it may have been the answer
			return
		case woken || ctx.Err() != nil:
			return
		case look, w.Present == nil, w.Present() != w.there, !time.Now().Before(end) && w.there:
			w.look(ctx)
			return
		case !time.Now().Before(end):
			return
		}
	}
}

// wait waits for Wake, Look, ctx, or d; 0 is no limit. It says which of the
// first two it was.
func (w *Worker) wait(ctx context.Context, d time.Duration) (woken, look bool) {
	var over <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		over = t.C
	}
	select {
	case <-ctx.Done():
	case <-w.wake:
		return true, false
	case <-w.ask:
		return false, true
	case <-over:
	}
	return false, false
}

// look asks the printer how it is while there is nothing to print.
func (w *Worker) look(ctx context.Context) {
	var st printer.Status
	err := w.connect(ctx)
	if err == nil {
		st, err = w.driver.Status(ctx)
	}
	_ = w.close() // what it says matters only for a job
	if ctx.Err() != nil {
		return
	}
	w.reports = st.Known
	f := fault(err)
	if err == nil {
		f = st.Fault()
	}
	if f == "" && w.stopped(ctx) {
		f = Stopped
	}
	w.show(func(s *Status) { *s = Status{Fault: f, Err: err, Known: st.Known} })
}

// connect opens the printer, if it is not, and brings it back to command level,
// if it may not be there.
func (w *Worker) connect(ctx context.Context) error {
	if w.conn == nil {
		if w.Present != nil {
			if w.there = w.Present(); !w.there {
				return &printer.FaultError{Fault: printer.Unplugged, Op: "spool: connect"}
			}
		}
		c, err := w.Open(ctx)
		if err != nil {
			return err
		}
		w.conn, w.driver = c, w.Driver(c)
		w.forget = context.AfterFunc(ctx, func() { _ = c.Close() })
	}
	if w.outstanding > 0 {
		if err := w.driver.Resync(ctx, w.outstanding); err != nil {
			return err
		}
		w.outstanding = 0
	}
	return nil
}

func (w *Worker) close() (err error) {
	if w.conn != nil && w.forget() {
		err = w.conn.Close()
	}
	w.conn, w.driver = nil, nil
	return err
}

// stopped reports whether a person must answer first.
func (w *Worker) stopped(ctx context.Context) bool {
	uncertain, unanswered, err := w.Queue.Uncertain(ctx)
	return err == nil && uncertain >= 2 && unanswered > 0
}

// print takes j as far as it goes.
func (w *Worker) print(ctx context.Context, j Job) {
	img, err := w.Render(ctx, j)
	switch {
	case ctx.Err() != nil:
		return
	case errors.Is(err, ErrLater):
		w.show(func(s *Status) { s.Err = err })
		w.wait(ctx, pollTime)
		return
	case err != nil:
		if w.set(ctx, Change{Job: j.ID, State: Failed, Why: err.Error()}) != nil {
			w.wait(ctx, pollTime)
		}
		return
	}
	if !w.ready(ctx, j) {
		return
	}
	c := Change{Job: j.ID, State: Sending}
	if w.reports {
		c.Status = "ready"
	}
	if err := w.Queue.Set(ctx, c); err != nil {
		w.show(func(s *Status) { s.Job, s.State, s.Err = 0, "", err })
		w.wait(ctx, pollTime)
		return
	}
	w.changed()
	w.show(func(s *Status) { *s = Status{Known: w.reports, Job: j.ID, State: Sending} })
	w.finish(ctx, j, img)
}

// ready holds j until the printer can print. It returns false if j is no longer
// the next.
func (w *Worker) ready(ctx context.Context, j Job) bool {
	for {
		var err error
		f := Stopped
		if !w.stopped(ctx) {
			if err = w.connect(ctx); err == nil {
				err = w.driver.Ready(ctx)
			}
			f = fault(err)
		}
		if ctx.Err() != nil {
			return false
		}
		if f == "" {
			return true
		}
		w.hold(ctx, &j, f, err)
		if w.Network || !heard(f) {
			_ = w.close() // what it says matters only for a job
		}
		w.fallBack(ctx)
		w.wait(ctx, pollTime)
		next, ok, err := w.Queue.Next(ctx)
		if err == nil && (!ok || next.ID != j.ID) || ctx.Err() != nil {
			return false
		}
	}
}

// heard reports whether f is something that the printer itself has said.
func heard(f printer.Fault) bool {
	switch f {
	case "", Stopped, printer.Unplugged, printer.Timeout, printer.Garbage, printer.Stalled, printer.Busy, printer.NoPermission:
		return false
	default:
		return true
	}
}

// hold writes down why j waits, once for each reason.
func (w *Worker) hold(ctx context.Context, j *Job, f printer.Fault, err error) {
	w.reports = w.reports || heard(f)
	if j.State != Held || j.Fault != string(f) {
		if w.set(ctx, Change{Job: j.ID, State: Held, Why: string(f), Status: string(f)}) == nil {
			j.State, j.Fault = Held, string(f)
		}
	}
	w.show(func(s *Status) {
		*s = Status{Fault: f, Err: err, Known: heard(f) || f == Stopped, Job: j.ID, State: Held}
	})
}

// elsewhere lets other jobs go when the fault has lasted too long.
func (w *Worker) fallBack(ctx context.Context) {
	if w.Fallback == nil || w.status.Fault == "" || time.Since(w.since) < w.FallbackAfter || time.Since(w.gave) < pollTime {
		return
	}
	w.gave = time.Now()
	w.Fallback(ctx)
}

// finish sends img and writes down how it ended.
func (w *Worker) finish(ctx context.Context, j Job, img *printer.PageImage) {
	sent, total, stalled := 0, 0, 0
	report := func(p printer.Progress) {
		if p.Fault == printer.Stalled {
			stalled++
		} else if stalled < stalls {
			stalled = 0
		}
		w.show(func(s *Status) {
			s.Fault = p.Fault
			if p.Total > 0 {
				sent, total = p.Sent, p.Total
				s.Sent, s.Total = sent, total
			}
		})
		w.fallBack(ctx)
	}
	// The time makes the echo of an earlier attempt another one.
	id := fmt.Sprintf("%d/%d", j.ID, time.Now().UnixNano())
	var confirmed bool
	err := w.driver.Send(ctx, img, printer.JobOptions{ID: id}, report)
	if err == nil {
		confirmed, err = w.driver.Confirm(ctx, report)
	}
	if ctx.Err() != nil {
		return
	}
	if c := w.close(); err == nil && !confirmed {
		// What only has been handed over can still fail to be kept.
		err = c
	}
	end, why := Printed, ""
	fe, _ := errors.AsType[*printer.FaultError](err)
	switch {
	case fe != nil && sent == 0 && fe.Sent == 0:
		end, why = Held, string(fe.Fault)
	case err != nil:
		end, why = Uncertain, string(fault(err))
		w.outstanding = printer.MaxPayload
		if fe != nil {
			sent = max(sent, fe.Sent)
		}
		if fe != nil && fe.Outstanding > 0 {
			w.outstanding = fe.Outstanding
		}
	case confirmed && stalled >= stalls:
		end, why, w.outstanding = Uncertain, string(printer.Stalled), printer.MaxPayload
	case !confirmed && w.confirms:
		// A printer that can say it, and did not.
		end, why, w.outstanding = Uncertain, string(printer.Timeout), printer.MaxPayload
	case !confirmed:
		end = Sent
	}
	w.confirms = w.confirms || confirmed
	w.reports = w.reports || confirmed
	now := Status{Fault: fault(err), Err: err, Known: w.reports && err == nil}
	c := Change{Job: j.ID, State: end, Why: why, Sent: sent, Total: total, Status: now.word()}
	for try := 1; w.set(ctx, c) != nil && try < setTries && ctx.Err() == nil; try++ {
		w.wait(ctx, pollTime)
	}
	w.show(func(s *Status) { *s = now })
}

// fault is what a person sees of err. An error of another kind is that of a
// device that cannot be reached.
func fault(err error) printer.Fault {
	if err == nil {
		return ""
	}
	if fe, ok := errors.AsType[*printer.FaultError](err); ok {
		return fe.Fault
	}
	return printer.Offline
}

func (w *Worker) set(ctx context.Context, c Change) error {
	err := w.Queue.Set(ctx, c)
	if err == nil {
		w.changed()
	}
	return err
}

func (w *Worker) changed() {
	if w.OnJob != nil {
		w.OnJob()
	}
}

// show changes the status, and says so if anything but the bytes has changed or
// a second has passed.
func (w *Worker) show(change func(*Status)) {
	was := w.status
	change(&w.status)
	now := w.status
	if was.Fault == "" && now.Fault != "" {
		w.since = time.Now()
	}
	same := was.Fault == now.Fault && was.Known == now.Known && was.Job == now.Job && was.State == now.State &&
		(was.Err == nil) == (now.Err == nil)
	if same && (was.Sent == now.Sent || time.Since(w.shown) < time.Second) {
		return
	}
	w.shown = time.Now()
	if w.OnStatus != nil {
		w.OnStatus(now)
	}
}
