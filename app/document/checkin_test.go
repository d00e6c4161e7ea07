package document_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/printer"
)

const passcode = "Geheim-2580"

// told is a machine of which everything was said at check-in.
func told(t *testing.T, change func(*repair.CheckIn)) document.Facts {
	t.Helper()
	c := intake()
	c.Symptom.Warranty, c.Symptom.Proof, c.Symptom.BoughtIn = repair.WarrantyYes, repair.ProofInvoice, "2026-03"
	c.Inspection = &repair.Inspection{
		By: engineer.ID, Seen: repair.SeenDiffers, Note: "主板无供电", Cause: repair.CauseUse, Parts: []string{"主板", "Netzteil"},
	}
	c.Device.Figures = repair.Figures{CPU: "i5", Disk: "1 TB SSD"}
	c.Device.Form = []repair.FormValue{{Key: "gone", Value: "7"}}
	c.EstimateFen, c.Passcode = 30000, passcode
	if change != nil {
		change(&c)
	}
	l := &life{t: t, o: repair.Order{ID: number}, now: at(21, 14, 4)}
	s := source(l.do(coordinator, repair.AssignNumber{Kind: c.Device.Kind}, c).o)
	s.Row.Customer.Contacts = []repair.Contact{
		{Name: "李娜", Phone: "13900000007", Relation: "家人", Collects: true}, {Name: "赵会计", Relation: "同事"},
	}
	s.Visit = []repair.OrderID{"A2611210041", number}
	return s
}

func TestCheckInIsToldToTheCustomerAndTheShop(t *testing.T) {
	s := told(t, nil)
	for _, d := range []repair.Document{repair.DocCustomerCopy, repair.DocStub} {
		for lang, want := range map[string]labeltest.IntakeFields{
			"zh-CN": {
				Collectors: []label.Collector{{Name: "李娜", Relation: "家人", Phone: "13900000007"}}, Words: "摔过", EstimateFen: new(int64(30000)),
				Warranty: "yes", Proof: "invoice", BoughtIn: "2026-03",
				Inspection: label.Inspection{By: "陈志远", Seen: "differs", Note: "主板无供电", Cause: "use", Parts: []string{"主板", "Netzteil"}},
				Form:       []label.FormLine{{Label: "处理器", Value: "i5"}, {Label: "硬盘", Value: "1 TB SSD"}, {Label: "gone", Value: "7"}},
				Visit:      []string{s.Visit[0].String(), "A261121-0042-QK"},
			},
			"en": {
				Collectors: []label.Collector{{Name: "李娜", Relation: "Family", Phone: "13900000007"}}, Words: "摔过", EstimateFen: new(int64(30000)),
				Warranty: "yes", Proof: "invoice", BoughtIn: "2026-03",
				Inspection: label.Inspection{By: "陈志远", Seen: "differs", Note: "主板无供电", Cause: "use", Parts: []string{"主板", "Netzteil"}},
				Form:       []label.FormLine{{Label: "CPU", Value: "i5"}, {Label: "Disk", Value: "1 TB SSD"}, {Label: "gone", Value: "7"}},
				Visit:      []string{s.Visit[0].String(), "A261121-0042-QK"},
			},
		} {
			in := input(t, repair.PrintJob{Document: d, Order: number, Lang: lang}, s)
			want := taken(t, d, labeltest.Input{IntakeFields: want}).IntakeFields
			if d := cmp.Diff(want, in.IntakeFields); d != "" {
				t.Errorf("%s (-want +got):\n%s", lang, d)
			}
			if strings.Contains(in.Symptom, "摔过") {
				t.Errorf("the customer's words stand in the fault too: %s", in.Symptom)
			}
		}
	}
	for _, d := range slices.Concat(repair.LabelDocuments, []repair.Document{repair.DocPickupReceipt, repair.DocQuotation, repair.DocPeerSlip}) {
		in := input(t, repair.PrintJob{Document: d, Order: number, Lang: "zh-CN"}, s)
		if d := cmp.Diff(labeltest.IntakeFields{}, in.IntakeFields); d != "" {
			t.Errorf("a print keeps what it does not print (-want +got):\n%s", d)
		}
	}
}

func TestWordsStayWithASymptomThatHasNothingElse(t *testing.T) {
	s := told(t, func(c *repair.CheckIn) { c.Symptom.Chips = nil })
	in := input(t, repair.PrintJob{Document: repair.DocStub, Order: number, Lang: "zh-CN"}, s)
	if in.Symptom != "摔过（时有时无）" || in.Words != "" {
		t.Errorf("fault %q, words %q", in.Symptom, in.Words)
	}
}

func TestAFeeThatWasNotToldIsSaidToo(t *testing.T) {
	s := told(t, func(c *repair.CheckIn) { c.EstimateFen = 0 })
	for lang, want := range map[string]string{"zh-CN": "检测后报价", "en": "after inspection"} {
		if texts := textsOf(t, repair.PrintJob{Document: repair.DocCustomerCopy, Order: number, Lang: lang}, s); !slices.Contains(texts, want) {
			t.Errorf("no %q on the customer copy: %q", want, texts)
		}
	}
}

func TestTheFormOfAMachineFollowsTheShop(t *testing.T) {
	dir := t.TempDir()
	own := "printer.form = [ { key = \"head\", zh = \"喷头\", en = \"Head\", choices = [\"好 | good\"] } ]\n"
	if err := os.WriteFile(filepath.Join(dir, "lists.toml"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	s := told(t, nil)
	var problems []trade.Problem
	if s.Shop.Trade, problems = trade.Load(dir); len(problems) > 0 {
		t.Fatal(problems)
	}
	s.Row.Order.Device = repair.Device{Kind: repair.KindPrinter, Trays: 2, Form: []repair.FormValue{{Key: "pages", Value: "12034"}, {Key: "head", Value: "好"}}}
	in := input(t, repair.PrintJob{Document: repair.DocStub, Order: number, Lang: "en"}, s)
	want := []label.FormLine{{Label: "Head", Value: "good"}, {Label: "Paper trays", Value: "2"}, {Label: "Page count", Value: "12034"}}
	if d := cmp.Diff(want, in.Form); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestInkIsTheNameOfWhoHasNone(t *testing.T) {
	s := told(t, nil)
	s.Row.Customer.Ink = signed().Strokes
	j := repair.PrintJob{Document: repair.DocDeviceTag, Order: number, Lang: "zh-CN"}
	if in := input(t, j, s); in.CustomerInk != nil {
		t.Error("the ink is kept beside a typed name")
	}
	s.Row.Customer.Name = " "
	if d := cmp.Diff([][]label.Point{{{0.1, 0.2}, {0.9, 0.25}}, {{0.05, 0}, {0.05, 0.4}}}, input(t, j, s).CustomerInk); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Ink is a picture in each way of speaking to a printer.
func TestInkIsPrintedInEachMode(t *testing.T) {
	s := told(t, nil)
	j := repair.PrintJob{Document: repair.DocDeviceTag, Order: number, Lang: "zh-CN"}
	s.Row.Customer = repair.Customer{Phones: wang.Phones}
	for _, mode := range []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native} {
		p := profile(printer.TSPL, 203, 832)
		p.Mode = mode
		s.Row.Customer.Ink = nil
		without := draw(t, j, s, p)
		s.Row.Customer.Ink = signed().Strokes
		img, err := document.PageImage(j, s, p)
		if err != nil {
			t.Fatal(err)
		}
		if img.Mode != mode || slices.Equal(without.Bits, img.Preview.Bits) {
			t.Errorf("%s: the sheet is %s, and its ink is the same without a name", mode, img.Mode)
		}
	}
}

func TestAMachineOnTheSpotHasNoSlot(t *testing.T) {
	spot := func(c *repair.CheckIn) {
		c.Inspection.FixNow, c.OnTheSpot, c.Reserved = true, true, repair.Place{}
	}
	s := told(t, spot)
	j := repair.PrintJob{Document: repair.DocDeviceTag, Order: number, Lang: "zh-CN"}
	if texts := textsOf(t, j, s); !slices.Contains(texts, "当场修") {
		t.Errorf("the tag does not say 当场修: %q", texts)
	}
	// It stays after all.
	l := &life{t: t, o: s.Row.Order, now: at(21, 15, 0)}
	s.Row.Order = l.move(repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 2}).o
	if texts := textsOf(t, j, s); slices.Contains(texts, "当场修") || !slices.Contains(texts, "A-02") {
		t.Errorf("the tag of a machine on its shelf: %q", texts)
	}
}

// textsOf are the texts on a document.
func textsOf(t *testing.T, j repair.PrintJob, s document.Facts) (texts []string) {
	t.Helper()
	k, ok := label.LookupKind(string(j.Document))
	if !ok {
		t.Fatalf("%s is no document", j.Document)
	}
	d, err := document.Document(j, s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := k.Page(d, i18n.Lang(j.Lang), k.Media(203))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range p.Elements {
		if e, ok := e.(printer.Text); ok {
			texts = append(texts, e.Text)
		}
	}
	return texts
}

// The passcode of a machine is for who repairs it, on the screen, and for
// nobody who finds a piece of paper.
func TestThePasscodeIsOnNoPaper(t *testing.T) {
	secret := regexp.MustCompile(`(?i)` + passcode + `|passcode|password|密码`)
	s := told(t, nil)
	if !s.Row.Order.Passcode {
		t.Fatal("the machine has no passcode")
	}
	l := &life{t: t, o: s.Row.Order, now: at(22, 10, 0)}
	s.Row.Order = l.do(both, repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "主板", PriceFen: 98000}}, ValidTo: "2026-11-28"}},
		repair.KeepOldPart{Name: "主板", To: repair.OldPartToCustomer},
		repair.LendLoaner{Loan: repair.Loan{Loaner: "00007", Name: "联想 T480", BackOn: "2026-11-30"}},
		repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer, Company: "新锐数码", DueBack: "2026-11-25"}}).o
	subjects := map[repair.Document]string{
		repair.DocShelf: repair.ShelfCode(repair.Place{Kind: repair.ShelfDone}), repair.DocSlot: repair.ShelfCode(repair.Place{Kind: repair.ShelfDone, Slot: 2}),
		repair.DocBadge: "A007", repair.DocFolder: "awaiting-consent", repair.DocTestPage: "标签机",
	}
	s.Day = document.Day{Date: "2026-11-22", InShop: []repair.Order{s.Row.Order}, Limits: repair.DefaultLimits(), Now: at(30, 17, 0)}
	s.Stock = repair.StockTake{Begun: at(22, 18, 0), Places: []repair.StockPlace{{Place: s.Row.Order.Place}}}
	s.Stock.Report.Diffs = []repair.StockDiff{{Find: repair.StockMissing, Order: number, Model: s.Row.Order.Device.Model, Recorded: s.Row.Order.Place}}
	for _, k := range label.Kinds() {
		if k.Name == string(repair.DocRecovery) {
			continue // it speaks of the PIN of the owner
		}
		for _, lang := range []string{"zh-CN", "en"} {
			j := repair.PrintJob{Document: repair.Document(k.Name), Order: number, Index: 1, Lang: lang, Subject: subjects[repair.Document(k.Name)]}
			words, err := document.Words(j, s)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range append(textsOf(t, j, s), string(words)) {
				if found := secret.FindString(text); found != "" {
					t.Errorf("%s says %q in %s", k.Name, found, text)
				}
			}
		}
	}
	// Nor is there a field for it.
	fields, err := json.Marshal(label.Example("stub", i18n.EN))
	if err != nil || secret.Match(fields) {
		t.Errorf("the input of documents has a passcode: %v", err)
	}
}
