package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// checkInSymptom asks what is wrong, when the machine was bought and what proves
// it. The months take the place of all below the symptoms while one is chosen.
func (b *builder) checkInSymptom() {
	c := b.s.CheckIn
	main, side := b.step(heading{title: b.t("checkin.fault")})
	lower, upper := main.bottom(captionH+2*rowH-gutter, rowGap)
	var symptoms []item
	for _, key := range b.s.Shop.Trade.Symptoms(c.Device.Kind) {
		on := slices.Contains(c.Symptom.Chips, key)
		symptoms = append(symptoms, item{id: prefixed("fault.", key), text: b.word(key), on: on, msg: flow.SymptomToggled{Chip: key}})
	}
	b.grid(upper, upper.W/150, symptoms)

	when, proof := lower, Rect{}
	year := strconv.Itoa(b.s.Now.Year() - flow.MonthYears + 1)
	months := c.Bought != "" && len(c.Bought) < 6 && b.s.Focus == flow.FieldBought && c.Bought >= year
	if c.Bought != "" && !months {
		two := lower.split(gutter, 2, 3)
		when, proof = two[0], two[1]
	}
	when, words := b.captioned(when, b.t("field.bought")), Rect{}
	if months {
		b.boughtMonths(when)
		b.known(side)
		b.navigation()
		return
	}
	when, words = when.top(chipH, gutter)
	words.W = lower.W
	if c.Bought == "" {
		b.boughtYears(when)
	} else {
		b.bought(when, proof)
	}
	two := words.split(gutter, 2, 3)
	b.segments(two[0],
		option{"often.always", b.t("often.always"), c.Symptom.Often == repair.OftenAlways, flow.OftenChosen{Often: repair.OftenAlways}},
		option{
			"often.sometimes", b.t("often.sometimes"), c.Symptom.Often == repair.OftenSometimes,
			flow.OftenChosen{Often: repair.OftenSometimes},
		})
	b.field(two[1], flow.FieldWords, "", b.t("field.words.hint"))
	b.known(side)
	b.navigation()
}

// prefixed is a key of a list, or a word of the shop's own, as the ID of a
// node.
func prefixed(prefix, value string) string {
	if strings.HasPrefix(value, prefix) {
		return value
	}
	return prefix + wordID(value)
}

// wordID is an entry of a list in the ID of a node: its key, or its Chinese.
func wordID(value string) string {
	zh, _ := repair.ListWords(value)
	return zh
}

// boughtYears is the row of years of purchase.
func (b *builder) boughtYears(r Rect) {
	var years []item
	for i := range flow.MonthYears + 1 {
		year := strconv.Itoa(b.s.Now.Year() - i)
		text := year
		if i == flow.MonthYears {
			text = b.t("checkin.bought-earlier")
		}
		years = append(years, item{id: "bought." + year, text: text, msg: flow.BoughtChosen{Bought: year}})
	}
	b.row(r, years...)
}

// boughtMonths are the months of the year that was chosen; those to come are
// off.
func (b *builder) boughtMonths(r Rect) {
	c := b.s.CheckIn
	const cols = 7
	items := []item{{id: "bought.year", text: c.Bought, on: true, msg: flow.BoughtChosen{Bought: c.Bought}}}
	for m := 1; m <= 12; m++ {
		month := strconv.Itoa(100 + m)[1:]
		items = append(items, item{
			id: "bought.month." + month, text: b.t("checkin.month." + month), msg: flow.BoughtChosen{Bought: c.Bought + month},
		})
	}
	items = append(items, item{id: "bought.no-month", text: b.t("checkin.no-month"), msg: flow.Unfocused{}})
	first := len(b.nodes)
	b.grid(r, cols, items)
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
func (b *builder) bought(r, proof Rect) {
	c := b.s.CheckIn
	b.tap("field.bought", r, choosable, c.Bought, flow.BoughtChosen{Bought: c.Bought})
	month, ok := c.BoughtMonth(b.s.Now)
	text := i18n.Month(b.lang, month)
	verdict, color := b.t("warranty."+string(c.InWarranty(b.s.Now))), ink2
	switch c.InWarranty(b.s.Now) {
	case repair.WarrantyYes:
		color = okGreen
	case repair.WarrantyNo:
		color = soonAmber
	case repair.WarrantyUnknown:
	}
	switch {
	case !ok:
		text, verdict, color = c.Bought, b.t("checkin.bad-month-short"), lateRed
	case month == "" && c.Bought <= strconv.Itoa(b.s.Now.Year()-flow.MonthYears):
		text = b.t("checkin.bought-before", "year", c.Bought)
	case month == "":
		text = b.t("checkin.bought-year", "year", c.Bought)
	}
	again, words := r.shrink(18, 0).right(28, 12)
	b.iconIn(again, 28, "rotate-ccw", ink3)
	b.pair(words, left, face{label, true, ink}, text, face{caption, true, color}, verdict)
	var proofs []item
	for _, p := range repair.Proofs {
		proofs = append(proofs, item{
			id: "proof." + string(p), text: b.t("proof." + string(p)), on: c.Symptom.Proof == p, msg: flow.ProofChosen{Proof: p},
		})
	}
	proof, _ = b.captioned(proof, b.t("checkin.proof")).top(chipH, 0)
	b.row(proof, proofs...)
}
