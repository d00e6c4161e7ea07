package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/scanner"
)

// scannerLearn shows a code that tells which device is the scanner: whichever
// types it.
func (b *builder) scannerLearn() {
	l := b.s.ScannerPage.Learn
	room := b.head(heading{title: b.t("learn.title"), how: b.t("learn.how")})
	says, codes := room.bottom(132, gutter)
	b.card(codes)
	square, bars := codes.shrink(28, gutter).right(codes.H-2*gutter, 40)
	b.symbol(square, flow.Symbol{Text: l.Code, QR: true})
	word, bars := bars.bottom(40, 8)
	_, bars = bars.top(gutter, 0)
	b.symbol(bars, flow.Symbol{Text: l.Code})
	b.line(word, center, face{value, true, ink}, l.Code)

	at, words := says.shrink(28, gutter).left(48, 28)
	f := foot{}
	if l.Why == flow.LearnWaits {
		b.card(says)
		b.iconIn(at, 48, "scan-barcode", ink)
		b.line(words, left, face{label, true, ink}, b.t("learn.waits"))
	} else {
		icon, c, tint := "triangle-alert", lateRed, lateTint
		if l.Why == flow.LearnKnown {
			icon, c, tint = "circle-check", okGreen, okTint
		}
		key := "learn." + string(l.Why)
		b.box(says, style{fill: tint, radius: corner})
		b.iconIn(at, 48, icon, c)
		what, do := words.top(40, 0)
		b.line(what, left, face{label, true, c}, b.t(key+".what", "name", l.Known))
		b.prose(do, face{caption, false, ink}, b.t(key+".do"))
		f.next = button{id: "again", text: b.t("learn.again"), icon: "refresh-cw", msg: flow.LearnAsked{}}
	}
	b.foot(f)
	b.script("")
}

// scannerLive is the test of all codes: one large code, the list of all, and
// what there is to say of the last scan.
func (b *builder) scannerLive() {
	v, codes := b.s.ScannerPage.Live, flow.LiveCodes()
	_, room := b.room().top(24, 0)
	lower, upper := room.bottom(264, gutter)
	b.card(upper)
	now := codes[v.At]
	name, code := upper.shrink(28, gutter).left(200, 12)
	name, _ = name.top(80, 0)
	count := b.t("live.count", "n", strconv.Itoa(v.At+1), "of", strconv.Itoa(len(codes)))
	b.pair(name, left, face{value, true, ink}, b.t("live.code."+now.Type), face{caption, false, ink2}, count)
	text, code := code.bottom(caption, gutter)
	if v.QR {
		code = code.shrink(0, -6)
	}
	b.symbol(code, flow.Symbol{Text: now.Text, QR: v.QR})
	b.line(text, center, face{caption, false, ink2}, now.Text)
	halves := lower.cols(2, 24)
	b.liveChips(halves[0])
	b.liveSays(halves[1])

	_, ok := b.s.LivePrinter()
	words := b.t("live.print")
	if !ok {
		words = b.t("live.no-printer")
	}
	free := b.foot(foot{
		more: []button{{id: "live.print", text: words, icon: "printer", off: !ok, msg: flow.LivePrinted{}}},
		next: button{id: "live.again", text: b.t("live.again"), icon: "rotate-ccw", msg: flow.LiveAgain{}}, quiet: true,
	})
	b.segments(free,
		option{"live.linear", b.t("live.linear"), !v.QR, flow.LiveTurned{}},
		option{"live.qr", b.t("live.qr"), v.QR, flow.LiveTurned{QR: true}})
	b.script("")
}

// liveChips are all codes of the test with what was read right.
func (b *builder) liveChips(r Rect) {
	v, codes := b.s.ScannerPage.Live, flow.LiveCodes()
	const cols, gap = 3, 12
	cells := r.grid(cols, (len(codes)+cols-1)/cols, gap)
	for i, c := range codes {
		st, icon, ic := choosable, "scan-barcode", ink2
		if v.Got[i] {
			st, icon, ic = style{fill: okTint, radius: chipRad}, "circle-check", okGreen
		}
		if i == v.At {
			st.stroke, st.width = ink, 3
		}
		b.tap("live."+c.Type, cells[i], st, b.t("live.code."+c.Type), flow.LiveChosen{At: i}).Reach = b.px(gap / 2)
		at, word := cells[i].shrink(12, 0).left(28, 10)
		b.iconIn(at, 28, icon, ic)
		b.line(word, left, face{body, true, ink}, b.t("live.code."+c.Type))
	}
}

// liveSays is what came of the last scan.
func (b *builder) liveSays(r Rect) {
	v, codes := b.s.ScannerPage.Live, flow.LiveCodes()
	says := func(icon string, c Color, what, how string) {
		title, words := r.shrink(28, 28).top(64, 12)
		at, title := title.left(56, 20)
		b.iconIn(at, 56, icon, c)
		b.line(title, left, face{value, true, c}, what)
		b.prose(words, face{body, false, ink}, how)
	}
	switch {
	case len(v.Verdicts) > 0 && v.Verdicts[0].Severity == scanner.Fault:
		b.verdicts(r, v.Verdicts)
	case len(v.Got) == len(codes) && (len(v.Verdicts) == 0 || v.Verdicts[0].Severity == scanner.Note):
		b.box(r, style{fill: okTint, stroke: okTint, radius: corner})
		says("circle-check", okGreen, b.t("live.all"), b.t("live.all-how"))
	case len(v.Verdicts) > 0:
		rightly, rest := r.top(60, 10)
		b.liveRight(rightly)
		b.verdicts(rest, v.Verdicts)
	default:
		b.card(r)
		says("scan-barcode", ink, b.t("live.title"), b.t("live.how"))
	}
}

// liveRight says which code was read right.
func (b *builder) liveRight(r Rect) {
	b.box(r, style{fill: okTint, radius: corner})
	at, words := r.shrink(20, 0).left(28, 12)
	b.iconIn(at, 28, "circle-check", okGreen)
	code := flow.LiveCodes()[b.s.ScannerPage.Live.Of]
	b.line(words, left, face{body, true, okGreen}, b.t("live.right", "code", b.t("live.code."+code.Type)))
}
