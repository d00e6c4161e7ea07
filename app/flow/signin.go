package flow

import (
	"countertop/app/repair"
)

// SignIn is the page where staff say who they are.
type SignIn struct {
	Staff repair.StaffID // chosen by name
	PINEntry
	// After is what the person wanted to do, done once they are known.
	After Msg
	// Page is that of the names.
	Page int
}

// Messages of signing in.
type (
	// SignInAsked opens the page.
	SignInAsked struct{}
	// PersonChosen picks a name.
	PersonChosen struct{ Staff repair.StaffID }
	// NamesTurned shows the next names, and after the last the first again.
	NamesTurned struct{}
	// PINEntered asks whether the PIN is right.
	PINEntered struct{}
	// SignedOut ends the person's turn.
	SignedOut struct{}
)

// StaffKnown answers CheckPIN and CheckBadge; PINLength is how many digits the PIN
// has, 0 for a badge.
type StaffKnown struct {
	Staff     repair.Staff
	PINLength int
}

// StaffUnknown answers CheckPIN and CheckBadge. PIN says why a PIN was not taken,
// nil is a badge.
type StaffUnknown struct{ PIN *repair.PINRefusal }

// signInMsg are the messages that say who is at the counter.
//
//sumtype:decl
type signInMsg interface {
	Msg
	signInMsg()
}

func (SignInAsked) owner() Screen  { return ScreenSignIn }
func (PersonChosen) owner() Screen { return ScreenSignIn }
func (NamesTurned) owner() Screen  { return ScreenSignIn }
func (PINEntered) owner() Screen   { return ScreenSignIn }
func (SignedOut) owner() Screen    { return ScreenSignIn }
func (StaffKnown) owner() Screen   { return ScreenSignIn }
func (StaffUnknown) owner() Screen { return ScreenSignIn }

func (SignInAsked) signInMsg()  {}
func (PersonChosen) signInMsg() {}
func (NamesTurned) signInMsg()  {}
func (PINEntered) signInMsg()   {}
func (SignedOut) signInMsg()    {}
func (StaffKnown) signInMsg()   {}
func (StaffUnknown) signInMsg() {}

func (StaffKnown) reported()   {}
func (StaffUnknown) reported() {}

// signInFor asks who it is, and goes on with m then.
func (s State) signInFor(m Msg) State {
	s = s.to(ScreenSignIn)
	s.SignIn = SignIn{After: m}
	if s.Staff != nil && m != nil {
		s.SignIn.Staff = s.Staff.ID // who is there is asked for their PIN
		s = s.focus(FieldPIN)
	}
	return s
}

func updateSignIn(s State, m signInMsg) (State, []Cmd) {
	switch m := m.(type) {
	case SignInAsked:
		return s.signInFor(nil), nil
	case PersonChosen:
		s.SignIn.Staff = m.Staff
		s.pinFor()
		s = s.focus(FieldPIN)
	case NamesTurned:
		s.SignIn.Page++
	case PINEntered:
		return s.pinSent()
	case StaffKnown:
		return staffKnown(s, m)
	case StaffUnknown:
		return staffUnknown(s, m)
	case SignedOut:
		return s.nobody().leave()
	}
	return s, nil
}

// signedIn goes on with what the person wanted to do.
func signedIn(s State, name string) (State, []Cmd) {
	after := s.SignIn.After
	s = s.back().notify("signin.hello", "name", name)
	s.SignIn = SignIn{}
	cmds := []Cmd{Play{SoundDone}}
	if after == nil {
		return s, cmds
	}
	next, more := Update(s, after)
	return next, append(cmds, more...)
}

func signInEnter(s State) (State, []Cmd, bool) {
	next, cmds := updateSignIn(s, PINEntered{})
	return next, cmds, true
}

// signInLeave goes home. A check-in under the page is parked: what was typed
// last is in no draft yet.
func signInLeave(s State) (State, []Cmd) {
	if n := len(s.Back); n > 0 && s.Back[n-1] == ScreenCheckIn {
		return checkInParked(s)
	}
	return s.home(), nil
}
