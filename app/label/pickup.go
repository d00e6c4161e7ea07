package label

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"countertop/app/i18n"
	"countertop/printer"
)

// PickupReceipt is signed when a machine is handed over (取机签收单), on a roll
// of 80 or 58 mm. The phone is masked.
type PickupReceipt struct {
	Shop                 Shop
	Number               string
	PickedUpAt           time.Time
	HandledBy            string
	Customer, Phone      string
	CustomerInk          [][]Point // stands for a Customer who is ""
	Brand, Model, Serial string

	Work, Engineer, OldParts string
	// Tested is false if the machine was not tested in front of the customer;
	// then CallOn is the day of the call.
	Tested   bool
	TestedBy string
	CallOn   time.Time
	// Accessories is the number handed back.
	Accessories int
	// ConditionChanged leaves out the line that says the outside is as it was.
	ConditionChanged bool

	PaidFen    int64
	PaidBy     string // 微信
	WarrantyTo time.Time
	Rating     int // 1 to 5 stars, 0 for none
	FollowUpOn time.Time

	Signature [][]Point
	Digest    string
	Reprint   bool
	ReprintNo int // which reprint, from 1; 0 if that is not known
}

// Page lays the receipt out; its height is that of its content.
func (r PickupReceipt) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(r.Shop.Name, s.t("paper.pickup-receipt"), s.t("doc.customer-copy"), s.again(r.Reprint, r.ReprintNo))
	s.numberBlock("number", s.orderCode(r.Number), printer.QRLevelQ, r.Number,
		s.when("paper.picked-up", "at", s.dayTime(r.PickedUpAt)), s.when("paper.handled-by", "who", clean(r.HandledBy)))
	s.person(r.Customer, r.CustomerInk, maskPhone(r.Phone))
	s.row(s.t("paper.machine"), join(r.Brand, r.Model), 2)
	s.serialRow(r.Serial)
	if r.Work+r.Engineer+r.OldParts != "" {
		s.rule()
		s.row(s.t("paper.work"), r.Work, 3)
		s.row(s.t("role.engineer"), r.Engineer, 1)
		s.row(s.t("paper.old-parts"), r.OldParts, 1)
	}
	s.rule()
	r.checks(s)
	s.rule()
	if r.PaidFen != 0 || r.PaidBy != "" {
		s.amount(strings.TrimSpace(s.t("paper.paid", "how", clean(r.PaidBy))), body, r.PaidFen)
		s.y += 1.25
	}
	r.warranty(s)
	if r.Rating > 0 {
		s.row(s.t("paper.rating"), s.stars(r.Rating), 1)
	}
	if day := s.weekday(r.FollowUpOn); day != "" {
		s.row(s.t("paper.follow-up"), s.t("paper.call-day", "day", day), 1)
	}
	s.y += 0.25
	s.signature(s.t("paper.collected"), r.Signature, s.digestText(r.Digest), r.PickedUpAt)
	s.footer(r.Shop, false)
	return s.done()
}

// checks says what was looked at together with the customer.
func (r PickupReceipt) checks(s *slip) {
	const tickPitch = 5.25
	tick := func(text, right string) {
		s.y += tickPitch + pitch*float64(s.ticked(text, right)-1)
	}
	if r.Tested {
		tick(s.t("paper.tested-here"), clean(r.TestedBy))
	} else {
		const h, callSize = 6.5, 3.75
		middle := s.block(s.x0, s.y, s.w(), h)
		right := ""
		if !r.CallOn.IsZero() {
			right = s.t("paper.call-on", "day", s.shortDay(r.CallOn))
		}
		s.white(s.x1-pad, middle(callSize), callSize, right, printer.AlignRight)
		text, size := s.fit(s.t("paper.not-tested"), 4.25, body, s.w()-2*pad-rowGap-s.width(right, callSize))
		s.white(s.x0+pad, middle(size), size, text, printer.AlignLeft)
		s.y += h + 1.25
	}
	if r.Accessories > 0 {
		tick(s.t("paper.accessories-checked", "n", strconv.Itoa(r.Accessories)), s.numbered(r.Accessories))
	}
	if !r.ConditionChanged {
		tick(s.t("paper.as-before"), "")
	}
	s.y -= tickPitch - pitch - 0.25
}

// numbered is 1/2 2/2, as far as it is of use.
func (s *slip) numbered(n int) string {
	if n > 4 {
		return fmt.Sprintf("1/%d … %d/%d", n, n, n)
	}
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("%d/%d", i+1, n))
	}
	return strings.Join(all, " ")
}

// warranty is the black block with the day the warranty ends.
func (r PickupReceipt) warranty(s *slip) {
	day := s.day(r.WarrantyTo)
	if day == "" {
		return
	}
	const size, labelSize, second = 5.5, 4.0, 5.0
	h, up := 8.0, 0.0
	if s.width(s.t("paper.warranty-until"), labelSize)+rowGap+s.width(day, size) > s.w()-2*pad {
		h, up = h+second, second
	}
	middle := s.block(s.x0, s.y, s.w(), h)
	s.white(s.x0+pad, middle(labelSize)-up/2, labelSize, s.t("paper.warranty-until"), printer.AlignLeft)
	s.white(s.x1-pad, middle(size)+up/2, size, day, printer.AlignRight)
	s.y += h + 1.25
}

func pickupReceipt(in Input) Document {
	return PickupReceipt{
		Shop: Shop(in.Shop), Number: in.Number, PickedUpAt: in.PickedUpAt.Time, HandledBy: in.HandledBy,
		Customer: in.who(), CustomerInk: points(in.CustomerInk), Phone: in.Phone, Brand: in.Brand, Model: in.Model, Serial: in.Serial,
		Work: in.Work, Engineer: in.Engineer, OldParts: in.OldParts,
		Tested: !in.Untested, TestedBy: in.TestedBy, CallOn: in.CallOn.Time, Accessories: len(in.Accessories),
		ConditionChanged: in.ConditionChanged, PaidFen: in.PaidFen, PaidBy: in.PaidBy,
		WarrantyTo: in.WarrantyTo.Time, Rating: in.Rating, FollowUpOn: in.FollowUpOn.Time,
		Signature: points(in.Signature), Digest: in.Digest, Reprint: in.Reprint, ReprintNo: in.ReprintNo,
	}
}
