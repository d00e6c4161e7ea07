package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"countertop/app/repair"
)

// SaveStockTake keeps a stock-take as it stands: what is new in it is added to the
// journal.
func (s *Store) SaveStockTake(ctx context.Context, t repair.StockTake) error {
	_, err := s.Do(ctx, t.By, repair.Act{Subject: repair.StockTakeSubject(s.origin, t.ID), Command: repair.KeepStockTake{Take: t}})
	return err
}

// StockTake returns one of this counter, or repair.ErrNotFound.
func (s *Store) StockTake(ctx context.Context, id int64) (t repair.StockTake, err error) {
	err = s.read("read stock-take", func(db *sql.DB) error {
		list, err := stockTakes(ctx, db, false)
		i := slices.IndexFunc(list, func(t repair.StockTake) bool { return t.ID == id })
		if err == nil && i < 0 {
			return fmt.Errorf("stock-take %d: %w", id, repair.ErrNotFound)
		}
		if err == nil {
			t = list[i]
		}
		return err
	})
	return t, err
}

// OpenStockTake returns the last one that has not ended, with every order that
// it has seen; one without an ID if there is none.
func (s *Store) OpenStockTake(ctx context.Context) (t repair.StockTake, seen []repair.Row, err error) {
	err = s.read("read open stock-take", func(db *sql.DB) error {
		list, err := stockTakes(ctx, db, true)
		if err != nil || len(list) == 0 {
			return err
		}
		t = list[0]
		seen, err = ordersWhere(ctx, db, `WHERE o.take <> 0 AND o.take = ?`, t.ID)
		// A number can be that of another counter's too.
		seen = slices.DeleteFunc(seen, func(r repair.Row) bool { return r.Order.LastSeen.Station[:1] != s.station })
		return err
	})
	return t, seen, err
}

// StockTakes returns up to limit of those that have ended, the last first.
func (s *Store) StockTakes(ctx context.Context, limit int) (list []repair.StockTake, err error) {
	err = s.read("read stock-takes", func(db *sql.DB) error {
		all, err := stockTakes(ctx, db, false)
		all = slices.DeleteFunc(all, repair.StockTake.Open)
		list = all[:min(limit, len(all))]
		return err
	})
	return list, err
}

// stockTakes are all, or the open ones, the last first.
func stockTakes(ctx context.Context, q querier, open bool) ([]repair.StockTake, error) {
	list, err := states[repair.StockTake](ctx, q, repair.SubjectStockTake, open)
	slices.SortFunc(list, func(a, b repair.StockTake) int { return int(min(max(b.ID-a.ID, -1), 1)) })
	return list, err
}
