package runner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/printer"
)

// jobs posts the jobs after a change and wakes the queue.
func (r *Runner) jobs(ctx context.Context, err error) error {
	if err == nil {
		r.JobsChanged(ctx)
		r.o.Printers.Wake()
	}
	return err
}

// JobsChanged posts the print jobs as they are; the queue calls it too.
func (r *Runner) JobsChanged(ctx context.Context) {
	r.jobsRead.Lock()
	defer r.jobsRead.Unlock()
	jobs, err := r.o.Store.Jobs(ctx, false)
	if err != nil {
		r.o.Log.Error("print jobs not read", "error", err)
		return
	}
	r.o.Post(flow.JobsChanged{Jobs: jobs})
}

func (r *Runner) preview(ctx context.Context, j repair.PrintJob) {
	in, _, err := r.input(ctx, j, "") // a preview shows no recovery code
	var s *printer.PageImage
	if err == nil {
		s, err = document.Draw(j, in, r.o.Formats, r.o.Printers.Profile(j))
	}
	if err != nil {
		r.o.Log.Error("preview not drawn", "document", j.Document, "order", j.Order, "error", err)
		return
	}
	r.o.Post(flow.PreviewDrawn{Job: j, Bitmap: s.Preview, Approximate: s.Mode == printer.Native})
}

// Render draws a job for the printer that is about to print it, and keeps what
// it draws from: another attempt and every further copy say the same, whatever
// becomes of the order. The queue calls it from its own goroutines.
func (r *Runner) Render(ctx context.Context, j repair.PrintJob, p printer.Profile) (*printer.PageImage, error) {
	code := ""
	if j.Document == repair.DocRecovery {
		var err error
		if code, err = r.papers.codeFor(j); err != nil {
			return nil, err
		}
	}
	in, kept, err := r.input(ctx, j, code)
	if err != nil {
		return nil, err
	}
	// The first print too is drawn from what is kept, to the byte.
	s, err := document.Draw(j, in, r.o.Formats, p)
	if err != nil || kept || !lasting(j) {
		return s, err
	}
	if err := r.o.Store.KeepJobInput(ctx, j.ID, in, hash(s.Preview)); err != nil {
		return nil, fmt.Errorf("runner: keep print job %d: %w", j.ID, err)
	}
	return s, nil
}

// lasting reports whether further copies of a job are to be the same, from what is
// kept of it. A badge must be the one that is valid, a test page of the printer as it
// is; a recovery code is kept nowhere.
func lasting(j repair.PrintJob) bool {
	return j.ID != 0 && !slices.Contains([]repair.Document{repair.DocBadge, repair.DocTestPage, repair.DocRecovery}, j.Document)
}

// hash is that of the dots.
func hash(b *printer.Bitmap) string {
	h := sha256.New()
	fmt.Fprintf(h, "%dx%d\n", b.WidthDots, b.HeightDots)
	h.Write(b.Bits)
	return hex.EncodeToString(h.Sum(nil))
}

// input is what a job prints, as JSON: what was kept of it, or what the order
// says now. kept is false until it has been drawn for a printer. recovery is the
// code on the paper of one.
func (r *Runner) input(ctx context.Context, j repair.PrintJob, recovery string) (input []byte, kept bool, err error) {
	if lasting(j) {
		input, picture, err := r.o.Store.JobInput(ctx, j.ID)
		if !errors.Is(err, repair.ErrNotFound) {
			return input, picture != "", err
		}
	}
	src := document.Facts{Shop: r.shop(), Key: r.o.Store.Key(), Recovery: recovery, Now: r.o.Now()}
	if src.People, err = r.o.Store.Staff(ctx); err != nil {
		return nil, false, err
	}
	if j.Order != "" {
		if src.Row, err = r.o.Store.Order(ctx, j.Order); err != nil {
			return nil, false, fmt.Errorf("runner: order of print job %d: %w", j.ID, err)
		}
		if src.Visit, err = r.o.Store.Visit(ctx, src.Row.Order); err != nil {
			return nil, false, fmt.Errorf("runner: visit of print job %d: %w", j.ID, err)
		}
		if j.Document == repair.DocPickupReceipt {
			if err = r.handOver(ctx, &src); err != nil {
				return nil, false, fmt.Errorf("runner: hand-over of print job %d: %w", j.ID, err)
			}
		}
		if src.Ink, err = r.ink(ctx, j, src.Row.Order); err != nil {
			return nil, false, fmt.Errorf("runner: signature of print job %d: %w", j.ID, err)
		}
	}
	if j.Document == repair.DocDayClose {
		if src.Day, err = r.day(ctx, j.Subject); err != nil {
			return nil, false, fmt.Errorf("runner: close of %s: %w", j.Subject, err)
		}
	}
	if j.Document == repair.DocStockTake {
		id, _ := strconv.ParseInt(j.Subject, 10, 64)
		if src.Stock, err = r.o.Store.StockTake(ctx, id); err != nil {
			return nil, false, fmt.Errorf("runner: stock-take %s: %w", j.Subject, err)
		}
	}
	input, err = document.Words(j, src)
	return input, false, err
}

// handOver reads how the order ended, and who came for the machine.
func (r *Runner) handOver(ctx context.Context, f *document.Facts) error {
	events, err := r.o.Store.Events(ctx, f.Row.Order.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		if b, ok := e.Body.(repair.PickedUp); ok {
			f.HandOver = &b
		}
	}
	if f.HandOver == nil || f.HandOver.Identity.Collector == "" {
		return nil
	}
	f.Collector, err = r.o.Store.Customer(ctx, f.HandOver.Identity.Collector)
	if errors.Is(err, repair.ErrNotFound) {
		err = nil // they were erased
	}
	return err
}

// day is what the close of a day tells. The subject of its job is the day and
// who closes it.
func (r *Runner) day(ctx context.Context, subject string) (d document.Day, err error) {
	day, by, _ := strings.Cut(subject, " ")
	d = document.Day{Date: repair.Date(day), Limits: r.shop().Limits, Now: r.o.Now()}
	if d.Count, err = r.count(ctx, d.Date); err != nil {
		return d, err
	}
	d.Count.ClosedBy = repair.StaffID(by)
	d.InShop, err = r.inShop(ctx)
	return d, err
}

// ink is the signature on a document, nil if it was erased.
func (r *Runner) ink(ctx context.Context, j repair.PrintJob, o repair.Order) ([]repair.Stroke, error) {
	sig := o.Signature
	if j.Document == repair.DocPickupReceipt {
		sig = o.PickupSignature
	}
	if sig == nil {
		return nil, nil
	}
	signed, err := r.o.Store.Signature(ctx, sig.Digest)
	if errors.Is(err, repair.ErrNotFound) {
		err = nil
	}
	return signed.Strokes, err
}
