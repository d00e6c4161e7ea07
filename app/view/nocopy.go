package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenNoCopy] = (*builder).noCopy }

// noCopy asks who collects without the customer copy: the customer and who is
// registered prove it by the end of a phone number, for anybody else a supervisor
// answers.
func (b *builder) noCopy() {
	b.header()
	p, n := b.s.Pickup, b.s.NoCopy
	title := b.t("nocopy.title", "name", b.who(p.Row))
	if f := b.s.Focus; f == flow.FieldWho || f == flow.FieldRelation {
		b.typing(title, b.asked(flow.FieldWho), b.asked(flow.FieldRelation))
		return
	}
	room := b.head(heading{title: title, beside: join(b.device(p.Row.Order.Device), p.Row.Order.ID.String())})
	list, panel := room.left(room.W*42/100, 24)
	list.H = b.footRow().endY() - list.Y
	b.collectors(list)
	b.card(panel)
	in := panel.shrink(24, 20)
	f := foot{column: panel.W - backW - 2*gutter}
	ask := button{id: "approve", text: b.t("nocopy.approve"), icon: "shield-check", msg: flow.CollectorApproval{}}
	switch phones := n.Phones(p); {
	case n.As == "":
		b.notice(in, "users", ink, b.t("nocopy.who"), b.t("nocopy.who-how"))
	case n.As == repair.CollectorOther:
		b.otherCollector(in)
		f.next = ask
	case len(phones) == 0:
		b.notice(in, "phone-call", soonAmber, b.t("nocopy.no-phone"), b.t("nocopy.no-phone-how"))
		f.next = ask
	default:
		b.phoneEnd(in, phones)
		ask.icon = ""
		f.more = []button{ask}
	}
	row := b.footRow()
	row.X, row.W = panel.X, panel.W
	b.footIn(row, f)
	moment := trade.MomentNoCopy
	if n.As == repair.CollectorOther || n.As != "" && len(n.Phones(p)) > 0 {
		moment = map[repair.CollectorKind]trade.Moment{
			repair.CollectorSelf: trade.MomentNoCopySelf, repair.CollectorRegistered: trade.MomentNoCopyKnown,
			repair.CollectorOther: trade.MomentNoCopyOther,
		}[n.As]
	}
	b.say(moment)
}

// collectors lists who it may be: the customer, who is registered, somebody else.
func (b *builder) collectors(r Rect) {
	p, n := b.s.Pickup, b.s.NoCopy
	known := p.Collectors()
	least := 84
	most := max(0, r.fits(least, 12)-2)
	known = known[:min(most, len(known))]
	cells := r.rows(max(4, len(known)+2), 12)
	one := func(i int, id, icon, name, sub string, on bool, m flow.CollectorChosen) {
		st, c, c2 := choosing(on)
		b.tap(id, cells[i], st, name, m)
		at, in := cells[i].shrink(gutter, 0).left(36, 14)
		b.iconIn(at, 36, icon, c)
		b.pair(in, left, face{label, true, c}, name, face{caption, false, c2}, sub)
	}
	one(0, "collector.self", "user", b.t("nocopy.self"), b.who(p.Row), n.As == repair.CollectorSelf,
		flow.CollectorChosen{As: repair.CollectorSelf})
	for i, c := range known {
		one(i+1, "collector."+strconv.Itoa(i), "user", c.Name, join(b.word(c.Relation), b.t("nocopy.registered")),
			n.As == repair.CollectorRegistered && n.Contact == i,
			flow.CollectorChosen{As: repair.CollectorRegistered, Contact: i})
	}
	sub := b.t("nocopy.other-how")
	if n.As == repair.CollectorOther && n.Name != "" {
		sub = join(n.Name, b.word(n.Relation))
	}
	one(len(known)+1, "collector.other", "users", b.t("nocopy.other"), sub, n.As == repair.CollectorOther,
		flow.CollectorChosen{As: repair.CollectorOther})
}

// phoneEnd asks for the last digits of a number, of which the others are shown.
func (b *builder) phoneEnd(r Rect, phones []string) {
	n := b.s.NoCopy
	const pw = 3*108 + 24
	pad, in := r.right(min(pw, r.W*52/100), 24)
	pad, _ = pad.top(min(pad.H, 4*116+3*8), 0)
	b.pad("", pad)
	ask, in := in.top(76, 12)
	b.para(ask.X, ask.Y+body, ask.W, 2, 32, face{body, true, ink}, b.t("nocopy.ask-end"))
	row, in := in.top(88, 16)
	cells := row.cols(repair.PhoneEndLen, 10)
	b.touch("field.phone-end", row, flow.Focused{Field: flow.FieldPhoneEnd})
	for i, cell := range cells {
		st := style{fill: surface, stroke: control, width: 2, radius: chipRad}
		if i == len(n.End) {
			st.stroke, st.width = ink, 3
		}
		b.box(cell, st)
		if i < len(n.End) {
			b.line(cell, center, face{headline, true, ink}, n.End[i:i+1])
		}
	}
	for _, p := range phones[:min(3, len(phones))] {
		var line Rect
		line, in = in.top(34, 4)
		b.line(line, left, face{body, false, ink2}, hiddenEnd(p))
	}
	if n.Wrong > 0 {
		at, words := in.left(30, 10)
		b.icon(at.X, in.Y+4, 30, "circle-x", lateRed)
		b.para(words.X, words.Y+small+2, words.W, 4, 30, face{small, true, lateRed}, b.t("nocopy.wrong"))
	}
}

// hiddenEnd is a phone number without the digits that are asked for.
func hiddenEnd(p string) string {
	const hidden = "····"
	if len(p) <= repair.PhoneEndLen {
		return hidden
	}
	return grouped(p[:len(p)-repair.PhoneEndLen] + "0000")[:len(grouped(p))-repair.PhoneEndLen] + hidden
}

// otherCollector asks for the name and the relation of somebody else.
func (b *builder) otherCollector(r Rect) {
	n := b.s.NoCopy
	in := b.over(r, b.t("field.who"))
	row, in := in.top(chipH, rowGap)
	b.field(row, flow.FieldWho, "", b.t("field.who.hint"))
	in = b.over(in, b.t("field.relation"))
	words := b.s.Shop.Trade.Relations()
	own := n.Relation
	var items []item
	for i, rel := range words {
		on := rel == n.Relation
		if on {
			own = ""
		}
		id, msg := "relation."+strconv.Itoa(i), flow.CollectorRelation{Relation: rel}
		items = append(items, item{id: id, text: b.word(rel), on: on, msg: msg})
	}
	text := b.t("nocopy.relation-other")
	if own != "" {
		text = own
	}
	items = append(items, item{id: "relation.other", text: text, on: own != "", msg: flow.Focused{Field: flow.FieldRelation}})
	rows := in.fits(chipH, 12)
	cols := max(3, (len(items)+rows-1)/rows)
	for i, cell := range in.tiles(cols, chipH, 12)[:len(items)] {
		b.chipItem(cell, items[i])
	}
}
