package view

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenHome] = (*builder).home }

// home has the four big actions, the shelves with their counts, and what is
// to be done now.
func (b *builder) home() {
	b.header()
	const slim = 92
	_, room := b.openRoom().top(32, 0)
	side, main := room.right(400, gutter)
	foot, main := main.bottom(slim, gutter)
	b.tiles(main.grid(2, 2, gutter))

	more := []button{
		{id: "home.find", text: b.t("home.find"), icon: "search", msg: flow.FindAsked{}},
		{id: "home.stock", text: b.t("home.stock"), icon: "list-checks", msg: flow.Opened{Screen: flow.ScreenStock}},
		{id: "home.enquiry", text: b.t("home.enquiry"), icon: "message-square", msg: flow.EnquiryAsked{}},
	}
	if mine := len(b.s.Mine()); b.s.HasBench() {
		text := b.t("home.bench", "n", strconv.Itoa(mine))
		more = append(more, button{id: "home.bench", text: text, msg: flow.Opened{Screen: flow.ScreenBench}})
	}
	more = append(more, button{id: "home.more", text: b.t("home.more"), icon: "ellipsis", msg: flow.Opened{Screen: flow.ScreenMore}})
	wants := make([]int, len(more))
	for i := range more {
		if len(more) > 4 {
			more[i].icon = "" // the word has the room
		}
		wants[i] = b.wants(more[i], 0)
	}
	for i, cell := range foot.split(gutter, wants...) {
		b.button(cell, more[i])
	}

	shelves, now := side.top(316, gutter)
	b.shelfCard(shelves)
	b.todoCard(now)
	b.say(trade.MomentHome)
}

// tile is one of the big actions, with how many there are.
type tile struct {
	key, icon string
	count     int
	msg       flow.Msg
}

// tiles are the big actions; the first that the person may do is black.
func (b *builder) tiles(cells []Rect) {
	list := []tile{
		{"home.checkin", "log-in", 0, flow.CheckInStarted{}},
		{"home.pickup", "package-check", b.s.Floor.Overview(b.s.Shop.Calendar, b.s.Now).Ready, flow.PickupAsked{}},
		{"home.scan", "scan-barcode", 0, flow.Opened{Screen: flow.ScreenScan}},
		{"home.board", "layout-grid", b.s.Floor.Len(), flow.Opened{Screen: flow.ScreenBoard}},
	}
	first := slices.IndexFunc(list, func(t tile) bool { return !b.lacks(t.msg) })
	for i, t := range list {
		b.tile(cells[i], t, i == first)
	}
}

func (b *builder) tile(r Rect, t tile, primary bool) {
	st, c, c2 := style{fill: surface, stroke: line, radius: corner}, ink, ink2
	switch {
	case b.lacks(t.msg):
		st, c, c2 = style{fill: disabled, radius: corner}, ink3, ink3
	case primary:
		st, c, c2 = style{fill: ink, radius: corner}, white, onInk
	}
	b.tap(t.key, r, st, b.t(t.key), t.msg).Reach = 0
	in := r.shrink(34, 34)
	b.icon(in.X, in.Y, 60, t.icon, c)
	if t.count > 0 {
		s, f := strconv.Itoa(t.count), face{value, true, ink}
		pill, _ := r.shrink(28, 28).top(56, 0)
		pill, _ = pill.right(max(64, b.width(s, f)+32), 0)
		b.box(pill, style{fill: chipGrey, radius: 28})
		b.line(pill, center, f, s)
	}
	b.text(in.X, in.endY()-32, in.W, left, face{headline, true, c}, b.t(t.key))
	b.text(in.X, in.endY(), in.W, left, face{small, false, c2}, b.t(t.key+".sub"))
}

func (b *builder) shelfCard(r Rect) {
	b.card(r)
	b.touch("home.shelves", r, flow.Opened{Screen: flow.ScreenBoard})
	over, r := r.shrink(24, 14).top(32, 4)
	b.line(over, left, face{caption, false, ink2}, b.t("home.shelves"))
	r.H += 4
	for i, row := range r.rows(len(repair.Shelves), 0) {
		k := repair.Shelves[i]
		col := b.s.Column(k)
		strong, tint := hue(k)
		badge, words := row.left(48, gutter)
		badge = badge.within(48, 48)
		b.box(badge, style{fill: tint, radius: 12})
		b.iconIn(badge, 28, shelfIcon(k), strong)
		_, words = words.right(b.line(words, right, face{headline, true, ink}, strconv.Itoa(col.Len())), gutter)
		sub := b.t("home.shelf-empty")
		if col.Len() > 0 {
			sub = b.t("home.oldest", "age", i18n.Duration(b.lang, max(time.Minute, col.Oldest)))
		}
		b.pair(words, left, face{label, true, ink}, b.t("place."+string(k)), face{caption, false, ink2}, sub)
	}
}

// age is how long ago t was, in words; never below a minute.
func (b *builder) age(t time.Time) string {
	return i18n.Duration(b.lang, max(time.Minute, b.s.Now.Sub(t)))
}

// todo is one line of what is to be done now.
type todo struct {
	id, text, sub string
	color         Color
	msg           flow.Msg
}

// todos lists what is late, what soon will be, drafts and calls, worst first.
func (b *builder) todos() (ts []todo) {
	floor := b.s.Floor.Overview(b.s.Shop.Calendar, b.s.Now)
	add := func(id, text, sub string, c Color, m flow.Msg) { ts = append(ts, todo{id, text, sub, c, m}) }
	// several is a line about n orders.
	several := func(key string, n int, first []repair.OrderID, c Color, m flow.Msg) {
		if n > 0 {
			add("todo."+key, b.t("home."+key, "n", strconv.Itoa(n)), names(first, n), c, m)
		}
	}
	board := flow.Opened{Screen: flow.ScreenBoard}
	// The supervisor must know at once (S05).
	several("missing", floor.Missing.N, ids(floor.Missing.First), lateRed, flow.StockStepAsked{Step: flow.StockMissing})
	if i := slices.IndexFunc(b.s.Jobs, func(j repair.PrintJob) bool { return j.State == repair.JobUncertain }); i >= 0 {
		what := b.t("doc." + string(b.s.Jobs[i].Document))
		add("todo.uncertain", b.t("home.uncertain"), what, lateRed, flow.Opened{Screen: flow.ScreenPrint})
	}
	if wrong := b.s.Health.Mistakes(); len(wrong) > 0 {
		where := strings.FieldsFunc(wrong[0], func(r rune) bool { return r == ':' || r == '：' })[0]
		text := b.t("home.mistakes", "n", strconv.Itoa(len(wrong)))
		add("todo.problem", text, where, soonAmber, flow.ProblemAsked{Problem: wrong[0]})
	}
	if differ := b.s.Settings.Differences(); len(differ) > 0 && b.s.MayChangeSettings() {
		text := b.t("home.settings-differ", "n", strconv.Itoa(len(differ)))
		add("todo.settings", text, i18n.SettingName(b.lang, differ[0].Key), soonAmber, flow.Opened{Screen: flow.ScreenSettings})
	}
	several("late", floor.Late.N, ids(floor.Late.First), lateRed, board)
	several("soon", floor.Soon.N, ids(floor.Soon.First), soonAmber, board)
	if k := b.s.Stock; k.Open() {
		total, last := k.Report.Total(), k.Take.Places[len(k.Take.Places)-1].Place
		at := b.t("home.stock-at", "place", b.placeText(last), "found", strconv.Itoa(total.Found), "expected", strconv.Itoa(total.Expected))
		add("todo.stock", b.t("home.stock-open"), at, soonAmber, flow.Opened{Screen: flow.ScreenStock})
	}
	ts = append(ts, b.enquiryTodo()...)
	if len(b.s.Drafts) > 0 { // the header leads to all of them
		d := b.s.Drafts[0]
		title := d.Title
		if b.s.Staff == nil { // whose machine it is, is not for who passes by
			title = b.t("home.drafts", "n", strconv.Itoa(len(b.s.Drafts)))
		}
		act := "home.draft"
		if d.Screen == string(flow.ScreenPickup) {
			act = "home.draft-pickup"
		}
		add("todo.draft.0", b.t(act), title, ink, flow.DraftChosen{ID: d.ID})
	}
	if len(b.s.Due) > 0 {
		due := make([]repair.OrderID, len(b.s.Due))
		for i, r := range b.s.Due {
			due[i] = r.Order.ID
		}
		several("due", len(due), due, ink, flow.OrderChosen{Order: due[0]})
	}
	if n := b.s.Column(repair.ShelfDone).Len(); n > 0 {
		add("todo.notify", b.t("home.notify", "n", strconv.Itoa(n)), b.t("place.done"), ink, board)
	}
	if b.s.DayEnds() {
		add("todo.day-close", b.t("day-close.action"), b.t("home.day-close"), ink, flow.DayCloseAsked{})
	}
	return ts
}

// enquiryTodo is the line of the enquiries that wait for an answer; the oldest
// is opened. One that was promised for today goes by the colour of its clock.
func (b *builder) enquiryTodo() []todo {
	open := b.s.Enquiries
	if len(open) == 0 {
		return nil
	}
	c := ink
	for _, q := range open {
		switch {
		case q.CallOn != "" && q.CallOn < b.s.Today():
			c = lateRed
		case q.CallOn == b.s.Today() && c == ink:
			c = soonAmber
		}
	}
	sub := ""
	if b.s.Staff != nil {
		sub = join(repair.MaskName(open[0].Name), b.phrases.Asked(open[0].Topics, open[0].Question))
	}
	return []todo{{"todo.enquiry", b.t("home.enquiries", "n", strconv.Itoa(len(open))), sub, c, flow.EnquiryChosen{ID: open[0].ID}}}
}

// names are the first of n orders as people say them.
func names(first []repair.OrderID, n int) string {
	var parts []string
	for _, id := range first[:min(4, len(first))] {
		parts = append(parts, id.Short())
	}
	if n > len(parts) {
		parts = append(parts, "…")
	}
	return join(parts...)
}

func ids(cards []*repair.Card) (list []repair.OrderID) {
	for _, c := range cards {
		list = append(list, c.ID)
	}
	return list
}

func (b *builder) todoCard(r Rect) {
	b.card(r)
	over, room := r.top(48, 0)
	b.line(over.shrink(24, 0).move(0, 4), left, face{caption, false, ink2}, b.t("home.now"))
	ts := b.todos()
	if len(ts) == 0 {
		key, icon := "home.nothing", "check"
		if len(b.s.Health.Problems) > 0 {
			key, icon = b.s.Health.Problems[0], "triangle-alert"
		}
		b.empty(room, icon, key)
		return
	}
	cells := room.tiles(1, 76, 0)
	for i, t := range ts[:min(len(ts), len(cells))] {
		bar, in := cells[i].shrink(24, 0).left(6, gutter)
		b.box(bar.shrink(0, 11), style{fill: t.color, radius: 3})
		next, in := in.right(28, gutter)
		b.iconIn(next, 28, "chevron-right", ink3)
		c, c2 := ink, ink2
		if b.lacks(t.msg) {
			c, c2 = ink3, ink3
		}
		b.pair(in, left, face{body, true, c}, t.text, face{caption, false, c2}, t.sub)
		b.touch(t.id, cells[i], t.msg)
	}
}
