package label

import (
	"fmt"
	"time"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// CustomerCopy is what the customer takes home and brings back to collect
// (客户联), on a roll of 80 or 58 mm. It is the customer's own, so the phone is
// printed in full.
type CustomerCopy struct {
	CheckIn
	Code string `json:"copy_code,omitempty"` // CA26112100427M4QZ0K9XDP2; it has an unguessable part
}

func (c CustomerCopy) without(field string) Document {
	c.CheckIn.without(field)
	return c
}

func (c CustomerCopy) withCopy(n Copy) Document { c.Copy = n; return c }

func (c CustomerCopy) complete() Document {
	if id, ok := repair.ParseOrderID(c.Number); ok && c.Code == "" {
		c.Code = repair.CopyCode(nil, id)
	}
	return c
}

// Page lays the slip out; its height is that of its content.
func (c CustomerCopy) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(c.Shop, s.t("paper.service-record"), s.t("doc.customer-copy"), s.again(c.Copy))
	s.numberBlock("code", c.Code, printer.QRLevelM, c.Number,
		s.when("paper.checked-in", "at", s.dayTime(c.ReceivedAt.Time)), s.when("paper.taken-in-by", "who", clean(c.TakenInBy)))
	s.promise(s.t("paper.ready-about"), c.PromisedOn.Time)

	s.person(c.Customer, c.CustomerInk, c.Phone)
	s.row(s.t("paper.company"), c.Company, 2)
	s.collectors(c.Collectors, false)
	s.row(s.t("paper.machine"), join(c.Brand, c.Model), 2)
	s.numberRows(c.Machine)
	s.told(c.Symptom, c.Words, 3)
	s.row(s.t("paper.inspected"), s.keyed("paper.seen.", c.Inspection.Seen), 2)
	s.fee(c.EstimateFen)
	s.visit(c.Number, c.Visit)
	s.rule()
	s.condition(c.Kind, c.Marks)
	s.accessories(s.t("paper.kept"), c.Accessories)

	s.y += ruleGap
	middle := s.block(s.x0, s.y, s.w(), 8)
	size := 5.0
	if s.english() {
		size = 4.5
	}
	text, size := s.fit(s.t("paper.bring-slip"), size, body, s.w()-2*pad)
	s.white((s.x0+s.x1)/2, middle(size)+0.125, size, text, printer.AlignCenter)
	s.y += 8 + 1.625
	for _, l := range s.wrap(s.t("paper.will-call"), body, s.w(), 2) {
		s.text(s.x0, s.line(), body, l)
	}
	s.signature(s.t("paper.signed"), c.Signature, s.digestText(c.Digest), c.signedAt())
	s.footer(c.Shop, true)
	return s.done()
}

func (s *slip) digestText(d string) string {
	return s.when("paper.digest", "digest", clean(d))
}

// promise is the frame with the day the machine should be ready, or back.
func (s *slip) promise(label string, day time.Time) {
	const size, labelSize, inner = 6.25, 4.0, 2.25
	if day.IsZero() {
		s.y++ // no quiet zone to share with the frame
		return
	}
	text := s.promisedDay(day)
	h := 12.0
	below := s.width(label, labelSize)+s.width(text, size)+rowGap > s.w()-2*inner
	if below {
		h += 5
	}
	s.add(printer.Frame{X: s.x0, Y: s.y, W: s.w(), H: h, LineMM: boldLine})
	bl := s.y + h - 5.875 + capHeight*size/2
	s.right(s.x1-inner, bl, size, text)
	if below {
		s.text(s.x0+inner, s.y+5, labelSize, label)
	} else {
		s.text(s.x0+inner, s.y+6+capHeight*labelSize/2, labelSize, label)
	}
	s.y += h + ruleGap
}

// accessories lists what is with the machine, one a line with its tick and
// which of how many it is.
func (s *slip) accessories(label string, items []string) {
	if len(items) == 0 {
		return
	}
	s.rule()
	x := max(s.value, s.x0+s.width(label, body)+2)
	if s.narrow {
		s.text(s.x0, s.line(), body, label)
		x = s.x0
	} else {
		s.text(s.x0, s.y+ascent, body, label)
	}
	var lines []string
	for i, item := range items {
		lines = append(lines, join(fmt.Sprintf("%d/%d", i+1, len(items)), item))
	}
	s.ticks(x, lines)
}

// ticks are texts with a ticked box each, from x on. They wrap: what was left
// or agreed to must be told in full.
func (s *slip) ticks(x float64, texts []string) {
	const textAt, tickPitch = tickBox + 2, 4.8
	for _, text := range texts {
		bl := s.y + ascent + 0.125
		s.add(printer.TickBox{X: x, Y: s.y + 0.75, SizeMM: tickBox, LineMM: bodyLine, Ticked: true})
		lines := s.wrap(text, body, s.x1-x-textAt, 3)
		for _, l := range lines {
			s.text(x+textAt, bl, body, l)
			bl += pitch
		}
		s.y += tickPitch + pitch*float64(len(lines)-1)
	}
	s.y -= tickPitch - pitch - 0.2
}
