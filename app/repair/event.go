package repair

import (
	"encoding/json"
	"fmt"
	"time"
)

// Event is one thing that happened to one order. Events hold ids and digests,
// no personal data. They are never changed once stored.
type Event struct {
	Order   OrderID   `json:"order"`
	At      time.Time `json:"at"` // UTC
	By      StaffID   `json:"by"`
	Station string    `json:"station"`
	Body    Body      `json:"-"`
}

// Body is what happened.
//
//sumtype:decl
type Body interface{ kind() string }

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
	NoSignatureReason string          `json:"no_signature_reason,omitempty"`
}

// Voided is an order given up.
type Voided struct {
	Reason string `json:"reason"`
}

// Moved is a machine put somewhere.
type Moved struct {
	From     Place       `json:"from"`
	To       Place       `json:"to"`
	Stage    Stage       `json:"stage"`
	Reason   PartsReason `json:"reason,omitempty"`
	Part     string      `json:"part,omitempty"`
	OK       bool        `json:"ok,omitempty"` // the test sheet is complete, for the first time: OK on the tag
	Override *Approval   `json:"override,omitempty"`
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
	Reason string `json:"reason"`
}

// PickedUp is the hand-over.
type PickedUp struct {
	Identity  Identity        `json:"identity"`
	Untested  string          `json:"untested,omitempty"`
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
	Result string `json:"result"`
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

// Kind is the stored name of what happened.
func (e Event) Kind() string { return e.Body.kind() }

type eventJSON struct {
	V       int             `json:"v"`
	Order   OrderID         `json:"order"`
	At      time.Time       `json:"at"`
	By      StaffID         `json:"by"`
	Station string          `json:"station"`
	Kind    string          `json:"kind"`
	Body    json.RawMessage `json:"body"`
}

// MarshalJSON writes the canonical form that the journal hashes. It is frozen
// per version: golden bytes in the tests keep it so.
func (e Event) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("repair: encode event %s: %w", e.Kind(), err)
	}
	return json.Marshal(eventJSON{1, e.Order, e.At.UTC(), e.By, e.Station, e.Kind(), body})
}

// UnmarshalJSON reads the canonical form of any version.
func (e *Event) UnmarshalJSON(b []byte) error {
	var j eventJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("repair: decode event: %w", err)
	}
	if j.V != 1 {
		return fmt.Errorf("repair: event version %d is newer than this program", j.V)
	}
	var err error
	switch j.Kind {
	case "number-assigned":
		e.Body, err = body[NumberAssigned](j.Body)
	case "checked-in":
		e.Body, err = body[CheckedIn](j.Body)
	case "voided":
		e.Body, err = body[Voided](j.Body)
	case "moved":
		e.Body, err = body[Moved](j.Body)
	case "move-undone":
		e.Body, err = body[MoveUndone](j.Body)
	case "tested":
		e.Body, err = body[Tested](j.Body)
	case "repair-given-up":
		e.Body, err = body[RepairGivenUp](j.Body)
	case "picked-up":
		e.Body, err = body[PickedUp](j.Body)
	case "followed-up":
		e.Body, err = body[FollowedUp](j.Body)
	case "passcode-shown":
		e.Body, err = body[PasscodeShown](j.Body)
	case "quoted":
		e.Body, err = body[Quoted](j.Body)
	case "quote-answered":
		e.Body, err = body[QuoteAnswered](j.Body)
	case "work-recorded":
		e.Body, err = body[WorkRecorded](j.Body)
	case "old-part-kept":
		e.Body, err = body[OldPartKept](j.Body)
	case "loaner-lent":
		e.Body, err = body[LoanerLent](j.Body)
	case "loaner-back":
		e.Body, err = body[LoanerBack](j.Body)
	case "sent-out":
		e.Body, err = body[SentOut](j.Body)
	case "sighted":
		e.Body, err = body[Sighted](j.Body)
	case "reported-missing":
		e.Body, err = body[ReportedMissing](j.Body)
	case "sighting-undone":
		e.Body, err = body[SightingUndone](j.Body)
	default:
		err = fmt.Errorf("repair: unknown event kind %q", j.Kind)
	}
	e.Order, e.At, e.By, e.Station = j.Order, j.At, j.By, j.Station
	return err
}

func body[T Body](raw json.RawMessage) (Body, error) {
	var b T
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, fmt.Errorf("repair: decode event %s: %w", b.kind(), err)
	}
	return b, nil
}
