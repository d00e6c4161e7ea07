package label

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Input is what documents are filled in from: a JSON object whose field
// names are stable. One object may serve several documents; each takes what
// it needs, and fields of other programs are ignored.
type Input struct {
	Number      string    `json:"number,omitempty"`
	Customer    string    `json:"customer,omitempty"`
	Company     string    `json:"company,omitempty"`
	Phone       string    `json:"phone,omitempty"`
	Kind        string    `json:"kind,omitempty"`
	Brand       string    `json:"brand,omitempty"`
	Model       string    `json:"model,omitempty"`
	Serial      string    `json:"serial,omitempty"`
	Symptom     string    `json:"fault,omitempty"`
	Shelf       string    `json:"shelf,omitempty"`
	Slot        string    `json:"slot,omitempty"`
	Reason      string    `json:"reason,omitempty"`
	Accessories Names     `json:"accessories,omitempty"`
	ReceivedAt  Date      `json:"received_at,omitzero"`
	PromisedOn  Date      `json:"promised_on,omitzero"`
	Shop        ShopInput `json:"shop,omitzero"`

	// State of the device tag: fresh, quote, parts, ok.
	State TagState `json:"state,omitempty"`
	DueOn Date     `json:"due_on,omitzero"`
	OKAt  Date     `json:"ok_at,omitzero"`
	// Reprint marks the print as 补打.
	Reprint bool `json:"reprint,omitempty"`
	// ReprintNo is which reprint it is, from 1: 补打 2.
	ReprintNo int `json:"reprint_no,omitempty"`

	// AccessoryIndex says for which accessory the label is, from 1.
	AccessoryIndex int `json:"accessory_index,omitempty"`

	// The codes; the order's own follows from its number.
	AccessoryCode string `json:"accessory_code,omitempty"`
	CopyCode      string `json:"copy_code,omitempty"`
	ShelfCode     string `json:"shelf_code,omitempty"`
	SlotCode      string `json:"slot_code,omitempty"`
	ShelfLetter   string `json:"shelf_letter,omitempty"`

	Staff StaffInput `json:"staff,omitzero"`

	TakenInBy string      `json:"taken_in_by,omitempty"`
	Marks     []MarkInput `json:"marks,omitempty"`
	// Signature is a list of strokes, each a list of points [x, y].
	Signature [][][2]float64 `json:"signature,omitempty"`
	Digest    string         `json:"digest,omitempty"`
	SignedAt  Date           `json:"signed_at,omitzero"`

	Parts      []string `json:"parts,omitempty"`
	RepairedOn Date     `json:"repaired_on,omitzero"`
	WarrantyTo Date     `json:"warranty_to,omitzero"`
	Engineer   string   `json:"engineer,omitempty"`

	PickedUpAt       Date   `json:"picked_up_at,omitzero"`
	HandledBy        string `json:"handled_by,omitempty"`
	Work             string `json:"work,omitempty"`
	OldParts         string `json:"old_parts,omitempty"`
	Untested         bool   `json:"untested,omitempty"`
	TestedBy         string `json:"tested_by,omitempty"`
	CallOn           Date   `json:"call_on,omitzero"`
	ConditionChanged bool   `json:"condition_changed,omitempty"`
	PaidFen          int64  `json:"paid_fen,omitempty"`
	PaidBy           string `json:"paid_by,omitempty"`
	Rating           int    `json:"rating,omitempty"`
	FollowUpOn       Date   `json:"follow_up_on,omitzero"`

	IntakeInput
	QuoteInput
	PartInput
	SendOutInput
	DayInput
	SheetInput
	StockInput
}

// StaffInput is the person of a badge.
type StaffInput struct {
	Number string `json:"number,omitempty"`
	Name   string `json:"name,omitempty"`
	Role   string `json:"role,omitempty"`
	Code   string `json:"code,omitempty"`
}

// MarkInput is a mark on view View of the outline.
type MarkInput struct {
	View int     `json:"view"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Text string  `json:"text"`
}

// ParseInput reads one JSON object. The error names the field that is wrong.
func ParseInput(r io.Reader) (Input, error) {
	var in Input
	d := json.NewDecoder(r)
	if err := d.Decode(&in); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return in, fmt.Errorf("label: field %q cannot be a %s", wrong.Field, wrong.Value)
		}
		return in, fmt.Errorf("label: input: %w", err)
	}
	if d.More() {
		return in, errors.New("label: input: more than one JSON object")
	}
	return in, nil
}

// Names is a list of names; in JSON each is a string or an object with a
// name.
type Names []string

// UnmarshalJSON reads the list.
func (n *Names) UnmarshalJSON(b []byte) error {
	var items []json.RawMessage
	if err := json.Unmarshal(b, &items); err != nil {
		return fmt.Errorf("accessories are a list of names: %w", err)
	}
	*n = nil
	for _, item := range items {
		var name string
		if json.Unmarshal(item, &name) != nil {
			var o struct {
				Name string `json:"name"`
			}
			if err := json.Unmarshal(item, &o); err != nil || o.Name == "" {
				return fmt.Errorf("an accessory is a name, not %s", item)
			}
			name = o.Name
		}
		*n = append(*n, name)
	}
	return nil
}

// ShopInput is a Shop; in JSON it may be its name alone.
type ShopInput Shop

// UnmarshalJSON reads the shop.
func (s *ShopInput) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &s.Name) == nil {
		return nil
	}
	return json.Unmarshal(b, (*Shop)(s))
}

// Date is a day or a time of day; in JSON 2026-11-21, 2026-11-21 14:05 or as
// in RFC 3339. It is printed as it is written, in whatever zone.
type Date struct{ time.Time }

var dateLayouts = []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.DateOnly}

// UnmarshalJSON reads the date.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a date is a text like 2026-11-21 14:05, not %s", b)
	}
	if s == "" {
		*d = Date{}
		return nil
	}
	for _, l := range dateLayouts {
		if t, err := time.Parse(l, s); err == nil {
			*d = Date{t}
			return nil
		}
	}
	return fmt.Errorf("%q is not a date like 2026-11-21 14:05", s)
}

// MarshalJSON writes a day without its midnight.
func (d Date) MarshalJSON() ([]byte, error) {
	if h, m, s := d.Clock(); h == 0 && m == 0 && s == 0 {
		return json.Marshal(d.Format(time.DateOnly))
	}
	return json.Marshal(d.Format("2006-01-02 15:04"))
}
