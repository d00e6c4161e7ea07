package flow

import (
	"cmp"
	"strings"

	"countertop/app/repair"
)

// Find is the page that looks an order up.
type Find struct {
	Text string
	Rows []repair.Row
	// Asked is the text that Rows belong to.
	Asked string
	// ForPickup opens what is found for pickup.
	ForPickup bool
}

// Messages of the search.
type (
	// OrderChosen opens an order from a list.
	OrderChosen struct{ Order repair.OrderID }
	// PickupAsked opens the search for a pickup.
	PickupAsked struct{}
	// FindAsked opens the search.
	FindAsked struct{}
)

// OrdersFound answers FindOrders.
type OrdersFound struct {
	Text    string
	Serial  bool
	Problem string
	Rows    []repair.Row
}

// findMsg are the messages that belong to the search.
//
//sumtype:decl
type findMsg interface {
	Msg
	findMsg()
}

func (OrderChosen) owner() Screen { return ScreenFind }
func (PickupAsked) owner() Screen { return ScreenFind }
func (FindAsked) owner() Screen   { return ScreenFind }
func (OrdersFound) owner() Screen { return ScreenFind }

func (OrderChosen) findMsg() {}
func (PickupAsked) findMsg() {}
func (FindAsked) findMsg()   {}
func (OrdersFound) findMsg() {}

func (OrdersFound) reported() {}

func updateFind(s State, m findMsg) (State, []Cmd) {
	switch m := m.(type) {
	case OrderChosen:
		open := OpenOrder{Order: m.Order, For: ScreenOrder}
		switch {
		case s.Screen == ScreenFind && s.Find.ForPickup:
			open.For = ScreenPickup
		case s.Screen == ScreenFind || s.Screen == ScreenBoard:
			open.For = ScreenWhere
		}
		return s, []Cmd{open}
	case PickupAsked:
		return s.finding(Find{ForPickup: true})
	case FindAsked:
		return s.finding(Find{})
	case OrdersFound:
		if m.Serial {
			return serialFound(s, m)
		}
		if m.Text == s.Find.text(s.Entry.Comp.Letters) {
			s.Find.Rows, s.Find.Asked = m.Rows, m.Text
		}
	}
	return s, nil
}

// finding opens the search.
func (s State) finding(f Find) (State, []Cmd) {
	s, cmds := s.opened(ScreenFind)
	s.Find = f
	return s.focus(FieldFind), cmds
}

// serialFound answers a scan that was none of our codes.
func serialFound(s State, m OrdersFound) (State, []Cmd) {
	if s.Screen == ScreenStock && s.Stock.Open() {
		return stockSerial(s, m)
	}
	for _, r := range m.Rows {
		if r.Order.InShop() {
			return s, []Cmd{OpenOrder{Order: r.Order.ID, For: ScreenWhere}}
		}
	}
	if len(m.Rows) > 0 {
		return s, []Cmd{OpenOrder{Order: m.Rows[0].Order.ID, For: ScreenWhere}}
	}
	return s.unknown(cmp.Or(m.Problem, "scan.foreign"), m.Text)
}

// ask asks the store as the person types.
func (f Find) ask(letters string) []Cmd {
	if t := f.text(letters); t != "" {
		return []Cmd{FindOrders{Text: t}}
	}
	return nil
}

// text is what is looked for, the letters that are being composed included:
// they are initials.
func (f Find) text(letters string) string { return strings.TrimSpace(f.Text + letters) }
