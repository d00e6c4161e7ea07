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
	b.title("checkin.agree")
	w := b.leftW()
	half := (w - gutter) / 2
	y, end := answerTop, answerTop+2*labelled+chipH
	if c.FixNow || b.lastRepair() != nil {
		end += rowH
	}
	pitch := b.airy(end, 2)
	b.promise(Rect{margin, y, w, chipH})
	y += pitch
	b.caption(margin, y, w, b.t("checkin.rough"))
	b.estimateFees(margin, y, w)
	y += pitch
	b.caption(margin, y, half, b.t("checkin.old-parts"))
	b.segments(Rect{margin, y, half, chipH},
		option{"old.customer", b.t("old-parts.customer"), c.OldParts == repair.OldPartsCustomer, flow.OldPartsChosen{OldParts: repair.OldPartsCustomer}},
		option{"old.shop", b.t("old-parts.shop"), c.OldParts == repair.OldPartsShop, flow.OldPartsChosen{OldParts: repair.OldPartsShop}})
	x := margin + half + gutter
	b.caption(x, y, half, b.t("checkin.passcode-who"))
	b.passcode(Rect{x, y, half, chipH})
	if c.FixNow {
		y += pitch - labelled + rowH
		b.segments(Rect{margin, y, w, chipH},
			option{"spot.no", b.t("checkin.stays"), !c.OnTheSpot, flow.OnTheSpotTurned{}},
			option{"spot.yes", b.t("checkin.spot"), c.OnTheSpot, flow.OnTheSpotTurned{On: true}})
	}
	if y += rowH; y+56 <= b.bottomY() {
		b.before(Rect{margin, y, w, 56}, c.Machine)
	}
	b.visit(b.side())
	b.navigation()
}

// promise moves the day on which the machine should be ready.
func (b *builder) promise(r Rect) {
	c := b.s.CheckIn
	if c.OnTheSpot {
		b.box(r, style{fill: okTint, radius: chipRad})
		b.icon(r.X+22, r.Y+r.H/2-16, 32, "wrench", okGreen)
		b.fit(r.X+70, middle(r.Y+r.H/2, value), r.W-90, left, face{value, true, okGreen}, 20, b.t("checkin.spot-day"))
		return
	}
	const jump = 104
	sw := r.W - 2*(jump+gutter)
	b.chipItem(Rect{r.X, r.Y, 96, r.H}, item{id: "promise.less", icon: "minus", msg: flow.PromiseMoved{Days: -1}})
	b.fit(r.X+sw/2, middle(r.Y+r.H/2, value), sw-224, center, face{value, true, ink}, 20, i18n.Day(b.lang, c.Promised))
	b.chipItem(Rect{r.X + sw - 96, r.Y, 96, r.H}, item{id: "promise.more", icon: "plus", msg: flow.PromiseMoved{Days: 1}})
	for i, n := range []int{3, 7} {
		text := b.t("checkin.days", "n", strconv.Itoa(n))
		b.chipItem(Rect{r.X + sw + gutter + i*(jump+gutter), r.Y, jump, r.H}, item{id: "promise.more." + strconv.Itoa(n), text: text, msg: flow.PromiseMoved{Days: n}})
	}
}

// roughFees are the fees to choose from between "after the test" and another
// amount.
func (b *builder) estimateFees(x, y, w int) {
	c := b.s.CheckIn
	const later, other = 156, 136
	b.chipItem(Rect{x, y, later, chipH}, item{id: "rough.later", text: b.t("checkin.rough-later"), on: c.Estimate == "", msg: flow.EstimateChosen{}})
	own := c.Estimate
	fees := b.s.Shop.Trade.EstimateFen()
	room := w - later - other - 2*gutter
	fees = fees[:min(len(fees), (room+gutter)/(chipH+2+gutter))]
	if len(fees) > 0 {
		fw := (room - (len(fees)-1)*gutter) / len(fees)
		for i, fen := range fees {
			text := flow.Yuan(fen)
			if text == c.Estimate {
				own = ""
			}
			b.chipItem(Rect{x + later + gutter + i*(fw+gutter), y, fw, chipH}, item{id: "rough." + text, text: text, on: text == c.Estimate, msg: flow.EstimateChosen{Yuan: text}})
		}
	}
	text := b.t("checkin.rough-other")
	if own != "" {
		fen, _ := flow.ParseFen(own)
		text = i18n.Money(b.lang, fen)
	}
	b.chipItem(Rect{x + w - other, y, other, chipH}, item{id: "field.rough", text: text, on: own != "", msg: flow.Focused{Field: flow.FieldEstimate}})
}

// passcode shows that there is one, and nothing of it.
func (b *builder) passcode(r Rect) {
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Touch, n.Reach = "field.passcode", flow.Focused{Field: flow.FieldPasscode}, b.px(reach)
	b.icon(r.X+20, r.Y+r.H/2-14, 28, "key-round", ink2)
	if code := b.s.CheckIn.Passcode; code != "" {
		b.text(r.X+64, middle(r.Y+r.H/2, body), r.W-84, left, face{body, true, ink}, strings.Repeat("●", min(8, len([]rune(code)))))
		return
	}
	b.fit(r.X+64, middle(r.Y+r.H/2, 26), r.W-84, left, face{26, false, ink3}, 18, b.t("field.passcode.hint"))
}

// visit are the machines that the customer brought, and one more.
func (b *builder) visit(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	all := c.Machines()
	b.fit(r.X+24, r.Y+42, r.W-48, left, face{body, true, ink}, 18, b.t("checkin.machines", "n", strconv.Itoa(len(all))))
	add := Rect{r.X + 24, r.Y + r.H - 24 - chipH, r.W - 48, chipH}
	room := Rect{r.X + 24, r.Y + 60, r.W - 48, add.Y - gutter - r.Y - 60}
	rows := (room.H + gutter) / rowH
	cols := min(3, (len(all)+rows-1)/rows)
	items := make([]item, len(all))
	for i, m := range all {
		it := item{id: "machine." + strconv.Itoa(i), icon: kindIcon(m.Device.Kind), text: b.device(m.Device), on: i == len(all)-1, msg: flow.MachineOpened{Index: i}}
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
