package store

import (
	"cmp"
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

// personColumns are what personRow scans, of a person p.
const personColumns = `p.id, p.name, p.company, p.phones, p.contacts, p.ink, p.address`

// personRow is a person as it is stored; all are null if there is none.
type personRow struct {
	id, name, company, phones, contacts, ink, address sql.NullString
}

func (p *personRow) dest() []any {
	return []any{&p.id, &p.name, &p.company, &p.phones, &p.contacts, &p.ink, &p.address}
}

func (p *personRow) customer() (c repair.Customer, err error) {
	if !p.id.Valid {
		return c, nil
	}
	c = repair.Customer{ID: repair.CustomerID(p.id.String), Name: p.name.String, Company: p.company.String, Address: p.address.String}
	return c, errors.Join(
		json.Unmarshal([]byte(p.phones.String), &c.Phones),
		json.Unmarshal([]byte(p.contacts.String), &c.Contacts),
		json.Unmarshal([]byte(p.ink.String), &c.Ink))
}

// putPerson adds a person or corrects what is known of them; order is one of
// theirs, or "". Where c has no contacts, ink or address at all, those that are
// known stay. It returns the person as it is now.
func putPerson(ctx context.Context, tx execer, c repair.Customer, order repair.OrderID) (repair.Customer, error) {
	was, err := personOf(ctx, tx, c.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return c, err
	}
	if c.Contacts == nil {
		c.Contacts = was.Contacts
	}
	if c.Ink == nil {
		c.Ink = was.Ink
	}
	c.Address = cmp.Or(c.Address, was.Address)
	phones, err1 := json.Marshal(slices.Concat([]string{}, c.Phones))
	contacts, err2 := json.Marshal(c.Contacts)
	ink, err3 := json.Marshal(c.Ink)
	if err := errors.Join(err1, err2, err3); err != nil {
		return c, err
	}
	var digits []string
	for _, p := range c.Phones {
		digits = append(digits, onlyDigits(p))
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO person (id, name, company, phones, names, digits, last, contacts, ink, address)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
		name = excluded.name, company = excluded.company, phones = excluded.phones,
		names = excluded.names, digits = excluded.digits, last = max(last, excluded.last),
		contacts = excluded.contacts, ink = excluded.ink, address = excluded.address`,
		string(c.ID), c.Name, c.Company, string(phones), strings.ToLower(c.Name+"\n"+c.Company),
		strings.Join(digits, " "), number(order), string(contacts), string(ink), c.Address)
	return c, err
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
		c, err = putPerson(ctx, tx, c, "")
		return err
	})
	return c, err
}

func personOf(ctx context.Context, q querier, id repair.CustomerID) (repair.Customer, error) {
	var p personRow
	if err := q.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person p WHERE p.id = ?`, string(id)).Scan(p.dest()...); err != nil {
		return repair.Customer{}, notFound(err, "customer %s", id)
	}
	return p.customer()
}

// Customer returns one person, or ErrNotFound: they may have been erased.
func (s *Store) Customer(ctx context.Context, id repair.CustomerID) (c repair.Customer, err error) {
	err = s.read("read customer", func(db *sql.DB) error {
		c, err = personOf(ctx, db, id)
		return err
	})
	return c, err
}

// EraseCustomer forgets a person: what is known of them, the words that prints
// of their orders hold, and their name where the keyboard has learned it. What
// they signed stays for as long as the shop must keep it. It returns
// ErrNotFound.
func (s *Store) EraseCustomer(ctx context.Context, id repair.CustomerID) error {
	return s.write(ctx, "erase customer", func(ctx context.Context, tx execer) error {
		s.known = nil
		c, err := personOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, word := range []string{c.Name, c.Company} {
			if err := forgetWord(ctx, tx, word); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM person WHERE id = ?`, string(id))
		return err
	})
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
