package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// QuoteDraft is a quote being written.
type QuoteDraft struct {
	Cause string
	Lines []repair.QuoteLine
	Page  int // of the lines
	// Terms is set on the second page: the cause, the time and the warranty.
	Terms               bool
	Days, Valid, Months int

	// Editing is set while a line is in hand: the one at place At, or a new one
	// at the end. Price is that of one, in yuan as typed.
	Editing bool
	At      int
	Hand    repair.QuoteLine
	Price   string
}

// TotalFen is the sum of the lines.
func (q QuoteDraft) TotalFen() int64 { return repair.Quote{Lines: q.Lines}.TotalFen() }

// HandOK reports whether the line in hand has a name and a price.
func (q QuoteDraft) HandOK() bool {
	_, ok := ParseFen(q.Price)
	return ok && strings.TrimSpace(q.Hand.Name) != ""
}

// MaxQuoteLines is as many as one sheet shows the customer.
const MaxQuoteLines = 10

// Terms that a quote begins with: working days until it is repaired, days that
// it holds, months of warranty.
const quoteDays, quoteValid, quoteMonths = 3, 7, 3

// Messages of the quote.
type (
	// QuoteLineAsked takes the line at a place in hand; a place behind the last is
	// a new line, with a name or without.
	QuoteLineAsked struct {
		At   int
		Name string
	}
	// QuoteCounted changes how many of the line in hand.
	QuoteCounted struct{ By int }
	// QuoteLineDone puts the line in hand down, QuoteLineDropped away.
	QuoteLineDone    struct{}
	QuoteLineDropped struct{}
	// QuotePaged turns the page of the lines.
	QuotePaged struct{ By int }
	// QuoteTerms goes to the second page of the quote.
	QuoteTerms struct{}
	// QuoteDaysChosen is how many working days the repair takes, QuoteValidChosen
	// how many days the quote holds, QuoteMonthsChosen the warranty.
	QuoteDaysChosen   struct{ Days int }
	QuoteValidChosen  struct{ Days int }
	QuoteMonthsChosen struct{ Months int }
	// QuoteMade stores the quote and prints it.
	QuoteMade struct{}
)

// quoteMsg are the messages that write a quote.
//
//sumtype:decl
type quoteMsg interface {
	Msg
	quoteMsg()
}

func (QuoteLineAsked) owner() Screen    { return ScreenQuote }
func (QuoteCounted) owner() Screen      { return ScreenQuote }
func (QuoteLineDone) owner() Screen     { return ScreenQuote }
func (QuoteLineDropped) owner() Screen  { return ScreenQuote }
func (QuotePaged) owner() Screen        { return ScreenQuote }
func (QuoteTerms) owner() Screen        { return ScreenQuote }
func (QuoteDaysChosen) owner() Screen   { return ScreenQuote }
func (QuoteValidChosen) owner() Screen  { return ScreenQuote }
func (QuoteMonthsChosen) owner() Screen { return ScreenQuote }
func (QuoteMade) owner() Screen         { return ScreenQuote }

func (QuoteLineAsked) quoteMsg()    {}
func (QuoteCounted) quoteMsg()      {}
func (QuoteLineDone) quoteMsg()     {}
func (QuoteLineDropped) quoteMsg()  {}
func (QuotePaged) quoteMsg()        {}
func (QuoteTerms) quoteMsg()        {}
func (QuoteDaysChosen) quoteMsg()   {}
func (QuoteValidChosen) quoteMsg()  {}
func (QuoteMonthsChosen) quoteMsg() {}
func (QuoteMade) quoteMsg()         {}

func newQuote() QuoteDraft {
	return QuoteDraft{Days: quoteDays, Valid: quoteValid, Months: quoteMonths}
}

func updateQuote(s State, m quoteMsg) (State, []Cmd) {
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
		usual := append([]string{repair.LineLabour, repair.LineTesting}, s.Shop.Trade.Parts(s.Order.Row.Order.Device.Kind)...)
		q.Hand.Name = s.Shop.Trade.Key(q.Hand.Name, usual...)
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
		return s.serve(repair.QuoteRepair{Quote: repair.Quote{
			Cause: strings.TrimSpace(q.Cause), Lines: q.Lines, Days: q.Days, WarrantyMonths: q.Months,
			ValidTo: s.Today().Add(q.Valid),
		}})
	}
	return s, nil
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
