package flow

import (
	"countertop/app/repair"
)

// Messages of a loan.
type (
	// LoanAccessoryToggled lends an accessory with the loaner, LoanMoved moves the day it
	// comes back; LoanMade stores the loan, LoanEnded its end.
	LoanAccessoryToggled struct{ Name string }
	LoanMoved            struct{ Days int }
	LoanMade             struct{}
	LoanEnded            struct{}
)

// loanMsg are the messages that lend a loaner.
//
//sumtype:decl
type loanMsg interface {
	Msg
	loanMsg()
}

func (LoanAccessoryToggled) owner() Screen { return ScreenLoan }
func (LoanMoved) owner() Screen            { return ScreenLoan }
func (LoanMade) owner() Screen             { return ScreenLoan }
func (LoanEnded) owner() Screen            { return ScreenLoan }

func (LoanAccessoryToggled) loanMsg() {}
func (LoanMoved) loanMsg()            {}
func (LoanMade) loanMsg()             {}
func (LoanEnded) loanMsg()            {}

// loanDays is how many open days a loan begins with.
const loanDays = 7

func (c Counter) newLoan() repair.Loan {
	return repair.Loan{BackOn: c.Shop.Calendar.AddDays(c.Today(), loanDays)}
}

func updateLoan(s State, m loanMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case LoanAccessoryToggled:
		v.Loan.With = toggle(v.Loan.With, m.Name)
	case LoanMoved:
		v.Loan.BackOn = s.moveDay(v.Loan.BackOn, m.Days)
	case LoanMade:
		return s.serve(repair.LendLoaner{Loan: v.Loan})
	case LoanEnded:
		if s.Screen == ScreenPickup {
			return s.takeBack(s.Pickup.Row.Order.ID)
		}
		return s.serve(repair.TakeLoanerBack{})
	}
	return s, nil
}

// LoanerKnown is the loan of a loaner that somebody with a machine in the shop
// has, or had, and the order it belongs to; nil if nobody did.
func (s State) LoanerKnown(loaner string) (known *repair.Loan, by repair.OrderID) {
	look := func(l *repair.Loan, id repair.OrderID) {
		if l != nil && l.Loaner == loaner && (known == nil || l.BackAt.IsZero()) {
			known, by = l, id
		}
	}
	for _, r := range []repair.Row{s.Order.Row, s.Pickup.Row} {
		look(r.Order.Loan, r.Order.ID)
	}
	for c := range s.Floor.All() {
		look(c.Loan, c.ID)
	}
	return known, by
}

// loanerScanned takes a loaner back wherever its code is read; on the page of
// a loan that is not made yet, it is the loaner to lend.
func (s State) loanerScanned(loaner string) (State, []Cmd) {
	known, by := s.LoanerKnown(loaner)
	switch {
	case known != nil && known.BackAt.IsZero():
		return s.takeBack(by)
	case s.Screen == ScreenLoan && !s.Order.Row.Order.LoanOut():
		l := &s.Service.Loan
		l.Loaner = loaner
		if known != nil && l.Name == "" {
			l.Name, l.Serial = known.Name, known.Serial
		}
		return s, []Cmd{Play{SoundKey}}
	}
	return s.unknown("service.not-lent", loaner)
}

func (s State) takeBack(id repair.OrderID) (State, []Cmd) {
	return s, []Cmd{s.commit(TagService, id, repair.TakeLoanerBack{})}
}
