package flow

import "fmt"

// PartOf names what fills the display: the screen, the part of it that is shown, the
// dialog over it, and the field in which the keys are. Whatever is the same part
// stays in its places, however its contents change.
func PartOf(s State) string {
	part := ""
	if x := s.row().part; x != nil {
		part = x(s)
	}
	if d := s.Dialog; d != nil {
		part += fmt.Sprint(" dialog ", d.Kind, " ", d.Purpose)
	}
	if s.Focus != "" && !s.Focus.Pad() {
		part += " field " + string(s.Focus)
	}
	return string(s.Screen) + " " + part
}
