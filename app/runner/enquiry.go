package runner

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Enquiries is what the runner needs of questions without a machine.
type Enquiries interface {
	// AddEnquiry keeps a new one, with its answer if it has one already, and
	// returns it with its id.
	AddEnquiry(ctx context.Context, e repair.Enquiry) (repair.Enquiry, error)
	// AnswerEnquiry keeps the answer to one. It returns a *repair.RuleError if there
	// is no such enquiry, or it has an answer.
	AnswerEnquiry(ctx context.Context, id repair.EnquiryID, answer string, by repair.StaffID) error
	// Enquiries are those since a time, with open those without an answer only; the
	// oldest first.
	Enquiries(ctx context.Context, open bool, since time.Time) ([]repair.Enquiry, error)
}

// runEnquiry carries out what is asked of enquiries.
func (r *Runner) runEnquiry(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.SaveEnquiry:
		return r.saveEnquiry(ctx, c)
	case flow.KeepEnquiry:
		return r.keepEnquiry(ctx, c)
	case flow.OpenEnquiry:
		return r.openEnquiry(ctx, c.ID)
	default:
		return noCase(c)
	}
}

// enquiryDraft is the id of the draft of an enquiry, "" a new one.
func enquiryDraft(id repair.EnquiryID) string { return "enquiry-" + string(id) }

// keepEnquiry keeps one that is left half way, or forgets it.
func (r *Runner) keepEnquiry(ctx context.Context, c flow.KeepEnquiry) error {
	id := enquiryDraft(c.Page.Open)
	if c.Drop || c.Page.Empty() {
		return r.o.Store.DropDraft(ctx, id)
	}
	body, err := json.Marshal(c.Page)
	if err != nil {
		return fmt.Errorf("runner: encode enquiry: %w", err)
	}
	info := repair.DraftInfo{ID: id, Screen: string(flow.ScreenEnquiry), At: r.o.Now().UTC()}
	return r.o.Store.SaveDraft(ctx, repair.Draft{DraftInfo: info, Body: body})
}

// openEnquiry posts what was left half way, if there is something.
func (r *Runner) openEnquiry(ctx context.Context, id repair.EnquiryID) error {
	ds, err := r.o.Store.Drafts(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ds, func(d repair.Draft) bool { return d.ID == enquiryDraft(id) })
	if i < 0 {
		return nil
	}
	var page flow.EnquiryPage
	if err := json.Unmarshal(ds[i].Body, &page); err != nil {
		return fmt.Errorf("runner: decode enquiry %s: %w", id, err)
	}
	r.o.Post(flow.EnquiryOpened{Page: page})
	return nil
}

// saveEnquiry keeps a new enquiry, or with an ID its answer.
func (r *Runner) saveEnquiry(ctx context.Context, c flow.SaveEnquiry) (err error) {
	if e := c.Enquiry; e.ID != "" {
		err = r.o.Store.AnswerEnquiry(ctx, e.ID, e.Answer, e.AnsweredBy)
	} else {
		_, err = r.o.Store.AddEnquiry(ctx, e)
	}
	if err != nil {
		r.o.Log.Error("enquiry not kept", "error", err)
		r.o.Post(flow.Failed{Tag: flow.TagEnquiry, Problem: Problem(err)})
		return nil
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
