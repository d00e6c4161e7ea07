package view

import (
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// weekEditor is the seven days, and below them the hours of the one that is
// chosen.
func (b *builder) weekEditor(r Rect, e flow.SettingEdit) {
	days, r := r.top(buttonH, gutter)
	w := e.Week()
	for i, cell := range days.cols(7, 6) {
		d := time.Weekday((i + 1) % 7)
		st := choosable
		if d == e.Day {
			st = picked
		}
		name := b.t("weekday." + strconv.Itoa(int(d)))
		b.tap("day."+strconv.Itoa(int(d)), cell, st, name, flow.SettingDayChosen{Day: d})
		text := i18n.SettingHours(b.lang, w[d])
		if n := len(w[d]); n > 1 {
			text = b.t("settings.stretches", "n", strconv.Itoa(n))
		}
		b.pair(cell.shrink(6, 0), center, face{label, true, ink}, name, face{caption, false, ink2}, text)
	}
	side, rows := r.right(248, gutter)
	b.stretches(rows, e)
	cells := side.tiles(1, b.finger(), settingGap)
	b.button(cells[0], button{
		id: "stretch.add", text: b.t("settings.stretch"), icon: "plus", off: !e.AddsStretch(), msg: flow.StretchAdded{},
	})
	b.button(cells[1], button{id: "day.weekdays", text: b.t("settings.weekdays"), msg: flow.SettingDayCopied{Weekdays: true}})
	b.button(cells[2], button{id: "day.all", text: b.t("settings.all-days"), msg: flow.SettingDayCopied{}})
}

// stretches are the hours that are being set, a row for each stretch.
func (b *builder) stretches(r Rect, e flow.SettingEdit) {
	hs := e.Hours()
	if len(hs) == 0 {
		b.empty(r, "clock", "settings.day-closed")
		return
	}
	cells := r.tiles(1, b.finger(), settingGap)
	for i, h := range hs[:min(len(hs), len(cells))] {
		n := strconv.Itoa(i)
		away, row := cells[i].right(b.finger(), 6)
		b.button(away, button{id: "stretch.away." + n, icon: "x", msg: flow.StretchRemoved{Index: i}})
		ends := row.cols(2, 12)
		b.hourStepper(ends[0], "from."+n, h.From, i, false)
		b.hourStepper(ends[1], "to."+n, h.To, i, true)
	}
}

// hourStepper moves one end of a stretch.
func (b *builder) hourStepper(r Rect, id string, minutes, i int, end bool) {
	less, r := r.left(b.finger(), 0)
	more, r := r.right(b.finger(), 0)
	b.button(less, button{id: id + ".less", icon: "minus", msg: flow.StretchMoved{Index: i, End: end, Minutes: -flow.HourStep}})
	b.button(more, button{id: id + ".more", icon: "plus", msg: flow.StretchMoved{Index: i, End: end, Minutes: flow.HourStep}})
	m := minutes % (24 * 60)
	if minutes == 24*60 {
		m = minutes
	}
	past := "0" + strconv.Itoa(m%60)
	b.line(r, center, face{label, true, ink}, strconv.Itoa(m/60)+":"+past[len(past)-2:])
}

// ruleDays are the days of a rule in words, ruleHas what they have.
func (b *builder) ruleDays(d repair.DayRule) string {
	if d.From == d.To {
		return i18n.Day(b.lang, d.From)
	}
	return b.t("settings.days.range", "from", i18n.Day(b.lang, d.From), "to", i18n.Day(b.lang, d.To))
}

func (b *builder) ruleHas(d repair.DayRule) string {
	if d.Workday != "" {
		return b.t("settings.rule.workday")
	}
	return i18n.SettingHours(b.lang, d.Hours)
}

// ruleEditor is four weeks to choose the days from, and beside them what the
// days have and what they are called.
func (b *builder) ruleEditor(r Rect, e flow.SettingEdit) {
	rule := e.Rule
	r = b.settingWrong(r, e)
	side, grid := r.right(r.W*36/100, columnGap)
	head, weeks := grid.top(28, 6)
	for i, cell := range head.cols(7, 4) {
		b.line(cell, center, face{caption, false, ink2}, b.t("weekday."+strconv.Itoa((i+1)%7)))
	}
	for i, cell := range weeks.grid(7, flow.RuleWeeks, 4) {
		b.ruleDay(cell, rule, rule.Days()[i])
	}
	days := b.t("settings.days.none")
	if rule.From != "" {
		days = b.ruleDays(rule.DayRule)
	}
	line, side := side.top(52, 8)
	said := ""
	if len(rule.Hours) > 1 {
		said = b.ruleHas(rule.DayRule) // the steps below are of the first stretch
	}
	b.pair(line, left, face{body, true, ink}, days, face{caption, false, ink2}, said)
	kinds, side := side.top(b.finger(), 8)
	all := []flow.RuleHours{flow.RuleClosed, flow.RuleWorkday, flow.RuleOwn}
	for i, cell := range kinds.cols(len(all), 8) {
		h := all[i]
		b.pickCell(cell, choice{
			id: "rule." + string(h), text: b.t("settings.rule." + string(h)), on: rule.Has() == h, msg: flow.RuleHoursChosen{Hours: h},
		})
	}
	name, side := side.top(b.finger(), 8)
	b.field(name, flow.FieldSettingDays, "", b.t("settings.days.name"))
	if hs := e.Hours(); len(hs) > 0 {
		ends := side.tiles(1, b.finger(), settingGap)
		b.hourStepper(ends[0], "from.0", hs[0].From, 0, false)
		b.hourStepper(ends[min(1, len(ends)-1)], "to.0", hs[0].To, 0, true)
	}
}

// ruleDay is a day of the weeks to choose from.
func (b *builder) ruleDay(r Rect, rule flow.SettingRule, d repair.Date) {
	st := choosable
	if rule.From != "" && d >= rule.From && d <= rule.To {
		st = picked
	}
	t := d.Time(time.UTC)
	b.tap("date."+string(d), r, st, string(d), flow.RuleDayChosen{Day: d})
	b.line(r.shrink(4, 0), center, face{label, st == picked, ink}, strconv.Itoa(int(t.Month()))+"/"+strconv.Itoa(t.Day()))
}
