package flow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// onSheet is the sheet of the first machine with one line failed and one
// passed.
func onSheet() flow.State {
	s := shopWith(flow.ScreenHome)
	s.Staff = &li
	row := repair.Row{Order: repair.Order{
		ID: first, Version: 4, Stage: repair.StageInRepair, Place: atBench, Holder: li.ID,
		Device: repair.Device{Kind: repair.KindLaptop, Serial: "PF2ABCDE", Figures: repair.Figures{CPU: "i5-1135G7"}},
		Lines:  []repair.TestLine{{Key: "power.on"}, {Key: "power.cold"}, {Key: "figures.cpu"}, {Key: "figures.bios"}, {Key: "clean.fan"}},
		Test: []repair.TestResult{
			{Line: "power.on", Outcome: repair.Pass, By: li.ID}, {Line: "power.cold", Outcome: repair.Fail, Note: "时好时坏", By: li.ID},
		},
	}}
	s, _ = after(s, flow.OrderOpened{Row: row, For: flow.ScreenTest})
	return s
}

// sheetOf is the store's answer with the sheet of a machine.
func sheetOf(id repair.OrderID) flow.Msg {
	return flow.OrderOpened{
		Row: repair.Row{Order: repair.Order{ID: id, Version: 3, Lines: []repair.TestLine{{Key: "power.on"}}}},
		For: flow.ScreenTest,
	}
}

// stored are the results of the sheets that were asked to be stored.
func stored(cmds []flow.Cmd) (out [][]repair.TestResult) {
	for _, c := range cmds {
		if c, ok := c.(flow.Commit); ok {
			if r, ok := c.Command.(repair.RecordTest); ok {
				out = append(out, r.Results)
			}
		}
	}
	return out
}

func TestAnswersOfASheet(t *testing.T) {
	cpu := repair.TestResult{Line: "figures.cpu", Outcome: repair.Pass, Value: "i5-1135G7"}
	for _, tt := range []struct {
		name string
		msgs []flow.Msg
		want []repair.TestResult
	}{
		{
			"all others pass, and none that failed",
			[]flow.Msg{flow.AllPassed{}},
			[]repair.TestResult{cpu, {Line: "figures.bios", Outcome: repair.Pass}, {Line: "clean.fan", Outcome: repair.Pass}},
		},
		{
			"nor one that failed just now",
			[]flow.Msg{
				flow.LineTouched{Line: "clean.fan", Outcome: repair.Fail},
				flow.LineDone{},
				flow.LineTouched{Line: "figures.bios", Outcome: repair.NotApplicable},
				flow.AllPassed{},
			},
			[]repair.TestResult{cpu, {Line: "figures.bios", Outcome: repair.NotApplicable}, {Line: "clean.fan", Outcome: repair.Fail}},
		},
		{
			"a note in one touch",
			[]flow.Msg{flow.LineTouched{Line: "clean.fan", Outcome: repair.Fail}, flow.NoteChosen{Text: "有异响"}},
			[]repair.TestResult{{Line: "clean.fan", Outcome: repair.Fail, Note: "有异响"}},
		},
		{
			"a note in words",
			[]flow.Msg{
				flow.LineTouched{Line: "clean.fan", Outcome: repair.Fail},
				flow.Focused{Field: flow.FieldNote},
				flow.Typed{Text: "dust"},
				flow.EntryDone{},
			},
			[]repair.TestResult{{Line: "clean.fan", Outcome: repair.Fail, Note: "dust"}},
		},
		{
			"back from the note keeps the answer",
			[]flow.Msg{flow.LineTouched{Line: "clean.fan", Outcome: repair.Fail}, flow.WentBack{}},
			[]repair.TestResult{{Line: "clean.fan", Outcome: repair.Fail}},
		},
		{
			"a pass drops the note",
			[]flow.Msg{
				flow.LineTouched{Line: "clean.fan", Outcome: repair.Fail},
				flow.NoteChosen{Text: "有异响"},
				flow.LineTouched{Line: "clean.fan", Outcome: repair.Pass},
			},
			[]repair.TestResult{{Line: "clean.fan", Outcome: repair.Pass}},
		},
		{"same as check-in", []flow.Msg{flow.LineTouched{Line: "figures.cpu", Outcome: repair.Pass}}, []repair.TestResult{cpu}},
		{
			"the same typed",
			[]flow.Msg{flow.ValueAsked{Line: "figures.cpu"}, flow.Typed{Text: "I5-1135g7"}, flow.EntryDone{}},
			[]repair.TestResult{{Line: "figures.cpu", Outcome: repair.Pass, Value: "I5-1135g7"}},
		},
		{
			"another typed has failed",
			[]flow.Msg{flow.LineTouched{Line: "figures.cpu", Outcome: repair.Fail}, flow.Typed{Text: "i3"}, flow.EntryDone{}},
			[]repair.TestResult{{Line: "figures.cpu", Outcome: repair.Fail, Value: "i3"}},
		},
		{
			"then taken as at check-in",
			[]flow.Msg{
				flow.ValueAsked{Line: "figures.cpu"},
				flow.Typed{Text: "i3"},
				flow.EntryDone{},
				flow.LineTouched{Line: "figures.cpu", Outcome: repair.Pass},
			},
			[]repair.TestResult{cpu},
		},
		{
			"what was not noted is kept",
			[]flow.Msg{flow.ValueAsked{Line: "figures.bios"}, flow.Typed{Text: "2021"}, flow.EntryDone{}},
			[]repair.TestResult{{Line: "figures.bios", Outcome: repair.Pass, Value: "2021"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, cmds := after(onSheet(), append(tt.msgs, flow.TestSaved{})...)
			if d := cmp.Diff([][]repair.TestResult{tt.want}, stored(cmds)); d != "" {
				t.Errorf("stored (-want +got):\n%s", d)
			}
			if s.Test.Line != "" || s.Focus != "" {
				t.Errorf("line %q is in hand, the keys are on %q", s.Test.Line, s.Focus)
			}
		})
	}
}

func TestAnswersAreKeptHoweverTheSheetIsLeft(t *testing.T) {
	fan := flow.LineTouched{Line: "clean.fan", Outcome: repair.Pass}
	want := [][]repair.TestResult{{{Line: "clean.fan", Outcome: repair.Pass}}}
	for _, tt := range []struct {
		name string
		msgs []flow.Msg
		on   flow.Screen
	}{
		{"back", []flow.Msg{flow.WentBack{}}, flow.ScreenHome},
		{"home", []flow.Msg{flow.WentHome{}}, flow.ScreenHome},
		{"sign-out", []flow.Msg{flow.SignedOut{}}, flow.ScreenHome},
		{"nobody for five minutes", []flow.Msg{later(6 * 60e9)}, flow.ScreenHome},
		{"a page turned", []flow.Msg{flow.TestTurned{Page: 1}}, flow.ScreenTest},
		{"a page turned, then back", []flow.Msg{flow.TestTurned{Page: 1}, flow.WentBack{}}, flow.ScreenHome},
		{"another machine's tag", []flow.Msg{tagOf(second), sheetOf(second)}, flow.ScreenTest},
		{"a shelf", []flow.Msg{placeScan(tested)}, flow.ScreenScan},
		{"another person's badge", []flow.Msg{badgeOf(zhao)}, flow.ScreenTest},
		{"the printers", []flow.Msg{flow.Opened{Screen: flow.ScreenPrint}}, flow.ScreenPrint},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, cmds := after(onSheet(), append([]flow.Msg{fan}, tt.msgs...)...)
			if d := cmp.Diff(want, stored(cmds)); d != "" {
				t.Errorf("stored (-want +got):\n%s", d)
			}
			for _, c := range cmds {
				if c, ok := c.(flow.Commit); ok && (c.By != li.ID || c.Order != first) {
					t.Errorf("stored for %s by %s", c.Order, c.By)
				}
			}
			if s.Screen != tt.on {
				t.Errorf("the screen is %s", s.Screen)
			}
		})
	}
}

func TestSheetOfAnotherMachineOpensByItsTag(t *testing.T) {
	s, _ := after(onSheet(), flow.TestTurned{Page: 2}, tagOf(second), sheetOf(second))
	if s.Test.Row.Order.ID != second || s.Screen != flow.ScreenTest {
		t.Fatalf("the sheet of %s is open", s.Test.Row.Order.ID)
	}
	first := onSheet().Test.Row
	s, _ = after(s, flow.WentBack{}, flow.OrderOpened{Row: first, For: flow.ScreenTest})
	if s.Test.Page != 2 {
		t.Errorf("the first sheet opens on page %d, it was left on 2", s.Test.Page)
	}
	if s, _ = after(s, tagOf(first.Order.ID)); s.Test.Row.Order.ID != first.Order.ID || s.Screen != flow.ScreenTest {
		t.Errorf("its own tag leads to %s", s.Screen)
	}
}

func TestRefusedMoveLeadsToTheFirstOpenLine(t *testing.T) {
	s := onSheet()
	row := s.Test.Row
	s, _ = after(s, flow.WentBack{}, flow.TestAsked{Order: first, Retry: &repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}}},
		flow.OrderOpened{Row: row, For: flow.ScreenTest})
	if s.Test.At != "power.cold" || s.Test.Retry == nil {
		t.Errorf("the sheet opens at %q", s.Test.At)
	}
	s, cmds := after(s, flow.LineTouched{Line: "power.cold", Outcome: repair.Pass}, flow.AllPassed{}, flow.TestSaved{})
	row.Order.Test = stored(cmds)[0]
	row.Order.Test = append(row.Order.Test, repair.TestResult{Line: "power.on", Outcome: repair.Pass})
	_, cmds = after(s, flow.Committed{Tag: flow.TagTest, Result: repair.Result{Row: row, Events: []repair.Event{{}}}})
	if d := cmp.Diff([]string{"A002:0001>done"}, moves(cmds)); d != "" {
		t.Errorf("moves (-want +got):\n%s", d)
	}
}

func TestKeptAnswersAreNotStoredTwice(t *testing.T) {
	s, cmds := after(onSheet(), flow.LineTouched{Line: "clean.fan", Outcome: repair.Pass}, flow.TestTurned{Page: 1})
	row := s.Test.Row
	row.Order.Test = append(row.Order.Test, stored(cmds)[0]...)
	s, _ = after(s, flow.Committed{Tag: flow.TagSheet, Result: repair.Result{Row: row}})
	if len(s.Test.Results) > 0 || len(s.Test.Row.Order.Test) != 3 || s.Test.Page != 1 {
		t.Errorf("after the store has them: %+v", s.Test)
	}
	if _, cmds = after(s, flow.WentBack{}); len(stored(cmds)) > 0 {
		t.Error("they are stored once more")
	}
	s, _ = after(
		onSheet(),
		flow.LineTouched{Line: "clean.fan", Outcome: repair.Pass},
		flow.TestTurned{Page: 1},
		flow.Failed{Tag: flow.TagSheet, Order: first, Problem: "problem.store"},
	)
	if _, cmds = after(s, flow.WentBack{}); len(stored(cmds)) != 1 {
		t.Error("what the store did not take is lost")
	}
}
