package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// updateCheckIn takes the messages of the check-in: a draft is written anew
// after each.
func updateCheckIn(s State, m Msg) (State, []Cmd) {
	s.CheckIn.Dirty = true
	switch m := m.(type) {
	case visitMsg:
		return s.updateVisit(m)
	case customerMsg:
		return s.updateCustomer(m)
	case machineMsg:
		return s.updateMachine(m)
	case inspectedMsg:
		return s.updateInspected(m)
	case agreedMsg:
		return s.updateAgreed(m)
	}
	return s, nil
}

func (s State) updateVisit(m visitMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
	case CheckInStarted:
		s.Started++
		s = s.home().to(ScreenCheckIn)
		s.CheckIn = s.newCheckIn()
		return s.focus(FieldPhone), nil
	case StepDone:
		return s.stepDone()
	case StepBack:
		return s.stepBack()
	case StepChosen:
		if m.Step < c.Step && c.Step != StepPrint {
			c.Step, c.Beside = m.Step, 0
			return s.entered()
		}
	case Parked:
		return s.park()
	case DraftChosen:
		return s.draftChosen(m)
	case DraftOpened:
		return s.draftOpened(m)
	case DraftVoided:
		return s.voided(m.Reason)
	case InspectionBegun:
		if c.Step > StepMachine && c.Step < StepSign {
			if c.Step != StepInspect {
				c.Beside = c.Step
			}
			c.Step, c.SeenBy = StepInspect, m.Staff
			return s.entered()
		}
	case ListTurned:
		c.Part++
	case MachineAdded:
		if c.Step == StepAgree && s.Ready() {
			c.Others = append(slices.Clone(c.Others), c.Machine)
			c.Machine = s.newMachine()
			c.Step = StepMachine
			return s.entered()
		}
	case MachineOpened:
		return s.machineTurned(m.Index)
	case CheckInLeft:
		return s.checkInEnded(m.Another)
	}
	return s, nil
}

// checkInEnded drops the draft of a visit that is in the store, or that was
// never begun.
func (s State) checkInEnded(another bool) (State, []Cmd) {
	cmds := []Cmd{DropDraft{s.CheckIn.Draft}, LoadDrafts{}}
	s = s.home()
	if another {
		next, more := s.updateVisit(CheckInStarted{})
		return next, append(cmds, more...)
	}
	return s, cmds
}

// resumed shows a check-in that was begun before.
func (s State) resumed(c CheckIn) State {
	s = s.home().to(ScreenCheckIn)
	s.CheckIn = c
	return s
}

func (s State) draftOpened(m DraftOpened) (State, []Cmd) {
	s = s.resumed(m.CheckIn)
	if m.Restored && s.Staff == nil {
		return s.signInFor(nil), s.histories()
	}
	next, cmds := s.entered()
	return next, append(cmds, s.histories()...)
}

// updateInspected takes what is wrong with the machine, and what an engineer
// says of it.
func (s State) updateInspected(m inspectedMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
	case SymptomToggled:
		c.Symptom.Chips = toggle(c.Symptom.Chips, m.Chip)
	case OftenChosen:
		c.Symptom.Often = m.Often
	case BoughtChosen:
		if c.Bought == m.Bought {
			m.Bought = ""
		}
		c.Bought, s.Focus = m.Bought, ""
		if len(m.Bought) == 4 && m.Bought > s.Now.AddDate(-MonthYears, 0, 0).Format("2006") {
			s = s.focus(FieldBought) // the month is asked next
		}
	case ProofChosen:
		c.Symptom.Proof = other(c.Symptom.Proof, m.Proof)
	case SeenChosen:
		c.Seen = other(c.Seen, m.Seen)
		if c.SeenBy == "" && s.Staff != nil && s.Staff.Role == repair.RoleEngineer {
			c.SeenBy = s.Staff.ID
		}
	case CauseChosen:
		c.Cause = other(c.Cause, m.Cause)
	case FixNowTurned:
		c.FixNow = !c.FixNow
		c.OnTheSpot = c.OnTheSpot && c.FixNow
	case OnTheSpotTurned:
		c.OnTheSpot = m.On && c.FixNow
	case InspectorChosen:
		c.SeenBy = m.Staff
	}
	return s, nil
}

// updateAgreed takes how the machine looks, what is kept here, and what is
// agreed with the customer.
func (s State) updateAgreed(m agreedMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
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
	case AccessoryToggled:
		c.Kept = toggleKept(c.Kept, m.Name)
	case AccessoryCounted:
		c.Kept = countKept(c.Kept, m.Name, m.By)
	case AccessoryAdded:
		if t := strings.TrimSpace(c.Accessory); t != "" {
			c.Kept = toggleKept(c.Kept, t)
		}
		c.Accessory, s.Focus = "", ""
	case OldPartsChosen:
		c.OldParts = m.OldParts
	case PromiseMoved:
		c.Promised = s.moveDay(c.Promised, m.Days)
	case EstimateChosen:
		c.Estimate, s.Focus = m.Yuan, ""
	}
	return s, nil
}

// checkInScanned takes a code that is none of ours as the maker's serial number
// where one is wanted.
func checkInScanned(s State, r reading) (State, []Cmd, bool) {
	if !r.foreign() || s.CheckIn.Step != StepMachine || s.CheckIn.Busy {
		return s, nil, false
	}
	s.CheckIn.Device.Serial, s.CheckIn.Device.NoSerial = "", ""
	was := s.Focus
	s = s.focus(FieldSerial).typed(r.text)
	s.Focus = was
	if was == FieldSerial {
		s.Focus = ""
	}
	return s, append(s.history(), Play{SoundKey}), true
}

// checkInBadged is an engineer who looks at the machine while the coordinator
// goes on.
func checkInBadged(s State, p repair.Staff) (State, []Cmd, bool) {
	c := s.CheckIn
	if s.Staff == nil || p.ID == s.Staff.ID || p.Role == repair.RoleCoordinator || c.Step <= StepMachine || c.Step >= StepSign {
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
	next, cmds := s.stepDone()
	return next, cmds, true
}

func checkInSigned(s State, m SignedOff) (State, []Cmd) { return s.signedOff(m.Text, "") }

func checkInFailed(s State, _ Failed) (State, []Cmd, bool) {
	s.CheckIn.Busy = false
	return s, nil, false
}

// checkInTick writes the draft: a power cut loses a second of typing at most.
func checkInTick(s State) (State, []Cmd) {
	c := &s.CheckIn
	if !c.Dirty || c.Step == StepPrint || c.Phone+c.Lookup == "" {
		return s, nil
	}
	c.Dirty = false
	return s, []Cmd{SaveDraft{*c}}
}

// checkInLeft keeps a check-in among the parked ones, whatever is done next.
func checkInLeft(s State, _ Msg, next State) (State, []Cmd) {
	c := next.CheckIn
	if next.Screen == ScreenCheckIn || next.Screen == ScreenSignIn || c.Draft != s.CheckIn.Draft || c.Step == StepPrint || c.Phone+c.Lookup == "" {
		return next, nil
	}
	next.CheckIn.Dirty = false
	return next, []Cmd{SaveDraft{next.CheckIn}, LoadDrafts{}}
}

// MonthYears is for how many years, this one included, the month of purchase is
// asked: what is older is out of every warranty.
const MonthYears = 5

// other is a choice that is taken back when it is chosen again.
func other[T ~string](was, chosen T) T {
	if was == chosen {
		return ""
	}
	return chosen
}

func toggle[T comparable](list []T, x T) []T {
	if i := slices.Index(list, x); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), x)
}

// toggleKept keeps one of a thing here, or sends all of its kind home.
func toggleKept(list []repair.Accessory, name string) []repair.Accessory {
	is := func(a repair.Accessory) bool { return a.Name == name }
	if slices.ContainsFunc(list, is) {
		return slices.DeleteFunc(slices.Clone(list), is)
	}
	return append(slices.Clone(list), repair.Accessory{Name: name})
}

// keptMost is the most of one thing that is kept.
const keptMost = 9

// countKept keeps one more or one less of a thing, beside its like: they are
// labelled i of n in this order.
func countKept(list []repair.Accessory, name string, by int) []repair.Accessory {
	list = slices.Clone(list)
	last, n := -1, 0
	for i, a := range list {
		if a.Name == name {
			last, n = i, n+1
		}
	}
	switch {
	case last < 0:
	case by < 0:
		return slices.Delete(list, last, last+1)
	case n < keptMost:
		return slices.Insert(list, last+1, repair.Accessory{Name: name})
	}
	return list
}

func (s State) stepBack() (State, []Cmd) {
	c := &s.CheckIn
	s = s.unfocused()
	switch {
	case c.Beside != 0:
		c.Step, c.Beside = c.Beside, 0
		return s.entered()
	case c.Step == StepPhone && c.ByName:
		c.ByName, c.Lookup, c.Hits = false, "", nil
		return s.focus(FieldPhone), nil
	case c.Step == StepPhone || c.Step == StepPrint:
		return s.park()
	case c.Step == StepMachine && len(c.Others) > 0 && c.Order == "":
		// The machine that was not described after all.
		n := len(c.Others) - 1
		c.Machine, c.Others, c.Step = c.Others[n], slices.Clone(c.Others[:n]), StepAgree
		return s.entered()
	}
	c.Step--
	if c.Step == StepCustomer && c.Customer.ID != "" {
		c.Step = StepPhone
	}
	return s.entered()
}

// draftChosen takes a parked visit up again; the one on the screen is parked.
func (s State) draftChosen(m DraftChosen) (State, []Cmd) {
	var cmds []Cmd
	if s.CheckIn.Draft == m.ID {
		return s.resumed(s.CheckIn).entered()
	}
	if s.CheckIn.Draft != "" && s.CheckIn.Step != StepPrint {
		cmds = append(cmds, SaveDraft{s.CheckIn})
	}
	return s, append(cmds, OpenDraft{m.ID})
}

// voided gives the whole visit up: every number that it has.
func (s State) voided(reason string) (State, []Cmd) {
	c := s.CheckIn
	s = s.home().notify("checkin.voided")
	cmds := []Cmd{DropDraft{c.Draft}, LoadDrafts{}}
	for _, m := range c.Machines() {
		if m.Order != "" {
			cmds = append(cmds, s.commit(TagVoid, m.Order, repair.VoidOrder{Reason: reason}))
		}
	}
	return s, cmds
}

// machineTurned brings another machine of the visit onto the screen.
func (s State) machineTurned(i int) (State, []Cmd) {
	c := &s.CheckIn
	if i < 0 || i >= len(c.Others) || c.Order == "" {
		return s, nil
	}
	all := c.Machines()
	c.Machine = all[i]
	c.Others = slices.Delete(all, i, i+1)
	c.Step = StepAgree
	return s.entered()
}

// history asks for the earlier orders of the machine on the screen.
func (s State) history() []Cmd {
	if s.CheckIn.Device.Serial == "" {
		return nil
	}
	return []Cmd{LoadHistory{s.CheckIn.Device.Serial}}
}

// histories asks for those of all machines of the visit: a draft does not keep
// them.
func (s State) histories() (cmds []Cmd) {
	for _, m := range s.CheckIn.Machines() {
		if m.Device.Serial != "" {
			cmds = append(cmds, LoadHistory{m.Device.Serial})
		}
	}
	return cmds
}

// stepDone leaves a page that is ready.
func (s State) stepDone() (State, []Cmd) {
	c := &s.CheckIn
	if !s.Ready() {
		return s, nil
	}
	switch c.Step {
	case StepPhone:
		if c.Customer.ID == "" || !slices.Contains(c.Customer.Phones, c.Phone) {
			var same []int
			for i, h := range c.Hits {
				if slices.Contains(h.Customer.Phones, c.Phone) {
					same = append(same, i)
				}
			}
			switch len(same) {
			case 0:
				c.Customer, c.Known = repair.Customer{Phones: []string{c.Phone}}, nil
			case 1:
				return s.updateCustomer(HitChosen{same[0]})
			default:
				return s.warn("checkin.same-phone", "n", itoa(len(same))), nil
			}
		}
		if c.Customer.ID != "" {
			c.Step = StepMachine
			return s.entered()
		}
	case StepCustomer:
		next, _ := s.updateCustomer(PhoneAdded{})
		next, _ = next.updateCustomer(ContactAdded{})
		s, c = next, &next.CheckIn
		c.Customer.Name, c.Customer.Company = strings.TrimSpace(c.Customer.Name), strings.TrimSpace(c.Customer.Company)
		if c.Customer.Name != "" {
			c.Customer.Ink = nil // typed after all
		}
		s.CheckIn = *c
		c = &s.CheckIn
	case StepMachine:
		if c.Order == "" {
			c.Busy, s.Focus = true, ""
			return s, []Cmd{s.commit(TagNumber, "", repair.AssignNumber{Kind: c.Device.Kind, Batch: c.batch()})}
		}
	case StepSymptom:
		month, ok := c.BoughtMonth(s.Now)
		if !ok {
			return s.warn("checkin.bad-month"), nil
		}
		c.Symptom.BoughtIn, c.Symptom.Warranty = month, c.InWarranty(s.Now)
	case StepInspect:
		if c.Beside != 0 {
			c.Step, c.Beside = c.Beside, 0
			return s.entered()
		}
	case StepSign, StepPrint:
		return s, nil
	}
	c.Step++
	return s.entered()
}

// batch is the first order of the visit.
func (c CheckIn) batch() repair.OrderID {
	if len(c.Others) == 0 {
		return ""
	}
	return c.Others[0].Order
}

// entered opens the page's first field and saves the draft.
func (s State) entered() (State, []Cmd) {
	s = s.unfocused()
	c := &s.CheckIn
	switch c.Step {
	case StepPhone:
		s = s.focus(FieldPhone)
	case StepCustomer:
		if !c.Customer.Named() {
			s = s.focus(FieldName)
		}
	case StepSign:
		c.Ink = Ink{}
	}
	c.Dirty, c.Part = false, 0
	cmds := []Cmd{SaveDraft{s.CheckIn}}
	if c.Step == StepMachine || c.Step == StepSymptom || c.Step == StepSign {
		cmds = append(cmds, s.history()...)
	}
	if c.Step == StepMachine && c.Device.Kind != "" {
		cmds = append(cmds, FindModels{c.Device.Kind, c.Device.Brand})
	}
	return s, cmds
}

func (s State) park() (State, []Cmd) {
	if s.CheckIn.Step == StepPrint || s.CheckIn.Phone == "" && s.CheckIn.Order == "" && len(s.CheckIn.Others) == 0 {
		return s.checkInEnded(false)
	}
	keep := s.CheckIn
	return s.home().notify("checkin.parked"), []Cmd{SaveDraft{keep}, LoadDrafts{}}
}

// signedOff commits the whole visit, with a signature or a reason.
func (s State) signedOff(text, reason string) (State, []Cmd) {
	c := &s.CheckIn
	if c.Busy || reason == "" && c.sheet("").Empty() {
		return s, nil
	}
	c.Busy = true
	var all []OrderCommand
	for _, m := range c.Machines() {
		cmd := m.command(s.Shop.Trade.TestSheet(m.Device, s.Shop.OwnLines))
		cmd.Customer, cmd.Begun = c.Customer, c.Begun
		if reason != "" {
			cmd.NoSignatureReason = reason
		} else {
			cmd.Signed = c.sheet(text)
		}
		all = append(all, OrderCommand{Order: m.Order, Command: cmd})
	}
	commit := s.commit(TagCheckIn, all[0].Order, all[0].Command)
	commit.Also = all[1:]
	return s, []Cmd{commit}
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
		return s.entered()
	case TagCheckIn:
		c.Done = append([]Row{m.Row}, m.Also...)
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
	}
	return s, nil
}
