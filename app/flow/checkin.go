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
	Hits     []repair.CustomerRow `json:"-"`
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
	Done []repair.Row
	Jobs []int64
}

// Machine is one machine of a visit.
type Machine struct {
	Order   repair.OrderID // given when the machine is described
	Device  repair.Device
	Models  []string     `json:"-"` // that the shop had lately
	History []repair.Row `json:"-"` // earlier orders of this serial
	// Other says that a machine of this serial number in the shop is another one.
	Other bool
	// Came is what came with the serial number, and goes with it; nil is nothing.
	Came *Came `json:",omitempty"`

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

func (c Counter) newCheckIn() CheckIn {
	return CheckIn{
		Draft: strconv.FormatInt(c.Now.UnixMilli(), 36) + "-" + strconv.Itoa(c.Started), Begun: c.Now,
		Machine: c.newMachine(),
	}
}

func (c Counter) newMachine() Machine {
	return Machine{
		MarkKind: repair.MarkScratch, OldParts: repair.OldPartsCustomer,
		Device:   repair.Device{Trays: 1},
		Symptom:  repair.Symptom{Often: repair.OftenAlways, Warranty: repair.WarrantyUnknown},
		Promised: c.Shop.Calendar.AddDays(c.Today(), c.Shop.Limits.PromiseDays),
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

// LastRepair is the last order of the machine that was handed back.
func (m Machine) LastRepair() *repair.Order {
	for i, h := range m.History {
		if h.Order.ID != m.Order && !h.Order.ReceivedAt.IsZero() && !h.Order.InShop() {
			return &m.History[i].Order
		}
	}
	return nil
}

// Ready reports whether the page has what the next one needs.
func (c CheckIn) Ready() bool {
	if c.Busy {
		return false
	}
	switch c.Step {
	case StepPhone:
		return !c.ByName && len(c.Phone) >= 7
	case StepCustomer:
		return c.Customer.Named()
	case StepMachine:
		return c.Device.Kind != "" && strings.TrimSpace(c.Device.Name()) != "" && (c.Device.Number() != "" || c.Device.NoSerial != "") &&
			c.imeiRight() && (c.InShop() == nil || c.Other) && !c.twice()
	case StepSymptom:
		return len(c.Symptom.Chips) > 0 || strings.TrimSpace(c.Symptom.Words) != ""
	case StepInspect:
		return c.Seen == "" || c.SeenBy != ""
	case StepOutside:
		return c.Clean || len(c.Marks) > 0
	case StepSign:
		return !c.signed().Empty()
	case StepAccessories, StepAgree, StepPrint: // nothing has to be there
	}
	return true
}

// twice reports whether the visit has a machine of this serial number already.
func (c CheckIn) twice() bool {
	return slices.ContainsFunc(c.Others, func(m Machine) bool { return m.Device.SameNumber(c.Device) })
}

// imeiRight reports whether the IMEI, if there is one, has its check digit.
func (m Machine) imeiRight() bool {
	return (m.Device.IMEI == "" || repair.IMEI(m.Device.IMEI)) && (m.Device.IMEI2 == "" || repair.IMEI(m.Device.IMEI2))
}

func (c CheckIn) signed() *repair.SignedDocument {
	return &repair.SignedDocument{Strokes: c.Ink.Strokes}
}

// updateCheckIn takes the messages of the check-in: a draft is written anew
// after each.
func updateCheckIn(s State, m Msg) (State, []Cmd) {
	s.CheckIn.Dirty = true
	switch m := m.(type) {
	case visitMsg:
		return updateVisit(s, m)
	case customerMsg:
		return updateCustomer(s, m)
	case machineMsg:
		return updateMachine(s, m)
	case inspectedMsg:
		return updateInspected(s, m)
	case agreedMsg:
		return updateAgreed(s, m)
	}
	return s, nil
}

// checkInCommitted takes the store's answers to a check-in.
func checkInCommitted(s State, m Committed) (State, []Cmd) {
	c := &s.CheckIn
	c.Busy = false
	switch m.Tag {
	case TagNumber:
		c.Order = m.Row.Order.ID
		c.Step++
		return s.entered()
	case TagCheckIn:
		c.Done = append([]repair.Row{m.Row}, m.Also...)
		c.Jobs = nil
		for _, j := range m.Jobs {
			c.Jobs = append(c.Jobs, j.ID)
		}
		// What is in the store now is forgotten here.
		c.Ink, c.Passcode = Ink{}, ""
		c.Others = slices.Clone(c.Others)
		for i := range c.Others {
			c.Others[i].Passcode = ""
		}
		c.Step = StepPrint
		cmds := []Cmd{SaveDraft{s.CheckIn}, LoadSuggestions{}, Play{SoundDone}}
		for _, j := range m.Jobs {
			if j.Document == repair.DocDeviceTag {
				cmds = append(cmds, Preview{j})
				break
			}
		}
		return s, cmds
	default: // TagVoid: what was given up is off the screen
		return s, nil
	}
}

// checkInBadged is an engineer who looks at the machine while the coordinator
// goes on.
func checkInBadged(s State, p repair.Staff) (State, []Cmd, bool) {
	c := s.CheckIn
	if s.Staff == nil || p.ID == s.Staff.ID || !repair.May(p, repair.CommandInspect) || c.Step <= StepMachine || c.Step >= StepSign {
		return s, nil, false
	}
	next, cmds := updateCheckIn(s, InspectionBegun{p.ID})
	return next.notify("checkin.inspecting", "name", p.Name), append(cmds, Play{SoundDone}), true
}

func checkInBack(s State) (State, []Cmd, bool) {
	next, cmds := s.stepBack()
	return next, cmds, true
}

func checkInEnter(s State) (State, []Cmd, bool) {
	if s.CheckIn.Step != StepPhone {
		return s, nil, false
	}
	return sends(StepDone{})(s)
}

func checkInSigned(s State) (State, []Cmd) { return s.takeIn("") }

func checkInFailed(s State, _ Failed) (State, []Cmd, bool) {
	s.CheckIn.Busy = false
	return s, nil, false
}

// keeps reports whether there is something to be kept in a draft.
func (c CheckIn) keeps() bool { return c.Step != StepPrint && c.Phone+c.Lookup != "" }

// checkInTick writes the draft: a power cut loses a second of typing at most.
func checkInTick(s State) (State, []Cmd) {
	c := &s.CheckIn
	if !c.Dirty || !c.keeps() {
		return s, nil
	}
	c.Dirty = false
	return s, []Cmd{SaveDraft{*c}}
}

// checkInLeft keeps a check-in among the parked ones, whatever is done next.
func checkInLeft(s State, _ Msg, next State) (State, []Cmd) {
	c := next.CheckIn
	on := next.Screen == ScreenCheckIn || next.Screen == ScreenSignIn
	if on || c.Draft != s.CheckIn.Draft || !c.keeps() {
		return next, nil
	}
	next.CheckIn.Dirty = false
	return next, []Cmd{SaveDraft{next.CheckIn}, LoadDrafts{}}
}

// takeIn commits the whole visit, with a signature or a reason for none.
func (s State) takeIn(reason string) (State, []Cmd) {
	c := &s.CheckIn
	if c.Busy || reason == "" && c.signed().Empty() {
		return s, nil
	}
	c.Busy = true
	var all []repair.OrderCommand
	for _, m := range c.Machines() {
		m = m.keyed(s.Shop)
		m.Device.Brand = s.Shop.Trade.Key(m.Device.Brand, s.Shop.Trade.Brands(m.Device.Kind)...)
		cmd := m.command(s.Shop.Trade.TestSheet(m.Device, s.Shop.OwnLines))
		cmd.Customer, cmd.Begun = c.Customer, c.Begun
		if reason != "" {
			cmd.NoSignatureReason = reason
		} else {
			cmd.Signed = c.signed()
		}
		all = append(all, repair.OrderCommand{Order: m.Order, Command: cmd})
	}
	commit := s.commit(TagCheckIn, all[0].Order, all[0].Command)
	commit.Also = all[1:]
	return s, []Cmd{commit}
}

// keyed has entries of the shop's lists where what was chosen in an old draft says
// one.
func (m Machine) keyed(shop Shop) Machine {
	t, kind := shop.Trade, m.Device.Kind
	m.Symptom.Chips = t.Keys(m.Symptom.Chips, t.Symptoms(kind)...)
	m.Kept = slices.Clone(m.Kept)
	for i, a := range m.Kept {
		m.Kept[i].Name = t.Key(a.Name, slices.Concat(t.Accessories(kind), t.Papers())...)
	}
	return m
}

// command is what the store is asked to take in.
func (m Machine) command(sheet []repair.TestLine) repair.CheckIn {
	cmd := repair.CheckIn{
		Device: m.Device, Symptom: m.Symptom, Marks: m.Marks, ConditionChecked: m.Clean,
		Accessories: m.Kept, OldParts: m.OldParts, PromisedOn: m.Promised, Lines: sheet,
		OnTheSpot: m.OnTheSpot, Passcode: m.Passcode,
	}
	cmd.EstimateFen, _ = ParseFen(m.Estimate)
	if m.Seen != "" {
		cmd.Inspection = &repair.Inspection{By: m.SeenBy, Seen: m.Seen, Note: m.Finding, Cause: m.Cause, FixNow: m.FixNow}
	}
	return cmd
}
