package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

func (s State) updateAnswer(m answerMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case AnswerChosen:
		v.Said = AnswerNo
		if m.Agreed {
			v.Said = AnswerYes
		}
	case AnswerHowChosen:
		v.How = m.How
	case AnswerGiven:
		switch {
		case v.Said == AnswerNone || v.How == "":
		case v.How == repair.AnswerBySigning:
			v.Ink = Ink{}
			return s.to(ScreenAnswerSign), nil
		default:
			return s.serve(repair.AnswerQuote{Agreed: v.Said == AnswerYes, How: v.How})
		}
	}
	return s, nil
}

// answerSigned takes the customer's signature under the answer.
func (s State) answerSigned(m SignedOff) (State, []Cmd) {
	v := s.Service
	signed := &repair.SignedDocument{Text: m.Text, Strokes: v.Ink.Strokes}
	if signed.Empty() {
		return s, nil
	}
	return s.serve(repair.AnswerQuote{Agreed: v.Said == AnswerYes, How: v.How, Signed: signed})
}

func (s State) updateWork(m workMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case WorkToggled:
		v.Work = strings.Join(toggle(words(v.Work, m.Sep), m.Text), m.Sep)
	case PartToggled:
		v.Parts = toggle(v.Parts, m.Name)
	case UnrepairedToggled:
		v.Unrepaired = strings.Join(toggle(UnrepairedParts(v.Unrepaired), m.Text), unrepairedSep)
	case WorkSaved:
		return s.serve(repair.RecordWork{Work: v.Work, Parts: v.Parts, Unrepaired: UnrepairedParts(v.Unrepaired)})
	}
	return s, nil
}

func (s State) updateOldPart(m oldPartMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case OldPartNamed:
		v.OldPart = m.Name
	case OldPartToChosen:
		v.OldPartTo = m.To
	case OldPartKept:
		return s.serve(repair.KeepOldPart{Name: v.OldPart, To: v.OldPartTo})
	}
	return s, nil
}

func (s State) updateLoan(m loanMsg) (State, []Cmd) {
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

func (s State) updateSendOut(m sendOutMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case SendOutToChosen:
		if v.SendOut.To != m.To {
			v.SendOut.To, v.SendOut.Company = m.To, ""
		}
	case SendOutCompanyChosen:
		v.SendOut.Company = m.Name
	case SendOutCarrierChosen:
		v.SendOut.Carrier = m.Name
	case SendOutDayMoved:
		v.SendOut.DueBack = s.moveDay(v.SendOut.DueBack, m.Days)
	case SendOutMade:
		return s.serve(repair.SendOut{Consignment: v.SendOut})
	}
	return s, nil
}

func (s State) updatePapers(m papersMsg) (State, []Cmd) {
	switch m := m.(type) {
	case PaperAsked:
		if o := s.Order.Row.Order; slices.Contains(Papers(o), m.Document) {
			return s.notify("print.queued"), []Cmd{AddJobs{paper(o, m.Document)}}
		}
	case DayCloseAsked:
		if s.ClosesDay() {
			subject := string(s.Today()) + " " + string(s.Staff.ID)
			return s.notify("print.queued"), []Cmd{AddJobs{[]repair.PrintJob{{Document: repair.DocDayClose, Subject: subject}}}}
		}
	}
	return s, nil
}

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

func (s State) updateQuote(m quoteMsg) (State, []Cmd) {
	q := &s.Service.Quote
	switch m := m.(type) {
	case QuoteLineAsked:
		q.Editing, q.At, q.Hand, q.Price = true, len(q.Lines), repair.QuoteLine{Name: m.Name, Count: 1}, ""
		if m.At < len(q.Lines) {
			q.At, q.Hand = m.At, q.Lines[m.At]
			q.Price = Yuan(q.Hand.PriceFen)
		}
		if q.At >= MaxQuoteLines {
			q.Editing = false
			return s.warn("quote.full"), nil
		}
		if q.Hand.Name == "" {
			return s.focus(FieldLine), nil
		}
		return s.focus(FieldPrice), nil
	case QuoteCounted:
		q.Hand.Count = min(max(1, q.Hand.Count+m.By), 999)
	case QuoteLineDone:
		if !q.HandOK() {
			return s, nil
		}
		q.Hand.PriceFen, _ = ParseFen(q.Price)
		q.Lines = append(slices.Clone(q.Lines[:q.At]), append([]repair.QuoteLine{q.Hand}, q.Lines[min(q.At+1, len(q.Lines)):]...)...)
		q.Editing, s.Focus = false, ""
	case QuoteLineDropped:
		if q.At < len(q.Lines) {
			q.Lines = slices.Delete(slices.Clone(q.Lines), q.At, q.At+1)
		}
		q.Editing, s.Focus = false, ""
	case QuotePaged:
		q.Page = max(0, q.Page+m.By)
	case QuoteTerms:
		q.Terms = q.TotalFen() > 0
	case QuoteDaysChosen:
		q.Days = m.Days
	case QuoteValidChosen:
		q.Valid = m.Days
	case QuoteMonthsChosen:
		q.Months = m.Months
	case QuoteMade:
		loc := s.Shop.Calendar.Loc
		return s.serve(repair.QuoteRepair{Quote: repair.Quote{
			Cause: strings.TrimSpace(q.Cause), Lines: q.Lines, Days: q.Days, WarrantyMonths: q.Months,
			ValidTo: repair.DateOf(s.Today().Time(loc).AddDate(0, 0, q.Valid)),
		}})
	}
	return s, nil
}

// partAdded puts the part in that was typed.
func (s State) partAdded() State {
	if p := strings.TrimSpace(s.Service.NewPart); p != "" && !slices.Contains(s.Service.Parts, p) {
		s.Service.Parts = append(slices.Clone(s.Service.Parts), p)
	}
	s.Service.NewPart, s.Focus = "", ""
	return s
}

// quoteBack is the way back from a page within the quote; false if there is
// none.
func quoteBack(s State) (State, []Cmd, bool) {
	q := &s.Service.Quote
	switch {
	case q.Editing:
		q.Editing, s.Focus = false, ""
	case q.Terms:
		q.Terms = false
	default:
		return s, nil, false
	}
	return s, nil, true
}

// serviceCommitted takes what the store has kept, empties its draft, and goes
// back to the page that all of them begin on.
func (s State) serviceCommitted(m Committed) (State, []Cmd) {
	o := m.Row.Order
	s.Service.Busy = false
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
			s, key = s.newQuote().newAnswer(), "service.quoted"
		case repair.QuoteAnswered:
			s, key = s.newAnswer(), "service.answered"
		case repair.WorkRecorded:
			s = s.newWork()
		case repair.OldPartKept:
			s, key = s.newOldPart(), "service.old-part"
		case repair.LoanerLent:
			s, key = s.newLoan(), "service.lent"
		case repair.LoanerBack:
			key, args = "service.loaner-back", []string{"loaner", o.Loan.Name, "name", m.Row.Who()}
		case repair.SentOut:
			s, key = s.newSendOut(), "service.sent-out"
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
