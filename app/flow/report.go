package flow

import (
	"maps"
	"slices"

	"countertop/app/repair"
	"countertop/scanner"
)

// Scanned is a code read by any scanner.
type Scanned struct{ Scan scanner.Scan }

// Committed says that the events are durable. The result is that of Commit with
// its Also; without events there was nothing to do.
type Committed struct {
	Tag Tag
	repair.Result
}

// Failed says that nothing was stored. Rule is set when a rule of the shop
// refused; otherwise Problem is the key of a sentence.
type Failed struct {
	Tag     Tag
	Order   repair.OrderID
	Rule    *repair.RuleError
	Problem string
	// Row is the order as it is, if it exists.
	Row *repair.Row
}

// OrderOpened answers OpenOrder.
type OrderOpened struct {
	Row repair.Row
	For Screen
	Tag Tag
	// Pickup is what was kept of the pickup that began earlier today, if For is that
	// page.
	Pickup *Pickup
}

// CopyRead answers CheckCopy.
type CopyRead struct {
	Order   repair.OrderID
	Genuine bool
}

func (Scanned) owner() Screen     { return roomDesk }
func (Committed) owner() Screen   { return roomDesk }
func (Failed) owner() Screen      { return roomDesk }
func (OrderOpened) owner() Screen { return roomDesk }
func (CopyRead) owner() Screen    { return roomDesk }

func (Scanned) deskMsg()     {}
func (Committed) deskMsg()   {}
func (Failed) deskMsg()      {}
func (OrderOpened) deskMsg() {}
func (CopyRead) deskMsg()    {}

func (Committed) reported()   {}
func (Failed) reported()      {}
func (OrderOpened) reported() {}
func (CopyRead) reported()    {}

// deskCommitted puts what is durable onto the floor and tells the screen that
// asked for it.
func deskCommitted(s State, m Committed) (State, []Cmd) {
	s = s.onFloor(m)
	if committed := screens[m.Tag.owner()].committed; committed != nil {
		return committed(s, m)
	}
	return s, nil
}

// deskFailed tells the screen that asked, or shows why as a notice.
func deskFailed(s State, m Failed) (State, []Cmd) {
	next, cmds := failedAt(s, m)
	if m.Rule == nil && m.Tag != "" {
		cmds = append(cmds, LoadFloor{}) // a failed disk leaves open what was stored
	}
	return next, cmds
}

func failedAt(s State, m Failed) (State, []Cmd) {
	if failed := screens[m.Tag.owner()].failed; failed != nil {
		next, cmds, ok := failed(s, m)
		if ok {
			return next, cmds
		}
		s = next
	}
	if m.Rule != nil {
		return s.refused(m.Rule), []Cmd{Play{SoundRefused}}
	}
	problem := m.Problem
	if problem == "" {
		problem = "problem.unknown-order"
	}
	return s.warn(problem, "order", m.Order.String()), []Cmd{Play{SoundRefused}}
}

// refused shows a refusal as a notice; who may do it is a sentence of its own.
func (s State) refused(e *repair.RuleError) State {
	part := ".what"
	if e.Rule == repair.RuleRole {
		part = ".do"
	}
	args := []string{"order", e.Order.String(), "n", itoa(len(e.Need))}
	for _, k := range slices.Sorted(maps.Keys(e.Args)) {
		switch {
		case k == "who":
			args = append(args, k, s.Person(repair.StaffID(e.Args[k])).Name)
		case k != "n":
			args = append(args, k, e.Args[k])
		}
	}
	return s.warn("rule."+string(e.Rule)+part, args...)
}

// onFloor puts what was committed onto the floor.
func (s State) onFloor(m Committed) State {
	for _, r := range append([]repair.Row{m.Row}, m.Also...) {
		if r.Order.InShop() {
			s.Floor = s.Floor.With(s.card(r))
		} else {
			s.Floor = s.Floor.Without(r.Order.ID)
		}
		s.Stock.follow(r.Order)
	}
	if m.Tag == TagCheckIn {
		s.Floor = s.Floor.Renamed(m.Row.Customer) // all their machines
	}
	return s
}
