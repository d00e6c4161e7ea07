package view

import (
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// brown is ink on soonTint.
var brown = rgb(0x7A3E06)

// known is the card on the right that grows with the order.
func (b *builder) known() {
	c := b.s.CheckIn
	r := b.side()
	b.card(r)
	y := r.Y + 24
	pitch := 70
	brief := b.lastRepair() != nil && r.H < 640 // the last repair has the room
	if brief {
		pitch = 62
	}
	row := func(key, text string) {
		if text == "" || y+64 > r.Y+r.H {
			return
		}
		b.text(r.X+24, y+16, r.W-48, left, face{caption, false, ink2}, b.t(key))
		b.fit(r.X+24, y+44, r.W-48, left, face{body, true, ink}, 18, text)
		b.rule(r.X+24, y+pitch-8, r.W-48)
		y += pitch
	}
	if c.Customer.Name == "" && c.Customer.Company == "" && len(c.Customer.Ink) > 0 {
		b.text(r.X+24, y+16, r.W-48, left, face{caption, false, ink2}, b.t("known.customer"))
		b.inkIn("known.ink", Rect{r.X + 24, y + 22, 130, 30}, c.Customer.Ink)
		b.fit(r.X+170, y+44, r.W-194, left, face{body, true, ink}, 18, repair.MaskPhone(c.Phone))
		b.rule(r.X+24, y+pitch-8, r.W-48)
		y += pitch
	} else {
		row("known.customer", joinSpace(b.customerName(c.Customer), repair.MaskPhone(c.Phone)))
	}
	if c.Customer.Name != "" && !(brief && c.Step > flow.StepMachine) {
		row("known.company", c.Customer.Company)
	}
	if c.Step > flow.StepMachine {
		row("known.machine", b.device(c.Device))
		if !brief {
			row("known.serial", c.Device.Serial)
		}
		row("known.order", c.Order.String())
	}
	if c.Step == flow.StepMachine {
		if here := c.InShop(); here != nil && c.Other {
			y = b.strip(r, y, 0, "triangle-alert", soonAmber, soonTint, b.t("checkin.other-here", "number", here.ID.String()), "")
		}
	}
	b.repeat(Rect{r.X, y, r.W, r.Y + r.H - y})
}

func joinSpace(a, c string) string {
	if a == "" || c == "" {
		return a + c
	}
	return a + " " + c
}

// dayOf is the day of a moment in the shop.
func (b *builder) dayOf(t time.Time) string {
	return i18n.Day(b.lang, repair.DateOf(t.In(b.s.Shop.Calendar.Loc)))
}

func (b *builder) lastRepair() *repair.Order { return lastRepair(b.s.CheckIn.Machine) }

// lastRepair is the last order of a machine that was handed back.
func lastRepair(m flow.Machine) *repair.Order {
	for i, h := range m.History {
		if h.Order.ID != m.Order && !h.Order.ReceivedAt.IsZero() && !h.Order.InShop() {
			return &m.History[i].Order
		}
	}
	return nil
}

// repeat tells in what room is left that the machine was here before: the
// warranty on that repair, its fault, and what was found and not repaired
// (W17, F20).
func (b *builder) repeat(r Rect) {
	o := b.lastRepair()
	if o == nil {
		return
	}
	y, lines := r.Y+4, 2
	if r.H < 330 {
		lines = 1
	}
	if until := o.WarrantyUntil(b.s.Shop.Calendar.Loc); until != "" && until >= b.s.Today() {
		y = b.strip(r, y, 0, "shield-check", okGreen, okTint, b.t("checkin.covered", "day", b.fullDay(until)), "")
	}
	y = b.strip(r, y, lines, "history", brown, soonTint, b.t("checkin.repeat", "day", b.dayOf(o.ReceivedAt)), b.shortSymptom(o.Symptom))
	if left := o.Unfixed(); len(left) > 0 {
		b.strip(r, y, lines, "circle-alert", brown, soonTint, b.t("checkin.unfixed"), b.words(left))
	}
}

// shortFault is a fault without the customer's words where it can be said
// without.
func (b *builder) shortSymptom(f repair.Symptom) string {
	if len(f.Chips) > 0 {
		f.Words = ""
	}
	return b.symptomText(f)
}

// words joins entries of lists as a sentence does.
func (b *builder) words(list []string) string {
	var parts []string
	for _, v := range list {
		parts = append(parts, b.word(v))
	}
	return strings.Join(parts, b.sep())
}

// fullDay is a day that may be in another year.
func (b *builder) fullDay(d repair.Date) string {
	if t := d.Time(time.UTC); t.Year() != b.s.Now.Year() && !t.IsZero() {
		return b.t("checkin.full-day", "year", t.Format("2006"), "day", i18n.Day(b.lang, d))
	}
	return i18n.Day(b.lang, d)
}

// strip is a warning within the card r at y: what, and of what in at most so
// many lines. It returns where the next one goes; without room it says nothing.
func (b *builder) strip(r Rect, y, most int, icon string, c, tint Color, what, of string) int {
	h := 48
	w := r.W - 40 - 68
	var lines []string
	if of != "" {
		lines = b.v.Text.Wrap(of, b.px(18), false, b.px(w), most)
		h += 24 * len(lines)
	}
	bottom := r.Y + r.H - 12
	if y+h > bottom {
		return y
	}
	b.box(Rect{r.X + 20, y, r.W - 40, h}, style{fill: tint, radius: chipRad})
	b.icon(r.X+34, y+12, 24, icon, c)
	b.fit(r.X+68, y+31, w, left, face{caption, true, c}, 13, what)
	for i, l := range lines {
		b.text(r.X+68, y+58+i*24, w, left, face{18, false, c}, l)
	}
	return y + h + 8
}
