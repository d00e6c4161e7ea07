package runner

import (
	"context"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Checks is what the runner needs of who looks after the data.
type Checks interface {
	// Audit reads everything and returns what is wrong, none if all is well. It
	// changes nothing and takes its time; people go on working meanwhile.
	Audit(ctx context.Context) ([]repair.Finding, error)
}

// runData carries out what is asked about the data itself, beside the commands of
// people: it takes its time.
func (r *Runner) runData(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.CheckData:
		r.wg.Go(func() {
			found, err := r.o.Store.Audit(ctx)
			if err != nil {
				r.o.Log.Error("data not checked", "error", err)
			}
			r.PostFindings(found, err != nil)
		})
		return nil
	default:
		return noCase(c)
	}
}

// PostFindings tells what was found wrong with the data, and writes it down for
// who mends it.
func (r *Runner) PostFindings(found []repair.Finding, failed bool) {
	for _, f := range found {
		r.o.Log.Error("data", "what", f.What, "where", f.Where, "detail", f.Detail)
	}
	r.o.Post(flow.DataChecked{At: r.o.Now(), Found: len(found), Failed: failed})
}
