package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"countertop/app/repair"
)

// Find returns up to limit orders that a text may mean, newest first. The text
// is any part, of one character or more, of
//
//   - the order number, in any form: the whole of it, with or without check
//     characters and dashes; the count alone; the date yymmdd or mmdd;
//   - the serial number, brand and model, or the fault in the customer's words;
//   - the name, company or a phone of the person or one of their contacts, and
//     the initials or spelling of a name.
//
// White space parts words that must all be found, those of the order or those
// of the person; but a number is one however it is spaced. A whole order number,
// or the code of a customer copy, finds that order alone; the machines with
// exactly this serial number come before all others.
func (s *Store) Find(ctx context.Context, text string, limit int) (list []OrderRow, err error) {
	q := ask(text)
	if len(q) == 0 || limit <= 0 {
		return nil, nil
	}
	err = s.read("find", func(db *sql.DB) error {
		if id, ok := wholeNumber(text); ok {
			list, err = ordersWhere(ctx, db, `WHERE o.id = ?`, string(id))
			if err != nil || len(list) > 0 {
				return err
			}
		}
		list, err = find(ctx, db, text, q, limit)
		return err
	})
	return list, err
}

// wholeNumber reads an order number, also without its check characters, and the
// code of a customer copy.
func wholeNumber(text string) (repair.OrderID, bool) {
	if id, ok := repair.ParseOrderID(text); ok {
		return id, true
	}
	if c, err := repair.ParseCode(strings.TrimSpace(text)); err == nil && c.Type == repair.CodeCopy {
		return c.Order, true
	}
	id := repair.OrderID(strings.TrimPrefix(plain(text), "R"))
	return id, id.Valid()
}

func find(ctx context.Context, db querier, text string, q question, limit int) ([]OrderRow, error) {
	same, err := ids[repair.OrderID](ctx, db,
		`SELECT id FROM orders WHERE serial <> '' AND serial = ? ORDER BY number DESC LIMIT ?`, plain(text), limit)
	if err != nil {
		return nil, err
	}
	hits, err := orderHits(ctx, db, q, limit)
	if err != nil {
		return nil, err
	}
	// The newest n orders are among those of the n persons with the latest.
	people, err := personHits(ctx, db, q, ``, limit)
	for _, p := range people {
		if err != nil {
			return nil, err
		}
		var theirs []repair.OrderID
		theirs, err = ids[repair.OrderID](ctx, db,
			`SELECT id FROM orders WHERE customer <> '' AND customer = ? ORDER BY number DESC LIMIT ?`, string(p.ID), limit)
		hits = append(hits, theirs...)
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(hits, func(a, b repair.OrderID) int { return cmp.Compare(orderKey(b), orderKey(a)) })
	hits = slices.Compact(hits)
	for _, id := range same {
		hits = slices.DeleteFunc(hits, func(h repair.OrderID) bool { return h == id })
	}
	hits = append(same, hits...)
	return ordersIn(ctx, db, hits[:min(limit, len(hits))])
}

// orderHits returns the newest orders that a question finds by themselves.
func orderHits(ctx context.Context, db querier, q question, limit int) (hits []repair.OrderID, err error) {
	match, long := q.match(), q.long()
	for below := int64(math.MaxInt64); len(hits) < limit; {
		keys, err := ids[int64](ctx, db,
			`SELECT rowid FROM order_gram WHERE order_gram MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`, match, below, limit)
		if err != nil {
			return nil, err
		}
		found := make([]repair.OrderID, len(keys))
		for i, k := range keys {
			found[i], below = orderOfKey(k), k
		}
		if len(long) == 0 {
			return found, nil
		}
		rows, err := ordersIn(ctx, db, found)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if long.in(orderWords(r.Order)) {
				hits = append(hits, r.Order.ID)
			}
		}
		if len(keys) < limit {
			break
		}
	}
	return hits[:min(limit, len(hits))], nil
}

// ordersIn returns these orders, in this order.
func ordersIn(ctx context.Context, db querier, list []repair.OrderID) ([]OrderRow, error) {
	args := make([]any, len(list))
	at := map[repair.OrderID]int{}
	for i, id := range list {
		args[i], at[id] = string(id), i
	}
	rows, err := ordersWhere(ctx, db, `WHERE o.id IN (`+marks(len(args))+`)`, args...)
	slices.SortFunc(rows, func(a, b OrderRow) int { return at[a.Order.ID] - at[b.Order.ID] })
	return rows, err
}

// personHits returns the persons with the latest orders that a question finds
// and that meet a further condition, " AND …".
func personHits(ctx context.Context, db querier, q question, and string, limit int, more ...any) (list []person, err error) {
	args := []any{q.match()}
	for _, w := range q.long() {
		and += ` AND (instr(p.words, ?) > 0 OR instr(p.spellings, ?) > 0)`
		more = append(more, w, w)
	}
	// CROSS JOIN: the index first, whatever SQLite thinks of it.
	rows, err := db.QueryContext(ctx, `SELECT `+personColumns+`, p.key, p.words, p.spellings
		FROM person_gram g CROSS JOIN person p ON p.key = g.rowid
		WHERE g.person_gram MATCH ?`+and+` ORDER BY g.rowid DESC LIMIT ?`, append(append(args, more...), limit)...)
	err = scan(rows, err, func() error {
		p, err := scanPerson(rows)
		list = append(list, p)
		return err
	})
	return list, err
}

// wholePhone is how many digits may be all of a phone number.
const wholePhone = 7

// Customers returns up to limit persons that a text may mean, those with the
// latest order first: any part, of one character or more, of what Find knows a
// person by, or of the number, serial number, brand or model of a machine they
// brought. Those with exactly this phone number come before all others.
func (s *Store) Customers(ctx context.Context, text string, limit int) (list []CustomerRow, err error) {
	q := ask(text)
	if len(q) == 0 || limit <= 0 {
		return nil, nil
	}
	err = s.read("find customers", func(db *sql.DB) error {
		people, err := findCustomers(ctx, db, text, q, limit)
		for _, p := range people {
			if err != nil {
				return err
			}
			var c CustomerRow
			c, err = customerRow(ctx, db, p)
			list = append(list, c)
		}
		return err
	})
	return list, err
}

func findCustomers(ctx context.Context, db querier, text string, q question, limit int) ([]person, error) {
	var exact []person
	var err error
	if len(q) == 1 && len(q[0]) >= wholePhone && onlyDigits(q[0]) == q[0] {
		exact, err = personHits(ctx, db, q, ` AND instr(char(10) || p.words || char(10), char(10) || ? || char(10)) > 0`, limit, q[0])
		if err != nil {
			return nil, err
		}
	}
	people, err := personHits(ctx, db, q, ``, limit)
	if err != nil {
		return nil, err
	}
	// A customer may have many of the orders.
	orders, err := orderHits(ctx, db, q, 5*limit)
	if err != nil {
		return nil, err
	}
	if id, ok := wholeNumber(text); ok {
		orders = append(orders, id)
	}
	args := make([]any, len(orders))
	for i, id := range orders {
		args[i] = string(id)
	}
	rows, err := db.QueryContext(ctx, selectPerson+`WHERE p.id IN (SELECT customer FROM orders WHERE id IN (`+marks(len(args))+`))
		ORDER BY p.key DESC LIMIT ?`, append(args, limit)...)
	err = scan(rows, err, func() error {
		p, err := scanPerson(rows)
		people = append(people, p)
		return err
	})
	slices.SortStableFunc(people, func(a, b person) int { return cmp.Compare(b.key, a.key) })
	seen := map[repair.CustomerID]bool{}
	people = slices.DeleteFunc(append(exact, people...), func(p person) bool {
		was := seen[p.ID]
		seen[p.ID] = true
		return was
	})
	return people[:min(limit, len(people))], err
}
