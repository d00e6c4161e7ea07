package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/assets"
)

func markHue(k repair.MarkKind) Color {
	if k == repair.MarkCrack || k == repair.MarkMissing {
		return rgb(0xC62828)
	}
	return soonAmber
}

// outline draws the views of a machine side by side into r, with marks as
// discs; touched, when set, makes the message of a touch on a view.
func (b *builder) outline(r Rect, kind repair.DeviceKind, marks []repair.ConditionMark, first int, touched func(view int) flow.Msg) {
	views := assets.Outline(string(kind))
	total, tallest := 0.0, 0.0
	for _, v := range views {
		total += v.W
		tallest = max(tallest, v.H)
	}
	gap := 40.0
	scale := min((float64(r.W)-gap*float64(len(views)-1))/total, (float64(r.H)-44)/tallest)
	x := float64(r.X) + (float64(r.W)-total*scale-gap*float64(len(views)-1))/2
	for i, v := range views {
		vw, vh := v.W*scale, v.H*scale
		vr := Rect{int(x), r.Y + int((float64(r.H)-36-vh)/2), int(vw), int(vh)}
		pr := b.rect(vr)
		var strokes [][]Point
		for _, st := range v.Strokes {
			pts := make([]Point, len(st))
			for j, p := range st {
				pts[j] = Point{float32(p.X) * float32(pr.W), float32(p.Y) * float32(pr.H)}
			}
			strokes = append(strokes, pts)
		}
		b.add(Node{Kind: KindInk, Rect: pr, Strokes: strokes, StrokeWidth: b.lineWidth(3), Color: ink2, Enabled: true})
		b.text(vr.X+vr.W/2, r.Y+r.H-8, 0, center, face{caption, false, ink3}, b.t("view."+v.Name))
		if touched != nil {
			b.touch("view."+strconv.Itoa(i), vr, touched(i))
		}
		for n, m := range marks {
			if m.View != i {
				continue
			}
			cx, cy := vr.X+int(m.X*float64(vr.W)), vr.Y+int(m.Y*float64(vr.H))
			b.box(Rect{cx - 27, cy - 27, 54, 54}, style{fill: markHue(m.Kind), stroke: white, width: 3, radius: 27, shadow: true})
			b.text(cx, middle(cy, 26), 0, center, face{26, true, white}, strconv.Itoa(first+n))
		}
		x += vw + gap
	}
}

func (b *builder) checkInOutside() {
	c := b.s.CheckIn
	w := b.leftW()
	tw := b.text(margin, pageTop+48, w, left, face{headline, true, ink}, b.t("checkin.outside"))
	b.text(margin+tw+32, pageTop+44, w-tw-32, left, face{caption, false, ink2}, b.t("checkin.outside-how"))
	y := pageTop + 66
	bottom := b.bottomY() - 20
	r := Rect{margin, y, w, bottom - y}
	b.card(r)
	kw := 168
	b.outline(Rect{r.X + 24, r.Y + 12, r.W - kw - 72, r.H - 24}, c.Device.Kind, c.Marks, 1, func(v int) flow.Msg { return flow.OutlineTouched{View: v} })
	kh := min(72, (r.H-32-4*10)/5)
	for i, k := range repair.MarkKinds {
		b.chip("mark."+string(k), Rect{r.X + r.W - kw - 16, r.Y + 16 + i*(kh+10), kw, kh}, b.t("mark."+string(k)), c.MarkKind == k, flow.MarkKindChosen{Kind: k})
	}
	side := Rect{b.sideX(), pageTop, sideW, bottom - pageTop}
	b.card(side)
	sy := side.Y + 24
	if len(c.Marks) == 0 {
		b.para(side.X+24, sy+24, side.W-48, 3, 34, face{body, false, ink3}, b.t("checkin.no-marks"))
	}
	shown := c.Marks
	const most = 5
	off := max(0, len(shown)-most)
	for i, m := range shown[off:] {
		b.box(Rect{side.X + 24, sy + 2, 34, 34}, style{fill: markHue(m.Kind), radius: 17})
		b.text(side.X+41, middle(sy+19, 20), 0, center, face{20, true, white}, strconv.Itoa(off+i+1))
		b.fit(side.X+72, middle(sy+19, body), side.W-96, left, face{body, true, ink}, caption, join(b.t("mark."+string(m.Kind)), b.t("view."+assets.Outline(string(c.Device.Kind))[m.View].Name)))
		sy += 44
	}
	b.button(Rect{side.X + 24, side.Y + side.H - 24 - 2*80 - 12, side.W - 48, 80}, button{id: "clean", text: b.t("checkin.clean"), icon: "check", msg: flow.OutsideClean{}})
	b.button(Rect{side.X + 24, side.Y + side.H - 24 - 80, side.W - 48, 80}, button{id: "unmark", text: b.t("checkin.unmark"), icon: "undo-2", off: len(c.Marks) == 0, msg: flow.MarkUndone{}})
	b.navigation()
}

func (b *builder) checkInAccessories() {
	c := b.s.CheckIn
	w := b.leftW()
	tw := b.text(margin, pageTop+48, w, left, face{headline, true, ink}, b.t("checkin.accessories"))
	b.text(margin+tw+24, pageTop+44, w-tw-24, left, face{caption, false, ink2}, b.t("checkin.accessories-how"))
	y := pageTop + 76
	bw := (w - 4*gutter) / 5
	list := i18n.Accessories(c.Device.Kind)
	extra := []string{}
	for _, a := range c.Kept {
		known := false
		for _, k := range list {
			known = known || k == a.Name
		}
		if !known {
			extra = append(extra, a.Name)
		}
	}
	all := append(append([]string{}, list[:min(len(list), 9-min(len(extra), 4))]...), extra[:min(len(extra), 4)]...)
	for i, name := range all {
		on := false
		for _, a := range c.Kept {
			on = on || a.Name == name
		}
		b.chip("keep."+name, Rect{margin + i%5*(bw+gutter), y + i/5*(chipH+gutter), bw, chipH}, b.t(name), on, flow.ThingToggled{Name: name})
	}
	b.chip("keep.other", Rect{margin + 4*(bw+gutter), y + chipH + gutter, bw, chipH}, b.t("button.other"), false, flow.Focused{Field: flow.FieldThing})
	y += 2*(chipH+gutter) + 26
	b.text(margin, y-12, w, left, face{caption, false, ink2}, b.t("checkin.old-parts"))
	b.segments(Rect{margin, y, (w - 32) / 2, chipH},
		option{"old.customer", b.t("old-parts.customer"), c.OldParts == repair.OldPartsCustomer, flow.OldPartsChosen{OldParts: repair.OldPartsCustomer}},
		option{"old.shop", b.t("old-parts.shop"), c.OldParts == repair.OldPartsShop, flow.OldPartsChosen{OldParts: repair.OldPartsShop}})
	x := margin + (w-32)/2 + 32
	pw := (w - 32) / 2
	b.text(x, y-12, pw, left, face{caption, false, ink2}, b.t("checkin.promise"))
	b.key("promise.less", Rect{x, y, 88, chipH}, "", "minus", false, flow.PromiseMoved{Days: -1})
	b.fit(x+pw/2, middle(y+chipH/2, value), pw-200, center, face{value, true, ink}, 20, i18n.Day(b.lang, c.Promised))
	b.key("promise.more", Rect{x + pw - 88, y, 88, chipH}, "", "plus", false, flow.PromiseMoved{Days: 1})
}

// known is the card on the right that grows with the order.
func (b *builder) known() {
	c := b.s.CheckIn
	r := Rect{b.sideX(), pageTop, sideW, b.bottomY() - 20 - pageTop}
	b.card(r)
	y := r.Y + 24
	row := func(key, text string) {
		if text == "" || y+64 > r.Y+r.H {
			return
		}
		b.text(r.X+24, y+18, r.W-48, left, face{caption, false, ink2}, b.t(key))
		b.fit(r.X+24, y+48, r.W-48, left, face{body, true, ink}, caption, text)
		b.rule(r.X+24, y+62, r.W-48)
		y += 70
	}
	who := c.Customer.Name
	if who == "" {
		who = c.Customer.Company
	}
	row("known.customer", joinSpace(who, repair.MaskPhone(c.Phone)))
	if c.Customer.Name != "" {
		row("known.company", c.Customer.Company)
	}
	row("known.machine", b.device(c.Device))
	row("known.serial", c.Device.Serial)
	if c.Order != "" {
		row("known.order", c.Order.String())
	}
	if c.Step == flow.StepAccessories {
		for i, a := range c.Kept {
			row("known.kept", strconv.Itoa(i+1)+"/"+strconv.Itoa(len(c.Kept))+"  "+b.t(a.Name))
		}
		return
	}
	b.repeat(r, y)
}

func joinSpace(a, c string) string {
	if a == "" || c == "" {
		return a + c
	}
	return a + " " + c
}

// repeat warns that the machine was here before (W17).
func (b *builder) repeat(r Rect, y int) {
	for _, h := range b.s.CheckIn.History {
		if h.Order.ID == b.s.CheckIn.Order || h.Order.ReceivedAt.IsZero() {
			continue
		}
		var fault string
		for _, f := range h.Order.Fault.Chips {
			fault = join(fault, b.t(f))
		}
		if y+88 > r.Y+r.H-12 {
			return
		}
		b.box(Rect{r.X + 20, y + 6, r.W - 40, 84}, style{fill: soonTint, radius: chipRad})
		b.fit(r.X+36, y+40, r.W-72, left, face{caption + 2, true, rgb(0x7A3E06)}, 17,
			b.t("checkin.repeat", "day", i18n.Day(b.lang, repair.DateOf(h.Order.ReceivedAt.In(b.s.Shop.Calendar.Loc)))))
		b.fit(r.X+36, y+72, r.W-72, left, face{caption, false, rgb(0x7A3E06)}, 16, join(fault, h.Order.Fault.Words))
		return
	}
}
