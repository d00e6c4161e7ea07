package view

import (
	"math"

	"countertop/app/flow"
)

// The keyboard is measured in millimetres of the panel, not in design units:
// those grow with the panel, fingers do not.
//
// Source: Colle and Hiszem, Ergonomics 47(13), 2004: standing at a kiosk, keys
// of 20 mm are as good as larger ones, smaller ones are slower.
const (
	letterMM = 22.0 // from letter to letter at most
	digitMM  = 20.0 // what digits, answers and candidates have at least
	rowMM    = 19.0
	gapXMM   = 2.0
	gapYMM   = 1.3
	rows     = 5 // candidates or digits, three of letters, one of layers
	// letterTypeMM and candTypeMM are the type on a key and of a candidate, where
	// the rows are high enough for it.
	letterTypeMM = 5.8
	candTypeMM   = 6
	// entryBottom is where the fields of a page end that stand over the keyboard,
	// in design units.
	entryBottom = 276
)

// keys is where the keys stand on this panel, in design units. A row and a
// pitch hold a key and the gap behind it.
type keys struct {
	*builder
	top        int // of the whole keyboard
	x, y, all  int // left, first row and width of the keys, with the gap behind the last
	pitch, row int
	gapX, gapY int
	digitsX    int // where the digits stand beside the letters; 0 on a narrow panel
	size       int // of a letter
	cand       int // of a candidate: 5 mm and more
}

// mm turns millimetres into design units, rounded up.
func (b *builder) mm(v float64) int { return int(math.Ceil(v*b.v.PxPerMM/b.k - 1e-6)) }

func (b *builder) keys() keys {
	k := keys{
		builder: b, gapX: b.mm(gapXMM), gapY: b.mm(gapYMM),
		size: min(max(value, b.mm(letterTypeMM)), headline), cand: min(max(body, b.mm(candTypeMM)), headline),
	}
	_, most := b.screen().top(entryBottom, 24)
	k.row = min(b.mm(rowMM), most.H/rows)
	all, _ := b.screen().bottom(rows*k.row-k.gapY+24, 0)
	k.top = all.Y
	k.y = k.top + 12
	room := b.w - 20
	k.pitch = min(b.mm(letterMM), room/10)
	k.all = 10 * k.pitch
	if space := b.mm(8); 13*b.mm(digitMM)+space <= room {
		k.pitch = min(b.mm(letterMM), (room-space)/13)
		k.all = 13*k.pitch + space
		k.digitsX = k.all - 3*k.pitch
	}
	k.x = (b.w - k.all + k.gapX) / 2
	if k.digitsX > 0 {
		k.digitsX += k.x
	}
	return k
}

// keyboardTop is where the keyboard begins, the same for every layer so that
// nothing jumps.
func (b *builder) keyboardTop() int { return b.keys().top }

// keyboard draws the on-screen keyboard for the field in focus.
func (b *builder) keyboard() {
	k := b.keys()
	_, keys := b.screen().top(k.top, 0)
	b.box(keys, style{fill: keyboard})
	b.rule(0, k.top, b.w)
	switch f, l := b.s.Focus, b.s.Layer; {
	case f.Numeric():
		k.number()
	case b.s.Entry.Grid && b.s.Entry.Composing():
		k.grid()
	case l == flow.LayerDigits:
		k.digits()
	case k.symbolic():
		k.symbols()
	case l == flow.LayerHand && f.Chinese():
		k.hand()
	case l == flow.LayerInk && f == flow.FieldName:
		k.nameInk()
	default:
		k.letters()
	}
}

// keyStyle is how a key looks; the zero value is a white one.
type keyStyle int

const (
	keyWhite  keyStyle = iota
	keyQuiet           // of layers and editing
	keyArmed           // is on for one letter
	keyLocked          // is on
	keyDone
)

// keySpec is a key of a row; span is in pitches, 0 takes what the others leave.
type keySpec struct {
	id, text, icon string
	span           float64
	style          keyStyle
	off            bool
	msg            flow.Msg
}

// char is the key of a character.
func char(text string, span float64) keySpec {
	id := "key." + text
	switch text {
	case "-":
		id = "key.dash"
	case " ":
		return keySpec{id: "key.space", icon: "space", text: text, span: span, msg: flow.Typed{Text: text}}
	}
	return keySpec{id: id, text: text, span: span, msg: flow.Typed{Text: text}}
}

// layer is the key that turns to another layer.
func layer(id, text string, span float64, to flow.Layer) keySpec {
	return keySpec{id: id, text: text, span: span, style: keyQuiet, msg: flow.LayerChosen{Layer: to}}
}

// language is the key of 中/英.
func language(span float64) keySpec {
	return keySpec{id: "key.language", span: span, style: keyQuiet, msg: flow.EnglishTurned{}}
}

func (k keys) back(span float64) keySpec {
	return keySpec{id: "key.back", icon: "delete", span: span, style: keyQuiet, msg: flow.Erased{}}
}

func (k keys) clear(span float64) keySpec {
	return keySpec{id: "key.clear", text: k.t("key.clear"), span: span, style: keyQuiet, msg: flow.Cleared{}}
}

// done is the black key: it takes what is composed and goes on.
func (k keys) done(span float64) keySpec {
	return keySpec{id: "key.done", text: k.t("key.done"), span: span, style: keyDone, msg: flow.EntryDone{}}
}

// rowY is the top of a row.
func (k keys) rowY(i int) int { return k.y + i*k.row }

// span is a number of pitches.
func (k keys) span(f float64) int { return int(math.Round(f * float64(k.pitch))) }

// put draws the keys of a row from x to end, where the gap behind the last
// one ends.
func (k keys) put(i, x, end int, list ...keySpec) {
	rest := end - x
	for _, s := range list {
		rest -= k.span(s.span)
	}
	for _, s := range list {
		w := k.span(s.span)
		if s.span == 0 {
			w = rest
		}
		k.one(Rect{x, k.rowY(i), w - k.gapX, k.row - k.gapY}, s)
		x += w
	}
}

// chars draws a row of characters.
func (k keys) chars(i, x int, text string) {
	for _, r := range text {
		k.put(i, x, x+k.pitch, char(string(r), 1))
		x += k.pitch
	}
}

// one draws a key.
func (k keys) one(r Rect, s keySpec) {
	st, f := style{fill: surface, stroke: line, radius: 12}, face{body, false, ink}
	switch s.style {
	case keyWhite:
		f.size = k.size
	case keyQuiet:
		st.fill = keyGrey
	case keyArmed:
		st.stroke, st.width, f.bold = ink, 3, true
	case keyLocked, keyDone:
		st, f = style{fill: ink, radius: 12}, face{label, true, white}
	}
	if s.off {
		f.color = ink3
	}
	n := k.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach, n.Enabled = s.id, s.msg, s.text, k.px(k.gapX)/2+1, !s.off
	if s.msg == (flow.EnglishTurned{}) {
		k.language(r)
		return
	}
	if s.icon != "" {
		k.iconIn(r, min(34, r.H-gutter), s.icon, f.color)
		return
	}
	k.line(r.shrink(5, 0), center, f, s.text)
}

// letter is the key from another layer back to the letters.
func (k keys) letter(span float64) keySpec {
	text := "ABC"
	if k.chinese() {
		text = k.t("key.pinyin")
	}
	return layer("key.letters", text, span, flow.LayerLetters)
}

// number is the keyboard of a field that holds digits only, or an amount.
func (k keys) number() {
	k.row = rows * k.row / 4
	k.pitch, k.size = max(k.pitch, min(k.mm(28), k.row*5/4)), headline
	x := (k.w - 4*k.pitch + k.gapX) / 2
	edit := x + 3*k.pitch
	for i, d := range []string{"123", "456", "789"} {
		k.chars(i, x, d)
	}
	if k.s.Focus.Amount() {
		k.chars(3, x, ".")
	}
	k.chars(3, x+k.pitch, "0")
	k.put(0, edit, edit+k.pitch, k.back(1))
	k.put(1, edit, edit+k.pitch, k.clear(1))
	k.one(Rect{edit, k.rowY(2), k.pitch - k.gapX, 2*k.row - k.gapY}, k.done(1))
}

// digits is the layer for digits within text: as on a telephone, with signs
// beside them.
func (k keys) digits() {
	k.row = rows * k.row / 4
	k.pitch, k.size = max(k.pitch, min(k.mm(28), k.row*5/4)), headline
	x := (k.w - 5*k.pitch + k.gapX) / 2
	edit := x + 4*k.pitch
	for i, d := range []string{"123#", "456/", "789:", ".0- "} {
		k.chars(i, x, d)
	}
	for i, s := range []keySpec{k.back(1), k.clear(1), k.letter(1), k.done(1)} {
		k.put(i, edit, edit+k.pitch, s)
	}
}

// digitPad is the digits and the way on beside the letters of a wide panel.
func (k keys) digitPad() {
	if k.digitsX == 0 {
		return
	}
	for i, d := range []string{"123", "456", "789"} {
		k.chars(i+1, k.digitsX, d)
	}
	if k.s.Focus.Signs() && !k.symbolic() { // which have it already
		k.chars(4, k.digitsX, ".")
	}
	k.chars(4, k.digitsX+k.pitch, "0")
	k.put(4, k.digitsX+2*k.pitch, k.x+k.all, k.done(1))
}

// key draws one key outside the keyboard.
func (b *builder) key(id string, r Rect, icon string, m flow.Msg) {
	k := keys{builder: b, gapX: gutter, size: value}
	k.one(r, keySpec{id: id, icon: icon, msg: m})
}

// pad is a number pad within a page: 1 to 9, then a free cell, 0 and
// backspace. Its keys fill r.
func (b *builder) pad(free string, r Rect) {
	const gapX, gapY = 12, 8
	k := keys{builder: b, gapX: gapX, size: value}
	var list []keySpec
	for _, d := range "123456789" {
		list = append(list, char(string(d), 1))
	}
	last := k.clear(1)
	last.id = "key.clear-all"
	if free != "" {
		last = char(free, 1)
	}
	list = append(list, last, char("0", 1), k.back(1))
	for y, row := range r.rows(4, gapY) {
		for x, cell := range row.cols(3, gapX) {
			k.one(cell, list[3*y+x])
		}
	}
}

// entry is the page while a field is being typed into: its group of fields
// above the keyboard, so that none hides behind it.
func (b *builder) entry(y int, fields ...entryField) {
	row := Rect{margin, y, b.w - 2*margin, 88}
	for i, cell := range row.cols(len(fields), 24) {
		b.field(cell, fields[i].field, fields[i].label, fields[i].hint)
	}
	b.keyboard()
}

type entryField struct {
	field       flow.Field
	label, hint string
}
