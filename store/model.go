package store

import (
	"context"
	"database/sql"
	"slices"

	"countertop/app/repair"
)

// modelKey is a model as the shop calls it.
type modelKey struct {
	kind         repair.DeviceKind
	brand, model string
}

func modelOf(o repair.Order) modelKey { return modelKey{o.Device.Kind, o.Device.Brand, o.Device.Model} }

// countModel counts the machine of an order that was just described by its
// model. That happens once: at check-in.
func countModel(ctx context.Context, tx execer, o repair.Order) error {
	if o.Device.Model == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO model VALUES (?, ?, ?, 1, ?)
		ON CONFLICT DO UPDATE SET n = n + 1, last = max(last, excluded.last)`,
		string(o.Device.Kind), o.Device.Brand, o.Device.Model, number(o.ID))
	return err
}

// uncountModel takes back that a machine was counted, as something else than it is.
func uncountModel(ctx context.Context, tx execer, o repair.Order) error {
	if o.Device.Model == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE model SET n = n - 1 WHERE kind = ? AND brand = ? AND model = ?`,
		string(o.Device.Kind), o.Device.Brand, o.Device.Model)
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM model WHERE n <= 0`)
	}
	return err
}

// RecentModels returns up to limit models of a kind and brand, the one that
// came in last first.
func (s *Store) RecentModels(ctx context.Context, kind repair.DeviceKind, brand string, limit int) (list []string, err error) {
	err = s.read("read models", func(db *sql.DB) error {
		const models = `SELECT model FROM model WHERE kind = ? AND brand = ? ORDER BY last DESC LIMIT ?`
		list, err = ids[string](ctx, db, models, string(kind), brand, limit)
		// A brand of the shop's own was kept in Chinese alone before.
		if zh, _ := repair.ListWords(brand); err == nil && zh != brand && len(list) < limit {
			var more []string
			more, err = ids[string](ctx, db, models, string(kind), zh, limit)
			for _, m := range more {
				if len(list) < limit && !slices.Contains(list, m) {
					list = append(list, m)
				}
			}
		}
		return err
	})
	return list, err
}
