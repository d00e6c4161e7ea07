package view_test

import (
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		at := func(name string, kind repair.DeviceKind, f func(*flow.State)) {
			put("correct-"+name, flow.ScreenCorrect, func(s *flow.State) {
				r := shopOrder(kind, 42)
				r.Order.Signature = &repair.Signature{Digest: "x"}
				s.Screen, s.Order.Row = flow.ScreenOrder, r
				next, _ := flow.Update(*s, flow.CorrectAsked{})
				*s = next
				f(s)
			})
		}
		changes := func(s *flow.State) {
			s.CheckIn.Customer.Name, s.CheckIn.Customer.Phones = "司马相如", []string{"13312345678"}
			s.CheckIn.Device.Model, s.CheckIn.Promised = "LaserJet Pro MFP M1136w", "2026-11-30"
			s.CheckIn.Estimate = "260"
		}
		at("list", repair.KindPrinter, func(*flow.State) {})
		at("changed", repair.KindPrinter, changes)
		for name, step := range map[string]flow.Step{
			"customer": flow.StepCustomer, "machine": flow.StepMachine, "symptom": flow.StepSymptom, "agreed": flow.StepAgree,
			"accessories": flow.StepAccessories, "marks": flow.StepOutside,
		} {
			at(name, repair.KindLaptop, func(s *flow.State) { s.Correct.Part, s.CheckIn.Step = flow.CorrectEdit, step })
		}
		at("typing", repair.KindLaptop, func(s *flow.State) {
			s.Correct.Part, s.CheckIn.Step, s.Focus = flow.CorrectEdit, flow.StepCustomer, flow.FieldName
		})
		at("tell", repair.KindPrinter, func(s *flow.State) { changes(s); s.Correct.Part = flow.CorrectTell })
		at("sign", repair.KindPrinter, func(s *flow.State) { changes(s); s.Correct.Part, s.Correct.Ink = flow.CorrectSign, stroke() })
		at("done", repair.KindPrinter, func(s *flow.State) {
			changes(s)
			s.Correct.Changed = flow.Changes(*s)
			s.Correct.Part, s.Correct.Papers = flow.CorrectDone, []repair.Document{repair.DocDeviceTag, repair.DocStub}
		})
	})
}

func TestCorrectionsAreOffered(t *testing.T) {
	all := pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		on         bool
		want       flow.Msg
	}{
		{"order-pickup", "correct", true, flow.CorrectAsked{}},
		{"order-gone", "undo-pickup", false, nil},
		{"correct-list", "fix.machine", true, flow.CorrectOpened{Step: flow.StepMachine}},
		{"correct-list", "next", false, nil},
		{"correct-changed", "next", true, flow.CorrectTold{}},
		{"correct-machine", "next", true, flow.CorrectKept{}},
		{"correct-customer", "phone.drop.0", true, flow.PhoneDropped{Index: 0}},
		{"correct-tell", "next", true, flow.CorrectSigns{}},
		{"correct-tell", "not-signed", true, flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNotSigned}},
		{"correct-done", "paper.customer-copy", true, flow.PaperTurned{Document: repair.DocCustomerCopy}},
		{"correct-done", "next", true, flow.PapersPrinted{Print: true}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) { touchable(t, all[tt.page], tt.node, tt.on, tt.want) })
	}
}
