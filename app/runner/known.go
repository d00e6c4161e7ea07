package runner

import (
	"context"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Known is what the runner needs of what the shop has had before.
type Known interface {
	// Customers are up to limit persons that a text may mean, those with the latest
	// orders first.
	Customers(ctx context.Context, text string, limit int) ([]repair.CustomerRow, error)
	// RecentModels are up to limit models of a kind and brand, the one that came
	// last first.
	RecentModels(ctx context.Context, kind repair.DeviceKind, brand string, limit int) ([]string, error)
	// Suggestions are the names of the limit persons and the limit models of late,
	// the latest first.
	Suggestions(ctx context.Context, limit int) ([]repair.Suggestion, error)
}

// How many are offered.
const (
	customersOffered = 6
	modelsOffered    = 8
)

// runKnown carries out what is asked of earlier customers and machines.
func (r *Runner) runKnown(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.FindCustomers:
		hits, err := r.o.Store.Customers(ctx, c.Text, customersOffered)
		if err == nil {
			r.o.Post(flow.CustomersFound{Text: c.Text, Hits: hits})
		}
		return err
	case flow.FindModels:
		models, err := r.o.Store.RecentModels(ctx, c.Kind, c.Brand, modelsOffered)
		if err == nil {
			r.o.Post(flow.ModelsFound{Kind: c.Kind, Brand: c.Brand, Models: models})
		}
		return err
	case flow.LoadSuggestions:
		return r.suggest(ctx)
	default:
		return noCase(c)
	}
}
