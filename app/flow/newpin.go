package flow

import (
	"errors"

	"countertop/app/repair"
)

// FieldNewPIN is a PIN that somebody chooses.
const FieldNewPIN Field = "new-pin"

// NewPIN is a PIN as it is chosen: typed twice.
type NewPIN struct {
	// PIN is what is typed now, First what was typed the first time.
	PIN, First string
	// Refused is the key of the sentence that says why the last one cannot be.
	Refused string
}

// taken takes what was typed: to be typed once more, or refused, or done.
func (p NewPIN) taken() (next NewPIN, done bool) {
	err := repair.CheckNewPIN(p.PIN)
	switch {
	case errors.Is(err, repair.ErrPINLength):
		p.Refused = "new-pin.length"
	case err != nil:
		p.Refused = "new-pin.weak"
	case p.First == "":
		return NewPIN{First: p.PIN}, false
	case p.First != p.PIN:
		p.Refused = "new-pin.differs"
	default:
		return p, true
	}
	return NewPIN{Refused: p.Refused}, false
}

// newPINOf is where a PIN is chosen on the screen, nil if there is no such place.
func newPINOf(s *State) *NewPIN {
	switch {
	case s.Screen == ScreenStaff && s.StaffPage.Part == StaffPIN:
		return &s.StaffPage.PIN
	case s.Screen == ScreenRecovery && s.Recovery.Step == RecoveryPIN:
		return &s.Recovery.PIN
	}
	return nil
}

func newPINFields() map[Field]fieldKind {
	return map[Field]fieldKind{FieldNewPIN: {
		limit: repair.PINMax, takes: takesDigits, pad: true,
		text: func(s *State) *string {
			if p := newPINOf(s); p != nil {
				return &p.PIN
			}
			return nil
		},
		changed: func(s State) (State, []Cmd) {
			newPINOf(&s).Refused = ""
			return s, nil
		},
	}}
}
