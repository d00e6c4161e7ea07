package flow

import (
	"countertop/app/repair"
)

// ScreenNotable lists what who answers for the shop looks over now and then.
const ScreenNotable Screen = "notable"

// NotablePage is a page of that list, the last first.
type NotablePage struct {
	List []repair.Record
	Read bool
	Page int
}

// NotableTurned turns its pages.
type NotableTurned struct{ By int }

// NotableLoaded answers LoadNotable, the last first.
type NotableLoaded struct{ List []repair.Record }

// notableMsg are the messages of the list.
//
//sumtype:decl
type notableMsg interface {
	Msg
	notableMsg()
}

func (NotableTurned) owner() Screen { return ScreenNotable }
func (NotableLoaded) owner() Screen { return ScreenNotable }

func (NotableTurned) notableMsg() {}
func (NotableLoaded) notableMsg() {}

func (NotableLoaded) reported() {}

// LoadNotable reads the list. Answered by NotableLoaded.
type LoadNotable struct{}

func (LoadNotable) cmd() {}

func notableOpened(s State) (State, []Cmd) {
	s.Notable = NotablePage{}
	return s, []Cmd{LoadNotable{}}
}

func updateNotable(s State, m notableMsg) (State, []Cmd) {
	switch m := m.(type) {
	case NotableTurned:
		s.Notable.Page = max(0, s.Notable.Page+m.By)
	case NotableLoaded:
		s.Notable.List, s.Notable.Read = m.List, true
	}
	return s, nil
}
