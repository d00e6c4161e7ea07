package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenSettings] = (*builder).settings }

// roomIcons are the icons of the rooms.
var roomIcons = map[repair.SettingRoom]string{
	repair.RoomShop: "building-2", repair.RoomHours: "calendar", repair.RoomStaff: "users", repair.RoomRoles: "shield-check",
	repair.RoomShelves: "tags", repair.RoomLists: "file-text", repair.RoomFees: "receipt", repair.RoomPrivacy: "lock",
	repair.RoomPrinters: "printer", repair.RoomScanners: "barcode", repair.RoomScreen: "monitor", repair.RoomChanges: "history",
}

// settingRooms draw the rooms that are no list of settings alone, in the room
// that is left for it, and say what stands below their name.
var settingRooms = map[repair.SettingRoom]ownRoom{}

type ownRoom struct {
	draw    func(b *builder, r Rect) paging
	summary func(b *builder) string
}

// settingGap is between the rows of a room.
const settingGap = 4

// finger is how high a row is at least.
func (b *builder) finger() int { return max(86, b.mm(14.6)) }

// roomsW is the width of the list of rooms.
const roomsW = 352

// settings is a list of rooms, and beside it the room; a setting that is being
// changed takes the room's place.
func (b *builder) settings() {
	b.header()
	if b.s.Focus != "" && !b.s.Focus.Pad() {
		b.settingTyping()
		return
	}
	if e := b.s.SettingsPage.Edit; e.Item.Open && e.Setting().Kind == repair.SettingDays {
		b.ruleEditor(b.head(heading{title: i18n.SettingName(b.lang, e.Key)}), e) // it needs the whole page
		b.footIn(b.footRow(), b.itemFoot(e))
		b.script("")
		return
	}
	all := b.room()
	all.H = b.footRow().endY() - all.Y
	list, main := all.left(roomsW, gutter)
	_, list = list.top(gutter, 0)
	b.settingRoomList(list)
	row, main := main.bottom(buttonH, gutter)
	if b.s.SettingsPage.Edit.Key != "" {
		b.settingEditor(main, row)
	} else {
		b.settingRoom(main, row)
	}
	b.script("")
}

// settingRoomList is the list of rooms, each with what is set there.
func (b *builder) settingRoomList(r Rect) {
	b.card(r)
	rooms := flow.ShownRooms()
	turn, rows := r.shrink(8, 4).bottom(b.finger(), 4)
	p := rows.list(len(rooms), b.s.SettingsPage.Rooms, 1, b.finger(), 3)
	if p.pages == 1 {
		p = r.shrink(8, 4).list(len(rooms), 0, 1, b.finger(), 3)
	} else {
		b.roomsPager(turn, p)
	}
	for i, cell := range p.cells() {
		b.settingRoomRow(cell, rooms[i])
	}
}

func (b *builder) roomsPager(r Rect, p paging) {
	m := func(by int) flow.Msg { return flow.SettingRoomsTurned{By: by} }
	less, r := r.left(r.H+4, 0)
	b.button(less, button{id: "rooms.less", icon: "chevron-up", off: p.page == 0, msg: m(-1)})
	more, r := r.right(r.H+4, 0)
	b.button(more, button{id: "rooms.more", icon: "chevron-down", off: p.page == p.pages-1, msg: m(1)})
	b.line(r, center, face{body, true, ink2}, b.t("test.page", "n", strconv.Itoa(p.page+1), "of", strconv.Itoa(p.pages)))
}

// picked is what is chosen among several: a border, a tick and a tint.
var picked = style{fill: chipGrey, stroke: ink, width: 3, radius: chipRad}

func (b *builder) settingRoomRow(r Rect, room repair.SettingRoom) {
	on := b.s.SettingsPage.Room == room
	st := style{fill: surface, radius: chipRad}
	if on {
		st = picked
	}
	name := b.t("settings." + string(room))
	b.tap("room."+string(room), r, st, name, flow.SettingRoomChosen{Room: room})
	icon, words := r.shrink(gutter, 0).left(iconSize, gutter)
	b.iconIn(icon, iconSize, roomIcons[room], ink)
	if on {
		var tick Rect
		tick, words = words.right(28, 8)
		b.iconIn(tick, 28, "check", ink)
	}
	below, quiet := b.roomSummary(room), face{caption, false, ink2}
	if n := b.differing(room); n > 0 {
		below, quiet = b.t("settings.differ.n", "n", strconv.Itoa(n)), face{caption, true, soonAmber}
	}
	b.pair(words, left, face{label, true, ink}, name, quiet, below)
}

// differing is how many settings of a room the file of the configuration has
// otherwise.
func (b *builder) differing(room repair.SettingRoom) (n int) {
	for _, d := range b.s.Settings.Differences() {
		if x, ok := repair.LookupSetting(d.Key); ok && x.Room == room {
			n++
		}
	}
	return n
}

// roomSummary is one line of what is set in a room.
func (b *builder) roomSummary(room repair.SettingRoom) string {
	if own := settingRooms[room].summary; own != nil {
		return own(b)
	}
	for _, s := range room.Settings() {
		return b.settingText(s, b.s.SettingValue(s.Key))
	}
	return ""
}

// settingText is a value in words.
func (b *builder) settingText(s repair.Setting, v string) string {
	return i18n.SettingText(b.lang, s, v)
}

// settingRoom is the settings of a room, a row each.
func (b *builder) settingRoom(r, row Rect) {
	page := b.s.SettingsPage
	name := "settings." + string(page.Room)
	in := b.headIn(r, heading{title: b.t(name), beside: b.t("settings.title")})
	var p paging
	if own := settingRooms[page.Room].draw; own != nil {
		p = own(b, in)
	} else {
		p = b.settingRows(in, page.Room.Settings())
	}
	f := foot{paging: p, turn: func(by int) flow.Msg { return flow.SettingsTurned{By: by} }}
	if c := page.Last; c.Key != "" {
		s, _ := repair.LookupSetting(c.Key)
		f.more = []button{{id: "undo", text: b.t("settings.undo"), icon: "undo-2", msg: flow.SettingSet{Key: c.Key, Value: c.Before}}}
		f.note = b.t("settings.changed", "name", i18n.SettingName(b.lang, c.Key),
			"before", b.settingText(s, b.settled(c.Key, c.Before)), "after", b.settingText(s, b.settled(c.Key, c.After)))
	}
	b.footIn(row, f)
}

// settled is a value, or what holds in its place where it is the default.
func (b *builder) settled(key, v string) string {
	if v == "" {
		return b.s.SettingDefault(key)
	}
	return v
}

// settingRows are rows of settings.
func (b *builder) settingRows(r Rect, list []repair.Setting) paging {
	p := r.list(len(list), b.s.SettingsPage.Page, 1, b.finger(), settingGap)
	p.grid = r.tiles(1, min(p.grid[0].H, 108), settingGap)[:len(p.grid)]
	for i, cell := range p.cells() {
		b.settingRow(cell, list[i])
	}
	return p
}

// settingRow is what a setting is called, what it is set to, and the way to
// change it.
func (b *builder) settingRow(r Rect, s repair.Setting) {
	name, may := i18n.SettingName(b.lang, s.Key), b.s.MayChange(s)
	b.tap("setting."+s.Key, r, rowStyle, name, flow.SettingChosen{Key: s.Key})
	act, in := r.shrink(gutter, 10).right(120, gutter)
	st, c := choosable, ink
	if !may {
		st, c = style{fill: disabled, radius: chipRad}, ink3
	}
	b.box(act, st)
	b.worded(act.shrink(8, 0), face{label, true, c}, "", false, b.t("settings.change"))
	words, v := in.shrink(8, 0).left(in.W*42/100, gutter)
	b.settingNamed(words, name, b.settingInFile(s))
	if p, ok := repair.ParsePicture(b.s.SettingValue(s.Key)); ok && s.Kind == repair.SettingPicture {
		at, _ := v.right(min(v.W, 240), 0)
		b.pictureIn(at, p)
		return
	}
	b.valueText(v, b.settingText(s, b.s.SettingValue(s.Key)))
}

// settingInFile says what the file of the configuration has, where it differs.
func (b *builder) settingInFile(s repair.Setting) string {
	for _, d := range b.s.Settings.Differences() {
		if d.Key == s.Key {
			return b.t("settings.in-file", "file", b.settingText(s, d.File))
		}
	}
	return ""
}

// settingNamed is the name of a setting, and below it what is to be said of it.
func (b *builder) settingNamed(r Rect, name, differs string) {
	f := face{label, true, ink}
	if differs != "" {
		b.pair(r, left, f, name, face{caption, true, soonAmber}, differs)
		return
	}
	b.twoLines(r.X, r.midY(), r.W, f, name)
}

// valueText is a value at the right end of r, on up to three lines if it is long.
func (b *builder) valueText(r Rect, text string) {
	f := face{label, false, ink}
	if b.width(text, f) <= r.W {
		b.line(r, right, f, text)
		return
	}
	f.size = caption
	lines := b.v.Text.Wrap(text, b.px(f.size), f.bold, b.px(r.W), 3)
	block := r.within(r.W, len(lines)*(f.size+5))
	for i, row := range block.rows(len(lines), 0) {
		b.line(row, right, f, lines[i])
	}
}
