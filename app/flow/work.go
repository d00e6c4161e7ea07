package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Messages of the work.
type (
	// WorkToggled adds words to what was done, or takes them away; Sep parts them.
	WorkToggled struct{ Text, Sep string }
	// PartToggled puts a part in, or not.
	PartToggled struct{ Name string }
	// UnrepairedToggled notes something as found and not repaired, or not.
	UnrepairedToggled struct{ Text string }
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

// unrepairedSep stands between parts that were found and not repaired.
const unrepairedSep = "；"

// UnrepairedParts are the parts in the field of what was found and not repaired.
func UnrepairedParts(text string) []string { return words(text, unrepairedSep) }

// newWork takes what is stored of the work on an order, to be written on.
func (v *Service) newWork(o repair.Order) {
	v.Work, v.Parts, v.NewPart = o.Work, o.Parts, ""
	v.Unrepaired = strings.Join(o.Unrepaired, unrepairedSep)
}

func updateWork(s State, m workMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case WorkToggled:
		v.Work = strings.Join(toggle(words(v.Work, m.Sep), m.Text), m.Sep)
	case PartToggled:
		v.Parts = toggle(v.Parts, m.Name)
	case UnrepairedToggled:
		v.Unrepaired = strings.Join(toggle(UnrepairedParts(v.Unrepaired), m.Text), unrepairedSep)
	case WorkSaved:
		return s.serve(repair.RecordWork{Work: v.Work, Parts: v.Parts, Unrepaired: UnrepairedParts(v.Unrepaired)})
	}
	return s, nil
}

// partAdded puts the part in that was typed.
func (v *Service) partAdded() {
	if p := strings.TrimSpace(v.NewPart); p != "" && !slices.Contains(v.Parts, p) {
		v.Parts = append(slices.Clone(v.Parts), p)
	}
	v.NewPart = ""
}
