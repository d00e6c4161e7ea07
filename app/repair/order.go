package repair

import (
	"time"
)

// CustomerID names a person in the store's person table, the only place with
// personal data: station letter and running number, e.g. "A000012".
type CustomerID string

// Customer is a person or company that brings machines.
type Customer struct {
	ID      CustomerID `json:"id"`
	Name    string     `json:"name"`
	Company string     `json:"company,omitempty"`
	Phones  []string   `json:"phones,omitempty"`
}

// Phone is the first phone number, or "".
func (c Customer) Phone() string {
	if len(c.Phones) == 0 {
		return ""
	}
	return c.Phones[0]
}

// MaskPhone hides the middle of a phone number, for everything that is stuck
// on a machine: 138****1480.
func MaskPhone(p string) string {
	if len(p) < 8 {
		return p
	}
	return p[:3] + "****" + p[len(p)-4:]
}

// MaskName hides a name for the board, which strangers can read: 张*.
func MaskName(name string) string {
	rs := []rune(name)
	for i := 1; i < len(rs); i++ {
		rs[i] = '*'
	}
	if len(rs) > 3 {
		rs = append(rs[:1], '*', '*')
	}
	return string(rs)
}

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
	CPU    string `json:"cpu,omitempty"`
	Memory string `json:"memory,omitempty"`
	Disk   string `json:"disk,omitempty"`
}

// Device is a machine. Serial is empty only with NoSerial, the reason why.
type Device struct {
	Kind DeviceKind `json:"kind"`
	// Brand is a key of the list of brands, or a name of its own.
	Brand    string `json:"brand,omitempty"`
	Model    string `json:"model,omitempty"`
	Serial   string `json:"serial,omitempty"`
	NoSerial string `json:"no_serial,omitempty"`
	// Trays is the number of paper trays of a printer.
	Trays   int     `json:"trays,omitempty"`
	Figures Figures `json:"figures,omitzero"`
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
type Fault struct {
	// Chips are keys of the fault list, or words of the shop's own.
	Chips []string `json:"chips,omitempty"`
	Words string   `json:"words,omitempty"`
	Often Often    `json:"often,omitempty"`
	// BoughtIn is the month of purchase, "2025-03", or "".
	BoughtIn string   `json:"bought_in,omitempty"`
	Warranty Warranty `json:"warranty,omitempty"`
}

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
	Note string  `json:"note,omitempty"`
}

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
	Note string   `json:"note,omitempty"`
}

// Accessory is one thing that stays with the machine and has a label of its
// own.
type Accessory struct {
	// Name is a key of the accessory list, or words of the shop's own.
	Name string `json:"name"`
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
	Digest string    `json:"digest"`
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
	Fault      Fault
	Inspection *Inspection

	Marks       []ConditionMark
	Accessories []Accessory
	OldParts    OldParts
	PromisedOn  Date
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
	OKAt       time.Time
	OKBy       StaffID

	Test       []TestResult // before 维修完毕
	PickupTest []TestResult

	Quotes      []Quote // the last one counts
	Work        string
	Parts       []string // put in
	OldPartBags []OldPart
	Loan        *Loan
	Trip        *Trip // the last one

	PaidFen int64
	PaidBy  PaidBy

	PickedUpAt      time.Time
	PickupSignature *Signature
	Returned        []int // accessories handed back, from 1
	HandedOverBy    StaffID
	FollowUpOn      Date // a call is due
	Rating          int

	VoidReason string
}

// InShop reports whether the machine is in the shop's hands.
func (o Order) InShop() bool { return !o.Stage.Over() && o.Stage != StageDraft }
