package repair_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"countertop/app/repair"
)

var people = []repair.Staff{coordinator, engineer, supervisor, other}

// approvals are as a screen could send them, good and bad.
var approvals = []*repair.Approval{nil, nil, approved, {By: engineer.ID, Role: repair.RoleEngineer, Reason: "客户急用"}, {By: supervisor.ID, Role: repair.RoleSupervisor}}

var everywhere = append(slices.Clone(repair.Shelves),
	repair.PlaceCounter, repair.PlaceBench, repair.PlacePeer, repair.PlaceFactory, repair.PlaceCourier, repair.PlaceCustomer, "nowhere")

func someResults(t *rapid.T, lines []repair.TestLine) (rs []repair.TestResult) {
	outcome := rapid.SampledFrom([]repair.Outcome{repair.Pass, repair.Pass, repair.Pass, repair.NotApplicable, repair.Fail})
	for _, l := range lines {
		if rapid.IntRange(0, 3).Draw(t, "fill in") > 0 {
			rs = append(rs, repair.TestResult{Line: l.Key, Outcome: outcome.Draw(t, "outcome")})
		}
	}
	return rs
}

// someCommand draws a command that a screen could send, good or bad.
func someCommand(t *rapid.T, o repair.Order) repair.Command {
	reason := rapid.SampledFrom([]string{"", "客户要求", "客户要求"})
	approval := rapid.SampledFrom(approvals)
	sheet := rapid.SampledFrom([]*repair.SignedDocument{nil, signed(), signed()})
	moves := func() repair.Command {
		return repair.MoveMachine{
			To:       slot(rapid.SampledFrom(everywhere).Draw(t, "to"), rapid.IntRange(0, 3).Draw(t, "slot")),
			Reason:   rapid.SampledFrom([]repair.PartsReason{"", repair.ReasonParts, repair.ReasonQuote}).Draw(t, "why"),
			Part:     rapid.SampledFrom([]string{"", "搓纸轮", "键盘"}).Draw(t, "part"),
			Override: approval.Draw(t, "override"),
		}
	}
	switch rapid.SampledFrom([]string{
		"next", "next", "next", "next", "next", "check in", "move", "move", "move", "move", "undo", "undo", "test", "test", "pickup test", "give up", "pick up", "call", "void", "again",
	}).Draw(t, "command") {
	case "next":
		return nextCommand(o)
	case "check in":
		c := intake()
		if rapid.Bool().Draw(t, "laptop") {
			c = laptopIntake()
		}
		c.Signed, c.NoSignatureReason = sheet.Draw(t, "signed"), reason.Draw(t, "unsigned")
		return c
	case "move":
		return moves()
	case "undo":
		return repair.UndoMove{}
	case "test":
		return repair.RecordTest{Results: someResults(t, o.Lines)}
	case "pickup test":
		return repair.RecordTest{Pickup: true, Results: someResults(t, repair.PickupChecklist(o.Device))}
	case "give up":
		return repair.ReturnUnrepaired{Reason: reason.Draw(t, "reason")}
	case "pick up":
		c := handOver()
		c.Identity.CopyScanned = rapid.Bool().Draw(t, "copy")
		c.Identity.Collector, c.Identity.Reason, c.Identity.Approved = "A000014", reason.Draw(t, "reason"), approval.Draw(t, "identity")
		c.Untested, c.CallOn = reason.Draw(t, "untested"), rapid.SampledFrom([]repair.Date{"", "2026-11-23"}).Draw(t, "call on")
		c.Returned, c.Missing = c.Returned[:rapid.IntRange(0, 2).Draw(t, "returned")], approval.Draw(t, "missing")
		c.Signed, c.Unsigned = sheet.Draw(t, "signed"), approval.Draw(t, "unsigned")
		return c
	case "call":
		return repair.FollowUpDone{Result: reason.Draw(t, "result")}
	case "void":
		if rapid.IntRange(0, 4).Draw(t, "really") == 0 {
			return repair.VoidOrder{Reason: reason.Draw(t, "reason")}
		}
		return moves()
	}
	return repair.AssignNumber{Kind: repair.KindPrinter}
}

// nextCommand is what brings a machine on, so that days get to their end.
func nextCommand(o repair.Order) repair.Command {
	switch {
	case o.Version == 0:
		return repair.AssignNumber{Kind: repair.KindPrinter}
	case o.Stage == repair.StageDraft:
		return intake()
	case o.Stage == repair.StageAwaitingPickup:
		c := handOver()
		c.Untested, c.CallOn = "客户赶时间", "2026-11-22"
		return c
	case o.Place.Kind == repair.ShelfDone:
		return to(repair.ShelfAwaitingPickup, 1)
	case len(repair.OpenLines(o.Lines, o.Test)) > 0:
		return passed(o.Lines, false)
	}
	return to(repair.ShelfDone, 1)
}

// stageOf is the stage that a place means, when nothing else was decided.
var stageOf = map[repair.PlaceKind][]repair.Stage{
	repair.ShelfAwaitingTest:   {repair.StageAwaitingTest},
	repair.ShelfAwaitingParts:  {repair.StageAwaitingParts, repair.StageQuoting},
	repair.ShelfDone:           {repair.StageAwaitingClose},
	repair.ShelfAwaitingPickup: {repair.StageAwaitingPickup},
	repair.PlaceBench:          {repair.StageInRepair},
	repair.PlacePeer:           {repair.StageAtPeer},
	repair.PlaceFactory:        {repair.StageAtFactory},
	repair.PlaceCourier:        {repair.StageOutForDelivery},
	repair.PlaceCustomer:       {repair.StagePickedUp, repair.StageVoid},
}

// holds checks what is true of every order at every moment.
func holds(t *rapid.T, o repair.Order, events []repair.Event) {
	if o.Version != len(events) {
		t.Fatalf("version %d after %d events", o.Version, len(events))
	}
	if o.Stage.Over() != (o.Place.Kind == repair.PlaceCustomer) {
		t.Fatalf("machine is at %v in stage %s", o.Place, o.Stage)
	}
	if want, ok := stageOf[o.Place.Kind]; ok && o.Stage != repair.StageReturnUnrepaired && !slices.Contains(want, o.Stage) {
		t.Fatalf("machine is at %v in stage %s", o.Place, o.Stage)
	}
	if (o.Reason != "") != (o.Place.Kind == repair.ShelfAwaitingParts) {
		t.Fatalf("machine at %v waits for %q", o.Place, o.Reason)
	}
	if o.OKAt.IsZero() != (o.OKBy == "") || !o.OKAt.IsZero() && o.Place.Kind != repair.PlaceCustomer && o.Place.Kind != repair.PlaceCounter &&
		o.Place.Kind != repair.PlaceCourier && o.Place.Kind != repair.ShelfDone && o.Place.Kind != repair.ShelfAwaitingPickup {
		t.Fatalf("OK at %v by %q, machine at %v", o.OKAt, o.OKBy, o.Place)
	}
	if o.Stage.Over() && (o.LastMove != nil || o.Reserved != repair.Place{}) {
		t.Fatalf("an order that is over can be undone or holds a slot")
	}
	for _, e := range events {
		if m, ok := e.Body.(repair.Moved); ok && m.Override != nil && (m.Override.Role != repair.RoleSupervisor && m.To.Kind != repair.PlaceBench || m.OK) {
			t.Fatalf("override %+v, OK %v", m.Override, m.OK)
		}
	}
}

// TestAnyDay plays random commands and checks after each that nothing
// impossible happened: a machine is in one place that fits its stage, the
// version counts the events, a refused command leaves no trace, undo leaves
// nothing of a move, what is over stays over, and a replay gives the same.
func TestAnyDay(t *testing.T) {
	reached := map[repair.Stage]int{}
	rapid.Check(t, func(t *rapid.T) {
		o, now := repair.Order{ID: number}, start
		var events []repair.Event
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{1, 20, 30, 31, 3600, -60}).Draw(t, "seconds")) * time.Second)
			c := someCommand(t, o)
			before := o
			got, err := repair.Decide(o, c, rapid.SampledFrom(people).Draw(t, "by"), now)
			if d := cmp.Diff(before, o); d != "" {
				t.Fatalf("%T changed its order:\n%s", c, d)
			}
			if err != nil {
				var r *repair.RuleError
				if !errors.As(err, &r) || !slices.Contains(repair.Rules, r.Rule) || len(got) > 0 {
					t.Fatalf("%T: %v with %d events", c, err, len(got))
				}
				continue
			}
			for _, e := range got {
				o = repair.Apply(o, e)
				events = append(events, e)
			}
			if len(got) == 0 {
				continue
			}
			reached[o.Stage]++
			holds(t, o, events)
			if before.Stage.Over() {
				before.FollowUpOn, before.Version = "", before.Version+1
				if d := cmp.Diff(before, o); d != "" {
					t.Fatalf("%T changed an order that is over:\n%s", c, d)
				}
			}
			if _, moved := c.(repair.MoveMachine); moved {
				undone(t, before, o, now)
			}
		}
		stored, err := json.Marshal(events)
		if err != nil {
			t.Fatal(err)
		}
		var again []repair.Event
		if err := json.Unmarshal(stored, &again); err != nil {
			t.Fatal(err)
		}
		want := o
		if len(events) == 0 {
			want = repair.Order{}
		}
		if d := cmp.Diff(want, repair.Replay(again)); d != "" {
			t.Fatalf("replay differs (-want +got):\n%s", d)
		}
	})
	t.Logf("events by stage: %v", reached)
	for _, s := range []repair.Stage{repair.StagePickedUp, repair.StageAwaitingClose, repair.StageAwaitingPickup, repair.StageReturnUnrepaired} {
		if reached[s] == 0 {
			t.Errorf("no random day reached stage %s", s)
		}
	}
}

// undone checks that taking a move back at once leaves nothing of it.
func undone(t *rapid.T, before, o repair.Order, now time.Time) {
	got, err := repair.Decide(o, repair.UndoMove{}, engineer, now.Add(time.Second))
	if err != nil || len(got) != 1 {
		t.Fatalf("undo at once: %v with %d events", err, len(got))
	}
	o = repair.Apply(o, got[0])
	before.Version, before.LastMove = o.Version, nil
	if d := cmp.Diff(before, o); d != "" {
		t.Fatalf("undo left (-want +got):\n%s", d)
	}
}
