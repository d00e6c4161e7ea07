package label

import (
	"countertop/app/i18n"
	"countertop/printer"
)

// TripSlip goes with a machine that leaves the shop to be repaired elsewhere:
// to a peer workshop (送同行单) or back to its maker (返厂单), on a roll of 80 or
// 58 mm. Whose machine it is stays with the shop: neither the name nor the
// phone of the customer is on it, and the order's number is enough to ask.
type SendOutSlip struct {
	Shop Shop `json:"shop,omitzero"`
	// Factory is the maker's own service; else it is a peer workshop. The kind of
	// the document says it.
	Factory bool   `json:"-"`
	Number  string `json:"number,omitempty"`
	To      string `json:"sent_to,omitempty"`
	Ask     string `json:"ask,omitempty"` // what they are to do
	Machine
	Symptom  string `json:"fault,omitempty"`
	With     Names  `json:"sent_with,omitempty"` // accessories that go along
	SentAt   Date   `json:"sent_at,omitzero"`
	SentBy   string `json:"sent_by,omitempty"`
	BackOn   Date   `json:"back_on,omitzero"`
	Carrier  string `json:"carrier,omitempty"`  // the courier
	Tracking string `json:"tracking,omitempty"` // and its number
	Copy
}

func (t SendOutSlip) without(field string) Document {
	t.Shop.without(field)
	return t
}

func (t SendOutSlip) withCopy(c Copy) Document { t.Copy = c; return t }

// Page lays the slip out; its height is that of its content.
func (t SendOutSlip) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	title, signs := s.t("paper.peer-slip"), s.t("paper.received")
	if t.Factory { // the supervisor of returns checks what is packed
		title, signs = s.t("paper.factory-slip"), s.t("paper.compared")
	}
	s.head(t.Shop, title, s.t("paper.goes-along"), s.again(t.Copy))
	s.numberBlock("number", s.orderCode(t.Number), printer.QRLevelQ, t.Number,
		s.when("paper.sent", "at", s.dayTime(t.SentAt.Time)), s.when("paper.sent-by", "who", clean(t.SentBy)))
	s.addressee(s.t("paper.send-to"), t.To)
	s.promise(s.t("paper.back-by"), t.BackOn.Time)
	s.row(s.t("paper.machine"), join(t.Brand, t.Model), 2)
	s.numberRows(t.Machine)
	s.row(s.t("paper.symptom"), t.Symptom, 3)
	s.row(s.t("paper.asked-to"), t.Ask, 6)
	if with := names(t.With); len(with) > 0 {
		s.accessories(s.t("paper.sent-with"), with)
	} else {
		s.rule()
		s.split(s.t("paper.sent-with"), s.t("paper.nothing-with"))
	}
	if given(t.Carrier, t.Tracking) {
		s.rule()
		s.row(s.t("paper.carrier"), t.Carrier, 2)
		s.codeRow(s.t("paper.tracking"), t.Tracking)
	}
	s.rule()
	s.paragraph(s.t("paper.questions"), 4)
	s.blanks(s.x0, s.x1, dateRoom, signs, s.t("paper.date"))
	s.y += 0.5
	s.footer(t.Shop, true)
	return s.done()
}

// addressee is the black block that says where the machine goes, in as many
// lines as the name takes.
func (s *slip) addressee(label, to string) {
	if to = clean(to); to == "" {
		s.fail(&FieldError{"sent_to", "is missing"})
		return
	}
	const big, second = 5.0, 5.0
	gap := s.width(label, body) + rowGap
	room := s.w() - 2*pad - gap
	size := s.shrink(to, big, 4, room)
	lines := s.wrap(to, size, room, maxLines)
	middle := s.block(s.x0, s.y, s.w(), 8+second*float64(len(lines)-1))
	up := second / 2 * float64(len(lines)-1)
	s.white(s.x0+pad, middle(body)-up, body, label, printer.AlignLeft)
	for i, l := range lines {
		s.white(s.x0+pad+gap, middle(size)-up+second*float64(i), size, l, printer.AlignLeft)
	}
	s.y += 8 + second*float64(len(lines)-1) + ruleGap
}
