package view_test

import (
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// stockDiffs has a difference of every kind, each settled and not.
func stockDiffs() (list []repair.StockDiff) {
	now := shopNow()
	test, done := repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}, repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}
	n := 0
	add := func(f repair.StockFind, m repair.StockResolution, change func(*repair.StockDiff)) {
		n++
		d := repair.StockDiff{
			Find: f, Order: repair.MakeOrderID('A', now, n), Brand: "惠普", Model: longModel, Stage: repair.StageAwaitingTest,
			Recorded: done, Since: now.Add(-26 * time.Hour), At: test, Seen: now, Resolution: m,
		}
		if change != nil {
			change(&d)
		}
		list = append(list, d)
	}
	for range 9 {
		add(repair.StockMissing, repair.ResolutionNone, func(d *repair.StockDiff) { d.Recorded = test })
	}
	list[1].Resolution = repair.ResolutionReported
	add(repair.StockElsewhere, repair.ResolutionNone, nil)
	add(repair.StockOtherSlot, repair.ResolutionNone, func(d *repair.StockDiff) { d.Recorded = repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 5} })
	add(repair.StockElsewhere, repair.ResolutionBack, nil)
	add(repair.StockElsewhere, repair.ResolutionMoved, nil)
	add(repair.StockOver, repair.ResolutionNone, func(d *repair.StockDiff) { d.Stage = repair.StagePickedUp })
	add(repair.StockDraft, repair.ResolutionSetAside, nil)
	add(repair.StockNoOrder, repair.ResolutionSetAside, func(d *repair.StockDiff) { d.Brand, d.Model, d.Note = "", "", "别家店的标签，等他们来取" })
	add(repair.StockNotOurs, repair.ResolutionNone, func(d *repair.StockDiff) { d.Order, d.Brand, d.Model, d.Code = "", "", "", longSerial })
	return list
}

// stockPages are the pages of the stock-take, and what a missing machine changes
// on others.
func stockPages(put func(string, flow.Screen, func(*flow.State))) {
	now, shelf := shopNow(), repair.Place{Kind: repair.ShelfAwaitingPickup}
	count := repair.StockCount{Place: shelf, Expected: 31, Found: 27, Missing: 9, Foreign: 4, Unknown: 4, Resolved: 5}
	take := repair.StockTake{ID: 7, By: "A002", Begun: now.Add(-time.Hour)}.Add(shelf, now.Add(-time.Hour))
	past := []repair.StockTake{{ID: 3, Ended: now.Add(-30 * time.Hour), Report: repair.StockReport{Counts: []repair.StockCount{
		count, {Place: repair.Place{Kind: repair.ShelfAwaitingTest}, Expected: 12, Found: 12},
	}}}}
	page := func(name string, step flow.StockStep, f func(k *flow.Stock)) {
		put("stock-"+name, flow.ScreenStock, func(s *flow.State) {
			s.Floor = floorOf([]repair.Row{shopOrder(repair.KindPrinter, 42), shopOrder(repair.KindLaptop, 43)})
			s.Stock = flow.Stock{
				Take: take, At: shelf, Step: step, Past: past, Report: repair.StockReport{Counts: []repair.StockCount{count}, Diffs: stockDiffs()}, Group: repair.GroupForeign,
			}
			f(&s.Stock)
		})
	}
	device := repair.Device{Brand: "惠普", Model: longModel}
	said := func(w flow.StockWord) flow.StockResult {
		r := flow.StockResult{Word: w, Order: repair.MakeOrderID('A', now, 42), Device: device, Recorded: repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 12}, Stage: repair.StagePickedUp, Time: now}
		switch w {
		case flow.StockWord(repair.StockNotOurs), flow.StockMisread, flow.StockNoMachine, flow.StockNoPlace:
			r.Order, r.Device, r.Code, r.Stage = "", repair.Device{}, longSerial, ""
		}
		return r
	}
	var recent []flow.StockResult
	for _, w := range []flow.StockWord{"here", "elsewhere", "not-ours", "here", "other-slot"} {
		recent = append(recent, said(w))
	}
	page("start", flow.StockPlaces, func(k *flow.Stock) { k.Take = repair.StockTake{} })
	page("start-machine", flow.StockPlaces, func(k *flow.Stock) { k.Take, k.Result.Word = repair.StockTake{}, flow.StockShelfFirst })
	page("idle", flow.StockScan, func(k *flow.Stock) {})
	page("idle-all", flow.StockScan, func(k *flow.Stock) {
		k.At, k.Report = repair.Place{Kind: repair.PlaceBench}, repair.StockReport{Counts: []repair.StockCount{{Place: repair.Place{Kind: repair.PlaceBench}, Expected: 1000, Found: 1000}}}
	})
	for _, w := range []flow.StockWord{
		"here", "other-slot", "elsewhere", "over", "draft", "no-order", "not-ours", flow.StockAgain, flow.StockMisread, flow.StockNoMachine, flow.StockNoPlace, flow.StockShelfFirst,
	} {
		page("said-"+string(w), flow.StockScan, func(k *flow.Stock) {
			k.At.Slot, k.Result, k.Recent = 11, said(w), recent
			k.Undo.Until = now.Add(25 * time.Second)
		})
	}
	page("rows", flow.StockRows, func(k *flow.Stock) {
		for i := range k.Report.Diffs[:9] {
			k.Report.Diffs[i].Recorded = shelf
		}
		k.Undo.Until = now.Add(25 * time.Second)
	})
	page("rows-many", flow.StockRows, func(k *flow.Stock) {
		for i := range 40 {
			k.Report.Diffs = append(k.Report.Diffs, k.Report.Diffs[0])
			k.Report.Diffs[len(k.Report.Diffs)-1].Order = repair.MakeOrderID('A', now, 100+i)
			k.Report.Diffs[len(k.Report.Diffs)-1].Recorded = repair.Place{Kind: shelf.Kind, Slot: i}
		}
		k.Page = 1
	})
	page("rows-none", flow.StockRows, func(k *flow.Stock) { k.Report.Diffs = nil })
	for _, g := range repair.StockGroups {
		page("list-"+string(g), flow.StockList, func(k *flow.Stock) { k.Group, k.Undo.Until = g, now.Add(25*time.Second) })
	}
	page("list-none", flow.StockList, func(k *flow.Stock) {
		k.Report.Diffs, k.Report.Counts[0] = nil, repair.StockCount{Place: shelf, Expected: 31, Found: 31}
	})
	page("list-empty-group", flow.StockList, func(k *flow.Stock) { k.Report.Diffs = k.Report.Diffs[:9] })
	page("list-ended", flow.StockList, func(k *flow.Stock) { k.Take.Ended = now })
	page("list-ended-unknown", flow.StockList, func(k *flow.Stock) { k.Take.Ended, k.Group = now, repair.GroupUnknown })
	page("carry", flow.StockCarry, func(k *flow.Stock) { k.Carry = &stockDiffs()[9] })
	page("carry-wrong", flow.StockCarry, func(k *flow.Stock) {
		k.Carry, k.Result = &stockDiffs()[9], flow.StockResult{Word: flow.StockWrongPlace, Recorded: stockDiffs()[9].Recorded}
	})
	refused := func(r repair.Rule, args map[string]string) func(k *flow.Stock) {
		return func(k *flow.Stock) {
			k.Refused = &flow.StockRefused{Diff: stockDiffs()[9], Rule: &repair.RuleError{Rule: r, Order: stockDiffs()[9].Order, Need: []string{"a"}, Args: args}}
		}
	}
	page("refused", flow.StockList, refused(repair.RuleTestSheet, map[string]string{"n": "12"}))
	page("refused-slot", flow.StockList, refused(repair.RuleSlotTaken, map[string]string{"slot": "A-03", "by": "A261121-0042-QK", "free": "A-04"}))
	page("asks", flow.StockList, refused(repair.RulePartsReason, nil))
	put("stock-note", flow.ScreenStock, func(s *flow.State) {
		s.Stock = flow.Stock{Take: take, Step: flow.StockList, NoteOf: "A2611210042", Note: "别家店的"}
		s.Focus, s.Layer = flow.FieldStockNote, flow.LayerLetters
	})

	lost := shopOrder(repair.KindPrinter, 42)
	lost.Order.MissingSince, lost.Order.MissingBy = now.Add(-3*time.Hour), "A002"
	lost.Order.LastSeen = repair.Sighting{Take: 3, At: lost.Order.Place, Recorded: lost.Order.Place, Time: now.Add(-30 * time.Hour), By: "A003"}
	var many []repair.Row
	for i := range 7 {
		r := lost
		r.Order.ID = repair.MakeOrderID('A', now, 42+i)
		many = append(many, r)
	}
	for name, screen := range map[string]flow.Screen{"home": flow.ScreenHome, "board": flow.ScreenBoard, "order": flow.ScreenOrder, "find": flow.ScreenFind, "list": flow.ScreenStock} {
		put("missing-"+name, screen, func(s *flow.State) {
			s.Floor, s.Loaded = floorOf(many[:3]), true
			if name == "list" {
				s.Floor = floorOf(many)
			}
			s.Order.Row, s.Find = lost, flow.Find{Text: "惠普", Asked: "惠普", Rows: many[:3]}
			s.Stock = flow.Stock{Take: take, At: shelf, Step: flow.StockMissing, Past: past, Report: repair.StockReport{Counts: []repair.StockCount{count}}}
		})
	}
	put("missing-where", flow.ScreenWhere, func(s *flow.State) {
		s.Floor = floorOf(many[:3])
		s.Where = flow.Where{Row: lost}
		for i, body := range []repair.Body{
			repair.Sighted{Take: 3, At: lost.Order.Place, Recorded: lost.Order.Place},
			repair.Sighted{Take: 3, At: lost.Order.Place, Back: true},
			repair.Sighted{Take: 4, At: shelf},
			repair.SightingUndone{},
			repair.ReportedMissing{Take: 7, Place: lost.Order.Place},
		} {
			s.Where.Events = append(s.Where.Events, repair.Event{Subject: lost.Order.ID.Subject(), At: now.Add(time.Duration(i-9) * time.Hour), By: "A003", Origin: "A", Body: body})
		}
	})
	put("missing-none", flow.ScreenStock, func(s *flow.State) { s.Stock.Step = flow.StockMissing })
	put("missing-found-typing", flow.ScreenFind, func(s *flow.State) {
		s.Find, s.Focus, s.Layer = flow.Find{Text: "惠", Asked: "惠", Rows: many[:2]}, flow.FieldFind, flow.LayerCaps
	})
	put("stock-on-board", flow.ScreenBoard, func(s *flow.State) {
		s.Floor, s.Stock.Past = floorOf([]repair.Row{shopOrder(repair.KindPrinter, 41), lost}), past
	})
	put("stock-from-scan", flow.ScreenScan, func(s *flow.State) {})
}

func TestStockPagesOfferWhatCanBeDone(t *testing.T) {
	all, diffs := pages("zh-CN"), stockDiffs()
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg
	}{
		{"stock-start", "stock.bench", true, flow.StockPlaceChosen{Place: repair.Place{Kind: repair.PlaceBench}}},
		{"stock-said-here", "undo", true, flow.StockUndone{}},
		{"stock-said-elsewhere", "mend", true, flow.StockResolved{Key: string(repair.MakeOrderID('A', shopNow(), 42))}},
		{"stock-idle", "stock.rows", true, flow.StockStepAsked{Step: flow.StockRows}},
		{"stock-rows", "see." + string(diffs[0].Order), true, flow.StockSeen{Order: diffs[0].Order}},
		{"stock-list-missing", "mend." + string(diffs[0].Order), true, flow.StockResolved{Key: string(diffs[0].Order)}},
		{"stock-list-foreign", "carry." + string(diffs[9].Order), true, flow.StockCarried{Key: string(diffs[9].Order)}},
		{"stock-list-unknown", "diff." + string(diffs[13].Order), true, flow.OrderChosen{Order: diffs[13].Order}},
		{"stock-list-unknown", "note." + string(diffs[14].Order), true, flow.StockNoted{Key: string(diffs[14].Order)}},
		{"stock-list-ended", "stock.print", true, flow.StockPrinted{}},
		{"stock-carry", "carried", true, flow.StockCarried{Done: true}},
		{"stock-asks", "reason.parts", true, flow.StockResolved{Key: string(diffs[9].Order), Reason: repair.ReasonParts}},
		{"stock-refused", "carry", true, flow.StockCarried{Key: string(diffs[9].Order)}},
		{"missing-home", "todo.missing", true, flow.StockStepAsked{Step: flow.StockMissing}},
		{"missing-home", "todo.stock", true, flow.Opened{Screen: flow.ScreenStock}},
		{"missing-home", "home.stock", true, flow.Opened{Screen: flow.ScreenStock}},
		{"stock-from-scan", "scan.stock", true, flow.Opened{Screen: flow.ScreenStock}},
		{"missing-order", "found", true, flow.StockFound{Order: repair.MakeOrderID('A', shopNow(), 42)}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) { touchable(t, all[tt.page], tt.node, tt.enabled, tt.want) })
	}
	scene := view.Build(all["stock-list-ended"], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
	if scene.Find("mend."+string(diffs[9].Order)) != nil {
		t.Error("a stock-take that has ended can be changed")
	}
}

// BenchmarkBuildStockTake is a frame of the stock-take of 1,000 machines.
func BenchmarkBuildStockTake(b *testing.B) {
	all := pages("zh-CN")
	s := all["stock-said-here"]
	for i := range 1000 {
		d := stockDiffs()[0]
		d.Order = repair.MakeOrderID('A', shopNow(), 100+i)
		s.Stock.Report.Diffs = append(s.Stock.Report.Diffs, d)
	}
	m := measurer(b)
	for b.Loop() {
		view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
	}
}
