package view

import (
	"math"
	"sort"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// builder places nodes in design units: pixels of a 1280x800 panel of 10.1".
// The scale turns them into pixels so that the page fits and nothing is
// smaller in millimetres than there.
type builder struct {
	s     flow.State
	v     Viewport
	k     float64 // pixels per design unit
	w, h  int     // the screen in design units
	nodes []Node
	lang  i18n.Lang
	// phrases say on all pages what a customer may have to sign on one of them.
	phrases document.Phrases
}

// refPxPerMM is the density of the reference panel: 1280 px on 217 mm.
const refPxPerMM = 5.9

func newBuilder(s flow.State, v Viewport) *builder {
	fw, fh := float64(v.W), float64(v.H)
	k := math.Max(v.PxPerMM/refPxPerMM, math.Min(fw/1280, fh/800))
	k = math.Min(k, math.Min(fw/1240, fh/790))
	b := &builder{s: s, v: v, k: k, lang: i18n.Lang(s.Lang)}
	b.phrases = document.Phrases{Lang: b.lang, Shop: s.Shop, Today: s.Today()}
	b.w, b.h = int(math.Ceil(fw/k)), int(math.Ceil(fh/k))
	return b
}

func (b *builder) scene() Scene {
	return Scene{W: b.v.W, H: b.v.H, Screen: string(b.s.Screen), Ground: ground, Nodes: b.explained()}
}

func (b *builder) px(u int) int { return int(math.Round(float64(u) * b.k)) }

// rect turns design units into pixels, edge by edge, so that neighbours meet.
func (b *builder) rect(r Rect) Rect {
	x, y := b.px(r.X), b.px(r.Y)
	return Rect{x, y, b.px(r.X+r.W) - x, b.px(r.Y+r.H) - y}
}

func (b *builder) add(n Node) *Node {
	b.nodes = append(b.nodes, n)
	return &b.nodes[len(b.nodes)-1]
}

// t is a text of the table in the language of the screen.
func (b *builder) t(key string, args ...string) string { return i18n.T(b.lang, key, args...) }

// nobody reports whether a stranger may be looking: no page says then whose a machine
// is, or which. The boards, which have words of their own, are made for that.
func (b *builder) nobody() bool { return b.s.Staff == nil }

// who is what staff call a customer; a name in ink is drawn where there is
// room for it.
func (b *builder) who(r repair.Row) string {
	if b.nobody() {
		return ""
	}
	if w := r.Who(); w != "" || len(r.Customer.Ink) == 0 {
		return w
	}
	return b.t("sign.by-hand")
}

// called is what staff call the customer of a card.
func (b *builder) called(c *repair.Card) string {
	if b.nobody() {
		return ""
	}
	if c.ByHand && c.Who == "" {
		return b.t("sign.by-hand")
	}
	return c.Who
}

// device is brand and model in the language of the screen.
func (b *builder) device(d repair.Device) string {
	if b.nobody() {
		return b.deviceKind(d.Kind)
	}
	return b.phrases.Device(d)
}

// deviceKind is what sort of machine it is; "" for none.
func (b *builder) deviceKind(k repair.DeviceKind) string {
	if k == "" {
		return ""
	}
	return b.t("kind." + string(k))
}

// style is how a box looks.
type style struct {
	fill, stroke Color
	width        int
	radius       int
	dashed       bool
	shadow       bool
}

func (b *builder) box(r Rect, st style) *Node {
	w := st.width
	if st.stroke.A > 0 && w == 0 {
		w = 1
	}
	return b.add(Node{
		Kind: KindBox, Rect: b.rect(r), Fill: st.fill, Stroke: st.stroke, StrokeWidth: b.lineWidth(w),
		Radius: b.px(st.radius), Dashed: st.dashed, Shadow: st.shadow, Enabled: true,
	})
}

func (b *builder) lineWidth(u int) int {
	if u == 0 {
		return 0
	}
	return max(1, b.px(u))
}

// tap is a box that can be touched.
func (b *builder) tap(id string, r Rect, st style, text string, m flow.Msg) *Node {
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = id, m, text, b.px(reach)
	return n
}

// What can be chosen, what is offered before all else, what is chosen, and a row
// that leads somewhere.
var (
	choosable = style{fill: surface, stroke: control, width: 2, radius: chipRad}
	offered   = style{fill: surface, stroke: ink, width: 3, radius: chipRad}
	chosen    = style{fill: ink, radius: chipRad}
	rowStyle  = style{fill: surface, stroke: line, radius: chipRad}
)

// choosing is how a thing to choose looks: its box, its words, and quiet ones.
func choosing(on bool) (st style, c, c2 Color) {
	if on {
		return chosen, white, onInk
	}
	return choosable, ink, ink2
}

// rule is a thin line.
func (b *builder) rule(x, y, w int) {
	r := b.rect(Rect{x, y, w, 1})
	r.H = max(1, r.H)
	b.add(Node{Kind: KindBox, Rect: r, Fill: line})
}

// card is a quiet white surface.
func (b *builder) card(r Rect) { b.box(r, style{fill: surface, stroke: line, radius: corner}) }

type align int

const (
	left align = iota
	center
	right
)

// face is how a text looks.
type face struct {
	size  int
	bold  bool
	color Color
}

func (b *builder) width(s string, f face) int {
	return int(math.Ceil(float64(b.v.Text.Width(s, b.px(f.size), f.bold)) / b.k))
}

// text puts one line on a baseline. x is its left edge, middle or right edge
// by a. What is wider than maxW (0: no limit) shrinks to be whole, or is cut. It
// returns the width in design units.
func (b *builder) text(x, base, maxW int, a align, f face, s string) int {
	if s == "" {
		return 0
	}
	if maxW > 0 {
		f.size = b.shrunk(s, f, maxW)
	}
	size := b.px(f.size)
	if maxW > 0 {
		s = b.v.Text.Ellipsis(s, size, f.bold, b.px(maxW))
	}
	w := b.v.Text.Width(s, size, f.bold)
	px := b.px(x)
	switch a {
	case left:
	case center:
		px -= w / 2
	case right:
		px -= w
	}
	y := b.px(base)
	b.add(Node{
		Kind: KindText, Rect: Rect{px, y - size, w, size + size/3}, Text: s, Size: size, Bold: f.bold,
		Baseline: y, Color: f.color, Enabled: true,
	})
	return int(math.Ceil(float64(w) / b.k))
}

// shrunk is the size at which a text is no wider than maxW, or at which it is cut.
func (b *builder) shrunk(s string, f face, maxW int) int {
	size, whole := b.largest(s, f, maxW, leastSize(f.size))
	if !whole {
		return cutSize(f.size)
	}
	return size
}

// largest is the size from least to that of f at which a text is no wider than
// maxW; else it is least, and the text is not whole.
func (b *builder) largest(s string, f face, maxW, least int) (size int, whole bool) {
	if w := b.width(s, f); w > maxW { // widths are as sizes, but for rounding
		f.size = max(least, min(f.size, f.size*maxW/w+1))
	}
	for ; f.size > least; f.size-- {
		if b.width(s, f) <= maxW {
			return f.size, true
		}
	}
	return least, b.width(s, f) <= maxW
}

// clipped is a text cut to maxW at its own size: on the board, which is read from
// three metres, nothing shrinks.
func (b *builder) clipped(f face, maxW int, s string) string {
	return b.v.Text.Ellipsis(s, b.px(f.size), f.bold, b.px(maxW))
}

// middle is the baseline that centres a line of this size around y.
func middle(y, size int) int { return y + size*37/100 }

// para wraps text into at most n lines and returns the baseline below it.
func (b *builder) para(x, base, maxW, n, pitch int, f face, s string) int {
	for _, l := range b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(maxW), n) {
		b.text(x, base, 0, left, f, l)
		base += pitch
	}
	return base
}

func (b *builder) icon(x, y, size int, name string, c Color) {
	b.add(Node{Kind: KindIcon, Rect: b.rect(Rect{x, y, size, size}), Icon: name, Color: c, Enabled: true})
}

// touch lays an invisible target over r.
func (b *builder) touch(id string, r Rect, m flow.Msg) {
	b.add(Node{Kind: KindBox, ID: id, Rect: b.rect(r), Touch: m, Enabled: true})
}

// iconSize is that of an icon beside a word, iconGap with the room between them.
const (
	iconSize = 32
	iconGap  = iconSize + 12
)

// button is an action: black for the next step, white for the others.
type button struct {
	id      string
	text    string
	icon    string
	after   bool // icon behind the text
	primary bool
	danger  bool
	off     bool
	msg     flow.Msg
	size    int
}

func (b *builder) button(r Rect, bt button) {
	bt.off = bt.off || b.lacks(bt.msg)
	st, c := style{fill: surface, stroke: control, width: 2, radius: corner}, ink
	switch {
	case bt.off:
		st, c = style{fill: disabled, radius: corner}, ink3
	case bt.primary:
		st, c = style{fill: ink, radius: corner}, white
	case bt.danger:
		c = lateRed
	}
	b.tap(bt.id, r, st, bt.text, bt.msg).Enabled = !bt.off
	f := face{bt.size, true, c}
	if f.size == 0 {
		f.size = label
	}
	b.worded(r.shrink(gutter, 0), f, bt.icon, bt.after, bt.text)
}

// stacked is a button with its word below the icon.
func (b *builder) stacked(r Rect, bt button) {
	st, c := style{fill: surface, stroke: control, width: 2, radius: corner}, ink
	if bt.off = bt.off || b.lacks(bt.msg); bt.off {
		st, c = style{fill: disabled, radius: corner}, ink3
	}
	b.tap(bt.id, r, st, bt.text, bt.msg).Enabled = !bt.off
	b.iconOver(r, face{small, true, c}, bt.icon, bt.text)
}

// iconOver puts an icon and a word below it into the middle of r.
func (b *builder) iconOver(r Rect, f face, icon, text string) {
	at, word := r.within(r.W-12, iconSize+36).top(iconSize, 6)
	b.iconIn(at, iconSize, icon, f.color)
	b.line(word, center, f, text)
}

// worded puts an icon and a word into the middle of r; the word shrinks before
// it is cut.
func (b *builder) worded(r Rect, f face, icon string, after bool, text string) {
	if text == "" {
		b.iconIn(r, iconSize, icon, f.color)
		return
	}
	room := r.W
	if icon != "" {
		room -= iconGap
	}
	f.size = b.shrunk(text, f, room)
	tw := min(b.width(text, f), room)
	r = r.within(r.W-room+tw, r.H)
	if icon != "" {
		cut := r.left
		if after {
			cut = r.right
		}
		var at Rect
		at, r = cut(iconSize, iconGap-iconSize)
		b.iconIn(at, iconSize, icon, f.color)
	}
	b.text(r.X, middle(r.midY(), f.size), tw, left, f, text)
}

// chip is a thing to choose; chosen it is black.
func (b *builder) chip(id string, r Rect, text string, on bool, m flow.Msg) {
	b.iconChip(id, r, "", text, on, m)
}

func (b *builder) iconChip(id string, r Rect, icon, text string, on bool, m flow.Msg) {
	st, c, _ := choosing(on)
	b.tap(id, r, st, text, m)
	b.worded(r.shrink(10, 0), face{label, on, c}, icon, false, text)
}

// option is one part of a segmented control.
type option struct {
	id, text string
	on       bool
	msg      flow.Msg
}

// segments is a row of choices of which one holds.
func (b *builder) segments(r Rect, opts ...option) {
	b.box(r, choosable)
	same := make([]int, len(opts))
	for i := range same {
		same[i] = 1
	}
	for i, cell := range r.split(0, same...) {
		o, st, c := opts[i], style{radius: chipRad}, ink
		if o.on {
			st.fill, c = ink, white
		}
		b.tap(o.id, cell, st, o.text, o.msg)
		b.line(cell.shrink(8, 0), center, face{label, o.on, c}, o.text)
	}
}

// field is a text field; a touch puts the keys onto it.
func (b *builder) field(r Rect, f flow.Field, above, hint string) {
	b.text(r.X, r.Y-12, r.W, left, face{caption, false, ink2}, above)
	focused := b.s.Focus == f
	st := choosable
	if focused {
		st.stroke, st.width = ink, 3
	}
	text := b.s.Text(f)
	b.tap("field."+string(f), r, st, text, flow.Focused{Field: f})
	if strokes := b.s.CheckIn.Customer.Ink; f == flow.FieldName && text == "" && len(strokes) > 0 && !b.s.Entry.Composing() {
		b.inkIn("field.name.ink", r.Inset(8), strokes)
		return
	}
	in := r.shrink(22, 0)
	quiet := face{label, false, ink3}
	if !focused {
		if text == "" {
			b.line(in, left, quiet, hint)
			return
		}
		b.tail(in, b.typed(in, text), text)
		return
	}
	// The end of a long text is what is being typed: it stays in view.
	_, in = in.right(8, 0)
	composed := b.s.Preedit()
	ft := b.typed(in, text+composed)
	_, own := in.right(min(b.width(composed, ft), in.W), 0)
	_, in = in.left(b.tail(own, ft, text), 0)
	if composed != "" {
		w := b.tail(in, face{ft.size, true, compose}, composed)
		under := middle(r.midY(), ft.size) + ft.size/4
		b.box(Rect{in.X, under, w, 3}, style{fill: compose})
		_, in = in.left(w, 0)
	}
	b.box(Rect{in.X + 4, r.midY() - 22, 3, 44}, style{fill: ink})
	if text == "" && composed == "" {
		_, in = in.left(20, 0)
		b.line(in, left, quiet, hint)
	}
}

// typed is the face of a text that is typed: in a high field as large as fits.
func (b *builder) typed(r Rect, s string) face {
	f := face{value, true, ink}
	if r.H >= 88 {
		f.size, _ = b.largest(s, face{headline, true, ink}, r.W, value)
	}
	return f
}

// tail draws the last part of a text that fits and returns its width.
func (b *builder) tail(r Rect, f face, s string) int {
	base := middle(r.midY(), f.size)
	if b.width(s, f) <= r.W {
		return b.text(r.X, base, 0, left, f, s)
	}
	rs := []rune(s)
	room := r.W - b.width("…", f)
	rs = rs[sort.Search(len(rs), func(i int) bool { return b.width(string(rs[i:]), f) <= room }):]
	if len(rs) == 0 {
		return 0
	}
	return b.text(r.X, base, 0, left, f, "…"+string(rs))
}

// join puts texts together with a middle dot, leaving out empty ones.
func join(parts ...string) string { return document.Dotted(parts...) }
