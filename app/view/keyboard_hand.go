package view

import (
	"math"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
)

// hits is how many characters a box of handwriting offers, in two rows.
const hits = 10

// hand is the layer to write on: one box, or two where there is room, so that
// the next character can be written while the first is chosen. What it may be
// and the keys stand on its right.
func (k keys) hand() {
	side := min(rows*k.row-k.gapY, k.mm(95))
	room := k.w - 40
	boxes := 1
	if room-2*(side+k.gapX) >= 5*k.mm(digitMM) {
		boxes = flow.HandBoxes
	}
	k.pitch = min((room-boxes*(side+k.gapX))/5, max(k.mm(26), 112))
	k.all = boxes*(side+k.gapX) + 5*k.pitch
	k.x = (k.w - k.all + k.gapX) / 2
	for i := range boxes {
		k.handBox(Rect{k.x + i*(side+k.gapX), k.y, side, side}, i)
	}
	x := k.x + boxes*(side+k.gapX)
	end := k.x + k.all
	k.cand = min(headline, k.row-20)
	k.handHits(Rect{x, k.y, end - x - k.gapX, 2*k.row - k.gapY})

	signs := "，。、：-"
	if k.s.Focus.Name() {
		signs = "·，。-/"
	}
	k.chars(2, x, signs)
	none := len(k.s.Entry.Turn) == 0
	undo := keySpec{id: "key.undo-stroke", text: k.t("key.undo-stroke"), span: 1, style: keyQuiet, off: none, msg: flow.HandUndone{}}
	again := keySpec{id: "key.rewrite", text: k.t("key.rewrite"), span: 1, style: keyQuiet, off: none, msg: flow.HandErased{}}
	k.put(3, x, end, undo, again, layer("key.symbols", k.t("key.symbols"), 1, flow.LayerSymbols), char(" ", 1), k.back(1))
	last := layer("key.digits", "123", 1, flow.LayerDigits)
	if k.s.Focus == flow.FieldName {
		last = layer("key.ink", k.t("key.ink"), 1.8, flow.LayerInk)
	}
	k.put(4, x, end, k.letter(1), language(1), last, k.done(0))
}

// handBox is a square to write one character in.
func (k keys) handBox(r Rect, i int) {
	h, turn := k.s.Entry.Hands[i], k.s.Entry.Turn
	st := style{fill: surface, stroke: control, width: 2, radius: corner}
	if len(turn) > 1 && turn[0] == i {
		st.stroke, st.width = compose, 3 // the candidates are of this one
	}
	k.box(r, st)
	in := r.shrink(20, 20)
	k.box(in.within(in.W, 2), style{fill: line})
	k.box(in.within(2, in.H), style{fill: line})
	id := flow.PadHand + strconv.Itoa(i)
	pad := k.box(r, style{})
	pad.ID, pad.Pen = id, true
	if len(h.Ink.Strokes) == 0 {
		words, _ := r.shrink(6, 8).bottom(48, 0)
		k.line(words, center, face{small, false, ink3}, k.t("entry.hand"))
		return
	}
	k.ink(id+".ink", r, h.Ink.Strokes, 7)
}

// handHits are the characters that the box written first may be.
func (k keys) handHits(r Rect) {
	k.box(r, style{fill: surface, radius: 14})
	list := k.s.Shown()
	if len(list) == 0 || k.s.Entry.Composing() {
		k.para(r.X+20, r.midY()-12, r.W-40, 2, 36, face{body, false, ink2}, k.t("entry.how.hand"))
		return
	}
	for i, row := range r.rows(2, k.gapY) {
		for j, cell := range row.split(0, 1, 1, 1, 1, 1) {
			if n := i*hits/2 + j; n < len(list) {
				k.candidate(cell, list[n], n, n == 0, "")
			}
		}
	}
}

// nameInk is the layer that keeps a name as somebody writes it.
func (k keys) nameInk() {
	_, all := k.screen().shrink(margin, 0).top(k.y, 0)
	r, _ := all.top(4*k.row-k.gapY, 0)
	r = r.within(min(r.W, r.H*16/5), r.H) // a name is not longer
	strokes := k.s.CheckIn.Customer.Ink
	n := k.box(r, style{fill: surface, stroke: ink3, width: 3, radius: corner, dashed: true})
	n.ID, n.Pen = flow.PadName, true
	k.signLine(r, 42)
	if len(strokes) == 0 {
		k.text(r.X+30, r.Y+44, r.W-60, left, face{body, false, ink2}, k.t("entry.ink"))
	}
	k.ink(flow.PadName+".ink", r, strokes, 6)
	erase := keySpec{
		id: "key.ink-clear", text: k.t("key.ink-clear"), span: 1.6, style: keyQuiet, msg: flow.NameInkErased{}, off: len(strokes) == 0,
	}
	list := []keySpec{k.letter(1.6)}
	if k.s.Typing.Hand {
		list = append(list, layer("key.hand", k.t("key.read"), 1.6, flow.LayerHand))
	}
	end := r.X + r.W + k.gapX
	k.put(4, r.X, end, append(list, erase)...)
	k.put(4, end-k.span(2), end, k.done(2))
}

// ink draws strokes over the pad that they were written on.
func (b *builder) ink(id string, r Rect, strokes []repair.Stroke, width int) {
	pr := b.rect(r)
	b.add(Node{
		Kind: KindInk, ID: id, Rect: pr, StrokeWidth: b.lineWidth(width), Color: ink, Enabled: true,
		Strokes: points(strokes, 0, 0, float32(pr.W)/repair.InkUnit),
	})
}

// points places strokes: k pixels for each unit from x0, y0.
func points(strokes []repair.Stroke, x0, y0 int32, k float32) [][]Point {
	out := make([][]Point, len(strokes))
	for i, st := range strokes {
		out[i] = make([]Point, len(st))
		for j, p := range st {
			out[i][j] = Point{float32(p.X-x0) * k, float32(p.Y-y0) * k}
		}
	}
	return out
}

// inkIn draws strokes as large as r allows, at its left.
func (b *builder) inkIn(id string, r Rect, strokes []repair.Stroke) {
	x0, y0, x1, y1 := int32(math.MaxInt32), int32(math.MaxInt32), int32(0), int32(0)
	for _, st := range strokes {
		for _, p := range st {
			x0, y0, x1, y1 = min(x0, p.X), min(y0, p.Y), max(x1, p.X), max(y1, p.Y)
		}
	}
	pr := b.rect(r)
	k := min(float32(pr.W)/float32(max(1, x1-x0)), float32(pr.H)/float32(max(1, y1-y0)))
	b.add(Node{
		Kind: KindInk, ID: id, Rect: pr, StrokeWidth: b.lineWidth(3), Color: ink, Enabled: true, Strokes: points(strokes, x0, y0, k),
	})
}
