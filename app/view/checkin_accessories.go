package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

// checkInAccessories asks what stays here: all goes home unless it is touched.
func (b *builder) checkInAccessories() {
	c := b.s.CheckIn
	main, side := b.step(heading{title: b.t("checkin.accessories"), beside: b.t("checkin.accessories-how")})
	list := slices.Concat(b.s.Shop.Trade.Accessories(c.Device.Kind), b.s.Shop.Trade.Papers())
	for _, a := range c.Kept {
		if !slices.Contains(list, a.Name) {
			list = slices.Insert(list, 0, a.Name) // what was typed
		}
	}
	var items []item
	for _, name := range list {
		on := slices.Contains(c.Kept, repair.Accessory{Name: name})
		items = append(items, item{id: "keep." + wordID(name), text: b.word(name), on: on, msg: flow.AccessoryToggled{Name: name}})
	}
	b.grid(main, main.W/150, items, item{id: "keep.other", text: b.t("button.other"), msg: flow.Focused{Field: flow.FieldAccessory}})
	b.kept(side)
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
	head, in := r.shrink(24, gutter).top(36, 8)
	b.line(head, left, face{body, true, ink}, b.t("checkin.kept", "n", strconv.Itoa(n)))
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
	rows := in.tiles(1, chipH, gutter)
	if more := len(accessories) - len(rows); more > 0 {
		// What was touched last is what is being counted.
		var names []string
		for _, t := range accessories[:more+1] {
			names = append(names, b.word(t.name))
		}
		b.prose(rows[0], face{small, false, ink2}, strings.Join(names, b.sep()))
		accessories, rows = accessories[more+1:], rows[1:]
	}
	for i, t := range accessories {
		more, row := rows[i].right(chipH, 0)
		count, row := row.right(30+gutter, 0)
		less, row := row.right(chipH, 12)
		which := strconv.Itoa(t.from)
		if t.to > t.from {
			which += "–" + strconv.Itoa(t.to)
		}
		over, name := row.top(28, 0)
		b.line(over, left, face{caption, false, ink2}, which+"/"+strconv.Itoa(n))
		b.prose(name, face{small, true, ink}, b.word(t.name))
		b.chipItem(less, item{id: "less." + wordID(t.name), icon: "minus", msg: flow.AccessoryCounted{Name: t.name, By: -1}})
		b.line(count, center, face{value, true, ink}, strconv.Itoa(t.to-t.from+1))
		b.chipItem(more, item{id: "more." + wordID(t.name), icon: "plus", msg: flow.AccessoryCounted{Name: t.name, By: 1}})
	}
}
