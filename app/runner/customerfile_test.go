package runner_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

func TestCustomersAreReadMergedAndErased(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	named := func(id repair.CustomerID) repair.CustomerFile {
		who := wang
		who.ID = id
		return repair.CustomerFile{Customer: who}
	}
	past := repair.Past{Row: repair.Row{Order: repair.Order{ID: "A2611210042"}}}
	for _, tt := range []struct {
		do   flow.Cmd
		want []flow.Msg
	}{
		{flow.LoadPast{Order: "A2611210042"}, []flow.Msg{flow.PastLoaded{Past: past}}},
		{flow.LoadCustomer{ID: "A000012"}, []flow.Msg{flow.CustomerLoaded{ID: "A000012", File: named("A000012")}}},
		{
			flow.MergeCustomers{By: chen.ID, Into: "A000012", From: "A000031"},
			[]flow.Msg{flow.CustomersMerged{From: "A000031", File: named("A000012")}},
		},
		{flow.EraseCustomer{By: chen.ID, ID: "A000012", Reason: "erase.over"}, []flow.Msg{flow.CustomerErased{ID: "A000012"}}},
	} {
		if d := cmp.Diff(tt.want, c.play(t, tt.do)); d != "" {
			t.Errorf("%T (-want +got):\n%s", tt.do, d)
		}
	}
	want := []string{"Past A261121-0042-QK", "CustomerFile A000012", "MergeCustomers A001 A000012 A000031", "CustomerFile A000012", "EraseCustomer A001 A000012 erase.over"}
	if d := cmp.Diff(want, f.called()); d != "" {
		t.Errorf("calls (-want +got):\n%s", d)
	}
}

// Who is gone already is said so, and never that an order is unknown.
func TestACustomerWhoIsGone(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	gone := fmt.Errorf("store: %w: customer A000012", repair.ErrNotFound)
	for _, m := range []string{"CustomerFile", "MergeCustomers", "EraseCustomer"} {
		f.fail[m] = gone
	}
	merge := c.play(t, flow.MergeCustomers{By: chen.ID, Into: "A000012", From: "A000031"})
	if failed, ok := merge[0].(flow.Failed); !ok || failed.Rule == nil || failed.Rule.Rule != repair.RuleMerge || failed.Tag != flow.TagCustomer {
		t.Errorf("merged: %+v", merge)
	}
	if got := c.play(t, flow.EraseCustomer{By: chen.ID, ID: "A000012", Reason: "erase.over"}); cmp.Diff([]flow.Msg{flow.CustomerErased{ID: "A000012"}}, got) != "" {
		t.Errorf("erased: %+v", got)
	}
	f.fail["CustomerFile"] = gone
	got := c.play(t, flow.LoadCustomer{ID: "A000012"})
	if loaded, ok := got[0].(flow.CustomerLoaded); !ok || loaded.ID != "A000012" {
		t.Errorf("read: %+v", got)
	}
	f.fail["EraseCustomer"] = &repair.RuleError{Rule: repair.RuleRole}
	if failed, ok := c.play(t, flow.EraseCustomer{ID: "A000012"})[0].(flow.Failed); !ok || failed.Rule == nil || failed.Rule.Rule != repair.RuleRole {
		t.Errorf("refused: %+v", failed)
	}
}
