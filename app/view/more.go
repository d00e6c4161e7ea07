package view

import "countertop/app/flow"

func init() { pages[flow.ScreenMore] = (*builder).more }

// more has a door to each screen that is not on the home page, or not at once.
func (b *builder) more() {
	b.header()
	room := b.head(heading{title: b.t("more.title")})
	doors := b.s.Doors()
	for i, cell := range room.grid(3, max(2, (len(doors)+2)/3), gutter)[:len(doors)] {
		b.door(cell, doors[i])
	}
	b.foot(foot{})
	b.script("")
}

// door leads to a screen: its icon, its name, and what it is for.
func (b *builder) door(r Rect, name flow.Screen) {
	key := "door." + string(name)
	b.tap(key, r, choosable, b.t(key), flow.Opened{Screen: name})
	icon, words := r.shrink(24, 0).left(56, 20)
	b.iconIn(icon, 44, name.Door().Icon, ink)
	b.pair(words, left, face{value, true, ink}, b.t(key), face{caption, false, ink2}, b.t(key+".sub"))
}
