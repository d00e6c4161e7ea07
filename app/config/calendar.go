package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"countertop/app/repair"
)

// Calendar is when the shop is open, without the official calendar, which the
// files of the shop hold. Its Special are the holidays, then the workdays, then
// the days of hours_on, those of many days first: so of two that name a day the
// one that is more to the point counts.
func (c Config) Calendar() (repair.Calendar, error) {
	loc, err := time.LoadLocation(c.Shop.Timezone)
	if err != nil || c.Shop.Timezone == "" {
		return repair.Calendar{}, keyError{"shop.timezone", fmt.Errorf("%q is not a time zone like Asia/Shanghai", c.Shop.Timezone)}
	}
	cal := repair.Calendar{Loc: loc}
	hs, err := repair.ParseHours(c.Shop.Hours)
	for i := range cal.Week {
		cal.Week[i] = hs
	}
	if err != nil {
		// A week is written as the settings write it: mon-fri 8:00-18:00; sat closed.
		week, bad := repair.ParseWeek(c.Shop.Hours)
		if bad != nil {
			return cal, keyError{"shop.hours", err}
		}
		cal.Week = week
	}
	var own []repair.DayRule
	for _, name := range slices.Sorted(maps.Keys(c.Shop.HoursOn)) {
		hs, err := repair.ParseHours(c.Shop.HoursOn[name])
		if err != nil {
			return cal, keyError{"shop.hours_on." + name, err}
		}
		if day, ok := repair.Workday(name).Weekday(); ok {
			cal.Week[day] = hs
			continue
		}
		from, to, err := repair.ParseDays(name)
		if err != nil {
			return cal, keyError{"shop.hours_on." + name, notDays(name, err)}
		}
		own = append(own, repair.DayRule{From: from, To: to, Hours: hs})
	}
	if !slices.ContainsFunc(cal.Week[:], func(hs []repair.Hours) bool { return len(hs) > 0 }) {
		return cal, keyError{"shop.hours", errors.New("the shop is never open")}
	}
	slices.SortStableFunc(own, func(a, b repair.DayRule) int { return length(b) - length(a) })
	holidays, err := listed("shop.holidays", c.Shop.Holidays, "")
	if err != nil {
		return cal, err
	}
	workdays, err := listed("shop.workdays", c.Shop.Workdays, repair.WorkdayUsual)
	if err != nil {
		return cal, err
	}
	cal.Special, err = repair.NewDayRules(slices.Concat(holidays, workdays, own)...)
	return cal, err // each was checked before
}

// listed are the days of a list.
func listed(key string, list []string, work repair.Workday) (rules []repair.DayRule, err error) {
	for _, days := range list {
		from, to, err := repair.ParseDays(days)
		if err != nil {
			return nil, keyError{key, entryError{days, err}}
		}
		rules = append(rules, repair.DayRule{From: from, To: to, Workday: work})
	}
	return rules, nil
}

// notDays is about a key of hours_on that is neither a weekday nor days.
func notDays(name string, err error) error {
	var e *repair.CalendarError
	if errors.As(err, &e) && e.Problem == repair.DayForm && !strings.ContainsAny(name, "0123456789") {
		return fmt.Errorf("%q is not a weekday", name)
	}
	return err
}

// length is how many days a rule is about.
func length(r repair.DayRule) int {
	return int(r.To.Time(time.UTC).Sub(r.From.Time(time.UTC)) / (24 * time.Hour))
}

// entryError is about one entry of a list.
type entryError struct {
	entry string
	err   error
}

func (e entryError) Error() string { return e.err.Error() }

func (e entryError) Unwrap() error { return e.err }

// entryLine is the line of the entry that an error is about, in the list that
// begins on a line; the line itself for other errors.
func entryLine(text string, line int, err error) int {
	var e entryError
	if !errors.As(err, &e) {
		return line
	}
	lines := strings.Split(text, "\n")
	for i := line - 1; i < len(lines); i++ {
		if strings.Contains(lines[i], `"`+e.entry+`"`) || strings.Contains(lines[i], "'"+e.entry+"'") {
			return i + 1
		}
	}
	return line
}
