package view

import (
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenHome] = (*builder).home }

// home has the four big actions, the shelves with their counts, and what is
// to be done now.
func (b *builder) home() {
	b.header()
	top, bottom := headerH+32, b.h-footerH-24
	const rightW, slim = 400, 92
	gridW := b.w - 2*margin - gutter - rightW
	w, h := (gridW-gutter)/2, (bottom-top-2*gutter-slim)/2
	tile := func(col, row int) Rect { return Rect{margin + col*(w+gutter), top + row*(h+gutter), w, h} }

	ready := b.s.Floor.Overview(b.s.Shop.Calendar, b.s.Now).Ready
	b.tile(tile(0, 0), "home.checkin", "log-in", 0, true, flow.CheckInStarted{})
	b.tile(tile(1, 0), "home.pickup", "package-check", ready, false, flow.PickupAsked{})
	b.tile(tile(0, 1), "home.scan", "scan-barcode", 0, false, flow.Opened{Screen: flow.ScreenScan})
	b.tile(tile(1, 1), "home.board", "layout-grid", b.s.Floor.Len(), false, flow.Opened{Screen: flow.ScreenBoard})

	y := bottom - slim
	foot := []button{
		{id: "home.find", text: b.t("home.find"), icon: "search", msg: flow.FindAsked{}},
		{id: "home.stock", text: b.t("home.stock"), icon: "list-checks", msg: flow.Opened{Screen: flow.ScreenStock}},
		{id: "home.enquiry", text: b.t("home.enquiry"), icon: "message-square", msg: flow.EnquiryAsked{}},
	}
	if mine := len(b.s.Mine()); b.s.HasBench() {
		foot = append(foot, button{id: "home.bench", text: b.t("home.bench", "n", strconv.Itoa(mine)), icon: "wrench", msg: flow.Opened{Screen: flow.ScreenBench}})
	}
	for i, bt := range foot {
		fw := (gridW - (len(foot)-1)*gutter) / len(foot)
		if len(foot) > 3 {
			bt.icon = "" // the word has the room
		}
		b.button(Rect{margin + i*(fw+gutter), y, fw, slim}, bt)
	}

	x := b.w - margin - rightW
	b.shelfCard(Rect{x, top, rightW, 316})
	b.todoCard(Rect{x, top + 316 + gutter, rightW, bottom - top - 316 - gutter})
	if b.s.Staff == nil {
		b.script("script.home-nobody")
	} else {
		b.script("script.home")
	}
}

// tile is one of the big actions.
func (b *builder) tile(r Rect, key, icon string, count int, primary bool, m flow.Msg) {
	st, c, c2 := style{fill: surface, stroke: line, radius: corner}, ink, ink2
	if primary {
		st, c, c2 = style{fill: ink, radius: corner}, white, rgb(0xC5CAD3)
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = key, m, b.t(key)
	b.icon(r.X+34, r.Y+34, 60, icon, c)
	if count > 0 {
		s := strconv.Itoa(count)
		f := face{value, true, ink}
		cw := max(64, b.width(s, f)+32)
		b.box(Rect{r.X + r.W - 28 - cw, r.Y + 28, cw, 56}, style{fill: chipGrey, radius: 28})
		b.text(r.X+r.W-28-cw/2, middle(r.Y+56, value), 0, center, f, s)
	}
	b.fit(r.X+34, r.Y+r.H-66, r.W-60, left, face{headline, true, c}, 30, b.t(key))
	b.fit(r.X+34, r.Y+r.H-34, r.W-60, left, face{22, false, c2}, caption, b.t(key+".sub"))
}

func (b *builder) shelfCard(r Rect) {
	b.card(r)
	b.touch("home.shelves", r, flow.Opened{Screen: flow.ScreenBoard})
	b.text(r.X+24, r.Y+36, 0, left, face{caption, false, ink2}, b.t("home.shelves"))
	y := r.Y + 50
	for _, k := range repair.Shelves {
		col := b.s.Column(k)
		strong, tint := hue(k)
		b.box(Rect{r.X + 24, y, 48, 48}, style{fill: tint, radius: 12})
		b.icon(r.X+34, y+10, 28, shelfIcon(k), strong)
		b.fit(r.X+88, y+22, r.W-180, left, face{26, true, ink}, 22, b.t("place."+string(k)))
		sub := b.t("home.shelf-empty")
		if col.Len() > 0 {
			sub = b.t("home.oldest", "age", i18n.Duration(b.lang, max(time.Minute, col.Oldest)))
		}
		b.text(r.X+88, y+50, r.W-180, left, face{caption, false, ink2}, sub)
		b.text(r.X+r.W-24, y+40, 0, right, face{38, true, ink}, strconv.Itoa(col.Len()))
		y += 64
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
	if n := floor.Missing.N; n > 0 { // the supervisor must know at once (S05)
		ts = append(ts, todo{"todo.missing", b.t("home.missing", "n", strconv.Itoa(n)), names(ids(floor.Missing.First), n), lateRed, flow.StockStepAsked{Step: flow.StockMissing}})
	}
	for _, j := range b.s.Jobs {
		if j.State == repair.JobUncertain {
			ts = append(ts, todo{"todo.uncertain", b.t("home.uncertain"), b.t("doc." + string(j.Document)), lateRed, flow.Opened{Screen: flow.ScreenPrint}})
			break
		}
	}
	if wrong := b.s.Health.Mistakes(); len(wrong) > 0 {
		where := strings.FieldsFunc(wrong[0], func(r rune) bool { return r == ':' || r == '：' })[0]
		ts = append(ts, todo{"todo.problem", b.t("home.mistakes", "n", strconv.Itoa(len(wrong))), where, soonAmber, flow.ProblemAsked{Problem: wrong[0]}})
	}
	if n := floor.Late.N; n > 0 {
		ts = append(ts, todo{"todo.late", b.t("home.late", "n", strconv.Itoa(n)), names(ids(floor.Late.First), n), lateRed, flow.Opened{Screen: flow.ScreenBoard}})
	}
	if n := floor.Soon.N; n > 0 {
		ts = append(ts, todo{"todo.soon", b.t("home.soon", "n", strconv.Itoa(n)), names(ids(floor.Soon.First), n), soonAmber, flow.Opened{Screen: flow.ScreenBoard}})
	}
	if k := b.s.Stock; k.Open() {
		total := k.Report.Total()
		at := b.t("home.stock-at", "place", b.placeText(k.Take.Places[len(k.Take.Places)-1].Place), "found", strconv.Itoa(total.Found), "expected", strconv.Itoa(total.Expected))
		ts = append(ts, todo{"todo.stock", b.t("home.stock-open"), at, soonAmber, flow.Opened{Screen: flow.ScreenStock}})
	}
	ts = append(ts, b.enquiryTodo()...)
	if len(b.s.Drafts) > 0 { // the header leads to all of them
		d := b.s.Drafts[0]
		ts = append(ts, todo{"todo.draft.0", b.t("home.draft"), d.Title, ink, flow.DraftChosen{ID: d.ID}})
	}
	if len(b.s.Due) > 0 {
		due := make([]repair.OrderID, len(b.s.Due))
		for i, r := range b.s.Due {
			due[i] = r.Order.ID
		}
		ts = append(ts, todo{"todo.due", b.t("home.due", "n", strconv.Itoa(len(due))), names(due, len(due)), ink, flow.OrderChosen{Order: b.s.Due[0].Order.ID}})
	}
	if n := b.s.Column(repair.ShelfDone).Len(); n > 0 {
		ts = append(ts, todo{"todo.notify", b.t("home.notify", "n", strconv.Itoa(n)), b.t("place.done"), ink, flow.Opened{Screen: flow.ScreenBoard}})
	}
	if b.s.DayEnds() {
		ts = append(ts, todo{"todo.day-close", b.t("day-close.action"), b.t("home.day-close"), ink, flow.DayCloseAsked{}})
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
	sub := join(repair.MaskName(open[0].Name), open[0].Question)
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
	b.text(r.X+24, r.Y+36, 0, left, face{caption, false, ink2}, b.t("home.now"))
	ts := b.todos()
	if len(ts) == 0 {
		key := "home.nothing"
		if len(b.s.Health.Problems) > 0 {
			key = b.s.Health.Problems[0]
		}
		b.empty(Rect{r.X, r.Y + 32, r.W, r.H - 40}, "check", key)
		return
	}
	n := max(1, (r.H-52)/76)
	y := r.Y + 54
	for i, t := range ts {
		if i == n {
			break
		}
		b.box(Rect{r.X + 24, y, 6, 54}, style{fill: t.color, radius: 3})
		b.fit(r.X+46, y+22, r.W-112, left, face{body, true, ink}, caption, t.text)
		b.text(r.X+46, y+50, r.W-112, left, face{caption, false, ink2}, t.sub)
		b.icon(r.X+r.W-52, y+14, 28, "chevron-right", ink3)
		b.touch(t.id, Rect{r.X, y - 11, r.W, 76}, t.msg)
		y += 76
	}
}
