package document_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/app/repair"
)

func TestServicePaperFollowsTheOrder(t *testing.T) {
	quote := repair.QuoteRepair{Quote: repair.Quote{
		Cause: "主板进水", Lines: []repair.QuoteLine{{Name: "主板", PriceFen: 98000}, {Name: "工时", Count: 2, PriceFen: 10000}},
		Days: 3, ValidTo: "2026-11-28", WarrantyMonths: 6,
	}}
	lend := repair.LendLoaner{Loan: repair.Loan{Loaner: "00007", Name: "联想 T480", Serial: "PF1", With: []string{"适配器"}, BackOn: "2026-11-30"}}
	send := repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer, Company: "新锐数码", Ask: "换芯片", DueBack: "2026-11-25"}}
	for _, tt := range []struct {
		name string
		job  repair.PrintJob
		does []repair.Command
		got  func(in labeltest.Input) any
		want any
	}{
		{"quotation", repair.PrintJob{Document: repair.DocQuotation}, []repair.Command{quote}, func(in labeltest.Input) any { return in.QuoteFields }, labeltest.QuoteFields{
			QuoteNo: 1, QuotedAt: label.Date{Time: at(22, 10, 0)}, QuotedBy: "陈志远", Cause: "主板进水",
			Lines: []label.QuoteLine{{Name: "主板", Count: 1, PriceFen: 98000}, {Name: "工时", Count: 2, PriceFen: 10000}},
			Cycle: "3 个工作日", ValidTo: label.Date{Time: at(28, 0, 0)}, WarrantyIn: "6 个月",
		}},
		{"second old part", repair.PrintJob{Document: repair.DocOldPart, Index: 2}, []repair.Command{
			repair.KeepOldPart{Name: "主板", To: repair.OldPartToMaker}, repair.KeepOldPart{Name: "风扇", To: repair.OldPartToCustomer},
		}, func(in labeltest.Input) any { return in.PartFields }, labeltest.PartFields{
			OldPart: "风扇", OldPartIndex: 2, OldPartCount: 2, OldPartCode: repair.OldPartCode(number, 2), OldPartTo: "交还客户",
		}},
		{"loan", repair.PrintJob{Document: repair.DocLoaner}, []repair.Command{lend}, func(in labeltest.Input) any { return in.SendOutFields }, labeltest.SendOutFields{
			Loaner: "联想 T480", LoanerSerial: "PF1", LoanerCode: repair.LoanerCode("00007"), LoanerWith: label.Names{"适配器"},
			SentAt: label.Date{Time: at(22, 10, 0)}, SentBy: "陈志远", BackOn: label.Date{Time: at(30, 0, 0)},
		}},
		{"trip to a peer", repair.PrintJob{Document: repair.DocPeerSlip}, []repair.Command{send}, func(in labeltest.Input) any { return in.SendOutFields }, labeltest.SendOutFields{
			SentTo: "新锐数码", SentBy: "陈志远", SentAt: label.Date{Time: at(22, 10, 0)}, Ask: "换芯片", BackOn: label.Date{Time: at(25, 0, 0)},
		}},
		{
			"parts on the repair label",
			repair.PrintJob{Document: repair.DocRepairLabel},
			[]repair.Command{repair.RecordWork{Work: "换主板", Parts: []string{"主板"}}},
			func(in labeltest.Input) any { return in.Parts },
			[]string{"主板"},
		},
		{
			"work on the receipt",
			repair.PrintJob{Document: repair.DocPickupReceipt},
			[]repair.Command{repair.RecordWork{Work: "换主板", Parts: []string{"主板"}}},
			func(in labeltest.Input) any { return in.Work },
			"换主板",
		},
		{
			"a tag knows nothing of the quote",
			repair.PrintJob{Document: repair.DocDeviceTag},
			[]repair.Command{quote, lend, send},
			func(in labeltest.Input) any { return []any{in.QuoteFields, in.SendOutFields} },
			[]any{labeltest.QuoteFields{}, labeltest.SendOutFields{}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := begin(t).on(at(22, 10, 0)).do(both, tt.does...).o
			tt.job.Order, tt.job.Lang = number, "zh-CN"
			if d := cmp.Diff(tt.want, tt.got(input(t, tt.job, source(o))), asWritten); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestDayCloseCountsTheDayAndWhatIsLate(t *testing.T) {
	o := begin(t).o
	s := source(o)
	s.Day = document.Day{
		Date: "2026-11-23", InShop: []repair.Order{o}, Limits: repair.DefaultLimits(), Now: at(23, 17, 0),
		Count: repair.DayCount{CheckedIn: 4, PickedUp: 2, Paid: map[repair.PaidBy]int64{repair.PaidByWeChat: 32000}, ClosedBy: engineer.ID},
	}
	in := input(t, repair.PrintJob{Document: repair.DocDayClose, Subject: "2026-11-23", Lang: "zh-CN"}, s)
	if d := cmp.Diff([]label.Money{{Name: "微信", Fen: 32000}}, in.Money); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]label.OpenOrder{{Number: number.String(), Note: "答复客户"}}, in.Open); d != "" {
		t.Error(d)
	}
	if in.Counts[0] != (label.Count{Name: "接机", Count: 4}) || in.ClosedBy != "陈志远" || in.Day.Day() != 23 {
		t.Errorf("%+v", in.DayFields)
	}
}

func TestFoldersAndTestPagesNeedNoOrder(t *testing.T) {
	s := source(repair.Order{})
	if in := input(t, repair.PrintJob{Document: repair.DocFolder, Subject: "awaiting-consent"}, s); in.Folder != "awaiting-consent" {
		t.Errorf("folder %q", in.Folder)
	}
	if in := input(t, repair.PrintJob{Document: repair.DocTestPage, Subject: "标签机"}, s); in.Printer != "标签机" {
		t.Errorf("printer %q", in.Printer)
	}
}
