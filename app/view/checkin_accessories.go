package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
)

// checkInAccessories asks what stays here: all goes home unless it is touched.
func (b *builder) checkInAccessories() {
	c := b.s.CheckIn
	w := b.leftW()
	tw := b.text(margin, pageTop+48, w, left, face{headline, true, ink}, b.t("checkin.accessories"))
	b.fit(margin+tw+24, pageTop+44, w-tw-24, left, face{caption, false, ink2}, 14, b.t("checkin.accessories-how"))
	list := slices.Concat(b.s.Shop.Trade.Accessories(c.Device.Kind), b.s.Shop.Trade.Papers())
	for _, a := range c.Kept {
		if !slices.Contains(list, a.Name) {
			list = slices.Insert(list, 0, a.Name) // what was typed
		}
	}
	var items []item
	for _, name := range list {
		on := slices.Contains(c.Kept, repair.Accessory{Name: name})
		items = append(items, item{id: "keep." + name, text: b.word(name), on: on, msg: flow.AccessoryToggled{Name: name}})
	}
	b.grid(Rect{margin, answerTop, w, b.bottomY() - gutter - answerTop}, w/150, items, item{id: "keep.other", text: b.t("button.other"), msg: flow.Focused{Field: flow.FieldAccessory}})
	b.kept(b.side())
	b.navigation()
}

// kept counts what stays, as the labels will: i of n.
func (b *builder) kept(r Rect) {
	c := b.s.CheckIn
	b.card(r)
	n := len(c.Kept)
	if n == 0 {
		b.empty(r, "package-open", "checkin.none-kept")
		return
	}
	b.fit(r.X+24, r.Y+42, r.W-48, left, face{body, true, ink}, 18, b.t("checkin.kept", "n", strconv.Itoa(n)))
	type accessory struct {
		name     string
		from, to int
	}
	var accessories []accessory
	for i, a := range c.Kept {
		if k := len(accessories); k > 0 && accessories[k-1].name == a.Name {
			accessories[k-1].to = i + 1
			continue
		}
		accessories = append(accessories, accessory{a.Name, i + 1, i + 1})
	}
	y := r.Y + 60
	fit := (r.Y + r.H - 8 - y) / rowH
	if more := len(accessories) - fit; more > 0 {
		// What was touched last is what is being counted.
		names := ""
		for _, t := range accessories[:more+1] {
			if names != "" {
				names += b.sep()
			}
			names += b.word(t.name)
		}
		b.wrapped(Rect{r.X + 24, y, r.W - 48, chipH}, face{22, false, ink2}, names)
		accessories = accessories[more+1:]
		y += rowH
	}
	for _, t := range accessories {
		lw := r.W - 48 - 2*chipH - 2*gutter - 30
		which := strconv.Itoa(t.from)
		if t.to > t.from {
			which += "–" + strconv.Itoa(t.to)
		}
		b.text(r.X+24, y+24, lw, left, face{caption, false, ink2}, which+"/"+strconv.Itoa(n))
		b.wrapped(Rect{r.X + 24, y + 30, lw, 50}, face{22, true, ink}, b.word(t.name))
		x := r.X + r.W - 24 - 2*chipH - 30 - gutter
		b.chipItem(Rect{x, y, chipH, chipH}, item{id: "less." + t.name, icon: "minus", msg: flow.AccessoryCounted{Name: t.name, By: -1}})
		b.text(x+chipH+(30+gutter)/2, middle(y+chipH/2, value), 0, center, face{value, true, ink}, strconv.Itoa(t.to-t.from+1))
		b.chipItem(Rect{r.X + r.W - 24 - chipH, y, chipH, chipH}, item{id: "more." + t.name, icon: "plus", msg: flow.AccessoryCounted{Name: t.name, By: 1}})
		y += rowH
	}
}
