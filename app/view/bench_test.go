package view_test

import (
	"slices"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/app/view"
)

// sheetRow is a laptop with the long sheet, some of it filled in.
func sheetRow() repair.Row {
	r := shopOrder(repair.KindLaptop, 31)
	o := &r.Order
	o.Lines = trade.Default().TestSheet(o.Device, nil)
	o.Stage, o.Place, o.Holder = repair.StageInRepair, repair.Place{Kind: repair.PlaceBench}, "A002"
	o.StageSince, o.PlaceSince = shopNow().Add(-95*time.Minute), shopNow().Add(-95*time.Minute)
	o.Test = []repair.TestResult{
		{Line: "power.adapter", Outcome: repair.Pass, By: "A002", At: shopNow()},
		{Line: "power.charge", Outcome: repair.Fail, Note: longNote, By: "A003", At: shopNow().Add(-30 * time.Hour)},
		{Line: "figures.cpu", Outcome: repair.Pass, Value: o.Device.Figures.CPU, By: "A002", At: shopNow()},
		{Line: "figures.memory", Outcome: repair.Fail, Value: "8 GB DDR4", By: "A002", At: shopNow()},
	}
	return r
}

// benchPages are the states of the bench, the long sheet and what a badge does.
func benchPages(put func(name string, screen flow.Screen, f func(s *flow.State))) {
	engineer := func(s *flow.State) { s.Staff = &s.People[1] }
	sheet := func(name string, f func(t *flow.TestPage)) {
		put("sheet-"+name, flow.ScreenTest, func(s *flow.State) {
			engineer(s)
			s.Test = flow.TestPage{Row: sheetRow(), Results: map[string]repair.Outcome{"power.button": repair.Pass, "power.cold": repair.Fail, "figures.disk": repair.Fail}}
			s.Test.Notes = map[string]string{"power.cold": "时好时坏"}
			s.Test.Values = map[string]string{"figures.disk": "256 GB NVMe SSD", "figures.health": "98 %"}
			f(&s.Test)
		})
	}
	sheet("first", func(*flow.TestPage) {})
	sheet("second", func(t *flow.TestPage) { t.Page = 1 })
	sheet("third", func(t *flow.TestPage) { t.Page = 2 })
	sheet("last", func(t *flow.TestPage) { t.At = "clean.keyboard" })
	sheet("stopped", func(t *flow.TestPage) {
		t.Retry, t.At = &repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}}, "power.charge"
	})
	sheet("complete", func(t *flow.TestPage) {
		for _, l := range t.Row.Order.Lines {
			t.Results[l.Key] = repair.Pass
		}
		t.Retry = &repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}}
	})
	sheet("note", func(t *flow.TestPage) { t.Line = "outside.ready" })
	sheet("noted", func(t *flow.TestPage) {
		t.Line, t.Text = "power.charge", longNote
	})
	put("sheet-note-typing", flow.ScreenTest, func(s *flow.State) {
		engineer(s)
		s.Test, s.Focus, s.Layer = flow.TestPage{Row: sheetRow(), Line: "power.charge", Text: "充不满"}, flow.FieldNote, flow.LayerLetters
	})
	put("sheet-value-typing", flow.ScreenTest, func(s *flow.State) {
		engineer(s)
		s.Test, s.Focus, s.Layer = flow.TestPage{Row: sheetRow(), Line: "figures.cpu", Text: "i5-1135G7"}, flow.FieldValue, flow.LayerLetters
	})
	put("sheet-own", flow.ScreenTest, func(s *flow.State) {
		engineer(s)
		r := sheetRow()
		r.Order.Lines = []repair.TestLine{
			{Key: "supply", Text: "按厂家维修手册检查电源板与各接口电压是否正常", En: "Supply voltages as in the service manual", Part: "电源板 | Supply board"},
			{Key: "figures.rev", Text: "主板版本号", En: "Board revision"},
			{Key: "power.cold.again"},
			{Key: "printer.tray.3"},
			{Key: "pc.diagnostic"},
			{Key: "clean.outside"},
		}
		s.Test = flow.TestPage{Row: r, Results: map[string]repair.Outcome{"supply": repair.NotApplicable}, Values: map[string]string{"figures.rev": "REV 2.1"}}
	})

	var mine []repair.Row
	for i, k := range []repair.DeviceKind{repair.KindLaptop, repair.KindPrinter, repair.KindOther, repair.KindDesktop, repair.KindLaptop, repair.KindPrinter} {
		r := shopOrder(k, 20+i)
		r.Order.Stage, r.Order.Place, r.Order.Holder = repair.StageInRepair, repair.Place{Kind: repair.PlaceBench}, "A002"
		at := shopNow().Add(-time.Duration(i) * 150 * time.Minute)
		r.Order.StageSince, r.Order.PlaceSince = at, at
		mine = append(mine, r)
	}
	for _, l := range mine[1].Order.Lines {
		mine[1].Order.Test = append(mine[1].Order.Test, repair.TestResult{Line: l.Key, Outcome: repair.Pass, By: "A002", At: shopNow()})
	}
	taking := func(s *flow.State, n int) {
		engineer(s)
		s.Scan.Shelf, s.Scan.Until, s.Scan.Taking, s.Scan.Taken = &repair.Place{Kind: repair.PlaceBench}, s.Now.Add(52*time.Second), true, n
	}
	put("bench-empty", flow.ScreenBench, func(s *flow.State) { taking(s, 0) })
	put("bench-two", flow.ScreenBench, func(s *flow.State) { engineer(s); s.Floor = floorOf(mine[:2]) })
	put("bench-many", flow.ScreenBench, func(s *flow.State) { taking(s, 0); s.Floor = floorOf(mine) })
	put("bench-many-last", flow.ScreenBench, func(s *flow.State) { engineer(s); s.Floor, s.Bench.Page = floorOf(mine), 9 })
	put("bench-away", flow.ScreenBench, func(s *flow.State) {
		engineer(s)
		s.Floor = floorOf(mine[:2])
		s.People = slices.Clone(s.People)
		s.People = append(s.People, repair.Staff{ID: "A009", Name: "欧阳文轩", Roles: "engineer"})
		s.Staff = &s.People[len(s.People)-1]
		for i := range s.People {
			s.People[i].Away = s.People[i].ID == "A002"
		}
	})
	put("bench-home", flow.ScreenHome, func(s *flow.State) { engineer(s); s.Floor = floorOf(mine) })
	put("bench-board", flow.ScreenBoard, func(s *flow.State) { engineer(s); s.Floor = floorOf(mine); s.Enquiries = []repair.Enquiry{{ID: "1"}} })
	put("scan-taking", flow.ScreenScan, func(s *flow.State) { taking(s, 0) })
	result := func(name string, f func(s *flow.State, res *flow.Result)) {
		put("scan-"+name, flow.ScreenScan, func(s *flow.State) {
			taking(s, 2)
			row := mine[0]
			s.Scan.Result = flow.Result{
				Kind: flow.ResultMoved, Row: &row, From: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 7}, To: row.Order.Place,
				At: s.Now, UndoBy: s.Now.Add(repair.UndoWindow), Taken: 2,
			}
			f(s, &s.Scan.Result)
		})
	}
	result("taken", func(*flow.State, *flow.Result) {})
	result("taken-again", func(_ *flow.State, res *flow.Result) { res.Kind, res.Taken = flow.ResultAgain, 0 })
	result("taken-by-another", func(s *flow.State, res *flow.Result) { res.Row.Order.Holder, res.Taken = "A003", 0 })
	held := func(s *flow.State, res *flow.Result) {
		res.Row.Order.Holder, res.Kind = "A003", flow.ResultRefused
		res.Rule = &repair.RuleError{
			Rule: repair.RuleHeld, Order: res.Row.Order.ID, Place: res.Row.Order.Place, Args: map[string]string{"who": "A003"}, Override: repair.RoleSupervisor,
		}
	}
	result("held", held)
	result("held-dialog", func(s *flow.State, res *flow.Result) {
		held(s, res)
		s.Dialog = &flow.Dialog{Kind: flow.DialogApprove, Purpose: flow.ForHeld, Holder: "A002"}
	})
	result("sheet-open", func(_ *flow.State, res *flow.Result) {
		var keys []string
		for _, l := range sheetRow().Order.Lines[3:] {
			keys = append(keys, l.Key)
		}
		res.Kind = flow.ResultRefused
		res.Rule = &repair.RuleError{Rule: repair.RuleTestSheet, Order: res.Row.Order.ID, Place: res.Row.Order.Place, Need: keys, Override: repair.RoleSupervisor}
	})
}

// node is the node of a page with an id.
func node(sc view.Scene, id string) (view.Node, bool) {
	for _, n := range sc.Nodes {
		if n.ID == id {
			return n, true
		}
	}
	return view.Node{}, false
}

func TestSheetOpensAtALine(t *testing.T) {
	s := pages("zh-CN")["sheet-stopped"]
	for _, line := range []string{"power.charge", "system.data", "clean.fan"} {
		s.Test.At = line
		sc := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
		n, ok := node(sc, "line."+line+".pass")
		if !ok || n.Touch != (flow.LineTouched{Line: line, Outcome: repair.Pass}) {
			t.Errorf("%s is not on the page that opens for it", line)
		}
	}
}

func TestFigureLineOffersTheCheckIn(t *testing.T) {
	s := pages("zh-CN")["sheet-first"]
	s.Test.At = "figures.cpu"
	sc := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
	if n, ok := node(sc, "value.figures.cpu"); !ok || n.Touch != (flow.ValueAsked{Line: "figures.cpu"}) {
		t.Error("no touch types the CPU")
	}
	if n, _ := node(sc, "line.figures.cpu.pass"); n.Text != "一致" {
		t.Errorf("the answer of a compared line says %q", n.Text)
	}
	if n, _ := node(sc, "line.figures.bios.pass"); n.Text != "合格" && n.ID != "" {
		t.Errorf("the answer of a line that was not noted says %q", n.Text)
	}
}
