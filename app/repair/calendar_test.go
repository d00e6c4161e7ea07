package repair_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

// weekly is a calendar with the same hours every day but Sunday.
func weekly(t *testing.T, loc *time.Location, hours string) repair.Calendar {
	t.Helper()
	hs, err := repair.ParseHours(hours)
	if err != nil {
		t.Fatal(err)
	}
	c := repair.Calendar{Loc: loc, Special: map[repair.Date][]repair.Hours{}}
	for i := 1; i < 7; i++ {
		c.Week[i] = hs
	}
	return c
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
	shop.Special["2026-10-01"] = nil                                  // a holiday, Thursday
	shop.Special["2026-10-04"] = []repair.Hours{{From: 600, To: 720}} // a Sunday on duty
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
	shop.Special["2026-10-01"] = nil
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
		hs, err := repair.ParseHours(tt.hours)
		if err != nil {
			t.Fatal(err)
		}
		cal := repair.Calendar{Loc: loc, Special: map[repair.Date][]repair.Hours{repair.Date(tt.day): hs}}
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
	shop.Special["2026-11-23"] = nil // a holiday, Monday
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

func TestParseHours(t *testing.T) {
	for in, want := range map[string][]repair.Hours{
		"":                         nil,
		"8:00-18:00":               {{From: 480, To: 1080}},
		"08:00-12:00, 13:30-24:00": {{From: 480, To: 720}, {From: 810, To: 1440}},
		" 9:05-9:06 ":              {{From: 545, To: 546}},
	} {
		got, err := repair.ParseHours(in)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", in, err, d)
		}
	}
	for _, in := range []string{
		"8-18", "18:00-8:00", "8:00-8:00", "8:00-25:00", "8:60-9:00", "8:00-12:00,11:00-13:00", "8:00-18:00x", "8:-5-9:00", "always",
	} {
		if got, err := repair.ParseHours(in); err == nil {
			t.Errorf("%q is taken for %v", in, got)
		}
	}
	if got := (repair.Hours{From: 480, To: 1085}).String(); got != "8:00-18:05" {
		t.Errorf("hours are written %s", got)
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
