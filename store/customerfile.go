package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"countertop/app/repair"
)

// doublesAsked is how many entries are looked at for each thing that two may have in
// common.
const doublesAsked = 100

// CustomerFile returns all that is kept of a customer; of one who turned out to be
// another, that of that one. It returns repair.ErrNotFound: they may have been erased.
func (s *Store) CustomerFile(ctx context.Context, id repair.CustomerID) (f repair.CustomerFile, err error) {
	err = s.read("read customer's file", func(db *sql.DB) error {
		id, err := merged(ctx, db, id)
		if err != nil {
			return err
		}
		p, err := personOf(ctx, db, id)
		if err != nil {
			return err
		}
		f.Customer = p.Customer
		if err := ordersOfFile(ctx, db, &f); err != nil {
			return err
		}
		err = db.QueryRowContext(ctx, `SELECT count(*) FROM signature WHERE ord IN
			(SELECT id FROM orders WHERE customer <> '' AND customer = ?)`, string(id)).Scan(&f.Signatures)
		if err != nil {
			return err
		}
		names := append([]string{p.Name, p.Company}, contactNames(p.Customer)...)
		f.Words, err = ids[string](ctx, db, `SELECT DISTINCT word FROM ime_user WHERE word <> ''
			AND word IN (SELECT value FROM json_each(?)) ORDER BY word`, jsonList(names))
		if err != nil {
			return err
		}
		var body []byte
		err = db.QueryRowContext(ctx, `SELECT body FROM subject WHERE id = ?`, string(id.Subject())).Scan(&body)
		var state repair.CustomerState
		if err == nil {
			err = json.Unmarshal(body, &state)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		f.Joined = len(state.From)
		f.Doubles, err = doubles(ctx, db, p.Customer)
		return err
	})
	return f, err
}

// ordersOfFile reads the orders of a customer.
func ordersOfFile(ctx context.Context, q querier, f *repair.CustomerFile) error {
	rows, err := q.QueryContext(ctx, selectListed+`WHERE o.customer <> '' AND o.customer = ? ORDER BY o.in_shop DESC, o.number DESC, o.id`,
		string(f.Customer.ID))
	return scan(rows, err, func() error {
		r, err := scanListed(rows)
		f.Orders = append(f.Orders, r)
		if at := r.Order.ReceivedAt; !at.IsZero() {
			if f.Since.IsZero() || at.Before(f.Since) {
				f.Since = at
			}
			if at.After(f.Last) {
				f.Last = at
			}
		}
		if r.Order.InShop() {
			f.InShop++
		}
		return err
	})
}

// doubles are the entries that may be the same customer, the likeliest first. They
// are looked for by what two may have in common: a phone number, or the company.
func doubles(ctx context.Context, q querier, c repair.Customer) (list []repair.Double, err error) {
	texts := []string{c.Company}
	for _, p := range c.Phones {
		texts = append(texts, repair.PlainPhone(p))
	}
	seen := map[repair.CustomerID]bool{c.ID: true}
	for _, text := range texts {
		question := ask(text)
		if len(question) == 0 {
			continue
		}
		people, err := personHits(ctx, q, question, ``, doublesAsked)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			l := repair.Alike(c, p.Customer)
			if seen[p.ID] || l == repair.LikeNobody {
				continue
			}
			seen[p.ID] = true
			row, err := customerRow(ctx, q, p)
			if err != nil {
				return nil, err
			}
			list = append(list, repair.Double{CustomerRow: row, Likeness: l})
		}
	}
	order := []repair.Likeness{repair.LikeSame, repair.LikePhone, repair.LikeCompany}
	slices.SortStableFunc(list, func(a, b repair.Double) int {
		return slices.Index(order, a.Likeness) - slices.Index(order, b.Likeness)
	})
	return list, nil
}

// Past returns all that happened to an order, or repair.ErrNotFound.
func (s *Store) Past(ctx context.Context, id repair.OrderID) (p repair.Past, err error) {
	err = s.read("read what happened to an order", func(db *sql.DB) error {
		row, err := orderOf(ctx, db, id)
		if err != nil {
			return err
		}
		p.Row = row.Row
		records, err := recordsOf(ctx, db, row.ends)
		if err != nil {
			return err
		}
		of, err := recordsOfCustomer(ctx, db, row.Order.Customer)
		if err != nil {
			return err
		}
		records = append(records, of...)
		repair.SortRecords(records)
		seen := map[repair.CustomerID]bool{}
		for _, r := range records {
			p.Events = append(p.Events, r.Event)
			b, ok := r.Body.(repair.PickedUp)
			if who := b.Identity.Collector; ok && who != "" && !seen[who] {
				seen[who] = true
				err = addPerson(ctx, db, &p, who)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return p, err
}

// addPerson adds somebody under the number that an event has of them, unless they are
// known no more.
func addPerson(ctx context.Context, q querier, p *repair.Past, id repair.CustomerID) error {
	now, err := merged(ctx, q, id)
	if err != nil {
		return err
	}
	who, err := personOf(ctx, q, now)
	if errors.Is(err, repair.ErrNotFound) {
		return nil
	}
	who.ID = id
	p.People = append(p.People, who.Customer)
	return err
}

// recordsOfCustomer are what became of a customer that their orders should tell.
func recordsOfCustomer(ctx context.Context, q querier, id repair.CustomerID) (list []repair.Record, err error) {
	if id == "" {
		return nil, nil
	}
	row, err := subjectOf(ctx, q, id.Subject())
	if err != nil {
		return nil, err
	}
	records, err := recordsOf(ctx, q, row.ends)
	for _, r := range records {
		switch r.Body.(type) {
		case repair.CustomerJoined, repair.CustomerErased:
			list = append(list, r)
		default: // they are written down at each check-in
		}
	}
	return list, err
}
