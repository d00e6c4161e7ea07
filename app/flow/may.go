package flow

import (
	"time"

	"countertop/app/repair"
)

// commanding is a message that leads to another command than the one that the
// screen of its owner exists for; "" is none.
type commanding interface {
	Msg
	command() repair.CommandName
}

// commandingIn is one whose command depends on how things are.
type commandingIn interface {
	Msg
	commandIn(s State) repair.CommandName
}

func (m Opened) command() repair.CommandName       { return screens[m.Screen].command }
func (m BenchAsked) command() repair.CommandName   { return screens[m.Screen].command }
func (m DialogAsked) command() repair.CommandName  { return m.Purpose.command() }
func (PickupAsked) command() repair.CommandName    { return repair.CommandPickUp }
func (PickupLine) command() repair.CommandName     { return repair.CommandPickupTest }
func (PickupSentBack) command() repair.CommandName { return repair.CommandPickupTest }

// The way back is everybody's.
func (StepBack) command() repair.CommandName { return "" }
func (Parked) command() repair.CommandName   { return "" }

func (PasscodeAsked) command() repair.CommandName { return repair.CommandShowPasscode }
func (UndoAsked) command() repair.CommandName     { return repair.CommandUndoMove }
func (LoanEnded) command() repair.CommandName     { return repair.CommandTakeLoanerBack }
func (DayCloseAsked) command() repair.CommandName { return repair.CommandCloseDay }
func (BadgesAsked) command() repair.CommandName   { return repair.CommandPrintBadges }

// command is what is done when a dialog is answered.
func (p Purpose) command() repair.CommandName {
	switch p {
	case ForMove, ForHeld:
		return repair.CommandMove
	case ForMissing, ForIdentity, ForUntested, ForUnsigned, ForLoaner:
		return repair.CommandPickUp
	case ForNoSign, ForNoSerial:
		return repair.CommandCheckIn
	case ForCorrection, ForNotSigned:
		return repair.CommandCorrect
	case ForUndoPickUp:
		return repair.CommandUndoPickUp
	case ForVoid:
		return repair.CommandVoid
	case ForReturn:
		return repair.CommandReturn
	case ForFollowUp:
		return repair.CommandFollowUp
	case ForLeave: // anybody takes the screen back from a customer
	case ForNumber, ForAddress, ForLike, ForDrop, ForKnown: // the page that they are asked on says it
	}
	return ""
}

// command is what a message leads to, "" if anybody may. What is typed or drawn on
// a page is for what the page exists for; Escape only leaves it.
func (s State) command(m Msg) repair.CommandName {
	if c, ok := m.(commanding); ok {
		return c.command()
	}
	if c, ok := m.(commandingIn); ok {
		return c.commandIn(s)
	}
	if m == (KeyPressed{KeyEscape}) {
		return ""
	}
	room := m.owner()
	if (room == roomEntry || room == roomPad) && s.Dialog == nil {
		room = s.Screen
	}
	return screens[room].command
}

// Lacks is the command that m leads to and who is at the counter may not give; ""
// if they may, or if nobody is there: then it is asked who it is.
func (s State) Lacks(m Msg) repair.CommandName {
	if s.Staff == nil {
		return ""
	}
	if c := s.command(m); c != "" && !repair.May(*s.Staff, c) {
		return c
	}
	return ""
}

// notAllowed says who may do what a person may not.
func (s State) notAllowed(p repair.Staff, c repair.CommandName) (State, []Cmd) {
	if !s.Focus.Pad() {
		s.unfocus() // so that the way back is seen
	}
	return s.refused(repair.NotAllowed(p, c)), []Cmd{Play{SoundRefused}}
}

// may reports whether who is at the counter may do something.
func (d Desk) may(c repair.CommandName) bool { return d.Staff != nil && repair.May(*d.Staff, c) }

// stands puts a person at the counter. Only a PIN proves who it is; a badge can be
// somebody else's, and ends the proof of another person.
func (s State) stands(p repair.Staff, pin bool) State {
	if s.Staff == nil || s.Staff.ID != p.ID {
		s.Proved = time.Time{}
	}
	s.Staff = &p
	return proves(s, p, pin)
}

// proves notes the PIN of who is at the counter.
func proves(s State, p repair.Staff, pin bool) State {
	if pin && s.Staff != nil && s.Staff.ID == p.ID {
		s.Proved = s.Now
	}
	return s
}

// nobody leaves the counter without a person.
func (s State) nobody() State {
	s.Staff, s.Proved = nil, time.Time{}
	return s
}

// proved reports whether the last PIN of who is at the counter still counts. One
// from the future, of a clock that was set back, does not.
func (s State) proved() bool {
	age := s.Now.Sub(s.Proved)
	return !s.Proved.IsZero() && age >= 0 && age <= s.Shop.times().FreshPIN
}

// approval is the word of a person on what the dialog is about.
func (d Dialog) approval(p repair.Staff) *repair.Approval {
	return &repair.Approval{By: p.ID, Role: p.Roles.For(repair.RoleSupervisor), Reason: d.Reason}
}

// OwnApproval reports whether who is at the counter gives the approval that the
// dialog asks for: a shop of one person does not ask itself.
func (s State) OwnApproval() bool {
	return s.Dialog != nil && s.Dialog.approves() && s.may(repair.CommandOverride)
}

// DialogAsksPIN reports whether the dialog needs a PIN: of somebody else, or of
// who is at the counter when the last one was too long ago.
func (s State) DialogAsksPIN() bool {
	switch d := s.Dialog; {
	case d == nil:
		return false
	case d.approves():
		return !s.OwnApproval() || !s.proved()
	default:
		return d.Kind == DialogLeave
	}
}

// DialogReady reports whether the dialog has all it asks for but the PIN's check.
func (s State) DialogReady() bool {
	d := s.Dialog
	if d == nil || s.DialogAsksPIN() && (d.Approver == "" || d.PIN == "") {
		return false
	}
	switch d.Kind {
	case DialogApprove:
		return d.Reason != "" || d.Holder != "" && d.Approver == d.Holder
	case DialogReason, DialogVoid:
		return d.Reason != ""
	case DialogNumber:
		return false // its answers are buttons of their own
	case DialogLeave: // the person is all
	}
	return true
}
