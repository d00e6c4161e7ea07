package view

import (
	"strconv"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
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
	usual, lines := b.servicePage(b.t("quote.title")).right(480, 24)
	b.card(lines)
	if len(q.Lines) == 0 {
		b.empty(lines, "receipt", "quote.lines-none")
	}
	cells := b.phrases.QuoteLines(q.Lines)
	p := lines.shrink(0, 4).list(len(cells), q.Page, 1, choiceH, 0)
	for i, row := range p.cells() {
		in := row.shrink(24, 0)
		if i > p.first {
			b.rule(in.X, in.Y, in.W)
		}
		pen, line := in.right(28, 12)
		b.quoteRow(line, cells[i], label)
		b.iconIn(pen, 28, "pencil", ink3)
		b.touch("quote.line."+strconv.Itoa(i), row, flow.QuoteLineAsked{At: i})
	}

	add := func(id, name string) choice {
		return choice{id: "add." + id, text: b.word(name), msg: flow.QuoteLineAsked{At: len(q.Lines), Name: name}}
	}
	cs := []choice{add("labour", repair.LineLabour), add("testing", repair.LineTesting)}
	for _, part := range b.usualParts(o.Device.Kind) {
		cs = append(cs, add(wordID(part), part))
	}
	cs = append(cs, choice{id: "add.other", text: b.t("button.other"), msg: flow.QuoteLineAsked{At: len(q.Lines)}})
	b.choose(usual, 3, cs...)

	free := b.serviceFoot(foot{
		paging: p, turn: func(by int) flow.Msg { return flow.QuotePaged{By: by} },
		next: button{
			id: "terms", text: b.t("button.next"), icon: "arrow-right", after: true, msg: flow.QuoteTerms{},
		},
	})
	b.total(free, b.phrases.Total(q.TotalFen()))
	b.say(trade.MomentQuote)
}

// total is the sum of a quote at the right end of r.
func (b *builder) total(r Rect, sum document.Cell) {
	w := b.line(r, left, face{body, false, ink2}, sum.Label)
	_, r = r.left(w, gutter)
	b.line(r, right, face{headline, true, ink}, sum.Text)
}

// quoteRow is a line of a quote: name, how many, amount in a column.
func (b *builder) quoteRow(r Rect, l document.Cell, size int) {
	aw := b.line(r, right, face{size, true, ink}, l.Text)
	_, r = r.right(max(aw, size*9/2), gutter)
	if l.Count > 1 {
		_, r = r.right(b.line(r, right, face{size, false, ink2}, "×"+strconv.Itoa(l.Count)), gutter)
	}
	b.whole(r, face{size, false, ink}, l.Label)
}

// whole writes a text into r around its middle, as large as it fits without
// being cut.
func (b *builder) whole(r Rect, f face, s string) {
	var ls []string
	const least = 12 // small print, but all of it
	for ; ; f.size-- {
		ls = b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), 0)
		if len(ls) <= 1 || len(ls)*(f.size+2) <= r.H && f.size <= small || f.size <= least {
			break
		}
	}
	pitch := f.size + 2
	base := middle(r.midY(), f.size) - (len(ls)-1)*pitch/2
	for i, l := range ls {
		b.text(r.X, base+i*pitch, 0, left, f, l)
	}
}

// quoteTable fills r with the lines of a quote; more than six stand in two
// columns.
func (b *builder) quoteTable(r Rect, lines []document.Cell, size int) {
	cols := 1
	if len(lines) > 6 {
		cols, size = 2, min(size, small)
	}
	n := max(1, (len(lines)+cols-1)/cols)
	pitch := min(max(size*2, 48), r.H/n)
	size = min(size, pitch*7/10)
	table, _ := r.top(n*pitch, 0)
	for i, col := range table.cols(cols, 32) {
		cells := col.rows(n, 0)
		for j, l := range lines[min(i*n, len(lines)):min(i*n+n, len(lines))] {
			b.quoteRow(cells[j], l, size)
		}
	}
}

// priceW is the width of the number pad for a price.
const priceW = 3*130 + 2*12

// quoteLine is the line in hand: its name, how many, and a number pad for the
// price.
func (b *builder) quoteLine() {
	q := b.s.Service.Quote
	pad, main := b.servicePage(b.t("quote.line")).right(priceW, columnGap)
	row, main := b.labelled(main, choiceH, b.t("field.line"))
	b.field(row, flow.FieldLine, "", b.t("field.line.hint"))
	row, main = b.labelled(main, 96, b.t("field.price"))
	b.amount(row, flow.FieldPrice, false)
	row, _ = b.labelled(main, choiceH, b.t("quote.count"))
	less, row := row.left(108, 0)
	count, row := row.left(120, 0)
	more, sum := row.left(108, columnGap)
	b.key("count.less", less, "minus", flow.QuoteCounted{By: -1})
	b.line(count, center, face{headline, true, ink}, strconv.Itoa(q.Hand.Count))
	b.key("count.more", more, "plus", flow.QuoteCounted{By: 1})
	if fen, _ := flow.ParseFen(q.Price); q.Hand.Count > 1 {
		b.total(sum, b.phrases.Total(int64(q.Hand.Count)*fen))
	}
	b.pad(".", pad)
	b.foot(foot{
		more:   []button{{id: "drop", text: b.t("quote.drop"), icon: "trash-2", danger: true, msg: flow.QuoteLineDropped{}}},
		next:   button{id: "line.done", text: b.t("quote.line-done"), icon: "check", msg: flow.QuoteLineDone{}},
		column: priceW,
	})
	b.say(trade.MomentQuote)
}

// amount is a field for money: large, with what is being typed or, marked,
// what is only proposed.
func (b *builder) amount(r Rect, f flow.Field, proposed bool) {
	st, c := style{fill: surface, stroke: control, width: 2, radius: chipRad}, ink
	if b.s.Focus == f {
		st.stroke, st.width = ink, 3
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = "field."+string(f), flow.Focused{Field: f}, b.s.Text(f), b.px(reach)
	in := r.shrink(24, 0)
	if n.Text == "" {
		b.line(in, left, face{label, false, ink3}, b.t("field.price.hint"))
		return
	}
	if proposed {
		c = ink2
	}
	_, behind := r.shrink(24, 0).left(b.line(in, left, face{headline, true, c}, n.Text), 6)
	if b.s.Focus == f {
		caret, _ := behind.left(3, 0)
		b.box(caret.within(3, headline), style{fill: ink})
	}
}

// quoteTerms has the cause, the time and the warranty, and the sum beside
// them.
func (b *builder) quoteTerms() {
	q := b.s.Service.Quote
	side, main := b.servicePage(b.t("quote.terms-title")).sideColumn()
	row, main := main.top(choiceH, 8)
	b.field(row, flow.FieldCause, "", b.t("field.cause.hint"))
	row, main = main.top(labelH+choiceH, 8)
	halves := row.cols(2, 24)
	days := func(id string, n int, on bool, m flow.Msg) option {
		return option{id + strconv.Itoa(n), b.t("quote.n-days", "n", strconv.Itoa(n)), on, m}
	}
	var opts []option
	for _, n := range []int{1, 3, 5, 7} {
		opts = append(opts, days("days.", n, q.Days == n, flow.QuoteDaysChosen{Days: n}))
	}
	b.segments(b.over(halves[0], b.t("quote.cycle")), opts...)
	until := b.s.Today().Add(q.Valid)
	opts = nil
	for _, n := range []int{3, 7, 15} {
		opts = append(opts, days("valid.", n, q.Valid == n, flow.QuoteValidChosen{Days: n}))
	}
	b.segments(b.over(halves[1], b.t("quote.valid", "day", i18n.Day(b.lang, until))), opts...)
	opts = nil
	for _, n := range []int{0, 1, 3, 6, 12} {
		opts = append(opts, option{"months." + strconv.Itoa(n), b.phrases.Months(n), q.Months == n, flow.QuoteMonthsChosen{Months: n}})
	}
	row, _ = b.labelled(main, choiceH, b.t("quote.warranty"))
	b.segments(row, opts...)

	b.card(side)
	sum, lines := side.shrink(24, gutter).bottom(100, gutter)
	b.quoteTable(lines, b.phrases.QuoteLines(q.Lines[:min(6, len(q.Lines))]), small)
	b.rule(sum.X, sum.Y, sum.W)
	_, sum = sum.top(gutter, 0)
	b.line(b.over(sum, b.t("quote.total")), right, face{headline, true, ink}, b.sum(q.TotalFen()))
	b.serviceFoot(foot{next: button{id: "make", text: b.t("quote.make"), icon: "printer", msg: flow.QuoteMade{}}})
	b.say(trade.MomentQuote)
}

func init() { pages[flow.ScreenAnswer] = (*builder).answer }

// answer asks what the customer says to the open quote, with the quote in
// letters that both can read.
func (b *builder) answer() {
	o, v := b.s.Order.Row.Order, b.s.Service
	room := b.servicePage(b.t("answer.title"))
	q := o.OpenQuote()
	if q == nil {
		b.empty(room, "message-square", "service.answer.none")
		b.foot(foot{})
		b.script("")
		return
	}
	side, main := room.sideColumn()
	b.card(main)
	b.quoteAsAsked(main.shrink(32, gutter), *q)

	side = b.choose(side, 2,
		choice{"answer.yes", "", b.t("answer.yes"), v.Answer == flow.AnswerYes, flow.AnswerChosen{Agreed: true}},
		choice{"answer.no", "", b.t("answer.no"), v.Answer == flow.AnswerNo, flow.AnswerChosen{}})
	icons := map[repair.AnswerBy]string{
		repair.AnswerBySigning: "signature", repair.AnswerByPhone: "phone", repair.AnswerByMessage: "smartphone",
	}
	var hows []choice
	for _, how := range repair.AnswersBy {
		hows = append(hows, choice{
			"how." + string(how), icons[how], b.t("answer.how." + string(how)), v.How == how, flow.AnswerHowChosen{How: how},
		})
	}
	b.choose(b.over(side, b.t("answer.how")), 1, hows...)
	next := button{
		id: "answer.save", text: b.t("answer.save"), icon: "check",
		msg: flow.AnswerGiven{},
	}
	if v.How == repair.AnswerBySigning {
		next.text, next.icon = b.t("answer.to-sign"), "signature"
	}
	b.serviceFoot(foot{next: next})
	b.say(trade.MomentAnswer, "part", b.quotedParts(*q), "day", b.readyAfter(*q))
}

// readyAfter is the day on which a machine is ready if the customer agrees today;
// "" if the quote does not say how long it takes.
func (b *builder) readyAfter(q repair.Quote) string {
	if q.Days == 0 {
		return ""
	}
	return i18n.Day(b.lang, b.s.Shop.Calendar.AddDays(b.s.Today(), q.Days))
}

// quoteAsAsked is a quote as the customer is told it: why, each line, the sum
// and what it holds.
func (b *builder) quoteAsAsked(r Rect, q repair.Quote) {
	if q.Cause != "" {
		cause, rest := r.top(36, 8)
		b.line(cause, left, face{label, false, ink2}, q.Cause)
		r = rest
	}
	sum, lines := r.bottom(132, 8)
	b.quoteTable(lines, b.phrases.QuoteLines(q.Lines), value)
	b.rule(sum.X, sum.Y, sum.W)
	terms, sum := sum.bottom(36, 0)
	b.total(sum, b.phrases.Total(q.TotalFen()))
	b.line(terms, left, face{small, false, ink2}, join(b.phrases.Cycle(q), b.warrantyText(q), b.validText(q)))
}

func (b *builder) warrantyText(q repair.Quote) string {
	return document.Spaced(b.t("quote.warranty"), b.phrases.Months(q.WarrantyMonths))
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
	v, w := b.s.Service, b.signed()
	facts, lines, sum := w.Groups[0], w.Groups[1], w.Groups[2][0]
	b.customerPage(w.Title)
	room, foot := b.customerRoom()
	cardH := 304
	if len(lines) > 6 {
		cardH += 48
	}
	card, pad := room.top(cardH, gutter)
	b.card(card)
	sides := card.shrink(28, 0).split(40, 62, 38)
	total, table := sides[0].bottom(100, 6)
	b.quoteTable(table.shrink(0, 7), lines, value)
	b.rule(total.X, total.Y, total.W)
	b.total(total, sum)
	for i, cell := range sides[1].shrink(0, 10).rows(len(facts), 4) {
		above, words := cell.top(caption+6, 0)
		b.line(above, left, face{caption, false, ink2}, facts[i].Label)
		words, _ = words.top(44, 0)
		b.whole(words, face{label, true, ink}, facts[i].Text)
	}
	b.signPad(pad, "pad.answer", v.Ink)
	signed := repair.SignedDocument{Strokes: v.Ink.Strokes}
	b.customerFoot(foot, signature{w.Terms, v.Ink, !signed.Empty(), v.Busy})
}
