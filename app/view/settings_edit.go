package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// settingEditors draw the editors, by the kind of setting.
var settingEditors map[repair.SettingKind]func(b *builder, r Rect, e flow.SettingEdit)

func init() {
	settingEditors = map[repair.SettingKind]func(b *builder, r Rect, e flow.SettingEdit){
		repair.SettingText: (*builder).textEditor, repair.SettingPhone: (*builder).textEditor, repair.SettingZone: (*builder).textEditor,
		repair.SettingNumber: (*builder).numberEditor, repair.SettingDuration: (*builder).numberEditor,
		repair.SettingBool: (*builder).choiceEditor, repair.SettingChoice: (*builder).choiceEditor,
		repair.SettingRoles: (*builder).rolesEditor, repair.SettingWeek: (*builder).weekEditor, repair.SettingDays: (*builder).listEditor,
		repair.SettingSlots: (*builder).slotsEditor, repair.SettingWords: (*builder).listEditor, repair.SettingLines: (*builder).listEditor,
		repair.SettingAmounts: (*builder).listEditor, repair.SettingPairs: (*builder).pairsEditor,
		repair.SettingPicture: (*builder).pictureEditor,
	}
}

// settingTyping is a text of the settings while it is typed.
func (b *builder) settingTyping() {
	e := b.s.SettingsPage.Edit
	fields := []entryField{{flow.FieldSetting, i18n.SettingHint(b.lang, e.Key), ""}}
	switch {
	case b.s.Focus == flow.FieldSettingDays:
		fields = []entryField{{flow.FieldSettingDays, b.t("settings.days.name"), ""}}
	case e.Item.Open:
		fields = b.itemFields(e)
	}
	b.typing(i18n.SettingName(b.lang, e.Key), fields...)
}

// settingEditor is a setting that is being changed: what it is for, its value,
// and what is wrong with it.
func (b *builder) settingEditor(r, row Rect) {
	e := b.s.SettingsPage.Edit
	s := e.Setting()
	in := b.headIn(r, heading{title: i18n.SettingName(b.lang, s.Key), how: i18n.SettingHint(b.lang, s.Key)})
	in = b.settingDiffers(in, s)
	in = b.settingWrong(in, e)
	settingEditors[s.Kind](b, in, e)
	if e.Item.Open {
		b.footIn(row, b.itemFoot(e))
		return
	}
	f := foot{next: button{id: "save", text: b.t("settings.save"), icon: "check", off: b.s.SettingsPage.Waits, msg: flow.SettingSaved{}}}
	if def := b.s.SettingDefault(s.Key); b.s.Settings.Values[s.Key] != "" {
		f.more = []button{{id: "default", text: b.t("settings.default", "value", b.settingText(s, def)), msg: flow.SettingSet{Key: s.Key}}}
	}
	f.column = 240
	if s.Kind == repair.SettingPicture {
		f.more = []button{{id: "seek", text: b.t("settings.seek"), icon: "refresh-cw", msg: flow.PicturesSought{}}}
	}
	switch s.Kind {
	case repair.SettingWords, repair.SettingLines, repair.SettingAmounts, repair.SettingDays:
		f.paging, f.turn = b.itemPages(in, e), func(by int) flow.Msg { return flow.SettingItemsTurned{By: by} }
		if f.paging.pages > 1 {
			f.more = nil // there is no room for more
		}
	default: // on one page
	}
	b.footIn(row, f)
}

// itemFoot ends the writing of an entry.
func (b *builder) itemFoot(e flow.SettingEdit) foot {
	f := foot{column: 240, next: button{id: "item.done", text: b.t("settings.item.done"), icon: "check", msg: flow.SettingItemDone{}}}
	if e.Setting().Kind == repair.SettingDays {
		f.next.off = e.Rule.From == ""
		f.more = []button{
			{id: "weeks.less", text: b.t("settings.weeks.before"), msg: flow.RuleTurned{By: -1}},
			{id: "weeks.more", text: b.t("settings.weeks.after"), msg: flow.RuleTurned{By: 1}},
		}
	}
	return f
}

// settingWrong is one sentence of why what was asked for cannot be.
func (b *builder) settingWrong(r Rect, e flow.SettingEdit) (rest Rect) {
	if e.Refused == nil {
		return r
	}
	line, rest := r.top(56, gutter)
	b.box(line, style{fill: lateTint, radius: chipRad}).ID = "setting.refused"
	in := line.shrink(gutter, 0)
	at, words := in.left(28, 12)
	b.iconIn(at, 28, "triangle-alert", lateRed)
	b.line(words, left, face{body, true, lateRed}, i18n.SettingRefused(b.lang, *e.Refused))
	return rest
}

// settingDiffers says that the file of the configuration has it otherwise, and
// asks which one it shall be.
func (b *builder) settingDiffers(r Rect, s repair.Setting) (rest Rect) {
	for _, d := range b.s.Settings.Differences() {
		if d.Key != s.Key {
			continue
		}
		strip, rest := r.top(b.finger()+16, gutter)
		b.box(strip, style{fill: soonTint, radius: chipRad})
		in := strip.shrink(gutter, 8)
		keep, in := in.right(220, 12)
		take, in := in.right(200, 12)
		b.button(take, button{id: "take-file", text: b.t("settings.take-file"), msg: flow.SettingSet{Key: s.Key, Value: d.File}})
		b.button(keep, button{id: "keep", text: b.t("settings.keep"), msg: flow.SettingKept{Key: s.Key}})
		b.twoLines(in.X, in.midY(), in.W, face{body, true, soonInk},
			b.t("settings.differs", "file", b.settingText(s, d.File), "value", b.settingText(s, d.Value)))
		return rest
	}
	return r
}

// textEditor is a text that is not being typed just now.
func (b *builder) textEditor(r Rect, _ flow.SettingEdit) {
	row, _ := r.top(buttonH, gutter)
	b.field(row, flow.FieldSetting, "", "")
}

// numberEditor is a number pad, with what the number counts.
func (b *builder) numberEditor(r Rect, e flow.SettingEdit) {
	side, keys := r.left(r.W*42/100, columnGap)
	keys, _ = keys.top(min(keys.H, 440), 0)
	row, rest := side.top(buttonH, gutter)
	b.field(row, flow.FieldSettingNumber, "", "")
	if e.Unit != "" {
		var cs []choice
		for _, u := range []string{"h", "m", "s"} {
			cs = append(cs, choice{
				id: "unit." + u, text: b.t("setting.unit-name." + u), on: e.Unit == u, msg: flow.SettingUnitChosen{Unit: u},
			})
		}
		rest = b.pick(rest, 3, cs...)
	}
	b.prose(rest, face{body, false, ink2}, b.t("settings.now", "value", b.settingText(e.Setting(), b.s.SettingValue(e.Key))))
	b.pad("", keys)
}

// pictureEditor is none, the picture that holds, and those that were found.
func (b *builder) pictureEditor(r Rect, e flow.SettingEdit) {
	cells := r.tiles(3, 150, settingGap)
	var now []flow.FoundPicture
	if p, ok := repair.ParsePicture(b.s.SettingValue(e.Key)); ok {
		now = append(now, flow.FoundPicture{Name: b.t("settings.now-picture"), Picture: p})
	}
	b.pickCell(cells[0], choice{
		id: "picture.none", text: b.t("setting.value.none"), on: e.Text == repair.SettingNone,
		msg: flow.SettingFilled{Value: repair.SettingNone},
	})
	all := append(now, b.s.SettingsPage.Pictures...)
	for i, p := range all[:min(len(all), len(cells)-1)] {
		b.pictureCell(cells[i+1], "picture."+strconv.Itoa(i), p, e.Text == p.Picture.String())
	}
	if len(b.s.SettingsPage.Pictures) == 0 && b.s.SettingsPage.Pictures != nil {
		_, below := r.top(2*150, 0)
		b.prose(below, face{body, false, ink2}, b.t("settings.no-picture"))
	}
}

// pictureCell is a picture as it would be printed, with its name.
func (b *builder) pictureCell(r Rect, id string, p flow.FoundPicture, on bool) {
	st := choosable
	if on {
		st = picked
	}
	b.tap(id, r, st, p.Name, flow.SettingFilled{Value: p.Picture.String()})
	name, in := r.shrink(12, 8).bottom(32, 4)
	b.line(name, center, face{caption, on, ink}, p.Name)
	b.pictureIn(in, p.Picture)
}

// pictureIn draws a picture into the middle of r, as large as it fits.
func (b *builder) pictureIn(r Rect, p repair.Picture) {
	k := min(float64(r.W)/float64(p.W), float64(r.H)/float64(p.H))
	at := r.within(max(1, int(float64(p.W)*k)), max(1, int(float64(p.H)*k)))
	m := &printer.Bitmap{WidthDots: p.W, HeightDots: p.H, Stride: (p.W + 7) / 8, Bits: p.Bits}
	b.add(Node{Kind: KindPicture, Rect: b.rect(at), Picture: m, Enabled: true})
}

// choiceEditor is all that it can be.
func (b *builder) choiceEditor(r Rect, e flow.SettingEdit) {
	choices := e.Setting().Choices
	if e.Setting().Kind == repair.SettingBool {
		choices = []string{"true", "false"}
	}
	var cs []choice
	for _, c := range choices {
		cs = append(cs, choice{id: "choice." + c, text: b.t("setting.value." + c), on: e.Text == c, msg: flow.SettingFilled{Value: c}})
	}
	b.pick(r, 2, cs...)
}

// rolesEditor is all roles, some of them chosen.
func (b *builder) rolesEditor(r Rect, e flow.SettingEdit) {
	var cs []choice
	has := repair.SettingItems(repair.SettingRoles, e.Text)
	for _, role := range repair.NamedRoles {
		cs = append(cs, choice{
			id: "role." + string(role), text: b.t("role." + string(role)), on: slices.Contains(has, string(role)),
			msg: flow.SettingToggled{Item: string(role)},
		})
	}
	b.pick(r, 1, cs...)
}

// pick cuts rows of things to choose from off the top of r: what is chosen has a
// border, a tick and a tint.
func (b *builder) pick(r Rect, cols int, cs ...choice) (rest Rect) {
	cells, rest := r.rowsOf(len(cs), cols, buttonH, gutter)
	for i, c := range cs {
		b.pickCell(cells[i], c)
	}
	return rest
}

// pickCell is one of them.
func (b *builder) pickCell(r Rect, c choice) {
	st, icon := choosable, c.icon
	if c.on {
		st, icon = picked, "check"
	}
	b.tap(c.id, r, st, c.text, c.msg)
	b.worded(r.shrink(10, 0), face{label, c.on, ink}, icon, false, c.text)
}
