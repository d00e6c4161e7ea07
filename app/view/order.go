package view

import (
	"math"
	"slices"
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
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

// number draws an order number on a baseline, with the part that people say as
// large as its four digits have room. It returns its width.
func (b *builder) number(x, base int, id repair.OrderID) int {
	const digits = 124
	s := id.String()
	if !id.Valid() {
		return b.text(x, base, 0, left, face{headline, true, ink}, s)
	}
	f := face{big, true, ink}
	f.size, _ = b.largest("0000", f, digits, headline)
	quiet := face{value, false, ink2}
	w := b.text(x, base, 0, left, quiet, s[:8])
	w += b.text(x+w+4, base, 0, left, f, s[8:12]) + 8
	return w + b.text(x+w, base, 0, left, quiet, s[12:])
}

// fact cuts a label with its text below, wrapped to at most n lines, off the top
// of r and returns the rest.
func (b *builder) fact(r Rect, n int, name, text string) (rest Rect) {
	if text == "" {
		text = "—"
	}
	b.text(r.X, r.Y+17, r.W, left, face{caption, false, ink2}, name)
	end := b.para(r.X, r.Y+44, r.W, n, 28, face{body, true, ink}, text)
	_, rest = r.top(end-9-r.Y, 0)
	return rest
}

func init() { pages[flow.ScreenOrder] = (*builder).order }

// order is everything that the shop knows of one machine.
func (b *builder) order() {
	b.header()
	row := b.s.Order.Row
	o := row.Order
	side, main := b.room().sideColumn()
	head, facts := main.top(150, 0)
	line, about := head.top(titleBase+24, 0)
	nw := b.number(line.X, line.Y+titleBase, o.ID)
	_, visit := line.left(nw, 24)
	tiles := []button{{id: "history", text: b.t("order.history"), icon: "history", msg: flow.HistoryAsked{Order: o.ID}}}
	if o.InShop() {
		tiles = append(tiles, button{id: "correct", text: b.t("order.correct"), icon: "pencil", msg: flow.CorrectAsked{}})
	}
	const tileW = 116
	w := len(tiles)*(tileW+12) - 12
	_, visit = visit.right(w, gutter)
	b.orderVisit(visit.shrink(0, 8), o)
	device, about := about.top(34, 0)
	at, device := device.right(w, gutter)
	for i, cell := range at.at(0, head.Y+20-at.Y, w, 94).cols(len(tiles), 12) {
		b.stacked(cell, tiles[i])
	}
	b.line(device, left, face{value, true, ink}, b.device(o.Device))
	if o.OnTheSpot {
		badge, rest := about.right(252, gutter)
		about = rest
		b.box(badge, style{fill: okTint, radius: 15})
		b.worded(badge.shrink(14, 0), face{caption, true, okGreen}, "timer", false, b.t("order.on-the-spot"))
	}
	b.line(about, left, face{caption, false, ink2}, join(b.t("kind."+string(o.Device.Kind)), b.phrases.Serial(o.Device)))

	_, facts = facts.top(4, 0)
	if b.s.Order.Passcode != "" {
		b.passcodeShown(facts)
	} else {
		b.facts(facts, row)
	}
	_, side = side.top(20, 0)
	place, outside := side.top(190, gutter)
	b.orderPlace(place, o)
	if o.Passcode {
		outside = b.orderPasscode(outside, o)
	}
	b.orderMarks(outside, o)
	b.orderActions(o)
	b.say(trade.MomentOrder)
}

// orderMarks is the outside of the machine as it came in.
func (b *builder) orderMarks(r Rect, o repair.Order) {
	b.card(r)
	text := b.t("order.marks", "n", strconv.Itoa(len(o.Marks)))
	if len(o.Marks) == 0 {
		text = b.t("order.no-marks")
	}
	b.outline(b.over(r.shrink(24, 14), text), o.Device.Kind, o.Marks, 1, nil)
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
	const chipW, gap, words = 132, 12, 120
	most := max(1, min(2, (r.W-words)/(chipW+gap)))
	shown := others[:min(most, len(others))]
	chips, about := r.right(len(shown)*(chipW+gap)-gap, gap)
	for i, cell := range chips.cols(len(shown), gap) {
		x := shown[i]
		b.chip("visit."+string(x.ID), cell, x.ID.Short(), false, flow.OrderChosen{Order: x.ID})
	}
	if about, _ = about.right(160, 0); about.W < 84 {
		return // the chip says it by itself
	}
	b.twoLines(about.X, about.midY(), about.W, face{caption, false, ink2}, b.t("order.visit", "n", strconv.Itoa(len(others)+1)))
}

// orderPasscode offers the passcode to who has the machine on the bench; others
// are told who that is. It returns the room below.
func (b *builder) orderPasscode(r Rect, o repair.Order) Rect {
	switch {
	case b.s.Order.Passcode != "":
		return r // it stands over the facts
	case b.s.Staff != nil && b.s.Staff.ID == o.Holder:
		row, rest := r.top(buttonH, gutter)
		b.button(row, button{id: "passcode", text: b.t("order.passcode"), icon: "key-round", msg: flow.PasscodeAsked{}})
		return rest
	}
	text := b.t("order.passcode-kept")
	if o.Holder != "" {
		text = b.t("order.passcode-held", "who", b.s.Person(o.Holder).Name)
	}
	row, rest := r.top(64, gutter)
	b.noteIn(row, chipGrey, "lock", ink2, ink2, text)
	return rest
}

// passcodeShown is the passcode in one line, so that no break can be taken for
// a part of it, with the seconds that it stays.
func (b *builder) passcodeShown(r Rect) {
	p := b.s.Order
	b.box(r, style{fill: soonTint, radius: corner})
	over, in := r.shrink(margin, 20).top(52, 0)
	f := face{label, true, soonAmber}
	icon, words := over.left(36, gutter)
	b.iconIn(icon, 36, "key-round", soonAmber)
	b.line(words, left, f, b.t("order.passcode"))
	seconds := max(1, int(math.Ceil(p.PasscodeUntil.Sub(b.s.Now).Seconds())))
	b.line(words, right, f, b.t("order.passcode-left", "n", strconv.Itoa(seconds)))
	how, code := in.bottom(32, 0)
	b.line(how, center, face{small, false, ink2}, b.t("order.passcode-how"))
	f = face{big, true, ink}
	f.size, _ = b.largest(p.Passcode, f, code.W, caption)
	b.line(code, center, f, p.Passcode)
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
	over, in := r.shrink(24, 20).top(48, 0)
	at, words := over.left(40, gutter)
	b.iconIn(at, 40, icon, white)
	b.line(words, left, face{value, true, white}, name)
	if o.Place.Slot > 0 && o.InShop() {
		w := b.text(in.endX(), in.endY()-8, 130, right, face{small, false, onHue}, b.age(o.PlaceSince))
		_, slot := in.right(w, gutter)
		b.text(slot.X, slot.endY()-8, slot.W, left, face{big, true, white}, o.Place.Name())
		return
	}
	word := b.age(o.PlaceSince)
	if !o.InShop() {
		word = b.moment(o.StageSince)
	}
	b.text(in.X, in.endY()-14, in.W, left, face{label, false, onHue}, word)
}

// orderMissing says in red that the machine is not where it should be.
func (b *builder) orderMissing(r Rect, o repair.Order) {
	b.box(r, style{fill: lateRed, radius: corner})
	over, in := r.shrink(24, 20).top(60, gutter)
	at, words := over.left(56, gutter)
	b.iconIn(at, 56, "triangle-alert", white)
	b.line(words, left, face{headline, true, white}, b.t("stock.missing-badge"))
	b.prose(in, face{body, true, white}, b.t("stock.missing-order", "age", b.age(o.MissingSince), "place", b.placeText(o.Place)))
}

// clock cuts the time limit that runs on an order off the top of r: colour, icon
// and word. It returns the rest.
func (b *builder) clock(r Rect, o repair.Order) (rest Rect) {
	c, ok := repair.Running(o, b.s.Shop.Calendar, b.s.Shop.Limits, b.s.Now)
	if !ok {
		return r
	}
	level := c.Level()
	strong, tint := levelHue(level)
	row, rest := r.top(63, 0)
	b.text(row.X, row.Y+17, row.W, left, face{caption, false, ink2}, b.t("clock."+string(c.Kind)))
	_, line := row.top(22, 0)
	line, _ = line.top(32, 0)
	icon := "clock"
	if level != repair.LevelOK {
		b.box(line.shrink(-10, 0), style{fill: tint, radius: 8})
		icon = "triangle-alert"
	}
	at, words := line.left(26, 10)
	b.iconIn(at, 26, icon, strong)
	b.line(words, left, face{body, true, strong}, join(b.t("level."+strconv.Itoa(int(level))), b.t("order.due", "when", b.moment(c.Due))))
	return rest
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
	test := button{id: "test", text: b.t("order.do-test"), icon: "list-checks", msg: flow.TestAsked{Order: o.ID}}
	service := button{id: "service", text: b.t("order.service"), msg: flow.Opened{Screen: flow.ScreenService}}
	main := button{}
	var others []button
	if o.InShop() {
		others = append(others,
			button{
				id: "return", text: b.t("order.return"),
				msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForReturn},
			},
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
	if o.Stage == repair.StagePickedUp {
		others = append(others, button{
			id: "undo-pickup", text: b.t("order.undo-pickup"), icon: "undo-2",
			msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForUndoPickUp},
		})
	}
	if !o.InShop() && o.FollowUpOn != "" {
		main = button{
			id: "called", text: b.t("order.called"), icon: "phone-call",
			msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForFollowUp},
		}
	}
	if o.Missing() {
		main = button{id: "found", text: b.t("stock.found"), icon: "circle-check", msg: flow.StockFound{Order: o.ID}}
	}
	b.foot(foot{more: others, next: main})
}
