package flow_test

import (
	"slices"
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
)

// correcting is the page that puts the order of atPickup right.
func correcting() flow.State {
	s := atPickup()
	row := s.Pickup.Row
	row.Order.Symptom = repair.Symptom{Chips: []string{"fault.laptop.power"}}
	row.Order.PromisedOn, row.Order.OldParts = "2026-11-24", repair.OldPartsShop
	row.Order.Device.Serial = "PF1"
	s.Pickup = flow.Pickup{}
	s.Screen, s.Order.Row = flow.ScreenOrder, row
	s, _ = after(s, flow.CorrectAsked{})
	return s
}

// asked is the correction that the store is asked for, nil if it is not asked.
func asked(cmds []flow.Cmd) *repair.CorrectOrder {
	for _, c := range cmds {
		if c, ok := c.(flow.Commit); ok && c.Tag == flow.TagCorrect {
			x := c.Command.(repair.CorrectOrder)
			return &x
		}
	}
	return nil
}

func TestCorrectionsAreMadeOnThePagesOfTheCheckIn(t *testing.T) {
	s := correcting()
	s, cmds := after(s, flow.CorrectTold{})
	if s.Toast.Key != "lack.nothing-corrected" || asked(cmds) != nil {
		t.Fatalf("nothing was changed: %+v, %v", s.Toast, cmds)
	}
	s, _ = after(s, flow.CorrectOpened{Step: flow.StepMachine}, flow.Focused{Field: flow.FieldModel}, flow.Cleared{}, flow.Typed{Text: "T14"},
		flow.KeyPressed{Key: flow.KeyEnter}, flow.StepDone{})
	if s.Screen != flow.ScreenCorrect || s.CheckIn.Step != flow.StepMachine {
		t.Fatalf("the page turned to %s, step %d", s.Screen, s.CheckIn.Step)
	}
	s, cmds = after(s, flow.CorrectKept{}, flow.CorrectTold{})
	c := asked(cmds)
	if c == nil || c.Device.Model != "T14" || c.Customer.Name != "张伟" || c.PromisedOn != "2026-11-24" {
		t.Fatalf("asked for %+v", c)
	}
	for _, cmd := range cmds {
		if _, ok := cmd.(flow.SaveDraft); ok {
			t.Error("a correction is kept as a check-in")
		}
	}
	e := repair.Corrected{Changes: c.Changes(s.Correct.Row.Order)}
	s, _ = after(s, flow.Committed{Tag: flow.TagCorrect, Result: repair.Result{Row: s.Correct.Row, Events: []repair.Event{{Body: e}}}})
	if s.Correct.Part != flow.CorrectDone || !slices.Contains(s.Correct.Papers, repair.DocDeviceTag) {
		t.Errorf("then %q, papers %v", s.Correct.Part, s.Correct.Papers)
	}
	s, cmds = after(s, flow.PaperTurned{Document: repair.DocStub}, flow.PapersPrinted{Print: true})
	i := slices.IndexFunc(cmds, func(c flow.Cmd) bool { _, ok := c.(flow.AddJobs); return ok })
	if s.Screen != flow.ScreenOrder || i < 0 || len(cmds[i].(flow.AddJobs).Jobs) != 2 {
		t.Errorf("on %s, printing %v", s.Screen, cmds)
	}
	if s.CheckIn.Customer.Name != "" {
		t.Error("what was corrected stays in the state")
	}
}

func TestWhatWasSignedIsSignedAgain(t *testing.T) {
	s := correcting()
	s.Correct.Row.Order.Signature = &repair.Signature{Digest: "x"}
	s, _ = after(s, flow.CorrectOpened{Step: flow.StepAgree}, flow.PromiseMoved{Days: 2}, flow.CorrectKept{})
	s, cmds := after(s, flow.CorrectTold{})
	if asked(cmds) != nil || s.Correct.Part != flow.CorrectTell {
		t.Fatalf("not told: %q, %v", s.Correct.Part, cmds)
	}
	away, cmds := after(s, flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNotSigned}, flow.ReasonChosen{Text: "电话里说好"}, flow.DialogDone{})
	if c := asked(cmds); c == nil || c.NotSigned != "电话里说好" {
		t.Errorf("not signed: %+v on %s", c, away.Screen)
	}
	s, _ = after(s, flow.CorrectSigns{})
	if !s.CustomerFacing() {
		t.Fatal("the customer does not have the page")
	}
	s.Correct.Ink = flow.Ink{Strokes: []repair.Stroke{{{X: 10, Y: 10}, {X: 3000, Y: 2000, T: 90}}}}
	_, cmds = after(s, flow.SignedOff{})
	if c := asked(cmds); c == nil || c.Signed.Empty() {
		t.Errorf("signed: %+v", c)
	}
}

func TestASupervisorAnswersForMarksAndAccessories(t *testing.T) {
	s, _ := after(correcting(), flow.CorrectOpened{Step: flow.StepAccessories}, flow.AccessoryToggled{Name: "acc.adapter"}, flow.CorrectKept{})
	s, cmds := after(s, flow.CorrectTold{})
	if asked(cmds) != nil || s.Dialog == nil || s.Dialog.Purpose != flow.ForCorrection {
		t.Fatalf("nobody is asked: %+v, %v", s.Dialog, cmds)
	}
	boss := repair.Staff{ID: "A003", Name: "王芳", Roles: repair.RolesOf(repair.RoleSupervisor)}
	_, cmds = after(s, flow.ReasonChosen{Text: "接机时写错了"}, flow.StaffKnown{Staff: boss})
	if c := asked(cmds); c == nil || c.Approved == nil || c.Approved.By != "A003" {
		t.Errorf("approved: %+v", c)
	}
}
