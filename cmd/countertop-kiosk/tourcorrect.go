package main

import (
	"context"
	"slices"

	"countertop/app/flow"
	"countertop/app/repair"
)

// slips is what happens to people: something was written down wrongly, there is no
// scanner at hand, the slip is at home, and somebody is called away in between.
func (t *tour) slips(signed repair.OrderID) {
	t.badge("A001")
	t.correction(signed)
	ready := t.readyOnes(3)
	t.byFinger(ready[0])
	t.noSlip(ready)
	t.resumed(ready[0])
}

// readyOnes are machines from the days before that can be collected.
func (t *tour) readyOnes(n int) (list []repair.OrderID) {
	err := t.k.store.EachInShop(context.Background(), func(r repair.Row) {
		if o := r.Order; o.ReadyForPickup() && !o.Missing() && !o.Waiting() && o.Signature == nil && o.Place.Kind.IsShelf() {
			list = append(list, o.ID)
		}
	})
	if err != nil || len(list) < n {
		t.fail("%d machines can be collected, %v", len(list), err)
	}
	slices.Sort(list)
	return list[:n]
}

// find opens the page that says where a machine is.
func (t *tour) find(id repair.OrderID) {
	t.tap("home", "home.find")
	t.screen(flow.ScreenFind)
	t.typed(id.String())
	t.await("the order by number", found(id))
	t.tap("row." + string(id))
	t.screen(flow.ScreenWhere)
}

// correction puts right what was written down, after the customer has signed.
func (t *tour) correction(id repair.OrderID) {
	t.find(id)
	t.tap("open-order", "correct")
	t.screen(flow.ScreenCorrect)
	t.shot("correct")
	t.tap("fix.phones", "phone.drop.0", "field.second")
	t.keys("13312345678")
	t.done()
	t.shot("correct-customer")
	t.tap("next", "fix.machine")
	t.shot("correct-machine")
	t.tap("back", "fix.agreed", "promise.more")
	t.shot("correct-agreed")
	t.tap("next")
	t.shot("correct-changed")
	t.tap("next")
	t.await("what has changed", func(s flow.State) bool { return s.Correct.Part == flow.CorrectTell })
	t.shot("correct-tell")
	t.tap("next")
	t.sign("pad.correct")
	t.shot("correct-sign")
	t.tap("confirm")
	t.await("the correction", func(s flow.State) bool { return s.Correct.Part == flow.CorrectDone })
	t.shot("correct-done")
	t.tap("next")
	t.screen(flow.ScreenOrder)
	t.shot("order-corrected")
	row, err := t.k.store.Order(context.Background(), id)
	if err != nil || row.Customer.Phone() != "13312345678" {
		t.fail("after the correction the phone is %q, %v", row.Customer.Phone(), err)
	}
	t.tap("home")
}

// byFinger sends a machine to the colleagues next door and takes it back, without a
// scan.
func (t *tour) byFinger(id repair.OrderID) {
	from := t.order(id).Place.Kind
	t.tap("home.scan")
	t.screen(flow.ScreenScan)
	t.shot("scan-by-finger")
	t.find(id)
	t.tap("move")
	t.shot("scan-places")
	t.tap("to.peer")
	t.moved(id, repair.PlacePeer)
	t.shot("scan-sent-out")
	t.find(id)
	t.tap("move", "to.awaiting-test")
	t.moved(id, repair.ShelfAwaitingTest)
	order := t.order(id)
	pass := repair.OrderCommand{Order: id, Command: repair.RecordTest{Results: allPass(order.Lines)}}
	if _, err := t.k.store.Commit(context.Background(), "A002", "zh-CN", pass); err != nil {
		t.fail("the test after it came back: %v", err)
	}
	for _, k := range slices.Compact([]repair.PlaceKind{repair.ShelfDone, from}) {
		t.find(id)
		t.tap("move", "to."+string(k))
		t.moved(id, k)
	}
	t.scan(shelfCode(from))
	t.await("what stands there", func(s flow.State) bool { return s.Scan.Shelf != nil })
	t.shot("scan-stands-here")
	t.tap("scan.clear", "home")
}

// noSlip are the three who come without the customer copy.
func (t *tour) noSlip(ready []repair.OrderID) {
	for i, id := range ready {
		row, err := t.k.store.Order(context.Background(), id)
		if err != nil {
			t.fail("%v", err)
		}
		if i == 1 { // somebody whom the customer has named
			row.Customer.Contacts = []repair.Contact{{Name: "慕容小小", Relation: "relation.colleague", Phone: "13700002222", Collects: true}}
			if _, err := t.k.store.PutCustomer(context.Background(), row.Customer); err != nil {
				t.fail("%v", err)
			}
		}
		t.find(id)
		t.tap("pickup")
		t.gate(flow.GateIdentity)
		t.tap("no-copy")
		t.screen(flow.ScreenNoCopy)
		phone := row.Customer.Phone()
		switch i {
		case 0:
			t.shot("no-copy-self")
			t.keys("0000")
			t.await("another number", func(s flow.State) bool { return s.NoCopy.Wrong == 1 })
			t.shot("no-copy-wrong")
			t.keys(phone[len(phone)-4:])
		case 1:
			t.shot("no-copy-who")
			t.tap("collector.0")
			t.keys("2222")
		case 2:
			t.tap("collector.other")
			t.write("lilei", "李雷")
			t.tap("key.done")
			if !t.there("relation.0") {
				t.tap("key.done")
			}
			t.tap("relation.1")
			t.shot("no-copy-other")
			t.tap("approve")
			t.shot("dialog-no-copy")
			t.tap("reason.papers-shown")
			t.scan(repair.BadgeCode(t.k.store.Key(), "A007", 1))
		}
		t.gate(flow.GateTag)
		t.shot("pickup-known")
		t.tap("home")
		t.screen(flow.ScreenHome)
	}
}

// resumed goes on with a pickup that was left: what was found out is known still.
func (t *tour) resumed(id repair.OrderID) {
	t.await("what was left half way", func(s flow.State) bool { return len(s.Drafts) >= 3 })
	t.tap("chip.drafts")
	t.shot("drafts-pickups")
	t.tap("draft." + flow.PickupDraft(id))
	s := t.await("the pickup again", func(s flow.State) bool { return s.Screen == flow.ScreenPickup })
	if !s.Pickup.Passed(flow.GateIdentity) || s.Pickup.Identity.As != repair.CollectorSelf {
		t.fail("the pickup has forgotten who collects: %+v", s.Pickup.Identity)
	}
	t.tap("home")
}
