package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() {
	settingRoom(repair.RoomHours, nil, (*builder).hoursSummary)
	settingRoom(repair.RoomShelves, nil, (*builder).shelvesSummary)
	settingRoom(repair.RoomFees, nil, (*builder).feesSummary)
	settingRoom(repair.RoomPrivacy, nil, (*builder).privacySummary)
	settingRoom(repair.RoomScreen, nil, (*builder).screenSummary)
	settingRoom(repair.RoomPrinters, (*builder).printerDoors, (*builder).printerSummary)
	settingRoom(repair.RoomScanners, (*builder).scannerDoors, (*builder).scannerSummary)
	settingRoom(repair.RoomChanges, (*builder).settingChanges, (*builder).changesSummary)
}

// settingRoom says how a room is drawn, and what stands below its name.
func settingRoom(r repair.SettingRoom, draw func(b *builder, r Rect) paging, summary func(b *builder) string) {
	settingRooms[r] = ownRoom{draw, summary}
}

// printerDoors lead to the pages of the printers.
func (b *builder) printerDoors(r Rect) paging {
	cells, _ := r.rowsOf(2, 1, buttonH, gutter)
	b.door(cells[0], flow.ScreenPrint)
	b.door(cells[1], flow.ScreenSetup)
	return paging{pages: 1}
}

func (b *builder) printerSummary() string {
	return b.t("settings.printers.n", "n", strconv.Itoa(len(b.s.Printers)))
}

// scannerDoors are the volume, and the door to the page of the scanners.
func (b *builder) scannerDoors(r Rect) paging {
	door, r := r.top(buttonH, gutter)
	b.door(door, flow.ScreenScanners)
	return b.settingRows(r, repair.RoomScanners.Settings())
}

func (b *builder) scannerSummary() string {
	scanners := b.t("settings.scanners.n", "n", strconv.Itoa(len(b.s.Scanners)))
	return join(scanners, b.t("settings.volume", "value", b.settingSaid(repair.SetVolume)))
}

func (b *builder) changesSummary() string { return b.t("settings.changes.sub") }

// settingChanges are the changes, newest first, each with the way back.
func (b *builder) settingChanges(r Rect) paging {
	page := b.s.SettingsPage
	if page.Read && len(page.History) == 0 {
		b.empty(r, "history", "settings.no-change")
	}
	p := r.list(len(page.History), page.Page, 1, 96, settingGap)
	p.grid = r.tiles(1, min(p.grid[0].H, 108), settingGap)[:len(p.grid)]
	for i, cell := range p.cells() {
		b.settingChange(cell, i, page.History[i])
	}
	return p
}

// settingChange is one change: what, when, by whom, and its way back.
func (b *builder) settingChange(r Rect, i int, e repair.SettingEntry) {
	b.box(r, rowStyle)
	s, known := repair.LookupSetting(e.Key)
	act, in := r.shrink(gutter, 4).right(148, gutter)
	other := known && b.s.Settings.Values[e.Key] != e.Before
	if other {
		b.button(act, button{
			id: "back-to." + strconv.Itoa(i), text: b.t("settings.back-to"), off: b.s.SettingsPage.Waits,
			msg: flow.SettingSet{Key: e.Key, Value: e.Before},
		})
	} else {
		_, in = r.shrink(gutter, 4).right(0, 0)
	}
	by := b.t("settings.by-file")
	if e.By != "" {
		by = b.s.Person(e.By).Name
	}
	at := e.At.In(b.s.Shop.Calendar.Loc)
	name, when := i18n.SettingName(b.lang, e.Key), join(i18n.Day(b.lang, repair.DateOf(at))+" "+at.Format("15:04"), by)
	head, delta := in.shrink(0, 2).top(34, 0)
	w := b.line(head, left, face{label, true, ink}, name)
	_, head = head.left(w, 20)
	b.line(head, right, face{caption, false, ink2}, when)
	b.delta(delta, s, b.settled(e.Key, e.Before), b.settled(e.Key, e.After))
}

// delta is what a setting was and is, on two lines at most.
func (b *builder) delta(r Rect, s repair.Setting, before, after string) {
	delta := b.t("settings.delta", "before", b.settingText(s, before), "after", b.settingText(s, after))
	b.twoLines(r.X, r.midY(), r.W, face{caption, false, ink}, delta)
}

// settingSaid is the value of a setting in words.
func (b *builder) settingSaid(key string) string {
	s, _ := repair.LookupSetting(key)
	return b.settingText(s, b.s.SettingValue(key))
}

// hoursSummary are the hours of today.
func (b *builder) hoursSummary() string {
	return b.t("settings.hours.today", "hours", i18n.SettingHours(b.lang, b.s.Shop.Calendar.On(b.s.Today())))
}

func (b *builder) shelvesSummary() string { return b.settingSaid(repair.SetSlots) }
func (b *builder) feesSummary() string    { return b.settingSaid(repair.SetEstimates) }

func (b *builder) privacySummary() string {
	return b.t("settings.privacy.sub", "time", b.settingSaid(repair.SetSignOut))
}

func (b *builder) screenSummary() string {
	return join(b.settingSaid(repair.SetLang), b.settingSaid(repair.SetPanel))
}
