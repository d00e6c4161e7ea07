package flow

import (
	"slices"
	"strconv"
	"time"

	"countertop/app/repair"
)

// Messages about what is wrong with the machine.
type (
	// SymptomToggled adds or takes away a symptom of the list.
	SymptomToggled struct{ Chip string }
	// OftenChosen says whether the symptom is always there.
	OftenChosen struct{ Often repair.Often }
	// BoughtChosen is the month of purchase, yyyymm, or the year alone while the
	// month is open; the same again takes it back.
	BoughtChosen struct{ Bought string }
	// ProofChosen is what shows the warranty.
	ProofChosen struct{ Proof repair.Proof }
	// SeenChosen is the engineer's finding.
	SeenChosen struct{ Seen repair.Seen }
	// CauseChosen is what the engineer holds for the cause.
	CauseChosen struct{ Cause repair.Cause }
	// FixNowTurned says that it can be repaired at once, OnTheSpotTurned whether
	// the customer waits for that.
	FixNowTurned    struct{}
	OnTheSpotTurned struct{ On bool }
	// InspectorChosen names the engineer who looked.
	InspectorChosen struct{ Staff repair.StaffID }
)

// inspectedMsg are the messages that say what is wrong with it.
//
//sumtype:decl
type inspectedMsg interface {
	Msg
	inspectedMsg()
}

func (SymptomToggled) owner() Screen  { return ScreenCheckIn }
func (OftenChosen) owner() Screen     { return ScreenCheckIn }
func (BoughtChosen) owner() Screen    { return ScreenCheckIn }
func (ProofChosen) owner() Screen     { return ScreenCheckIn }
func (SeenChosen) owner() Screen      { return ScreenCheckIn }
func (CauseChosen) owner() Screen     { return ScreenCheckIn }
func (FixNowTurned) owner() Screen    { return ScreenCheckIn }
func (OnTheSpotTurned) owner() Screen { return ScreenCheckIn }
func (InspectorChosen) owner() Screen { return ScreenCheckIn }

func (SymptomToggled) inspectedMsg()  {}
func (OftenChosen) inspectedMsg()     {}
func (BoughtChosen) inspectedMsg()    {}
func (ProofChosen) inspectedMsg()     {}
func (SeenChosen) inspectedMsg()      {}
func (CauseChosen) inspectedMsg()     {}
func (FixNowTurned) inspectedMsg()    {}
func (OnTheSpotTurned) inspectedMsg() {}
func (InspectorChosen) inspectedMsg() {}

// updateInspected takes what is wrong with the machine, and what an engineer
// says of it.
func updateInspected(s State, m inspectedMsg) (State, []Cmd) {
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
		if c.SeenBy == "" && s.may(repair.CommandTake) {
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

// MonthYears is for how many years, this one included, the month of purchase is
// asked: what is older is out of every warranty.
const MonthYears = 5

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
