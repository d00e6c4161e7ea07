package flow

import "countertop/app/repair"

// ScreenHistory lists all that happened to an order.
const ScreenHistory Screen = "history"

// HistoryPage is a page of what happened to an order, the latest first.
type HistoryPage struct {
	Order repair.OrderID
	// Past is all of it, once it is Read.
	Past repair.Past
	Read bool
	Page int
}

// Messages of the page.
type (
	// HistoryAsked opens it.
	HistoryAsked struct{ Order repair.OrderID }
	// HistoryTurned turns its pages.
	HistoryTurned struct{ By int }
)

// PastLoaded answers LoadPast.
type PastLoaded struct{ Past repair.Past }

// historyMsg are the messages that belong to the page.
//
//sumtype:decl
type historyMsg interface {
	Msg
	historyMsg()
}

func (HistoryAsked) owner() Screen  { return ScreenHistory }
func (HistoryTurned) owner() Screen { return ScreenHistory }
func (PastLoaded) owner() Screen    { return ScreenHistory }

func (HistoryAsked) historyMsg()  {}
func (HistoryTurned) historyMsg() {}
func (PastLoaded) historyMsg()    {}

func (PastLoaded) reported() {}

// LoadPast reads all that happened to an order. Answered by PastLoaded.
type LoadPast struct{ Order repair.OrderID }

func (LoadPast) cmd() {}

func updateHistory(s State, m historyMsg) (State, []Cmd) {
	h := &s.History
	switch m := m.(type) {
	case HistoryAsked:
		*h = HistoryPage{Order: m.Order}
		return s.to(ScreenHistory), []Cmd{LoadPast(m)}
	case HistoryTurned:
		h.Page = max(0, h.Page+m.By)
	case PastLoaded:
		if m.Past.Row.Order.ID == h.Order && s.Staff != nil {
			h.Past, h.Read = m.Past, true
		}
	}
	return s, nil
}
