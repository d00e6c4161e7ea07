package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
)

// checkInInspect is the engineer's look at the machine: what was seen on the
// left, what the machine is on the right.
func (b *builder) checkInInspect() {
	c := b.s.CheckIn
	const formW = 500
	w := b.w - 2*margin - 32 - formW
	if c.Beside != 0 {
		r := Rect{margin, pageTop, w, 60}
		b.box(r, style{fill: okTint, radius: chipRad})
		b.icon(r.X+18, r.Y+14, 32, "badge-check", okGreen)
		b.fit(r.X+64, middle(r.Y+30, value), w-84, left, face{value, true, okGreen}, 20, b.t("checkin.inspects", "name", b.s.Person(c.SeenBy).Name))
	} else {
		b.fit(margin, pageTop+48, w, left, face{headline, true, ink}, 28, b.t("checkin.inspect"))
	}
	var seen, causes, who []item
	for _, s := range []repair.Seen{repair.SeenSame, repair.SeenNot, repair.SeenDiffers} {
		seen = append(seen, item{id: "seen." + string(s), text: b.t("seen." + string(s)), on: c.Seen == s, msg: flow.SeenChosen{Seen: s}})
	}
	for _, s := range repair.Causes {
		causes = append(causes, item{id: "cause." + string(s), text: b.t("cause." + string(s)), on: c.Cause == s, msg: flow.CauseChosen{Cause: s}})
	}
	for _, p := range b.s.People {
		if p.Role != repair.RoleCoordinator {
			who = append(who, item{id: "inspector." + string(p.ID), text: p.Name, on: c.SeenBy == p.ID, msg: flow.InspectorChosen{Staff: p.ID}})
		}
	}
	y := answerTop
	pitch := b.airy(y+2*labelled+rowH+chipH, 3)
	b.row(margin, y, w, seen...)
	y += pitch
	cw := (w - gutter) * 7 / 10
	b.caption(margin, y, cw, b.t("checkin.cause"))
	b.row(margin, y, cw, causes...)
	b.chipItem(Rect{margin + cw + gutter, y, w - cw - gutter, chipH}, item{id: "fix-now", icon: "wrench", text: b.t("checkin.fix-now"), on: c.FixNow, msg: flow.FixNowTurned{}})
	y += pitch
	b.caption(margin, y, w, b.t("checkin.inspector"))
	b.grid(Rect{margin, y, w, chipH}, max(3, w/170), who)
	y += pitch - labelled + rowH
	b.field(Rect{margin, y, w, chipH}, flow.FieldFinding, "", b.t("field.finding.hint"))

	side := b.side()
	b.form(Rect{b.w - margin - formW, side.Y, formW, side.H})
	b.navigation()
}

// form is what is noted of machines of this kind: the usual values a touch
// each, all others by keyboard.
func (b *builder) form(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	fields := b.s.Shop.Trade.Form(c.Device.Kind)
	b.fit(r.X+24, r.Y+40, r.W-48, left, face{body, true, ink}, 18, join(b.t("checkin.form"), b.device(c.Device)))
	x, y, w := r.X+24, r.Y+60, r.W-48
	const lineH = 110
	full := len(fields)*lineH+60 <= r.H
	cols := 2
	if rows := (r.H - 60) / rowH; len(fields) > 2*rows {
		cols = 3
	}
	for i, f := range fields {
		text := flow.FormText(c.Device, f.Key)
		field := flow.FormField(f.Key)
		if !full {
			tw := (w - (cols-1)*gutter) / cols
			b.noted(Rect{x + i%cols*(tw+gutter), y + i/cols*rowH, tw, chipH}, field, f.Label(b.lang), b.word(text))
			continue
		}
		const most = 4
		tw := (w - most*gutter) / (most + 1)
		own := text
		var items []item
		for j, v := range f.Choices[:min(most, len(f.Choices))] {
			if v == text {
				own = ""
			}
			items = append(items, item{id: string(field) + "." + strconv.Itoa(j), text: b.word(v), on: v == text, msg: flow.FormChosen{Key: f.Key, Value: v}})
		}
		b.fit(x, y+20, w, left, face{caption, false, ink2}, 15, f.Label(b.lang))
		cell := Rect{x, y + 28, tw, chipH}
		for _, it := range items {
			b.chipItem(cell, it)
			cell.X += tw + gutter
		}
		cell.W = x + w - cell.X
		if own == "" {
			b.chipItem(cell, item{id: "field." + string(field), icon: "keyboard", msg: flow.Focused{Field: field}})
		} else {
			b.chipItem(cell, item{id: "field." + string(field), text: b.word(own), on: len(items) > 0, msg: flow.Focused{Field: field}})
		}
		y += lineH
	}
	if full {
		b.repeat(Rect{r.X, y, r.W, r.Y + r.H - y})
	}
}

// noted is one line of a long form: its name above its value.
func (b *builder) noted(r Rect, f flow.Field, label, text string) {
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Touch, n.Text, n.Reach = "field."+string(f), flow.Focused{Field: f}, text, b.px(reach)
	if text == "" {
		b.fit(r.X+14, middle(r.Y+r.H/2, 22), r.W-28, left, face{22, false, ink3}, 14, label)
		return
	}
	b.fit(r.X+14, r.Y+28, r.W-28, left, face{18, false, ink2}, 13, label)
	b.fit(r.X+14, r.Y+60, r.W-28, left, face{body, true, ink}, 16, text)
}
