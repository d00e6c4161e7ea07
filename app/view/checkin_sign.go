package view

import (
	"slices"
	"sort"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// customerSign is what the customer reads and signs at check-in. Everything
// that stands in the card is signed, word for word. A long text makes the card
// higher before it makes the type smaller than it should be.
func (b *builder) customerSign() {
	c := b.s.CheckIn
	title, terms := b.t("sign.title"), b.t("sign.terms")
	b.customerPage(title)
	var p paperwork
	if all := c.Machines(); len(all) == 1 {
		p = b.signOne(all[0])
	} else {
		p = b.signAll(all)
	}
	y := b.h - 16 - buttonH
	const padMin, readable = 172, 24
	card := Rect{48, 112, b.w - 96, 304}
	inner := card.Inset(16)
	size := largest(p.most, func(size int) bool { return p.need(inner.W, size) <= inner.H })
	if size < readable {
		most := y - 16 - padMin - 16 - inner.Y - 16
		size = largest(readable, func(size int) bool { return p.need(inner.W, size) <= most })
		inner.H = min(most, max(inner.H, p.need(inner.W, size)))
		card.H = inner.H + 32
	}
	b.card(card)
	p.draw(inner, size)
	pad := card.Y + card.H + 16
	b.signPad(Rect{48, pad, b.w - 96, y - 16 - pad}, "pad.checkin", c.Ink)
	b.button(Rect{48, y, 240, buttonH}, button{id: "rewrite", text: b.t("sign.again"), off: len(c.Ink.Strokes) == 0, msg: flow.InkCleared{}})
	b.para(312, y+42, b.w-312-48-400-24, 2, 32, face{22, false, ink2}, terms)
	b.button(Rect{b.w - 48 - 400, y, 400, buttonH}, button{
		id: "confirm", text: b.t("sign.confirm"), icon: "check", primary: true, size: 34, off: !b.s.Ready(),
		msg: flow.SignedOff{Text: signedText(title, p.cells, terms)},
	})
}

// paperwork is what stands in the card: its words, the size of its type at
// most, how high it is with a type and a width, and how it is drawn.
type paperwork struct {
	cells []sheetCell
	most  int
	need  func(w, size int) int
	draw  func(r Rect, size int)
}

// largest is the largest size of type from 10 to most that is ok; 10 if none
// is.
func largest(most int, ok func(size int) bool) int {
	return 9 + max(1, sort.Search(most-9, func(i int) bool { return !ok(10 + i) }))
}

// customerCells are who the customer is and who may collect.
func (b *builder) customerCells() []sheetCell {
	c := b.s.CheckIn
	who := b.customerName(c.Customer)
	if c.Customer.Name != "" && c.Customer.Company != "" {
		who = join(who, c.Customer.Company)
	}
	if who == "" {
		who = b.t("sign.by-hand")
	}
	cells := []sheetCell{{b.t("known.customer"), joinSpace(who, repair.MaskPhone(c.Phone))}}
	collectors := ""
	for _, p := range c.Customer.Contacts {
		if p.Collects {
			if collectors != "" {
				collectors += b.sep()
			}
			collectors += joinSpace(p.Name, b.word(p.Relation))
		}
	}
	if collectors != "" {
		cells = append(cells, sheetCell{b.t("sign.collectors"), collectors})
	}
	return cells
}

// signOne is one machine in three columns, and what there was before below
// them.
func (b *builder) signOne(m flow.Machine) paperwork {
	cols := [][]sheetCell{
		append(b.customerCells(), sheetCell{b.t("known.machine"), b.device(m.Device) + "\n" + b.serialText(m.Device)}, sheetCell{b.t("known.order"), m.Order.String()}),
		{{b.t("sign.fault"), b.symptomText(m.Symptom)}, {b.t("sign.outside"), b.marksText(m.Marks)}, {b.t("sign.kept"), b.keptText(m.Kept)}},
		{{b.t("sign.promise"), b.promiseText(m)}, {b.t("sign.rough"), b.estimateText(m)}, {b.t("sign.old-parts"), b.t("old-parts." + string(m.OldParts))}},
	}
	if m.Passcode != "" {
		cols[2] = append(cols[2], sheetCell{b.t("field.passcode"), b.t("sign.passcode")})
	}
	p := paperwork{cells: slices.Concat(cols...)}
	before, beforeH := b.beforeText(m, true), 0
	if before != "" {
		p.cells = append(p.cells, sheetCell{b.t("sign.before"), before})
		beforeH = 56
	}
	p.most = 36
	p.need = func(w, size int) int {
		h := 0
		for i, col := range cols {
			h = max(h, b.columnHeight(w*sheetPercent[i]/100, size, col))
		}
		return h + beforeH
	}
	p.draw = func(r Rect, size int) {
		r.H -= beforeH
		b.sheet(r, size, cols)
		b.before(Rect{r.X, r.Y + r.H + 8, r.W, beforeH - 8}, m)
	}
	return p
}

// before tells in r what there was with the machine before, if anything.
func (b *builder) before(r Rect, m flow.Machine) {
	text := b.beforeText(m, true)
	if text == "" {
		return
	}
	b.box(r, style{fill: soonTint, radius: chipRad})
	b.icon(r.X+14, r.Y+r.H/2-13, 26, "history", brown)
	lw := b.text(r.X+52, middle(r.Y+r.H/2, caption), 0, left, face{caption, true, brown}, b.t("sign.before"))
	b.whole(Rect{r.X + 52 + lw + 16, r.Y + 1, r.W - lw - 84, r.H - 2}, face{22, false, brown}, text)
}

// sheetPercent is how wide the columns of a sheet are, sheetGap stands between
// them.
var sheetPercent = []int{37, 36, 27}

const sheetGap = 28

// sheetLabel is the size of a label above a text.
func sheetLabel(size int) int { return max(17, size*2/3) }

func (b *builder) sheetLines(w, size int, c sheetCell) []string {
	return b.v.Text.Wrap(c.text, b.px(size), true, b.px(w-sheetGap), 0)
}

// columnHeight is how high a column of cells w wide is with type of this size.
func (b *builder) columnHeight(w, size int, col []sheetCell) int {
	h := 8 * (len(col) - 1)
	for _, c := range col {
		h += sheetLabel(size) + 8 + len(b.sheetLines(w, size, c))*(size+6)
	}
	return h
}

// sheet writes three columns of cells into r.
func (b *builder) sheet(r Rect, size int, cols [][]sheetCell) {
	label := sheetLabel(size)
	x := r.X + 8
	for i, col := range cols {
		w := r.W * sheetPercent[i] / 100
		space := 8 + min(24, (r.H-b.columnHeight(w, size, col))/max(1, len(col)-1))
		y := r.Y
		for _, c := range col {
			b.text(x, y+label, w-sheetGap, left, face{label, false, ink2}, c.label)
			y += label + 8
			for _, l := range b.sheetLines(w, size, c) {
				b.text(x, y+size*85/100, 0, left, face{size, true, ink}, l)
				y += size + 6
			}
			y += space
		}
		x += w
	}
}

// signAll are the machines of a visit, a row each, below who the customer is.
func (b *builder) signAll(all []flow.Machine) paperwork {
	cells := append(b.customerCells(), sheetCell{b.t("sign.machines"), b.t("sign.count", "n", strconv.Itoa(len(all)))})
	who := len(cells)
	tb := b.signTable(all)
	for _, row := range tb.rows {
		for i, text := range row {
			cells = append(cells, sheetCell{tb.head[i], text})
		}
	}
	const whoH = 72
	return paperwork{
		cells: cells, most: 28,
		need: func(w, size int) int { return whoH + tb.height(w, size) },
		draw: func(r Rect, size int) {
			const countW = 160
			x, w := r.X+8, (r.W-8-countW)/(who-1)
			for i, c := range cells[:who] {
				if i == who-1 {
					w = countW
				}
				b.text(x, r.Y+18, w-20, left, face{18, false, ink2}, c.label)
				b.whole(Rect{x, r.Y + 24, w - 24, 40}, face{28, true, ink}, c.text)
				x += w
			}
			b.rule(r.X, r.Y+whoH-4, r.W)
			tb.draw(Rect{r.X, r.Y + whoH, r.W, r.H - whoH}, size)
		},
	}
}

// signTable has all of up to four machines, then number, name and fault, and
// for many number and name in two columns.
func (b *builder) signTable(all []flow.Machine) table {
	const full, listed = 4, 6
	tb := table{builder: b, head: []string{b.t("known.machine"), b.t("sign.fault"), b.t("sign.outside-kept"), b.t("sign.promise-rough")}, percent: []int{29, 31, 20, 20}}
	number, name := b.t("known.order"), b.t("known.machine")
	switch {
	case len(all) > listed:
		tb.head, tb.percent = []string{number, name, number, name}, []int{16, 34, 16, 34}
	case len(all) > full:
		tb.head, tb.percent = []string{number, name, b.t("sign.fault")}, []int{19, 43, 38}
	}
	fault := b.symptomText
	if len(all) > 2 {
		fault = b.shortSymptom
	}
	half := (len(all) + 1) / 2
	for i, m := range all {
		kept := b.t("sign.none-left")
		if len(m.Kept) > 0 {
			kept = b.keptText(m.Kept)
		}
		row := []string{m.Order.String(), b.device(m.Device)}
		switch {
		case len(all) > listed && i >= half:
			tb.rows[i-half] = append(tb.rows[i-half], row...)
			continue
		case len(all) > listed:
		case len(all) > full:
			row = append(row, b.shortSymptom(m.Symptom))
		default:
			row = []string{
				b.device(m.Device) + "\n" + joinSpace(b.serialText(m.Device), m.Order.String()), join(fault(m.Symptom), b.beforeText(m, false)),
				b.marksText(m.Marks) + "\n" + kept,
				b.promiseText(m) + "\n" + b.estimateText(m) + "\n" + b.t("sign.old", "to", b.t("old-parts."+string(m.OldParts))),
			}
		}
		tb.rows = append(tb.rows, row)
	}
	return tb
}

// table is rows of texts below their heads, each column so many percent wide.
// Columns with the head of the first are bold.
type table struct {
	*builder
	head    []string
	percent []int
	rows    [][]string
}

// The measures of a table: the line of heads, what stands above and below the
// text of a row, and between columns.
const (
	tableHead = 26
	tablePad  = 5
	tableGap  = 24
)

func (t table) lines(w, i, size int, text string) []string {
	return t.v.Text.Wrap(text, t.px(size), t.head[i] == t.head[0], t.px(w*t.percent[i]/100-tableGap), 0)
}

func (t table) rowHeight(w, size int, row []string) int {
	n := 0
	for i, text := range row {
		n = max(n, len(t.lines(w, i, size, text)))
	}
	return n*(size+4) + 2*tablePad
}

// height is how high the table is, w wide, with type of this size.
func (t table) height(w, size int) int {
	h := tableHead
	for _, row := range t.rows {
		h += t.rowHeight(w, size, row)
	}
	return h
}

// draw writes the table into r.
func (t table) draw(r Rect, size int) {
	x := r.X + 8
	for i, text := range t.head {
		t.fit(x, r.Y+18, r.W*t.percent[i]/100-tableGap, left, face{18, false, ink2}, 12, text)
		x += r.W * t.percent[i] / 100
	}
	y := r.Y + tableHead
	for k, row := range t.rows {
		if k > 0 {
			t.rule(r.X, y, r.W)
		}
		x := r.X + 8
		for i, text := range row {
			for n, l := range t.lines(r.W, i, size, text) {
				t.text(x, y+tablePad+size+n*(size+4), 0, left, face{size, t.head[i] == t.head[0], ink}, l)
			}
			x += r.W * t.percent[i] / 100
		}
		y += t.rowHeight(r.W, size, row)
	}
}

// promiseText is when the machine should be ready.
func (b *builder) promiseText(m flow.Machine) string {
	if m.OnTheSpot {
		return b.t("sign.spot")
	}
	return i18n.Day(b.lang, m.Promised)
}

// roughText is what it may cost.
func (b *builder) estimateText(m flow.Machine) string {
	fen, ok := flow.ParseFen(m.Estimate)
	if !ok || fen == 0 {
		return b.t("checkin.rough-later")
	}
	return b.t("sign.about", "amount", i18n.Money(b.lang, fen))
}

// beforeText is what the customer should know of the last repair: when it was
// and, with fault, of what; what was not repaired; the warranty on it.
func (b *builder) beforeText(m flow.Machine, fault bool) string {
	o := lastRepair(m)
	if o == nil {
		return ""
	}
	day := b.dayOf(o.ReceivedAt)
	text := b.t("checkin.repeat", "day", day)
	if fault {
		text = b.t("sign.repaired", "day", day, "fault", b.shortSymptom(o.Symptom))
	}
	if left := o.Unfixed(); len(left) > 0 {
		text = join(text, b.t("sign.unfixed", "what", b.words(left)))
	}
	if until := o.WarrantyUntil(b.s.Shop.Calendar.Loc); until != "" && until >= b.s.Today() {
		text = join(text, b.t("checkin.covered", "day", b.fullDay(until)))
	}
	return text
}
