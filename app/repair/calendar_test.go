package repair_test

import (
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
)

// weekly is a calendar with the same hours every day but Sunday.
func weekly(t testing.TB, loc *time.Location, hours string) repair.Calendar {
	t.Helper()
	hs, err := repair.ParseHours(hours)
	if err != nil {
		t.Fatal(err)
	}
	c := repair.Calendar{Loc: loc}
	for i := 1; i < 7; i++ {
		c.Week[i] = hs
	}
	return c
}

// days are days of their own, a rule on each line.
func days(t testing.TB, lines ...string) repair.DayRules {
	t.Helper()
	r, err := repair.ParseDayRules(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func moment(t *testing.T, loc *time.Location, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestOpeningHours(t *testing.T) {
	shop := weekly(t, shanghai, "8:00-12:00, 13:30-18:00")
	shop.Special = days(t, "2026-10-01 closed", "2026-10-04 10:00-12:00 on duty") // Thursday, Sunday
	for _, tt := range []struct {
		name, from, to string
		open           time.Duration
	}{
		{"within the morning", "2026-09-28 09:00", "2026-09-28 10:30", 90 * time.Minute},
		{"over the lunch break", "2026-09-28 11:00", "2026-09-28 14:00", 90 * time.Minute},
		{"all of the lunch break", "2026-09-28 12:00", "2026-09-28 13:30", 0},
		{"over night", "2026-09-28 17:00", "2026-09-29 09:00", 2 * time.Hour},
		{"before opening", "2026-09-28 02:00", "2026-09-28 08:30", 30 * time.Minute},
		{"a whole day", "2026-09-28 00:00", "2026-09-29 00:00", 8*time.Hour + 30*time.Minute},
		{"over a Sunday", "2026-09-26 17:00", "2026-09-28 09:00", 2 * time.Hour},
		{"over a holiday", "2026-09-30 17:00", "2026-10-02 08:15", 75 * time.Minute},
		{"over a Sunday on duty", "2026-10-03 18:00", "2026-10-05 08:00", 2 * time.Hour},
		{"a clock set back stops the clocks", "2026-09-28 10:00", "2026-09-28 09:00", 0},
		{"no time at all", "2026-09-28 10:00", "2026-09-28 10:00", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from, to := moment(t, shanghai, tt.from), moment(t, shanghai, tt.to)
			if got := shop.Between(from, to); got != tt.open {
				t.Errorf("open for %v, want %v", got, tt.open)
			}
			// UTC from the store gives the same.
			if got := shop.Between(from.UTC(), to.UTC()); got != tt.open {
				t.Errorf("open for %v in UTC, want %v", got, tt.open)
			}
			if tt.open > 0 {
				due := shop.Add(from, tt.open)
				if got := shop.Between(from, due); got != tt.open || due.After(to) {
					t.Errorf("due %v, open until then for %v", due, got)
				}
			}
		})
	}
}

func TestDue(t *testing.T) {
	shop := weekly(t, shanghai, "8:00-12:00, 13:30-18:00")
	shop.Special = days(t, "2026-10-01 closed")
	for _, tt := range []struct {
		from  string
		limit time.Duration
		want  string
	}{
		{"2026-09-28 09:00", 4 * time.Hour, "2026-09-28 14:30"},
		{"2026-09-28 08:00", 4 * time.Hour, "2026-09-28 12:00"},
		{"2026-09-28 16:00", 4 * time.Hour, "2026-09-29 10:00"},
		{"2026-09-26 17:00", 8 * time.Hour, "2026-09-28 16:30"}, // Saturday
		{"2026-09-30 17:45", 30 * time.Minute, "2026-10-02 08:15"},
		{"2026-09-28 22:00", 0, "2026-09-29 08:00"},
	} {
		got := shop.Add(moment(t, shanghai, tt.from), tt.limit)
		if want := moment(t, shanghai, tt.want); !got.Equal(want) {
			t.Errorf("%v after %s is due at %v, want %v", tt.limit, tt.from, got, want)
		}
	}
}

func TestSummerTime(t *testing.T) {
	for _, tt := range []struct {
		zone, day, hours string
		open             time.Duration
	}{
		{"Europe/Berlin", "2026-03-29", "0:00-24:00", 23 * time.Hour},
		{"Europe/Berlin", "2026-10-25", "0:00-24:00", 25 * time.Hour},
		{"Europe/Berlin", "2026-03-29", "1:00-5:00", 3 * time.Hour},
		{"Europe/Berlin", "2026-10-25", "1:00-5:00", 5 * time.Hour},
		{"Europe/Berlin", "2026-03-29", "8:00-18:00", 10 * time.Hour},
		{"America/New_York", "2026-03-08", "0:00-24:00", 23 * time.Hour},
		{"America/New_York", "2026-11-01", "0:00-24:00", 25 * time.Hour},
		{"America/New_York", "2026-03-08", "8:00-18:00", 10 * time.Hour},
		{"America/New_York", "2026-11-01", "8:00-18:00", 10 * time.Hour},
	} {
		loc := zone(tt.zone)
		cal := repair.Calendar{Loc: loc, Special: days(t, tt.day+" "+tt.hours)}
		from := repair.Date(tt.day).Time(loc).AddDate(0, 0, -2)
		if got := cal.Between(from, from.AddDate(0, 0, 5)); got != tt.open {
			t.Errorf("%s on %s, %s: open for %v, want %v", tt.zone, tt.day, tt.hours, got, tt.open)
		}
		if got := cal.Between(from, cal.Add(from, tt.open)); got != tt.open {
			t.Errorf("%s on %s, %s: due when open for %v", tt.zone, tt.day, tt.hours, got)
		}
	}
	// A limit over the night of the change ends at the wall clock's hour.
	for zoneName, day := range map[string]string{
		"Europe/Berlin": "2026-10-24 17:00", "America/New_York": "2026-03-07 17:00",
	} {
		loc := zone(zoneName)
		cal := repair.DefaultCalendar(loc)
		due := cal.Add(moment(t, loc, day), 4*time.Hour)
		if due.Hour() != 11 || due.Minute() != 0 {
			t.Errorf("%s: due at %v, want 11:00", zoneName, due)
		}
	}
}

func TestShopThatNeverOpens(t *testing.T) {
	cal := repair.Calendar{Loc: shanghai}
	if got := cal.Between(start, start.AddDate(1, 0, 0)); got != 0 {
		t.Errorf("open for %v", got)
	}
	if got := cal.Add(start, time.Hour); !got.Equal(start.Add(time.Hour)) {
		t.Errorf("due at %v", got)
	}
	if got := cal.AddDays("2026-11-21", 1); got <= "2026-11-21" {
		t.Errorf("next open day %s", got)
	}
}

func TestAddDaysCountsOpenDays(t *testing.T) {
	shop := weekly(t, shanghai, "8:00-18:00")
	shop.Special = days(t, "2026-11-23 closed") // Monday
	for _, tt := range []struct {
		from repair.Date
		n    int
		want repair.Date
	}{
		{"2026-11-21", 0, "2026-11-21"},
		{"2026-11-21", 1, "2026-11-24"}, // over Sunday and the holiday
		{"2026-11-21", 3, "2026-11-26"},
		{"2026-12-31", 1, "2027-01-01"},
		{"", 3, ""},
		{"no day", 3, "no day"},
	} {
		if got := shop.AddDays(tt.from, tt.n); got != tt.want {
			t.Errorf("%d open days after %q is %q, want %q", tt.n, tt.from, got, tt.want)
		}
	}
	if got := shop.Close("2026-11-21"); got.Hour() != 18 {
		t.Errorf("closes at %v", got)
	}
	if got := shop.Close("2026-11-23"); repair.DateOf(got) != "2026-11-24" || got.Hour() != 0 {
		t.Errorf("a holiday ends at %v", got)
	}
}

func TestClocks(t *testing.T) {
	cal, lim := repair.DefaultCalendar(shanghai), repair.DefaultLimits() // 8:00-18:00 every day
	order := func(s repair.Stage) repair.Order {
		return repair.Order{
			Stage: s, ReceivedAt: start, StageSince: start.Add(time.Hour), PromisedOn: "2026-11-24", // start is 9:00
		}
	}
	for _, tt := range []struct {
		stage repair.Stage
		now   string
		kind  repair.ClockKind
		level repair.Level
		due   string
	}{
		{repair.StageAwaitingTest, "2026-11-21 11:59", repair.ClockReply, repair.LevelOK, "2026-11-21 13:00"},
		{repair.StageAwaitingTest, "2026-11-21 12:00", repair.ClockReply, repair.LevelSoon, "2026-11-21 13:00"},
		{repair.StageAwaitingTest, "2026-11-21 12:59", repair.ClockReply, repair.LevelSoon, "2026-11-21 13:00"},
		{repair.StageAwaitingTest, "2026-11-21 13:00", repair.ClockReply, repair.LevelLate, "2026-11-21 13:00"},
		{repair.StageAwaitingTest, "2026-11-20 09:00", repair.ClockReply, repair.LevelOK, "2026-11-21 13:00"}, // clock set back
		{repair.StageQuoting, "2026-11-21 10:22", repair.ClockQuote, repair.LevelOK, "2026-11-21 10:30"},
		{repair.StageQuoting, "2026-11-21 10:23", repair.ClockQuote, repair.LevelSoon, "2026-11-21 10:30"},
		{repair.StageInRepair, "2026-11-21 15:59", repair.ClockBench, repair.LevelOK, "2026-11-21 18:00"},
		{repair.StageInRepair, "2026-11-21 16:00", repair.ClockBench, repair.LevelSoon, "2026-11-21 18:00"},
		{repair.StageInRepair, "2026-11-22 03:00", repair.ClockBench, repair.LevelLate, "2026-11-21 18:00"},
		{repair.StageAtPeer, "2026-11-21 17:00", repair.ClockPeer, repair.LevelLate, "2026-11-21 17:00"},
		{repair.StageAwaitingParts, "2026-11-23 09:00", repair.ClockPromise, repair.LevelOK, "2026-11-24 18:00"},
		{repair.StageAwaitingParts, "2026-11-24 17:59", repair.ClockPromise, repair.LevelSoon, "2026-11-24 18:00"},
		{repair.StageAwaitingParts, "2026-11-24 18:00", repair.ClockPromise, repair.LevelLate, "2026-11-24 18:00"},
		{repair.StageAwaitingClose, "2026-11-21 18:00", repair.ClockNotify, repair.LevelOK, "2026-11-22 18:00"},
		{repair.StageAwaitingClose, "2026-11-22 17:00", repair.ClockNotify, repair.LevelSoon, "2026-11-22 18:00"},
		{repair.StageAwaitingPickup, "2026-11-22 08:00", repair.ClockPickup, repair.LevelOK, "2026-12-06 18:00"},
		{repair.StageReturnUnrepaired, "2026-12-06 18:00", repair.ClockPickup, repair.LevelLate, "2026-12-06 18:00"},
	} {
		t.Run(string(tt.stage)+" "+tt.now, func(t *testing.T) {
			c, ok := repair.Running(order(tt.stage), cal, lim, moment(t, shanghai, tt.now))
			if !ok || c.Kind != tt.kind || c.Level() != tt.level || !c.Due.Equal(moment(t, shanghai, tt.due)) {
				t.Errorf("clock %s due %v, used %.3f, level %d", c.Kind, c.Due, c.Used, c.Level())
			}
		})
	}
	for _, s := range []repair.Stage{repair.StageDraft, repair.StageAwaitingConsent, repair.StageAtFactory, repair.StagePickedUp, repair.StageVoid} {
		if c, ok := repair.Running(order(s), cal, lim, start); ok {
			t.Errorf("clock %s runs in stage %s", c.Kind, s)
		}
	}
	o := order(repair.StageAwaitingParts)
	o.PromisedOn = ""
	if _, ok := repair.Running(o, cal, lim, start); ok {
		t.Error("a promise that nobody gave has a clock")
	}
	// Promised for a day that was over when the machine came.
	o.PromisedOn = "2026-11-20"
	if c, _ := repair.Running(o, cal, lim, start); c.Level() != repair.LevelLate {
		t.Errorf("a promise of yesterday is at level %d", c.Level())
	}
}

// TestHoursPastMidnight: a stretch belongs to the day on which it begins, also
// to a holiday's eve. 21 November 2026 is a Saturday, and the shop has no
// Sundays.
func TestHoursPastMidnight(t *testing.T) {
	night := weekly(t, shanghai, "18:00-2:00")
	night.Special = days(t, "2026-11-24 closed", "2026-11-25 11:00-14:00,20:00-4:30") // Tuesday, Wednesday
	for _, tt := range []struct {
		from, to string
		open     time.Duration
	}{
		{"2026-11-19 18:00", "2026-11-20 18:00", 8 * time.Hour},
		{"2026-11-19 23:00", "2026-11-20 01:00", 2 * time.Hour},
		{"2026-11-20 01:00", "2026-11-20 01:30", 30 * time.Minute},
		{"2026-11-20 01:30", "2026-11-20 18:30", time.Hour},
		{"2026-11-20 02:00", "2026-11-20 18:00", 0},
		{"2026-11-21 23:00", "2026-11-23 19:00", 4 * time.Hour},     // Saturday's goes on on Sunday
		{"2026-11-22 02:00", "2026-11-23 18:00", 0},                 // Sunday has none
		{"2026-11-23 12:00", "2026-11-25 12:00", 9 * time.Hour},     // Monday's goes on on the holiday
		{"2026-11-24 02:00", "2026-11-25 11:00", 0},                 // the holiday has none
		{"2026-11-25 00:00", "2026-11-26 18:00", 690 * time.Minute}, // three hours, and eight and a half
		{"2026-11-26 04:00", "2026-11-26 19:00", 90 * time.Minute},
	} {
		from, to := moment(t, shanghai, tt.from), moment(t, shanghai, tt.to)
		if got := night.Between(from, to); got != tt.open {
			t.Errorf("from %s to %s open for %v, want %v", tt.from, tt.to, got, tt.open)
		}
		if due := night.Add(from, tt.open); tt.open > 0 && (night.Between(from, due) != tt.open || due.After(to)) {
			t.Errorf("%v after %s is %v", tt.open, tt.from, due)
		}
	}
	for _, tt := range []struct {
		from  string
		limit time.Duration
		want  string
	}{
		{"2026-11-20 23:00", 4 * time.Hour, "2026-11-21 19:00"},
		{"2026-11-21 23:00", 3 * time.Hour, "2026-11-22 02:00"},
		{"2026-11-21 23:00", 4 * time.Hour, "2026-11-23 19:00"},
		{"2026-11-22 01:59", time.Hour, "2026-11-23 18:59"},
		{"2026-11-24 00:30", 2 * time.Hour, "2026-11-25 11:30"},
		{"2026-11-25 13:00", 9 * time.Hour, "2026-11-26 04:00"},
	} {
		if got, want := night.Add(moment(t, shanghai, tt.from), tt.limit), moment(t, shanghai, tt.want); !got.Equal(want) {
			t.Errorf("%v after %s is due at %v, want %v", tt.limit, tt.from, got, want)
		}
	}
	for day, want := range map[repair.Date]string{
		"2026-11-20": "2026-11-21 02:00", "2026-11-21": "2026-11-22 02:00", "2026-11-22": "2026-11-23 00:00",
		"2026-11-24": "2026-11-25 00:00", "2026-11-25": "2026-11-26 04:30",
	} {
		if got := night.Close(day); !got.Equal(moment(t, shanghai, want)) {
			t.Errorf("%s closes at %v, want %s", day, got, want)
		}
	}
	if got := night.Close("no day"); !got.IsZero() {
		t.Errorf("no day closes at %v", got)
	}
}

// TestDayInTheShop: what is done while the shop is closed up after midnight is
// done on the day that was open.
func TestDayInTheShop(t *testing.T) {
	for _, tt := range []struct {
		hours, at string
		want      repair.Date
	}{
		{"8:00-18:00", "2026-11-20 23:59", "2026-11-20"},
		{"8:00-18:00", "2026-11-21 00:00", "2026-11-21"},
		{"18:00-2:00", "2026-11-20 17:00", "2026-11-20"},
		{"18:00-2:00", "2026-11-21 00:00", "2026-11-20"},
		{"18:00-2:00", "2026-11-21 01:59", "2026-11-20"},
		{"18:00-2:00", "2026-11-21 03:59", "2026-11-20"},
		{"18:00-2:00", "2026-11-21 04:00", "2026-11-21"},
		{"18:00-2:00", "2026-11-22 03:59", "2026-11-21"}, // a Sunday, on which it is closed
		{"18:00-2:00", "2026-11-22 04:00", "2026-11-22"},
		{"18:00-2:00", "2026-11-23 00:30", "2026-11-23"}, // and has no night
		{"8:00-24:00", "2026-11-21 01:59", "2026-11-20"},
		{"8:00-24:00", "2026-11-21 02:00", "2026-11-21"},
		{"8:00-7:00", "2026-11-21 07:59", "2026-11-20"}, // the next opening comes first
		{"8:00-7:00", "2026-11-21 08:00", "2026-11-21"},
		{"0:00-24:00", "2026-11-20 23:59", "2026-11-20"},
		{"0:00-24:00", "2026-11-21 00:00", "2026-11-21"},
	} {
		cal, at := weekly(t, shanghai, tt.hours), moment(t, shanghai, tt.at)
		if got := cal.Day(at.UTC()); got != tt.want {
			t.Errorf("%s: %s is on %s, want %s", tt.hours, tt.at, got, tt.want)
		}
		if from, to := cal.Bounds(tt.want); at.Before(from) || !at.Before(to) {
			t.Errorf("%s: %s is from %v to %v, which is not around %s", tt.hours, tt.want, from, to, tt.at)
		}
	}
	cal := weekly(t, shanghai, "18:00-2:00")
	// Notice is due at the close of the next open day after that of the move.
	o := repair.Order{Stage: repair.StageAwaitingClose, StageSince: moment(t, shanghai, "2026-11-20 01:30")}
	if c, _ := repair.Running(o, cal, repair.DefaultLimits(), o.StageSince); !c.Due.Equal(moment(t, shanghai, "2026-11-21 02:00")) {
		t.Errorf("moved in the night to Friday, it is due at %v", c.Due)
	}
	if from, to := cal.Bounds("no day"); !from.IsZero() || !to.IsZero() {
		t.Errorf("no day is from %v to %v", from, to)
	}
}

// TestRoundTheClock: a shop that never closes counts all the time there is.
func TestRoundTheClock(t *testing.T) {
	for _, tt := range changes {
		cal := repair.Calendar{Loc: zone(tt.zone)}
		for i := range cal.Week {
			cal.Week[i] = []repair.Hours{{From: 0, To: 1440}}
		}
		from := repair.Date(tt.day).Time(time.UTC).AddDate(0, 0, -3)
		for h := range 24 * 6 {
			a := from.Add(time.Duration(h) * time.Hour)
			if got := cal.Between(a, a.Add(77*time.Hour)); got != 77*time.Hour {
				t.Errorf("%s: open for %v of 77 h from %v", tt.zone, got, a)
			}
			if got := cal.Add(a, 77*time.Hour); !got.Equal(a.Add(77 * time.Hour)) {
				t.Errorf("%s: 77 h after %v is %v", tt.zone, a, got)
			}
		}
	}
}

// A limit in days may be a year of a shop that is open on five days of the week.
func TestYearOfOpenDays(t *testing.T) {
	cal := weekly(t, shanghai, "8:00-18:00")
	cal.Week[6] = nil
	if got, want := cal.AddDays("2026-01-01", 365), repair.Date("2027-05-27"); got != want {
		t.Errorf("365 open days after New Year are over on %s, want %s", got, want)
	}
}

func TestUnannouncedYear(t *testing.T) {
	lim := repair.DefaultLimits() // fifteen open days ahead
	for _, tt := range []struct {
		years []int
		now   string
		want  int
	}{
		{[]int{2026}, "2026-12-10 23:59", 0}, // a Thursday; the fifteenth open day is the 31st
		{[]int{2026}, "2026-12-11 00:00", 2027},
		{[]int{2026}, "2027-01-01 09:00", 2027},
		{[]int{2026, 2027}, "2026-12-31 09:00", 0},
		{[]int{2026, 2028}, "2026-12-31 09:00", 2027},
		{[]int{2026}, "2025-06-01 09:00", 2025},
		{[]int{2026, 2027}, "2027-12-31 09:00", 2028},
		{nil, "2026-06-01 09:00", 2026},
	} {
		cal := weekly(t, shanghai, "8:00-18:00")
		cal.Week[6] = nil
		cal.Official = &repair.Official{Years: tt.years}
		year, ok := cal.Unannounced(lim, moment(t, shanghai, tt.now))
		if year != tt.want || ok != (tt.want > 0) {
			t.Errorf("with %v, on %s %d is missing, want %d", tt.years, tt.now, year, tt.want)
		}
	}
	if year, ok := weekly(t, shanghai, "8:00-18:00").Unannounced(lim, start); ok {
		t.Errorf("%d is missing to a shop that does not follow the official calendar", year)
	}
}
