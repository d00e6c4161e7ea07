package view

import (
	"strconv"

	"countertop/app/flow"
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

// checkInOutside puts marks onto the drawing of the machine.
func (b *builder) checkInOutside() {
	c := b.s.CheckIn
	w := b.leftW()
	tw := b.text(margin, pageTop+48, w, left, face{headline, true, ink}, b.t("checkin.outside"))
	b.fit(margin+tw+32, pageTop+44, w-tw-32, left, face{caption, false, ink2}, 14, b.t("checkin.outside-how"))
	r := Rect{margin, pageTop + 66, w, b.bottomY() - gutter - pageTop - 66}
	b.card(r)
	b.outline(Rect{r.X + 24, r.Y + 12, r.W - 48, r.H - 24}, c.Device.Kind, c.Marks, 1, func(v int) flow.Msg { return flow.OutlineTouched{View: v} })

	side := b.side()
	b.card(side)
	x, sw := side.X+20, side.W-40
	var kinds []item
	for _, k := range repair.MarkKinds {
		kinds = append(kinds, item{id: "mark." + string(k), text: b.t("mark." + string(k)), on: c.MarkKind == k, msg: flow.MarkKindChosen{Kind: k}})
	}
	grid := Rect{x, side.Y + 20, sw, 3*rowH - gutter}
	b.grid(grid, 2, kinds)
	if len(c.Marks) > 0 {
		b.chipItem(Rect{x + (sw+gutter)/2, grid.Y + 2*rowH, (sw - gutter) / 2, chipH}, item{id: "unmark", icon: "undo-2", text: b.t("checkin.unmark"), msg: flow.MarkUndone{}})
	}
	clean := Rect{x, side.Y + side.H - 20 - 88, sw, 88}
	y := grid.Y + grid.H + 12
	f, text := face{body, true, ink}, b.marksText(c.Marks)
	if len(c.Marks) == 0 {
		f, text = face{22, false, ink3}, b.t("checkin.no-marks")
	}
	b.wrapped(Rect{x, y, sw, clean.Y - 8 - y}, f, text)
	b.button(clean, button{id: "clean", text: b.t("checkin.clean"), icon: "check", msg: flow.OutsideClean{}})
	b.navigation()
}
