package view

import (
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// checkInAgree is what is agreed before the signature: the day, a rough fee,
// old parts, the passcode, and whether there are more machines.
func (b *builder) checkInAgree() {
	c := b.s.CheckIn
	main, side := b.step(heading{title: b.t("checkin.agree")})
	const beforeH = 56
	heights := []int{chipH, captionH + chipH, captionH + chipH}
	if c.FixNow {
		heights = append(heights, chipH)
	}
	need := beforeH + len(heights)*rowGap
	for _, h := range heights {
		need += h
	}
	before := b.phrases.Before(c.Machine, true)
	if before != "" && need <= main.H {
		heights = append(heights, beforeH)
	}
	rows := main.strips(heights...)
	b.promise(rows[0])
	b.estimateFees(b.captioned(rows[1], b.t("checkin.rough")))
	two := rows[2].cols(2, gutter)
	keep := func(id string, o repair.OldParts) option {
		return option{id, b.t("old-parts." + string(o)), c.OldParts == o, flow.OldPartsChosen{OldParts: o}}
	}
	b.segments(b.captioned(two[0], b.t("checkin.old-parts")),
		keep("old.customer", repair.OldPartsCustomer), keep("old.shop", repair.OldPartsShop))
	correcting := b.s.Screen == flow.ScreenCorrect
	if !correcting {
		b.passcode(b.captioned(two[1], b.t("checkin.passcode-who")))
	}
	rows = rows[3:]
	if c.FixNow {
		b.segments(rows[0],
			option{"spot.no", b.t("checkin.stays"), !c.OnTheSpot, flow.OnTheSpotTurned{}},
			option{"spot.yes", b.t("checkin.spot"), c.OnTheSpot, flow.OnTheSpotTurned{On: true}})
		rows = rows[1:]
	}
	if len(rows) > 0 {
		b.before(rows[0], before)
	}
	if !correcting {
		b.visit(side)
	}
	b.navigation()
}

// promise moves the day on which the machine should be ready.
func (b *builder) promise(r Rect) {
	c := b.s.CheckIn
	if c.OnTheSpot {
		b.box(r, style{fill: okTint, radius: chipRad})
		at, words := r.shrink(22, 0).left(iconSize, gutter)
		b.iconIn(at, iconSize, "wrench", okGreen)
		b.line(words, left, face{value, true, okGreen}, b.t("checkin.spot-day"))
		return
	}
	const jumpW, keyW = 104, 96
	jumps, r := r.right(2*jumpW+gutter, gutter)
	less, r := r.left(keyW, gutter)
	more, day := r.right(keyW, gutter)
	b.chipItem(less, item{id: "promise.less", icon: "minus", msg: flow.PromiseMoved{Days: -1}})
	b.line(day, center, face{value, true, ink}, i18n.Day(b.lang, c.Promised))
	b.chipItem(more, item{id: "promise.more", icon: "plus", msg: flow.PromiseMoved{Days: 1}})
	for i, cell := range jumps.cols(2, gutter) {
		n := []int{3, 7}[i]
		text := b.t("checkin.days", "n", strconv.Itoa(n))
		b.chipItem(cell, item{id: "promise.more." + strconv.Itoa(n), text: text, msg: flow.PromiseMoved{Days: n}})
	}
}

// estimateFees are the fees to choose from between "after the test" and another
// amount.
func (b *builder) estimateFees(r Rect) {
	c := b.s.CheckIn
	later, r := r.left(156, gutter)
	other, r := r.right(136, gutter)
	b.chipItem(later, item{id: "rough.later", text: b.t("checkin.rough-later"), on: c.Estimate == "", msg: flow.EstimateChosen{}})
	own := c.Estimate
	fees := b.s.Shop.Trade.EstimateFen()
	fees = fees[:min(len(fees), (r.W+gutter)/(chipH+2+gutter))]
	for i, cell := range r.cols(max(1, len(fees)), gutter)[:len(fees)] {
		text := flow.Yuan(fees[i])
		if text == c.Estimate {
			own = ""
		}
		b.chipItem(cell, item{id: "rough." + text, text: text, on: text == c.Estimate, msg: flow.EstimateChosen{Yuan: text}})
	}
	text := b.t("checkin.rough-other")
	if own != "" {
		fen, _ := flow.ParseFen(own)
		text = i18n.Money(b.lang, fen)
	}
	b.chipItem(other, item{id: "field.rough", text: text, on: own != "", msg: flow.Focused{Field: flow.FieldEstimate}})
}

// passcode shows that there is one, and nothing of it.
func (b *builder) passcode(r Rect) {
	b.tap("field.passcode", r, choosable, "", flow.Focused{Field: flow.FieldPasscode})
	at, words := r.shrink(20, 0).left(28, gutter)
	b.iconIn(at, 28, "key-round", ink2)
	if code := b.s.CheckIn.Passcode; code != "" {
		b.line(words, left, face{body, true, ink}, strings.Repeat("●", min(8, len([]rune(code)))))
		return
	}
	b.line(words, left, face{label, false, ink3}, b.t("field.passcode.hint"))
}

// visit are the machines that the customer brought, and one more.
func (b *builder) visit(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	all := c.Machines()
	head, in := r.shrink(24, gutter).top(36, 8)
	b.line(head, left, face{body, true, ink}, b.t("checkin.machines", "n", strconv.Itoa(len(all))))
	_, in = in.bottom(8, 0)
	add, room := in.bottom(chipH, gutter)
	rows := room.fits(chipH, gutter)
	cols := min(3, (len(all)+rows-1)/rows)
	items := make([]item, len(all))
	for i, m := range all {
		it := item{
			id: "machine." + strconv.Itoa(i), icon: kindIcon(m.Device.Kind), text: b.device(m.Device), msg: flow.MachineOpened{Index: i},
		}
		it.on = i == len(all)-1
		if cols > 1 {
			it.text = m.Order.Short()
		}
		if cols > 2 {
			it.icon = ""
		}
		items[len(all)-1-i] = it // the one on the screen first
	}
	b.grid(room, cols, items)
	b.chipItem(add, item{id: "machine.add", icon: "plus", text: b.t("checkin.machine-add"), msg: flow.MachineAdded{}})
}
