package runner_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/label"
	"countertop/app/repair"
)

func TestStockTakeIsLoadedAsItWasLeft(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	shelf := repair.Place{Kind: repair.ShelfAwaitingTest}
	past := repair.StockTake{ID: 3, Ended: noon.UTC()}
	take := repair.StockTake{ID: 7, By: chen.ID, Begun: noon.UTC()}.Add(shelf, noon.UTC())
	said := c.play(t, flow.SaveStock{Take: past}, flow.SaveStock{Take: take},
		flow.Commit{Tag: flow.TagStock, Order: id, Command: repair.SeeMachine{Take: 7, At: shelf}, By: chen.ID})
	if len(said) != 3 || said[1].(flow.StockSaved).Take.ID != 7 || said[2].(flow.Committed).Tag != flow.TagStock {
		t.Fatalf("answers %+v", said)
	}
	again := newCounter(f)
	if err := again.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(again.said, func(m flow.Msg) bool { _, ok := m.(flow.StockLoaded); return ok })
	want := flow.StockLoaded{Take: take, Seen: []repair.StockMachine{repair.StockMachineOf(f.orders[id])}, Past: []repair.StockTake{past}}
	if d := cmp.Diff(flow.Msg(want), again.said[i]); d != "" {
		t.Errorf("loaded (-want +got):\n%s", d)
	}
	for _, method := range []string{"OpenStockTake", "StockTakes"} {
		f.fail[method] = errDisk
		broken := newCounter(f)
		if err := broken.Load(t.Context()); err != nil {
			t.Errorf("%s: the counter does not start: %v", method, err)
		}
		if !slices.ContainsFunc(broken.said, func(m flow.Msg) bool { x, ok := m.(flow.Failed); return ok && x.Problem == "problem.disk" }) {
			t.Errorf("%s fails, and nobody is told", method)
		}
		delete(f.fail, method)
	}
}

func TestStockTakeIsPrintedAsItWasKept(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	shelf := repair.Place{Kind: repair.ShelfAwaitingTest}
	take := repair.StockTake{ID: 7, By: chen.ID, Begun: noon.UTC()}.Add(shelf, noon.UTC())
	take.Report = repair.StockReport{
		Counts: []repair.StockCount{{Place: shelf, Expected: 3, Found: 2, Missing: 1}},
		Diffs:  []repair.StockDiff{{Find: repair.StockMissing, Order: "A2611210001", Recorded: repair.Place{Kind: shelf.Kind, Slot: 3}, Since: noon.UTC()}},
	}
	job := repair.PrintJob{ID: 9, Document: repair.DocStockTake, Subject: "7", Lang: "zh-CN", Copy: 1}
	c.play(t, flow.SaveStock{Take: take})
	c.render(t, job)
	first := f.kept[9].input
	take.Report = repair.StockReport{}
	c.play(t, flow.SaveStock{Take: take}) // it goes on
	job.Copy = 2
	c.render(t, job)
	var in label.StockTake
	if err := json.Unmarshal(first, &in); err != nil {
		t.Fatal(err)
	}
	if len(in.Lines) != 1 || in.Lines[0].Where != "待测 A-03" || in.CountedBy != "陈静" || in.Counts[2].Count != 1 {
		t.Errorf("kept %+v", in)
	}
	if d := cmp.Diff(string(first), string(f.kept[9].input)); d != "" {
		t.Errorf("the further copy says something else:\n%s", d)
	}
}
