package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/scanner"
)

// gunLearn shows a code that tells which device is the scanner: whichever types
// it.
func (b *builder) scannerLearn() {
	w := b.w - 2*margin
	l := b.s.ScannerPage.Learn
	b.fit(margin, headerH+58, w, left, face{headline, true, ink}, 28, b.t("learn.title"))
	b.fit(margin, headerH+100, w, left, face{22, false, ink2}, 15, b.t("learn.how"))
	top, bottom := headerH+124, b.bottomY()-16
	const saysH = 132
	r := Rect{margin, top, w, bottom - top - saysH - 16}
	b.card(r)
	side := r.H - 32
	b.symbol(Rect{r.X + 24, r.Y + 32, r.W - side - 88, r.H - 96}, flow.Symbol{Text: l.Code})
	b.text(r.X+24+(r.W-side-88)/2, r.Y+r.H-24, 0, center, face{value, true, ink}, l.Code)
	b.symbol(Rect{r.X + r.W - side - 32, r.Y + 16, side, side}, flow.Symbol{Text: l.Code, QR: true})

	says := Rect{margin, bottom - saysH, w, saysH}
	x, tw := says.X+104, says.W-132
	b.pageBack()
	if l.Why == flow.LearnWaits {
		b.card(says)
		b.icon(says.X+28, says.Y+42, 48, "scan-barcode", ink)
		b.text(x, middle(says.Y+saysH/2, 26), tw, left, face{26, true, ink}, b.t("learn.waits"))
		return
	}
	icon, c, tint := "triangle-alert", lateRed, lateTint
	if l.Why == flow.LearnKnown {
		icon, c, tint = "circle-check", okGreen, okTint
	}
	b.box(says, style{fill: tint, radius: corner})
	b.icon(says.X+28, says.Y+42, 48, icon, c)
	key := "learn." + string(l.Why)
	b.fit(x, says.Y+44, tw, left, face{26, true, c}, 18, b.t(key+".what", "name", l.Known))
	b.para(x, says.Y+80, tw, 2, 30, face{caption, false, ink}, b.t(key+".do"))
	b.button(Rect{b.w - margin - 300, b.bottomY(), 300, buttonH}, button{id: "again", text: b.t("learn.again"), icon: "refresh-cw", primary: true, msg: flow.LearnAsked{}})
}

// gunLive is the test of all codes: one large code, the list of all, and what
// there is to say of the last scan.
func (b *builder) scannerLive() {
	v, codes := b.s.ScannerPage.Live, flow.LiveCodes()
	w := b.w - 2*margin
	top, bottom := headerH+24, b.bottomY()-16
	const lowerH = 264
	r := Rect{margin, top, w, bottom - top - lowerH - 16}
	b.card(r)
	now := codes[v.At]
	const nameW = 200
	b.fit(r.X+28, r.Y+56, nameW, left, face{value, true, ink}, 20, b.t("live.code."+now.Type))
	b.text(r.X+28, r.Y+92, nameW, left, face{caption, false, ink2}, b.t("live.count", "n", strconv.Itoa(v.At+1), "of", strconv.Itoa(len(codes))))
	in := Rect{r.X + nameW + 40, r.Y + 24, r.W - nameW - 64, r.H - 72}
	if v.QR {
		in.Y, in.H = r.Y+12, r.H-52
	}
	b.symbol(in, flow.Symbol{Text: now.Text, QR: v.QR})
	b.fit(in.X+in.W/2, r.Y+r.H-14, in.W, center, face{caption, false, ink2}, 15, now.Text)

	y := bottom - lowerH
	half := (w - 24) / 2
	b.liveChips(Rect{margin, y, half, lowerH})
	b.liveSays(Rect{margin + half + 24, y, half, lowerH})

	b.pageBack()
	x := margin + 200 + gutter
	b.segments(
		Rect{x, b.bottomY(), 340, buttonH},
		option{"live.linear", b.t("live.linear"), !v.QR, flow.LiveTurned{}}, option{"live.qr", b.t("live.qr"), v.QR, flow.LiveTurned{QR: true}},
	)
	_, ok := b.s.LivePrinter()
	text := b.t("live.print")
	if !ok {
		text = b.t("live.no-printer")
	}
	b.button(Rect{x + 340 + gutter, b.bottomY(), 280, buttonH}, button{id: "live.print", text: text, icon: "printer", off: !ok, msg: flow.LivePrinted{}})
	b.button(Rect{b.w - margin - 260, b.bottomY(), 260, buttonH}, button{id: "live.again", text: b.t("live.again"), icon: "rotate-ccw", msg: flow.LiveAgain{}})
}

// liveChips are all codes of the test with what was read right.
func (b *builder) liveChips(r Rect) {
	v := b.s.ScannerPage.Live
	const cols, gap = 3, 12
	codes := flow.LiveCodes()
	rows := (len(codes) + cols - 1) / cols
	cw, h := (r.W-(cols-1)*gap)/cols, (r.H-(rows-1)*gap)/rows
	for i, c := range codes {
		at := Rect{r.X + i%cols*(cw+gap), r.Y + i/cols*(h+gap), cw, h}
		st, icon, ic := style{fill: surface, stroke: control, width: 2, radius: chipRad}, "scan-barcode", ink2
		if v.Got[i] {
			st, icon, ic = style{fill: okTint, radius: chipRad}, "circle-check", okGreen
		}
		if i == v.At {
			st.stroke, st.width = ink, 3
		}
		n := b.box(at, st)
		n.ID, n.Touch, n.Text, n.Reach = "live."+c.Type, flow.LiveChosen{At: i}, b.t("live.code."+c.Type), b.px(gap/2)
		b.icon(at.X+14, at.Y+h/2-14, 28, icon, ic)
		b.fit(at.X+52, middle(at.Y+h/2, body), cw-60, left, face{body, true, ink}, 14, b.t("live.code."+c.Type))
	}
}

// liveSays is what came of the last scan.
func (b *builder) liveSays(r Rect) {
	v, codes := b.s.ScannerPage.Live, flow.LiveCodes()
	says := func(icon string, c, tint Color, what, how string) {
		b.box(r, style{fill: tint, stroke: tint, radius: corner})
		b.icon(r.X+28, r.Y+32, 56, icon, c)
		b.fit(r.X+104, r.Y+70, r.W-128, left, face{value, true, c}, 18, what)
		b.para(r.X+28, r.Y+132, r.W-56, 3, 34, face{body, false, ink}, how)
	}
	switch {
	case len(v.Verdicts) > 0 && v.Verdicts[0].Severity != scanner.Note:
		if v.Verdicts[0].Severity == scanner.Fault {
			b.verdicts(r, v.Verdicts)
			return
		}
		b.liveRight(Rect{r.X, r.Y, r.W, 60})
		b.verdicts(Rect{r.X, r.Y + 70, r.W, r.H - 70}, v.Verdicts)
	case len(v.Got) == len(codes):
		says("circle-check", okGreen, okTint, b.t("live.all"), b.t("live.all-how"))
	case len(v.Verdicts) > 0:
		b.liveRight(Rect{r.X, r.Y, r.W, 60})
		b.verdicts(Rect{r.X, r.Y + 70, r.W, r.H - 70}, v.Verdicts)
	default:
		b.card(r)
		b.icon(r.X+28, r.Y+32, 56, "scan-barcode", ink)
		b.fit(r.X+104, r.Y+70, r.W-128, left, face{value, true, ink}, 18, b.t("live.title"))
		b.para(r.X+28, r.Y+132, r.W-56, 3, 34, face{body, false, ink}, b.t("live.how"))
	}
}

// liveRight says which code was read right.
func (b *builder) liveRight(r Rect) {
	b.box(r, style{fill: okTint, radius: corner})
	b.icon(r.X+20, r.Y+16, 28, "circle-check", okGreen)
	code := flow.LiveCodes()[b.s.ScannerPage.Live.Of]
	b.fit(r.X+60, r.Y+39, r.W-80, left, face{body, true, okGreen}, 14, b.t("live.right", "code", b.t("live.code."+code.Type)))
}
