package view

import (
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenBench] = (*builder).bench }

// bench is what the person at the counter has in hand, the most urgent first,
// and after a badge the word that machines can be scanned now.
func (b *builder) bench() {
	b.header()
	w := b.w - 2*margin
	rows := b.s.Mine()
	tw := b.text(margin, headerH+62, 0, left, face{headline, true, ink}, b.t("bench.title"))
	who := ""
	if b.s.Staff != nil {
		who = b.s.Staff.Name
	}
	b.fit(margin+tw+28, headerH+58, w-tw-28, left, face{body, false, ink2}, 18, join(who, b.t("bench.count", "n", strconv.Itoa(len(rows)))))

	top := headerH + 84
	if b.s.Scan.Takes() {
		const h = 92
		r := Rect{margin, top, w, h}
		seconds := max(0, int(b.s.Scan.Until.Sub(b.s.Now)/time.Second))
		b.box(r, style{fill: ink, radius: corner})
		b.icon(r.X+24, r.Y+22, 48, "scan-barcode", white)
		sw := b.text(r.X+r.W-28, middle(r.Y+h/2, body), 0, right, face{body, false, rgb(0xC5CAD3)}, b.t("scan.shelf-stays", "n", strconv.Itoa(seconds)))
		b.fit(r.X+96, middle(r.Y+h/2, 34), r.W-96-sw-56, left, face{34, true, white}, 22, b.t("bench.scan"))
		top += h + gutter
	}
	bottom := b.bottomY() - 12
	const h, gap = 116, 12
	n := max(1, (bottom-top+gap)/(h+gap))
	pages := max(1, (len(rows)+n-1)/n)
	page := min(b.s.Bench.Page, pages-1)
	for i, u := range rows[min(page*n, len(rows)):min(page*n+n, len(rows))] {
		b.benchRow(Rect{margin, top + i*(h+gap), w, h}, u)
	}
	if len(rows) == 0 {
		b.empty(Rect{margin, top, w, bottom - top}, "wrench", "bench.empty")
	}
	y := b.bottomY()
	b.button(Rect{margin, y, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	if pages > 1 {
		b.pager(Rect{margin + 216, y, 300, buttonH}, page, pages, func(by int) flow.Msg { return flow.BenchTurned{Page: page + by} })
	}
	b.button(Rect{b.sideX(), y, sideW, buttonH}, button{id: "home.button", text: b.t("button.home"), icon: "house", msg: flow.WentHome{}})
	b.script("")
}

// benchRow is a machine with its clock and what is done to it from here.
func (b *builder) benchRow(r Rect, o repair.Shown) {
	b.card(r)
	acts := []struct {
		key, icon string
		screen    flow.Screen
	}{
		{"bench.test", "list-checks", flow.ScreenTest},
		{"bench.quote", "receipt", flow.ScreenQuote},
		{"bench.work", "wrench", flow.ScreenWork},
		{"bench.move", "scan-barcode", flow.ScreenScan},
	}
	const bw, bh = 138, 92
	aw := len(acts)*bw + (len(acts)-1)*10
	x := r.X + r.W - 12 - aw
	about := Rect{r.X, r.Y, x - r.X - 12, r.H}
	b.touch("bench."+string(o.ID), about, flow.OrderChosen{Order: o.ID})
	const clockW = 190
	b.icon(r.X+20, r.Y+r.H/2-22, 44, kindIcon(o.Device.Kind), ink)
	tx, tw := r.X+84, about.W-84-clockW-16
	b.fit(tx, r.Y+42, tw, left, face{value, true, ink}, 20, join(o.ID.Short(), b.device(o.Device)))
	b.fit(tx, r.Y+70, tw, left, face{caption, false, ink2}, 15, b.called(o.Card))
	c, icon, text := ink2, "circle-dashed", b.t("bench.open", "n", strconv.Itoa(o.Open), "of", strconv.Itoa(o.Lines))
	if o.Open == 0 {
		c, icon, text = okGreen, "circle-check", b.t("test.complete")
	}
	b.icon(tx, r.Y+81, 20, icon, c)
	b.fit(tx+27, r.Y+98, tw-27, left, face{caption, false, c}, 15, text)

	cx := about.X + about.W - clockW
	if o.Clock.Kind != "" {
		level := o.Clock.Level()
		strong, tint := levelHue(level)
		mark := "clock"
		if level != repair.LevelOK {
			b.box(Rect{cx - 10, r.Y + 12, clockW + 10, r.H - 24}, style{fill: tint, radius: 12})
			mark = "triangle-alert"
		}
		b.icon(cx, r.Y+20, 26, mark, strong)
		b.fit(cx+34, r.Y+41, clockW-40, left, face{body, true, strong}, 16, b.t("level."+strconv.Itoa(int(level))))
		b.fit(cx, r.Y+70, clockW-6, left, face{caption, true, ink}, 15, b.t("bench.since", "age", b.age(o.PlaceSince)))
		b.fit(cx, r.Y+96, clockW-6, left, face{caption, false, ink2}, 14, b.t("order.due", "when", b.moment(o.Clock.Due)))
	}
	for i, a := range acts {
		c := Rect{x + i*(bw+10), r.Y + (r.H-bh)/2, bw, bh}
		n := b.box(c, style{fill: surface, stroke: control, width: 2, radius: chipRad})
		n.ID, n.Touch, n.Text, n.Reach = a.key+"."+string(o.ID), flow.BenchAsked{Order: o.ID, Screen: a.screen}, b.t(a.key), b.px(5)
		b.icon(c.X+c.W/2-16, c.Y+14, 32, a.icon, ink)
		b.fit(c.X+c.W/2, c.Y+74, c.W-12, center, face{22, true, ink}, 15, b.t(a.key))
	}
}
