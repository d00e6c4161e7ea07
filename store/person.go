package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

// CustomerRow is a person with what they brought so far.
type CustomerRow struct {
	Customer repair.Customer
	// Orders counts the orders; Last is when the latest was received, in UTC.
	Orders int
	Last   time.Time
	// Devices are the machines they brought, the latest first.
	Devices []repair.Device
}

// nextCustomer gives the next person of this station an id.
func (s *Store) nextCustomer(ctx context.Context, tx execer) (repair.CustomerID, error) {
	last, err := meta(ctx, tx, "last-customer")
	if err != nil {
		return "", err
	}
	n := 0
	if last != "" {
		if n, err = strconv.Atoi(last[1:]); err != nil {
			return "", fmt.Errorf("last customer %q: %w", last, err)
		}
	}
	id := fmt.Sprintf("%s%06d", s.station, n+1)
	return repair.CustomerID(id), setMeta(ctx, tx, "last-customer", id)
}

// putPerson adds a person or corrects what is known of them; order is one of
// theirs, or "".
func putPerson(ctx context.Context, tx execer, c repair.Customer, order repair.OrderID) error {
	phones, err := json.Marshal(slices.Concat([]string{}, c.Phones))
	if err != nil {
		return err
	}
	var digits []string
	for _, p := range c.Phones {
		digits = append(digits, onlyDigits(p))
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
		name = excluded.name, company = excluded.company, phones = excluded.phones,
		names = excluded.names, digits = excluded.digits, last = max(last, excluded.last)`,
		string(c.ID), c.Name, c.Company, string(phones), strings.ToLower(c.Name+"\n"+c.Company),
		strings.Join(digits, " "), number(order))
	return err
}

// PutCustomer adds a person, or corrects one that has an id: somebody who
// collects a machine, say. It returns the person with the id.
func (s *Store) PutCustomer(ctx context.Context, c repair.Customer) (repair.Customer, error) {
	err := s.write(ctx, "write customer", func(ctx context.Context, tx execer) (err error) {
		s.known = nil
		if c.ID == "" {
			if c.ID, err = s.nextCustomer(ctx, tx); err != nil {
				return err
			}
		}
		return putPerson(ctx, tx, c, "")
	})
	return c, err
}

func personOf(ctx context.Context, q querier, id repair.CustomerID) (c repair.Customer, err error) {
	var phones []byte
	err = q.QueryRowContext(ctx, `SELECT id, name, company, phones FROM person WHERE id = ?`, string(id)).
		Scan(&c.ID, &c.Name, &c.Company, &phones)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("customer %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(phones, &c.Phones)
}

// Customers returns up to limit persons with these digits anywhere in a phone
// number, those with the latest order first. It returns none for fewer than
// three digits.
func (s *Store) Customers(ctx context.Context, digits string, limit int) (list []CustomerRow, err error) {
	if digits = onlyDigits(digits); len(digits) < 3 {
		return nil, nil
	}
	err = s.read("find customers", func(db *sql.DB) error {
		ids, err := ids[repair.CustomerID](ctx, db,
			`SELECT id FROM person WHERE instr(digits, ?) > 0 ORDER BY last DESC LIMIT ?`, digits, limit)
		if err != nil {
			return err
		}
		for _, id := range ids {
			var c CustomerRow
			if c.Customer, err = personOf(ctx, db, id); err != nil {
				return err
			}
			orders, err := customerOrders(ctx, db, id)
			if err != nil {
				return err
			}
			c.Orders, c.Devices = len(orders), devices(orders)
			for _, o := range orders {
				if o.Order.ReceivedAt.After(c.Last) {
					c.Last = o.Order.ReceivedAt
				}
			}
			list = append(list, c)
		}
		return nil
	})
	return list, err
}

// Devices returns the machines that a customer brought, the latest first, each
// as it was described last.
func (s *Store) Devices(ctx context.Context, id repair.CustomerID) (list []repair.Device, err error) {
	err = s.read("read devices", func(db *sql.DB) error {
		orders, err := customerOrders(ctx, db, id)
		list = devices(orders)
		return err
	})
	return list, err
}

func customerOrders(ctx context.Context, q querier, id repair.CustomerID) ([]OrderRow, error) {
	return ordersWhere(ctx, q, `WHERE o.customer <> '' AND o.customer = ? ORDER BY o.number DESC`, string(id))
}

// devices lists each machine once: by its serial number, or by its name.
func devices(orders []OrderRow) (list []repair.Device) {
	seen := map[string]bool{}
	for _, o := range orders {
		d := o.Order.Device
		key := plain(d.Serial)
		if key == "" {
			key = string(d.Kind) + " " + d.Name()
		}
		if !seen[key] {
			seen[key] = true
			list = append(list, d)
		}
	}
	return list
}

// ids runs a query for one column of text.
func ids[T ~string](ctx context.Context, q querier, query string, args ...any) (list []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	err = scan(rows, err, func() error {
		var id T
		err := rows.Scan(&id)
		list = append(list, id)
		return err
	})
	return list, err
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
