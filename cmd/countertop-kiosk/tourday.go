package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/printer/printertest"
)

// day is the working day.
func (t *tour) day() {
	t.await("the board", func(s flow.State) bool { return s.Loaded && len(s.People) == 3 })
	t.await("the scanner", func(s flow.State) bool { return len(s.Scanners) == 1 && s.Scanners[0].Fault == "" })
	t.shot("home")
	t.tap("chip.staff")
	t.shot("sign-in")
	t.tap("person.A001")
	t.keys("1111")
	t.await("sign-in by PIN", func(s flow.State) bool { return s.Staff != nil && s.Screen == flow.ScreenHome })
	t.shot("home-signed-in")

	laptop := t.newCustomer()
	hp := t.returningCustomer()
	t.service(hp, laptop)
	t.shelves(laptop, hp)
	t.searches(laptop)
	t.stockTake(laptop, hp)
	t.visits()
	t.pickupRefused(laptop)
	t.slips(laptop)
	t.pickup(hp)
	t.lookBack(hp)
	t.lookRound()
	t.ending()
}

// newCustomer takes a laptop with two accessories in from somebody new: the name
// in pinyin, everything else by touch and scan.
func (t *tour) newCustomer() repair.OrderID {
	t.await("text entry", func(s flow.State) bool { return s.Typing.Dict != nil })
	y := t.tallyFor("new")
	t.tap("home.checkin")
	t.keys("138")
	t.await("customers with 138", func(s flow.State) bool { return len(s.CheckIn.Hits) > 0 })
	t.step(y, "phone")
	t.shot("checkin-phone-hits")
	t.resume(y)
	t.keys("12341480")
	t.step(y, "phone")
	t.shot("checkin-phone-new")
	t.resume(y)
	t.tap("next")
	t.step(y, "phone")
	t.write("wangjianguo", "王建国")
	t.step(y, "name")
	t.shot("checkin-customer-keyboard")
	t.resume(y)
	t.done()
	t.done()
	t.await("the machine", func(s flow.State) bool {
		return s.CheckIn.Customer.Name == "王建国" && s.CheckIn.Step == flow.StepMachine
	})
	t.step(y, "customer")
	t.tap("kind.laptop")
	if !t.k.game.TapOn("next") {
		t.fail("a grey button does not take a touch")
	}
	t.await("what lacks", func(s flow.State) bool { return s.Toast.Key == "lack.model" && s.CheckIn.Step == flow.StepMachine })
	t.shot("checkin-lacks")
	t.resume(y)
	t.tap("brand.0", "field.model")
	t.keys("X1")
	t.done()
	t.scan("PF3K8H2M")
	t.await("the serial", func(s flow.State) bool { return s.CheckIn.Device.Serial == "PF3K8H2M" && s.Focus == "" })
	t.step(y, "machine")
	t.shot("checkin-machine")
	t.makersCodes()
	t.resume(y)
	t.tap("next")
	t.await("an order number", func(s flow.State) bool { return s.CheckIn.Order != "" })
	t.step(y, "machine")
	t.tap("fault.laptop.power", "often.sometimes", "bought.2025")
	t.step(y, "fault")
	t.shot("checkin-bought")
	t.resume(y)
	t.tap("bought.month.03")
	t.step(y, "fault")
	t.shot("checkin-fault")
	t.resume(y)
	t.tap("next")
	t.step(y, "fault")
	t.tap("seen.same", "inspector.A002", "form.cpu.1", "form.memory.1", "form.disk.1")
	t.await("the figures", func(s flow.State) bool {
		f := s.CheckIn.Device.Figures
		return f.CPU != "" && f.Memory != "" && f.Disk != ""
	})
	t.step(y, "inspect")
	t.shot("checkin-inspect")
	t.resume(y)
	t.tap("next")
	t.step(y, "inspect")
	t.tapAt("view.0", .22, .3)
	t.tap("mark.crack")
	t.tapAt("view.1", .72, .22)
	t.tap("mark.dent")
	t.tapAt("view.0", .88, .84)
	t.step(y, "outside")
	t.shot("checkin-outside")
	t.resume(y)
	t.tap("next")
	t.step(y, "outside")
	t.tap("keep.acc.adapter", "keep.acc.mouse")
	t.step(y, "accessories")
	t.shot("checkin-accessories")
	t.resume(y)
	t.tap("next")
	t.step(y, "accessories")
	t.tap("rough.150")
	t.step(y, "agree")
	t.shot("checkin-agree")
	t.resume(y)
	t.tap("next")
	t.step(y, "agree")
	t.shot("customer-sign-empty")
	t.resume(y)
	t.sign("pad.checkin")
	t.await("ink", func(s flow.State) bool { return len(s.CheckIn.Ink.Strokes) == len(signature) && s.CheckIn.Ready() })
	t.step(y, "sign")
	t.shot("customer-sign")
	t.resume(y)
	t.tap("confirm")
	s := t.await("the order", func(s flow.State) bool { return len(s.CheckIn.Done) > 0 })
	t.step(y, "sign")
	id := s.CheckIn.Done[0].Order.ID
	t.printed(id)
	t.await("the preview", func(s flow.State) bool { return s.Prints.Preview != nil })
	t.step(y, "print")
	t.counted(y)
	t.shot("checkin-print")
	t.scan(shelfCode(repair.ShelfAwaitingTest))
	t.await("the move", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultMoved })
	t.place(id, repair.ShelfAwaitingTest)
	t.shot("scan-moved-awaiting-test")
	return id
}

// returningCustomer takes a printer in that was here before; the label
// printer runs out of paper.
func (t *tour) returningCustomer() repair.OrderID {
	t.tap("home")
	t.screen(flow.ScreenHome)
	y := t.tallyFor("known")
	t.tap("home.checkin")
	t.keys("5678")
	t.await("the customer", func(s flow.State) bool { return len(s.CheckIn.Hits) > 0 && s.CheckIn.Hits[0].Customer.Name == "张伟" })
	t.step(y, "phone")
	t.shot("checkin-phone-known")
	t.resume(y)
	t.tap("hit.0")
	t.step(y, "phone")
	t.tap("known.0")
	t.await("the history", func(s flow.State) bool { return len(s.CheckIn.History) > 0 })
	t.step(y, "machine")
	t.shot("checkin-machine-known")
	t.resume(y)
	for _, page := range []struct {
		name string
		taps []string
	}{
		{"machine", []string{"next"}},
		{"fault", []string{"fault.printer.jam", "next"}},
		{"inspect", []string{"next"}},
		{"outside", []string{"clean"}},
		{"accessories", []string{"keep.acc.power-cord", "keep.acc.usb-cable", "next"}},
		{"agree", []string{"next"}},
	} {
		t.tap(page.taps...)
		t.step(y, page.name)
	}
	t.shot("customer-sign-known")
	t.resume(y)
	t.sign("pad.checkin")
	t.label().Refill(500) // one label and a half
	t.tap("confirm")
	s := t.await("the order", func(s flow.State) bool { return len(s.CheckIn.Done) > 0 })
	t.step(y, "sign")
	id := s.CheckIn.Done[0].Order.ID
	t.counted(y)
	t.await("paper out", func(s flow.State) bool {
		for _, p := range s.Printers {
			if p.Fault == string("paper-out") {
				return true
			}
		}
		return false
	})
	t.shot("printer-out-of-paper")
	t.tap("printers")
	t.shot("print-page-out-of-paper")
	t.tap("back")
	t.label().Refill(1 << 20)
	t.printed(id)
	t.shot("printer-goes-on")
	// The machine's shelf, by touch instead of a shelf code.
	t.scan(repair.OrderCode(id))
	t.await("the machine", func(s flow.State) bool { return s.Scan.Machine != nil && s.Scan.Machine.ID == id })
	t.shot("scan-machine")
	t.tap("to." + string(repair.ShelfAwaitingTest))
	t.await("the move", func(s flow.State) bool {
		return s.Scan.Result.Kind == flow.ResultMoved && s.Scan.Result.Row.Order.ID == id
	})
	t.place(id, repair.ShelfAwaitingTest)
	return id
}

// shelves moves both machines over all four shelves; one move is refused and
// one is taken back.
func (t *tour) shelves(laptop, hp repair.OrderID) {
	t.skip(50 * time.Minute)
	t.badge("A002")
	t.move(laptop, repair.ShelfAwaitingParts)
	t.await("the question why", func(s flow.State) bool { return s.Scan.Asking })
	t.shot("scan-why")
	t.tap("reason.parts")
	t.moved(laptop, repair.ShelfAwaitingParts)
	t.shot("scan-moved-awaiting-parts")
	t.tap("undo")
	t.await("undo", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultUndone })
	t.place(laptop, repair.ShelfAwaitingTest)
	t.shot("scan-undone")
	t.move(laptop, repair.ShelfAwaitingParts)
	t.tap("reason.quote")
	t.moved(laptop, repair.ShelfAwaitingParts)
	t.tap("home")

	// Shelf first, then the machine: refused, the test sheet is open.
	t.scan(shelfCode(repair.ShelfDone))
	t.await("the shelf", func(s flow.State) bool { return s.Scan.Shelf != nil })
	t.shot("scan-shelf")
	t.scan(repair.OrderCode(hp))
	t.await("the refusal", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultRefused })
	t.place(hp, repair.ShelfAwaitingTest)
	t.shot("scan-refused")
	t.tap("override")
	t.shot("dialog-approve")
	t.tap("dialog.cancel", "fill-test")
	t.screen(flow.ScreenTest)
	t.shot("test-sheet")
	t.tap("all")
	t.shot("test-sheet-filled")
	t.tap("save")
	t.moved(hp, repair.ShelfDone)
	t.shot("scan-moved-done")
	t.move(hp, repair.ShelfAwaitingPickup)
	t.moved(hp, repair.ShelfAwaitingPickup)
	t.shot("scan-moved-awaiting-pickup")
	t.scan(shelfCode(repair.ShelfAwaitingPickup))
	t.await("the shelf", func(s flow.State) bool { return s.Scan.Shelf != nil })
	t.scan(repair.OrderCode(hp))
	t.await("again", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultAgain })
	t.shot("scan-again")
	t.tap("home")

	t.skip(30 * time.Minute)
	t.bench(laptop)
	t.move(laptop, repair.ShelfDone)
	t.moved(laptop, repair.ShelfDone)
	t.printed(laptop)
	t.tap("home")
	t.tap("home.board")
	t.shot("board")
	t.tap("back")
}

// move scans a machine, then a shelf.
func (t *tour) move(id repair.OrderID, to repair.PlaceKind) {
	t.scan(repair.OrderCode(id))
	t.await("the machine", func(s flow.State) bool {
		waits := s.Scan.Machine != nil && s.Scan.Machine.ID == id
		// The shelf of the machine before still holds: already there.
		again := s.Scan.Result.Kind == flow.ResultAgain && s.Scan.Result.Row.Order.ID == id
		return waits || again
	})
	t.scan(shelfCode(to))
}

func (t *tour) moved(id repair.OrderID, to repair.PlaceKind) {
	t.await("the move to "+string(to), func(s flow.State) bool {
		r := s.Scan.Result
		return r.Kind == flow.ResultMoved && r.Row.Order.ID == id && r.To.Kind == to
	})
	t.place(id, to)
}

// makersCodes scans what else stands on a label and about a counter: a network, a
// part number, an address, an EAN.
func (t *tour) makersCodes() {
	serial := func(s flow.State) bool { return s.CheckIn.Device.Serial == "PF3K8H2M" }
	t.scan("WIFI:T:WPA;S:anxin;P:shop12345;;")
	t.await("a refused code", func(s flow.State) bool { return s.Toast.Key == "scan.unread.wifi" && serial(s) })
	t.shot("checkin-scan-refused")
	t.scan("20XW004ACD")
	t.await("the question", func(s flow.State) bool { return s.Dialog != nil && s.Dialog.Kind == flow.DialogNumber && serial(s) })
	t.shot("checkin-number")
	t.tap("number.article")
	t.await("the article number", func(s flow.State) bool { return s.CheckIn.Device.Article == "20XW004ACD" && serial(s) })
	t.scan("https://qrl.dell.com/tag/7XK2MN3")
	t.await("what is proposed", func(s flow.State) bool { return s.Dialog != nil && s.Dialog.Purpose == flow.ForAddress && serial(s) })
	t.shot("checkin-address")
	t.tap("number.old")
	t.scan("SN:PF3K8H2M;IMEI:490154203237518")
	t.await("the IMEI", func(s flow.State) bool {
		return s.CheckIn.Device.IMEI == "490154203237518" && s.Dialog == nil && serial(s)
	})
	t.shot("checkin-numbers")
}

// searches finds an order by number, phone and serial, and shows what a
// foreign and a misread code do.
func (t *tour) searches(laptop repair.OrderID) {
	t.badge("A001") // whose the pickup is
	t.tap("home.pickup")
	t.screen(flow.ScreenFind)
	t.shot("find-pickup")
	t.typed("1480")
	t.await("the order by phone", found(laptop))
	t.shot("find-by-phone")
	t.tap("back", "home.scan")
	t.shot("scan-idle")
	t.scan("6901234567892")
	t.await("a foreign code", func(s flow.State) bool { return s.Scan.Result.Kind == flow.ResultUnknown })
	t.shot("scan-foreign")
	code := []byte(repair.OrderCode(laptop))
	code[6], code[7] = code[7], code[6]
	if code[6] == code[7] {
		code[6] ^= 1
	}
	t.scan(string(code))
	t.await("a misread code", func(s flow.State) bool { return s.Scan.Result.Problem == "scan.misread" })
	t.shot("scan-misread")
	t.tap("find")
	t.typed("PF3K8")
	t.await("the order by serial", found(laptop))
	t.tap("row." + string(laptop))
	t.whole("where")
	t.shot("order")
	t.tap("home")
}

// label is the virtual label printer.
func (t *tour) label() *printertest.Virtual { return t.k.printers.Virtual("标签机") }

func refusedBy(err error, want repair.Rule) bool {
	var e *repair.RuleError
	return errors.As(err, &e) && e.Rule == want
}

func found(id repair.OrderID) func(flow.State) bool {
	return func(s flow.State) bool {
		for _, r := range s.Find.Rows {
			if r.Order.ID == id {
				return true
			}
		}
		return false
	}
}

// pickupRefused starts a pickup that an accessory stops.
func (t *tour) pickupRefused(id repair.OrderID) {
	t.badge("A001")
	t.tap("home.pickup")
	t.typed("1480")
	t.await("the order by phone", found(id))
	t.tap("row." + string(id))
	t.screen(flow.ScreenPickup)
	t.gate(flow.GateIdentity)
	t.shot("pickup-identity")
	t.scan(repair.CopyCode(t.k.store.Key(), id))
	t.gate(flow.GateTag)
	t.shot("pickup-tag")
	t.scan(repair.OrderCode("A2611200001"))
	t.await("the wrong machine", func(s flow.State) bool { return s.Pickup.WrongTag != "" })
	t.shot("pickup-wrong-machine")
	t.scan(repair.OrderCode(id))
	t.gate(flow.GateTest)
	t.shot("pickup-test")
	for _, l := range repair.PickupChecklist(t.order(id).Device) {
		t.tap("line." + l.Key + ".pass")
	}
	t.gate(flow.GateAccessories)
	t.scan(repair.AccessoryCode(id, 1))
	t.await("one accessory", func(s flow.State) bool { return len(s.Pickup.Returned) == 1 })
	t.shot("pickup-accessory-missing")
	scene := t.k.game.Scene()
	if n := scene.Find("next"); n == nil || n.Enabled {
		t.fail("the pickup goes on with an accessory missing")
	}
	// The rule stands behind the screen as well.
	_, err := t.k.store.Commit(context.Background(), "A001", "zh-CN", repair.OrderCommand{Order: id, Command: repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: id,
		Untested: "-", CallOn: "2026-11-22", Returned: []int{1}, ConditionSame: true,
	}})
	if !refusedBy(err, repair.RuleAccessories) {
		t.fail("a pickup with a missing accessory is not refused: %v", err)
	}
	t.tap("missing")
	t.shot("dialog-missing")
	t.tap("dialog.cancel", "home")
	t.screen(flow.ScreenHome)
	t.place(id, repair.ShelfDone)
}

func (t *tour) gate(g flow.Gate) {
	t.await(fmt.Sprintf("gate %d", g), func(s flow.State) bool { return s.Screen == flow.ScreenPickup && s.Pickup.Open == g })
}

// pickup hands the printer over.
func (t *tour) pickup(id repair.OrderID) {
	t.scan(repair.CopyCode(t.k.store.Key(), id))
	t.gate(flow.GateTag)
	t.scan(repair.OrderCode(id))
	t.gate(flow.GateTest)
	for _, l := range repair.PickupChecklist(t.order(id).Device) {
		t.tap("line." + l.Key + ".pass")
	}
	t.gate(flow.GateAccessories)
	t.scan(repair.AccessoryCode(id, 1))
	t.scan(repair.AccessoryCode(id, 2))
	t.gate(flow.GateCondition)
	t.shot("pickup-condition")
	t.tap("same")
	t.gate(flow.GateLoaner)
	t.shot("pickup-loaner")
	t.scan(repair.LoanerCode(loaner))
	t.gate(flow.GatePayment)
	t.shot("pickup-payment")
	t.tap("paid.wechat")
	t.shot("pickup-gates-passed")
	t.tap("next")
	t.screen(flow.ScreenPickupSign)
	t.tap("star.5")
	t.sign("pad.pickup")
	t.shot("pickup-sign")
	t.tap("confirm")
	t.await("the hand-over", func(s flow.State) bool { return s.Pickup.Done != nil })
	t.printed(id)
	t.shot("pickup-done")
	if o := t.order(id); o.Stage != repair.StagePickedUp || o.PaidFen != 21750 || o.LoanOut() {
		t.fail("after the pickup: %s, paid %d, loaner out %v", o.Stage, o.PaidFen, o.LoanOut())
	}
	t.tap("finish")
	t.screen(flow.ScreenHome)
	if s := t.k.game.State(); s.Pickup.Row.Order.ID != "" || s.CheckIn.Phone != "" {
		t.fail("the customer stays in the state after the pickup")
	}
}

// lookRound visits what is left.
func (t *tour) lookRound() {
	t.badge("A007")
	t.tap("chip.printer")
	t.screen(flow.ScreenPrint)
	t.shot("print-page")
	t.tap("labels.shelf")
	t.await("shelf labels", func(s flow.State) bool {
		n := 0
		for _, j := range s.Jobs {
			if j.Document == repair.DocShelf && (j.State == repair.JobPrinted || j.State == repair.JobSent) {
				n++
			}
		}
		return n == 5
	})
	t.tap("labels.badges")
	t.await("badges", func(s flow.State) bool {
		n := 0
		for _, j := range s.Jobs {
			if j.Document == repair.DocBadge && (j.State == repair.JobPrinted || j.State == repair.JobSent) {
				n++
			}
		}
		return n == 3
	})
	t.tap("home")
	t.closeDay()
	t.newStaff()
	t.newPrinter()
	t.newScanners()
	if err := t.scanner.Unplug(); err != nil {
		t.fail("unplug: %w", err)
	}
	t.await("the unplugged scanner", func(s flow.State) bool { return s.Scanners[0].Fault != "" })
	t.tap("chip.scanner")
	t.shot("scanner-unplugged")
	if err := t.scanner.Replug(); err != nil {
		t.fail("replug: %w", err)
	}
	t.await("the scanner again", func(s flow.State) bool { return s.Scanners[0].Fault == "" })
	t.tap("home")
	// A check-in is parked and taken up again.
	t.tap("home.checkin")
	t.keys("13655556666")
	t.tap("back")
	t.screen(flow.ScreenHome)
	t.await("the draft", func(s flow.State) bool { return len(s.Drafts) == 4 }) // and three pickups
	t.shot("home-with-draft")
	t.tap("home.board", "chip.drafts")
	t.screen(flow.ScreenDrafts)
	t.shot("drafts")
	t.tap("back")
	t.screen(flow.ScreenBoard)
	t.tap("back", "todo.draft.0")
	t.await("the draft again", func(s flow.State) bool { return s.Screen == flow.ScreenCheckIn && s.CheckIn.Phone == "13655556666" })
	t.tap("back")
	t.screen(flow.ScreenHome)
	t.ownApproval()
	t.engineersHome()
}

// ending closes the day: the store must be whole.
func (t *tour) ending() {
	r, err := t.k.store.Check(context.Background())
	if err != nil {
		t.fail("check: %w", err)
	}
	if !r.OK() {
		t.fail("the store is not whole: %+v", r)
	}
}
