package runner

import (
	"context"

	"countertop/app/flow"
	"countertop/app/repair"
)

// pastStocks is how many stock-takes the screen knows, so that the last one of
// each place is among them.
const pastStocks = 60

// loadStock posts the stock-take that goes on, and how the last ones ended.
func (r *Runner) loadStock(ctx context.Context) error {
	past, err := r.o.Store.StockTakes(ctx, pastStocks)
	if err != nil {
		return err
	}
	take, orders, err := r.o.Store.OpenStockTake(ctx)
	if err != nil {
		return err
	}
	seen := make([]repair.StockMachine, len(orders))
	for i, o := range orders {
		seen[i] = repair.StockMachineOf(o)
	}
	r.o.Post(flow.StockLoaded{Take: take, Seen: seen, Past: past})
	return nil
}
