package label

import (
	"fmt"
	"strings"
	"time"

	"countertop/printer"
)

// StockTake is the difference list of a stock-take (盘点差异单), on a roll of 80
// or 58 mm, to be looked after and signed.
type StockTake struct {
	Shop      Shop
	Station   string // letter of the counter
	Places    []string
	CountedBy string
	Begun     time.Time
	Ended     time.Time // zero while it goes on
	Counts    []CountInput
	Lines     []StockLineInput
	More      int // lines that are left out
	Reprint   bool
	ReprintNo int // which reprint, from 1; 0 if that is not known
}

// Page lays the slip out; its height is that of its content. Besides those of
// Document it returns a *FieldError without a place, without a beginning, or
// for an order number that is none.
func (d StockTake) Page(lang Lang, m Media) (printer.Page, error) {
	s, w := newSlip(lang, m), lang.slipWords()
	s.head(d.Shop.Name, w.stockTake, fmt.Sprintf(w.counter, clean(d.Station)), s.again(d.Reprint, d.ReprintNo))
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
	ended := w.notEnded
	if !d.Ended.IsZero() {
		ended = when(w.ended, d.Ended.Format("15:04"))
	}
	s.split(join(lang.shortTime(d.Begun), ended), s.cut(when(w.countedBy, clean(d.CountedBy)), body, s.w()))
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
		s.stockLine(w, l)
	}
	s.rule()
	switch {
	case len(d.Lines) == 0:
		s.text(s.x0, s.line(), body, w.allThere)
	case d.More > 0:
		s.paragraph(fmt.Sprintf(w.more, d.More), 2)
	}
	s.y -= 1
	s.blanks(s.x0, s.x1, dateRoom, w.checkedBy, w.date)
	s.y += 0.5
	return s.done()
}

// stockLine is a difference: a box, ticked if it is settled, the number or what
// was read, the machine, where it is recorded since when, where it was seen, and
// a word or a line to write one on.
func (s *slip) stockLine(w slipWords, l StockLineInput) {
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
		since = s.lang.shortTime(l.Since.Time)
	}
	for _, text := range []string{clean(l.Machine), join(when(w.recorded, clean(l.Where)), when(w.since, since)), when(w.seenAt, clean(l.Seen)), clean(l.Note)} {
		if text == "" {
			continue
		}
		for _, t := range s.wrap(text, body, s.x1-x, 3) {
			s.text(x, s.line(), body, t)
		}
	}
	if l.Blank && clean(l.Note) == "" {
		s.y += blankPitch - 1
		s.blank(x, s.x1, s.y-descent, w.note)
		s.y++
	}
}

func stockTake(in Input) Document {
	return StockTake{
		Shop: Shop(in.Shop), Station: in.Station, Places: in.Places, CountedBy: in.CountedBy, Begun: in.Begun.Time, Ended: in.Ended.Time,
		Counts: in.Counts, Lines: in.Stock, More: in.StockMore, Reprint: in.Reprint, ReprintNo: in.ReprintNo,
	}
}
