package store_test

import (
	"testing"

	"countertop/app/repair"
)

// corrects is a correction that changes nothing of a row.
func corrects(r repair.Row) repair.CorrectOrder {
	o := r.Order
	return repair.CorrectOrder{
		Customer: r.Customer, Device: o.Device, Symptom: o.Symptom, EstimateFen: o.EstimateFen, PromisedOn: o.PromisedOn, OldParts: o.OldParts,
		Accessories: o.Accessories, Marks: o.Marks, NotSigned: "电话里说好",
	}
}

func TestWhatWasCorrectedIsFoundAndTheOldIsNot(t *testing.T) {
	s := newShop(t)
	row := s.takeIn("5CD1").Row
	s.takeIn("5CD2")
	if got := s.do(row.Order.ID, corrects(row)); len(got.Events) != 0 {
		t.Fatalf("nothing was corrected: %v", got.Events)
	}
	c := corrects(row)
	c.Customer.Name, c.Customer.Phones = "司马南山", []string{"13312345678"}
	c.Customer.Contacts, c.Customer.Address = []repair.Contact{{Name: "周会计", Collects: true}}, ""
	c.Device.Model, c.Device.Serial = "ThinkPad X280", "PF99XXYY"
	c.PromisedOn = "2026-11-30"
	got := s.do(row.Order.ID, c)
	body := got.Events[0].Body.(repair.Corrected)
	var fields []repair.CorrectedField
	for _, ch := range body.Changes {
		fields = append(fields, ch.Field)
	}
	want := []repair.CorrectedField{
		repair.CorrectName, repair.CorrectPhones, repair.CorrectContacts, repair.CorrectModel, repair.CorrectSerial, repair.CorrectPromise,
	}
	if len(fields) != len(want) {
		t.Errorf("changed %v, want %v", fields, want)
	}
	now := s.order(row.Order.ID)
	if now.Customer.Name != "司马南山" || now.Order.Device.Serial != "PF99XXYY" || now.Order.PromisedOn != "2026-11-30" {
		t.Errorf("now %+v, %+v", now.Customer, now.Order.Device)
	}
	short := func(id repair.OrderID) string { return string(id)[7:11] }
	s.finds("司马南", short(row.Order.ID))
	s.finds("x280", short(row.Order.ID))
	s.finds("pf99", short(row.Order.ID))
	s.finds("5cd1")
	s.finds("13800138000", "0002") // somebody else has the number still
	s.clean()
	events, err := s.Events(ctx, row.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := events[len(events)-1].Body.(repair.Corrected)
	if last.Changes[1].Before[0] != "138 0013 8000" || last.Changes[1].After[0] != "13312345678" {
		t.Errorf("the history says %+v", last.Changes[1])
	}
	if err := s.EraseCustomer(ctx, "A003", row.Customer.ID, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	if events, err = s.Events(ctx, row.Order.ID); err != nil || events[len(events)-1].Body.(repair.Corrected).Changes[1].After[0] != repair.Erased {
		t.Errorf("after they were erased the history says %v, %v", events, err)
	}
	s.clean()
}

func TestAnAddressThatIsTakenAwayIsKnownNoMore(t *testing.T) {
	s := newShop(t)
	row := s.takeIn("5CD1").Row
	c := corrects(row)
	c.Customer.Address = "天河路 1 号"
	s.do(row.Order.ID, c)
	c = corrects(s.order(row.Order.ID))
	c.Customer.Address, c.Customer.Company = "", ""
	c.Signed = signedText("以上更正本人已核对")
	s.do(row.Order.ID, c)
	s.clean() // with two signatures
	if got := s.order(row.Order.ID).Customer; got.Address != "" || got.Company != "" {
		t.Errorf("still known: %+v", got)
	}
}

func TestAHandOverIsTakenBack(t *testing.T) {
	s := newShop(t)
	o := s.takeIn("5CD1").Order
	s.repairIt(o)
	before := s.order(o.ID).Order
	c := pickUp(o.ID)
	c.NewMarks, c.ConditionSame = []repair.ConditionMark{{Kind: repair.MarkDent, Note: "新"}}, false
	s.do(o.ID, c)
	if _, err := s.Commit(ctx, "A003", "zh-CN", repair.OrderCommand{Order: o.ID, Command: repair.UndoPickUp{}}); err == nil {
		t.Error("taken back without a reason")
	}
	taken, err := s.Commit(ctx, "A003", "zh-CN", repair.OrderCommand{Order: o.ID, Command: repair.UndoPickUp{Reason: "点错了单"}})
	if err != nil || len(taken.Events) != 1 {
		t.Fatal(taken.Events, err)
	}
	now := s.order(o.ID).Order
	if now.Stage != before.Stage || now.Place != before.Place || len(now.Marks) != len(before.Marks) || !now.PickedUpAt.IsZero() || now.Returned != nil {
		t.Errorf("now %s at %v with %d marks, was %s at %v", now.Stage, now.Place, len(now.Marks), before.Stage, before.Place)
	}
	s.clean()
	s.do(o.ID, pickUp(o.ID))
	if _, err := s.try(o.ID, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}}); err == nil {
		t.Error("it was handed over again, and is moved")
	}
	s.clean()
}
