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
	boardTop    = headerH + 20
	boardFootH  = 112
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
	b.boardColumns(Rect{boardMargin, boardTop, b.w - 2*boardMargin, b.h - boardTop - boardFootH}, pages[page], func(c *repair.Column) int {
		return b.s.Boards.From[flow.ColumnKey(c)]
	})
	foot := Rect{boardMargin, b.h - boardFootH + 8, b.w - 2*boardMargin, buttonH}
	if b.s.Boards.Choosing {
		b.boardPeople(foot)
		return
	}
	b.boardFoot(foot, pages, page)
}

// boardPeople chooses whose machines are shown.
func (b *builder) boardPeople(r Rect) {
	people := b.s.BoardEngineers()
	const closeW, gap = 150, 10
	b.button(Rect{r.X, r.Y, closeW, r.H}, button{id: "of.close", text: b.t("button.cancel"), icon: "x", msg: flow.BoardChoosing{}})
	x, room := r.X+closeW+gap, r.W-closeW-gap
	n := room / (150 + gap)
	people = people[:min(len(people), n-1)]
	w := min(210, (room-len(people)*gap)/(len(people)+1))
	b.chip("of.all", Rect{x, r.Y, w, r.H}, b.t("board.all"), b.s.Boards.Engineer == "", flow.BoardOf{})
	for i, p := range people {
		b.chip("of."+string(p.ID), Rect{x + (i+1)*(w+gap), r.Y, w, r.H}, p.Name, b.s.Boards.Engineer == p.ID, flow.BoardOf{Engineer: p.ID})
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
	w := (r.W - gutter*(len(cols)-1)) / len(cols)
	for i, c := range cols {
		b.boardColumn(Rect{r.X + i*(w+gutter), r.Y, w, r.H}, c, from(c))
	}
}

// boardRows is how many machines a column of height h shows.
func boardRows(h int) int { return max(1, (h-boardHeadH+boardGap)/(boardCardH+boardGap)) }

func (b *builder) boardColumn(r Rect, c *repair.Column, from int) {
	cards, n := c.Cards(), boardRows(r.H)
	if from >= len(cards) {
		from = 0
	}
	b.columnHead(Rect{r.X, r.Y, r.W, boardHeadH}, c, from, n)
	y := r.Y + boardHeadH
	for _, s := range cards[from:min(from+n, len(cards))] {
		b.boardCard(Rect{r.X, y, r.W, boardCardH}, s)
		y += boardCardH + boardGap
	}
	if len(cards) == 0 {
		key := "board.empty"
		if !c.Place.IsShelf() {
			key = "board.none"
		}
		b.empty(Rect{r.X, r.Y + 100, r.W, 220}, columnIcon(c), key)
	}
}

// columnHead says what a column is and how many machines it has, and if they
// are more than n, which of them are shown: a touch shows the next ones.
func (b *builder) columnHead(r Rect, c *repair.Column, from, n int) {
	strong, name := columnHue(c), b.columnName(c)
	b.box(Rect{r.X, r.Y, r.W, 8}, style{fill: strong, radius: 4})
	b.icon(r.X, r.Y+30, 34, columnIcon(c), strong)
	end := r.X + r.W
	end -= b.text(end, r.Y+61, 0, right, face{38, true, ink}, strconv.Itoa(c.Len())) + 14
	small := func(text, icon string, color Color) {
		f := face{caption, true, color}
		w := b.width(text, f) + 26
		if r.X+44+b.width(name, face{26, true, ink})+14+w > end {
			return
		}
		b.text(end, r.Y+58, 0, right, f, text)
		b.icon(end-w, r.Y+39, 22, icon, color)
		end -= w + 14
	}
	if c.Len() > n {
		by := n
		if from+n >= c.Len() {
			by = -from // the last page leads to the first
		}
		small(strconv.Itoa(from+1)+"–"+strconv.Itoa(min(from+n, c.Len())), "chevron-down", ink2)
		if !b.s.Boards.Wall {
			key := flow.ColumnKey(c)
			b.touch("more."+key, Rect{r.X, r.Y - 4, r.W, r.H + 4}, flow.BoardTurned{Column: key, By: by})
		}
	}
	if c.Worst != repair.LevelOK {
		level, _ := levelHue(c.Worst)
		late := c.Late
		if c.Worst == repair.LevelSoon {
			late = c.Soon
		}
		small(strconv.Itoa(late), "clock", level)
	}
	b.fit(r.X+44, r.Y+59, end-r.X-44, left, face{32, true, ink}, 16, name)
	if c.Place != "" {
		b.fit(r.X+2, r.Y+83, r.W-4, left, face{17, false, ink2}, 14, b.lastCount(c.Place, "stock.board-last", ""))
	}
}

// boardCard is a machine: its number, how long it has been there, what it is
// and whose, or what it waits for.
func (b *builder) boardCard(r Rect, s repair.Shown) {
	st := style{fill: surface, stroke: line, radius: corner}
	level := s.Clock.Level()
	c, fill := levelHue(level)
	st.fill = fill
	n := b.box(r, st)
	n.ID, n.Text = "board."+string(s.ID), s.ID.String()
	if !b.s.Boards.Wall {
		n.Touch = flow.OrderChosen{Order: s.ID}
	}
	number := face{36, true, ink}
	if r.W < 240 {
		number.size = 30
	}
	x := r.X + 16 + b.text(r.X+16, r.Y+43, 0, left, number, s.ID.Short())
	age, end := s.Age, r.X+r.W-16
	if level != repair.LevelOK {
		age = b.s.Now.Sub(s.Clock.From)
	}
	end -= b.text(end, r.Y+40, 0, right, face{26, true, c}, b.shortAge(age))
	if level != repair.LevelOK {
		end -= 30
		b.icon(end, r.Y+19, 24, "clock", c)
	}
	if day := string(s.ID[1:7]); day != b.s.Now.In(b.s.Shop.Calendar.Loc).Format("060102") {
		// Counts begin anew each day: an older number shows its day.
		f, text := face{caption, false, ink3}, day[2:4]+"-"+day[4:]
		if w := b.width(text, f); x+8+w+8 <= end {
			x += 8 + b.text(x+8, r.Y+42, 0, left, f, text)
		}
	}
	if level != repair.LevelOK {
		f, text := face{caption, true, c}, b.t("level."+strconv.Itoa(int(level)))
		if w := b.width(text, f); x+12+w+6 <= end {
			b.text(end-6, r.Y+39, 0, right, f, text)
		}
	}
	note, icon, nf := repair.MaskName(s.Who), "", face{22, false, ink2}
	if note == "" {
		note = b.called(s.Card)
	}
	switch {
	case !s.MissingSince.IsZero():
		note, icon, nf = b.t("stock.missing-badge"), "triangle-alert", face{22, true, lateRed}
	case s.Part != "":
		note, icon = s.Part, "package"
	case s.Reason != "":
		note = b.t("reason." + string(s.Reason))
	case s.Holder != "":
		note, icon = b.s.Person(s.Holder).Name, "wrench"
	}
	nw := b.text(r.X+r.W-16, r.Y+78, r.W/2-20, right, nf, note)
	if icon != "" {
		nw += 28
		b.icon(r.X+r.W-16-nw, r.Y+60, 22, icon, nf.color)
	}
	b.text(r.X+16, r.Y+78, r.W-44-nw, left, face{22, false, rgb(0x333B47)}, b.device(s.Device))
}

// shortAge is an age on the board: 20 分, 3:05, 4 天.
func (b *builder) shortAge(d time.Duration) string {
	d = max(0, d)
	switch {
	case d < time.Hour:
		return i18n.Duration(b.lang, max(time.Minute, d))
	case d < 24*time.Hour:
		m := int(d / time.Minute)
		return strconv.Itoa(m/60) + ":" + string(rune('0'+m%60/10)) + string(rune('0'+m%10))
	}
	return i18n.Duration(b.lang, d.Truncate(24*time.Hour))
}

// boardFoot leads back, changes what the columns are and whose machines they
// show, and leads to the columns that are on another page.
func (b *builder) boardFoot(r Rect, pages [][]*repair.Column, page int) {
	const gap = 10
	x := r.X
	next := func(w int, bt button) {
		bt.size = 24
		b.button(Rect{x, r.Y, w, r.H}, bt)
		x += w + gap
	}
	next(148, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
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
	room := r.X + r.W - x
	if open := b.s.Enquiries; len(open) > 0 {
		const w = 116
		room -= w + gap
		b.countTile(Rect{r.X + r.W - w, r.Y, w, r.H}, "board.enquiry", len(open), b.t("board.enquiries"), repair.LevelOK, flow.EnquiryChosen{ID: open[0].ID})
	}
	if mine := b.s.Mine(); b.s.HasBench() {
		const w = 132
		room -= w + gap
		b.countTile(Rect{x + room + gap, r.Y, w, r.H}, "board.bench", len(mine), b.t("bench.title"), repair.LevelOK, flow.Opened{Screen: flow.ScreenBench})
	}
	type other struct {
		c    *repair.Column
		page int
	}
	var others []other
	for i, cols := range pages {
		for _, c := range cols {
			if i != page {
				others = append(others, other{c, i})
			}
		}
	}
	if len(others) == 0 {
		return
	}
	w := min(190, (room-(len(others)-1)*gap)/len(others))
	if w < 112 { // too small for a name
		b.pager(Rect{x, r.Y, min(room, 340), r.H}, page, len(pages), func(by int) flow.Msg { return flow.BoardPaged{Page: page + by} })
		return
	}
	for i, o := range others {
		b.columnTile(Rect{x + i*(w+gap), r.Y, w, r.H}, o.c, flow.BoardPaged{Page: o.page})
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
	n := b.box(r, style{fill: fill, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Text, n.Reach = id, name+" "+strconv.Itoa(count), b.px(5)
	if m != nil {
		n.Touch = m
	}
	cw := b.text(r.X+r.W/2, r.Y+44, 0, center, face{value, true, strong}, strconv.Itoa(count))
	if worst != repair.LevelOK && r.W/2-cw/2 > 44 {
		b.icon(r.X+r.W/2+cw/2+8, r.Y+21, 24, "clock", level)
	}
	f := face{caption, false, ink2}
	if b.width(name, f) <= r.W-12 {
		b.text(r.X+r.W/2, r.Y+79, 0, center, f, name)
		return
	}
	f.size = 16
	y := r.Y + 67
	for _, l := range b.v.Text.Wrap(name, b.px(f.size), false, b.px(r.W-12), 2) {
		b.text(r.X+r.W/2, y, 0, center, f, l)
		y += 18
	}
}

// wallTurn is how long a page of a column stands on the board that nobody
// touches.
const wallTurn = 12 * time.Second

// wall is the board on a display of its own: the shelves over all of it, what
// is elsewhere below, and every column turns its own pages.
func (b *builder) wall() {
	b.box(Rect{0, 0, b.w, headerH}, style{fill: surface})
	b.rule(0, headerH-1, b.w)
	now := b.s.Now.In(b.s.Shop.Calendar.Loc)
	x := b.w - boardMargin
	x -= b.text(x, middle(36, 40), 0, right, face{40, true, ink}, now.Format("15:04")) + 32
	v := b.s.Floor.Overview(b.s.Shop.Calendar, b.s.Now)
	for _, l := range []struct {
		level repair.Level
		n     int
	}{{repair.LevelSoon, v.Soon.N}, {repair.LevelLate, v.Late.N}} {
		if l.n == 0 {
			continue
		}
		c, fill := levelHue(l.level)
		text := b.t("board.level."+strconv.Itoa(int(l.level)), "n", strconv.Itoa(l.n))
		w := b.width(text, face{26, true, c}) + 72
		b.box(Rect{x - w, 12, w, 48}, style{fill: fill, radius: 24})
		b.icon(x-w+18, 22, 28, "clock", c)
		b.text(x-w+54, middle(36, 26), 0, left, face{26, true, c}, text)
		x -= w + 16
	}
	b.box(Rect{boardMargin, 16, 40, 40}, style{fill: ink, radius: 8})
	b.icon(boardMargin+6, 22, 28, "layout-grid", white)
	title := b.t("board.in-shop", "n", strconv.Itoa(b.s.Floor.Len()))
	if !b.s.Loaded {
		title = b.t("board.loading")
	}
	b.fit(boardMargin+56, middle(36, 30), x-boardMargin-72, left, face{30, true, ink}, 20, join(b.s.Shop.Name, title))
	if p := b.s.Health.Problems; len(p) > 0 {
		b.wallProblem(p[0])
		return
	}
	cols := b.s.Columns(repair.ByPlace, "")
	shelves, others := cols[:len(repair.Shelves)], cols[len(repair.Shelves):]
	top, foot := boardTop, 88+2*boardGap
	r := Rect{boardMargin, top, b.w - 2*boardMargin, b.h - top - foot}
	turn := int(b.s.Now.Unix() / int64(wallTurn/time.Second))
	b.boardColumns(r, shelves, func(c *repair.Column) int {
		n := boardRows(r.H)
		return turn % max(1, (c.Len()+n-1)/n) * n
	})
	const gap = 10
	w := (r.W - (len(others)-1)*gap) / len(others)
	for i, c := range others {
		b.columnTile(Rect{r.X + i*(w+gap), b.h - foot + boardGap, w, 88}, c, nil)
	}
}

// wallProblem stands where the machines would, while they cannot be read.
func (b *builder) wallProblem(key string) {
	b.icon(b.w/2-60, b.h/2-130, 120, "triangle-alert", soonAmber)
	y := b.h/2 + 60
	for _, l := range b.v.Text.Wrap(b.t(key), b.px(headline), true, b.px(b.w-200), 3) {
		b.text(b.w/2, y, 0, center, face{headline, true, ink}, l)
		y += 58
	}
}
