package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field names a text field. Keys go to the field in focus.
type Field string

// The fields.
const (
	FieldPhone    Field = "phone"
	FieldName     Field = "name"
	FieldCompany  Field = "company"
	FieldBrand    Field = "brand"
	FieldModel    Field = "model"
	FieldSerial   Field = "serial"
	FieldWords    Field = "words"
	FieldBought   Field = "bought"
	FieldFinding  Field = "finding"
	FieldCPU      Field = "cpu"
	FieldMemory   Field = "memory"
	FieldDisk     Field = "disk"
	FieldThing    Field = "thing" // an accessory that is not in the list
	FieldPIN      Field = "pin"
	FieldFind     Field = "find"
	FieldPart     Field = "part"
	FieldReason   Field = "reason"
	FieldWho      Field = "who"
	FieldRelation Field = "relation"
	FieldMarkNote Field = "mark-note"

	// Of the service pages and of the payment at pickup.
	FieldCause      Field = "cause"
	FieldLine       Field = "line"  // name of a line of a quote
	FieldPrice      Field = "price" // of one, in yuan
	FieldWork       Field = "work"
	FieldNewPart    Field = "new-part"
	FieldOldPart    Field = "old-part"
	FieldLoaner     Field = "loaner" // five characters of its code
	FieldLoanName   Field = "loan-name"
	FieldLoanSerial Field = "loan-serial"
	FieldTrip       Field = "trip" // company
	FieldAsk        Field = "ask"
	FieldCarrier    Field = "carrier"
	FieldTracking   Field = "tracking"
	FieldPaid       Field = "paid" // in yuan

	FieldPrinterName Field = "printer-name"
)

// Layer is what the on-screen keyboard shows.
type Layer string

// The layers.
const (
	LayerDigits  Layer = "digits"
	LayerLetters Layer = "letters"
	LayerCaps    Layer = "caps"
	LayerSymbols Layer = "symbols"
)

// limits is the longest text of each field, in runes; others take 60.
var limits = map[Field]int{FieldPhone: 15, FieldPIN: 8, FieldBought: 6, FieldSerial: 40, FieldFind: 40, FieldWords: 200, FieldLoaner: 5, FieldCause: 80, FieldWork: 120, FieldLine: 30, FieldPrinterName: 20}

// digitFields take digits only and open on the digit layer.
var digitFields = map[Field]bool{FieldPhone: true, FieldPIN: true, FieldBought: true}

// at returns the text behind a field of the state; nil if the field is not
// there now.
func (s *State) at(f Field) *string {
	c := &s.CheckIn
	switch f {
	case FieldPhone:
		return &c.Phone
	case FieldName:
		return &c.Customer.Name
	case FieldCompany:
		return &c.Customer.Company
	case FieldBrand:
		return &c.Device.Brand
	case FieldModel:
		return &c.Device.Model
	case FieldSerial:
		return &c.Device.Serial
	case FieldWords:
		return &c.Fault.Words
	case FieldBought:
		return &c.Bought
	case FieldFinding:
		return &c.Finding
	case FieldCPU:
		return &c.Device.Figures.CPU
	case FieldMemory:
		return &c.Device.Figures.Memory
	case FieldDisk:
		return &c.Device.Figures.Disk
	case FieldThing:
		return &c.Thing
	case FieldPIN:
		if s.Dialog != nil {
			return &s.Dialog.PIN
		}
		return &s.SignIn.PIN
	case FieldFind:
		return &s.Find.Text
	case FieldPart:
		return &s.Scan.Part
	case FieldReason, FieldWho, FieldRelation:
		if s.Dialog == nil {
			return nil
		}
		switch f {
		case FieldWho:
			return &s.Dialog.Who
		case FieldRelation:
			return &s.Dialog.Relation
		}
		return &s.Dialog.Reason
	case FieldMarkNote:
		return &s.Pickup.MarkNote
	case FieldPaid:
		return &s.Pickup.Paid
	case FieldPrinterName:
		return &s.Setup.Name
	}
	return s.Service.at(f)
}

// at returns the text behind a field of the service pages.
func (v *Service) at(f Field) *string {
	switch f {
	case FieldCause:
		return &v.Quote.Cause
	case FieldLine:
		return &v.Quote.Hand.Name
	case FieldPrice:
		return &v.Quote.Price
	case FieldWork:
		return &v.Work
	case FieldNewPart:
		return &v.NewPart
	case FieldOldPart:
		return &v.OldPart
	case FieldLoaner:
		return &v.Loan.Loaner
	case FieldLoanName:
		return &v.Loan.Name
	case FieldLoanSerial:
		return &v.Loan.Serial
	case FieldTrip:
		return &v.Trip.Company
	case FieldAsk:
		return &v.Trip.Ask
	case FieldCarrier:
		return &v.Trip.Carrier
	case FieldTracking:
		return &v.Trip.Tracking
	}
	return nil
}

// Text is what stands in a field.
func (s State) Text(f Field) string {
	if p := s.at(f); p != nil {
		return *p
	}
	return ""
}

// Focused puts the keys onto a field.
type Focused struct{ Field Field }

// Unfocused takes the keyboard away.
type Unfocused struct{}

// LayerChosen turns the on-screen keyboard to another layer.
type LayerChosen struct{ Layer Layer }

// Erased is the backspace of the on-screen keyboard; Cleared empties the
// field.
type Erased struct{}

// Cleared empties the field in focus.
type Cleared struct{}

func (Focused) msg()     {}
func (Unfocused) msg()   {}
func (LayerChosen) msg() {}
func (Erased) msg()      {}
func (Cleared) msg()     {}

// focus puts the keys onto f and opens its first layer.
func (s State) focus(f Field) State {
	s.Focus = f
	switch {
	case digitFields[f] || amountFields[f] || f == FieldFind:
		s.Layer = LayerDigits
	case f == FieldSerial || f == FieldModel || f == FieldLoaner || f == FieldLoanSerial || f == FieldTracking:
		s.Layer = LayerCaps
	default:
		s.Layer = LayerLetters
	}
	return s
}

// typed appends text to the field in focus. Control characters are dropped;
// a field that is full takes no more.
func (s State) typed(text string) State {
	s = s.dialogCloned()
	p := s.at(s.Focus)
	if p == nil {
		return s
	}
	limit := 60
	if n, ok := limits[s.Focus]; ok {
		limit = n
	}
	if s.Focus == FieldPaid && s.Pickup.Offered {
		*p, s.Pickup.Offered = "", false // what is typed takes the place of the proposal
	}
	var b strings.Builder
	b.WriteString(*p)
	n := utf8.RuneCountInString(*p)
	for _, r := range text {
		if n >= limit || !unicode.IsPrint(r) || digitFields[s.Focus] && (r < '0' || r > '9') {
			continue
		}
		if s.Focus == FieldSerial || s.Focus == FieldLoaner {
			r = unicode.ToUpper(r)
		}
		if amountFields[s.Focus] && !fitsAmount(b.String(), r) || s.Focus == FieldLoaner && (r > 'Z' || !unicode.In(r, unicode.Nd, unicode.Lu)) {
			continue
		}
		b.WriteRune(r)
		n++
	}
	*p = b.String()
	return s
}

func (s State) erased() State {
	s = s.dialogCloned()
	if p := s.at(s.Focus); p != nil && *p != "" {
		_, n := utf8.DecodeLastRuneInString(*p)
		*p = (*p)[:len(*p)-n]
	}
	return s
}

func (s State) cleared() State {
	s = s.dialogCloned()
	if p := s.at(s.Focus); p != nil {
		*p = ""
	}
	return s
}

// dialogCloned lets at write into the dialog without touching the state that
// Update was given.
func (s State) dialogCloned() State {
	if s.Dialog != nil {
		d := *s.Dialog
		s.Dialog = &d
	}
	return s
}
