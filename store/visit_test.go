package store_test

import (
	"testing"

	"countertop/app/repair"
	"countertop/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func diff(want, got any) string { return cmp.Diff(want, got) }

// visit are the check-ins of several machines of one new person.
func (s *shop) visit(ids []repair.OrderID, with func(i int, in *repair.CheckIn)) (list []repair.OrderCommand) {
	for i, id := range ids {
		in := checkIn("5CD" + id.Short())
		if with != nil {
			with(i, &in)
		}
		list = append(list, repair.OrderCommand{Order: id, Command: in})
	}
	return list
}

func TestMachinesOfOneVisitAreOfOnePerson(t *testing.T) {
	s := newShop(t)
	numbers := []repair.OrderID{s.assign(), s.assign(), s.assign()}
	res, err := s.Commit(ctx, storetest.Staff[0].ID, "zh-CN", s.visit(numbers, nil)...)
	if err != nil || len(res.Also) != 2 {
		t.Fatalf("Commit = %d further orders, %v", len(res.Also), err)
	}
	if res.Before.ID != numbers[0] || len(res.Events) != 1 || res.Events[0].Subject.Order() != numbers[0] {
		t.Errorf("the first was %s, with the events %+v", res.Before.ID, res.Events)
	}
	slots, prints := map[repair.Place]bool{}, map[repair.OrderID]int{}
	for _, j := range res.Jobs {
		prints[j.Order]++
	}
	for i, r := range append([]repair.Row{res.Row}, res.Also...) {
		if r.Order.ID != numbers[i] || r.Customer.ID != "A000001" || r.Order.Customer != "A000001" || prints[r.Order.ID] == 0 {
			t.Errorf("order %s of %q (%q) prints %d", r.Order.ID, r.Order.Customer, r.Customer.ID, prints[r.Order.ID])
		}
		slots[r.Order.Reserved] = true
	}
	if len(slots) != 3 {
		t.Errorf("reserved slots %v", slots)
	}
	rows, err := s.Customers(ctx, "欧阳", 5)
	if err != nil || len(rows) != 1 || rows[0].Orders != 3 {
		t.Errorf("customers %+v, %v", rows, err)
	}
	s.move(numbers[2], repair.ShelfAwaitingTest, 0) // memory goes on
	s = s.reopen()
	s.clean()
}

func TestARefusedMachineTakesTheWholeVisitBack(t *testing.T) {
	s := newShop(t)
	before := s.takeIn("5CD1").Order
	numbers := []repair.OrderID{s.assign(), s.assign()}
	dumped := dump(t, s.Store)
	jobs, err := s.Jobs(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Commit(ctx, storetest.Staff[0].ID, "zh-CN", s.visit(numbers, func(i int, in *repair.CheckIn) {
		in.Passcode = "zq7-2580"
		if i == 1 {
			in.PromisedOn = ""
		}
	})...)
	wantRule(t, err, repair.RulePromise)
	if d := diff(dumped, dump(t, s.Store)); d != "" {
		t.Errorf("rows (-before +after):\n%s", d)
	}
	if rows, err := s.Find(ctx, "5CD0002", 5); len(rows) != 0 || err != nil {
		t.Errorf("the first machine is found: %v, %v", shorts(rows), err)
	}
	if now, err := s.Jobs(ctx, false); len(now) != len(jobs) || err != nil {
		t.Errorf("%d jobs, before %d, %v", len(now), len(jobs), err)
	}
	// What the writer remembers is as it was, too: the same visit goes in now, and
	// the next event follows the last one.
	res, err := s.Commit(ctx, storetest.Staff[0].ID, "zh-CN", s.visit(numbers, nil)...)
	if err != nil || len(res.Also) != 1 || res.Also[0].Customer.ID != "A000002" {
		t.Fatalf("again: %+v, %v", res, err)
	}
	s.move(before.ID, repair.ShelfAwaitingTest, 0)
	s.clean()
	s.Close()
	if names := inFiles(t, s.dir, "zq7-2580"); names != nil {
		t.Errorf("the passcode stands in %v", names)
	}
}

func TestContactsAndInkOfAKnownPersonStay(t *testing.T) {
	s := newShop(t)
	in := checkIn("5CD1")
	in.Customer.Contacts = []repair.Contact{{Name: "马小跳", Phone: "139-1234-5678", Relation: "同事", Collects: true}}
	in.Customer.Ink = []repair.Stroke{{{X: 1, Y: 2, T: 3}, {X: 4, Y: 5, T: 6}}}
	in.Customer.Address = "中山路 8 号"
	first := s.do(s.assign(), in)
	again := checkIn("5CD2")
	again.Customer.ID, again.Customer.Phones = first.Customer.ID, []string{"13700000000"}
	second := s.do(s.assign(), again)
	want := first.Customer
	want.Phones = again.Customer.Phones
	s = s.reopen()
	got, err := s.Customer(ctx, want.ID)
	for _, c := range []repair.Customer{second.Customer, got, s.order(first.Order.ID).Customer} {
		if d := diff(want, c); d != "" || err != nil {
			t.Errorf("customer (-want +got): %v\n%s", err, d)
		}
	}
	again = checkIn("5CD3")
	again.Customer = want
	again.Customer.Contacts = []repair.Contact{}
	if c := s.do(s.assign(), again).Customer; len(c.Contacts) != 0 || len(c.Ink) == 0 {
		t.Errorf("an empty list of contacts leaves %+v", c)
	}
}
