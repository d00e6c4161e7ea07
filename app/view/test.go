package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

// answer is one outcome of a test line with its icon and colour.
type answer struct {
	outcome      repair.Outcome
	icon         string
	strong, tint Color
	key          string // of its word, if it is another than that of the outcome
}

var answers = []answer{
	{repair.Pass, "check", okGreen, okTint, ""},
	{repair.Fail, "x", lateRed, lateTint, ""},
	{repair.NotApplicable, "minus", benchGrey, benchTint, ""},
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
		if a.key != "" {
			text = b.t(a.key)
		}
		n := b.box(c, st)
		n.ID, n.Touch, n.Text, n.Reach = id+"."+string(a.outcome), m(a.outcome), text, b.px(reach)
		x := 0
		if icon != "" {
			x = 27
		}
		for f.size > 16 && b.width(text, f)+x > w-10 {
			f.size--
		}
		tw := b.width(text, f)
		x0 := c.X + (c.W-tw-x)/2
		if icon != "" {
			b.icon(x0-2, c.Y+c.H/2-12, 24, icon, f.color)
		}
		b.text(x0+x, middle(c.Y+c.H/2, f.size), 0, left, f, text)
	}
}

// The heights of the test sheet's rows.
const (
	testRowH  = 92
	testNoteH = 136 // a line with a note
	testCmpH  = 106 // a line that compares, and can be touched
	testFigH  = 160 // the one line that shows all figures of the check-in
	testCapH  = 34
)

// testItem is a line of the sheet, or with a caption the head of its part.
type testItem struct {
	line    repair.TestLine
	note    string // what is wrong
	caption string
}

func (t testItem) height() int {
	if t.caption != "" {
		return testCapH
	}
	switch {
	case t.line.Key == repair.LineFigures:
		return testFigH
	case t.line.FigureOf() != "":
		return testCmpH
	case t.note != "":
		return testNoteH
	}
	return testRowH
}

func init() { pages[flow.ScreenTest] = (*builder).test }

// test is the engineer's sheet: every line wants one of three answers.
func (b *builder) test() {
	if b.s.Test.Line != "" {
		b.testLineInHand()
		return
	}
	b.header()
	t, o := b.s.Test, b.s.Test.Row.Order
	w := b.w - 2*margin
	tw := b.text(margin, headerH+58, 0, left, face{headline, true, ink}, b.t("test.title"))
	b.fit(margin+tw+28, headerH+54, w-tw-28-420, left, face{body, false, ink2}, 18, join(o.ID.Short(), b.device(o.Device)))
	sheet := t.Sheet()
	open := len(repair.OpenLines(o.Lines, sheet))
	if len(o.Lines) > 0 {
		b.testCount(o, sheet)
	}

	top, bottom := headerH+76, b.bottomY()-12
	pages := testPages(b.testItems(o), bottom-top)
	page := min(t.Page, len(pages)-1)
	if t.At != "" {
		page = pageOf(pages, t.At)
	}
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
	b.button(Rect{margin, y, 150, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	x := margin + 150 + gutter
	if len(pages) > 1 {
		b.pager(Rect{x, y, 270, buttonH}, page, len(pages), func(by int) flow.Msg { return flow.TestTurned{Page: page + by} })
		x += 270 + gutter
	}
	if len(o.Lines) > 0 {
		b.button(Rect{x, y, 136, buttonH}, button{id: "print", text: b.t("test.print"), icon: "printer", size: body, msg: flow.SheetPrinted{Blank: len(sheet) == 0}})
		x += 136 + gutter
	}
	const saveW = 248
	sx := b.w - margin - saveW
	aw := min(300, sx-gutter-x)
	b.button(Rect{sx - gutter - aw, y, aw, buttonH}, button{id: "all", text: b.t("test.all"), icon: "check", off: b.untouched(sheet) == 0, msg: flow.AllPassed{}})
	b.button(Rect{sx, y, saveW, buttonH}, button{id: "save", text: b.t("test.save"), icon: "save", primary: true, off: len(t.Results) == 0, msg: flow.TestSaved{}})
	if t.Retry != nil {
		if open > 0 {
			b.script("test.then-open", "place", b.placeText(t.Retry.To), "n", strconv.Itoa(open))
			return
		}
		b.script("test.then", "place", b.placeText(t.Retry.To))
		return
	}
	b.script("")
}

// untouched counts the lines without any result.
func (b *builder) untouched(sheet []repair.TestResult) (n int) {
	for _, l := range b.s.Test.Row.Order.Lines {
		if !slices.ContainsFunc(sheet, func(r repair.TestResult) bool { return r.Line == l.Key }) {
			n++
		}
	}
	return n
}

// testCount says how far the sheet is: done of all, and what has failed.
func (b *builder) testCount(o repair.Order, sheet []repair.TestResult) {
	left, failed := b.untouched(sheet), 0
	for _, r := range sheet {
		if r.Outcome == repair.Fail && slices.ContainsFunc(o.Lines, func(l repair.TestLine) bool { return l.Key == r.Line }) {
			failed++
		}
	}
	all := len(o.Lines)
	state, icon, c := b.t("test.left", "done", strconv.Itoa(all-left), "of", strconv.Itoa(all), "n", strconv.Itoa(left)), "circle-dashed", ink
	switch {
	case left == 0 && failed == 0:
		state, icon, c = b.t("test.complete"), "circle-check", okGreen
	case failed > 0:
		state, icon, c = b.t("test.failed", "done", strconv.Itoa(all-left), "of", strconv.Itoa(all), "n", strconv.Itoa(failed)), "circle-x", lateRed
	}
	sw := b.fit(b.w-margin, headerH+54, 380, right, face{body, true, c}, 18, state)
	b.icon(b.w-margin-sw-40, headerH+30, 30, icon, c)
}

// pager turns pages; page counts from 0.
func (b *builder) pager(r Rect, page, pages int, m func(by int) flow.Msg) {
	side := r.H
	b.button(Rect{r.X, r.Y, side, r.H}, button{id: "page.less", icon: "chevron-left", off: page == 0, msg: m(-1)})
	b.button(Rect{r.X + r.W - side, r.Y, side, r.H}, button{id: "page.more", icon: "chevron-right", off: page == pages-1, msg: m(1)})
	b.text(r.X+r.W/2, middle(r.Y+r.H/2, body), 0, center, face{body, true, ink}, b.t("test.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa(pages)))
}

// testItems are the lines with a caption over each part.
func (b *builder) testItems(o repair.Order) (items []testItem) {
	part := ""
	for _, l := range o.Lines {
		if p := trade.PartOf(l, part); p != part {
			part = p
			items = append(items, testItem{caption: trade.PartText(b.lang, p)})
		}
		items = append(items, testItem{line: l, note: b.testNote(l)})
	}
	return items
}

// testNote is what is wrong with a line that fails.
func (b *builder) testNote(l repair.TestLine) string {
	t := b.s.Test
	now := t.Results[l.Key]
	stored, _ := t.Stored(l.Key)
	switch {
	case now == repair.Fail && t.Notes[l.Key] != "":
		return t.Notes[l.Key]
	case now == repair.Fail || now == "" && stored.Outcome == repair.Fail:
		return stored.Note
	}
	return ""
}

// pageOf is the page that a line stands on.
func pageOf(pages [][2][]testItem, key string) int {
	for i, p := range pages {
		for _, col := range p {
			if slices.ContainsFunc(col, func(t testItem) bool { return t.line.Key == key }) {
				return i
			}
		}
	}
	return 0
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

// noIcon leaves the room of an icon: the second line of a remark.
const noIcon = "-"

// noteSize is that of a note on the sheet, of which two lines stand beside the
// answers.
const noteSize = 18

// remark is a line below the name of a test, with an icon if it is a warning.
type remark struct {
	icon, text string
	color      Color
}

// testRow is one line: what to test, what is known of it, three answers.
func (b *builder) testRow(r Rect, it testItem) {
	if it.caption != "" {
		b.text(r.X, r.Y+22, r.W, left, face{caption, false, ink2}, it.caption)
		return
	}
	t, l := b.s.Test, it.line
	now := t.Results[l.Key]
	stored, _ := t.Stored(l.Key)
	aw := 3*112 + 16
	tw := r.W - aw - 16
	answersOf := answers
	if figure := l.FigureOf(); figure != "" {
		answersOf = b.testFigure(Rect{r.X, r.Y, tw, testCmpH - 14}, l, t.Row.Order.Device.Figure(figure))
	} else {
		var rs []remark
		if l.Key == repair.LineFigures {
			for _, f := range figures(t.Row.Order.Device.Figures) {
				rs = append(rs, remark{"", f, ink2})
			}
		}
		if it.note != "" {
			for i, text := range b.v.Text.Wrap(it.note, b.px(noteSize), true, b.px(tw-28), 2) {
				rs = append(rs, remark{[]string{"triangle-alert", noIcon}[i], text, lateRed})
			}
		}
		b.remarks(Rect{r.X, r.Y, tw, r.H - 10}, b.testLine(l), append(rs, b.testBy(now, stored)...))
	}
	b.answers(Rect{r.X + r.W - aw, r.Y + (r.H-testRowH)/2, aw, testRowH - 14}, "line."+l.Key, answersOf, stored.Outcome, now, func(out repair.Outcome) flow.Msg {
		return flow.LineTouched{Line: l.Key, Outcome: out}
	})
}

// testBy is who filled a line in, and when.
func (b *builder) testBy(now repair.Outcome, stored repair.TestResult) []remark {
	if stored.Outcome == "" || now != "" && now != stored.Outcome {
		return nil
	}
	return []remark{{"", b.t("test.by", "who", b.s.Person(stored.By).Name, "when", b.moment(stored.At)), ink2}}
}

// testFigure is a line that compares: what the check-in says beside what the
// machine says now. A touch types the latter. It returns the answers.
func (b *builder) testFigure(r Rect, l repair.TestLine, was string) []answer {
	t := b.s.Test
	stored, _ := t.Stored(l.Key)
	is, now := stored.Value, t.Results[l.Key]
	if v, ok := t.Values[l.Key]; ok {
		is = v
	}
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	name := b.testLine(l)
	n.ID, n.Touch, n.Text, n.Reach = "value."+l.Key, flow.ValueAsked{Line: l.Key}, name, b.px(reach)
	const pitch, labelW = 22, 54
	x, w := r.X+12, r.W-24
	b.icon(r.X+r.W-34, r.Y+8, 22, "pencil", ink3)
	type pair struct {
		label, text string
		color       Color
	}
	var rows []pair
	if was != "" {
		rows = append(rows, pair{b.t("test.was"), was, ink2})
	}
	if is != "" && (was == "" || !repair.SameFigure(was, is)) {
		c := lateRed
		if was == "" {
			c = ink2
		}
		rows = append(rows, pair{b.t("test.is"), is, c})
	}
	by := b.testBy(now, stored)
	base := r.Y + r.H/2 - (len(rows)+len(by))*pitch/2 + 7
	b.fit(x, base, w-26, left, face{22, true, ink}, 15, name)
	for _, p := range rows {
		base += pitch
		if p.color == lateRed {
			b.icon(x, base-17, 20, "triangle-alert", lateRed)
			b.fit(x+labelW, base, w-labelW, left, face{caption, true, lateRed}, 14, p.text)
			continue
		}
		b.fit(x, base, labelW-6, left, face{17, false, ink3}, 13, p.label)
		b.fit(x+labelW, base, w-labelW, left, face{caption, false, p.color}, 14, p.text)
	}
	for _, m := range by {
		base += pitch
		b.remark(x, base, w, 14, m)
	}
	list := slices.Clone(answers)
	if was != "" {
		list[0].key, list[1].key = "test.same", "test.other"
	}
	return list
}

// remark draws one, with its icon before it.
func (b *builder) remark(x, base, w, floor int, m remark) {
	f := face{caption, false, m.color}
	if m.icon != "" {
		f.bold, f.size = true, noteSize
		if m.icon != noIcon {
			b.icon(x, base-18, 22, m.icon, m.color)
		}
		x, w = x+28, w-28
	}
	b.fit(x, base, w, left, f, floor, m.text)
}

// remarks centres a text in bold and remarks below it.
func (b *builder) remarks(r Rect, text string, rs []remark) {
	const pitch = 25
	f, room := face{body, true, ink}, max(1, r.H/pitch-len(rs))
	if b.width(text, f) > r.W {
		f.size = 22
	}
	ls := b.v.Text.Wrap(text, b.px(f.size), true, b.px(r.W), room)
	base := r.Y + r.H/2 - (len(ls)+len(rs)-1)*pitch/2 + 8
	for _, s := range ls {
		b.text(r.X, base, 0, left, f, s)
		base += pitch
	}
	for _, m := range rs {
		b.remark(r.X, base, r.W, 15, m)
		base += pitch
	}
}

// usualNotes are what is usually wrong, so that nobody has to type.
var usualNotes = []string{"note.dead", "note.sometimes", "note.noise", "note.damaged", "note.missing", "note.before"}

// testLineInHand asks for a note, or for what the machine says of itself.
func (b *builder) testLineInHand() {
	t := b.s.Test
	l := repair.TestLine{Key: t.Line}
	for _, x := range t.Row.Order.Lines {
		if x.Key == t.Line {
			l = x
		}
	}
	b.header()
	if b.s.Focus == flow.FieldValue {
		about := b.t("test.was-none")
		if was := t.Row.Order.Device.Figure(l.FigureOf()); was != "" {
			about = b.t("test.was-then", "was", was)
		}
		tw := b.fit(margin, headerH+56, b.w/2, left, face{value, true, ink}, 22, b.testLine(l))
		b.fit(margin+tw+28, headerH+55, b.w-2*margin-tw-28, left, face{body, false, ink2}, 16, about)
		b.entry(headerH+112, entryField{flow.FieldValue, b.t("field.test-value"), b.t("field.test-value.hint")})
		return
	}
	if b.s.Focus == flow.FieldNote {
		b.fit(margin, headerH+56, b.w-2*margin, left, face{value, true, ink}, 22, b.testLine(l))
		b.entry(headerH+112, entryField{flow.FieldNote, b.t("field.test-note"), b.t("field.test-note.hint")})
		return
	}
	tw := b.text(margin, headerH+62, 0, left, face{headline, true, ink}, b.t("test.what-wrong"))
	b.fit(margin+tw+28, headerH+58, b.w-2*margin-tw-28, left, face{value, false, ink2}, 20, b.testLine(l))
	var cs []choice
	for _, key := range usualNotes {
		text := b.t(key)
		cs = append(cs, choice{id: key, text: text, on: t.Text == text, msg: flow.NoteChosen{Text: text}})
	}
	y := b.choices(Rect{margin, serviceTop, b.w - 2*margin, 0}, 3, cs...)
	b.field(Rect{margin, y + 12, b.w - 2*margin, choiceH}, flow.FieldNote, "", b.t("field.test-note.hint"))
	y = b.bottomY()
	b.button(Rect{margin, y, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	next := "test.no-note"
	if t.Text != "" {
		next = "test.note-done"
	}
	b.button(Rect{b.sideX(), y, sideW, buttonH}, button{id: "note.done", text: b.t(next), primary: true, msg: flow.LineDone{}})
	b.script("")
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
