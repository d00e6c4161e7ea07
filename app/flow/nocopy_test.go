package flow_test

import (
	"slices"
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
)

// atPickup is the page of a pickup of somebody with two numbers and two contacts.
func atPickup() flow.State {
	s := signedIn()
	s.Screen = flow.ScreenPickup
	s.Pickup.Row = repair.Row{
		Order: repair.Order{
			ID: "A2611210042", Version: 9, Customer: "A000001", Stage: repair.StageAwaitingPickup,
			Device: repair.Device{Kind: repair.KindLaptop, Model: "X1"}, Place: repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 3},
		},
		Customer: repair.Customer{
			ID: "A000001", Name: "张伟", Phones: []string{"13812345678", "02083811480"},
			Contacts: []repair.Contact{{Name: "周会计"}, {Name: "慕容小小", Phone: "13900139000", Relation: "同事", Collects: true}},
		},
	}
	return s
}

func typed(s flow.State, digits string) (flow.State, []flow.Cmd) {
	var msgs []flow.Msg
	for _, r := range digits {
		msgs = append(msgs, flow.Typed{Text: string(r)})
	}
	return after(s, msgs...)
}

func TestCollectsThemselves(t *testing.T) {
	s := atPickup()
	s.Pickup.Row.Customer.Contacts = nil
	s, _ = after(s, flow.Opened{Screen: flow.ScreenNoCopy})
	if s.NoCopy.As != repair.CollectorSelf || s.Focus != flow.FieldPhoneEnd {
		t.Fatalf("%q collects and the keys are on %q", s.NoCopy.As, s.Focus)
	}
	s, cmds := typed(s, "9999")
	if s.Screen != flow.ScreenNoCopy || s.NoCopy.Wrong != 1 || s.NoCopy.End != "" || !slices.Contains(cmds, flow.Cmd(flow.Play{Sound: flow.SoundRefused})) {
		t.Fatalf("after other digits: %s, %+v, %v", s.Screen, s.NoCopy, cmds)
	}
	s, _ = typed(s, "1480")
	if s.Screen != flow.ScreenPickup || !s.Pickup.Passed(flow.GateIdentity) || s.Pickup.Open != flow.GateTag {
		t.Errorf("after the right digits: %s, gate %d, %+v", s.Screen, s.Pickup.Open, s.Pickup.Identity)
	}
	if id := s.Pickup.Identity; id.As != repair.CollectorSelf || id.Approved != nil || s.Pickup.Collector.Name != "" {
		t.Errorf("kept is %+v of %+v", id, s.Pickup.Collector)
	}
}

func TestRegisteredCollectorIsTouched(t *testing.T) {
	s, _ := after(atPickup(), flow.Opened{Screen: flow.ScreenNoCopy})
	if s.NoCopy.As != "" {
		t.Errorf("with somebody registered, %q is taken for granted", s.NoCopy.As)
	}
	s, _ = after(s, flow.CollectorChosen{As: repair.CollectorRegistered, Contact: 0})
	s, _ = typed(s, "9000")
	if !s.Pickup.Passed(flow.GateIdentity) || s.Pickup.Collector.Name != "慕容小小" || s.Pickup.Identity.Relation != "同事" {
		t.Errorf("collects %+v, %+v", s.Pickup.Collector, s.Pickup.Identity)
	}
}

func TestSomebodyElseNeedsASupervisor(t *testing.T) {
	s, _ := after(atPickup(), flow.Opened{Screen: flow.ScreenNoCopy}, flow.CollectorChosen{As: repair.CollectorOther})
	if s.Focus != flow.FieldWho {
		t.Errorf("the keys are on %q", s.Focus)
	}
	s, _ = after(s, flow.CollectorApproval{})
	if s.Dialog != nil || s.Toast.Key != "lack.collector-name" {
		t.Fatalf("without a name: %+v, %+v", s.Dialog, s.Toast)
	}
	s, _ = after(s, flow.Focused{Field: flow.FieldWho}, flow.Typed{Text: "李雷"}, flow.Unfocused{}, flow.CollectorRelation{Relation: "relation.friend"},
		flow.CollectorApproval{}, flow.ReasonChosen{Text: "看过证件"})
	boss := repair.Staff{ID: "A003", Name: "王芳", Roles: repair.RolesOf(repair.RoleSupervisor)}
	s, _ = after(s, flow.StaffKnown{Staff: boss})
	id := s.Pickup.Identity
	if !s.Pickup.Passed(flow.GateIdentity) || id.As != repair.CollectorOther || id.Approved == nil || s.Pickup.Collector.Name != "李雷" {
		t.Errorf("%s: %+v of %+v", s.Screen, id, s.Pickup.Collector)
	}
}

// The copy that was found after all opens the gate from this page, too.
func TestCopyIsFoundAfterAll(t *testing.T) {
	s, _ := after(atPickup(), flow.Opened{Screen: flow.ScreenNoCopy}, flow.CopyRead{Order: "A2611210042", Genuine: true})
	if s.Screen != flow.ScreenPickup || !s.Pickup.Identity.CopyScanned {
		t.Errorf("%s: %+v", s.Screen, s.Pickup.Identity)
	}
}

// Each thing that is found out at a pickup is kept as it comes, and forgotten once
// the machine is handed over.
func TestPickupIsKept(t *testing.T) {
	saves := func(cmds []flow.Cmd) (list []flow.Pickup) {
		for _, c := range cmds {
			if c, ok := c.(flow.SavePickup); ok {
				list = append(list, c.Pickup)
			}
		}
		return list
	}
	s := atPickup()
	for _, tt := range []struct {
		what string
		msg  flow.Msg
		kept func(flow.Pickup) bool
	}{
		{"the copy", flow.CopyRead{Order: "A2611210042", Genuine: true}, func(p flow.Pickup) bool { return p.Identity.CopyScanned }},
		{"a line", flow.PickupLine{Line: "pickup.fault", Outcome: repair.Fail}, func(p flow.Pickup) bool { return p.Results["pickup.fault"] == repair.Fail }},
		{"the outside", flow.ConditionSame{}, func(p flow.Pickup) bool { return p.Same }},
		{"a mark", flow.NewMarkTouched{X: 0.5, Y: 0.5}, func(p flow.Pickup) bool { return len(p.NewMarks) == 1 }},
		{"the way to pay", flow.PaidByChosen{By: repair.PaidByCash}, func(p flow.Pickup) bool { return p.PaidBy == repair.PaidByCash }},
		{"nothing paid", flow.NothingPaid{}, func(p flow.Pickup) bool { return p.Unpaid }},
	} {
		var cmds []flow.Cmd
		s, cmds = after(s, tt.msg)
		if kept := saves(cmds); len(kept) != 1 || !tt.kept(kept[0]) {
			t.Errorf("%s: kept is %+v", tt.what, kept)
		}
	}
	if _, cmds := after(s, flow.GateChosen{Gate: flow.GateTag}); len(saves(cmds)) > 0 {
		t.Error("a look at another gate is kept")
	}
	left, cmds := after(s, flow.WentHome{})
	if !slices.Contains(cmds, flow.Cmd(flow.LoadDrafts{})) || left.Pickup.Row.Order.ID != "" {
		t.Errorf("left for home: %v", cmds)
	}
	kept := s.Pickup
	again, _ := after(signedIn(), flow.OrderOpened{Row: s.Pickup.Row, For: flow.ScreenPickup, Pickup: &kept})
	if !again.Pickup.Passed(flow.GateIdentity) || again.Pickup.Results["pickup.fault"] != repair.Fail || len(again.Pickup.NewMarks) != 1 || !again.Pickup.Unpaid {
		t.Errorf("taken up again: %+v", again.Pickup)
	}
	s.Screen = flow.ScreenPickupSign
	_, cmds = after(s, flow.Committed{Tag: flow.TagPickup, Result: repair.Result{Row: s.Pickup.Row}})
	if !slices.Contains(cmds, flow.Cmd(flow.DropDraft{ID: flow.PickupDraft("A2611210042")})) {
		t.Errorf("handed over, and kept: %v", cmds)
	}
}

// A line that does not pass leads on: it is stored, and the machine goes back.
func TestFailedPickupGoesBack(t *testing.T) {
	s, _ := after(atPickup(), flow.PickupLine{Line: "pickup.fault", Outcome: repair.Fail})
	s, cmds := after(s, flow.PickupSentBack{})
	i := slices.IndexFunc(cmds, func(c flow.Cmd) bool { _, ok := c.(flow.Commit); return ok })
	if i < 0 || cmds[i].(flow.Commit).Tag != flow.TagFailed {
		t.Fatalf("asked for: %v", cmds)
	}
	row := s.Pickup.Row
	row.Order.PickupTest = []repair.TestResult{{Line: "pickup.fault", Outcome: repair.Fail}}
	s, cmds = after(s, flow.Committed{Tag: flow.TagFailed, Result: repair.Result{Row: row}})
	if s.Screen != flow.ScreenScan || s.Scan.Machine == nil || s.Scan.Machine.ID != row.Order.ID {
		t.Errorf("on %s with %+v", s.Screen, s.Scan.Machine)
	}
	if !slices.Contains(cmds, flow.Cmd(flow.DropDraft{ID: flow.PickupDraft(row.Order.ID)})) {
		t.Errorf("what was found out of who collects is still kept: %v", cmds)
	}
}
