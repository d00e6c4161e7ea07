package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"countertop/app/repair"
)

// SaveStockTake keeps a stock-take as it stands, in place of what was kept of it.
func (s *Store) SaveStockTake(ctx context.Context, t repair.StockTake) error {
	if t.ID <= 0 {
		return fmt.Errorf("store: a stock-take has the number %d", t.ID)
	}
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("store: encode stock-take: %w", err)
	}
	return s.write(ctx, "save stock-take", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO stock_take VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET ended = excluded.ended, body = excluded.body`, t.ID, millis(t.Ended), string(body))
		return err
	})
}

// StockTake returns one, or repair.ErrNotFound.
func (s *Store) StockTake(ctx context.Context, id int64) (t repair.StockTake, err error) {
	err = s.read("read stock-take", func(db *sql.DB) error {
		var body []byte
		err := db.QueryRowContext(ctx, `SELECT body FROM stock_take WHERE id = ?`, id).Scan(&body)
		if err != nil {
			return notFound(err, "stock-take %d", id)
		}
		return json.Unmarshal(body, &t)
	})
	return t, err
}

// OpenStockTake returns the last one that has not ended, with every order that
// it has seen; one without an ID if there is none.
func (s *Store) OpenStockTake(ctx context.Context) (t repair.StockTake, seen []repair.Row, err error) {
	err = s.read("read open stock-take", func(db *sql.DB) error {
		list, err := stockTakes(ctx, db, `WHERE ended = 0`, 1)
		if err != nil || len(list) == 0 {
			return err
		}
		t = list[0]
		seen, err = ordersWhere(ctx, db, `WHERE o.take <> 0 AND o.take = ?`, t.ID)
		// A number can be that of another counter's too.
		seen = slices.DeleteFunc(seen, func(r repair.Row) bool { return r.Order.LastSeen.Station != s.station })
		return err
	})
	return t, seen, err
}

// StockTakes returns up to limit of those that have ended, the last first.
func (s *Store) StockTakes(ctx context.Context, limit int) (list []repair.StockTake, err error) {
	err = s.read("read stock-takes", func(db *sql.DB) error {
		list, err = stockTakes(ctx, db, `WHERE ended > 0`, limit)
		return err
	})
	return list, err
}

func stockTakes(ctx context.Context, db querier, where string, limit int) (list []repair.StockTake, err error) {
	rows, err := db.QueryContext(ctx, `SELECT body FROM stock_take `+where+` ORDER BY id DESC LIMIT ?`, limit)
	err = scan(rows, err, func() error {
		var body sql.RawBytes
		var t repair.StockTake
		if err := rows.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &t)
		list = append(list, t)
		return err
	})
	return list, err
}

// checkStockTakes looks whether each can be read and is under its own number.
func checkStockTakes(ctx context.Context, tx *sql.Tx, r *Report) error {
	rows, err := tx.QueryContext(ctx, `SELECT id, ended, body FROM stock_take ORDER BY id`)
	return scan(rows, err, func() error {
		var id, ended int64
		var body sql.RawBytes
		var t repair.StockTake
		if err := rows.Scan(&id, &ended, &body); err != nil {
			return err
		}
		r.StockTakes++
		where := time.UnixMilli(id).UTC().Format(time.RFC3339)
		if err := json.Unmarshal(body, &t); err != nil {
			r.add("stock-take", where, "it cannot be read: %v", err)
		} else if t.ID != id || millis(t.Ended) != ended {
			r.add("stock-take", where, "its columns differ from it")
		}
		return nil
	})
}
