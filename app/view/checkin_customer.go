package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
)

// checkInPhone: the number pad on the right, the number and the customers it
// fits on the left.
func (b *builder) checkInPhone() {
	c := b.s.CheckIn
	padW := 3*118 + 2*12
	px := b.w - margin - padW
	w := px - margin - 32
	b.fit(margin, pageTop+44, w, left, face{headline, true, ink}, 32, b.t("checkin.phone"))
	r := Rect{margin, pageTop + 68, w, 100}
	n := b.box(r, style{fill: surface, stroke: ink, width: 3, radius: chipRad})
	n.ID, n.Text, n.Touch = "field.phone", c.Phone, flow.Focused{Field: flow.FieldPhone}
	f := face{54, true, ink}
	if c.Phone == "" {
		b.text(r.X+28, middle(r.Y+50, 30), w-56, left, face{30, false, ink3}, b.t("field.phone.hint"))
	} else {
		tw := b.text(r.X+28, middle(r.Y+50, f.size), w-56, left, f, grouped(c.Phone))
		b.box(Rect{r.X + 28 + tw + 6, r.Y + 22, 3, 56}, style{fill: ink})
	}
	y := b.doubt(r.Y+r.H+12, w)
	bottom := b.bottomY() - gutter
	const pitch = 84 + 12
	fit := (bottom - y + 12) / pitch
	for i, h := range c.Hits[:min(fit, len(c.Hits))] {
		b.hit(Rect{margin, y + i*pitch, w, 84}, i, h)
	}
	if more := len(c.Hits) - fit; more > 0 {
		b.text(r.X+r.W-28, middle(r.Y+50, body), 0, right, face{body, false, ink2}, b.t("checkin.found", "n", strconv.Itoa(len(c.Hits))))
	}
	if len(c.Hits) == 0 {
		key := "checkin.phone-more"
		if len(c.Phone) >= 7 {
			key = "checkin.phone-new"
		}
		b.para(margin, y+34, w, 2, 34, face{body, false, ink2}, b.t(key))
	}
	b.pad("", Rect{px, pageTop - 12, padW, b.bottomY() - 12 - pageTop + 12}, 12, 8)
	yb, x := b.bottomY(), margin+192
	b.button(Rect{margin, yb, 176, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.StepBack{}})
	if len(c.Hits) > 0 && len(c.Phone) >= 7 {
		b.button(Rect{x, yb, 240, buttonH}, button{id: "new-customer", text: b.t("checkin.new-customer"), icon: "plus", msg: flow.NewCustomer{}})
		x += 256
	}
	b.button(Rect{x, yb, margin + w - x, buttonH}, button{id: "by-name", text: b.t("checkin.by-name"), icon: "search", size: 26, msg: flow.ByNameTurned{}})
	b.button(Rect{px, yb, padW, buttonH}, button{
		id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true, off: !b.s.Ready(), msg: flow.StepDone{},
	})
	b.checkInScript()
}

// doubt says what is odd about the number, unless the shop knows it. It
// returns where the rest of the page begins.
func (b *builder) doubt(y, w int) int {
	c := b.s.CheckIn
	d := repair.PhoneDoubt(c.Phone)
	known := slices.ContainsFunc(c.Hits, func(h flow.CustomerHit) bool { return slices.Contains(h.Customer.Phones, c.Phone) })
	if d == repair.DoubtNone || len(c.Phone) < 7 || known {
		return y + 4
	}
	b.icon(margin, y, 28, "triangle-alert", soonAmber)
	b.fit(margin+40, y+22, w-40, left, face{22, true, soonAmber}, 16, b.t("phone-doubt."+string(d), "n", strconv.Itoa(len(c.Phone))))
	return y + 42
}

// grouped is a phone number as people read it: 138 1234 1480.
func grouped(p string) string {
	if len(p) == 11 {
		return p[:3] + " " + p[3:7] + " " + p[7:]
	}
	return p
}

// hit is a known customer: name, company and phone, then how often they came
// and with what.
func (b *builder) hit(r Rect, i int, h flow.CustomerHit) {
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	name := join(b.customerName(h.Customer), h.Customer.Company)
	if h.Customer.Name == "" && len(h.Customer.Ink) == 0 {
		name = h.Customer.Company
	}
	n.ID, n.Touch, n.Text, n.Reach = "hit."+strconv.Itoa(i), flow.HitChosen{Index: i}, name, b.px(reach)
	b.icon(r.X+r.W-48, r.Y+r.H/2-14, 28, "chevron-right", ink3)
	x, w := r.X+24, r.W-24-60
	sub, pw := b.t("checkin.orders", "n", strconv.Itoa(h.Orders)), 0
	if r.W < 500 {
		sub = join(grouped(h.Customer.Phone()), sub)
	} else {
		pw = b.text(r.X+r.W-60, r.Y+36, 0, right, face{22, false, ink2}, grouped(h.Customer.Phone())) + 16
	}
	if len(h.Customer.Ink) > 0 && h.Customer.Name == "" {
		b.inkIn("ink."+strconv.Itoa(i), Rect{x, r.Y + 6, 120, 40}, h.Customer.Ink)
		x += 136
		name = h.Customer.Company
	}
	b.fit(x, r.Y+36, r.X+24+w-pw-x, left, face{28, true, ink}, 20, name)
	for _, d := range h.Devices[:min(2, len(h.Devices))] {
		if r.W >= 500 {
			sub = join(sub, b.device(d))
		}
	}
	b.text(r.X+24, r.Y+68, w, left, face{caption, false, ink2}, sub)
}

// checkInLookup finds a customer by anything but the phone: what is typed at
// the top, whom it fits below, the keyboard at the foot.
func (b *builder) checkInLookup() {
	c := b.s.CheckIn
	const y, h = headerH + 12, 92
	w := b.w - 2*margin
	b.button(Rect{margin, y, 176, h}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.StepBack{}})
	b.field(Rect{margin + 192, y, w - 192 - 256, h}, flow.FieldLookup, "", b.t("field.lookup.hint"))
	fresh := button{id: "new-customer", text: b.t("checkin.new-customer"), icon: "plus", msg: flow.NewCustomer{}}
	if len(c.Phone) < 7 {
		fresh.msg = flow.ByNameTurned{} // whose number comes first
	}
	b.button(Rect{b.w - margin - 240, y, 240, h}, fresh)
	top, bottom, cols := y+h+8, b.keyboardTop(), 3
	if b.s.Focus == "" {
		bottom, cols = b.h-footerH, 2
	}
	if b.w < 1280 && cols == 3 {
		cols = 2
	}
	const pitch = 84 + 12
	fit := max(1, (bottom-8-top+12)/pitch) * cols
	hw := (w - (cols-1)*gutter) / cols
	for i, hit := range c.Hits[:min(fit, len(c.Hits))] {
		b.hit(Rect{margin + i%cols*(hw+gutter), top + i/cols*pitch, hw, 84}, i, hit)
	}
	if len(c.Hits) == 0 {
		key := "checkin.lookup-none"
		if c.Lookup == "" {
			key = "checkin.lookup-how"
		}
		b.fit(b.w/2, top+46, w, center, face{body, false, ink2}, 18, b.t(key))
	}
	if b.s.Focus != "" {
		b.keyboard()
		return
	}
	b.script("script.checkin.phone")
}

// checkInCustomer has name and company large, all else in quiet rows, and who
// may collect on the right.
func (b *builder) checkInCustomer() {
	c := b.s.CheckIn
	b.title("checkin.customer")
	w := b.leftW()
	y := answerTop + 24
	nw := (w - gutter) * 2 / 5
	b.field(Rect{margin, y, nw, 88}, flow.FieldName, b.t("field.name"), b.t("field.name.hint"))
	b.field(Rect{margin + nw + gutter, y, w - nw - gutter, 88}, flow.FieldCompany, b.t("field.company"), b.t("field.company.hint"))
	y += 88 + 40
	b.caption(margin, y, w, b.t("checkin.phones"))
	x := margin
	for i, p := range c.Customer.Phones {
		pw := b.width(grouped(p), face{body, true, ink}) + 48
		r := Rect{x, y, pw, chipH}
		if i > 0 {
			r.W += 44
		}
		if r.X+r.W+gutter+chipH+12 > margin+w {
			break
		}
		b.box(r, style{fill: surface, stroke: line, width: 2, radius: chipRad})
		b.text(r.X+24, middle(r.Y+r.H/2, body), 0, left, face{body, true, ink}, grouped(p))
		if i > 0 {
			b.icon(r.X+pw+4, r.Y+r.H/2-14, 28, "x", ink3)
			b.touch("phone.drop."+strconv.Itoa(i), r, flow.PhoneDropped{Index: i})
			b.nodes[len(b.nodes)-1].Reach = b.px(reach)
		}
		x += r.W + gutter
	}
	text, aw := b.t("checkin.phone-add"), 300
	if margin+w-x < aw {
		text, aw = "", chipH+12
	}
	b.chipItem(Rect{x, y, aw, chipH}, item{id: "field.second", icon: "plus", text: text, msg: flow.Focused{Field: flow.FieldSecond}})
	y += rowH
	b.quiet("field.address", Rect{margin, y, w, chipH}, "chevron-right", b.t("field.address"), c.Customer.Address, flow.Focused{Field: flow.FieldAddress})
	b.contacts(b.side())
	b.navigation()
}

// contacts are the people who speak for the customer. A touch says whether one
// may collect.
func (b *builder) contacts(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	b.fit(r.X+24, r.Y+42, r.W-48, left, face{body, true, ink}, 18, b.t("checkin.contacts"))
	how := "checkin.contacts-none"
	if len(c.Customer.Contacts) > 0 {
		how = "checkin.contacts-how"
	}
	b.fit(r.X+24, r.Y+72, r.W-48, left, face{caption, false, ink2}, 14, b.t(how))
	y := r.Y + 92
	add := Rect{r.X + 24, r.Y + r.H - 24 - chipH, r.W - 48, chipH}
	fit := max(1, (add.Y-y)/rowH)
	for i, p := range c.Customer.Contacts[:min(fit, len(c.Customer.Contacts))] {
		cell := Rect{r.X + 24, y + i*rowH, r.W - 48 - chipH - gutter, chipH}
		b.contact(cell, i, p)
		b.chipItem(Rect{cell.X + cell.W + gutter, cell.Y, chipH, chipH}, item{id: "contact.drop." + strconv.Itoa(i), icon: "x", msg: flow.ContactDropped{Index: i}})
	}
	label := b.t("checkin.contact-add")
	if more := len(c.Customer.Contacts) - fit; more > 0 {
		label = b.t("checkin.contact-more", "n", strconv.Itoa(more))
	}
	b.chipItem(add, item{id: "field.contact-name", icon: "plus", text: label, msg: flow.Focused{Field: flow.FieldContactName}})
}

func (b *builder) contact(r Rect, i int, p repair.Contact) {
	st, c, c2, icon, key := style{fill: surface, stroke: control, width: 2, radius: chipRad}, ink, ink2, "circle", "checkin.collects-not"
	if p.Collects {
		st, c, c2, icon, key = style{fill: ink, radius: chipRad}, white, white, "circle-check", "checkin.collects"
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = "contact."+strconv.Itoa(i), flow.ContactTurned{Index: i}, p.Name, b.px(reach)
	b.fit(r.X+16, r.Y+33, r.W-32, left, face{body, true, c}, 17, joinSpace(p.Name, b.word(p.Relation)))
	b.icon(r.X+16, r.Y+44, 22, icon, c2)
	tw := b.text(r.X+46, r.Y+63, r.W-60, left, face{18, false, c2}, b.t(key))
	if f, room := (face{14, false, c2}), r.W-70-tw; b.width(grouped(p.Phone), f) <= room {
		b.text(r.X+46+tw+12, r.Y+62, room, left, f, grouped(p.Phone))
	}
}

// checkInRelation asks what a further person is to the customer and whether
// they may collect; it needs no keyboard.
func (b *builder) checkInRelation() {
	c := b.s.CheckIn
	w := b.w - 2*margin
	third := (w - 2*gutter) / 3
	y := pageTop + 32
	for i, f := range []flow.Field{flow.FieldContactName, flow.FieldContactTel, flow.FieldContactRel} {
		e := b.asked(f)
		b.field(Rect{margin + i*(third+gutter), y, third, 88}, f, e.label, e.hint)
	}
	y += 88 + 20
	add := b.bottomY() - gutter
	var items []item
	for i, rel := range b.s.Shop.Trade.Relations() {
		items = append(items, item{id: "relation." + strconv.Itoa(i), text: b.word(rel), on: c.Contact.Relation == rel, msg: flow.RelationChosen{Relation: rel}})
	}
	b.grid(Rect{margin, y, w, add - y - labelled}, 5, items)
	y = add - chipH
	b.caption(margin, y, w, b.t("checkin.may-collect"))
	yes := c.Contact.Collects
	turn := func(on bool) flow.Msg {
		if yes == on {
			return flow.Focused{Field: flow.FieldContactRel} // it is so already
		}
		return flow.ContactTurned{Index: -1}
	}
	b.segments(Rect{margin, y, third, chipH},
		option{"collects.no", b.t("checkin.collects-not"), !yes, turn(false)},
		option{"collects.yes", b.t("checkin.collects"), yes, turn(true)})
	yb := b.bottomY()
	b.button(Rect{margin, yb, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.Unfocused{}})
	b.button(Rect{b.sideX(), yb, sideW, buttonH}, button{
		id: "contact.add", text: b.t("checkin.contact-keep"), icon: "check", primary: true, off: c.Contact.Name == "", msg: flow.ContactAdded{},
	})
	b.script("script.checkin.customer")
}
