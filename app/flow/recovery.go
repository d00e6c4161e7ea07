package flow

import (
	"countertop/app/repair"
)

// ScreenRecovery is the way back for who answers for the shop and has forgotten
// their PIN: a code that was printed once.
const ScreenRecovery Screen = "recovery"

// RecoveryStep is how far it is.
type RecoveryStep string

// The steps: "" is the owner's page, from which a code is made.
const (
	RecoveryWho  RecoveryStep = "who" // whose PIN, and the code
	RecoveryPIN  RecoveryStep = "pin"
	RecoveryMade RecoveryStep = "made" // the next code stands there
)

// RecoveryPage is the page of the recovery code.
type RecoveryPage struct {
	Step RecoveryStep
	// Staff is whose PIN is set anew, Typed the code as it is typed, PIN the new one.
	Staff repair.StaffID
	Typed string
	PIN   NewPIN
	// Code is the new code, Paper the name under which it is printed.
	Code, Paper string
	Printed     bool
	Waits       bool
	// Refused is the key of the sentence that says what is wrong.
	Refused string
}

// Messages of the page of the recovery code.
type (
	// RecoveryAsked begins with the code that somebody has on paper.
	RecoveryAsked struct{}
	// RecoverChosen chooses whose PIN is set anew.
	RecoverChosen struct{ Staff repair.StaffID }
	// RecoveryTyped takes the code that was typed, RecoveryPINDone the new PIN.
	RecoveryTyped   struct{}
	RecoveryPINDone struct{}
	// RecoveryNew makes a new code; the one before is worth nothing then.
	RecoveryNew struct{}
	// RecoveryPrinted prints the code, once.
	RecoveryPrinted struct{}
)

// RecoveryCodeMade answers MakeRecovery and RecoverPIN. Staff is whose PIN was set,
// nil if none was.
type RecoveryCodeMade struct {
	Code, Paper string
	Staff       *repair.Staff
}

// recoveryMsg are the messages of the page of the recovery code.
//
//sumtype:decl
type recoveryMsg interface {
	Msg
	recoveryMsg()
}

func (RecoveryAsked) owner() Screen    { return ScreenRecovery }
func (RecoverChosen) owner() Screen    { return ScreenRecovery }
func (RecoveryTyped) owner() Screen    { return ScreenRecovery }
func (RecoveryPINDone) owner() Screen  { return ScreenRecovery }
func (RecoveryNew) owner() Screen      { return ScreenRecovery }
func (RecoveryPrinted) owner() Screen  { return ScreenRecovery }
func (RecoveryCodeMade) owner() Screen { return ScreenRecovery }

func (RecoveryAsked) recoveryMsg()    {}
func (RecoverChosen) recoveryMsg()    {}
func (RecoveryTyped) recoveryMsg()    {}
func (RecoveryPINDone) recoveryMsg()  {}
func (RecoveryNew) recoveryMsg()      {}
func (RecoveryPrinted) recoveryMsg()  {}
func (RecoveryCodeMade) recoveryMsg() {}

func (RecoveryCodeMade) reported() {}

func (RecoveryNew) command() repair.CommandName { return repair.CommandMakeRecovery }
func (RecoveryNew) named()                      {}

// TagRecovery is what was asked on the page of the recovery code.
const TagRecovery Tag = "recovery/asked"

// MakeRecovery makes a new recovery code in somebody's name. Answered by
// PeopleLoaded and RecoveryCodeMade, or by Failed.
type MakeRecovery struct{ By repair.StaffID }

// RecoverPIN gives a person a PIN by the recovery code, which is used up. Answered
// by PeopleLoaded and RecoveryCodeMade, which has the next one, or by Failed.
type RecoverPIN struct {
	Code  string
	Staff repair.StaffID
	PIN   string
}

func (MakeRecovery) cmd() {}
func (RecoverPIN) cmd()   {}

// FieldRecovery is a recovery code as it is typed.
const FieldRecovery Field = "recovery"

func recoveryFields() map[Field]fieldKind {
	return map[Field]fieldKind{FieldRecovery: {
		limit: 30, takes: takesCode, text: func(s *State) *string { return &s.Recovery.Typed }, enter: sends(RecoveryTyped{}),
		changed: func(s State) (State, []Cmd) {
			s.Recovery.Refused = ""
			return s, nil
		},
	}}
}

// Recoverable are those to whom the recovery code gives their way back.
func (c Counter) Recoverable() (list []repair.Staff) {
	for _, p := range c.Here() {
		if repair.Recoverable(p.ID, c.People) {
			list = append(list, p)
		}
	}
	return list
}

// recoveryOpened is the owner's page; others can only use a code.
func recoveryOpened(s State) (State, []Cmd) {
	s.Recovery = RecoveryPage{}
	if !s.may(repair.CommandMakeRecovery) {
		recoverBegins(&s)
	}
	return s, nil
}

// recoverBegins asks for a code, and for whose PIN, if that is not clear.
func recoverBegins(s *State) {
	s.Recovery = RecoveryPage{Step: RecoveryWho}
	if list := s.Recoverable(); len(list) == 1 {
		s.Recovery.Staff = list[0].ID
	}
}

func updateRecovery(s State, m recoveryMsg) (State, []Cmd) {
	p := &s.Recovery
	switch m := m.(type) {
	case RecoveryAsked:
		s = s.to(ScreenRecovery)
		recoverBegins(&s)
	case RecoverChosen:
		p.Staff, p.Refused = m.Staff, ""
	case RecoveryTyped:
		return recoveryTyped(s)
	case RecoveryPINDone:
		return recoveryPINDone(s)
	case RecoveryNew:
		switch {
		case p.Waits:
		case !s.proved():
			return s.signInFor(m), nil
		default:
			p.Waits = true
			return s, []Cmd{MakeRecovery{s.by()}}
		}
	case RecoveryPrinted:
		if p.Paper == "" || p.Printed {
			return s, nil
		}
		p.Printed = true
		job := repair.PrintJob{Document: repair.DocRecovery, Subject: p.Paper}
		return s.notify("print.queued"), []Cmd{AddJobs{[]repair.PrintJob{job}}}
	case RecoveryCodeMade:
		return recoveryMade(s, m)
	}
	return s, nil
}

// recoveryTyped looks whether it can be a code; whether it is the code, it is asked
// with the PIN.
func recoveryTyped(s State) (State, []Cmd) {
	p := &s.Recovery
	s.unfocus()
	switch _, ok := repair.ReadRecovery(p.Typed); {
	case !ok:
		p.Refused = "recovery.shape"
	case p.Staff == "":
		p.Refused = "recovery.choose"
	default:
		p.Step, p.PIN, p.Refused = RecoveryPIN, NewPIN{}, ""
		return s.focus(FieldNewPIN), nil
	}
	return s, []Cmd{Play{SoundRefused}}
}

func recoveryPINDone(s State) (State, []Cmd) {
	p := &s.Recovery
	if p.Waits || p.Step != RecoveryPIN {
		return s, nil
	}
	next, done := p.PIN.taken()
	switch {
	case done:
		p.Waits = true
		return s, []Cmd{RecoverPIN{p.Typed, p.Staff, p.PIN.PIN}}
	case next.Refused != "":
		p.PIN = next
		return s, []Cmd{Play{SoundRefused}}
	}
	p.PIN = next
	return s, nil
}

// recoveryMade shows the code. Who had the one before is known by it.
func recoveryMade(s State, m RecoveryCodeMade) (State, []Cmd) {
	if !s.Recovery.Waits {
		return s, nil
	}
	s.unfocus()
	if m.Staff != nil {
		s = s.stands(*m.Staff, true).notify("recovery.done", "name", m.Staff.Name)
	}
	s.Recovery = RecoveryPage{Step: RecoveryMade, Code: m.Code, Paper: m.Paper}
	return s, []Cmd{Play{SoundDone}}
}

// recoveryFailed goes back to the code, which is still there to be mended.
func recoveryFailed(s State, m Failed) (State, []Cmd, bool) {
	p := &s.Recovery
	p.Waits, p.PIN = false, NewPIN{}
	if m.Problem != "problem.recovery" {
		return s, nil, false
	}
	s.unfocus()
	p.Step, p.Refused = RecoveryWho, m.Problem
	return s, []Cmd{Play{SoundRefused}}, true
}

func recoveryBack(s State) (State, []Cmd, bool) {
	p := &s.Recovery
	switch {
	case s.Focus == FieldRecovery:
		s.unfocus()
		return s, nil, true
	case p.Step == RecoveryPIN:
		s.unfocus()
		p.Step, p.PIN = RecoveryWho, NewPIN{}
		return s, nil, true
	}
	return s, nil, false
}

func recoveryEnter(s State) (State, []Cmd, bool) {
	if s.Recovery.Step != RecoveryPIN {
		return s, nil, false
	}
	next, cmds := updateRecovery(s, RecoveryPINDone{})
	return next, cmds, true
}

// recoveryTick forgets what nobody goes on with: nobody is signed in who would be
// signed out.
func recoveryTick(s State) (State, []Cmd) {
	if s.Staff == nil && s.Now.Sub(s.Touched) > s.idleFor() {
		return s.leave()
	}
	return s, nil
}
