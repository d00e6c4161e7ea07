package flow

import (
	"maps"
	"slices"
	"strings"

	"countertop/app/repair"
)

// TestPage is the engineer's test sheet of one order. What is filled in here
// is stored when a page is turned and whenever the sheet is left.
type TestPage struct {
	Row     repair.Row
	Results map[string]repair.Outcome // filled in here, not stored yet
	// Values are what the machine says of itself, Notes what is wrong, by line.
	Values, Notes map[string]string
	// Retry is the move that the open sheet had refused.
	Retry *repair.MoveMachine
	SheetPlace
	// Line is in hand: its note or its value is asked for, and Text is typed.
	Line, Text string
	// Sent is set while the store has all of Results.
	Sent bool
}

// SheetPlace is where one is on a sheet: on a page, or at a line whose page
// the view finds.
type SheetPlace struct {
	Page int
	At   string
}

// Messages of the test sheet.
type (
	// TestAsked opens the test sheet of an order; Retry is the move that it
	// stopped.
	TestAsked struct {
		Order repair.OrderID
		Retry *repair.MoveMachine
	}
	// LineTouched sets the outcome of a line.
	LineTouched struct {
		Line    string
		Outcome repair.Outcome
	}
	// ValueAsked types what the machine says of itself.
	ValueAsked struct{ Line string }
	// NoteChosen says what is wrong with the line in hand in ready-made words.
	NoteChosen struct{ Text string }
	// LineDone puts the line in hand down with what was typed.
	LineDone struct{}
	// AllPassed sets every line that is open to pass, but none that failed.
	AllPassed struct{}
	// TestTurned goes to a page of a long sheet.
	TestTurned struct{ Page int }
	// TestSaved stores the sheet.
	TestSaved struct{}
	// SheetPrinted prints the sheet with its answers, or Blank.
	SheetPrinted struct{ Blank bool }
)

// testMsg are the messages that belong to the test sheet.
//
//sumtype:decl
type testMsg interface {
	Msg
	testMsg()
}

func (TestAsked) owner() Screen    { return ScreenTest }
func (LineTouched) owner() Screen  { return ScreenTest }
func (ValueAsked) owner() Screen   { return ScreenTest }
func (NoteChosen) owner() Screen   { return ScreenTest }
func (LineDone) owner() Screen     { return ScreenTest }
func (AllPassed) owner() Screen    { return ScreenTest }
func (TestTurned) owner() Screen   { return ScreenTest }
func (TestSaved) owner() Screen    { return ScreenTest }
func (SheetPrinted) owner() Screen { return ScreenTest }
func (TestAsked) testMsg()         {}
func (LineTouched) testMsg()       {}
func (ValueAsked) testMsg()        {}
func (NoteChosen) testMsg()        {}
func (LineDone) testMsg()          {}
func (AllPassed) testMsg()         {}
func (TestTurned) testMsg()        {}
func (TestSaved) testMsg()         {}
func (SheetPrinted) testMsg()      {}

// line is a line of the sheet by its key.
func (t TestPage) line(key string) repair.TestLine {
	for _, l := range t.Row.Order.Lines {
		if l.Key == key {
			return l
		}
	}
	return repair.TestLine{Key: key}
}

// Stored is what the store has of a line.
func (t TestPage) Stored(key string) (repair.TestResult, bool) {
	i := slices.IndexFunc(t.Row.Order.Test, func(r repair.TestResult) bool { return r.Line == key })
	if i < 0 {
		return repair.TestResult{}, false
	}
	return t.Row.Order.Test[i], true
}

// Sheet is what is stored with what was touched now laid over it.
func (t TestPage) Sheet() []repair.TestResult {
	rs := slices.DeleteFunc(slices.Clone(t.Row.Order.Test), func(r repair.TestResult) bool { return t.Results[r.Line] != "" })
	return append(rs, t.results()...)
}

// results are the touched lines in the order of the sheet.
func (t TestPage) results() []repair.TestResult {
	rs := results(t.Row.Order, t.Results)
	for i := range rs {
		if rs[i].Outcome == repair.Fail {
			rs[i].Note = t.Notes[rs[i].Line]
		}
		if rs[i].Outcome != repair.NotApplicable {
			rs[i].Value = t.Values[rs[i].Line]
		}
	}
	return rs
}

func updateTest(s State, m testMsg) (State, []Cmd) {
	switch m := m.(type) {
	case TestAsked:
		s.Test = TestPage{Retry: m.Retry}
		return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenTest}}
	case LineTouched:
		if ask := s.Test.answer(m.Line, m.Outcome); ask != "" {
			return s.focus(ask), nil
		}
	case ValueAsked:
		s.Test.Line, s.Test.Text = m.Line, s.Test.value(m.Line)
		return s.focus(FieldValue), nil
	case NoteChosen:
		s.Test.Text = m.Text
		return s.lineDone(), nil
	case LineDone:
		return s.lineDone(), nil
	case AllPassed:
		for _, l := range repair.OpenLines(s.Test.Row.Order.Lines, s.Test.Sheet()) {
			if r, ok := s.Test.Stored(l.Key); s.Test.Results[l.Key] == "" && (!ok || r.Outcome != repair.Fail) {
				s.Test.answer(l.Key, repair.Pass)
			}
		}
	case TestTurned:
		s.Test.SheetPlace = SheetPlace{Page: max(0, m.Page)}
	case TestSaved:
		if len(s.Test.Results) == 0 {
			return s.back(), nil
		}
		s.Test.Sent = true
		return s, []Cmd{s.commit(TagTest, s.Test.Row.Order.ID, repair.RecordTest{Results: s.Test.results()})}
	case SheetPrinted:
		j := repair.PrintJob{Document: repair.DocTestSheet, Order: s.Test.Row.Order.ID, Copy: 1}
		if m.Blank {
			j.Subject = SheetBlank
		}
		return s.notify("print.queued"), []Cmd{AddJobs{[]repair.PrintJob{j}}}
	}
	return s, nil
}

// SheetBlank is the subject of a printed sheet without its answers.
const SheetBlank = "blank"

// value is what was typed for a line, else what is stored.
func (t TestPage) value(key string) string {
	if v, ok := t.Values[key]; ok {
		return v
	}
	r, _ := t.Stored(key)
	return r.Value
}

// answer gives a line its outcome. One that passes and compares says what the
// check-in says; one that fails asks what is wrong, or in ask what the machine
// says.
func (t *TestPage) answer(line string, o repair.Outcome) (ask Field) {
	t.Sent = false
	t.Results = withOutcome(t.Results, line, o)
	figure := t.line(line).FigureOf()
	switch {
	case o == repair.Pass && figure != "":
		was, typed := t.Row.Order.Device.Figure(figure), t.value(line)
		if was != "" && !repair.SameFigure(was, typed) {
			t.Values = withText(t.Values, line, was)
		}
	case o == repair.Fail && figure != "" && t.Row.Order.Device.Figure(figure) != "":
		t.Line, t.Text = line, ""
		return FieldValue
	case o == repair.Fail:
		r, _ := t.Stored(line)
		if t.Line, t.Text = line, t.Notes[line]; t.Text == "" {
			t.Text = r.Note
		}
	}
	return ""
}

// lineDone takes the note or the value of the line in hand.
func (s State) lineDone() State {
	typing := s.Focus
	s, _ = s.settled()
	s.unfocus()
	s.Test.putDown(typing)
	return s
}

// putDown takes what was typed of the line in hand, in the field with the keys.
// A value decides: what is not as at check-in has failed.
func (t *TestPage) putDown(typing Field) {
	line, text := t.Line, strings.TrimSpace(t.Text)
	t.Line, t.Text = "", ""
	switch figure := t.line(line).FigureOf(); {
	case line == "":
	case figure == "" || typing != FieldValue && t.Row.Order.Device.Figure(figure) == "":
		t.Notes = withText(t.Notes, line, text)
		t.Sent = false
	case text != "":
		was := t.Row.Order.Device.Figure(figure)
		t.Values = withText(t.Values, line, text)
		t.Results = withOutcome(t.Results, line, repair.Pass)
		if was != "" && !repair.SameFigure(was, text) {
			t.Results = withOutcome(t.Results, line, repair.Fail)
		}
		t.Sent = false
	}
}

func withText(old map[string]string, line, text string) map[string]string {
	out := maps.Clone(old)
	if out == nil {
		out = map[string]string{}
	}
	out[line] = text
	return out
}

// sheetOpened shows the sheet of an order where it was left; after a refused
// move, at the first line that is open.
func (s State) sheetOpened(r repair.Row) State {
	place := s.Sheets[r.Order.ID]
	if open := repair.OpenLines(r.Order.Lines, r.Order.Test); s.Test.Retry != nil && len(open) > 0 {
		place = SheetPlace{At: open[0].Key}
	}
	s.Test = TestPage{Row: r, Retry: s.Test.Retry, SheetPlace: place}
	return s.to(ScreenTest)
}

// sheetScanned is a machine's tag on the page of a sheet: another machine's
// opens its own, and the answers of this one are kept.
func sheetScanned(s State, id repair.OrderID) (State, []Cmd) {
	if s.Test.Line != "" {
		s = s.lineDone()
	}
	if id == s.Test.Row.Order.ID {
		return s.notify("test.this-one"), []Cmd{Play{SoundAgain}}
	}
	s.Test.Retry = nil
	return s, []Cmd{OpenOrder{Order: id, For: ScreenTest}}
}

// testLeft stores the answers of a sheet as its page is turned or left,
// whoever leaves it and however, and remembers the place. s is the state
// before m, next after it.
func testLeft(s State, m Msg, next State) (State, []Cmd) {
	if s.Test.Row.Order.ID == "" {
		return next, nil
	}
	o, same := s.Test.Row.Order.ID, next.Screen == ScreenTest && next.Test.Row.Order.ID == s.Test.Row.Order.ID
	switch {
	case !same:
		// At most a few dozen machines are on the benches of a shop.
		next.Sheets = maps.Clone(next.Sheets)
		if next.Sheets == nil || len(next.Sheets) > 99 {
			next.Sheets = map[repair.OrderID]SheetPlace{}
		}
		next.Sheets[o] = s.Test.SheetPlace
	case next.Test.Page != s.Test.Page || next.Test.At != s.Test.At:
	case next.Staff != s.Staff: // the next answers are somebody else's
	default:
		return next, nil
	}
	keep := s
	if keep.Test.Line != "" && !same {
		keep = keep.lineDone()
	}
	if c, ok := m.(Committed); ok && c.Tag == TagTest || len(keep.Test.Results) == 0 || keep.Test.Sent || s.Staff == nil {
		return next, nil
	}
	if same {
		next.Test.Sent = true
	}
	return next, []Cmd{keep.commit(TagSheet, o, repair.RecordTest{Results: keep.Test.results()})}
}

// sheetKept takes what the store has kept of a sheet.
func sheetKept(s State, m Committed) (State, []Cmd) {
	id := m.Row.Order.ID
	if s.Order.Row.Order.ID == id {
		s.Order.Row = m.Row
	}
	if s.Test.Row.Order.ID != id {
		return s.notify("test.kept", "number", id.Short()), nil
	}
	t := &s.Test
	t.Row = m.Row
	if t.Sent {
		t.Results, t.Values, t.Notes, t.Sent = nil, nil, nil, false
	}
	return s, nil
}

func testScanned(s State, r reading) (State, []Cmd, bool) {
	if !r.is(repair.CodeOrder) || s.Staff == nil {
		return s, nil, false
	}
	next, cmds := sheetScanned(s, r.code.Order)
	return next, cmds, true
}

// testBack puts the line in hand down.
func testBack(s State) (State, []Cmd, bool) {
	if s.Test.Line == "" {
		return s, nil, false
	}
	s.unfocus()
	s.Test.Line, s.Test.Text = "", ""
	return s, nil, true
}

func testEnter(s State) (State, []Cmd, bool) { return s.lineDone(), nil, true }

func testCommitted(s State, m Committed) (State, []Cmd) {
	if m.Tag == TagSheet {
		return sheetKept(s, m)
	}
	return testSaved(s, m)
}

func testFailed(s State, _ Failed) (State, []Cmd, bool) {
	s.Test.Sent = false
	return s, nil, false
}

// testSaved takes the stored sheet and tries the move again that it had
// stopped.
func testSaved(s State, m Committed) (State, []Cmd) {
	retry := s.Test.Retry
	s.Test = TestPage{}
	s = s.back()
	if s.Screen == ScreenOrder {
		s.Order.Row = m.Row
	}
	open := len(repair.OpenLines(m.Row.Order.Lines, m.Row.Order.Test))
	if retry != nil && open == 0 {
		return s.move(m.Row.Order.ID, *retry)
	}
	if open > 0 {
		return s.notify("test.saved-open", "n", itoa(open)), nil
	}
	return s.notify("test.saved"), []Cmd{Play{SoundDone}}
}

func withOutcome(old map[string]repair.Outcome, line string, o repair.Outcome) map[string]repair.Outcome {
	out := make(map[string]repair.Outcome, len(old)+1)
	for k, v := range old {
		out[k] = v
	}
	out[line] = o
	return out
}

// results turns touched lines into results in the order of the sheet. The
// figures line that passes carries the figures of the check-in: the person
// says that they are the same.
func results(o repair.Order, touched map[string]repair.Outcome) (rs []repair.TestResult) {
	for _, l := range append(slices.Clone(o.Lines), repair.PickupChecklist(o.Device)...) {
		out, ok := touched[l.Key]
		if !ok {
			continue
		}
		r := repair.TestResult{Line: l.Key, Outcome: out}
		if l.Key == repair.LineFigures && out == repair.Pass {
			f := o.Device.Figures
			r.Figures = &f
		}
		rs = append(rs, r)
	}
	return rs
}
