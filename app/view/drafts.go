package view

import (
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenDrafts] = (*builder).drafts }

// drafts lists the parked check-ins: a touch goes on where it was left.
func (b *builder) drafts() {
	b.header()
	list := b.s.Drafts
	room := b.head(heading{title: b.t("drafts.title")})
	p := room.list(len(list), b.s.DraftPage, 2, 104, gutter)
	for i, cell := range p.cells() {
		b.draft(cell, list[i])
	}
	f := foot{paging: p, turn: func(by int) flow.Msg { return flow.DraftsTurned{By: by} }}
	if len(list) == 0 {
		b.empty(room, "pause", "drafts.none")
	} else {
		f.note = b.t("drafts.how")
	}
	b.foot(f)
	b.script("")
}

// draftIcon tells a check-in from a pickup.
func draftIcon(d repair.DraftInfo) string {
	if d.Screen == string(flow.ScreenPickup) {
		return "package-check"
	}
	return "pause"
}

// draft is one of them: who, what, since when, and the number if it has one.
func (b *builder) draft(r Rect, d repair.DraftInfo) {
	st := style{fill: surface, stroke: control, width: 2, radius: corner}
	current := d.ID == b.s.CheckIn.Draft
	since := b.t("drafts.since", "when", b.moment(d.At))
	if current {
		st.stroke, st.width = ink, 3
		since = b.t("drafts.current")
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Reach = "draft."+d.ID, flow.DraftChosen{ID: d.ID}, b.px(reach)
	who, machine, _ := strings.Cut(d.Title, " · ")
	if who == "" {
		who = b.t("drafts.unnamed")
	}
	n.Text = who
	in := r.shrink(28, 0)
	if d.Screen == string(flow.ScreenPickup) {
		since = b.t("drafts.pickup-since", "when", b.moment(d.At))
	}
	mark, in := in.left(36, gutter)
	b.iconIn(mark, 36, draftIcon(d), ink2)
	side, in := in.right(28, 8)
	b.iconIn(side, 28, "chevron-right", ink3)
	side, in = in.right(220, gutter)
	if machine == "" {
		b.lines(in, who, nil)
	} else {
		b.pair(in, left, face{label, true, ink}, who, face{small, false, ink2}, machine)
	}
	number, f := b.t("drafts.unnumbered"), face{caption, false, ink3}
	if d.Order != "" {
		number, f = d.Order.String(), face{small, true, ink}
	}
	b.pair(side, right, f, number, face{caption, false, ink2}, since)
}
