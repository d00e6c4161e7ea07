package repair_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
)

func TestWeakPINsAreRefused(t *testing.T) {
	for pin, want := range map[string]error{
		"2718": nil, "739251": nil, "12348765": nil, "1231": nil, "1122": nil, "2024": nil, "13579": nil,
		"0000": repair.ErrPINWeak, "11111111": repair.ErrPINWeak, "1212": repair.ErrPINWeak, "12121": repair.ErrPINWeak,
		"123123": repair.ErrPINWeak, "1234": repair.ErrPINWeak, "4321": repair.ErrPINWeak, "7890": repair.ErrPINWeak,
		"210987": repair.ErrPINWeak, "23456789": repair.ErrPINWeak,
		"": repair.ErrPINLength, "123": repair.ErrPINLength, "271828182": repair.ErrPINLength, "27l8": repair.ErrPINLength,
		"２７１８": repair.ErrPINLength, "27 18": repair.ErrPINLength,
	} {
		if got := repair.CheckNewPIN(pin); !errors.Is(got, want) || (got == nil) != (want == nil) {
			t.Errorf("CheckNewPIN(%q) = %v, want %v", pin, got, want)
		}
	}
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestWrongPINsCostMoreAndMore(t *testing.T) {
	var th repair.PINThrottle
	now := noon
	for i, want := range []time.Duration{
		0, 0, 0, 0, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute,
		15 * time.Minute, 15 * time.Minute, 15 * time.Minute,
	} {
		th = th.Tried(now)
		if got := th.Left(now); got != want {
			t.Errorf("after %d wrong ones: %v, want %v", i+1, got, want)
		}
		if want > 0 && th.Left(now.Add(want-time.Nanosecond)) == 0 {
			t.Errorf("after %d wrong ones the wait ends early", i+1)
		}
		now = now.Add(want)
		if th.Left(now) != 0 {
			t.Errorf("after %d wrong ones the wait does not end", i+1)
		}
	}
	if got := th.At(now.Add(24*time.Hour - time.Nanosecond)); got.Wrong != 12 {
		t.Errorf("within a day: %+v", got)
	}
	if got := th.At(now.Add(24 * time.Hour)); got != (repair.PINThrottle{}) {
		t.Errorf("after a day: %+v", got)
	}
	for range 1000 { // no count, however large, is none
		th = th.Tried(now)
	}
	if th.Left(now) != 15*time.Minute {
		t.Errorf("after a thousand: %v", th.Left(now))
	}
}

// A wait ends after at most 15 minutes, wherever the clock was put meanwhile.
func TestClockThatWasSetBackLocksNobody(t *testing.T) {
	for _, wrong := range []int{3, 5, 6, 20} {
		for _, back := range []time.Duration{time.Second, time.Hour, 24 * time.Hour, 10 * 365 * 24 * time.Hour} {
			var th repair.PINThrottle
			for range wrong {
				th = th.Tried(noon)
			}
			most := th.Left(noon) // what it was with the clock right
			now := noon.Add(-back)
			th = th.At(now)
			if left := th.Left(now); left > most || th.Wrong != wrong {
				t.Errorf("%d wrong, clock set back by %v: %v left of %v, %d wrong", wrong, back, left, most, th.Wrong)
			}
			if left := th.At(now.Add(most)).Left(now.Add(most)); left != 0 {
				t.Errorf("%d wrong, clock set back by %v: %v left after the wait", wrong, back, left)
			}
		}
	}
}

// tries are the PINs that can be tried in a row within d, each as soon as one is
// taken.
func tries(d time.Duration) (n int) {
	var th repair.PINThrottle
	for now := noon; now.Before(noon.Add(d)); now = now.Add(th.Left(now)) {
		th = th.Tried(now)
		n++
	}
	return n
}

// Somebody who tries all day gets no further than this; who waits until all is
// forgotten gets less.
func TestGuessesADay(t *testing.T) {
	day := tries(24 * time.Hour)
	t.Logf("%d PINs can be tried in 24 hours, of one person or on one page: half of 10,000 in %d days, half of 1,000,000 in %d years",
		day, 5000/day, 500_000/day/365)
	if day != 104 {
		t.Errorf("%d tries a day, want 104", day)
	}
}

func TestPINRefusalIsOneOfTheKnownErrors(t *testing.T) {
	e := &repair.PINRefusal{Staff: "A001", Page: "pickup-sign", Why: repair.PINWrong, PINThrottle: repair.PINThrottle{Wrong: 5, Until: noon}}
	if want := "PIN of A001 on pickup-sign: wrong, 5 wrong in a row, locked until 12:00:00"; e.Error() != want {
		t.Errorf("got %q, want %q", e.Error(), want)
	}
	for _, why := range []repair.PINWhy{repair.PINWrong, repair.PINLocked, repair.PINUnset, repair.PINLost} {
		e.Why = why
		if locked := why == repair.PINLocked; errors.Is(e, repair.ErrLocked) != locked || errors.Is(e, repair.ErrUnknownStaff) == locked {
			t.Errorf("%s is the wrong error", why)
		}
	}
}

func TestRecoveryCodeIsReadAsItWasWritten(t *testing.T) {
	var random [repair.RecoveryLength]byte
	for i := range random {
		random[i] = byte(i*11 + 1)
	}
	code := repair.NewRecovery(random)
	if want := "1CQ2D-R3ES4-FT5GV-6HW7J"; code != want {
		t.Fatalf("NewRecovery = %s, want %s", code, want)
	}
	for _, text := range []string{
		code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " "),
		"lcq2d r3es4 ft5gv 6hw7j", "ICQ2D-R3ES4-FT5GV-6HW7J", " " + code + " ",
	} {
		if got, ok := repair.ReadRecovery(text); got != code || !ok {
			t.Errorf("ReadRecovery(%q) = %q, %t", text, got, ok)
		}
	}
	if got, ok := repair.ReadRecovery("OOOOO-OOOOO-OOOOO-OOOOO"); got != "00000-00000-00000-00000" || !ok {
		t.Errorf("letters that look like digits: %q, %t", got, ok)
	}
	for _, text := range []string{"", code[:22], code + "1", strings.Replace(code, "C", "U", 1), "二维码", strings.Repeat("é", 10)} {
		if got, ok := repair.ReadRecovery(text); ok {
			t.Errorf("ReadRecovery(%q) = %q", text, got)
		}
	}
	// Each bit of the code comes from chance, each character is possible.
	seen := map[rune]bool{}
	for b := range 256 {
		for _, r := range repair.NewRecovery([repair.RecoveryLength]byte{byte(b)})[:1] {
			seen[r] = true
		}
	}
	if len(seen) != 32 {
		t.Errorf("%d characters, want 32", len(seen))
	}
}
