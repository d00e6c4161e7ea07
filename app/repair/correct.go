package repair

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// CorrectedField is what was put right of an order, or of its customer.
type CorrectedField string

// What can be put right. They are stored, so their names never change.
const (
	CorrectName        CorrectedField = "name"
	CorrectCompany     CorrectedField = "company"
	CorrectPhones      CorrectedField = "phones"
	CorrectAddress     CorrectedField = "address"
	CorrectContacts    CorrectedField = "contacts" // and who of them may collect
	CorrectBrand       CorrectedField = "brand"
	CorrectModel       CorrectedField = "model"
	CorrectSerial      CorrectedField = "serial"
	CorrectIMEI        CorrectedField = "imei"
	CorrectArticle     CorrectedField = "article"
	CorrectSymptom     CorrectedField = "symptom"
	CorrectEstimate    CorrectedField = "estimate"
	CorrectPromise     CorrectedField = "promise"
	CorrectOldParts    CorrectedField = "old-parts"
	CorrectAccessories CorrectedField = "accessories"
	CorrectMarks       CorrectedField = "marks"
)

// CorrectedFields lists them in the order in which people read them.
var CorrectedFields = []CorrectedField{
	CorrectName, CorrectCompany, CorrectPhones, CorrectAddress, CorrectContacts, CorrectBrand, CorrectModel, CorrectSerial,
	CorrectIMEI, CorrectArticle, CorrectSymptom, CorrectEstimate, CorrectPromise, CorrectOldParts, CorrectAccessories, CorrectMarks,
}

// OfCustomer reports whether the field is of the person and not of the machine.
func (f CorrectedField) OfCustomer() bool {
	return slices.Contains([]CorrectedField{CorrectName, CorrectCompany, CorrectPhones, CorrectAddress, CorrectContacts}, f)
}

// Guarded reports whether a supervisor answers for the field: the customer has
// handed things over by it.
func (f CorrectedField) Guarded() bool { return f == CorrectAccessories || f == CorrectMarks }

// CorrectOrder puts right what was noted at check-in; every field says how it shall
// be, and those that are so already are left alone.
type CorrectOrder struct {
	Customer    Customer
	Device      Device
	Symptom     Symptom
	EstimateFen int64
	PromisedOn  Date
	OldParts    OldParts
	Accessories []Accessory
	Marks       []ConditionMark
	// Was is the customer as the store knows them; it fills that in.
	Was Customer
	// Approved is a supervisor's word, for what the customer has handed over by.
	Approved *Approval
	// Signed is what the customer signed again, or NotSigned why they did not.
	Signed    *SignedDocument
	NotSigned string
}

// Correction is one thing put right. Before and After are as they stood: words, keys
// of lists, fen, days; several where there are several.
type Correction struct {
	Field  CorrectedField `json:"field"`
	Before []string       `json:"before,omitempty" free:"yes"`
	After  []string       `json:"after,omitempty" free:"yes"`
}

// Corrected is what was put right.
type Corrected struct {
	Changes []Correction `json:"changes"`
	// The parts that have changed, as they are now; nil as they were. What changed of
	// a customer is in no event.
	Device      *Device          `json:"device,omitempty"`
	Symptom     *Symptom         `json:"symptom,omitempty"`
	EstimateFen *int64           `json:"estimate_fen,omitempty"`
	PromisedOn  Date             `json:"promised_on,omitempty"`
	OldParts    OldParts         `json:"old_parts,omitempty"`
	Accessories *[]Accessory     `json:"accessories,omitempty"`
	Marks       *[]ConditionMark `json:"marks,omitempty"`

	Approved  *Approval  `json:"approved,omitempty"`
	Signature *Signature `json:"signature,omitempty"`
	NotSigned string     `json:"not_signed,omitempty" free:"yes"`
}

// UndoPickUp takes a hand-over back that was a mistake: the machine is where it was
// before.
type UndoPickUp struct {
	Reason string
	// From is how the machine was before; the store fills it in.
	From PickedFrom
}

// PickUpUndone is a hand-over taken back.
type PickUpUndone struct {
	Reason string     `json:"reason" free:"yes"`
	From   PickedFrom `json:"from"`
}

func (CorrectOrder) command() {}
func (UndoPickUp) command()   {}

func (Corrected) kind() string    { return "corrected" }
func (PickUpUndone) kind() string { return "picked-up-undone" }

func (Corrected) ofOrder()    {}
func (PickUpUndone) ofOrder() {}

// Changes are what a correction changes of an order, in the order of
// CorrectedFields.
func (c CorrectOrder) Changes(o Order) (list []Correction) {
	add := func(f CorrectedField, before, after []string) {
		before, after = without(before), without(after)
		if !slices.Equal(before, after) {
			list = append(list, Correction{f, before, after})
		}
	}
	one := func(f CorrectedField, before, after string) { add(f, []string{before}, []string{after}) }
	one(CorrectName, c.Was.Name, c.Customer.Name)
	one(CorrectCompany, c.Was.Company, c.Customer.Company)
	add(CorrectPhones, c.Was.Phones, c.Customer.Phones)
	one(CorrectAddress, c.Was.Address, c.Customer.Address)
	add(CorrectContacts, contactWords(c.Was.Contacts), contactWords(c.Customer.Contacts))
	one(CorrectBrand, o.Device.Brand, c.Device.Brand)
	one(CorrectModel, o.Device.Model, c.Device.Model)
	add(CorrectSerial, []string{o.Device.Serial, o.Device.NoSerial}, []string{c.Device.Serial, c.Device.NoSerial})
	add(CorrectIMEI, []string{o.Device.IMEI, o.Device.IMEI2}, []string{c.Device.IMEI, c.Device.IMEI2})
	one(CorrectArticle, o.Device.Article, c.Device.Article)
	add(CorrectSymptom, symptomWords(o.Symptom), symptomWords(c.Symptom))
	one(CorrectEstimate, fenWords(o.EstimateFen), fenWords(c.EstimateFen))
	one(CorrectPromise, string(o.PromisedOn), string(c.PromisedOn))
	one(CorrectOldParts, oldPartsWords(o.OldParts), oldPartsWords(c.OldParts))
	add(CorrectAccessories, accessoryWords(o.Accessories), accessoryWords(c.Accessories))
	if !slices.Equal(o.Marks, c.Marks) {
		list = append(list, Correction{CorrectMarks, markWords(o.Marks), markWords(c.Marks)})
	}
	return list
}

// without are the texts that are not empty.
func without(list []string) (full []string) {
	for _, s := range list {
		if s != "" {
			full = append(full, s)
		}
	}
	return full
}

func fenWords(fen int64) string {
	if fen == 0 {
		return ""
	}
	return strconv.FormatInt(fen, 10)
}

func oldPartsWords(o OldParts) string {
	if o == "" {
		return ""
	}
	return "old-parts." + string(o)
}

func contactWords(list []Contact) (words []string) {
	for _, c := range list {
		w := c.Name + "|" + c.Relation + "|" + c.Phone
		if c.Collects {
			w += "|collects"
		}
		words = append(words, w)
	}
	return words
}

func symptomWords(s Symptom) []string {
	words := append(slices.Clone(s.Chips), s.Words, s.BoughtIn)
	if s.Often == OftenSometimes {
		words = append(words, "often."+string(s.Often))
	}
	if s.Warranty == WarrantyYes || s.Warranty == WarrantyNo {
		words = append(words, "order.warranty."+string(s.Warranty))
	}
	if s.Proof != "" {
		words = append(words, "order.proof."+string(s.Proof))
	}
	return words
}

func accessoryWords(list []Accessory) (words []string) {
	for _, a := range list {
		words = append(words, a.Name)
	}
	return words
}

func markWords(list []ConditionMark) (words []string) {
	for i, m := range list {
		words = append(words, fmt.Sprintf("%d|%s|%s", i+1, m.Kind, m.Note))
	}
	return words
}

// correct checks what a check-in would have asked for as well.
func (d decision) correct(c CorrectOrder) (Body, error) {
	o := d.o
	if o.Stage == StageDraft {
		return nil, d.refuse(RuleDraftStays)
	}
	changes := c.Changes(o)
	if len(changes) == 0 {
		return nil, nil
	}
	switch {
	case !c.Customer.Named():
		return nil, d.refuse(RuleCustomer, need("name"))
	case c.Customer.Phone() == "" && c.Was.Phone() != "":
		return nil, d.refuse(RuleCustomer, need("phone"))
	case c.Device.Kind != o.Device.Kind || c.Device.Name() == "":
		return nil, d.refuse(RuleMachine, need("model"))
	case c.Device.Number() == "" && c.Device.NoSerial == "":
		return nil, d.refuse(RuleSerial, need("serial"))
	case len(c.Symptom.Chips) == 0 && c.Symptom.Words == "":
		return nil, d.refuse(RuleSymptom, need("fault"))
	case c.PromisedOn == "" && o.PromisedOn != "":
		return nil, d.refuse(RulePromise, need("promised_on"))
	case c.EstimateFen < 0 || c.EstimateFen > maxFen:
		return nil, d.refuse(RulePaid, need("rough"))
	}
	e := Corrected{Changes: changes}
	for _, ch := range changes {
		if ch.Field.Guarded() {
			if !c.Approved.ok() {
				return nil, d.refuse(RuleCorrection, need(string(ch.Field)), bySupervisor)
			}
			e.Approved = c.Approved
		}
		e.take(ch.Field, c)
	}
	switch {
	case !c.Signed.Empty():
		e.Signature = &Signature{Digest: c.Signed.Digest(o.Head), At: d.now.UTC()}
	case o.Signature != nil && c.NotSigned == "":
		return nil, d.refuse(RuleSignedAgain, need("signature"))
	case o.Signature != nil:
		e.NotSigned = c.NotSigned
	}
	return e, nil
}

// take puts the part of a field into the event.
func (e *Corrected) take(f CorrectedField, c CorrectOrder) {
	switch f {
	case CorrectBrand, CorrectModel, CorrectSerial, CorrectIMEI, CorrectArticle:
		d := c.Device
		e.Device = &d
	case CorrectSymptom:
		s := c.Symptom
		e.Symptom = &s
	case CorrectEstimate:
		fen := c.EstimateFen
		e.EstimateFen = &fen
	case CorrectPromise:
		e.PromisedOn = c.PromisedOn
	case CorrectOldParts:
		e.OldParts = c.OldParts
	case CorrectAccessories:
		list := append([]Accessory{}, c.Accessories...)
		e.Accessories = &list
	case CorrectMarks:
		list := append([]ConditionMark{}, c.Marks...)
		e.Marks = &list
	case CorrectName, CorrectCompany, CorrectPhones, CorrectAddress, CorrectContacts: // of a person, in no event
	}
}

// applyCorrected puts right what the event says.
func (o Order) applyCorrected(b Corrected) Order {
	if b.Device != nil {
		o.Device = *b.Device
	}
	if b.Symptom != nil {
		o.Symptom = *b.Symptom
	}
	if b.EstimateFen != nil {
		o.EstimateFen = *b.EstimateFen
	}
	if b.PromisedOn != "" {
		o.PromisedOn = b.PromisedOn
	}
	if b.OldParts != "" {
		o.OldParts = b.OldParts
	}
	if b.Accessories != nil {
		o.Accessories = nilIfEmpty(*b.Accessories)
	}
	if b.Marks != nil {
		o.Marks = nilIfEmpty(*b.Marks)
	}
	if b.Signature != nil {
		o.Signature = b.Signature
	}
	return o
}

// nilIfEmpty is a list as it comes back from the journal.
func nilIfEmpty[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

// undoPickUp is for the head of the shop: a machine that was handed over stands here
// after all.
func (d decision) undoPickUp(c UndoPickUp) (Body, error) {
	switch {
	case d.o.Stage != StagePickedUp || c.From.Stage == "":
		return nil, d.refuse(RuleNotHandedOver, need("picked-up"))
	case c.Reason == "":
		return nil, d.refuse(RuleNotHandedOver, need("reason"))
	}
	return PickUpUndone(c), nil
}

// PickedFrom is how a machine was before it was handed over.
type PickedFrom struct {
	Stage  Stage   `json:"stage"`
	Place  Place   `json:"place"`
	Holder StaffID `json:"holder,omitempty"`
	Marks  int     `json:"marks,omitempty"` // how many there were
}

// BeforePickUp is how an order was before its last hand-over, by its events, the
// oldest first; the zero value if there was none.
func BeforePickUp(events []Event) (from PickedFrom) {
	var o Order
	for _, e := range events {
		if _, ok := e.Body.(PickedUp); ok {
			from = PickedFrom{o.Stage, o.Place, o.Holder, len(o.Marks)}
		}
		o = Apply(o, e)
	}
	return from
}

// applyPickUpUndone makes the order what it was before it was handed over.
func (o Order) applyPickUpUndone(e Event, b PickUpUndone) Order {
	f := b.From
	o.Holder, o.Marks = f.Holder, nilIfEmpty(o.Marks[:min(f.Marks, len(o.Marks))])
	o.Place, o.PlaceSince = f.Place, e.At
	o.PickedUpAt, o.FollowUpOn, o.Rating = time.Time{}, "", 0
	o.PaidFen, o.PaidBy = 0, ""
	o.PickupSignature, o.HandedOverBy, o.Returned = nil, "", nil
	return o.stage(f.Stage, e.At)
}

// Papers are the prints that show what a correction changes: what should be printed
// again.
func Papers(changes []Correction) (list []Document) {
	shows := map[CorrectedField][]Document{
		CorrectName:        {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectCompany:     {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectPhones:      {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectAddress:     {DocStub},
		CorrectContacts:    {DocCustomerCopy, DocStub},
		CorrectBrand:       {DocDeviceTag, DocAccessory, DocCustomerCopy, DocStub},
		CorrectModel:       {DocDeviceTag, DocAccessory, DocCustomerCopy, DocStub},
		CorrectSerial:      {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectIMEI:        {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectArticle:     {},
		CorrectSymptom:     {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectEstimate:    {DocCustomerCopy, DocStub},
		CorrectPromise:     {DocDeviceTag, DocCustomerCopy, DocStub},
		CorrectOldParts:    {DocStub},
		CorrectAccessories: {DocDeviceTag, DocAccessory, DocCustomerCopy, DocStub},
		CorrectMarks:       {DocCustomerCopy, DocStub},
	}
	for _, d := range []Document{DocDeviceTag, DocAccessory, DocCustomerCopy, DocStub} {
		if slices.ContainsFunc(changes, func(c Correction) bool { return slices.Contains(shows[c.Field], d) }) {
			list = append(list, d)
		}
	}
	return list
}
