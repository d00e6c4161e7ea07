package label

import (
	"time"

	"countertop/app/i18n"
	"countertop/printer"
)

// Stub is the shop's own copy of the service record (存根白联), on a roll of 80
// or 58 mm. It goes from folder to folder as the repair does and is written
// on; it never leaves the shop, so the phone is printed in full.
type Stub struct {
	Shop   Shop
	Number string // A261121-0042-QK

	ReceivedAt, PromisedOn   time.Time
	TakenInBy                string
	Customer, Company, Phone string
	Kind                     string // laptop, desktop, printer, other
	Brand, Model, Serial     string
	Symptom                  string
	Intake                   IntakeInput
	Marks                    []Mark
	Accessories              []string
	// Consents are what the customer agreed to at check-in, a sentence each.
	Consents []string
	// Signature are the strokes of the customer, Digest the first 8 hex
	// digits of the journal, SignedAt its day.
	Signature [][]Point
	Digest    string
	SignedAt  time.Time
	Reprint   bool
	ReprintNo int // which reprint, from 1; 0 if that is not known
}

// Page lays the slip out; its height is that of its content.
func (c Stub) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(c.Shop.Name, s.t("paper.service-record"), s.t("paper.stub"), s.again(c.Reprint, c.ReprintNo))
	s.numberBlock("number", s.orderCode(c.Number), printer.QRLevelQ, c.Number,
		s.when("paper.checked-in", "at", s.dayTime(c.ReceivedAt)), s.when("paper.taken-in-by", "who", clean(c.TakenInBy)))
	s.promise(s.t("paper.ready-about"), c.PromisedOn)
	s.person(c.Customer, points(c.Intake.CustomerInk), c.Phone)
	s.row(s.t("paper.company"), c.Company, 2)
	s.collectors(c.Intake.Collectors, true)
	s.row(s.t("paper.machine"), join(c.Brand, c.Model), 2)
	s.serialRow(c.Serial)
	s.form(c.Intake.Form)
	s.told(c.Symptom, c.Intake.Words, 6)
	s.maker(c.Intake.Warranty, c.Intake.Proof, c.Intake.BoughtIn)
	s.inspection(c.Intake.Inspection)
	s.fee(c.Intake.EstimateFen)
	s.visit(c.Number, c.Intake.Visit)
	s.rule()
	s.condition(c.Kind, c.Marks)
	s.accessories(s.t("paper.kept"), c.Accessories)
	if consents := names(c.Consents); len(consents) > 0 {
		s.rule()
		s.ticks(s.x0, consents)
	}
	s.signature(s.t("paper.signed"), c.Signature, s.digestText(c.Digest), c.SignedAt)

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

func stub(in Input) Document {
	c, _ := customerCopy(in).(CustomerCopy)
	return Stub{
		Shop: c.Shop, Number: c.Number, ReceivedAt: c.ReceivedAt, PromisedOn: c.PromisedOn, TakenInBy: c.TakenInBy,
		Customer: c.Customer, Company: c.Company, Phone: c.Phone, Kind: c.Kind, Brand: c.Brand, Model: c.Model, Serial: c.Serial,
		Symptom: c.Symptom, Intake: c.Intake, Marks: c.Marks, Accessories: c.Accessories, Consents: in.Consents,
		Signature: c.Signature, Digest: c.Digest, SignedAt: c.SignedAt, Reprint: c.Reprint, ReprintNo: c.ReprintNo,
	}
}
