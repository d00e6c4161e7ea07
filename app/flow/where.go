package flow

import "countertop/app/repair"

// Where is the page that answers where a machine is: for the telephone.
type Where struct {
	Row Row
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

// OrderAsked opens the whole order from the page that says where it is.
type OrderAsked struct{ Order repair.OrderID }

func (EventsLoaded) msg() {}
func (OrderAsked) msg()   {}

// whereIs shows where a machine is and asks what happened to it.
func (s State) whereIs(r Row) (State, []Cmd) {
	s.Where = Where{Row: r}
	return s.to(ScreenWhere), []Cmd{LoadEvents{r.Order.ID}}
}

func (s State) updateWhere(m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case EventsLoaded:
		if m.Order == s.Where.Row.Order.ID {
			s.Where.Events = m.Events
		}
	case OrderAsked:
		return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenOrder}}
	}
	return s, nil
}
