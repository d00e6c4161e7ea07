package document_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"countertop/app/document"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

var han = regexp.MustCompile(`\p{Han}+`)

// listed is an order of which every word was chosen from a list, and whose people
// have Latin names.
func listed(t *testing.T) document.Facts {
	t.Helper()
	d := trade.Default()
	last := func(list []string) string { return list[len(list)-1] }
	part := last(d.Parts(repair.KindLaptop))
	l := tested(t)
	l.do(engineer,
		repair.RecordWork{
			Works: []string{"work.clean", last(d.Works(repair.KindLaptop))}, Parts: []string{"part.fan", part}, Unrepaired: []string{"part.screen"},
		},
		repair.KeepOldPart{Name: part, To: repair.OldPartToCustomer})
	l.do(coordinator,
		repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{
			{Name: repair.LineLabour, Count: 1, PriceFen: 8000}, {Name: part, Count: 1, PriceFen: 20000},
		}, Days: 3}},
		repair.LendLoaner{Loan: repair.Loan{Loaner: "00007", Name: "ThinkPad", With: []string{"acc.mouse"}, BackOn: "2026-11-30"}},
		repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer, Company: "Chip", Carrier: "carrier.self"}})
	o := l.o
	o.Symptom = repair.Symptom{Chips: []string{"fault.laptop.power", last(d.Symptoms(repair.KindLaptop))}}
	o.Device.Brand = repair.ListWord("荣耀", "Honor")
	o.Accessories = []repair.Accessory{{Name: "acc.adapter"}, {Name: last(d.Accessories(repair.KindLaptop))}}
	o.Inspection = &repair.Inspection{By: engineer.ID, Seen: repair.SeenSame, Parts: []string{part}}
	o.Test = append(o.Test[:0:0], o.Test...)
	o.Test[0].Outcome, o.Test[0].Note = repair.Fail, "note.noise"
	o.OldParts = repair.OldPartsCustomer
	s := source(o)
	s.Shop.Name, s.Shop.Address = "Anxin", "1 Example Road"
	s.Row.Customer = repair.Customer{Name: "Wang", Phones: []string{"13812341480"}, Contacts: []repair.Contact{
		{Name: "Wu", Relation: d.Relations()[0], Collects: true},
	}}
	for i := range s.People {
		s.People[i].Name = string(s.People[i].ID)
	}
	return s
}

// A paper is in the language of the paper, whichever language the words of the
// lists were chosen in.
func TestPapersSayListedWordsInTheirLanguage(t *testing.T) {
	s := listed(t)
	for _, doc := range []repair.Document{
		repair.DocDeviceTag, repair.DocAccessory, repair.DocOldPart, repair.DocRepairLabel, repair.DocCustomerCopy, repair.DocStub,
		repair.DocPickupReceipt, repair.DocQuotation, repair.DocLoaner, repair.DocPeerSlip, repair.DocTestSheet,
	} {
		for lang, wrong := range map[i18n.Lang]*regexp.Regexp{
			i18n.EN: han, i18n.ZH: regexp.MustCompile(`Adapter|Mouse|Memory|Heatsink|Data restored|Labour|Cleaned|Family|Honor|Data lost|Noise`),
		} {
			d, err := document.Document(repair.PrintJob{Document: doc, Index: 1, Lang: string(lang)}, s)
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			if found := wrong.FindString(string(b)); found != "" || strings.Contains(string(b), `\u001f`) {
				t.Errorf("%s in %s says %q: %s", doc, lang, found, b)
			}
		}
	}
}

// What older programs kept is said as it is, and where the shipped lists know it,
// in the language of the paper.
func TestWordsOfOlderOrdersAreSaidAsTheyAre(t *testing.T) {
	p := document.Phrases{Lang: i18n.EN}
	for value, want := range map[string]string{
		"part.fan": "Fan", "转轴断": "Hinge broken", "客户的话 | 别的": "客户的话 | 别的", "reason.price": "Price not agreed", "嫌贵": "嫌贵", "": "",
	} {
		if got := p.Word(value); got != want {
			t.Errorf("%q is said %q, want %q", value, got, want)
		}
	}
	old := repair.Order{Work: "清灰清洁，补焊"}
	if got := p.Done(old); got != "清灰清洁，补焊" {
		t.Errorf("the work of an older order is %q", got)
	}
}
