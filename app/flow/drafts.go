package flow

// DraftsTurned turns the page of the parked check-ins, OrderTurned that of an
// order.
type DraftsTurned struct{ By int }

// draftsMsg are the messages that belong to the parked check-ins.
//
//sumtype:decl
type draftsMsg interface {
	Msg
	draftsMsg()
}

func (DraftsTurned) owner() Screen { return ScreenDrafts }

func (DraftsTurned) draftsMsg() {}

func updateDrafts(s State, m draftsMsg) (State, []Cmd) {
	switch m := m.(type) {
	case DraftsTurned:
		s.DraftPage = max(0, s.DraftPage+m.By)
	}
	return s, nil
}

func draftsOpened(s State) (State, []Cmd) {
	s.DraftPage = 0
	return s, nil
}
