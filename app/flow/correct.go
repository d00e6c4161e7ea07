package flow

import (
	"fmt"
	"slices"

	"countertop/app/repair"
)

// Correct is the page on which what was noted of an order is put right. The pages
// of the check-in edit it, in CheckIn: this page is a list of them until one is
// opened.
type Correct struct {
	Row  repair.Row
	Part CorrectPart
	// Approved is a supervisor's word, Ink what the customer writes.
	Approved *repair.Approval
	Ink      Ink
	Busy     bool
	// Changed is what was put right, Papers what should be printed again.
	Changed []repair.Correction
	Papers  []repair.Document
}

// CorrectPart is what the page shows.
type CorrectPart string

// The parts.
const (
	CorrectList CorrectPart = ""
	CorrectEdit CorrectPart = "edit" // the page of CheckIn.Step
	CorrectTell CorrectPart = "tell" // what has changed, for the customer
	CorrectSign CorrectPart = "sign" // they sign it
	CorrectDone CorrectPart = "done" // and what is to be printed again
)

// Messages of the page.
type (
	// CorrectAsked opens the page for the order on the order page.
	CorrectAsked struct{}
	// CorrectOpened opens what is noted on a page of the check-in.
	CorrectOpened struct{ Step Step }
	// CorrectKept goes back to the list.
	CorrectKept struct{}
	// CorrectTold goes on: to a supervisor, to the customer, to the store.
	CorrectTold struct{}
	// CorrectSigns turns the screen to the customer.
	CorrectSigns struct{}
	// PaperTurned is printed again, or not.
	PaperTurned struct{ Document repair.Document }
	// PapersPrinted prints what is to be printed again, if anything, and ends the
	// page.
	PapersPrinted struct{ Print bool }
	// HandOverUndone takes the hand-over of the order on the order page back.
	HandOverUndone struct{ Reason string }
)

// correctMsg are the messages that belong to the page.
//
//sumtype:decl
type correctMsg interface {
	Msg
	correctMsg()
}

func (CorrectAsked) owner() Screen   { return ScreenCorrect }
func (CorrectOpened) owner() Screen  { return ScreenCorrect }
func (CorrectKept) owner() Screen    { return ScreenCorrect }
func (CorrectTold) owner() Screen    { return ScreenCorrect }
func (CorrectSigns) owner() Screen   { return ScreenCorrect }
func (PaperTurned) owner() Screen    { return ScreenCorrect }
func (PapersPrinted) owner() Screen  { return ScreenCorrect }
func (HandOverUndone) owner() Screen { return ScreenCorrect }

func (CorrectAsked) correctMsg()   {}
func (CorrectOpened) correctMsg()  {}
func (CorrectKept) correctMsg()    {}
func (CorrectTold) correctMsg()    {}
func (CorrectSigns) correctMsg()   {}
func (PaperTurned) correctMsg()    {}
func (PapersPrinted) correctMsg()  {}
func (HandOverUndone) correctMsg() {}

func (HandOverUndone) command() repair.CommandName { return repair.CommandUndoPickUp }

func (CorrectTold) lack(s State) Lack {
	return unless(len(Changes(s)) > 0, "nothing-corrected", "fix.")
}

func (CorrectAsked) lack(s State) Lack { return unless(s.Order.Row.Order.InShop(), "not-here") }

// checkInOf is an order as the pages of the check-in show it.
func checkInOf(r repair.Row) CheckIn {
	o := r.Order
	m := Machine{
		Order: o.ID, Device: o.Device, Symptom: o.Symptom, Other: true, MarkKind: repair.MarkScratch,
		Marks: slices.Clone(o.Marks), Clean: len(o.Marks) == 0, Kept: slices.Clone(o.Accessories),
		OldParts: o.OldParts, Promised: o.PromisedOn, OnTheSpot: o.OnTheSpot,
	}
	m.Symptom.Chips = slices.Clone(o.Symptom.Chips)
	if b := o.Symptom.BoughtIn; len(b) == len("2026-11") {
		m.Bought = b[:4] + b[5:]
	}
	if o.EstimateFen > 0 {
		m.Estimate = Yuan(o.EstimateFen)
	}
	c := r.Customer
	c.Phones, c.Contacts = slices.Clone(c.Phones), slices.Clone(c.Contacts)
	return CheckIn{Step: StepCustomer, Phone: c.Phone(), Customer: c, Machine: m}
}

// correction is what the store is asked for.
func correction(s State) repair.CorrectOrder {
	c := s.CheckIn
	symptom := c.Symptom
	if month, ok := c.BoughtMonth(s.Now); ok {
		symptom.BoughtIn = month
	}
	fen, _ := ParseFen(c.Estimate)
	return repair.CorrectOrder{
		Customer: c.Customer, Was: s.Correct.Row.Customer, Device: c.Device, Symptom: symptom, EstimateFen: fen, PromisedOn: c.Promised,
		OldParts: c.OldParts, Accessories: c.Kept, Marks: c.Marks, Approved: s.Correct.Approved,
	}
}

// Changes are what is put right so far.
func Changes(s State) []repair.Correction {
	if s.Correct.Part == CorrectDone {
		return s.Correct.Changed
	}
	return correction(s).Changes(s.Correct.Row.Order)
}

func updateCorrect(s State, m correctMsg) (State, []Cmd) {
	c := &s.Correct
	switch m := m.(type) {
	case CorrectAsked:
		row := s.Order.Row
		s = s.to(ScreenCorrect)
		s.Correct, s.CheckIn = Correct{Row: row}, checkInOf(row)
	case CorrectOpened:
		s.unfocus()
		c.Part, s.CheckIn.Step, s.CheckIn.Part = CorrectEdit, m.Step, 0
		if m.Step == StepMachine {
			return s, []Cmd{FindModels{s.CheckIn.Device.Kind, s.CheckIn.Device.Brand}}
		}
	case CorrectKept:
		s, _ = updateCustomer(s, PhoneAdded{})
		s, _ = updateCustomer(s, ContactAdded{})
		s.unfocus()
		s.Correct.Part = CorrectList
	case CorrectTold:
		return correctTold(s)
	case CorrectSigns:
		c.Ink = Ink{}
		c.Part = CorrectSign
	case PaperTurned:
		if i := slices.Index(c.Papers, m.Document); i >= 0 {
			c.Papers = slices.Delete(slices.Clone(c.Papers), i, i+1)
		} else {
			c.Papers = append(slices.Clone(c.Papers), m.Document)
		}
	case PapersPrinted:
		return papersPrinted(s, m.Print)
	case HandOverUndone:
		return s, []Cmd{s.commit(TagOrder, s.Order.Row.Order.ID, repair.UndoPickUp{Reason: m.Reason})}
	}
	return s, nil
}

// correctTold asks whoever has to be asked, and then the store.
func correctTold(s State) (State, []Cmd) {
	c := &s.Correct
	guarded := slices.ContainsFunc(Changes(s), func(x repair.Correction) bool { return x.Field.Guarded() })
	switch {
	case guarded && c.Approved == nil:
		return updateDialog(s, DialogAsked{Kind: DialogApprove, Purpose: ForCorrection})
	case c.Row.Order.Signature != nil && c.Part != CorrectTell:
		c.Part = CorrectTell
		return s, nil
	case c.Row.Order.Signature != nil:
		return s, nil // it is signed, or a reason says why not
	}
	return correctNow(s, nil, "")
}

// correctNow asks the store.
func correctNow(s State, signed *repair.SignedDocument, why string) (State, []Cmd) {
	cmd := correction(s)
	cmd.Signed, cmd.NotSigned = signed, why
	s.Correct.Busy = true
	return s, []Cmd{s.commit(TagCorrect, s.Correct.Row.Order.ID, cmd)}
}

func correctSigned(s State) (State, []Cmd) {
	signed := &repair.SignedDocument{Strokes: s.Correct.Ink.Strokes}
	if signed.Empty() || s.Correct.Busy {
		return s, nil
	}
	return correctNow(s, signed, "")
}

func correctCommitted(s State, m Committed) (State, []Cmd) {
	c := &s.Correct
	c.Busy, c.Ink = false, Ink{}
	if len(m.Events) == 0 {
		return s.back(), nil
	}
	if e, ok := m.Events[0].Body.(repair.Corrected); ok {
		c.Changed = e.Changes
	}
	c.Row, c.Part = m.Row, CorrectDone
	c.Papers = repair.Papers(c.Changed)
	s.Order.Row = m.Row
	return s, []Cmd{LoadFloor{}, Play{SoundDone}}
}

func correctFailed(s State, m Failed) (State, []Cmd, bool) {
	c := &s.Correct
	c.Busy = false
	if c.Part == CorrectSign {
		c.Part, c.Ink = CorrectTell, Ink{}
	}
	if m.Rule == nil {
		return s, nil, false
	}
	return s.refused(m.Rule), []Cmd{Play{SoundRefused}}, true
}

// correctBack goes one part back; what was changed stays until the page is left.
func correctBack(s State) (State, []Cmd, bool) {
	c := &s.Correct
	switch c.Part {
	case CorrectEdit, CorrectTell:
		s.unfocus()
		c.Part = CorrectList
		return s, nil, true
	case CorrectSign:
		c.Part, c.Ink = CorrectTell, Ink{}
		return s, nil, true
	case CorrectList, CorrectDone:
	}
	return s, nil, false
}

// papersPrinted prints what shows what was wrong, and goes back to the order.
func papersPrinted(s State, again bool) (State, []Cmd) {
	c := s.Correct
	s = s.back()
	if !again || len(c.Papers) == 0 {
		return s, nil
	}
	var jobs []repair.PrintJob
	for _, d := range c.Papers {
		if d != repair.DocAccessory {
			jobs = append(jobs, repair.PrintJob{Document: d, Order: c.Row.Order.ID, Copy: 2})
			continue
		}
		for i := range c.Row.Order.Accessories {
			jobs = append(jobs, repair.PrintJob{Document: d, Order: c.Row.Order.ID, Index: i + 1, Copy: 2})
		}
	}
	return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
}

// correctLeft forgets what was not stored.
func correctLeft(s State, _ Msg, next State) (State, []Cmd) {
	if next.Screen != ScreenCorrect && next.CheckIn.Draft == "" {
		next.CheckIn, next.Correct = CheckIn{}, Correct{}
	}
	return next, nil
}

// correctScanned types a maker's number into the page of the machine.
func correctScanned(s State, r reading) (State, []Cmd, bool) {
	if s.Correct.Part != CorrectEdit || s.CheckIn.Step != StepMachine {
		return s, nil, false
	}
	return checkInScanned(s, r)
}

func correctPart(s State) string { return fmt.Sprint(s.Correct.Part, s.CheckIn.Step) }

// correctSigns is what the customer signs.
func correctSigns(s State) SignedSubject {
	return SignedCorrection{Order: s.Correct.Row.Order, Customer: s.CheckIn.Customer, Changes: Changes(s)}
}
