package repair

import (
	"slices"
	"strings"
	"time"
)

// QuoteLine is a part or a service with the price of one.
type QuoteLine struct {
	Name     string `json:"name" free:"list"`
	Count    int    `json:"count"`
	PriceFen int64  `json:"price_fen"`
}

// The lines of a quote that are work and no part.
const (
	LineLabour  = "quote.labour"
	LineTesting = "quote.testing"
)

// workNames are what such lines were called before they were kept as keys.
var workNames = []string{LineLabour, LineTesting, "工时费", "检测费", "Labour", "Testing"}

// Service reports whether a line is work and no part.
func (l QuoteLine) Service() bool { return slices.Contains(workNames, l.Name) }

// Quote is what a repair would cost (报价). An order may have several: work
// found later needs a consent of its own (Q08).
type Quote struct {
	Cause string      `json:"cause,omitempty" free:"yes"`
	Lines []QuoteLine `json:"lines"`
	// Days is the working days from consent to the end.
	Days           int          `json:"days,omitempty"`
	ValidTo        Date         `json:"valid_to,omitempty"`
	WarrantyMonths int          `json:"warranty_months,omitempty"`
	At             time.Time    `json:"at"`
	By             StaffID      `json:"by"`
	Answer         *QuoteAnswer `json:"answer,omitempty"`
}

// QuoteAnswer is what the customer said to a quote.
type QuoteAnswer struct {
	Agreed    bool       `json:"agreed"`
	How       AnswerBy   `json:"how"`
	Signature *Signature `json:"signature,omitempty"`
	At        time.Time  `json:"at"`
	By        StaffID    `json:"by"`
}

// AnswerBy is how a customer answered.
type AnswerBy string

// The ways to answer a quote.
const (
	AnswerBySigning AnswerBy = "signed"
	AnswerByPhone   AnswerBy = "phone"
	AnswerByMessage AnswerBy = "message"
)

// AnswersBy lists the ways in the order of their buttons.
var AnswersBy = []AnswerBy{AnswerBySigning, AnswerByPhone, AnswerByMessage}

// TotalFen is the sum of the lines.
func (q Quote) TotalFen() (fen int64) {
	for _, l := range q.Lines {
		fen += int64(l.Count) * l.PriceFen
	}
	return fen
}

// maxFen bounds an amount: a million yuan is a slip of the finger.
const maxFen = 100_000_000

// OldPart is a replaced part in its bag; its index on the order, from 1, is
// that of its code.
type OldPart struct {
	Name string    `json:"name" free:"list"`
	To   OldPartTo `json:"to"`
	At   time.Time `json:"at"`
	By   StaffID   `json:"by"`
}

// OldPartTo is where an old part goes.
type OldPartTo string

// The ways of an old part.
const (
	OldPartToCustomer OldPartTo = "customer"
	OldPartToShop     OldPartTo = "shop"
	OldPartToMaker    OldPartTo = "maker" // warranty return
)

// OldPartsTo lists them in the order of their buttons.
var OldPartsTo = []OldPartTo{OldPartToCustomer, OldPartToShop, OldPartToMaker}

// Loan is a machine lent to a customer while its own is in repair.
type Loan struct {
	// Loaner is the five characters of its code.
	Loaner string    `json:"loaner" free:"no"`
	Name   string    `json:"name" free:"list"`
	Serial string    `json:"serial,omitempty" free:"no"`
	With   []string  `json:"with,omitempty" free:"list"`
	BackOn Date      `json:"back_on"`
	At     time.Time `json:"at"`
	By     StaffID   `json:"by"`
	// BackAt is when it came back; zero as long as it is out.
	BackAt time.Time `json:"back_at,omitzero"`
}

// Trip is a machine's way to a peer workshop or to the factory.
type Consignment struct {
	To       PlaceKind `json:"to"`
	Company  string    `json:"company" free:"yes"`
	Ask      string    `json:"ask,omitempty" free:"yes"`
	Carrier  string    `json:"carrier,omitempty" free:"list"`
	Tracking string    `json:"tracking,omitempty" free:"yes"`
	DueBack  Date      `json:"back_on,omitempty"`
	At       time.Time `json:"at"`
	By       StaffID   `json:"by"`
}

// QuoteRepair makes a quote; At, By and Answer are filled in by Decide.
type QuoteRepair struct{ Quote Quote }

// AnswerQuote is the customer's answer to the last quote.
type AnswerQuote struct {
	Agreed bool
	How    AnswerBy
	Signed *SignedDocument
}

// RecordWork says what was done and which parts were put in (F12).
type RecordWork struct {
	// Works are entries of the list of works, Work what was written beside them.
	Works []string
	Work  string
	Parts []string
	// Left is what was found and not repaired (F20).
	Unrepaired []string
}

// KeepOldPart puts a replaced part into a bag with a label.
type KeepOldPart struct {
	Name string
	To   OldPartTo
}

// LendLoaner lends the customer a machine; At, By and BackAt are filled in.
type LendLoaner struct{ Loan Loan }

// TakeLoanerBack is the end of a loan.
type TakeLoanerBack struct{}

// SendOut says to whom a machine goes; At and By are filled in. The machine
// itself moves by scan.
type SendOut struct{ Consignment Consignment }

func (QuoteRepair) command()    {}
func (AnswerQuote) command()    {}
func (RecordWork) command()     {}
func (KeepOldPart) command()    {}
func (LendLoaner) command()     {}
func (TakeLoanerBack) command() {}
func (SendOut) command()        {}

// Quoted is a quote made.
type Quoted struct {
	Quote Quote `json:"quote"`
}

// QuoteAnswered is the answer to the last quote, and where the paper goes then.
type QuoteAnswered struct {
	Answer QuoteAnswer `json:"answer"`
	Stage  Stage       `json:"stage"`
}

// WorkRecorded is what was done.
type WorkRecorded struct {
	Work       string   `json:"work,omitempty" free:"yes"`
	Parts      []string `json:"parts,omitempty" free:"list"`
	Unrepaired []string `json:"left,omitempty" free:"list"`
	Works      []string `json:"works,omitempty" free:"list"`
}

// OldPartKept is a part in its bag.
type OldPartKept struct {
	Part OldPart `json:"part"`
}

// LoanerLent is a machine lent.
type LoanerLent struct {
	Loan Loan `json:"loan"`
}

// LoanerBack is the lent machine back in the shop.
type LoanerBack struct{}

// SentOut is where a machine goes outside the shop.
type SentOut struct {
	Consignment Consignment `json:"trip"`
}

func (Quoted) kind() string        { return "quoted" }
func (QuoteAnswered) kind() string { return "quote-answered" }
func (WorkRecorded) kind() string  { return "work-recorded" }
func (OldPartKept) kind() string   { return "old-part-kept" }
func (LoanerLent) kind() string    { return "loaner-lent" }
func (LoanerBack) kind() string    { return "loaner-back" }
func (SentOut) kind() string       { return "sent-out" }

func (Quoted) ofOrder()        {}
func (QuoteAnswered) ofOrder() {}
func (WorkRecorded) ofOrder()  {}
func (OldPartKept) ofOrder()   {}
func (LoanerLent) ofOrder()    {}
func (LoanerBack) ofOrder()    {}
func (SentOut) ofOrder()       {}

func (d decision) quote(c QuoteRepair) (Body, error) {
	q := c.Quote
	if d.o.Stage == StageDraft {
		return nil, d.refuse(RuleDraftStays)
	}
	q.Lines = slices.Clone(q.Lines)
	for i, l := range q.Lines {
		q.Lines[i].Count = max(1, l.Count)
		if strings.TrimSpace(l.Name) == "" || l.Count > 999 || l.PriceFen < 0 || l.PriceFen > maxFen {
			return nil, d.refuse(RuleQuoteLines, need("lines"))
		}
	}
	if t := q.TotalFen(); len(q.Lines) == 0 || t <= 0 || t > maxFen {
		return nil, d.refuse(RuleQuoteLines, need("lines"))
	}
	q.At, q.By, q.Answer = d.now.UTC(), d.by.ID, nil
	return Quoted{q}, nil
}

func (d decision) answerQuote(c AnswerQuote) (Body, error) {
	o := d.o
	if q := o.OpenQuote(); q == nil || !slices.Contains(AnswersBy, c.How) {
		return nil, d.refuse(RuleOpenQuote, need("quote"))
	}
	e := QuoteAnswered{QuoteAnswer{Agreed: c.Agreed, How: c.How, At: d.now.UTC(), By: d.by.ID}, o.Stage}
	if c.How == AnswerBySigning {
		if c.Signed.Empty() {
			return nil, d.refuse(RuleOpenQuote, need("signature"))
		}
		e.Answer.Signature = &Signature{Digest: c.Signed.Digest(o.Head), At: d.now.UTC()}
	}
	switch {
	case !c.Agreed:
		e.Stage = StageReturnUnrepaired
	case o.Place.Kind == ShelfAwaitingParts:
		e.Stage = StageAwaitingParts
	case o.Place.Kind == PlacePeer:
		e.Stage = StageAtPeer
	case o.Place.Kind == PlaceFactory:
		e.Stage = StageAtFactory
	default:
		e.Stage = StageInRepair // consent sends the machine to its repair at once (Q06)
	}
	return e, nil
}

func (d decision) work(c RecordWork) (Body, error) {
	if d.o.Stage == StageDraft {
		return nil, d.refuse(RuleDraftStays)
	}
	works, parts, left := trimmed(c.Works), trimmed(c.Parts), trimmed(c.Unrepaired)
	if strings.TrimSpace(c.Work) == "" && len(works) == 0 && len(parts) == 0 && len(left) == 0 {
		return nil, d.refuse(RuleWork, need("work"))
	}
	o := d.o
	if c.Work == o.Work && slices.Equal(works, o.Works) && slices.Equal(parts, o.Parts) && slices.Equal(left, o.Unrepaired) {
		return nil, nil
	}
	return WorkRecorded{c.Work, parts, left, works}, nil
}

// trimmed drops what is empty; a list of nothing is nil, as it comes back from
// the journal.
func trimmed(list []string) (out []string) {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (d decision) oldPart(c KeepOldPart) (Body, error) {
	switch {
	case d.o.Stage == StageDraft:
		return nil, d.refuse(RuleDraftStays)
	case strings.TrimSpace(c.Name) == "" || !slices.Contains(OldPartsTo, c.To) || len(d.o.OldPartBags) >= 99:
		return nil, d.refuse(RuleOldPart, need("name"))
	}
	return OldPartKept{OldPart{Name: c.Name, To: c.To, At: d.now.UTC(), By: d.by.ID}}, nil
}

func (d decision) lend(c LendLoaner) (Body, error) {
	l := c.Loan
	switch {
	case d.o.Stage == StageDraft:
		return nil, d.refuse(RuleDraftStays)
	case d.o.LoanOut():
		return nil, d.refuse(RuleLoaner, need("back"), arg("loaner", d.o.Loan.Name))
	case LoanerCode(l.Loaner) == "" || strings.TrimSpace(l.Name) == "":
		return nil, d.refuse(RuleLoaner, need("loaner"))
	case l.BackOn == "":
		return nil, d.refuse(RuleLoaner, need("back_on"))
	}
	l.With = append([]string(nil), l.With...) // nil if empty, as it comes back from the journal
	l.At, l.By, l.BackAt = d.now.UTC(), d.by.ID, time.Time{}
	return LoanerLent{l}, nil
}

func (d decision) takeBack() (Body, error) {
	if !d.o.LoanOut() {
		return nil, d.refuse(RuleLoaner, need("loaner"))
	}
	return LoanerBack{}, nil
}

func (d decision) sendOut(c SendOut) (Body, error) {
	t := c.Consignment
	switch {
	case d.o.Stage == StageDraft:
		return nil, d.refuse(RuleDraftStays)
	case t.To != PlacePeer && t.To != PlaceFactory, strings.TrimSpace(t.Company) == "":
		return nil, d.refuse(RuleSendOut, need("company"))
	}
	t.At, t.By = d.now.UTC(), d.by.ID
	return SentOut{t}, nil
}

// applyService folds the events of this file into an order.
func (o Order) applyService(e Event) Order {
	switch b := e.Body.(type) {
	case Quoted:
		o.Quotes = append(slices.Clone(o.Quotes), b.Quote)
		o.LastMove = nil
		if o.Place.Kind == ShelfAwaitingParts {
			o.Reason, o.Part = ReasonQuote, ""
		}
		o = o.stage(StageAwaitingConsent, e.At)
	case QuoteAnswered:
		o.Quotes = slices.Clone(o.Quotes)
		if n := len(o.Quotes); n > 0 {
			o.Quotes[n-1].Answer = &b.Answer
		}
		o.LastMove = nil
		if b.Stage == StageAwaitingParts {
			o.Reason = ReasonParts
		}
		o = o.stage(b.Stage, e.At)
	case WorkRecorded:
		o.Work, o.Works, o.Parts, o.Unrepaired = b.Work, b.Works, b.Parts, b.Unrepaired
	case OldPartKept:
		o.OldPartBags = append(slices.Clone(o.OldPartBags), b.Part)
	case LoanerLent:
		loan := b.Loan
		o.Loan = &loan
	case LoanerBack:
		if o.Loan != nil {
			loan := *o.Loan
			loan.BackAt = e.At
			o.Loan = &loan
		}
	case SentOut:
		out := b.Consignment
		o.SendOut = &out
	default: // Apply sends no others here
	}
	return o
}

// OpenQuote is the last quote if it has no answer yet, else nil.
func (o Order) OpenQuote() *Quote {
	if n := len(o.Quotes); n > 0 && o.Quotes[n-1].Answer == nil {
		return &o.Quotes[n-1]
	}
	return nil
}

// LoanOut reports whether the customer has a machine of the shop.
func (o Order) LoanOut() bool { return o.Loan != nil && o.Loan.BackAt.IsZero() }
