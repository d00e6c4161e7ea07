package flow

import (
	"time"

	"countertop/app/repair"
)

// ScreenToday counts what happened today.
const ScreenToday Screen = "today"

// DayPage is what was counted of a day. Whoever may not see the takings has
// none in it.
type DayPage struct {
	Day   repair.Date
	Count repair.DayCount
	// Read is when it was counted, the zero time before the first answer.
	Read time.Time
}

// DayCounted answers CountDay.
type DayCounted struct {
	Day   repair.Date
	Count repair.DayCount
}

func (DayCounted) owner() Screen { return ScreenToday }
func (DayCounted) todayMsg()     {}
func (DayCounted) reported()     {}

// todayMsg are the messages that belong to the page of today.
//
//sumtype:decl
type todayMsg interface {
	Msg
	todayMsg()
}

// CountDay counts what happened at this counter on a day. Answered by
// DayCounted.
type CountDay struct{ Day repair.Date }

func (CountDay) cmd() {}

// SeesTakings reports whether the money taken in is shown to who is at the
// counter: to the roles that the shop names.
func (s State) SeesTakings() bool {
	return s.Staff != nil && s.Staff.Roles.Any(s.Shop.Takings...)
}

func todayOpened(s State) (State, []Cmd) {
	s.Day = DayPage{Day: s.Today()}
	return s, []Cmd{CountDay{s.Day.Day}}
}

func updateToday(s State, m todayMsg) (State, []Cmd) {
	switch m := m.(type) {
	case DayCounted:
		if s.Screen != ScreenToday || m.Day != s.Day.Day {
			return s, nil
		}
		if !s.SeesTakings() {
			m.Count.Paid = nil
		}
		s.Day.Count, s.Day.Read = m.Count, s.Now
	}
	return s, nil
}

// todayTick counts again once a minute, and after midnight the new day.
func todayTick(s State) (State, []Cmd) {
	day := s.Today()
	if day == s.Day.Day && s.Now.Sub(s.Day.Read) < time.Minute {
		return s, nil
	}
	s.Day.Day, s.Day.Read = day, s.Now
	return s, []Cmd{CountDay{day}}
}
