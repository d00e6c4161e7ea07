package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
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
//
// Unless it is alone, an order has only what a list shows: number, customer,
// machine, when it was received, and what a scan changes.
func (s *Store) Find(ctx context.Context, text string, limit int) (list []repair.Row, err error) {
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

func find(ctx context.Context, db querier, text string, q question, limit int) ([]repair.Row, error) {
	same, err := ids[repair.OrderID](ctx, db,
		`SELECT id FROM orders WHERE serial <> '' AND serial = ? ORDER BY number DESC LIMIT ?`, plain(text), limit)
	if err != nil {
		return nil, err
	}
	hits, err := ids[repair.OrderID](ctx, db, `SELECT w.ord`+fromOrders+q.exact(`w.words`)+` ORDER BY g.rowid DESC LIMIT ?`,
		slices.Concat([]any{q.match()}, q.long(1), []any{limit})...)
	if err != nil {
		return nil, err
	}
	after := int64(0)
	if len(hits) == limit {
		after = number(hits[limit-1])
	}
	// The newest n orders are among those of the n persons with the latest.
	theirs, err := ids[repair.OrderID](ctx, db, `SELECT o.id FROM
		(SELECT p.id`+fromPersons+q.exact(`p.words`, `p.spellings`)+` ORDER BY g.rowid DESC LIMIT ?) c
		CROSS JOIN orders o ON o.customer <> '' AND o.customer = c.id AND o.number >= ? ORDER BY o.number DESC LIMIT ?`,
		slices.Concat([]any{q.match()}, q.long(2), []any{limit, after, limit})...)
	if err != nil {
		return nil, err
	}
	hits = append(hits, theirs...)
	slices.SortFunc(hits, func(a, b repair.OrderID) int { return cmp.Compare(orderKey(b), orderKey(a)) })
	hits = slices.DeleteFunc(slices.Compact(hits), func(id repair.OrderID) bool { return slices.Contains(same, id) })
	hits = append(same, hits...)
	return ordersIn(ctx, db, hits[:min(limit, len(hits))])
}

// The index with what it is made of. CROSS JOIN: the index first, whatever
// SQLite thinks of it.
const (
	fromOrders  = ` FROM order_gram g CROSS JOIN order_words w ON w.key = g.rowid WHERE g.order_gram MATCH ?`
	fromPersons = ` FROM person_gram g CROSS JOIN person p ON p.key = g.rowid WHERE g.person_gram MATCH ?`
)

// ordersIn returns what a list shows of these orders, in this order.
func ordersIn(ctx context.Context, db querier, hits []repair.OrderID) (list []repair.Row, err error) {
	at := map[repair.OrderID]int{}
	for i, id := range hits {
		at[id] = i
	}
	// One statement for any number of them, so that it stays compiled.
	rows, err := db.QueryContext(ctx, selectListed+`WHERE o.id IN (SELECT value FROM json_each(?))`, jsonList(hits))
	err = scan(rows, err, func() error {
		r, err := scanListed(rows)
		list = append(list, r)
		return err
	})
	slices.SortFunc(list, func(a, b repair.Row) int { return at[a.Order.ID] - at[b.Order.ID] })
	return list, err
}

// selectListed leaves most of an order where it is: to decode twenty whole ones
// takes longer than to find them.
const selectListed = `SELECT o.id, o.customer, o.received_at, o.scan, o.body -> '$.Device', ` + personColumns +
	` FROM orders o LEFT JOIN person p ON p.id = o.customer `

func scanListed(row scanner) (r repair.Row, err error) {
	var state, device []byte
	var received int64
	var p personRow
	dest := append([]any{&r.Order.ID, &r.Order.Customer, &received, &state, &device}, p.dest()...)
	if err := row.Scan(dest...); err != nil {
		return r, err
	}
	if err := json.Unmarshal(state, &r.Order); err != nil {
		return r, fmt.Errorf("decode state of order %s: %w", r.Order.ID, err)
	}
	if err := json.Unmarshal(device, &r.Order.Device); err != nil {
		return r, fmt.Errorf("decode device of order %s: %w", r.Order.ID, err)
	}
	r.Order.ReceivedAt = fromMillis(received)
	r.Customer, err = p.customer()
	return r, err
}

func jsonList[T ~string](list []T) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings only
	}
	return string(b)
}

// personHits returns the persons with the latest orders that a question finds
// and that meet a further condition, " AND …" with one argument, or "".
func personHits(ctx context.Context, db querier, q question, and string, limit int, more ...any) ([]person, error) {
	return persons(ctx, db, selectFound+fromPersons+q.exact(`p.words`, `p.spellings`)+and+` ORDER BY g.rowid DESC LIMIT ?`,
		slices.Concat([]any{q.match()}, q.long(2), more, []any{limit})...)
}

const selectFound = `SELECT ` + personColumns + `, p.key, p.words, p.spellings, p.salt`

func persons(ctx context.Context, db querier, query string, args ...any) (list []person, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
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
func (s *Store) Customers(ctx context.Context, text string, limit int) (list []repair.CustomerRow, err error) {
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
			var c repair.CustomerRow
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
	// One of them may have many of the orders.
	owners, err := ids[repair.CustomerID](ctx, db,
		`SELECT w.customer`+fromOrders+q.exact(`w.words`)+` AND w.customer <> '' ORDER BY g.rowid DESC LIMIT ?`,
		slices.Concat([]any{q.match()}, q.long(1), []any{5 * limit})...)
	if err != nil {
		return nil, err
	}
	if id, ok := wholeNumber(text); ok {
		more, err := ids[repair.CustomerID](ctx, db, `SELECT customer FROM orders WHERE id = ?`, string(id))
		if err != nil {
			return nil, err
		}
		owners = append(owners, more...)
	}
	more, err := persons(ctx, db, selectPerson+`WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.key DESC LIMIT ?`,
		jsonList(owners), limit)
	if err != nil {
		return nil, err
	}
	people = append(people, more...)
	slices.SortStableFunc(people, func(a, b person) int { return cmp.Compare(b.key, a.key) })
	seen := map[repair.CustomerID]bool{}
	people = slices.DeleteFunc(append(exact, people...), func(p person) bool {
		was := seen[p.ID]
		seen[p.ID] = true
		return was
	})
	return people[:min(limit, len(people))], nil
}
