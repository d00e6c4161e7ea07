package view

import (
	"iter"

	"countertop/app/flow"
)

// A page is cut, not measured. It begins with its whole room and gives a part
// of it away at a time; what is left is a rectangle again, so no page adds up
// where the last thing ended:
//
//	func (b *builder) drafts() {
//		b.header()
//		room := b.head(heading{title: b.t("drafts.title")})        // the room between head and foot
//		p := room.list(len(list), b.s.DraftPage, 2, 104, gutter)   // two columns, rows of at least 104
//		for i, cell := range p.cells() {
//			b.draft(cell, list[i])
//		}
//		b.foot(foot{paging: p, turn: turn, note: b.t("drafts.how")})
//		b.script("")
//	}
//
// The words are:
//
//   - top, bottom, left, right cut a strip off a side and return it and the rest;
//   - cols, rows, split, grid share a rectangle out;
//   - list is a grid in pages: as many rows as fit, and what stands on this page;
//   - head is the title of a page, always on the same baseline; foot is its row
//     of actions: the way back, others, the pages, the one next step;
//   - line and pair put one or two lines of text into a rectangle, in its middle;
//   - the sizes of type are the seven of tokens.go. A text that is too wide
//     shrinks before it is cut, so that no page needs sizes in between.
//
// Whatever has to know how high the header or the foot is stands here or in
// frame.go; pages_style_test.go holds the pages to it.

// The frame of a page, in design units.
const (
	// titleBase is the baseline of a title below the top of its room, howBase
	// that of the line below it.
	titleBase = 62
	howBase   = 100
	// titleH is how much of the room a title takes, howH with a line below.
	titleH = 88
	howH   = 122
	// cornerH is the height of what stands at the right end of a title.
	cornerH = 90
	// backW is the way back, and what another action takes at least; nextW is
	// the next step, and with it the column at the right; pagerW turns pages.
	backW  = 168
	nextW  = 360
	pagerW = 264
	// columnGap is between the two columns of a page.
	columnGap = 32
)

// top cuts a strip of height cut off the upper side of r and returns it and
// what is left below a gap. No strip is larger than r.
func (r Rect) top(cut, gap int) (part, rest Rect) {
	cut = min(max(cut, 0), r.H)
	return Rect{r.X, r.Y, r.W, cut}, Rect{r.X, r.Y + cut + gap, r.W, max(r.H-cut-gap, 0)}
}

// bottom is top from below.
func (r Rect) bottom(cut, gap int) (part, rest Rect) {
	cut = min(max(cut, 0), r.H)
	return Rect{r.X, r.Y + r.H - cut, r.W, cut}, Rect{r.X, r.Y, r.W, max(r.H-cut-gap, 0)}
}

// left cuts a strip of width cut off the left side.
func (r Rect) left(cut, gap int) (part, rest Rect) {
	cut = min(max(cut, 0), r.W)
	return Rect{r.X, r.Y, cut, r.H}, Rect{r.X + cut + gap, r.Y, max(r.W-cut-gap, 0), r.H}
}

// right is left from the other side.
func (r Rect) right(cut, gap int) (part, rest Rect) {
	cut = min(max(cut, 0), r.W)
	return Rect{r.X + r.W - cut, r.Y, cut, r.H}, Rect{r.X, r.Y, max(r.W-cut-gap, 0), r.H}
}

// shrink takes x off both sides, and y off above and below; what is negative
// makes r larger.
func (r Rect) shrink(x, y int) Rect { return Rect{r.X + x, r.Y + y, r.W - 2*x, r.H - 2*y} }

// move is r elsewhere.
func (r Rect) move(x, y int) Rect { return Rect{r.X + x, r.Y + y, r.W, r.H} }

// within is a rectangle of this size in the middle of r.
func (r Rect) within(w, h int) Rect { return Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h} }

// at is a rectangle of this size, x and y from the upper left corner of r.
func (r Rect) at(x, y, w, h int) Rect { return Rect{r.X + x, r.Y + y, w, h} }

// endX and endY are where r ends; midX and midY its middle.
func (r Rect) endX() int { return r.X + r.W }
func (r Rect) endY() int { return r.Y + r.H }
func (r Rect) midX() int { return r.X + r.W/2 }
func (r Rect) midY() int { return r.Y + r.H/2 }

// cols shares r out into n columns of one width.
func (r Rect) cols(n, gap int) []Rect { return r.grid(n, 1, gap) }

// rows shares r out into n rows of one height.
func (r Rect) rows(n, gap int) []Rect { return r.grid(1, n, gap) }

// split shares r out into columns whose widths are as the parts.
func (r Rect) split(gap int, parts ...int) []Rect {
	all, room := 0, r.W-(len(parts)-1)*gap
	for _, p := range parts {
		all += p
	}
	out, before := make([]Rect, len(parts)), 0
	for i, p := range parts {
		x, end := room*before/all, room*(before+p)/all
		out[i] = Rect{r.X + x + i*gap, r.Y, end - x, r.H}
		before += p
	}
	return out
}

// grid shares r out into cells of one size, row by row.
func (r Rect) grid(cols, rows, gap int) []Rect {
	out := make([]Rect, 0, cols*rows)
	w, h := (r.W-(cols-1)*gap)/cols, (r.H-(rows-1)*gap)/rows
	for i := range cols * rows {
		out = append(out, Rect{r.X + i%cols*(w+gap), r.Y + i/cols*(h+gap), w, h})
	}
	return out
}

// tiles are cells of one height, row by row from the top: as many rows as fit.
func (r Rect) tiles(cols, h, gap int) []Rect {
	rows := r.fits(h, gap)
	r.H = rows*(h+gap) - gap
	return r.grid(cols, rows, gap)
}

// fits is how many rows of at least this height have room in r: one, if need be.
func (r Rect) fits(least, gap int) int { return max(1, (r.H+gap)/(least+gap)) }

// paging is a page of a list: what of the list stands on it, and where.
type paging struct {
	page, pages int // counted from 0
	first, end  int // of the list
	grid        []Rect
}

// list lays the page of a list of n out in r: columns of rows that are at least
// so high and fill r together. A page beyond the last one is the last one.
func (r Rect) list(n, page, cols, least, gap int) paging {
	return inPages(r.grid(cols, r.fits(least, gap), gap), n, page)
}

// inPages is the page of a list of n in these cells: for rows that keep their
// height, those of tiles.
func inPages(grid []Rect, n, page int) paging {
	pages := max(1, (n+len(grid)-1)/len(grid))
	page = max(0, min(page, pages-1))
	first := page * len(grid)
	return paging{page: page, pages: pages, first: first, end: min(n, first+len(grid)), grid: grid}
}

// cells are the places in the list that stand on the page, each with its cell.
func (p paging) cells() iter.Seq2[int, Rect] {
	return func(yield func(int, Rect) bool) {
		for i := p.first; i < p.end; i++ {
			if !yield(i, p.grid[i-p.first]) {
				return
			}
		}
	}
}

// screen is all there is.
func (b *builder) screen() Rect { return Rect{0, 0, b.w, b.h} }

// rowsOf cuts n cells of height h, in columns, off the top of r.
func (r Rect) rowsOf(n, cols, h, gap int) (cells []Rect, rest Rect) {
	rows := max((n+cols-1)/cols, 1)
	block, rest := r.top(rows*(h+gap)-gap, gap)
	return block.grid(cols, rows, gap)[:n], rest
}

// room is what a page has below the header and above its foot.
func (b *builder) room() Rect {
	return Rect{margin, headerH, b.w - 2*margin, b.footRow().Y - gutter - headerH}
}

// page is all between the header and the line of what to say, from side to side.
func (b *builder) page() Rect { return Rect{0, headerH, b.w, b.h - headerH - footerH} }

// openRoom is what a page without a foot has, down to the line of what to say.
func (b *builder) openRoom() Rect {
	return Rect{margin, headerH, b.w - 2*margin, b.h - footerH - 24 - headerH}
}

// overKeys is what a page has between the header and the keyboard.
func (b *builder) overKeys() Rect {
	return Rect{margin, headerH, b.w - 2*margin, b.keyboardTop() - 8 - headerH}
}

// footRow is where the actions of a page stand.
func (b *builder) footRow() Rect {
	return Rect{margin, b.h - footerH - gutter - buttonH, b.w - 2*margin, buttonH}
}

// sideColumn cuts the column at the right off, as wide as the next step below it.
func (r Rect) sideColumn() (side, main Rect) { return r.right(nextW, columnGap) }

// heading is what stands over a page.
type heading struct {
	title  string
	beside string // quiet words behind the title
	how    string // a line below: what to do here
	bad    bool   // how says what went wrong
	count  string // at the right end; with an icon a word of how things stand
	icon   string
	color  Color // of the count; ink unless set
	corner int   // room at the right end that the page fills itself: see corner
}

// head puts a heading over the page and returns the room below it.
func (b *builder) head(h heading) Rect { return b.headIn(b.room(), h) }

// headIn is head at the top of any room: below a progress line, over a column.
func (b *builder) headIn(r Rect, h heading) Rect {
	line, base, c := r, r.Y+titleBase, h.color
	if h.corner > 0 {
		_, line = r.right(h.corner, 24)
	}
	if c.A == 0 {
		c = ink
	}
	title := line
	switch {
	case h.count != "" && h.icon != "":
		w := b.text(line.endX(), base-4, line.W/3, right, face{body, true, c}, h.count)
		b.icon(line.endX()-w-40, base-28, 30, h.icon, c)
		_, title = line.right(w+40, columnGap)
	case h.count != "":
		_, title = line.right(b.text(line.endX(), base, 0, right, face{headline, true, c}, h.count), columnGap)
	}
	most := title.W
	if h.beside != "" {
		most = most * 6 / 10
	}
	w := b.text(title.X, base, most, left, face{headline, true, ink}, h.title)
	_, title = title.left(w, 28)
	if h.beside != "" {
		b.twoLines(title.X, base-12, title.W, face{body, false, ink2}, h.beside)
	}
	if h.how == "" && h.corner == 0 {
		_, room := r.top(titleH, 0)
		return room
	}
	f := face{body, false, ink2}
	if h.bad {
		f = face{body, true, lateRed}
		b.icon(line.X, r.Y+howBase-22, 28, "triangle-alert", lateRed)
		_, line = line.left(28, 12)
	}
	b.text(line.X, r.Y+howBase, line.W, left, f, h.how)
	_, room := r.top(howH, 0)
	return room
}

// subhead is the title of a second column, on the line of the page's own. It
// returns the room below.
func (b *builder) subhead(r Rect, title string) (rest Rect) {
	b.text(r.X, r.Y+titleBase, r.W, left, face{label, true, ink}, title)
	_, rest = r.top(titleH, 0)
	return rest
}

// progressH is the strip below the header in which a page of several steps says
// how far it is; its heading stands below.
const progressH = 66

// corner is the room of a heading that the page fills itself.
func (r Rect) corner(w int) Rect { return r.at(r.W-w, 12, w, cornerH) }

// typing is the page while something is typed: the question if it needs one,
// its fields, the keyboard. It takes the place of head and foot.
func (b *builder) typing(title string, fields ...entryField) {
	_, r := b.room().top(72, 0)
	if title != "" {
		b.text(r.X, headerH+titleBase, r.W, left, face{value, true, ink}, title)
		_, r = r.top(40, 0)
	}
	b.entry(r.Y, fields...)
}

// foot is the row of actions at the end of a page.
type foot struct {
	back   button   // the usual way back, unless it says otherwise
	more   []button // what else can be done, each as wide as its words need
	paging paging   // of the list, with what turns its pages
	turn   func(by int) flow.Msg
	next   button // the one next step; quiet makes it white
	quiet  bool
	column int    // width of the column that next stands below, nextW unless set
	note   string // what the room between them says
	warn   bool   // in amber: something is lacking
}

// backButton is the usual way back.
func (b *builder) backButton(m flow.Msg) button {
	return button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: m}
}

// wants is the width that an action takes where there is room, with a least of
// its own.
func (b *builder) wants(bt button, least int) int {
	w := b.width(bt.text, face{label, true, ink}) + 2*36
	if bt.icon != "" {
		w += iconGap
	}
	return max(least, w)
}

// foot draws the row and returns the room between its actions. The way back
// and the next step always stand in the same places; where the words of the
// others need it, the next step gives room away, and then each of them.
func (b *builder) foot(f foot) Rect { return b.footIn(b.footRow(), f) }

// footIn is foot in a column of the page.
func (b *builder) footIn(row Rect, f foot) Rect {
	if f.back.id == "" {
		f.back = b.backButton(flow.WentBack{})
	}
	if f.column == 0 {
		f.column = nextW
	}
	r, free := row.left(backW, gutter)
	b.button(r, f.back)
	turns := f.paging.pages > 1 && f.turn != nil
	all := 0
	widths := make([]int, len(f.more))
	for i, bt := range f.more {
		widths[i] = b.wants(bt, backW)
		all += widths[i] + gutter
	}
	if f.next.id != "" {
		over := all + f.column - free.W
		if turns {
			over += pagerW + gutter
		}
		w := max(min(f.column, b.wants(f.next, backW)), f.column-max(over, 0))
		r, free = free.right(w, gutter)
		f.next.primary = !f.quiet
		b.button(r, f.next)
	}
	if turns {
		r, free = free.left(pagerW, gutter)
		b.pager(r, f.paging.page, f.paging.pages, f.turn)
	}
	over, room := all-gutter-free.W, free.W
	for i, bt := range f.more {
		w := widths[i]
		if over > 0 {
			w = (room - (len(f.more)-1)*gutter) * w / (all - len(f.more)*gutter)
		}
		r, free = free.left(w, gutter)
		b.button(r, bt)
	}
	if f.note != "" {
		c := ink2
		if f.warn {
			c = soonAmber
		}
		b.twoLines(free.X, free.midY(), free.W, face{small, false, c}, f.note)
	}
	return free
}

// line puts one line of text into the middle of a rectangle's height.
func (b *builder) line(r Rect, a align, f face, s string) int {
	x := r.X
	switch a {
	case left:
	case center:
		x = r.midX()
	case right:
		x = r.endX()
	}
	return b.text(x, middle(r.midY(), f.size), r.W, a, f, s)
}

// pair puts two lines into the middle of a rectangle's height: what it is, and
// below it in quiet letters what is to be said of it. Without a second one the
// first stands alone.
func (b *builder) pair(r Rect, a align, f face, s string, f2 face, s2 string) {
	if s2 == "" {
		b.line(r, a, f, s)
		return
	}
	lead := f2.size * 10 / 7
	up := (f.size*3/4 + lead) / 2
	x := r.X
	switch a {
	case left:
	case center:
		x = r.midX()
	case right:
		x = r.endX()
	}
	base := r.midY() - up + f.size*3/4
	b.text(x, base, r.W, a, f, s)
	b.text(x, base+lead, r.W, a, f2, s2)
}

// over writes a small text at the top of r, over what comes next, and returns
// the room for that.
func (b *builder) over(r Rect, text string) (rest Rect) {
	b.text(r.X, r.Y+caption, r.W, left, face{caption, false, ink2}, text)
	_, rest = r.top(labelH, 0)
	return rest
}

// labelled cuts a row of height h with a small text above it off the top of r.
func (b *builder) labelled(r Rect, h int, text string) (row, rest Rect) {
	return b.over(r, text).top(h, choiceGap)
}

// prose wraps a text into r from its top: smaller where that takes more lines
// than there is room for, then cut. It returns the room below it.
func (b *builder) prose(r Rect, f face, s string) (rest Rect) {
	least := cutSize(f.size)
	for ; ; f.size-- {
		pitch := f.size * 4 / 3
		n := max(1, (r.H+pitch-f.size)/pitch)
		lines := b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), 0)
		if len(lines) > n && f.size > least {
			continue
		}
		end := b.para(r.X, r.Y+f.size, r.W, n, pitch, f, s)
		_, rest = r.top(end-f.size-r.Y, 0)
		return rest
	}
}

// iconProse is prose with an icon beside it, from the top of r. It returns the room
// below both.
func (b *builder) iconProse(r Rect, size int, icon string, c Color, f face, s string) (rest Rect) {
	at, words := r.left(size, gutter)
	at, _ = at.top(size, 0)
	b.iconIn(at, size, icon, c)
	_, words = words.top((size-f.size*4/3)/2, 0) // the first line beside its middle
	below := b.prose(words, f, s)
	_, rest = r.top(max(size, below.Y-r.Y), 0)
	return rest
}

// choose cuts rows of chips to choose from off the top of r.
func (b *builder) choose(r Rect, cols int, cs ...choice) (rest Rect) {
	if len(cs) == 0 {
		return r
	}
	cells, rest := r.rowsOf(len(cs), cols, choiceH, choiceGap)
	for i, c := range cs {
		b.iconChip(c.id, cells[i], c.icon, c.text, c.on, c.msg)
	}
	return rest
}

// iconIn draws an icon into the middle of a rectangle.
func (b *builder) iconIn(r Rect, size int, name string, c Color) {
	r = r.within(size, size)
	b.icon(r.X, r.Y, size, name, c)
}
