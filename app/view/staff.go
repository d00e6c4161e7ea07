package view

import (
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() {
	pages[flow.ScreenStaff] = (*builder).staff
	settingRoom(repair.RoomStaff, (*builder).staffRoom, (*builder).staffSummary)
	settingRoom(repair.RoomRoles, (*builder).rolesRoom, func(b *builder) string { return b.t("settings.roles.sub") })
}

func (b *builder) staffSummary() string {
	return b.t("settings.staff.n", "n", strconv.Itoa(len(b.s.Here())))
}

// staffRoom is everybody who works or has worked here, a row each, who works here
// first; before them the way to a new one, and what is looked over.
func (b *builder) staffRoom(r Rect) paging {
	doors, r := r.top(b.finger(), settingGap)
	cells := doors.split(settingGap, 5, 4)
	b.staffDoor(cells[0], "staff.notable", "shield-check", "settings.staff.notable", "", flow.Opened{Screen: flow.ScreenNotable})
	warn := ""
	if !b.s.HasRecovery {
		warn = b.t("settings.staff.no-code")
	}
	b.staffDoor(cells[1], "staff.recovery", "key-round", "settings.staff.recovery", warn, flow.Opened{Screen: flow.ScreenRecovery})

	list := b.s.Here()
	for _, p := range b.s.People {
		if p.Ended {
			list = append(list, p)
		}
	}
	p := inPages(r.tiles(2, b.finger(), settingGap), len(list)+1, b.s.SettingsPage.Page)
	for i, cell := range p.cells() {
		if i == 0 {
			b.addStaff(cell)
			continue
		}
		b.staffRow(cell, list[i-1])
	}
	return p
}

// staffDoor leads to a page about the people; warn says what is lacking there.
func (b *builder) staffDoor(r Rect, id, icon, key, warn string, m flow.Msg) {
	st, c := choosable, ink
	if b.lacks(m) {
		st, c = style{fill: disabled, radius: chipRad}, ink3
	}
	b.tap(id, r, st, b.t(key), m)
	at, words := r.shrink(gutter, 0).left(iconSize, 12)
	b.iconIn(at, iconSize, icon, c)
	b.pair(words, left, face{label, true, c}, b.t(key), face{caption, true, soonAmber}, warn)
}

func (b *builder) addStaff(r Rect) {
	text, m := b.t("settings.staff.add"), flow.StaffChosen{}
	c := ink
	if b.lacks(m) {
		c = ink3
	}
	b.tap("staff.add", r, style{fill: surface, stroke: control, width: 2, radius: chipRad, dashed: true}, text, m)
	b.worded(r.shrink(gutter, 0), face{label, true, c}, "plus", false, text)
}

// staffRow is a person: who it is, and how things are with them.
func (b *builder) staffRow(r Rect, p repair.Staff) {
	m := flow.StaffChosen{ID: p.ID}
	b.tap("staff."+string(p.ID), r, rowStyle, p.Name, m)
	name, role := ink, ink2
	if p.Ended || b.lacks(m) {
		name, role = ink3, ink3
	}
	act, in := r.shrink(gutter, 0).right(iconSize, 8)
	b.iconIn(act, iconSize, "chevron-right", role)
	round, words := in.left(56, gutter)
	b.initial(round.within(56, 56), p)
	quiet := face{caption, false, role}
	below := b.whoIs(words.W, quiet, "", p.Roles, string(p.ID))
	if state, c := b.staffState(p); state != "" {
		below, quiet = state, face{caption, true, c}
	}
	b.pair(words, left, face{label, true, name}, p.Name, quiet, below)
}

// initial is the first letter of a name in a round field.
func (b *builder) initial(r Rect, p repair.Staff) {
	b.box(r, style{fill: chipGrey, radius: r.W / 2})
	for _, letter := range p.Name {
		b.line(r, center, face{label, true, ink}, strings.ToUpper(string(letter)))
		return
	}
}

// staffState is how things are with a person, "" if as usual.
func (b *builder) staffState(p repair.Staff) (string, Color) {
	switch _, pin := b.s.PINLengths[p.ID]; {
	case p.Ended:
		return b.t("staff.state.ended"), ink3
	case p.AwayOn(b.s.Today()) && p.AwayUntil != "":
		return b.t("staff.state.away", "day", i18n.Day(b.lang, p.AwayUntil)), soonAmber
	case p.AwayOn(b.s.Today()):
		return b.t("staff.state.off"), soonAmber
	case !pin:
		return b.t("staff.state.no-pin"), lateRed
	}
	return "", ink2
}

// staff is the page of one person: name and roles, and what is done to them.
func (b *builder) staff() {
	p := b.s.StaffPage
	b.header()
	if b.s.Focus == flow.FieldStaffName {
		b.typing(b.staffTitle(), entryField{flow.FieldStaffName, b.t("staff.name"), b.t("staff.name.hint")})
		return
	}
	switch p.Part {
	case flow.StaffPIN:
		b.staffPIN()
	case flow.StaffBadge:
		b.staffBadge()
	case flow.StaffAway:
		b.staffAway()
	case flow.StaffEnd:
		b.staffEnd()
	default:
		b.staffForm()
	}
	b.script("")
}

func (b *builder) staffTitle() string {
	if b.s.StaffPage.ID == "" {
		return b.t("staff.new")
	}
	return b.s.Person(b.s.StaffPage.ID).Name
}

func (b *builder) staffForm() {
	p := b.s.StaffPage
	who := b.s.Person(p.ID)
	h := heading{title: b.staffTitle()}
	if p.ID != "" {
		state, _ := b.staffState(who)
		h.beside = join(string(p.ID), state)
	}
	if p.Refused != "" {
		h.how, h.bad = b.t(p.Refused), true
	}
	room := b.head(h)
	f := foot{}
	may := b.s.Lacks(flow.StaffSaved{}) == ""
	main := room
	if p.ID != "" && !who.Ended {
		var side Rect
		side, main = room.sideColumn()
		b.staffActs(side, who)
	}
	if may {
		f.next = button{id: "save", text: b.t("staff.save"), icon: "check", msg: flow.StaffSaved{}, off: p.Waits}
		switch {
		case p.ID == "":
			f.next.text = b.t("staff.join")
		case who.Ended:
			f.next.text = b.t("staff.rejoin")
		default:
			f.next.off = p.Waits || !p.Changed(b.s)
		}
	}
	b.staffFields(main, may)
	b.foot(f)
}

// staffFields are name and roles, to be changed by who may.
func (b *builder) staffFields(r Rect, may bool) {
	p := b.s.StaffPage
	if !may {
		row, r := b.over(r, b.t("staff.name")).top(chipH, gutter)
		b.line(row, left, face{value, true, ink}, p.Form.Name)
		row, _ = b.over(r, b.t("staff.roles")).top(chipH, 0)
		b.line(row, left, face{value, true, ink}, b.roles(p.Form.Roles))
		return
	}
	_, r = r.top(labelH, 0)
	row, r := r.top(buttonH, gutter)
	b.field(row, flow.FieldStaffName, b.t("staff.name"), b.t("staff.name.hint"))
	r = b.over(r, b.t("staff.roles"))
	var cs []choice
	for role, on := range p.Form.Roles.Each() {
		name := string(role)
		cs = append(cs, choice{id: "role." + name, text: b.t("role." + name), on: on, msg: flow.StaffRoleTurned{Role: role}})
	}
	b.pick(r, 2, cs...)
}

// staffActs are what is done to somebody who works here.
func (b *builder) staffActs(r Rect, who repair.Staff) {
	pin := b.t("staff.pin")
	if _, has := b.s.PINLengths[who.ID]; !has {
		pin = b.t("staff.pin-first")
	}
	away := button{id: "away", text: b.t("staff.away"), icon: "calendar", msg: flow.StaffPartChosen{Part: flow.StaffAway}}
	if who.AwayOn(b.s.Today()) {
		away = button{id: "here", text: b.t("staff.back"), icon: "check", msg: flow.StaffAwayChosen{Back: true}}
	}
	_, r = r.top(labelH, 0)
	for i, row := range r.tiles(1, min(buttonH, (r.H-3*gutter)/4), gutter)[:4] {
		b.button(row, []button{
			{id: "pin", text: pin, icon: "key-round", msg: flow.StaffPartChosen{Part: flow.StaffPIN}},
			{id: "badge", text: b.t("staff.badge"), icon: "badge-check", msg: flow.StaffPartChosen{Part: flow.StaffBadge}},
			away,
			{id: "end", text: b.t("staff.end"), icon: "log-out", danger: true, msg: flow.StaffPartChosen{Part: flow.StaffEnd}},
		}[i])
	}
}

// staffPIN is a PIN that is chosen, typed twice.
func (b *builder) staffPIN() {
	name := b.staffTitle()
	b.newPIN(heading{title: b.t("staff.pin.title", "name", name)}, b.t("staff.pin.who", "name", name),
		b.s.StaffPage.PIN, b.s.StaffPage.Waits, flow.StaffPINDone{})
}

// newPIN is a page on which a PIN is chosen.
func (b *builder) newPIN(h heading, who string, p flow.NewPIN, waits bool, done flow.Msg) {
	side, main := b.room().right(3*118+2*12, columnGap)
	in := b.headIn(main, h)
	in = b.iconProse(in, iconSize, "user", ink2, face{body, false, ink}, who)
	_, in = in.top(0, gutter)
	b.iconProse(in, iconSize, "lock", ink2, face{body, false, ink}, b.t("staff.pin.rule"))
	text, look := b.t("new-pin.first"), face{small, false, ink2}
	switch {
	case p.PIN != "":
		text, look = strings.Repeat("●", len(p.PIN)), face{value, true, ink}
	case p.Refused != "":
		text, look = b.t(p.Refused), face{small, true, lateRed}
	case p.First != "":
		text = b.t("new-pin.again")
	}
	_, keys := side.top(24, 0)
	b.pinPad(keys, text, look)
	next := button{id: "pin.ok", text: b.t("staff.pin.next"), msg: done, off: len(p.PIN) < repair.PINMin || waits}
	if p.First != "" {
		next.text = b.t("staff.pin.done")
	}
	b.foot(foot{column: side.W, next: next})
}

// staffBadge is the badge once more, or a new one.
func (b *builder) staffBadge() {
	r := b.head(heading{title: b.t("staff.badge.title", "name", b.staffTitle())})
	row := func(r Rect, id, icon, key string, m flow.Msg) {
		b.tap(id, r, choosable, b.t(key), m)
		at, words := r.shrink(24, 0).left(44, 20)
		b.iconIn(at, 44, icon, ink)
		b.pair(words, left, face{value, true, ink}, b.t(key), face{caption, false, ink2}, b.t(key+".sub"))
	}
	cells, _ := r.rowsOf(2, 1, 120, gutter)
	row(cells[0], "badge.again", "printer", "staff.badge-again", flow.StaffBadgePrinted{})
	row(cells[1], "badge.new", "badge-check", "staff.badge-new", flow.StaffBadgePrinted{New: true})
	b.foot(foot{})
}

// staffAway is until when somebody is not at work.
func (b *builder) staffAway() {
	r := b.head(heading{title: b.t("staff.away.title", "name", b.staffTitle()), how: b.t("staff.away.what")})
	today := b.s.Today()
	sunday := today.Add(int(7-today.Time(time.UTC).Weekday()) % 7)
	var cs []choice
	cs = append(cs, choice{id: "away.today", text: b.t("staff.away.today"), msg: flow.StaffAwayChosen{Until: today}})
	seen := map[repair.Date]bool{today: true}
	for i, d := range []repair.Date{today.Add(1), today.Add(2), sunday, sunday.Add(7)} {
		if seen[d] {
			continue
		}
		seen[d] = true
		cs = append(cs, choice{
			id: "away." + strconv.Itoa(i+1), text: b.t("staff.away.until", "day", i18n.Day(b.lang, d)), msg: flow.StaffAwayChosen{Until: d},
		})
	}
	cs = append(cs, choice{id: "away.open", text: b.t("staff.away.open"), msg: flow.StaffAwayChosen{}})
	b.pick(r, 2, cs...)
	b.foot(foot{})
}

// staffEnd asks once more, and says what is on their bench.
func (b *builder) staffEnd() {
	p := b.s.StaffPage
	h := heading{title: b.t("staff.end.title", "name", b.staffTitle())}
	if p.Refused != "" {
		h.how, h.bad = b.t(p.Refused), true
	}
	r := b.head(h)
	r = b.iconProse(r, iconSize, "log-out", ink2, face{body, false, ink}, b.t("staff.end.what"))
	_, r = r.top(0, gutter)
	var held []string
	if b.s.Floor != nil {
		for _, c := range b.s.Floor.On(repair.PlaceBench) {
			if c.Holder == p.ID {
				held = append(held, c.ID.String())
			}
		}
	}
	text, c := b.t("staff.end.none"), ink2
	if len(held) > 0 {
		text, c = b.t("staff.end.bench", "n", strconv.Itoa(len(held)), "list", strings.Join(held, "  ")), lateRed
	}
	b.iconProse(r, iconSize, "wrench", c, face{body, len(held) > 0, c}, text)
	b.foot(foot{next: button{id: "end.sure", text: b.t("staff.end.sure"), danger: true, msg: flow.StaffEnded{}, off: p.Waits}, quiet: true})
}

// rolesRoom is the table of who may do what.
func (b *builder) rolesRoom(r Rect) paging {
	const headH = 52
	head, r := r.top(headH, settingGap)
	// cells are what it is, and for each role whether it may.
	cells := func(r Rect, roles repair.Roles, f func(cell Rect, role repair.Role, may bool)) (what Rect) {
		parts := r.shrink(gutter, 0).split(8, 46, 13, 13, 13, 13)
		i := 0
		for role, may := range roles.Each() {
			i++
			f(parts[i], role, may)
		}
		return parts[0]
	}
	cells(head, "", func(cell Rect, role repair.Role, _ bool) {
		b.line(cell, center, face{small, true, ink2}, b.t("role."+string(role)))
	})
	table := repair.RoleTable()
	p := r.list(len(table), b.s.SettingsPage.Page, 1, 52, 0)
	for i, row := range p.cells() {
		if i > p.first {
			b.rule(row.X, row.Y, row.W)
		}
		what := cells(row, table[i].Roles, func(cell Rect, _ repair.Role, may bool) {
			if may {
				b.iconIn(cell, 28, "check", ink)
			}
		})
		b.line(what, left, face{body, false, ink}, i18n.Command(b.lang, table[i].Command))
	}
	return p
}
