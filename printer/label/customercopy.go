package label

import (
	"fmt"
	"time"

	"countertop/printer"
)

// CustomerCopy is what the customer takes home and brings back to collect
// (客户联), on a roll of 80 or 58 mm. It is the customer's own, so the phone is
// printed in full.
type CustomerCopy struct {
	Shop   Shop
	Number string // A261121-0042-QK
	Code   string // CA26112100427M4QZ0K9XDP2; it has an unguessable part

	ReceivedAt, PromisedOn   time.Time
	TakenInBy                string
	Customer, Company, Phone string
	Kind                     string // laptop, desktop, printer, other
	Brand, Model, Serial     string
	Fault                    string
	Marks                    []Mark
	Accessories              []string
	// Signature are the strokes of the customer, Digest the first 8 hex
	// digits of the journal, SignedAt its day.
	Signature [][]Point
	Digest    string
	SignedAt  time.Time
	Reprint   bool
}

// Page lays the slip out; its height is that of its content.
func (c CustomerCopy) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(c.Shop.Name, s.serviceRecord, s.customerCopy, c.Reprint)
	received, person := "", ""
	if !c.ReceivedAt.IsZero() {
		received = fmt.Sprintf(s.received, lang.dayTime(c.ReceivedAt))
	}
	if p := clean(c.TakenInBy); p != "" {
		person = fmt.Sprintf(s.takenInBy, p)
	}
	s.numberBlock("code", c.Code, printer.QRLevelM, c.Number, received, person)
	s.promise(c.PromisedOn)

	s.row(s.customer, join(c.Customer, c.Phone), 2)
	s.row(s.company, c.Company, 2)
	s.row(s.machine, join(c.Brand, c.Model), 2)
	s.serialRow(c.Serial)
	s.row(s.fault, c.Fault, 3)
	s.rule()
	s.condition(c.Kind, c.Marks)
	s.accessories(c.Accessories)

	s.y += ruleGap
	middle := s.block(s.x0, s.y, s.w(), 8)
	size := 5.0
	if lang.english() {
		size = 4.5
	}
	text, size := s.fit(s.bringSlip, size, body, s.w()-2*pad)
	s.white((s.x0+s.x1)/2, middle(size)+0.125, size, text, printer.AlignCenter)
	s.y += 8 + 1.625
	for _, l := range s.wrap(s.willCall, body, s.w(), 2) {
		s.text(s.x0, s.line(), body, l)
	}
	s.signature(s.signed, c.Signature, s.digestText(c.Digest), c.SignedAt)
	s.footer(c.Shop, true)
	return s.done()
}

func (s *slip) digestText(d string) string {
	if d = clean(d); d == "" {
		return ""
	}
	return fmt.Sprintf(s.digest, d)
}

// promise is the frame with the day the machine should be ready.
func (s *slip) promise(day time.Time) {
	const size, labelSize, inner = 6.25, 4.0, 2.25
	text := s.lang.promise(day)
	if text == "" {
		s.y += 1 // no quiet zone to share with the frame
		return
	}
	h := 12.0
	label := s.width(s.readyAbout, labelSize)
	below := label+s.width(text, size)+rowGap > s.w()-2*inner
	if below {
		h += 5
	}
	s.add(printer.Frame{X: s.x0, Y: s.y, W: s.w(), H: h, LineMM: boldLine})
	bl := s.y + h - 5.875 + capHeight*size/2
	s.right(s.x1-inner, bl, size, text)
	if below {
		s.text(s.x0+inner, s.y+5, labelSize, s.readyAbout)
	} else {
		s.text(s.x0+inner, s.y+6+capHeight*labelSize/2, labelSize, s.readyAbout)
	}
	s.y += h + ruleGap
}

// accessories lists what stays with the machine, one a line with its tick.
func (s *slip) accessories(items []string) {
	if len(items) == 0 {
		return
	}
	s.rule()
	x := max(s.value, s.x0+s.width(s.keptHere, body)+2)
	if s.narrow {
		s.text(s.x0, s.line(), body, s.keptHere)
		x = s.x0
	} else {
		s.text(s.x0, s.y+ascent, body, s.keptHere)
	}
	const textAt, tickPitch = tickBox + 2, 4.8
	for i, item := range items {
		bl := s.y + ascent + 0.125
		s.add(printer.TickBox{X: x, Y: s.y + 0.75, SizeMM: tickBox, LineMM: bodyLine, Ticked: true})
		count := fmt.Sprintf("%d/%d", i+1, len(items))
		// The item wraps: what was left must be told in full.
		lines := s.wrap(join(count, item), body, s.x1-x-textAt, 3)
		for _, l := range lines {
			s.text(x+textAt, bl, body, l)
			bl += pitch
		}
		s.y += tickPitch + pitch*float64(len(lines)-1)
	}
	s.y -= tickPitch - pitch - 0.2
}
