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
	const gap, nameH, disc = 40, 36, 54
	names, pics := r.bottom(nameH, 8)
	scale := min(float64(pics.W-gap*(len(views)-1))/total, float64(pics.H)/tallest)
	pics = pics.within(int(total*scale)+gap*(len(views)-1), pics.H)
	for i, v := range views {
		vr, rest := pics.left(int(v.W*scale), gap)
		pics = rest
		vr = vr.within(vr.W, int(v.H*scale))
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
		name, _ := names.move(vr.X-names.X, 0).left(vr.W, 0)
		b.line(name, center, face{caption, false, ink3}, b.t("view."+v.Name))
		if touched != nil {
			b.touch("view."+strconv.Itoa(i), vr, touched(i))
		}
		for n, m := range marks {
			if m.View != i {
				continue
			}
			at := vr.at(int(m.X*float64(vr.W)), int(m.Y*float64(vr.H)), 0, 0).within(disc, disc)
			b.box(at, style{fill: markHue(m.Kind), stroke: white, width: 3, radius: disc / 2, shadow: true})
			b.line(at, center, face{label, true, white}, strconv.Itoa(first+n))
		}
	}
}

// checkInOutside puts marks onto the drawing of the machine.
func (b *builder) checkInOutside() {
	c := b.s.CheckIn
	main, side := b.step(heading{title: b.t("checkin.outside"), beside: b.t("checkin.outside-how")})
	b.card(main)
	b.outline(main.shrink(24, 12), c.Device.Kind, c.Marks, 1, func(v int) flow.Msg { return flow.OutlineTouched{View: v} })

	b.card(side)
	var kinds []item
	for _, k := range repair.MarkKinds {
		kinds = append(kinds, item{
			id: "mark." + string(k), text: b.t("mark." + string(k)), on: c.MarkKind == k, msg: flow.MarkKindChosen{Kind: k},
		})
	}
	if len(c.Marks) > 0 {
		kinds = append(kinds, item{id: "unmark", icon: "undo-2", text: b.t("checkin.unmark"), msg: flow.MarkUndone{}})
	}
	grid, in := side.shrink(20, 20).top(3*rowH-gutter, 12)
	b.grid(grid, 2, kinds)
	clean, words := in.bottom(88, 8)
	f, text := face{body, true, ink}, b.phrases.Marks(c.Marks)
	if len(c.Marks) == 0 {
		f, text = face{small, false, ink3}, b.t("checkin.no-marks")
	}
	b.prose(words, f, text)
	b.button(clean, button{id: "clean", text: b.t("checkin.clean"), icon: "check", msg: flow.OutsideClean{}})
	b.navigation()
}
