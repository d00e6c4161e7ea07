package view

import (
	"sort"

	"countertop/app/document"
)

// customerSign is what the customer reads and signs at check-in. Everything
// that stands in the card is signed, word for word. A long text makes the card
// higher before it makes the type smaller than it should be.
func (b *builder) customerSign() {
	c, w := b.s.CheckIn, b.signed()
	b.customerPage(w.Title)
	lay := b.signAll
	if len(c.Others) == 0 {
		lay = b.signOne
	}
	p := lay(w)
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
	b.customerFoot(foot, signature{w.Terms, c.Ink, c.Ready(), false})
}

// paperwork is how what stands in the card is laid out: the size of its type at
// most, how high it is with a type and a width, and how it is drawn.
type paperwork struct {
	most int
	need func(w, size int) int
	draw func(r Rect, size int)
}

// largest is the largest size of type from 10 to most that is ok; 10 if none
// is.
func largest(most int, ok func(size int) bool) int {
	return 9 + max(1, sort.Search(most-9, func(i int) bool { return !ok(10 + i) }))
}

// signOne is one machine in three columns, and what there was before below
// them.
func (b *builder) signOne(w document.Wording) paperwork {
	cols, before, beforeH := w.Groups[:len(signedPercent)], "", 0
	if rest := w.Groups[len(signedPercent):]; len(rest) > 0 {
		before, beforeH = rest[0][0].Text, 56
	}
	return paperwork{
		most: headline,
		need: func(w, size int) int {
			h := 0
			for i, col := range cols {
				h = max(h, b.columnHeight(w*signedPercent[i]/100, size, col))
			}
			return h + beforeH
		},
		draw: func(r Rect, size int) {
			_, words := r.bottom(beforeH, 0)
			b.signedColumns(words, size, cols)
			row, _ := r.bottom(beforeH-8, 0)
			b.before(row, before)
		},
	}
}

// before tells in r what there was with the machine before, if anything.
func (b *builder) before(r Rect, text string) {
	if text == "" {
		return
	}
	b.box(r, style{fill: soonTint, radius: chipRad})
	at, in := r.shrink(14, 1).left(26, 12)
	b.iconIn(at, 26, "history", brown)
	_, in = in.left(b.line(in, left, face{caption, true, brown}, b.t("sign.before")), gutter)
	b.whole(in, face{small, false, brown}, text)
}

// signedPercent is how wide the columns of a page that is signed are, signedGap stands between
// them.
var signedPercent = []int{37, 36, 27}

const signedGap = 28

// signedLabel is the size of a label above a text.
func signedLabel(size int) int { return max(17, size*2/3) }

func (b *builder) signedLines(w, size int, c document.Cell) []string {
	return b.v.Text.Wrap(c.Text, b.px(size), true, b.px(w-signedGap), 0)
}

// columnHeight is how high a column of cells w wide is with type of this size.
func (b *builder) columnHeight(w, size int, col []document.Cell) int {
	h := 8 * (len(col) - 1)
	for _, c := range col {
		h += signedLabel(size) + 8 + len(b.signedLines(w, size, c))*(size+6)
	}
	return h
}

// signedColumns writes three columns of cells into r.
func (b *builder) signedColumns(r Rect, size int, cols [][]document.Cell) {
	name := signedLabel(size)
	_, rest := r.left(8, 0)
	for i, col := range cols {
		in, after := rest.left(r.W*signedPercent[i]/100, 0)
		space := 8 + min(24, (r.H-b.columnHeight(in.W, size, col))/max(1, len(col)-1))
		y := in.Y
		for _, c := range col {
			b.text(in.X, y+name, in.W-signedGap, left, face{name, false, ink2}, c.Label)
			y += name + 8
			for _, l := range b.signedLines(in.W, size, c) {
				b.text(in.X, y+size*85/100, 0, left, face{size, true, ink}, l)
				y += size + 6
			}
			y += space
		}
		rest = after
	}
}

// signAll are the machines of a visit, a row each, below who the customer is.
func (b *builder) signAll(w document.Wording) paperwork {
	who, tb := w.Groups[0], b.signTable(w.Groups[1:])
	const whoH = 72
	return paperwork{
		most: value,
		need: func(w, size int) int { return whoH + tb.height(w, size) },
		draw: func(r Rect, size int) {
			head, rows := r.top(whoH, 0)
			count, names := head.shrink(8, 0).right(160, 0)
			for i, at := range append(names.cols(len(who)-1, 0), count) {
				above, words := at.top(24, 0)
				b.text(above.X, above.Y+18, above.W-20, left, face{caption, false, ink2}, who[i].Label)
				words, _ = words.top(40, 0)
				_, words = words.right(24, 0)
				b.whole(words, face{label, true, ink}, who[i].Text)
			}
			b.rule(r.X, rows.Y-4, r.W)
			tb.draw(rows, size)
		},
	}
}

// signTable has a row of cells in a line each, below what they are.
func (b *builder) signTable(rows [][]document.Cell) table {
	tb := table{builder: b}
	for i, row := range rows {
		var texts []string
		for _, c := range row {
			texts = append(texts, c.Text)
			if i == 0 {
				tb.head = append(tb.head, c.Label)
			}
		}
		tb.rows = append(tb.rows, texts)
	}
	switch {
	case len(tb.head) == 3: // number, name, symptom
		tb.percent = []int{19, 43, 38}
	case tb.head[0] == tb.head[2]: // number and name, twice
		tb.percent = []int{16, 34, 16, 34}
	default:
		tb.percent = []int{29, 31, 20, 20}
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
