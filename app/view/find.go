package view

import (
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenFind] = (*builder).find }

// find looks an order up by anything a person may say or hold: what is typed
// stands at the top, what it fits below, the keyboard at the foot.
func (b *builder) find() {
	b.header()
	f := b.s.Find
	title, hint := "find.title", "find.hint"
	if f.ForPickup {
		title, hint = "find.pickup", "find.pickup-hint"
	}
	w := b.w - 2*margin
	back := button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}}
	if b.s.Focus == flow.FieldFind {
		y := headerH + 12
		b.button(Rect{margin, y, 176, 92}, back)
		b.field(Rect{margin + 192, y, w - 192 - 148, 92}, flow.FieldFind, "", "")
		b.findCount(b.w-margin, y+46)
		top := y + 92 + 8
		b.findList(Rect{margin, top, w, b.keyboardTop() - 8 - top})
		b.keyboard()
		return
	}
	b.text(margin, headerH+52, w, left, face{headline, true, ink}, b.t(title))
	b.findCount(b.w-margin, headerH+40)
	b.field(Rect{margin, headerH + 68, w, 92}, flow.FieldFind, "", b.t(hint))
	top := headerH + 68 + 92 + 8
	b.findList(Rect{margin, top, w, b.bottomY() - 8 - top})
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, back)
	b.script("script.find")
}

func (b *builder) findCount(x, y int) {
	if n := len(b.s.Find.Rows); n > 0 {
		b.text(x, middle(y, body), 0, right, face{body, true, ink2}, b.t("find.count", "n", strconv.Itoa(n)))
	}
}

func (b *builder) findList(r Rect) {
	f := b.s.Find
	if len(f.Rows) == 0 {
		switch text := b.sought(); text {
		case "":
			b.empty(r, "scan-barcode", "find.start")
		case f.Asked:
			b.empty(r, "search", "find.none")
		}
		return
	}
	const gap = 8
	n := max(1, (r.H+gap)/(88+gap))
	if n == 1 && len(f.Rows) > 1 {
		// A high keyboard leaves one row: two share it.
		w := (r.W - gap) / 2
		for i, row := range f.Rows[:2] {
			b.foundCard(Rect{r.X + i*(w+gap), r.Y, w, min(104, r.H)}, row)
		}
		return
	}
	h := min(104, (r.H-(n-1)*gap)/n)
	for i, row := range f.Rows[:min(n, len(f.Rows))] {
		b.foundRow(Rect{r.X, r.Y + i*(h+gap), r.W, h}, row)
	}
}

// foundRow is one order: number, machine and customer, and where it is.
func (b *builder) foundRow(r Rect, row flow.Row) {
	o := row.Order
	n := b.box(r, style{fill: surface, stroke: line, radius: chipRad})
	n.ID, n.Touch, n.Text = "row."+string(o.ID), flow.OrderChosen{Order: o.ID}, o.ID.String()
	y := r.Y + r.H/2
	b.text(r.X+24, y+4, 130, left, face{38, true, ink}, o.ID.Short())
	b.text(r.X+24, y+34, 130, left, face{caption, false, ink3}, strings.TrimSuffix(string(o.ID), o.ID.Short()))

	const pw = 316
	strong, tint := hue(o.Place.Kind)
	place, age, icon := b.placeText(o.Place), b.t("find.since", "age", b.age(o.PlaceSince)), shelfIcon(o.Place.Kind)
	if !o.InShop() {
		place, age = b.t("stage."+string(o.Stage)), b.moment(o.StageSince)
		icon = "archive"
	}
	if o.Missing() {
		strong, tint, icon, place, age = lateRed, lateTint, "triangle-alert", b.t("stock.missing-badge"), join(b.moment(o.MissingSince), b.shortPlace(o.Place))
	}
	pr := Rect{r.X + r.W - 56 - pw, r.Y + 10, pw, r.H - 20}
	b.box(pr, style{fill: tint, radius: 10})
	b.icon(pr.X+18, y-16, 32, icon, strong)
	b.fit(pr.X+66, y-4, pw-78, left, face{body, true, strong}, caption, place)
	b.fit(pr.X+66, y+26, pw-78, left, face{caption, false, ink2}, 15, age)
	b.icon(r.X+r.W-44, y-14, 28, "chevron-right", ink3)

	x := r.X + 166
	mw := pr.X - 20 - x
	b.fit(x, y-2, mw, left, face{28, true, ink}, 22, b.device(o.Device))
	who, note := b.matched(row)
	if note == "" {
		b.text(x, y+32, mw, left, face{22, false, ink2}, who)
		return
	}
	nw := min(b.width(note, face{22, true, ink}), mw*6/10)
	ww := b.text(x, y+32, mw-nw-16, left, face{22, false, ink2}, who)
	b.text(x+ww+16, y+32, nw, left, face{22, true, ink}, note)
}

// foundCard is a row of half the width: where the machine is stands below its
// number.
func (b *builder) foundCard(r Rect, row flow.Row) {
	o := row.Order
	n := b.box(r, style{fill: surface, stroke: line, radius: chipRad})
	n.ID, n.Touch, n.Text = "row."+string(o.ID), flow.OrderChosen{Order: o.ID}, o.ID.String()
	y := r.Y + r.H/2
	strong, _ := hue(o.Place.Kind)
	place := b.placeText(o.Place)
	if !o.InShop() {
		place = b.t("stage." + string(o.Stage))
	}
	if o.Missing() {
		strong, place = lateRed, b.t("stock.missing-badge")
	}
	b.text(r.X+20, y+2, 160, left, face{34, true, ink}, o.ID.Short())
	b.fit(r.X+20, y+32, 168, left, face{caption, true, strong}, 15, place)
	x := r.X + 200
	w := r.X + r.W - 16 - x
	who, note := b.matched(row)
	b.fit(x, y-2, w, left, face{body, true, ink}, caption, b.device(o.Device))
	b.text(x, y+32, w, left, face{caption, false, ink2}, join(note, who))
}

// sought is what is looked for: what stands in the field and the letters that
// are being composed.
func (b *builder) sought() string { return strings.TrimSpace(b.s.Find.Text + b.s.Entry.Comp.Letters) }

// matched is the customer of a row with the phone masked but for what was
// looked for, and what else it was found by, if that cannot be seen in the row.
func (b *builder) matched(row flow.Row) (who, note string) {
	text := strings.ToUpper(b.sought())
	has := func(s string) bool { return text != "" && strings.Contains(strings.ToUpper(s), text) }
	o, c := row.Order, row.Customer
	phone := repair.MaskPhone(c.Phone())
	for _, p := range c.Phones {
		if has(p) {
			phone = shownPart(p, text)
			break
		}
	}
	who = join(b.who(row), phone)
	if phone != repair.MaskPhone(c.Phone()) || has(o.ID.String()) || has(b.device(o.Device)) || has(b.who(row)) {
		return who, ""
	}
	switch {
	case has(o.Device.Serial):
		return who, o.Device.Serial
	case has(c.Company):
		return who, c.Company
	}
	for _, p := range c.Contacts {
		if has(p.Name) {
			return who, b.t("find.contact", "name", p.Name)
		}
		if has(p.Phone) {
			return who, b.t("find.contact", "name", join(p.Name, shownPart(p.Phone, text)))
		}
	}
	return who, ""
}

// shownPart masks a phone number but for the part that was said.
func shownPart(phone, part string) string {
	masked := []byte(phone)
	i := strings.Index(phone, part)
	for j := 3; j < len(phone)-4; j++ {
		if j < i || j >= i+len(part) {
			masked[j] = '*'
		}
	}
	return string(masked)
}
