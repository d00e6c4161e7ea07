package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

// answer is one outcome of a test line with its icon and colour.
type answer struct {
	outcome      repair.Outcome
	icon         string
	strong, tint Color
}

var answers = []answer{
	{repair.Pass, "check", okGreen, okTint},
	{repair.Fail, "x", lateRed, lateTint},
	{repair.NotApplicable, "minus", benchGrey, benchTint},
}

// testLine is the words of a line of a test sheet.
func (b *builder) testLine(l repair.TestLine) string {
	return trade.LineText(b.lang, l)
}

// figures are what the machine said of itself at check-in, a line each.
func figures(f repair.Figures) []string {
	return slices.DeleteFunc([]string{f.CPU, f.Memory, f.Disk}, func(s string) bool { return s == "" })
}

// answers draws the outcomes to choose from. What is stored already is pale,
// what was touched now is full.
func (b *builder) answers(r Rect, id string, list []answer, stored, now repair.Outcome, m func(repair.Outcome) flow.Msg) {
	w := (r.W - (len(list)-1)*8) / len(list)
	for i, a := range list {
		c := Rect{r.X + i*(w+8), r.Y, w, r.H}
		st, f := style{fill: surface, stroke: control, width: 2, radius: chipRad}, face{22, false, ink}
		icon := ""
		switch {
		case now == a.outcome:
			st, f, icon = style{fill: a.strong, radius: chipRad}, face{22, true, white}, a.icon
		case now == "" && stored == a.outcome:
			st, f, icon = style{fill: a.tint, stroke: a.strong, width: 2, radius: chipRad}, face{22, true, a.strong}, a.icon
		}
		text := b.t("test." + string(a.outcome))
		n := b.box(c, st)
		n.ID, n.Touch, n.Text, n.Reach = id+"."+string(a.outcome), m(a.outcome), text, b.px(reach)
		tw, x := b.width(text, f), 0
		if icon != "" {
			x = 27
		}
		x0 := c.X + (c.W-tw-x)/2
		if icon != "" {
			b.icon(x0-2, c.Y+c.H/2-12, 24, icon, f.color)
		}
		b.text(x0+x, middle(c.Y+c.H/2, f.size), 0, left, f, text)
	}
}

// The heights of the test sheet's rows.
const (
	testRowH = 92
	testFigH = 160 // the line that also shows the figures of the check-in
	testCapH = 34
)

// testItem is a line of the sheet, or with a caption the head of its part.
type testItem struct {
	line    repair.TestLine
	caption string
}

func (t testItem) height() int {
	if t.caption != "" {
		return testCapH
	}
	if t.line.Key == repair.LineFigures {
		return testFigH
	}
	return testRowH
}

// test is the engineer's sheet: every line wants one of three answers.
func (b *builder) test() {
	b.header()
	t, o := b.s.Test, b.s.Test.Row.Order
	w := b.w - 2*margin
	tw := b.text(margin, headerH+58, 0, left, face{headline, true, ink}, b.t("test.title"))
	b.text(margin+tw+28, headerH+54, w-tw-28-280, left, face{body, false, ink2}, join(o.ID.String(), b.device(o.Device)))
	open := len(repair.OpenLines(o.Lines, b.testSheet()))
	if len(o.Lines) > 0 {
		state, icon, c := b.t("test.left", "n", strconv.Itoa(open)), "circle-dashed", ink
		if open == 0 {
			state, icon, c = b.t("test.complete"), "circle-check", okGreen
		}
		sw := b.text(b.w-margin, headerH+54, 240, right, face{body, true, c}, state)
		b.icon(b.w-margin-sw-40, headerH+30, 30, icon, c)
	}

	top, bottom := headerH+76, b.bottomY()-12
	pages := testPages(testItems(b, o), bottom-top)
	page := min(t.Page, len(pages)-1)
	if len(o.Lines) == 0 {
		b.empty(Rect{margin, top, w, bottom - top}, "list-checks", "test.empty")
	} else {
		cw := (w - 32) / 2
		for col, items := range pages[page] {
			y := top
			for _, it := range items {
				b.testRow(Rect{margin + col*(cw+32), y, cw, it.height()}, it)
				y += it.height()
			}
		}
	}

	y := b.bottomY()
	b.button(Rect{margin, y, 168, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	if len(pages) > 1 {
		b.pager(Rect{margin + 184, y, 300, buttonH}, page, len(pages), func(by int) flow.Msg { return flow.TestTurned{By: by} })
	}
	b.button(Rect{b.sideX() - gutter - 240, y, 240, buttonH}, button{id: "all", text: b.t("test.all"), icon: "check", off: open == 0 || len(o.Lines) == 0, msg: flow.AllPassed{}})
	b.button(Rect{b.sideX(), y, sideW, buttonH}, button{id: "save", text: b.t("test.save"), icon: "save", primary: true, off: len(t.Results) == 0, msg: flow.TestSaved{}})
	if t.Retry != nil {
		b.script("test.then", "place", b.placeText(t.Retry.To))
		return
	}
	b.script("")
}

// pager turns pages; page counts from 0.
func (b *builder) pager(r Rect, page, pages int, m func(by int) flow.Msg) {
	side := r.H
	b.button(Rect{r.X, r.Y, side, r.H}, button{id: "page.less", icon: "chevron-left", off: page == 0, msg: m(-1)})
	b.button(Rect{r.X + r.W - side, r.Y, side, r.H}, button{id: "page.more", icon: "chevron-right", off: page == pages-1, msg: m(1)})
	b.text(r.X+r.W/2, middle(r.Y+r.H/2, body), 0, center, face{body, true, ink}, b.t("test.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa(pages)))
}

// testSheet is what is stored with what was touched now laid over it.
func (b *builder) testSheet() []repair.TestResult {
	t := b.s.Test
	rs := slices.Clone(t.Row.Order.Test)
	rs = slices.DeleteFunc(rs, func(r repair.TestResult) bool { return t.Results[r.Line] != "" })
	for line, out := range t.Results {
		rs = append(rs, repair.TestResult{Line: line, Outcome: out})
	}
	return rs
}

// testItems are the lines with a caption over the tests and one over the
// cleaning.
func testItems(b *builder, o repair.Order) (items []testItem) {
	part := ""
	for _, l := range o.Lines {
		p := "test.tests"
		if strings.HasPrefix(l.Key, "clean.") {
			p = "test.cleaning"
		}
		if p != part {
			part = p
			items = append(items, testItem{caption: b.t(p)})
		}
		items = append(items, testItem{line: l})
	}
	return items
}

// testPages flows the items into pages of two columns of height h. A caption
// never ends a column, and a part that goes on in the next one is named there
// again.
func testPages(items []testItem, h int) [][2][]testItem {
	pages := make([][2][]testItem, 1)
	col, y, part := 0, 0, testItem{}
	for i, it := range items {
		if it.caption != "" {
			part = it
		}
		need := it.height()
		if it.caption != "" && i+1 < len(items) {
			need += items[i+1].height()
		}
		if y+need > h && y > 0 {
			if y, col = 0, col+1; col == 2 {
				col = 0
				pages = append(pages, [2][]testItem{})
			}
			if it.caption == "" {
				pages[len(pages)-1][col] = append(pages[len(pages)-1][col], part)
				y += part.height()
			}
		}
		pages[len(pages)-1][col] = append(pages[len(pages)-1][col], it)
		y += it.height()
	}
	return pages
}

// testRow is one line: what to test, what is known of it, three answers.
func (b *builder) testRow(r Rect, it testItem) {
	if it.caption != "" {
		b.text(r.X, r.Y+22, r.W, left, face{caption, false, ink2}, it.caption)
		return
	}
	o := b.s.Test.Row.Order
	l := it.line
	now := b.s.Test.Results[l.Key]
	var stored repair.TestResult
	if i := slices.IndexFunc(o.Test, func(t repair.TestResult) bool { return t.Line == l.Key }); i >= 0 {
		stored = o.Test[i]
	}
	var notes []string
	aw := 3*112 + 16
	tw := r.W - aw - 16
	if l.Key == repair.LineFigures {
		notes = figures(o.Device.Figures)
	}
	if stored.Outcome != "" {
		notes = append(notes, b.t("test.by", "who", b.s.Person(stored.By).Name, "when", b.moment(stored.At)))
	}
	b.lines(r.X, r.Y, tw, r.H-10, b.testLine(l), notes)
	b.answers(Rect{r.X + r.W - aw, r.Y + (r.H-testRowH)/2, aw, testRowH - 14}, "line."+l.Key, answers, stored.Outcome, now, func(out repair.Outcome) flow.Msg {
		return flow.LineTouched{Line: l.Key, Outcome: out}
	})
}

// lines centres a text in bold and notes below it in the height h.
func (b *builder) lines(x, y, w, h int, text string, notes []string) {
	const pitch = 25
	f, room := face{body, true, ink}, max(1, h/pitch-len(notes))
	if b.width(text, f) > w {
		f.size = 22
	}
	ls := b.v.Text.Wrap(text, b.px(f.size), true, b.px(w), room)
	base := y + h/2 - (len(ls)+len(notes)-1)*pitch/2 + 8
	for _, s := range ls {
		b.text(x, base, 0, left, f, s)
		base += pitch
	}
	for _, s := range notes {
		b.fit(x, base, w, left, face{caption, false, ink2}, 17, s)
		base += pitch
	}
}
