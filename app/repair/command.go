package repair

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Command is what a person wants to do to one order. The store decides it on
// the order as it is.
//
//sumtype:decl
type Command interface{ command() }

// AssignNumber gives a machine its order number, as soon as it is described
// (C8). The store fills in the number.
type AssignNumber struct {
	Kind DeviceKind
	// Batch is the first order of the same visit, or "".
	Batch OrderID
}

// CheckIn takes a described machine in. Customer.ID may be empty: the store
// gives a new person one before it decides.
type CheckIn struct {
	Customer         Customer
	Device           Device
	Symptom          Symptom
	Inspection       *Inspection
	Marks            []ConditionMark
	ConditionChecked bool
	Accessories      []Accessory
	OldParts         OldParts
	PromisedOn       Date
	// RoughFen is what the customer was told it may cost; 0 is nothing.
	EstimateFen int64
	// OnTheSpot is a machine that an engineer repairs while the customer waits:
	// it goes on no shelf (W13).
	OnTheSpot bool
	// Passcode opens the machine. The store keeps it apart and forgets it when
	// the order is over; no event has it.
	Passcode string
	// Begun is when somebody began to take the machine in.
	Begun time.Time
	// Lines are the test sheet that the shop has for such a machine; without
	// any it is the Checklist.
	Lines []TestLine
	// Reserved is the slot to print on the tag; the store fills it in.
	Reserved Place
	// Signed is the sheet that the customer signed, or nil with
	// NoSignatureReason.
	Signed            *SignedDocument
	NoSignatureReason string
}

// VoidOrder gives an order up before it is taken in; its number is never used
// again.
type VoidOrder struct{ Reason string }

// MoveMachine puts a machine somewhere. The store settles the slot first.
type MoveMachine struct {
	To Place
	// Reason and Part say why it goes to 等待备件 (P03).
	Reason   PartsReason
	Part     string
	Override *Approval
	// Typed says that the machine was chosen on the screen and not scanned.
	Typed bool
	// HolderAway says that who has the machine on the bench is not at work: their
	// jobs are there for others. The store fills it in.
	HolderAway bool
}

// UndoMove takes the last move back within UndoWindow.
type UndoMove struct{}

// RecordTest fills in lines of the test sheet, or with Pickup of the pickup
// test.
type RecordTest struct {
	Pickup  bool
	Results []TestResult // By and At are filled in by Decide
}

// ReturnUnrepaired ends the repair without one: the customer does not agree,
// or it cannot be done (S08). The machine may then go to 等待取机 untested.
type ReturnUnrepaired struct{ Reason string }

// CollectorKind is who collects a machine without the customer copy.
type CollectorKind string

// The kinds of collector. They are stored, so their names never change.
const (
	CollectorSelf       CollectorKind = "self"       // the customer
	CollectorRegistered CollectorKind = "registered" // somebody whom the customer named as one who may collect
	CollectorOther      CollectorKind = "other"
)

// CollectorKinds lists the kinds in the order of their buttons.
var CollectorKinds = []CollectorKind{CollectorSelf, CollectorRegistered, CollectorOther}

// Identity is how the collector was verified (P24).
type Identity struct {
	// CopyScanned says that the customer copy of this order was scanned and
	// its secret part was right.
	CopyScanned bool `json:"copy_scanned,omitempty"`
	// Stayed says that the customer has been there since check-in.
	Stayed bool `json:"stayed,omitempty"`
	// Without the copy: who it is, how known, and who let it pass. The customer and
	// who is registered may be known by the end of a phone number, and need nobody.
	As        CollectorKind `json:"as,omitempty"`
	Collector CustomerID    `json:"collector,omitempty"`
	Relation  string        `json:"relation,omitempty" free:"list"`
	Reason    string        `json:"reason,omitempty" free:"list"`
	Approved  *Approval     `json:"approved,omitempty"`
}

// PickUp hands the machine over. Every gate carries its evidence, or a reason
// where the rules allow one.
type PickUp struct {
	Identity Identity
	// Collector is the person behind Identity.Collector when it is not the
	// customer; the store gives a new person an id before it decides.
	Collector Customer
	// PhoneEnd are the last digits of a phone number, as the collector says them;
	// Phones are those that it may be of. The store fills them in.
	PhoneEnd string
	Phones   []string
	// TagScanned is the order whose device tag was scanned at the hand-over.
	TagScanned OrderID
	// Untested is the reason why the machine was not tested on the spot;
	// CallOn is then the day of the call (F17).
	Untested string
	CallOn   Date
	// Returned are the indices, from 1, of the accessories handed back.
	Returned []int
	Missing  *Approval
	// ConditionSame says that no new mark is there; NewMarks are new ones, each
	// with a note.
	ConditionSame bool
	NewMarks      []ConditionMark
	// LoanerOut lets the customer keep the lent machine for now.
	LoanerOut *Approval
	// PaidFen is what was paid; 0 with PaidBy "" is nothing.
	PaidFen  int64
	PaidBy   PaidBy
	Rating   int // 1 to 5, 0 = not asked
	Signed   *SignedDocument
	Unsigned *Approval
}

// ShowPasscode shows the machine's passcode to who holds it; that it was looked
// at is kept.
type ShowPasscode struct{}

// FollowUpDone closes the call that was due.
type FollowUpDone struct{ Result string }

func (AssignNumber) command()     {}
func (CheckIn) command()          {}
func (VoidOrder) command()        {}
func (MoveMachine) command()      {}
func (UndoMove) command()         {}
func (RecordTest) command()       {}
func (ReturnUnrepaired) command() {}
func (PickUp) command()           {}
func (FollowUpDone) command()     {}
func (ShowPasscode) command()     {}

// InkUnit is the number of units of InkPoint on the pad's width.
const InkUnit = 10000

// InkPoint is one point of a pen stroke: X and Y in units of 1/InkUnit of the
// pad's width, T in milliseconds since the first touch.
type InkPoint struct {
	X, Y, T int32
}

// Stroke is one pen stroke.
type Stroke []InkPoint

// SignedDocument is what the customer signed: the exact text that stood on the
// screen, and the strokes.
type SignedDocument struct {
	// Text is made by document.Signed of the page that was signed, just before the
	// store is asked.
	Text    string
	Strokes []Stroke
	// Salt keeps the text from being guessed from its digest: 16 random bytes.
	// The store makes them, unless the sheet has some.
	Salt []byte
}

// WithSigned returns c with what f makes of the document that it was signed on,
// or c if it was signed on none. The caller's command stays as it was.
func WithSigned(c Command, f func(SignedDocument) SignedDocument) Command {
	signed := func(s *SignedDocument) *SignedDocument {
		if s == nil {
			return nil
		}
		d := f(*s)
		return &d
	}
	switch c := c.(type) {
	case CheckIn:
		c.Signed = signed(c.Signed)
		return c
	case AnswerQuote:
		c.Signed = signed(c.Signed)
		return c
	case PickUp:
		c.Signed = signed(c.Signed)
		return c
	case CorrectOrder:
		c.Signed = signed(c.Signed)
		return c
	default: // no customer signs it
		return c
	}
}

// Digest binds the strokes to the text and to the order as it was: SHA-256
// over the order's head hash, the salt, the text and the strokes, in hex.
func (s SignedDocument) Digest(head string) string {
	b, err := json.Marshal(struct {
		Head    string
		Salt    []byte
		Text    string
		Strokes []Stroke
	}{head, s.Salt, s.Text, s.Strokes})
	if err != nil {
		panic(err) // plain values only
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Empty reports whether nothing was written: no stroke longer than a dot.
func (s *SignedDocument) Empty() bool {
	if s == nil {
		return true
	}
	for _, st := range s.Strokes {
		for _, p := range st {
			if dx, dy := p.X-st[0].X, p.Y-st[0].Y; dx*dx+dy*dy > InkUnit/50*InkUnit/50 {
				return false
			}
		}
	}
	return true
}
