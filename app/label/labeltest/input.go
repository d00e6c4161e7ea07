// Package labeltest has one input with the fields of all documents, as scripts
// may write it: tests change it and see what each document makes of it.
package labeltest

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"

	"countertop/app/i18n"
	"countertop/app/label"
)

// Input has every field that a document may have, by its stable name in JSON.
type Input struct {
	Number      string          `json:"number,omitempty"`
	Customer    string          `json:"customer,omitempty"`
	CustomerInk [][]label.Point `json:"customer_ink,omitempty"`
	Company     string          `json:"company,omitempty"`
	Phone       string          `json:"phone,omitempty"`
	Kind        string          `json:"kind,omitempty"`
	Brand       string          `json:"brand,omitempty"`
	Model       string          `json:"model,omitempty"`
	Serial      string          `json:"serial,omitempty"`
	IMEI        string          `json:"imei,omitempty"`
	IMEI2       string          `json:"imei2,omitempty"`
	Symptom     string          `json:"fault,omitempty"`
	Shelf       string          `json:"shelf,omitempty"`
	Slot        string          `json:"slot,omitempty"`
	Reason      string          `json:"reason,omitempty"`
	Accessories label.Names     `json:"accessories,omitempty"`
	ReceivedAt  label.Date      `json:"received_at,omitzero"`
	PromisedOn  label.Date      `json:"promised_on,omitzero"`
	Shop        label.Shop      `json:"shop,omitzero"`

	State     label.TagState `json:"state,omitempty"`
	DueOn     label.Date     `json:"due_on,omitzero"`
	OKAt      label.Date     `json:"ok_at,omitzero"`
	Reprint   bool           `json:"reprint,omitempty"`
	ReprintNo int            `json:"reprint_no,omitempty"`
	OnTheSpot bool           `json:"on_the_spot,omitempty"`

	AccessoryIndex int    `json:"accessory_index,omitempty"`
	AccessoryCode  string `json:"accessory_code,omitempty"`
	CopyCode       string `json:"copy_code,omitempty"`
	ShelfCode      string `json:"shelf_code,omitempty"`
	SlotCode       string `json:"slot_code,omitempty"`
	ShelfLetter    string `json:"shelf_letter,omitempty"`

	Staff label.Staff `json:"staff,omitzero"`

	TakenInBy string          `json:"taken_in_by,omitempty"`
	Marks     []label.Mark    `json:"marks,omitempty"`
	Signature [][]label.Point `json:"signature,omitempty"`
	Digest    string          `json:"digest,omitempty"`
	SignedAt  label.Date      `json:"signed_at,omitzero"`

	Parts      []string   `json:"parts,omitempty"`
	RepairedOn label.Date `json:"repaired_on,omitzero"`
	WarrantyTo label.Date `json:"warranty_to,omitzero"`
	Engineer   string     `json:"engineer,omitempty"`

	PickedUpAt       label.Date  `json:"picked_up_at,omitzero"`
	HandledBy        string      `json:"handled_by,omitempty"`
	Work             string      `json:"work,omitempty"`
	OldParts         string      `json:"old_parts,omitempty"`
	Untested         bool        `json:"untested,omitempty"`
	TestedBy         string      `json:"tested_by,omitempty"`
	CallOn           label.Date  `json:"call_on,omitzero"`
	ConditionChanged bool        `json:"condition_changed,omitempty"`
	PaidFen          int64       `json:"paid_fen,omitempty"`
	PaidBy           string      `json:"paid_by,omitempty"`
	Rating           int         `json:"rating,omitempty"`
	CollectedBy      string      `json:"collected_by,omitempty"`
	Unrepaired       bool        `json:"unrepaired,omitempty"`
	NotReturned      label.Names `json:"not_returned,omitempty"`
	NewMarks         string      `json:"new_marks,omitempty"`
	FollowUpOn       label.Date  `json:"follow_up_on,omitzero"`

	IntakeFields
	QuoteFields
	PartFields
	SendOutFields
	DayFields
	SheetFields
	StockFields
}

// IntakeFields are of what the copies of the service record tell.
type IntakeFields struct {
	Collectors  []label.Collector `json:"collectors,omitempty"`
	Words       string            `json:"words,omitempty"`
	EstimateFen *int64            `json:"rough_fen,omitempty"`
	Warranty    string            `json:"warranty,omitempty"`
	Proof       string            `json:"proof,omitempty"`
	BoughtIn    string            `json:"bought_in,omitempty"`
	Inspection  label.Inspection  `json:"inspection,omitzero"`
	Form        []label.FormLine  `json:"form,omitempty"`
	Visit       []string          `json:"visit,omitempty"`
}

// QuoteFields are of a quotation, and what was agreed to at check-in.
type QuoteFields struct {
	QuoteNo    int               `json:"quote_no,omitempty"`
	QuotedAt   label.Date        `json:"quoted_at,omitzero"`
	QuotedBy   string            `json:"quoted_by,omitempty"`
	Cause      string            `json:"cause,omitempty"`
	Lines      []label.QuoteLine `json:"lines,omitempty"`
	Cycle      string            `json:"cycle,omitempty"`
	ValidTo    label.Date        `json:"valid_to,omitzero"`
	WarrantyIn string            `json:"warranty_in,omitempty"`
	Consents   label.Names       `json:"consents,omitempty"`
}

// PartFields are of an old part in its bag.
type PartFields struct {
	OldPart      string `json:"old_part,omitempty"`
	OldPartIndex int    `json:"old_part_index,omitempty"`
	OldPartCount int    `json:"old_part_count,omitempty"`
	OldPartCode  string `json:"old_part_code,omitempty"`
	OldPartTo    string `json:"old_part_to,omitempty"`
}

// SendOutFields are of a machine that is sent out, or one that is lent.
type SendOutFields struct {
	SentTo   string      `json:"sent_to,omitempty"`
	SentBy   string      `json:"sent_by,omitempty"`
	SentAt   label.Date  `json:"sent_at,omitzero"`
	Carrier  string      `json:"carrier,omitempty"`
	Tracking string      `json:"tracking,omitempty"`
	Ask      string      `json:"ask,omitempty"`
	BackOn   label.Date  `json:"back_on,omitzero"`
	SentWith label.Names `json:"sent_with,omitempty"`

	Loaner       string      `json:"loaner,omitempty"`
	LoanerSerial string      `json:"loaner_serial,omitempty"`
	LoanerCode   string      `json:"loaner_code,omitempty"`
	LoanerWith   label.Names `json:"loaner_with,omitempty"`
}

// DayFields are of the close of a day, a folder, a test page or a recovery code.
type DayFields struct {
	Day      label.Date        `json:"day,omitzero"`
	Station  string            `json:"station,omitempty"`
	ClosedBy string            `json:"closed_by,omitempty"`
	Counts   []label.Count     `json:"counts,omitempty"`
	Money    []label.Money     `json:"money,omitempty"`
	Open     []label.OpenOrder `json:"open,omitempty"`
	Folder   string            `json:"folder,omitempty"`
	Printer  string            `json:"printer,omitempty"`
	Profile  string            `json:"profile,omitempty"`
	Codes    []label.TestCode  `json:"codes,omitempty"`
	Recovery string            `json:"recovery,omitempty"`
	MadeAt   label.Date        `json:"made_at,omitzero"`
}

// SheetFields are of the test sheet of a machine.
type SheetFields struct {
	Blank bool             `json:"blank,omitempty"`
	Sheet []label.TestLine `json:"sheet,omitempty"`
}

// StockFields are of a stock-take.
type StockFields struct {
	Places    []string          `json:"places,omitempty"`
	CountedBy string            `json:"counted_by,omitempty"`
	Begun     label.Date        `json:"begun,omitzero"`
	Ended     label.Date        `json:"ended,omitzero"`
	Stock     []label.StockLine `json:"stock,omitempty"`
	StockMore int               `json:"stock_more,omitempty"`
}

// Of is the input that holds all fields of documents, through their JSON; what
// several have is that of the last.
func Of(documents ...label.Document) (in Input) {
	for _, d := range documents {
		b, err := json.Marshal(d)
		if err == nil {
			err = json.Unmarshal(b, &in)
		}
		if err != nil {
			panic("labeltest: " + err.Error())
		}
	}
	return in
}

// Example is the input of the example of a kind. Of a document of an order it has
// what the order has besides, so that a document may print too much of it.
func Example(kind string, lang i18n.Lang) Input {
	var all []label.Document
	switch kind {
	case "shelf", "slot", "folder", "staff-badge", "test-page", "recovery":
	default:
		for _, k := range []string{"pickup-receipt", "repair-record", "accessory", "device-tag", "customer-copy"} {
			all = append(all, label.Example(k, lang))
		}
	}
	return Of(append(all, label.Example(kind, lang))...)
}

// Document is what a kind of document takes of an input, through its JSON; ink
// that no JSON has is put in beside it.
func Document(k label.Kind, in Input) label.Document {
	b, err := json.Marshal(in)
	ink := in.CustomerInk
	var none *json.UnsupportedValueError
	if errors.As(err, &none) {
		in.CustomerInk = nil
		b, err = json.Marshal(in)
	}
	if err != nil {
		panic("labeltest: " + err.Error())
	}
	d, err := k.Read(bytes.NewReader(b))
	if err != nil {
		panic("labeltest: " + err.Error())
	}
	if none != nil {
		v := reflect.New(reflect.TypeOf(d)).Elem()
		v.Set(reflect.ValueOf(d))
		v.FieldByName("CustomerInk").Set(reflect.ValueOf(ink))
		d, _ = v.Interface().(label.Document)
	}
	return d
}
