package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Service is what is done to a machine between check-in and pickup, as it is
// being written: one draft for each page. The drafts stay until another order
// is served, so that no way back loses them.
type Service struct {
	Order repair.OrderID // whose drafts these are
	Busy  bool

	Quote QuoteDraft

	Answer Answer          // of the customer to the quote
	How    repair.AnswerBy // "" is not chosen yet
	Ink    Ink

	Works []string // entries of the list of works
	Work  string   // what was written beside them
	// NotRepaired are parts that were found and not repaired, Unrepaired what was
	// written beside them.
	NotRepaired []string
	Unrepaired  string
	Parts       []string
	NewPart     string // a part that is not in the list, being typed

	OldPart   string
	OldPartTo repair.OldPartTo

	Loan    repair.Loan
	SendOut repair.Consignment
}

// served gives the order on the order page its drafts, unless it has them.
func (s State) served() State {
	if o := s.Order.Row.Order; s.Service.Order != o.ID {
		v := Service{Order: o.ID, Quote: newQuote(), Loan: s.newLoan(), SendOut: s.newSendOut()}
		v.newAnswer()
		v.newWork(o, s.Shop)
		v.newOldPart(o)
		s.Service = v
	}
	return s
}

func serviceOpened(s State) (State, []Cmd) { return s.served(), nil }

// serviceKeeps keeps the drafts of the order that is served, but no signature.
func serviceKeeps(was Pages, now *Pages) {
	now.Service = was.Service
	now.Service.Ink = Ink{}
}

// words are the parts of a text between separators.
func words(text, sep string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, sep)
}

// serve asks the store to do c to the order on the order page.
func (s State) serve(c repair.Command) (State, []Cmd) {
	if s.Service.Busy {
		return s, nil
	}
	s.Service.Busy = true
	return s, []Cmd{s.commit(TagService, s.Order.Row.Order.ID, c)}
}

// serviceCommitted takes what the store has kept, empties its draft, and goes
// back to the page that all of them begin on.
func serviceCommitted(s State, m Committed) (State, []Cmd) {
	o, v := m.Row.Order, &s.Service
	v.Busy = false
	if s.Order.Row.Order.ID == o.ID {
		s.Order.Row = m.Row
	}
	if s.Pickup.Done == nil && s.Pickup.Row.Order.ID == o.ID {
		s.Pickup.Row = m.Row
		if s.Screen == ScreenPickup {
			s = s.pickupNext()
		}
	}
	key, args := "order.saved", []string(nil)
	for _, e := range m.Events {
		switch e.Body.(type) {
		case repair.Quoted:
			v.Quote, key = newQuote(), "service.quoted"
			v.newAnswer()
		case repair.QuoteAnswered:
			key = "service.answered"
			v.newAnswer()
		case repair.WorkRecorded:
			v.newWork(s.Order.Row.Order, s.Shop)
		case repair.OldPartKept:
			key = "service.old-part"
			v.newOldPart(s.Order.Row.Order)
		case repair.LoanerLent:
			v.Loan, key = s.newLoan(), "service.lent"
		case repair.LoanerBack:
			key, args = "service.loaner-back", []string{"loaner", o.Loan.Name, "name", m.Row.Who()}
		case repair.SentOut:
			v.SendOut, key = s.newSendOut(), "service.sent-out"
		default: // what follows from it has no draft
		}
	}
	if s.row().under == ScreenService {
		s = s.backFromService()
	}
	return s.notify(key, args...), []Cmd{Play{SoundDone}}
}

// serviceFailed takes the customer's page away and says why.
func serviceFailed(s State, m Failed) (State, []Cmd, bool) {
	s.Service.Busy = false
	if m.Row != nil && m.Row.Order.ID == s.Order.Row.Order.ID {
		s.Order.Row = *m.Row
	}
	if s.Screen == ScreenAnswerSign {
		s.Service.Ink = Ink{}
		s = s.back()
	}
	return s, nil, false
}

// backFromService leaves a page of the service: to the page that all of them
// begin on, or to where it was opened from.
func (s State) backFromService() State {
	under := s.row().under
	if !slices.Contains(s.Back, under) {
		return s.back()
	}
	for s.Screen != under {
		s = s.back()
	}
	return s
}

// moveDay moves a day by open days, never before today.
func (c Counter) moveDay(d repair.Date, days int) repair.Date {
	if days > 0 {
		return c.Shop.Calendar.AddDays(d, days)
	}
	for e := d.Add(-1); ; e = e.Add(-1) {
		if e < c.Today() {
			return d
		}
		if len(c.Shop.Calendar.On(e)) > 0 {
			return e
		}
	}
}
