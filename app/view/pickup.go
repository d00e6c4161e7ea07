package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// gateKeys name the gates of the pickup.
var gateKeys = [flow.Gates]string{"gate.identity", "gate.tag", "gate.test", "gate.accessories", "gate.condition", "gate.loaner", "gate.payment", "gate.sign"}

func init() { pages[flow.ScreenPickup] = (*builder).pickup }

// pickup is the way of a machine to its owner: the gates on the left, the one
// that is open on the right.
func (b *builder) pickup() {
	p := b.s.Pickup
	b.header()
	if p.Done != nil {
		b.farewell()
		return
	}
	o := p.Row.Order
	w := b.w - 2*margin
	b.fit(margin, headerH+58, w, left, face{headline, true, ink}, 30, b.t("pickup.title", "name", b.who(p.Row)))
	b.fit(margin, headerH+92, w, left, face{22, false, ink2}, 18, join(b.device(o.Device), o.ID.String(), b.placeText(o.Place)))

	top, bottom := headerH+108, b.bottomY()-14
	listW := w * 42 / 100
	b.gates(Rect{margin, top, listW, b.bottomY() + buttonH - top})

	r := Rect{margin + listW + 24, top, w - listW - 24, bottom - top}
	b.card(r)
	in := Rect{r.X + 24, r.Y + 20, r.W - 48, r.H - 40}
	if p.Refused != nil && p.Open != flow.GatePayment && p.Open != flow.GateLoaner { // which need the room, and say it themselves
		in = b.pickupRefused(in, p.Refused)
	}
	second := button{}
	script, args := "script."+gateKeys[p.Open], []string(nil)
	switch p.Open {
	case flow.GateIdentity:
		second = b.gateIdentity(in)
		if p.Identity.Stayed && o.Waiting() {
			script = ""
		}
	case flow.GateTag:
		b.gateTag(in)
	case flow.GateTest:
		second = b.gateTest(in)
	case flow.GateAccessories:
		second = b.gateAccessories(in)
		script = "script.gate.no-things"
		if n := len(o.Accessories); n > 4 {
			script, args = "script.gate.count", []string{"n", strconv.Itoa(n)}
		} else if n > 0 {
			script, args = "script.gate.things", []string{"names", b.keptText(o.Accessories)}
		}
	case flow.GateCondition:
		second = b.gateCondition(in)
	case flow.GateLoaner:
		second = b.gateLoaner(in)
	case flow.GatePayment:
		second = b.gatePayment(in)
		script = "script.gate.pay-none"
		if fen := max(p.PaidFen(), p.DueFen()); fen > 0 {
			script, args = "script.gate.payment", []string{"amount", b.sum(fen)}
		}
	case flow.GateSign:
		b.notice(in, "shield-check", okGreen, b.t("pickup.ready"), b.t("pickup.ready-how"))
		// Without a signature everything else must be stored already: the
		// customer has been asked on the page after this one.
		if p.Gate() == flow.GateSign && len(p.Results) == 0 {
			second = button{id: "no-sign", text: b.t("pickup.no-sign"), msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForUnsigned}}
		}
	}

	y := b.bottomY()
	const backW = 148
	b.button(Rect{r.X, y, backW, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	x, half := r.X+backW+gutter, (r.W-backW-2*gutter)/2
	if second.id != "" {
		b.button(Rect{x, y, half, buttonH}, second)
	}
	next := button{id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true, msg: flow.GateDone{}}
	last := p.Gate() == flow.GateSign
	if last {
		next.text, next.icon, next.after = b.t("pickup.to-sign"), "signature", false
	}
	if p.Busy {
		next.text, next.icon = b.t("pickup.busy"), ""
	}
	next.off = p.Busy || !p.Passed(p.Open) && (p.Open != flow.GateSign || !last)
	b.button(Rect{x + half + gutter, y, half, buttonH}, next)
	b.script(script, args...)
}

// gates lists the checks: passed with a green check, the open one in a black
// frame, the others grey.
func (b *builder) gates(r Rect) {
	p := b.s.Pickup
	const gap = 8
	var shown []flow.Gate
	for i := range flow.Gates {
		if p.Shows(flow.Gate(i)) {
			shown = append(shown, flow.Gate(i))
		}
	}
	h := (r.H - (len(shown)-1)*gap) / len(shown)
	for i, g := range shown {
		c := Rect{r.X, r.Y + i*(h+gap), r.W, h}
		passed, open := p.Passed(g), p.Open == g
		st, icon, ic, nc := style{}, "circle", ink3, ink3
		switch {
		case passed:
			st, icon, ic, nc = style{fill: surface, stroke: line, radius: chipRad}, "circle-check", okGreen, ink
		case open:
			st, ic, nc = style{fill: surface, radius: chipRad}, ink, ink
		}
		if open {
			st.stroke, st.width = ink, 3
		}
		b.box(c, st)
		y := c.Y + h/2
		b.icon(c.X+20, y-18, 36, icon, ic)
		name := b.t(gateKeys[g])
		b.fit(c.X+68, middle(y, 28), 160, left, face{28, true, nc}, 20, name)
		dc := ink2
		if !passed && !open {
			dc = ink3
		}
		b.twoLines(c.X+240, y, r.W-240-16, face{22, false, dc}, b.gateState(g))
		if g != flow.GateSign || p.Gate() == flow.GateSign {
			b.touch(gateKeys[g], Rect{c.X, c.Y - gap/2, c.W, c.H + gap}, flow.GateChosen{Gate: g})
		}
	}
}

// twoLines centres a text on y: in one line if it fits, else in two smaller
// ones.
func (b *builder) twoLines(x, y, w int, f face, s string) {
	if b.width(s, f) <= w {
		b.text(x, middle(y, f.size), 0, left, f, s)
		return
	}
	f.size = caption
	ls := b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(w), 2)
	base := y - (len(ls)-1)*13 + 7
	for _, l := range ls {
		b.text(x, base, 0, left, f, l)
		base += 26
	}
}

// gateState is what is known of a gate, in words.
func (b *builder) gateState(g flow.Gate) string {
	p := b.s.Pickup
	o := p.Row.Order
	by := func(a *repair.Approval) string { return b.s.Person(a.By).Name }
	switch g {
	case flow.GateIdentity:
		switch {
		case p.Identity.CopyScanned:
			return b.t("pickup.copy-ok")
		case p.Identity.Stayed && o.Waiting():
			return b.t("pickup.stayed")
		case p.Identity.Approved != nil:
			return b.t("pickup.collector", "who", joinSpace(p.Collector.Name, p.Identity.Relation), "by", by(p.Identity.Approved))
		}
	case flow.GateTag:
		if p.Tag {
			return b.t("pickup.tag-ok")
		}
		return b.t("pickup.tag-at", "place", b.placeText(o.Place))
	case flow.GateTest:
		switch open := p.OpenTests(); {
		case o.Stage == repair.StageReturnUnrepaired:
			return b.t("pickup.test-none")
		case p.Untested != "":
			return b.t("pickup.untested", "why", b.t(p.Untested))
		case len(open) == 0:
			return b.t("pickup.test-ok")
		default:
			return b.t("pickup.test-left", "n", strconv.Itoa(len(open)))
		}
	case flow.GateAccessories:
		of := strconv.Itoa(len(o.Accessories))
		gone := missing(p)
		names := b.keptText(gone)
		if len(gone) > 1 {
			names = b.t("pickup.things", "n", strconv.Itoa(len(gone)))
		}
		switch {
		case len(o.Accessories) == 0:
			return b.t("pickup.things-none")
		case len(gone) == 0:
			return b.t("pickup.things-ok", "n", of)
		case p.Missing != nil:
			return b.t("pickup.things-missing", "names", names, "by", by(p.Missing))
		default:
			return b.t("pickup.things-left", "of", of, "names", names)
		}
	case flow.GateCondition:
		then := b.t("pickup.marks", "n", strconv.Itoa(len(o.Marks)))
		if len(o.Marks) == 0 {
			then = b.t("pickup.no-marks")
		}
		switch {
		case p.Same:
			return b.t("pickup.same")
		case len(p.NewMarks) > 0:
			return join(then, b.t("pickup.new-marks", "n", strconv.Itoa(len(p.NewMarks))))
		}
		return then
	case flow.GateLoaner:
		switch {
		case p.LoanerOut != nil:
			return b.t("pickup.loaner-later", "by", by(p.LoanerOut))
		case o.LoanOut():
			return b.t("pickup.loaner-out", "name", o.Loan.Name)
		case o.Loan != nil:
			return b.t("pickup.loaner-back", "name", o.Loan.Name)
		}
	case flow.GatePayment:
		switch {
		case p.Unpaid:
			return b.t("pickup.unpaid")
		case p.PaidBy != "" && p.PaidFen() > 0:
			return b.t("pickup.paid", "sum", b.sum(p.PaidFen()), "by", b.t("paid."+string(p.PaidBy)))
		case p.DueFen() > 0:
			return b.t("pickup.due", "sum", b.sum(p.DueFen()))
		}
		return b.t("pickup.due-none")
	}
	return ""
}

// pickupRefused says in words which rule stopped the last step, and returns
// the room below.
func (b *builder) pickupRefused(r Rect, e *repair.RuleError) Rect {
	args := b.ruleArgs(e)
	const h = 92
	b.box(Rect{r.X, r.Y, r.W, h}, style{fill: lateTint, radius: chipRad})
	b.icon(r.X+18, r.Y+28, 36, "circle-x", lateRed)
	b.fit(r.X+72, r.Y+32, r.W-88, left, face{body, true, lateRed}, 18, b.t("rule."+string(e.Rule)+".what", args...))
	b.para(r.X+72, r.Y+57, r.W-88, 2, 25, face{caption, false, ink}, b.t("rule."+string(e.Rule)+".do", args...))
	return Rect{r.X, r.Y + h + 12, r.W, r.H - h - 12}
}

// say is a panel with an icon, a sentence and how to do it, centred.
func (b *builder) notice(r Rect, icon string, c Color, text, how string) {
	cx, y := r.X+r.W/2, r.Y+max(0, (r.H-240)/2)
	b.icon(cx-52, y, 104, icon, c)
	b.fit(cx, y+164, r.W, center, face{38, true, ink}, 24, text)
	for i, l := range b.v.Text.Wrap(how, b.px(body), false, b.px(r.W-32), 3) {
		b.text(cx, y+210+i*34, 0, center, face{body, false, ink2}, l)
	}
}

// farewell is the last page of a pickup: one big word, what prints, what to
// say.
func (b *builder) farewell() {
	o := b.s.Pickup.Done.Order
	band := Rect{0, headerH, b.w, (b.h - headerH - footerH) * 54 / 100}
	b.shout(band, okGreen, "circle-check", o.ID.String(), b.t("pickup.done"), b.device(o.Device), "")
	y := band.Y + band.H + 24
	w := b.w - 2*margin
	if o.FollowUpOn != "" {
		b.box(Rect{margin, y, w, 64}, style{fill: soonTint, radius: chipRad})
		b.icon(margin+20, y+16, 32, "phone-call", soonAmber)
		b.fit(margin+72, middle(y+32, body), w-96, left, face{body, true, rgb(0x7A3E06)}, 18, b.t("pickup.call", "day", i18n.Day(b.lang, o.FollowUpOn)))
		y += 80
	}
	i := slices.IndexFunc(b.s.Jobs, func(j repair.PrintJob) bool {
		return j.Document == repair.DocPickupReceipt && j.Order == o.ID
	})
	if i >= 0 {
		b.jobLine(Rect{margin, y, min(w, 560), 56}, b.s.Jobs[i], 0)
	}
	b.button(Rect{b.sideX(), b.bottomY(), sideW, buttonH}, button{id: "finish", text: b.t("pickup.finish"), icon: "check", primary: true, msg: flow.PickupLeft{}})
	b.script("script.pickup.done")
}
