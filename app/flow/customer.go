package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Messages about the customer and the machine of a check-in.
type (
	// ByNameTurned looks the customer up by name, company, serial number or
	// anything else instead of the phone, or by phone again.
	ByNameTurned struct{}
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

	// ModelChosen takes a model that the shop had before.
	ModelChosen struct{ Model string }
	// ModelsFound answers FindModels.
	ModelsFound struct {
		Kind   repair.DeviceKind
		Brand  string
		Models []string
	}
	// OtherMachine says that a machine in the shop with this serial number is
	// another one.
	OtherMachine struct{}
	// FormChosen fills a line of the form of the machine's kind.
	FormChosen struct{ Key, Value string }
)

// customerMsg are the messages that describe the customer of a check-in.
//
//sumtype:decl
type customerMsg interface {
	Msg
	customerMsg()
}

// machineMsg are the messages that describe its machine.
//
//sumtype:decl
type machineMsg interface {
	Msg
	machineMsg()
}

func (ByNameTurned) owner() Screen   { return ScreenCheckIn }
func (PhoneAdded) owner() Screen     { return ScreenCheckIn }
func (PhoneDropped) owner() Screen   { return ScreenCheckIn }
func (ContactAdded) owner() Screen   { return ScreenCheckIn }
func (ContactDropped) owner() Screen { return ScreenCheckIn }
func (ContactTurned) owner() Screen  { return ScreenCheckIn }
func (RelationChosen) owner() Screen { return ScreenCheckIn }
func (ModelChosen) owner() Screen    { return ScreenCheckIn }
func (ModelsFound) owner() Screen    { return ScreenCheckIn }
func (OtherMachine) owner() Screen   { return ScreenCheckIn }
func (FormChosen) owner() Screen     { return ScreenCheckIn }

func (ByNameTurned) customerMsg()   {}
func (PhoneAdded) customerMsg()     {}
func (PhoneDropped) customerMsg()   {}
func (ContactAdded) customerMsg()   {}
func (ContactDropped) customerMsg() {}
func (ContactTurned) customerMsg()  {}
func (RelationChosen) customerMsg() {}
func (ModelChosen) machineMsg()     {}
func (ModelsFound) machineMsg()     {}
func (OtherMachine) machineMsg()    {}
func (FormChosen) machineMsg()      {}

func (ModelsFound) reported() {}

// FindModels asks for the models of a kind and brand that the shop had lately.
// Answered by ModelsFound.
type FindModels struct {
	Kind  repair.DeviceKind
	Brand string // a key of the list, or a name; "" any
}

// LoadSuggestions reads again what text entry offers of the shop's own.
// Answered by SuggestionsLoaded.
type LoadSuggestions struct{}

func (FindModels) cmd()      {}
func (LoadSuggestions) cmd() {}

func (s State) updateCustomer(m customerMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
	case ByNameTurned:
		c.ByName, c.Lookup, c.Hits = !c.ByName, "", nil
		s = s.noEntry()
		if c.ByName {
			return s.focus(FieldLookup), nil
		}
		s = s.focus(FieldPhone)
		return s, s.lookup(c.Phone)
	case CustomersFound:
		if m.Text == c.Phone && !c.ByName || m.Text == s.lookupText() && c.ByName {
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
		p := strings.TrimSpace(c.Second)
		if p == "" && s.Focus == FieldSecond {
			s.Focus = ""
		}
		if len(p) < 7 {
			return s, nil // nothing, or not a number yet: it stays to be seen
		}
		if !slices.Contains(c.Customer.Phones, p) {
			c.Customer.Phones = append(slices.Clone(c.Customer.Phones), p)
		}
		c.Second, s.Focus = "", ""
	case PhoneDropped:
		if m.Index > 0 && m.Index < len(c.Customer.Phones) { // the first is the one that was asked for
			c.Customer.Phones = slices.Delete(slices.Clone(c.Customer.Phones), m.Index, m.Index+1)
		}
	case ContactAdded:
		p := c.Contact
		p.Name, p.Phone, p.Relation = strings.TrimSpace(p.Name), strings.TrimSpace(p.Phone), strings.TrimSpace(p.Relation)
		if p.Name == "" {
			return s, nil
		}
		c.Customer.Contacts = append(slices.Clone(c.Customer.Contacts), p)
		c.Contact, s.Focus = repair.Contact{}, ""
	case ContactDropped:
		if m.Index < len(c.Customer.Contacts) {
			c.Customer.Contacts = slices.Delete(slices.Clone(c.Customer.Contacts), m.Index, m.Index+1)
		}
	case RelationChosen:
		c.Contact.Relation = other(c.Contact.Relation, m.Relation)
	case ContactTurned:
		if m.Index < 0 {
			c.Contact.Collects = !c.Contact.Collects
		} else if m.Index < len(c.Customer.Contacts) {
			c.Customer.Contacts = slices.Clone(c.Customer.Contacts)
			c.Customer.Contacts[m.Index].Collects = !c.Customer.Contacts[m.Index].Collects
		}
	}
	return s, nil
}

// phoneFirst puts customers with these digits in a phone number before those who
// have them in a serial number or anywhere else.
func phoneFirst(hits []CustomerHit, digits string) []CustomerHit {
	hits = slices.Clone(hits)
	other := func(h CustomerHit) int {
		for _, p := range h.Customer.Phones {
			if strings.Contains(onlyDigits(p), digits) {
				return 0
			}
		}
		return 1
	}
	slices.SortStableFunc(hits, func(a, b CustomerHit) int { return other(a) - other(b) })
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

// lookup asks for the customers that a text may mean: three digits of a phone
// at least, one character of anything else.
func (s State) lookup(text string) []Cmd {
	if text == "" || !s.CheckIn.ByName && len(text) < 3 {
		return nil
	}
	return []Cmd{FindCustomers{text}}
}

// lookupText is what the customer is looked up by, what is being composed
// included: its letters are initials.
func (s State) lookupText() string { return strings.TrimSpace(s.CheckIn.Lookup + s.Entry.Comp.Letters) }

func (s State) updateMachine(m machineMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
	case KindChosen:
		if c.Device.Kind == m.Kind {
			return s, nil
		}
		c.Device.Kind, c.Device.Form, c.Device.Figures = m.Kind, nil, repair.Figures{}
		c.Symptom.Chips, c.Marks, c.Clean, c.Models = nil, nil, false, nil
		return s, []Cmd{FindModels{m.Kind, c.Device.Brand}}
	case BrandChosen:
		c.Device.Brand = m.Brand
		c.Models = nil
		return s, []Cmd{FindModels{c.Device.Kind, m.Brand}}
	case ModelsFound:
		if m.Kind == c.Device.Kind && m.Brand == c.Device.Brand {
			c.Models = m.Models
			if len(m.Models) == 0 && c.Device.Brand != "" && c.Device.Model == "" && s.Focus == "" && s.Screen == ScreenCheckIn && c.Step == StepMachine {
				return s.focus(FieldModel), nil // nothing to choose from
			}
		}
	case ModelChosen:
		c.Device.Model, s.Focus = m.Model, ""
	case KnownChosen:
		if m.Index < len(c.Known) {
			c.Device = c.Known[m.Index]
			c.Device.Trays = max(1, c.Device.Trays)
			return s, s.history()
		}
	case NoSerialChosen:
		if c.Device.NoSerial == "" {
			c.Device.Serial, c.Device.NoSerial, c.History = "", "unreadable", nil
		} else {
			c.Device.NoSerial = ""
		}
		s.Focus = ""
	case OtherMachine:
		c.Other = !c.Other
	case HistoryLoaded:
		for i := range c.Others {
			if c.Others[i].Device.Serial == m.Serial {
				c.Others = slices.Clone(c.Others)
				c.Others[i].History = m.Rows
			}
		}
		if m.Serial == c.Device.Serial {
			c.History = m.Rows
			// The fact of an earlier visit: what the machine is.
			if d := c.known(); d != nil && c.Device.Model == "" {
				serial := c.Device.Serial
				c.Device, c.Device.Serial = *d, serial
				c.Device.Trays = max(1, c.Device.Trays)
			}
		}
	case TraysChosen:
		c.Device.Trays = m.N
	case FormChosen:
		s.CheckIn.Device = formSet(c.Device, m.Key, m.Value, true)
		s.Focus = ""
	}
	return s, nil
}

// known is the machine as an earlier order has it.
func (m Machine) known() *repair.Device {
	for i, h := range m.History {
		if h.Order.ID != m.Order && h.Order.Device.Model != "" {
			return &m.History[i].Order.Device
		}
	}
	return nil
}

// formSet puts a value of the form where it belongs; with turn, the value that
// is there already is taken away.
func formSet(d repair.Device, key, value string, turn bool) repair.Device {
	set := func(p *string) {
		if turn && *p == value {
			value = ""
		}
		*p = value
	}
	switch key {
	case "cpu":
		set(&d.Figures.CPU)
	case "memory":
		set(&d.Figures.Memory)
	case "disk":
		set(&d.Figures.Disk)
	case "trays":
		if n := len(value); n == 1 && value[0] >= '1' && value[0] <= '9' {
			d.Trays = int(value[0] - '0')
		}
	default:
		d.Form = slices.Clone(d.Form)
		i := slices.IndexFunc(d.Form, func(v repair.FormValue) bool { return v.Key == key })
		if i < 0 {
			d.Form = append(d.Form, repair.FormValue{Key: key})
			i = len(d.Form) - 1
		}
		set(&d.Form[i].Value)
		if d.Form[i].Value == "" {
			d.Form = slices.Delete(d.Form, i, i+1)
		}
	}
	return d
}

// FormText is what stands under a key of the form of the machine's kind.
func FormText(d repair.Device, key string) string {
	switch key {
	case "cpu":
		return d.Figures.CPU
	case "memory":
		return d.Figures.Memory
	case "disk":
		return d.Figures.Disk
	case "trays":
		return itoa(d.Trays)
	}
	return d.FormValue(key)
}
