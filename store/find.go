package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countertop/app/repair"
)

// Find returns up to limit orders that a text may mean, newest first: an order
// number in any form (whole, with or without check characters and dashes; the
// count alone; the date yymmdd or mmdd), three or more digits of a phone, three
// or more characters of a serial number, or part of a name or company. A whole
// order number finds that order alone.
func (s *Store) Find(ctx context.Context, text string, limit int) (list []OrderRow, err error) {
	text = strings.TrimSpace(text)
	if text == "" || limit <= 0 {
		return nil, nil
	}
	err = s.read("find", func(db *sql.DB) error {
		if id, ok := wholeNumber(text); ok {
			list, err = ordersWhere(ctx, db, `WHERE o.id = ?`, string(id))
			if err != nil || len(list) > 0 {
				return err
			}
		}
		found := map[repair.OrderID]bool{}
		for _, q := range queries(text, limit) {
			hits, err := ids[repair.OrderID](ctx, db, q.text, q.args...)
			if err != nil {
				return err
			}
			for _, id := range hits {
				found[id] = true
			}
		}
		for id := range found {
			r, err := orderOf(ctx, db, id)
			if err != nil {
				return err
			}
			list = append(list, r)
		}
		return nil
	})
	slices.SortFunc(list, func(a, b OrderRow) int {
		return cmp.Or(cmp.Compare(number(b.Order.ID), number(a.Order.ID)), cmp.Compare(a.Order.ID, b.Order.ID))
	})
	return list[:min(limit, len(list))], err
}

// wholeNumber reads an order number, also without its check characters.
func wholeNumber(text string) (repair.OrderID, bool) {
	if id, ok := repair.ParseOrderID(text); ok {
		return id, true
	}
	id := repair.OrderID(strings.TrimPrefix(plain(text), "R"))
	return id, id.Valid()
}

type query struct {
	text string
	args []any
}

// queries are the searches for a text; each gives its newest orders.
func queries(text string, limit int) (qs []query) {
	search := func(where string, args ...any) {
		qs = append(qs, query{fmt.Sprintf(`SELECT id FROM orders WHERE %s ORDER BY number DESC LIMIT %d`, where, limit), args})
	}
	// The newest n orders are among those of the n persons with the latest.
	byPerson := func(where string, arg string) {
		search(fmt.Sprintf(`customer <> '' AND customer IN
			(SELECT id FROM person WHERE %s ORDER BY last DESC LIMIT %d)`, where, limit), arg)
	}
	serial := plain(text)
	digits := onlyDigits(serial)
	if len(digits) == len(serial) || len(digits) == len(serial)-1 && strings.HasSuffix(serial, digits) {
		n, _ := strconv.ParseInt(digits, 10, 64) // none of more than ten digits is used
		switch len(digits) {
		case 4:
			search(`number % 10000 = ?`, n)
			search(`number / 10000 % 10000 = ?`, n)
		case 6:
			search(`number BETWEEN ? AND ?`, n*10000, n*10000+9999)
		case 10:
			search(`number = ?`, n)
		}
	}
	if digits == serial && len(digits) >= 3 {
		byPerson(`instr(digits, ?) > 0`, digits)
	}
	if len(serial) >= 3 {
		search(`instr(serial, ?) > 0`, serial)
	}
	byPerson(`instr(names, ?) > 0`, strings.ToLower(text))
	return qs
}
