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
	FieldPhone     Field = "phone"
	FieldName      Field = "name"
	FieldCompany   Field = "company"
	FieldBrand     Field = "brand"
	FieldModel     Field = "model"
	FieldSerial    Field = "serial"
	FieldWords     Field = "words"
	FieldBought    Field = "bought"
	FieldFinding   Field = "finding"
	FieldCPU       Field = "cpu"
	FieldMemory    Field = "memory"
	FieldDisk      Field = "disk"
	FieldAccessory Field = "thing" // an accessory that is not in the list
	FieldPIN       Field = "pin"
	FieldFind      Field = "find"
	FieldPart      Field = "part"
	FieldReason    Field = "reason"
	FieldWho       Field = "who"
	FieldRelation  Field = "relation"
	FieldMarkNote  Field = "mark-note"

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
	FieldSendOut    Field = "trip" // company
	FieldAsk        Field = "ask"
	FieldCarrier    Field = "carrier"
	FieldTracking   Field = "tracking"
	FieldPaid       Field = "paid" // in yuan

	FieldPrinterName Field = "printer-name"
	FieldScannerName Field = "scanner-name"

	// Of the customer, the agreement and enquiries.
	FieldLookup      Field = "lookup" // name, company, serial … of a customer
	FieldSecond      Field = "second" // a further phone number
	FieldContactName Field = "contact-name"
	FieldContactTel  Field = "contact-tel"
	FieldContactRel  Field = "contact-rel"
	FieldAddress     Field = "address"
	FieldEstimate    Field = "rough" // in yuan
	FieldPasscode    Field = "passcode"
	FieldUnrepaired  Field = "left" // found and not repaired
	FieldEnquirer    Field = "enquirer"
	FieldAskPhone    Field = "ask-phone"
	FieldQuestion    Field = "question"
	FieldReply       Field = "reply"

	// Of the test sheet: what is wrong, and what the machine says of itself.
	FieldNote      Field = "test-note"
	FieldValue     Field = "test-value"
	FieldStockNote Field = "stock-note" // a word on what was set aside
)

// FormField is the field of a line of the form of a kind of machine.
func FormField(key string) Field { return Field("form." + key) }

// formKey is the key of such a line.
func formKey(f Field) (string, bool) { return strings.CutPrefix(string(f), "form.") }

// Layer is what the on-screen keyboard shows.
type Layer string

// The layers.
const (
	LayerDigits  Layer = "digits"
	LayerLetters Layer = "letters"
	LayerCaps    Layer = "caps"
	LayerSymbols Layer = "symbols"
	LayerHand    Layer = "hand"
	// LayerInk keeps the name as it is written.
	LayerInk Layer = "ink"
)

// limits is the longest text of each field, in runes; others take 60.
var limits = map[Field]int{
	FieldPhone: 15, FieldPIN: 8, FieldBought: 6, FieldSerial: 40, FieldFind: 40, FieldWords: 200, FieldLoaner: 5, FieldCause: 80, FieldWork: 120, FieldLine: 30, FieldPrinterName: 20,
	FieldSecond: 15, FieldContactTel: 15, FieldAskPhone: 15, FieldPasscode: 30, FieldQuestion: 200, FieldReply: 200, FieldLookup: 40, FieldScannerName: 20, FieldNote: 40, FieldValue: 40,
}

// digitFields take digits only and open on the digit layer.
var digitFields = map[Field]bool{
	FieldPhone: true, FieldPIN: true, FieldBought: true, FieldSecond: true, FieldContactTel: true, FieldAskPhone: true, FormField("pages"): true,
}

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
		return &c.Symptom.Words
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
	case FieldAccessory:
		return &c.Accessory
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
	case FieldScannerName:
		return &s.ScannerPage.Name
	case FieldPrinterName:
		return &s.Setup.Name
	case FieldLookup:
		return &c.Lookup
	case FieldSecond:
		return &c.Second
	case FieldContactName:
		return &c.Contact.Name
	case FieldContactTel:
		return &c.Contact.Phone
	case FieldContactRel:
		return &c.Contact.Relation
	case FieldAddress:
		return &c.Customer.Address
	case FieldEstimate:
		return &c.Estimate
	case FieldPasscode:
		return &c.Passcode
	case FieldEnquirer:
		return &s.Enquiry.Name
	case FieldAskPhone:
		return &s.Enquiry.Phone
	case FieldQuestion:
		return &s.Enquiry.Question
	case FieldReply:
		return &s.Enquiry.Reply
	case FieldNote, FieldValue:
		return &s.Test.Text
	case FieldStockNote:
		return &s.Stock.Note
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
	case FieldUnrepaired:
		return &v.Unrepaired
	case FieldOldPart:
		return &v.OldPart
	case FieldLoaner:
		return &v.Loan.Loaner
	case FieldLoanName:
		return &v.Loan.Name
	case FieldLoanSerial:
		return &v.Loan.Serial
	case FieldSendOut:
		return &v.SendOut.Company
	case FieldAsk:
		return &v.SendOut.Ask
	case FieldCarrier:
		return &v.SendOut.Carrier
	case FieldTracking:
		return &v.SendOut.Tracking
	}
	return nil
}

// Text is what stands in a field.
func (s State) Text(f Field) string {
	if key, ok := formKey(f); ok {
		return FormText(s.CheckIn.Device, key)
	}
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

// focus puts the keys onto f and opens its first layer: digits for numbers,
// capitals for serial numbers, letters for the rest, which become Chinese where
// Chinese is wanted.
func (s State) focus(f Field) State {
	s = s.noEntry()
	s.Focus = f
	switch {
	case digitFields[f] || amountFields[f]:
		s.Layer = LayerDigits
	case f == FieldSerial || f == FieldModel || f == FieldLoaner || f == FieldLoanSerial || f == FieldTracking || f == FieldCPU:
		s.Layer = LayerCaps
		s.Entry.Lock = f != FieldModel && f != FieldCPU
	case f == FieldName && len(s.CheckIn.Customer.Ink) > 0:
		s.Layer = LayerInk
	default:
		s.Layer = LayerLetters
	}
	s.Entry.English = latinFields[f]
	return s
}

// longest is the most runes that a field takes.
func longest(f Field) int {
	if n, ok := limits[f]; ok {
		return n
	}
	return 60
}

// typed appends text to the field in focus. What cannot be shown or printed is
// dropped, and so is what is too much; both are said.
func (s State) typed(text string) State {
	s = s.dialogCloned()
	key, form := formKey(s.Focus)
	p := s.at(s.Focus)
	value := s.Text(s.Focus)
	if form {
		p = &value
	}
	if p == nil {
		return s
	}
	limit := longest(s.Focus)
	if s.Focus == FieldPaid && s.Pickup.Offered {
		*p, s.Pickup.Offered = "", false // what is typed takes the place of the proposal
	}
	var b strings.Builder
	b.WriteString(*p)
	n := utf8.RuneCountInString(*p)
	for _, r := range text {
		if !drawable(r) {
			if unicode.IsPrint(r) {
				s = s.warn("entry.no-picture")
			}
			continue
		}
		if digitFields[s.Focus] && (r < '0' || r > '9') {
			continue
		}
		if n >= limit {
			s = s.warn("entry.full", "n", itoa(limit))
			break
		}
		if s.Focus.Capitals() {
			r = unicode.ToUpper(r)
		}
		if amountFields[s.Focus] && !fitsAmount(b.String(), r) || s.Focus == FieldLoaner && (r > 'Z' || !unicode.In(r, unicode.Nd, unicode.Lu)) {
			continue
		}
		b.WriteRune(r)
		n++
	}
	*p = b.String()
	if form {
		s.CheckIn.Device = formSet(s.CheckIn.Device, key, value, false)
	}
	return s
}

func (s State) erased() State {
	_, n := utf8.DecodeLastRuneInString(s.Text(s.Focus))
	return s.write(s.Text(s.Focus)[:len(s.Text(s.Focus))-n])
}

func (s State) cleared() State { return s.write("") }

// write puts a text into the field in focus in place of what it has.
func (s State) write(text string) State {
	s = s.dialogCloned()
	if key, form := formKey(s.Focus); form {
		s.CheckIn.Device = formSet(s.CheckIn.Device, key, text, false)
	} else if p := s.at(s.Focus); p != nil {
		*p = text
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
