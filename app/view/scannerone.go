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

// scannerDetail shows one scanner: what it sends on the left, on the right what
// is wrong with that and what to change, and a code to try it with.
func (b *builder) scannerDetail() {
	g, _ := b.s.Scanner(b.s.ScannerPage.Device)
	word, icon, c, _ := b.scannerState(g)
	halves := b.head(heading{title: b.scannerTitle(g), count: word, icon: icon, color: c}).cols(2, 24)
	b.scannerFacts(halves[0], g)
	code, findings := halves[1].bottom(134, gutter)
	b.scannerFindings(findings, g)
	b.card(code)
	text, bars := code.shrink(8, 10).bottom(28, 6)
	b.symbol(bars, flow.Symbol{Text: flow.LiveCodes()[0].Text})
	b.line(text.shrink(8, 0), center, face{caption, false, ink2}, b.t("gun.trial"))

	f := foot{}
	switch {
	case g.Device == flow.DeviceKeyboard:
	case !g.Added:
		f.note = b.t("gun.configured")
	default:
		f.more = []button{
			{id: "rename", text: b.t("gun.rename"), icon: "pencil", msg: flow.ScannerRenamed{}},
			{id: "remove", text: b.t("gun.remove"), icon: "trash-2", danger: true, msg: flow.ScannerRemoved{}},
		}
	}
	b.foot(f)
	b.script("")
}

// scannerFacts is what a scanner sends, a line each.
func (b *builder) scannerFacts(r Rect, g flow.ScannerState) {
	b.card(r)
	o := b.s.ScannerPage.Seen[g.Device]
	rows, quiet := r.shrink(28, 12).rows(6, 0), face{caption, false, ink2}
	_, words := rows[0].left(138, 12)
	fact := func(key, text, below string) {
		name, words := rows[0].left(138, 12)
		b.line(name, left, quiet, b.t(key))
		b.pair(words, left, face{body, true, ink}, text, quiet, below)
		if rows = rows[1:]; len(rows) > 0 {
			b.rule(name.X, rows[0].Y, r.W-56)
		}
	}
	device := ""
	if g.Device != flow.DeviceKeyboard {
		device = b.cutMiddle(strings.Split(g.Device, ""), "", quiet, words.W)
	}
	fact("gun.source", b.t("scanners.kind."+scannerKind(g.Device)), device)
	shown, hex := b.t("gun.nothing"), ""
	if raw := o.Raw(); len(raw) > 0 {
		chars, bytes := rawText(raw)
		shown = b.cutMiddle(chars, "", face{body, true, ink}, words.W)
		hex = b.cutMiddle(bytes, " ", quiet, words.W)
	}
	fact("gun.raw", shown, hex)
	pace, suffix, aim := "—", "—", "—"
	if o.Count > 0 {
		pace = b.t("gun.pace.once")
		if o.PerChar >= 100*time.Microsecond {
			pace = b.t("gun.pace.ms", "ms", strconv.FormatFloat(float64(o.PerChar.Microseconds())/1000, 'f', 1, 64))
		}
		suffix, aim = b.t("gun.suffix.no"), b.t("gun.aim.no")
		if o.Suffix != "" {
			chars, _ := rawText([]byte(o.Suffix))
			suffix = strings.Join(chars, "")
		}
		if id := o.AIM(); id != "" {
			_, sym := o.Prefix()
			aim = join(id, strings.ToUpper(string(sym)))
		}
	}
	fact("gun.pace", pace, "")
	fact("gun.suffix", suffix, "")
	fact("gun.aim", aim, "")
	fact("gun.counts", b.scannerCounts(g), "")
}

// controlNames are those of the control characters that scanners send.
var controlNames = map[byte]string{
	'\r': "CR", '\n': "LF", '\t': "TAB", 0x02: "STX", 0x03: "ETX", 0x04: "EOT", 0x1d: "GS", 0x1e: "RS", 0x1b: "ESC", 0x1a: "?", 0: "NUL",
}

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

// scannerFindings are a fault of the connection and its cure, else what the last
// line shows.
func (b *builder) scannerFindings(r Rect, g flow.ScannerState) {
	vs := b.s.ScannerPage.Verdicts(g.Device)
	in := r.shrink(28, 24)
	switch {
	case g.Fault != "":
		word, icon, c, tint := b.scannerState(g)
		b.box(r, style{fill: tint, radius: corner})
		title, cure := in.top(48, gutter)
		at, title := title.left(48, 20)
		b.iconIn(at, 48, icon, c)
		b.line(title, left, face{value, true, c}, word)
		b.prose(cure, face{body, false, ink}, b.scannerCure(g))
	case len(vs) == 0:
		b.card(r)
		b.iconProse(in, 64, "scan-barcode", ink, face{body, false, ink}, b.t("gun.waits"))
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
	const noteH, badH, moreH, gap = 60, 120, 30, 10
	for i, v := range vs {
		h, more, rest := badH, 0, bad(vs[i:])
		if v.Severity == scanner.Note {
			h = noteH
		}
		if bad(vs[i+1:]) > 0 {
			more = moreH
		}
		switch {
		case h+more <= r.H:
		case rest == 0:
			return // it is fine, and can do without
		default:
			says, _ := r.top(moreH, 0)
			b.line(says.shrink(8, 0), left, face{caption, false, ink2}, b.t("gun.more", "n", strconv.Itoa(rest)))
			return
		}
		at, below := r.top(h, gap)
		b.verdict(at, v)
		r = below
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
	at, in := r.shrink(20, 8).left(28, 12)
	title := in
	if v.Severity != scanner.Note {
		at, _ = at.top(30, 0)
		title, in = in.top(30, 0)
	}
	b.iconIn(at, 28, s.icon, s.c)
	_, title = title.right(b.line(title, right, face{caption, true, s.c}, word), 12)
	b.line(title, left, face{body, true, s.c}, what)
	if v.Severity == scanner.Note {
		return
	}
	if look := key + ".look"; i18n.Has(look) {
		words, rest := in.bottom(24, 0)
		b.line(words, left, face{caption, false, ink2}, b.t("gun.look", "words", b.t(look)))
		in = rest
	}
	b.prose(in, face{caption, false, ink}, b.t(key+".do"))
}

// findingArgs are the values of a verdict as they may be shown: short, and
// without the secret part of a badge.
func (b *builder) findingArgs(v scanner.Verdict) []string {
	args := append([]string(nil), v.Args...)
	for i := 1; i < len(args); i += 2 {
		if args[i-1] == "layout" {
			args[i] = b.t("layout." + args[i])
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
		b.line(r, center, face{body, false, ink3}, b.t("live.drawing"))
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
		Kind: KindPicture, ID: "symbol." + strconv.FormatBool(s.QR), Rect: at.within(w, h),
		Picture: p, Enabled: true,
	})
}

// scannerNaming asks what a scanner is called.
func (b *builder) scannerNaming() {
	name := b.s.ScannerPage.Name
	b.naming(naming{
		title: b.t("gun.name"), how: b.t("gun.name-how"),
		field: entryField{flow.FieldScannerName, b.t("gun.name.label"), b.t("gun.name.hint")},
		names: []string{b.t("gun.name.counter"), b.t("gun.name.store"), b.t("gun.name.bench")},
		given: name, give: func(n string) flow.Msg { return flow.ScannerNameChosen{Name: n} },
		foot: foot{next: button{
			id: "next", text: b.t("gun.save"), icon: "check", msg: flow.ScannerNamed{},
		}},
	})
}
