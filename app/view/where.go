package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenWhere] = (*builder).where }

// where answers where a machine is, at a glance and with a customer on the
// telephone: the place over the whole width, how far it is, what comes next,
// and what happened last.
func (b *builder) where() {
	b.header()
	row := b.s.Where.Row
	o := row.Order
	band := Rect{0, headerH, b.w, 232}
	b.whereBand(band, row)
	top, bottom := band.Y+band.H+20, b.bottomY()-16
	leftW := (b.w - 2*margin - 24) * 5 / 10
	b.whereFacts(Rect{margin, top, leftW, bottom - top}, row)
	b.happened(Rect{margin + leftW + 24, top, b.w - 2*margin - leftW - 24, bottom - top})

	y := b.bottomY()
	b.button(Rect{margin, y, 168, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	x := margin + 168 + gutter
	if o.InShop() && o.ReadyForPickup() && !o.Missing() {
		b.button(Rect{x, y, 280, buttonH}, button{id: "pickup", text: b.t("order.pickup"), icon: "package-check", msg: flow.PickupOpened{Order: o.ID}})
	}
	b.button(Rect{b.sideX(), y, sideW, buttonH}, button{id: "open-order", text: b.t("scan.open-order"), icon: "file-text", primary: true, msg: flow.OrderAsked{Order: o.ID}})
	if o.InShop() {
		b.script("script.order")
	} else {
		b.script("")
	}
}

// whereBand is the place in large letters on its colour.
func (b *builder) whereBand(r Rect, row flow.Row) {
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
	c2 := Color{R: 255, G: 255, B: 255, A: 225}
	n := b.box(r, style{fill: fill})
	n.ID, n.Text = "where.place", word
	b.icon(66, r.Y+54, 120, icon, white)
	x := 224
	w := b.w - x - 48
	b.fit(x, r.Y+52, w, left, face{30, false, c2}, 20, join(o.ID.String(), b.device(o.Device), b.who(row)))
	b.fit(x, r.Y+150, w, left, face{88, true, white}, 48, word)
	holder, promised := "", ""
	if o.Holder != "" {
		holder = b.t("where.holder", "who", b.s.Person(o.Holder).Name)
	}
	if o.PromisedOn != "" && o.InShop() {
		promised = b.t("where.promised", "day", i18n.Day(b.lang, o.PromisedOn))
	}
	under := join(holder, since, promised)
	b.fit(x, r.Y+204, w, left, face{30, false, c2}, 20, under)
}

// whereFacts is how far the machine is and what is to be done next.
func (b *builder) whereFacts(r Rect, row flow.Row) {
	o := row.Order
	b.card(r)
	x, w := r.X+24, r.W-48
	half := (w - 24) / 2
	y := r.Y + 18
	stage := b.t("stage." + string(o.Stage))
	if o.Part != "" {
		stage = join(stage, o.Part)
	} else if o.Reason != "" {
		stage = join(stage, b.t("reason."+string(o.Reason)))
	}
	bottom := b.fact(x, y, half, 2, b.t("order.stage"), stage)
	if phone := row.Customer.Phone(); phone != "" {
		b.fact(x+half+24, y, half, 1, b.t("order.customer"), grouped(phone))
	}
	y = max(bottom, y+64)
	bottom = b.clock(x, y, w, o)
	step := o.Next()
	if step == repair.StepNone {
		return
	}
	const h = 92
	n := Rect{r.X + 16, r.Y + r.H - h - 16, r.W - 32, h}
	if n.Y < bottom {
		n.Y, n.H = bottom, r.Y+r.H-16-bottom
	}
	b.box(n, style{fill: chipGrey, radius: chipRad})
	b.icon(n.X+18, n.Y+n.H/2-18, 36, "arrow-right", ink)
	b.text(n.X+70, n.Y+n.H/2-16, n.W-86, left, face{caption, false, ink2}, b.t("where.next"))
	b.fit(n.X+70, n.Y+n.H/2+22, n.W-86, left, face{26, true, ink}, 18, b.t("next."+string(step)))
}

// happened lists the last events, the latest first.
func (b *builder) happened(r Rect) {
	b.card(r)
	x, w := r.X+24, r.W-48
	b.text(x, r.Y+36, w, left, face{caption, false, ink2}, b.t("where.happened"))
	const pitch = 58
	y := r.Y + 52
	for _, e := range slices.Backward(b.s.Where.Events) {
		if y+pitch > r.Y+r.H-4 {
			break
		}
		tw := b.text(x, middle(y+pitch/2, caption), 0, left, face{caption, false, ink2}, b.moment(e.At))
		who := b.s.Person(e.By).Name
		if e.Station != "" {
			who = join(who, b.t("where.station", "letter", e.Station))
		}
		ww := b.text(x+w, middle(y+pitch/2, caption), w*2/5, right, face{caption, false, ink2}, who)
		b.fit(x+max(tw, 118)+16, middle(y+pitch/2, 22), w-max(tw, 118)-ww-32, left, face{22, true, ink}, 16, b.eventText(e))
		y += pitch
		if y+pitch <= r.Y+r.H-4 {
			b.rule(x, y, w)
		}
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
	}
	return b.t(key)
}
