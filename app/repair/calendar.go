package repair

import (
	"fmt"
	"strings"
	"time"
)

// Date is a calendar day, "2026-11-21", or "".
type Date string

// DateOf is the day of t in t's own time zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Time is midnight at the start of d in loc; the zero time for an empty or
// broken date.
func (d Date) Time(loc *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), loc)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Hours is one stretch of opening hours, in minutes after midnight of the
// wall clock.
type Hours struct{ From, To int }

// String is the stretch as people write it: 8:00-18:00.
func (h Hours) String() string {
	return fmt.Sprintf("%d:%02d-%d:%02d", h.From/60, h.From%60, h.To/60, h.To%60)
}

// ParseHours reads "8:00-18:00" or several stretches with commas between;
// "" is closed.
func ParseHours(s string) ([]Hours, error) {
	var hs []Hours
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		var a, b, c, d int
		var more string
		if n, _ := fmt.Sscanf(part, "%d:%d-%d:%d%s", &a, &b, &c, &d, &more); n != 4 || min(a, b, c, d) < 0 {
			return nil, fmt.Errorf("repair: opening hours %q are not like 8:00-18:00", part)
		}
		h := Hours{a*60 + b, c*60 + d}
		if h.To > 24*60 || h.From >= h.To || b > 59 || d > 59 || len(hs) > 0 && h.From < hs[len(hs)-1].To {
			return nil, fmt.Errorf("repair: opening hours %q do not run forward within a day", part)
		}
		hs = append(hs, h)
	}
	return hs, nil
}

// Calendar is when the shop is open. All clocks count only then.
type Calendar struct {
	// Loc is the shop's time zone.
	Loc *time.Location
	// Week holds the hours of each weekday, Sunday first.
	Week [7][]Hours
	// Special replaces the week on single days; an empty list is a holiday.
	Special map[Date][]Hours
}

// DefaultCalendar is open every day from 8:00 to 18:00 (C13).
func DefaultCalendar(loc *time.Location) Calendar {
	c := Calendar{Loc: loc}
	for i := range c.Week {
		c.Week[i] = []Hours{{8 * 60, 18 * 60}}
	}
	return c
}

// On returns the hours of a day.
func (c Calendar) On(d Date) []Hours {
	if hs, ok := c.Special[d]; ok {
		return hs
	}
	return c.Week[d.Time(time.UTC).Weekday()] // not every zone has a midnight on every day
}

// spans calls f with each open stretch from the day of t on until f returns
// false, or for at most 400 days: a shop that never opens must not hang.
// Stretches are built from wall-clock times, so a day with a DST change is as
// long as its clock says.
func (c Calendar) spans(t time.Time, f func(from, to time.Time) bool) {
	y, m, d := t.In(c.Loc).Date()
	var last time.Time
	for i := range 400 {
		day := time.Date(y, m, d+i, 12, 0, 0, 0, c.Loc)
		dy, dm, dd := day.Date()
		for _, h := range c.On(DateOf(day)) {
			from := time.Date(dy, dm, dd, 0, h.From, 0, 0, c.Loc)
			to := time.Date(dy, dm, dd, 0, h.To, 0, 0, c.Loc)
			// A stretch in the hour that DST skips is moved into the next one.
			if from.Before(last) {
				from = last
			}
			if !f(from, to) {
				return
			}
			last = to
		}
	}
}

// Between is how long the shop was open from a to b; 0 if b is before a (a
// clock that was set back stops the clocks, it does not turn them).
func (c Calendar) Between(a, b time.Time) (open time.Duration) {
	c.spans(a, func(from, to time.Time) bool {
		if !from.Before(b) {
			return false
		}
		if from.Before(a) {
			from = a
		}
		if to.After(b) {
			to = b
		}
		if to.After(from) {
			open += to.Sub(from)
		}
		return true
	})
	return open
}

// Add returns when the shop will have been open for d since t; t+d if it does
// not open for so long within 400 days.
func (c Calendar) Add(t time.Time, d time.Duration) (due time.Time) {
	due = t.Add(d)
	c.spans(t, func(from, to time.Time) bool {
		if from.Before(t) {
			from = t
		}
		if !to.After(from) {
			return true
		}
		if n := to.Sub(from); d > n {
			d -= n
			return true
		}
		due = from.Add(d)
		return false
	})
	return due
}

// AddDays returns the n-th open day after d, for promises in days (C4).
func (c Calendar) AddDays(d Date, n int) Date {
	t := d.Time(time.UTC)
	if t.IsZero() {
		return d
	}
	for range 400 {
		if n <= 0 {
			break
		}
		t = t.AddDate(0, 0, 1)
		if len(c.On(DateOf(t))) > 0 {
			n--
		}
	}
	return DateOf(t)
}

// Close is the last closing time of a day, or the end of the day if the shop
// is closed on it.
func (c Calendar) Close(d Date) time.Time {
	y, m, day := d.Time(time.UTC).Date()
	hs := c.On(d)
	if len(hs) == 0 {
		return time.Date(y, m, day+1, 0, 0, 0, 0, c.Loc)
	}
	return time.Date(y, m, day, 0, hs[len(hs)-1].To, 0, 0, c.Loc)
}
