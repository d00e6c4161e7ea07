package repair

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// PINMin and PINMax are how many digits a PIN has.
const (
	PINMin = 4
	PINMax = 8
)

// Refusals of a PIN or a recovery code.
var (
	// ErrPINLength is a PIN that is not four to eight digits.
	ErrPINLength = errors.New("a PIN is four to eight digits")
	// ErrPINWeak is a PIN that is tried first.
	ErrPINWeak = errors.New("a PIN is not one digit, a group of digits over and over, or counted up or down")
	// ErrRecovery is a recovery code that is not the shop's present one.
	ErrRecovery = errors.New("the recovery code is wrong")
)

// CheckNewPIN returns nil if a person may choose the PIN, else ErrPINLength or
// ErrPINWeak. A file that sets the shop up may name weak ones.
func CheckNewPIN(pin string) error {
	if len(pin) < PINMin || len(pin) > PINMax || strings.Trim(pin, "0123456789") != "" {
		return ErrPINLength
	}
	for n := 1; n <= len(pin)/2; n++ {
		if strings.HasPrefix(strings.Repeat(pin[:n], PINMax), pin) {
			return ErrPINWeak // 7777, 1212, 12121, 123123
		}
	}
	for _, step := range []byte{1, 9} { // up or down, past 9 and 0 too
		counted := true
		for i := 1; i < len(pin); i++ {
			counted = counted && (pin[i]-'0') == (pin[i-1]-'0'+step)%10
		}
		if counted {
			return ErrPINWeak
		}
	}
	return nil
}

// The wait after wrong PINs: none for the first four, pinWait after the fifth,
// double after each further one, at most pinWaitMost. pinForget after the wait
// of the last one all are forgotten.
const (
	pinFree     = 5
	pinWait     = 30 * time.Second
	pinWaitMost = 15 * time.Minute
	pinForget   = 24 * time.Hour
)

// PINThrottle counts the wrong PINs of one person, or on one page of the
// customer. The zero value is none.
type PINThrottle struct {
	// Wrong ones in a row.
	Wrong int
	// Until is when the next one may be tried: that of the last one, and its wait.
	Until time.Time
}

func (t PINThrottle) wait() time.Duration {
	if t.Wrong < pinFree {
		return 0
	}
	return min(pinWaitMost, pinWait<<min(t.Wrong-pinFree, 10))
}

// At is the throttle as it counts at a moment. What is old is forgotten, and a
// clock that was set back begins the wait anew: whoever goes on with what At
// returns never waits longer than 15 minutes.
func (t PINThrottle) At(now time.Time) PINThrottle {
	wait := t.wait()
	switch {
	case t.Wrong == 0, now.Sub(t.Until) >= pinForget:
		return PINThrottle{}
	case t.Until.After(now.Add(wait)):
		t.Until = now.Add(wait)
	}
	return t
}

// Left is how long no PIN is taken yet, 0 if one is.
func (t PINThrottle) Left(now time.Time) time.Duration { return max(0, t.At(now).Until.Sub(now)) }

// Tried is the throttle after one more wrong PIN.
func (t PINThrottle) Tried(now time.Time) PINThrottle {
	t = t.At(now)
	t.Wrong++
	t.Until = now.Add(t.wait())
	return t
}

// PINWhy is why a PIN was not taken.
type PINWhy string

// The reasons; "" is that it could not be checked.
const (
	PINWrong  PINWhy = "wrong"
	PINLocked PINWhy = "locked" // it was not looked at: too many were wrong
	PINUnset  PINWhy = "unset"  // the person has none
	PINLost   PINWhy = "lost"   // none can be checked any more, it must be set anew
)

// PINRefusal is a PIN that was not taken, with all that is to be noted of it. It
// is an ErrLocked if the PIN was not looked at, else an ErrUnknownStaff.
type PINRefusal struct {
	Staff StaffID
	// Page is the customer's page on which it was tried, "" at the counter.
	Page string
	Why  PINWhy
	// PINThrottle is that of the page, or of the person at the counter, with this
	// try.
	PINThrottle
}

// Error names person, page and count, never the PIN.
func (e *PINRefusal) Error() string {
	where := "at the counter"
	if e.Page != "" {
		where = "on " + e.Page
	}
	s := fmt.Sprintf("PIN of %s %s: %s, %d wrong in a row", e.Staff, where, e.Why, e.Wrong)
	if e.wait() > 0 {
		s += ", locked until " + e.Until.UTC().Format(time.TimeOnly)
	}
	return s
}

// Is makes it one of the errors on which callers decide.
func (e *PINRefusal) Is(target error) bool {
	if e.Why == PINLocked {
		return target == ErrLocked
	}
	return target == ErrUnknownStaff
}
