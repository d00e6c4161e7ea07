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
	main, side := b.step(heading{title: b.t("checkin.machine")})
	fixed := b.s.Screen == flow.ScreenCorrect // what kind of machine it is stays
	row, main := main.top(chipH, gutter)
	fields, main := main.bottom(captionH+72, rowGap)
	var kinds []item
	for _, k := range repair.Kinds {
		kinds = append(kinds, item{
			id: "kind." + string(k), icon: kindIcon(k), text: b.t("kind." + string(k)),
			on: c.Device.Kind == k, msg: flow.KindChosen{Kind: k},
		})
	}
	if fixed {
		kinds = slices.DeleteFunc(kinds, func(it item) bool { return !it.on })
		kinds[0].msg = flow.KindChosen{Kind: c.Device.Kind}
	}
	b.row(row, kinds...)
	here := c.InShop()
	if here != nil && !c.Other {
		b.inShop(main, *here)
	} else {
		b.brands(b.knownMachines(b.numbers(main)))
	}
	b.machineFields(fields, here != nil && !c.Other)
	b.known(side)
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
		known = append(known, item{
			id: "known." + strconv.Itoa(i), icon: "rotate-ccw", text: b.device(d), on: d.Same(c.Device), msg: flow.KnownChosen{Index: i},
		})
	}
	row, rest := r.top(chipH, gutter)
	b.grid(row, 2, known)
	return rest
}

// brands are the makers of the kind, or the models of the one that is chosen.
func (b *builder) brands(r Rect) {
	c := b.s.CheckIn
	if c.Device.Kind == "" {
		words, _ := r.top(chipH, 0)
		b.line(words, left, face{body, false, ink3}, b.t("checkin.kind-first"))
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
	fit := len(r.tiles(3, chipH, gutter))
	b.grid(r, 3, items[:min(len(items), fit)])
}

// machineFields are model and serial number, with what is wrong with it in
// words.
func (b *builder) machineFields(r Rect, here bool) {
	c := b.s.CheckIn
	halves := r.cols(2, gutter)
	above := b.t("field.model")
	if c.Device.Brand != "" {
		above = join(above, b.word(c.Device.Brand))
	}
	b.field(b.captioned(halves[0], above), flow.FieldModel, "", b.t("field.model.hint"))
	twice := slices.ContainsFunc(c.Others, func(m flow.Machine) bool { return m.Device.SameNumber(c.Device) })
	wrong := ""
	switch {
	case twice:
		wrong = b.t("checkin.twice")
	case here:
		wrong = b.t("checkin.in-shop-serial")
	}
	row := b.captioned(halves[1], "")
	if wrong == "" {
		b.captioned(halves[1], b.t("field.serial"))
	} else {
		above, _ := halves[1].top(captionH-4, 0)
		b.line(above, left, face{caption, true, lateRed}, wrong)
	}
	none, serial := row.right(120, gutter)
	b.field(serial, flow.FieldSerial, "", b.t("field.serial.hint"))
	if wrong != "" {
		b.box(serial, style{stroke: lateRed, width: 3, radius: chipRad})
	}
	ask := flow.Msg(flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNoSerial})
	if c.Device.NoSerial != "" {
		ask = flow.NoSerialChosen{}
	}
	b.chipItem(none, item{id: "no-serial", text: b.t("checkin.no-serial"), on: c.Device.NoSerial != "", msg: ask})
}

// inShop says that a machine with this serial number is here already: the
// order goes on, or it is another machine.
func (b *builder) inShop(r Rect, o repair.Order) {
	r, _ = r.top(172, 0)
	b.box(r, style{fill: lateTint, stroke: lateRed, width: 2, radius: corner})
	acts, says := r.shrink(24, 12).bottom(chipH, 0)
	at, words := says.left(44, gutter)
	b.iconIn(at, 44, "triangle-alert", lateRed)
	where := join(o.ID.String(), b.placeText(o.Place), b.t("checkin.since", "day", b.phrases.DayOf(o.ReceivedAt)))
	b.pair(words, left, face{label, true, lateRed}, b.t("checkin.in-shop"), face{small, false, ink}, where)
	b.row(acts,
		item{id: "open-order", icon: "file-text", text: b.t("checkin.open-order"), msg: flow.OrderChosen{Order: o.ID}},
		item{id: "other-machine", icon: "copy", text: b.t("checkin.other-machine"), msg: flow.OtherMachine{}})
}
