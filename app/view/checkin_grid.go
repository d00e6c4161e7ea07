package view

import (
	"strconv"

	"countertop/app/flow"
)

// item is a chip of a grid.
type item struct {
	id, icon, text string
	on             bool
	msg            flow.Msg
}

// grid fills r with rows of cols chips, last at the end. Where there are more
// than fit, one chip turns to the rest.
func (b *builder) grid(r Rect, cols int, items []item, last ...item) {
	cells := r.tiles(cols, chipH, gutter)
	room := len(cells) - len(last)
	if len(items) > room {
		room--
		parts := (len(items) + room - 1) / room
		part := b.s.CheckIn.Part % parts
		items = items[part*room : min(len(items), (part+1)*room)]
		more := item{id: "more", text: b.t("checkin.more", "n", strconv.Itoa(part+1), "of", strconv.Itoa(parts)), msg: flow.ListTurned{}}
		last = append([]item{more}, last...)
	}
	for i, it := range append(append([]item{}, items...), last...) {
		b.chipItem(cells[i], it)
	}
}

// row is a grid of one row.
func (b *builder) row(r Rect, items ...item) { b.grid(r, len(items), items) }

// chipItem is a chip whose text goes on two lines before it is cut.
func (b *builder) chipItem(r Rect, it item) {
	st, c, _ := choosing(it.on)
	b.tap(it.id, r, st, it.text, it.msg)
	in, room, f := r.shrink(10, 0), 0, face{label, it.on, c}
	if r.W < 100 {
		in = r.shrink(6, 0)
	}
	if room = in.W; it.icon != "" {
		room -= iconGap
	}
	for f.size > small && b.width(it.text, f) > room {
		f.size--
	}
	if b.width(it.text, f) <= room {
		b.worded(in, f, it.icon, false, it.text)
		return
	}
	var lines []string
	for least := cutSize(caption) - 3; ; f.size-- {
		lines = b.v.Text.Wrap(it.text, b.px(f.size), f.bold, b.px(room), 0)
		if n := 2 + max(0, caption-f.size)/4; len(lines) <= n || f.size == least { // three of small type
			lines = b.v.Text.Wrap(it.text, b.px(f.size), f.bold, b.px(room), n)
			break
		}
	}
	if it.icon != "" {
		var at Rect
		at, in = in.left(iconSize, iconGap-iconSize)
		b.iconIn(at, iconSize, it.icon, c)
	}
	block := in.within(in.W, len(lines)*(f.size+4))
	for i, row := range block.rows(len(lines), 0) {
		b.line(row, center, f, lines[i])
	}
}

// quiet is a row that opens something: what it is, what there is, an icon at its
// end.
func (b *builder) quiet(id string, r Rect, icon, name, text string, m flow.Msg) {
	b.tap(id, r, style{fill: surface, stroke: line, width: 2, radius: chipRad}, name, m)
	at, in := r.shrink(22, 0).right(28, 20)
	b.iconIn(at, 28, icon, ink3)
	half, _ := in.left(in.W/2, 0)
	_, in = in.left(b.line(half, left, face{body, false, ink2}, name), 20)
	b.line(in, left, face{body, true, ink}, text)
}
