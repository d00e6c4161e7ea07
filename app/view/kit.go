package view

import (
	"math"
	"strings"

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
}

// refPxPerMM is the density of the reference panel: 1280 px on 217 mm.
const refPxPerMM = 5.9

func newBuilder(s flow.State, v Viewport) *builder {
	fw, fh := float64(v.W), float64(v.H)
	k := math.Max(v.PxPerMM/refPxPerMM, math.Min(fw/1280, fh/800))
	k = math.Min(k, math.Min(fw/1240, fh/790))
	b := &builder{s: s, v: v, k: k, lang: i18n.Lang(s.Lang)}
	b.w, b.h = int(math.Ceil(fw/k)), int(math.Ceil(fh/k))
	return b
}

func (b *builder) scene() Scene {
	return Scene{W: b.v.W, H: b.v.H, Screen: string(b.s.Screen), Ground: ground, Nodes: b.nodes}
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

// who is what staff call a customer; a name in ink is drawn where there is
// room for it.
func (b *builder) who(r flow.Row) string {
	if w := r.Who(); w != "" || len(r.Customer.Ink) == 0 {
		return w
	}
	return b.t("sign.by-hand")
}

// called is what staff call the customer of a card.
func (b *builder) called(c *repair.Card) string {
	if c.ByHand && c.Who == "" {
		return b.t("sign.by-hand")
	}
	return c.Who
}

// device is brand and model in the language of the screen.
func (b *builder) device(d repair.Device) string {
	d.Brand = b.word(d.Brand)
	return d.Name()
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
	whole := f.size
	for least := leastSize(whole); b.width(s, f) > maxW; f.size-- {
		if f.size == least {
			return cutSize(whole)
		}
	}
	return f.size
}

// fit is what text does by itself, with a floor of its own; it goes when no
// page calls it any more.
func (b *builder) fit(x, base, maxW int, a align, f face, floor int, s string) int {
	for f.size > floor && b.width(s, f) > maxW {
		f.size -= 2
	}
	if b.width(s, f) > maxW {
		s = b.v.Text.Ellipsis(s, b.px(f.size), f.bold, b.px(maxW))
	}
	return b.text(x, base, 0, a, f, s)
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

// iconGap is the icon of a button or chip and the room behind it.
const iconGap = 32 + 12

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
	st, c := style{fill: surface, stroke: control, width: 2, radius: corner}, ink
	switch {
	case bt.off:
		st, c = style{fill: disabled, radius: corner}, ink3
	case bt.primary:
		st, c = style{fill: ink, radius: corner}, white
	case bt.danger:
		c = lateRed
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Enabled, n.Text, n.Reach = bt.id, bt.msg, !bt.off, bt.text, b.px(reach)
	f := face{bt.size, true, c}
	if f.size == 0 {
		f.size = label
	}
	room := r.W - 32
	iw := 0
	if bt.icon != "" {
		iw = iconGap
	}
	for least := leastSize(f.size); f.size > least && b.width(bt.text, f)+iw > room; {
		f.size -= 2
	}
	tw := min(b.width(bt.text, f), room-iw)
	x, cy := r.X+(r.W-tw-iw)/2, r.Y+r.H/2
	if bt.icon != "" && !bt.after {
		b.icon(x, cy-16, 32, bt.icon, c)
		x += iw
	}
	b.text(x, middle(cy, f.size), tw, left, f, bt.text)
	if bt.icon != "" && bt.after {
		b.icon(x+tw+12, cy-16, 32, bt.icon, c)
	}
}

// chip is a thing to choose; chosen it is black.
func (b *builder) chip(id string, r Rect, text string, on bool, m flow.Msg) {
	b.iconChip(id, r, "", text, on, m)
}

func (b *builder) iconChip(id string, r Rect, icon, text string, on bool, m flow.Msg) {
	st, f := style{fill: surface, stroke: control, width: 2, radius: chipRad}, face{26, false, ink}
	if on {
		st, f = style{fill: ink, radius: chipRad}, face{26, true, white}
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = id, m, text, b.px(reach)
	room := r.W - 20
	iw := 0
	if icon != "" {
		iw = 32 + 12
	}
	for f.size > 20 && b.width(text, f)+iw > room {
		f.size -= 2
	}
	tw := min(b.width(text, f), room-iw)
	x := r.X + (r.W-tw-iw)/2
	if icon != "" {
		b.icon(x, r.Y+r.H/2-16, 32, icon, f.color)
	}
	b.text(x+iw, middle(r.Y+r.H/2, f.size), room-iw, left, f, text)
}

// option is one part of a segmented control.
type option struct {
	id, text string
	on       bool
	msg      flow.Msg
}

// segments is a row of choices of which one holds.
func (b *builder) segments(r Rect, opts ...option) {
	b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	for i, o := range opts {
		x0, x1 := r.X+r.W*i/len(opts), r.X+r.W*(i+1)/len(opts)
		cell := Rect{x0, r.Y, x1 - x0, r.H}
		f := face{26, o.on, ink}
		n := b.box(cell, style{radius: chipRad})
		if o.on {
			n.Fill, f.color = ink, white
		}
		n.ID, n.Touch, n.Text, n.Reach = o.id, o.msg, o.text, b.px(reach)
		b.fit(x0+cell.W/2, middle(r.Y+r.H/2, f.size), cell.W-16, center, f, 20, o.text)
	}
}

// field is a text field; a touch puts the keys onto it.
func (b *builder) field(r Rect, f flow.Field, label, hint string) {
	if label != "" {
		b.text(r.X, r.Y-12, r.W, left, face{caption, false, ink2}, label)
	}
	focused := b.s.Focus == f
	st := style{fill: surface, stroke: control, width: 2, radius: chipRad}
	if focused {
		st.stroke, st.width = ink, 3
	}
	n := b.box(r, st)
	text := b.s.Text(f)
	if f == flow.FieldBrand {
		text = b.t(text) // a brand of the list is kept as its key
	}
	n.ID, n.Touch, n.Text, n.Reach = "field."+string(f), flow.Focused{Field: f}, text, b.px(reach)
	if strokes := b.s.CheckIn.Customer.Ink; f == flow.FieldName && text == "" && len(strokes) > 0 && !b.s.Entry.Composing() {
		b.inkIn("field.name.ink", r.Inset(8), strokes)
		return
	}
	ft := face{value, true, ink}
	if r.H >= 88 {
		ft.size = 38
	}
	x, base := r.X+22, middle(r.Y+r.H/2, ft.size)
	if !focused {
		if text == "" {
			b.text(x, middle(r.Y+r.H/2, 26), r.W-44, left, face{26, false, ink3}, hint)
			return
		}
		b.tail(x, base, r.W-44, ft, text)
		return
	}
	// The end of a long text is what is being typed: it stays in view.
	room := r.W - 52
	composed := b.s.Preedit()
	x += b.tail(x, base, room-min(b.width(composed, ft), room), ft, text)
	if composed != "" {
		w := b.tail(x, base, r.X+22+room-x, face{ft.size, true, compose}, composed)
		b.box(Rect{x, base + ft.size/4, w, 3}, style{fill: compose})
		x += w
	}
	b.box(Rect{x + 4, r.Y + r.H/2 - 22, 3, 44}, style{fill: ink})
	if text == "" && composed == "" {
		b.text(x+20, middle(r.Y+r.H/2, 26), room-20, left, face{26, false, ink3}, hint)
	}
}

// tail draws the last part of a text that fits and returns its width.
func (b *builder) tail(x, base, maxW int, f face, s string) int {
	if b.width(s, f) <= maxW {
		return b.text(x, base, 0, left, f, s)
	}
	rs := []rune(s)
	room := maxW - b.width("…", f)
	for len(rs) > 0 && b.width(string(rs), f) > room {
		rs = rs[1:]
	}
	if len(rs) == 0 {
		return 0
	}
	return b.text(x, base, 0, left, f, "…"+string(rs))
}

// join puts texts together with a middle dot, leaving out empty ones.
func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}
