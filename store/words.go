package store

import (
	"context"

	"countertop/app/repair"
)

// eraseOrders takes the words out of all orders of a customer, and makes the
// orders again without them.
func eraseOrders(ctx context.Context, tx execer, id repair.CustomerID) error {
	var rows []orderRow
	err := eachOrder(ctx, tx, `WHERE o.customer <> '' AND o.customer = ?`, func(r orderRow) { rows = append(rows, r) }, string(id))
	if err != nil {
		return err
	}
	for _, r := range rows {
		records, err := eraseWords(ctx, tx, r.ends)
		if err != nil {
			return err
		}
		o, ends := repair.FoldOrder(records)
		o.Customer = id // also where it was another's who turned out to be this one
		if err := rewrite(ctx, tx, o, ends); err != nil {
			return err
		}
	}
	return nil
}

// eraseWords takes the words out of the events of a subject that end in ends, and
// returns the events as they are then.
func eraseWords(ctx context.Context, tx execer, ends repair.Refs) ([]repair.Record, error) {
	records, err := recordsOf(ctx, tx, ends)
	if err != nil {
		return nil, err
	}
	for i, e := range records {
		if _, err := tx.ExecContext(ctx, `DELETE FROM words WHERE origin = ? AND seq = ?`, e.Origin, e.Seq); err != nil {
			return nil, err
		}
		if records[i], err = recordAt(ctx, tx, e.Ref()); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// rewrite writes the whole row of an order that has one, and what it is found by.
func rewrite(ctx context.Context, tx execer, o repair.Order, ends repair.Refs) error {
	cols, err := columns(o, ends)
	if err != nil {
		return err
	}
	sets, args := "", []any{}
	for i, c := range cols {
		if i > 0 {
			sets += ", "
		}
		sets, args = sets+c.name+" = ?", append(args, c.value)
	}
	if _, err := tx.ExecContext(ctx, `UPDATE orders SET `+sets+` WHERE id = ?`, append(args, string(o.ID))...); err != nil {
		return err
	}
	return indexOrder(ctx, tx, o)
}
