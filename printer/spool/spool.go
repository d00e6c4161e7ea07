package spool

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"countertop/printer"
)

// State is where a job is. The values are those of the caller's rows.
type State string

// The states that a worker gives a job.
const (
	Held      State = "held"      // waits for Fault to be mended; no byte has left
	Queued    State = "queued"    // given back before a byte left
	Sending   State = "sending"   // written down before the first byte
	Sent      State = "sent"      // all bytes are out, the printer cannot say more
	Printed   State = "printed"   // the printer said so
	Uncertain State = "uncertain" // bytes are out and the end is unknown
	Failed    State = "failed"    // it cannot be drawn
)

// Job is one label or slip.
type Job struct {
	ID int64
	// State is queued or held.
	State State
	// Fault is why it is held.
	Fault string
	// Data is the caller's own.
	Data any
}

// Queue is the caller's durable list. Its methods are called from the worker's
// goroutine only; an error makes the worker wait and try again.
type Queue interface {
	// Next returns the oldest job that is queued or held.
	Next(ctx context.Context) (Job, bool, error)
	// Set is durable when it returns. why is a printer.Fault, or with Failed a
	// sentence; bytes is how much of the job has left.
	Set(ctx context.Context, id int64, s State, why string, bytes int) error
}

// Status is what a printer is doing, for people to see.
type Status struct {
	// Fault is why it does not print, "" when it can.
	Fault printer.Fault
	// Known says that the printer itself reported it.
	Known bool
	// Job is the job at work, 0 for none.
	Job int64
}

// Worker drives one printer.
type Worker struct {
	Queue Queue
	// Open connects to the device; a *printer.FaultError says why it cannot.
	Open func(context.Context) (printer.Conn, error)
	// Driver speaks the printer's language over an open connection.
	Driver func(printer.Conn) printer.Driver
	// Render draws a job. It may be called twice for a job that was held.
	Render func(context.Context, Job) (*printer.Bitmap, error)
	// OnStatus and OnJob are called when something changed, from the worker's
	// goroutine.
	OnStatus func(Status)
	OnJob    func()
	// Network is a connection that must not be held open while idle: a printer
	// on the network serves one client at a time.
	Network bool

	wake   chan struct{}
	conn   printer.Conn
	drv    printer.Driver
	owed   int // payload that a broken job left the printer waiting for
	status Status
	doubts int // uncertain jobs in a row
}

// Times of the loop.
const (
	faultEvery = time.Second     // a fault is looked at again
	idleEvery  = 3 * time.Second // an idle printer is asked how it is
)

// Init must be called before Run and Wake.
func (w *Worker) Init() { w.wake = make(chan struct{}, 1) }

// Wake says that there may be work, or that a person has answered. It may be
// called from any goroutine.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends. A job that is being sent then stays as it is
// written down: the next start finds it.
func (w *Worker) Run(ctx context.Context) {
	defer w.hangUp()
	for ctx.Err() == nil {
		if w.doubts >= 2 {
			w.say(Status{Fault: w.status.Fault})
			if !w.pause(ctx, 0) {
				return
			}
			w.doubts = 0
		}
		job, ok, err := w.Queue.Next(ctx)
		switch {
		case err != nil:
			w.pause(ctx, faultEvery)
		case !ok:
			w.idle(ctx)
		default:
			w.work(ctx, job)
		}
	}
}

// pause waits for a wake-up or for d; 0 waits for a wake-up alone. It reports
// whether ctx still lives.
func (w *Worker) pause(ctx context.Context, d time.Duration) bool {
	var after <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		after = t.C
	}
	select {
	case <-w.wake:
	case <-after:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}

// idle asks an idle printer how it is, so that a fault is seen before the next
// customer stands there.
func (w *Worker) idle(ctx context.Context) {
	if w.Network {
		w.hangUp()
		w.pause(ctx, 0)
		return
	}
	if err := w.connect(ctx); err != nil {
		w.broken(err)
	} else if st, err := w.drv.Status(ctx); err != nil {
		w.broken(err)
	} else {
		w.say(Status{Fault: st.Fault(), Known: st.Known})
	}
	w.pause(ctx, idleEvery)
}

// work takes one job as far as it goes.
func (w *Worker) work(ctx context.Context, job Job) {
	if err := w.ready(ctx); err != nil {
		if ctx.Err() == nil {
			w.hold(ctx, job, w.broken(err))
			w.pause(ctx, faultEvery)
		}
		return
	}
	b, err := w.Render(ctx, job)
	if err != nil {
		w.set(ctx, job, Failed, err.Error(), 0)
		return
	}
	if !w.set(ctx, job, Sending, "", 0) {
		w.pause(ctx, faultEvery)
		return
	}
	w.say(Status{Known: w.status.Known, Job: job.ID})
	sent := 0
	report := func(p printer.Progress) {
		sent = max(sent, p.Sent)
		if p.Fault != w.status.Fault {
			w.say(Status{Fault: p.Fault, Known: true, Job: job.ID})
			w.set(ctx, job, Sending, string(p.Fault), sent)
		}
	}
	err = w.drv.Send(ctx, b, printer.JobOptions{ID: strconv.FormatInt(job.ID, 10)}, report)
	confirmed := false
	if err == nil {
		confirmed, err = w.drv.Confirm(ctx, report)
	}
	if err != nil {
		w.failed(ctx, job, sent, err)
		return
	}
	end := Sent
	if confirmed {
		end = Printed
	}
	w.doubts = 0
	for !w.set(ctx, job, end, "", sent) && w.pause(ctx, faultEvery) {
		// The label is out: that must not be forgotten for a full disk.
	}
	w.say(Status{Known: w.status.Known})
}

// failed decides about a job whose sending or confirmation broke off.
func (w *Worker) failed(ctx context.Context, job Job, sent int, err error) {
	fe, ok := errors.AsType[*printer.FaultError](err)
	if ok {
		sent = max(sent, fe.Sent)
	}
	if ctx.Err() != nil {
		if sent == 0 {
			w.set(context.WithoutCancel(ctx), job, Queued, "", 0)
		}
		return
	}
	fault := w.broken(err)
	if sent == 0 {
		w.hold(ctx, job, fault)
		w.pause(ctx, faultEvery)
		return
	}
	if ok {
		w.owed = max(w.owed, fe.Owed)
	}
	w.doubts++
	for !w.set(ctx, job, Uncertain, string(fault), sent) && w.pause(ctx, faultEvery) {
		// A job whose end is unknown must not look like one that is waiting.
	}
	w.hangUp()
}

// hold writes down why a job waits, once for each reason.
func (w *Worker) hold(ctx context.Context, job Job, why printer.Fault) {
	if job.State != Held || job.Fault != string(why) {
		w.set(ctx, job, Held, string(why), 0)
	}
}

func (w *Worker) set(ctx context.Context, job Job, s State, why string, bytes int) bool {
	if err := w.Queue.Set(ctx, job.ID, s, why, bytes); err != nil {
		return false
	}
	w.OnJob()
	return true
}

// ready connects, mends what a broken job left behind, and asks the printer
// whether it can print.
func (w *Worker) ready(ctx context.Context) error {
	if err := w.connect(ctx); err != nil {
		return err
	}
	if w.owed > 0 {
		if err := w.drv.Resync(ctx, w.owed); err != nil {
			return err
		}
		w.owed = 0
	}
	if err := w.drv.Ready(ctx); err != nil {
		return err
	}
	w.say(Status{Known: w.status.Known})
	return nil
}

func (w *Worker) connect(ctx context.Context) error {
	if w.conn != nil {
		return nil
	}
	c, err := w.Open(ctx)
	if err != nil {
		return fmt.Errorf("spool: %w", err)
	}
	w.conn, w.drv = c, w.Driver(c)
	return nil
}

// broken shows a fault and drops a connection that is of no more use.
func (w *Worker) broken(err error) printer.Fault {
	fault := printer.Offline
	if fe, ok := errors.AsType[*printer.FaultError](err); ok {
		fault = fe.Fault
	}
	switch fault {
	case printer.Unplugged, printer.Stalled, printer.Timeout, printer.Garbage, printer.Offline:
		w.hangUp()
	}
	w.say(Status{Fault: fault, Known: true})
	return fault
}

func (w *Worker) hangUp() {
	if w.conn != nil {
		_ = w.conn.Close() // it is of no more use either way
		w.conn, w.drv = nil, nil
	}
}

func (w *Worker) say(s Status) {
	if s != w.status {
		w.status = s
		w.OnStatus(s)
	}
}
