package main

import (
	"context"
	"image"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// visits take in what is not everyday: somebody who cannot type and cannot be
// typed, two machines with one signature, a machine repaired while the customer
// waits, a question without a machine.
func (t *tour) visits() {
	t.badge("A001")
	t.lookups()
	t.family()
	t.onTheSpot()
	t.enquiry()
}

// lookups find customers without their phone number, and show what is said of
// numbers and machines that cannot be.
func (t *tour) lookups() {
	t.tap("home.checkin")
	t.keys("128123456789")
	t.shot("checkin-phone-doubt")
	t.tap("by-name")
	t.keys("oyyx")
	t.await("the customer by initials", func(s flow.State) bool { return len(s.CheckIn.Hits) == 1 })
	t.shot("checkin-by-name")
	t.done()
	t.shot("checkin-by-name-hits")
	t.tap("hit.0")
	t.await("the machine", func(s flow.State) bool { return s.CheckIn.Step == flow.StepMachine })
	t.tap("known.0")
	t.await("the machine that is here already", func(s flow.State) bool { return s.CheckIn.InShop() != nil })
	t.shot("checkin-serial-in-shop")
	t.tap("park")
	t.screen(flow.ScreenHome)
	t.dropDrafts()
}

// dropDrafts gives up what was parked for a picture only.
func (t *tour) dropDrafts() {
	t.await("the draft", func(s flow.State) bool { return len(s.Drafts) == 1 })
	t.tap("todo.draft.0")
	t.await("the check-in", func(s flow.State) bool { return s.Screen == flow.ScreenCheckIn })
	s := t.k.game.State()
	if s.CheckIn.Order != "" {
		t.fail("a number was given too early: %s", s.CheckIn.Order)
	}
	t.k.post(flow.DraftVoided{Reason: "演示"})
	t.await("no draft", func(s flow.State) bool { return s.Screen == flow.ScreenHome && len(s.Drafts) == 0 })
}

// family brings two machines of somebody whose name is drawn, not typed; the
// second one is inspected beside.
func (t *tour) family() {
	t.tap("home.checkin")
	t.keys("13500008888")
	t.tap("next", "key.hand")
	t.shot("keyboard-hand")
	t.strokes(flow.PadHand+"0", characterWang)
	s := t.await("a reading", func(s flow.State) bool { return len(s.Shown()) > 0 && s.Entry.Hands[0].For == len(characterWang) })
	at := -1
	for i, c := range s.Shown() {
		if c.Text == "王" {
			at = i
		}
	}
	if at < 0 {
		t.fail("王 is not among %v", s.Shown())
	}
	t.shot("keyboard-hand-written")
	t.tap(candidate(at))
	t.await("王", func(s flow.State) bool { return s.CheckIn.Customer.Name == "王" })
	t.tap("key.back", "key.ink")
	t.strokes(flow.PadName, signature)
	t.shot("keyboard-ink-name")
	t.done()
	t.done()
	t.await("the machine", func(s flow.State) bool {
		return s.CheckIn.Step == flow.StepMachine && len(s.CheckIn.Customer.Ink) == len(signature)
	})
	t.tap("step.1")
	t.shot("checkin-customer")
	t.tap("field.contact-name")
	t.shot("checkin-contact-keyboard")
	t.write("ligang", "李刚")
	t.done()
	t.done()
	t.tap("relation.0", "collects.yes")
	t.shot("checkin-contact")
	t.tap("contact.add")
	t.await("the contact", func(s flow.State) bool {
		return len(s.CheckIn.Customer.Contacts) == 1 && s.CheckIn.Customer.Contacts[0].Collects
	})
	t.tap("next", "kind.printer", "brand.0")
	t.await("models", func(s flow.State) bool { return len(s.CheckIn.Models) > 0 })
	t.shot("checkin-models")
	t.tap("model.0", "no-serial", "reason.serial-worn", "dialog.ok", "next")
	t.await("an order number", func(s flow.State) bool { return s.CheckIn.Order != "" })
	t.tap("fault.printer.lines", "next", "next", "clean", "next")
	t.await("the agreement", func(s flow.State) bool { return s.CheckIn.Step == flow.StepAgree })
	t.tap("machine.add")
	t.await("the second machine", func(s flow.State) bool { return s.CheckIn.Step == flow.StepMachine && len(s.CheckIn.Others) == 1 })
	t.tap("kind.laptop", "brand.other")
	t.write("shenzhou", "神舟")
	t.done()
	t.keys("Z7")
	t.done()
	t.scan("SZ7K00123")
	t.await("the serial", func(s flow.State) bool { return s.CheckIn.Device.Serial == "SZ7K00123" && s.Focus == "" })
	t.tap("next")
	t.await("a number for the second", func(s flow.State) bool { return s.CheckIn.Order != "" && s.CheckIn.Step == flow.StepSymptom })
	t.tap("fault.laptop.heat", "field.words")
	t.write("wanyouxijiuhuiheiping", "玩游戏就会黑屏")
	t.done()
	t.tap("next", "next")
	t.scan(repair.BadgeCode(t.k.store.Key(), "A002", 1))
	t.await("the engineer", func(s flow.State) bool { return s.CheckIn.Beside != 0 && s.CheckIn.SeenBy == "A002" })
	t.tap("seen.same", "cause.use", "fix-now")
	t.shot("checkin-inspect-beside")
	t.tap("next")
	t.await("the outside again", func(s flow.State) bool { return s.CheckIn.Step == flow.StepOutside })
	t.tap("clean", "next", "field.passcode")
	t.shot("checkin-passcode-keyboard")
	t.keys("abc")
	t.done()
	t.shot("checkin-agree-two")
	t.tap("next")
	t.shot("customer-sign-two")
	t.sign("pad.checkin")
	t.tap("confirm")
	s = t.await("both orders", func(s flow.State) bool { return len(s.CheckIn.Done) == 2 })
	ids := []repair.OrderID{s.CheckIn.Done[0].Order.ID, s.CheckIn.Done[1].Order.ID}
	for _, id := range ids {
		t.printed(id)
		if o := t.order(id); o.Signature == nil || o.Batch != ids[0] {
			t.fail("%s: signature %v, visit %s", id, o.Signature, o.Batch)
		}
	}
	t.shot("checkin-print-two")
	t.tap("leave")
	t.screen(flow.ScreenHome)
	for _, id := range ids {
		t.move(id, repair.ShelfAwaitingTest)
		t.moved(id, repair.ShelfAwaitingTest)
		t.tap("home")
	}
	t.badge("A002")
	t.move(ids[1], repair.PlaceBench)
	t.moved(ids[1], repair.PlaceBench)
	t.tap("home")
	t.scan(repair.OrderCode(ids[1]))
	t.await("the machine", func(s flow.State) bool { return s.Scan.Machine != nil })
	t.tap("home", "home.find")
	t.keys("sz7k")
	t.await("the order by serial", found(ids[1]))
	t.shot("find-by-serial")
	t.tap("row." + string(ids[1]))
	t.whole("")
	t.shot("order-passcode")
	t.tap("passcode")
	t.await("the passcode", func(s flow.State) bool { return s.Order.Passcode == "abc" })
	t.shot("order-passcode-shown")
	t.tap("home")
	t.badge("A001")
}

// onTheSpot repairs a printer while its owner waits.
func (t *tour) onTheSpot() {
	t.tap("home.checkin")
	t.keys("13900000007")
	t.await("the customer", func(s flow.State) bool { return len(s.CheckIn.Hits) > 0 })
	t.tap("hit.0", "kind.printer", "brand.0", "model.0", "no-serial", "reason.serial-worn", "dialog.ok", "next")
	t.await("an order number", func(s flow.State) bool { return s.CheckIn.Order != "" })
	t.tap("fault.printer.feed", "next", "seen.same", "inspector.A002", "fix-now", "next", "clean", "next", "spot.yes")
	t.shot("checkin-agree-spot")
	t.tap("next")
	t.sign("pad.checkin")
	t.shot("customer-sign-spot")
	t.tap("confirm")
	s := t.await("the order", func(s flow.State) bool { return len(s.CheckIn.Done) == 1 })
	id := s.CheckIn.Done[0].Order.ID
	t.printed(id)
	t.shot("checkin-print-spot")
	t.tap("work")
	t.screen(flow.ScreenOrder)
	t.tap("service", "service.work")
	t.screen(flow.ScreenWork)
	t.tap("work.clean")
	t.shot("work-on-the-spot")
	t.tap("work.save")
	t.await("the work", func(flow.State) bool { return len(t.order(id).Works) > 0 })
	t.tap("home", "home.find")
	t.typed(id.Short())
	t.await("the order", found(id))
	t.tap("row."+string(id), "pickup")
	t.gate(flow.GateTag)
	t.shot("pickup-on-the-spot")
	t.scan(repair.OrderCode(id))
	t.gate(flow.GateTest)
	for _, l := range repair.PickupChecklist(t.order(id).Device) {
		t.tap("line." + l.Key + ".pass")
	}
	t.gate(flow.GateCondition)
	t.tap("same")
	t.gate(flow.GateSign)
	t.tap("next")
	t.screen(flow.ScreenPickupSign)
	t.tap("star.5")
	t.sign("pad.pickup")
	t.tap("confirm")
	t.await("the hand-over", func(s flow.State) bool { return s.Pickup.Done != nil })
	t.tap("finish")
	t.screen(flow.ScreenHome)
}

// enquiry takes a question and answers it.
func (t *tour) enquiry() {
	t.tap("home.enquiry")
	t.screen(flow.ScreenEnquiry)
	t.shot("enquiry")
	t.tap("topic.0", "field.ask-phone")
	t.keys("13600001111")
	t.shot("enquiry-keyboard")
	t.done()
	if s := t.k.game.State(); s.Focus != "" {
		t.done()
	}
	t.tap("enquiry.save")
	t.await("the enquiry", func(s flow.State) bool { return s.Screen == flow.ScreenHome && len(s.Enquiries) == 1 })
	t.shot("home-with-enquiry")
	t.tap("todo.enquiry")
	t.shot("enquiry-answer")
	t.tap("field.reply")
	t.write("keyi", "可以")
	t.done()
	t.tap("enquiry.save")
	t.await("the answer", func(s flow.State) bool { return s.Screen == flow.ScreenHome && len(s.Enquiries) == 0 })
	list, err := t.k.store.Enquiries(context.Background(), false, t.clock.now().AddDate(0, 0, -1))
	if err != nil || len(list) != 1 || list[0].Answer != "可以" {
		t.fail("enquiries %+v, %v", list, err)
	}
}

// candidate is the node of a candidate.
func candidate(i int) string { return "cand." + strconv.Itoa(i) }

// strokes writes on a pad, in parts of its own size.
func (t *tour) strokes(pad string, ink [][][2]float64) {
	n := t.node(pad)
	for _, stroke := range ink {
		path := make([]image.Point, len(stroke))
		for i, p := range stroke {
			path[i] = within(n, p)
		}
		if !t.k.game.StrokeAt(path...) {
			t.fail("the pad %q takes no ink", pad)
		}
	}
}

func within(n view.Node, p [2]float64) image.Point {
	return image.Point{X: n.Rect.X + int(p[0]*float64(n.Rect.W)), Y: n.Rect.Y + int(p[1]*float64(n.Rect.H))}
}

// characterWang is 王, written large.
var characterWang = [][][2]float64{
	{{.2, .22}, {.4, .21}, {.6, .2}, {.8, .2}},
	{{.25, .5}, {.42, .49}, {.6, .49}, {.75, .48}},
	{{.5, .22}, {.5, .4}, {.5, .6}, {.5, .78}},
	{{.15, .8}, {.4, .79}, {.65, .79}, {.87, .78}},
}
