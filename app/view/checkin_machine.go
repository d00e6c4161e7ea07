package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
)

// checkInMachine asks for kind, brand, model and serial number; the brand that
// is chosen makes room for its models.
func (b *builder) checkInMachine() {
	c := b.s.CheckIn
	b.title("checkin.machine")
	w := b.leftW()
	y := answerTop
	var kinds []item
	for _, k := range repair.Kinds {
		kinds = append(kinds, item{id: "kind." + string(k), icon: kindIcon(k), text: b.t("kind." + string(k)), on: c.Device.Kind == k, msg: flow.KindChosen{Kind: k}})
	}
	b.row(margin, y, w, kinds...)
	y += rowH
	fields := b.bottomY() - gutter - 72
	room := Rect{margin, y, w, fields - 40 - y}
	here := c.InShop()
	if here != nil && !c.Other {
		b.inShop(room, *here)
	} else {
		b.brands(b.knownMachines(room))
	}
	b.machineFields(fields, here != nil && !c.Other)
	b.known()
	b.navigation()
}

// knownMachines are a row of what the customer brought before; it returns the
// room below it.
func (b *builder) knownMachines(r Rect) Rect {
	c := b.s.CheckIn
	n := min(len(c.Known), 2)
	if n == 0 {
		return r
	}
	var known []item
	for i, d := range c.Known[:n] {
		known = append(known, item{id: "known." + strconv.Itoa(i), icon: "rotate-ccw", text: b.device(d), on: d.Same(c.Device), msg: flow.KnownChosen{Index: i}})
	}
	b.grid(Rect{r.X, r.Y, r.W, chipH}, 2, known)
	return Rect{r.X, r.Y + rowH, r.W, r.H - rowH}
}

// brands are the makers of the kind, or the models of the one that is chosen.
func (b *builder) brands(r Rect) {
	c := b.s.CheckIn
	if c.Device.Kind == "" {
		b.text(r.X, r.Y+44, r.W, left, face{body, false, ink3}, b.t("checkin.kind-first"))
		return
	}
	if c.Device.Brand == "" {
		var brands []item
		for i, key := range b.s.Shop.Trade.Brands(c.Device.Kind) {
			brands = append(brands, item{id: "brand." + strconv.Itoa(i), text: b.word(key), msg: flow.BrandChosen{Brand: key}})
		}
		b.grid(r, r.W/150, brands, item{id: "brand.other", text: b.t("button.other"), msg: flow.Focused{Field: flow.FieldBrand}})
		return
	}
	items := []item{{id: "brand", icon: "check", text: b.word(c.Device.Brand), on: true, msg: flow.BrandChosen{}}}
	for i, m := range c.Models {
		items = append(items, item{id: "model." + strconv.Itoa(i), text: m, on: c.Device.Model == m, msg: flow.ModelChosen{Model: m}})
	}
	fit := 3 * ((r.H + gutter) / rowH)
	b.grid(r, 3, items[:min(len(items), fit)])
}

// machineFields are model and serial number, with what is wrong with it in
// words.
func (b *builder) machineFields(y int, here bool) {
	c := b.s.CheckIn
	w := b.leftW()
	half := (w - gutter) / 2
	label := b.t("field.model")
	if c.Device.Brand != "" {
		label = join(label, b.word(c.Device.Brand))
	}
	b.field(Rect{margin, y, half, 72}, flow.FieldModel, label, b.t("field.model.hint"))
	x := margin + half + gutter
	twice := c.Device.Serial != "" && slices.ContainsFunc(c.Others, func(m flow.Machine) bool { return m.Device.Serial == c.Device.Serial })
	f, text := face{caption, false, ink2}, b.t("field.serial")
	switch {
	case twice:
		f, text = face{caption, true, lateRed}, b.t("checkin.twice")
	case here:
		f, text = face{caption, true, lateRed}, b.t("checkin.in-shop-serial")
	}
	b.fit(x, y-12, half, left, f, 14, text)
	b.field(Rect{x, y, half - 136, 72}, flow.FieldSerial, "", b.t("field.serial.hint"))
	if twice || here {
		b.box(Rect{x, y, half - 136, 72}, style{stroke: lateRed, width: 3, radius: chipRad})
	}
	b.chipItem(Rect{margin + w - 120, y, 120, 72}, item{id: "no-serial", text: b.t("checkin.no-serial"), on: c.Device.NoSerial != "", msg: flow.NoSerialChosen{}})
}

// inShop says that a machine with this serial number is here already: the
// order goes on, or it is another machine.
func (b *builder) inShop(r Rect, o repair.Order) {
	r.H = 168
	b.box(r, style{fill: lateTint, stroke: lateRed, width: 2, radius: corner})
	b.icon(r.X+24, r.Y+16, 44, "triangle-alert", lateRed)
	x, w := r.X+84, r.W-108
	b.fit(x, r.Y+38, w, left, face{28, true, lateRed}, 20, b.t("checkin.in-shop"))
	where := join(o.ID.String(), b.placeText(o.Place), b.t("checkin.since", "day", b.dayOf(o.ReceivedAt)))
	b.fit(x, r.Y+67, w, left, face{22, false, ink}, 15, where)
	y := r.Y + r.H - 14 - chipH
	half := (r.W - 48 - gutter) / 2
	b.chipItem(Rect{r.X + 24, y, half, chipH}, item{id: "open-order", icon: "file-text", text: b.t("checkin.open-order"), msg: flow.OrderChosen{Order: o.ID}})
	b.chipItem(Rect{r.X + 24 + half + gutter, y, half, chipH}, item{id: "other-machine", icon: "copy", text: b.t("checkin.other-machine"), msg: flow.OtherMachine{}})
}
