package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
)

// header is the bar on every staff page: where we are, what the hardware is
// doing, who is at the counter, the time.
func (b *builder) header() {
	bar, _ := b.screen().top(headerH, 0)
	b.box(bar, style{fill: surface})
	b.rule(0, headerH-1, b.w)
	bar = bar.shrink(24, gutter)
	badge, name := bar.left(40, 12)
	b.box(badge, style{fill: ink, radius: 8})
	b.line(badge, center, face{body, true, white}, b.s.Shop.Station)
	w := b.text(name.X, middle(name.midY(), label), 0, left, face{label, true, ink}, b.t("app.name"))
	b.touch("home", Rect{0, 0, name.X + w + 12, barReach}, flow.WentHome{})
	other := "en"
	if b.s.Lang == "en" {
		other = "zh-CN"
	}
	lang := name.X + w + 32
	b.icon(lang, bar.midY()-12, 24, "languages", ink2)
	lw := b.text(lang+32, middle(bar.midY(), caption), 0, left, face{caption, false, ink2}, b.t("lang.other"))
	b.touch("lang", Rect{lang - 16, 0, lw + 64, barReach}, flow.LangChosen{Lang: other})

	x := bar.endX()
	x -= b.text(x, middle(bar.midY(), label), 0, right, face{label, true, ink}, b.s.Now.In(b.s.Shop.Calendar.Loc).Format("15:04")) + gutter
	staff, msg := b.t("header.sign-in"), flow.Msg(flow.SignInAsked{})
	if p := b.s.Staff; p != nil {
		staff = b.whoIs(chipWords, face{caption, false, ink2}, p.Name, p.Roles, "")
	}
	x = b.headerChip(x, "chip.staff", "user", staff, Color{}, false, msg)
	x = b.scannerChip(x)
	x = b.printerChip(x)
	room := x
	if len(b.parked()) > 0 {
		room -= b.chipWidth("99", false) + 8
	}
	b.draftChip(x, b.findChip(lang+32+lw+32, room))
}

// findChip leads to the search from any page. It begins at from, leaves its
// word out where others have the room, and returns where it ends.
func (b *builder) findChip(from, to int) int {
	if b.s.Screen == flow.ScreenFind {
		return from
	}
	text := b.t("header.find")
	if from+b.chipWidth(text, false) > to {
		text = ""
	}
	w := b.chipWidth(text, false)
	if text == "" {
		w = 76 // a finger's width all the same
	}
	if from+w > to {
		return from
	}
	r := headerCell(from, w)
	b.box(r, style{fill: chipGrey, radius: 24}).Text = b.t("header.find")
	icon, rest := r.shrink(gutter, 0).left(24, 10)
	if text == "" {
		icon = r
	}
	b.iconIn(icon, 24, "search", ink2)
	b.text(rest.X, middle(rest.midY(), caption), 0, left, face{caption, false, ink2}, text)
	b.touchChip("chip.find", r, flow.FindAsked{})
	return r.endX() + gutter
}

// draftChip leads to the parked check-ins from any page. It ends at x and
// leaves its word out where it would begin before from: a fault has the room.
func (b *builder) draftChip(x, from int) {
	n := len(b.parked())
	if n == 0 || b.s.Screen == flow.ScreenDrafts {
		return
	}
	text := b.t("header.drafts", "n", strconv.Itoa(n))
	if x-b.chipWidth(text, false) < from {
		text = strconv.Itoa(n)
	}
	b.headerChip(x, "chip.drafts", "pause", text, Color{}, false, flow.Opened{Screen: flow.ScreenDrafts})
}

// parked are the drafts but the one on the screen.
func (b *builder) parked() []repair.DraftInfo {
	return slices.DeleteFunc(slices.Clone(b.s.Drafts), func(d repair.DraftInfo) bool {
		return b.s.Screen == flow.ScreenCheckIn && d.ID == b.s.CheckIn.Draft
	})
}

// chipWords is the most room that the words of a chip of the header take.
const chipWords = 240

// chipWidth is the width of a chip of the header.
func (b *builder) chipWidth(text string, dot bool) int {
	w := gutter + 24 + 10 + min(b.width(text, face{caption, false, ink2}), chipWords) + gutter
	if dot {
		w += 20
	}
	return w
}

// headerChip draws a chip that ends at x and returns where the next one ends.
func (b *builder) headerChip(x int, id, icon, text string, dot Color, bad bool, m flow.Msg) int {
	f := face{caption, bad, ink2}
	fill := chipGrey
	if bad {
		f.color, fill = lateRed, lateTint
	}
	tw := min(b.width(text, f), chipWords)
	w := b.chipWidth(text, dot.A > 0)
	r := headerCell(x-w, w)
	b.box(r, style{fill: fill, radius: 24})
	at, rest := r.shrink(gutter, 0).left(24, 10)
	b.iconIn(at, 24, icon, f.color)
	if dot.A > 0 {
		at, rest = rest.left(10, 10)
		b.box(at.within(10, 10), style{fill: dot, radius: 5})
	}
	b.text(rest.X, middle(rest.midY(), caption), tw+2, left, f, text)
	b.touchChip(id, r, m)
	return r.X - gutter
}

// headerCell is where a chip of the header stands; a touch on it reaches
// barReach down, as high as a button is.
func headerCell(x, w int) Rect { return Rect{x, 12, w, 48} }

const barReach = 88

func (b *builder) touchChip(id string, r Rect, m flow.Msg) {
	b.touch(id, Rect{r.X - 8, 0, r.W + gutter, barReach}, m)
}

func (b *builder) scannerChip(x int) int {
	text, dot, bad := b.t("header.scanner-keyboard"), okGreen, false
	for _, sc := range b.s.Scanners {
		text = b.t("header.scanner")
		if sc.Fault != "" {
			text, bad = b.t("scanner."+sc.Fault+".chip"), true
		}
	}
	if bad {
		dot = Color{}
	}
	return b.headerChip(x, "chip.scanner", "barcode", text, dot, bad, flow.Opened{Screen: flow.ScreenScanners})
}

// printerChip shows the worst of the printers: a fault, a question, or all
// well.
func (b *builder) printerChip(x int) int {
	text, dot, bad := b.t("header.printer"), okGreen, false
	if len(b.s.Printers) == 0 {
		dot = control
	}
	for _, p := range b.s.Printers {
		if p.Fault != "" {
			text, bad = b.t("fault.print."+p.Fault+".chip"), true
		}
	}
	if !bad {
		for _, j := range b.s.Jobs {
			if j.State == repair.JobUncertain {
				text, bad = b.t("header.uncertain"), true
			}
		}
	}
	if bad {
		dot = Color{}
	}
	return b.headerChip(x, "chip.printer", "printer", text, dot, bad, flow.Opened{Screen: flow.ScreenPrint})
}

// toast is a short notice in a strip of its own: over the line of what to say,
// or below the header where a page needs its foot. It covers nothing that can
// be touched.
func (b *builder) toast() {
	t := b.s.Toast
	if t.Key == "" {
		return
	}
	r, _ := b.screen().bottom(footerH, 0)
	switch {
	case b.s.Screen == flow.ScreenBoard || b.s.Dialog != nil || b.s.CustomerFacing():
		r.Y = 0
	case b.s.Focus != "" && !b.s.Focus.Pad():
		r.Y = headerH // the keyboard has the foot
	}
	fill, icon := ink, "circle-check"
	if t.Bad {
		fill, icon = lateRed, "triangle-alert"
	}
	text := b.t(t.Key, b.args(t.Args)...)
	n := b.box(r, style{fill: fill})
	n.ID, n.Text = "toast", text
	at, said := r.shrink(margin, 0).left(iconSize, gutter)
	b.iconIn(at, iconSize, icon, white)
	b.line(said, left, face{label, true, white}, text)
}

// empty is what stands where a list would.
func (b *builder) empty(r Rect, icon, key string) {
	const pitch = 34
	lines := b.v.Text.Wrap(b.t(key), b.px(body), false, b.px(r.W-48), 3)
	words := r.within(r.W-margin, len(lines)*pitch)
	if r.H >= 220 { // else it stands above a keyboard
		whole := r.within(r.W-margin, 56+gutter+words.H)
		at, rest := whole.top(56, gutter)
		b.iconIn(at, 56, icon, ink3)
		words = rest
	}
	for i, row := range words.rows(max(len(lines), 1), 0) {
		if i < len(lines) {
			b.line(row, center, face{body, false, ink3}, lines[i])
		}
	}
}
