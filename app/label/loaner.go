package label

import (
	"countertop/app/i18n"
	"countertop/printer"
)

// LoanerSlip is signed when a customer borrows a machine for as long as their
// own is repaired (备用机借用单), on a roll of 80 or 58 mm. It stays with the
// shop, so the phone is printed in full.
type LoanerSlip struct {
	Shop   Shop   `json:"shop,omitzero"`
	Name   string `json:"loaner,omitempty"` // of the loaner
	Serial string `json:"loaner_serial,omitempty"`
	Code   string `json:"loaner_code,omitempty"` // L000032S
	With   Names  `json:"loaner_with,omitempty"` // what is lent with it
	LentAt Date   `json:"sent_at,omitzero"`
	LentBy string `json:"sent_by,omitempty"`
	BackOn Date   `json:"back_on,omitzero"`
	// Number is the order the loaner stands for, Brand and Model its machine.
	Number string `json:"number,omitempty"`
	Brand  string `json:"brand,omitempty"`
	Model  string `json:"model,omitempty"`
	Contact
	Signature [][]Point `json:"signature,omitempty"`
	Digest    string    `json:"digest,omitempty"`
	Copy
}

func (l LoanerSlip) without(field string) Document {
	switch field {
	case "brand":
		l.Brand = ""
	case "model":
		l.Model = ""
	default:
		l.Shop.without(field)
		l.Contact.without(field)
	}
	return l
}

func (l LoanerSlip) withCopy(c Copy) Document { l.Copy = c; return l }

// Page lays the slip out; its height is that of its content.
func (l LoanerSlip) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(l.Shop, s.t("paper.loaner-slip"), s.t("paper.shop-copy"), s.again(l.Copy))
	s.codeBlock("loaner_code", l.Code, printer.QRLevelQ, func(x, bl float64) { s.text(x, bl, 6.5, l.Code) },
		s.when("paper.lent", "at", s.dayTime(l.LentAt.Time)), s.when("paper.lent-by", "who", clean(l.LentBy)))
	s.promise(s.t("paper.give-back"), l.BackOn.Time)
	s.row(s.t("paper.loaner"), l.Name, 3)
	s.serialRow(l.Serial)
	s.accessories(s.t("paper.lent-with"), names(l.With))
	s.rule()
	if _, ok := s.checkNumber(l.Number); ok {
		s.codeRow(s.t("paper.stands-for"), l.Number)
	}
	s.row(s.t("paper.own-machine"), join(l.Brand, l.Model), 2)
	s.person(l.Customer, l.CustomerInk, l.Phone)
	s.row(s.t("paper.company"), l.Company, 2)
	s.rule()
	s.paragraph(s.t("paper.lent-terms"), maxLines)
	s.signature(s.t("paper.signed"), l.Signature, s.digestText(l.Digest), l.LentAt.Time)
	s.footer(l.Shop, true)
	return s.done()
}
