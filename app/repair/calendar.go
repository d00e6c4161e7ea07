package repair

import (
	"slices"
	"time"
)

// Calendar is when the shop is open. All clocks count only then. It is a value;
// what it refers to does not change.
type Calendar struct {
	// Loc is the shop's time zone.
	Loc *time.Location
	// Week holds the hours of each weekday, Sunday first.
	Week [7][]Hours
	// Special are the shop's own days, before those of Official.
	Special DayRules
	// Official is the official calendar, nil if the shop does not follow it.
	Official *Official
}

// Official is the official calendar of a country: days off, and days that are
// worked in exchange (调休).
type Official struct {
	Days DayRules
	// Years are those that were announced, in their order.
	Years []int
}

// Equal reports whether both say the same; nil equals nil only.
func (o *Official) Equal(p *Official) bool {
	if o == nil || p == nil {
		return o == p
	}
	return o.Days.Equal(p.Days) && slices.Equal(o.Years, p.Years)
}

// DefaultCalendar is open every day from 8:00 to 18:00 (C13).
func DefaultCalendar(loc *time.Location) Calendar {
	c := Calendar{Loc: loc}
	for i := range c.Week {
		c.Week[i] = []Hours{{8 * 60, 18 * 60}}
	}
	return c
}

// Rule is what counts on a day in place of the week, and false if nothing does.
func (c Calendar) Rule(d Date) (DayRule, bool) {
	if n, ok := d.number(); ok {
		if r := c.rule(n); r != nil {
			return *r, true
		}
	}
	return DayRule{}, false
}

// On returns the hours that begin on a day, none for a broken date. They are
// shared: do not change them.
func (c Calendar) On(d Date) []Hours {
	n, ok := d.number()
	if !ok {
		return nil
	}
	return c.hours(n)
}

func (c *Calendar) rule(day int) *DayRule {
	if r := c.Special.find(day); r != nil {
		return r
	}
	if c.Official != nil {
		return c.Official.Days.find(day)
	}
	return nil
}

func (c *Calendar) hours(day int) []Hours {
	r := c.rule(day)
	switch {
	case r == nil:
		return c.Week[weekdayOf(day)]
	case r.Workday == "":
		return r.Hours
	}
	if d, ok := r.Workday.Weekday(); ok {
		return c.Week[d]
	}
	for i := range c.Week {
		if hs := c.Week[(int(time.Monday)+i)%7]; len(hs) > 0 {
			return hs
		}
	}
	return nil
}

// horizon is how many days are looked at: a shop that never opens must not
// hang.
const horizon = 4000

// open calls f with each stretch that the shop is open and that ends after t,
// in their order and without their overlap, until f returns false, or for the
// days of horizon. Stretches are built from wall-clock times, so a day on which
// the clocks are changed is as long as its clock says.
func (c *Calendar) open(t time.Time, f func(from, to time.Time) bool) {
	w := wall{loc: c.Loc}
	day := w.day(t) - 1 // the hours of the day before may run past midnight
	last := t
	for range horizon {
		for _, h := range c.hours(day) {
			from, to := w.moment(day, h.From), w.moment(day, h.To)
			if from.Before(last) {
				from = last
			}
			if !to.After(from) {
				continue
			}
			if !f(from, to) {
				return
			}
			last = to
		}
		day++
	}
}

// Between is how long the shop was open from a to b; 0 if b is before a (a
// clock that was set back stops the clocks, it does not turn them). Of more
// than ten years, the first ten count.
func (c Calendar) Between(a, b time.Time) (open time.Duration) {
	c.open(a, func(from, to time.Time) bool {
		if !from.Before(b) {
			return false
		}
		if to.After(b) {
			to = b
		}
		open += to.Sub(from)
		return true
	})
	return open
}

// Add returns when the shop will have been open for d since t; t+d if it does
// not open for so long within ten years.
func (c Calendar) Add(t time.Time, d time.Duration) (due time.Time) {
	due = t.Add(d)
	c.open(t, func(from, to time.Time) bool {
		if n := to.Sub(from); d > n {
			d -= n
			return true
		}
		due = from.Add(d).In(c.Loc)
		return false
	})
	return due
}

// AddDays returns the n-th open day after d, for promises in days (C4); d
// itself if it is no date.
func (c Calendar) AddDays(d Date, n int) Date {
	day, ok := d.number()
	if !ok {
		return d
	}
	for i := 0; n > 0 && i < horizon; i++ {
		day++
		if len(c.hours(day)) > 0 {
			n--
		}
	}
	return dateOf(day)
}

// Close is the last closing time of a day, on the next one if it is open past
// midnight, or the end of the day if the shop is closed on it; the zero time
// for a broken date.
func (c Calendar) Close(d Date) time.Time {
	n, ok := d.number()
	if !ok {
		return time.Time{}
	}
	w := wall{loc: c.Loc}
	return c.close(&w, n).In(c.Loc)
}

func (c *Calendar) close(w *wall, day int) time.Time {
	hs := c.hours(day)
	if len(hs) == 0 {
		return w.moment(day, aDay)
	}
	return w.moment(day, hs[len(hs)-1].To)
}

// closingUp is how long after midnight's closing time what is done still
// belongs to the day that was open.
const closingUp = 2 * time.Hour

// Day is the day in the shop at t. A day whose hours last until midnight or
// longer goes on for two hours after them, in which the shop is closed up, but
// not beyond the next opening. All other days begin at midnight.
func (c Calendar) Day(t time.Time) Date {
	w := wall{loc: c.Loc}
	return dateOf(c.day(&w, t))
}

func (c *Calendar) day(w *wall, t time.Time) int {
	n := w.day(t)
	if t.Before(c.begin(w, n)) {
		return n - 1
	}
	if !t.Before(c.begin(w, n+1)) { // the clocks were put back over midnight
		return n + 1
	}
	return n
}

// Bounds are the first moment of a day in the shop and that of the next: Day
// gives d for the times between. Both are zero for a broken date.
func (c Calendar) Bounds(d Date) (from, to time.Time) {
	n, ok := d.number()
	if !ok {
		return from, to
	}
	w := wall{loc: c.Loc}
	return c.begin(&w, n).In(c.Loc), c.begin(&w, n+1).In(c.Loc)
}

// begin is the first moment of a day in the shop.
func (c *Calendar) begin(w *wall, day int) time.Time {
	midnight := w.moment(day, 0)
	before := c.hours(day - 1)
	if len(before) == 0 || before[len(before)-1].To < aDay {
		return midnight
	}
	at := w.moment(day-1, before[len(before)-1].To).Add(closingUp)
	next := w.moment(day, aDay)
	if hs := c.hours(day); len(hs) > 0 {
		next = w.moment(day, hs[0].From)
	}
	if next.Before(at) {
		at = next
	}
	return at
}

// Unannounced is the first year into which a promise of today can fall and of
// which the official calendar is not known; false if there is none, or if the
// shop does not follow it.
func (c Calendar) Unannounced(lim Limits, now time.Time) (year int, ok bool) {
	if c.Official == nil {
		return 0, false
	}
	today := c.Day(now)
	far := c.AddDays(today, max(lim.RepairDays, lim.PromiseDays, lim.UncollectedDays))
	for y := today.Time(time.UTC).Year(); y <= far.Time(time.UTC).Year(); y++ {
		if !slices.Contains(c.Official.Years, y) {
			return y, true
		}
	}
	return 0, false
}
