package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

// Step is a page of the check-in, in the order of 000 L229-257.
type Step int

// The steps.
const (
	StepPhone Step = iota
	StepCustomer
	StepMachine
	StepFault
	StepInspect
	StepOutside
	StepAccessories
	StepSign
	StepPrint
)

// Steps is the number of pages.
const Steps = 9

// CheckIn is a machine being taken in. It is saved as a draft at every step.
type CheckIn struct {
	Draft string // id of the draft
	// Dirty is set when something changed since the draft was saved.
	Dirty bool `json:"-"`
	Step  Step
	Order repair.OrderID // given when the machine is described
	// Busy is set while the store works on a number or on the whole.
	Busy bool `json:"-"`

	Phone    string
	Hits     []CustomerHit `json:"-"`
	Customer repair.Customer
	Known    []repair.Device // the customer's machines, newest first

	Device  repair.Device
	History []Row `json:"-"` // earlier orders of this serial

	Fault   repair.Fault
	Bought  string // yyyymm as typed
	Seen    repair.Seen
	Finding string
	SeenBy  repair.StaffID

	MarkKind repair.MarkKind
	View     int
	Marks    []repair.ConditionMark
	Clean    bool // nothing to mark

	Kept     []repair.Accessory
	Thing    string
	OldParts repair.OldParts
	Promised repair.Date

	Ink    Ink    `json:"-"`
	Unsign string // why there is no signature

	// After the commit:
	Done *Row
	Jobs []int64
}

func (s State) newCheckIn() CheckIn {
	return CheckIn{
		Draft:    strconv.FormatInt(s.Now.UnixMilli(), 36) + "-" + strconv.Itoa(s.Started),
		MarkKind: repair.MarkScratch, OldParts: repair.OldPartsCustomer,
		Device:   repair.Device{Trays: 1},
		Fault:    repair.Fault{Often: repair.OftenAlways, Warranty: repair.WarrantyUnknown},
		Promised: s.Shop.Calendar.AddDays(s.Today(), s.Shop.Limits.PromiseDays),
	}
}

// Ready reports whether the page has what the next one needs.
func (s State) Ready() bool {
	c := s.CheckIn
	if c.Busy {
		return false
	}
	switch c.Step {
	case StepPhone:
		return len(c.Phone) >= 7
	case StepCustomer:
		return strings.TrimSpace(c.Customer.Name+c.Customer.Company) != ""
	case StepMachine:
		return c.Device.Kind != "" && strings.TrimSpace(c.Device.Name()) != "" && (c.Device.Serial != "" || c.Device.NoSerial != "")
	case StepFault:
		return len(c.Fault.Chips) > 0 || strings.TrimSpace(c.Fault.Words) != ""
	case StepInspect:
		return c.Seen == "" || c.SeenBy != ""
	case StepOutside:
		return c.Clean || len(c.Marks) > 0
	case StepSign:
		return !c.sheet("").Empty()
	}
	return true
}

func (c CheckIn) sheet(text string) *repair.SignedSheet {
	return &repair.SignedSheet{Text: text, Strokes: c.Ink.Strokes}
}

// BoughtMonth is the month of purchase as typed, "2025-03", and whether it is
// a possible one by now.
func (c CheckIn) BoughtMonth(now time.Time) (month string, ok bool) {
	if len(c.Bought) != 6 {
		return "", c.Bought == ""
	}
	y, err1 := strconv.Atoi(c.Bought[:4])
	m, err2 := strconv.Atoi(c.Bought[4:])
	if err1 != nil || err2 != nil || m < 1 || m > 12 || y < 1990 || y > now.Year() || y == now.Year() && m > int(now.Month()) {
		return "", false
	}
	return c.Bought[:4] + "-" + c.Bought[4:], true
}

// InWarranty guesses the maker's warranty from the month of purchase: one
// year is what most makers give.
func (c CheckIn) InWarranty(now time.Time) repair.Warranty {
	month, ok := c.BoughtMonth(now)
	if !ok || month == "" {
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

func (s State) updateCheckIn(m Msg) (State, []Cmd) {
	c := &s.CheckIn
	c.Dirty = true
	switch m := m.(type) {
	case CheckInStarted:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		s.Started++
		s.CheckIn = s.newCheckIn()
		s = s.home().to(ScreenCheckIn).focus(FieldPhone)
	case StepDone:
		return s.stepDone()
	case StepBack:
		s.Focus = ""
		if c.Step == StepPhone || c.Step == StepPrint {
			return s.park()
		}
		c.Step--
		if c.Step == StepCustomer && c.Customer.ID != "" {
			c.Step = StepPhone
		}
		return s.entered()
	case StepChosen:
		if m.Step < c.Step && c.Step != StepPrint {
			c.Step = m.Step
			return s.entered()
		}
	case Parked:
		return s.park()
	case DraftChosen:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		return s, []Cmd{OpenDraft{m.ID}}
	case DraftOpened:
		s.CheckIn = m.CheckIn
		if s.CheckIn.Step == StepPrint {
			s.CheckIn.Done = m.CheckIn.Done
		}
		s = s.home().to(ScreenCheckIn)
		if m.Restored && s.Staff == nil {
			return s.signInFor(nil), nil
		}
		return s.entered()
	case DraftVoided:
		id, draft := c.Order, c.Draft
		s.CheckIn = CheckIn{}
		s = s.home().say("checkin.voided")
		cmds := []Cmd{DropDraft{draft}, LoadDrafts{}}
		if id != "" {
			cmds = append(cmds, s.commit(TagVoid, id, repair.VoidOrder{Reason: "abandoned"}))
		}
		return s, cmds
	case HitChosen:
		if m.Index < len(c.Hits) {
			h := c.Hits[m.Index]
			c.Customer, c.Known, c.Phone = h.Customer, h.Devices, h.Customer.Phone()
			c.Step = StepMachine
			return s.entered()
		}
	case NewCustomer:
		c.Customer, c.Known, c.Hits = repair.Customer{Phones: []string{c.Phone}}, nil, nil
		c.Step = StepCustomer
		return s.entered()
	case KindChosen:
		if c.Device.Kind != m.Kind {
			c.Device.Kind, c.Fault.Chips, c.Marks, c.View, c.Clean = m.Kind, nil, nil, 0, false
		}
	case BrandChosen:
		c.Device.Brand = m.Brand
		s = s.focus(FieldModel)
	case KnownChosen:
		if m.Index < len(c.Known) {
			c.Device = c.Known[m.Index]
			if c.Device.Trays == 0 {
				c.Device.Trays = 1
			}
			return s, s.history()
		}
	case NoSerialChosen:
		if c.Device.NoSerial == "" {
			c.Device.Serial, c.Device.NoSerial = "", "unreadable"
		} else {
			c.Device.NoSerial = ""
		}
		s.Focus = ""
	case HistoryLoaded:
		if m.Serial == c.Device.Serial {
			c.History = m.Rows
		}
	case CustomersFound:
		if m.Digits == c.Phone {
			c.Hits = m.Hits
		}
	case FaultToggled:
		c.Fault.Chips = toggle(c.Fault.Chips, m.Chip)
	case OftenChosen:
		c.Fault.Often = m.Often
	case SeenChosen:
		if c.Seen == m.Seen {
			c.Seen = ""
		} else {
			c.Seen = m.Seen
		}
		if c.SeenBy == "" && s.Staff != nil && s.Staff.Role == repair.RoleEngineer {
			c.SeenBy = s.Staff.ID
		}
	case InspectorChosen:
		c.SeenBy = m.Staff
	case TraysChosen:
		c.Device.Trays = m.N
	case MarkKindChosen:
		c.MarkKind = m.Kind
	case OutlineTouched:
		c.Clean = false
		c.Marks = append(slices.Clone(c.Marks), repair.ConditionMark{Kind: c.MarkKind, View: m.View, X: m.X, Y: m.Y})
	case MarkUndone:
		if n := len(c.Marks); n > 0 {
			c.Marks = slices.Clone(c.Marks[:n-1])
		}
	case OutsideClean:
		c.Clean, c.Marks = true, nil
		return s.stepDone()
	case ThingToggled:
		c.Kept = toggleKept(c.Kept, m.Name)
	case ThingAdded:
		if t := strings.TrimSpace(c.Thing); t != "" {
			c.Kept = toggleKept(c.Kept, t)
		}
		c.Thing, s.Focus = "", ""
	case OldPartsChosen:
		c.OldParts = m.OldParts
	case PromiseMoved:
		c.Promised = s.moveDay(c.Promised, m.Days)
	case InkCleared:
		c.Ink = Ink{}
	case SignedOff:
		return s.signedOff(m.Text, "")
	case CheckInLeft:
		draft := c.Draft
		s.CheckIn = CheckIn{}
		s = s.home()
		cmds := []Cmd{DropDraft{draft}, LoadDrafts{}}
		if m.Another {
			next, more := s.updateCheckIn(CheckInStarted{})
			return next, append(cmds, more...)
		}
		return s, cmds
	}
	return s, nil
}

func toggle[T comparable](list []T, x T) []T {
	if i := slices.Index(list, x); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), x)
}

func toggleKept(list []repair.Accessory, name string) []repair.Accessory {
	if i := slices.IndexFunc(list, func(a repair.Accessory) bool { return a.Name == name }); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), repair.Accessory{Name: name})
}

func (s State) history() []Cmd {
	if s.CheckIn.Device.Serial == "" {
		return nil
	}
	return []Cmd{LoadHistory{s.CheckIn.Device.Serial}}
}

// stepDone leaves a page that is ready.
func (s State) stepDone() (State, []Cmd) {
	c := &s.CheckIn
	if !s.Ready() {
		return s, nil
	}
	switch c.Step {
	case StepPhone:
		if c.Customer.ID == "" || c.Customer.Phone() != c.Phone {
			i := slices.IndexFunc(c.Hits, func(h CustomerHit) bool { return slices.Contains(h.Customer.Phones, c.Phone) })
			if i >= 0 {
				return s.updateCheckIn(HitChosen{i})
			}
			c.Customer.ID = ""
		}
		c.Customer.Phones = []string{c.Phone}
	case StepCustomer:
		c.Customer.Name, c.Customer.Company = strings.TrimSpace(c.Customer.Name), strings.TrimSpace(c.Customer.Company)
	case StepMachine:
		if c.Order == "" {
			c.Busy, s.Focus = true, ""
			return s, []Cmd{s.commit(TagNumber, "", repair.AssignNumber{Kind: c.Device.Kind})}
		}
	case StepFault:
		month, ok := c.BoughtMonth(s.Now)
		if !ok {
			return s.warn("checkin.bad-month"), nil
		}
		c.Fault.BoughtIn, c.Fault.Warranty = month, c.InWarranty(s.Now)
	case StepSign, StepPrint:
		return s, nil
	}
	c.Step++
	return s.entered()
}

// entered opens the page's first field and saves the draft.
func (s State) entered() (State, []Cmd) {
	s.Focus = ""
	c := &s.CheckIn
	switch c.Step {
	case StepPhone:
		s = s.focus(FieldPhone)
	case StepCustomer:
		s = s.focus(FieldName)
	case StepSign:
		c.Ink = Ink{}
	}
	c.Dirty = false
	cmds := []Cmd{SaveDraft{s.CheckIn}}
	if c.Step == StepMachine || c.Step == StepFault {
		cmds = append(cmds, s.history()...)
	}
	return s, cmds
}

func (s State) park() (State, []Cmd) {
	if s.CheckIn.Step == StepPrint || s.CheckIn.Phone == "" && s.CheckIn.Order == "" {
		return s.updateCheckIn(CheckInLeft{})
	}
	keep := s.CheckIn
	s.CheckIn = CheckIn{}
	return s.home().say("checkin.parked"), []Cmd{SaveDraft{keep}, LoadDrafts{}}
}

// signedOff commits the whole check-in, with a signature or a reason.
func (s State) signedOff(text, reason string) (State, []Cmd) {
	c := &s.CheckIn
	if c.Busy || reason == "" && c.sheet("").Empty() {
		return s, nil
	}
	c.Busy = true
	cmd := repair.CheckIn{
		Customer: c.Customer, Device: c.Device, Fault: c.Fault, Marks: c.Marks, ConditionChecked: c.Clean,
		Accessories: c.Kept, OldParts: c.OldParts, PromisedOn: c.Promised, OwnLines: s.Shop.OwnLines,
	}
	if c.Seen != "" {
		cmd.Inspection = &repair.Inspection{By: c.SeenBy, Seen: c.Seen, Note: c.Finding}
	}
	if reason != "" {
		cmd.NoSignatureReason = reason
	} else {
		cmd.Signed = c.sheet(text)
	}
	return s, []Cmd{s.commit(TagCheckIn, c.Order, cmd)}
}

func (s State) commit(tag Tag, id repair.OrderID, c repair.Command) Commit {
	by := repair.StaffID("")
	if s.Staff != nil {
		by = s.Staff.ID
	}
	return Commit{Tag: tag, Order: id, Command: c, By: by}
}

// checkInAnswered takes the store's answers to a check-in.
func (s State) checkInAnswered(m Committed) (State, []Cmd) {
	c := &s.CheckIn
	c.Busy = false
	switch m.Tag {
	case TagNumber:
		c.Order = m.Row.Order.ID
		c.Step++
		next, cmds := s.entered()
		return next, append(cmds, LoadBoard{})
	case TagCheckIn:
		c.Done = &m.Row
		c.Jobs = nil
		for _, j := range m.Jobs {
			c.Jobs = append(c.Jobs, j.ID)
		}
		c.Ink = Ink{}
		c.Step = StepPrint
		cmds := []Cmd{SaveDraft{s.CheckIn}, LoadBoard{}, Play{SoundDone}}
		for _, j := range m.Jobs {
			if j.Document == repair.DocDeviceTag {
				cmds = append(cmds, Preview{j})
			}
		}
		return s, cmds
	}
	return s, []Cmd{LoadBoard{}}
}
