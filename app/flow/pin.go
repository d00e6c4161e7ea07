package flow

import (
	"maps"
	"time"

	"countertop/app/repair"
)

// PINEntry is a PIN as it is typed, on the sign-in page or in a dialog, and what
// came of the last one.
type PINEntry struct {
	PIN string
	// Checking says that the answer about PIN is due; no key is taken meanwhile.
	Checking bool
	// Wrong says that the last one was not taken, Why the reason, if it has one.
	Wrong bool
	Why   repair.PINWhy
	// Until is when the next one may be tried, zero if at once.
	Until time.Time
}

// Locked is how long no PIN is taken yet, 0 if one is.
func (e PINEntry) Locked(now time.Time) time.Duration { return max(0, e.Until.Sub(now)) }

// customerHas reports whether the customer has the screen, also with a dialog
// over it.
func customerHas(s State) bool {
	has := s.row().customer
	return has != nil && has(s)
}

// pin is where a PIN is typed, and whose it would be. With a dialog open, the
// state must own it before it is written to.
func (s *State) pin() (e *PINEntry, who repair.StaffID) {
	if s.Dialog != nil {
		return &s.Dialog.PINEntry, s.Dialog.Approver
	}
	return &s.SignIn.PINEntry, s.SignIn.Staff
}

// pinFor begins a PIN anew for somebody else. A page that is locked stays so,
// whoever tries.
func (s *State) pinFor() {
	e, _ := s.pin()
	next := PINEntry{}
	if customerHas(*s) {
		next.Until = e.Until
	}
	*e = next
}

// pinText is the PIN as far as keys may change it now.
func pinText(s *State) *string {
	e, _ := s.pin()
	if e.Checking || e.Locked(s.Now) > 0 {
		return nil
	}
	return &e.PIN
}

// pinChanged sends the PIN with its last digit, where it is known which that is.
func pinChanged(s State) (State, []Cmd) {
	s.ownDialog()
	e, who := s.pin()
	e.Wrong, e.Why = false, ""
	n := s.PINLengths[who]
	if n == 0 || len(e.PIN) < n {
		return s, nil
	}
	e.PIN = e.PIN[:n]
	return s.pinSent()
}

// pinSent asks whether the PIN is right, once, if there is all that the page or
// the dialog asks for beside.
func (s State) pinSent() (State, []Cmd) {
	e, who := s.pin()
	switch {
	case e.Checking, e.Locked(s.Now) > 0, e.PIN == "", who == "":
		return s, nil
	case s.Dialog != nil && !s.DialogReady():
		return s, nil
	}
	e.Checking = true
	c := CheckPIN{Staff: who, PIN: e.PIN}
	if customerHas(s) {
		c.Page = s.Screen
	}
	return s, []Cmd{c}
}

// awaitsPIN reports whether the answer about a PIN of somebody is waited for. The
// page that asked may have been left, or somebody else have been chosen.
func awaitsPIN(s State, id repair.StaffID) bool {
	e, who := s.pin()
	return e.Checking && who == id && (s.Dialog != nil || s.Screen == ScreenSignIn)
}

// staffKnown takes who was found by badge or PIN.
func staffKnown(s State, m StaffKnown) (State, []Cmd) {
	s.ownDialog()
	if m.PINLength > 0 {
		if !awaitsPIN(s, m.Staff.ID) {
			return s, nil
		}
		if s.PINLengths[m.Staff.ID] != m.PINLength {
			lengths := map[repair.StaffID]int{}
			maps.Copy(lengths, s.PINLengths)
			lengths[m.Staff.ID] = m.PINLength
			s.PINLengths = lengths
		}
		e, _ := s.pin()
		e.Checking = false
	}
	pin := m.PINLength > 0
	s = proves(s, m.Staff, pin)
	switch {
	case s.Dialog != nil:
		return dialogBadged(s, m.Staff, pin)
	case s.Screen != ScreenSignIn:
		return s.badged(m.Staff)
	}
	return signedIn(s.stands(m.Staff, pin), m.Staff.Name)
}

// staffUnknown says what is wrong with a badge or a PIN.
func staffUnknown(s State, m StaffUnknown) (State, []Cmd) {
	s.ownDialog()
	if m.PIN == nil {
		return s.warn("signin.unknown-badge"), []Cmd{Play{SoundUnknown}}
	}
	if !awaitsPIN(s, m.PIN.Staff) {
		return s, nil
	}
	e, _ := s.pin()
	*e = PINEntry{Wrong: m.PIN.Why != "", Why: m.PIN.Why, Until: m.PIN.Until}
	switch m.PIN.Why {
	case repair.PINLost:
		s = s.warn("signin.pin-lost")
	case repair.PINUnset:
		s = s.warn("signin.pin-unset", "name", s.Person(m.PIN.Staff).Name)
	case repair.PINWrong, repair.PINLocked: // it stands over the keys
	}
	return s, []Cmd{Play{SoundUnknown}}
}
