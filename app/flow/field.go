package flow

import (
	"maps"
	"strings"
	"unicode"

	"countertop/app/ime"
	"countertop/app/repair"
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
	FieldIMEI      Field = "imei"
	FieldIMEI2     Field = "imei2"
	FieldArticle   Field = "article" // EAN or part number; scanned, not typed
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

// fieldKind is all that makes a field one. What a record does not name is what
// most fields are: sixty characters of anything, in Chinese where that is on.
type fieldKind struct {
	limit int // runes, 0 is 60
	takes takes
	// latin begins in English: what it holds is letters and digits, or is found
	// by initials. capital begins with one capital.
	latin, capital bool
	name           bool // of a person
	// word says that the field may hold an entry of a list, by its key.
	word bool
	// pad is on the page itself: the field has no keyboard at the foot.
	pad bool
	// live looks things up while letters are still being composed.
	live bool
	// terms are the entries of the shop that belong into the field.
	terms []ime.TermKind
	// next is where Tab and Enter go to, on the same page.
	next Field
	// enter is what Enter does there, false goes on to next. changed follows each
	// change of the text.
	enter   func(State) (State, []Cmd, bool)
	changed func(State) (State, []Cmd)
	// text is where the text lives, nil if the field is not there now.
	text func(*State) *string
}

// takes is what can be typed into a field.
type takes int

const (
	takesText   takes = iota
	takesPlain        // no Chinese
	takesCode         // capitals, digits and signs
	takesLoaner       // capitals and digits
	takesDigits
	takesAmount // of yuan
)

var fields map[Field]fieldKind

func init() { fields = fieldTable() }

func fieldTable() map[Field]fieldKind {
	all := map[Field]fieldKind{
		FieldPIN: {limit: repair.PINMax, takes: takesDigits, pad: true, text: pinText, changed: pinChanged},
		FieldFind: {
			limit: 40, latin: true, live: true, text: func(s *State) *string { return &s.Find.Text },
			enter: unfocusedToo, changed: findChanged,
		},
		FieldPart: {word: true, terms: []ime.TermKind{ime.TermPart}, text: func(s *State) *string { return &s.Scan.Part }},

		FieldReason: {word: true, text: ofDialog(func(d *Dialog) *string { return &d.Reason })},

		FieldPaid: {
			takes: takesAmount, pad: true, text: func(s *State) *string { return &s.Pickup.Paid },
			enter: paidEntered, changed: paidChanged,
		},
		FieldMarkNote: {text: func(s *State) *string { return &s.Pickup.MarkNote }},

		FieldPrinterName: {limit: 20, text: func(s *State) *string { return &s.Setup.Name }},
		FieldScannerName: {limit: 20, text: func(s *State) *string { return &s.ScannerPage.Name }},

		FieldEnquirer: {name: true, terms: customers, text: func(s *State) *string { return &s.Enquiry.Name }},
		FieldAskPhone: {limit: 15, takes: takesDigits, next: FieldEnquirer, text: func(s *State) *string { return &s.Enquiry.Phone }},
		FieldQuestion: {
			limit: 200, terms: []ime.TermKind{ime.TermSymptom, ime.TermModel}, text: func(s *State) *string { return &s.Enquiry.Question },
		},
		FieldReply: {limit: 200, text: func(s *State) *string { return &s.Enquiry.Reply }},

		FieldNote:      {word: true, limit: 40, text: func(s *State) *string { return &s.Test.Text }},
		FieldValue:     {limit: 40, latin: true, text: func(s *State) *string { return &s.Test.Text }},
		FieldStockNote: {text: func(s *State) *string { return &s.Stock.Note }, enter: stockNoteEntered},

		FormField("pages"): {takes: takesDigits},
	}
	maps.Copy(all, checkInFields())
	maps.Copy(all, serviceFields())
	maps.Copy(all, noCopyFields())
	maps.Copy(all, settingFields())
	maps.Copy(all, staffFields())
	maps.Copy(all, recoveryFields())
	maps.Copy(all, newPINFields())
	return all
}

// customers and what else stands in several fields.
var (
	customers = []ime.TermKind{ime.TermCustomer}
	partTerms = []ime.TermKind{ime.TermPart}
	findings  = []ime.TermKind{ime.TermSymptom, ime.TermPart}
)

func checkInFields() map[Field]fieldKind {
	of := func(text func(*CheckIn) *string) func(*State) *string {
		return func(s *State) *string { return text(&s.CheckIn) }
	}
	return map[Field]fieldKind{
		FieldPhone: {
			limit: 15, takes: takesDigits, pad: true, text: of(func(c *CheckIn) *string { return &c.Phone }),
			changed: phoneChanged,
		},
		FieldLookup: {
			limit: 40, latin: true, live: true, text: of(func(c *CheckIn) *string { return &c.Lookup }),
			enter: unfocusedToo, changed: lookupChanged,
		},
		FieldName: {name: true, terms: customers, next: FieldCompany, text: of(func(c *CheckIn) *string { return &c.Customer.Name })},
		FieldCompany: {
			terms: []ime.TermKind{ime.TermCompany}, text: of(func(c *CheckIn) *string { return &c.Customer.Company }),
			enter: companyEntered,
		},
		FieldSecond: {
			limit: 15, takes: takesDigits,
			text: of(func(c *CheckIn) *string { return &c.Second }), enter: sends(PhoneAdded{}),
		},
		FieldContactName: {
			name: true, terms: customers, next: FieldContactTel,
			text: of(func(c *CheckIn) *string { return &c.Contact.Name }),
		},
		FieldContactTel: {
			limit: 15, takes: takesDigits, next: FieldContactRel,
			text: of(func(c *CheckIn) *string { return &c.Contact.Phone }),
		},
		FieldContactRel: {word: true, text: of(func(c *CheckIn) *string { return &c.Contact.Relation }), enter: sends(ContactAdded{})},
		FieldAddress:    {text: of(func(c *CheckIn) *string { return &c.Customer.Address })},

		FieldBrand: {
			word: true, terms: []ime.TermKind{ime.TermBrand}, next: FieldModel,
			text: of(func(c *CheckIn) *string { return &c.Device.Brand }),
		},
		FieldModel: {
			latin: true, capital: true, terms: []ime.TermKind{ime.TermModel}, next: FieldSerial,
			text: of(func(c *CheckIn) *string { return &c.Device.Model }),
		},
		FieldIMEI:  {limit: 15, takes: takesDigits, text: of(func(c *CheckIn) *string { return &c.Device.IMEI }), changed: imeiChanged},
		FieldIMEI2: {limit: 15, takes: takesDigits, text: of(func(c *CheckIn) *string { return &c.Device.IMEI2 })},
		FieldArticle: {
			limit: repair.SerialMax, takes: takesCode, text: of(func(c *CheckIn) *string { return &c.Device.Article }),
		},
		FieldSerial: {
			limit: repair.SerialMax, takes: takesCode, text: of(func(c *CheckIn) *string { return &c.Device.Serial }),
			changed: serialChanged,
		},
		FieldCPU: {
			latin: true, capital: true, next: FieldMemory, text: of(func(c *CheckIn) *string { return &c.Device.Figures.CPU }),
		},
		FieldMemory: {latin: true, next: FieldDisk, text: of(func(c *CheckIn) *string { return &c.Device.Figures.Memory })},
		FieldDisk:   {latin: true, text: of(func(c *CheckIn) *string { return &c.Device.Figures.Disk })},

		FieldWords:   {limit: 200, terms: []ime.TermKind{ime.TermSymptom}, text: of(func(c *CheckIn) *string { return &c.Symptom.Words })},
		FieldBought:  {limit: 6, takes: takesDigits, text: of(func(c *CheckIn) *string { return &c.Bought })},
		FieldFinding: {terms: findings, text: of(func(c *CheckIn) *string { return &c.Finding })},
		FieldAccessory: {
			terms: []ime.TermKind{ime.TermAccessory}, text: of(func(c *CheckIn) *string { return &c.Accessory }),
			enter: sends(AccessoryAdded{}),
		},
		FieldEstimate: {takes: takesAmount, next: FieldPasscode, text: of(func(c *CheckIn) *string { return &c.Estimate })},
		FieldPasscode: {limit: 30, takes: takesPlain, latin: true, text: of(func(c *CheckIn) *string { return &c.Passcode })},
	}
}

func serviceFields() map[Field]fieldKind {
	of := func(text func(*Service) *string) func(*State) *string {
		return func(s *State) *string { return text(&s.Service) }
	}
	return map[Field]fieldKind{
		FieldCause: {limit: 80, terms: []ime.TermKind{ime.TermSymptom}, text: of(func(v *Service) *string { return &v.Quote.Cause })},
		FieldLine: {
			word: true, limit: 30, terms: partTerms, next: FieldPrice,
			text: of(func(v *Service) *string { return &v.Quote.Hand.Name }),
		},
		FieldPrice: {
			takes: takesAmount, pad: true,
			text: of(func(v *Service) *string { return &v.Quote.Price }), enter: sends(QuoteLineDone{}),
		},

		FieldWork:       {limit: 120, terms: findings, text: of(func(v *Service) *string { return &v.Work })},
		FieldNewPart:    {terms: partTerms, text: of(func(v *Service) *string { return &v.NewPart }), enter: partEntered},
		FieldUnrepaired: {terms: findings, text: of(func(v *Service) *string { return &v.Unrepaired })},
		FieldOldPart:    {word: true, terms: partTerms, text: of(func(v *Service) *string { return &v.OldPart })},

		FieldLoaner:     {limit: 5, takes: takesLoaner, next: FieldLoanName, text: of(func(v *Service) *string { return &v.Loan.Loaner })},
		FieldLoanName:   {next: FieldLoanSerial, text: of(func(v *Service) *string { return &v.Loan.Name })},
		FieldLoanSerial: {takes: takesCode, text: of(func(v *Service) *string { return &v.Loan.Serial })},

		FieldSendOut:  {text: of(func(v *Service) *string { return &v.SendOut.Company })},
		FieldAsk:      {text: of(func(v *Service) *string { return &v.SendOut.Ask })},
		FieldCarrier:  {word: true, next: FieldTracking, text: of(func(v *Service) *string { return &v.SendOut.Carrier })},
		FieldTracking: {takes: takesCode, text: of(func(v *Service) *string { return &v.SendOut.Tracking })},
	}
}

// kind is the record of a field; a line of a form has none but its takes.
func (f Field) kind() fieldKind { return fields[f] }

// sends is Enter where it does what a button of the page does.
func sends(m Msg) func(State) (State, []Cmd, bool) {
	return func(s State) (State, []Cmd, bool) {
		if l := LackOf(s, m); l.Key != "" {
			next, cmds := tellLack(s, l)
			return next, cmds, true
		}
		next, cmds := screens[m.owner()].update(s, m)
		return next, cmds, true
	}
}

// unfocusedToo is Enter in a search: what was found is there to be touched.
func unfocusedToo(s State) (State, []Cmd, bool) {
	s.unfocus()
	return s, nil, true
}

// companyEntered goes on: most customers have no more to tell.
func companyEntered(s State) (State, []Cmd, bool) {
	if !s.CheckIn.Ready() || s.Screen == ScreenCorrect {
		return s, nil, false
	}
	next, cmds := s.stepDone()
	return next, cmds, true
}

func partEntered(s State) (State, []Cmd, bool) {
	s.Service.partAdded(s.Shop.Trade.Parts(s.Order.Row.Order.Device.Kind), s.Shop)
	s.Focus = ""
	return s, nil, true
}

func stockNoteEntered(s State) (State, []Cmd, bool) { return sends(StockNoted{})(s) }

func paidEntered(s State) (State, []Cmd, bool) { return sends(GateDone{})(s) }

// ofDialog is a field of the dialog, if one is open.
func ofDialog(text func(*Dialog) *string) func(*State) *string {
	return func(s *State) *string {
		if s.Dialog == nil {
			return nil
		}
		return text(s.Dialog)
	}
}

func findChanged(s State) (State, []Cmd) {
	if s.Find.text(s.Entry.Comp.Letters) == "" {
		s.Find.Rows = nil
	}
	return s, s.Find.ask(s.Entry.Comp.Letters)
}

func phoneChanged(s State) (State, []Cmd) {
	s.CheckIn.Hits = nil
	return s, s.CheckIn.lookUp(s.CheckIn.Phone)
}

func lookupChanged(s State) (State, []Cmd) {
	s.CheckIn.Hits = nil
	return s, s.CheckIn.lookUp(s.CheckIn.lookupText(s.Entry.Comp.Letters))
}

func serialChanged(s State) (State, []Cmd) {
	c := &s.CheckIn
	c.serial(c.Device.Serial)
	return s, c.history()
}

func imeiChanged(s State) (State, []Cmd) {
	c := &s.CheckIn
	if c.Device.Serial != "" || c.Device.IMEI != "" && !repair.IMEI(c.Device.IMEI) {
		return s, nil // it is known by its serial number, or there is more to type
	}
	c.History, c.Other = nil, false
	return s, c.history()
}

func paidChanged(s State) (State, []Cmd) {
	s.Pickup.Offered, s.Pickup.Unpaid = false, false
	return s, nil
}

// at returns the text behind a field of the state; nil if the field is not
// there now.
func (s *State) at(f Field) *string {
	if text := f.kind().text; text != nil {
		return text(s)
	}
	return nil
}

// Chinese reports whether a field may hold Chinese.
func (f Field) Chinese() bool { return f != "" && f.kind().takes == takesText }

// Name reports whether a field holds the name of a person.
func (f Field) Name() bool { return f.kind().name }

// Numeric reports whether a field holds digits only, or an amount.
func (f Field) Numeric() bool { return f.kind().takes == takesDigits || f.Amount() }

// Amount reports whether a field holds an amount in yuan.
func (f Field) Amount() bool { return f.kind().takes == takesAmount }

// Capitals reports whether what a field holds is written in capitals.
func (f Field) Capitals() bool { return f.kind().takes == takesCode || f.kind().takes == takesLoaner }

// Signs reports whether a field holds more than digits and letters.
func (f Field) Signs() bool { return f.kind().takes != takesLoaner }

// Pad reports whether a field has a number pad within its page, and no keyboard
// at the foot.
func (f Field) Pad() bool { return f.kind().pad }

// Group are the fields that Tab goes through with this one, in order.
func (f Field) Group() []Field {
	first := f
	for found := true; found; {
		found = false
		for g, k := range fields {
			if k.next == first {
				first, found = g, true
			}
		}
	}
	var group []Field
	for g := first; g != ""; g = g.kind().next {
		group = append(group, g)
	}
	return group
}

// Limit is the most runes that a field takes.
func (f Field) Limit() int {
	if n := f.kind().limit; n > 0 {
		return n
	}
	return 60
}

// takesRune reports whether r may follow what was typed so far.
func (f Field) takesRune(before string, r rune) bool {
	switch f.kind().takes {
	case takesDigits:
		return r >= '0' && r <= '9'
	case takesAmount:
		return fitsAmount(before, r)
	case takesLoaner:
		return r <= 'Z' && unicode.In(r, unicode.Nd, unicode.Lu)
	case takesText, takesPlain, takesCode:
	}
	return true
}
