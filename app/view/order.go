package view

import (
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

func (b *builder) maskedPhone(r flow.Row) string { return repair.MaskPhone(r.Customer.Phone()) }

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

// order is everything that the shop knows of one machine.
func (b *builder) order() {
	b.header()
	row := b.s.Order.Row
	o := row.Order
	w, side := b.leftW(), b.sideX()
	bottom := b.bottomY() - 20
	b.number(margin, headerH+74, 64, o.ID)
	b.fit(margin, headerH+122, w, left, face{32, true, ink}, 22, b.device(o.Device))
	b.text(margin, headerH+154, w, left, face{caption, false, ink2}, join(b.t("kind."+string(o.Device.Kind)), b.serialText(o.Device)))

	r := Rect{margin, headerH + 172, w, bottom - headerH - 172}
	b.card(r)
	cw := (w - 48 - 32) / 2
	x, y := r.X+24, r.Y+14
	y = b.fact(x, y, cw, 2, b.t("order.customer"), join(row.Who(), grouped(row.Customer.Phone())))
	if row.Customer.Name != "" && row.Customer.Company != "" {
		y = b.para(x, y+9, cw, 2, 26, face{caption, false, ink2}, row.Customer.Company) - 6
	}
	y = b.fact(x, y, cw, 3, b.t("order.fault"), b.faultText(o.Fault))
	b.fact(x, y, cw, 2, b.t("order.accessories"), b.keptText(o.Accessories))
	x, y = x+cw+32, r.Y+14
	stage := b.t("stage." + string(o.Stage))
	switch {
	case o.Part != "":
		stage = join(stage, o.Part)
	case o.Reason != "":
		stage = join(stage, b.t("reason."+string(o.Reason)))
	}
	y = b.fact(x, y, cw, 2, b.t("order.stage"), stage)
	y = b.clock(x, y, cw, o)
	if o.PromisedOn != "" {
		y = b.fact(x, y, cw, 1, b.t("order.promised"), i18n.Day(b.lang, o.PromisedOn))
	}
	if len(o.Lines) > 0 {
		y = b.fact(x, y, cw, 1, b.t("order.test"), b.testState(o))
	}
	if !o.ReceivedAt.IsZero() {
		y = b.fact(x, y, cw, 1, b.t("order.taken"), join(b.s.Person(o.TakenInBy).Name, b.moment(o.ReceivedAt)))
	}
	if o.FollowUpOn != "" && y+60 < r.Y+r.H {
		b.fact(x, y, cw, 1, b.t("order.followup"), i18n.Day(b.lang, o.FollowUpOn))
	}

	b.orderPlace(Rect{side, headerH + 20, sideW, 190}, o)
	or := Rect{side, headerH + 226, sideW, bottom - headerH - 226}
	b.card(or)
	caps := b.t("order.marks", "n", strconv.Itoa(len(o.Marks)))
	if len(o.Marks) == 0 {
		caps = b.t("order.no-marks")
	}
	b.text(or.X+24, or.Y+36, or.W-48, left, face{caption, false, ink2}, caps)
	b.outline(Rect{or.X + 24, or.Y + 60, or.W - 48, or.H - 68}, o.Device.Kind, o.Marks, 1, nil)

	b.orderActions(o)
	if o.InShop() {
		b.script("script.order", "stage", b.t("stage."+string(o.Stage)))
	} else {
		b.script("")
	}
}

// orderPlace says large where the machine is.
func (b *builder) orderPlace(r Rect, o repair.Order) {
	strong, _ := hue(o.Place.Kind)
	icon, name := shelfIcon(o.Place.Kind), b.t("place."+string(o.Place.Kind))
	if o.Stage.Over() || o.Place.Kind == "" {
		icon, name = "archive", b.t("stage."+string(o.Stage))
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
		k := o.Place.Kind
		if k == repair.ShelfAwaitingPickup || k == repair.ShelfDone || o.Stage == repair.StageReturnUnrepaired {
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
	if main.id != "" {
		main.primary = true
		b.button(Rect{b.sideX(), y, sideW, buttonH}, main)
	}
}
