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

	Said Answer          // what the customer said to the quote
	How  repair.AnswerBy // "" is not said yet
	Ink  Ink

	Work       string
	Unrepaired string // found and not repaired
	Parts      []string
	NewPart    string // a part that is not in the list, being typed

	OldPart   string
	OldPartTo repair.OldPartTo

	Loan    repair.Loan
	SendOut repair.Consignment
}

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

// Terms that a quote begins with.
const (
	quoteDays, quoteValid, quoteMonths = 3, 7, 3
	loanDays, sendOutDays              = 7, 5
)

// Messages of the service pages.
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
	// AnswerChosen is what the customer says, AnswerHowChosen in which way.
	AnswerChosen    struct{ Agreed bool }
	AnswerHowChosen struct{ How repair.AnswerBy }
	// AnswerGiven stores the answer, or turns the screen to who signs it.
	AnswerGiven struct{}
	// WorkToggled adds words to what was done, or takes them away; Sep parts them.
	WorkToggled struct{ Text, Sep string }
	// PartToggled puts a part in, or not.
	PartToggled struct{ Name string }
	// LeftToggled notes something as found and not repaired, or not.
	UnrepairedToggled struct{ Text string }
	// WorkSaved stores what was done.
	WorkSaved struct{}
	// OldPartNamed and OldPartToChosen describe an old part; OldPartKept stores it
	// and prints its label.
	OldPartNamed    struct{ Name string }
	OldPartToChosen struct{ To repair.OldPartTo }
	OldPartKept     struct{}
	// LoanThingToggled lends a thing with the loaner, LoanMoved moves the day it
	// comes back; LoanMade stores the loan, LoanEnded its end.
	LoanAccessoryToggled struct{ Name string }
	LoanMoved            struct{ Days int }
	LoanMade             struct{}
	LoanEnded            struct{}
	// TripToChosen, TripCompanyChosen, TripCarrierChosen and TripMoved describe
	// where the machine goes; TripMade stores it and prints the slip.
	SendOutToChosen      struct{ To repair.PlaceKind }
	SendOutCompanyChosen struct{ Name string }
	SendOutCarrierChosen struct{ Name string }
	SendOutDayMoved      struct{ Days int }
	SendOutMade          struct{}
	// PaperAsked prints a document of the order.
	PaperAsked struct{ Document repair.Document }
	// DayCloseAsked prints the close of today.
	DayCloseAsked struct{}
)

// quoteMsg are the messages that write a quote.
//
//sumtype:decl
type quoteMsg interface {
	Msg
	quoteMsg()
}

// answerMsg are the messages that note the answer to it.
//
//sumtype:decl
type answerMsg interface {
	Msg
	answerMsg()
}

// workMsg are the messages that note the work.
//
//sumtype:decl
type workMsg interface {
	Msg
	workMsg()
}

// oldPartMsg are the messages that note an old part.
//
//sumtype:decl
type oldPartMsg interface {
	Msg
	oldPartMsg()
}

// loanMsg are the messages that lend a loaner.
//
//sumtype:decl
type loanMsg interface {
	Msg
	loanMsg()
}

// sendOutMsg are the messages that send a machine out.
//
//sumtype:decl
type sendOutMsg interface {
	Msg
	sendOutMsg()
}

// papersMsg are the messages that print papers.
//
//sumtype:decl
type papersMsg interface {
	Msg
	papersMsg()
}

func (QuoteLineAsked) owner() Screen       { return ScreenQuote }
func (QuoteCounted) owner() Screen         { return ScreenQuote }
func (QuoteLineDone) owner() Screen        { return ScreenQuote }
func (QuoteLineDropped) owner() Screen     { return ScreenQuote }
func (QuotePaged) owner() Screen           { return ScreenQuote }
func (QuoteTerms) owner() Screen           { return ScreenQuote }
func (QuoteDaysChosen) owner() Screen      { return ScreenQuote }
func (QuoteValidChosen) owner() Screen     { return ScreenQuote }
func (QuoteMonthsChosen) owner() Screen    { return ScreenQuote }
func (QuoteMade) owner() Screen            { return ScreenQuote }
func (AnswerChosen) owner() Screen         { return ScreenAnswer }
func (AnswerHowChosen) owner() Screen      { return ScreenAnswer }
func (AnswerGiven) owner() Screen          { return ScreenAnswer }
func (WorkToggled) owner() Screen          { return ScreenWork }
func (PartToggled) owner() Screen          { return ScreenWork }
func (UnrepairedToggled) owner() Screen    { return ScreenWork }
func (WorkSaved) owner() Screen            { return ScreenWork }
func (OldPartNamed) owner() Screen         { return ScreenOldPart }
func (OldPartToChosen) owner() Screen      { return ScreenOldPart }
func (OldPartKept) owner() Screen          { return ScreenOldPart }
func (LoanAccessoryToggled) owner() Screen { return ScreenLoan }
func (LoanMoved) owner() Screen            { return ScreenLoan }
func (LoanMade) owner() Screen             { return ScreenLoan }
func (LoanEnded) owner() Screen            { return ScreenLoan }
func (SendOutToChosen) owner() Screen      { return ScreenSendOut }
func (SendOutCompanyChosen) owner() Screen { return ScreenSendOut }
func (SendOutCarrierChosen) owner() Screen { return ScreenSendOut }
func (SendOutDayMoved) owner() Screen      { return ScreenSendOut }
func (SendOutMade) owner() Screen          { return ScreenSendOut }
func (PaperAsked) owner() Screen           { return ScreenPapers }
func (DayCloseAsked) owner() Screen        { return ScreenPapers }

func (QuoteLineAsked) quoteMsg()         {}
func (QuoteCounted) quoteMsg()           {}
func (QuoteLineDone) quoteMsg()          {}
func (QuoteLineDropped) quoteMsg()       {}
func (QuotePaged) quoteMsg()             {}
func (QuoteTerms) quoteMsg()             {}
func (QuoteDaysChosen) quoteMsg()        {}
func (QuoteValidChosen) quoteMsg()       {}
func (QuoteMonthsChosen) quoteMsg()      {}
func (QuoteMade) quoteMsg()              {}
func (AnswerChosen) answerMsg()          {}
func (AnswerHowChosen) answerMsg()       {}
func (AnswerGiven) answerMsg()           {}
func (WorkToggled) workMsg()             {}
func (PartToggled) workMsg()             {}
func (UnrepairedToggled) workMsg()       {}
func (WorkSaved) workMsg()               {}
func (OldPartNamed) oldPartMsg()         {}
func (OldPartToChosen) oldPartMsg()      {}
func (OldPartKept) oldPartMsg()          {}
func (LoanAccessoryToggled) loanMsg()    {}
func (LoanMoved) loanMsg()               {}
func (LoanMade) loanMsg()                {}
func (LoanEnded) loanMsg()               {}
func (SendOutToChosen) sendOutMsg()      {}
func (SendOutCompanyChosen) sendOutMsg() {}
func (SendOutCarrierChosen) sendOutMsg() {}
func (SendOutDayMoved) sendOutMsg()      {}
func (SendOutMade) sendOutMsg()          {}
func (PaperAsked) papersMsg()            {}
func (DayCloseAsked) papersMsg()         {}

// served gives the order on the order page its drafts, unless it has them.
func (s State) served() State {
	if o := s.Order.Row.Order; s.Service.Order != o.ID {
		s.Service = Service{Order: o.ID}
		for _, draft := range []func(State) State{
			State.newQuote, State.newAnswer, State.newWork, State.newOldPart, State.newLoan, State.newSendOut,
		} {
			s = draft(s)
		}
	}
	return s
}

func (s State) newQuote() State {
	s.Service.Quote = QuoteDraft{Days: quoteDays, Valid: quoteValid, Months: quoteMonths}
	return s
}

func (s State) newAnswer() State {
	s.Service.Said, s.Service.How, s.Service.Ink = AnswerNone, "", Ink{}
	return s
}

// leftSep stands between things that were found and not repaired.
const unrepairedSep = "；"

// LeftParts are the things in the field of what was found and not repaired.
func UnrepairedParts(text string) []string { return words(text, unrepairedSep) }

func (s State) newWork() State {
	s.Service.Work, s.Service.Parts, s.Service.NewPart = s.Order.Row.Order.Work, s.Order.Row.Order.Parts, ""
	s.Service.Unrepaired = strings.Join(s.Order.Row.Order.Unrepaired, unrepairedSep)
	return s
}

func (s State) newOldPart() State {
	s.Service.OldPart, s.Service.OldPartTo = "", repair.OldPartToCustomer
	if s.Order.Row.Order.OldParts == repair.OldPartsShop {
		s.Service.OldPartTo = repair.OldPartToShop
	}
	return s
}

func (s State) newLoan() State {
	s.Service.Loan = repair.Loan{BackOn: s.Shop.Calendar.AddDays(s.Today(), loanDays)}
	return s
}

func (s State) newSendOut() State {
	s.Service.SendOut = repair.Consignment{To: repair.PlacePeer, DueBack: s.Shop.Calendar.AddDays(s.Today(), sendOutDays)}
	return s
}

// moveDay moves a day by open days, never before today.
func (s State) moveDay(d repair.Date, days int) repair.Date {
	if days > 0 {
		return s.Shop.Calendar.AddDays(d, days)
	}
	for t := d.Time(s.Shop.Calendar.Loc); ; {
		t = t.AddDate(0, 0, -1)
		e := repair.DateOf(t)
		if e < s.Today() {
			return d
		}
		if len(s.Shop.Calendar.On(e)) > 0 {
			return e
		}
	}
}

// Companies are those that machines on the board went to, the last one first.
func (s State) Companies(to repair.PlaceKind) (names []string) {
	outs := []repair.Consignment{}
	for c := range s.Floor.All() {
		if t := c.SendOut; t != nil && t.To == to {
			outs = append(outs, *t)
		}
	}
	slices.SortStableFunc(outs, func(a, b repair.Consignment) int { return b.At.Compare(a.At) })
	for _, t := range outs {
		if !slices.Contains(names, t.Company) {
			names = append(names, t.Company)
		}
	}
	return names
}

// LoanerKnown is the loan of a loaner that somebody with a machine in the shop
// has, or had, and the order it belongs to; nil if nobody did.
func (s State) LoanerKnown(loaner string) (known *repair.Loan, by repair.OrderID) {
	look := func(l *repair.Loan, id repair.OrderID) {
		if l != nil && l.Loaner == loaner && (known == nil || l.BackAt.IsZero()) {
			known, by = l, id
		}
	}
	for _, r := range []Row{s.Order.Row, s.Pickup.Row} {
		look(r.Order.Loan, r.Order.ID)
	}
	for c := range s.Floor.All() {
		look(c.Loan, c.ID)
	}
	return known, by
}

// Papers are the documents of an order that can be printed whenever somebody
// wants them.
func Papers(o repair.Order) []repair.Document {
	var docs []repair.Document
	add := func(ok bool, d repair.Document) {
		if ok {
			docs = append(docs, d)
		}
	}
	add(o.InShop(), repair.DocDeviceTag)
	add(true, repair.DocCustomerCopy)
	add(len(o.Accessories) > 0, repair.DocAccessory)
	add(true, repair.DocStub)
	add(len(o.Lines) > 0, repair.DocTestSheet)
	add(true, repair.DocFolder)
	add(len(o.Quotes) > 0, repair.DocQuotation)
	add(!o.OKAt.IsZero(), repair.DocRepairLabel)
	add(len(o.OldPartBags) > 0, repair.DocOldPart)
	add(o.Loan != nil, repair.DocLoaner)
	add(o.SendOut != nil && o.SendOut.To == repair.PlacePeer, repair.DocPeerSlip)
	add(o.SendOut != nil && o.SendOut.To == repair.PlaceFactory, repair.DocFactorySlip)
	add(o.Stage == repair.StagePickedUp || o.Stage == repair.StageClosed, repair.DocPickupReceipt)
	return docs
}

// Folder is the paper folder that the stub of a machine lies in: there are
// four, for what is to be tested, agreed on, finished and collected.
func Folder(s repair.Stage) repair.Stage {
	switch s {
	case repair.StageDraft, repair.StageAwaitingTest:
		return repair.StageAwaitingTest
	case repair.StageQuoting, repair.StageAwaitingConsent:
		return repair.StageAwaitingConsent
	case repair.StageAwaitingPickup, repair.StageReturnUnrepaired, repair.StageOutForDelivery, repair.StagePickedUp, repair.StageClosed:
		return repair.StageAwaitingPickup
	}
	return repair.StageAwaitingClose
}

// paper are the jobs of a document: a label for each accessory and each old
// part. What no event prints by itself is no copy of anything.
func paper(o repair.Order, d repair.Document) (jobs []repair.PrintJob) {
	j := repair.PrintJob{Document: d, Order: o.ID, Copy: 2}
	n := 0
	switch d {
	case repair.DocTestSheet:
		j.Copy = 1
		if len(o.Test) == 0 {
			j.Subject = SheetBlank
		}
	case repair.DocStub:
		j.Copy = 1
	case repair.DocFolder:
		return []repair.PrintJob{{Document: d, Subject: string(Folder(o.Stage))}}
	case repair.DocAccessory:
		n = len(o.Accessories)
	case repair.DocOldPart:
		n = len(o.OldPartBags)
	}
	if n == 0 {
		return []repair.PrintJob{j}
	}
	for i := range n {
		j.Index = i + 1
		jobs = append(jobs, j)
	}
	return jobs
}

// ClosesDay reports whether who is at the counter may close the day.
func (s State) ClosesDay() bool { return s.Staff != nil && s.Staff.Role != repair.RoleEngineer }

// DayEnds reports whether it is time to close the day: the last hour is open,
// or over, and nobody has.
func (s State) DayEnds() bool {
	hours := s.Shop.Calendar.On(s.Today())
	if !s.ClosesDay() || len(hours) == 0 {
		return false
	}
	closed := func(j repair.PrintJob) bool {
		return j.Document == repair.DocDayClose && strings.HasPrefix(j.Subject, string(s.Today()))
	}
	now := s.Now.In(s.Shop.Calendar.Loc)
	return now.Hour()*60+now.Minute() >= hours[len(hours)-1].To-60 && !slices.ContainsFunc(s.Jobs, closed)
}
