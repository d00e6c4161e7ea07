package main

import (
	"context"

	"countertop/app/flow"
	"countertop/app/repair"
)

// lookBack reads what happened to a machine that was collected, and puts two entries
// of its customer together.
func (t *tour) lookBack(id repair.OrderID) {
	who := t.order(id).Customer
	c, err := t.k.store.Customer(context.Background(), who)
	if err != nil {
		t.fail("the customer of %s: %w", id, err)
	}
	again, err := t.k.store.PutCustomer(context.Background(), repair.Customer{Name: c.Name, Phones: c.Phones[:1]})
	if err != nil {
		t.fail("write them down a second time: %w", err)
	}
	t.badge("A001")
	t.tap("chip.find")
	t.typed(c.Phone())
	t.await("the order that was collected", found(id))
	t.tap("row." + string(id))
	t.whole("where-collected")
	t.tap("history")
	t.await("its history", func(s flow.State) bool { return s.History.Read && len(s.History.Past.Events) > 10 })
	t.shot("history")
	t.tap("page.more")
	t.shot("history-2")
	t.tap("back")
	t.screen(flow.ScreenOrder)
	t.tap("customer")
	t.await("the customer's page", func(s flow.State) bool { return s.CustomerPage.Read && len(s.CustomerPage.File.Doubles) == 1 })
	t.shot("customer")
	t.tap("doubles")
	t.shot("customer-doubles")
	t.tap("double.0")
	t.shot("customer-merge")
	t.tap("merge")
	t.await("one customer of two", func(s flow.State) bool { return s.CustomerPage.File.Joined == 1 && !s.CustomerPage.Waits })
	t.shot("customer-merged")
	if now, err := t.k.store.Customer(context.Background(), again.ID); err != nil || now.ID != who {
		t.fail("after they were merged: %v, %w", now.ID, err)
	}
	t.tap("home")
}
