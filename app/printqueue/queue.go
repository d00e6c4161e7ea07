// Package printqueue is the print jobs of the store as the worker of one
// printer sees them.
package printqueue

import (
	"context"
	"log/slog"

	"countertop/app/repair"
	"countertop/printer/spool"
	"countertop/store"
)

// Queue is the jobs of one printer: those it has, and those of its documents
// that no printer has yet. The Data of a job is its repair.PrintJob.
type Queue struct {
	Store *store.Store
	// Printer is its name in the configuration.
	Printer   string
	Documents []repair.Document
	Log       *slog.Logger
}

var _ spool.Queue = Queue{}

// Next implements spool.Queue.
func (q Queue) Next(ctx context.Context) (spool.Job, bool, error) {
	j, ok, err := q.Store.NextJob(ctx, q.Printer, q.Documents)
	if err != nil || !ok {
		return spool.Job{}, false, err
	}
	return spool.Job{ID: j.ID, State: spool.State(j.State), Fault: j.Fault, Data: j}, true, nil
}

// Set implements spool.Queue.
func (q Queue) Set(ctx context.Context, c spool.Change) error {
	// What a printer has done must be written down even while the program
	// ends.
	err := q.Store.SetJob(context.WithoutCancel(ctx), c.Job, store.JobChange{
		State: repair.JobState(c.State), Fault: c.Why, Printer: q.Printer, Sent: c.Sent, Total: c.Total, Status: c.Status,
	})
	if err != nil {
		q.Log.Error("print job not written down", "printer", q.Printer, "job", c.Job, "state", string(c.State), "error", err)
	}
	return err
}

// Doubt implements spool.Queue.
func (q Queue) Uncertain(ctx context.Context) (uncertain, unanswered int, err error) {
	return q.Store.Doubt(ctx, q.Printer)
}

// MoveTo gives what waits for the printer to another, and returns how many jobs
// these were.
func (q Queue) MoveTo(ctx context.Context, to string) (int64, error) {
	return q.Store.MoveJobs(ctx, q.Printer, to, q.Documents)
}
