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
	const cardH, pad, padMin, readable = 304, 16, 172, body
	room, foot := b.customerRoom()
	h := cardH
	size := largest(p.most, func(size int) bool { return p.need(room.W-2*pad, size) <= cardH-2*pad })
	if size < readable {
		most := room.H - padMin - gutter - 2*pad
		size = largest(readable, func(size int) bool { return p.need(room.W-2*pad, size) <= most })
		h = min(most, max(cardH-2*pad, p.need(room.W-2*pad, size))) + 2*pad
	}
	card, surface := room.top(h, gutter)
	b.card(card)
	p.draw(card.Inset(pad), size)
	b.signPad(surface, "pad.checkin", c.Ink)
	b.customerFoot(foot, signature{title, terms, p.cells, c.Ink, b.s.CheckIn.Ready(), false})
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
		append(
			b.customerCells(),
			sheetCell{b.t("known.machine"), b.device(m.Device) + "\n" + b.serialText(m.Device)}, sheetCell{b.t("known.order"), m.Order.String()},
		),
		{{b.t("sign.fault"), b.symptomText(m.Symptom)}, {b.t("sign.outside"), b.marksText(m.Marks)}, {b.t("sign.kept"), b.keptText(m.Kept)}},
		{
			{b.t("sign.promise"), b.promiseText(m)},
			{b.t("sign.rough"), b.estimateText(m)},
			{b.t("sign.old-parts"), b.t("old-parts." + string(m.OldParts))},
		},
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
	p.most = headline
	p.need = func(w, size int) int {
		h := 0
		for i, col := range cols {
			h = max(h, b.columnHeight(w*sheetPercent[i]/100, size, col))
		}
		return h + beforeH
	}
	p.draw = func(r Rect, size int) {
		_, words := r.bottom(beforeH, 0)
		b.sheet(words, size, cols)
		before, _ := r.bottom(beforeH-8, 0)
		b.before(before, m)
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
	at, in := r.shrink(14, 1).left(26, 12)
	b.iconIn(at, 26, "history", brown)
	_, in = in.left(b.line(in, left, face{caption, true, brown}, b.t("sign.before")), gutter)
	b.whole(in, face{small, false, brown}, text)
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
	name := sheetLabel(size)
	_, rest := r.left(8, 0)
	for i, col := range cols {
		in, after := rest.left(r.W*sheetPercent[i]/100, 0)
		space := 8 + min(24, (r.H-b.columnHeight(in.W, size, col))/max(1, len(col)-1))
		y := in.Y
		for _, c := range col {
			b.text(in.X, y+name, in.W-sheetGap, left, face{name, false, ink2}, c.label)
			y += name + 8
			for _, l := range b.sheetLines(in.W, size, c) {
				b.text(in.X, y+size*85/100, 0, left, face{size, true, ink}, l)
				y += size + 6
			}
			y += space
		}
		rest = after
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
		cells: cells, most: value,
		need: func(w, size int) int { return whoH + tb.height(w, size) },
		draw: func(r Rect, size int) {
			head, rows := r.top(whoH, 0)
			count, names := head.shrink(8, 0).right(160, 0)
			for i, at := range append(names.cols(who-1, 0), count) {
				above, words := at.top(24, 0)
				b.text(above.X, above.Y+18, above.W-20, left, face{caption, false, ink2}, cells[i].label)
				words, _ = words.top(40, 0)
				_, words = words.right(24, 0)
				b.whole(words, face{label, true, ink}, cells[i].text)
			}
			b.rule(r.X, rows.Y-4, r.W)
			tb.draw(rows, size)
		},
	}
}

// signTable has all of up to four machines, then number, name and fault, and
// for many number and name in two columns.
func (b *builder) signTable(all []flow.Machine) table {
	const full, listed = 4, 6
	tb := table{
		builder: b, percent: []int{29, 31, 20, 20},
		head: []string{b.t("known.machine"), b.t("sign.fault"), b.t("sign.outside-kept"), b.t("sign.promise-rough")},
	}
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
	head, rest := r.top(tableHead, 0)
	column := func(row Rect, i int) (cell, after Rect) { return row.left(r.W*t.percent[i]/100, 0) }
	_, names := head.left(8, 0)
	for i, text := range t.head {
		cell, after := column(names, i)
		t.text(cell.X, cell.Y+18, cell.W-tableGap, left, face{caption, false, ink2}, text)
		names = after
	}
	for k, row := range t.rows {
		line, below := rest.top(t.rowHeight(r.W, size, row), 0)
		if k > 0 {
			t.rule(line.X, line.Y, line.W)
		}
		_, in := line.left(8, 0)
		for i, text := range row {
			cell, after := column(in, i)
			for n, l := range t.lines(r.W, i, size, text) {
				t.text(cell.X, cell.Y+tablePad+size+n*(size+4), 0, left, face{size, t.head[i] == t.head[0], ink}, l)
			}
			in = after
		}
		rest = below
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
