package view

import (
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// signPad is the surface a customer signs on: the whole width, a line to sign
// over, and what was written so far.
func (b *builder) signPad(r Rect, id string, k flow.Ink) {
	n := b.box(r, style{fill: surface, stroke: ink3, width: 3, radius: corner, dashed: true})
	n.ID, n.Pen = id, true
	b.text(r.X+30, r.Y+42, 0, left, face{body, false, ink2}, b.t("sign.yours"))
	b.box(Rect{r.X + 30, r.Y + r.H - 38, r.W - 60, 2}, style{fill: control})
	pr := b.rect(r)
	strokes := make([][]Point, len(k.Strokes))
	for i, st := range k.Strokes {
		pts := make([]Point, len(st))
		for j, p := range st {
			pts[j] = Point{float32(p.X) * float32(pr.W) / repair.InkUnit, float32(p.Y) * float32(pr.W) / repair.InkUnit}
		}
		strokes[i] = pts
	}
	b.add(Node{Kind: KindInk, ID: id + ".ink", Rect: pr, Strokes: strokes, StrokeWidth: b.lineWidth(5), Color: ink, Enabled: true})
}

// sheetCell is one labelled text on a customer's page.
type sheetCell struct{ label, text string }

// sheetText is the exact text that the customer signs: the title, every cell
// as it stands, the terms.
func sheetText(title string, cells []sheetCell, terms string) string {
	var sb strings.Builder
	sb.WriteString(title + "\n")
	for _, c := range cells {
		sb.WriteString(c.label + ": " + c.text + "\n")
	}
	sb.WriteString(terms + "\n")
	return sb.String()
}

// sheet draws the cells in three columns into r.
func (b *builder) sheet(r Rect, cells []sheetCell) {
	b.card(r)
	rows := (len(cells) + 2) / 3
	pitch := (r.H - 24) / rows
	widths := []int{r.W * 36 / 100, r.W * 34 / 100, r.W * 30 / 100}
	x := r.X + 30
	for col := range 3 {
		for row := range rows {
			i := col*rows + row
			if i >= len(cells) {
				break
			}
			y := r.Y + 14 + row*pitch
			b.text(x, y+26, widths[col]-40, left, face{body, false, ink2}, cells[i].label)
			f := face{36, true, ink}
			for f.size > 26 && b.width(cells[i].text, f) > widths[col]-40 {
				f.size -= 2
			}
			if b.width(cells[i].text, f) > widths[col]-40 && pitch >= 100 {
				b.para(x, y+56, widths[col]-40, 2, 30, face{caption + 4, true, ink}, cells[i].text)
			} else {
				b.text(x, y+66, widths[col]-40, left, f, cells[i].text)
			}
		}
		x += widths[col]
	}
}

// customerPage is the frame of a page that the customer has: no staff chrome,
// double type, left by signing or by staff.
func (b *builder) customerPage(title string) {
	b.fit(48, 76, b.w-460, left, face{48, true, ink}, 34, title)
	b.fit(b.w-48-196, 74, 380, right, face{26, false, ink2}, caption, join(b.s.Shop.Name, b.t("sign.record")))
	b.button(Rect{b.w - 48 - 176, 12, 176, 88}, button{id: "staff", text: b.t("sign.staff"), icon: "lock", size: 22, msg: flow.DialogAsked{Kind: flow.DialogLeave, Purpose: flow.ForLeave}})
}

// customerSign is what the customer reads and signs at check-in.
func (b *builder) customerSign() {
	c := b.s.CheckIn
	title := b.t("sign.title")
	b.customerPage(title)
	cells := []sheetCell{
		{b.t("known.customer"), joinSpace(b.customerName(c.Customer), repair.MaskPhone(c.Phone))},
		{b.t("known.machine"), b.device(c.Device)},
		{b.t("known.serial"), b.serialText(c.Device)},
		{b.t("sign.fault"), b.faultText(c.Fault)},
		{b.t("sign.outside"), b.marksText(c.Marks)},
		{b.t("sign.kept"), b.keptText(c.Kept)},
		{b.t("sign.promise"), i18n.Day(b.lang, c.Promised)},
		{b.t("known.order"), c.Order.String()},
		{b.t("sign.old-parts"), b.t("old-parts." + string(c.OldParts))},
	}
	terms := b.t("sign.terms")
	b.sheet(Rect{48, 112, b.w - 96, 304}, cells)
	y := b.h - 16 - buttonH
	b.signPad(Rect{48, 432, b.w - 96, y - 16 - 432}, "pad.checkin", c.Ink)
	b.button(Rect{48, y, 240, buttonH}, button{id: "rewrite", text: b.t("sign.again"), off: len(c.Ink.Strokes) == 0, msg: flow.InkCleared{}})
	b.para(312, y+42, b.w-312-48-400-24, 2, 32, face{22, false, ink2}, terms)
	b.button(Rect{b.w - 48 - 400, y, 400, buttonH}, button{
		id: "confirm", text: b.t("sign.confirm"), icon: "check", primary: true, size: 34, off: !b.s.Ready(),
		msg: flow.SignedOff{Text: sheetText(title, cells, terms)},
	})
}

func (b *builder) customerName(c repair.Customer) string {
	if c.Name == "" {
		return c.Company
	}
	return c.Name
}

func (b *builder) serialText(d repair.Device) string {
	if d.Serial == "" {
		return b.t("checkin.no-serial")
	}
	return d.Serial
}

func (b *builder) sep() string { return b.t("list.separator") }

func (b *builder) faultText(f repair.Fault) string {
	var parts []string
	for _, k := range f.Chips {
		parts = append(parts, b.t(k))
	}
	if f.Words != "" {
		parts = append(parts, f.Words)
	}
	return strings.Join(parts, b.sep())
}

func (b *builder) marksText(marks []repair.ConditionMark) string {
	if len(marks) == 0 {
		return b.t("sign.clean")
	}
	var parts []string
	for _, k := range repair.MarkKinds {
		n := 0
		for _, m := range marks {
			if m.Kind == k {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, b.t("mark."+string(k))+" "+strconv.Itoa(n))
		}
	}
	return strings.Join(parts, b.sep())
}

func (b *builder) keptText(kept []repair.Accessory) string {
	if len(kept) == 0 {
		return b.t("sign.none-kept")
	}
	var parts []string
	for _, a := range kept {
		parts = append(parts, b.t(a.Name))
	}
	return strings.Join(parts, b.sep())
}
