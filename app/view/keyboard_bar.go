package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/ime"
)

// numberW is the room for the number of a candidate, on a panel with digits
// beside the letters.
const numberW = 20

// cell is where a candidate stands.
type cell struct {
	Rect
	index int
}

// candWidth is how wide a candidate is with its icon and the room around it.
func (k keys) candWidth(c ime.Candidate) int {
	f := face{k.cand, false, ink}
	f.bold = true // the first one is
	w := k.width(c.Text, f) + 2*k.mm(3)
	if c.Kind == ime.KindTerm {
		w += f.size + 4
	}
	if k.digitsX > 0 {
		w += numberW
	}
	return max(w, k.mm(digitMM)+1) // whole pixels may take one away
}

// bar is the row of candidates; without any it says what can be done.
func (k keys) bar() {
	r := Rect{k.x, k.y, k.all - k.gapX, k.row - k.gapY}
	k.box(r, style{fill: surface, radius: 14})
	list := k.s.Shown()
	if len(list) == 0 {
		k.barHint(r)
		return
	}
	bw := k.mm(15.5)
	room := Rect{r.X, r.Y, r.W - 3*bw - 8, r.H}
	page := min(k.s.Entry.Page, len(list)-1)
	cells := k.barCells(room, list, page)
	for i, c := range cells {
		number := ""
		if k.digitsX > 0 && i < 8 { // the digits beside the letters choose it
			number = strconv.Itoa(i + 1)
		}
		k.candidate(c.Rect, list[c.index], c.index, i == 0, number)
	}
	next := page + len(cells)
	prev := previous(page, func(from int) int { return from + len(k.barCells(room, list, from)) })
	x := room.X + room.W + 4
	k.box(Rect{x, r.Y + 12, 1, r.H - 24}, style{fill: line})
	for i, s := range []struct {
		id, icon string
		on       bool
		msg      flow.Msg
	}{
		{"cand.grid", "layout-grid", len(list) > len(cells), flow.GridTurned{}},
		{"cand.prev", "chevron-left", page > 0, flow.CandidatesPaged{First: prev}},
		{"cand.next", "chevron-right", next < len(list), flow.CandidatesPaged{First: next}},
	} {
		k.tool(Rect{x + 4 + i*bw, r.Y, bw, r.H}, s.id, s.icon, s.on, s.msg)
	}
}

// tool is an icon to touch without a key around it.
func (k keys) tool(r Rect, id, icon string, on bool, m flow.Msg) {
	n := k.box(r, style{})
	n.ID, n.Touch, n.Enabled = id, m, on
	c := ink
	if !on {
		c = control
	}
	k.iconIn(r, min(iconSize, r.H-20), icon, c)
}

// barCells lays candidates out from one on: as many as fit, and one at least.
func (k keys) barCells(r Rect, list []ime.Candidate, from int) []cell {
	var cells []cell
	x := r.X
	for i := from; i < len(list); i++ {
		w := min(k.candWidth(list[i]), r.W)
		if x+w > r.X+r.W {
			break
		}
		cells = append(cells, cell{Rect{x, r.Y, w, r.H}, i})
		x += w
	}
	return cells
}

// previous is where the page before the one that begins at page begins.
func previous(page int, next func(int) int) int {
	p := 0
	for n := next(p); n < page && n > p; n = next(p) {
		p = n
	}
	return p
}

// candidate draws one: the first stands on blue, what the shop has already in
// an outline with a sign of its own.
func (k keys) candidate(r Rect, c ime.Candidate, index int, first bool, number string) {
	f := face{k.cand, false, ink}
	in := r.shrink(4, 6)
	entry := c.Kind == ime.KindTerm
	st := style{radius: 10}
	if entry {
		st.stroke, st.width = ink3, 2
	}
	forgetting := k.s.Entry.Forgetting
	switch {
	case forgetting && c.Learned:
		st, f.color = style{fill: lateTint, stroke: lateRed, width: 2, radius: 10}, lateRed
	case forgetting:
		f.color = ink3
	case first:
		st.fill, f.bold, f.color = composeT, true, compose
	}
	if st.fill.A > 0 || st.stroke.A > 0 {
		k.box(in, st)
	}
	// The touch takes the whole height of the row.
	n := k.box(r, style{})
	n.ID, n.Touch, n.Text = "cand."+strconv.Itoa(index), flow.CandidateChosen{Index: index}, c.Text
	n.Enabled = !forgetting || c.Learned
	if number != "" {
		k.text(in.X+8, middle(in.midY(), caption), 0, left, face{caption, false, ink3}, number)
		_, in = in.left(numberW, 0)
	}
	if entry {
		size := f.size * 3 / 4
		_, in = in.left(10, 0)
		at, rest := in.left(size, 0)
		k.iconIn(at, size, "history", f.color)
		in = rest
	}
	k.line(in.shrink(4, 0), center, f, c.Text)
}

// barHint is the row without candidates.
func (k keys) barHint(r Rect) {
	text := ""
	switch s := k.s; {
	case s.Typing.Dict == nil && k.chinese():
		text = k.t("entry.loading")
	case s.Entry.Composing():
		text = k.t("entry.none")
	case s.Focus.Capitals():
		text = k.t("entry.scan")
	case !s.Focus.Chinese():
		text = k.t("entry.plain")
	case !k.chinese():
		text = k.t("entry.english")
	case s.Focus.Name():
		text = k.t("entry.how.name")
	default:
		text = k.t("entry.how.text")
	}
	icon, said := r.shrink(20, 0).left(26, 14)
	k.iconIn(icon, 26, "keyboard", ink3)
	k.line(said, left, face{body, false, ink2}, text)
}

// grid shows many candidates in place of the letters.
func (k keys) grid() {
	list := k.s.Shown()
	r := Rect{k.x, k.y, k.all - k.gapX, 4*k.row - k.gapY}
	k.box(r, style{fill: surface, radius: 14})
	page := min(k.s.Entry.Page, max(0, len(list)-1))
	cells := k.gridCells(r, list, page)
	learned := false
	for _, c := range cells {
		k.candidate(c.Rect, list[c.index], c.index, c.index == 0, "")
		learned = learned || list[c.index].Learned
	}
	next := page + len(cells)
	prev := previous(page, func(from int) int { return from + len(k.gridCells(r, list, from)) })
	forget := keySpec{id: "cand.forget", text: k.t("key.forget"), span: 1.5, style: keyQuiet, msg: flow.ForgettingTurned{}}
	hint := k.t("entry.range", "from", strconv.Itoa(page+1), "to", strconv.Itoa(next), "n", strconv.Itoa(len(list)))
	if k.s.Entry.Forgetting {
		forget.style = keyLocked
		hint = k.t("entry.forget")
		if !learned {
			hint = k.t("entry.forget-none")
		}
	}
	end := k.x + k.all
	k.put(4, k.x, end, keySpec{id: "cand.grid", text: k.t("key.back-to-keys"), span: 1.6, style: keyQuiet, msg: flow.GridTurned{}}, forget)
	x := k.x + k.span(3.1)
	turn := end - k.span(2.6)
	y := k.rowY(4)
	for i, s := range []struct {
		id, icon string
		on       bool
		first    int
	}{{"cand.prev", "chevron-left", page > 0, prev}, {"cand.next", "chevron-right", next < len(list), next}} {
		key := Rect{turn + i*k.span(1.3), y, k.span(1.3) - k.gapX, k.row - k.gapY}
		k.box(key, style{fill: surface, stroke: line, radius: 12})
		k.tool(key, s.id, s.icon, s.on, flow.CandidatesPaged{First: s.first})
	}
	k.text(x+8, middle(y+(k.row-k.gapY)/2, small), turn-x-24, left, face{small, false, ink2}, hint)
}

// gridCells lays candidates out in four rows of columns; a long one takes
// several.
func (k keys) gridCells(r Rect, list []ime.Candidate, from int) []cell {
	cols := max(1, r.W/k.mm(24))
	var cells []cell
	at := 0 // columns used, over all rows
	for i := from; i < len(list); i++ {
		n := min(cols, (k.candWidth(list[i])*cols+r.W-1)/r.W)
		if at%cols+n > cols {
			at += cols - at%cols
		}
		row, col := at/cols, at%cols
		if row == 4 {
			break
		}
		x0, x1 := r.X+r.W*col/cols, r.X+r.W*(col+n)/cols
		cells = append(cells, cell{Rect{x0, r.Y + row*k.row, x1 - x0, k.row - k.gapY}, i})
		at += n
	}
	return cells
}
