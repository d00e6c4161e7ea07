package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

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
	err = json.Unmarshal([]byte(p.phones.String), &c.Phones)
	if p.contacts.String != "null" && err == nil { // few have any
		err = json.Unmarshal([]byte(p.contacts.String), &c.Contacts)
	}
	if p.ink.String != "null" && err == nil {
		err = json.Unmarshal([]byte(p.ink.String), &c.Ink)
	}
	return c, err
}

// person is a customer with what the search has of them.
type person struct {
	repair.Customer
	key       int64
	words     string
	spellings sql.NullString
	salt      []byte // of the digest in the journal
}

func scanPerson(row scanner) (p person, err error) {
	var c personRow
	if err := row.Scan(append(c.dest(), &p.key, &p.words, &p.spellings, &p.salt)...); err != nil {
		return p, err
	}
	p.Customer, err = c.customer()
	return p, err
}

const selectPerson = selectFound + ` FROM person p `

func personOf(ctx context.Context, q querier, id repair.CustomerID) (person, error) {
	p, err := scanPerson(q.QueryRowContext(ctx, selectPerson+`WHERE p.id = ?`, string(id)))
	return p, notFound(err, "customer %s", id)
}

// putPerson adds a person or corrects what is known of them; order is one of
// theirs, or "". Where c has no contacts, ink or address at all, those that are
// known stay. It returns the person as it is now.
func (s *Store) putPerson(
	ctx context.Context, tx execer, m *memory, by repair.Staff, c repair.Customer, order repair.OrderID,
) (repair.Customer, error) {
	return s.writePerson(ctx, tx, m, by, c, order, false)
}

// correctPerson is putPerson where what c has not is known no more.
func (s *Store) correctPerson(
	ctx context.Context, tx execer, m *memory, by repair.Staff, c repair.Customer, order repair.OrderID,
) (repair.Customer, error) {
	return s.writePerson(ctx, tx, m, by, c, order, true)
}

func (s *Store) writePerson(
	ctx context.Context, tx execer, m *memory, by repair.Staff, c repair.Customer, order repair.OrderID, whole bool,
) (repair.Customer, error) {
	c, was, err := s.storePerson(ctx, tx, m, by, c, order, whole)
	if err == nil {
		err = unindexPerson(ctx, tx, was)
	}
	if err == nil {
		err = s.indexPerson(ctx, tx, c.ID)
	}
	return c, err
}

// storePerson is putPerson, or with whole correctPerson, without the index. was is
// where the person stood in it, 0 if nowhere.
func (s *Store) storePerson(
	ctx context.Context, tx execer, m *memory, by repair.Staff, c repair.Customer, order repair.OrderID, whole bool,
) (now repair.Customer, was int64, err error) {
	old, err := personOf(ctx, tx, c.ID)
	if err != nil && !errors.Is(err, repair.ErrNotFound) {
		return c, 0, err
	}
	key := personKey(c.ID, order)
	if old.ID != "" {
		key = max(key, old.key)
	}
	if !whole {
		if c.Contacts == nil {
			c.Contacts = old.Contacts
		}
		if c.Ink == nil {
			c.Ink = old.Ink
		}
		c.Address = cmp.Or(c.Address, old.Address)
	}
	phones, err1 := json.Marshal(c.Phones)
	contacts, err2 := json.Marshal(c.Contacts)
	ink, err3 := json.Marshal(c.Ink)
	if err := errors.Join(err1, err2, err3); err != nil {
		return c, 0, err
	}
	salt := old.salt
	if len(salt) == 0 {
		salt = make([]byte, 16)
		rand.Read(salt) //nolint:errcheck // never fails
	}
	act := repair.Act{Subject: c.ID.Subject(), Command: repair.KeepCustomer{Digest: repair.PersonDigest(salt, c)}}
	if _, err := s.do(ctx, tx, m, by, act); err != nil {
		return c, 0, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', NULL, ?) ON CONFLICT (id) DO UPDATE SET
		key = excluded.key, name = excluded.name, company = excluded.company, phones = excluded.phones,
		contacts = excluded.contacts, ink = excluded.ink, address = excluded.address`,
		string(c.ID), key, c.Name, c.Company, string(phones), string(contacts), string(ink), c.Address, salt)
	return c, old.key, err
}

// PutCustomer adds a person, or corrects one that has an id: somebody who
// collects a machine, say. It returns the person with the id.
func (s *Store) PutCustomer(ctx context.Context, c repair.Customer) (repair.Customer, error) {
	err := s.append(ctx, "write customer", func(ctx context.Context, tx execer, m *memory) (err error) {
		s.known = nil
		if c.ID == "" {
			c.ID, err = s.nextCustomer(ctx, tx)
		} else {
			c, err = asNow(ctx, tx, c)
		}
		if err == nil {
			c, err = s.putPerson(ctx, tx, m, repair.Staff{}, c, "")
		}
		return err
	})
	return c, err
}

// Customer returns one person, or repair.ErrNotFound: they may have been erased. Of
// one who turned out to be another it returns that one.
func (s *Store) Customer(ctx context.Context, id repair.CustomerID) (c repair.Customer, err error) {
	err = s.read("read customer", func(db *sql.DB) error {
		id, err := merged(ctx, db, id)
		if err != nil {
			return err
		}
		p, err := personOf(ctx, db, id)
		c = p.Customer
		return err
	})
	return c, err
}

// EraseCustomer forgets a person: what is known of them, what was said of them
// and of their machines, the words that prints of their orders hold, and their
// name and those of their contacts where the keyboard has learned them. What they
// signed stays for as long as the shop must keep it, and so do the words in events
// of version 1. Of one who turned out to be another it forgets that one. It returns a
// *repair.RuleError where a rule refuses, or repair.ErrNotFound.
func (s *Store) EraseCustomer(ctx context.Context, by repair.StaffID, id repair.CustomerID, reason string) error {
	return s.append(ctx, "erase customer", func(ctx context.Context, tx execer, m *memory) error {
		s.known = nil
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		if id, err = merged(ctx, tx, id); err != nil {
			return err
		}
		if _, err := s.do(ctx, tx, m, who, repair.Act{Subject: id.Subject(), Command: repair.EraseCustomer{Reason: reason}}); err != nil {
			return err
		}
		p, err := personOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, word := range append([]string{p.Name, p.Company}, contactNames(p.Customer)...) {
			if err := forgetWord(ctx, tx, word); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM draft WHERE ord <> '' AND ord IN
			(SELECT id FROM orders WHERE customer <> '' AND customer = ?)`, string(id))
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, `DELETE FROM person WHERE id = ?`, string(id)); err != nil {
			return err
		}
		if err := eraseReceipts(ctx, tx, id); err != nil {
			return err
		}
		if err := eraseOrders(ctx, tx, id); err != nil {
			return err
		}
		// Until it is merged, the index only marks what was deleted.
		_, err = tx.ExecContext(ctx, `INSERT INTO person_gram (person_gram) VALUES ('optimize')`)
		return err
	})
}

// eraseReceipts forgets the words of receipts that name a person who came for the
// machine of somebody else. Old ones are gone by themselves.
func eraseReceipts(ctx context.Context, tx execer, id repair.CustomerID) error {
	var rows []orderRow
	err := eachOrder(ctx, tx, `WHERE o.id IN (SELECT i.ord FROM job_input i JOIN job j ON j.id = i.job WHERE j.document = ?)`,
		func(r orderRow) { rows = append(rows, r) }, string(repair.DocPickupReceipt))
	if err != nil {
		return err
	}
	for _, r := range rows {
		records, err := recordsOf(ctx, tx, r.ends)
		if err != nil {
			return err
		}
		for _, e := range records {
			b, ok := e.Body.(repair.PickedUp)
			if !ok {
				continue
			}
			who, err := merged(ctx, tx, b.Identity.Collector) // the event has them as they were
			if err != nil {
				return err
			}
			if who != id {
				continue
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM job_input WHERE ord = ?`, string(r.Order.ID)); err != nil {
				return err
			}
		}
	}
	return nil
}

// customerRow adds what a person brought.
func customerRow(ctx context.Context, q querier, p person) (repair.CustomerRow, error) {
	c := repair.CustomerRow{Customer: p.Customer}
	err := q.QueryRowContext(ctx, `SELECT count(*) FROM orders WHERE customer <> '' AND customer = ?`, string(p.ID)).Scan(&c.Orders)
	if err != nil {
		return c, err
	}
	c.Devices, c.Last, err = devices(ctx, q, p.ID, shownOrders)
	return c, err
}

// shownOrders is how many orders of a person CustomerRow looks at: a company
// may have thousands.
const shownOrders = 20

// Devices returns the machines that a customer brought, the latest first, each
// as it was described last.
func (s *Store) Devices(ctx context.Context, id repair.CustomerID) (list []repair.Device, err error) {
	err = s.read("read devices", func(db *sql.DB) error {
		list, _, err = devices(ctx, db, id, -1)
		return err
	})
	return list, err
}

// devices lists each machine of a person's latest orders, at most limit unless
// that is negative, once: by its serial number, or by its name. last is when
// the latest was received.
func devices(ctx context.Context, q querier, id repair.CustomerID, limit int) (list []repair.Device, last time.Time, err error) {
	seen := map[string]bool{}
	// Of an order as JSON, its device is the least part.
	rows, err := q.QueryContext(ctx, `SELECT received_at, body -> '$.Device' FROM orders
		WHERE customer <> '' AND customer = ? ORDER BY number DESC LIMIT ?`, string(id), limit)
	err = scan(rows, err, func() error {
		var received int64
		var body sql.RawBytes
		var d repair.Device
		if err := rows.Scan(&received, &body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &d); err != nil {
			return err
		}
		if at := fromMillis(received); at.After(last) {
			last = at
		}
		key := plain(d.Number())
		if key == "" {
			key = string(d.Kind) + " " + d.Name()
		}
		if !seen[key] {
			seen[key] = true
			list = append(list, d)
		}
		return nil
	})
	return list, last, err
}

// ids runs a query for one column of text.
func ids[T ~string | ~int64](ctx context.Context, q querier, query string, args ...any) (list []T, err error) {
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
