package repair

import (
	"cmp"
	"slices"
	"time"
)

// DeviceKind chooses the outline, the fault chips and the checklists.
type DeviceKind string

// The kinds of machine.
const (
	KindLaptop  DeviceKind = "laptop"
	KindDesktop DeviceKind = "desktop"
	KindPrinter DeviceKind = "printer"
	KindOther   DeviceKind = "other"
)

// Kinds lists the kinds in the order of their tiles.
var Kinds = []DeviceKind{KindLaptop, KindDesktop, KindPrinter, KindOther}

// PC reports whether the kind has figures to compare (CPU, memory, disk).
func (k DeviceKind) PC() bool { return k == KindLaptop || k == KindDesktop }

// Figures are what a PC reports of itself at power-on.
type Figures struct {
	CPU    string `json:"cpu,omitempty" free:"no"`
	Memory string `json:"memory,omitempty" free:"no"`
	Disk   string `json:"disk,omitempty" free:"no"`
}

// Device is a machine. Serial is empty only with NoSerial, the reason why, or an
// IMEI.
type Device struct {
	Kind DeviceKind `json:"kind"`
	// Brand is a key of the list of brands, or a name of its own.
	Brand    string `json:"brand,omitempty" free:"no"`
	Model    string `json:"model,omitempty" free:"no"`
	Serial   string `json:"serial,omitempty" free:"yes"`
	NoSerial string `json:"no_serial,omitempty" free:"yes"`
	// IMEI is the number of its mobile radio, 15 digits; IMEI2 that of the second
	// card.
	IMEI  string `json:"imei,omitempty" free:"yes"`
	IMEI2 string `json:"imei2,omitempty" free:"yes"`
	// Article is the number of the goods, EAN or UPC, or the maker's part number.
	Article string `json:"article,omitempty" free:"no"`
	// Trays is the number of paper trays of a printer.
	Trays   int     `json:"trays,omitempty"`
	Figures Figures `json:"figures,omitzero"`
	// Form is what else is noted of machines of its kind, by the shop's own form.
	Form []FormValue `json:"form,omitempty"`
}

// FormValue is one line of the form of a kind of machine.
type FormValue struct {
	Key   string `json:"key" free:"no"` // of the form: "pages"
	Value string `json:"value" free:"yes"`
}

// FormValue returns what stands under key, or "".
func (d Device) FormValue(key string) string {
	for _, v := range d.Form {
		if v.Key == key {
			return v.Value
		}
	}
	return ""
}

// Number is what the machine is known by: its serial number, else its IMEI; ""
// if neither is known.
func (d Device) Number() string { return cmp.Or(d.Serial, d.IMEI, d.IMEI2) }

// SameNumber reports whether two numbers are one, whatever stands between their
// characters and however they are written; two that are empty are none.
func SameNumber(a, b string) bool {
	return a != "" && bare(upper(a)) == bare(upper(b))
}

// SameNumber reports whether two descriptions are of one machine by their serial
// numbers or by an IMEI.
func (d Device) SameNumber(e Device) bool {
	if d.Serial != "" && e.Serial != "" {
		return SameNumber(d.Serial, e.Serial)
	}
	return d.HasIMEI(e.IMEI) || d.HasIMEI(e.IMEI2)
}

// HasIMEI reports whether n is one of the machine's.
func (d Device) HasIMEI(n string) bool { return n != "" && (n == d.IMEI || n == d.IMEI2) }

// Same reports whether two descriptions are of one machine: by serial number or
// IMEI, or where there is none, by kind and name.
func (d Device) Same(e Device) bool {
	if d.Number() != "" || e.Number() != "" {
		return d.SameNumber(e)
	}
	return d.Kind == e.Kind && d.Name() == e.Name()
}

// Name is brand and model for people.
func (d Device) Name() string {
	switch {
	case d.Brand == "":
		return d.Model
	case d.Model == "":
		return d.Brand
	}
	return d.Brand + " " + d.Model
}

// Often is whether a fault is always there.
type Often string

// How often a fault shows.
const (
	OftenAlways    Often = "always"
	OftenSometimes Often = "sometimes"
)

// Warranty is what the customer says about the maker's warranty.
type Warranty string

// The answers.
const (
	WarrantyUnknown Warranty = "unknown"
	WarrantyYes     Warranty = "yes"
	WarrantyNo      Warranty = "no"
)

// Fault is what the customer says is wrong.
type Symptom struct {
	// Chips are keys of the fault list, or words of the shop's own.
	Chips []string `json:"chips,omitempty" free:"list"`
	Words string   `json:"words,omitempty" free:"yes"`
	Often Often    `json:"often,omitempty"`
	// BoughtIn is the month of purchase, "2025-03", or "".
	BoughtIn string   `json:"bought_in,omitempty" free:"no"`
	Warranty Warranty `json:"warranty,omitempty"`
	// Proof is what shows the warranty, "" if nothing was asked (F05).
	Proof Proof `json:"proof,omitempty"`
}

// Proof is what proves the maker's warranty.
type Proof string

// The proofs.
const (
	ProofInvoice Proof = "invoice"
	ProofCard    Proof = "card"   // warranty card
	ProofOnline  Proof = "online" // the maker's own record
	ProofNone    Proof = "none"   // the customer has nothing to show
)

// Proofs lists them in the order of their buttons.
var Proofs = []Proof{ProofInvoice, ProofCard, ProofOnline, ProofNone}

// Seen is what the engineer found of the fault at check-in.
type Seen string

// What the engineer can find.
const (
	SeenSame    Seen = "same"     // reproduced as the customer says
	SeenNot     Seen = "not-seen" // could not be reproduced
	SeenDiffers Seen = "differs"  // another fault
)

// Inspection is the engineer's look at the machine in front of the customer.
type Inspection struct {
	By   StaffID `json:"by"`
	Seen Seen    `json:"seen"`
	Note string  `json:"note,omitempty" free:"yes"`
	// Cause is what the engineer holds for the cause, FixNow says that it can be
	// repaired while the customer waits, Parts what it takes (W05, F11).
	Cause  Cause    `json:"cause,omitempty"`
	FixNow bool     `json:"fix_now,omitempty"`
	Parts  []string `json:"parts,omitempty" free:"list"`
}

// Cause is whose the fault is.
type Cause string

// The causes.
const (
	CauseQuality Cause = "quality"
	CauseUse     Cause = "use"
	CauseUnknown Cause = "unknown"
)

// Causes lists them in the order of their buttons.
var Causes = []Cause{CauseQuality, CauseUse, CauseUnknown}

// MarkKind is what is wrong with the outside of a machine.
type MarkKind string

// The kinds of mark.
const (
	MarkScratch MarkKind = "scratch"
	MarkDent    MarkKind = "dent"
	MarkCrack   MarkKind = "crack"
	MarkMissing MarkKind = "missing"
	MarkStain   MarkKind = "stain"
)

// MarkKinds lists the kinds in the order of their buttons.
var MarkKinds = []MarkKind{MarkScratch, MarkDent, MarkCrack, MarkMissing, MarkStain}

// ConditionMark is one mark on the outline drawing; X and Y run from 0 to 1
// over view View of the drawing of the machine's kind.
type ConditionMark struct {
	Kind MarkKind `json:"kind"`
	View int      `json:"view"`
	X    float64  `json:"x"`
	Y    float64  `json:"y"`
	Note string   `json:"note,omitempty" free:"yes"`
}

// Accessory is one thing that stays with the machine and has a label of its
// own.
type Accessory struct {
	// Name is a key of the accessory list, or words of the shop's own.
	Name string `json:"name" free:"list"`
}

// OldParts is what becomes of replaced parts.
type OldParts string

// The choices.
const (
	OldPartsCustomer OldParts = "customer"
	OldPartsShop     OldParts = "shop"
)

// PaidBy is how a customer paid.
type PaidBy string

// The ways to pay.
const (
	PaidByCash   PaidBy = "cash"
	PaidByWeChat PaidBy = "wechat"
	PaidByAlipay PaidBy = "alipay"
	PaidByCard   PaidBy = "card"
)

// PaysBy lists the ways in the order of their buttons.
var PaysBy = []PaidBy{PaidByCash, PaidByWeChat, PaidByAlipay, PaidByCard}

// PartsReason is why a machine waits on shelf 等待备件.
type PartsReason string

// The reasons.
const (
	ReasonParts PartsReason = "parts" // 缺备件
	ReasonQuote PartsReason = "quote" // 报价确认
)

// Signature says that a sheet was signed; strokes and text are in the store
// under the digest.
type Signature struct {
	Digest string    `json:"digest" free:"no"`
	At     time.Time `json:"at"`
}

// Move is the last move of a machine, with what it changed, so that it can be
// undone.
type Move struct {
	From, To             Place
	FromStage            Stage
	FromReason           PartsReason
	FromPart             string
	FromReserved         Place
	FromOKAt             time.Time
	FromOKBy             StaffID
	FromTest             []TestResult
	FromHolder           StaffID
	StageSince, PlaceSin time.Time
	At                   time.Time
	By                   StaffID
}

// Order is one machine in repair, as its events made it.
type Order struct {
	ID OrderID
	// Version counts the events; Head is the hash of the last one.
	Version int
	Head    string

	Batch      OrderID // the first order of the visit
	Customer   CustomerID
	Device     Device
	Symptom    Symptom `json:"Fault"`
	Inspection *Inspection

	Marks       []ConditionMark
	Accessories []Accessory
	OldParts    OldParts
	PromisedOn  Date
	EstimateFen int64 `json:"RoughFen"` // what the customer was told it may cost, 0 = not told
	OnTheSpot   bool  // repaired while the customer waits (W13)
	Passcode    bool  // the store has the passcode of the machine
	Lines       []TestLine

	Signature         *Signature
	NoSignatureReason string
	TakenInBy         StaffID
	ReceivedAt        time.Time

	Stage      Stage
	StageSince time.Time
	Place      Place
	PlaceSince time.Time
	Reserved   Place // slot promised on the tag
	Reason     PartsReason
	Part       string // what is waited for
	LastMove   *Move
	Holder     StaffID // who has it on the bench, "" if nobody
	OKAt       time.Time
	OKBy       StaffID

	Test       []TestResult // before 维修完毕
	PickupTest []TestResult

	Quotes      []Quote  // the last one counts
	Works       []string `json:",omitempty"` // done, entries of the list of works
	Work        string   // done, in other words
	Parts       []string // put in
	Unrepaired  []string `json:"Left"` // found and not repaired (F20)
	OldPartBags []OldPart
	Loan        *Loan
	SendOut     *Consignment `json:"Trip"` // the last one

	PaidFen int64
	PaidBy  PaidBy

	PickedUpAt      time.Time
	PickupSignature *Signature
	Returned        []int // accessories handed back, from 1
	HandedOverBy    StaffID
	FollowUpOn      Date // a call is due
	Rating          int

	VoidReason string

	// LastSeen is the last look at the machine in a stock-take.
	LastSeen Sighting
	// MissingSince is when it was reported missing; zero once it was seen again.
	MissingSince time.Time
	MissingBy    StaffID
	SeenBefore   *SeenBefore

	// OtherPlace is where another counter says that the machine is, which knew
	// nothing of Place (两处不一致); nil if all agree.
	OtherPlace *Place `json:",omitempty"`
	// Partial says why the order can be shown and not changed, "" if it can be.
	Partial Partial `json:",omitempty"`
}

// Partial is why an order is not all there.
type Partial string

// The reasons.
const (
	PartialNewer   Partial = "newer"   // a newer program wrote of it what this one cannot read
	PartialMissing Partial = "missing" // its beginning, at another counter, has not come yet
)

// Unfixed is what was found and not repaired: noted as such, or a part in the last
// quote if the customer did not agree (F20). What the work would have cost is no
// finding.
func (o Order) Unfixed() []string {
	list := slices.DeleteFunc(slices.Clone(o.Unrepaired), func(name string) bool { return QuoteLine{Name: name}.Service() })
	if q := o.Refused(); q != nil {
		for _, l := range q.Lines {
			if !l.Service() && !slices.Contains(list, l.Name) {
				list = append(list, l.Name)
			}
		}
	}
	return list
}

// WarrantyUntil is the last day of the warranty on the repair itself, as the
// quote that was agreed gave it; "" without one.
func (o Order) WarrantyUntil(loc *time.Location) Date {
	months := 0
	for _, q := range o.Quotes {
		if q.Answer != nil && q.Answer.Agreed {
			months = max(months, q.WarrantyMonths)
		}
	}
	if months == 0 || o.PickedUpAt.IsZero() {
		return ""
	}
	return DateOf(o.PickedUpAt.In(loc).AddDate(0, months, 0))
}

// heldFrom reports whether somebody else than by has the machine in hand: on
// the bench, or before the customer's eyes (R02, R10).
func (o Order) heldFrom(by StaffID) bool { return o.Holder != "" && o.Holder != by }

// InShop reports whether the machine is in the shop's hands.
func (o Order) InShop() bool { return !o.Stage.Over() && o.Stage != StageDraft }

// Waiting reports whether the customer waits at the counter for a machine that
// is repaired on the spot.
func (o Order) Waiting() bool {
	return o.OnTheSpot && o.Place.Kind == PlaceCounter && !o.Stage.Over()
}

// ReadyForPickup reports whether the machine stands where it is handed over
// from.
func (o Order) ReadyForPickup() bool {
	return o.Place.Kind == ShelfAwaitingPickup || o.Place.Kind == ShelfDone || o.Stage == StageReturnUnrepaired || o.Waiting()
}
