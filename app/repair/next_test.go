package repair_test

import (
	"testing"

	"countertop/app/repair"
)

func TestNextStep(t *testing.T) {
	for _, tt := range []struct {
		name  string
		order repair.Order
		want  repair.Step
	}{
		{"not taken in yet", repair.Order{Stage: repair.StageDraft}, repair.StepFinish},
		{"still at the counter", repair.Order{Stage: repair.StageAwaitingTest, Place: repair.Place{Kind: repair.PlaceCounter}}, repair.StepShelve},
		{"on the shelf", repair.Order{Stage: repair.StageAwaitingTest, Place: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}}, repair.StepInspect},
		{"the customer waits", repair.Order{Stage: repair.StageInRepair, OnTheSpot: true, Place: repair.Place{Kind: repair.PlaceCounter}}, repair.StepSpotOrder},
		{"finding known", repair.Order{Stage: repair.StageQuoting}, repair.StepQuote},
		{"quote told", repair.Order{Stage: repair.StageAwaitingConsent}, repair.StepAnswer},
		{"part ordered", repair.Order{Stage: repair.StageAwaitingParts}, repair.StepPart},
		{"on the bench", repair.Order{Stage: repair.StageInRepair, Place: repair.Place{Kind: repair.PlaceBench}}, repair.StepRepair},
		{"done", repair.Order{Stage: repair.StageAwaitingClose}, repair.StepTell},
		{"missing", repair.Order{Stage: repair.StageAwaitingPickup, MissingSince: start}, repair.StepFind},
		{"told", repair.Order{Stage: repair.StageAwaitingPickup}, repair.StepHandOver},
		{"not repaired", repair.Order{Stage: repair.StageReturnUnrepaired}, repair.StepReturn},
		{"at the peer", repair.Order{Stage: repair.StageAtPeer}, repair.StepAskPeer},
		{"at the factory", repair.Order{Stage: repair.StageAtFactory}, repair.StepAskMaker},
		{"collected", repair.Order{Stage: repair.StagePickedUp}, repair.StepNone},
		{"collected, a call is due", repair.Order{Stage: repair.StagePickedUp, FollowUpOn: "2026-11-23"}, repair.StepFollowUp},
		{"void", repair.Order{Stage: repair.StageVoid}, repair.StepNone},
	} {
		if got := tt.order.Next(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, s := range repair.BoardStages {
		if got := (repair.Order{Stage: s}).Next(); got == repair.StepNone {
			t.Errorf("stage %s has no next step", s)
		}
	}
}
