package flow

import (
	"countertop/app/repair"
)

// Where is the page that answers where a machine is: for the telephone.
type Where struct {
	Row repair.Row
	// Events are what happened to it, oldest first; nil until they are read.
	Events []repair.Event
}

// LoadEvents reads what happened to an order. Answered by EventsLoaded.
type LoadEvents struct{ Order repair.OrderID }

func (LoadEvents) cmd() {}

// EventsLoaded answers LoadEvents, oldest first.
type EventsLoaded struct {
	Order  repair.OrderID
	Events []repair.Event
}

// whereMsg are the messages that belong to the page that says where a machine is.
//
//sumtype:decl
type whereMsg interface {
	Msg
	whereMsg()
}

func (EventsLoaded) owner() Screen { return ScreenWhere }
func (EventsLoaded) whereMsg()     {}
func (EventsLoaded) reported()     {}

// whereIs shows where a machine is and asks what happened to it.
func (s State) whereIs(r repair.Row) (State, []Cmd) {
	s.Where = Where{Row: r}
	return s.to(ScreenWhere), []Cmd{LoadEvents{r.Order.ID}}
}

func updateWhere(s State, m whereMsg) (State, []Cmd) {
	switch m := m.(type) {
	case EventsLoaded:
		if m.Order == s.Where.Row.Order.ID {
			s.Where.Events = m.Events
		}
	}
	return s, nil
}
