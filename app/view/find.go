package view

import (
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenFind] = (*builder).find }

// find looks an order up by anything a person may say or hold: what is typed
// stands at the top, what it fits below, the keyboard at the foot.
func (b *builder) find() {
	b.header()
	f := b.s.Find
	title, hint := "find.title", "find.hint"
	if f.ForPickup {
		title, hint = "find.pickup", "find.pickup-hint"
	}
	if b.s.Focus == flow.FieldFind {
		_, room := b.overKeys().top(12, 0)
		bar, rest := room.top(92, 8)
		back, bar := bar.left(backW, gutter)
		b.button(back, b.backButton(flow.WentBack{}))
		count, bar := bar.right(132, gutter)
		b.line(count, right, face{body, true, ink2}, b.findCount())
		b.field(bar, flow.FieldFind, "", "")
		b.findList(rest)
		b.keyboard()
		return
	}
	const fieldW = 760
	room := b.head(heading{title: b.t(title), corner: fieldW})
	b.field(b.room().corner(fieldW), flow.FieldFind, "", b.t(hint))
	b.findList(room)
	b.foot(foot{note: b.findCount()})
	b.say(trade.MomentFind)
}

// findCount says how many there are.
func (b *builder) findCount() string {
	n := len(b.s.Find.Rows)
	if n == 0 {
		return ""
	}
	return b.t("find.count", "n", strconv.Itoa(n))
}

func (b *builder) findList(r Rect) {
	f := b.s.Find
	if len(f.Rows) == 0 {
		switch text := b.sought(); text {
		case "":
			b.empty(r, "scan-barcode", "find.start")
		case f.Asked:
			b.empty(r, "search", "find.none")
		}
		return
	}
	const least, most, gap = 88, 104, 8
	if n := r.fits(least, gap); n > 1 {
		for i, cell := range r.tiles(1, min(most, (r.H+gap)/n-gap), gap)[:min(n, len(f.Rows))] {
			b.foundRow(cell, f.Rows[i])
		}
		return
	}
	// A high keyboard leaves one row: two share it.
	r, _ = r.top(most, 0)
	if len(f.Rows) == 1 {
		b.foundRow(r, f.Rows[0])
		return
	}
	for i, cell := range r.cols(2, gap) {
		b.foundCard(cell, f.Rows[i])
	}
}

// found is where a machine is that was looked for, as it is shown: its place or
// what became of it, and since when.
type found struct {
	strong, tint Color
	icon         string
	place, since string
}

func (b *builder) found(o repair.Order) found {
	f := found{icon: shelfIcon(o.Place.Kind), place: b.placeText(o.Place), since: b.t("find.since", "age", b.age(o.PlaceSince))}
	f.strong, f.tint = hue(o.Place.Kind)
	if !o.InShop() {
		f.icon, f.place, f.since = "archive", b.t("stage."+string(o.Stage)), b.moment(o.StageSince)
	}
	if o.Missing() {
		f = found{lateRed, lateTint, "triangle-alert", b.t("stock.missing-badge"), join(b.moment(o.MissingSince), b.shortPlace(o.Place))}
	}
	return f
}

// foundRow is one order: number, machine and customer, and where it is.
func (b *builder) foundRow(r Rect, row repair.Row) {
	o := row.Order
	b.tap("row."+string(o.ID), r, rowStyle, o.ID.String(), flow.OrderChosen{Order: o.ID}).Reach = 0
	number, in := r.shrink(24, 0).left(130, 12)
	b.pair(number, left, face{value, true, ink}, o.ID.Short(), face{caption, false, ink3}, strings.TrimSuffix(string(o.ID), o.ID.Short()))
	next, in := in.right(28, 8)
	b.iconIn(next, 28, "chevron-right", ink3)

	f := b.found(o)
	place, in := in.right(316, 20)
	place = place.shrink(0, 10)
	if id := row.Customer.ID; id != "" && !b.s.Find.ForPickup {
		var who Rect
		who, in = in.right(96, 20)
		b.iconOver(who, face{caption, false, ink2}, "user", b.t("find.customer"))
		b.touch("who."+string(o.ID), who, flow.CustomerAsked{ID: id})
	}
	b.box(place, style{fill: f.tint, radius: 10})
	icon, words := place.shrink(16, 0).left(iconSize, gutter)
	b.iconIn(icon, iconSize, f.icon, f.strong)
	b.pair(words, left, face{body, true, f.strong}, f.place, face{caption, false, ink2}, f.since)

	who, note := b.matched(row)
	if note == "" {
		b.pair(in, left, face{label, true, ink}, b.device(o.Device), face{small, false, ink2}, who)
		return
	}
	lines := in.within(in.W, 66).rows(2, 0)
	b.line(lines[0], left, face{label, true, ink}, b.device(o.Device))
	f2 := face{small, true, ink}
	by, whom := lines[1].right(min(b.width(note, f2), in.W*6/10), gutter)
	by.X = whom.X + b.line(whom, left, face{small, false, ink2}, who) + gutter
	b.line(by, left, f2, note)
}

// foundCard is a row of half the width: where the machine is stands below its
// number.
func (b *builder) foundCard(r Rect, row repair.Row) {
	o := row.Order
	b.tap("row."+string(o.ID), r, rowStyle, o.ID.String(), flow.OrderChosen{Order: o.ID}).Reach = 0
	f := b.found(o)
	number, in := r.shrink(20, 0).left(168, 12)
	b.pair(number, left, face{value, true, ink}, o.ID.Short(), face{caption, true, f.strong}, f.place)
	who, note := b.matched(row)
	b.pair(in, left, face{body, true, ink}, b.device(o.Device), face{caption, false, ink2}, join(note, who))
}

// sought is what is looked for: what stands in the field and the letters that
// are being composed.
func (b *builder) sought() string { return strings.TrimSpace(b.s.Find.Text + b.s.Entry.Comp.Letters) }

// matched is the customer of a row with the phone masked but for what was
// looked for, and what else it was found by, if that cannot be seen in the row.
func (b *builder) matched(row repair.Row) (who, note string) {
	text := strings.ToUpper(b.sought())
	has := func(s string) bool { return text != "" && strings.Contains(strings.ToUpper(s), text) }
	o, c := row.Order, row.Customer
	phone := repair.MaskPhone(c.Phone())
	for _, p := range c.Phones {
		if has(p) {
			phone = shownPart(p, text)
			break
		}
	}
	who = join(b.who(row), phone)
	if phone != repair.MaskPhone(c.Phone()) || has(o.ID.String()) || has(b.device(o.Device)) || has(b.who(row)) {
		return who, ""
	}
	switch {
	case has(o.Device.Serial):
		return who, o.Device.Serial
	case has(o.Device.IMEI):
		return who, b.t("value.imei", "n", o.Device.IMEI)
	case has(o.Device.IMEI2):
		return who, b.t("value.imei", "n", o.Device.IMEI2)
	case has(o.Device.Article):
		return who, o.Device.Article
	case has(c.Company):
		return who, c.Company
	}
	for _, p := range c.Contacts {
		if has(p.Name) {
			return who, b.t("find.contact", "name", p.Name)
		}
		if has(p.Phone) {
			return who, b.t("find.contact", "name", join(p.Name, shownPart(p.Phone, text)))
		}
	}
	return who, ""
}

// shownPart masks a phone number but for the part that was said.
func shownPart(phone, part string) string {
	masked := []byte(phone)
	i := strings.Index(phone, part)
	for j := 3; j < len(phone)-4; j++ {
		if j < i || j >= i+len(part) {
			masked[j] = '*'
		}
	}
	return string(masked)
}
