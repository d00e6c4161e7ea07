package flow

import (
	"slices"

	"countertop/app/repair"
)

// ScreenCustomer is the page of one customer.
const ScreenCustomer Screen = "customer"

// CustomerPart is what of the page of a customer is shown.
type CustomerPart string

// The parts.
const (
	CustomerAll     CustomerPart = ""        // what is known, and the orders
	CustomerDoubles CustomerPart = "doubles" // the entries that may be the same person
	CustomerMerge   CustomerPart = "merge"   // one of them, before it is merged
	CustomerErase   CustomerPart = "erase"   // before the customer is erased
)

// CustomerPage is the page of one customer.
type CustomerPage struct {
	ID repair.CustomerID
	// File is what is kept of them, once it is Read; without a customer there is none
	// any more.
	File repair.CustomerFile
	Read bool
	Part CustomerPart
	// Page is that of the orders or of the doubles, Facts that of what is known.
	Page, Facts int
	// Double is the place in File.Doubles of the one that may be merged.
	Double int
	// Reason is why the customer is to be erased.
	Reason string
	// Waits says that the store was asked to merge or to erase.
	Waits bool
}

// Other is the entry that may be merged; false if none is chosen.
func (p CustomerPage) Other() (d repair.Double, ok bool) {
	if p.Part != CustomerMerge || p.Double < 0 || p.Double >= len(p.File.Doubles) {
		return d, false
	}
	return p.File.Doubles[p.Double], true
}

// Messages of the page.
type (
	// CustomerAsked opens it.
	CustomerAsked struct{ ID repair.CustomerID }
	// CustomerTurned turns the pages of a list, CustomerFactsTurned those of what is
	// known.
	CustomerTurned      struct{ By int }
	CustomerFactsTurned struct{ By int }
	// CustomerPartChosen shows a part.
	CustomerPartChosen struct{ Part CustomerPart }
	// DoubleChosen looks at an entry that may be the same person.
	DoubleChosen struct{ Index int }
	// MergeConfirmed makes one customer of the two.
	MergeConfirmed struct{}
	// EraseReasonChosen says why the customer is to be erased, EraseConfirmed erases.
	EraseReasonChosen struct{ Reason string }
	EraseConfirmed    struct{}
)

// Answers of the store.
type (
	// CustomerLoaded answers LoadCustomer; File has no customer if they were erased.
	CustomerLoaded struct {
		ID   repair.CustomerID
		File repair.CustomerFile
	}
	// CustomersMerged answers MergeCustomers with the customer as they are now.
	CustomersMerged struct {
		From repair.CustomerID
		File repair.CustomerFile
	}
	// CustomerErased answers EraseCustomer.
	CustomerErased struct{ ID repair.CustomerID }
)

// customerFileMsg are the messages that belong to the page.
//
//sumtype:decl
type customerFileMsg interface {
	Msg
	customerFileMsg()
}

func (CustomerAsked) owner() Screen       { return ScreenCustomer }
func (CustomerTurned) owner() Screen      { return ScreenCustomer }
func (CustomerFactsTurned) owner() Screen { return ScreenCustomer }
func (CustomerPartChosen) owner() Screen  { return ScreenCustomer }
func (DoubleChosen) owner() Screen        { return ScreenCustomer }
func (MergeConfirmed) owner() Screen      { return ScreenCustomer }
func (EraseReasonChosen) owner() Screen   { return ScreenCustomer }
func (EraseConfirmed) owner() Screen      { return ScreenCustomer }
func (CustomerLoaded) owner() Screen      { return ScreenCustomer }
func (CustomersMerged) owner() Screen     { return ScreenCustomer }
func (CustomerErased) owner() Screen      { return ScreenCustomer }

func (CustomerAsked) customerFileMsg()       {}
func (CustomerTurned) customerFileMsg()      {}
func (CustomerFactsTurned) customerFileMsg() {}
func (CustomerPartChosen) customerFileMsg()  {}
func (DoubleChosen) customerFileMsg()        {}
func (MergeConfirmed) customerFileMsg()      {}
func (EraseReasonChosen) customerFileMsg()   {}
func (EraseConfirmed) customerFileMsg()      {}
func (CustomerLoaded) customerFileMsg()      {}
func (CustomersMerged) customerFileMsg()     {}
func (CustomerErased) customerFileMsg()      {}

func (CustomerLoaded) reported()  {}
func (CustomersMerged) reported() {}
func (CustomerErased) reported()  {}

// LoadCustomer reads what is kept of a customer. Answered by CustomerLoaded.
type LoadCustomer struct{ ID repair.CustomerID }

// MergeCustomers makes one customer of two entries: From is no customer any more.
// Answered by CustomersMerged, or Failed with TagCustomer. Doing it twice is refused.
type MergeCustomers struct {
	By         repair.StaffID
	Into, From repair.CustomerID
}

// EraseCustomer forgets a customer. Answered by CustomerErased, or Failed with
// TagCustomer. Doing it twice is refused.
type EraseCustomer struct {
	By     repair.StaffID
	ID     repair.CustomerID
	Reason string
}

func (LoadCustomer) cmd()   {}
func (MergeCustomers) cmd() {}
func (EraseCustomer) cmd()  {}

// Erasing is for those who may; who may merge depends on what the two are to each
// other.
func (m CustomerPartChosen) command() repair.CommandName {
	if m.Part == CustomerErase {
		return repair.CommandEraseCustomer
	}
	return ""
}

func (EraseReasonChosen) command() repair.CommandName { return repair.CommandEraseCustomer }
func (EraseConfirmed) command() repair.CommandName    { return repair.CommandEraseCustomer }

func (MergeConfirmed) commandIn(s State) repair.CommandName {
	d, _ := s.CustomerPage.Other()
	return d.Likeness.Command()
}

func (EraseConfirmed) lack(s State) Lack {
	return unless(s.CustomerPage.Reason != "", "erase-reason", "erase.")
}

func updateCustomerFile(s State, m customerFileMsg) (State, []Cmd) {
	p := &s.CustomerPage
	switch m := m.(type) {
	case CustomerAsked:
		*p = CustomerPage{ID: m.ID}
		return s.to(ScreenCustomer), []Cmd{LoadCustomer(m)}
	case CustomerTurned:
		p.Page = max(0, p.Page+m.By)
	case CustomerFactsTurned:
		p.Facts = max(0, p.Facts+m.By)
	case CustomerPartChosen:
		p.Part, p.Page, p.Reason = m.Part, 0, ""
	case DoubleChosen:
		p.Part, p.Double = CustomerMerge, m.Index
	case MergeConfirmed:
		return mergeConfirmed(s)
	case EraseReasonChosen:
		p.Reason = m.Reason
	case EraseConfirmed:
		return eraseConfirmed(s)
	case CustomerLoaded:
		if m.ID == p.ID && s.Staff != nil {
			p.File, p.Read = m.File, true
		}
	case CustomersMerged:
		return customersMerged(s, m)
	case CustomerErased:
		// Nothing that was read of them stays on any page.
		return s.home().notify("customer.erased"), []Cmd{LoadFloor{}, LoadDue{}, LoadDrafts{}, LoadSuggestions{}, Play{SoundDone}}
	}
	return s, nil
}

// customerFileBack leads from a part to the one before.
func customerFileBack(s State) (State, []Cmd, bool) {
	p := &s.CustomerPage
	switch p.Part {
	case CustomerMerge:
		p.Part = CustomerDoubles
	case CustomerDoubles, CustomerErase:
		p.Part, p.Page = CustomerAll, 0
	default:
		return s, nil, false
	}
	return s, nil, true
}

// mergeConfirmed asks the store, once. Who says that two who differ are one proves
// who they are.
func mergeConfirmed(s State) (State, []Cmd) {
	p := &s.CustomerPage
	d, ok := p.Other()
	switch {
	case !ok || p.Waits:
		return s, nil
	case d.Likeness != repair.LikeSame && !s.proved():
		return s.signInFor(MergeConfirmed{}), nil
	}
	p.Waits = true
	return s, []Cmd{MergeCustomers{By: s.by(), Into: p.File.Customer.ID, From: d.Customer.ID}}
}

// eraseConfirmed asks the store, once, after who does it has proved who they are.
func eraseConfirmed(s State) (State, []Cmd) {
	p := &s.CustomerPage
	switch {
	case p.Part != CustomerErase || p.Waits:
		return s, nil
	case !s.proved():
		return s.signInFor(EraseConfirmed{}), nil
	}
	p.Waits = true
	return s, []Cmd{EraseCustomer{s.by(), p.File.Customer.ID, p.Reason}}
}

// customersMerged shows the customer as they are now, on all pages that know them.
func customersMerged(s State, m CustomersMerged) (State, []Cmd) {
	c := m.File.Customer
	if p := &s.CustomerPage; p.ID == c.ID || p.ID == m.From {
		*p = CustomerPage{ID: c.ID, File: m.File, Read: true}
	}
	now := func(r repair.Row) repair.Row {
		if id := r.Customer.ID; id != "" && (id == m.From || id == c.ID) {
			r.Order.Customer, r.Customer = c.ID, c
		}
		return r
	}
	s.Order.Row, s.Where.Row, s.Pickup.Row = now(s.Order.Row), now(s.Where.Row), now(s.Pickup.Row)
	s.Find.Rows = slices.Clone(s.Find.Rows)
	for i, r := range s.Find.Rows {
		s.Find.Rows[i] = now(r)
	}
	if in := &s.CheckIn.Customer; in.ID != "" && (in.ID == m.From || in.ID == c.ID) {
		*in = repair.Unite(c, *in)
	}
	return s.notify("customer.merged"), []Cmd{LoadFloor{}, LoadDue{}, Play{SoundDone}}
}

// customerFileFailed lets the page be asked again; the refusal is a notice.
func customerFileFailed(s State, _ Failed) (State, []Cmd, bool) {
	s.CustomerPage.Waits = false
	return s, nil, false
}
