package label

import (
	"fmt"

	"countertop/app/i18n"
	"countertop/printer"
)

// DayClose is what a counter did in a day (日结单), on a roll of 80 or 58 mm,
// for the supervisor to sign.
type DayClose struct {
	Shop     Shop    `json:"shop,omitzero"`
	Day      Date    `json:"day,omitzero"`
	Station  string  `json:"station,omitempty"` // letter of the counter
	ClosedBy string  `json:"closed_by,omitempty"`
	Counts   []Count `json:"counts,omitempty"`
	Money    []Money `json:"money,omitempty"`
	// Open are the orders that must be looked after tomorrow, with why.
	Open   []OpenOrder `json:"open,omitempty"`
	Digest string      `json:"digest,omitempty"`
	Copy
}

// Count is a line of the day: 接机 12.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Money is what was taken by one means: 现金 320.00.
type Money struct {
	Name string `json:"name"`
	Fen  int64  `json:"fen"`
}

// OpenOrder is an order with a word on it.
type OpenOrder struct {
	Number string `json:"number"`
	Note   string `json:"note"`
}

func (d DayClose) withCopy(c Copy) Document { d.Copy = c; return d }

// Page lays the slip out; its height is that of its content. Besides those of
// Document it returns a *FieldError for a day or an order number that is none.
func (d DayClose) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(d.Shop, s.t("doc.day-close"), s.t("paper.counter", "station", clean(d.Station)), s.again(d.Copy))
	if d.Day.IsZero() {
		s.fail(&FieldError{"day", "is missing"})
	}
	day := s.fullDay(d.Day.Time)
	s.y += 7.5
	s.text(s.x0, s.y, s.shrink(day, 6.25, body, s.w()), day)
	s.y += 1.5
	if by := s.when("paper.closed-by", "who", clean(d.ClosedBy)); by != "" {
		s.text(s.x0, s.line(), body, s.cut(by, body, s.w()))
	}
	s.rule()
	if len(d.Counts) > 0 {
		s.figures(d.Counts)
		s.rule()
	}
	s.income(d.Money)
	s.rule()
	s.openOrders(d.Open)
	s.rule()
	s.y -= 1
	s.blanks(s.x0, s.x1, dateRoom, s.t("paper.supervisor"), s.t("paper.date"))
	s.y += 0.5
	if t := s.digestText(d.Digest); t != "" {
		s.y += 1
		s.split(t, "")
	}
	return s.done()
}

// figures are the counts of the day in columns, each a large figure over its
// name.
func (s *slip) figures(counts []Count) {
	const size, high = 6.25, 12.0
	columns := 3
	if s.narrow {
		columns = 2
	}
	w := s.w() / float64(columns)
	for i, c := range counts {
		if i%columns == 0 && i > 0 {
			s.y += high
		}
		x := s.x0 + w*float64(i%columns)
		n := fmt.Sprint(c.Count)
		s.text(x, s.y+capHeight*size+0.25, s.shrink(n, size, body, w-rowGap), s.cut(n, body, w-rowGap))
		s.text(x, s.y+capHeight*size+0.25+pitch, body, s.cut(clean(c.Name), body, w-rowGap))
	}
	s.y += high - 1.75
}

// income is the money by its means and the sum of it.
func (s *slip) income(money []Money) {
	var total int64
	for _, m := range money {
		total += s.priced("money", m.Name, 0, m.Fen)
	}
	if len(money) > 0 {
		s.y -= 0.5
		s.rule()
	}
	s.amount(s.t("paper.total"), 4.5, total)
}

// openOrders are the orders to look after, each with a box and a word on it.
func (s *slip) openOrders(orders []OpenOrder) {
	if len(orders) == 0 {
		s.split(s.t("paper.tomorrow"), s.t("paper.nothing-open"))
		return
	}
	s.split(s.t("paper.tomorrow"), fmt.Sprint(len(orders)))
	const textAt = tickBox + 1.5
	x := s.x0 + textAt
	for _, o := range orders {
		if _, ok := s.checkNumber(o.Number); !ok {
			return
		}
		s.y += 0.75
		bl := s.line()
		s.add(printer.TickBox{X: s.x0, Y: bl + 0.25 - tickBox, SizeMM: tickBox, LineMM: bodyLine})
		s.text(x, bl, body, o.Number)
		note, at := clean(o.Note), x+s.width(o.Number, body)+rowGap
		if at+s.width(note, body) <= s.x1 {
			s.text(at, bl, body, note)
			continue
		}
		for _, l := range s.wrap(note, body, s.x1-x, 4) {
			s.text(x, s.line(), body, l)
		}
	}
}
