package document_test

import (
	"encoding/json"
	"strings"
	"testing"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

// handedOver is a machine that was handed over, with how.
func handedOver(l *life) document.Facts {
	s := source(l.o)
	s.HandOver = l.out
	return s
}

// onPaper is all that is printed of an order, and what its customer signs at
// pickup, as text.
func onPaper(t *testing.T, s document.Facts, docs ...repair.Document) string {
	t.Helper()
	var sb strings.Builder
	for _, doc := range docs {
		d, err := document.Document(repair.PrintJob{Document: doc, Index: 1, Lang: "zh-CN"}, s)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		sb.Write(b)
	}
	sb.WriteString(document.Signed(flow.SignedPage{
		Lang: "zh-CN", Shop: s.Shop, Subject: flow.SignedPickup{Order: s.Row.Order},
	}).Text())
	return sb.String()
}

// TestPapersSayNothingThatIsNotSo holds each thing that a paper could claim
// against an order of which it is not so, and one of which it is.
func TestPapersSayNothingThatIsNotSo(t *testing.T) {
	quote := repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{
		{Name: repair.LineLabour, Count: 1, PriceFen: 8000}, {Name: "part.screen", Count: 1, PriceFen: 50000},
	}}}
	bag := repair.KeepOldPart{Name: "part.fan", To: repair.OldPartToCustomer}
	kept := repair.KeepOldPart{Name: "part.fan", To: repair.OldPartToShop}
	returned := func(t *testing.T) *life {
		l := begin(t).do(engineer, quote)
		return l.do(coordinator, repair.AnswerQuote{How: repair.AnswerByPhone}).pickUp(nil)
	}
	approved := &repair.Approval{By: supervisor.ID, Role: repair.RoleSupervisor, Reason: "reason.copy-lost"}
	receipt := []repair.Document{repair.DocPickupReceipt}
	for _, tt := range []struct {
		name string
		life func(t *testing.T) *life
		docs []repair.Document
		who  repair.Customer
		is   string // "" for none
		not  []string
	}{
		{"no old part", func(t *testing.T) *life { return ready(t).pickupTest().pickUp(nil) }, receipt, repair.Customer{}, "", []string{"旧件", "交还给您"}},
		{"an old part for the customer", func(t *testing.T) *life {
			return ready(t).do(engineer, bag).pickupTest().pickUp(nil)
		}, receipt, repair.Customer{}, "风扇（交还给您）", nil},
		{"an old part that stays", func(t *testing.T) *life {
			return ready(t).do(engineer, kept).pickupTest().pickUp(nil)
		}, receipt, repair.Customer{}, "风扇（留店）", []string{"交还给您"}},
		{"back unrepaired", returned, receipt, repair.Customer{}, `"unrepaired":true`, []string{`"untested"`, "warranty_to", "旧件"}},
		{"repaired and not tested", func(t *testing.T) *life {
			return ready(t).pickUp(func(c *repair.PickUp) { c.Untested, c.CallOn = "reason.hurry", "2026-11-25" })
		}, receipt, repair.Customer{}, `"untested":true`, []string{`"unrepaired"`}},
		{"what customers think", func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(func(c *repair.PickUp) { c.Rating = 1 })
		}, receipt, repair.Customer{}, "", []string{"rating"}},
		{"collected with the slip", func(t *testing.T) *life { return ready(t).pickupTest().pickUp(nil) }, receipt, repair.Customer{}, "凭客户联", nil},
		{"collected by somebody", func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(func(c *repair.PickUp) {
				c.Identity = repair.Identity{Collector: "A000009", Relation: "同事", Reason: "reason.copy-lost", Approved: approved}
			})
		}, receipt, repair.Customer{Name: "司马光"}, "司马光 · 同事", []string{"凭客户联"}},
		{"collected by somebody who was erased", func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(func(c *repair.PickUp) {
				c.Identity = repair.Identity{Collector: "A000009", Relation: "同事", Reason: "reason.copy-lost", Approved: approved}
			})
		}, receipt, repair.Customer{}, `"collected_by":"同事"`, []string{"凭客户联"}},
		{"a new mark", func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(func(c *repair.PickUp) {
				c.ConditionSame, c.NewMarks = false, []repair.ConditionMark{{Kind: repair.MarkDent, Note: "角"}}
			})
		}, receipt, repair.Customer{}, `"new_marks":"凹陷 1"`, nil},
		{"the fee of a quote that was refused", returned, receipt, repair.Customer{}, "", []string{"工时费"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := handedOver(tt.life(t))
			s.Collector = tt.who
			got := onPaper(t, s, tt.docs...)
			if !strings.Contains(got, tt.is) {
				t.Errorf("it does not say %q: %s", tt.is, got)
			}
			for _, wrong := range tt.not {
				if strings.Contains(got, wrong) {
					t.Errorf("it says %q: %s", wrong, got)
				}
			}
		})
	}
}

// What the labour would have cost is nothing that was found.
func TestAFeeIsNoFinding(t *testing.T) {
	for _, name := range []string{repair.LineLabour, repair.LineTesting, "工时费", "Labour", "检测费", "Testing"} {
		o := repair.Order{Unrepaired: []string{name, "part.fan"}, Quotes: []repair.Quote{{
			Lines: []repair.QuoteLine{{Name: name}, {Name: "part.screen"}}, Answer: &repair.QuoteAnswer{},
		}}}
		if got := o.Unfixed(); strings.Join(got, " ") != "part.fan part.screen" {
			t.Errorf("with %s, found and not repaired are %q", name, got)
		}
	}
}

// A customer whose machine is repaired on the spot signs nothing about a claim
// slip: none is printed.
func TestNoSlipIsSpokenOfOnTheSpot(t *testing.T) {
	for spot, want := range map[bool]bool{true: false, false: true} {
		page := flow.SignedPage{Lang: "zh-CN", Subject: flow.SignedVisit{Machines: []flow.Machine{{OnTheSpot: spot, OldParts: repair.OldPartsShop}}}}
		if got := strings.Contains(document.Signed(page).Text(), "客户联"); got != want {
			t.Errorf("on the spot %v, the slip is spoken of: %v", spot, got)
		}
	}
	o := repair.Order{ID: number, Stage: repair.StageInRepair, OnTheSpot: true, PromisedOn: "2026-11-24", Place: repair.Place{Kind: repair.PlaceCounter}}
	for _, doc := range flow.Papers(o) {
		if doc == repair.DocCustomerCopy {
			t.Error("a copy of a slip that was never printed is offered")
		}
	}
}
