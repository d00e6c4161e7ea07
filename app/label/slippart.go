package label

import (
	"strings"

	"countertop/printer"
)

// Measures of what people fill in by hand, in mm.
const (
	blankPitch = 8.0  // a line written on with a pen
	blankGap   = 1.25 // from the label to its line
	blankDrop  = 0.5  // from the baseline to the line
)

// blank is a label with a writing line from behind it to x1.
func (s *slip) blank(x0, x1, bl float64, label string) {
	s.text(x0, bl, body, label)
	if label != "" {
		x0 += s.width(label, body) + blankGap
	}
	s.add(printer.Rule{X: x0, Y: bl + blankDrop, W: x1 - x0, LineMM: bodyLine})
}

// blanks are two labels with a writing line each between x0 and x1, the
// second of right mm; below each other on a narrow roll.
func (s *slip) blanks(x0, x1, right float64, first, second string) {
	if s.narrow {
		s.y += blankPitch
		s.blank(x0, x1, s.y-descent, first)
		s.y += blankPitch
		s.blank(x0, x1, s.y-descent, second)
		return
	}
	s.y += blankPitch
	s.blank(x0, x1-right-2.5, s.y-descent, first)
	s.blank(x1-right, x1, s.y-descent, second)
}

// blankLines are n writing lines over the whole width, the first behind its
// label.
func (s *slip) blankLines(label string, n int) {
	for range n {
		s.y += blankPitch
		s.blank(s.x0, s.x1, s.y-descent, label)
		label = ""
	}
}

// dateRoom is the width of a date with its label that is written by hand.
const dateRoom = 24.0

// choices are empty boxes with words, in columns between x0 and x1 if they
// fit, else below each other.
func (s *slip) choices(x0, x1, size, box, pitch float64, words ...string) {
	const gutter = 6.5
	textAt := box + 1.5
	step := (x1 - x0 + gutter) / float64(len(words))
	columns, large := len(words), size
	for _, w := range words {
		if textAt+s.width(w, large) > step-gutter/2 {
			columns = 1
		}
		size = min(size, s.shrink(w, large, body, x1-x0-textAt))
	}
	for i, w := range words {
		x, y := x0+step*float64(i%columns), s.y+pitch*float64(i/columns)
		s.add(printer.TickBox{X: x, Y: y, SizeMM: box, LineMM: bodyLine})
		s.text(x+textAt, y+box/2+capHeight*size/2, size, w)
	}
	s.y += pitch*float64((len(words)-1)/columns) + box
}

// amount is a sum of money, large, with what it is at the left margin.
func (s *slip) amount(label string, labelSize float64, fen int64) {
	text := "¥" + money(fen)
	room := s.w() - s.width(label, labelSize) - rowGap
	size := s.shrink(text, 8, 6.5, room)
	if s.width(text, size) > room {
		size = s.shrink(text, 8, 5.5, s.w())
		s.text(s.x0, s.line(), body, s.cut(label, body, s.w()))
		label = ""
	}
	if s.width(text, size) > s.w() {
		s.fail(&FieldError{"amount", "has no room"})
	}
	bl := s.y + 6.25
	s.right(s.x1, bl, size, text)
	s.text(s.x0, bl, labelSize, label)
	s.y = bl + 1.25
}

// paragraph is a text over the whole width, at most n lines of it.
func (s *slip) paragraph(text string, n int) {
	if text = clean(text); text == "" {
		return
	}
	for _, l := range s.wrap(text, body, s.w(), n) {
		s.text(s.x0, s.line(), body, l)
	}
}

// heading is a black block over the whole width with the name of a part of
// the slip.
func (s *slip) heading(text string) {
	const h = 5.5
	middle := s.block(s.x0, s.y, s.w(), h)
	s.white(s.x0+pad, middle(body), body, s.cut(text, body, s.w()-2*pad), printer.AlignLeft)
	s.y += h
}

// person is the row with a customer's name, or ink where there is none, and
// phone. A long name is cut before the phone is.
func (s *slip) person(name string, ink [][]Point, phone string) {
	name, phone = s.name(clean(name), ink), clean(phone)
	room := s.x1 - s.value
	if name == "" || phone == "" || s.width(join(name, phone), body) <= room || s.width(phone, body) > room {
		s.row(s.t("paper.customer"), join(name, phone), 2)
		return
	}
	s.row(s.t("paper.customer"), name, 1)
	s.text(s.value, s.line(), body, phone)
}

// codeRow is a row whose value is one word that is better not broken: where
// it has no room beside its label it stands at the right margin, or below.
func (s *slip) codeRow(label, code string) {
	code = clean(code)
	w := s.width(code, body)
	switch {
	case w <= s.x1-s.value:
		s.row(label, code, 1)
	case s.width(label, body)+rowGap+w <= s.w():
		s.split(label, code)
	default:
		s.text(s.x0, s.line(), body, label)
		s.paragraph(code, maxLines)
	}
}

// names are those of a list that say something.
func names(list []string) (kept []string) {
	for _, n := range list {
		if n = clean(n); n != "" {
			kept = append(kept, n)
		}
	}
	return kept
}

// given reports whether any of the texts says something.
func given(texts ...string) bool { return strings.TrimSpace(strings.Join(texts, "")) != "" }
