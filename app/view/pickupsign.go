package view

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenPickupSign] = (*builder).pickupSign }

// pickupSign is the customer's page at pickup: what is handed over, an
// opinion, a signature.
func (b *builder) pickupSign() {
	p, w := b.s.Pickup, b.signed()
	b.customerPage(w.Title)
	room, foot := b.customerRoom()
	card, room := room.top(248, 12)
	b.handover(card, slices.Concat(w.Groups...))
	opinion, pad := room.top(92, 12)
	b.stars(opinion)
	b.signPad(pad, "pad.pickup", p.Ink)
	sheet := repair.SignedDocument{Strokes: p.Ink.Strokes}
	b.customerFoot(foot, signature{w.Terms, p.Ink, !sheet.Empty(), p.Busy})
}

// handover draws the cells in two rows. A long text gets smaller before it is
// cut: what is signed must be read.
func (b *builder) handover(r Rect, cells []document.Cell) {
	b.card(r)
	const rows = 2
	for i, cell := range r.shrink(28, 10).grid((len(cells)+rows-1)/rows, rows, 32) {
		if i < len(cells) {
			cell = cell.shrink(0, -12) // the gap is that between columns
			over, text := cell.top(34, 0)
			b.text(over.X, over.Y+26, over.W, left, face{small, false, ink2}, cells[i].Label)
			b.fill(text, cells[i].Text)
		}
	}
}

// fill writes a text into r as large as it fits: in one line if that is larger
// than a value is, else in as many as there is room for. A number is not read
// across a line's end.
func (b *builder) fill(r Rect, s string) {
	one := !strings.ContainsFunc(s, func(c rune) bool { return c == ' ' || c > unicode.MaxLatin1 })
	f := face{headline, true, ink}
	for least := leastSize(caption); ; f.size-- {
		pitch := f.size + 3
		n := max(1, r.H/pitch)
		lines := len(b.v.Text.Wrap(s, b.px(f.size), true, b.px(r.W), 0))
		if lines == 1 || lines <= n && !one && f.size <= value || f.size <= least {
			b.para(r.X, r.Y+f.size, r.W, n, pitch, f, s)
			return
		}
	}
}

// stars ask for an opinion; they can be left alone.
func (b *builder) stars(r Rect) {
	rating := b.s.Pickup.Rating
	stars, ask := r.right(5*104-8, 24)
	_, ask = ask.left(8, 0)
	b.line(ask, left, face{label, false, ink}, b.t("psign.rate"))
	for i, c := range stars.cols(5, 8) {
		i++
		st, ic, _ := choosing(i <= rating)
		if i > rating {
			ic = ink3
		}
		b.tap("star."+strconv.Itoa(i), c, st, b.t("psign.star", "n", strconv.Itoa(i)), flow.Rated{Stars: i}).Reach = 0
		star, number := c.shrink(0, 8).top(52, 0)
		b.iconIn(star, 52, "star", ic)
		b.line(number, center, face{caption, i == rating, ic}, strconv.Itoa(i))
	}
}
