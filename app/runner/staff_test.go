package runner_test

import (
	"strings"
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
)

func TestStaffAreChanged(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	said := c.play(t, flow.ActOnStaff{By: "A007", ID: chen.ID, Command: repair.SetAway{Away: true}})
	said = append(said, c.play(t, flow.ChangePIN{By: "A007", ID: chen.ID, PIN: "2718"})...)
	loaded, stored := 0, []flow.StaffStored{}
	for _, m := range said {
		switch m := m.(type) {
		case flow.PeopleLoaded:
			loaded++
		case flow.StaffStored:
			stored = append(stored, m)
			if loaded != len(stored) {
				t.Error("who was changed is told before who works here")
			}
		}
	}
	if len(stored) != 2 || stored[0].Staff != chen || stored[1].PINLength != 4 {
		t.Errorf("stored %+v", stored)
	}
	said = c.play(t, flow.ActOnStaff{By: chen.ID, ID: "A007", Command: repair.EndStaff{}})
	said = append(said, c.play(t, flow.ChangePIN{By: "A007", ID: chen.ID, PIN: "1111"})...)
	said = append(said, c.play(t, flow.RecoverPIN{Code: "x", Staff: "A007", PIN: "2718"})...)
	var failed []flow.Failed
	for _, m := range said {
		if m, ok := m.(flow.Failed); ok {
			failed = append(failed, m)
		}
	}
	if len(failed) != 3 || failed[0].Rule == nil || failed[0].Rule.Rule != repair.RuleRole || failed[1].Problem != "problem.pin-weak" ||
		failed[2].Problem != "problem.recovery" || failed[2].Tag != flow.TagRecovery {
		t.Errorf("failed %+v", failed)
	}
}

// The recovery code is printed by one job, as often as that is tried, and by no
// other; it is in no preview, and kept nowhere.
func TestRecoveryCodeIsPrintedOnce(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	var made flow.RecoveryCodeMade
	for _, m := range c.play(t, flow.MakeRecovery{By: "A007"}) {
		if m, ok := m.(flow.RecoveryCodeMade); ok {
			made = m
		}
	}
	if made.Code != goodCode || made.Paper == "" || strings.Contains(made.Paper, "7K3X9") {
		t.Fatalf("made %+v", made)
	}
	job := repair.PrintJob{ID: 5, Document: repair.DocRecovery, Subject: made.Paper, Lang: "zh-CN", Copy: 1}
	first, err := c.Render(t.Context(), job, labelHead)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Render(t.Context(), job, labelHead); err != nil || string(again.Preview.Bits) != string(first.Preview.Bits) {
		t.Errorf("the same job again: %v", err)
	}
	other := job
	other.ID = 6
	if _, err := c.Render(t.Context(), other, labelHead); err == nil {
		t.Error("another job printed it too")
	}
	for _, m := range c.play(t, flow.Preview{Job: job}) {
		if m, ok := m.(flow.PreviewDrawn); ok && string(m.Bitmap.Bits) == string(first.Preview.Bits) {
			t.Error("the preview shows the code")
		}
	}
	for _, call := range f.called() {
		if strings.HasPrefix(call, "KeepJobInput") || strings.Contains(call, goodCode) {
			t.Errorf("kept: %s", call)
		}
	}
	if _, err := newCounter(f).Render(t.Context(), job, labelHead); err == nil {
		t.Error("a program that was started anew knows the code")
	}
}
