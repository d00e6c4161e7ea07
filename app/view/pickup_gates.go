package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

// The panels of the gates. Each returns the white button beside the next
// step, if it has one.

func (b *builder) gateIdentity(r Rect) button {
	p := b.s.Pickup
	if p.Identity.Stayed && p.Row.Order.Waiting() {
		b.notice(r, "circle-check", okGreen, b.t("pickup.stayed"), b.t("pickup.stayed-how"))
		return button{}
	}
	var who []string
	for _, c := range p.Collectors() {
		who = append(who, joinSpace(c.Name, c.Relation))
	}
	ask := r
	if len(who) > 0 && !p.Identity.CopyScanned {
		const h = 76
		ask.H -= h + 12
		b.box(Rect{r.X, r.Y + r.H - h, r.W, h}, style{fill: chipGrey, radius: chipRad})
		b.icon(r.X+16, r.Y+r.H-h/2-15, 30, "users", ink2)
		b.twoLines(r.X+60, r.Y+r.H-h/2, r.W-76, face{22, false, ink}, b.t("pickup.collectors", "names", strings.Join(who, b.sep())))
	}
	b.notice(ask, "scan-barcode", ink, b.t("pickup.ask-copy"), b.t("pickup.ask-copy-how"))
	if p.Identity.CopyScanned {
		return button{}
	}
	return button{id: "no-copy", text: b.t("pickup.no-copy"), msg: flow.DialogAsked{Kind: flow.DialogCollector, Purpose: flow.ForIdentity}}
}

// gateTag says where to fetch the machine; the wrong one is red with both
// numbers.
func (b *builder) gateTag(r Rect) {
	p := b.s.Pickup
	o := p.Row.Order
	strong, _ := hue(o.Place.Kind)
	if p.WrongTag == "" {
		card := Rect{r.X, r.Y, r.W, min(260, r.H-120)}
		b.box(card, style{fill: strong, radius: corner})
		b.icon(card.X+28, card.Y+28, 44, shelfIcon(o.Place.Kind), white)
		b.fit(card.X+88, card.Y+62, card.W-112, left, face{34, true, white}, 22, b.t("place."+string(o.Place.Kind)))
		if o.Place.Slot > 0 {
			b.text(card.X+28, card.Y+card.H-36, 0, left, face{120, true, white}, o.Place.Name())
		}
		b.para(r.X, card.Y+card.H+46, r.W, 2, 38, face{28, true, ink}, b.t("pickup.ask-tag"))
		return
	}
	b.box(Rect{r.X, r.Y, r.W, r.H}, style{fill: lateRed, radius: corner})
	c2 := Color{R: 255, G: 255, B: 255, A: 225}
	x, w := r.X+28, r.W-56
	b.icon(x, r.Y+24, 52, "circle-x", white)
	b.fit(x+68, r.Y+66, w-68, left, face{headline, true, white}, 28, b.t("pickup.wrong"))
	y := r.Y + 120
	b.text(x, y, w, left, face{22, false, c2}, b.t("pickup.wrong-scanned"))
	b.fit(x, y+44, w, left, face{38, true, white}, 24, p.WrongTag.String())
	b.text(x, y+92, w, left, face{22, false, c2}, b.t("pickup.wrong-wanted"))
	b.fit(x, y+136, w, left, face{38, true, white}, 24, o.ID.String())
	b.para(x, y+186, w, 2, 32, face{body, false, white}, b.t("pickup.wrong-do", "place", b.placeText(o.Place)))
}

func (b *builder) gateTest(r Rect) button {
	p := b.s.Pickup
	o := p.Row.Order
	if o.Stage == repair.StageReturnUnrepaired {
		b.notice(r, "undo-2", ink2, b.t("pickup.test-none"), "")
		return button{}
	}
	b.text(r.X, r.Y+18, r.W, left, face{caption, false, ink2}, b.t("pickup.ask-test"))
	lines := repair.PickupChecklist(o.Device)
	stored := func(l repair.TestLine) repair.Outcome {
		if i := slices.IndexFunc(o.PickupTest, func(t repair.TestResult) bool { return t.Line == l.Key }); i >= 0 {
			return o.PickupTest[i].Outcome
		}
		return ""
	}
	failed := slices.ContainsFunc(lines, func(l repair.TestLine) bool {
		now := p.Results[l.Key]
		return now == repair.Fail || now == "" && stored(l) == repair.Fail
	})
	foot := 0
	if failed || p.Untested != "" {
		foot = 76
	}
	y, h := r.Y+36, min(92, (r.H-36-foot+10)/len(lines)-10)
	for _, l := range lines {
		const aw = 2*136 + 8
		tw := r.W - aw - 24
		var notes []string
		if l.Key == "pickup.figures" {
			notes = b.v.Text.Wrap(join(figures(o.Device.Figures)...), b.px(caption), false, b.px(tw), 2)
		}
		b.lines(r.X, y, tw, h, b.testLine(l), notes)
		b.answers(Rect{r.X + r.W - aw, y, aw, h}, "line."+l.Key, answers[:2], stored(l), p.Results[l.Key], func(out repair.Outcome) flow.Msg {
			return flow.PickupLine{Line: l.Key, Outcome: out}
		})
		y += h + 10
	}
	switch {
	case p.Untested != "":
		b.note(Rect{r.X, r.Y + r.H - 66, r.W, 66}, "phone-call", b.gateState(flow.GateTest))
	case failed:
		b.note(Rect{r.X, r.Y + r.H - 66, r.W, 66}, "triangle-alert", b.t("pickup.failed"))
	}
	if len(p.OpenTests()) == 0 {
		return button{}
	}
	return button{id: "untested", text: b.t("pickup.no-test"), msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForUntested}}
}

// gateLoaner wants the lent machine back; without it a supervisor decides.
func (b *builder) gateLoaner(r Rect) button {
	p := b.s.Pickup
	l := p.Row.Order.Loan
	if l == nil || p.Passed(flow.GateLoaner) {
		b.notice(r, "laptop", okGreen, b.gateState(flow.GateLoaner), "")
		return button{}
	}
	with := ""
	if len(l.With) > 0 {
		with = b.t("pickup.with", "names", strings.Join(l.With, b.sep()))
	}
	b.notice(Rect{r.X, r.Y - 20, r.W, r.H - buttonH - 20}, "laptop", ink, b.t("pickup.loaner-ask"), join(l.Name, repair.LoanerCode(l.Loaner), with))
	b.button(Rect{r.X, r.Y + r.H - buttonH, r.W, buttonH}, button{id: "loaner.back", text: b.t("loan.take-back"), icon: "undo-2", msg: flow.LoanEnded{}})
	return button{id: "loaner.keep", text: b.t("pickup.loaner-keep"), msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForLoaner}}
}

// gatePayment takes the money: an amount, and the way it was paid.
func (b *builder) gatePayment(r Rect) button {
	p := b.s.Pickup
	const padW = 3*108 + 24
	w := r.W - padW - 24
	y := b.label(r.X, r.Y-8, w, b.t("field.paid"))
	b.amount(Rect{r.X, y, w, choiceH}, flow.FieldPaid, p.Offered)
	y = b.label(r.X, y+choiceH+12, w, b.t("pickup.pay-by"))
	var cs []choice
	for _, by := range repair.PaysBy {
		cs = append(cs, choice{id: "paid." + string(by), text: b.t("paid." + string(by)), on: p.PaidBy == by, msg: flow.PaidByChosen{By: by}})
	}
	b.choices(Rect{r.X, y, w, 0}, 2, cs...)
	b.pad(".", Rect{r.X + r.W - padW, r.Y, padW, min(r.H, 4*116+3*8)}, 12, 8)
	return button{id: "unpaid", text: b.t("pickup.pay-nothing"), msg: flow.NothingPaid{}}
}

// note is a warning on a pale ground.
func (b *builder) note(r Rect, icon, text string) {
	b.box(r, style{fill: soonTint, radius: chipRad})
	b.icon(r.X+16, r.Y+r.H/2-15, 30, icon, soonAmber)
	b.twoLines(r.X+60, r.Y+r.H/2, r.W-76, face{22, false, rgb(0x7A3E06)}, text)
}

// gateAccessories counts what was left: a big row each, green when it is
// there.
func (b *builder) gateAccessories(r Rect) button {
	p := b.s.Pickup
	list := p.Row.Order.Accessories
	if len(list) == 0 {
		b.notice(r, "package-open", ink2, b.t("pickup.things-none"), "")
		return button{}
	}
	b.text(r.X, r.Y+18, r.W, left, face{caption, false, ink2}, b.t("pickup.ask-things"))
	const gap = 12
	foot := 44
	gone := missing(p)
	if len(gone) == 0 {
		foot = 0
	}
	room := r.H - 36 - foot
	fit := max(1, (room+gap)/(92+gap))
	cols := (len(list) + fit - 1) / fit
	rows := (len(list) + cols - 1) / cols
	w, h := (r.W-(cols-1)*gap)/cols, min(112, (room-(rows-1)*gap)/rows)
	for i, a := range list {
		c := Rect{r.X + i/rows*(w+gap), r.Y + 36 + i%rows*(h+gap), w, h}
		there := slices.Contains(p.Returned, i+1)
		st, icon, ic := style{fill: surface, stroke: control, width: 2, radius: chipRad}, "circle", ink3
		if there {
			st, icon, ic = style{fill: okTint, stroke: okGreen, width: 2, radius: chipRad}, "circle-check", okGreen
		}
		n := b.box(c, st)
		n.ID, n.Touch, n.Text = "thing."+strconv.Itoa(i+1), flow.AccessoryTouched{Index: i + 1}, b.t(a.Name)
		b.icon(c.X+18, c.Y+h/2-18, 36, icon, ic)
		if cols > 1 {
			b.lines(c.X+62, c.Y, w-70, h, b.t(a.Name), nil)
			continue
		}
		count := strconv.Itoa(i+1) + " / " + strconv.Itoa(len(list))
		nw := b.text(c.X+w-16, middle(c.Y+h/2, body), 0, right, face{body, false, ink2}, count)
		b.twoLines(c.X+68, c.Y+h/2, w-68-nw-32, face{value, true, ink}, b.t(a.Name))
	}
	if len(gone) == 0 {
		return button{}
	}
	b.fit(r.X, r.Y+r.H-8, r.W, left, face{22, false, ink2}, 18, b.t("pickup.missing-how"))
	return button{id: "missing", text: b.t("pickup.missing"), msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMissing}}
}

// missing are the accessories that have not been returned.
func missing(p flow.Pickup) (list []repair.Accessory) {
	for i, a := range p.Row.Order.Accessories {
		if !slices.Contains(p.Returned, i+1) {
			list = append(list, a)
		}
	}
	return list
}

// gateCondition lays new marks over those of the check-in.
func (b *builder) gateCondition(r Rect) button {
	p := b.s.Pickup
	o := p.Row.Order
	b.fit(r.X, r.Y+18, r.W, left, face{caption, false, ink2}, 17, b.t("pickup.condition-how"))
	const chips = 76
	marks := append(slices.Clone(o.Marks), p.NewMarks...)
	b.outline(Rect{r.X, r.Y + 36, r.W, r.H - 36 - chips - 36}, o.Device.Kind, marks, 1, func(v int) flow.Msg { return flow.NewMarkTouched{View: v} })
	if len(p.NewMarks) > 0 {
		b.fit(r.X+r.W/2, r.Y+r.H-chips-12, r.W, center, face{caption, true, soonAmber}, 17, b.t("pickup.condition-new", "first", strconv.Itoa(len(o.Marks)+1)))
	}
	w := (r.W - 4*8) / 5
	for i, k := range repair.MarkKinds {
		b.chip("mark."+string(k), Rect{r.X + i*(w+8), r.Y + r.H - chips, w, chips}, b.t("mark."+string(k)), p.MarkKind == k, flow.NewMarkKind{Kind: k})
	}
	if len(p.NewMarks) > 0 {
		return button{id: "unmark", text: b.t("pickup.unmark"), icon: "undo-2", msg: flow.NewMarkUndone{}}
	}
	return button{id: "same", text: b.t("pickup.is-same"), icon: "check", msg: flow.ConditionSame{}}
}
