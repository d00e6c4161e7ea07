package repair_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"countertop/app/repair"
)

// changes are thirteen zones, with days on which their clocks are changed, each
// in a way of its own.
var changes = []struct{ zone, day string }{
	{"Asia/Shanghai", "2026-10-01"},       // not at all
	{"Asia/Kathmandu", "1986-01-01"},      // by a quarter of an hour, for good
	{"Europe/Berlin", "2026-03-29"},       // forward at night
	{"America/New_York", "2026-11-01"},    // back at night
	{"Europe/Berlin", "2040-12-31"},       // not at all, but see wall.look
	{"Africa/Casablanca", "2026-02-15"},   // back for the month of fasting
	{"Africa/Cairo", "2026-04-24"},        // the day has no midnight
	{"America/Santiago", "2026-09-06"},    // nor has this one, west of Greenwich
	{"America/Santiago", "2026-04-05"},    // back from midnight to 23:00 of the day before
	{"America/Havana", "2026-11-01"},      // two midnights
	{"America/St_Johns", "2007-11-04"},    // back from 0:01 to 23:01 of the day before
	{"Australia/Lord_Howe", "2026-04-05"}, // by half an hour
	{"Antarctica/Troll", "2026-03-29"},    // by two hours
	{"Pacific/Apia", "2011-12-30"},        // a day that never was
	{"Pacific/Kwajalein", "1969-10-01"},   // back by 23 hours
}

// model is a shop minute by minute, made without the arithmetic of Calendar: it
// walks through the moments with the wall clock in its hand. A minute of the
// wall clock counts when it is first shown, so the shop is open while the latest
// time that the clock has shown lies in its hours.
type model struct {
	from   time.Time
	shown  []int  // for each minute since from the latest time shown, in minutes since 1970
	change int    // the first minute after the clocks were changed
	open   []bool // for each minute
}

// walk is a model without a shop.
func walk(loc *time.Location, from time.Time, minutes int) model {
	m := model{from: from, shown: make([]int, minutes), change: minutes / 2}
	latest, before := math.MinInt, 0
	for i := range minutes {
		t := m.at(i).In(loc)
		wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
		if _, offset := t.Zone(); i > 0 && offset != before {
			m.change = i
		}
		_, before = t.Zone()
		latest = max(latest, int(wall.Unix()/60))
		m.shown[i] = latest
	}
	return m
}

// opened is the model with a shop.
func (m model) opened(cal repair.Calendar) model {
	m.open = make([]bool, len(m.shown))
	hours := map[int][]repair.Hours{}
	for i, latest := range m.shown {
		for d := latest/1440 - 2; d <= latest/1440; d++ { // before 1970 the division rounds up
			hs, ok := hours[d]
			if !ok {
				hs = cal.On(repair.DateOf(time.Unix(int64(d)*86400, 0).UTC()))
				hours[d] = hs
			}
			for _, h := range hs {
				if at := latest - d*1440; at >= h.From && at < h.To {
					m.open[i] = true
				}
			}
		}
	}
	return m
}

func (m model) between(a, b int) (open time.Duration) {
	for i := a; i < b; i++ {
		if m.open[i] {
			open += time.Minute
		}
	}
	return open
}

// drawCalendar is any calendar in a zone, with rules about the days around one.
func drawCalendar(t *rapid.T, loc *time.Location, around time.Time) repair.Calendar {
	cal := repair.Calendar{Loc: loc}
	usual := drawHours(t)
	for i := range cal.Week {
		if cal.Week[i] = usual; rapid.IntRange(0, 2).Draw(t, "own hours") == 0 {
			cal.Week[i] = drawHours(t)
		}
	}
	rule := func(t *rapid.T) repair.DayRule {
		first := around.AddDate(0, 0, rapid.IntRange(-4, 4).Draw(t, "first"))
		r := repair.DayRule{From: repair.DateOf(first), To: repair.DateOf(first.AddDate(0, 0, rapid.IntRange(0, 2).Draw(t, "more")))}
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			r.Workday = repair.WorkdayUsual
		case 1:
		default:
			r.Hours = drawHours(t)
		}
		return r
	}
	var err error
	if cal.Special, err = repair.NewDayRules(rapid.SliceOfN(rapid.Custom(rule), 0, 4).Draw(t, "own")...); err != nil {
		t.Fatal(err)
	}
	o := &repair.Official{}
	if o.Days, err = repair.NewDayRules(rapid.SliceOfN(rapid.Custom(rule), 0, 3).Draw(t, "official")...); err != nil {
		t.Fatal(err)
	}
	cal.Official = o
	return cal
}

// TestClocksCountWhatTheWallClockShows holds Between, Add, Day and Bounds
// against the model, in thirteen zones around a change of the clocks.
func TestClocksCountWhatTheWallClockShows(t *testing.T) {
	const minutes = 9 * 1440
	for _, tt := range changes {
		t.Run(tt.zone+" "+tt.day, func(t *testing.T) {
			loc := zone(tt.zone)
			around, err := time.Parse(time.DateOnly, tt.day)
			if err != nil {
				t.Fatal(err)
			}
			walked := walk(loc, around.AddDate(0, 0, -4), minutes)
			minute := rapid.OneOf(rapid.IntRange(1440, minutes-1), rapid.IntRange(walked.change-90, walked.change+90))
			rapid.Check(t, func(t *rapid.T) {
				cal := drawCalendar(t, loc, around)
				m := walked.opened(cal)
				for range 6 {
					a, b := minute.Draw(t, "a"), minute.Draw(t, "b")
					from, to := m.at(a), m.at(b)
					want := m.between(a, b)
					if got := cal.Between(from, to); got != want {
						t.Fatalf("from %v to %v open for %v, want %v; week %v\n%s", from.In(loc), to.In(loc), got, want, cal.Week, cal.Special)
					}
					if want > 0 {
						due := a
						for n := time.Duration(0); n < want; due++ {
							if m.open[due] {
								n += time.Minute
							}
						}
						if got := cal.Add(from, want); !got.Equal(m.at(due)) {
							t.Fatalf("%v after %v is %v, want %v", want, from.In(loc), got, m.at(due).In(loc))
						}
					}
					day := cal.Day(from)
					if begin, end := cal.Bounds(day); from.Before(begin) || !from.Before(end) {
						t.Fatalf("%v is on %s, which is from %v to %v", from.In(loc), day, begin, end)
					}
					if shown := repair.DateOf(time.Unix(int64(m.shown[a])*60, 0).UTC()); day != shown && day.Add(1) != shown {
						t.Fatalf("at %v the day is %s", from.In(loc), day)
					}
				}
			})
		})
	}
}

func (m model) at(i int) time.Time { return m.from.Add(time.Duration(i) * time.Minute) }

// TestTimeBetweenAddsUp: what is open from a to b and from b to c is open from a
// to c, it never grows less, and Add is the way back, at any fraction of a
// second and over years.
func TestTimeBetweenAddsUp(t *testing.T) {
	for _, tt := range changes {
		t.Run(tt.zone+" "+tt.day, func(t *testing.T) {
			loc := zone(tt.zone)
			rapid.Check(t, func(t *rapid.T) {
				around, err := time.Parse(time.DateOnly, tt.day)
				if err != nil {
					t.Fatal(err)
				}
				cal := drawCalendar(t, loc, around)
				span := rapid.SampledFrom([]time.Duration{time.Hour, 24 * time.Hour, 10 * 24 * time.Hour, 1000 * 24 * time.Hour}).Draw(t, "span")
				later := func(t *rapid.T) time.Duration {
					return time.Duration(rapid.Int64Range(0, int64(span)).Draw(t, "later"))
				}
				a := around.Add(later(t) - span/2)
				b := a.Add(later(t))
				c := b.Add(later(t))
				ab, bc, ac := cal.Between(a, b), cal.Between(b, c), cal.Between(a, c)
				if ab+bc != ac || ab < 0 || bc < 0 || ab > b.Sub(a) {
					t.Fatalf("%v and %v are not %v; %v %v %v", ab, bc, ac, a, b, c)
				}
				if cal.Between(c, a) != 0 && !c.Equal(a) {
					t.Fatal("time ran backwards")
				}
				due := cal.Add(a, ac)
				if got := cal.Between(a, due); ac > 0 && (got != ac || due.After(c)) {
					t.Fatalf("%v after %v is due at %v, and open for %v until then", ac, a, due, got)
				}
			})
		})
	}
}

// The first moment of a day is on that day, wherever and whenever.
func TestDateHasItsFirstMoment(t *testing.T) {
	for _, tt := range changes {
		loc := zone(tt.zone)
		around, err := time.Parse(time.DateOnly, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		for n := -3; n <= 3; n++ {
			d := repair.DateOf(around.AddDate(0, 0, n))
			first := d.Time(loc)
			if got := repair.DateOf(first); got != d && (tt.zone != "Pacific/Apia" || d != "2011-12-30") {
				t.Errorf("%s in %s begins at %v", d, tt.zone, first)
			}
			if got := repair.DateOf(first.Add(-time.Second)); got >= d {
				t.Errorf("%s in %s has begun before %v", d, tt.zone, first)
			}
		}
	}
	for _, d := range []repair.Date{"", "2026-02-30", "no day"} {
		if !d.Time(shanghai).IsZero() || d.Add(1) != "" {
			t.Errorf("%q is a day", d)
		}
	}
	for n, want := range map[int]repair.Date{1: "2028-02-29", 2: "2028-03-01", -59: "2027-12-31", 0: "2028-02-28"} {
		if got := repair.Date("2028-02-28").Add(n); got != want {
			t.Errorf("%d days after is %s, want %s", n, got, want)
		}
	}
}

// Nothing hangs, whatever the times and the calendar are.
func TestClocksNeverHang(t *testing.T) {
	times := []time.Time{{}, time.Unix(0, 0), start, time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, tt := range changes {
		cal := repair.Calendar{Loc: zone(tt.zone)}
		for _, hs := range [][]repair.Hours{nil, {{From: 0, To: 1440}}, {{From: 1080, To: 1560}}, {{From: 600, To: 500}}, {{From: -9000, To: 9000}}} {
			cal.Week[3] = hs
			begun := time.Now()
			for _, a := range times {
				for _, b := range times {
					cal.Between(a, b)
				}
				cal.Add(a, math.MaxInt64)
				cal.Add(a, math.MinInt64)
				cal.Bounds(cal.Day(a))
				cal.AddDays(repair.DateOf(a), math.MaxInt)
			}
			if d := time.Since(begun); d > 10*time.Second {
				t.Errorf("%s with %v took %v", tt.zone, hs, d)
			}
		}
	}
}
