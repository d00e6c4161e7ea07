package flow

import (
	"countertop/app/repair"
)

// SignedPage is all that the page is made of that a customer signs. It is a
// value: document.Signed says it in words, which the screen shows, and of the
// same page come the words that are kept with the signature.
type SignedPage struct {
	// Lang is the language of the screen, Shop whose words it has, Today the day
	// there.
	Lang  string
	Shop  Shop
	Today repair.Date
	// Subject is what the customer signs; nil is a page that nobody signs.
	Subject SignedSubject
}

// SignedSubject is what a customer signs.
//
//sumtype:decl
type SignedSubject interface{ signedSubject() }

type (
	// SignedVisit are the machines that are taken in, in the order they were
	// described.
	SignedVisit struct {
		Customer repair.Customer
		Phone    string
		Machines []Machine
	}
	// SignedPickup is the machine that is handed over.
	SignedPickup struct {
		Order repair.Order
		// Returned and Missing are the accessories handed back and those that are not.
		Returned, Missing []repair.Accessory
		// Untested is the key of why it was not tested.
		Untested string
		NewMarks []repair.ConditionMark
		PaidFen  int64
		PaidBy   repair.PaidBy
	}
	// SignedCorrection is what was put right of what the customer had signed.
	SignedCorrection struct {
		Order    repair.Order
		Customer repair.Customer
		Changes  []repair.Correction
	}
	// SignedAnswer is what the customer says to a quote.
	SignedAnswer struct {
		Order  repair.Order
		Quote  repair.Quote
		Agreed bool
	}
)

func (SignedVisit) signedSubject()  {}
func (SignedPickup) signedSubject() {}
func (SignedAnswer) signedSubject() {}

func (SignedCorrection) signedSubject() {}

// SignedPage is the page that the customer signs on the screen as it is.
func (s State) SignedPage() SignedPage {
	page := SignedPage{Lang: s.Lang, Shop: s.Shop, Today: s.Today()}
	if signs := s.row().signs; signs != nil {
		page.Subject = signs(s)
	}
	return page
}

// signedOff lets the screen take the signature, and gives what is to be stored
// the page that was signed.
func signedOff(s State) (State, []Cmd) {
	take := s.row().signed
	if take == nil {
		return s, nil
	}
	next, cmds := take(s)
	for i, c := range cmds {
		if c, ok := c.(Commit); ok {
			page := s.SignedPage()
			c.Signs = &page
			cmds[i] = c
		}
	}
	return next, cmds
}

func checkInSigns(s State) SignedSubject {
	c := s.CheckIn
	return SignedVisit{Customer: c.Customer, Phone: c.Phone, Machines: c.Machines()}
}

func pickupSigns(s State) SignedSubject {
	p := s.Pickup
	out := SignedPickup{
		Order: p.Row.Order, Missing: p.NotReturned(), Untested: p.Untested, NewMarks: p.NewMarks, PaidFen: p.PaidFen(), PaidBy: p.PaidBy,
	}
	for _, i := range p.Returned {
		out.Returned = append(out.Returned, p.Row.Order.Accessories[i-1])
	}
	return out
}

func answerSigns(s State) SignedSubject {
	a := SignedAnswer{Order: s.Order.Row.Order, Agreed: s.Service.Answer == AnswerYes}
	if q := a.Order.OpenQuote(); q != nil { // else it was answered meanwhile: the store will say so
		a.Quote = *q
	}
	return a
}
