package flow

import (
	"countertop/app/repair"
)

// DialogKind is what a dialog asks for.
type DialogKind string

// The dialogs.
const (
	// DialogApprove asks a supervisor to let something pass, with a reason.
	DialogApprove DialogKind = "approve"
	// DialogReason asks for a reason alone.
	DialogReason DialogKind = "reason"
	// DialogLeave asks a member of staff to take the screen back from the
	// customer.
	DialogLeave DialogKind = "leave"
	// DialogCollector asks who collects without the customer copy.
	DialogCollector DialogKind = "collector"
	// DialogVoid asks why the check-in is given up.
	DialogVoid DialogKind = "void"
)

// Purpose is what a dialog's answer is for.
type Purpose string

// The purposes.
const (
	ForMove     Purpose = "move"       // a move that a rule refused
	ForHeld     Purpose = "held"       // a machine that somebody else has in hand
	ForMissing  Purpose = "missing"    // an accessory that is not there
	ForIdentity Purpose = "identity"   // pickup without the customer copy
	ForUntested Purpose = "untested"   // pickup without a test
	ForUnsigned Purpose = "unsigned"   // pickup without a signature
	ForNoSign   Purpose = "no-sign"    // check-in without a signature
	ForReturn   Purpose = "return"     // not repaired
	ForFollowUp Purpose = "follow-up"  // result of the call
	ForLeave    Purpose = "leave-sign" // the customer's page
	ForVoid     Purpose = "void"
	ForLoaner   Purpose = "loaner" // the loaner stays out at pickup
)

// Dialog stands over a screen and owns all input.
type Dialog struct {
	Kind    DialogKind
	Purpose Purpose
	Reason  string
	// Who and Relation name a collector.
	Who, Relation string
	// Approver is chosen by name; a badge scan needs no PIN.
	Approver repair.StaffID
	// Holder may say yes without a reason; "" is nobody.
	Holder repair.StaffID
	PINEntry
	// Page is that of the names.
	Page int
}

// Messages of dialogs.
type (
	// DialogAsked opens a dialog.
	DialogAsked struct {
		Kind    DialogKind
		Purpose Purpose
	}
	// ReasonChosen takes a ready-made reason.
	ReasonChosen struct{ Text string }
	// CollectorChosen names one of the customer's contacts who may collect, by
	// their place in Pickup.Collectors.
	CollectorChosen struct{ Index int }
	// ApproverChosen picks the supervisor.
	ApproverChosen struct{ Staff repair.StaffID }
	// ApproversTurned shows the next names, and after the last the first again.
	ApproversTurned struct{}
	// DialogDone gives the answer.
	DialogDone struct{}
	// DialogClosed leaves everything as it was.
	DialogClosed struct{}
)

// dialogMsg are the messages that belong to the dialog.
//
//sumtype:decl
type dialogMsg interface {
	Msg
	dialogMsg()
}

func (DialogAsked) owner() Screen     { return roomDialog }
func (ReasonChosen) owner() Screen    { return roomDialog }
func (CollectorChosen) owner() Screen { return roomDialog }
func (ApproverChosen) owner() Screen  { return roomDialog }
func (ApproversTurned) owner() Screen { return roomDialog }
func (DialogDone) owner() Screen      { return roomDialog }
func (DialogClosed) owner() Screen    { return roomDialog }

func (DialogAsked) dialogMsg()     {}
func (ReasonChosen) dialogMsg()    {}
func (CollectorChosen) dialogMsg() {}
func (ApproverChosen) dialogMsg()  {}
func (ApproversTurned) dialogMsg() {}
func (DialogDone) dialogMsg()      {}
func (DialogClosed) dialogMsg()    {}

// approves reports whether the dialog ends in an approval.
func (d Dialog) approves() bool { return d.Kind == DialogApprove || d.Kind == DialogCollector }

func updateDialog(s State, m dialogMsg) (State, []Cmd) {
	if _, asked := m.(DialogAsked); s.Dialog == nil && !asked {
		return s, nil
	}
	s.ownDialog()
	d := s.Dialog
	switch m := m.(type) {
	case DialogAsked:
		s.Dialog, s.Focus = &Dialog{Kind: m.Kind, Purpose: m.Purpose}, ""
		if m.Purpose == ForHeld {
			s.Dialog.Holder = s.Scan.Held()
		}
		if s.OwnApproval() {
			s.Dialog.Approver = s.Staff.ID
			s = s.digits()
		}
		if m.Kind == DialogCollector && len(s.Pickup.Collectors()) == 0 {
			s = s.focus(FieldWho)
		}
	case ReasonChosen:
		d.Reason = m.Text
		return s.digits(), nil
	case CollectorChosen:
		if who := s.Pickup.Collectors(); m.Index < len(who) {
			d.Who, d.Relation = who[m.Index].Name, who[m.Index].Relation
			return s.digits(), nil
		}
	case ApproverChosen:
		d.Approver = m.Staff
		s.pinFor()
		s = s.focus(FieldPIN)
	case ApproversTurned:
		d.Page++
	case DialogDone:
		switch {
		case !s.DialogReady():
			return s, nil
		case s.DialogAsksPIN():
			return s.pinSent()
		case s.OwnApproval():
			return dialogAnswered(s, d.approval(*s.Staff))
		}
		return dialogAnswered(s, nil)
	case DialogClosed:
		s.Dialog, s.Focus = nil, ""
	}
	return s, nil
}

// digits puts the keys onto the PIN if that is what the dialog still asks of
// somebody, and takes them away otherwise.
func (s State) digits() State {
	s.Focus = ""
	if s.Dialog.Approver != "" && s.DialogAsksPIN() {
		return s.focus(FieldPIN)
	}
	return s
}

// dialogBadged takes a verified person: by PIN after DialogDone, or by badge
// at any moment. The badge of who is at the counter proves nothing.
func dialogBadged(s State, p repair.Staff, pin bool) (State, []Cmd) {
	d := s.Dialog
	switch d.Kind {
	case DialogLeave:
		return dialogAnswered(s.stands(p, pin), nil)
	case DialogApprove, DialogCollector:
		own := s.OwnApproval()
		switch {
		case d.Holder != "" && p.ID == d.Holder:
			return dialogAnswered(s, d.approval(p))
		case !repair.May(p, repair.CommandOverride):
			d.PIN, d.Wrong = "", true
			return s.notAllowed(p, repair.CommandOverride)
		case d.Reason == "" || d.Kind == DialogCollector && d.Who == "":
			if !own {
				d.Approver = p.ID
			}
			return s.warn("dialog.reason-first"), nil
		case own && p.ID == s.Staff.ID && !pin && s.DialogAsksPIN():
			return s.digits().warn("dialog.own-pin"), nil
		}
		return dialogAnswered(s, d.approval(p))
	case DialogReason, DialogVoid: // they ask for no person
	}
	return s, nil
}

// dialogAnswered carries out what the dialog was for.
func dialogAnswered(s State, a *repair.Approval) (State, []Cmd) {
	d := *s.Dialog
	s.Dialog, s.Focus = nil, ""
	switch d.Purpose {
	case ForMove, ForHeld:
		return s.moveApproved(a)
	case ForMissing:
		s.Pickup.Missing = a
		return s.pickupNext(), nil
	case ForLoaner:
		s.Pickup.LoanerOut = a
		return s.pickupNext(), nil
	case ForIdentity:
		s.Pickup.Identity = repair.Identity{
			Relation: s.Shop.Trade.Key(d.Relation, s.Shop.Trade.Relations()...), Reason: d.Reason, Approved: a,
		}
		s.Pickup.Collector = repair.Customer{Name: d.Who}
		return s.pickupNext(), nil
	case ForUntested:
		s.Pickup.Untested = d.Reason
		return s.pickupNext(), nil
	case ForUnsigned:
		return s.pickUp(nil, a)
	case ForNoSign:
		return s.takeIn(d.Reason)
	case ForReturn:
		return s, []Cmd{s.commit(TagOrder, s.Order.Row.Order.ID, repair.ReturnUnrepaired{Reason: d.Reason})}
	case ForFollowUp:
		return s, []Cmd{s.commit(TagOrder, s.Order.Row.Order.ID, repair.FollowUpDone{Result: d.Reason})}
	case ForVoid:
		return s.voided(d.Reason)
	case ForLeave:
		return s.takenBack()
	}
	return s, nil
}

// ownDialog lets at write into the dialog without touching the state that
// Update was given.
func (d *Desk) ownDialog() {
	if d.Dialog != nil {
		own := *d.Dialog
		d.Dialog = &own
	}
}
