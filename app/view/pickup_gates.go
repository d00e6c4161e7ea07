package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/document"
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
		who = append(who, document.Spaced(c.Name, b.word(c.Relation)))
	}
	ask := r
	if len(who) > 0 && !p.Identity.CopyScanned {
		row, rest := r.bottom(chipH, 12)
		ask = rest
		b.noteIn(row, chipGrey, "users", ink2, ink, b.t("pickup.collectors", "names", strings.Join(who, b.sep())))
	}
	if p.Passed(flow.GateIdentity) && !p.Identity.CopyScanned {
		b.notice(ask, "circle-check", okGreen, b.gateState(flow.GateIdentity), b.t("pickup.known-how"))
	} else {
		b.notice(ask, "scan-barcode", ink, b.t("pickup.ask-copy"), b.t("pickup.ask-copy-how"))
	}
	if p.Identity.CopyScanned {
		return button{}
	}
	return button{id: "no-copy", text: b.t("pickup.no-copy"), msg: flow.Opened{Screen: flow.ScreenNoCopy}}
}

// gateTag says where to fetch the machine; the wrong one is red with both
// numbers.
func (b *builder) gateTag(r Rect) {
	p := b.s.Pickup
	o := p.Row.Order
	strong, _ := hue(o.Place.Kind)
	if p.WrongTag == "" {
		card, rest := r.top(min(260, r.H-120), gutter)
		b.box(card, style{fill: strong, radius: corner})
		in := card.shrink(28, 24)
		over, in := in.top(52, 0)
		icon, name := over.left(44, gutter)
		b.iconIn(icon, 44, shelfIcon(o.Place.Kind), white)
		b.line(name, left, face{value, true, white}, b.t("place."+string(o.Place.Kind)))
		if o.Place.Slot > 0 {
			b.line(in, left, face{big, true, white}, o.Place.Name())
		}
		b.para(rest.X, rest.Y+30, rest.W, 2, 38, face{label, true, ink}, b.t("pickup.ask-tag"))
		return
	}
	b.box(r, style{fill: lateRed, radius: corner})
	over, in := r.shrink(28, 20).top(60, 12)
	icon, word := over.left(52, gutter)
	b.iconIn(icon, 52, "circle-x", white)
	b.line(word, left, face{headline, true, white}, b.t("pickup.wrong"))
	for _, number := range []struct{ key, text string }{
		{"pickup.wrong-scanned", p.WrongTag.String()}, {"pickup.wrong-wanted", o.ID.String()},
	} {
		row, rest := in.top(84, 8)
		in = rest
		b.pair(row, left, face{small, false, onHue}, b.t(number.key), face{value, true, white}, number.text)
	}
	b.para(in.X, in.Y+body, in.W, 2, 32, face{body, false, white}, b.t("pickup.wrong-do", "place", b.placeText(o.Place)))
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
		results := o.PickupResults()
		if i := slices.IndexFunc(results, func(t repair.TestResult) bool { return t.Line == l.Key }); i >= 0 {
			return results[i].Outcome
		}
		return ""
	}
	failed := p.Failed()
	_, r = r.top(36, 0)
	warning, key := "", ""
	switch {
	case p.Untested != "":
		warning, key = "phone-call", b.gateState(flow.GateTest)
	case failed:
		warning, key = "triangle-alert", b.t("pickup.failed")
	}
	if warning != "" {
		row, rest := r.bottom(66, 10)
		r = rest
		b.note(row, warning, key)
	}
	r.H = min(r.H, len(lines)*(92+10)-10)
	for i, row := range r.rows(len(lines), 10) {
		l := lines[i]
		acts, words := row.right(2*136+8, 24)
		var notes []string
		if l.Key == "pickup.figures" {
			notes = b.v.Text.Wrap(join(figures(o.Device.Figures)...), b.px(caption), false, b.px(words.W), 2)
		}
		b.lines(words, b.testLine(l), notes)
		b.answers(acts, "line."+l.Key, answers[:2], stored(l), p.Results[l.Key], func(out repair.Outcome) flow.Msg {
			return flow.PickupLine{Line: l.Key, Outcome: out}
		})
	}
	switch {
	case len(p.OpenTests()) == 0:
		return button{}
	case failed:
		return button{id: "send-back", text: b.t("pickup.send-back"), icon: "wrench", msg: flow.PickupSentBack{}}
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
		with = b.t("pickup.with", "names", b.phrases.Words(l.With))
	}
	back, ask := r.bottom(buttonH, 0)
	b.notice(ask, "laptop", ink, b.t("pickup.loaner-ask"), join(l.Name, repair.LoanerCode(l.Loaner), with))
	b.button(back, button{id: "loaner.back", text: b.t("loan.take-back"), icon: "undo-2", msg: flow.LoanEnded{}})
	return button{
		id: "loaner.keep", text: b.t("pickup.loaner-keep"), msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForLoaner},
	}
}

// gatePayment takes the money: an amount, and the way it was paid.
func (b *builder) gatePayment(r Rect) button {
	p := b.s.Pickup
	pad, in := r.right(3*108+24, 24)
	pad, _ = pad.top(4*116+3*8, 0)
	b.pad(".", pad)
	row, in := b.labelled(in.move(0, -8), choiceH, b.t("field.paid"))
	b.amount(row, flow.FieldPaid, p.Offered)
	var cs []choice
	for _, by := range repair.PaysBy {
		cs = append(cs, choice{
			id: "paid." + string(by), text: b.t("paid." + string(by)), on: p.PaidBy == by, msg: flow.PaidByChosen{By: by},
		})
	}
	b.choose(b.over(in, b.t("pickup.pay-by")), 2, cs...)
	return button{id: "unpaid", text: b.t("pickup.pay-nothing"), msg: flow.NothingPaid{}}
}

// note is a warning on a pale ground.
func (b *builder) note(r Rect, icon, text string) {
	b.noteIn(r, soonTint, icon, soonAmber, soonInk, text)
}

// noteIn is an icon and a sentence on a ground of its own.
func (b *builder) noteIn(r Rect, fill Color, icon string, c, words Color, text string) {
	b.box(r, style{fill: fill, radius: chipRad})
	at, in := r.shrink(gutter, 0).left(30, 14)
	b.iconIn(at, 30, icon, c)
	b.twoLines(in.X, in.midY(), in.W, face{small, false, words}, text)
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
	room := b.over(r, b.t("pickup.ask-things"))
	gone := p.NotReturned()
	if len(gone) > 0 {
		how, rest := room.bottom(32, 12)
		room = rest
		b.line(how, left, face{small, false, ink2}, b.t("pickup.missing-how"))
	}
	const gap = 12
	fit := room.fits(92, gap)
	cols := (len(list) + fit - 1) / fit
	rows := (len(list) + cols - 1) / cols
	room.H = min(room.H, rows*(112+gap)-gap)
	cells := room.grid(cols, rows, gap)
	for i, a := range list { // one below the other, then the next column
		b.accessory(cells[i%rows*cols+i/rows], i+1, b.word(a.Name), cols == 1)
	}
	if len(gone) == 0 {
		return button{}
	}
	return button{id: "missing", text: b.t("pickup.missing"), msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMissing}}
}

// accessory is one of them; wide it says which of how many.
func (b *builder) accessory(r Rect, i int, name string, wide bool) {
	p := b.s.Pickup
	st, icon, ic := choosable, "circle", ink3
	if slices.Contains(p.Returned, i) {
		st, icon, ic = style{fill: okTint, stroke: okGreen, width: 2, radius: chipRad}, "circle-check", okGreen
	}
	b.tap("thing."+strconv.Itoa(i), r, st, name, flow.AccessoryTouched{Index: i}).Reach = 0
	at, in := r.shrink(gutter, 0).left(36, 14)
	b.iconIn(at, 36, icon, ic)
	if !wide {
		b.lines(in, name, nil)
		return
	}
	count := strconv.Itoa(i) + " / " + strconv.Itoa(len(p.Row.Order.Accessories))
	_, in = in.right(b.line(in, right, face{body, false, ink2}, count), gutter)
	b.twoLines(in.X, in.midY(), in.W, face{value, true, ink}, name)
}

// gateCondition lays new marks over those of the check-in.
func (b *builder) gateCondition(r Rect) button {
	p := b.s.Pickup
	o := p.Row.Order
	in := b.over(r, b.t("pickup.condition-how"))
	kinds, in := in.bottom(chipH, 0)
	below, drawn := in.bottom(36, 0)
	marks := append(slices.Clone(o.Marks), p.NewMarks...)
	b.outline(drawn, o.Device.Kind, marks, 1, func(v int) flow.Msg { return flow.NewMarkTouched{View: v} })
	for i, cell := range kinds.cols(len(repair.MarkKinds), 8) {
		k := repair.MarkKinds[i]
		b.chip("mark."+string(k), cell, b.t("mark."+string(k)), p.MarkKind == k, flow.NewMarkKind{Kind: k})
	}
	if len(p.NewMarks) > 0 {
		b.line(below, center, face{caption, true, soonAmber}, b.t("pickup.condition-new", "first", strconv.Itoa(len(o.Marks)+1)))
		return button{id: "unmark", text: b.t("pickup.unmark"), icon: "undo-2", msg: flow.NewMarkUndone{}}
	}
	return button{id: "same", text: b.t("pickup.is-same"), icon: "check", msg: flow.ConditionSame{}}
}
