package flow

import (
	"bytes"
	"encoding/json"

	"countertop/app/repair"
)

// NoCopy is the page of who collects without the customer copy.
type NoCopy struct {
	// As is who it is, "" as long as nobody said so; Contact is their place in
	// Pickup.Collectors.
	As      repair.CollectorKind
	Contact int
	// Name and Relation are of somebody whom nobody has named before.
	Name, Relation string
	// End are the digits of the phone number as far as they are typed, Wrong counts
	// those that were of another.
	End   string
	Wrong int
}

// FieldPhoneEnd are the last digits of a phone number.
const FieldPhoneEnd Field = "phone-end"

// Messages of the page.
type (
	// CollectorChosen says who collects.
	CollectorChosen struct {
		As      repair.CollectorKind
		Contact int
	}
	// CollectorRelation is what somebody else is to the customer.
	CollectorRelation struct{ Relation string }
	// CollectorApproval asks a supervisor.
	CollectorApproval struct{}
)

// noCopyMsg are the messages that belong to the page.
//
//sumtype:decl
type noCopyMsg interface {
	Msg
	noCopyMsg()
}

func (CollectorChosen) owner() Screen   { return ScreenNoCopy }
func (CollectorRelation) owner() Screen { return ScreenNoCopy }
func (CollectorApproval) owner() Screen { return ScreenNoCopy }

func (CollectorChosen) noCopyMsg()   {}
func (CollectorRelation) noCopyMsg() {}
func (CollectorApproval) noCopyMsg() {}

func noCopyFields() map[Field]fieldKind {
	return map[Field]fieldKind{
		FieldPhoneEnd: {
			limit: repair.PhoneEndLen, takes: takesDigits, pad: true, text: func(s *State) *string { return &s.NoCopy.End },
			changed: phoneEndChanged,
		},
		FieldWho:      {name: true, terms: customers, next: FieldRelation, text: func(s *State) *string { return &s.NoCopy.Name }},
		FieldRelation: {text: func(s *State) *string { return &s.NoCopy.Relation }},
	}
}

func (CollectorApproval) lack(s State) Lack {
	n := s.NoCopy
	return first(
		unless(n.As != "", "collector", "collector."),
		unless(n.As != repair.CollectorOther || written(n.Name), "collector-name", "field.who"),
		unless(n.As != repair.CollectorOther || written(n.Relation), "relation", "relation.", "field.relation"))
}

func noCopyOpened(s State) (State, []Cmd) {
	s.NoCopy = NoCopy{}
	s.Pickup.Refused = nil
	if len(s.Pickup.Collectors()) == 0 {
		return collecting(s, CollectorChosen{As: repair.CollectorSelf}), nil // most come themselves
	}
	return s, nil
}

// noCopyScanned takes the copy that was found after all; what else is scanned is
// what it is on the page of the pickup.
func noCopyScanned(s State, r reading) (State, []Cmd, bool) {
	return pickupScanned(s, r)
}

func updateNoCopy(s State, m noCopyMsg) (State, []Cmd) {
	switch m := m.(type) {
	case CollectorChosen:
		return collecting(s, m), nil
	case CollectorRelation:
		s.unfocus()
		s.NoCopy.Relation = m.Relation
	case CollectorApproval:
		s.unfocus()
		return updateDialog(s, DialogAsked{Kind: DialogApprove, Purpose: ForIdentity})
	}
	return s, nil
}

// collector says who collects, and puts the keys where they are wanted.
func collecting(s State, m CollectorChosen) State {
	n := &s.NoCopy
	n.As, n.Contact, n.End, n.Wrong = m.As, m.Contact, "", 0
	switch {
	case m.As == repair.CollectorOther && n.Name == "":
		return s.focus(FieldWho)
	case m.As != repair.CollectorOther && len(n.Phones(s.Pickup)) > 0:
		return s.focus(FieldPhoneEnd)
	}
	s.unfocus()
	return s
}

// named is who collects by the page of a pickup without the copy: the name is
// empty for the customer.
func (n NoCopy) named(p Pickup) (name, relation string) {
	switch n.As {
	case repair.CollectorRegistered:
		if who := p.Collectors(); n.Contact < len(who) {
			return who[n.Contact].Name, who[n.Contact].Relation
		}
	case repair.CollectorOther:
		return n.Name, n.Relation
	case repair.CollectorSelf:
	}
	return "", ""
}

// Phones are the numbers that the digits may be of.
func (n NoCopy) Phones(p Pickup) []string {
	name, _ := n.named(p)
	return p.Row.Customer.PhonesOf(n.As, name)
}

// phoneEndChanged compares the digits once they are all there.
func phoneEndChanged(s State) (State, []Cmd) {
	n := &s.NoCopy
	switch {
	case len(n.End) < repair.PhoneEndLen:
		return s, nil
	case !repair.EndsPhone(n.Phones(s.Pickup), n.End):
		n.End = ""
		n.Wrong++
		return s, []Cmd{Play{SoundRefused}}
	}
	end := n.End
	s = collectedBy(s, repair.Identity{})
	s.Pickup.PhoneEnd = end
	return s.back().pickupNext(), []Cmd{Play{SoundMoved}}
}

// collectorApproved is a supervisor's word.
func collectorApproved(s State, reason string, a *repair.Approval) State {
	s = collectedBy(s, repair.Identity{Reason: reason, Approved: a})
	if s.Screen == ScreenNoCopy {
		s = s.back()
	}
	return s.pickupNext()
}

// collectedBy fills in who the page says that it is.
func collectedBy(s State, id repair.Identity) State {
	name, relation := s.NoCopy.named(s.Pickup)
	id.As, id.Relation = s.NoCopy.As, relation
	s.Pickup.Identity, s.Pickup.Collector, s.Pickup.PhoneEnd = id, repair.Customer{Name: name}, ""
	return s
}

// pickupLeft keeps what has changed of a pickup, and forgets it once the machine is
// handed over.
func pickupLeft(s State, _ Msg, next State) (State, []Cmd) {
	was, now := s.Pickup, next.Pickup
	if was.Row.Order.ID == "" || was.Done != nil {
		return next, nil
	}
	if now.Done != nil {
		return next, []Cmd{DropDraft{PickupDraft(was.Row.Order.ID)}}
	}
	var cmds []Cmd
	if now.Row.Order.ID == was.Row.Order.ID && !bytes.Equal(was.kept(), now.kept()) {
		cmds = append(cmds, SavePickup{now})
	}
	if !next.pickingUp() {
		cmds = append(cmds, LoadDrafts{})
	}
	return next, cmds
}

// pickingUp reports whether a pickup is on the screen.
func (d Desk) pickingUp() bool {
	return d.Screen == ScreenPickup || d.Screen == ScreenPickupSign || d.Screen == ScreenNoCopy
}

// kept is the form in which a pickup is kept.
func (p Pickup) kept() []byte {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // plain values only
	}
	return b
}

// PickupDraft is the id under which a pickup is kept.
func PickupDraft(id repair.OrderID) string { return "pickup-" + string(id) }
