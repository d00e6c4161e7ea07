package runner

import (
	"context"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Jobs is what the runner needs of the print jobs.
type Jobs interface {
	// Jobs are the latest of all, the newest first; with open those that are not
	// known to be out or given up, the oldest first.
	Jobs(ctx context.Context, open bool) ([]repair.PrintJob, error)
	// Attempts are each time that a job was sent to a printer, the oldest first.
	Attempts(ctx context.Context, job int64) ([]repair.PrintAttempt, error)
	// AddJobs queues documents that no event asked for. One that was asked for and
	// is not begun, or was a moment ago, is not asked for again.
	AddJobs(ctx context.Context, jobs []repair.PrintJob) ([]repair.PrintJob, error)
	// Reprint queues a further copy of a job, in the same words; with latest, as
	// the order is now. The same is true of one that was asked for already. It
	// returns repair.ErrNotFound.
	Reprint(ctx context.Context, id int64, latest bool) (repair.PrintJob, error)
	// AnswerUncertain says what a person saw of an uncertain job. It returns
	// repair.ErrNotFound, or ErrConflict if it is not uncertain any more.
	AnswerUncertain(ctx context.Context, id int64, printed bool, by repair.StaffID) error
	// SetJob says where a job has come to. It returns repair.ErrNotFound, or
	// ErrConflict if it cannot come there from where it is.
	SetJob(ctx context.Context, id int64, c repair.JobChange) error
	// MoveJobs gives what waits for one printer to another: its jobs, and those of
	// its documents that no printer has. It returns how many there were.
	MoveJobs(ctx context.Context, from, to string, documents []repair.Document) (int64, error)
}

// Papers is what the runner needs to make a document of an order.
type Papers interface {
	// Visit are the orders that were taken in together with o, itself included, by
	// number.
	Visit(ctx context.Context, o repair.Order) ([]repair.OrderID, error)
	// JobInput is what KeepJobInput has kept of a job, or repair.ErrNotFound, also
	// when it was erased; picture is "" for a further copy that was not printed yet.
	JobInput(ctx context.Context, id int64) (input []byte, picture string, err error)
	// KeepJobInput keeps what a job prints. Only the first call for a job counts.
	KeepJobInput(ctx context.Context, id int64, input []byte, picture string) error
	// Signature is the document under a digest, or repair.ErrNotFound if it was erased.
	Signature(ctx context.Context, digest string) (repair.SignedDocument, error)
}

// runJob carries out what is asked of print jobs.
func (r *Runner) runJob(ctx context.Context, c flow.Cmd) error {
	var err error
	switch c := c.(type) {
	case flow.Preview:
		r.preview(ctx, c.Job)
		return nil
	case flow.LoadAttempts:
		list, err := r.o.Store.Attempts(ctx, c.Job)
		if err == nil {
			r.o.Post(flow.AttemptsLoaded{Job: c.Job, Attempts: list})
		}
		return err
	case flow.Reprint:
		_, err = r.o.Store.Reprint(ctx, c.Job, c.Latest)
	case flow.AnswerUncertain:
		err = r.o.Store.AnswerUncertain(ctx, c.Job, c.Printed, c.By)
	case flow.CancelJob:
		err = r.o.Store.SetJob(ctx, c.Job, repair.JobChange{State: repair.JobCancelled})
	case flow.FallBack:
		_, err = r.o.Store.MoveJobs(ctx, c.From, c.To, r.o.Printers.Documents(c.From))
	case flow.AddJobs:
		jobs := make([]repair.PrintJob, len(c.Jobs))
		for i, j := range c.Jobs {
			j.Lang, j.State, j.At, j.Copy = r.lang, repair.JobQueued, r.o.Now().UTC(), max(1, j.Copy)
			jobs[i] = j
		}
		_, err = r.o.Store.AddJobs(ctx, jobs)
	default:
		return noCase(c)
	}
	return r.jobs(ctx, err)
}
