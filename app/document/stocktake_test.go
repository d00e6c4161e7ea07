package document_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
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

// M2 of the rules: the paper names a tag without an order before all else.
func TestATagWithoutItsOrderIsFirstOnPaper(t *testing.T) {
	s := source(repair.Order{})
	shelf := repair.Place{Kind: repair.ShelfAwaitingTest}
	take := repair.StockTake{ID: 7, By: engineer.ID, Begun: at(21, 18, 5)}.Add(shelf, at(21, 18, 5))
	take = take.Put(repair.UnknownItem{Code: "6901234567892", Find: repair.StockNotOurs, At: shelf, Seen: at(21, 18, 6)})
	take = take.Put(repair.UnknownItem{Order: "A2611210099", Find: repair.StockNoOrder, At: shelf, Seen: at(21, 18, 7)})
	take.Report = take.Compare(nil, nil)
	s.Stock = take
	in := input(t, repair.PrintJob{Document: repair.DocStockTake, Subject: "7", Lang: "zh-CN"}, s)
	if len(in.Stock) != 2 || in.Stock[0].Group != "查无此单" || in.Stock[0].Number != repair.OrderID("A2611210099").String() || !in.Stock[0].Blank {
		t.Errorf("lines %+v", in.Stock)
	}
	if in.Counts[2] != (label.Count{Name: "查无此单", Count: 1}) {
		t.Errorf("counts %+v", in.Counts)
	}
}

func TestPaperHasTheIMEI(t *testing.T) {
	l := begin(t)
	l.o.Device.IMEI, l.o.Device.IMEI2 = "490154203237518", "354412074512343"
	s := source(l.o)
	for _, doc := range []repair.Document{repair.DocCustomerCopy, repair.DocStub, repair.DocDeviceTag} {
		in := input(t, repair.PrintJob{Document: doc, Order: l.o.ID, Lang: "zh-CN"}, s)
		if in.IMEI != l.o.Device.IMEI || in.IMEI2 != l.o.Device.IMEI2 || in.Serial != "PF3K8H2M" {
			t.Errorf("%s: %q, %q, %q", doc, in.Serial, in.IMEI, in.IMEI2)
		}
	}
	p := document.Phrases{Lang: "zh-CN"}
	for want, d := range map[string]repair.Device{
		"PF3K8H2M · IMEI 490154203237518": l.o.Device, "IMEI 490154203237518": {IMEI: l.o.Device.IMEI}, "无序列号": {NoSerial: "unreadable"},
	} {
		if got := p.Serial(d); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
}
