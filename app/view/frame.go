package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// header is the bar on every staff page: where we are, what the hardware is
// doing, who is at the counter, the time.
func (b *builder) header() {
	b.box(Rect{0, 0, b.w, headerH}, style{fill: surface})
	b.rule(0, headerH-1, b.w)
	b.box(Rect{24, 16, 40, 40}, style{fill: ink, radius: 8})
	b.text(44, middle(36, 24), 0, center, face{24, true, white}, b.s.Shop.Station)
	w := b.text(76, middle(36, 28), 0, left, face{28, true, ink}, b.t("app.name"))
	b.touch("home", Rect{0, 0, 88 + w, 88}, flow.WentHome{})
	other := "en"
	if b.s.Lang == "en" {
		other = "zh-CN"
	}
	lang := 76 + w + 32
	b.icon(lang, 24, 24, "languages", ink2)
	lw := b.text(lang+32, middle(36, caption), 0, left, face{caption, false, ink2}, b.t("lang.other"))
	b.touch("lang", Rect{lang - 16, 0, lw + 64, 88}, flow.LangChosen{Lang: other})

	x := b.w - 24
	x -= b.text(x, middle(36, 26), 0, right, face{26, true, ink}, b.s.Now.In(b.s.Shop.Calendar.Loc).Format("15:04")) + 16
	staff, msg := b.t("header.sign-in"), flow.Msg(flow.SignInAsked{})
	if p := b.s.Staff; p != nil {
		staff = join(p.Name, b.t("role."+string(p.Role)))
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
	w, x := b.chipWidth(text, false), 16
	if text == "" {
		w, x = 76, 26 // a finger's width all the same
	}
	if from+w > to {
		return from
	}
	r := Rect{from, 12, w, 48}
	n := b.box(r, style{fill: chipGrey, radius: 24})
	n.Text = b.t("header.find")
	b.icon(r.X+x, 24, 24, "search", ink2)
	b.text(r.X+50, middle(36, caption), 0, left, face{caption, false, ink2}, text)
	b.touch("chip.find", Rect{r.X - 8, 0, r.W + 16, 88}, flow.FindAsked{})
	return r.X + r.W + 16
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
func (b *builder) parked() []flow.DraftInfo {
	return slices.DeleteFunc(slices.Clone(b.s.Drafts), func(d flow.DraftInfo) bool {
		return b.s.Screen == flow.ScreenCheckIn && d.ID == b.s.CheckIn.Draft
	})
}

// chipWidth is the width of a chip of the header.
func (b *builder) chipWidth(text string, dot bool) int {
	w := 16 + 24 + 10 + min(b.width(text, face{caption, false, ink2}), 240) + 16
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
	tw := min(b.width(text, f), 240)
	w := b.chipWidth(text, dot.A > 0)
	r := Rect{x - w, 12, w, 48}
	b.box(r, style{fill: fill, radius: 24})
	b.icon(r.X+16, 24, 24, icon, f.color)
	tx := r.X + 50
	if dot.A > 0 {
		b.box(Rect{tx, 31, 10, 10}, style{fill: dot, radius: 5})
		tx += 20
	}
	b.text(tx, middle(36, caption), tw+2, left, f, text)
	b.touch(id, Rect{r.X - 8, 0, r.W + 16, 88}, m)
	return r.X - 16
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

// script is the quiet line of what to say, in the words of the shop. What it
// speaks of is filled in from the page; args go before that.
func (b *builder) script(key string, args ...string) {
	y := b.h - footerH
	b.box(Rect{0, y, b.w, footerH}, style{fill: surface})
	b.rule(0, y, b.w)
	label := "script.fold"
	if b.s.ScriptHidden {
		label = "script.unfold"
	}
	lw := b.text(b.w-24, middle(y+30, caption), 0, right, face{caption, false, ink3}, b.t(label))
	b.touch("script", Rect{b.w - lw - 56, y - 28, lw + 56, footerH + 28}, flow.ScriptFolded{})
	if b.s.ScriptHidden || key == "" {
		return
	}
	b.icon(24, y+19, 22, "phone", ink3)
	b.twoLines(60, y+30, b.w-lw-140, face{22, false, ink2}, b.spoken(key, args...))
}

// spoken is a script of the shop filled in, or another text of ours.
func (b *builder) spoken(key string, args ...string) string {
	if !strings.HasPrefix(key, "script.") {
		return b.t(key, args...)
	}
	known := map[string]string{"shop": b.s.Shop.Name, "phone": b.s.Shop.Phone}
	if p := b.s.Staff; p != nil {
		known["staff"] = p.Name
	}
	if r := b.s.About(); r.Order.ID != "" {
		o := r.Order
		known["customer"], known["machine"], known["number"] = b.who(r), b.device(o.Device), o.ID.String()
		known["shelf"], known["stage"], known["part"] = b.placeText(o.Place), b.t("stage."+string(o.Stage)), o.Part
		known["fault"] = b.symptomText(o.Symptom)
		if o.PromisedOn != "" {
			known["day"] = i18n.Day(b.lang, o.PromisedOn)
		}
	}
	for i := 0; i+1 < len(args); i += 2 {
		known[args[i]] = args[i+1]
	}
	return b.s.Shop.Trade.Script(b.lang, key, known)
}

// toast is a short notice in a strip of its own: over the line of what to say,
// or below the header where a page needs its foot. It covers nothing that can
// be touched.
func (b *builder) toast() {
	t := b.s.Toast
	if t.Key == "" {
		return
	}
	r := Rect{0, b.h - footerH, b.w, footerH}
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
	text := b.t(t.Key, t.Args...)
	n := b.box(r, style{fill: fill})
	n.ID, n.Text = "toast", text
	f := face{26, true, white}
	b.icon(margin, r.Y+r.H/2-16, 32, icon, white)
	b.fit(margin+48, middle(r.Y+r.H/2, f.size), b.w-2*margin-48, left, f, 20, text)
}

// empty is what stands where a list would.
func (b *builder) empty(r Rect, icon, key string) {
	cx, cy := r.X+r.W/2, r.Y+r.H/2
	y := cy + 28
	lines := b.v.Text.Wrap(b.t(key), b.px(body), false, b.px(r.W-48), 3)
	if r.H >= 220 {
		b.icon(cx-28, cy-64, 56, icon, ink3)
	} else { // above a keyboard
		y = cy + 10 - (len(lines)-1)*17
	}
	for _, l := range lines {
		b.text(cx, y, r.W-32, center, face{body, false, ink3}, l)
		y += 34
	}
}
