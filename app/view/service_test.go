package view_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/app/view"
)

const (
	longPart = "15.6 寸液晶屏总成带触摸和前框（原厂拆机）"
	longWork = "清灰清洁，维修主板，重装系统，给客户备份了数据，键盘换过两个键帽"
)

// shopQuote is a quote with as many lines.
func shopQuote(lines int) repair.Quote {
	q := repair.Quote{
		Cause: "主板供电芯片进水短路，硬盘有坏道，需要同时更换并重装系统", Days: 3, ValidTo: "2026-11-28", WarrantyMonths: 12,
		At: shopNow().Add(-50 * time.Minute), By: "A002",
	}
	for i := range lines {
		q.Lines = append(q.Lines, repair.QuoteLine{Name: longPart, Count: 1 + i%3*11, PriceFen: 1_980_00})
	}
	return q
}

// servicePages puts the states of the service pages and of the gates for
// loaner and payment.
func servicePages(put func(name string, screen flow.Screen, f func(s *flow.State))) {
	bare, full := shopOrder(repair.KindPrinter, 42), shopOrder(repair.KindLaptop, 31)
	bare.Order.Stage, bare.Order.Place = repair.StageAwaitingTest, repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}
	answered := shopQuote(2)
	answered.Answer = &repair.QuoteAnswer{Agreed: true, How: repair.AnswerByPhone}
	o := &full.Order
	o.Stage, o.Quotes = repair.StageInRepair, []repair.Quote{answered}
	o.Work, o.Parts, o.OKAt = longWork, []string{longPart, "电池"}, shopNow()
	for range 9 {
		o.OldPartBags = append(o.OldPartBags, repair.OldPart{Name: longPart, To: repair.OldPartToCustomer, At: shopNow()})
	}
	o.Loan = &repair.Loan{Loaner: "00007", Name: "联想 " + longModel, Serial: longSerial, With: []string{"acc.adapter", longAccessory}, BackOn: "2026-11-20", At: shopNow(), By: "A001"}
	o.SendOut = &repair.Consignment{To: repair.PlacePeer, Company: longCompany, Carrier: "顺丰", Tracking: longSerial, DueBack: "2026-11-25", At: shopNow()}
	asked := full
	asked.Order.Quotes = []repair.Quote{shopQuote(3)}
	asked.Order.Stage = repair.StageAwaitingConsent

	page := func(name string, screen flow.Screen, r repair.Row, f func(v *flow.Service)) {
		put(name, screen, func(s *flow.State) {
			s.Order.Row, s.Floor = r, floorOf([]repair.Row{full})
			next, _ := flow.Update(*s, flow.Opened{Screen: flow.ScreenService})
			*s = next
			s.Screen = screen
			if f != nil {
				f(&s.Service)
			}
		})
	}
	typing := func(name string, screen flow.Screen, fields ...flow.Field) {
		for _, f := range fields {
			put(name+"-"+string(f), screen, func(s *flow.State) { s.Order.Row, s.Focus, s.Layer = bare, f, flow.LayerCaps })
		}
	}
	gone := full
	gone.Order.Stage = repair.StagePickedUp
	page("service-new", flow.ScreenService, bare, nil)
	page("service-full", flow.ScreenService, full, nil)
	page("service-asked", flow.ScreenService, asked, nil)
	page("service-gone", flow.ScreenService, gone, nil)
	for _, n := range []int{0, 3, flow.MaxQuoteLines} {
		page(fmt.Sprintf("quote-%d", n), flow.ScreenQuote, bare, func(v *flow.Service) { v.Quote.Lines, v.Quote.Page = shopQuote(n).Lines, 9 })
	}
	page("quote-line", flow.ScreenQuote, bare, func(v *flow.Service) {
		v.Quote.Editing, v.Quote.Price, v.Quote.Hand = true, "123456.78", repair.QuoteLine{Name: longPart, Count: 999}
	})
	page("quote-line-new", flow.ScreenQuote, full, func(v *flow.Service) { v.Quote.Editing, v.Quote.Hand.Count = true, 1 })
	page("quote-terms", flow.ScreenQuote, bare, func(v *flow.Service) {
		v.Quote.Terms, v.Quote.Lines, v.Quote.Cause = true, shopQuote(flow.MaxQuoteLines).Lines, shopQuote(0).Cause
	})
	typing("quote-typing", flow.ScreenQuote, flow.FieldCause, flow.FieldLine)
	page("answer-asked", flow.ScreenAnswer, asked, nil)
	page("answer-sign", flow.ScreenAnswer, asked, func(v *flow.Service) { v.Answer, v.How = flow.AnswerYes, repair.AnswerBySigning })
	page("answer-none", flow.ScreenAnswer, bare, nil)
	for _, n := range []int{1, 6, flow.MaxQuoteLines} {
		r := asked
		r.Order.Quotes = []repair.Quote{shopQuote(n)}
		page(fmt.Sprintf("answer-signs-%d", n), flow.ScreenAnswerSign, r, func(v *flow.Service) { v.Answer, v.Ink = flow.AnswerYes, stroke() })
		page(fmt.Sprintf("answer-declines-%d", n), flow.ScreenAnswerSign, r, func(v *flow.Service) { v.Answer, v.Busy = flow.AnswerNo, true })
		page(fmt.Sprintf("answer-%d", n), flow.ScreenAnswer, r, func(v *flow.Service) { v.Answer, v.How = flow.AnswerNo, repair.AnswerByMessage })
	}
	page("work-new", flow.ScreenWork, bare, nil)
	page("work-full", flow.ScreenWork, full, nil)
	typing("work", flow.ScreenWork, flow.FieldWork, flow.FieldNewPart)
	page("old-part-new", flow.ScreenOldPart, bare, nil)
	page("old-part-full", flow.ScreenOldPart, full, func(v *flow.Service) { v.OldPart = longAccessory })
	typing("old-part", flow.ScreenOldPart, flow.FieldOldPart)
	page("loan-new", flow.ScreenLoan, bare, nil)
	page("loan-ready", flow.ScreenLoan, bare, func(v *flow.Service) { v.Loan = *full.Order.Loan })
	page("loan-out", flow.ScreenLoan, full, nil)
	typing("loan", flow.ScreenLoan, flow.FieldLoaner, flow.FieldLoanName, flow.FieldLoanSerial)
	page("trip-new", flow.ScreenSendOut, bare, nil)
	page("trip-full", flow.ScreenSendOut, full, func(v *flow.Service) { v.SendOut = *full.Order.SendOut; v.SendOut.Ask = longWords })
	typing("trip", flow.ScreenSendOut, flow.FieldSendOut, flow.FieldAsk, flow.FieldCarrier, flow.FieldTracking)
	page("papers-new", flow.ScreenPapers, bare, nil)
	page("papers-full", flow.ScreenPapers, full, nil)

	pickup := func(name string, g flow.Gate, f func(p *flow.Pickup)) {
		for kind, r := range map[string]repair.Row{"": full, "-plain": bare} {
			put("pickup-"+name+kind, flow.ScreenPickup, func(s *flow.State) {
				s.Pickup = flow.Pickup{Row: r, Open: g, Tag: true, Same: true, Identity: repair.Identity{CopyScanned: true}, Returned: []int{1, 2, 3}, Untested: "reason.hurry"}
				f(&s.Pickup)
				if g == flow.GatePayment {
					s.Focus = flow.FieldPaid
				}
			})
		}
	}
	pickup("loaner", flow.GateLoaner, func(*flow.Pickup) {})
	pickup("loaner-refused", flow.GateLoaner, func(p *flow.Pickup) {
		p.Refused = &repair.RuleError{Rule: repair.RuleLoanerBack, Order: p.Row.Order.ID, Need: []string{"loaner"}}
	})
	pickup("loaner-later", flow.GateLoaner, func(p *flow.Pickup) { p.LoanerOut = &repair.Approval{By: "A003"} })
	pickup("payment", flow.GatePayment, func(p *flow.Pickup) { p.Paid, p.Offered = "1580.50", true })
	pickup("payment-refused", flow.GatePayment, func(p *flow.Pickup) {
		p.Refused = &repair.RuleError{Rule: repair.RulePaid, Order: p.Row.Order.ID, Need: []string{"paid"}}
	})
	pickup("paid", flow.GatePayment, func(p *flow.Pickup) { p.Paid, p.PaidBy = "123456.78", repair.PaidByWeChat })
	pickup("unpaid", flow.GateSign, func(p *flow.Pickup) { p.Unpaid, p.LoanerOut = true, &repair.Approval{By: "A003"} })
	put("sign-paid", flow.ScreenPickupSign, func(s *flow.State) {
		s.Pickup = flow.Pickup{Row: full, Returned: []int{1, 2, 3}, Same: true, Paid: "123456.78", PaidBy: repair.PaidByAlipay}
	})
}

// composed are texts of ours with long data in them, which may be cut.
func composed() []string {
	parts := longPart + "，" + longPart + ", " + longPart
	return []string{
		longPart, shopQuote(0).Cause, "联想 " + longModel + " · " + longSerial, longWork + " · " + longPart + "，", longWork + " · " + longPart + ", ",
		"还：联想 " + longModel, "Nov: 联想 " + longModel, "9 袋：" + parts, "9 bags: " + parts, longWork,
	}
}

func TestServicePagesOfferWhatCanBeDone(t *testing.T) {
	m := measurer(t)
	all := pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg // nil: only whether it is enabled
	}{
		{"order-parts", "service", true, flow.Opened{Screen: flow.ScreenService}},
		{"order-gone", "service", true, flow.Opened{Screen: flow.ScreenService}},
		{"service-new", "service.quote", true, flow.Opened{Screen: flow.ScreenQuote}},
		{"service-new", "service.answer", false, nil},
		{"service-asked", "service.answer", true, flow.Opened{Screen: flow.ScreenAnswer}},
		{"service-gone", "service.quote", false, nil},
		{"service-gone", "service.loan", true, nil},
		{"quote-0", "terms", false, nil},
		{"quote-0", "add.part.toner", true, flow.QuoteLineAsked{Name: "part.toner"}},
		{"quote-3", "terms", true, flow.QuoteTerms{}},
		{"quote-3", "quote.line.2", true, flow.QuoteLineAsked{At: 2}},
		{"quote-line", "line.done", true, flow.QuoteLineDone{}},
		{"quote-line", "key..", true, flow.Typed{Text: "."}},
		{"quote-line-new", "line.done", false, nil},
		{"quote-terms", "make", true, flow.QuoteMade{}},
		{"answer-asked", "answer.save", false, nil},
		{"answer-sign", "answer.save", true, flow.AnswerGiven{}},
		{"answer-signs-6", "confirm", true, nil},
		{"answer-declines-6", "confirm", false, nil},
		{"work-new", "work.save", false, nil},
		{"work-full", "work.save", true, flow.WorkSaved{}},
		{"old-part-new", "old.make", false, nil},
		{"old-part-full", "old.make", true, flow.OldPartKept{}},
		{"loan-new", "loan.make", false, nil},
		{"loan-ready", "loan.make", true, flow.LoanMade{}},
		{"loan-out", "loan.back", true, flow.LoanEnded{}},
		{"trip-new", "trip.make", false, nil},
		{"trip-new", "trip.known.0", true, flow.SendOutCompanyChosen{Name: longCompany}},
		{"trip-full", "trip.make", true, flow.SendOutMade{}},
		{"papers-new", "paper.stub", true, flow.PaperAsked{Document: repair.DocStub}},
		{"pickup-loaner", "loaner.back", true, flow.LoanEnded{}},
		{"pickup-loaner", "loaner.keep", true, flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForLoaner}},
		{"pickup-loaner", "next", false, nil},
		{"pickup-payment", "next", false, nil},
		{"pickup-payment", "unpaid", true, flow.NothingPaid{}},
		{"pickup-payment", "paid.wechat", true, flow.PaidByChosen{By: repair.PaidByWeChat}},
		{"pickup-unpaid", "next", true, flow.GateDone{}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) {
			touchable(t, all[tt.page], tt.node, tt.enabled, tt.want)
		})
	}
	// Without a loan there is no gate for a loaner.
	scene := view.Build(all["pickup-payment-plain"], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
	if scene.Find("gate.loaner") != nil {
		t.Error("a machine without a loan has a gate for it")
	}
}

// What the owner writes into the lists of the shop is offered where parts and
// work are chosen.
func TestOwnPartsAndWorkAreOffered(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "lists.toml"), []byte("laptop.parts = [\"散热硅脂\"]\nprinter.parts = [\"散热硅脂\"]\nlaptop.works = [\"换硅脂\"]\nprinter.works = [\"换硅脂\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	own, problems := trade.Load(dir)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	all := pages("zh-CN")
	for page, want := range map[string]string{"quote": "散热硅脂", "work": "换硅脂"} {
		seen := false
		for _, s := range all {
			if string(s.Screen) != page || s.Focus != "" {
				continue
			}
			s.Shop.Trade = own
			scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
			if slices.ContainsFunc(scene.Nodes, func(n view.Node) bool { return n.Text == want && n.Touch != nil }) {
				seen = true
			}
		}
		if !seen {
			t.Errorf("no %s page offers %q", page, want)
		}
	}
}
