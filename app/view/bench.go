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
	mine := b.s.Mine()
	offered := b.s.Offered()
	rows := append(mine, offered...)
	who := ""
	if b.s.Staff != nil {
		who = b.s.Staff.Name
	}
	count := b.t("bench.count", "n", strconv.Itoa(len(mine)))
	if len(offered) > 0 {
		count = join(count, b.t("bench.offered", "n", strconv.Itoa(len(offered))))
	}
	room := b.head(heading{title: b.t("bench.title"), beside: join(who, count)})
	if b.s.Scan.Takes() {
		bar, rest := room.top(92, gutter)
		room = rest
		b.takes(bar)
	}
	p := inPages(room.tiles(1, benchH, 12), len(rows), b.s.Bench.Page)
	for i, cell := range p.cells() {
		b.benchRow(cell, rows[i])
	}
	if len(rows) == 0 {
		b.empty(room, "wrench", "bench.empty")
	}
	b.foot(foot{
		paging: p, turn: func(by int) flow.Msg { return flow.BenchTurned{Page: p.page + by} },
		next: button{id: "home.button", text: b.t("button.home"), icon: "house", msg: flow.WentHome{}}, quiet: true,
	})
	b.script("")
}

// takes says that machines can be scanned now, and how long.
func (b *builder) takes(r Rect) {
	b.box(r, style{fill: ink, radius: corner})
	icon, in := r.shrink(24, 0).left(48, 24)
	b.iconIn(icon, 48, "scan-barcode", white)
	seconds := max(0, int(b.s.Scan.Until.Sub(b.s.Now)/time.Second))
	w := b.line(in, right, face{body, false, onInk}, b.t("scan.shelf-stays", "n", strconv.Itoa(seconds)))
	_, in = in.right(w, columnGap)
	b.line(in, left, face{value, true, white}, b.t("bench.scan"))
}

// benchH is a row of the bench, of the height of a button with room around it.
const benchH = 112

// benchActs are what is done to a machine from the bench.
var benchActs = []struct {
	key, icon string
	screen    flow.Screen
}{
	{"bench.test", "list-checks", flow.ScreenTest},
	{"bench.quote", "receipt", flow.ScreenQuote},
	{"bench.work", "wrench", flow.ScreenWork},
	{"bench.move", "scan-barcode", flow.ScreenScan},
}

// benchRow is a machine with its clock and what is done to it from here.
func (b *builder) benchRow(r Rect, o repair.Shown) {
	b.card(r)
	const gap = 10
	acts, about := r.shrink(12, 0).right(len(benchActs)*(138+gap)-gap, 12)
	for i, c := range acts.shrink(0, 10).cols(len(benchActs), gap) {
		a := benchActs[i]
		b.tap(a.key+"."+string(o.ID), c, choosable, b.t(a.key), flow.BenchAsked{Order: o.ID, Screen: a.screen}).Reach = b.px(gap / 2)
		icon, word := c.shrink(6, 12).top(iconSize, 0)
		b.iconIn(icon, iconSize, a.icon, ink)
		b.line(word, center, face{small, true, ink}, b.t(a.key))
	}
	about.X, about.W = r.X, about.endX()-r.X
	b.touch("bench."+string(o.ID), about, flow.OrderChosen{Order: o.ID})
	clock, in := about.right(204, gutter)
	b.benchClock(clock, o)
	icon, in := in.shrink(20, 14).left(44, 20)
	b.iconIn(icon, 44, kindIcon(o.Device.Kind), ink)
	in.W += 20
	lines := in.rows(3, 0)
	b.line(lines[0], left, face{value, true, ink}, join(o.ID.Short(), b.device(o.Device)))
	whose := b.called(o.Card)
	if b.s.Staff != nil && o.Holder != b.s.Staff.ID {
		whose = join(b.t("bench.away", "who", b.s.Person(o.Holder).Name), whose)
	}
	b.line(lines[1].move(0, 3), left, face{caption, false, ink2}, whose)
	c, sign, text := ink2, "circle-dashed", b.t("bench.open", "n", strconv.Itoa(o.Open), "of", strconv.Itoa(o.Lines))
	if o.Open == 0 {
		c, sign, text = okGreen, "circle-check", b.t("test.complete")
	}
	at, words := lines[2].left(20, 8)
	b.iconIn(at, 20, sign, c)
	b.line(words, left, face{caption, false, c}, text)
}

// benchClock is the time limit that runs on a machine.
func (b *builder) benchClock(r Rect, o repair.Shown) {
	if o.Clock.Kind == "" {
		return
	}
	level := o.Clock.Level()
	strong, tint := levelHue(level)
	sign := "clock"
	r = r.shrink(0, 12)
	if level != repair.LevelOK {
		b.box(r, style{fill: tint, radius: 12})
		sign = "triangle-alert"
	}
	lines := r.shrink(8, 2).rows(3, 0)
	icon, word := lines[0].left(26, 8)
	b.iconIn(icon, 26, sign, strong)
	b.line(word, left, face{body, true, strong}, b.t("level."+strconv.Itoa(int(level))))
	b.line(lines[1], left, face{caption, true, ink}, b.t("bench.since", "age", b.age(o.PlaceSince)))
	b.line(lines[2], left, face{caption, false, ink2}, b.t("order.due", "when", b.moment(o.Clock.Due)))
}
