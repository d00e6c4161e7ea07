package view

import (
	"strconv"
	"strings"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenCustomer] = (*builder).customerFile }

// customerFile is all that the shop keeps of one customer, and what can be done with
// it.
func (b *builder) customerFile() {
	b.header()
	p := b.s.CustomerPage
	switch {
	case p.Read && p.File.Customer.ID == "":
		b.empty(b.head(heading{title: b.t("order.customer")}), "user", "customer.gone")
		b.foot(foot{})
	case p.Part == flow.CustomerDoubles:
		b.customerDoubles()
	case p.Part == flow.CustomerMerge:
		b.customerMerge()
	case p.Part == flow.CustomerErase:
		b.customerErase()
	default:
		b.customerAll()
	}
	b.script("")
}

// callOf is what staff call a customer, and what stands behind it.
func (b *builder) callOf(c repair.Customer) (name, company string) {
	name = b.who(repair.Row{Customer: c})
	if c.Name != "" || len(c.Ink) > 0 {
		company = c.Company
	}
	return name, company
}

// customerAll is what is known on the left, and all orders on the right.
func (b *builder) customerAll() {
	p := b.s.CustomerPage
	name, company := b.callOf(p.File.Customer)
	room := b.head(heading{title: name, beside: company})
	cells := room.split(24, 5, 8)
	b.customerKnown(cells[0])
	orders := p.File.Orders
	page := cells[1].list(len(orders), p.Page, 1, 88, 8)
	page.grid = cells[1].tiles(1, min(page.grid[0].H, 104), 8)[:len(page.grid)]
	if p.Read && len(orders) == 0 {
		b.empty(cells[1], "file-text", "customer.no-orders")
	}
	for i, cell := range page.cells() {
		b.customerOrder(cell, orders[i].Order)
	}
	f := foot{paging: page, turn: func(by int) flow.Msg { return flow.CustomerTurned{By: by} }}
	if p.Read {
		f.more = []button{{
			id: "erase", text: b.t("customer.erase"), icon: "trash-2", danger: true, msg: flow.CustomerPartChosen{Part: flow.CustomerErase},
		}}
	}
	if n := len(p.File.Doubles); n > 0 {
		f.quiet = true
		f.next = button{
			id: "doubles", text: b.t("customer.doubles", "n", strconv.Itoa(n)), icon: "users",
			msg: flow.CustomerPartChosen{Part: flow.CustomerDoubles},
		}
	}
	b.foot(f)
}

// customerKnown is a card of what is kept, in pages where it takes more room.
func (b *builder) customerKnown(r Rect) {
	b.card(r)
	in := r.shrink(24, 10)
	turn, less := in.bottom(40, 4)
	pages := b.customerPages(in)
	if len(pages) > 1 {
		pages = b.customerPages(less)
	}
	page := min(b.s.CustomerPage.Facts, len(pages)-1)
	b.knownIn(in, pages[page], repair.Order{})
	b.turnKnown("facts.more", r, turn, page, len(pages), func(by int) flow.Msg { return flow.CustomerFactsTurned{By: by} })
}

// customerPages deals out what is kept over pages of the size of r.
func (b *builder) customerPages(r Rect) (pages [][]known) {
	for rest := b.customerFacts(); len(pages) == 0 || len(rest) > 0; {
		var fits []known
		fits, rest = b.fitting(rest, r.W, r.H)
		pages = append(pages, fits)
	}
	return pages
}

func (b *builder) customerFacts() (list []known) {
	f := b.s.CustomerPage.File
	c := f.Customer
	add := func(key, text string, lines int) {
		if text != "" {
			list = append(list, known{label: b.t(key), text: text, lines: lines})
		}
	}
	var phones []string
	for _, p := range c.Phones {
		phones = append(phones, grouped(p))
	}
	add("customer.phones", strings.Join(phones, "\n"), 6)
	add("order.address", c.Address, 3)
	for _, p := range c.Contacts {
		key := "order.contact"
		if p.Collects {
			key = "order.collects"
		}
		list = append(list, known{label: b.t(key), text: document.Spaced(p.Name, b.word(p.Relation)), lines: 2, small: grouped(p.Phone)})
	}
	if !f.Since.IsZero() {
		add("customer.since", b.phrases.FullDay(repair.DateOf(f.Since.In(b.s.Shop.Calendar.Loc))), 1)
		add("customer.last", b.phrases.FullDay(repair.DateOf(f.Last.In(b.s.Shop.Calendar.Loc))), 1)
	}
	kept := []string{b.t("customer.kept-orders", "n", strconv.Itoa(len(f.Orders)))}
	if f.InShop > 0 {
		kept[0] = b.t("customer.kept-here", "n", strconv.Itoa(len(f.Orders)), "here", strconv.Itoa(f.InShop))
	}
	if f.Signatures > 0 {
		kept = append(kept, b.t("customer.kept-signatures", "n", strconv.Itoa(f.Signatures)))
	}
	if len(f.Words) > 0 {
		kept = append(kept, b.t("customer.kept-words", "names", strings.Join(f.Words, b.sep())))
	}
	if f.Joined > 0 {
		kept = append(kept, b.t("customer.kept-joined", "n", strconv.Itoa(f.Joined)))
	}
	if b.s.CustomerPage.Read {
		add("customer.kept", strings.Join(kept, "\n"), 8)
	}
	return list
}

// customerOrder is one order of theirs: its number, the machine and when it came, and
// where it is or what became of it.
func (b *builder) customerOrder(r Rect, o repair.Order) {
	b.tap("row."+string(o.ID), r, rowStyle, o.ID.String(), flow.OrderChosen{Order: o.ID}).Reach = 0
	number, in := r.shrink(20, 0).left(112, 12)
	b.pair(number, left, face{value, true, ink}, o.ID.Short(), face{caption, false, ink3}, strings.TrimSuffix(string(o.ID), o.ID.Short()))
	next, in := in.right(28, 8)
	b.iconIn(next, 28, "chevron-right", ink3)
	f := b.found(o)
	place, in := in.right(208, gutter)
	place = place.shrink(0, 10)
	b.box(place, style{fill: f.tint, radius: 10})
	b.pair(place.shrink(14, 0), left, face{small, true, f.strong}, f.place, face{caption, false, ink2}, f.since)
	b.pair(in, left, face{label, true, ink}, b.device(o.Device), face{caption, false, ink2}, b.momentOf(o.ReceivedAt))
}

// customerDoubles lists the entries that may be the same person.
func (b *builder) customerDoubles() {
	p := b.s.CustomerPage
	name, _ := b.callOf(p.File.Customer)
	room := b.head(heading{title: b.t("double.title"), beside: name, how: b.t("double.how")})
	page := room.list(len(p.File.Doubles), p.Page, 1, 96, 10)
	page.grid = room.tiles(1, min(page.grid[0].H, 112), 10)[:len(page.grid)]
	for i, cell := range page.cells() {
		d := p.File.Doubles[i]
		c := d.Customer
		called, company := b.callOf(c)
		b.tap("double."+strconv.Itoa(i), cell, rowStyle, called, flow.DoubleChosen{Index: i}).Reach = 0
		next, in := cell.shrink(24, 0).right(28, 12)
		b.iconIn(next, 28, "chevron-right", ink3)
		why, in := in.right(in.W*36/100, 24)
		b.line(why, right, b.likeFace(d.Likeness), b.t("double."+string(d.Likeness)))
		last := ""
		if !d.Last.IsZero() {
			last = b.t("double.last", "day", b.phrases.DayOf(d.Last))
		}
		b.pair(in, left, face{label, true, ink}, join(called, company),
			face{caption, false, ink2}, join(grouped(c.Phone()), b.t("checkin.orders", "n", strconv.Itoa(d.Orders)), last))
	}
	b.foot(foot{paging: page, turn: func(by int) flow.Msg { return flow.CustomerTurned{By: by} }})
}

// likeFace is how it is said why two may be one: only the likeliest in green.
func (b *builder) likeFace(l repair.Likeness) face {
	if l == repair.LikeSame {
		return face{small, true, okGreen}
	}
	return face{small, true, soonAmber}
}

// customerMerge shows two entries side by side, and what becomes of them.
func (b *builder) customerMerge() {
	p := b.s.CustomerPage
	d, _ := p.Other()
	room := b.head(heading{title: b.t("merge.title")})
	cards, words := room.top(room.H*56/100, 20)
	cells := cards.cols(2, 24)
	b.entryCard(cells[0], b.t("merge.keep"), p.File.Customer, len(p.File.Orders))
	b.entryCard(cells[1], b.t("merge.other"), d.Customer, d.Orders)
	name, _ := b.callOf(p.File.Customer)
	after := b.t("merge.after", "name", name, "n", strconv.Itoa(len(p.File.Orders)+d.Orders))
	if other, _ := b.callOf(d.Customer); other != name && d.Likeness != repair.LikeSame {
		after += b.t("merge.after-name", "name", other)
	}
	f := b.likeFace(d.Likeness)
	icon := "triangle-alert"
	if d.Likeness == repair.LikeSame {
		icon = "circle-check"
	}
	words = b.iconProse(words, 30, icon, f.color, face{body, true, f.color}, b.t("merge.why."+string(d.Likeness)))
	_, words = words.top(12, 0)
	b.prose(words, face{body, false, ink2}, after)
	b.foot(foot{next: button{id: "merge", text: b.t("merge.do"), icon: "users", off: p.Waits, msg: flow.MergeConfirmed{}}})
}

// entryCard is one of two entries.
func (b *builder) entryCard(r Rect, over string, c repair.Customer, orders int) {
	b.card(r)
	in := b.over(r.shrink(24, 14), over)
	name, company := b.callOf(c)
	row, in := in.top(42, 2)
	b.line(row, left, face{value, true, ink}, name)
	var phones, contacts []string
	for _, p := range c.Phones {
		phones = append(phones, grouped(p))
	}
	for _, p := range c.Contacts {
		contacts = append(contacts, p.Name)
	}
	quiet := face{small, false, ink2}
	for _, text := range []string{
		company, strings.Join(phones, b.sep()), c.Address, b.t("checkin.orders", "n", strconv.Itoa(orders)), b.contactsOf(contacts),
	} {
		if text == "" || in.H < 28 {
			continue
		}
		row, in = in.top(30, 4)
		b.line(row, left, quiet, text)
	}
}

// contactsOf names the contacts of an entry.
func (b *builder) contactsOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return b.t("merge.contacts", "names", strings.Join(names, b.sep()))
}

// customerErase says what goes and what stays, and asks why.
func (b *builder) customerErase() {
	p := b.s.CustomerPage
	name, _ := b.callOf(p.File.Customer)
	room := b.head(heading{title: b.t("erase.title", "name", name)})
	chips, room := room.bottom(choiceH, 8)
	ask, cards := room.bottom(34, 12)
	if p.File.InShop > 0 {
		var warn Rect
		warn, cards = cards.bottom(56, 12)
		b.noteIn(warn, soonTint, "triangle-alert", soonAmber, soonInk, b.t("erase.here", "n", strconv.Itoa(p.File.InShop)))
	}
	cells := cards.cols(2, 24)
	n := strconv.Itoa(len(p.File.Orders))
	b.eraseCard(cells[0], "x", lateRed, b.t("erase.goes"), b.t("erase.goes-person"), b.t("erase.goes-words"), b.t("erase.goes-learned"))
	b.eraseCard(cells[1], "check", okGreen, b.t("erase.stays"),
		b.t("erase.stays-orders", "n", n), b.t("erase.stays-signed"), b.t("erase.stays-event"))
	b.line(ask, left, face{small, true, ink}, b.t("erase.why"))
	for i, cell := range chips.cols(len(repair.EraseReasons), gutter) {
		r := repair.EraseReasons[i]
		b.chip(r, cell, b.t(r), p.Reason == r, flow.EraseReasonChosen{Reason: r})
	}
	b.foot(foot{next: button{id: "erase-now", text: b.t("erase.do"), icon: "trash-2", off: p.Waits, msg: flow.EraseConfirmed{}}})
}

// eraseCard lists what goes, or what stays.
func (b *builder) eraseCard(r Rect, icon string, c Color, title string, lines ...string) {
	b.card(r)
	row, in := r.shrink(24, 14).top(40, 4)
	b.line(row, left, face{label, true, c}, title)
	for i, cell := range in.rows(len(lines), 6) {
		b.iconProse(cell, 26, icon, c, face{small, false, ink}, lines[i])
	}
}
