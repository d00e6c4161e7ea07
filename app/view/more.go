package view

import "countertop/app/flow"

func init() { pages[flow.ScreenMore] = (*builder).more }

// more has a door to each screen that is not on the home page, or not at once.
func (b *builder) more() {
	b.header()
	room := b.head(heading{title: b.t("more.title")})
	doors := flow.Doors()
	for i, cell := range room.grid(3, max(2, (len(doors)+2)/3), gutter)[:len(doors)] {
		b.door(cell, doors[i])
	}
	b.foot(foot{})
	b.script("")
}

// door leads to a screen: its icon, its name, and what it is for.
func (b *builder) door(r Rect, name flow.Screen) {
	key := "door." + string(name)
	m := flow.Opened{Screen: name}
	st, c, c2 := choosable, ink, ink2
	if b.s.Lacks(m) != "" {
		st, c, c2 = style{fill: disabled, radius: chipRad}, ink3, ink3
	}
	b.tap(key, r, st, b.t(key), m)
	icon, words := r.shrink(24, 0).left(56, 20)
	b.iconIn(icon, 44, name.Door().Icon, c)
	b.pair(words, left, face{value, true, c}, b.t(key), face{caption, false, c2}, b.t(key+".sub"))
}
