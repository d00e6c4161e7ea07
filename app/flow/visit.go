package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Messages that lead through a check-in.
type (
	// CheckInStarted begins a new check-in.
	CheckInStarted struct{}
	// StepDone goes to the next page.
	StepDone struct{}
	// StepBack goes to the page before; nothing is lost.
	StepBack struct{}
	// StepChosen goes back to a page that was passed.
	StepChosen struct{ Step Step }
	// Parked leaves the check-in as a draft and goes home.
	Parked struct{}
	// DraftChosen takes a parked check-in up again.
	DraftChosen struct{ ID string }
	// DraftVoided gives the visit up, with a reason.
	DraftVoided struct{ Reason string }
	// InspectionBegun is an engineer's badge while the check-in goes on: the
	// inspection comes up, and afterwards the page that was there.
	InspectionBegun struct{ Staff repair.StaffID }
	// ListTurned shows the next part of a list that is too long for its page.
	ListTurned struct{}
	// MachineAdded describes another machine of the visit, MachineOpened takes
	// one up again.
	MachineAdded  struct{}
	MachineOpened struct{ Index int }
	// CheckInLeft ends the last page; the machine stays where it is.
	CheckInLeft struct{ Another bool }
)

// DraftOpened is a parked check-in read back; with Restored it is the one
// that was on the screen when the program ended.
type DraftOpened struct {
	CheckIn  CheckIn
	Restored bool
}

// visitMsg are the messages that lead through a check-in.
//
//sumtype:decl
type visitMsg interface {
	Msg
	visitMsg()
}

func (CheckInStarted) owner() Screen  { return ScreenCheckIn }
func (StepDone) owner() Screen        { return ScreenCheckIn }
func (StepBack) owner() Screen        { return ScreenCheckIn }
func (StepChosen) owner() Screen      { return ScreenCheckIn }
func (Parked) owner() Screen          { return ScreenCheckIn }
func (DraftChosen) owner() Screen     { return ScreenCheckIn }
func (DraftVoided) owner() Screen     { return ScreenCheckIn }
func (InspectionBegun) owner() Screen { return ScreenCheckIn }
func (ListTurned) owner() Screen      { return ScreenCheckIn }
func (MachineAdded) owner() Screen    { return ScreenCheckIn }
func (MachineOpened) owner() Screen   { return ScreenCheckIn }
func (CheckInLeft) owner() Screen     { return ScreenCheckIn }
func (DraftOpened) owner() Screen     { return ScreenCheckIn }

func (CheckInStarted) visitMsg()  {}
func (StepDone) visitMsg()        {}
func (StepBack) visitMsg()        {}
func (StepChosen) visitMsg()      {}
func (Parked) visitMsg()          {}
func (DraftChosen) visitMsg()     {}
func (DraftVoided) visitMsg()     {}
func (InspectionBegun) visitMsg() {}
func (ListTurned) visitMsg()      {}
func (MachineAdded) visitMsg()    {}
func (MachineOpened) visitMsg()   {}
func (CheckInLeft) visitMsg()     {}
func (DraftOpened) visitMsg()     {}

func (DraftOpened) reported() {}

func updateVisit(s State, m visitMsg) (State, []Cmd) {
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
		return checkInParked(s)
	case DraftChosen:
		return draftChosen(s, m)
	case DraftOpened:
		return draftOpened(s, m)
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
		if c.Step == StepAgree && c.Ready() {
			c.Others = append(slices.Clone(c.Others), c.Machine)
			c.Machine = s.newMachine()
			c.Step = StepMachine
			return s.entered()
		}
	case MachineOpened:
		return machineTurned(s, m.Index)
	case CheckInLeft:
		return s.checkInEnded(m.Another)
	}
	return s, nil
}

// stepDone leaves a page that is ready.
func (s State) stepDone() (State, []Cmd) {
	c := &s.CheckIn
	if !c.Ready() || s.Screen == ScreenCorrect { // which has its own way on
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
				return updateCustomer(s, HitChosen{same[0]})
			default:
				return s.warn("checkin.same-phone", "n", itoa(len(same))), nil
			}
		}
		if c.Customer.ID != "" {
			c.Step = StepMachine
			return s.entered()
		}
	case StepCustomer:
		s, _ = updateCustomer(s, PhoneAdded{})
		s, _ = updateCustomer(s, ContactAdded{})
		c.Customer.Name, c.Customer.Company = strings.TrimSpace(c.Customer.Name), strings.TrimSpace(c.Customer.Company)
		if c.Customer.Name != "" {
			c.Customer.Ink = nil // typed after all
		}
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
	case StepOutside, StepAccessories, StepAgree:
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

func (s State) stepBack() (State, []Cmd) {
	c := &s.CheckIn
	s.unfocus()
	switch {
	case c.Beside != 0:
		c.Step, c.Beside = c.Beside, 0
		return s.entered()
	case c.Step == StepPhone && c.ByName:
		c.ByName, c.Lookup, c.Hits = false, "", nil
		return s.focus(FieldPhone), nil
	case c.Step == StepPhone || c.Step == StepPrint:
		return checkInParked(s)
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

// entered opens the page's first field and saves the draft.
func (s State) entered() (State, []Cmd) {
	s.unfocus()
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
	default: // nothing is typed first
	}
	c.Dirty, c.Part = false, 0
	cmds := []Cmd{SaveDraft{s.CheckIn}}
	if c.Step == StepMachine || c.Step == StepSymptom || c.Step == StepSign {
		cmds = append(cmds, c.history()...)
	}
	if c.Step == StepMachine && c.Device.Kind != "" {
		cmds = append(cmds, FindModels{c.Device.Kind, c.Device.Brand})
	}
	return s, cmds
}

func checkInParked(s State) (State, []Cmd) {
	if s.CheckIn.Step == StepPrint || s.CheckIn.Phone == "" && s.CheckIn.Order == "" && len(s.CheckIn.Others) == 0 {
		return s.checkInEnded(false)
	}
	keep := s.CheckIn
	return s.home().notify("checkin.parked"), []Cmd{SaveDraft{keep}, LoadDrafts{}}
}

// parkFirst puts a check-in aside before another screen takes its place.
func (s State) parkFirst() (State, []Cmd) {
	if s.Screen == ScreenCheckIn {
		return checkInParked(s)
	}
	return s, nil
}

// checkInEnded drops the draft of a visit that is in the store, or that was
// never begun.
func (s State) checkInEnded(another bool) (State, []Cmd) {
	cmds := []Cmd{DropDraft{s.CheckIn.Draft}, LoadDrafts{}}
	s = s.home()
	if another {
		next, more := updateVisit(s, CheckInStarted{})
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

func draftOpened(s State, m DraftOpened) (State, []Cmd) {
	c := m.CheckIn
	c.Machine, c.Others = c.Machine.keyed(s.Shop), slices.Clone(c.Others)
	for i := range c.Others {
		c.Others[i] = c.Others[i].keyed(s.Shop)
	}
	s = s.resumed(c)
	if m.Restored && s.Staff == nil {
		return s.signInFor(nil), s.CheckIn.histories()
	}
	next, cmds := s.entered()
	return next, append(cmds, s.CheckIn.histories()...)
}

// draftChosen takes a parked visit up again; the one on the screen is parked.
func draftChosen(s State, m DraftChosen) (State, []Cmd) {
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
func machineTurned(s State, i int) (State, []Cmd) {
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
