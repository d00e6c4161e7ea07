package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"countertop/app/repair"
)

// intoOf is who a customer turned out to be, "" for one of their own.
func intoOf(ctx context.Context, q querier, id repair.CustomerID) (into repair.CustomerID, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce(body ->> '$.into', '') FROM subject WHERE id = ?`, string(id.Subject())).Scan(&into)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil // nobody, or somebody of whom nothing has come yet
	}
	return into, err
}

// merged is the customer that one is now, whoever they turned out to be.
func merged(ctx context.Context, q querier, id repair.CustomerID) (repair.CustomerID, error) {
	if id == "" {
		return "", nil
	}
	seen := []repair.CustomerID{id}
	for {
		into, err := intoOf(ctx, q, id)
		if err != nil || into == "" {
			return id, err
		}
		if i := slices.Index(seen, into); i >= 0 { // two counters said it the other way round
			return slices.Min(seen[i:]), nil
		}
		id, seen = into, append(seen, into)
	}
}

// allMerged is who each customer is now that turned out to be another one.
func allMerged(ctx context.Context, q querier) (map[repair.CustomerID]repair.CustomerID, error) {
	list, err := ids[repair.CustomerID](ctx, q, `SELECT substr(id, 10) FROM subject WHERE id BETWEEN 'customer:' AND 'customer;'
		AND body ->> '$.into' <> ''`)
	now := make(map[repair.CustomerID]repair.CustomerID, len(list))
	for _, id := range list {
		if err == nil {
			now[id], err = merged(ctx, q, id)
		}
	}
	return now, err
}

// asNow is a customer as somebody has written them down, who may have turned out to
// be another meanwhile: then with all that is known of that one.
func asNow(ctx context.Context, q querier, c repair.Customer) (repair.Customer, error) {
	id, err := merged(ctx, q, c.ID)
	if err != nil || id == c.ID {
		return c, err
	}
	p, err := personOf(ctx, q, id)
	if errors.Is(err, repair.ErrNotFound) { // erased
		c.ID = id
		return c, nil
	}
	if err != nil {
		return c, err
	}
	return repair.Unite(p.Customer, c), nil
}

// MergeCustomers makes one customer of two entries: from is no customer of its own
// any more, all its orders are those of into, and what is known of both stands there.
// It returns the customer as it is then. It returns a *repair.RuleError if a rule
// refuses, repair.ErrNotFound for one who is not known, or who was erased.
func (s *Store) MergeCustomers(ctx context.Context, by repair.StaffID, into, from repair.CustomerID) (c repair.Customer, err error) {
	err = s.append(ctx, "merge customers", func(ctx context.Context, tx execer, m *memory) error {
		s.known = nil
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		var keep, other person
		for _, p := range []struct {
			id *repair.CustomerID
			to *person
		}{{&into, &keep}, {&from, &other}} {
			if *p.id, err = merged(ctx, tx, *p.id); err == nil {
				*p.to, err = personOf(ctx, tx, *p.id)
			}
			if err != nil {
				return err
			}
		}
		pair := repair.MergeCustomer{From: from, Into: into, Likeness: repair.Alike(keep.Customer, other.Customer)}
		acts := []repair.Act{
			{Subject: from.Subject(), Command: pair},
			{Subject: into.Subject(), Command: repair.JoinCustomer{From: from, Into: into}},
		}
		for _, a := range acts {
			if _, err := s.do(ctx, tx, m, who, a); err != nil {
				return err
			}
		}
		last, err := joinOrders(ctx, tx, into, from)
		if err != nil {
			return err
		}
		// The orders are no longer theirs: what was printed of them stays.
		if _, err := tx.ExecContext(ctx, `DELETE FROM person WHERE id = ?`, string(from)); err != nil {
			return err
		}
		c, err = s.correctPerson(ctx, tx, m, who, repair.Unite(keep.Customer, other.Customer), last)
		return err
	})
	return c, err
}

// joinOrders makes the orders of one customer those of another, and returns the last
// order of both, "" if there is none.
func joinOrders(ctx context.Context, tx execer, into, from repair.CustomerID) (last repair.OrderID, err error) {
	var rows []orderRow
	err = eachOrder(ctx, tx, `WHERE o.customer <> '' AND o.customer = ?`, func(r orderRow) { rows = append(rows, r) }, string(from))
	for _, r := range rows {
		if err == nil {
			r.Order.Customer = into
			err = rewrite(ctx, tx, r.Order, r.ends)
		}
	}
	if err != nil {
		return "", err
	}
	list, err := ids[repair.OrderID](ctx, tx, `SELECT id FROM orders WHERE customer <> '' AND customer = ? ORDER BY number DESC LIMIT 1`,
		string(into))
	if len(list) > 0 {
		last = list[0]
	}
	return last, err
}
