package view

import (
	"strings"

	"countertop/app/flow"
)

// The rows of letters, and those of signs: of Chinese texts, and of the keys of
// a typewriter.
var (
	letterRows   = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}
	chineseSigns = []string{"，。、；：？！…—·", "（）“”《》【】℃￥", "-/#+%&@"}
	signRows     = []string{",.;:?!'\"()", "-/#+=*%&@_", "[]<>~$|"}
)

// chinese reports whether letters become Chinese, or will when the dictionary
// is loaded.
func (k keys) chinese() bool {
	return k.s.Focus.Chinese() && !k.s.Entry.English && k.s.Layer != flow.LayerCaps
}

// symbolic reports whether the layer is one of signs.
func (k keys) symbolic() bool {
	return k.s.Layer == flow.LayerSymbols || k.s.Layer == flow.LayerSigns
}

// capitals reports whether letters are typed as capitals.
func (k keys) capitals() bool { return k.s.Layer == flow.LayerCaps || k.s.Focus.Capitals() }

func (k keys) letters() {
	k.first(k.chinese())
	for i, row := range letterRows {
		x := k.x + (10-len(row))*k.pitch/2
		if k.capitals() {
			row = strings.ToUpper(row)
		}
		k.chars(i+1, x, row)
		if i == 2 {
			end := x + len(row)*k.pitch
			k.put(3, k.x, x, k.shift())
			k.put(3, end, k.x+10*k.pitch, k.back(0))
		}
	}
	k.digitPad()
	k.layers()
}

// first is the first row: what the letters may become where Chinese is written,
// else the digits, which a wide panel has beside the letters.
func (k keys) first(chinese bool) {
	switch {
	case chinese:
		k.bar()
	case k.digitsX == 0:
		k.chars(0, k.x, "1234567890")
	default:
		k.bar()
	}
}

// shift is the key of capitals: once for one letter, twice to keep them. A
// field of capitals has the key that empties it there.
func (k keys) shift() keySpec {
	s := layer("key.shift", k.t("key.caps"), 0, flow.LayerCaps)
	switch {
	case k.s.Focus.Capitals():
		return k.clear(0)
	case k.s.Layer != flow.LayerCaps:
	case k.s.Entry.Lock:
		s = layer("key.shift", k.t("key.lock"), 0, flow.LayerLetters)
		s.style = keyLocked
	default:
		s.style = keyArmed
	}
	return s
}

// layers is the last row of letters and symbols: to the other layers, what
// stands between words, and the way on.
func (k keys) layers() {
	f := k.s.Focus
	var list []keySpec
	if !f.Signs() {
		if k.digitsX == 0 {
			end := k.x + k.all
			k.text(k.x+12, middle(k.rowY(4)+(k.row-k.gapY)/2, body), k.all-k.span(1.5)-24, left, face{body, false, ink2}, k.t("entry.scan"))
			k.put(4, end-k.span(1.5), end, k.done(1.5))
		}
		return
	}
	if k.digitsX == 0 && f.Chinese() {
		list = append(list, layer("key.digits", "123", 1.1, flow.LayerDigits))
	}
	switch {
	case k.symbolic():
		list = append(list, k.letter(1.1))
	case k.chinese():
		list = append(list, layer("key.symbols", k.t("key.symbols"), 1.1, flow.LayerSymbols))
	default:
		list = append(list, layer("key.symbols", k.t("key.symbols"), 1.1, flow.LayerSigns))
	}
	if f.Chinese() {
		list = append(list, language(1.3))
	}
	switch {
	case k.symbolic():
	case k.s.Entry.Composing():
		list = append(list, char("'", 0.9))
	case k.chinese():
		comma := char("，", 0.9)
		comma.id = "key.comma"
		list = append(list, comma)
	default:
		list = append(list, char("-", 0.9))
	}
	list = append(list, char(" ", 0))
	if f.Chinese() && k.s.Typing.Hand {
		list = append(list, layer("key.hand", k.t("key.hand"), 1.2, flow.LayerHand))
	}
	if k.digitsX == 0 { // a wide panel has it below the digits
		list = append(list, k.done(1.5))
	}
	k.put(4, k.x, k.x+10*k.pitch, list...)
}

// language writes onto a key which of the two languages is typed.
func (k keys) language(r Rect) {
	on, off := face{label, true, ink}, face{small, false, ink3}
	zh, en := on, off
	if !k.chinese() {
		zh, en = off, on
	}
	a, z := "中", k.t("key.en")
	const slash = " / "
	for k.width(a, zh)+k.width(slash, off)+k.width(z, en) > r.W-12 && off.size > 12 {
		zh.size, en.size, off.size = zh.size-1, en.size-1, off.size-1
	}
	x := r.X + (r.W-k.width(a, zh)-k.width(slash, off)-k.width(z, en))/2
	base := middle(r.Y+r.H/2, on.size)
	x += k.text(x, base, 0, left, zh, a)
	x += k.text(x, base, 0, left, off, slash)
	k.text(x, base, 0, left, en, z)
}

func (k keys) symbols() {
	signs := k.s.Layer == flow.LayerSigns
	set, other := chineseSigns, layer("key.signs", k.t("key.signs"), 0, flow.LayerSigns)
	if signs {
		set, other = signRows, layer("key.marks", k.t("key.marks"), 0, flow.LayerSymbols)
	}
	if !k.s.Focus.Chinese() {
		other = k.clear(0)
	}
	k.first(false)
	for i, row := range set {
		x, n := k.x, len([]rune(row))
		if i == 2 {
			x += (10 - n) * k.pitch / 2
			k.put(3, k.x, x, other)
			k.put(3, x+n*k.pitch, k.x+10*k.pitch, k.back(0))
		}
		k.chars(i+1, x, row)
	}
	k.digitPad()
	k.layers()
}
