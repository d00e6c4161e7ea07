package repair

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Week is the opening hours of a week, Sunday first, as Calendar has them. As a
// setting it is 8:00-18:00 for all days, or the days from Monday on, those with
// the same hours together: mon-fri 8:00-12:00,13:00-18:00; sat 9:00-17:00; sun closed.
type Week [7][]Hours

// weekNames are the days as the settings write them, from Monday on.
var weekNames = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// String is the week as the settings write it.
func (w Week) String() string {
	day := func(i int) []Hours { return w[(i+1)%7] } // from Monday on
	var parts []string
	for i, end := 0, 0; i < 7; i = end {
		for end = i + 1; end < 7 && slices.Equal(day(end), day(i)); end++ {
		}
		hours, names := HoursText(day(i)), weekNames[i]
		switch {
		case end-i == 7:
			return hours
		case end-i > 1:
			names += "-" + weekNames[end-1]
		}
		parts = append(parts, names+" "+hours)
	}
	return strings.Join(parts, "; ")
}

// HoursText are the hours of a day as the settings write them; closed is none.
func HoursText(hs []Hours) string {
	var parts []string
	for _, h := range hs {
		parts = append(parts, h.String())
	}
	if len(parts) == 0 {
		return closedWord
	}
	return strings.Join(parts, ",")
}

// ParseWeek reads what Week.String writes. Days that are not named are closed.
// The error is a *SettingError without a key.
func ParseWeek(text string) (Week, error) { return Setting{}.parseWeek(text) }

func (s Setting) week(text string) (string, error) {
	w, err := s.parseWeek(text)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(w[:], func(hs []Hours) bool { return len(hs) > 0 }) {
		return "", s.refuse(RefusedNever)
	}
	return w.String(), nil
}

func (s Setting) parseWeek(text string) (w Week, err error) {
	for part := range strings.SplitSeq(text, ";") {
		hours := strings.TrimSpace(part)
		from, to := 0, 6
		if names, rest, named := strings.Cut(hours, " "); named && unicode.IsLetter(rune(names[0])) {
			if from, to, err = s.weekdays(names); err != nil {
				return w, err
			}
			hours = strings.TrimSpace(rest)
		}
		hs, err := s.hours(hours)
		if err != nil {
			return w, err
		}
		for i := from; i <= to; i++ {
			w[(i+1)%7] = hs
		}
	}
	return w, nil
}

// weekdays reads mon or mon-fri, counted from Monday.
func (s Setting) weekdays(text string) (from, to int, err error) {
	first, last, span := strings.Cut(strings.ToLower(text), "-")
	from = slices.Index(weekNames, first)
	to = from
	if span {
		to = slices.Index(weekNames, last)
	}
	if from < 0 || to < from {
		return 0, 0, s.refuse(RefusedWeekday, "value", cutText(text))
	}
	return from, to, nil
}

func (s Setting) hours(text string) ([]Hours, error) {
	if text == closedWord {
		return nil, nil
	}
	hs, err := ParseHours(text)
	if err != nil || len(hs) == 0 {
		return nil, s.refuse(RefusedHours, "value", cutText(text))
	}
	return hs, nil
}

// maxRange is the longest rule, in days: longer is a mistake of the year.
const maxRange = 92

// dayRule reads a rule; without anything behind the days they are closed.
func (s Setting) dayRule(text string) (d DayRule, err error) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, " ") {
		text += " " + closedWord
	}
	d, err = ParseDayRule(text)
	when, rest, _ := strings.Cut(text, " ")
	if _, _, bad := ParseDays(when); bad != nil {
		return d, s.refuse(RefusedDay, "value", cutText(when))
	}
	if err != nil {
		return d, s.refuse(RefusedHours, "value", cutText(rest))
	}
	if d.To.Time(time.UTC).Sub(d.From.Time(time.UTC)) > maxRange*24*time.Hour {
		return d, s.refuse(RefusedDay, "value", cutText(when))
	}
	_, err = s.shown(d.Name, MaxWord)
	return d, err
}

// days reads rules one a line; the canonical form is in the order of the days.
func (s Setting) days(text string) (string, error) {
	if text == SettingNone {
		return text, nil
	}
	var rules []DayRule
	for _, item := range SettingItems(s.Kind, text) {
		d, err := s.dayRule(item)
		if err != nil {
			return "", err
		}
		rules = append(rules, d)
	}
	slices.SortFunc(rules, func(a, b DayRule) int { return strings.Compare(string(a.From), string(b.From)) })
	var items []string
	for i, d := range rules {
		if i > 0 && d.From <= rules[i-1].To {
			return "", s.refuse(RefusedDayTwice, "value", string(d.From))
		}
		items = append(items, d.String())
	}
	if n := len(items); n > s.Max {
		return "", s.refuse(RefusedMany, "n", fmt.Sprint(n), "max", fmt.Sprint(s.Max))
	}
	return SettingList(s.Kind, items), nil
}

// calendar is the calendar of a week and days with hours of their own, both in
// canonical form.
func calendar(zone, week, days string) Calendar {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	c := DefaultCalendar(loc)
	if w, err := ParseWeek(week); err == nil {
		c.Week = w
	}
	var rules []DayRule
	for _, item := range SettingItems(SettingDays, days) {
		if d, err := (Setting{}).dayRule(item); err == nil { // Canon lets no other in
			rules = append(rules, d)
		}
	}
	if special, err := NewDayRules(rules...); err == nil {
		c.Special = special
	}
	return c
}
