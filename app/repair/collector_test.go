package repair_test

import (
	"errors"
	"testing"

	"countertop/app/repair"
)

func TestWhoCollectsWithoutTheCopy(t *testing.T) {
	customer := repair.Customer{
		ID: "A000012", Phones: []string{"13812345678", "02083811480"},
		Contacts: []repair.Contact{{Name: "周会计", Phone: "13900001111"}, {Name: "王芳", Phone: "13700002222", Collects: true}},
	}
	approved := &repair.Approval{By: "A003", Role: repair.RoleSupervisor, Reason: "看过证件"}
	for name, tt := range map[string]struct {
		as        repair.CollectorKind
		collector repair.CustomerID
		called    string
		end       string
		approved  *repair.Approval
		passes    bool
	}{
		"the customer, first number":         {repair.CollectorSelf, "A000012", "", "5678", nil, true},
		"the customer, second number":        {repair.CollectorSelf, "A000012", "", "1480", nil, true},
		"the customer, another number":       {repair.CollectorSelf, "A000012", "", "9999", nil, false},
		"the customer, too few digits":       {repair.CollectorSelf, "A000012", "", "678", nil, false},
		"the customer, no digits":            {repair.CollectorSelf, "A000012", "", "", nil, false},
		"the customer, approved":             {repair.CollectorSelf, "A000012", "", "", approved, true},
		"another customer as this one":       {repair.CollectorSelf, "A000099", "", "5678", nil, false},
		"registered, the customer's number":  {repair.CollectorRegistered, "A000013", "王芳", "5678", nil, true},
		"registered, her own number":         {repair.CollectorRegistered, "A000013", "王芳", "2222", nil, true},
		"registered, the number of a third":  {repair.CollectorRegistered, "A000013", "王芳", "1111", nil, false},
		"a contact who may not collect":      {repair.CollectorRegistered, "A000013", "周会计", "1111", nil, false},
		"somebody else knows the number":     {repair.CollectorOther, "A000013", "李雷", "5678", nil, false},
		"somebody else, approved":            {repair.CollectorOther, "A000013", "李雷", "", approved, true},
		"somebody else without a name":       {repair.CollectorOther, "", "", "", approved, false},
		"nobody said who, but knows a phone": {"", "A000012", "", "5678", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLife(t)
			readyToGo(l)
			l.order.Customer = "A000012"
			c := handOver()
			c.Identity = repair.Identity{As: tt.as, Collector: tt.collector, Approved: tt.approved}
			if tt.approved != nil {
				c.Identity.Reason = tt.approved.Reason
			}
			c.PhoneEnd, c.Phones = tt.end, customer.PhonesOf(tt.as, tt.called)
			err := l.try(coordinator, c)
			var refused *repair.RuleError
			if got := err == nil; got != tt.passes || err != nil && !errors.As(err, &refused) {
				t.Errorf("passes: %v, %v", got, err)
			}
			if err != nil && refused.Rule != repair.RuleIdentity {
				t.Errorf("refused by %s", refused.Rule)
			}
		})
	}
}

// What passed before a machine was opened again says nothing of it.
func TestWorkAfterAFailedPickupNeedsTheTestAgain(t *testing.T) {
	l := newLife(t)
	readyToGo(l)
	lines := repair.PickupChecklist(l.order.Device)
	if open := repair.OpenLines(lines, l.order.PickupResults()); len(open) > 0 {
		t.Fatalf("tested, and %d lines are open", len(open))
	}
	l.do(engineer, repair.RecordTest{Pickup: true, Results: []repair.TestResult{{Line: lines[0].Key, Outcome: repair.Fail}}})
	l.do(engineer, repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}})
	l.do(engineer, passed(l.order.Lines, false))
	l.do(engineer, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone, Slot: 1}})
	if open := repair.OpenLines(lines, l.order.PickupResults()); len(open) != len(lines) {
		t.Errorf("repaired again, and %d of %d lines are open", len(open), len(lines))
	}
}
