package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/scanner"
)

// gunDetail shows one scanner: what it sends on the left, on the right what is
// wrong with that and what to change, and a code to try it with.
func (b *builder) scannerDetail() {
	g, _ := b.s.Scanner(b.s.ScannerPage.Device)
	w := b.w - 2*margin
	word, icon, c, tint := b.scannerState(g)
	chip := b.width(word, face{22, true, c}) + 76
	b.fit(margin, headerH+58, w-chip-24, left, face{headline, true, ink}, 26, b.scannerTitle(g))
	b.box(Rect{margin + w - chip, headerH + 22, chip, 48}, style{fill: tint, radius: 24})
	b.icon(margin+w-chip+18, headerH+34, 24, icon, c)
	b.text(margin+w-chip+52, middle(headerH+46, 22), 0, left, face{22, true, c}, word)

	top, bottom := headerH+84, b.bottomY()-16
	half := (w - 24) / 2
	b.scannerFacts(Rect{margin, top, half, bottom - top}, g)
	x := margin + half + 24
	const codeH = 134
	b.scannerFindings(Rect{x, top, half, bottom - top - codeH - 16}, g)
	code := Rect{x, bottom - codeH, half, codeH}
	b.card(code)
	b.symbol(Rect{code.X + 8, code.Y + 14, code.W - 16, 80}, flow.Symbol{Text: flow.LiveCodes()[0].Text})
	b.fit(code.X+code.W/2, code.Y+120, code.W-32, center, face{caption, false, ink2}, 15, b.t("gun.trial"))

	b.pageBack()
	if g.Device == flow.DeviceKeyboard {
		return
	}
	if !g.Added {
		b.fit(margin+200+gutter+8, middle(b.bottomY()+buttonH/2, caption), w-200-gutter-8, left, face{caption, false, ink2}, 15, b.t("gun.configured"))
		return
	}
	const bw = 240
	x = margin + w - bw
	b.button(Rect{x, b.bottomY(), bw, buttonH}, button{id: "rename", text: b.t("gun.rename"), icon: "pencil", msg: flow.ScannerRenamed{}})
	b.button(Rect{x - gutter - bw, b.bottomY(), bw, buttonH}, button{id: "remove", text: b.t("gun.remove"), icon: "trash-2", danger: true, msg: flow.ScannerRemoved{}})
}

// gunFacts is what a scanner sends, a line each.
func (b *builder) scannerFacts(r Rect, g flow.ScannerState) {
	b.card(r)
	o := b.s.ScannerPage.Seen[g.Device]
	const labelW = 150
	x, w := r.X+28, r.W-56
	pitch := (r.H - 40 - 24) / 6 // the bytes take a line more
	y := r.Y + 20
	row := func(key, text string) {
		b.fit(x, middle(y+pitch/2, caption), labelW-12, left, face{caption, false, ink2}, 14, b.t(key))
		b.fit(x+labelW, middle(y+pitch/2, body), w-labelW, left, face{body, true, ink}, 15, text)
		y += pitch
		b.rule(x, y-1, w)
	}
	two := func(key, text string, below []string, sep string) {
		b.fit(x, middle(y+pitch/2, caption), labelW-12, left, face{caption, false, ink2}, 14, b.t(key))
		b.text(x+labelW, y+pitch/2+2, w-labelW, left, face{body, true, ink}, text)
		f := face{18, false, ink2}
		b.text(x+labelW, y+pitch/2+29, w-labelW, left, f, b.cutMiddle(below, sep, f, w-labelW))
		y += pitch + 12
		b.rule(x, y-1, w)
	}
	if kind := b.t("scanners.kind." + scannerKind(g.Device)); g.Device == flow.DeviceKeyboard {
		row("gun.source", kind)
	} else {
		two("gun.source", kind, strings.Split(g.Device, ""), "")
	}
	if raw := o.Raw(); len(raw) == 0 {
		row("gun.raw", b.t("gun.nothing"))
	} else {
		shown, hex := rawText(raw)
		two("gun.raw", b.cutMiddle(shown, "", face{body, true, ink}, w-labelW), hex, " ")
	}
	pace, suffix, aim := "—", "—", "—"
	if o.Count > 0 {
		pace = b.t("gun.pace.once")
		if o.PerChar >= 100*time.Microsecond {
			pace = b.t("gun.pace.ms", "ms", strconv.FormatFloat(float64(o.PerChar.Microseconds())/1000, 'f', 1, 64))
		}
		suffix, aim = b.t("gun.suffix.no"), b.t("gun.aim.no")
		if o.Suffix != "" {
			shown, _ := rawText([]byte(o.Suffix))
			suffix = strings.Join(shown, "")
		}
		if id := o.AIM(); id != "" {
			_, sym := o.Prefix()
			aim = join(id, strings.ToUpper(string(sym)))
		}
	}
	row("gun.pace", pace)
	row("gun.suffix", suffix)
	row("gun.aim", aim)
	b.fit(x, middle(y+pitch/2, caption), labelW-12, left, face{caption, false, ink2}, 14, b.t("gun.counts"))
	b.fit(x+labelW, middle(y+pitch/2, body), w-labelW, left, face{body, true, ink}, 15, b.scannerCounts(g))
}

// controlNames are those of the control characters that scanners send.
var controlNames = map[byte]string{'\r': "CR", '\n': "LF", '\t': "TAB", 0x02: "STX", 0x03: "ETX", 0x04: "EOT", 0x1d: "GS", 0x1e: "RS", 0x1b: "ESC", 0x1a: "?", 0: "NUL"}

// rawText is bytes as they came, a character each: to be read, and in hex. The
// secret part of a badge or a customer copy is left out of both.
func rawText(raw []byte) (shown, hex []string) {
	secret := repair.Secret(raw)
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		c := raw[i]
		switch {
		case secret[i]:
			shown = append(shown, "•")
		case controlNames[c] != "":
			shown = append(shown, "<"+controlNames[c]+">")
		case r == utf8.RuneError || c < ' ' || c == 0x7f || r > 0xffff:
			shown = append(shown, fmt.Sprintf("<%02X>", raw[i:i+n]))
		default:
			shown = append(shown, string(r))
		}
		for j := range n {
			if secret[i] {
				hex = append(hex, "••")
			} else {
				hex = append(hex, fmt.Sprintf("%02X", raw[i+j]))
			}
		}
		i += n
	}
	return shown, hex
}

// cutMiddle joins as many of the parts as there is room for.
func (b *builder) cutMiddle(parts []string, sep string, f face, maxW int) string {
	text := strings.Join(parts, sep)
	for n := min(len(parts), 80); n > 2 && b.width(text, f) > maxW; n-- {
		text = cutMiddle(parts, sep, n)
	}
	return text
}

// cutMiddle joins at most n of the parts: the first and the last, with dots
// between.
func cutMiddle(parts []string, sep string, n int) string {
	if len(parts) <= n {
		return strings.Join(parts, sep)
	}
	head, tail := parts[:n-n/2], parts[len(parts)-n/2:]
	return strings.Join(head, sep) + sep + "…" + sep + strings.Join(tail, sep)
}

// gunFindings are a fault of the connection and its cure, else what the last
// line shows.
func (b *builder) scannerFindings(r Rect, g flow.ScannerState) {
	vs := b.s.Verdicts(g.Device)
	switch {
	case g.Fault != "":
		word, icon, c, tint := b.scannerState(g)
		b.box(r, style{fill: tint, radius: corner})
		b.icon(r.X+28, r.Y+26, 48, icon, c)
		b.fit(r.X+96, r.Y+60, r.W-124, left, face{value, true, c}, 20, word)
		b.para(r.X+28, r.Y+112, r.W-56, 4, 34, face{body, false, ink}, b.scannerCure(g))
	case len(vs) == 0:
		b.card(r)
		b.icon(r.X+28, r.Y+32, 64, "scan-barcode", ink)
		b.para(r.X+116, r.Y+62, r.W-144, 3, 34, face{body, false, ink}, b.t("gun.waits"))
	default:
		b.verdicts(r, vs)
	}
}

// severities are how a verdict looks, by its severity.
var severities = []struct {
	icon    string
	c, tint Color
}{
	scanner.Note:   {"circle-check", okGreen, okTint},
	scanner.Advice: {"info", soonAmber, soonTint},
	scanner.Fault:  {"triangle-alert", lateRed, lateTint},
}

// verdicts are what is wrong and what to change, the worst first and as many
// as there is room for. What is fine has a line only.
func (b *builder) verdicts(r Rect, vs []scanner.Verdict) {
	const noteH, gap = 60, 10
	y := r.Y
	for i, v := range vs {
		h := 120
		if v.Severity == scanner.Note {
			h = noteH
		}
		more, rest := 0, bad(vs[i:])
		if bad(vs[i+1:]) > 0 {
			more = 30
		}
		switch {
		case y+h+more <= r.Y+r.H:
		case rest == 0:
			return // it is fine, and can do without
		default:
			b.fit(r.X+8, min(y+24, r.Y+r.H-6), r.W-16, left, face{caption, false, ink2}, 15, b.t("gun.more", "n", strconv.Itoa(rest)))
			return
		}
		b.verdict(Rect{r.X, y, r.W, h}, v)
		y += h + gap
	}
}

// bad counts those that ask for something.
func bad(vs []scanner.Verdict) (n int) {
	for _, v := range vs {
		if v.Severity != scanner.Note {
			n++
		}
	}
	return n
}

func (b *builder) verdict(r Rect, v scanner.Verdict) {
	s := severities[v.Severity]
	b.box(r, style{fill: s.tint, radius: corner})
	key, word := "finding."+string(v.Finding), b.t("severity."+strconv.Itoa(int(v.Severity)))
	what := b.t(key, b.findingArgs(v)...)
	b.icon(r.X+20, r.Y+16, 28, s.icon, s.c)
	x, w := r.X+60, r.W-80
	used := b.text(r.X+r.W-20, r.Y+36, 0, right, face{caption, true, s.c}, word)
	b.fit(x, r.Y+37, w-used-12, left, face{body, true, s.c}, 14, what)
	if v.Severity == scanner.Note {
		return
	}
	do := b.t(key + ".do")
	if look := key + ".look"; i18n.Has(look) {
		b.fit(x, r.Y+r.H-13, w, left, face{18, false, ink2}, 14, b.t("gun.look", "words", b.t(look)))
	}
	f := face{caption, false, ink}
	if len(b.v.Text.Wrap(do, b.px(f.size), false, b.px(w), 3)) > 2 {
		f.size = 17
	}
	b.para(x, r.Y+62, w, 2, 23, f, do)
}

// findingArgs are the values of a verdict as they may be shown: short, and
// without the secret part of a badge.
func (b *builder) findingArgs(v scanner.Verdict) []string {
	args := append([]string(nil), v.Args...)
	for i := 1; i < len(args); i += 2 {
		if args[i-1] == "layout" {
			args[i] = strings.ToUpper(args[i])
			continue
		}
		shown, _ := rawText([]byte(args[i]))
		most := 6
		if args[i-1] == "got" {
			most = 12
		}
		if args[i] = cutMiddle(shown, "", most); args[i] == "" {
			args[i] = "–"
		}
	}
	return args
}

// symbol draws a barcode as large as it goes in whole pixels a module, the
// quiet zone within r.
func (b *builder) symbol(r Rect, s flow.Symbol) {
	p := b.s.Symbols[s]
	if p == nil {
		b.text(r.X+r.W/2, middle(r.Y+r.H/2, body), 0, center, face{body, false, ink3}, b.t("live.drawing"))
		return
	}
	at := b.rect(r)
	n := at.W / p.WidthDots
	if s.QR {
		n = min(n, at.H/p.HeightDots)
	}
	n = max(1, n)
	w, h := n*p.WidthDots, at.H
	if s.QR {
		h = n * p.HeightDots
	}
	b.add(Node{
		Kind: KindPicture, ID: "symbol." + strconv.FormatBool(s.QR), Rect: Rect{at.X + (at.W-w)/2, at.Y + (at.H-h)/2, w, h},
		Picture: p, Enabled: true,
	})
}

// gunName asks what a scanner is called: names to touch, or one of the shop's
// own.
func (b *builder) scannerNaming() {
	label, hint := b.t("gun.name.label"), b.t("gun.name.hint")
	if b.s.Focus == flow.FieldScannerName {
		b.entry(headerH+112, entryField{flow.FieldScannerName, label, hint})
		return
	}
	w := b.w - 2*margin
	b.text(margin, headerH+62, w, left, face{headline, true, ink}, b.t("gun.name"))
	b.fit(margin, headerH+104, w, left, face{22, false, ink2}, 17, b.t("gun.name-how"))
	y := headerH + 176
	b.field(Rect{margin, y, w, 96}, flow.FieldScannerName, label, hint)
	y += 96 + 32
	names := []string{b.t("gun.name.counter"), b.t("gun.name.store"), b.t("gun.name.bench")}
	cw := (w - (len(names)-1)*gutter) / len(names)
	for i, n := range names {
		b.chip("name."+strconv.Itoa(i), Rect{margin + i*(cw+gutter), y, cw, 92}, n, b.s.ScannerPage.Name == n, flow.ScannerNameChosen{Name: n})
	}
	b.pageBack()
	nw := min(360, w/4)
	b.button(Rect{b.w - margin - nw, b.bottomY(), nw, buttonH}, button{
		id: "next", text: b.t("gun.save"), icon: "check", primary: true, off: strings.TrimSpace(b.s.ScannerPage.Name) == "", msg: flow.ScannerNamed{},
	})
	b.script("")
}
