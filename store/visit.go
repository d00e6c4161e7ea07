package store

import (
	"context"

	"countertop/app/repair"
)

// visitMost bounds the machines of one visit that are looked for.
const visitMost = 50

// Visit returns the orders that were taken in together with o, itself included,
// in the order of their numbers; those that were given up are left out.
func (s *Store) Visit(ctx context.Context, o repair.Order) (ids []repair.OrderID, err error) {
	if o.Customer == "" || o.Batch == "" {
		return []repair.OrderID{o.ID}, nil
	}
	// The others have the numbers behind the first one's.
	rows, err := s.orders(ctx, "read visit", `WHERE o.customer <> '' AND o.customer = ? AND o.number >= ? ORDER BY o.number LIMIT ?`,
		string(o.Customer), number(o.Batch), visitMost)
	for _, r := range rows {
		if r.Order.Batch == o.Batch && r.Order.Stage != repair.StageVoid {
			ids = append(ids, r.Order.ID)
		}
	}
	return ids, err
}
