package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Messages about what is agreed with the customer.
type (
	// MarkKindChosen is the kind of the next mark.
	MarkKindChosen struct{ Kind repair.MarkKind }
	// OutlineTouched puts a mark onto a view of the outline.
	OutlineTouched struct {
		View int
		X, Y float64
	}
	// MarkUndone takes the last mark away.
	MarkUndone struct{}
	// OutsideClean says that there is nothing to mark.
	OutsideClean struct{}
	// AccessoryToggled keeps an accessory here, or sends it home.
	AccessoryToggled struct{ Name string }
	// AccessoryCounted keeps one more or one less of an accessory.
	AccessoryCounted struct {
		Name string
		By   int
	}
	// AccessoryAdded keeps the accessory that was typed.
	AccessoryAdded struct{}
	// OldPartsChosen says what becomes of old parts.
	OldPartsChosen struct{ OldParts repair.OldParts }
	// PromiseMoved moves the promised day by open days.
	PromiseMoved struct{ Days int }
	// EstimateChosen is what it may cost, in yuan, "" for later.
	EstimateChosen struct{ Yuan string }
)

// agreedMsg are the messages that say how it looks, what is kept here and what is agreed.
//
//sumtype:decl
type agreedMsg interface {
	Msg
	agreedMsg()
}

func (MarkKindChosen) owner() Screen   { return ScreenCheckIn }
func (OutlineTouched) owner() Screen   { return ScreenCheckIn }
func (MarkUndone) owner() Screen       { return ScreenCheckIn }
func (OutsideClean) owner() Screen     { return ScreenCheckIn }
func (AccessoryToggled) owner() Screen { return ScreenCheckIn }
func (AccessoryCounted) owner() Screen { return ScreenCheckIn }
func (AccessoryAdded) owner() Screen   { return ScreenCheckIn }
func (OldPartsChosen) owner() Screen   { return ScreenCheckIn }
func (PromiseMoved) owner() Screen     { return ScreenCheckIn }
func (EstimateChosen) owner() Screen   { return ScreenCheckIn }

func (MarkKindChosen) agreedMsg()   {}
func (OutlineTouched) agreedMsg()   {}
func (MarkUndone) agreedMsg()       {}
func (OutsideClean) agreedMsg()     {}
func (AccessoryToggled) agreedMsg() {}
func (AccessoryCounted) agreedMsg() {}
func (AccessoryAdded) agreedMsg()   {}
func (OldPartsChosen) agreedMsg()   {}
func (PromiseMoved) agreedMsg()     {}
func (EstimateChosen) agreedMsg()   {}

// Positioned puts the touch's place into the message.
func (m OutlineTouched) Positioned(x, y float64) Msg { m.X, m.Y = x, y; return m }

// updateAgreed takes how the machine looks, what is kept here, and what is
// agreed with the customer.
func updateAgreed(s State, m agreedMsg) (State, []Cmd) {
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
			list := slices.Concat(s.Shop.Trade.Accessories(c.Device.Kind), s.Shop.Trade.Papers())
			c.Kept = toggleKept(c.Kept, s.Shop.Trade.Key(t, list...))
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

// toggleKept keeps an accessory here, or sends all of its name home.
func toggleKept(list []repair.Accessory, name string) []repair.Accessory {
	is := func(a repair.Accessory) bool { return a.Name == name }
	if slices.ContainsFunc(list, is) {
		return slices.DeleteFunc(slices.Clone(list), is)
	}
	return append(slices.Clone(list), repair.Accessory{Name: name})
}

// keptMost is how many accessories of one name are kept at most.
const keptMost = 9

// countKept keeps one more or one less of a name, beside its like: they are
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
