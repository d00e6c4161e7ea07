package label

import (
	"time"

	"countertop/app/i18n"
	"countertop/printer"
)

// TestSheet is the test sheet of a machine (测试单), on a roll of 80 or 58 mm:
// blank to be taken to the bench and filled in by hand, or with its answers,
// who gave them and when.
type TestSheet struct {
	Shop   Shop   `json:"shop,omitzero"`
	Number string `json:"number,omitempty"` // A261121-0042-QK
	Machine
	Symptom string `json:"fault,omitempty"`
	// Blank leaves the answers out.
	Blank bool       `json:"blank,omitempty"`
	Lines []TestLine `json:"sheet,omitempty"`
	Copy
}

func (c TestSheet) without(field string) Document {
	if field == "fault" {
		c.Symptom = ""
	}
	c.Machine.without(field)
	return c
}

func (c TestSheet) withCopy(n Copy) Document { c.Copy = n; return c }

// TestLine is a line of the sheet. Outcome is pass, fail, n/a, or "" for
// a line that is open.
type TestLine struct {
	Part    string `json:"part,omitempty"` // the caption over it
	Name    string `json:"name"`
	Was     string `json:"was,omitempty"` // at check-in
	Value   string `json:"value,omitempty"`
	Outcome string `json:"outcome,omitempty"`
	Note    string `json:"note,omitempty"`
	By      string `json:"by,omitempty"`
	At      Date   `json:"at,omitzero"`
}

// Page lays the slip out; its height is that of its content.
func (c TestSheet) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	copyName := s.t("paper.filled-in")
	if c.Blank {
		copyName = s.t("paper.to-fill-in")
	}
	s.head(c.Shop, s.t("doc.test-sheet"), copyName, s.again(c.Copy))
	s.numberBlock("number", s.orderCode(c.Number), printer.QRLevelQ, c.Number)
	s.row(s.t("paper.machine"), join(c.Brand, c.Model), 2)
	s.numberRows(c.Machine)
	s.row(s.t("paper.symptom"), c.Symptom, 2)
	if c.Blank {
		s.paragraph(s.t("paper.three-boxes"), 2)
	}
	part, last := "", ""
	for _, l := range c.Lines {
		if p := clean(l.Part); p != part && p != "" {
			part = p
			s.y += 1.25
			s.heading(p)
			s.y += 1
		}
		if c.Blank {
			s.blankTest(l)
		} else {
			last = s.filledTest(l, last)
		}
	}
	s.rule()
	s.y -= 1.5
	s.blanks(s.x0, s.x1, dateRoom, s.t("paper.engineer-signs"), s.t("paper.date"))
	s.y += 0.5
	return s.done()
}

// testText is the name of a line with what the check-in says.
func (s *slip) testText(l TestLine) string {
	text := clean(l.Name)
	if was := clean(l.Was); was != "" {
		text += "  " + s.when("paper.was-then", "value", was)
	}
	return text
}

// blankTest is a line with three boxes at the right, high enough for a pen.
func (s *slip) blankTest(l TestLine) {
	const step, high, gap = 6.25, 6.0, 1.5
	lines := s.wrap(s.testText(l), body, s.w()-3*step-gap, 3)
	h := max(high, pitch*float64(len(lines))+1)
	bl := s.y + (h-pitch*float64(len(lines)))/2 + ascent
	for i, text := range lines {
		s.text(s.x0, bl+pitch*float64(i), body, text)
	}
	for i := range 3 {
		s.add(printer.TickBox{X: s.x1 - step*float64(3-i) + step - tickBox, Y: s.y + (h-tickBox)/2, SizeMM: tickBox, LineMM: bodyLine})
	}
	s.y += h
	s.add(printer.Rule{X: s.x0, Y: s.y, W: s.w(), LineMM: thinLine})
	s.y += thinLine
}

// filledTest is a line with its answer at the right margin; below it stand what
// is wrong, and who says so when. Lines that one person filled in within a
// minute say it once, at the first; last is what was said last.
func (s *slip) filledTest(l TestLine, last string) (said string) {
	answer := map[string]string{"pass": s.t("test.pass"), "fail": s.t("test.fail"), "n/a": s.t("test.n/a")}[l.Outcome]
	if answer == "" {
		answer = s.t("paper.untested")
	}
	room := s.width(answer, body) + rowGap
	text := s.testText(l)
	if v := clean(l.Value); v != "" && v != clean(l.Was) {
		text += "  " + s.when("paper.is-now", "value", v)
	}
	lines := s.wrap(text, body, s.w()-room, 3)
	top := s.y
	for _, t := range lines {
		s.text(s.x0, s.line(), body, t)
	}
	if l.Outcome == "fail" {
		middle := s.block(s.x1-s.width(answer, body)-2*pad/2, top+0.25, s.width(answer, body)+pad, pitch-0.25)
		s.white(s.x1-pad/2, middle(body), body, answer, printer.AlignRight)
	} else {
		s.right(s.x1, top+pitch-descent, body, answer)
	}
	const indent = 3.0
	said = join(clean(l.By), stamp(l.At.Time))
	below := []string{l.Note, said}
	if said == last && l.Outcome != "fail" {
		below = nil
	}
	for _, t := range names(below) {
		for _, part := range s.wrap(t, body, s.w()-indent, 2) {
			s.text(s.x0+indent, s.line(), body, part)
		}
	}
	s.y += 0.5
	return said
}

// stamp is a day with its time, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("01-02 15:04")
}
