package label

import (
	"countertop/app/i18n"
	"countertop/printer"
)

// Stub is the shop's own copy of the service record (存根白联), on a roll of 80
// or 58 mm. It goes from folder to folder as the repair does and is written
// on; it never leaves the shop, so the phone is printed in full.
type Stub struct {
	CheckIn
	// Warranty of the maker is yes, no or unknown, Proof of it is invoice, card,
	// online or none; or either is its words. BoughtIn is 2025-03.
	Warranty string `json:"warranty,omitempty"`
	Proof    string `json:"proof,omitempty"`
	BoughtIn string `json:"bought_in,omitempty"`
	// Form is what else is noted of the machine.
	Form []FormLine `json:"form,omitempty"`
	// Consents are what the customer agreed to at check-in, a sentence each:
	// 资料已由本人备份.
	Consents Names `json:"consents,omitempty"`
}

func (c Stub) without(field string) Document {
	c.CheckIn.without(field)
	return c
}

func (c Stub) withCopy(n Copy) Document { c.Copy = n; return c }

// Page lays the slip out; its height is that of its content.
func (c Stub) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(c.Shop, s.t("paper.service-record"), s.t("paper.stub"), s.again(c.Copy))
	s.numberBlock("number", s.orderCode(c.Number), printer.QRLevelQ, c.Number,
		s.when("paper.checked-in", "at", s.dayTime(c.ReceivedAt.Time)), s.when("paper.taken-in-by", "who", clean(c.TakenInBy)))
	s.promise(s.t("paper.ready-about"), c.PromisedOn.Time)
	s.person(c.Customer, c.CustomerInk, c.Phone)
	s.row(s.t("paper.company"), c.Company, 2)
	s.collectors(c.Collectors, true)
	s.row(s.t("paper.machine"), join(c.Brand, c.Model), 2)
	s.numberRows(c.Machine)
	s.form(c.Form)
	s.told(c.Symptom, c.Words, 6)
	s.maker(c.Warranty, c.Proof, c.BoughtIn)
	s.inspection(c.Inspection)
	s.fee(c.EstimateFen)
	s.visit(c.Number, c.Visit)
	s.rule()
	s.condition(c.Kind, c.Marks)
	s.accessories(s.t("paper.kept"), c.Accessories)
	if consents := names(c.Consents); len(consents) > 0 {
		s.rule()
		s.ticks(s.x0, consents)
	}
	s.signature(s.t("paper.signed"), c.Signature, s.digestText(c.Digest), c.signedAt())

	s.y += ruleGap
	s.heading(s.t("paper.shop-record"))
	s.folders()
	s.rule()
	s.text(s.x0, s.line(), body, s.t("paper.customer-says"))
	s.y += 1.25
	s.choices(s.x0, s.x1, body, tickBox, 5.5, s.t("paper.agree"), s.t("stage.return-unrepaired"))
	s.blanks(s.x0, s.x1, dateRoom, s.t("paper.signature"), s.t("paper.date"))
	s.y += 0.5
	s.rule()
	s.y -= 1.5
	s.blankLines(s.t("paper.analysis"), 2)
	s.blankLines(s.t("paper.new-parts"), 2)
	s.blanks(s.x0, s.x1, dateRoom, s.t("paper.engineer-signs"), s.t("paper.date"))
	s.y += 0.5
	s.rule()
	s.y -= 1.5
	for range 3 {
		s.blanks(s.x0, s.x1, s.w()/2-1.25, s.t("paper.notified-at"), s.t("paper.told-to"))
	}
	return s.done()
}

// folders are the folders the stub goes through, each with a box to tick and
// a line for the day.
func (s *slip) folders() {
	const textAt, gutter = tickBox + 1.5, 2.5
	columns := 2.0
	var names []string
	for _, f := range folders {
		names = append(names, s.t(folderText+string(f)))
	}
	for _, n := range names {
		if textAt+s.width(n, body)+blankGap+8 > (s.w()-gutter)/columns {
			columns = 1
		}
	}
	w := (s.w() - gutter*(columns-1)) / columns
	for i, n := range names {
		column := float64(i % int(columns))
		if column == 0 {
			s.y += blankPitch - 1
		}
		x := s.x0 + (w+gutter)*column
		bl := s.y - descent
		s.add(printer.TickBox{X: x, Y: bl + 0.25 - tickBox, SizeMM: tickBox, LineMM: bodyLine})
		s.blank(x+textAt, x+w, bl, n)
	}
	s.y += 0.5
}
