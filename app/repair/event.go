package repair

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Event is one thing that happened to one subject. Events hold ids, keys of
// lists and digests, no personal data and no free words (see Withhold). They are
// never changed once stored.
type Event struct {
	Subject Subject
	// Stamp sorts the events of all counters; Base are the last events of the
	// subject that the counter had seen, "" for the first of a subject. The store
	// fills in both.
	Stamp Stamp
	Base  Refs
	At    time.Time // UTC
	By    StaffID   // "" is the system itself, or nobody who is known
	// Origin is the journal that it was written to first.
	Origin string
	Body   Body
}

// Body is what happened.
type Body interface{ kind() string }

// orderBody is what happens to an order.
//
//sumtype:decl
type orderBody interface {
	Body
	ofOrder()
}

// Opaque is an event of a kind, or in a form, that a newer program writes. It is
// kept and passed on as it came; its subject cannot be changed until this
// program is newer too.
type Opaque struct {
	Kind string
	Raw  []byte // the canonical form, whole
}

func (o Opaque) kind() string { return o.Kind }

// NumberAssigned begins an order.
type NumberAssigned struct {
	Device DeviceKind `json:"device"`
	Batch  OrderID    `json:"batch"`
}

// CheckedIn is a machine taken in.
type CheckedIn struct {
	Customer          CustomerID      `json:"customer"`
	Device            Device          `json:"device"`
	Symptom           Symptom         `json:"fault"`
	Inspection        *Inspection     `json:"inspection,omitempty"`
	Marks             []ConditionMark `json:"marks,omitempty"`
	Accessories       []Accessory     `json:"accessories,omitempty"`
	OldParts          OldParts        `json:"old_parts"`
	PromisedOn        Date            `json:"promised_on"`
	EstimateFen       int64           `json:"rough_fen,omitempty"`
	OnTheSpot         bool            `json:"on_the_spot,omitempty"`
	Passcode          bool            `json:"passcode,omitempty"` // there is one
	Begun             time.Time       `json:"begun,omitzero"`     // when the check-in was; UTC
	Lines             []TestLine      `json:"lines"`
	Reserved          Place           `json:"reserved"`
	Signature         *Signature      `json:"signature,omitempty"`
	NoSignatureReason string          `json:"no_signature_reason,omitempty" free:"list"`
}

// Voided is an order given up.
type Voided struct {
	Reason string `json:"reason" free:"list"`
}

// Moved is a machine put somewhere.
type Moved struct {
	From     Place       `json:"from"`
	To       Place       `json:"to"`
	Stage    Stage       `json:"stage"`
	Reason   PartsReason `json:"reason,omitempty"`
	Part     string      `json:"part,omitempty" free:"list"`
	OK       bool        `json:"ok,omitempty"` // the test sheet is complete, for the first time: OK on the tag
	Override *Approval   `json:"override,omitempty"`
	// Typed says that somebody said so, and nobody scanned the machine.
	Typed bool `json:"typed,omitempty"`
}

// MoveUndone puts the machine and the paper back where they were.
type MoveUndone struct {
	To     Place       `json:"to"`
	Stage  Stage       `json:"stage"`
	Reason PartsReason `json:"reason,omitempty"`
}

// Tested is lines of a test sheet filled in.
type Tested struct {
	Pickup  bool         `json:"pickup,omitempty"`
	Results []TestResult `json:"results"`
}

// RepairGivenUp is the decision to return the machine unrepaired.
type RepairGivenUp struct {
	Reason string `json:"reason" free:"list"`
}

// PickedUp is the hand-over.
type PickedUp struct {
	Identity  Identity        `json:"identity"`
	Untested  string          `json:"untested,omitempty" free:"list"`
	CallOn    Date            `json:"call_on,omitempty"`
	Returned  []int           `json:"returned,omitempty"`
	Missing   *Approval       `json:"missing,omitempty"`
	NewMarks  []ConditionMark `json:"new_marks,omitempty"`
	LoanerOut *Approval       `json:"loaner_out,omitempty"`
	PaidFen   int64           `json:"paid_fen,omitempty"`
	PaidBy    PaidBy          `json:"paid_by,omitempty"`
	Rating    int             `json:"rating,omitempty"`
	Signature *Signature      `json:"signature,omitempty"`
	Unsigned  *Approval       `json:"unsigned,omitempty"`
}

// PasscodeShown is a look at the machine's passcode.
type PasscodeShown struct{}

// FollowedUp is the call that was due.
type FollowedUp struct {
	Result string `json:"result" free:"list"`
}

func (NumberAssigned) kind() string { return "number-assigned" }
func (CheckedIn) kind() string      { return "checked-in" }
func (Voided) kind() string         { return "voided" }
func (Moved) kind() string          { return "moved" }
func (MoveUndone) kind() string     { return "move-undone" }
func (Tested) kind() string         { return "tested" }
func (RepairGivenUp) kind() string  { return "repair-given-up" }
func (PickedUp) kind() string       { return "picked-up" }
func (FollowedUp) kind() string     { return "followed-up" }
func (PasscodeShown) kind() string  { return "passcode-shown" }

func (NumberAssigned) ofOrder() {}
func (CheckedIn) ofOrder()      {}
func (Voided) ofOrder()         {}
func (Moved) ofOrder()          {}
func (MoveUndone) ofOrder()     {}
func (Tested) ofOrder()         {}
func (RepairGivenUp) ofOrder()  {}
func (PickedUp) ofOrder()       {}
func (FollowedUp) ofOrder()     {}
func (PasscodeShown) ofOrder()  {}

// Kind is the stored name of what happened.
func (e Event) Kind() string { return e.Body.kind() }

// eventVersion is the form that this program writes. Version 1 had no stamp and
// no base, and its words were in the event.
const eventVersion = 2

// envelope is what every version has, in this order. A later one may add to it
// and never changes it, so that a program that is older can sort and pass on what
// it does not understand.
type envelope struct {
	V       int             `json:"v"`
	Subject Subject         `json:"subject"`
	Stamp   Stamp           `json:"stamp"`
	Base    Refs            `json:"base"`
	At      time.Time       `json:"at"`
	By      StaffID         `json:"by"`
	Origin  string          `json:"origin"`
	Kind    string          `json:"kind"`
	Body    json.RawMessage `json:"body"`
	// Order and Station are those of version 1.
	Order   OrderID `json:"order,omitempty"`
	Station string  `json:"station,omitempty"`
}

// MarshalJSON writes the canonical form that the journal hashes. It is frozen
// per version: golden bytes in the tests keep it so.
func (e Event) MarshalJSON() ([]byte, error) {
	if o, ok := e.Body.(Opaque); ok {
		return o.Raw, nil
	}
	body, err := json.Marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("repair: encode event %s: %w", e.Kind(), err)
	}
	return json.Marshal(envelope{
		V: eventVersion, Subject: e.Subject, Stamp: e.Stamp, Base: e.Base, At: e.At.UTC(), By: e.By, Origin: e.Origin,
		Kind: e.Kind(), Body: body,
	})
}

// UnmarshalJSON reads the canonical form of any version. What it cannot know is
// Opaque. An event of version 1 has no Stamp and no Base: its row in the journal
// says them.
func (e *Event) UnmarshalJSON(b []byte) error {
	var j envelope
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("repair: decode event: %w", err)
	}
	if j.V == 1 {
		j.Subject, j.Origin = j.Order.Subject(), j.Station
	}
	if j.V < 1 || j.Kind == "" || j.Subject.Kind() == "" || j.Subject == OrderID("").Subject() {
		return fmt.Errorf("repair: %.40q is no event", b)
	}
	*e = Event{Subject: j.Subject, Stamp: j.Stamp, Base: j.Base, At: j.At, By: j.By, Origin: j.Origin}
	decode := decoders[j.Kind]
	if decode == nil || j.V > eventVersion {
		e.Body = Opaque{j.Kind, bytes.Clone(b)}
		return nil
	}
	var err error
	e.Body, err = decode(j.Body)
	return err
}

// decoders read the bodies of the kinds that this program knows.
var decoders = known(
	body[NumberAssigned], body[CheckedIn], body[Voided], body[Moved], body[MoveUndone], body[Tested], body[RepairGivenUp],
	body[PickedUp], body[FollowedUp], body[PasscodeShown], body[Corrected], body[PickUpUndone],
	body[Quoted], body[QuoteAnswered], body[WorkRecorded], body[OldPartKept], body[LoanerLent], body[LoanerBack], body[SentOut],
	body[Sighted], body[ReportedMissing], body[SightingUndone],
	body[EnquiryAsked], body[EnquiryAnswered], body[EnquiryErased], body[CustomerKept], body[CustomerErased], body[CustomerMerged],
	body[CustomerJoined],
	body[StaffJoined], body[StaffChanged], body[BadgeIssued], body[PINSet], body[PINFailed], body[WentAway], body[CameBack],
	body[StaffEnded], body[SettingChanged],
	body[StockTakeBegun], body[StockPlaceAdded], body[UnknownNoted], body[UnknownDropped], body[StockTakeReported], body[StockTakeEnded],
)

func known(list ...func(json.RawMessage) (Body, error)) map[string]func(json.RawMessage) (Body, error) {
	m := map[string]func(json.RawMessage) (Body, error){}
	for _, decode := range list {
		b, _ := decode(json.RawMessage("{}")) // the zero body of any kind
		m[b.kind()] = decode
	}
	return m
}

func body[T Body](raw json.RawMessage) (Body, error) {
	var b T
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, fmt.Errorf("repair: decode event %s: %w", b.kind(), err)
	}
	return b, nil
}
