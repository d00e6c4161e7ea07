package view

import (
	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

// brown is ink on soonTint.
var brown = rgb(0x7A3E06)

// known is the card on the right that grows with the order.
func (b *builder) known(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	in := r.shrink(24, gutter)
	rowHeight := 70
	brief := c.LastRepair() != nil && r.H < 640 // the last repair has the room
	if brief {
		rowHeight = 62
	}
	row := func(key string) (text Rect) {
		row, rest := in.top(rowHeight, 0)
		in = rest
		b.rule(row.X, row.endY()-1, row.W)
		over, text := row.shrink(0, 4).top(caption+4, 0)
		b.line(over, left, face{caption, false, ink2}, b.t(key))
		return text
	}
	say := func(key, text string) {
		if text != "" && in.H >= rowHeight {
			b.line(row(key), left, face{body, true, ink}, text)
		}
	}
	if c.Customer.Name == "" && c.Customer.Company == "" && len(c.Customer.Ink) > 0 {
		name, phone := row("known.customer").left(130, gutter)
		b.inkIn("known.ink", name, c.Customer.Ink)
		b.line(phone, left, face{body, true, ink}, repair.MaskPhone(c.Phone))
	} else {
		say("known.customer", document.Spaced(document.CustomerName(c.Customer), repair.MaskPhone(c.Phone)))
	}
	if id := c.Customer.ID; id != "" && b.s.Screen == flow.ScreenCheckIn {
		label, _ := r.shrink(24, gutter).top(caption+4, 0)
		b.leadsToCustomer(Rect{r.X, r.Y, r.W, 90}, label.move(0, 4), b.t("known.customer"), id)
	}
	if c.Customer.Name != "" && !(brief && c.Step > flow.StepMachine) {
		say("known.company", c.Customer.Company)
	}
	if c.Step > flow.StepMachine {
		say("known.machine", b.device(c.Device))
		if !brief {
			say("known.serial", c.Device.Serial)
			say("known.imei", c.Device.IMEI)
		}
		say("known.order", c.Order.String())
	}
	_, in = in.top(8, 0)
	in.H = r.endY() - in.Y
	if c.Step == flow.StepMachine {
		if here := c.InShop(); here != nil && c.Other {
			in = b.strip(in, 0, "triangle-alert", soonAmber, soonTint, b.t("checkin.other-here", "number", here.ID.String()), "")
		}
	}
	b.repeat(in.shrink(-24, 0))
}

// repeat tells in what room is left that the machine was here before: the
// warranty on that repair, its fault, and what was found and not repaired
// (W17, F20).
func (b *builder) repeat(r Rect) {
	o := b.s.CheckIn.LastRepair()
	if o == nil {
		return
	}
	in, lines := r.shrink(20, 4), 2
	if r.H < 330 {
		lines = 1
	}
	if until := o.WarrantyUntil(b.s.Shop.Calendar.Loc); until != "" && until >= b.s.Today() {
		in = b.strip(in, 0, "shield-check", okGreen, okTint, b.t("checkin.covered", "day", b.phrases.FullDay(until)), "")
	}
	again := b.t("checkin.repeat", "day", b.phrases.DayOf(o.ReceivedAt))
	in = b.strip(in, lines, "history", brown, soonTint, again, b.phrases.ShortSymptom(o.Symptom))
	if unfixed := o.Unfixed(); len(unfixed) > 0 {
		b.strip(in, lines, "circle-alert", brown, soonTint, b.t("checkin.unfixed"), b.phrases.Words(unfixed))
	}
}

// strip is a warning at the top of r: what, and of what in at most so many
// lines. It returns the room for the next one; without room it says nothing.
func (b *builder) strip(r Rect, most int, icon string, c, tint Color, what, of string) Rect {
	const headH, lineH = 48, 24
	f := face{caption, false, c}
	_, words := r.shrink(10, 0).left(24, 8)
	var lines []string
	for of != "" {
		lines = b.v.Text.Wrap(of, b.px(f.size), false, b.px(words.W), 0)
		if len(lines) <= most || f.size <= leastSize(caption) {
			lines = b.v.Text.Wrap(of, b.px(f.size), false, b.px(words.W), most)
			break
		}
		f.size--
	}
	h := headH + lineH*len(lines)
	if h+8 > r.H {
		return r
	}
	at, rest := r.top(h, 8)
	b.box(at, style{fill: tint, radius: chipRad})
	head, _ := at.shrink(10, 0).top(headH, 0)
	sign, title := head.left(24, 8)
	b.iconIn(sign, 24, icon, c)
	b.line(title, left, face{caption, true, c}, what)
	_, words = at.shrink(10, 0).left(24, 8)
	_, words = words.top(headH-6, 0)
	for _, l := range lines {
		row, below := words.top(lineH, 0)
		b.line(row, left, f, l)
		words = below
	}
	return rest
}
