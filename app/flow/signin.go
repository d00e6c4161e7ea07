package flow

import (
	"countertop/app/repair"
)

// SignIn is the page where staff say who they are.
type SignIn struct {
	Staff repair.StaffID // chosen by name
	PIN   string
	Wrong bool
	// Locked is set after too many wrong PINs.
	Locked bool
	// After is what the person wanted to do, done once they are known.
	After Msg
}

// Messages of signing in.
type (
	// SignInAsked opens the page.
	SignInAsked struct{}
	// PersonChosen picks a name.
	PersonChosen struct{ Staff repair.StaffID }
	// PINEntered asks whether the PIN is right.
	PINEntered struct{}
	// SignedOut ends the person's turn.
	SignedOut struct{}
)

// StaffKnown answers CheckPIN and CheckBadge; PIN says that it was a PIN.
type StaffKnown struct {
	Staff repair.Staff
	PIN   bool
}

// StaffUnknown answers CheckPIN and CheckBadge; Locked when too many wrong
// PINs were tried.
type StaffUnknown struct{ Locked bool }

// signInMsg are the messages that say who is at the counter.
//
//sumtype:decl
type signInMsg interface {
	Msg
	signInMsg()
}

func (SignInAsked) owner() Screen  { return ScreenSignIn }
func (PersonChosen) owner() Screen { return ScreenSignIn }
func (PINEntered) owner() Screen   { return ScreenSignIn }
func (SignedOut) owner() Screen    { return ScreenSignIn }
func (StaffKnown) owner() Screen   { return ScreenSignIn }
func (StaffUnknown) owner() Screen { return ScreenSignIn }

func (SignInAsked) signInMsg()  {}
func (PersonChosen) signInMsg() {}
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
	return s
}

func updateSignIn(s State, m signInMsg) (State, []Cmd) {
	switch m := m.(type) {
	case SignInAsked:
		return s.signInFor(nil), nil
	case PersonChosen:
		s.SignIn.Staff, s.SignIn.PIN, s.SignIn.Wrong = m.Staff, "", false
		s = s.focus(FieldPIN)
	case PINEntered:
		if s.SignIn.Staff == "" || s.SignIn.PIN == "" {
			return s, nil
		}
		return s, []Cmd{CheckPIN{s.SignIn.Staff, s.SignIn.PIN}}
	case StaffKnown:
		s = s.proves(m.Staff, m.PIN)
		switch {
		case s.Dialog != nil:
			s.ownDialog()
			return dialogBadged(s, m.Staff, m.PIN)
		case s.Screen != ScreenSignIn:
			return s.badged(m.Staff)
		}
		return signedIn(s.stands(m.Staff, m.PIN), m.Staff.Name)
	case StaffUnknown:
		if s.Dialog != nil {
			s.ownDialog()
			s.Dialog.refuse(m.Locked)
			return s, []Cmd{Play{SoundUnknown}}
		}
		s.SignIn.PIN, s.SignIn.Wrong, s.SignIn.Locked = "", true, m.Locked
		if s.Screen != ScreenSignIn {
			s = s.warn("signin.unknown-badge")
		}
		return s, []Cmd{Play{SoundUnknown}}
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
