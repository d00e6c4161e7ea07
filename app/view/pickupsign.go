package view

import (
	"strconv"
	"strings"
	"unicode"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// pickupCells are what the customer confirms at pickup. They are drawn and
// signed as they stand.
func (b *builder) pickupCells() []sheetCell {
	p := b.s.Pickup
	o := p.Row.Order
	var back []repair.Accessory
	gone := missing(p)
	for _, i := range p.Returned {
		back = append(back, o.Accessories[i-1])
	}
	returned := b.keptText(back)
	if len(gone) > 0 {
		returned = b.t("psign.missing", "names", returned, "missing", b.keptText(gone))
	}
	test := b.t("psign.tested")
	switch {
	case o.Stage == repair.StageReturnUnrepaired:
		test = b.t("psign.as-is")
	case p.Untested != "":
		call := b.s.Shop.Calendar.AddDays(b.s.Today(), 1)
		test = b.t("psign.untested", "why", b.t(p.Untested), "day", i18n.Day(b.lang, call))
	}
	condition := b.t("psign.same")
	if n := len(p.NewMarks); n > 0 {
		condition = b.t("psign.new", "n", strconv.Itoa(n), "marks", b.marksText(p.NewMarks))
	}
	old := "psign.old.yours"
	if o.OldParts == repair.OldPartsShop {
		old = "psign.old.ours"
	}
	cells := []sheetCell{
		{b.t("psign.number"), o.ID.String()},
		{b.t("psign.machine"), join(b.device(o.Device), o.Device.Serial)},
		{b.t("psign.returned"), returned},
		{b.t("psign.test"), test},
		{b.t("psign.condition"), condition},
		{b.t("psign.old"), b.t(old)},
	}
	if l := o.Loan; l != nil {
		key := "psign.loaner-back"
		if o.LoanOut() {
			key = "psign.loaner-out"
		}
		cells = append(cells, sheetCell{b.t("psign.loaner"), b.t(key, "name", l.Name)})
	}
	if fen := p.PaidFen(); fen > 0 {
		cells = append(cells, sheetCell{b.t("psign.paid"), joinSpace(b.sum(fen), b.t("paid."+string(p.PaidBy)))})
	}
	return cells
}

func init() { pages[flow.ScreenPickupSign] = (*builder).pickupSign }

// pickupSign is the customer's page at pickup: what is handed over, an
// opinion, a signature.
func (b *builder) pickupSign() {
	p := b.s.Pickup
	title, terms, cells := b.t("psign.title"), b.t("psign.terms"), b.pickupCells()
	b.customerPage(title)
	const x = 48
	w := b.w - 2*x
	b.handover(Rect{x, 112, w, 248}, cells)
	b.stars(Rect{x, 372, w, 92})

	y := b.h - 16 - buttonH
	b.signPad(Rect{x, 476, w, y - 12 - 476}, "pad.pickup", p.Ink)
	b.button(Rect{x, y, 240, buttonH}, button{id: "rewrite", text: b.t("sign.again"), off: len(p.Ink.Strokes) == 0 || p.Busy, msg: flow.InkCleared{}})
	b.para(x+264, y+42, w-264-400-24, 2, 32, face{22, false, ink2}, terms)
	text := b.t("sign.confirm")
	if p.Busy {
		text = b.t("pickup.busy")
	}
	sheet := repair.SignedDocument{Strokes: p.Ink.Strokes}
	b.button(Rect{x + w - 400, y, 400, buttonH}, button{
		id: "confirm", text: text, icon: "check", primary: true, size: 34, off: p.Busy || sheet.Empty(),
		msg: flow.SignedOff{Text: signedText(title, cells, terms)},
	})
}

// handover draws the cells in two rows. A long text gets smaller before it is
// cut: what is signed must be read.
func (b *builder) handover(r Rect, cells []sheetCell) {
	b.card(r)
	const rows = 2
	cols := (len(cells) + rows - 1) / rows
	pitch := (r.H - 20) / rows
	cw := (r.W - 56 - (cols-1)*32) / cols
	for i, c := range cells {
		x, y := r.X+28+i%cols*(cw+32), r.Y+8+i/cols*pitch
		b.text(x, y+26, cw, left, face{22, false, ink2}, c.label)
		b.fill(Rect{x, y + 34, cw, pitch - 38}, c.text)
	}
}

// fill writes a text into r as large as it fits.
func (b *builder) fill(r Rect, s string) {
	f := face{0, true, ink}
	var ls []string
	for _, f.size = range []int{36, 32, 28, 24, 22, 20, 18, 16} {
		n := max(1, r.H/(f.size+3))
		// A number is not read across a line's end.
		one := !strings.ContainsFunc(s, func(c rune) bool { return c == ' ' || c > unicode.MaxLatin1 })
		if ls = b.v.Text.Wrap(s, b.px(f.size), true, b.px(r.W), 0); len(ls) == 1 || len(ls) <= n && !one {
			break
		}
		ls = b.v.Text.Wrap(s, b.px(f.size), true, b.px(r.W), n)
	}
	for i, l := range ls {
		b.text(r.X, r.Y+f.size+i*(f.size+3), 0, left, f, l)
	}
}

// stars ask for an opinion; they can be left alone.
func (b *builder) stars(r Rect) {
	rating := b.s.Pickup.Rating
	const sw = 104
	b.fit(r.X+8, middle(r.Y+r.H/2, 28), r.W-5*sw-40, left, face{28, false, ink}, caption, b.t("psign.rate"))
	for i := 1; i <= 5; i++ {
		c := Rect{r.X + r.W - (6-i)*sw + 8, r.Y, sw - 8, r.H}
		st, ic := style{fill: surface, stroke: control, width: 2, radius: chipRad}, ink3
		if i <= rating {
			st, ic = style{fill: ink, radius: chipRad}, white
		}
		n := b.box(c, st)
		n.ID, n.Touch, n.Text = "star."+strconv.Itoa(i), flow.Rated{Stars: i}, b.t("psign.star", "n", strconv.Itoa(i))
		b.icon(c.X+c.W/2-26, c.Y+8, 52, "star", ic)
		b.text(c.X+c.W/2, c.Y+r.H-10, 0, center, face{caption, i == rating, ic}, strconv.Itoa(i))
	}
}
