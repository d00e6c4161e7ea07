package runner

import (
	"context"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Enquiries is what the runner needs of questions without a machine.
type Enquiries interface {
	// AddEnquiry keeps a new one, with its answer if it has one already, and
	// returns it with its id.
	AddEnquiry(ctx context.Context, e repair.Enquiry) (repair.Enquiry, error)
	// AnswerEnquiry keeps the answer to one. It returns repair.ErrNotFound, or
	// ErrConflict if it has one.
	AnswerEnquiry(ctx context.Context, id int64, answer string, by repair.StaffID) error
	// Enquiries are those since a time, with open those without an answer only; the
	// oldest first.
	Enquiries(ctx context.Context, open bool, since time.Time) ([]repair.Enquiry, error)
}

// saveEnquiry keeps a new enquiry, or with an ID its answer.
func (r *Runner) saveEnquiry(ctx context.Context, c flow.SaveEnquiry) (err error) {
	if e := c.Enquiry; e.ID != 0 {
		err = r.o.Store.AnswerEnquiry(ctx, e.ID, e.Answer, e.AnsweredBy)
	} else {
		_, err = r.o.Store.AddEnquiry(ctx, e)
	}
	if err != nil {
		return err
	}
	r.o.Post(flow.EnquiryAnswered{Open: c.Enquiry.Answer == ""})
	r.loadEnquiries(ctx)
	return nil
}

func (r *Runner) loadEnquiries(ctx context.Context) {
	list, err := r.o.Store.Enquiries(ctx, true, time.Time{})
	if err != nil {
		r.o.Log.Error("enquiries not read", "error", err)
		return
	}
	r.o.Post(flow.EnquiriesLoaded{Enquiries: list})
}
