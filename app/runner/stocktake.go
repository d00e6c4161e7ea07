package runner

import (
	"context"

	"countertop/app/flow"
	"countertop/app/repair"
)

// StockTakes is what the runner needs of the stock-takes.
type StockTakes interface {
	// SaveStockTake keeps one as it stands, in place of what was kept of it.
	SaveStockTake(ctx context.Context, t repair.StockTake) error
	// OpenStockTake is the last that has not ended, without an ID if there is none,
	// with the orders that it has seen.
	OpenStockTake(ctx context.Context) (repair.StockTake, []repair.Row, error)
	// StockTakes are up to limit of those that have ended, the last first.
	StockTakes(ctx context.Context, limit int) ([]repair.StockTake, error)
	// StockTake returns one, or repair.ErrNotFound.
	StockTake(ctx context.Context, id int64) (repair.StockTake, error)
}

// pastStocks is how many stock-takes the screen knows, so that the last one of
// each place is among them.
const pastStocks = 60

// loadStock posts the stock-take that goes on, and how the last ones ended.
func (r *Runner) loadStock(ctx context.Context) error {
	past, err := r.o.Store.StockTakes(ctx, pastStocks)
	if err != nil {
		return err
	}
	take, rows, err := r.o.Store.OpenStockTake(ctx)
	if err != nil {
		return err
	}
	seen := make([]repair.StockMachine, len(rows))
	for i, row := range rows {
		seen[i] = repair.StockMachineOf(row.Order)
	}
	r.o.Post(flow.StockLoaded{Take: take, Seen: seen, Past: past})
	return nil
}

// saveStock keeps what was scanned, and says so.
func (r *Runner) saveStock(ctx context.Context, c flow.SaveStock) error {
	err := r.o.Store.SaveStockTake(ctx, c.Take)
	if err == nil {
		r.o.Post(flow.StockSaved(c))
	}
	return err
}
