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
	// setTries is how often the end of a job is tried to be written down. If it
	// cannot be, the job stays sending, and a person is asked at the next start.
	setTries = 5
)

// Worker prints the jobs of one printer. The fields are set before Run.
type Worker struct {
	Queue Queue
	// Open connects to the printer, for each job anew.
	Open func(context.Context) (printer.Conn, error)
	// Driver speaks to it.
	Driver func(printer.Conn) printer.Driver
	// Render draws a job. Its error ends the job as Failed.
	Render func(context.Context, Job) (*printer.Sheet, error)
	// OnStatus is called when the printer's status has changed, and about once a
	// second while a job is on its way; OnJob when the state of a job has. Both
	// on the worker's goroutine, and either may be nil.
	OnStatus func(Status)
	OnJob    func()
	// Network is a printer that others want to reach too: its connection is not
	// kept while a job is held.
	Network bool

	once sync.Once
	wake chan struct{}

	status Status
	shown  time.Time
	// owed is the most payload bytes that the printer may still wait for.
	owed int
	// lost is the number of jobs in a row that became uncertain.
	lost int

	conn   printer.Conn
	driver printer.Driver
	forget func() bool
}

// Init makes a Worker ready for Wake; Run does so too.
func (w *Worker) Init() { w.once.Do(func() { w.wake = make(chan struct{}, 1) }) }

// Wake tells the worker that there may be a job, or that a person has answered.
// It may be called from any goroutine and never blocks.
func (w *Worker) Wake() {
	w.Init()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run prints until ctx ends. A job that is on its way then stays Sending.
func (w *Worker) Run(ctx context.Context) {
	w.Init()
	defer w.close() //nolint:errcheck // nobody is left to tell
	w.recover(ctx)
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
		case w.status.Fault != "" || !w.Network:
			// An empty roll or a pulled cable should be seen before the next
			// customer stands there.
			w.wait(ctx, lookTime)
			w.look(ctx)
		default:
			w.wait(ctx, 0)
		}
	}
}

// wait waits for Wake, ctx, or d; 0 is no limit.
func (w *Worker) wait(ctx context.Context, d time.Duration) {
	var over <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		over = t.C
	}
	select {
	case <-ctx.Done():
	case <-w.wake:
	case <-over:
	}
}

// recover settles what an earlier run left.
func (w *Worker) recover(ctx context.Context) {
	q, ok := w.Queue.(Recovery)
	if !ok {
		return
	}
	jobs, err := q.Interrupted(ctx)
	if err != nil {
		w.show(func(s *Status) { s.Err = err })
		return
	}
	for _, j := range jobs {
		w.owed = printer.MaxPayload
		if j.State == Sending {
			_ = w.set(ctx, j.ID, Uncertain, "restart", 0)
		}
	}
}

// look asks the printer how it is while there is nothing to print.
func (w *Worker) look(ctx context.Context) {
	st, err := w.ask(ctx)
	_ = w.close() // what it says matters only for a job
	if ctx.Err() == nil {
		w.show(func(s *Status) {
			*s = Status{Fault: st.Fault(), Err: err, Known: st.Known}
			if err != nil {
				s.Fault = fault(err)
			}
		})
	}
}

func (w *Worker) ask(ctx context.Context) (printer.Status, error) {
	if err := w.connect(ctx); err != nil {
		return printer.Status{}, err
	}
	return w.driver.Status(ctx)
}

// connect opens the printer, if it is not, and brings it back to command level,
// if it may not be there.
func (w *Worker) connect(ctx context.Context) error {
	if w.conn == nil {
		c, err := w.Open(ctx)
		if err != nil {
			return err
		}
		w.conn, w.driver = c, w.Driver(c)
		w.forget = context.AfterFunc(ctx, func() { _ = c.Close() })
	}
	if w.owed > 0 {
		if err := w.driver.Resync(ctx, w.owed); err != nil {
			return err
		}
		w.owed = 0
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

// print takes j as far as it goes.
func (w *Worker) print(ctx context.Context, j Job) {
	sheet, err := w.Render(ctx, j)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		if w.set(ctx, j.ID, Failed, err.Error(), 0) != nil {
			w.wait(ctx, pollTime)
		}
		return
	}
	if w.lost >= 2 {
		w.stop(ctx, j)
	}
	if !w.ready(ctx, j) {
		return
	}
	if err := w.Queue.Set(ctx, j.ID, Sending, "", 0); err != nil {
		w.show(func(s *Status) { s.Job, s.State, s.Err = 0, "", err })
		w.wait(ctx, pollTime)
		return
	}
	w.changed()
	w.show(func(s *Status) { *s = Status{Known: printer.CanReply(w.conn), Job: j.ID, State: Sending} })
	w.finish(ctx, j, sheet)
}

// stop waits for a person: two jobs in a row have ended nobody knows how.
func (w *Worker) stop(ctx context.Context, j Job) {
	w.hold(ctx, &j, printer.Broken, nil)
	w.wait(ctx, 0)
}

// ready holds j until the printer can print. It returns false if j is no longer
// the next.
func (w *Worker) ready(ctx context.Context, j Job) bool {
	for {
		err := w.connect(ctx)
		if err == nil {
			err = w.driver.Ready(ctx)
		}
		if ctx.Err() != nil {
			return false
		}
		if err == nil {
			return true
		}
		f := fault(err)
		w.hold(ctx, &j, f, err)
		if w.Network || f == printer.Unplugged || f == printer.Timeout || f == printer.Garbage {
			_ = w.close() // what it says matters only for a job
		}
		w.wait(ctx, pollTime)
		next, ok, err := w.Queue.Next(ctx)
		if err == nil && (!ok || next.ID != j.ID) || ctx.Err() != nil {
			return false
		}
	}
}

// hold writes down why j waits, once for each reason.
func (w *Worker) hold(ctx context.Context, j *Job, f printer.Fault, err error) {
	if (j.State != Held || j.Fault != string(f)) && w.set(ctx, j.ID, Held, string(f), 0) == nil {
		j.State, j.Fault = Held, string(f)
	}
	known := err == nil || f != printer.Unplugged && f != printer.Timeout && f != printer.Garbage
	w.show(func(s *Status) { *s = Status{Fault: f, Err: err, Known: known, Job: j.ID, State: Held} })
}

// finish sends sheet and writes down how it ended.
func (w *Worker) finish(ctx context.Context, j Job, sheet *printer.Sheet) {
	sent := 0
	report := func(p printer.Progress) {
		w.show(func(s *Status) {
			s.Fault = p.Fault
			if p.Total > 0 {
				sent, s.Sent, s.Total = p.Sent, p.Sent, p.Total
			}
		})
	}
	// The time makes the echo of an earlier attempt another one.
	id := fmt.Sprintf("%d/%d", j.ID, time.Now().UnixNano())
	var confirmed bool
	err := w.driver.Send(ctx, sheet, printer.JobOptions{ID: id}, report)
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
		w.owed = printer.MaxPayload
		if fe != nil && fe.Owed > 0 {
			w.owed = fe.Owed
		}
	case !confirmed:
		end = Sent
	}
	w.lost++
	if end != Uncertain {
		w.lost = 0
	} else if w.lost >= 2 {
		// What woke the worker before was no answer to this.
		select {
		case <-w.wake:
		default:
		}
	}
	for try := 1; w.set(ctx, j.ID, end, why, sent) != nil && try < setTries && ctx.Err() == nil; try++ {
		w.wait(ctx, pollTime)
	}
	w.show(func(s *Status) { *s = Status{Fault: fault(err), Err: err, Known: s.Known && err == nil} })
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

func (w *Worker) set(ctx context.Context, id int64, s State, why string, bytes int) error {
	err := w.Queue.Set(ctx, id, s, why, bytes)
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
