package view

import (
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// The board.
const (
	boardMargin = 24
	boardHeadH  = 92 // of a column
	boardCardH  = 96
	boardGap    = 6
)

func init() { pages[flow.ScreenBoard] = (*builder).board }

// board shows every machine in the shop, the fullest clocks first, large enough
// to be read from three metres. Names are masked: strangers see it.
func (b *builder) board() {
	if b.s.Boards.Wall {
		b.wall()
		return
	}
	b.header()
	pages := b.s.BoardPages()
	page := min(b.s.Boards.Page, len(pages)-1)
	foot, cols := b.boardRoom(buttonH)
	b.boardColumns(cols, pages[page], func(c *repair.Column) int {
		return b.s.Boards.From[flow.ColumnKey(c)]
	})
	if b.s.Boards.Choosing {
		b.boardPeople(foot)
		return
	}
	b.boardFoot(foot, pages, page)
}

// boardRoom is what the board has for its columns, and a foot of this height.
func (b *builder) boardRoom(h int) (foot, cols Rect) {
	_, r := b.screen().shrink(boardMargin, 0).top(headerH, 20)
	_, r = r.bottom(8, 0)
	return r.bottom(h, 8)
}

// boardPeople chooses whose machines are shown.
func (b *builder) boardPeople(r Rect) {
	people := b.s.BoardEngineers()
	const least, most, gap = 150, 210, 10
	shut, r := r.left(least, gap)
	b.button(shut, b.backButton(flow.BoardChoosing{}))
	people = people[:min(len(people), r.W/(least+gap)-1)]
	n := len(people) + 1
	r.W = min(r.W, n*(most+gap)-gap)
	cells := r.cols(n, gap)
	b.chip("of.all", cells[0], b.t("board.all"), b.s.Boards.Engineer == "", flow.BoardOf{})
	for i, p := range people {
		b.chip("of."+string(p.ID), cells[i+1], p.Name, b.s.Boards.Engineer == p.ID, flow.BoardOf{Engineer: p.ID})
	}
}

// columnName is what a column is called, columnIcon its icon.
func (b *builder) columnName(c *repair.Column) string {
	if c.Place != "" {
		return b.t("place." + string(c.Place))
	}
	return b.t("stage." + string(c.Stage))
}

func columnIcon(c *repair.Column) string {
	if c.Place != "" {
		return shelfIcon(c.Place)
	}
	return "file-text"
}

func columnHue(c *repair.Column) Color {
	strong := ink
	if c.Place != "" {
		strong, _ = hue(c.Place)
	}
	return strong
}

// boardColumns lays columns side by side; from is the first row of each.
func (b *builder) boardColumns(r Rect, cols []*repair.Column, from func(*repair.Column) int) {
	for i, cell := range r.cols(len(cols), gutter) {
		b.boardColumn(cell, cols[i], from(cols[i]))
	}
}

// boardCells are the cells of a column's machines, below its head.
func boardCells(r Rect) (head Rect, cells []Rect) {
	head, r = r.top(boardHeadH, 0)
	return head, r.tiles(1, boardCardH, boardGap)
}

func (b *builder) boardColumn(r Rect, c *repair.Column, from int) {
	head, cells := boardCells(r)
	cards, n := c.Cards(), len(cells)
	if from >= len(cards) {
		from = 0
	}
	b.columnHead(head, c, from, n)
	for i, s := range cards[from:min(from+n, len(cards))] {
		b.boardCard(cells[i], s)
	}
	if len(cards) == 0 {
		key := "board.empty"
		if !c.Place.IsShelf() {
			key = "board.none"
		}
		_, none := r.top(boardHeadH, 8)
		none, _ = none.top(220, 0)
		b.empty(none, columnIcon(c), key)
	}
}

// columnHead says what a column is and how many machines it has, and if they
// are more than n, which of them are shown: a touch shows the next ones.
func (b *builder) columnHead(r Rect, c *repair.Column, from, n int) {
	strong, name := columnHue(c), b.columnName(c)
	bar, in := r.top(8, 10)
	b.box(bar, style{fill: strong, radius: 4})
	words, last := in.top(50, 0)
	icon, words := words.left(34, 10)
	b.iconIn(icon, 34, columnIcon(c), strong)
	_, words = words.right(b.line(words, right, face{value, true, ink}, strconv.Itoa(c.Len())), 12)
	// note is a number beside the name, where there is room for both.
	note := func(text, icon string, color Color) {
		f := face{caption, true, color}
		w := b.width(text, f) + 26
		if b.width(name, face{label, true, ink})+14+w > words.W {
			return
		}
		var at Rect
		at, words = words.right(w, 14)
		b.line(at.move(0, 4), right, f, text)
		at, _ = at.move(0, 4).left(22, 0)
		b.iconIn(at, 22, icon, color)
	}
	if c.Len() > n {
		by := n
		if from+n >= c.Len() {
			by = -from // the last page leads to the first
		}
		note(strconv.Itoa(from+1)+"–"+strconv.Itoa(min(from+n, c.Len())), "chevron-down", ink2)
		if !b.s.Boards.Wall {
			key := flow.ColumnKey(c)
			b.touch("more."+key, r.at(0, -4, r.W, r.H+4), flow.BoardTurned{Column: key, By: by})
		}
	}
	if c.Worst != repair.LevelOK {
		level, _ := levelHue(c.Worst)
		late := c.Late
		if c.Worst == repair.LevelSoon {
			late = c.Soon
		}
		note(strconv.Itoa(late), "clock", level)
	}
	b.line(words, left, face{value, true, ink}, name)
	if c.Place != "" {
		b.line(last, left, face{caption, false, ink2}, b.lastCount(c.Place, "stock.board-last", ""))
	}
}

// boardCard is a machine: its number, how long it has been there, what it is
// and whose, or what it waits for.
func (b *builder) boardCard(r Rect, s repair.Shown) {
	level := s.Clock.Level()
	c, fill := levelHue(level)
	n := b.box(r, style{fill: fill, stroke: line, radius: corner})
	n.ID, n.Text = "board."+string(s.ID), s.ID.String()
	if !b.s.Boards.Wall {
		n.Touch = flow.OrderChosen{Order: s.ID}
	}
	lines := r.shrink(gutter, 8).rows(2, 0)
	b.boardNumber(lines[0], s, c)

	what, icon, f := b.boardNote(s)
	rest := lines[1]
	_, rest = rest.right(b.line(rest, right, f, b.clipped(f, rest.W/2, what)), 6)
	if icon != "" {
		at, left := rest.right(22, 6)
		b.iconIn(at, 22, icon, f.color)
		rest = left
	}
	f = face{small, false, ink2}
	b.line(rest, left, f, b.clipped(f, rest.W, b.phrases.Device(s.Device)))
}

// boardNumber is the first line of a card: the number, its day if that is not
// today, and how long the machine has waited.
func (b *builder) boardNumber(r Rect, s repair.Shown, c Color) {
	level := s.Clock.Level()
	base := middle(r.midY(), value)
	// The number is as large as three tenths of the card allow.
	_, in := r.left(b.text(r.X, base+2, r.W*3/10, left, face{headline, true, ink}, s.ID.Short()), 8)
	age := s.Age
	if level != repair.LevelOK {
		age = b.s.Now.Sub(s.Clock.From)
	}
	_, in = in.right(b.text(in.endX(), base, 0, right, face{label, true, c}, b.shortAge(age)), 6)
	if level != repair.LevelOK {
		at, rest := in.right(24, 6)
		b.iconIn(at, 24, "clock", c)
		in = rest
	}
	if day := string(s.ID[1:7]); day != b.s.Now.In(b.s.Shop.Calendar.Loc).Format("060102") {
		// Counts begin anew each day: an older number shows its day.
		f, text := face{caption, false, ink3}, day[2:4]+"-"+day[4:]
		if b.width(text, f) <= in.W {
			_, in = in.left(b.text(in.X, base, 0, left, f, text), 12)
		}
	}
	if level != repair.LevelOK {
		f, text := face{caption, true, c}, b.t("level."+strconv.Itoa(int(level)))
		if b.width(text, f) <= in.W {
			b.text(in.endX(), base, 0, right, f, text)
		}
	}
}

// boardNote is whose a machine is, or what it waits for.
func (b *builder) boardNote(s repair.Shown) (text, icon string, f face) {
	f = face{small, false, ink2}
	switch {
	case !s.MissingSince.IsZero():
		return b.t("stock.missing-badge"), "triangle-alert", face{small, true, lateRed}
	case s.Part != "":
		return b.word(s.Part), "package", f
	case s.Reason != "":
		return b.t("board.reason." + string(s.Reason)), "", f
	case s.Holder != "":
		return b.s.Person(s.Holder).Name, "wrench", f
	}
	if who := repair.MaskName(s.Who); who != "" {
		return who, "", f
	}
	if s.ByHand {
		return b.t("sign.by-hand"), "", f
	}
	return "", "", f
}

// shortAge is an age on the board: 20 分, 3 时 5 分, 4 天. It does not look like a
// time of the day.
func (b *builder) shortAge(d time.Duration) string {
	d = max(0, d)
	switch {
	case d < time.Hour:
		return i18n.Duration(b.lang, max(time.Minute, d))
	case d < 24*time.Hour:
		m := int(d / time.Minute)
		return b.t("duration.short", "h", strconv.Itoa(m/60), "m", strconv.Itoa(m%60))
	}
	return i18n.Duration(b.lang, d.Truncate(24*time.Hour))
}

// boardFoot leads back, changes what the columns are and whose machines they
// show, and leads to the columns that are on another page.
func (b *builder) boardFoot(r Rect, pages [][]*repair.Column, page int) {
	const gap = 10
	next := func(w int, bt button) {
		var cell Rect
		cell, r = r.left(w, gap)
		bt.size = body
		b.button(cell, bt)
	}
	next(backW, b.backButton(flow.WentBack{}))
	if by := b.s.Boards.By; by == repair.ByStage {
		next(176, button{id: "by.place", text: b.t("board.by-place"), icon: "map-pin", msg: flow.BoardGrouped{By: repair.ByPlace}})
	} else {
		next(176, button{id: "by.stage", text: b.t("board.by-stage"), icon: "file-text", msg: flow.BoardGrouped{By: repair.ByStage}})
	}
	whose := button{id: "of", text: b.t("board.all"), icon: "users", msg: flow.BoardChoosing{On: true}}
	if id := b.s.Boards.Engineer; id != "" {
		whose.text, whose.icon = b.s.Person(id).Name, "user"
	}
	next(176, whose)
	if open := b.s.Enquiries; len(open) > 0 {
		cell, rest := r.right(116, gap)
		b.countTile(cell, "board.enquiry", len(open), b.t("board.enquiries"), repair.LevelOK, flow.EnquiryChosen{ID: open[0].ID})
		r = rest
	}
	if mine := b.s.Mine(); b.s.HasBench() {
		cell, rest := r.right(132, gap)
		b.countTile(cell, "board.bench", len(mine), b.t("bench.title"), repair.LevelOK, flow.Opened{Screen: flow.ScreenBench})
		r = rest
	}
	b.boardOthers(r, pages, page, gap)
}

// boardOthers leads to the columns on other pages, each in small; where they
// are too many for their names, page by page.
func (b *builder) boardOthers(r Rect, pages [][]*repair.Column, page, gap int) {
	var others []*repair.Column
	var at []int
	for i, cols := range pages {
		for _, c := range cols {
			if i != page {
				others, at = append(others, c), append(at, i)
			}
		}
	}
	const least, most = 112, 190
	n := len(others)
	switch {
	case n == 0:
	case (r.W+gap)/n-gap < least:
		r.W = min(r.W, pagerW)
		b.pager(r, page, len(pages), func(by int) flow.Msg { return flow.BoardPaged{Page: page + by} })
	default:
		r.W = min(r.W, n*(most+gap)-gap)
		for i, cell := range r.cols(n, gap) {
			b.columnTile(cell, others[i], flow.BoardPaged{Page: at[i]})
		}
	}
}

// columnTile is a column in small: how many, and its name.
func (b *builder) columnTile(r Rect, c *repair.Column, m flow.Msg) {
	b.countTile(r, "column."+flow.ColumnKey(c), c.Len(), b.columnName(c), c.Worst, m)
}

// countTile says how many there are of something; without m it cannot be
// touched.
func (b *builder) countTile(r Rect, id string, count int, name string, worst repair.Level, m flow.Msg) {
	level, fill := levelHue(worst)
	strong := level
	if worst == repair.LevelOK {
		strong = ink
	}
	b.tap(id, r, style{fill: fill, stroke: control, width: 2, radius: chipRad}, name+" "+strconv.Itoa(count), m).Reach = b.px(5)
	n, words := r.shrink(6, 8).top(r.H/2-10, 0)
	cw := b.line(n, center, face{value, true, strong}, strconv.Itoa(count))
	if worst != repair.LevelOK && n.W/2-cw/2 > 32 {
		_, at := n.left(n.W/2+cw/2, 8)
		at, _ = at.left(24, 0)
		b.iconIn(at, 24, "clock", level)
	}
	f := face{caption, false, ink2}
	lines := []string{name}
	if b.width(name, f) > words.W {
		lines = b.v.Text.Wrap(name, b.px(leastSize(f.size)), false, b.px(words.W), 2)
	}
	for i, row := range words.rows(len(lines), 0) {
		b.line(row, center, f, lines[i])
	}
}

// wallTurn is how long a page of a column stands on the board that nobody
// touches.
const wallTurn = 12 * time.Second

// wall is the board on a display of its own: the shelves over all of it, what
// is elsewhere below, and every column turns its own pages.
func (b *builder) wall() {
	b.wallHeader()
	if p := b.s.Health.Problems; len(p) > 0 {
		b.wallProblem(p[0])
		return
	}
	cols := b.s.Columns(repair.ByPlace, "")
	shelves, others := cols[:len(repair.Shelves)], cols[len(repair.Shelves):]
	foot, room := b.boardRoom(88)
	turn := int(b.s.Now.Unix() / int64(wallTurn/time.Second))
	b.boardColumns(room, shelves, func(c *repair.Column) int {
		_, cells := boardCells(room)
		n := len(cells)
		return turn % max(1, (c.Len()+n-1)/n) * n
	})
	for i, cell := range foot.cols(len(others), 10) {
		b.columnTile(cell, others[i], nil)
	}
}

// wallHeader is the shop, how many machines there are and how many are late,
// and the time.
func (b *builder) wallHeader() {
	bar, _ := b.screen().top(headerH, 0)
	b.box(bar, style{fill: surface})
	b.rule(bar.X, bar.endY()-1, bar.W)
	bar = bar.shrink(boardMargin, 12)
	now := b.s.Now.In(b.s.Shop.Calendar.Loc)
	_, bar = bar.right(b.line(bar, right, face{headline, true, ink}, now.Format("15:04")), margin)
	v := b.s.Floor.Overview(b.s.Shop.Calendar, b.s.Now)
	for _, l := range []struct {
		level repair.Level
		n     int
	}{{repair.LevelSoon, v.Soon.N}, {repair.LevelLate, v.Late.N}} {
		if l.n == 0 {
			continue
		}
		c, fill := levelHue(l.level)
		text, f := b.t("board.level."+strconv.Itoa(int(l.level)), "n", strconv.Itoa(l.n)), face{label, true, c}
		chip, rest := bar.right(b.width(text, f)+72, gutter)
		bar = rest
		b.box(chip, style{fill: fill, radius: 24})
		b.worded(chip, f, "clock", false, text)
	}
	badge, bar := bar.left(40, gutter)
	badge = badge.within(40, 40)
	b.box(badge, style{fill: ink, radius: 8})
	b.iconIn(badge, 28, "layout-grid", white)
	title := b.t("board.in-shop", "n", strconv.Itoa(b.s.Floor.Len()))
	if !b.s.Loaded {
		title = b.t("board.loading")
	}
	b.line(bar, left, face{value, true, ink}, join(b.s.Shop.Name, title))
}

// wallProblem stands where the machines would, while they cannot be read.
func (b *builder) wallProblem(key string) {
	room := b.screen().shrink(100, 0)
	lines := b.v.Text.Wrap(b.t(key), b.px(headline), true, b.px(room.W), 3)
	icon, words := room.within(room.W, 120+56+len(lines)*58).top(120, 56)
	b.iconIn(icon, 120, "triangle-alert", soonAmber)
	for i, row := range words.rows(len(lines), 0) {
		b.line(row, center, face{headline, true, ink}, lines[i])
	}
}
