package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenWhere] = (*builder).where }

// where answers where a machine is, at a glance and with a customer on the
// telephone: the place over the whole width, how far it is, what comes next,
// and what happened last.
func (b *builder) where() {
	b.header()
	row := b.s.Where.Row
	o := row.Order
	band, _ := b.page().top(232, 0)
	b.whereBand(band, row)
	_, room := b.room().top(band.H, 20)
	cells := room.cols(2, 24)
	b.whereFacts(cells[0], row)
	b.happened(cells[1])

	f := foot{next: button{id: "open-order", text: b.t("scan.open-order"), icon: "file-text", msg: flow.OrderAsked{Order: o.ID}}}
	if o.InShop() {
		f.more = append(f.more, button{id: "move", text: b.t("where.move"), icon: "map-pin", msg: flow.MoveAsked{Order: o.ID}})
	}
	if o.InShop() && o.ReadyForPickup() && !o.Missing() {
		f.more = append(f.more, button{id: "pickup", text: b.t("order.pickup"), icon: "package-check", msg: flow.PickupOpened{Order: o.ID}})
	}
	f.more = append(f.more, button{id: "history", text: b.t("order.history"), icon: "history", msg: flow.HistoryAsked{Order: o.ID}})
	b.foot(f)
	b.say(trade.MomentOrder)
}

// whereBand is the place in large letters on its colour.
func (b *builder) whereBand(r Rect, row repair.Row) {
	o := row.Order
	fill, _ := hue(o.Place.Kind)
	icon, word := shelfIcon(o.Place.Kind), b.placeText(o.Place)
	since := b.t("where.since", "when", b.moment(o.PlaceSince), "age", b.age(o.PlaceSince))
	if !o.InShop() {
		fill, icon, word = ink2, "archive", b.t("stage."+string(o.Stage))
		since = b.moment(o.StageSince)
	}
	if o.Missing() {
		fill, icon, word = lateRed, "triangle-alert", b.t("stock.missing-badge")
		since = b.t("stock.missing-since", "when", b.moment(o.MissingSince), "place", b.placeText(o.Place))
	}
	n := b.box(r, style{fill: fill})
	n.ID, n.Text = "where.place", word
	at, in := r.shrink(66, gutter).left(120, 38)
	b.iconIn(at, 120, icon, white)
	in.W += 18
	holder, promised := "", ""
	if o.Holder != "" {
		holder = b.t("where.holder", "who", b.s.Person(o.Holder).Name)
	}
	if day := o.Promise(b.s.Today()); day != "" {
		promised = b.t("where.promised", "day", i18n.Day(b.lang, day))
	}
	over, in := in.top(44, 0)
	under, large := in.bottom(44, 0)
	b.line(over, left, face{value, false, onHue}, join(o.ID.String(), b.device(o.Device), b.who(row)))
	b.line(large.move(0, -5), left, face{big, true, white}, word)
	b.line(under, left, face{value, false, onHue}, join(holder, since, promised))
}

// whereFacts is how far the machine is and what is to be done next.
func (b *builder) whereFacts(r Rect, row repair.Row) {
	o := row.Order
	b.card(r)
	in := r.shrink(24, 18)
	cells := in.cols(2, 24)
	stage := b.t("stage." + string(o.Stage))
	if o.Part != "" {
		stage = join(stage, b.word(o.Part))
	} else if o.Reason != "" {
		stage = join(stage, b.t("reason."+string(o.Reason)))
	}
	below := b.fact(cells[0], 2, b.t("order.stage"), stage)
	if phone := row.Customer.Phone(); phone != "" {
		b.fact(cells[1], 1, b.t("order.customer"), grouped(phone))
	}
	_, in = in.top(max(below.Y-in.Y, 64), 0)
	in = b.clock(in, o)
	step := o.Next()
	if step == repair.StepNone {
		return
	}
	next, _ := in.shrink(-8, -2).bottom(min(92, in.H+2), 0)
	b.box(next, style{fill: chipGrey, radius: chipRad})
	icon, words := next.shrink(18, 0).left(36, gutter)
	b.iconIn(icon, 36, "arrow-right", ink)
	b.pair(words, left, face{caption, false, ink2}, b.t("where.next"), face{label, true, ink}, b.t("next."+string(step)))
}

// happened lists the last events, the latest first.
func (b *builder) happened(r Rect) {
	b.card(r)
	list := b.over(r.shrink(24, 16), b.t("where.happened"))
	list.H += 12
	events := b.s.Where.Events
	cells := list.tiles(1, 58, 0)
	for i, row := range cells[:min(len(cells), len(events))] {
		e := events[len(events)-1-i]
		if i > 0 {
			b.rule(row.X, row.Y, row.W)
		}
		f := face{caption, false, ink2}
		who := b.person(e.By)
		if e.Origin != "" {
			who = join(who, b.t("where.station", "letter", e.Origin[:1]))
		}
		_, what := row.left(max(118, b.line(row, left, f, b.moment(e.At))), gutter)
		_, what = what.right(b.text(row.endX(), middle(row.midY(), caption), row.W*2/5, right, f, who), gutter)
		b.line(what, left, face{small, true, ink}, b.eventText(e))
	}
}

// eventText is an event in a few words.
func (b *builder) eventText(e repair.Event) string {
	key := "event." + e.Kind()
	switch body := e.Body.(type) {
	case repair.Moved:
		return b.t(key, "place", b.placeText(body.To))
	case repair.Sighted:
		if body.Back {
			return b.t(key + "-back")
		}
		return b.t(key, "place", b.shortPlace(body.At))
	case repair.Tested:
		if body.Pickup {
			key += "-pickup"
		}
		return b.t(key, "n", strconv.Itoa(len(body.Results)))
	case repair.Quoted:
		return b.t(key, "sum", i18n.Money(b.lang, body.Quote.TotalFen()))
	case repair.QuoteAnswered:
		if !body.Answer.Agreed {
			key += "-no"
		}
	case repair.Opaque:
		return b.t("event.newer")
	default: // the same words each time
	}
	return b.t(key)
}
