package repair_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"countertop/app/repair"
)

// agreed is an order in stage s whose quote the customer agreed to at a time.
func agreed(s repair.Stage, received, consent time.Time, days int) repair.Order {
	return repair.Order{
		Stage: s, ReceivedAt: received, StageSince: consent,
		Quotes: []repair.Quote{{Days: days, Answer: &repair.QuoteAnswer{Agreed: true, At: consent}}},
	}
}

func TestRepairClockRunsFromConsent(t *testing.T) {
	cal := weekly(t, shanghai, "8:00-18:00")
	cal.Special = days(t, "2026-11-24 closed") // Tuesday
	consent := moment(t, shanghai, "2026-11-20 18:00")
	for _, tt := range []struct {
		name  string
		stage repair.Stage
		days  int
		now   string
		kind  repair.ClockKind
		level repair.Level
		due   string
	}{
		// Friday at closing time: Saturday, Monday and Wednesday are 30 hours.
		{"just under three quarters", repair.StageAtPeer, 0, "2026-11-25 10:29", repair.ClockRepair, repair.LevelOK, "2026-11-25 18:00"},
		{"three quarters", repair.StageAtPeer, 0, "2026-11-25 10:30", repair.ClockRepair, repair.LevelSoon, "2026-11-25 18:00"},
		{"a minute before its end", repair.StageAwaitingTest, 0, "2026-11-25 17:59", repair.ClockRepair, repair.LevelSoon, "2026-11-25 18:00"},
		{"its end", repair.StageAwaitingTest, 0, "2026-11-25 18:00", repair.ClockRepair, repair.LevelLate, "2026-11-25 18:00"},
		{"a part does not stop it", repair.StageAwaitingParts, 0, "2026-11-26 08:00", repair.ClockRepair, repair.LevelLate, "2026-11-25 18:00"},
		{"the days of the quote count", repair.StageAwaitingParts, 1, "2026-11-21 17:00", repair.ClockRepair, repair.LevelSoon, "2026-11-21 18:00"},
		{"the bench is tighter", repair.StageInRepair, 0, "2026-11-21 14:00", repair.ClockBench, repair.LevelSoon, "2026-11-21 16:00"},
		{"both are late", repair.StageInRepair, -1, "2026-11-25 18:00", repair.ClockBench, repair.LevelLate, "2026-11-21 16:00"},
		{"set back to before consent", repair.StageAtPeer, 0, "2026-11-20 09:00", repair.ClockRepair, repair.LevelOK, "2026-11-25 18:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := agreed(tt.stage, start, consent, tt.days)
			c, ok := repair.Running(o, cal, repair.DefaultLimits(), moment(t, shanghai, tt.now))
			if !ok || c.Kind != tt.kind || c.Level() != tt.level || !c.Due.Equal(moment(t, shanghai, tt.due)) {
				t.Errorf("clock %s due %v, used %.3f, level %d", c.Kind, c.Due, c.Used, c.Level())
			}
		})
	}

	late := moment(t, shanghai, "2026-12-31 12:00")
	for name, change := range map[string]func(*repair.Order){
		"an answer that is awaited stops all clocks": func(o *repair.Order) { o.Stage = repair.StageAwaitingConsent },
		"a quote is the reply":                       func(o *repair.Order) { o.Quotes[0].Answer = nil },
		"a no starts no repair":                      func(o *repair.Order) { o.Quotes[0].Answer.Agreed = false },
	} {
		o := agreed(repair.StageAwaitingTest, start, consent, 0)
		change(&o)
		if c, ok := repair.Running(o, cal, repair.DefaultLimits(), late); ok {
			t.Errorf("%s: clock %s runs", name, c.Kind)
		}
	}
}

func TestPeerHasEightHoursFromReceipt(t *testing.T) {
	cal, lim := repair.DefaultCalendar(shanghai), repair.DefaultLimits()
	now := moment(t, shanghai, "2026-11-21 13:00")
	o := repair.Order{Stage: repair.StageAwaitingTest, ReceivedAt: start, StageSince: start}
	if c, _ := repair.Running(o, cal, lim, now); c.Level() != repair.LevelLate {
		t.Errorf("after four hours the reply is at level %d", c.Level())
	}
	o.Stage, o.StageSince = repair.StageAtPeer, now
	c, _ := repair.Running(o, cal, lim, now)
	if c.Used != 0.5 || !c.From.Equal(start) {
		t.Errorf("at the peer %.2f is used, from %v", c.Used, c.From)
	}
}

// TestReplyClock plays the four hours of the reply over every kind of gap.
func TestReplyClock(t *testing.T) {
	lim := repair.DefaultLimits()
	shop := func(zoneName string) repair.Calendar {
		cal := weekly(t, zone(zoneName), "8:00-18:00")
		cal.Week[6] = []repair.Hours{{From: 10 * 60, To: 12 * 60}} // short Saturdays, no Sundays
		cal.Special = days(t, "2026-06-01..2026-06-20 closed", "2026-10-01 closed")
		return cal
	}
	berlin, newYork := shop("Europe/Berlin"), shop("America/New_York")
	for _, tt := range []struct {
		name                 string
		cal                  repair.Calendar
		received, soon, late string
	}{
		{"a day", berlin, "2026-09-28 09:00", "2026-09-28 12:00", "2026-09-28 13:00"},
		{"before opening", berlin, "2026-09-28 06:10", "2026-09-28 11:00", "2026-09-28 12:00"},
		{"a night", berlin, "2026-09-28 17:00", "2026-09-29 10:00", "2026-09-29 11:00"},
		{"a short Saturday and a Sunday", berlin, "2026-09-25 17:00", "2026-09-26 12:00", "2026-09-28 09:00"},
		{"a holiday", berlin, "2026-09-30 16:00", "2026-10-02 09:00", "2026-10-02 10:00"},
		{"three weeks closed", berlin, "2026-05-29 17:00", "2026-05-30 12:00", "2026-06-22 09:00"},
		{"summer time begins, Berlin", berlin, "2026-03-27 17:00", "2026-03-28 12:00", "2026-03-30 09:00"},
		{"summer time ends, Berlin", berlin, "2026-10-23 17:00", "2026-10-24 12:00", "2026-10-26 09:00"},
		{"summer time begins, New York", newYork, "2026-03-07 11:00", "2026-03-09 10:00", "2026-03-09 11:00"},
		{"summer time ends, New York", newYork, "2026-10-31 11:00", "2026-11-02 10:00", "2026-11-02 11:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			received := moment(t, tt.cal.Loc, tt.received)
			o := repair.Order{Stage: repair.StageAwaitingTest, ReceivedAt: received.UTC(), StageSince: received.UTC()}
			soon, late := moment(t, tt.cal.Loc, tt.soon), moment(t, tt.cal.Loc, tt.late)
			for _, at := range []struct {
				now  time.Time
				want repair.Level
			}{
				{received.Add(-5 * time.Hour), repair.LevelOK}, // the wall clock was set back
				{received, repair.LevelOK},
				{soon.Add(-time.Nanosecond), repair.LevelOK},
				{soon, repair.LevelSoon},
				{late.Add(-time.Nanosecond), repair.LevelSoon},
				{late, repair.LevelLate},
				{late.AddDate(0, 0, 90), repair.LevelLate},
			} {
				c, ok := repair.Running(o, tt.cal, lim, at.now.UTC())
				if !ok || c.Level() != at.want || !c.Due.Equal(late) {
					t.Errorf("at %v: level %d (%.4f), want %d; due %v", at.now, c.Level(), c.Used, at.want, c.Due)
				}
			}
		})
	}
}

func TestDayWithoutMidnight(t *testing.T) {
	cal := repair.Calendar{Loc: zone("Africa/Cairo")}
	cal.Week[5] = []repair.Hours{{From: 0, To: 60}, {From: 60, To: 120}} // Friday 2026-04-24 begins at 1:00
	if got := cal.Between(moment(t, cal.Loc, "2026-04-23 12:00"), moment(t, cal.Loc, "2026-04-25 12:00")); got > time.Hour {
		t.Errorf("open for %v in a night that is an hour short", got)
	}
	if got := cal.Close("2026-04-24"); repair.DateOf(got) != "2026-04-24" || got.Hour() != 2 {
		t.Errorf("closes at %v", got)
	}
}

// TestClocksNeverGoBack: as time goes on and the stage stays, no clock is used
// less and no level falls, whatever the hours, the zone and the limits.
func TestClocksNeverGoBack(t *testing.T) {
	zones := []*time.Location{shanghai, zone("Europe/Berlin"), zone("America/New_York"), zone("Africa/Cairo")}
	rapid.Check(t, func(t *rapid.T) {
		cal := repair.Calendar{Loc: rapid.SampledFrom(zones).Draw(t, "zone")}
		hours := rapid.SampledFrom([][]repair.Hours{nil, {{From: 480, To: 1080}}, {{From: 0, To: 1440}}, {{From: 1080, To: 1560}}, {{From: 60, To: 130}, {From: 150, To: 200}}})
		for i := range cal.Week {
			cal.Week[i] = hours.Draw(t, "hours")
		}
		from := time.Date(2026, 1, rapid.IntRange(1, 365).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), 0, 0, 0, cal.Loc)
		tomorrow := repair.DateOf(from.AddDate(0, 0, 1))
		special, err := repair.NewDayRules(repair.DayRule{From: tomorrow, To: tomorrow, Hours: hours.Draw(t, "special")})
		if err != nil {
			t.Fatal(err)
		}
		cal.Special = special
		lim := repair.Limits{
			Reply: 4 * time.Hour, Quote: time.Minute, Bench: 8 * time.Hour, Peer: 100 * time.Hour,
			RepairDays: rapid.IntRange(1, 9).Draw(t, "repair days"), UncollectedDays: 15,
		}
		o := agreed(rapid.SampledFrom(repair.Stages).Draw(t, "stage"), from, from.Add(30*time.Hour), rapid.IntRange(0, 3).Draw(t, "days"))
		o.PromisedOn = repair.DateOf(from.AddDate(0, 0, rapid.IntRange(-1, 9).Draw(t, "promised")))
		if rapid.Bool().Draw(t, "no quote") {
			o.Quotes = nil
		}
		now, was := from.Add(-2*time.Hour), repair.Clock{}
		for range 20 {
			c, ok := repair.Running(o, cal, lim, now)
			if !ok {
				return
			}
			if c.Used < was.Used || c.Level() < was.Level() {
				t.Fatalf("at %v clock %s is at %.3f, was %s at %.3f", now, c.Kind, c.Used, was.Kind, was.Used)
			}
			was = c
			now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "minutes")) * time.Minute)
		}
	})
}
