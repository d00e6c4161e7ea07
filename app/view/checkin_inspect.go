package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

// checkInInspect is the engineer's look at the machine: what was seen on the
// left, what the machine is on the right.
func (b *builder) checkInInspect() {
	c := b.s.CheckIn
	form, main := b.steps().right(500, columnGap)
	_, form = form.top(14, 0)
	if c.Beside != 0 {
		head, rest := main.top(titleH, 0)
		_, head = head.top(14, 0)
		head, _ = head.top(60, 0)
		b.box(head, style{fill: okTint, radius: chipRad})
		at, words := head.shrink(18, 0).left(iconSize, 14)
		b.iconIn(at, iconSize, "badge-check", okGreen)
		b.line(words, left, face{value, true, okGreen}, b.t("checkin.inspects", "name", b.s.Person(c.SeenBy).Name))
		main = rest
	} else {
		main = b.headIn(main, heading{title: b.t("checkin.inspect")})
	}
	var seen, causes, who []item
	for _, s := range []repair.Seen{repair.SeenSame, repair.SeenNot, repair.SeenDiffers} {
		seen = append(seen, item{id: "seen." + string(s), text: b.t("seen." + string(s)), on: c.Seen == s, msg: flow.SeenChosen{Seen: s}})
	}
	for _, s := range repair.Causes {
		causes = append(causes, item{
			id: "cause." + string(s), text: b.t("cause." + string(s)), on: c.Cause == s, msg: flow.CauseChosen{Cause: s},
		})
	}
	for _, p := range b.s.Here() {
		if repair.May(p, repair.CommandInspect) {
			who = append(who, item{
				id: "inspector." + string(p.ID), text: p.Name, on: c.SeenBy == p.ID, msg: flow.InspectorChosen{Staff: p.ID},
			})
		}
	}
	rows := main.strips(chipH, captionH+chipH, captionH+chipH, chipH)
	b.row(rows[0], seen...)
	two := rows[1].split(gutter, 7, 3)
	b.row(b.captioned(two[0], b.t("checkin.cause")), causes...)
	b.chipItem(b.captioned(two[1], ""), item{
		id: "fix-now", icon: "wrench", text: b.t("checkin.fix-now"), on: c.FixNow, msg: flow.FixNowTurned{},
	})
	b.grid(b.captioned(rows[2], b.t("checkin.inspector")), max(3, main.W/170), who)
	b.field(rows[3], flow.FieldFinding, "", b.t("field.finding.hint"))
	b.form(form)
	b.navigation()
}

// form is what is noted of machines of this kind: the usual values a touch
// each, all others by keyboard.
func (b *builder) form(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	fields := b.s.Shop.Trade.Form(c.Device.Kind)
	head, in := r.shrink(24, gutter).top(36, 8)
	b.line(head, left, face{body, true, ink}, join(b.t("checkin.form"), b.device(c.Device)))
	const lineH = 28 + chipH // its name over the chips
	if rows := len(fields); rows*(lineH+6) > in.H {
		cols := 2
		if len(fields) > 2*in.fits(chipH, gutter) {
			cols = 3
		}
		cells := in.tiles(cols, chipH, gutter)
		for i, f := range fields[:min(len(fields), len(cells))] {
			b.noted(cells[i], flow.FormField(f.Key), f.Label(b.lang), b.word(flow.FormText(c.Device, f.Key)))
		}
		return
	}
	for _, f := range fields {
		line, rest := in.top(lineH, 6)
		b.formLine(line, f)
		in = rest
	}
	in.H = r.endY() - in.Y
	b.repeat(in.shrink(-24, 0))
}

// formLine is one value: the usual ones a touch each, and the keyboard.
func (b *builder) formLine(r Rect, f trade.FormField) {
	const most = 4
	field, text := flow.FormField(f.Key), flow.FormText(b.s.CheckIn.Device, f.Key)
	name, row := r.top(28, 0)
	b.line(name, left, face{caption, false, ink2}, f.Label(b.lang))
	own, chips := text, f.Choices[:min(most, len(f.Choices))]
	w := row.cols(most+1, gutter)[0].W
	for j, v := range chips {
		if v == text {
			own = ""
		}
		cell, rest := row.left(w, gutter)
		b.chipItem(cell, item{
			id: string(field) + "." + strconv.Itoa(j), text: b.word(v), on: v == text, msg: flow.FormChosen{Key: f.Key, Value: v},
		})
		row = rest
	}
	it := item{id: "field." + string(field), icon: "keyboard", msg: flow.Focused{Field: field}}
	if own != "" {
		it.icon, it.text, it.on = "", b.word(own), len(chips) > 0
	}
	b.chipItem(row, it)
}

// noted is one line of a long form: its name above its value.
func (b *builder) noted(r Rect, f flow.Field, name, text string) {
	b.tap("field."+string(f), r, choosable, text, flow.Focused{Field: f})
	in := r.shrink(14, 0)
	if text == "" {
		b.line(in, left, face{small, false, ink3}, name)
		return
	}
	over, below := in.shrink(0, 6).top(28, 0)
	b.line(over, left, face{caption, false, ink2}, name)
	b.line(below, left, face{body, true, ink}, text)
}
