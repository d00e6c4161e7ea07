package label

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"countertop/app/i18n"
)

// before ends the keys of texts of the first edition.
const before = ".before"

// t is a text in the language of the paper.
func (s *surface) t(key string, args ...string) string {
	if s.before && i18n.Has(key+before) {
		key += before
	}
	return i18n.T(s.lang, key, args...)
}

// when puts a value into its text, unless there is none.
func (s *surface) when(key, arg, value string) string {
	if value == "" {
		return ""
	}
	return s.t(key, arg, value)
}

// keyed is the text of a key that begins with prefix, or the words that are no
// key.
func (s *surface) keyed(prefix, key string) string {
	if key = clean(key); i18n.Has(prefix + key) {
		return s.t(prefix + key)
	}
	return key
}

// again is what a reprint says, "" on a first print.
func (s *surface) again(c Copy) string {
	switch {
	case c.ReprintNo > 0:
		return fmt.Sprintf("%s %d", s.t("print.reprint"), c.ReprintNo)
	case c.Reprint:
		return s.t("print.reprint")
	}
	return ""
}

// stars is the rating of 1 to 5 in stars and words.
func (s *surface) stars(n int) string {
	n = min(5, max(1, n))
	return strings.Repeat("★", n) + strings.Repeat("☆", 5-n) + " " + s.t("paper.stars."+strconv.Itoa(n))
}

// shortDay is 11-25 or 25 Nov.
func (s *surface) shortDay(t time.Time) string { return s.date(t, "short-day") }

// shortTime is 11-21 14:05 or 21 Nov 14:05.
func (s *surface) shortTime(t time.Time) string { return s.date(t, "short-time") }

// day is 2026-11-21 or 21 Nov 2026.
func (s *surface) day(t time.Time) string { return s.date(t, "day") }

// dayTime is 2026-11-21 14:05 or 21 Nov 2026 14:05.
func (s *surface) dayTime(t time.Time) string { return s.date(t, "time") }

// promisedDay is 11月24日 周二 or Tue 24 Nov.
func (s *surface) promisedDay(t time.Time) string { return s.withWeekday(t, "promise") }

// weekday is 11-27 周五 or Fri 27 Nov.
func (s *surface) weekday(t time.Time) string { return s.withWeekday(t, "weekday") }

// fullDay is 2026-11-21 周六 or Sat 21 Nov 2026.
func (s *surface) fullDay(t time.Time) string { return s.withWeekday(t, "full-day") }

// withWeekday is a date with its weekday, which stands in the layout in English
// and behind it in Chinese.
func (s *surface) withWeekday(t time.Time, layout string) string {
	text := s.date(t, layout)
	if text == "" || s.english() {
		return text
	}
	return text + " " + s.t("weekday."+strconv.Itoa(int(t.Weekday())))
}

// date gives "" for a time that was never set.
func (s *surface) date(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(s.t("paper.layout." + layout))
}

func (s *surface) english() bool { return s.lang == i18n.EN }

// money is 1,380.00.
func money(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	yuan := fmt.Sprint(fen / 100)
	for i := len(yuan) - 3; i > 0; i -= 3 {
		yuan = yuan[:i] + "," + yuan[i:]
	}
	return fmt.Sprintf("%s%s.%02d", sign, yuan, fen%100)
}
