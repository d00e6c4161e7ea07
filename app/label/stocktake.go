package label

import (
	"strconv"
	"strings"

	"countertop/app/i18n"
	"countertop/printer"
)

// StockTake is the difference list of a stock-take (盘点差异单), on a roll of 80
// or 58 mm, to be looked after and signed.
type StockTake struct {
	Shop      Shop     `json:"shop,omitzero"`
	Station   string   `json:"station,omitempty"` // letter of the counter
	Places    []string `json:"places,omitempty"`  // that were counted, in words: 待测, 维修台
	CountedBy string   `json:"counted_by,omitempty"`
	Begun     Date     `json:"begun,omitzero"`
	Ended     Date     `json:"ended,omitzero"` // zero while it goes on
	Counts    []Count  `json:"counts,omitempty"`
	// Lines are the differences, More how many are left out.
	Lines []StockLine `json:"stock,omitempty"`
	More  int         `json:"stock_more,omitempty"`
	Copy
}

// StockLine is one difference. Lines of one Group stand together under its
// name.
type StockLine struct {
	Group   string `json:"group"`
	Number  string `json:"number,omitempty"` // of the order
	Code    string `json:"code,omitempty"`   // what was read, without one
	Machine string `json:"machine,omitempty"`
	// Where it is recorded, Since when, and where it was Seen, in words.
	Where string `json:"where,omitempty"`
	Since Date   `json:"since,omitzero"`
	Seen  string `json:"seen,omitempty"`
	// Done says how it was settled, "" if it is not.
	Done string `json:"done,omitempty"`
	Note string `json:"note,omitempty"`
	// Blank leaves a line to write a note on.
	Blank bool `json:"blank,omitempty"`
}

func (d StockTake) withCopy(c Copy) Document { d.Copy = c; return d }

// Page lays the slip out; its height is that of its content. Besides those of
// Document it returns a *FieldError without a place, without a beginning, or
// for an order number that is none.
func (d StockTake) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(d.Shop, s.t("paper.stock-take"), s.t("paper.counter", "station", clean(d.Station)), s.again(d.Copy))
	places := names(d.Places)
	if len(places) == 0 {
		s.fail(&FieldError{"places", "is missing"})
		places = []string{""}
	}
	if d.Begun.IsZero() {
		s.fail(&FieldError{"begun", "is missing"})
	}
	const size = 5.0
	s.y++
	for _, l := range s.wrap(strings.Join(places, " · "), size, s.w(), 3) {
		s.y += size * 1.3
		s.text(s.x0, s.y, size, l)
	}
	s.y += 1.5
	ended := s.t("paper.not-ended")
	if !d.Ended.IsZero() {
		ended = s.when("paper.ended", "at", d.Ended.Format("15:04"))
	}
	s.split(join(s.shortTime(d.Begun.Time), ended), s.cut(s.when("paper.counted-by", "who", clean(d.CountedBy)), body, s.w()))
	s.rule()
	s.figures(d.Counts)
	group := ""
	for _, l := range d.Lines {
		if l.Group != group {
			group = l.Group
			s.rule()
			s.heading(group)
			s.y += 0.75
		}
		s.stockLine(l)
	}
	s.rule()
	switch {
	case len(d.Lines) == 0:
		s.text(s.x0, s.line(), body, s.t("paper.all-there"))
	case d.More > 0:
		s.paragraph(s.t("paper.more", "n", strconv.Itoa(d.More)), 2)
	}
	s.y -= 1
	s.blanks(s.x0, s.x1, dateRoom, s.t("paper.checked-by"), s.t("paper.date"))
	s.y += 0.5
	return s.done()
}

// stockLine is a difference: a box, ticked if it is settled, the number or what
// was read, the machine, where it is recorded since when, where it was seen, and
// a word or a line to write one on.
func (s *slip) stockLine(l StockLine) {
	const textAt = tickBox + 1.5
	x := s.x0 + textAt
	s.y += 1
	bl := s.line()
	s.add(printer.TickBox{X: s.x0, Y: bl + 0.25 - tickBox, SizeMM: tickBox, LineMM: bodyLine, Ticked: l.Done != ""})
	name := clean(l.Number)
	if name != "" {
		s.checkNumber(name)
	} else {
		name = s.cutFront(clean(l.Code), body, s.x1-x)
	}
	s.text(x, bl, body, name)
	if done := clean(l.Done); done != "" {
		if x+s.width(name, body)+rowGap+s.width(done, body) > s.x1 {
			bl = s.line()
		}
		s.right(s.x1, bl, body, s.cut(done, body, s.x1-x))
	}
	since := ""
	if !l.Since.IsZero() {
		since = s.shortTime(l.Since.Time)
	}
	for _, text := range []string{
		clean(l.Machine),
		join(s.when("paper.recorded", "place", clean(l.Where)), s.when("paper.since", "at", since)),
		s.when("paper.seen-at", "place", clean(l.Seen)),
		clean(l.Note),
	} {
		if text == "" {
			continue
		}
		for _, t := range s.wrap(text, body, s.x1-x, 3) {
			s.text(x, s.line(), body, t)
		}
	}
	if l.Blank && clean(l.Note) == "" {
		s.y += blankPitch - 1
		s.blank(x, s.x1, s.y-descent, s.t("paper.note"))
		s.y++
	}
}
