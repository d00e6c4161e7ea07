package view

import (
	"countertop/app/document"
	"countertop/app/flow"
)

// signPad is the surface a customer signs on: the whole width, a line to sign
// over, and what was written so far.
func (b *builder) signPad(r Rect, id string, k flow.Ink) {
	n := b.box(r, style{fill: surface, stroke: ink3, width: 3, radius: corner, dashed: true})
	n.ID, n.Pen = id, true
	b.text(r.X+30, r.Y+42, 0, left, face{body, false, ink2}, b.t("sign.yours"))
	b.signLine(r, 36)
	b.ink(id+".ink", r, k.Strokes, 5)
}

// signLine is the line to write on, so far above the end of a pad.
func (b *builder) signLine(r Rect, up int) {
	_, r = r.shrink(30, 0).bottom(up, 0)
	r, _ = r.bottom(2, 0)
	b.box(r, style{fill: control})
}

// customerPage is the frame of a page that the customer has: no staff chrome,
// double type, left by signing or by staff.
func (b *builder) customerPage(title string) {
	bar, _ := b.screen().shrink(customerMargin, 12).top(88, 0)
	back, bar := bar.right(176, 20)
	b.button(back, button{
		id: "staff", text: b.t("sign.staff"), icon: "lock", size: small,
		msg: flow.DialogAsked{Kind: flow.DialogLeave, Purpose: flow.ForLeave},
	})
	base := bar.Y + titleBase
	w := b.text(bar.endX(), base, 380, right, face{label, false, ink2}, join(b.s.Shop.Name, b.t("sign.record")))
	b.text(bar.X, base, bar.W-w-columnGap, left, face{headline, true, ink}, title)
}

// customerMargin is at both sides of a page that the customer has.
const customerMargin = 48

// customerRoom is the room below the title of such a page, and the row at its
// foot.
func (b *builder) customerRoom() (room, foot Rect) {
	_, page := b.screen().shrink(customerMargin, gutter).top(96, 0)
	foot, room = page.bottom(buttonH, 12)
	return room, foot
}

// signed is what the customer signs on this page, in words.
func (b *builder) signed() document.Wording { return document.Signed(b.s.SignedPage()) }

// signature is how far what the customer signs is.
type signature struct {
	terms       string
	ink         flow.Ink
	ready, busy bool
}

// customerFoot has the pad's eraser, the terms, and the button that signs.
func (b *builder) customerFoot(r Rect, k signature) {
	again, r := r.left(240, 24)
	confirm, terms := r.right(400, 24)
	b.button(again, button{id: "rewrite", text: b.t("sign.again"), off: len(k.ink.Strokes) == 0 || k.busy, msg: flow.InkCleared{}})
	b.para(terms.X, terms.Y+42, terms.W, 2, 32, face{small, false, ink2}, k.terms)
	text := b.t("sign.confirm")
	if k.busy {
		text = b.t("pickup.busy")
	}
	b.button(confirm, button{
		id: "confirm", text: text, icon: "check", primary: true, size: value, off: k.busy || !k.ready,
		msg: flow.SignedOff{},
	})
}

func (b *builder) sep() string { return b.t("list.separator") }
