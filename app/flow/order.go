package flow

import (
	"time"

	"countertop/app/repair"
)

// OrderPage shows one order.
type OrderPage struct {
	Row repair.Row
	// Passcode is shown until PasscodeUntil.
	Passcode      string
	PasscodeUntil time.Time
	// Page is of what is known of it.
	Page int
}

// Messages of the order page.
type (
	// PasscodeAsked shows the passcode of the machine on the order page.
	PasscodeAsked struct{}
	OrderTurned   struct{ By int }
	// OrderAsked opens the whole order from the page that says where it is.
	OrderAsked struct{ Order repair.OrderID }
)

// orderMsg are the messages that belong to the order page.
//
//sumtype:decl
type orderMsg interface {
	Msg
	orderMsg()
}

func (PasscodeAsked) owner() Screen { return ScreenOrder }
func (OrderTurned) owner() Screen   { return ScreenOrder }
func (OrderAsked) owner() Screen    { return ScreenOrder }

func (PasscodeAsked) orderMsg() {}
func (OrderTurned) orderMsg()   {}
func (OrderAsked) orderMsg()    {}

func updateOrder(s State, m orderMsg) (State, []Cmd) {
	switch m := m.(type) {
	case PasscodeAsked:
		return s, []Cmd{s.commit(TagOrder, s.Order.Row.Order.ID, repair.ShowPasscode{})}
	case OrderTurned:
		s.Order.Page = max(0, s.Order.Page+m.By)
	case OrderAsked:
		return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenOrder}}
	}
	return s, nil
}

// orderCommitted shows the order as it is now.
func orderCommitted(s State, m Committed) (State, []Cmd) {
	s.Order.Row = m.Row
	if m.Passcode != "" {
		s.Order.Passcode, s.Order.PasscodeUntil = m.Passcode, s.Now.Add(s.Shop.times().Passcode)
		return s, nil
	}
	return s.notify("order.saved"), []Cmd{LoadDue{}, Play{SoundDone}}
}

// orderOpened shows an order where it was wanted.
func orderOpened(s State, m OrderOpened) (State, []Cmd) {
	if s.Staff == nil {
		return s.signInFor(m), nil
	}
	if m.Tag == TagScan {
		return s.machineOpened(s.card(m.Row))
	}
	if x := screens[m.For]; !x.admits(s.Staff) && s.Screen == ScreenCheckIn {
		return s.notAllowed(*s.Staff, x.command) // nothing is put aside for what is refused
	}
	if why := pickupRefused(s, m.Row); m.For == ScreenPickup && why != "" && s.Screen == ScreenCheckIn {
		return s.warn(why), []Cmd{Play{SoundRefused}}
	}
	s, cmds := s.parkFirst()
	if x := screens[m.For]; !x.admits(s.Staff) {
		s.Order = OrderPage{Row: m.Row}
		next, more := s.to(ScreenOrder).notAllowed(*s.Staff, x.command)
		return next, append(cmds, more...)
	}
	switch m.For {
	case ScreenTest:
		s = s.sheetOpened(m.Row)
	case ScreenQuote, ScreenWork:
		s.Order = OrderPage{Row: m.Row}
		s = s.served().to(m.For)
	case ScreenPickup:
		next, more := s.pickupOpened(m.Row, m.Pickup)
		if m.Tag == TagPickup && next.Screen == ScreenPickup {
			// The customer copy opened it: whoever holds it is known.
			next = copyShown(next)
		}
		return next, append(cmds, more...)
	case ScreenWhere:
		next, more := s.whereIs(m.Row)
		return next, append(cmds, more...)
	default:
		s.Order = OrderPage{Row: m.Row}
		s = s.to(ScreenOrder)
	}
	return s, cmds
}
