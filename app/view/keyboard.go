package view

import (
	"countertop/app/flow"
)

// The rows of the letter and symbol layers.
var (
	letterRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}
	capsRows   = []string{"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"}
	symbolRows = []string{"1234567890", "-/#.,:()&+", "@_*=%!?"}
)

// padFields have a number pad within their page, and no keyboard at its foot.
var padFields = map[flow.Field]bool{flow.FieldPhone: true, flow.FieldPIN: true, flow.FieldPrice: true, flow.FieldPaid: true}

// keyboardTop is where the keyboard begins: four rows of keys at the bottom
// of the screen.
func (b *builder) keyboardTop() int {
	if b.digitRow() {
		return b.h - 512
	}
	return b.h - 412
}

// digitRow reports whether the letters have the digits above them: models and
// serial numbers mix both.
func (b *builder) digitRow() bool {
	if b.s.Layer != flow.LayerLetters && b.s.Layer != flow.LayerCaps {
		return false
	}
	switch b.s.Focus {
	case flow.FieldModel, flow.FieldSerial, flow.FieldCPU, flow.FieldMemory, flow.FieldDisk,
		flow.FieldLoaner, flow.FieldLoanName, flow.FieldLoanSerial, flow.FieldTracking:
		return true
	}
	return false
}

// key draws one key. A key of the keyboard is at least 15 mm each way.
func (b *builder) key(id string, r Rect, text, icon string, grey bool, m flow.Msg) {
	st := style{fill: surface, stroke: line, radius: 12}
	if grey {
		st.fill = keyGrey
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = id, m, text, b.px(reach)
	if icon != "" {
		b.icon(r.X+r.W/2-17, r.Y+r.H/2-17, 34, icon, ink)
		return
	}
	size := 34
	if grey {
		size = 24
	}
	b.fit(r.X+r.W/2, middle(r.Y+r.H/2, size), r.W-12, center, face{size, false, ink}, 18, text)
}

// keyboard draws the on-screen keyboard for the field in focus.
func (b *builder) keyboard() {
	top := b.keyboardTop()
	b.box(Rect{0, top, b.w, b.h - top}, style{fill: keyboard})
	b.rule(0, top, b.w)
	y := top + 12
	const h, gap = 92, 8
	if b.s.Layer == flow.LayerDigits {
		b.digitKeys(y)
		return
	}
	rows := letterRows
	switch b.s.Layer {
	case flow.LayerCaps:
		rows = capsRows
	case flow.LayerSymbols:
		rows = symbolRows
	}
	pitch := (b.w - 32) / 10
	pitch = min(pitch, 132)
	kw := pitch - 12
	x0 := (b.w - 10*pitch + 12) / 2
	rowX := func(n int) int { return (b.w - n*pitch + 12) / 2 }
	if b.digitRow() {
		for i, r := range symbolRows[0] {
			b.key("key."+string(r), Rect{x0 + i*pitch, y, kw, h}, string(r), "", false, flow.Typed{Text: string(r)})
		}
		y += h + gap
	}
	for i, row := range rows {
		n := len(row)
		x := rowX(n)
		if i == 2 {
			other, label := flow.LayerCaps, b.t("key.caps")
			switch b.s.Layer {
			case flow.LayerCaps:
				other, label = flow.LayerLetters, b.t("key.small")
			case flow.LayerSymbols:
				other, label = flow.LayerLetters, b.t("key.letters")
			}
			b.key("key.shift", Rect{x0, y, x - x0 - 12, h}, label, "", true, flow.LayerChosen{Layer: other})
			bx := x + n*pitch
			b.key("key.back", Rect{bx, y, x0 + 10*pitch - 12 - bx, h}, "", "delete", true, flow.Erased{})
		}
		for _, r := range row {
			b.key("key."+string(r), Rect{x, y, kw, h}, string(r), "", false, flow.Typed{Text: string(r)})
			x += pitch
		}
		y += h + gap
	}
	end := x0 + 10*pitch - 12
	b.key("key.symbols", Rect{x0, y, 148, h}, b.t("key.symbols"), "", true, flow.LayerChosen{Layer: flow.LayerSymbols})
	b.key("key.letters", Rect{x0 + 160, y, 148, h}, "ABC", "", true, flow.LayerChosen{Layer: flow.LayerCaps})
	b.key("key.dash", Rect{x0 + 320, y, kw, h}, "-", "", false, flow.Typed{Text: "-"})
	spaceX := x0 + 320 + pitch
	b.key("key.space", Rect{spaceX, y, end - 196 - 12 - spaceX, h}, " ", "space", false, flow.Typed{Text: " "})
	b.done(Rect{end - 196, y, 196, h})
}

// done is the black key that ends typing.
func (b *builder) done(r Rect) {
	n := b.box(r, style{fill: ink, radius: 12})
	text := b.t("key.done")
	n.ID, n.Touch, n.Text = "key.done", flow.KeyPressed{Key: flow.KeyEnter}, text
	b.fit(r.X+r.W/2, middle(r.Y+r.H/2, 26), r.W-16, center, face{26, true, white}, 20, text)
}

func (b *builder) digitKeys(y int) {
	const h, gap, w = 92, 8, 200
	x0 := (b.w - 4*w - 3*12) / 2
	b.pad("", Rect{x0, y, 3*w + 24, 4*h + 3*gap}, 12, gap)
	x := x0 + 3*(w+12)
	b.key("key.clear", Rect{x, y, w, h}, b.t("key.clear"), "", true, flow.Cleared{})
	b.key("key.letters", Rect{x, y + h + gap, w, h}, "ABC", "", true, flow.LayerChosen{Layer: flow.LayerLetters})
	b.done(Rect{x, y + 2*(h+gap), w, 2*h + gap})
}

// pad is the number pad: 1 to 9, then a free cell, 0 and backspace. Its keys
// fill r.
func (b *builder) pad(free string, r Rect, gapX, gapY int) {
	w, h := (r.W-2*gapX)/3, (r.H-3*gapY)/4
	cell := func(i int) Rect { return Rect{r.X + i%3*(w+gapX), r.Y + i/3*(h+gapY), w, h} }
	for i, d := range "123456789" {
		b.key("key."+string(d), cell(i), string(d), "", false, flow.Typed{Text: string(d)})
	}
	if free == "" {
		b.key("key.clear-all", cell(9), b.t("key.clear"), "", true, flow.Cleared{})
	} else {
		b.key("key."+free, cell(9), free, "", false, flow.Typed{Text: free})
	}
	b.key("key.0", cell(10), "0", "", false, flow.Typed{Text: "0"})
	b.key("key.back", cell(11), "", "delete", true, flow.Erased{})
}

// entry is the page while a field is being typed into: its group of fields
// above the keyboard, so that none hides behind it.
func (b *builder) entry(y int, fields ...entryField) {
	n := len(fields)
	w := (b.w - 2*margin - (n-1)*24) / n
	for i, f := range fields {
		b.field(Rect{margin + i*(w+24), y, w, 88}, f.field, f.label, f.hint)
	}
	b.keyboard()
}

type entryField struct {
	field       flow.Field
	label, hint string
}
