package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

// Step is a page of the check-in, in the order of W02 to W12 in docs/rules.md.
type Step int

// The steps.
const (
	StepPhone Step = iota
	StepCustomer
	StepMachine
	StepSymptom
	StepInspect
	StepOutside
	StepAccessories
	StepAgree
	StepSign
	StepPrint
)

// Steps is the number of pages.
const Steps = 10

// CheckIn is a visit: a customer with one machine or several being taken in.
// It is saved as a draft at every step.
type CheckIn struct {
	Draft string // id of the draft
	// Dirty is set when something changed since the draft was saved.
	Dirty bool `json:"-"`
	Step  Step
	// Beside is the step to go back to when an engineer, who scanned the badge
	// in between, has done the inspection; 0 if nobody has.
	Beside Step
	// Part is the part of a long list that the page shows, counted on and on.
	Part int `json:"-"`
	// Busy is set while the store works on a number or on the whole.
	Busy bool `json:"-"`
	// Begun is when the check-in was; the order keeps it, so that a shop knows how
	// long one takes.
	Begun time.Time

	Phone string
	// Lookup is a name, serial number or anything else that the customer is
	// looked up by; ByName shows it instead of the phone number.
	Lookup   string
	ByName   bool
	Hits     []CustomerHit `json:"-"`
	Customer repair.Customer
	// Second is a further phone number, Contact a further person being typed.
	Second  string
	Contact repair.Contact
	// Known are the customer's machines, newest first.
	Known []repair.Device

	// Machine is the one on the screen; Others of the same visit are described
	// and wait for the signature.
	Machine
	Others []Machine

	Ink Ink `json:"-"`

	// After the commit, all machines of the visit:
	Done []Row
	Jobs []int64
}

// Machine is one machine of a visit.
type Machine struct {
	Order   repair.OrderID // given when the machine is described
	Device  repair.Device
	Models  []string `json:"-"` // that the shop had lately
	History []Row    `json:"-"` // earlier orders of this serial
	// Other says that a machine of this serial number in the shop is another one.
	Other bool

	Symptom repair.Symptom `json:"Fault"`
	Bought  string         // yyyymm as typed, or yyyy while the month is open
	Seen    repair.Seen
	Cause   repair.Cause
	FixNow  bool
	// OnTheSpot is repaired while the customer waits.
	OnTheSpot bool
	Finding   string
	SeenBy    repair.StaffID

	MarkKind repair.MarkKind
	Marks    []repair.ConditionMark
	Clean    bool // nothing to mark

	Kept      []repair.Accessory
	Accessory string `json:"Thing"`
	OldParts  repair.OldParts
	Promised  repair.Date
	Estimate  string `json:"Rough"` // yuan
	Passcode  string
}

func (s State) newCheckIn() CheckIn {
	return CheckIn{
		Draft: strconv.FormatInt(s.Now.UnixMilli(), 36) + "-" + strconv.Itoa(s.Started), Begun: s.Now,
		Machine: s.newMachine(),
	}
}

func (s State) newMachine() Machine {
	return Machine{
		MarkKind: repair.MarkScratch, OldParts: repair.OldPartsCustomer,
		Device:   repair.Device{Trays: 1},
		Symptom:  repair.Symptom{Often: repair.OftenAlways, Warranty: repair.WarrantyUnknown},
		Promised: s.Shop.Calendar.AddDays(s.Today(), s.Shop.Limits.PromiseDays),
	}
}

// Machines are all machines of the visit, in the order they were described.
func (c CheckIn) Machines() []Machine {
	return append(slices.Clone(c.Others), c.Machine)
}

// Title is what the visit is called in a list: customer or phone.
func (c CheckIn) Title() string {
	switch {
	case c.Customer.Name != "":
		return c.Customer.Name
	case c.Customer.Company != "":
		return c.Customer.Company
	}
	return repair.MaskPhone(c.Phone)
}

// InShop is an earlier order of this serial number whose machine is still here.
func (m Machine) InShop() *repair.Order {
	for i, h := range m.History {
		if h.Order.ID != m.Order && h.Order.InShop() {
			return &m.History[i].Order
		}
	}
	return nil
}

// Ready reports whether the page has what the next one needs.
func (s State) Ready() bool {
	c := s.CheckIn
	if c.Busy {
		return false
	}
	switch c.Step {
	case StepPhone:
		return !c.ByName && len(c.Phone) >= 7
	case StepCustomer:
		return c.Customer.Named()
	case StepMachine:
		return c.Device.Kind != "" && strings.TrimSpace(c.Device.Name()) != "" && (c.Device.Serial != "" || c.Device.NoSerial != "") &&
			(c.InShop() == nil || c.Other) && !c.twice()
	case StepSymptom:
		return len(c.Symptom.Chips) > 0 || strings.TrimSpace(c.Symptom.Words) != ""
	case StepInspect:
		return c.Seen == "" || c.SeenBy != ""
	case StepOutside:
		return c.Clean || len(c.Marks) > 0
	case StepSign:
		return !c.sheet("").Empty()
	}
	return true
}

// twice reports whether the visit has a machine of this serial number already.
func (c CheckIn) twice() bool {
	return c.Device.Serial != "" && slices.ContainsFunc(c.Others, func(m Machine) bool { return m.Device.Serial == c.Device.Serial })
}

func (c CheckIn) sheet(text string) *repair.SignedDocument {
	return &repair.SignedDocument{Text: text, Strokes: c.Ink.Strokes}
}

// BoughtMonth is the month of purchase as typed, "2025-03", and whether it is
// a possible one by now.
func (m Machine) BoughtMonth(now time.Time) (month string, ok bool) {
	if len(m.Bought) != 6 {
		return "", m.Bought == "" || len(m.Bought) == 4 && m.Bought >= "1990" && m.Bought <= now.Format("2006")
	}
	y, err1 := strconv.Atoi(m.Bought[:4])
	mon, err2 := strconv.Atoi(m.Bought[4:])
	if err1 != nil || err2 != nil || mon < 1 || mon > 12 || y < 1990 || y > now.Year() || y == now.Year() && mon > int(now.Month()) {
		return "", false
	}
	return m.Bought[:4] + "-" + m.Bought[4:], true
}

// InWarranty guesses the maker's warranty from the month of purchase: one
// year is what most makers give.
func (m Machine) InWarranty(now time.Time) repair.Warranty {
	month, ok := m.BoughtMonth(now)
	if !ok || month == "" {
		if len(m.Bought) == 4 && m.Bought < now.AddDate(-1, -1, 0).Format("2006") {
			return repair.WarrantyNo // whatever the month was
		}
		return repair.WarrantyUnknown
	}
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return repair.WarrantyUnknown
	}
	if now.Before(t.AddDate(1, 1, 0)) {
		return repair.WarrantyYes
	}
	return repair.WarrantyNo
}
