package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// checkInFault asks what is wrong, when the machine was bought and what proves
// it. The months take the place of all below the faults while one is chosen.
func (b *builder) checkInSymptom() {
	c := b.s.CheckIn
	b.title("checkin.fault")
	w := b.leftW()
	y := b.bottomY() - gutter - chipH - rowH // of the row of years
	var faults []item
	for _, key := range b.s.Shop.Trade.Symptoms(c.Device.Kind) {
		faults = append(faults, item{id: prefixed("fault.", key), text: b.word(key), on: slices.Contains(c.Symptom.Chips, key), msg: flow.SymptomToggled{Chip: key}})
	}
	b.grid(Rect{margin, answerTop, w, y - labelled + rowH - gutter - answerTop}, w/150, faults)

	b.caption(margin, y, w/2, b.t("field.bought"))
	year := strconv.Itoa(b.s.Now.Year() - flow.MonthYears + 1)
	switch {
	case c.Bought == "":
		b.boughtYears(y)
	case len(c.Bought) < 6 && b.s.Focus == flow.FieldBought && c.Bought >= year:
		b.boughtMonths(y)
		b.known()
		b.navigation()
		return
	default:
		b.bought(y)
	}
	y += rowH
	third := (w - gutter) * 2 / 5
	b.segments(Rect{margin, y, third, chipH},
		option{"often.always", b.t("often.always"), c.Symptom.Often == repair.OftenAlways, flow.OftenChosen{Often: repair.OftenAlways}},
		option{"often.sometimes", b.t("often.sometimes"), c.Symptom.Often == repair.OftenSometimes, flow.OftenChosen{Often: repair.OftenSometimes}})
	b.field(Rect{margin + third + gutter, y, w - third - gutter, chipH}, flow.FieldWords, "", b.t("field.words.hint"))
	b.known()
	b.navigation()
}

// prefixed is a key of a list, or a word of the shop's own, as the ID of a
// node.
func prefixed(prefix, value string) string {
	if strings.HasPrefix(value, prefix) {
		return value
	}
	return prefix + value
}

// boughtYears is the row of years of purchase.
func (b *builder) boughtYears(y int) {
	var years []item
	for i := range flow.MonthYears + 1 {
		year := strconv.Itoa(b.s.Now.Year() - i)
		text := year
		if i == flow.MonthYears {
			text = b.t("checkin.bought-earlier")
		}
		years = append(years, item{id: "bought." + year, text: text, msg: flow.BoughtChosen{Bought: year}})
	}
	b.row(margin, y, b.leftW(), years...)
}

// boughtMonths are the months of the year that was chosen; those to come are
// off.
func (b *builder) boughtMonths(y int) {
	c := b.s.CheckIn
	const cols = 7
	items := []item{{id: "bought.year", text: c.Bought, on: true, msg: flow.BoughtChosen{Bought: c.Bought}}}
	for m := 1; m <= 12; m++ {
		month := strconv.Itoa(100 + m)[1:]
		items = append(items, item{id: "bought.month." + month, text: b.t("checkin.month." + month), msg: flow.BoughtChosen{Bought: c.Bought + month}})
	}
	items = append(items, item{id: "bought.no-month", text: b.t("checkin.no-month"), msg: flow.Unfocused{}})
	first := len(b.nodes)
	b.grid(Rect{margin, y, b.leftW(), 2*rowH - gutter}, cols, items)
	off := false
	for i := range b.nodes[first:] {
		n := &b.nodes[first+i]
		if m, ok := n.Touch.(flow.BoughtChosen); n.Kind == KindBox {
			_, possible := flow.Machine{Bought: m.Bought}.BoughtMonth(b.s.Now)
			if off = ok && !possible; off {
				n.Enabled, n.Fill, n.Stroke = false, disabled, Color{}
			}
		} else if off {
			n.Color = ink3
		}
	}
}

// bought is when the machine was bought, what follows for the warranty, and
// what proves it.
func (b *builder) bought(y int) {
	c := b.s.CheckIn
	w := b.leftW()
	r := Rect{margin, y, (w - gutter) * 2 / 5, chipH}
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Touch, n.Text, n.Reach = "field.bought", flow.BoughtChosen{Bought: c.Bought}, c.Bought, b.px(reach)
	month, ok := c.BoughtMonth(b.s.Now)
	text := i18n.Month(b.lang, month)
	verdict, color := b.t("warranty."+string(c.InWarranty(b.s.Now))), ink2
	switch c.InWarranty(b.s.Now) {
	case repair.WarrantyYes:
		color = okGreen
	case repair.WarrantyNo:
		color = soonAmber
	}
	switch {
	case !ok:
		text, verdict, color = c.Bought, b.t("checkin.bad-month-short"), lateRed
	case month == "" && c.Bought <= strconv.Itoa(b.s.Now.Year()-flow.MonthYears):
		text = b.t("checkin.bought-before", "year", c.Bought)
	case month == "":
		text = b.t("checkin.bought-year", "year", c.Bought)
	}
	b.fit(r.X+20, r.Y+34, r.W-76, left, face{26, true, ink}, 18, text)
	b.fit(r.X+20, r.Y+63, r.W-76, left, face{caption, true, color}, 14, verdict)
	b.icon(r.X+r.W-46, r.Y+chipH/2-14, 28, "rotate-ccw", ink3)
	x := r.X + r.W + gutter
	b.caption(x, y, margin+w-x, b.t("checkin.proof"))
	var proofs []item
	for _, p := range repair.Proofs {
		proofs = append(proofs, item{id: "proof." + string(p), text: b.t("proof." + string(p)), on: c.Symptom.Proof == p, msg: flow.ProofChosen{Proof: p}})
	}
	b.row(x, y, margin+w-x, proofs...)
}
