package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Messages about the customer of a check-in.
type (
	// ByNameTurned looks the customer up by name, company, serial number or
	// anything else instead of the phone, or by phone again.
	ByNameTurned struct{}
	// HitChosen takes a known customer.
	HitChosen struct{ Index int }
	// NewCustomer says that none of the hits is the customer.
	NewCustomer struct{}
	// PhoneAdded keeps the further phone number that was typed, PhoneDropped
	// takes one away.
	PhoneAdded   struct{}
	PhoneDropped struct{ Index int }
	// ContactAdded keeps the further person that was typed, ContactDropped takes
	// one away, ContactTurned says whether they may collect; Index -1 is the one
	// being typed.
	ContactAdded   struct{}
	ContactDropped struct{ Index int }
	ContactTurned  struct{ Index int }
	// RelationChosen is what the person being typed is to the customer; the same
	// again takes it back.
	RelationChosen struct{ Relation string }
)

// CustomersFound answers FindCustomers.
type CustomersFound struct {
	Text string
	Hits []repair.CustomerRow
}

// customerMsg are the messages that describe the customer of a check-in.
//
//sumtype:decl
type customerMsg interface {
	Msg
	customerMsg()
}

func (ByNameTurned) owner() Screen   { return ScreenCheckIn }
func (HitChosen) owner() Screen      { return ScreenCheckIn }
func (NewCustomer) owner() Screen    { return ScreenCheckIn }
func (PhoneAdded) owner() Screen     { return ScreenCheckIn }
func (PhoneDropped) owner() Screen   { return ScreenCheckIn }
func (ContactAdded) owner() Screen   { return ScreenCheckIn }
func (ContactDropped) owner() Screen { return ScreenCheckIn }
func (ContactTurned) owner() Screen  { return ScreenCheckIn }
func (RelationChosen) owner() Screen { return ScreenCheckIn }
func (CustomersFound) owner() Screen { return ScreenCheckIn }

func (ByNameTurned) customerMsg()   {}
func (HitChosen) customerMsg()      {}
func (NewCustomer) customerMsg()    {}
func (PhoneAdded) customerMsg()     {}
func (PhoneDropped) customerMsg()   {}
func (ContactAdded) customerMsg()   {}
func (ContactDropped) customerMsg() {}
func (ContactTurned) customerMsg()  {}
func (RelationChosen) customerMsg() {}
func (CustomersFound) customerMsg() {}

func (CustomersFound) reported() {}

// LoadSuggestions reads again what text entry offers of the shop's own.
// Answered by SuggestionsLoaded.
type LoadSuggestions struct{}

func (LoadSuggestions) cmd() {}

func updateCustomer(s State, m customerMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
	case ByNameTurned:
		c.ByName, c.Lookup, c.Hits = !c.ByName, "", nil
		s.noEntry()
		if c.ByName {
			return s.focus(FieldLookup), nil
		}
		s = s.focus(FieldPhone)
		return s, c.lookUp(c.Phone)
	case CustomersFound:
		if m.Text == c.Phone && !c.ByName || m.Text == c.lookupText(s.Entry.Comp.Letters) && c.ByName {
			c.Hits = m.Hits
			if !c.ByName {
				c.Hits = phoneFirst(m.Hits, c.Phone)
			}
		}
	case HitChosen:
		if m.Index >= len(c.Hits) {
			return s, nil
		}
		h := c.Hits[m.Index]
		c.Customer, c.Known = h.Customer, h.Devices
		if !slices.Contains(h.Customer.Phones, c.Phone) {
			c.Phone = h.Customer.Phone()
		}
		c.Step, c.ByName, c.Lookup = StepMachine, false, ""
		return s.entered()
	case NewCustomer:
		c.Customer, c.Known, c.Hits = repair.Customer{Phones: []string{c.Phone}}, nil, nil
		c.Step = StepCustomer
		return s.entered()
	case PhoneAdded:
		return phoneAdded(s), nil
	case PhoneDropped:
		// The first is the one that was asked for: a correction takes it off, too.
		if m.Index < len(c.Customer.Phones) && (m.Index > 0 || s.Screen == ScreenCorrect) {
			c.Customer.Phones = slices.Delete(slices.Clone(c.Customer.Phones), m.Index, m.Index+1)
		}
	case ContactAdded:
		p := c.Contact
		p.Name, p.Phone, p.Relation = strings.TrimSpace(p.Name), strings.TrimSpace(p.Phone), strings.TrimSpace(p.Relation)
		if p.Name == "" {
			return s, nil
		}
		p.Relation = s.Shop.Trade.Key(p.Relation, s.Shop.Trade.Relations()...)
		c.Customer.Contacts = append(slices.Clone(c.Customer.Contacts), p)
		c.Contact, s.Focus = repair.Contact{}, ""
	case ContactDropped:
		if m.Index < len(c.Customer.Contacts) {
			c.Customer.Contacts = slices.Delete(slices.Clone(c.Customer.Contacts), m.Index, m.Index+1)
		}
	case RelationChosen:
		c.Contact.Relation = other(c.Contact.Relation, m.Relation)
	case ContactTurned:
		c.turnContact(m.Index)
	}
	return s, nil
}

// turnContact says that a contact may collect, or may not.
func (c *CheckIn) turnContact(i int) {
	if i < 0 {
		c.Contact.Collects = !c.Contact.Collects
		return
	}
	if i < len(c.Customer.Contacts) {
		c.Customer.Contacts = slices.Clone(c.Customer.Contacts)
		c.Customer.Contacts[i].Collects = !c.Customer.Contacts[i].Collects
	}
}

// phoneFirst puts customers with these digits in a phone number before those who
// have them in a serial number or anywhere else.
func phoneFirst(hits []repair.CustomerRow, digits string) []repair.CustomerRow {
	hits = slices.Clone(hits)
	other := func(h repair.CustomerRow) int {
		for _, p := range h.Customer.Phones {
			if strings.Contains(onlyDigits(p), digits) {
				return 0
			}
		}
		return 1
	}
	slices.SortStableFunc(hits, func(a, b repair.CustomerRow) int { return other(a) - other(b) })
	return hits
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// lookUp asks for the customers that a text may mean: three digits of a phone
// at least, one character of anything else.
func (c CheckIn) lookUp(text string) []Cmd {
	if text == "" || !c.ByName && len(text) < 3 {
		return nil
	}
	return []Cmd{FindCustomers{text}}
}

// lookupText is what the customer is looked up by, the letters that are being
// composed included: they are initials.
func (c CheckIn) lookupText(letters string) string { return strings.TrimSpace(c.Lookup + letters) }

// phoneAdded keeps the further number that was typed; half of one stays to be seen.
func phoneAdded(s State) State {
	c := &s.CheckIn
	p := strings.TrimSpace(c.Second)
	if p == "" && s.Focus == FieldSecond {
		s.Focus = ""
	}
	switch {
	case p == "":
		return s
	case len(p) < 7:
		s = s.warn("checkin.second-short")
		s.Ring = []string{"field.second"}
		return s
	}
	if !slices.Contains(c.Customer.Phones, p) {
		c.Customer.Phones = append(slices.Clone(c.Customer.Phones), p)
	}
	c.Second, s.Focus = "", ""
	return s
}
