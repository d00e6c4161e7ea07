package view_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/app/view"
)

var hanText = regexp.MustCompile(`\p{Han}`)

// chosenByList is an order of which every word was chosen from a list, the last
// entry of each where they are the shop's own.
func chosenByList() repair.Row {
	t, kind := trade.Default(), repair.KindLaptop
	last := func(list []string) string { return list[len(list)-1] }
	o := shopOrder(kind, 42).Order
	o.Device = repair.Device{Kind: kind, Brand: repair.ListWord("荣耀", "Honor"), Model: "MagicBook", Serial: "PF3K8H2M"}
	o.Symptom = repair.Symptom{Chips: []string{"fault.laptop.power", t.Symptoms(kind)[9]}, Often: repair.OftenSometimes}
	o.Accessories = []repair.Accessory{{Name: "acc.adapter"}, {Name: last(t.Accessories(kind))}, {Name: last(t.Papers())}}
	o.Works, o.Parts = []string{"work.clean", last(t.Works(kind))}, []string{"part.roller", last(t.Parts(kind))}
	o.Unrepaired, o.Part = []string{"part.fan"}, last(t.Parts(kind))
	o.Quotes = []repair.Quote{{Lines: []repair.QuoteLine{
		{Name: repair.LineLabour, Count: 1, PriceFen: 8000}, {Name: "part.screen", Count: 1, PriceFen: 50000}, {Name: last(t.Parts(kind)), PriceFen: 9000},
	}, Days: 3}}
	o.OldPartBags = []repair.OldPart{{Name: last(t.Parts(kind)), To: repair.OldPartToShop}}
	o.Loan = &repair.Loan{Loaner: "00007", Name: "ThinkPad", With: []string{"acc.mouse"}, BackOn: "2026-11-25"}
	o.SendOut = &repair.Consignment{To: repair.PlacePeer, Company: "Chip", Carrier: "carrier.self", DueBack: "2026-11-25"}
	o.Lines = repair.Checklist(o.Device, nil)
	o.Test = []repair.TestResult{{Line: "clean.fan", Outcome: repair.Fail, Note: "note.noise", By: "A001", At: shopNow()}}
	return repair.Row{Order: o, Customer: repair.Customer{ID: "A000012", Name: "Li Mei", Phones: []string{"13812341480"}, Contacts: []repair.Contact{
		{Name: "Wu", Relation: t.Relations()[0], Collects: true},
	}}}
}

// listPages are the pages that show or offer words of lists, in a shop and with
// people whose own names are Latin.
func listPages(lang string) map[string]flow.State {
	t := trade.Default()
	row := chosenByList()
	out := map[string]flow.State{}
	put := func(name string, screen flow.Screen, f func(s *flow.State)) {
		s := shopState(screen, lang)
		s.Shop.Name = "Anxin"
		s.People = []repair.Staff{{ID: "A001", Name: "Chen", Roles: repair.RolesOf(repair.AllRoles...)}}
		s.Staff = &s.People[0]
		s.Printers, s.Scanners = nil, nil
		s.Order.Row, s.Floor = row, floorOf([]repair.Row{row})
		served, _ := flow.Update(s, flow.Opened{Screen: flow.ScreenService})
		served.Screen = screen
		if f != nil {
			f(&served)
		}
		out[name] = served
	}
	for _, screen := range []flow.Screen{
		flow.ScreenOrder, flow.ScreenService, flow.ScreenQuote, flow.ScreenWork, flow.ScreenOldPart, flow.ScreenLoan, flow.ScreenSendOut,
		flow.ScreenBoard,
	} {
		put(string(screen), screen, nil)
	}
	put("order-2", flow.ScreenOrder, func(s *flow.State) { s.Order.Page = 1 })
	put("where", flow.ScreenWhere, func(s *flow.State) { s.Where.Row = row })
	for name, stage := range map[string]repair.Stage{
		"part": repair.StageAwaitingParts, "asked": repair.StageAwaitingConsent, "repair": repair.StageInRepair,
	} {
		put("order-"+name, flow.ScreenOrder, func(s *flow.State) {
			o := &s.Order.Row.Order
			o.Stage, o.Place.Kind, o.Reason = stage, repair.ShelfAwaitingParts, repair.ReasonParts
		})
	}
	put("answer", flow.ScreenAnswer, func(s *flow.State) { s.Order.Row.Order.Stage = repair.StageAwaitingConsent })
	put("test", flow.ScreenTest, func(s *flow.State) { s.Test = flow.TestPage{Row: row} })
	put("enquiry", flow.ScreenEnquiry, func(s *flow.State) { s.Enquiry = flow.EnquiryPage{Topics: t.Topics()[:2]} })
	put("enquiry-answer", flow.ScreenEnquiry, func(s *flow.State) {
		s.Enquiries = []repair.Enquiry{{ID: "A.7", Topics: t.Topics()[:2]}}
		s.Enquiry = flow.EnquiryPage{Open: "A.7", Topics: t.Topics()[:2]}
	})
	for gate := range flow.Gate(flow.Gates) {
		put("gate-"+string(rune('0'+gate)), flow.ScreenPickup, func(s *flow.State) {
			s.Pickup = flow.Pickup{
				Row: row, Open: gate, MarkKind: repair.MarkScratch, Untested: "reason.hurry",
				Identity:  repair.Identity{Relation: t.Relations()[1], Reason: "reason.copy-lost", Approved: &repair.Approval{By: "A001"}},
				Collector: repair.Customer{Name: "Wu"},
			}
		})
	}
	put("dialog-move", flow.ScreenScan, func(s *flow.State) {
		s.Dialog = &flow.Dialog{Kind: flow.DialogReason, Purpose: flow.ForReturn, Reason: "reason.price"}
	})
	listCheckIn(put, row)
	return out
}

// listCheckIn puts the pages of the check-in.
func listCheckIn(put func(string, flow.Screen, func(*flow.State)), row repair.Row) {
	o := row.Order
	for step := flow.StepMachine; step <= flow.StepSign; step++ {
		put("check-in-"+string(rune('0'+step)), flow.ScreenCheckIn, func(s *flow.State) {
			s.CheckIn = flow.CheckIn{
				Step: step, Phone: "13812341480", Customer: row.Customer,
				Machine: flow.Machine{Order: o.ID, Device: o.Device, Symptom: o.Symptom, Kept: o.Accessories, OldParts: o.OldParts, Promised: o.PromisedOn},
			}
		})
	}
}

// What was chosen from a list is kept as its key: whichever language it was
// chosen in, no page says it in the other.
func TestWordsOfListsChangeLanguageWithTheScreen(t *testing.T) {
	own, m := []string{"中文"}, measurer(t) // which turns the language
	for name, s := range listPages("en") {
		for _, n := range view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m}).Nodes {
			if n.Kind == view.KindText && hanText.MatchString(n.Text) && !slices.Contains(own, n.Text) {
				t.Errorf("%s in English says %q", name, n.Text)
			}
			if strings.ContainsRune(n.Text, '\x1f') {
				t.Errorf("%s shows a key: %q", name, n.Text)
			}
		}
	}
}

// And the chips of what was chosen are the chosen ones, in both languages.
func TestChosenWordsAreChosenInBothLanguages(t *testing.T) {
	kind := repair.KindLaptop
	last := func(list []string) string { return list[len(list)-1] }
	d, m := trade.Default(), measurer(t)
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		all := listPages(string(lang))
		for _, tt := range []struct{ page, word string }{
			{"work", "work.clean"},
			{"work", last(d.Works(kind))},
			{"work", "part.roller"},
			{"work", last(d.Parts(kind))},
			{"work", "part.fan"},
			{"enquiry", d.Topics()[0]},
			{"check-in-3", "fault.laptop.power"},
			{"check-in-6", "acc.adapter"},
			{"check-in-6", last(d.Accessories(kind))},
			{"dialog-move", "reason.price"},
		} {
			s, text := all[tt.page], d.Text(lang, tt.word)
			boxes := slices.DeleteFunc(view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m}).Nodes, func(n view.Node) bool {
				return n.Kind != view.KindBox || n.Text != text
			})
			if len(boxes) == 0 || !slices.ContainsFunc(boxes, func(n view.Node) bool { return n.Fill == view.Color{R: 0x12, G: 0x16, B: 0x1c, A: 0xff} }) {
				t.Errorf("%s in %s: %s is not chosen", tt.page, lang, text)
			}
		}
	}
}
