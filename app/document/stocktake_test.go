package document_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/app/repair"
)

func TestStockTakeListsWhatDiffers(t *testing.T) {
	slot := func(n int) repair.Place { return repair.Place{Kind: repair.ShelfAwaitingTest, Slot: n} }
	bench := repair.Place{Kind: repair.PlaceBench}
	s := source(repair.Order{})
	s.Stock = repair.StockTake{
		ID: 7, By: engineer.ID, Begun: at(21, 18, 5), Ended: at(21, 18, 31),
		Places: []repair.StockPlace{{Place: slot(0)}, {Place: bench}},
		Report: repair.StockReport{
			Counts: []repair.StockCount{{Expected: 30, Found: 29, Missing: 1, Foreign: 1, Unknown: 1, Resolved: 2}, {Expected: 1, Found: 1}},
			Diffs: []repair.StockDiff{
				{Find: repair.StockMissing, Order: number, Brand: "brand.lenovo", Model: "T14", Recorded: slot(3), Since: at(19, 14, 5), Resolution: repair.ResolutionReported},
				{Find: repair.StockElsewhere, Order: number, Model: "T15", Recorded: bench, At: slot(0), Since: at(20, 9, 0), Resolution: repair.ResolutionBack},
				{Find: repair.StockNotOurs, Code: "6901234567892", At: slot(4)},
			},
		},
	}
	shop := func(t time.Time) label.Date { return label.Date{Time: t.In(s.Shop.Calendar.Loc)} }
	job := repair.PrintJob{Document: repair.DocStockTake, Subject: "7", Lang: "zh-CN"}
	in := input(t, job, s)
	want := labeltest.StockFields{
		Places: []string{"待测", "维修台"}, CountedBy: engineer.Name, Begun: shop(at(21, 18, 5)), Ended: shop(at(21, 18, 31)),
		Stock: []label.StockLine{
			{Group: "没找到", Number: number.String(), Machine: "联想 T14", Where: "待测 A-03", Since: shop(at(19, 14, 5)), Done: "已登记找不到"},
			{Group: "放错位置", Number: number.String(), Machine: "T15", Where: "维修台", Since: shop(at(20, 9, 0)), Seen: "待测", Done: "已放回"},
			{Group: "不明机器", Code: "6901234567892", Machine: "没有这个码", Seen: "待测 A-04", Blank: true},
		},
	}
	if d := cmp.Diff(want, in.StockFields, asWritten); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if in.Counts[0] != (label.Count{Name: "应有", Count: 31}) || in.Counts[5].Count != 2 || in.Station != s.Shop.Station {
		t.Errorf("%+v", in.DayFields)
	}

	for range 200 {
		s.Stock.Report.Diffs = append(s.Stock.Report.Diffs, s.Stock.Report.Diffs[0])
	}
	if in := input(t, job, s); len(in.Stock) != 100 || in.StockMore != 103 {
		t.Errorf("%d lines, %d more", len(in.Stock), in.StockMore)
	}
}
