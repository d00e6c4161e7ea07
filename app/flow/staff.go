package flow

import (
	"maps"
	"slices"
	"strings"

	"countertop/app/repair"
)

// ScreenStaff is the page of one person who works in the shop.
const ScreenStaff Screen = "staff"

// StaffPart is what is done to a person on a page of its own.
type StaffPart string

// The parts; "" is the person.
const (
	StaffPIN   StaffPart = "pin"
	StaffBadge StaffPart = "badge"
	StaffAway  StaffPart = "away"
	StaffEnd   StaffPart = "end"
)

// StaffForm is what can be written of a person.
type StaffForm struct {
	Name  string
	Roles repair.Roles
}

// StaffPage is the page of one person.
type StaffPage struct {
	ID   repair.StaffID // "" is somebody new
	Form StaffForm
	// Unsaved are forms that were left before they were saved.
	Unsaved map[repair.StaffID]StaffForm
	Part    StaffPart
	PIN     NewPIN
	// Asked is what the store was asked to do, Waits until it has answered.
	Asked repair.CommandName
	Waits bool
	// Refused is the key of the sentence that says why it does not.
	Refused string
}

// Messages of the page of a person.
type (
	// StaffChosen opens the page of a person, "" that of a new one.
	StaffChosen struct{ ID repair.StaffID }
	// StaffPartChosen opens a part of it, "" leads back to the person.
	StaffPartChosen struct{ Part StaffPart }
	// StaffRoleTurned gives a role or takes it away.
	StaffRoleTurned struct{ Role repair.Role }
	// StaffSaved keeps name and roles; of who is new or was gone, it takes them in.
	StaffSaved struct{}
	// StaffPINDone takes the PIN that was typed, the first time or the second.
	StaffPINDone struct{}
	// StaffAwayChosen says that the person is not at work to the end of a day, ""
	// until they are back; or that they are back.
	StaffAwayChosen struct {
		Back  bool
		Until repair.Date
	}
	// StaffBadgePrinted prints the badge once more; with New a new one, and the old
	// one is worth nothing.
	StaffBadgePrinted struct{ New bool }
	// StaffEnded ends the person's work here.
	StaffEnded struct{}
)

// StaffStored answers ActOnStaff and ChangePIN: the person as they are now.
// PINLength is how many digits the new PIN has.
type StaffStored struct {
	Staff     repair.Staff
	PINLength int
}

// staffMsg are the messages of the page of a person.
//
//sumtype:decl
type staffMsg interface {
	Msg
	staffMsg()
}

func (StaffChosen) owner() Screen       { return ScreenStaff }
func (StaffPartChosen) owner() Screen   { return ScreenStaff }
func (StaffRoleTurned) owner() Screen   { return ScreenStaff }
func (StaffSaved) owner() Screen        { return ScreenStaff }
func (StaffPINDone) owner() Screen      { return ScreenStaff }
func (StaffAwayChosen) owner() Screen   { return ScreenStaff }
func (StaffBadgePrinted) owner() Screen { return ScreenStaff }
func (StaffEnded) owner() Screen        { return ScreenStaff }
func (StaffStored) owner() Screen       { return ScreenStaff }

func (StaffChosen) staffMsg()       {}
func (StaffPartChosen) staffMsg()   {}
func (StaffRoleTurned) staffMsg()   {}
func (StaffSaved) staffMsg()        {}
func (StaffPINDone) staffMsg()      {}
func (StaffAwayChosen) staffMsg()   {}
func (StaffBadgePrinted) staffMsg() {}
func (StaffEnded) staffMsg()        {}
func (StaffStored) staffMsg()       {}

func (StaffStored) reported() {}

// TagStaff is what was asked on the page of a person.
const TagStaff Tag = "staff/changed"

// ActOnStaff decides a command on a person, "" a new one, in somebody's name.
// Answered by PeopleLoaded and StaffStored, or by Failed.
type ActOnStaff struct {
	By, ID  repair.StaffID
	Command repair.SubjectCommand
}

// ChangePIN gives a person a PIN in somebody's name. Answered by PeopleLoaded and
// StaffStored, or by Failed.
type ChangePIN struct {
	By, ID repair.StaffID
	PIN    string
}

func (ActOnStaff) cmd() {}
func (ChangePIN) cmd()  {}

// What is done to others is for those who may; everybody has their own page, their
// own PIN, and says themselves that they are away.
func (m StaffChosen) commandIn(s State) repair.CommandName {
	switch {
	case m.ID == "":
		return repair.CommandJoinStaff
	case m.ID == s.by():
		return ""
	}
	return repair.CommandChangeStaff
}

func (m StaffPartChosen) commandIn(s State) repair.CommandName {
	switch m.Part {
	case StaffPIN:
		return StaffPINDone{}.commandIn(s)
	case StaffBadge:
		return repair.CommandPrintBadges
	case StaffAway:
		return StaffAwayChosen{}.commandIn(s)
	case StaffEnd:
		return repair.CommandEndStaff
	}
	return ""
}

func (StaffPINDone) commandIn(s State) repair.CommandName {
	return s.StaffPage.ofOthers(s, repair.CommandSetPIN)
}

func (StaffAwayChosen) commandIn(s State) repair.CommandName {
	return s.StaffPage.ofOthers(s, repair.CommandSetAway)
}

func (StaffRoleTurned) commandIn(s State) repair.CommandName { return StaffSaved{}.commandIn(s) }

func (StaffSaved) commandIn(s State) repair.CommandName {
	if s.StaffPage.ID == "" {
		return repair.CommandJoinStaff
	}
	return repair.CommandChangeStaff
}

func (m StaffBadgePrinted) commandIn(State) repair.CommandName {
	if m.New {
		return repair.CommandIssueBadge
	}
	return repair.CommandPrintBadges
}

func (StaffEnded) commandIn(State) repair.CommandName { return repair.CommandEndStaff }

// ofOthers is what a person needs who does not do it for themselves.
func (p StaffPage) ofOthers(s State, c repair.CommandName) repair.CommandName {
	if p.ID != "" && p.ID == s.by() {
		return ""
	}
	return c
}

// Changed reports whether something is written that is not saved.
func (p StaffPage) Changed(s State) bool { return p.Form != formOf(s.Person(p.ID), p.ID) }

func formOf(x repair.Staff, id repair.StaffID) StaffForm {
	if id == "" {
		return StaffForm{}
	}
	return StaffForm{x.Name, x.Roles}
}

func staffFields() map[Field]fieldKind {
	return map[Field]fieldKind{FieldStaffName: {
		limit: 20, name: true, text: func(s *State) *string { return &s.StaffPage.Form.Name }, enter: unfocusedToo,
		changed: func(s State) (State, []Cmd) {
			s.StaffPage.Refused = ""
			return s, nil
		},
	}}
}

// FieldStaffName is the name of a person of the shop.
const FieldStaffName Field = "staff-name"

func updateStaff(s State, m staffMsg) (State, []Cmd) {
	p := &s.StaffPage
	switch m := m.(type) {
	case StaffChosen:
		return staffChosen(s, m.ID), nil
	case StaffPartChosen:
		return staffPart(s, m)
	case StaffRoleTurned:
		p.Form.Roles, p.Refused = turned(p.Form.Roles, m.Role), ""
	case StaffSaved:
		return staffSaved(s)
	case StaffPINDone:
		return staffPINDone(s)
	case StaffAwayChosen:
		return asksStaff(s, repair.CommandSetAway, repair.SetAway{Away: !m.Back, Until: m.Until})
	case StaffBadgePrinted:
		switch {
		case !m.New:
			p.Part = ""
			return s.notify("print.queued"), []Cmd{badgeOf(p.ID)}
		case !s.proved():
			return s.signInFor(m), nil
		}
		return asksStaff(s, repair.CommandIssueBadge, repair.IssueBadge{})
	case StaffEnded:
		if !s.proved() {
			return s.signInFor(m), nil
		}
		return asksStaff(s, repair.CommandEndStaff, repair.EndStaff{})
	case StaffStored:
		return staffStored(s, m)
	}
	return s, nil
}

func staffChosen(s State, id repair.StaffID) State {
	p := &s.StaffPage
	unsaved := map[repair.StaffID]StaffForm{}
	maps.Copy(unsaved, p.Unsaved)
	if p.Changed(s) {
		unsaved[p.ID] = p.Form
	} else {
		delete(unsaved, p.ID)
	}
	p.Unsaved = unsaved
	form, ok := p.Unsaved[id]
	if !ok {
		form = formOf(s.Person(id), id)
	}
	*p = StaffPage{ID: id, Form: form, Unsaved: p.Unsaved}
	return s.to(ScreenStaff)
}

// staffPart opens a part. Who sets a PIN says who they are first: not that a PIN is
// typed twice and then asked for another.
func staffPart(s State, m StaffPartChosen) (State, []Cmd) {
	if m.Part == StaffPIN && !s.proved() {
		return s.signInFor(m), nil
	}
	s.unfocus()
	s.StaffPage.Part, s.StaffPage.PIN, s.StaffPage.Refused = m.Part, NewPIN{}, ""
	if m.Part == StaffPIN {
		s = s.focus(FieldNewPIN)
	}
	return s, nil
}

// turned is roles with one more or one less.
func turned(r repair.Roles, role repair.Role) repair.Roles {
	list := r.List()
	if r.Has(role) {
		return repair.RolesOf(slices.DeleteFunc(list, func(x repair.Role) bool { return x == role })...)
	}
	return repair.RolesOf(append(list, role)...)
}

// staffSaved keeps name and roles, or takes somebody in.
func staffSaved(s State) (State, []Cmd) {
	p := &s.StaffPage
	p.Form.Name = strings.TrimSpace(p.Form.Name)
	switch {
	case p.Form.Name == "":
		return staffRefused(s, "name")
	case p.Form.Roles == "":
		return staffRefused(s, "roles")
	case !s.proved():
		return s.signInFor(StaffSaved{}), nil
	case p.ID == "" || s.Person(p.ID).Ended:
		return asksStaff(s, repair.CommandJoinStaff, repair.JoinStaff(p.Form))
	}
	return asksStaff(s, repair.CommandChangeStaff, repair.ChangeStaff{Name: p.Form.Name, Roles: p.Form.Roles})
}

// staffRefused says beside the form what it lacks.
func staffRefused(s State, need string) (State, []Cmd) {
	s.unfocus()
	s.StaffPage.Refused = "staff.need-" + need
	return s, []Cmd{Play{SoundRefused}}
}

// asksStaff asks the store to do something to the person, once.
func asksStaff(s State, name repair.CommandName, c repair.SubjectCommand) (State, []Cmd) {
	p := &s.StaffPage
	if p.Waits {
		return s, nil
	}
	s.unfocus()
	p.Waits, p.Asked, p.Refused = true, name, ""
	return s, []Cmd{ActOnStaff{s.by(), p.ID, c}}
}

func staffPINDone(s State) (State, []Cmd) {
	p := &s.StaffPage
	if p.Waits || p.Part != StaffPIN {
		return s, nil
	}
	next, done := p.PIN.taken()
	if !done {
		p.PIN = next
		if next.Refused != "" {
			return s, []Cmd{Play{SoundRefused}}
		}
		return s, nil
	}
	if !s.proved() {
		return s.signInFor(StaffPINDone{}), nil
	}
	pin := p.PIN.PIN
	p.Waits, p.Asked = true, repair.CommandSetPIN
	return s, []Cmd{ChangePIN{s.by(), p.ID, pin}}
}

// badgeOf prints somebody's badge.
func badgeOf(id repair.StaffID) Cmd {
	return AddJobs{[]repair.PrintJob{{Document: repair.DocBadge, Subject: string(id)}}}
}

// staffStored says what was done, and goes on: whoever is new gets a PIN, then a
// badge.
func staffStored(s State, m StaffStored) (State, []Cmd) {
	p := &s.StaffPage
	if !p.Waits {
		return s, nil
	}
	was := *p
	p.Unsaved = maps.Clone(p.Unsaved)
	delete(p.Unsaved, p.ID)
	*p = StaffPage{ID: m.Staff.ID, Form: formOf(m.Staff, m.Staff.ID), Unsaved: p.Unsaved}
	if was.Asked == repair.CommandSetAway || was.Asked == repair.CommandSetPIN {
		p.Form = was.Form // what is being written stays
	}
	s.unfocus()
	s = s.notify("staff.done-"+string(was.Asked), "name", m.Staff.Name)
	cmds := []Cmd{Play{SoundDone}}
	if was.Asked == repair.CommandJoinStaff || was.Asked == repair.CommandIssueBadge {
		cmds = append(cmds, badgeOf(m.Staff.ID))
	}
	if was.Asked == repair.CommandJoinStaff {
		p.Part = StaffPIN
		s = s.focus(FieldNewPIN)
	}
	return s, cmds
}

// staffFailed says beside the form why the store refused.
func staffFailed(s State, m Failed) (State, []Cmd, bool) {
	s.StaffPage.Waits, s.StaffPage.PIN = false, NewPIN{}
	if m.Rule != nil && m.Rule.Rule == repair.RuleStaff && len(m.Rule.Need) > 0 {
		next, cmds := staffRefused(s, m.Rule.Need[0])
		return next, cmds, true
	}
	return s, nil, false
}

// staffBack leaves the keys, then the part.
func staffBack(s State) (State, []Cmd, bool) {
	p := &s.StaffPage
	switch {
	case s.Focus == FieldStaffName:
		s.unfocus()
		return s, nil, true
	case p.Part != "":
		s.unfocus()
		p.Part, p.PIN, p.Refused = "", NewPIN{}, ""
		return s, nil, true
	}
	return s, nil, false
}

// staffEnter is the black button.
func staffEnter(s State) (State, []Cmd, bool) {
	if s.StaffPage.Part != StaffPIN {
		return s, nil, false
	}
	next, cmds := Update(s, StaffPINDone{})
	return next, cmds, true
}

// peopleLoaded takes who works here, and what they may, also of who is at the
// counter: who has left is not there any more.
func peopleLoaded(s State, m PeopleLoaded) (State, []Cmd) {
	s.People, s.PINLengths, s.HasRecovery = m.People, m.PINLengths, m.HasRecovery
	if s.Staff == nil {
		return s, nil
	}
	for _, p := range m.People {
		if p.ID != s.Staff.ID {
			continue
		}
		if p.Ended {
			return s.nobody().leave()
		}
		s.Staff = &p
	}
	return s, nil
}

// Here are the people who work in the shop.
func (c Counter) Here() []repair.Staff { return repair.Here(c.People) }
