package repair

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// State is what the events of a subject that is no order made of it. It is a
// value that encodes to JSON.
type State interface {
	// Open reports whether somebody has to do something about it.
	Open() bool
}

// SubjectCommand is what a person wants done to a subject that is no order.
type SubjectCommand interface{ subject() SubjectKind }

// Act is one command on one subject. A command that begins one may name it
// without an id, "enquiry:": the store gives it one.
type Act struct {
	Subject Subject
	Command SubjectCommand
}

// Machine is the state machine of one kind of subject: all that the store needs
// to keep it. All subjects that are no orders go the same way.
type Machine struct {
	decide func(State, Act, Staff, time.Time) ([]Body, error)
	apply  func(State, Event) State
	zero   State
	decode func([]byte) (State, error)
}

// machines are those of all kinds.
var machines = map[SubjectKind]Machine{
	SubjectEnquiry:   machine(decideEnquiry, Enquiry.apply),
	SubjectStockTake: machine(decideStockTake, StockTake.apply),
	SubjectStaff:     machine(decideMember, Member.apply),
	SubjectShop:      machine(decideSettings, ShopSettings.apply),
	SubjectCounter:   machine(decideSettings, ShopSettings.apply),
	SubjectCustomer:  machine(decideCustomer, CustomerState.apply),
}

func machine[S State, C SubjectCommand](decide func(S, C, Staff, time.Time) ([]Body, error), apply func(S, Event) S) Machine {
	var zero S
	return Machine{
		zero: zero,
		decide: func(s State, a Act, by Staff, now time.Time) ([]Body, error) {
			c, ok := a.Command.(C)
			if !ok {
				return nil, &RuleError{Rule: RuleUnknownCommand, Subject: a.Subject}
			}
			return decide(s.(S), c, by, now)
		},
		apply: func(s State, e Event) State { return apply(s.(S), e) },
		decode: func(b []byte) (State, error) {
			var s S
			err := json.Unmarshal(b, &s)
			return s, err
		},
	}
}

// MachineOf is the machine of a kind of subject; false for orders, and for a kind
// that only a newer program knows.
func MachineOf(k SubjectKind) (Machine, bool) {
	m, ok := machines[k]
	return m, ok
}

// Zero is the state before the first event.
func (m Machine) Zero() State { return m.zero }

// Decode reads what json.Marshal made of a state.
func (m Machine) Decode(b []byte) (State, error) {
	s, err := m.decode(b)
	if err != nil {
		return nil, fmt.Errorf("repair: decode %T: %w", m.zero, err)
	}
	return s, nil
}

// Decide turns an act on a subject in a state into events, or refuses it with a
// *RuleError. It is pure like Decide of orders, and like there who may is asked first,
// and no events and no error mean that there is nothing to do.
func (m Machine) Decide(s State, partial Partial, a Act, by Staff, now time.Time) ([]Event, error) {
	if partial != "" {
		return nil, &RuleError{Rule: RulePartial, Subject: a.Subject, Need: []string{string(partial)}}
	}
	if a.Command == nil || a.Command.subject() != a.Subject.Kind() {
		return nil, &RuleError{Rule: RuleUnknownCommand, Subject: a.Subject}
	}
	if err := mayAct(s, a, by); err != nil {
		return nil, err
	}
	bodies, err := m.decide(s, a, by, now)
	if err != nil {
		var r *RuleError
		if errors.As(err, &r) && r.Subject == "" {
			r.Subject = a.Subject
		}
		return nil, err
	}
	events := make([]Event, len(bodies))
	for i, b := range bodies {
		events[i] = Event{Subject: a.Subject, At: now.UTC(), By: by.ID, Body: b}
	}
	return events, nil
}

// Apply folds an event into a state. One that only a newer program understands
// changes nothing but that the subject is Partial from then on.
func (m Machine) Apply(s State, e Event) (State, Partial) {
	if _, ok := e.Body.(Opaque); ok {
		return s, PartialNewer
	}
	return m.apply(s, e), ""
}

// Fold makes the state of a subject of all its events; see Fold.
func (m Machine) Fold(records []Record) (s State, partial Partial, ends Refs) {
	s, ends = Fold(records, func(s State, e Event) State {
		if s == nil {
			s = m.zero
		}
		s, p := m.Apply(s, e)
		if p != "" {
			partial = p
		}
		return s
	})
	return s, partial, ends
}
