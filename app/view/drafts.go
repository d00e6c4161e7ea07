package view

import (
	"strings"

	"countertop/app/flow"
)

func init() { pages[flow.ScreenDrafts] = (*builder).drafts }

// drafts lists the parked check-ins: a touch goes on where it was left.
func (b *builder) drafts() {
	b.header()
	w := b.w - 2*margin
	b.fit(margin, headerH+62, w, left, face{headline, true, ink}, 30, b.t("drafts.title"))
	list := b.s.Drafts
	r := Rect{margin, serviceTop, w, b.bottomY() - 16 - serviceTop}
	const cols, gap, least = 2, 16, 104
	rows := max(1, (r.H+gap)/(least+gap))
	h := (r.H - (rows-1)*gap) / rows
	n := cols * rows
	pages := max(1, (len(list)+n-1)/n)
	page := min(b.s.DraftPage, pages-1)
	cw := (r.W - gap) / cols
	for i, d := range list[page*n : min(len(list), page*n+n)] {
		b.draft(Rect{r.X + i%cols*(cw+gap), r.Y + i/cols*(h+gap), cw, h}, d)
	}
	if len(list) == 0 {
		b.empty(r, "pause", "drafts.none")
	}
	const backW = 200
	b.button(Rect{margin, b.bottomY(), backW, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	x := margin + backW + 24
	if pages > 1 {
		b.pager(Rect{x, b.bottomY(), 320, buttonH}, page, pages, func(by int) flow.Msg { return flow.DraftsTurned{By: by} })
		x += 320 + 24
	}
	if len(list) > 0 {
		b.twoLines(x, b.bottomY()+buttonH/2, b.w-margin-x, face{22, false, ink2}, b.t("drafts.how"))
	}
	b.script("")
}

// draft is one of them: who, what, since when, and the number if it has one.
func (b *builder) draft(r Rect, d flow.DraftInfo) {
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
	y := r.Y + r.H/2
	const side = 220
	x := r.X + 28
	tw := r.X + r.W - 64 - side - 16 - x
	if machine == "" {
		b.lines(x, r.Y, tw, r.H, who, nil)
	} else {
		b.fit(x, y-4, tw, left, face{28, true, ink}, 20, who)
		b.text(x, y+30, tw, left, face{22, false, ink2}, machine)
	}
	number := b.t("drafts.unnumbered")
	f := face{caption, false, ink3}
	if d.Order != "" {
		number, f = d.Order.String(), face{22, true, ink}
	}
	b.fit(r.X+r.W-64, y-6, side, right, f, 16, number)
	b.fit(r.X+r.W-64, y+28, side, right, face{caption, false, ink2}, 16, since)
	b.icon(r.X+r.W-48, y-14, 28, "chevron-right", ink3)
}
