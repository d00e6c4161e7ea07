package view

import (
	"slices"
	"strconv"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// gateKeys name the gates of the pickup.
var gateKeys = [flow.Gates]string{
	"gate.identity", "gate.tag", "gate.test", "gate.accessories", "gate.condition", "gate.loaner", "gate.payment", "gate.sign",
}

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
	room := b.head(heading{
		title: b.t("pickup.title", "name", b.who(p.Row)), beside: join(b.device(o.Device), o.ID.String(), b.placeText(o.Place)),
	})
	list, column := room.left(room.W*42/100, 24)
	list.H = b.footRow().endY() - list.Y
	b.gates(list)
	b.card(column)
	in := column.shrink(24, 20)
	if p.Refused != nil && p.Open != flow.GatePayment && p.Open != flow.GateLoaner { // which need the room, and say it themselves
		in = b.pickupRefused(in, p.Refused)
	}
	second := b.gate(in)
	f := foot{next: b.gateNext()}
	if second.id != "" {
		f.more = []button{second}
	}
	row := b.footRow()
	row.X, row.W = column.X, column.W
	f.column = (row.W - backW - 2*gutter) / 2
	b.footIn(row, f)
	b.gateScript()
}

// gate draws the panel of the open gate. It returns the white button beside the
// next step.
func (b *builder) gate(in Rect) (second button) {
	p := b.s.Pickup
	switch p.Open {
	case flow.GateIdentity:
		return b.gateIdentity(in)
	case flow.GateTag:
		b.gateTag(in)
	case flow.GateTest:
		return b.gateTest(in)
	case flow.GateAccessories:
		return b.gateAccessories(in)
	case flow.GateCondition:
		return b.gateCondition(in)
	case flow.GateLoaner:
		return b.gateLoaner(in)
	case flow.GatePayment:
		return b.gatePayment(in)
	case flow.GateSign:
		b.notice(in, "shield-check", okGreen, b.t("pickup.ready"), b.t("pickup.ready-how"))
		// Without a signature everything else must be stored already: the
		// customer has been asked on the page after this one.
		if p.Gate() == flow.GateSign && len(p.Results) == 0 {
			second = button{
				id: "no-sign", text: b.t("pickup.no-sign"), msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForUnsigned},
			}
		}
	}
	return second
}

// gateMoments are what is said at the gates.
var gateMoments = [flow.Gates]trade.Moment{
	trade.MomentIdentity, trade.MomentTag, trade.MomentTest, trade.MomentReturn, trade.MomentCondition, trade.MomentLoaner,
	trade.MomentPayment, trade.MomentPickupSign,
}

// gateScript is what to say at the open gate.
func (b *builder) gateScript() {
	p := b.s.Pickup
	o := p.Row.Order
	facts := b.factsNow()
	facts.NewMarks, facts.Untested, facts.DueFen = len(p.NewMarks), p.Untested != "", max(p.PaidFen(), p.DueFen())
	args := []string{"n", strconv.Itoa(len(o.Accessories)), "names", b.phrases.Kept(o.Accessories)}
	switch {
	case facts.DueFen > 0:
		args = append(args, "amount", b.sum(facts.DueFen))
	case o.EstimateFen > 0:
		args = append(args, "amount", i18n.Money(b.lang, o.EstimateFen))
	}
	b.sayOf(gateMoments[p.Open], facts, args...)
}

// gateNext leads to the next gate, and from the last one to the signature.
func (b *builder) gateNext() button {
	p := b.s.Pickup
	next := button{id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, msg: flow.GateDone{}}
	last := p.Gate() == flow.GateSign
	if last {
		next.text, next.icon, next.after = b.t("pickup.to-sign"), "signature", false
	}
	if p.Busy {
		next.text, next.icon = b.t("pickup.busy"), ""
	}
	next.off = p.Busy || !p.Passed(p.Open) && (p.Open != flow.GateSign || !last)
	return next
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
	for i, c := range r.rows(len(shown), gap) {
		g := shown[i]
		passed, open := p.Passed(g), p.Open == g
		st, icon, ic, nc, dc := style{}, "circle", ink3, ink3, ink3
		switch {
		case passed:
			st, icon, ic, nc, dc = rowStyle, "circle-check", okGreen, ink, ink2
		case open:
			st, ic, nc, dc = style{fill: surface, radius: chipRad}, ink, ink, ink2
		}
		if open {
			st.stroke, st.width = ink, 3
		}
		b.box(c, st)
		at, in := c.shrink(gutter, 0).left(40, 12)
		b.iconIn(at, 36, icon, ic)
		name, state := in.left(160, 12)
		b.line(name, left, face{label, true, nc}, b.t(gateKeys[g]))
		b.twoLines(state.X, state.midY(), state.W, face{small, false, dc}, b.gateState(g))
		if g != flow.GateSign || p.Gate() == flow.GateSign {
			b.touch(gateKeys[g], c.shrink(0, -gap/2), flow.GateChosen{Gate: g})
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
	const pitch = 26
	f.size = caption
	ls := b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(w), 2)
	b.para(x, y-(len(ls)-1)*pitch/2+7, w, 2, pitch, f, s)
}

// gateState is what is known of a gate, in words.
func (b *builder) gateState(g flow.Gate) string {
	p := b.s.Pickup
	o := p.Row.Order
	by := b.approver
	switch g {
	case flow.GateIdentity:
		switch {
		case p.Identity.CopyScanned:
			return b.t("pickup.copy-ok")
		case p.Identity.Stayed && o.Waiting():
			return b.t("pickup.stayed")
		case p.Passed(g):
			return b.collectorKnown()
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
			return b.t("pickup.untested", "why", b.word(p.Untested))
		case len(open) == 0:
			return b.t("pickup.test-ok")
		default:
			return b.t("pickup.test-left", "n", strconv.Itoa(len(open)))
		}
	case flow.GateAccessories:
		return b.accessoriesState()
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
		return b.nothingDue(o)
	case flow.GateSign: // whose page says it all
	}
	return ""
}

// approver is the name of who let something pass.
func (b *builder) approver(a *repair.Approval) string { return b.s.Person(a.By).Name }

// collectorKnown is who collects without the copy, and how that is known.
func (b *builder) collectorKnown() string {
	p := b.s.Pickup
	id := p.Identity
	who := document.Spaced(p.Collector.Name, b.word(id.Relation))
	switch {
	case id.Approved != nil && id.As == repair.CollectorSelf:
		return b.t("pickup.self-approved", "by", b.approver(id.Approved))
	case id.Approved != nil:
		return b.t("pickup.collector", "who", who, "by", b.approver(id.Approved))
	case id.As == repair.CollectorSelf:
		return b.t("pickup.self")
	}
	return b.t("pickup.registered", "who", who)
}

// nothingDue is why nothing is to be paid.
func (b *builder) nothingDue(o repair.Order) string {
	switch {
	case o.Refused() != nil:
		return b.t("pickup.due-refused")
	case o.EstimateFen > 0 && o.Stage != repair.StageReturnUnrepaired:
		return b.t("pickup.due-told", "sum", i18n.Money(b.lang, o.EstimateFen))
	}
	return b.t("pickup.due-none")
}

// accessoriesState is how many accessories are back, and which are not.
func (b *builder) accessoriesState() string {
	p := b.s.Pickup
	o := p.Row.Order
	of := strconv.Itoa(len(o.Accessories))
	gone := p.NotReturned()
	names := b.phrases.Kept(gone)
	if len(gone) > 1 {
		names = b.t("pickup.things", "n", strconv.Itoa(len(gone)))
	}
	switch {
	case len(o.Accessories) == 0:
		return b.t("pickup.things-none")
	case len(gone) == 0:
		return b.t("pickup.things-ok", "n", of)
	case p.Missing != nil:
		return b.t("pickup.things-missing", "names", names, "by", b.s.Person(p.Missing.By).Name)
	default:
		return b.t("pickup.things-left", "of", of, "names", names)
	}
}

// pickupRefused says in words which rule stopped the last step, and returns
// the room below.
func (b *builder) pickupRefused(r Rect, e *repair.RuleError) Rect {
	args := b.ruleArgs(e)
	box, rest := r.top(92, 12)
	b.box(box, style{fill: lateTint, radius: chipRad})
	icon, words := box.shrink(18, 0).left(36, 18)
	b.iconIn(icon, 36, "circle-x", lateRed)
	b.text(words.X, words.Y+32, words.W, left, face{body, true, lateRed}, b.t("rule."+string(e.Rule)+".what", args...))
	b.para(words.X, words.Y+57, words.W, 2, 25, face{caption, false, ink}, b.t("rule."+string(e.Rule)+".do", args...))
	return rest
}

// notice is a panel with an icon, a sentence and how to do it, centred.
func (b *builder) notice(r Rect, icon string, c Color, text, how string) {
	const pitch = 34
	lines := b.v.Text.Wrap(how, b.px(body), false, b.px(r.W-margin), 3)
	need := 104 + 20 + 52 + 10 + max(1, len(lines))*pitch
	size := max(48, min(104, 104+r.H-need)) // the icon gives its room to the words
	at, rest := r.within(r.W, min(r.H, need)).top(size, 20)
	b.iconIn(at, size, icon, c)
	said, rest := rest.top(52, 10)
	b.line(said, center, face{headline, true, ink}, text)
	for i, l := range lines {
		b.text(rest.midX(), rest.Y+body+i*pitch, 0, center, face{body, false, ink2}, l)
	}
}

// farewell is the last page of a pickup: one big word, what prints, what to
// say.
func (b *builder) farewell() {
	o := b.s.Pickup.Done.Order
	page := b.page()
	band, rest := page.top(page.H*54/100, 24)
	b.shout(band, shout{fill: okGreen, icon: "circle-check", over: o.ID.String(), word: b.t("pickup.done"), under: b.device(o.Device)})
	rest = rest.shrink(margin, 0)
	if o.FollowUpOn != "" {
		row, below := rest.top(64, gutter)
		b.note(row, "phone-call", b.t("pickup.call", "day", i18n.Day(b.lang, o.FollowUpOn)))
		rest = below
	}
	i := slices.IndexFunc(b.s.Jobs, func(j repair.PrintJob) bool {
		return j.Document == repair.DocPickupReceipt && j.Order == o.ID
	})
	if i >= 0 {
		row, _ := rest.top(56, 0)
		row.W = min(row.W, 560)
		b.jobLine(row, b.s.Jobs[i], 0)
	}
	next, _ := b.footRow().right(nextW, 0)
	b.button(next, button{id: "finish", text: b.t("pickup.finish"), icon: "check", primary: true, msg: flow.PickupLeft{}})
	facts, day := b.factsNow(), ""
	if facts.Untested = o.FollowUpOn != ""; facts.Untested {
		day = i18n.Day(b.lang, o.FollowUpOn)
	}
	b.sayOf(trade.MomentPickedUp, facts, "day", day)
}
