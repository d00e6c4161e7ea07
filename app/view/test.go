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
	for i, c := range r.cols(len(list), 8) {
		a, st, f, icon := list[i], choosable, face{small, false, ink}, ""
		switch {
		case now == a.outcome:
			st, f, icon = style{fill: a.strong, radius: chipRad}, face{small, true, white}, a.icon
		case now == "" && stored == a.outcome:
			st, f, icon = style{fill: a.tint, stroke: a.strong, width: 2, radius: chipRad}, face{small, true, a.strong}, a.icon
		}
		text := b.t("test." + string(a.outcome))
		if a.key != "" {
			text = b.t(a.key)
		}
		b.tap(id+"."+string(a.outcome), c, st, text, m(a.outcome))
		in := c.shrink(5, 0)
		if icon == "" {
			b.line(in, center, f, text)
			continue
		}
		const gap = 27
		f.size = b.shrunk(text, f, in.W-gap)
		at, word := in.within(min(in.W, b.width(text, f)+gap), in.H).left(24, gap-24)
		b.iconIn(at, 24, icon, f.color)
		b.line(word, left, f, text)
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
	sheet := t.Sheet()
	h := heading{title: b.t("test.title"), beside: join(o.ID.Short(), b.device(o.Device))}
	if len(o.Lines) > 0 {
		h.count, h.icon, h.color = b.testCount(o, sheet)
	}
	room := b.head(h).shrink(0, -8) // five lines need it
	pages := testPages(b.testItems(o), room.H)
	page := min(t.Page, len(pages)-1)
	if t.At != "" {
		page = pageOf(pages, t.At)
	}
	if len(o.Lines) == 0 {
		b.empty(room, "list-checks", "test.empty")
	} else {
		for i, column := range room.cols(2, columnGap) {
			for _, it := range pages[page][i] {
				var row Rect
				row, column = column.top(it.height(), 0)
				b.testRow(row, it)
			}
		}
	}
	f := foot{
		paging: paging{page: page, pages: len(pages)}, turn: func(by int) flow.Msg { return flow.TestTurned{Page: page + by} },
		next: button{id: "save", text: b.t("test.save"), icon: "save", msg: flow.TestSaved{}},
	}
	if len(o.Lines) > 0 {
		f.more = append(f.more, button{
			id: "print", text: b.t("test.print"), icon: "printer", msg: flow.SheetPrinted{Blank: len(sheet) == 0},
		})
	}
	f.more = append(f.more, button{id: "all", text: b.t("test.all"), icon: "check", msg: flow.AllPassed{}})
	b.foot(f)
	b.testScript(len(repair.OpenLines(o.Lines, sheet)))
}

// testScript says what follows a sheet that was asked for by a move.
func (b *builder) testScript(open int) {
	switch t := b.s.Test; {
	case t.Retry == nil:
		b.script("")
	case open > 0:
		b.script("test.then-open", "place", b.placeText(t.Retry.To), "n", strconv.Itoa(open))
	default:
		b.say(trade.MomentTestSheet, "shelf", b.placeText(t.Retry.To))
	}
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
func (b *builder) testCount(o repair.Order, sheet []repair.TestResult) (state, icon string, c Color) {
	left, failed := b.untouched(sheet), 0
	for _, r := range sheet {
		if r.Outcome == repair.Fail && slices.ContainsFunc(o.Lines, func(l repair.TestLine) bool { return l.Key == r.Line }) {
			failed++
		}
	}
	all := len(o.Lines)
	args := []string{"done", strconv.Itoa(all - left), "of", strconv.Itoa(all), "n", strconv.Itoa(left)}
	switch {
	case left == 0 && failed == 0:
		return b.t("test.complete"), "circle-check", okGreen
	case failed > 0:
		args[len(args)-1] = strconv.Itoa(failed)
		return b.t("test.failed", args...), "circle-x", lateRed
	}
	return b.t("test.left", args...), "circle-dashed", ink
}

// pager turns pages; page counts from 0.
func (b *builder) pager(r Rect, page, pages int, m func(by int) flow.Msg) {
	less, r := r.left(r.H, 0)
	b.button(less, button{id: "page.less", icon: "chevron-left", off: page == 0, msg: m(-1)})
	more, r := r.right(r.H, 0)
	b.button(more, button{id: "page.more", icon: "chevron-right", off: page == pages-1, msg: m(1)})
	b.line(r, center, face{body, true, ink}, b.t("test.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa(pages)))
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
		return b.word(t.Notes[l.Key])
	case now == repair.Fail || now == "" && stored.Outcome == repair.Fail:
		return b.word(stored.Note)
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
	acts, words := r.right(3*112+gutter, gutter)
	acts = acts.within(acts.W, testRowH-14)
	answersOf := answers
	if figure := l.FigureOf(); figure != "" {
		box, _ := words.top(testCmpH-14, 0)
		answersOf = b.testFigure(box, l, t.Row.Order.Device.Figure(figure))
	} else {
		var rs []remark
		if l.Key == repair.LineFigures {
			for _, f := range figures(t.Row.Order.Device.Figures) {
				rs = append(rs, remark{"", f, ink2})
			}
		}
		if it.note != "" {
			for i, text := range b.v.Text.Wrap(it.note, b.px(cutSize(caption)), true, b.px(words.W-28), 2) {
				rs = append(rs, remark{[]string{"triangle-alert", noIcon}[i], text, lateRed})
			}
		}
		_, words = words.bottom(10, 0)
		b.remarks(words, b.testLine(l), append(rs, b.testBy(now, stored)...))
	}
	b.answers(acts, "line."+l.Key, answersOf, stored.Outcome, now, func(out repair.Outcome) flow.Msg {
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
	name := b.testLine(l)
	b.tap("value."+l.Key, r, choosable, name, flow.ValueAsked{Line: l.Key})
	const labelW = 54
	in := r.shrink(12, 0)
	pencil, _ := in.shrink(0, 8).right(22, 0)
	b.icon(pencil.X, pencil.Y, 22, "pencil", ink3)
	var rows []remark // with the label in place of the icon's name
	if was != "" {
		rows = append(rows, remark{b.t("test.was"), was, ink2})
	}
	if is != "" && (was == "" || !repair.SameFigure(was, is)) {
		c := lateRed
		if was == "" {
			c = ink2
		}
		rows = append(rows, remark{b.t("test.is"), is, c})
	}
	by := b.testBy(now, stored)
	lines := in.within(in.W, (1+len(rows)+len(by))*22).rows(1+len(rows)+len(by), 0)
	_, title := lines[0].right(26, 0)
	b.line(title, left, face{small, true, ink}, name)
	for i, m := range rows {
		over, text := lines[1+i].left(labelW, 0)
		if m.color == lateRed {
			b.icon(over.X, over.midY()-10, 20, "triangle-alert", lateRed)
			b.line(text, left, face{caption, true, lateRed}, m.text)
			continue
		}
		_, over = over.right(6, 0)
		b.line(over, left, face{caption, false, ink3}, m.icon)
		b.line(text, left, face{caption, false, m.color}, m.text)
	}
	for i, m := range by {
		b.remark(lines[1+len(rows)+i], m)
	}
	list := slices.Clone(answers)
	if was != "" {
		list[0].key, list[1].key = "test.same", "test.other"
	}
	return list
}

// remark draws one, with its icon before it.
func (b *builder) remark(r Rect, m remark) {
	f := face{caption, false, m.color}
	if m.icon != "" {
		at, words := r.left(22, 6)
		if m.icon != noIcon {
			b.iconIn(at, 22, m.icon, m.color)
		}
		f, r = face{cutSize(caption), true, m.color}, words
	}
	b.line(r, left, f, m.text)
}

// remarks centres a text in bold and remarks below it.
func (b *builder) remarks(r Rect, text string, rs []remark) {
	const pitch = 25
	f, room := face{body, true, ink}, max(1, r.H/pitch-len(rs))
	if b.width(text, f) > r.W {
		f.size = small
	}
	ls := b.v.Text.Wrap(text, b.px(f.size), true, b.px(r.W), room)
	rows := r.within(r.W, (len(ls)+len(rs))*pitch).rows(len(ls)+len(rs), 0)
	for i, s := range ls {
		b.text(rows[i].X, middle(rows[i].midY(), f.size), 0, left, f, s)
	}
	for i, m := range rs {
		b.remark(rows[len(ls)+i], m)
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
		b.typing(join(b.testLine(l), about), entryField{flow.FieldValue, b.t("field.test-value"), b.t("field.test-value.hint")})
		return
	}
	if b.s.Focus == flow.FieldNote {
		b.typing(b.testLine(l), entryField{flow.FieldNote, b.t("field.test-note"), b.t("field.test-note.hint")})
		return
	}
	room := b.head(heading{title: b.t("test.what-wrong"), beside: b.testLine(l)})
	var cs []choice
	for _, key := range usualNotes {
		on := b.s.Shop.Trade.Key(t.Text, usualNotes...) == key
		cs = append(cs, choice{id: key, text: b.t(key), on: on, msg: flow.NoteChosen{Text: key}})
	}
	own, _ := b.choose(room, 3, cs...).top(choiceH, 0)
	b.field(own, flow.FieldNote, "", b.t("field.test-note.hint"))
	next := "test.no-note"
	if t.Text != "" {
		next = "test.note-done"
	}
	b.foot(foot{next: button{id: "note.done", text: b.t(next), msg: flow.LineDone{}}})
	b.script("")
}

// lines centres a text in bold and quiet notes below it.
func (b *builder) lines(r Rect, text string, notes []string) {
	var rs []remark
	for _, s := range notes {
		rs = append(rs, remark{"", s, ink2})
	}
	b.remarks(r, text, rs)
}
