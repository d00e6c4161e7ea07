package trade

import (
	"maps"
	"slices"

	"countertop/app/repair"
)

// Moment is where in the work somebody says something: a page, a step of the
// check-in, a check of the pickup.
type Moment string

// The moments.
const (
	MomentHome    Moment = "home"
	MomentFind    Moment = "find"
	MomentOrder   Moment = "order" // the customer asks how far the machine is
	MomentPrinter Moment = "printer"

	MomentPhone       Moment = "check-in phone"
	MomentCustomer    Moment = "check-in customer"
	MomentMachine     Moment = "check-in machine"
	MomentSymptom     Moment = "check-in fault"
	MomentInspect     Moment = "check-in inspect"
	MomentOutside     Moment = "check-in outside"
	MomentAccessories Moment = "check-in accessories"
	MomentAgree       Moment = "check-in agree"
	MomentCheckedIn   Moment = "check-in print"

	MomentEnquiry       Moment = "enquiry"
	MomentEnquiryAnswer Moment = "enquiry answer"

	MomentService Moment = "service"
	MomentQuote   Moment = "quote"
	MomentAnswer  Moment = "answer" // the call with the quote
	MomentWork    Moment = "work"
	MomentOldPart Moment = "old part"
	MomentLoan    Moment = "loan"
	MomentSendOut Moment = "send out"

	MomentIdentity Moment = "pickup identity"
	// Without the slip: nobody said yet who collects, and then who it is.
	MomentNoCopy      Moment = "no slip"
	MomentNoCopySelf  Moment = "no slip, customer"
	MomentNoCopyKnown Moment = "no slip, registered"
	MomentNoCopyOther Moment = "no slip, somebody else"
	MomentCorrect     Moment = "correct"
	MomentCorrectTell Moment = "correct, tell"
	MomentTag         Moment = "pickup tag"
	MomentTest        Moment = "pickup test"
	MomentReturn      Moment = "pickup accessories"
	MomentCondition   Moment = "pickup condition"
	MomentLoaner      Moment = "pickup loaner"
	MomentPayment     Moment = "pickup payment"
	MomentPickupSign  Moment = "pickup sign"
	MomentPickedUp    Moment = "picked up"
	MomentScanIdle    Moment = "scan idle"
	MomentScanMoved   Moment = "scan moved"
	MomentScanShelf   Moment = "scan shelf"
	MomentScanMachine Moment = "scan machine"
	MomentScanReason  Moment = "scan reason"
	MomentScanRefused Moment = "scan refused"
	MomentScanUnknown Moment = "scan unknown"
	MomentTestSheet   Moment = "test sheet" // it was asked for by a move
)

// Facts are what is so when somebody speaks. What is zero is not so, or not
// known.
type Facts struct {
	// Speaker is who is at the counter; nil is nobody.
	Speaker *repair.Staff
	// Order is the machine that is spoken of, at check-in as it is going to be
	// taken in.
	Order repair.Order
	Today repair.Date

	// RepairedOn is when this shop repaired the machine before, CoveredTo the end
	// of the warranty on that, if it still runs.
	RepairedOn, CoveredTo repair.Date
	// OldPartTo and SendTo are what is chosen on their pages.
	OldPartTo repair.OldPartTo
	SendTo    repair.PlaceKind
	// DueFen is what is to be paid at pickup, or typed there.
	DueFen int64
	// NewMarks counts what was found on the outside at pickup; Untested says that
	// it was not tested there.
	NewMarks int
	Untested bool
}

// Fact is one thing that a sentence says to be so.
type Fact string

// The facts.
const (
	FactNobody   Fact = "nobody is signed in"
	FactSomebody Fact = "somebody is signed in"
	FactEngineer Fact = "the speaker is an engineer"
	FactOther    Fact = "the speaker is no engineer"

	FactSure     Fact = "it is known where the machine is"
	FactMissing  Fact = "the machine is missing"
	FactUnclear  Fact = "nobody can say how far it is"
	FactHere     Fact = "the customer waits while it is repaired"
	FactNotHere  Fact = "it is in the shop, and the customer does not wait"
	FactQueued   Fact = "it waits for its test"
	FactTesting  Fact = "it is being tested"
	FactPricing  Fact = "its price is being made"
	FactQuoted   Fact = "a quote waits for its answer"
	FactPart     Fact = "it waits for a part"
	FactRepair   Fact = "it is being repaired, as was agreed"
	FactPeer     Fact = "another workshop has it"
	FactFactory  Fact = "the factory has it"
	FactRepaired Fact = "it is repaired"
	FactReady    Fact = "it can be collected, and nobody says that it was repaired"
	FactReturn   Fact = "it goes back unrepaired"
	FactOnRoad   Fact = "it is on its way to the customer"
	FactLate     Fact = "the promised day has passed and it is not ready"
	FactSlip     Fact = "the customer has a claim slip"
	FactCallDue  Fact = "a follow-up call is due"
	FactAgreed   Fact = "the customer agreed, and it is not done yet"

	FactStays      Fact = "it stays in the shop"
	FactSpot       Fact = "it is going to be repaired on the spot"
	FactFixNow     Fact = "an engineer says that it can be repaired at once"
	FactNotFixNow  Fact = "no engineer says so"
	FactPC         Fact = "it is a computer"
	FactPrinter    Fact = "it is a printer"
	FactOtherKind  Fact = "it is neither"
	FactFirst      Fact = "this shop never repaired it"
	FactRepeat     Fact = "this shop repaired it, and no warranty on that runs"
	FactCovered    Fact = "this shop repaired it, and the warranty on that runs"
	FactNoPasscode Fact = "its passcode is not known"
	FactQuotedPart Fact = "the quote has a part"
	FactForOwner   Fact = "the old part goes to the customer"
	FactForShop    Fact = "the old part stays, or goes to the maker"
	FactNotLent    Fact = "no loaner is out"
	FactLent       Fact = "the customer has a loaner"
	FactToPeer     Fact = "it is sent to another workshop"
	FactToFactory  Fact = "it is sent to the factory"

	FactKeptNone Fact = "no accessory was left"
	FactKeptFew  Fact = "few accessories were left"
	FactKeptMany Fact = "many accessories were left"
	FactOldMarks Fact = "no new mark was found"
	FactNewMarks Fact = "a new mark was found"
	FactDue      Fact = "something is to be paid"
	FactToldFee  Fact = "a fee was told and nothing quoted"
	FactNoFee    Fact = "nothing is to be paid"
	FactUntested Fact = "it was not tested at pickup"
	FactToTest   Fact = "it is tested at pickup"
)

// fewAccessories are as many as are counted by name.
const fewAccessories = 4

// Is reports whether a fact is so.
func (f Facts) Is(x Fact) bool {
	so := truths[x]
	return so != nil && so(f)
}

// truths say of each fact when it is so.
var truths map[Fact]func(Facts) bool

func init() {
	truths = map[Fact]func(Facts) bool{}
	for _, group := range []map[Fact]func(Facts) bool{ofPeople, ofOrder, ofCheckIn, ofPickup} {
		maps.Copy(truths, group)
	}
}

var ofPeople = map[Fact]func(Facts) bool{
	FactNobody:   func(f Facts) bool { return f.Speaker == nil },
	FactSomebody: func(f Facts) bool { return f.Speaker != nil },
	FactEngineer: func(f Facts) bool { return f.Speaker != nil && f.Speaker.Roles.Has(repair.RoleEngineer) },
	FactOther:    func(f Facts) bool { return f.Speaker != nil && !f.Speaker.Roles.Has(repair.RoleEngineer) },
}

// taken reports whether the order is of a machine that was taken in.
func (f Facts) taken() bool { return f.Order.ID != "" }

// sure reports whether it is known where a machine of the shop is.
func (f Facts) sure() bool { return f.taken() && f.Order.InShop() && f.Order.Sure() }

// at is the fact that a machine that nobody waits for is in one of these stages.
func at(list ...repair.Stage) func(Facts) bool {
	return func(f Facts) bool { return f.sure() && !f.Order.Waiting() && slices.Contains(list, f.Order.Stage) }
}

// bench reports whether the machine is on a bench.
func (f Facts) bench() bool { return f.Order.Place.Kind == repair.PlaceBench }

var (
	inRepair = at(repair.StageInRepair)
	toTest   = at(repair.StageAwaitingTest)
	ready    = at(repair.StageAwaitingClose, repair.StageAwaitingPickup)
	leaving  = at(repair.StageAwaitingClose, repair.StageAwaitingPickup, repair.StageReturnUnrepaired, repair.StageOutForDelivery)
)

// ofOrder is how far a machine is. One whose place nobody is sure of is nowhere.
var ofOrder = map[Fact]func(Facts) bool{
	FactSure:    Facts.sure,
	FactMissing: func(f Facts) bool { return f.taken() && f.Order.Missing() },
	FactUnclear: func(f Facts) bool {
		return f.taken() && f.Order.InShop() && !f.Order.Missing() && f.Stage() == ""
	},
	FactHere:    func(f Facts) bool { return f.sure() && f.Order.Waiting() },
	FactNotHere: func(f Facts) bool { return f.sure() && !f.Order.Waiting() },
	FactQueued: func(f Facts) bool {
		return toTest(f) && !f.bench() || inRepair(f) && !f.Order.Agreed() && !f.bench()
	},
	FactTesting: func(f Facts) bool {
		return toTest(f) && f.bench() || inRepair(f) && !f.Order.Agreed() && f.bench()
	},
	FactPricing: at(repair.StageQuoting),
	FactQuoted:  func(f Facts) bool { return at(repair.StageAwaitingConsent)(f) && f.Order.OpenQuote() != nil },
	FactPart: func(f Facts) bool {
		return at(repair.StageAwaitingParts)(f) && f.Order.Reason == repair.ReasonParts
	},
	FactRepair:   func(f Facts) bool { return inRepair(f) && f.Order.Agreed() },
	FactPeer:     at(repair.StageAtPeer),
	FactFactory:  at(repair.StageAtFactory),
	FactRepaired: func(f Facts) bool { return ready(f) && f.Order.Repaired() },
	FactReady:    func(f Facts) bool { return ready(f) && !f.Order.Repaired() },
	FactReturn:   at(repair.StageReturnUnrepaired),
	FactOnRoad:   at(repair.StageOutForDelivery),
	FactLate: func(f Facts) bool {
		o := f.Order
		return f.sure() && !o.Waiting() && o.PromisedOn != "" && o.PromisedOn < f.Today && !leaving(f)
	},
	FactSlip:    func(f Facts) bool { return f.taken() && f.Order.HasSlip() },
	FactCallDue: func(f Facts) bool { return f.Order.Stage.Over() && f.Order.FollowUpOn != "" },
	FactAgreed: func(f Facts) bool {
		return f.sure() && f.Order.Agreed() && f.Order.Refused() == nil && f.Order.OpenQuote() == nil && !leaving(f)
	},
}

var ofCheckIn = map[Fact]func(Facts) bool{
	FactStays:     func(f Facts) bool { return !f.Order.OnTheSpot },
	FactSpot:      func(f Facts) bool { return f.Order.OnTheSpot },
	FactFixNow:    Facts.fixNow,
	FactNotFixNow: func(f Facts) bool { return !f.fixNow() },
	FactPC:        func(f Facts) bool { return f.Order.Device.Kind.PC() },
	FactPrinter:   func(f Facts) bool { return f.Order.Device.Kind == repair.KindPrinter },
	FactOtherKind: func(f Facts) bool { return !f.Order.Device.Kind.PC() && f.Order.Device.Kind != repair.KindPrinter },

	FactFirst:      func(f Facts) bool { return f.RepairedOn == "" },
	FactRepeat:     func(f Facts) bool { return f.RepairedOn != "" && f.CoveredTo == "" },
	FactCovered:    func(f Facts) bool { return f.RepairedOn != "" && f.CoveredTo != "" },
	FactNoPasscode: func(f Facts) bool { return !f.Order.Passcode },

	FactQuotedPart: func(f Facts) bool {
		q := f.Order.OpenQuote()
		return q != nil && slices.ContainsFunc(q.Lines, func(l repair.QuoteLine) bool { return !l.Service() })
	},
	FactForOwner:  func(f Facts) bool { return f.OldPartTo == repair.OldPartToCustomer },
	FactForShop:   func(f Facts) bool { return f.OldPartTo != repair.OldPartToCustomer },
	FactLent:      func(f Facts) bool { return f.Order.LoanOut() },
	FactNotLent:   func(f Facts) bool { return !f.Order.LoanOut() },
	FactToPeer:    func(f Facts) bool { return f.SendTo == repair.PlacePeer },
	FactToFactory: func(f Facts) bool { return f.SendTo == repair.PlaceFactory },
}

func (f Facts) fixNow() bool { return f.Order.Inspection != nil && f.Order.Inspection.FixNow }

// toldFee reports whether the customer was told a fee, and nobody quoted one.
func (f Facts) toldFee() bool {
	o := f.Order
	return o.EstimateFen > 0 && len(o.Quotes) == 0 && o.Stage != repair.StageReturnUnrepaired
}

var ofPickup = map[Fact]func(Facts) bool{
	FactKeptNone: func(f Facts) bool { return f.taken() && len(f.Order.Accessories) == 0 },
	FactKeptFew: func(f Facts) bool {
		n := len(f.Order.Accessories)
		return n > 0 && n <= fewAccessories
	},
	FactKeptMany: func(f Facts) bool { return len(f.Order.Accessories) > fewAccessories },
	FactOldMarks: func(f Facts) bool { return f.NewMarks == 0 },
	FactNewMarks: func(f Facts) bool { return f.NewMarks > 0 },
	FactDue:      func(f Facts) bool { return f.DueFen > 0 },
	FactToldFee:  func(f Facts) bool { return f.DueFen == 0 && f.toldFee() },
	FactNoFee:    func(f Facts) bool { return f.taken() && f.DueFen == 0 && !f.toldFee() },
	FactUntested: func(f Facts) bool { return f.Untested },
	FactToTest:   func(f Facts) bool { return f.sure() && f.Order.Stage != repair.StageReturnUnrepaired },
}

// saying is what can be said: the key of a script, and what it says to be so.
type saying struct {
	key    string
	states []Fact
}

func says(key string, states ...Fact) saying { return saying{key, states} }

// Say is what can be said in a moment: the keys of the scripts whose facts are
// so, the first one first.
func (f Facts) Say(m Moment) (keys []string) {
	for _, s := range sayings[m] {
		if !slices.ContainsFunc(s.states, func(x Fact) bool { return !f.Is(x) }) {
			keys = append(keys, s.key)
		}
	}
	return keys
}

// Day is the promised day if the customer can be told one.
func (f Facts) Day() repair.Date { return f.Order.Promise(f.Today) }

// Stage is how far the machine is as the customer understands it: the end of a
// key of i18n that begins with "said.", "" where nobody can say.
func (f Facts) Stage() string {
	for _, x := range stagesSaid {
		if f.Is(x.fact) {
			return x.said
		}
	}
	return ""
}

var stagesSaid = []struct {
	fact Fact
	said string
}{
	{FactHere, "here"},
	{FactQueued, "queued"},
	{FactTesting, "testing"},
	{FactPricing, "pricing"},
	{FactQuoted, "quoted"},
	{FactPart, "part"},
	{FactRepair, "repair"},
	{FactPeer, "peer"},
	{FactFactory, "factory"},
	{FactRepaired, "repaired"},
	{FactReady, "ready"},
	{FactReturn, "return"},
	{FactOnRoad, "on-road"},
}

// sayings are all that can be said, by moment, in the order in which it is said.
var sayings = map[Moment][]saying{
	MomentHome: {
		says("home-nobody", FactNobody), says("home", FactSomebody), says("home.wait", FactSomebody),
		says("home.contact", FactSomebody), says("home.farewell", FactSomebody),
	},
	MomentFind:    {says("find"), says("call.greet", FactSomebody)},
	MomentPrinter: {says("print")},
	MomentOrder: {
		says("order.missing", FactMissing), says("order.wait", FactMissing), says("order", FactUnclear),
		says("order.here", FactHere), says("order.queued", FactQueued), says("order.testing", FactTesting),
		says("order.pricing", FactPricing), says("order.quoted", FactQuoted), says("order.part", FactPart),
		says("order.repair", FactRepair), says("order.peer", FactPeer), says("order.factory", FactFactory),
		says("order.repaired", FactRepaired, FactSlip), says("order.ready", FactReady, FactSlip),
		says("order.return", FactReturn, FactSlip), says("order.on-road", FactOnRoad),
		says("delay.part", FactPart), says("delay.day", FactLate, FactNotLent),
		says("notify", FactRepaired, FactSlip), says("notify.other", FactRepaired, FactSlip),
		says("follow-up", FactCallDue), says("follow-up.busy", FactCallDue), says("follow-up.better", FactCallDue),
		says("follow-up.explain", FactCallDue), says("follow-up.end", FactCallDue),
	},

	MomentPhone:    {says("checkin.phone")},
	MomentCustomer: {says("checkin.customer")},
	MomentMachine: {
		says("checkin.machine", FactFirst), says("checkin.repeat", FactRepeat), says("checkin.covered", FactCovered),
	},
	MomentSymptom: {says("checkin.fault"), says("checkin.data", FactPC)},
	MomentInspect: {
		says("checkin.spot", FactFixNow), says("checkin.inspect-self", FactNotFixNow, FactEngineer),
		says("checkin.inspect", FactNotFixNow, FactOther),
	},
	MomentOutside: {says("checkin.outside")},
	MomentAccessories: {
		says("checkin.accessories", FactOtherKind), says("checkin.accessories-pc", FactPC),
		says("checkin.accessories-printer", FactPrinter),
	},
	MomentAgree: {
		says("checkin.agree", FactStays), says("checkin.agree-spot", FactSpot), says("checkin.fee", FactStays),
		says("checkin.passcode", FactPC, FactNoPasscode), says("checkin.more"), says("checkin.sign"),
	},
	MomentCheckedIn: {
		says("checkin.print", FactStays), says("checkin.spot-now", FactSpot), says("home.farewell", FactStays),
		says("home.contact", FactStays),
	},

	MomentEnquiry:       {says("enquiry"), says("call.terms")},
	MomentEnquiryAnswer: {says("enquiry.answer")},

	MomentService: {
		says("quote.agreed", FactAgreed), says("quote.declined", FactReturn), says("service"),
	},
	MomentQuote: {says("quote")},
	MomentAnswer: {
		says("quote.call", FactQuoted), says("quote.cause", FactQuoted), says("quote.part", FactQuoted, FactQuotedPart),
		says("answer", FactQuoted), says("quote.clear", FactQuoted),
	},
	MomentWork:    {says("work")},
	MomentOldPart: {says("old-part", FactForOwner), says("old-part.shop", FactForShop)},
	MomentLoan:    {says("loan", FactNotLent), says("loan-out", FactLent)},
	MomentSendOut: {says("send-out", FactToPeer), says("send-out.factory", FactToFactory)},

	MomentIdentity: {says("gate.identity", FactSlip)},
	MomentNoCopy:   {says("nocopy.ask")}, MomentNoCopySelf: {says("nocopy.self")}, MomentNoCopyKnown: {says("nocopy.registered")},
	MomentNoCopyOther: {says("nocopy.other")}, MomentCorrect: {says("correct")}, MomentCorrectTell: {says("correct.tell")},
	MomentTag:  {says("gate.tag", FactNotHere), says("gate.tag-here", FactHere)},
	MomentTest: {says("gate.test", FactOther, FactToTest), says("gate.test-self", FactEngineer, FactToTest)},
	MomentReturn: {
		says("gate.things", FactKeptFew), says("gate.count", FactKeptMany), says("gate.no-things", FactKeptNone),
	},
	MomentCondition: {says("gate.condition", FactOldMarks), says("gate.condition-new", FactNewMarks)},
	MomentLoaner:    {says("gate.loaner", FactLent)},
	MomentPayment:   {says("gate.payment", FactDue), says("gate.pay-told", FactToldFee), says("gate.pay-none", FactNoFee)},
	MomentPickupSign: {
		says("gate.sign"), says("pickup.rate"), says("pickup.call", FactUntested),
	},
	MomentPickedUp: {says("pickup.untested", FactUntested), says("pickup.done")},

	MomentScanIdle: {says("scan.idle")}, MomentScanMoved: {says("scan.moved")}, MomentScanShelf: {says("scan.shelf")},
	MomentScanMachine: {says("scan.machine")}, MomentScanReason: {says("scan.reason")}, MomentScanRefused: {says("scan.refused")},
	MomentScanUnknown: {says("scan.unknown")}, MomentTestSheet: {says("test.then")},
}

// ForStaff reports whether a script is a hint to who works at the counter, and
// nothing that is said to a customer.
func ForStaff(key string) bool { return slices.Contains(hints, key) }

var hints = []string{
	"home-nobody", "order.missing", "work", "old-part.shop", "scan.idle", "scan.moved", "scan.shelf", "scan.machine", "scan.reason",
	"scan.refused", "scan.unknown", "test.then",
}

// waits are the scripts that no page says yet, by what is going to say them. The
// file tells the owner the same.
var waits = map[string][]string{
	"sending quotes": {"quote.sent"},
	"visits":         {"visit.before", "visit.way", "visit.late", "visit.arrive", "visit.done"},
	"complaints":     {"complaint.listen", "complaint.sorry", "complaint.next", "complaint.back"},
	"mail-in":        {"mail.missing", "mail.close", "mail.here", "mail.delay", "mail.back"},
}
