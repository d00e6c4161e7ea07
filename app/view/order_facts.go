package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// known is something that is known of an order: a label, with its text below
// in lines at most, and more in small letters; or a time limit.
type known struct {
	label, text string
	lines       int
	small       string
	clock       bool
}

// facts lays out all that is known in two columns, and in pages where they
// take more room: a touch turns them.
func (b *builder) facts(r Rect, row repair.Row) {
	b.card(r)
	in := r.shrink(24, 10)
	columns := [2][]known{b.knownOfCustomer(row), b.knownOfRepair(row.Order)}
	cells := in.cols(2, columnGap)
	pages := b.paged(columns, cells[0].W, in.H)
	turn, less := in.bottom(40, 4)
	if len(pages) > 1 {
		cells = less.cols(2, columnGap)
		pages = b.paged(columns, cells[0].W, less.H)
	}
	page := min(b.s.Order.Page, len(pages)-1)
	for i, list := range pages[page] {
		b.knownIn(cells[i], list, row.Order)
	}
	b.turnKnown("order.more", r, turn, page, len(pages), func(by int) flow.Msg { return flow.OrderTurned{By: by} })
	if c := row.Customer; c.ID != "" && page == 0 {
		_, label := cells[0].top(4, 0)
		b.leadsToCustomer(Rect{r.X, r.Y, cells[0].endX() - r.X, 90}, label, b.t("order.customer"), c.ID)
	}
}

// leadsToCustomer makes r, which says who the customer is, lead to their page: a sign
// behind the small label says so.
func (b *builder) leadsToCustomer(r, label Rect, text string, id repair.CustomerID) {
	_, sign := label.left(b.width(text, face{caption, false, ink2}), 4)
	b.icon(sign.X, label.Y, 22, "chevron-right", ink2)
	b.touch("customer", r, flow.CustomerAsked{ID: id})
}

// knownIn lays facts out one above the other.
func (b *builder) knownIn(r Rect, list []known, o repair.Order) {
	_, cell := r.top(4, 0)
	for _, k := range list {
		if k.clock {
			cell = b.clock(cell, o)
			continue
		}
		cell = b.fact(cell, k.lines, k.label, k.text)
		if k.small != "" {
			end := b.para(cell.X, cell.Y+9, cell.W, 2, 26, face{caption, false, ink2}, k.small)
			_, cell = cell.top(end-6-cell.Y, 0)
		}
	}
}

// turnKnown says on which page of the facts one is; a touch anywhere on the card r
// turns to the next, from the last to the first.
func (b *builder) turnKnown(id string, r, turn Rect, page, pages int, m func(by int) flow.Msg) {
	if pages == 1 {
		return
	}
	by, key := 1, "order.more"
	if page == pages-1 {
		by, key = -page, "order.first"
	}
	b.touch(id, r, m(by))
	b.rule(turn.X, turn.Y, turn.W)
	icon, words := turn.right(26, 10)
	b.iconIn(icon, 26, "chevron-right", ink2)
	of := b.t("test.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa(pages))
	b.line(words, right, face{caption, true, ink2}, join(b.t(key), of))
}

// paged deals the facts out over pages of height h: each column keeps its own
// on the first page, what is left takes whatever room there is.
func (b *builder) paged(columns [2][]known, w, h int) (pages [][2][]known) {
	column := func(list []known) (fits, rest []known) { return b.fitting(list, w, h) }
	var page [2][]known
	var left, right []known
	page[0], left = column(columns[0])
	page[1], right = column(columns[1])
	pages = append(pages, page)
	for rest := append(slices.Clone(left), right...); len(rest) > 0; pages = append(pages, page) {
		page[0], rest = column(rest)
		page[1], rest = column(rest)
	}
	return pages
}

// fitting is as much of a list as fits one above the other.
func (b *builder) fitting(list []known, w, h int) (fits, rest []known) {
	y := 0
	for i, k := range list {
		y += 35 + 28*max(1, len(b.v.Text.Wrap(k.text, b.px(body), true, b.px(w), k.lines)))
		if k.small != "" {
			y += 3 + 26*len(b.v.Text.Wrap(k.small, b.px(caption), false, b.px(w), 2))
		}
		if y > h && i > 0 {
			return list[:i], list[i:]
		}
	}
	return list, nil
}

// knownOfCustomer is whose machine it is and what came with it.
func (b *builder) knownOfCustomer(row repair.Row) []known {
	o, c := row.Order, row.Customer
	who := known{label: b.t("order.customer"), text: join(b.who(row), grouped(c.Phone())), lines: 2}
	if c.Name != "" && c.Company != "" {
		who.small = c.Company
	}
	chips := o.Symptom
	chips.Words = ""
	list := []known{who}
	if text := b.phrases.Symptom(chips); text != "" {
		list = append(list, known{label: b.t("order.fault"), text: join(text, b.often(o.Symptom)), lines: 3})
	}
	list = append(list, known{label: b.t("order.accessories"), text: b.phrases.Kept(o.Accessories), lines: 3})
	if o.Symptom.Words != "" {
		list = append(list, known{label: b.t("field.words"), text: o.Symptom.Words, lines: 9})
	}
	if left := o.Unfixed(); len(left) > 0 {
		list = append(list, known{label: b.t("order.unfixed"), text: b.phrases.Words(left), lines: 3})
	}
	for _, p := range c.Contacts {
		label := "order.contact"
		if p.Collects {
			label = "order.collects"
		}
		list = append(list, known{label: b.t(label), text: join(document.Spaced(p.Name, b.word(p.Relation)), grouped(p.Phone)), lines: 2})
	}
	if len(c.Phones) > 1 {
		var more []string
		for _, p := range c.Phones[1:] {
			more = append(more, grouped(p))
		}
		list = append(list, known{label: b.t("order.phones"), text: strings.Join(more, b.sep()), lines: 3})
	}
	if c.Address != "" {
		list = append(list, known{label: b.t("order.address"), text: c.Address, lines: 3})
	}
	return list
}

// often says that a fault comes and goes; what is always there needs no word.
func (b *builder) often(f repair.Symptom) string {
	if f.Often == repair.OftenSometimes {
		return b.t("often.sometimes")
	}
	return ""
}

// knownOfRepair is how far the machine is and what is known of it.
func (b *builder) knownOfRepair(o repair.Order) []known {
	stage := b.t("stage." + string(o.Stage))
	switch {
	case o.Part != "":
		stage = join(stage, b.word(o.Part))
	case o.Reason != "":
		stage = join(stage, b.t("reason."+string(o.Reason)))
	case o.VoidReason != "":
		stage = join(stage, b.word(o.VoidReason))
	}
	list := []known{{label: b.t("order.stage"), text: stage, lines: 2}}
	if _, ok := repair.Running(o, b.s.Shop.Calendar, b.s.Shop.Limits, b.s.Now); ok {
		list = append(list, known{clock: true, lines: 1})
	}
	add := func(key, text string, lines int) {
		if text != "" {
			list = append(list, known{label: b.t(key), text: text, lines: lines})
		}
	}
	if o.PromisedOn != "" && !o.Waiting() && o.Stage != repair.StageReturnUnrepaired {
		add("order.promised", i18n.Day(b.lang, o.PromisedOn), 1)
	}
	if o.EstimateFen > 0 {
		add("order.rough", b.t("order.about", "sum", i18n.Money(b.lang, o.EstimateFen)), 1)
	}
	if s := o.LastSeen; !s.Time.IsZero() {
		add("stock.last-seen", join(b.moment(s.Time), b.s.Person(s.By).Name, b.placeText(s.At)), 2)
	}
	if len(o.Lines) > 0 {
		add("order.test", b.testState(o), 2)
	}
	if o.FollowUpOn != "" {
		add("order.followup", i18n.Day(b.lang, o.FollowUpOn), 1)
	}
	if n := o.Inspection; n != nil {
		seen, cause, now := "", "", ""
		if n.Seen != "" {
			seen = b.t("seen." + string(n.Seen))
		}
		if n.Cause != "" {
			cause = b.t("order.cause." + string(n.Cause))
		}
		if n.FixNow {
			now = b.t("order.fix-now")
		}
		add("order.inspection", join(b.s.Person(n.By).Name, seen, cause, now, n.Note, b.phrases.Words(n.Parts)), 4)
	}
	add("order.warranty", b.warranty(o.Symptom), 2)
	for _, f := range b.s.Shop.Trade.Form(o.Device.Kind) {
		if text := flow.FormText(o.Device, f.Key); text != "" && text != "0" {
			list = append(list, known{label: f.Label(b.lang), text: b.word(text), lines: 2})
		}
	}
	if !o.ReceivedAt.IsZero() {
		add("order.taken", join(b.s.Person(o.TakenInBy).Name, b.moment(o.ReceivedAt)), 1)
	}
	return list
}

// warranty is the maker's warranty and what proves it.
func (b *builder) warranty(f repair.Symptom) string {
	bought, proof := "", ""
	if f.BoughtIn != "" {
		bought = b.t("order.bought", "month", f.BoughtIn)
	}
	if f.Proof != "" {
		proof = b.t("order.proof." + string(f.Proof))
	}
	covered := ""
	if f.Warranty == repair.WarrantyYes || f.Warranty == repair.WarrantyNo {
		covered = b.t("order.warranty." + string(f.Warranty))
	}
	return join(covered, bought, proof)
}
