package store_test

import (
	"errors"
	"testing"

	"countertop/app/repair"

	"github.com/google/go-cmp/cmp"
)

// What the writer remembers must follow everything that others change.
func TestMemoryFollowsWhatChanges(t *testing.T) {
	s := newShop(t)
	a, b := s.takeIn("5CD1"), s.takeIn("5CD2")
	s.move(a.Order.ID, repair.PlaceBench, 0)

	c := a.Customer
	c.Name, c.Phones = "欧阳思齐", []string{"13900001111"}
	if _, err := s.PutCustomer(ctx, c); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c, s.move(a.Order.ID, repair.PlacePeer, 0).Customer); d != "" {
		t.Errorf("customer after PutCustomer (-want +got):\n%s", d)
	}

	in := checkIn("5CD3")
	in.Customer = c
	in.Customer.Company = "光明小学"
	s.do(s.assign(), in)
	if d := cmp.Diff(in.Customer, s.move(a.Order.ID, repair.PlaceBench, 0).Customer); d != "" {
		t.Errorf("customer after another check-in (-want +got):\n%s", d)
	}
	if d := cmp.Diff(b.Customer, s.move(b.Order.ID, repair.PlaceBench, 0).Customer); d != "" {
		t.Errorf("the other customer (-want +got):\n%s", d)
	}

	done := repair.MoveMachine{
		To:       repair.Place{Kind: repair.ShelfDone},
		Override: &repair.Approval{By: "A002", Reason: "急"},
	}
	_, err := s.try(a.Order.ID, done)
	wantRule(t, err, repair.RuleTestSheet)
	if _, err := s.PutStaff(ctx, repair.Staff{ID: "A002", Name: "陈志强", Roles: repair.RolesOf(repair.RoleSupervisor), Issue: 1}, ""); err != nil {
		t.Fatal(err)
	}
	slot := s.do(a.Order.ID, done).Order.Place

	_, err = s.try(b.Order.ID, repair.MoveMachine{To: slot, Override: done.Override})
	wantRule(t, err, repair.RuleSlotTaken)
	s.do(a.Order.ID, pickUp(a.Order.ID))
	if got := s.do(b.Order.ID, repair.MoveMachine{To: slot, Override: done.Override}).Order.Place; got != slot {
		t.Errorf("b is in %v, %v is free", got, slot)
	}
	s.clean()
}

// The file is this process's alone; should it change all the same, that is
// noticed, and the next try decides on the row as it is.
func TestRowChangedBehindTheStore(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	w, _ := s.Pools()
	if _, err := w.Exec(`UPDATE orders SET ver = 7, scan = replace(scan, '"Version":2', '"Version":7')`); err != nil {
		t.Fatal(err)
	}
	bench := repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}
	if _, err := s.try(id, bench); !errors.Is(err, repair.ErrConflict) {
		t.Errorf("error = %v, want %v", err, repair.ErrConflict)
	}
	if got := s.do(id, bench).Order.Version; got != 8 {
		t.Errorf("version %d after the move", got)
	}
}

func TestRefusalKeepsTheNumber(t *testing.T) {
	s := newShop(t)
	s.assign()
	_, err := s.try("", repair.AssignNumber{Kind: "boat"})
	wantRule(t, err, repair.RuleMachine)
	if id := s.assign(); id != "A2611210002" {
		t.Errorf("number %s", id)
	}
	s.clean()
}

// What is remembered and what is read again must be the same to the byte.
func TestMoveIsAppliedAsItIsStored(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	for _, part := range []string{"电源板 <3> & \"", "\xff\xfe", "\ufffd", `\ufffd`, ""} {
		c := repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingParts}, Reason: repair.ReasonParts, Part: part}
		r := s.do(id, c)
		events, err := s.Events(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(events[len(events)-1:], r.Events); d != "" {
			t.Errorf("%q: event (-stored +said):\n%s", part, d)
		}
		if d := cmp.Diff(s.order(id).Order, r.Order); d != "" {
			t.Errorf("%q: order (-stored +said):\n%s", part, d)
		}
	}
	s.clean()
}
