package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"countertop/app/repair"
)

// memory is what the writer need not ask the database for, so that a scan only
// writes: the end of the journal, the staff, and every order whose machine is
// in the shop. It is that of the last commit, and nobody else writes the file.
//
// It is changed as the last act of a transaction. Whatever fails after that,
// and whatever changes staff, persons or many orders, forgets it whole; the
// next event reads it again.
type memory struct {
	end    anchor
	staff  map[repair.StaffID]repair.Staff
	orders map[repair.OrderID]*orderRow
	// standing and promised are the slots of these orders.
	standing, promised slots
}

func remember(ctx context.Context, q querier, origin string) (*memory, error) {
	m, err := rememberEnd(ctx, q, origin)
	if err != nil {
		return nil, err
	}
	// Machines of a kind have the same test sheet: it is kept once.
	sheets := map[string][]repair.TestLine{}
	err = eachOrder(ctx, q, `WHERE o.in_shop = 1`, func(r orderRow) {
		if n := len(r.Order.Lines); n > 0 {
			key := fmt.Sprint(r.Order.Device.Kind, n)
			if slices.Equal(sheets[key], r.Order.Lines) {
				r.Order.Lines = sheets[key]
			} else {
				sheets[key] = r.Order.Lines
			}
		}
		m.keep(r)
	})
	return m, err
}

// rememberEnd is remember without the orders.
func rememberEnd(ctx context.Context, q querier, origin string) (*memory, error) {
	m := &memory{staff: map[repair.StaffID]repair.Staff{}, orders: map[repair.OrderID]*orderRow{}, standing: slots{}, promised: slots{}}
	var err error
	if m.end, err = last(ctx, q, origin); err != nil {
		return nil, err
	}
	staff, err := allStaff(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, p := range staff {
		m.staff[p.ID] = p
	}
	return m, nil
}

// EachInShop calls f with every order whose machine is in the shop, by order
// number. It keeps the store from changing meanwhile.
func (s *Store) EachInShop(ctx context.Context, f func(repair.Row)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.known == nil {
		err := s.read("read floor", func(db *sql.DB) (err error) {
			s.known, err = remember(ctx, db, s.origin)
			return err
		})
		if err != nil {
			s.known = nil
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.known.orders)) {
		f(s.known.orders[id].Row)
	}
	return nil
}

// staffOf is who acts or approves, or the program itself.
func (m *memory) staffOf(id repair.StaffID) (repair.Staff, error) {
	if id == repair.SystemID {
		return repair.System, nil
	}
	p, ok := m.staff[id]
	if !ok || p.Ended {
		return p, fmt.Errorf("staff %q: %w", id, repair.ErrUnknownStaff)
	}
	return p, nil
}

// actor is who acts: a person of the shop or, with "", nobody, whom the rules
// refuse.
func (m *memory) actor(id repair.StaffID) (repair.Staff, error) {
	if id == "" {
		return repair.Staff{}, nil
	}
	return m.staffOf(id)
}

// orderOf returns an order, also one that is not in the shop.
func (m *memory) orderOf(ctx context.Context, q querier, id repair.OrderID) (orderRow, error) {
	if r, ok := m.orders[id]; ok {
		return *r, nil
	}
	return orderOf(ctx, q, id)
}

// keep notes an order as it is now.
func (m *memory) keep(r orderRow) {
	id := r.Order.ID
	if was := m.orders[id]; was != nil {
		m.standing.drop(was.Order.Place, id)
		m.promised.drop(was.Order.Reserved, id)
	}
	if !r.Order.InShop() {
		delete(m.orders, id)
		return
	}
	if m.orders[id] == nil {
		m.orders[id] = new(orderRow)
	}
	*m.orders[id] = r
	m.standing.put(r.Order.Place, id)
	m.promised.put(r.Order.Reserved, id)
}

// met corrects what is known of a person in all their orders.
func (m *memory) met(c repair.Customer) {
	c.Phones, c.Contacts, c.Ink = slices.Clone(c.Phones), slices.Clone(c.Contacts), slices.Clone(c.Ink)
	for _, r := range m.orders {
		if r.Order.Customer == c.ID {
			r.Customer = c
		}
	}
}

// slots are the orders that stand in, or were promised, each slot.
type slots map[repair.Place]map[repair.OrderID]bool

func (s slots) put(p repair.Place, id repair.OrderID) {
	if p.Slot == 0 {
		return
	}
	if s[p] == nil {
		s[p] = map[repair.OrderID]bool{}
	}
	s[p][id] = true
}

func (s slots) drop(p repair.Place, id repair.OrderID) {
	if delete(s[p], id); len(s[p]) == 0 {
		delete(s, p)
	}
}

// last is the latest of the orders of a slot, or "".
func (s slots) last(p repair.Place) (id repair.OrderID) {
	for o := range s[p] {
		id = max(id, o)
	}
	return id
}

// occupied tells which slots of a shelf are taken or promised. A machine that
// stands in a slot counts more than one that was promised it, a later promise
// more than an earlier one.
func (m *memory) occupied(l repair.Layout, k repair.PlaceKind) repair.Occupied {
	taken := make(repair.Occupied, l[k])
	for i := range l[k] {
		p := repair.Place{Kind: k, Slot: i + 1}
		if id := cmp.Or(m.standing.last(p), m.promised.last(p)); id != "" {
			taken[p] = id
		}
	}
	return taken
}

// approve fills in the roles of the approvals in a command from the staff list:
// of several that which the approval needs. The caller's command stays as it was.
func (m *memory) approve(c repair.Command) (repair.Command, error) {
	var errs []error
	known := func(a *repair.Approval) *repair.Approval {
		if a == nil {
			return nil
		}
		p, err := m.staffOf(a.By)
		errs = append(errs, err)
		return &repair.Approval{By: a.By, Role: p.Roles.For(repair.RoleSupervisor), Reason: a.Reason}
	}
	switch d := c.(type) {
	case repair.MoveMachine:
		d.Override = known(d.Override)
		c = d
	case repair.PickUp:
		d.Identity.Approved, d.Missing = known(d.Identity.Approved), known(d.Missing)
		d.LoanerOut, d.Unsigned = known(d.LoanerOut), known(d.Unsigned)
		c = d
	case repair.CorrectOrder:
		d.Approved = known(d.Approved)
		c = d
	default: // nobody approves the others
	}
	return c, errors.Join(errs...)
}
