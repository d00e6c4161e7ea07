package flow

import (
	"errors"
	"slices"
	"strconv"

	"countertop/app/repair"
)

// Gate is one check of the pickup, in the order of P21 in docs/rules.md.
type Gate int

// The gates.
const (
	GateIdentity Gate = iota
	GateTag
	GateTest
	GateAccessories
	GateCondition
	GateLoaner
	GatePayment
	GateSign
)

// Gates is the number of gates.
const Gates = 8

// Pickup is a machine being handed over. What has a name in JSON is what a person
// found out or agreed on: it is kept as it comes, until the machine is handed over
// or the day is over.
type Pickup struct {
	Row repair.Row `json:"-"`
	// Open is the gate whose panel is shown.
	Open Gate `json:"-"`

	Identity  repair.Identity
	Collector repair.Customer
	// PhoneEnd are the digits that the collector named.
	PhoneEnd string
	Tag      bool
	// WrongTag is the other machine that was scanned.
	WrongTag repair.OrderID `json:"-"`
	Results  map[string]repair.Outcome
	Untested string
	Returned []int
	Missing  *repair.Approval

	Same     bool
	MarkKind repair.MarkKind `json:"-"`
	NewMarks []repair.ConditionMark
	MarkNote string

	// LoanerOut lets the customer keep the loaner.
	LoanerOut *repair.Approval
	// Paid is the amount in yuan as typed. Offered is set while it is the sum of
	// the quote and nobody has touched it; Unpaid says that nothing is paid.
	Paid            string
	PaidBy          repair.PaidBy
	Offered, Unpaid bool

	Rating int
	Ink    Ink  `json:"-"`
	Busy   bool `json:"-"`
	// Refused is the rule that stopped the last gate.
	Refused *repair.RuleError `json:"-"`
	Done    *repair.Row       `json:"-"`
}

// Messages of the pickup.
type (
	// GateChosen opens a gate's panel.
	GateChosen struct{ Gate Gate }
	// GateDone goes on to the next open gate, or to the customer's page.
	GateDone struct{}
	// PickupLine sets the outcome of a line of the pickup test.
	PickupLine struct {
		Line    string
		Outcome repair.Outcome
	}
	// AccessoryTouched counts an accessory without a scanner.
	AccessoryTouched struct{ Index int }
	// ConditionSame says that the outside is as at check-in.
	ConditionSame struct{}
	// NewMarkTouched puts a new mark onto the outline.
	NewMarkTouched struct {
		View int
		X, Y float64
	}
	// NewMarkKind is the kind of the next new mark.
	NewMarkKind struct{ Kind repair.MarkKind }
	// NewMarkUndone takes the last new mark away.
	NewMarkUndone struct{}
	// PaidByChosen is how the amount was paid; NothingPaid that none was.
	PaidByChosen struct{ By repair.PaidBy }
	NothingPaid  struct{}
	// Rated is the customer's opinion, 1 to 5.
	Rated struct{ Stars int }
	// PickupOpened starts the pickup of the order on the order page.
	PickupOpened struct{ Order repair.OrderID }
	// PickupSentBack is a machine that did not pass before the customer's eyes: it
	// goes back to be repaired.
	PickupSentBack struct{}
	// PickupLeft ends the farewell page.
	PickupLeft struct{}
)

// pickupMsg are the messages that belong to the pickup.
//
//sumtype:decl
type pickupMsg interface {
	Msg
	pickupMsg()
}

func (GateChosen) owner() Screen       { return ScreenPickup }
func (GateDone) owner() Screen         { return ScreenPickup }
func (PickupLine) owner() Screen       { return ScreenPickup }
func (AccessoryTouched) owner() Screen { return ScreenPickup }
func (ConditionSame) owner() Screen    { return ScreenPickup }
func (NewMarkTouched) owner() Screen   { return ScreenPickup }
func (NewMarkKind) owner() Screen      { return ScreenPickup }
func (NewMarkUndone) owner() Screen    { return ScreenPickup }
func (PaidByChosen) owner() Screen     { return ScreenPickup }
func (NothingPaid) owner() Screen      { return ScreenPickup }
func (Rated) owner() Screen            { return ScreenPickup }
func (PickupOpened) owner() Screen     { return ScreenPickup }
func (PickupSentBack) owner() Screen   { return ScreenPickup }
func (PickupLeft) owner() Screen       { return ScreenPickup }

func (GateChosen) pickupMsg()       {}
func (GateDone) pickupMsg()         {}
func (PickupLine) pickupMsg()       {}
func (AccessoryTouched) pickupMsg() {}
func (ConditionSame) pickupMsg()    {}
func (NewMarkTouched) pickupMsg()   {}
func (NewMarkKind) pickupMsg()      {}
func (NewMarkUndone) pickupMsg()    {}
func (PaidByChosen) pickupMsg()     {}
func (NothingPaid) pickupMsg()      {}
func (Rated) pickupMsg()            {}
func (PickupOpened) pickupMsg()     {}
func (PickupSentBack) pickupMsg()   {}
func (PickupLeft) pickupMsg()       {}

// Positioned puts the touch's place into the message.
func (m NewMarkTouched) Positioned(x, y float64) Msg { m.X, m.Y = x, y; return m }

// Passed reports whether a gate has its evidence or its reason.
func (p Pickup) Passed(g Gate) bool {
	o := p.Row.Order
	switch g {
	case GateIdentity:
		id := p.Identity
		return id.CopyScanned || id.Approved != nil || id.Stayed && o.Waiting() ||
			repair.EndsPhone(p.Row.Customer.PhonesOf(id.As, p.Collector.Name), p.PhoneEnd)
	case GateTag:
		return p.Tag
	case GateTest:
		return o.Stage == repair.StageReturnUnrepaired || p.Untested != "" || len(p.OpenTests()) == 0
	case GateAccessories:
		return len(p.Returned) == len(o.Accessories) || p.Missing != nil
	case GateCondition:
		return p.Same || len(p.NewMarks) > 0
	case GateLoaner:
		return !o.LoanOut() || p.LoanerOut != nil
	case GatePayment:
		fen, ok := ParseFen(p.Paid)
		switch {
		case p.Unpaid:
			return true
		case p.Paid == "" && p.PaidBy == "":
			return p.DueFen() == 0
		}
		return ok && fen > 0 && p.PaidBy != ""
	case GateSign:
		return p.Done != nil
	}
	return false
}

// Collectors are the contacts of the customer who may collect machines.
func (p Pickup) Collectors() (list []repair.Contact) {
	for _, c := range p.Row.Customer.Contacts {
		if c.Collects {
			list = append(list, c)
		}
	}
	return list
}

// Shows reports whether a gate is one for this machine: without a loan there
// is no loaner to come back.
func (p Pickup) Shows(g Gate) bool { return g != GateLoaner || p.Row.Order.Loan != nil }

// DueFen is what was agreed on: the sum of all quotes that the customer agreed
// to.
func (p Pickup) DueFen() (fen int64) {
	for _, q := range p.Row.Order.Quotes {
		if q.Answer != nil && q.Answer.Agreed {
			fen += q.TotalFen()
		}
	}
	return fen
}

// NotReturned are the accessories that are not handed back.
func (p Pickup) NotReturned() (list []repair.Accessory) {
	for i, a := range p.Row.Order.Accessories {
		if !slices.Contains(p.Returned, i+1) {
			list = append(list, a)
		}
	}
	return list
}

// PaidFen is the amount that is paid.
func (p Pickup) PaidFen() int64 {
	fen, _ := ParseFen(p.Paid)
	return fen
}

// OpenTests are the lines of the pickup test that have not passed.
func (p Pickup) OpenTests() []repair.TestLine {
	var results []repair.TestResult
	for line, out := range p.Results {
		results = append(results, repair.TestResult{Line: line, Outcome: out})
	}
	// The first result of a line counts: what was tried now stands before
	// what is stored.
	results = append(results, p.Row.Order.PickupResults()...)
	return repair.OpenLines(repair.PickupChecklist(p.Row.Order.Device), results)
}

// Failed reports whether a line of the pickup test did not pass.
func (p Pickup) Failed() bool {
	for _, l := range repair.PickupChecklist(p.Row.Order.Device) {
		now, touched := p.Results[l.Key]
		if !touched {
			stored := p.Row.Order.PickupResults()
			if i := slices.IndexFunc(stored, func(t repair.TestResult) bool { return t.Line == l.Key }); i >= 0 {
				now = stored[i].Outcome
			}
		}
		if now == repair.Fail {
			return true
		}
	}
	return false
}

// Gate is the first gate that has not passed.
func (p Pickup) Gate() Gate {
	for g := range Gate(Gates) {
		if !p.Passed(g) {
			return g
		}
	}
	return GateSign
}

// pickupOpened starts a pickup, or goes on with one that was kept; a machine that
// cannot go yet is refused by the same rule that the store would name.
func (s State) pickupOpened(r repair.Row, kept *Pickup) (State, []Cmd) {
	s.Find = Find{}
	if why := pickupRefused(s, r); why != "" {
		s.Order = OrderPage{Row: r}
		return s.to(ScreenOrder).warn(why), []Cmd{Play{SoundRefused}}
	}
	if s.Pickup.Row.Order.ID == r.Order.ID && s.Pickup.Done == nil {
		s.Pickup.Row = r // somebody went back: the gates stay passed
		return s.to(ScreenPickup).pickupNext(), nil
	}
	s.Pickup = Pickup{}
	if kept != nil {
		s.Pickup = *kept
	}
	s.Pickup.Row, s.Pickup.MarkKind = r, repair.MarkScratch
	s.Pickup.Identity.Stayed = r.Order.Waiting()
	if kept != nil && !s.Pickup.Offered {
		return s.to(ScreenPickup).pickupNext(), nil
	}
	if due := s.Pickup.DueFen(); due > 0 && r.Order.Stage != repair.StageReturnUnrepaired {
		s.Pickup.Paid, s.Pickup.Offered = Yuan(due), true
	}
	return s.to(ScreenPickup).pickupNext(), nil
}

// pickupRefused is why a machine cannot be collected, "" if it can.
func pickupRefused(s State, r repair.Row) string {
	if r.Order.Stage.Over() || !r.Order.InShop() {
		return "pickup.over"
	}
	_, err := repair.Decide(r.Order, repair.PickUp{}, *s.Staff, s.Now)
	if re, ok := errors.AsType[*repair.RuleError](err); ok && re.Rule == repair.RuleNotReady {
		if r.Order.Missing() {
			return "pickup.lost"
		}
		return "pickup.not-ready"
	}
	return ""
}

// pickupScanned takes a scan on the pickup page, if it means something there.
func pickupScanned(s State, r reading) (State, []Cmd, bool) {
	if !r.ours() {
		return pickupNumber(s, r.maker())
	}
	c, text := r.code, r.text
	p := &s.Pickup
	p.Refused = nil
	o := p.Row.Order
	switch c.Type {
	case repair.CodeCopy:
		return s, []Cmd{CheckCopy{Code: text, Order: c.Order}}, true
	case repair.CodeOrder:
		if c.Order != o.ID {
			p.WrongTag, p.Open = c.Order, GateTag
			return s, []Cmd{Play{SoundRefused}}, true
		}
		p.Tag, p.WrongTag = true, ""
		return s.pickupNext(), []Cmd{Play{SoundMoved}}, true
	case repair.CodeAccessory:
		if c.Order != o.ID || c.Index > len(o.Accessories) {
			return s.warn("pickup.foreign-accessory", "order", c.Order.String()), []Cmd{Play{SoundRefused}}, true
		}
		if slices.Contains(p.Returned, c.Index) {
			return s, []Cmd{Play{SoundAgain}}, true
		}
		p.Returned = append(slices.Clone(p.Returned), c.Index)
		if p.Passed(GateAccessories) {
			return s.pickupNext(), []Cmd{Play{SoundMoved}}, true
		}
		p.Open = GateAccessories
		return s, []Cmd{Play{SoundMoved}}, true
	default:
		return s, nil, false
	}
}

// pickupNumber compares a number of a label with the machine that is collected: it
// leads nowhere else.
func pickupNumber(s State, c repair.MakerCode) (State, []Cmd, bool) {
	switch d := s.Pickup.Row.Order.Device; {
	case c.Unread != "":
		next, cmds := unread(s, unreadKey(c.Unread))
		return next, cmds, true
	case d.SameNumber(repair.Device{Serial: c.Serial, IMEI: c.IMEI}) || repair.SameNumber(d.Serial, c.Whole):
		return s.notify("pickup.same-number"), []Cmd{Play{SoundAgain}}, true
	}
	return s.warn("pickup.other-number", "code", short(c.Numbers()[0])), []Cmd{Play{SoundRefused}}, true
}

// pickupNext opens the first gate that is left.
func (s State) pickupNext() State {
	return s.gate(s.Pickup.Gate())
}

// gate opens a gate; the digits go to the amount where one is asked for.
func (s State) gate(g Gate) State {
	s.Pickup.Open, s.Focus = g, ""
	if g == GatePayment {
		s = s.focus(FieldPaid)
	}
	return s
}

func copyRead(s State, m CopyRead) (State, []Cmd) {
	if !m.Genuine {
		return s.unknown("pickup.bad-copy", m.Order.String())
	}
	if (s.Screen == ScreenPickup || s.Screen == ScreenNoCopy) && s.Pickup.Done == nil {
		if m.Order != s.Pickup.Row.Order.ID {
			other, _ := s.Floor.Get(m.Order)
			return s.warn("pickup.other-copy", "name", other.Who, "order", m.Order.String()), []Cmd{Play{SoundRefused}}
		}
		return copyShown(s), []Cmd{Play{SoundMoved}}
	}
	return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenPickup, Tag: TagPickup}}
}

// copyShown is whoever collects with the copy of this order in hand.
func copyShown(s State) State {
	if s.Screen == ScreenNoCopy {
		s = s.back()
	}
	p := &s.Pickup
	p.Identity, p.Collector, p.PhoneEnd = repair.Identity{CopyScanned: true}, repair.Customer{}, ""
	return s.pickupNext()
}

func updatePickup(s State, m pickupMsg) (State, []Cmd) {
	p := &s.Pickup
	p.Refused = nil
	switch m := m.(type) {
	case PickupOpened:
		return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenPickup}}
	case GateChosen:
		return s.gate(m.Gate), nil
	case GateDone:
		if !p.Passed(p.Open) && p.Open != GateSign {
			return s, nil
		}
		if p.Gate() != GateSign {
			return s.pickupNext(), nil
		}
		p.Open, p.Ink, s.Focus = GateSign, Ink{}, ""
		if rs := results(p.Row.Order, p.Results); len(rs) > 0 {
			p.Busy = true
			return s, []Cmd{s.commit(TagGates, p.Row.Order.ID, repair.RecordTest{Pickup: true, Results: rs})}
		}
		return s.to(ScreenPickupSign), nil
	case PickupLine:
		p.Results = withOutcome(p.Results, m.Line, m.Outcome)
		p.Untested = ""
		if p.Passed(GateTest) {
			return s.pickupNext(), nil
		}
	case AccessoryTouched:
		if i := slices.Index(p.Returned, m.Index); i >= 0 {
			p.Returned = slices.Delete(slices.Clone(p.Returned), i, i+1)
		} else {
			p.Returned = append(slices.Clone(p.Returned), m.Index)
		}
		p.Missing = nil
	case ConditionSame:
		p.Same, p.NewMarks = true, nil
		return s.pickupNext(), nil
	case NewMarkTouched:
		p.Same = false
		note := p.MarkNote
		if note == "" {
			note = string(p.MarkKind)
		}
		p.NewMarks = append(slices.Clone(p.NewMarks), repair.ConditionMark{Kind: p.MarkKind, View: m.View, X: m.X, Y: m.Y, Note: note})
	case NewMarkKind:
		p.MarkKind = m.Kind
	case NewMarkUndone:
		if n := len(p.NewMarks); n > 0 {
			p.NewMarks = slices.Clone(p.NewMarks[:n-1])
		}
	case PaidByChosen:
		p.PaidBy, p.Unpaid, p.Offered = m.By, false, false
	case NothingPaid:
		p.Paid, p.PaidBy, p.Unpaid, p.Offered = "", "", true, false
		return s.pickupNext(), nil
	case Rated:
		p.Rating = m.Stars
	case PickupSentBack:
		return sentBack(s)
	case PickupLeft:
		return s.home(), nil
	}
	return s, nil
}

// sentBack stores what did not pass, and asks where the machine goes.
func sentBack(s State) (State, []Cmd) {
	p := &s.Pickup
	rs := results(p.Row.Order, p.Results)
	if len(rs) == 0 {
		return goesBack(s)
	}
	p.Busy = true
	return s, []Cmd{s.commit(TagFailed, p.Row.Order.ID, repair.RecordTest{Pickup: true, Results: rs})}
}

// goesBack ends the pickup: who takes the machine scans their badge, or a shelf.
func goesBack(s State) (State, []Cmd) {
	row := s.Pickup.Row
	s.Pickup = Pickup{}
	next, cmds := s.home().machineOpened(s.card(row))
	return next.notify("pickup.sent-back"), append([]Cmd{DropDraft{PickupDraft(row.Order.ID)}}, cmds...)
}

// pickupSigned takes the customer's signature.
func pickupSigned(s State) (State, []Cmd) {
	signed := &repair.SignedDocument{Strokes: s.Pickup.Ink.Strokes}
	if signed.Empty() || s.Pickup.Busy {
		return s, nil
	}
	return s.pickUp(signed, nil)
}

// pickupPassed reports whether there is no pickup to come back to.
func pickupPassed(s State) bool { return s.Pickup.Row.Order.ID == "" || s.Pickup.Done != nil }

// pickUp hands the machine over in one transaction.
func (s State) pickUp(signed *repair.SignedDocument, unsigned *repair.Approval) (State, []Cmd) {
	p := &s.Pickup
	p.Busy = true
	c := repair.PickUp{
		Identity: p.Identity, Collector: p.Collector, PhoneEnd: p.PhoneEnd, Returned: p.Returned, Missing: p.Missing,
		ConditionSame: p.Same, NewMarks: p.NewMarks,
		Rating: p.Rating, Signed: signed, Unsigned: unsigned, Untested: p.Untested, LoanerOut: p.LoanerOut,
		PaidFen: p.PaidFen(), PaidBy: p.PaidBy,
	}
	if p.Tag {
		c.TagScanned = p.Row.Order.ID
	}
	if p.Untested != "" {
		c.CallOn = s.Shop.Calendar.AddDays(s.Today(), 1)
	}
	return s, []Cmd{s.commit(TagPickup, p.Row.Order.ID, c)}
}

func pickupCommitted(s State, m Committed) (State, []Cmd) {
	p := &s.Pickup
	p.Busy = false
	if m.Tag == TagFailed {
		p.Row = m.Row
		return goesBack(s)
	}
	if m.Tag == TagGates {
		p.Row = m.Row
		p.Results = nil
		return s.to(ScreenPickupSign), nil
	}
	// Nothing of the customer stays in the state but the number and the
	// machine for the farewell.
	done := repair.Row{Order: m.Row.Order}
	s = s.home().to(ScreenPickup)
	s.Pickup = Pickup{Done: &done, Row: done}
	return s, []Cmd{LoadDue{}, Play{SoundDone}}
}

// gateOf is the gate where what a rule asks for is done.
var gateOf = map[repair.Rule]Gate{
	repair.RuleIdentity: GateIdentity, repair.RuleTag: GateTag, repair.RulePickupTest: GateTest,
	repair.RuleUntestedCall: GateTest, repair.RuleAccessories: GateAccessories,
	repair.RuleConditionNow: GateCondition, repair.RulePickupSigned: GateSign,
	repair.RuleLoanerBack: GateLoaner, repair.RulePaid: GatePayment,
}

func pickupFailed(s State, m Failed) (State, []Cmd, bool) {
	if s.Screen != ScreenPickup && s.Screen != ScreenPickupSign {
		return s, nil, false
	}
	p := &s.Pickup
	p.Busy = false
	p.Refused = m.Rule
	if s.Screen == ScreenPickupSign {
		s = s.back()
	}
	if m.Rule == nil {
		return s.warn(m.Problem), []Cmd{Play{SoundRefused}}, true
	}
	if m.Row != nil {
		p.Row = *m.Row
	}
	if g, ok := gateOf[m.Rule.Rule]; ok {
		p.Open = g
	}
	return s.refused(m.Rule), []Cmd{Play{SoundRefused}}, true
}

func itoa(n int) string { return strconv.Itoa(n) }
