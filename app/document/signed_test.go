package document_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// Invented data, as long as real shops have it.
const (
	longCompany   = "广州市天河区安心优品建筑装饰设计工程有限公司第三分公司"
	longModel     = "LaserJet Pro MFP M1136nfw 黑白激光多功能一体机"
	longWords     = "开机十分钟后左下角开始闪，打印出来的纸每一张都有两条竖着的黑线，换过硒鼓也没有用"
	longAccessory = "客户自带的蓝色硬壳防震手提箱"
	longPart      = "15.6 寸液晶屏总成带触摸和前框（原厂拆机）"
)

// plainMachine is a machine of which little is known, the nth of its visit.
func plainMachine(n int) flow.Machine {
	return flow.Machine{
		Order: repair.MakeOrderID('A', at(21, 10, 0), 41+n), Device: repair.Device{Kind: repair.KindPrinter, Brand: "brand.hp", Model: "LaserJet M1136"},
		Symptom: repair.Symptom{Chips: []string{"fault.printer.lines"}}, OldParts: repair.OldPartsShop, Promised: "2026-11-24", Clean: true,
	}
}

// longMachine is one with as much said of it as can be, which was here before.
func longMachine(n int) flow.Machine {
	past := repair.Order{
		ID: "A2609010007", Symptom: repair.Symptom{Chips: []string{"fault.printer.noise"}, Words: longWords}, ReceivedAt: at(1, 9, 0).AddDate(0, -2, 0),
		Stage: repair.StagePickedUp, PickedUpAt: at(4, 9, 0).AddDate(0, -2, 0), Unrepaired: []string{"定影膜老化发黑", "搓纸轮磨损"},
		Quotes: []repair.Quote{{WarrantyMonths: 3, Answer: &repair.QuoteAnswer{Agreed: true}}},
	}
	m := plainMachine(n)
	m.Device.Model, m.Device.Serial = longModel, "CNB9K12345678901234567890"
	m.History = []repair.Row{{Order: past}}
	m.Symptom = repair.Symptom{Chips: []string{"fault.printer.lines", "fault.printer.noise"}, Words: longWords, Often: repair.OftenSometimes}
	m.Marks = []repair.ConditionMark{{Kind: repair.MarkDent}, {Kind: repair.MarkScratch}, {Kind: repair.MarkScratch, View: 1}}
	m.Kept = []repair.Accessory{{Name: "acc.adapter"}, {Name: "acc.usb-cable"}, {Name: "acc.usb-cable"}, {Name: longAccessory}}
	m.OldParts, m.Estimate, m.Passcode = repair.OldPartsCustomer, "1280.50", "Abc12345"
	return m
}

func visit(n int, machine func(n int) flow.Machine) flow.SignedVisit {
	v := flow.SignedVisit{
		Customer: repair.Customer{Name: "欧阳文轩", Company: longCompany, Contacts: []repair.Contact{
			{Name: "慕容小小", Relation: "同事", Collects: true}, {Name: "李梅", Relation: "家人"}, {Name: "诸葛建国", Collects: true},
		}},
		Phone: "13812341480",
	}
	for i := range n {
		v.Machines = append(v.Machines, machine(1+i))
	}
	return v
}

// collected is a laptop that is handed over with all that came with it.
func collected(change func(*flow.SignedPickup)) flow.SignedPickup {
	p := flow.SignedPickup{
		Order: repair.Order{
			ID: number, Device: intake().Device, Stage: repair.StageAwaitingPickup, OldParts: repair.OldPartsCustomer, Accessories: intake().Accessories,
		},
		Returned: intake().Accessories,
	}
	change(&p)
	return p
}

func answered(agreed bool, lines ...repair.QuoteLine) flow.SignedAnswer {
	a := flow.SignedAnswer{Order: repair.Order{ID: number, Device: intake().Device}, Agreed: agreed}
	a.Quote = repair.Quote{Cause: "主板供电芯片进水短路，硬盘有坏道", Lines: lines, Days: 3, ValidTo: "2026-11-28", WarrantyMonths: 12}
	return a
}

// signedCases are what customers sign, by the name of the golden.
func signedCases() map[string]flow.SignedSubject {
	bare := visit(1, plainMachine)
	bare.Customer = repair.Customer{Name: "张伟"}
	byHand := visit(1, plainMachine)
	byHand.Customer, byHand.Machines[0].OnTheSpot = repair.Customer{Ink: signed().Strokes}, true
	nextYear := visit(1, longMachine)
	nextYear.Machines[0].History[0].Order.Quotes[0].WarrantyMonths = 12
	screen, labour := repair.QuoteLine{Name: longPart, Count: 2, PriceFen: 1_980_00}, repair.QuoteLine{Name: "工时费", Count: 1, PriceFen: 200_50}
	short := answered(true, labour)
	short.Quote.Cause, short.Quote.Days, short.Quote.WarrantyMonths = "", 0, 0
	lent := &repair.Loan{Loaner: "00007", Name: "联想 ThinkPad X1", At: at(21, 12, 0)}
	out := map[string]flow.SignedSubject{
		"visit-1": bare, "visit-1-long": visit(1, longMachine), "visit-1-by-hand": byHand, "visit-1-next-year": nextYear,
		"visit-2":    visit(2, plainMachine),
		"answer-yes": answered(true, screen, labour), "answer-no": answered(false, screen, labour), "answer-yes-short": short,
		"answer-gone": flow.SignedAnswer{Order: repair.Order{ID: number, Device: intake().Device}},
		"pickup":      collected(func(*flow.SignedPickup) {}),
		"pickup-untested": collected(func(p *flow.SignedPickup) {
			p.Untested, p.Order.OldParts = "reason.no-supplies", repair.OldPartsShop
		}),
		"pickup-new-marks": collected(func(p *flow.SignedPickup) {
			p.NewMarks = []repair.ConditionMark{{Kind: repair.MarkStain}, {Kind: repair.MarkDent}, {Kind: repair.MarkStain, View: 1}}
		}),
		"pickup-missing": collected(func(p *flow.SignedPickup) { p.Returned, p.Missing = p.Returned[:1], p.Returned[1:] }),
		"pickup-none": collected(func(p *flow.SignedPickup) {
			p.Order.Accessories, p.Returned, p.Order.Device.Serial = nil, nil, ""
		}),
		"pickup-loaner-out": collected(func(p *flow.SignedPickup) { p.Order.Loan, p.PaidFen, p.PaidBy = lent, 1_380_00, repair.PaidByWeChat }),
		"pickup-loaner-back": collected(func(p *flow.SignedPickup) {
			back := *lent
			back.BackAt, p.Order.Loan = at(23, 12, 0), &back
		}),
		"pickup-unrepaired": collected(func(p *flow.SignedPickup) { p.Order.Stage, p.Untested = repair.StageReturnUnrepaired, "reason.hurry" }),
	}
	for _, n := range []int{2, 4, 5, 6, 7, 8} {
		out[fmt.Sprintf("visit-%d-long", n)] = visit(n, longMachine)
	}
	return out
}

func signedPage(lang string, subject flow.SignedSubject) flow.SignedPage {
	return flow.SignedPage{
		Lang: lang, Shop: flow.Shop{Name: "安心电脑维修", Calendar: repair.DefaultCalendar(zone)}, Today: "2026-11-21", Subject: subject,
	}
}

// What customers signed is kept for years, and must not change with the code.
func TestWhatIsSignedMatchesItsGoldens(t *testing.T) {
	dir, all := filepath.Join("testdata", "signed"), signedCases()
	files := map[string]bool{}
	for _, lang := range []string{"zh-CN", "en"} {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			file := filepath.Join(dir, name+"."+lang+".txt")
			files[file] = true
			got := document.Signed(signedPage(lang, all[name])).Text()
			if *update {
				if err := os.MkdirAll(dir, 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("%s (-want +got):\n%s", file, d)
			}
		}
	}
	kept, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range kept {
		if !files[file] {
			t.Errorf("nothing is compared with %s", file)
		}
	}
}

// Each machine of a visit is signed for, by its number.
func TestEachMachineIsSignedFor(t *testing.T) {
	for n := 1; n <= 13; n++ {
		v := visit(n, longMachine)
		text := document.Signed(signedPage("zh-CN", v)).Text()
		for _, m := range v.Machines {
			if strings.Count(text, m.Order.String()) != 1 {
				t.Errorf("%d machines: %s is not named once:\n%s", n, m.Order, text)
			}
		}
		if strings.Contains(text, v.Machines[0].Passcode) {
			t.Errorf("%d machines: the passcode is told", n)
		}
	}
}

// A page that nobody signs says nothing, and the words have the day and the
// language of the page.
func TestWhatIsSignedIsOfThePage(t *testing.T) {
	if d := cmp.Diff(document.Wording{}, document.Signed(signedPage("en", nil))); d != "" {
		t.Errorf("nothing is signed (-want +got):\n%s", d)
	}
	page := signedPage("en", collected(func(p *flow.SignedPickup) { p.Untested = "reason.hurry" }))
	for day, want := range map[repair.Date]string{"2026-11-21": "Sun 22 Nov", "2026-11-22": "Mon 23 Nov"} {
		page.Today = day
		if text := document.Signed(page).Text(); !strings.Contains(text, want) {
			t.Errorf("on %s the call is not on %s:\n%s", day, want, text)
		}
	}
}
