package label

import (
	"fmt"
	"strconv"

	"countertop/app/i18n"
	"countertop/printer"
)

// Quotation is the price of a repair, to be agreed to (维修报价单), on a roll of
// 80 or 58 mm; it is stapled to the stub until the customer has answered. It
// is the customer's own, so the phone is printed in full.
type Quotation struct {
	Shop     Shop   `json:"shop,omitzero"`
	Number   string `json:"number,omitempty"`
	No       int    `json:"quote_no,omitempty"` // 1 for the first quotation of the order
	QuotedAt Date   `json:"quoted_at,omitzero"`
	QuotedBy string `json:"quoted_by,omitempty"`
	Contact
	Machine
	Symptom string      `json:"fault,omitempty"`
	Cause   string      `json:"cause,omitempty"`
	Lines   []QuoteLine `json:"lines,omitempty"`
	// Cycle is how long the repair takes from consent on, Warranty how long
	// new parts are covered, in words: 3 个月.
	Cycle    string `json:"cycle,omitempty"`
	Warranty string `json:"warranty_in,omitempty"`
	ValidTo  Date   `json:"valid_to,omitzero"`
	Digest   string `json:"digest,omitempty"`
	Copy
}

// QuoteLine is a part or a service with its price. Count 0 is one of it, and
// is not printed; PriceFen is that of one.
type QuoteLine struct {
	Name     string `json:"name"`
	Count    int    `json:"count,omitempty"`
	PriceFen int64  `json:"price_fen"`
}

func (q Quotation) without(field string) Document {
	q.Shop.without(field)
	q.Machine.without(field)
	return q
}

func (q Quotation) withCopy(c Copy) Document { q.Copy = c; return q }

// maxLines bounds a part's name: that is more than any catalogue writes, and
// still a slip that can be torn off.
const maxLines = 12

// Page lays the quotation out; its height is that of its content. Besides
// those of Document it returns a *FieldError for a sum that is no price.
func (q Quotation) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(q.Shop, s.t("paper.quotation"), s.t("paper.quote-no", "n", strconv.Itoa(max(1, q.No))), s.again(q.Copy))
	s.numberBlock("number", s.orderCode(q.Number), printer.QRLevelQ, q.Number,
		s.when("paper.quoted", "at", s.dayTime(q.QuotedAt.Time)), s.when("paper.quoted-by", "who", clean(q.QuotedBy)))
	s.person(q.who(), q.CustomerInk, q.Phone)
	s.row(s.t("paper.machine"), join(q.Brand, q.Model), 2)
	s.numberRows(q.Machine)
	s.rule()
	s.row(s.t("paper.symptom"), q.Symptom, 3)
	s.row(s.t("paper.cause"), q.Cause, 2)
	if given(q.Symptom, q.Cause) {
		s.rule()
	}
	var total int64
	for _, l := range q.Lines {
		total += s.priced("lines", l.Name, l.Count, l.PriceFen)
	}
	s.y -= 0.5
	s.rule()
	s.amount(s.t("paper.total"), 4.5, total)
	s.rule()
	s.y -= 0.5
	s.row(s.t("paper.cycle"), s.when("paper.cycle-is", "time", clean(q.Cycle)), 2)
	s.row(s.t("paper.validity"), s.when("paper.until", "day", s.day(q.ValidTo.Time)), 1)
	s.row(s.t("paper.part-warranty"), s.when("paper.on-part", "time", clean(q.Warranty)), 2)
	s.consent()
	if given(q.Shop.Phone, q.Shop.Hours, q.Digest) {
		s.y -= 0.25
		s.rule()
		s.y--
		s.row(s.t("paper.reply"), q.Shop.Phone, 1)
		s.row(s.t("paper.hours"), q.Shop.Hours, 2)
		s.row(s.t("paper.digest-label"), q.Digest, 1)
	}
	return s.done()
}

// priced is a line with an amount at the right margin, and before it the count
// unless that is 0. The name wraps beside them, or above them on a narrow
// roll. It returns the amount in fen.
func (s *slip) priced(field, name string, count int, fen int64) int64 {
	const linePitch, most = 5.0, 1e10
	// More is a slip of the finger, and the sum must not wrap around.
	if fen > most || fen < -most || count > 9999 {
		s.fail(&FieldError{field, "hold a price or a count that is none"})
		return 0
	}
	fen *= int64(max(1, count))
	amount, times := money(fen), ""
	left := s.x1 - s.width(amount, body)
	timesX := min(s.x1-19.5, left-rowGap)
	if s.narrow {
		timesX = min(s.x1-16.5, left-rowGap)
	}
	if count > 0 {
		times = fmt.Sprintf("×%d", count)
		left = timesX - s.width(times, body)
	}
	room := left - rowGap - s.x0
	if room < 2*body {
		s.fail(&FieldError{field, "hold an amount that has no room"})
		return 0
	}
	if s.narrow {
		room = s.w()
	}
	names := s.wrap(clean(name), body, room, maxLines)
	first := s.y + linePitch - descent
	for i, n := range names {
		s.text(s.x0, first+pitch*float64(i), body, n)
	}
	lines, at := max(1, len(names)), 1
	if s.narrow {
		at = lines
		if len(names) > 0 && s.x0+s.width(names[lines-1], body)+rowGap > left {
			at++
		}
	}
	bl := first + pitch*float64(at-1)
	s.right(timesX, bl, body, times)
	s.right(s.x1, bl, body, amount)
	s.y = first + pitch*float64(max(at, lines)-1) + descent
	return fen
}

// consent is the frame with the answer of the customer.
func (s *slip) consent() {
	const inner, choice, box = 2.25, 4.5, 4.0
	s.y += 1.5
	top := s.y
	s.y += 2.5
	s.choices(s.x0+inner, s.x1-inner, choice, box, 6, s.t("paper.agree"), s.t("stage.return-unrepaired"))
	s.y += 4
	s.blanks(s.x0+inner, s.x1-inner, dateRoom, s.t("paper.signature"), s.t("paper.date"))
	s.y += 2.75
	s.add(printer.Frame{X: s.x0, Y: top, W: s.w(), H: s.y - top, LineMM: bodyLine})
}
