// Package printqueue is the print jobs of the shop as the worker of one
// printer sees them.
package printqueue

import (
	"context"
	"log/slog"

	"countertop/app/repair"
	"countertop/printer/spool"
)

// Jobs is what a queue needs of who keeps the print jobs. Its methods may be
// called from several goroutines.
type Jobs interface {
	// NextJob is the oldest job that waits for a printer: one it has, or one of its
	// documents that no printer has, which then is this printer's; false if there is
	// none.
	NextJob(ctx context.Context, printer string, documents []repair.Document) (repair.PrintJob, bool, error)
	// SetJob says where a job has come to. It returns repair.ErrNotFound, or
	// ErrConflict if it cannot come there from where it is or is another printer's.
	SetJob(ctx context.Context, id int64, c repair.JobChange) error
	// Uncertain looks at a printer's last two attempts: how many of them in a row ended
	// nobody knows how, and how many of these wait for the word of a person.
	Uncertain(ctx context.Context, printer string) (uncertain, unanswered int, err error)
	// MoveJobs gives what waits for one printer to another: its jobs, and those of
	// its documents that no printer has. "" is whichever prints them. It returns how
	// many there were.
	MoveJobs(ctx context.Context, from, to string, documents []repair.Document) (int64, error)
}

// Queue is the jobs of one printer: those it has, and those of its documents
// that no printer has yet. The Data of a job is its repair.PrintJob.
type Queue struct {
	Store Jobs
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
	err := q.Store.SetJob(context.WithoutCancel(ctx), c.Job, repair.JobChange{
		State: repair.JobState(c.State), Fault: c.Why, Printer: q.Printer, Sent: c.Sent, Total: c.Total, Status: c.Status,
	})
	if err != nil {
		q.Log.Error("print job not written down", "printer", q.Printer, "job", c.Job, "state", string(c.State), "error", err)
	}
	return err
}

// Uncertain implements spool.Queue.
func (q Queue) Uncertain(ctx context.Context) (uncertain, unanswered int, err error) {
	return q.Store.Uncertain(ctx, q.Printer)
}

// MoveTo gives what waits for the printer to another, and returns how many jobs
// these were.
func (q Queue) MoveTo(ctx context.Context, to string) (int64, error) {
	return q.Store.MoveJobs(ctx, q.Printer, to, q.Documents)
}
