package document_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/label"
	"countertop/app/repair"
)

func TestSheetSaysWhoTestedWhat(t *testing.T) {
	at := time.Date(2026, 11, 23, 7, 4, 0, 0, time.UTC)
	o := repair.Order{
		ID: "A2611210042", Device: repair.Device{Kind: repair.KindLaptop, Figures: repair.Figures{CPU: "i5"}},
		Lines: []repair.TestLine{{Key: "power.cold"}, {Key: "figures.cpu"}, {Key: "volts", Text: "电压正常", En: "Voltage", Part: "电源板 | Supply"}, {Key: "clean.fan"}},
		Test: []repair.TestResult{
			{Line: "figures.cpu", Outcome: repair.Fail, Value: "i3", By: "A002", At: at}, {Line: "volts", Outcome: repair.Fail, Note: "偏低", By: "A002", At: at},
		},
	}
	src := document.Facts{
		Shop: flow.Shop{Calendar: repair.DefaultCalendar(time.FixedZone("shop", 8*3600))}, Row: repair.Row{Order: o},
		People: []repair.Staff{{ID: "A002", Name: "李强"}},
	}
	stamp := label.Date{Time: at.In(src.Shop.Calendar.Loc)}
	in := input(t, repair.PrintJob{Document: repair.DocTestSheet, Order: o.ID, Lang: "en"}, src)
	want := []label.TestLine{
		{Part: "Power", Name: "Starts cold"},
		{Part: "Specs", Name: "CPU", Was: "i5", Value: "i3", Outcome: "fail", By: "李强", At: stamp},
		{Part: "Supply", Name: "Voltage", Outcome: "fail", Note: "偏低", By: "李强", At: stamp},
		{Part: "Cleaning", Name: "Fan cleaned"},
	}
	if d := cmp.Diff(want, in.Sheet, asWritten); d != "" || in.Blank {
		t.Errorf("filled in (-want +got):\n%s", d)
	}
	in = input(t, repair.PrintJob{Document: repair.DocTestSheet, Order: o.ID, Lang: "zh-CN", Subject: flow.SheetBlank}, src)
	want = []label.TestLine{
		{Part: "通电", Name: "断电后冷启动正常"}, {Part: "配置", Name: "处理器", Was: "i5"}, {Part: "电源板", Name: "电压正常"}, {Part: "清洁", Name: "风扇清洁"},
	}
	if d := cmp.Diff(want, in.Sheet, asWritten); d != "" || !in.Blank || in.Number != "A261121-0042-QK" {
		t.Errorf("blank (-want +got):\n%s", d)
	}
}
