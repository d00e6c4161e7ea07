package view

import (
	"countertop/app/flow"
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
	x := 76 + w + 32
	b.icon(x, 24, 24, "languages", ink2)
	lw := b.text(x+32, middle(36, caption), 0, left, face{caption, false, ink2}, b.t("lang.other"))
	b.touch("lang", Rect{x - 16, 0, lw + 64, 88}, flow.LangChosen{Lang: other})

	x = b.w - 24
	x -= b.text(x, middle(36, 26), 0, right, face{26, true, ink}, b.s.Now.In(b.s.Shop.Calendar.Loc).Format("15:04")) + 16
	staff, msg := b.t("header.sign-in"), flow.Msg(flow.SignInAsked{})
	if p := b.s.Staff; p != nil {
		staff = join(p.Name, b.t("role."+string(p.Role)))
	}
	x = b.headerChip(x, "chip.staff", "user", staff, Color{}, false, msg)
	x = b.scannerChip(x)
	b.printerChip(x)
}

// headerChip draws a chip that ends at x and returns where the next one ends.
func (b *builder) headerChip(x int, id, icon, text string, dot Color, bad bool, m flow.Msg) int {
	f := face{caption, bad, ink2}
	fill := chipGrey
	if bad {
		f.color, fill = lateRed, lateTint
	}
	tw := min(b.width(text, f), 240)
	w := 16 + 24 + 10 + tw + 16
	if dot.A > 0 {
		w += 20
	}
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
func (b *builder) printerChip(x int) {
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
	b.headerChip(x, "chip.printer", "printer", text, dot, bad, flow.Opened{Screen: flow.ScreenPrint})
}

// script is the quiet line of what to say.
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
	b.text(60, middle(y+30, 22), b.w-lw-140, left, face{22, false, ink2}, b.t(key, args...))
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
	case b.s.Focus != "" && !padFields[b.s.Focus]:
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
	b.icon(cx-28, cy-64, 56, icon, ink3)
	y := cy + 28
	for _, l := range b.v.Text.Wrap(b.t(key), b.px(body), false, b.px(r.W-48), 3) {
		b.text(cx, y, r.W-32, center, face{body, false, ink3}, l)
		y += 34
	}
}
