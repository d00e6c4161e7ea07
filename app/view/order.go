package view

import (
	"math"
	"slices"
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// moment is a day and time of this year as people write it: 11-21 14:05.
func (b *builder) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(b.s.Shop.Calendar.Loc)
	if b.lang == i18n.EN {
		return t.Format("2 Jan 15:04")
	}
	return t.Format("01-02 15:04")
}

// number draws an order number with the part people say large. It returns its
// width.
func (b *builder) number(x, base, size int, id repair.OrderID) int {
	s, small := id.String(), face{size / 2, false, ink2}
	if !id.Valid() {
		return b.text(x, base, 0, left, face{size, true, ink}, s)
	}
	w := b.text(x, base, 0, left, small, s[:8])
	w += b.text(x+w+4, base, 0, left, face{size, true, ink}, s[8:12]) + 8
	return w + b.text(x+w, base, 0, left, small, s[12:])
}

// fact is a label with its text below, wrapped to at most n lines. It returns
// where the next one begins.
func (b *builder) fact(x, y, w, n int, label, text string) int {
	if text == "" {
		text = "—"
	}
	b.text(x, y+17, w, left, face{caption, false, ink2}, label)
	return b.para(x, y+44, w, n, 28, face{body, true, ink}, text) - 9
}

func init() { pages[flow.ScreenOrder] = (*builder).order }

// order is everything that the shop knows of one machine.
func (b *builder) order() {
	b.header()
	row := b.s.Order.Row
	o := row.Order
	w, side := b.leftW(), b.sideX()
	bottom := b.bottomY() - 20
	nw := b.number(margin, headerH+74, 64, o.ID)
	b.orderVisit(Rect{margin + nw + 24, headerH + 12, w - nw - 24, 72}, o)
	b.fit(margin, headerH+122, w, left, face{32, true, ink}, 22, b.device(o.Device))
	about := join(b.t("kind."+string(o.Device.Kind)), b.serialText(o.Device))
	if o.OnTheSpot {
		const badgeW = 252
		b.box(Rect{margin + w - badgeW, headerH + 132, badgeW, 34}, style{fill: okTint, radius: 17})
		b.icon(margin+w-badgeW+14, headerH+137, 24, "timer", okGreen)
		b.fit(margin+w-badgeW+46, middle(headerH+149, caption), badgeW-60, left, face{caption, true, okGreen}, 15, b.t("order.on-the-spot"))
		w -= badgeW + 16
	}
	b.text(margin, headerH+154, w, left, face{caption, false, ink2}, about)

	facts := Rect{margin, headerH + 172, b.leftW(), bottom - headerH - 172}
	if b.s.Order.Passcode != "" {
		b.passcodeShown(facts)
	} else {
		b.facts(facts, row)
	}

	b.orderPlace(Rect{side, headerH + 20, sideW, 190}, o)
	or := Rect{side, headerH + 226, sideW, bottom - headerH - 226}
	if o.Passcode {
		or = b.orderPasscode(or, o)
	}
	b.card(or)
	caps := b.t("order.marks", "n", strconv.Itoa(len(o.Marks)))
	if len(o.Marks) == 0 {
		caps = b.t("order.no-marks")
	}
	b.text(or.X+24, or.Y+36, or.W-48, left, face{caption, false, ink2}, caps)
	b.outline(Rect{or.X + 24, or.Y + 60, or.W - 48, or.H - 68}, o.Device.Kind, o.Marks, 1, nil)

	b.orderActions(o)
	if o.InShop() {
		b.script("script.order")
	} else {
		b.script("")
	}
}

// orderVisit leads to the other machines of the same visit that are in the shop,
// those with the next numbers first.
func (b *builder) orderVisit(r Rect, o repair.Order) {
	others := slices.DeleteFunc(b.s.Floor.Visit(o.Batch), func(c *repair.Card) bool { return c.ID == o.ID })
	if len(others) == 0 {
		return
	}
	if i := slices.IndexFunc(others, func(x *repair.Card) bool { return x.ID > o.ID }); i > 0 {
		others = append(others[i:], others[:i]...)
	}
	const most, chipW, gap = 2, 132, 12
	lw := r.W - min(most, len(others))*(chipW+gap) - 8
	b.twoLines(r.X+r.W-min(most, len(others))*(chipW+gap)-8-min(lw, 160), r.Y+r.H/2, min(lw, 160), face{caption, false, ink2}, b.t("order.visit", "n", strconv.Itoa(len(others)+1)))
	for i, x := range others[:min(most, len(others))] {
		at := r.X + r.W - (min(most, len(others))-i)*(chipW+gap) + gap
		b.iconChip("visit."+string(x.ID), Rect{at, r.Y, chipW, r.H}, kindIcon(x.Device.Kind), x.ID.Short(), false, flow.OrderChosen{Order: x.ID})
	}
}

// orderPasscode offers the passcode to who has the machine on the bench; others
// are told who that is. It returns the room below.
func (b *builder) orderPasscode(r Rect, o repair.Order) Rect {
	switch {
	case b.s.Order.Passcode != "":
		return r // it stands over the facts
	case b.s.Staff != nil && b.s.Staff.ID == o.Holder:
		b.button(Rect{r.X, r.Y, r.W, buttonH}, button{id: "passcode", text: b.t("order.passcode"), icon: "key-round", msg: flow.PasscodeAsked{}})
		return Rect{r.X, r.Y + buttonH + gutter, r.W, r.H - buttonH - gutter}
	}
	const h = 64
	b.box(Rect{r.X, r.Y, r.W, h}, style{fill: chipGrey, radius: chipRad})
	b.icon(r.X+18, r.Y+h/2-13, 26, "lock", ink2)
	text := b.t("order.passcode-kept")
	if o.Holder != "" {
		text = b.t("order.passcode-held", "who", b.s.Person(o.Holder).Name)
	}
	b.twoLines(r.X+58, r.Y+h/2, r.W-74, face{caption, false, ink2}, text)
	return Rect{r.X, r.Y + h + gutter, r.W, r.H - h - gutter}
}

// passcodeShown is the passcode in one line, so that no break can be taken for
// a part of it, with the seconds that it stays.
func (b *builder) passcodeShown(r Rect) {
	p := b.s.Order
	b.box(r, style{fill: soonTint, radius: corner})
	b.icon(r.X+32, r.Y+28, 36, "key-round", soonAmber)
	b.text(r.X+84, r.Y+56, 300, left, face{28, true, soonAmber}, b.t("order.passcode"))
	seconds := max(1, int(math.Ceil(p.PasscodeUntil.Sub(b.s.Now).Seconds())))
	b.text(r.X+r.W-32, r.Y+56, 0, right, face{28, true, soonAmber}, b.t("order.passcode-left", "n", strconv.Itoa(seconds)))
	f := face{120, true, ink}
	for f.size > caption && b.width(p.Passcode, f) > r.W-64 {
		f.size -= 2
	}
	b.text(r.X+r.W/2, middle(r.Y+r.H/2, f.size), r.W-32, center, f, p.Passcode)
	b.fit(r.X+r.W/2, r.Y+r.H-36, r.W-64, center, face{22, false, ink2}, 16, b.t("order.passcode-how"))
}

// orderPlace says large where the machine is.
func (b *builder) orderPlace(r Rect, o repair.Order) {
	strong, _ := hue(o.Place.Kind)
	icon, name := shelfIcon(o.Place.Kind), b.t("place."+string(o.Place.Kind))
	if o.Stage.Over() || o.Place.Kind == "" {
		icon, name = "archive", b.t("stage."+string(o.Stage))
	}
	if o.Missing() {
		b.orderMissing(r, o)
		return
	}
	b.box(r, style{fill: strong, radius: corner})
	b.icon(r.X+24, r.Y+24, 40, icon, white)
	b.fit(r.X+80, r.Y+56, r.W-104, left, face{value, true, white}, 22, name)
	word, c2 := b.age(o.PlaceSince), Color{R: 255, G: 255, B: 255, A: 225}
	if o.Place.Slot > 0 && o.InShop() {
		b.text(r.X+24, r.Y+r.H-28, 0, left, face{88, true, white}, o.Place.Name())
		b.text(r.X+r.W-24, r.Y+r.H-30, 130, right, face{22, false, c2}, word)
		return
	}
	if !o.InShop() {
		word = b.moment(o.StageSince)
	}
	b.text(r.X+24, r.Y+r.H-34, r.W-48, left, face{26, false, c2}, word)
}

// orderMissing says in red that the machine is not where it should be.
func (b *builder) orderMissing(r Rect, o repair.Order) {
	b.box(r, style{fill: lateRed, radius: corner})
	b.icon(r.X+24, r.Y+26, 56, "triangle-alert", white)
	b.fit(r.X+96, r.Y+72, r.W-120, left, face{52, true, white}, 30, b.t("stock.missing-badge"))
	text := b.t("stock.missing-order", "age", b.age(o.MissingSince), "place", b.placeText(o.Place))
	b.para(r.X+24, r.Y+124, r.W-48, 2, 32, face{body, true, white}, text)
}

// clock is the time limit that runs on an order: colour, icon and word.
func (b *builder) clock(x, y, w int, o repair.Order) int {
	c, ok := repair.Running(o, b.s.Shop.Calendar, b.s.Shop.Limits, b.s.Now)
	if !ok {
		return y
	}
	level := c.Level()
	strong, tint := levelHue(level)
	b.text(x, y+17, w, left, face{caption, false, ink2}, b.t("clock."+string(c.Kind)))
	icon := "clock"
	if level != repair.LevelOK {
		b.box(Rect{x - 10, y + 22, w + 10, 32}, style{fill: tint, radius: 8})
		icon = "triangle-alert"
	}
	b.icon(x, y+25, 26, icon, strong)
	b.fit(x+36, y+46, w-40, left, face{body, true, strong}, 18,
		join(b.t("level."+strconv.Itoa(int(level))), b.t("order.due", "when", b.moment(c.Due))))
	return y + 63
}

func (b *builder) testState(o repair.Order) string {
	of := strconv.Itoa(len(o.Lines))
	if n := len(repair.OpenLines(o.Lines, o.Test)); n > 0 {
		return b.t("order.test-open", "n", strconv.Itoa(n), "of", of)
	}
	if o.OKBy != "" {
		return b.t("order.test-ok", "who", b.s.Person(o.OKBy).Name)
	}
	return b.t("order.test-done", "of", of)
}

// orderActions are what can be done now; the one next thing is black.
func (b *builder) orderActions(o repair.Order) {
	y := b.bottomY()
	b.button(Rect{margin, y, 168, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	test := button{id: "test", text: b.t("order.do-test"), icon: "list-checks", msg: flow.TestAsked{Order: o.ID}}
	service := button{id: "service", text: b.t("order.service"), msg: flow.Opened{Screen: flow.ScreenService}}
	main := button{}
	var others []button
	if o.InShop() {
		others = append(others,
			button{id: "return", text: b.t("order.return"), off: o.Stage == repair.StageReturnUnrepaired, msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForReturn}},
			button{id: "tag", text: b.t("order.tag"), msg: flow.TagAsked{Order: o.ID}},
			service)
		if o.ReadyForPickup() {
			main = button{id: "pickup", text: b.t("order.pickup"), icon: "package-check", msg: flow.PickupOpened{Order: o.ID}}
			test.icon = ""
			others = append(others, test)
		} else {
			main = test
		}
	} else if o.Stage.Over() && o.Stage != repair.StageVoid {
		others = append(others, service)
	}
	if !o.InShop() && o.FollowUpOn != "" {
		main = button{id: "called", text: b.t("order.called"), icon: "phone-call", msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForFollowUp}}
	}
	x := margin + 168 + gutter
	for _, bt := range others {
		bw := (b.sideX() - gutter - (margin + 168 + gutter) - (len(others)-1)*gutter) / max(1, len(others))
		bw = min(bw, 240)
		b.button(Rect{x, y, bw, buttonH}, bt)
		x += bw + gutter
	}
	if o.Missing() {
		main = button{id: "found", text: b.t("stock.found"), icon: "circle-check", msg: flow.StockFound{Order: o.ID}}
	}
	if main.id != "" {
		main.primary = true
		b.button(Rect{b.sideX(), y, sideW, buttonH}, main)
	}
}
