package view

import (
	"slices"
	"strconv"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

// phonePadW is the width of the number pad for a phone number.
const phonePadW = 3*118 + 2*12

// checkInPhone: the number pad on the right, the number and the customers it
// fits on the left.
func (b *builder) checkInPhone() {
	c := b.s.CheckIn
	pad, main := b.steps().right(phonePadW, columnGap)
	main = b.headIn(main, heading{title: b.t("checkin.phone")})
	row, main := main.top(100, 10)
	b.phoneField(row)
	main = b.doubt(main)
	cells := main.tiles(1, hitH, 12)
	for i, h := range c.Hits[:min(len(cells), len(c.Hits))] {
		b.hit(cells[i], i, h)
	}
	if len(c.Hits) > len(cells) {
		b.line(row.shrink(28, 0), right, face{body, false, ink2}, b.t("checkin.found", "n", strconv.Itoa(len(c.Hits))))
	}
	if len(c.Hits) == 0 {
		key := "checkin.phone-more"
		if len(c.Phone) >= 7 {
			key = "checkin.phone-new"
		}
		b.prose(main, face{body, false, ink2}, b.t(key))
	}
	b.pad("", pad)
	f := foot{
		back: b.backButton(flow.StepBack{}), column: phonePadW,
		next: button{
			id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, off: !b.s.CheckIn.Ready(), msg: flow.StepDone{},
		},
	}
	if len(c.Hits) > 0 && len(c.Phone) >= 7 {
		f.more = append(f.more, button{id: "new-customer", text: b.t("checkin.new-customer"), icon: "plus", msg: flow.NewCustomer{}})
	}
	if c.Customer.Named() || len(c.Others) > 0 {
		f.more = append(f.more, b.voidButton())
	}
	f.more = append(f.more, button{id: "by-name", text: b.t("checkin.by-name"), icon: "search", msg: flow.ByNameTurned{}})
	b.foot(f)
	b.checkInScript()
}

// phoneField shows the number as it is typed.
func (b *builder) phoneField(r Rect) {
	c := b.s.CheckIn
	b.tap("field.phone", r, offered, c.Phone, flow.Focused{Field: flow.FieldPhone}).Reach = 0
	in := r.shrink(28, 0)
	if c.Phone == "" {
		b.line(in, left, face{value, false, ink3}, b.t("field.phone.hint"))
		return
	}
	_, behind := in.left(b.line(in, left, face{headline, true, ink}, grouped(c.Phone)), 6)
	caret, _ := behind.left(3, 0)
	b.box(caret.within(3, headline+8), style{fill: ink})
}

// doubt says what is odd about the number, unless the shop knows it. It
// returns the room for the rest of the page.
func (b *builder) doubt(r Rect) Rect {
	c := b.s.CheckIn
	d := repair.PhoneDoubt(c.Phone)
	known := slices.ContainsFunc(c.Hits, func(h repair.CustomerRow) bool { return slices.Contains(h.Customer.Phones, c.Phone) })
	if d == repair.DoubtNone || len(c.Phone) < 7 || known {
		return r
	}
	row, rest := r.top(30, 10)
	at, words := row.left(28, 12)
	b.iconIn(at, 28, "triangle-alert", soonAmber)
	b.line(words, left, face{small, true, soonAmber}, b.t("phone-doubt."+string(d), "n", strconv.Itoa(len(c.Phone))))
	return rest
}

// grouped is a phone number as people read it: 138 1234 1480.
func grouped(p string) string {
	if len(p) == 11 {
		return p[:3] + " " + p[3:7] + " " + p[7:]
	}
	return p
}

// hitH is the height of a known customer.
const hitH = 84

// hit is a known customer: name, company and phone, then how often they came
// and with what.
func (b *builder) hit(r Rect, i int, h repair.CustomerRow) {
	name := join(document.CustomerName(h.Customer), h.Customer.Company)
	if h.Customer.Name == "" && len(h.Customer.Ink) == 0 {
		name = h.Customer.Company
	}
	b.tap("hit."+strconv.Itoa(i), r, choosable, name, flow.HitChosen{Index: i})
	sign, in := r.shrink(20, 10).right(28, 12)
	b.iconIn(sign, 28, "chevron-right", ink3)
	who, below := in.shrink(4, 0).top(36, 0)
	sub := b.t("checkin.orders", "n", strconv.Itoa(h.Orders))
	if wide := r.W >= 500; wide {
		for _, d := range h.Devices[:min(2, len(h.Devices))] {
			sub = join(sub, b.device(d))
		}
		_, who = who.right(b.line(who, right, face{small, false, ink2}, grouped(h.Customer.Phone())), gutter)
	} else {
		sub = join(grouped(h.Customer.Phone()), sub)
	}
	if len(h.Customer.Ink) > 0 && h.Customer.Name == "" {
		var signed Rect
		signed, who = who.left(120, gutter)
		b.inkIn("ink."+strconv.Itoa(i), signed, h.Customer.Ink)
		name = h.Customer.Company
	}
	b.line(who, left, face{label, true, ink}, name)
	b.line(below, left, face{caption, false, ink2}, sub)
}

// checkInLookup finds a customer by anything but the phone: what is typed at
// the top, whom it fits below, the keyboard at the foot.
func (b *builder) checkInLookup() {
	c := b.s.CheckIn
	room, cols := b.openRoom(), 2
	if b.s.Focus != "" {
		room = b.overKeys()
		if b.w >= 1280 {
			cols = 3
		}
	}
	_, room = room.top(12, 0)
	bar, room := room.top(92, 8)
	back, bar := bar.left(backW, gutter)
	b.button(back, b.backButton(flow.StepBack{}))
	fresh := button{id: "new-customer", text: b.t("checkin.new-customer"), icon: "plus", msg: flow.NewCustomer{}}
	if len(c.Phone) < 7 {
		fresh.msg = flow.ByNameTurned{} // whose number comes first
	}
	at, field := bar.right(240, gutter)
	b.button(at, fresh)
	b.field(field, flow.FieldLookup, "", b.t("field.lookup.hint"))
	cells := room.tiles(cols, hitH, 12)
	for i, hit := range c.Hits[:min(len(cells), len(c.Hits))] {
		b.hit(cells[i], i, hit)
	}
	if len(c.Hits) == 0 {
		key := "checkin.lookup-none"
		if c.Lookup == "" {
			key = "checkin.lookup-how"
		}
		words, _ := room.top(72, 0)
		b.line(words, center, face{body, false, ink2}, b.t(key))
	}
	if b.s.Focus != "" {
		b.keyboard()
		return
	}
	b.say(trade.MomentPhone)
}

// checkInCustomer has name and company large, all else in quiet rows, and who
// may collect on the right.
func (b *builder) checkInCustomer() {
	c := b.s.CheckIn
	main, side := b.step(heading{title: b.t("checkin.customer")})
	rows := main.strips(captionH+88, captionH+chipH, chipH)
	two := rows[0].split(gutter, 2, 3)
	for i, f := range []flow.Field{flow.FieldName, flow.FieldCompany} {
		e := b.asked(f)
		b.field(b.captioned(two[i], e.label), f, "", e.hint)
	}
	b.phones(b.captioned(rows[1], b.t("checkin.phones")))
	at := rows[2]
	b.quiet("field.address", at, "chevron-right", b.t("field.address"), c.Customer.Address, flow.Focused{Field: flow.FieldAddress})
	b.contacts(side)
	b.navigation()
}

// phones are the numbers of the customer: the first is the one they are known
// by, a touch on another takes it off.
func (b *builder) phones(r Rect) {
	const crossW = 44
	add := chipH + 12
	for i, p := range b.s.CheckIn.Customer.Phones {
		w := b.width(grouped(p), face{body, true, ink}) + 48
		drops := i > 0 || b.s.Screen == flow.ScreenCorrect // the first is the one that was asked for
		if drops {
			w += crossW
		}
		if w+gutter+add > r.W {
			break
		}
		chip, rest := r.left(w, gutter)
		r = rest
		b.box(chip, style{fill: surface, stroke: line, width: 2, radius: chipRad})
		number := chip.shrink(24, 0)
		if drops {
			at, _ := chip.right(crossW, 0)
			b.iconIn(at.move(-6, 0), 28, "x", ink3)
			b.touch("phone.drop."+strconv.Itoa(i), chip, flow.PhoneDropped{Index: i})
			b.nodes[len(b.nodes)-1].Reach = b.px(reach)
		}
		b.text(number.X, middle(number.midY(), body), 0, left, face{body, true, ink}, grouped(p))
	}
	text := b.t("checkin.phone-add")
	if add = 300; r.W < add {
		text, add = "", chipH+12
	}
	at, _ := r.left(add, 0)
	b.chipItem(at, item{id: "field.second", icon: "plus", text: text, msg: flow.Focused{Field: flow.FieldSecond}})
}

// contacts are the people who speak for the customer. A touch says whether one
// may collect.
func (b *builder) contacts(r Rect) {
	list := b.s.CheckIn.Customer.Contacts
	b.card(r)
	how := "checkin.contacts-none"
	if len(list) > 0 {
		how = "checkin.contacts-how"
	}
	head, in := r.shrink(24, gutter).top(60, gutter)
	b.pair(head, left, face{body, true, ink}, b.t("checkin.contacts"), face{caption, false, ink2}, b.t(how))
	_, in = in.bottom(8, 0)
	add, in := in.bottom(chipH, gutter)
	cells := in.tiles(1, chipH, gutter)
	for i, p := range list[:min(len(cells), len(list))] {
		drop, who := cells[i].right(chipH, gutter)
		b.contact(who, i, p)
		b.chipItem(drop, item{id: "contact.drop." + strconv.Itoa(i), icon: "x", msg: flow.ContactDropped{Index: i}})
	}
	text := b.t("checkin.contact-add")
	if more := len(list) - len(cells); more > 0 {
		text = b.t("checkin.contact-more", "n", strconv.Itoa(more))
	}
	b.chipItem(add, item{id: "field.contact-name", icon: "plus", text: text, msg: flow.Focused{Field: flow.FieldContactName}})
}

func (b *builder) contact(r Rect, i int, p repair.Contact) {
	st, c, c2 := choosing(p.Collects)
	icon, key := "circle", "checkin.collects-not"
	if p.Collects {
		icon, key = "circle-check", "checkin.collects"
	}
	b.tap("contact."+strconv.Itoa(i), r, st, p.Name, flow.ContactTurned{Index: i})
	name, below := r.shrink(12, 8).top(34, 0)
	b.line(name, left, face{body, true, c}, document.Spaced(p.Name, b.word(p.Relation)))
	at, below := below.left(small, 8)
	b.iconIn(at, small, icon, c2)
	_, below = below.left(b.line(below, left, face{caption, false, c2}, b.t(key)), 8)
	if b.width(grouped(p.Phone), face{leastSize(caption), false, c2}) <= below.W {
		b.line(below, left, face{caption, false, c2}, grouped(p.Phone))
	}
}

// checkInRelation asks what a further person is to the customer and whether
// they may collect; it needs no keyboard.
func (b *builder) checkInRelation() {
	c := b.s.CheckIn
	_, room := b.steps().top(21, 0)
	row, room := room.top(captionH+88, 20)
	thirds := row.cols(3, gutter)
	for i, f := range []flow.Field{flow.FieldContactName, flow.FieldContactTel, flow.FieldContactRel} {
		e := b.asked(f)
		b.field(b.captioned(thirds[i], e.label), f, "", e.hint)
	}
	var items []item
	for i, rel := range b.s.Shop.Trade.Relations() {
		on, msg := c.Contact.Relation == rel, flow.RelationChosen{Relation: rel}
		items = append(items, item{id: "relation." + strconv.Itoa(i), text: b.word(rel), on: on, msg: msg})
	}
	collects, relations := room.bottom(captionH+chipH, rowGap)
	b.grid(relations, 5, items)
	collects, _ = b.captioned(collects, b.t("checkin.may-collect")).left(thirds[0].W, 0)
	yes := c.Contact.Collects
	turn := func(on bool) flow.Msg {
		if yes == on {
			return flow.Focused{Field: flow.FieldContactRel} // it is so already
		}
		return flow.ContactTurned{Index: -1}
	}
	b.segments(collects,
		option{"collects.no", b.t("checkin.collects-not"), !yes, turn(false)},
		option{"collects.yes", b.t("checkin.collects"), yes, turn(true)})
	b.foot(foot{back: b.backButton(flow.Unfocused{}), next: button{
		id: "contact.add", text: b.t("checkin.contact-keep"), icon: "check", msg: flow.ContactAdded{},
	}})
	b.say(trade.MomentCustomer)
}
