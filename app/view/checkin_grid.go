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
	room := cols*((r.H+gutter)/rowH) - len(last)
	if len(items) > room {
		room--
		parts := (len(items) + room - 1) / room
		part := b.s.CheckIn.Part % parts
		items = items[part*room : min(len(items), (part+1)*room)]
		more := item{id: "more", text: b.t("checkin.more", "n", strconv.Itoa(part+1), "of", strconv.Itoa(parts)), msg: flow.ListTurned{}}
		last = append([]item{more}, last...)
	}
	w := (r.W - (cols-1)*gutter) / cols
	for i, it := range append(append([]item{}, items...), last...) {
		b.chipItem(Rect{r.X + i%cols*(w+gutter), r.Y + i/cols*rowH, w, chipH}, it)
	}
}

// row is a grid of one row.
func (b *builder) row(x, y, w int, items ...item) {
	b.grid(Rect{x, y, w, chipH}, len(items), items)
}

// chipItem is a chip whose text goes on two lines before it is cut.
func (b *builder) chipItem(r Rect, it item) {
	st, f := style{fill: surface, stroke: control, width: 2, radius: chipRad}, face{26, false, ink}
	if it.on {
		st, f = style{fill: ink, radius: chipRad}, face{26, true, white}
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = it.id, it.msg, it.text, b.px(reach)
	room, iw := r.W-20, 0
	if r.W < 100 {
		room = r.W - 12
	}
	if it.icon != "" {
		iw = 32 + 12
	}
	for f.size > 22 && b.width(it.text, f) > room-iw {
		f.size--
	}
	lines := []string{it.text}
	for b.width(it.text, f) > room-iw {
		lines = b.v.Text.Wrap(it.text, b.px(f.size), f.bold, b.px(room-iw), 0)
		if n := 2 + (20-f.size)/4; len(lines) <= n || f.size == 15 { // three of small type
			lines = b.v.Text.Wrap(it.text, b.px(f.size), f.bold, b.px(room-iw), n)
			break
		}
		f.size--
	}
	tw := 0
	for _, l := range lines {
		tw = max(tw, min(b.width(l, f), room-iw))
	}
	x := r.X + (r.W-tw-iw)/2
	if it.icon != "" {
		b.icon(x, r.Y+r.H/2-16, 32, it.icon, f.color)
	}
	pitch := f.size + 4
	base := middle(r.Y+r.H/2, f.size) - (len(lines)-1)*pitch/2
	for i, l := range lines {
		if iw > 0 {
			b.text(x+iw, base+i*pitch, tw, left, f, l)
		} else {
			b.text(r.X+r.W/2, base+i*pitch, room, center, f, l)
		}
	}
}

// quiet is a row that opens something: label, what there is, an icon at its
// end.
func (b *builder) quiet(id string, r Rect, icon, label, text string, m flow.Msg) {
	n := b.box(r, style{fill: surface, stroke: line, width: 2, radius: chipRad})
	n.ID, n.Touch, n.Text, n.Reach = id, m, label, b.px(reach)
	f := face{body, false, ink2}
	lw := b.fit(r.X+22, middle(r.Y+r.H/2, f.size), r.W/2, left, f, 17, label)
	b.icon(r.X+r.W-50, r.Y+r.H/2-14, 28, icon, ink3)
	b.fit(r.X+22+lw+20, middle(r.Y+r.H/2, f.size), r.W-lw-110, left, face{body, true, ink}, 18, text)
}

// wrapped writes a text into r from its top, as large as it fits whole between
// the size of the face and 15. It returns the y below it.
func (b *builder) wrapped(r Rect, f face, s string) int {
	lines := b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), 0)
	for len(lines)*(f.size+6) > r.H && f.size > 15 {
		f.size--
		lines = b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), 0)
	}
	if n := max(1, r.H/(f.size+6)); len(lines) > n {
		lines = b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), n)
	}
	for i, l := range lines {
		b.text(r.X, r.Y+f.size+i*(f.size+6), 0, left, f, l)
	}
	return r.Y + len(lines)*(f.size+6)
}
