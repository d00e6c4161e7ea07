package label

import (
	"time"

	"countertop/app/i18n"
	"countertop/printer"
)

// LoanerSlip is signed when a customer borrows a machine for as long as their
// own is repaired (备用机借用单), on a roll of 80 or 58 mm. It stays with the
// shop, so the phone is printed in full.
type LoanerSlip struct {
	Shop           Shop
	Name, Serial   string // of the loaner
	Code           string // L000032S
	With           []string
	LentAt, BackOn time.Time
	LentBy         string
	// Number is the order the loaner stands for, Brand and Model its machine.
	Number                   string
	Brand, Model             string
	Customer, Company, Phone string
	CustomerInk              [][]Point // stands for a Customer who is ""
	Signature                [][]Point
	Digest                   string
	Reprint                  bool
	ReprintNo                int // which reprint, from 1; 0 if that is not known
}

// Page lays the slip out; its height is that of its content.
func (l LoanerSlip) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(l.Shop.Name, s.t("paper.loaner-slip"), s.t("paper.shop-copy"), s.again(l.Reprint, l.ReprintNo))
	s.codeBlock("loaner_code", l.Code, printer.QRLevelQ, func(x, bl float64) { s.text(x, bl, 6.5, l.Code) },
		s.when("paper.lent", "at", s.dayTime(l.LentAt)), s.when("paper.lent-by", "who", clean(l.LentBy)))
	s.promise(s.t("paper.give-back"), l.BackOn)
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
	s.signature(s.t("paper.signed"), l.Signature, s.digestText(l.Digest), l.LentAt)
	s.footer(l.Shop, true)
	return s.done()
}

func loanerSlip(in Input) Document {
	return LoanerSlip{
		Shop: Shop(in.Shop), Name: in.Loaner, Serial: in.LoanerSerial, Code: in.LoanerCode, With: in.LoanerWith,
		LentAt: in.SentAt.Time, BackOn: in.BackOn.Time, LentBy: in.SentBy, Number: in.Number, Brand: in.Brand, Model: in.Model,
		Customer: in.Customer, CustomerInk: points(in.CustomerInk), Company: in.Company, Phone: in.Phone,
		Signature: points(in.Signature), Digest: in.Digest, Reprint: in.Reprint, ReprintNo: in.ReprintNo,
	}
}
