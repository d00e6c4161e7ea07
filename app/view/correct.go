package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenCorrect] = (*builder).correct }

// correct is the page on which what was noted is put right.
func (b *builder) correct() {
	switch b.s.Correct.Part {
	case flow.CorrectSign:
		b.correctSign()
		return
	case flow.CorrectEdit:
		b.header()
		b.correctEdit()
		return
	case flow.CorrectList, flow.CorrectTell, flow.CorrectDone:
	}
	b.header()
	o := b.s.Correct.Row.Order
	beside := join(o.ID.String(), b.device(o.Device))
	switch b.s.Correct.Part {
	case flow.CorrectTell:
		b.correctTell(b.head(heading{title: b.t("correct.tell"), beside: beside}))
	case flow.CorrectDone:
		b.correctDone(b.head(heading{title: b.t("correct.done"), beside: beside}))
	default:
		b.correctList(b.head(heading{title: b.t("correct.title"), beside: beside, how: b.t("correct.how")}))
	}
}

// fixes are the rows of the list: what is noted, on which page of the check-in.
var fixes = []struct {
	key    string
	step   flow.Step
	fields []repair.CorrectedField
}{
	{"customer", flow.StepCustomer, []repair.CorrectedField{repair.CorrectName, repair.CorrectCompany}},
	{"phones", flow.StepCustomer, []repair.CorrectedField{repair.CorrectPhones}},
	{"contacts", flow.StepCustomer, []repair.CorrectedField{repair.CorrectContacts, repair.CorrectAddress}},
	{"machine", flow.StepMachine, []repair.CorrectedField{
		repair.CorrectBrand, repair.CorrectModel, repair.CorrectSerial, repair.CorrectIMEI, repair.CorrectArticle,
	}},
	{"symptom", flow.StepSymptom, []repair.CorrectedField{repair.CorrectSymptom}},
	{"agreed", flow.StepAgree, []repair.CorrectedField{repair.CorrectEstimate, repair.CorrectPromise, repair.CorrectOldParts}},
	{"accessories", flow.StepAccessories, []repair.CorrectedField{repair.CorrectAccessories}},
	{"marks", flow.StepOutside, []repair.CorrectedField{repair.CorrectMarks}},
}

// fixText is what is noted in a row, as it is now.
func (b *builder) fixText(key string) string {
	c := b.s.CheckIn
	switch key {
	case "customer":
		if who := b.who(repair.Row{Customer: c.Customer}); who != "" {
			return who
		}
		return c.Customer.Company
	case "phones":
		var list []string
		for _, p := range c.Customer.Phones {
			list = append(list, grouped(p))
		}
		return join(list...)
	case "contacts":
		var list []string
		for _, p := range c.Customer.Contacts {
			list = append(list, p.Name)
		}
		return join(append(list, c.Customer.Address)...)
	case "machine":
		return join(b.device(c.Device), b.phrases.Serial(c.Device))
	case "symptom":
		chips := c.Symptom
		if len(chips.Chips) > 0 {
			chips.Words = ""
		}
		return b.phrases.Symptom(chips)
	case "agreed":
		fee := ""
		if fen, ok := flow.ParseFen(c.Estimate); ok && fen > 0 {
			fee = b.t("order.about", "sum", b.sum(fen))
		}
		return join(fee, i18n.Day(b.lang, c.Promised))
	case "accessories":
		return b.phrases.Kept(c.Kept)
	}
	return b.t("order.marks", "n", strconv.Itoa(len(c.Marks)))
}

// correctList is all that can be put right; what has changed says what it was.
func (b *builder) correctList(r Rect) {
	changes := flow.Changes(b.s)
	for i, cell := range r.grid(2, (len(fixes)+1)/2, 12) {
		if i >= len(fixes) {
			break
		}
		x := fixes[i]
		changed := slices.ContainsFunc(changes, func(c repair.Correction) bool { return slices.Contains(x.fields, c.Field) })
		b.fix(cell, "fix."+x.key, b.t("correct.row."+x.key), b.fixText(x.key), changed, flow.CorrectOpened{Step: x.step})
	}
	next := button{id: "next", text: b.t("correct.go-on"), icon: "check", msg: flow.CorrectTold{}, off: b.s.Correct.Busy}
	b.foot(foot{next: next})
	b.say(trade.MomentCorrect)
}

// fix is a row of the list with a pencil.
func (b *builder) fix(r Rect, id, name, text string, changed bool, m flow.Msg) {
	st := choosable
	if changed {
		st = style{fill: soonTint, stroke: soonAmber, width: 2, radius: chipRad}
	}
	b.tap(id, r, st, name, m)
	in := r.shrink(20, 0)
	pencil, in := in.right(32, gutter)
	b.iconIn(pencil, 32, "pencil", ink2)
	if text == "" {
		text = "—"
	}
	if !changed {
		b.pair(in, left, face{caption, false, ink2}, name, face{label, true, ink}, text)
		return
	}
	b.pair(in, left, face{caption, true, soonInk}, join(name, b.t("correct.changed")), face{label, true, ink}, text)
}

// correctEdit is the page of the check-in that notes it.
func (b *builder) correctEdit() {
	strip, _ := b.room().top(progressH, 0)
	o := b.s.Correct.Row.Order
	b.line(strip, left, face{body, true, soonInk}, b.t("correct.editing", "number", o.ID.Short(), "machine", b.device(o.Device)))
	if b.s.Focus != "" && b.checkInEntry() {
		return
	}
	switch b.s.CheckIn.Step {
	case flow.StepMachine:
		b.checkInMachine()
	case flow.StepSymptom:
		b.checkInSymptom()
	case flow.StepOutside:
		b.checkInOutside()
	case flow.StepAccessories:
		b.checkInAccessories()
	case flow.StepAgree:
		b.checkInAgree()
	default:
		b.checkInCustomer()
	}
}

// correctFoot leads back to the list.
func (b *builder) correctFoot() {
	b.foot(foot{
		back: b.backButton(flow.WentBack{}),
		next: button{id: "next", text: b.t("correct.kept"), icon: "check", msg: flow.CorrectKept{}},
	})
	b.say(trade.MomentCorrect)
}

// changesIn lists what was put right: what it is, as it was, as it is.
func (b *builder) changesIn(r Rect, changes []repair.Correction) {
	const h = 68
	rows := r.tiles(1, h, 8)
	for i, row := range rows[:min(len(rows), len(changes))] {
		if i == len(rows)-1 && len(changes) > len(rows) {
			b.line(row, left, face{body, false, ink2}, b.t("correct.more", "n", strconv.Itoa(len(changes)-i)))
			return
		}
		name, before, after := b.phrases.Correction(changes[i])
		if before == "" {
			before = b.t("correct.nothing")
		}
		if after == "" {
			after = b.t("correct.nothing")
		}
		b.rule(row.X, row.endY()+3, row.W)
		what, row := row.left(200, gutter)
		b.line(what, left, face{body, false, ink2}, name)
		b.pair(row, left, face{label, true, ink}, after, face{caption, false, ink2}, b.t("correct.was", "before", before))
	}
}

// correctTell shows what has changed before the customer signs again.
func (b *builder) correctTell(r Rect) {
	b.card(r)
	b.changesIn(r.shrink(28, 20), flow.Changes(b.s))
	b.foot(foot{
		more: []button{{
			id: "not-signed", text: b.t("correct.not-here"), msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNotSigned},
			off: b.s.Correct.Busy,
		}},
		next: button{id: "next", text: b.t("correct.to-sign"), icon: "signature", msg: flow.CorrectSigns{}, off: b.s.Correct.Busy},
	})
	b.say(trade.MomentCorrectTell)
}

// correctSign is the customer's page.
func (b *builder) correctSign() {
	k, w := b.s.Correct, b.signed()
	b.customerPage(w.Title)
	room, foot := b.customerRoom()
	lines := append(slices.Clone(w.Groups[0]), w.Groups[1]...)
	card, pad := room.top(min(room.H*64/100, 24+len(lines)*76), gutter)
	b.card(card)
	for i, row := range card.shrink(28, 12).rows(len(lines), 2) {
		what, words := row.left(260, 24)
		b.line(what, left, face{label, false, ink2}, lines[i].Label)
		b.whole(words, face{value, true, ink}, lines[i].Text)
	}
	b.signPad(pad, "pad.correct", k.Ink)
	signed := repair.SignedDocument{Strokes: k.Ink.Strokes}
	b.customerFoot(foot, signature{w.Terms, k.Ink, !signed.Empty(), k.Busy})
}

// correctDone offers the papers that still show what was wrong.
func (b *builder) correctDone(r Rect) {
	c := b.s.Correct
	said, papers := r.split(24, 3, 2)[0], r.split(24, 3, 2)[1]
	b.card(said)
	b.changesIn(said.shrink(28, 20), c.Changed)
	in := b.over(papers, b.t("correct.papers"))
	all := repair.Papers(c.Changed)
	for i, cell := range in.tiles(1, buttonH, 12)[:len(all)] {
		d := all[i]
		b.chip("paper."+string(d), cell, b.t("doc."+string(d)), slices.Contains(c.Papers, d), flow.PaperTurned{Document: d})
	}
	f := foot{back: b.backButton(flow.PapersPrinted{})}
	f.back.text = b.t("correct.no-print")
	if n := len(c.Papers); n > 0 {
		f.next = button{
			id: "next", text: b.t("correct.print", "n", strconv.Itoa(n)), icon: "printer", msg: flow.PapersPrinted{Print: true},
		}
	}
	b.foot(f)
	b.script("")
}
