package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenQuote] = (*builder).quote }

// quote is the quote being written: its lines, the line in hand, the terms.
func (b *builder) quote() {
	q := b.s.Service.Quote
	switch {
	case b.serviceEntry():
	case q.Editing:
		b.quoteLine()
	case q.Terms:
		b.quoteTerms()
	default:
		b.quoteLines()
	}
}

// quoteLines has the lines on the left, and on the right what is usual.
func (b *builder) quoteLines() {
	o, q := b.s.Order.Row.Order, b.s.Service.Quote
	b.servicePage(b.t("quote.title"))
	w, bottom := b.w-2*margin, b.bottomY()-16
	const chipW = 480
	r := Rect{margin, serviceTop, w - chipW - 24, bottom - serviceTop}
	b.card(r)
	const pitch = choiceH
	fit := (r.H - 8) / pitch
	pages := max(1, (len(q.Lines)+fit-1)/fit)
	page := min(q.Page, pages-1)
	if len(q.Lines) == 0 {
		b.empty(r, "receipt", "quote.lines-none")
	}
	for i := page * fit; i < min(len(q.Lines), page*fit+fit); i++ {
		row := Rect{r.X, r.Y + 4 + (i-page*fit)*pitch, r.W, pitch}
		if i > page*fit {
			b.rule(row.X+24, row.Y, row.W-48)
		}
		b.quoteRow(Rect{row.X + 24, row.Y, row.W - 88, row.H}, q.Lines[i], 28)
		b.icon(row.X+row.W-52, row.Y+pitch/2-14, 28, "pencil", ink3)
		b.touch("quote.line."+strconv.Itoa(i), row, flow.QuoteLineAsked{At: i})
	}

	add := func(id, text string) choice {
		return choice{id: "add." + id, text: text, msg: flow.QuoteLineAsked{At: len(q.Lines), Name: text}}
	}
	cs := []choice{add("labour", b.t("quote.labour")), add("testing", b.t("quote.testing"))}
	for _, part := range b.usualParts(o.Device.Kind) {
		cs = append(cs, add(part, b.word(part)))
	}
	cs = append(cs, choice{id: "add.other", text: b.t("button.other"), msg: flow.QuoteLineAsked{At: len(q.Lines)}})
	b.choices(Rect{b.w - margin - chipW, serviceTop, chipW, 0}, 3, cs...)

	y := b.bottomY()
	b.serviceFoot(button{id: "terms", text: b.t("button.next"), icon: "arrow-right", after: true, off: q.TotalFen() == 0, msg: flow.QuoteTerms{}})
	x := margin + 200 + 24
	if pages > 1 {
		b.pager(Rect{x, y, 264, buttonH}, page, pages, func(by int) flow.Msg { return flow.QuotePaged{By: by} })
		x += 264 + 16
	}
	b.total(Rect{x, y, b.sideX() - 24 - x, buttonH}, q.TotalFen(), headline)
	b.script("script.quote")
}

// total is the sum of a quote at the right end of r.
func (b *builder) total(r Rect, fen int64, size int) {
	lw := b.text(r.X, middle(r.Y+r.H/2, body), 0, left, face{body, false, ink2}, b.t("quote.total"))
	b.fit(r.X+r.W, middle(r.Y+r.H/2, size), r.W-lw-16, right, face{size, true, ink}, 22, b.sum(fen))
}

// quoteRow is a line of a quote: name, how many, amount in a column.
func (b *builder) quoteRow(r Rect, l repair.QuoteLine, size int) {
	base := middle(r.Y+r.H/2, size)
	n := int64(max(1, l.Count))
	aw := max(b.text(r.X+r.W, base, 0, right, face{size, true, ink}, yuan(n*l.PriceFen)), size*9/2)
	cw := 0
	if n > 1 {
		cw = b.text(r.X+r.W-aw-16, base, 0, right, face{size, false, ink2}, "×"+strconv.FormatInt(n, 10)) + 16
	}
	b.whole(Rect{r.X, r.Y, r.W - aw - cw - 24, r.H}, face{size, false, ink}, l.Name)
}

// whole writes a text into r around its middle, as large as it fits without
// being cut.
func (b *builder) whole(r Rect, f face, s string) {
	var ls []string
	for ; ; f.size-- {
		ls = b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), 0)
		if len(ls) <= 1 || len(ls)*(f.size+2) <= r.H && f.size <= 22 || f.size <= 12 {
			break
		}
	}
	pitch := f.size + 2
	base := middle(r.Y+r.H/2, f.size) - (len(ls)-1)*pitch/2
	for i, l := range ls {
		b.text(r.X, base+i*pitch, 0, left, f, l)
	}
}

// quoteTable fills r with the lines of a quote; more than six stand in two
// columns.
func (b *builder) quoteTable(r Rect, lines []repair.QuoteLine, size int) {
	cols := 1
	if len(lines) > 6 {
		cols, size = 2, min(size, 22)
	}
	rows := (len(lines) + cols - 1) / cols
	pitch := min(max(size*2, 48), r.H/max(1, rows))
	size = min(size, pitch*7/10)
	w := (r.W - (cols-1)*32) / cols
	for i, l := range lines {
		b.quoteRow(Rect{r.X + i/rows*(w+32), r.Y + i%rows*pitch, w, pitch}, l, size)
	}
}

// quoteLine is the line in hand: its name, how many, and a number pad for the
// price.
func (b *builder) quoteLine() {
	q := b.s.Service.Quote
	b.servicePage(b.t("quote.line"))
	const padW = 3*130 + 24
	px, bottom := b.w-margin-padW, b.bottomY()-16
	w := px - margin - 32
	y := b.label(margin, serviceTop-4, w, b.t("field.line"))
	b.field(Rect{margin, y, w, choiceH}, flow.FieldLine, "", b.t("field.line.hint"))
	y = b.label(margin, y+choiceH+12, w, b.t("field.price"))
	b.amount(Rect{margin, y, w, 96}, flow.FieldPrice, false)
	y = b.label(margin, y+96+12, w, b.t("quote.count"))
	b.key("count.less", Rect{margin, y, 108, choiceH}, "", "minus", false, flow.QuoteCounted{By: -1})
	b.text(margin+108+60, middle(y+choiceH/2, 38), 0, center, face{38, true, ink}, strconv.Itoa(q.Hand.Count))
	b.key("count.more", Rect{margin + 228, y, 108, choiceH}, "", "plus", false, flow.QuoteCounted{By: 1})
	fen, _ := flow.ParseFen(q.Price)
	if q.Hand.Count > 1 {
		b.total(Rect{margin + 368, y, w - 368, choiceH}, int64(q.Hand.Count)*fen, 38)
	}
	b.pad(".", Rect{px, serviceTop - 4, padW, bottom - serviceTop + 4}, 12, 8)
	yb := b.bottomY()
	b.button(Rect{margin, yb, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.button(Rect{margin + 216, yb, 200, buttonH}, button{id: "drop", text: b.t("quote.drop"), icon: "trash-2", danger: true, msg: flow.QuoteLineDropped{}})
	b.button(Rect{px, yb, padW, buttonH}, button{id: "line.done", text: b.t("quote.line-done"), icon: "check", primary: true, off: !q.HandOK(), msg: flow.QuoteLineDone{}})
	b.script("script.quote")
}

// amount is a field for money: large, with what is being typed or, marked,
// what is only proposed.
func (b *builder) amount(r Rect, f flow.Field, proposed bool) {
	st, c := style{fill: surface, stroke: control, width: 2, radius: chipRad}, ink
	if b.s.Focus == f {
		st.stroke, st.width = ink, 3
	}
	n := b.box(r, st)
	text := b.s.Text(f)
	n.ID, n.Touch, n.Text, n.Reach = "field."+string(f), flow.Focused{Field: f}, text, b.px(reach)
	size, mid := min(54, r.H*56/100), r.Y+r.H/2
	x := r.X + 24
	switch {
	case text == "":
		b.text(x, middle(mid, 26), r.W-48, left, face{26, false, ink3}, b.t("field.price.hint"))
	default:
		if proposed {
			c = ink2
		}
		x += b.fit(x, middle(mid, size), r.W-60, left, face{size, true, c}, 26, text) + 6
	}
	if b.s.Focus == f && text != "" {
		b.box(Rect{x, mid - size/2, 3, size}, style{fill: ink})
	}
}

// quoteTerms has the cause, the time and the warranty, and the sum beside
// them.
func (b *builder) quoteTerms() {
	q := b.s.Service.Quote
	b.servicePage(b.t("quote.terms-title"))
	w := b.leftW()
	y := serviceTop - 8
	b.field(Rect{margin, y, w, choiceH}, flow.FieldCause, "", b.t("field.cause.hint"))
	y += choiceH + 8
	half := (w - 24) / 2
	row := b.label(margin, y, half, b.t("quote.cycle"))
	days := func(id string, n int, on bool, m flow.Msg) option {
		return option{id + strconv.Itoa(n), b.t("quote.n-days", "n", strconv.Itoa(n)), on, m}
	}
	var opts []option
	for _, n := range []int{1, 3, 5, 7} {
		opts = append(opts, days("days.", n, q.Days == n, flow.QuoteDaysChosen{Days: n}))
	}
	b.segments(Rect{margin, row, half, choiceH}, opts...)
	until := repair.DateOf(b.s.Today().Time(b.s.Shop.Calendar.Loc).AddDate(0, 0, q.Valid))
	x := margin + half + 24
	b.label(x, y, half, b.t("quote.valid", "day", i18n.Day(b.lang, until)))
	opts = nil
	for _, n := range []int{3, 7, 15} {
		opts = append(opts, days("valid.", n, q.Valid == n, flow.QuoteValidChosen{Days: n}))
	}
	b.segments(Rect{x, row, half, choiceH}, opts...)
	row = b.label(margin, row+choiceH+8, w, b.t("quote.warranty"))
	opts = nil
	for _, n := range []int{0, 1, 3, 6, 12} {
		opts = append(opts, option{"months." + strconv.Itoa(n), b.months(n), q.Months == n, flow.QuoteMonthsChosen{Months: n}})
	}
	b.segments(Rect{margin, row, w, choiceH}, opts...)

	side := Rect{b.sideX(), serviceTop - 8, sideW, b.bottomY() - 16 - serviceTop + 8}
	b.card(side)
	b.quoteTable(Rect{side.X + 24, side.Y + 16, side.W - 48, side.H - 16 - 132}, q.Lines[:min(6, len(q.Lines))], 22)
	b.rule(side.X+24, side.Y+side.H-116, side.W-48)
	b.text(side.X+24, side.Y+side.H-80, side.W-48, left, face{caption, false, ink2}, b.t("quote.total"))
	b.fit(side.X+side.W-24, side.Y+side.H-28, side.W-48, right, face{headline, true, ink}, 26, b.sum(q.TotalFen()))
	b.serviceFoot(button{id: "make", text: b.t("quote.make"), icon: "printer", msg: flow.QuoteMade{}})
	b.script("script.quote")
}

func (b *builder) months(n int) string {
	if n == 0 {
		return b.t("quote.warranty.0")
	}
	return b.t("quote.months", "n", strconv.Itoa(n))
}

func init() { pages[flow.ScreenAnswer] = (*builder).answer }

// answer asks what the customer says to the open quote, with the quote in
// letters that both can read.
func (b *builder) answer() {
	o, v := b.s.Order.Row.Order, b.s.Service
	b.servicePage(b.t("answer.title"))
	q := o.OpenQuote()
	if q == nil {
		b.empty(Rect{margin, serviceTop, b.w - 2*margin, 300}, "message-square", "service.answer.none")
		b.serviceFoot(button{})
		b.script("")
		return
	}
	r := Rect{margin, serviceTop, b.leftW(), b.bottomY() - 16 - serviceTop}
	b.card(r)
	in := Rect{r.X + 32, r.Y + 16, r.W - 64, r.H - 32}
	if q.Cause != "" {
		b.fit(in.X, in.Y+30, in.W, left, face{26, false, ink2}, 20, q.Cause)
		in.Y, in.H = in.Y+44, in.H-44
	}
	b.quoteTable(Rect{in.X, in.Y, in.W, in.H - 140}, q.Lines, 30)
	b.rule(in.X, in.Y+in.H-132, in.W)
	b.total(Rect{in.X, in.Y + in.H - 128, in.W, 84}, q.TotalFen(), 60)
	b.fit(in.X, in.Y+in.H-16, in.W, left, face{22, false, ink2}, 16, join(b.cycleText(*q), b.warrantyText(*q), b.validText(*q)))

	x := b.sideX()
	y := b.choices(Rect{x, serviceTop, sideW, 0}, 2,
		choice{"answer.yes", "", b.t("answer.yes"), v.Said == flow.AnswerYes, flow.AnswerChosen{Agreed: true}},
		choice{"answer.no", "", b.t("answer.no"), v.Said == flow.AnswerNo, flow.AnswerChosen{}})
	y = b.label(x, y, sideW, b.t("answer.how"))
	icons := map[repair.AnswerBy]string{repair.AnswerBySigning: "signature", repair.AnswerByPhone: "phone", repair.AnswerByMessage: "smartphone"}
	var hows []choice
	for _, how := range repair.AnswersBy {
		hows = append(hows, choice{"how." + string(how), icons[how], b.t("answer.how." + string(how)), v.How == how, flow.AnswerHowChosen{How: how}})
	}
	b.choices(Rect{x, y, sideW, 0}, 1, hows...)
	main := button{id: "answer.save", text: b.t("answer.save"), icon: "check", off: v.Said == flow.AnswerNone || v.How == "", msg: flow.AnswerGiven{}}
	if v.How == repair.AnswerBySigning {
		main.text, main.icon = b.t("answer.to-sign"), "signature"
	}
	b.serviceFoot(main)
	b.script("script.answer", "amount", b.sum(q.TotalFen()), "day", i18n.Day(b.lang, b.s.Shop.Calendar.AddDays(b.s.Today(), q.Days)))
}

func (b *builder) cycleText(q repair.Quote) string {
	if q.Days == 0 {
		return ""
	}
	return b.t("quote.days", "n", strconv.Itoa(q.Days))
}

func (b *builder) warrantyText(q repair.Quote) string {
	return joinSpace(b.t("quote.warranty"), b.months(q.WarrantyMonths))
}

func (b *builder) validText(q repair.Quote) string {
	if q.ValidTo == "" {
		return ""
	}
	return b.t("quote.valid", "day", i18n.Day(b.lang, q.ValidTo))
}

func init() { pages[flow.ScreenAnswerSign] = (*builder).answerSign }

// answerSign is the customer's page: the quote, what signing means, a pad.
func (b *builder) answerSign() {
	o, v := b.s.Order.Row.Order, b.s.Service
	q := o.OpenQuote()
	if q == nil {
		q = &repair.Quote{} // answered meanwhile: the store will say so
	}
	said := "yes"
	if v.Said != flow.AnswerYes {
		said = "no"
	}
	title, terms := b.t("answer.sign."+said), b.t("answer.terms."+said)
	b.customerPage(title)
	facts := []sheetCell{{b.t("answer.machine"), b.device(o.Device)}, {b.t("psign.number"), o.ID.String()}}
	if q.Cause != "" {
		facts = append(facts, sheetCell{b.t("answer.cause"), q.Cause})
	}
	facts = append(facts, sheetCell{b.t("answer.warranty"), join(b.months(q.WarrantyMonths), b.cycleText(*q))})
	cells := slices.Clone(facts)
	for _, l := range q.Lines {
		n := int64(max(1, l.Count))
		cells = append(cells, sheetCell{l.Name, "×" + strconv.FormatInt(n, 10) + " " + yuan(n*l.PriceFen)})
	}
	cells = append(cells, sheetCell{b.t("quote.total"), b.sum(q.TotalFen())})

	const x = 48
	w := b.w - 2*x
	r := Rect{x, 112, w, 304}
	if len(q.Lines) > 6 {
		r.H += 48
	}
	b.card(r)
	lw := w * 62 / 100
	b.quoteTable(Rect{r.X + 28, r.Y + 14, lw - 28, r.H - 120}, q.Lines, 30)
	b.rule(r.X+28, r.Y+r.H-100, lw-28)
	b.total(Rect{r.X + 28, r.Y + r.H - 98, lw - 28, 96}, q.TotalFen(), 60)
	fx, fw, pitch := r.X+lw+40, w-lw-68, (r.H-24)/len(facts)
	for i, f := range facts {
		y := r.Y + 10 + i*pitch
		b.text(fx, y+22, fw, left, face{caption, false, ink2}, f.label)
		b.whole(Rect{fx, y + 26, fw, min(44, pitch-26)}, face{26, true, ink}, f.text)
	}
	y := b.h - 16 - buttonH
	b.signPad(Rect{x, r.Y + r.H + 16, w, y - 12 - r.Y - r.H - 16}, "pad.answer", v.Ink)
	b.button(Rect{x, y, 240, buttonH}, button{id: "rewrite", text: b.t("sign.again"), off: len(v.Ink.Strokes) == 0 || v.Busy, msg: flow.InkCleared{}})
	b.para(x+264, y+42, w-264-400-24, 2, 32, face{22, false, ink2}, terms)
	text := b.t("sign.confirm")
	if v.Busy {
		text = b.t("pickup.busy")
	}
	sheet := repair.SignedDocument{Strokes: v.Ink.Strokes}
	b.button(Rect{x + w - 400, y, 400, buttonH}, button{
		id: "confirm", text: text, icon: "check", primary: true, size: 34, off: v.Busy || sheet.Empty(),
		msg: flow.SignedOff{Text: signedText(title, cells, terms)},
	})
}
