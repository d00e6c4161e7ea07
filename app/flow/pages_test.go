package flow_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
)

func TestPickupTestPassesAfterStoredFailure(t *testing.T) {
	o := repair.Order{Device: repair.Device{Kind: repair.KindOther}, PickupTest: []repair.TestResult{
		{Line: "pickup.fault", Outcome: repair.Fail}, {Line: "pickup.full", Outcome: repair.Pass},
	}}
	p := flow.Pickup{Row: repair.Row{Order: o}}
	if p.Passed(flow.GateTest) {
		t.Error("a stored failure passes the gate")
	}
	p.Results = map[string]repair.Outcome{"pickup.fault": repair.Pass}
	if !p.Passed(flow.GateTest) {
		t.Error("the line that passes now does not open the gate")
	}
}

func TestScannerPageShowsScansAndDoesNothing(t *testing.T) {
	s := flow.Initial(flow.Shop{}, "en", time.Time{})
	s, _ = flow.Update(s, flow.Opened{Screen: flow.ScreenScanners})
	sc := scanner.Scan{Text: "RA2611210042QK"}
	s, cmds := flow.Update(s, flow.Scanned{Scan: sc})
	if s.Screen != flow.ScreenScanners || s.Trial != sc {
		t.Errorf("the scan led to %s with %+v on trial", s.Screen, s.Trial)
	}
	if d := cmp.Diff([]flow.Cmd{flow.Play{Sound: flow.SoundKey}}, cmds); d != "" {
		t.Errorf("commands (-want +got):\n%s", d)
	}
}

func TestPrintPageOpensWithTheQuestion(t *testing.T) {
	s := flow.Initial(flow.Shop{}, "en", time.Time{})
	asked := repair.PrintJob{ID: 7, State: repair.JobUncertain}
	s.Jobs = []repair.PrintJob{{ID: 8, State: repair.JobPrinted}, asked}
	s, cmds := flow.Update(s, flow.Opened{Screen: flow.ScreenPrint})
	if s.Prints.Selected != 7 {
		t.Errorf("job %d is selected", s.Prints.Selected)
	}
	if d := cmp.Diff([]flow.Cmd{flow.Preview{Job: asked}, flow.LoadAttempts{Job: asked.ID}}, cmds); d != "" {
		t.Errorf("commands (-want +got):\n%s", d)
	}
}
