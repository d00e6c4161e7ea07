package repair_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

func quote() repair.QuoteRepair {
	return repair.QuoteRepair{Quote: repair.Quote{
		Cause: "搓纸轮磨损", Lines: []repair.QuoteLine{{Name: "搓纸轮", PriceFen: 4500}, {Name: "工时", Count: 2, PriceFen: 8000}}, Days: 3,
	}}
}

func lend() repair.LendLoaner {
	return repair.LendLoaner{Loan: repair.Loan{Loaner: "00007", Name: "惠普 M1005", BackOn: "2026-11-28"}}
}

func quoted(l *life) { onBench(l); l.do(coordinator, quote()) }

func lent(l *life) { onBench(l); l.do(coordinator, lend()) }

func lentAndReady(l *life) { readyToGo(l); l.do(coordinator, lend()) }

func TestQuoteIsCountedAndWaitsForConsent(t *testing.T) {
	l := newLife(t)
	quoted(l)
	q := l.order.OpenQuote()
	if q == nil || q.TotalFen() != 20500 || q.Lines[0].Count != 1 || q.By != coordinator.ID {
		t.Fatalf("open quote %+v", q)
	}
	if l.order.Stage != repair.StageAwaitingConsent {
		t.Errorf("stage %s", l.order.Stage)
	}
}

func TestAnswerSendsThePaperOn(t *testing.T) {
	for _, tt := range []struct {
		name   string
		life   func(*life)
		agreed bool
		want   repair.Stage
	}{
		{"agreed on the bench", onBench, true, repair.StageInRepair},
		{"declined", onBench, false, repair.StageReturnUnrepaired},
		{"agreed while it waits on the shelf", func(l *life) { onBench(l); l.do(engineer, toParts(3, repair.ReasonQuote, "")) }, true, repair.StageAwaitingParts},
		{"agreed while it is at a peer", func(l *life) { onBench(l); l.do(engineer, to(repair.PlacePeer, 0)) }, true, repair.StageAtPeer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLife(t)
			tt.life(l)
			l.do(coordinator, quote(), repair.AnswerQuote{Agreed: tt.agreed, How: repair.AnswerByMessage})
			if l.order.Stage != tt.want || l.order.OpenQuote() != nil {
				t.Errorf("stage %s, open %v", l.order.Stage, l.order.OpenQuote())
			}
			if tt.want == repair.StageAwaitingParts && l.order.Reason != repair.ReasonParts {
				t.Errorf("reason %s", l.order.Reason)
			}
		})
	}
}

func TestSignedConsentNeedsTheInk(t *testing.T) {
	r := refusal(t, at(quoted, coordinator, repair.AnswerQuote{Agreed: true, How: repair.AnswerBySigning})(t))
	if d := cmp.Diff([]string{"signature"}, r.Need); d != "" {
		t.Error(d)
	}
	l := newLife(t)
	quoted(l)
	l.do(coordinator, repair.AnswerQuote{Agreed: true, How: repair.AnswerBySigning, Signed: signed()})
	if a := l.order.Quotes[0].Answer; a == nil || a.Signature == nil {
		t.Errorf("answer %+v", a)
	}
}

func TestLentMachineMayComeBackAfterPickup(t *testing.T) {
	l := newLife(t)
	lentAndReady(l)
	c := handOver()
	c.LoanerOut = approved
	l.do(coordinator, c)
	if !l.order.LoanOut() {
		t.Fatal("the loan ended with the pickup")
	}
	l.do(coordinator, repair.TakeLoanerBack{})
	if l.order.LoanOut() {
		t.Error("the loan did not end")
	}
}

func TestCodesOfOldPartsAndLoanersAreRead(t *testing.T) {
	c, err := repair.ParseCode(repair.OldPartCode(number, 2))
	if err != nil || c.Type != repair.CodeOldPart || c.Order != number || c.Index != 2 {
		t.Errorf("%+v, %v", c, err)
	}
	c, err = repair.ParseCode(repair.LoanerCode("00a07"))
	if err != nil || c.Type != repair.CodeLoaner || c.Body != "00A07" {
		t.Errorf("%+v, %v", c, err)
	}
	for _, bad := range []string{"", "0007", "00 07", "中文000"} {
		if got := repair.LoanerCode(bad); got != "" {
			t.Errorf("%q makes %s", bad, got)
		}
	}
}

func TestServiceWantsItsPaper(t *testing.T) {
	for _, tt := range []struct {
		c    repair.Command
		want []repair.Document
	}{
		{quote(), []repair.Document{repair.DocQuotation}},
		{repair.KeepOldPart{Name: "搓纸轮", To: repair.OldPartToShop}, []repair.Document{repair.DocOldPart}},
		{lend(), []repair.Document{repair.DocLoaner}},
		{repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer, Company: "新锐数码"}}, []repair.Document{repair.DocPeerSlip}},
		{repair.SendOut{Consignment: repair.Consignment{To: repair.PlaceFactory, Company: "服务中心"}}, []repair.Document{repair.DocFactorySlip}},
		{repair.RecordWork{Work: "清洁"}, nil},
	} {
		l := newLife(t)
		onBench(l)
		l.do(coordinator, tt.c)
		var got []repair.Document
		for _, j := range repair.Wanted(l.order, l.events[len(l.events)-1]) {
			got = append(got, j.Document)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%T: %s", tt.c, d)
		}
	}
}
