package label

import (
	"fmt"
	"strconv"
	"strings"

	"countertop/app/i18n"
	"countertop/printer"
)

// PickupReceipt is signed when a machine is handed over (取机签收单), on a roll
// of 80 or 58 mm. The phone is masked.
type PickupReceipt struct {
	Shop       Shop   `json:"shop,omitzero"`
	Number     string `json:"number,omitempty"`
	PickedUpAt Date   `json:"picked_up_at,omitzero"`
	HandledBy  string `json:"handled_by,omitempty"`
	Contact
	Machine

	Work     string `json:"work,omitempty"`
	Engineer string `json:"engineer,omitempty"`
	OldParts string `json:"old_parts,omitempty"`
	// CollectedBy is who took the machine, in words.
	CollectedBy string `json:"collected_by,omitempty"`
	// Unrepaired is a machine that goes back as it came: nobody tests it. Untested
	// is one that was not tested in front of the customer; then CallOn is the day of
	// the call, else TestedBy is who did.
	Unrepaired bool   `json:"unrepaired,omitempty"`
	Untested   bool   `json:"untested,omitempty"`
	TestedBy   string `json:"tested_by,omitempty"`
	CallOn     Date   `json:"call_on,omitzero"`
	// Accessories are those handed back; they are counted.
	Accessories Names `json:"accessories,omitempty"`
	// NotReturned are those that were not there.
	NotReturned Names `json:"not_returned,omitempty"`
	// ConditionChanged leaves out the line that says the outside is as it was.
	ConditionChanged bool `json:"condition_changed,omitempty"`
	// NewMarks are what is new on the outside, in words.
	NewMarks string `json:"new_marks,omitempty"`

	PaidFen    int64  `json:"paid_fen,omitempty"`
	PaidBy     string `json:"paid_by,omitempty"` // 微信
	WarrantyTo Date   `json:"warranty_to,omitzero"`
	Rating     int    `json:"rating,omitempty"` // 1 to 5 stars, 0 for none
	FollowUpOn Date   `json:"follow_up_on,omitzero"`
	Signed
	Copy
}

func (r PickupReceipt) without(field string) Document {
	if field == "rating" {
		r.Rating = 0
	}
	r.Shop.without(field)
	r.Machine.without(field)
	return r
}

func (r PickupReceipt) withCopy(c Copy) Document { r.Copy = c; return r }

// Page lays the receipt out; its height is that of its content.
func (r PickupReceipt) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(r.Shop, s.t("paper.pickup-receipt"), s.t("paper.customers-copy"), s.again(r.Copy))
	s.numberBlock("number", s.orderCode(r.Number), printer.QRLevelQ, r.Number,
		s.when("paper.picked-up", "at", s.dayTime(r.PickedUpAt.Time)), s.when("paper.handled-by", "who", clean(r.HandledBy)))
	s.person(r.who(), r.CustomerInk, maskPhone(r.Phone))
	s.row(s.t("paper.collector"), r.CollectedBy, 2)
	s.row(s.t("paper.machine"), join(r.Brand, r.Model), 2)
	s.numberRows(r.Machine)
	if r.Work+r.Engineer+r.OldParts != "" {
		s.rule()
		s.row(s.t("paper.work"), r.Work, 3)
		s.row(s.t("role.engineer"), r.Engineer, 1)
		s.row(s.t("paper.old-parts"), r.OldParts, 3)
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
	if day := s.weekday(r.FollowUpOn.Time); day != "" {
		s.row(s.t("paper.follow-up"), s.t("paper.call-day", "day", day), 1)
	}
	s.y += 0.25
	s.signature(s.t("paper.collected"), r.Signature, s.digestText(r.Digest), r.PickedUpAt.Time)
	s.footer(r.Shop, false)
	return s.done()
}

// checks says what was looked at together with the customer.
func (r PickupReceipt) checks(s *slip) {
	const tickPitch = 5.25
	tick := func(text, right string) {
		s.y += tickPitch + pitch*float64(s.ticked(text, right)-1)
	}
	switch {
	case r.Unrepaired:
		tick(s.t("paper.returned"), "")
	case !r.Untested:
		tick(s.t("paper.tested-here"), clean(r.TestedBy))
	default:
		const h, callSize = 6.5, 3.75
		middle := s.block(s.x0, s.y, s.w(), h)
		right := ""
		if !r.CallOn.IsZero() {
			right = s.t("paper.call-on", "day", s.shortDay(r.CallOn.Time))
		}
		s.white(s.x1-pad, middle(callSize), callSize, right, printer.AlignRight)
		text, size := s.fit(s.t("paper.not-tested"), 4.25, body, s.w()-2*pad-rowGap-s.width(right, callSize))
		s.white(s.x0+pad, middle(size), size, text, printer.AlignLeft)
		s.y += h + 1.25
	}
	if n := len(r.Accessories); n > 0 {
		tick(s.t("paper.accessories-checked", "n", strconv.Itoa(n)), s.numbered(n))
	}
	if !r.ConditionChanged {
		tick(s.t("paper.as-before"), "")
	}
	s.y -= tickPitch - pitch - 0.25
	s.row(s.t("paper.not-returned"), strings.Join(r.NotReturned, s.t("paper.comma")), 3)
	s.row(s.t("paper.new-marks"), r.NewMarks, 2)
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
	day := s.day(r.WarrantyTo.Time)
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
