package i18n

import (
	"fmt"
	"strconv"
	"time"

	"countertop/app/repair"
)

// Durations, days, months and money.
var valuesTexts = texts{
	"duration.none":    {"不到 1 分", "under 1 min"},
	"duration.minutes": {"{m} 分", "{m} min"},
	"duration.hours":   {"{h} 小时", "{h} h"},
	"duration.both":    {"{h} 小时 {m} 分", "{h} h {m} min"},
	"duration.short":   {"{h} 时 {m} 分", "{h} h {m}"},
	"duration.days":    {"{d} 天", "{d} {d|day|days}"},

	"value.day":   {"{month} 月 {day} 日 {weekday}", "{weekday} {day} {name}"},
	"value.month": {"{year} 年 {month} 月", "{name} {year}"},
	"value.money": {"{yuan} 元", "¥{yuan}"},
	"value.imei":  {"IMEI {n}", "IMEI {n}"},

	"weekday.0": {"周日", "Sun"},
	"weekday.1": {"周一", "Mon"},
	"weekday.2": {"周二", "Tue"},
	"weekday.3": {"周三", "Wed"},
	"weekday.4": {"周四", "Thu"},
	"weekday.5": {"周五", "Fri"},
	"weekday.6": {"周六", "Sat"},
}

// Duration says a length of time, rounded down: minutes and hours within a
// day, then whole days of 24 h: 3 小时 20 分, 4 天.
func Duration(lang Lang, d time.Duration) string {
	h, m := strconv.Itoa(int(d/time.Hour)), strconv.Itoa(int(d%time.Hour/time.Minute))
	switch {
	case d < time.Minute:
		return T(lang, "duration.none")
	case d < time.Hour:
		return T(lang, "duration.minutes", "m", m)
	case d >= 24*time.Hour:
		return T(lang, "duration.days", "d", strconv.Itoa(int(d/(24*time.Hour))))
	case m == "0":
		return T(lang, "duration.hours", "h", h)
	}
	return T(lang, "duration.both", "h", h, "m", m)
}

// Day says a day of about now with its weekday: 11 月 21 日 周六, Sat 21 Nov.
// What is no day is returned as it is.
func Day(lang Lang, d repair.Date) string {
	t := d.Time(time.UTC)
	if t.IsZero() {
		return string(d)
	}
	return T(lang, "value.day", "month", strconv.Itoa(int(t.Month())), "name", t.Month().String()[:3], "day", strconv.Itoa(t.Day()),
		"weekday", T(lang, "weekday."+strconv.Itoa(int(t.Weekday()))))
}

// Month says a month that is written "2025-03": 2025 年 3 月, Mar 2025. What
// is no month is returned as it is.
func Month(lang Lang, month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return T(lang, "value.month", "year", strconv.Itoa(t.Year()), "month", strconv.Itoa(int(t.Month())), "name", t.Month().String()[:3])
}

// Money says an amount in fen: 280 元, 12.50 元.
func Money(lang Lang, fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	yuan := sign + strconv.FormatInt(fen/100, 10)
	if fen%100 != 0 {
		yuan += fmt.Sprintf(".%02d", fen%100)
	}
	return T(lang, "value.money", "yuan", yuan)
}

// Device is brand and model; a brand of the list has a name in each language.
func Device(lang Lang, d repair.Device) string {
	d.Brand = T(lang, d.Brand)
	return d.Name()
}
