package store

import (
	"context"
	"errors"
	"fmt"
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
	orders map[repair.OrderID]*OrderRow
}

func remember(ctx context.Context, q querier, station string) (*memory, error) {
	m := &memory{staff: map[repair.StaffID]repair.Staff{}, orders: map[repair.OrderID]*OrderRow{}}
	var err error
	if m.end, err = last(ctx, q, station); err != nil {
		return nil, err
	}
	staff, err := allStaff(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, p := range staff {
		m.staff[p.ID] = p
	}
	rows, err := ordersWhere(ctx, q, `WHERE o.in_shop = 1`)
	for i := range rows {
		m.orders[rows[i].Order.ID] = &rows[i]
	}
	return m, err
}

func (m *memory) staffOf(id repair.StaffID) (repair.Staff, error) {
	p, ok := m.staff[id]
	if !ok {
		return p, fmt.Errorf("staff %q: %w", id, ErrUnknownStaff)
	}
	return p, nil
}

// orderOf returns an order, also one that is not in the shop.
func (m *memory) orderOf(ctx context.Context, q querier, id repair.OrderID) (OrderRow, error) {
	if r, ok := m.orders[id]; ok {
		return *r, nil
	}
	return orderOf(ctx, q, id)
}

// keep notes an order as it is now.
func (m *memory) keep(r OrderRow) {
	if !r.Order.InShop() {
		delete(m.orders, r.Order.ID)
		return
	}
	if m.orders[r.Order.ID] == nil {
		m.orders[r.Order.ID] = new(OrderRow)
	}
	*m.orders[r.Order.ID] = r
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

// occupied tells which slots of a shelf are taken or promised. A machine that
// stands in a slot counts more than one that was promised it, a later promise
// more than an earlier one.
func (m *memory) occupied(l repair.Layout, k repair.PlaceKind) repair.Occupied {
	taken := make(repair.Occupied, l[k])
	for id, r := range m.orders {
		if p := r.Order.Reserved; p.Kind == k && p.Slot > 0 {
			taken[p] = max(taken[p], id)
		}
	}
	for id, r := range m.orders {
		if p := r.Order.Place; p.Kind == k && p.Slot > 0 {
			taken[p] = id
		}
	}
	return taken
}

// approve fills in the roles of the approvals in a command from the staff
// list; the caller's command stays as it was.
func (m *memory) approve(c repair.Command) (repair.Command, error) {
	var errs []error
	known := func(a *repair.Approval) *repair.Approval {
		if a == nil {
			return nil
		}
		p, err := m.staffOf(a.By)
		errs = append(errs, err)
		return &repair.Approval{By: a.By, Role: p.Role, Reason: a.Reason}
	}
	switch d := c.(type) {
	case repair.MoveMachine:
		d.Override = known(d.Override)
		c = d
	case repair.PickUp:
		d.Identity.Approved, d.Missing, d.Unsigned = known(d.Identity.Approved), known(d.Missing), known(d.Unsigned)
		c = d
	}
	return c, errors.Join(errs...)
}
