package repair

import (
	"math"
	"time"
)

// Date is a calendar day, "2026-11-21", or "".
type Date string

// DateOf is the day of t in t's own time zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Time is the first moment of d in loc, which is not midnight everywhere; the
// zero time for an empty or broken date.
func (d Date) Time(loc *time.Location) time.Time {
	n, ok := d.number()
	if !ok {
		return time.Time{}
	}
	w := wall{loc: loc}
	return w.moment(n, 0).In(loc)
}

// Add is the day so many days after d, open or not; "" for an empty or broken
// date.
func (d Date) Add(days int) Date {
	n, ok := d.number()
	if !ok {
		return ""
	}
	return dateOf(n + days)
}

// number counts the days from 1 January 1970; false for an empty or broken
// date.
func (d Date) number() (n int, ok bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0, false
	}
	return int(t.Unix() / secondsADay), true
}

// dateOf is the date of a number.
func dateOf(n int) Date { return DateOf(time.Unix(int64(n)*secondsADay, 0).UTC()) }

// weekdayOf is the weekday of a number; 1 January 1970 was a Thursday.
func weekdayOf(n int) time.Weekday { return time.Weekday(((n+4)%7 + 7) % 7) }

const secondsADay = 24 * 60 * 60

// wall is the clock on the wall of a time zone. It keeps the time between two
// changes of the clocks that it looked at last, so that days in a row cost an
// addition each. It is not safe for several goroutines.
type wall struct {
	loc         *time.Location
	from, until int64 // Unix seconds; nothing was looked at while they are equal
	offset      int64 // seconds east of UTC in between
}

// look finds the time between two changes of the clocks that holds t.
func (w *wall) look(t int64) {
	at := time.Unix(t, 0).In(w.loc)
	from, until := at.ZoneBounds()
	_, offset := at.Zone()
	w.offset, w.from, w.until = int64(offset), math.MinInt64, math.MaxInt64
	if !from.IsZero() {
		w.from = from.Unix()
	}
	if !until.IsZero() {
		w.until = until.Unix()
	}
	// For the last day of a leap year ZoneBounds (Go 1.26) gives an end that is
	// over, wherever the rules of the zone and no table of changes count.
	if w.until <= t {
		w.until = t + 60*60
	}
}

// day is the number of the day that the clock shows at t.
func (w *wall) day(t time.Time) int {
	s := t.Unix()
	if s < w.from || s >= w.until {
		w.look(s)
	}
	s += w.offset
	n := s / secondsADay
	if s%secondsADay < 0 {
		n--
	}
	return int(n)
}

// farEast is more than any zone is ahead of UTC.
const farEast = 16 * 60 * 60

// moment is when the clock first shows a minute of a day or a later one.
// Minutes count from the midnight that the day begins with; those from 1440 on
// are of the days after it. What the clocks skip when they are put forward comes
// at that moment, and of what they show twice the first time counts: so later
// minutes never come earlier.
func (w *wall) moment(day, minute int) time.Time {
	shown := int64(day)*secondsADay + int64(minute)*60
	if early := shown - farEast; early < w.from || early >= w.until {
		w.look(early)
	}
	for {
		if t := max(w.from, shown-w.offset); t < w.until {
			return time.Unix(t, 0)
		}
		w.look(w.until)
	}
}
