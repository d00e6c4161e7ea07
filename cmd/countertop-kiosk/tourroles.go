package main

import (
	"countertop/app/flow"
	"countertop/app/repair"
)

// engineersHome is the home page of who takes nothing in: what an engineer may not
// do is grey, and says who may.
func (t *tour) engineersHome() {
	t.badge("A002")
	t.shot("home-engineer")
	if !t.k.game.TapOn("home.checkin") {
		t.fail("a grey button does not take a touch")
	}
	t.await("who may take machines in", func(s flow.State) bool { return s.Toast.Key == "rule.role.do" && s.Screen == flow.ScreenHome })
	t.shot("not-allowed")
}

// ownApproval lets the owner put a machine onto 维修完毕 with its sheet open: nobody
// else is asked, but a badge is no proof of who stands there.
func (t *tour) ownApproval() {
	t.badge("A007")
	var id repair.OrderID
	for c := range t.k.game.State().Floor.All() {
		if c.Place.Kind == repair.ShelfAwaitingParts {
			id = c.ID
		}
	}
	t.move(id, repair.ShelfDone)
	t.await("the refusal", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultRefused })
	t.tap("override")
	t.shot("dialog-own-pin")
	t.tap("reason.tested-elsewhere")
	t.keys("3141") // as it was set with the recovery code
	t.tap("dialog.ok")
	t.moved(id, repair.ShelfDone)
	if s := t.k.game.State(); s.Proved.IsZero() {
		t.fail("the PIN proved nothing")
	}
	// The next one within five minutes asks for the reason alone.
	t.tap("undo")
	t.await("undo", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultUndone })
	t.move(id, repair.ShelfDone)
	t.await("the refusal again", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultRefused })
	t.tap("override", "reason.customer-wants")
	t.shot("dialog-own")
	t.tap("dialog.ok")
	t.moved(id, repair.ShelfDone)
	t.tap("home")
}
