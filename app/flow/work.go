package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Messages of the work.
type (
	// WorkToggled adds an entry of the list to what was done, or takes it away.
	WorkToggled struct{ Name string }
	// PartToggled puts a part in, or not.
	PartToggled struct{ Name string }
	// UnrepairedToggled notes something as found and not repaired, or not.
	UnrepairedToggled struct{ Name string }
	// WorkSaved stores what was done.
	WorkSaved struct{}
)

// workMsg are the messages that note the work.
//
//sumtype:decl
type workMsg interface {
	Msg
	workMsg()
}

func (WorkToggled) owner() Screen       { return ScreenWork }
func (PartToggled) owner() Screen       { return ScreenWork }
func (UnrepairedToggled) owner() Screen { return ScreenWork }
func (WorkSaved) owner() Screen         { return ScreenWork }

func (WorkToggled) workMsg()       {}
func (PartToggled) workMsg()       {}
func (UnrepairedToggled) workMsg() {}
func (WorkSaved) workMsg()         {}

// unrepairedSep stands between what was found and not repaired, as it is written.
const unrepairedSep = "；"

// workSeps stood between works while they were one text.
var workSeps = strings.NewReplacer("，", "\n", ", ", "\n")

// newWork takes what is stored of the work on an order, to be written on. What was
// stored before the lists had keys becomes the entries that it says.
func (v *Service) newWork(o repair.Order, shop Shop) {
	t, kind := shop.Trade, o.Device.Kind
	v.Works, v.Parts, v.NewPart, v.NotRepaired = o.Works, t.Keys(o.Parts, t.Parts(kind)...), "", nil
	var written []string
	for _, text := range words(workSeps.Replace(o.Work), "\n") {
		key := t.Key(text, t.Works(kind)...)
		switch {
		case key == text:
			written = append(written, text)
		case !slices.Contains(v.Works, key):
			v.Works = append(slices.Clone(v.Works), key)
		}
	}
	if v.Work = o.Work; len(v.Works) > len(o.Works) {
		v.Work = strings.Join(written, "，")
	}
	written = nil
	for _, name := range o.Unrepaired {
		key := t.Key(name, append(Declined(o), t.Parts(kind)...)...)
		if key == name && !slices.Contains(Declined(o), name) && t.TextIn("", name) == name {
			written = append(written, name)
			continue
		}
		v.NotRepaired = append(v.NotRepaired, key)
	}
	v.Unrepaired = strings.Join(written, unrepairedSep)
}

// Declined are the parts of the quotes that the customer did not agree to, the
// last first.
func Declined(o repair.Order) (names []string) {
	for _, q := range slices.Backward(o.Quotes) {
		for _, l := range q.Lines {
			if q.Answer != nil && !q.Answer.Agreed && !l.Service() && !slices.Contains(names, l.Name) {
				names = append(names, l.Name)
			}
		}
	}
	return names
}

func updateWork(s State, m workMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case WorkToggled:
		v.Works = toggle(v.Works, m.Name)
	case PartToggled:
		v.Parts = toggle(v.Parts, m.Name)
	case UnrepairedToggled:
		v.NotRepaired = toggle(v.NotRepaired, m.Name)
	case WorkSaved:
		left := slices.Concat(words(v.Unrepaired, unrepairedSep), v.NotRepaired)
		return s.serve(repair.RecordWork{Works: v.Works, Work: strings.TrimSpace(v.Work), Parts: v.Parts, Unrepaired: left})
	}
	return s, nil
}

// partAdded puts the part in that was typed.
func (v *Service) partAdded(usual []string, shop Shop) {
	p := shop.Trade.Key(strings.TrimSpace(v.NewPart), usual...)
	if p != "" && !slices.Contains(v.Parts, p) {
		v.Parts = append(slices.Clone(v.Parts), p)
	}
	v.NewPart = ""
}
