package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// listEditor is the entries of a list in two columns, the first cell for a new
// one: a touch on an entry writes it, and beside it are one place earlier, and
// away.
func (b *builder) listEditor(r Rect, e flow.SettingEdit) {
	if e.Item.Open {
		b.itemEditor(r, e)
		return
	}
	items := e.Items()
	p := b.itemPages(r, e)
	for i, cell := range p.cells() {
		if i == 0 {
			b.addItem(cell, len(items))
			continue
		}
		b.settingItem(cell, i-1, items[i-1], e)
	}
}

// itemPages is the page of the list in the editor, with a cell for a new entry.
func (b *builder) itemPages(r Rect, e flow.SettingEdit) paging {
	cols := 2
	if e.Setting().Kind == repair.SettingDays {
		cols = 1 // days are long
	}
	return inPages(r.tiles(cols, b.finger(), settingGap), len(e.Items())+1, e.Page)
}

func (b *builder) addItem(r Rect, at int) {
	b.tap("item.add", r, style{fill: surface, stroke: control, width: 2, radius: chipRad, dashed: true}, b.t("settings.add"),
		flow.SettingItemChosen{Index: at})
	b.worded(r.shrink(gutter, 0), face{label, true, ink}, "plus", false, b.t("settings.add"))
}

func (b *builder) settingItem(r Rect, i int, item string, e flow.SettingEdit) {
	n := strconv.Itoa(i)
	words, r := r.left(r.W-2*(b.finger()+6), 6)
	b.tap("item."+n, words, rowStyle, item, flow.SettingItemChosen{Index: i})
	first, second := b.itemWords(item, e)
	b.pair(words.shrink(gutter, 0), left, face{label, true, ink}, first, face{caption, false, ink2}, second)
	keys := r.cols(2, 6)
	if e.Setting().Kind != repair.SettingDays { // they stand in the order of the days
		b.button(keys[0], button{id: "item.up." + n, icon: "arrow-up", off: i == 0, msg: flow.SettingItemMoved{Index: i}})
	}
	b.button(keys[1], button{id: "item.away." + n, icon: "x", msg: flow.SettingItemRemoved{Index: i}})
}

// itemWords is an entry in words: what it says, and below that the other
// language, or what its days have.
func (b *builder) itemWords(item string, e flow.SettingEdit) (first, second string) {
	switch e.Setting().Kind {
	case repair.SettingWords:
		return repair.ItemWords(item)
	case repair.SettingAmounts:
		n, _ := strconv.ParseInt(item, 10, 64)
		return i18n.Money(b.lang, 100*n), ""
	case repair.SettingDays:
		if d, err := repair.ParseDayRule(item); err == nil {
			return b.ruleDays(d), join(b.ruleHas(d), d.Name)
		}
	default: // it is said as it stands
	}
	return item, ""
}

// itemEditor is one entry that is not being typed just now.
func (b *builder) itemEditor(r Rect, e flow.SettingEdit) {
	if e.Setting().Kind == repair.SettingAmounts {
		side, keys := r.left(r.W*42/100, columnGap)
		row, _ := side.top(buttonH, gutter)
		b.field(row, flow.FieldSettingAmount, "", b.t("settings.yuan"))
		b.pad("", keys)
		return
	}
	fields := b.itemFields(e)
	_, r = r.top(labelH, 0)
	row, _ := r.top(buttonH, 0)
	for i, cell := range row.cols(len(fields), 24) {
		b.field(cell, fields[i].field, fields[i].label, fields[i].hint)
	}
}

// itemFields are the fields of an entry.
func (b *builder) itemFields(e flow.SettingEdit) []entryField {
	zh := entryField{flow.FieldSettingItem, b.t("settings.item"), ""}
	if e.Setting().Kind != repair.SettingWords {
		return []entryField{zh}
	}
	return []entryField{
		{flow.FieldSettingItem, b.t("settings.item.zh"), ""},
		{flow.FieldSettingEnglish, b.t("settings.item.en"), b.t("settings.item.en-hint")},
	}
}

// usualPairs are what is confused most.
var usualPairs = []string{"zh=z", "ch=c", "sh=s", "n=l", "r=l", "f=h", "ng=n", "hu=f"}

// pairsEditor is pairs of sounds to choose from, with those that the shop has of
// its own.
func (b *builder) pairsEditor(r Rect, e flow.SettingEdit) {
	var cs []choice
	has := e.Items()
	for _, p := range append(slices.Clone(usualPairs), slices.DeleteFunc(slices.Clone(has), func(p string) bool {
		return slices.Contains(usualPairs, p)
	})...) {
		cs = append(cs, choice{id: "pair." + p, text: p, on: slices.Contains(has, p), msg: flow.SettingToggled{Item: p}})
	}
	cells := r.tiles(4, b.finger(), settingGap)
	for i, c := range cs[:min(len(cs), len(cells))] {
		b.pickCell(cells[i], c)
	}
}

// slotsEditor is the four shelves with their slots.
func (b *builder) slotsEditor(r Rect, e flow.SettingEdit) {
	l := e.Layout()
	for i, row := range r.rows(len(repair.Shelves), settingGap) {
		k := repair.Shelves[i]
		strong, _ := hue(k)
		row = row.within(row.W, b.finger())
		name, keys := row.left(row.W*34/100, gutter)
		at, name := name.left(iconSize, 12)
		b.iconIn(at, iconSize, shelfIcon(k), strong)
		b.pair(name, left, face{label, true, ink}, b.t("place."+string(k)), face{caption, false, ink2}, k.Letter())
		cells := keys.split(8, 4, 4, 5, 4, 4)
		for j, by := range []int{-10, -1, 0, 1, 10} {
			if by == 0 {
				b.line(cells[j], center, face{value, true, ink}, strconv.Itoa(l[k]))
				continue
			}
			text := strconv.Itoa(by)
			if by > 0 {
				text = "+" + text
			}
			id := "slots." + k.Letter() + "." + strconv.Itoa(by)
			b.button(cells[j], button{id: id, text: text, msg: flow.SlotsMoved{Shelf: k, By: by}})
		}
	}
}
