package repair_test

import (
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/app/trade"
)

// office is a shop that is open from Monday to Friday, closes on public holidays
// and opens on the days that are worked in exchange.
func office(t testing.TB, hours string) repair.Calendar {
	cal := weekly(t, shanghai, hours)
	cal.Week[6] = nil
	cal.Official = trade.Default().Official()
	return cal
}

// year2026 is each day of 2026, as the notice of the General Office of the State
// Council has it: o works, W works on a weekend, . is a weekend, H is off.
var year2026 = []string{
	"HHHWooooo..ooooo..ooooo..ooooo.", // 元旦 1-3, works on Sunday the 4th
	".ooooo..oooooWHHHHHHHHHooooW",    // 春节 15-23, works on Saturdays the 14th and 28th
	".ooooo..ooooo..ooooo..ooooo..oo", //
	"oooHHHoooo..ooooo..ooooo..oooo",  // 清明节 4-6
	"HHHHHoooW.ooooo..ooooo..ooooo..", // 劳动节 1-5, works on Saturday the 9th
	"ooooo..ooooo..ooooHHHooooo..oo",  // 端午节 19-21
	"ooo..ooooo..ooooo..ooooo..ooooo", //
	"..ooooo..ooooo..ooooo..ooooo..o", //
	"oooo..ooooo..ooooo.WooooHHHooo",  // 中秋节 25-27, works on Sunday the 20th
	"HHHHHHHooW.ooooo..ooooo..ooooo.", // 国庆节 1-7, works on Saturday the 10th
	".ooooo..ooooo..ooooo..ooooo..o",  //
	"oooo..ooooo..ooooo..ooooo..oooo", //
}

func TestOfficialCalendarOf2026(t *testing.T) {
	weekdays, daily := office(t, "9:00-18:00"), repair.DefaultCalendar(shanghai)
	daily.Week[time.Saturday], daily.Week[time.Sunday] = []repair.Hours{{From: 600, To: 900}}, []repair.Hours{{From: 600, To: 720}}
	daily.Official = weekdays.Official
	n := map[byte]int{}
	day := time.Date(2026, 1, 1, 12, 0, 0, 0, shanghai)
	for month, line := range year2026 {
		for i := range line {
			if int(day.Month()) != month+1 || day.Day() != i+1 {
				t.Fatalf("%s is in line %d, place %d", day.Format(time.DateOnly), month+1, i+1)
			}
			d, is := repair.DateOf(day), line[i]
			n[is]++
			weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			if is == 'o' && weekend || (is == 'W' || is == '.') && !weekend {
				t.Errorf("%s is a %v", d, day.Weekday())
			}
			if open := len(weekdays.On(d)) == 1; open != (is == 'o' || is == 'W') {
				t.Errorf("%s: open %v, want %c", d, open, is)
			}
			// A shop that is open every day is closed on the holidays only, and has the
			// hours of a Monday on the weekends that are worked.
			hs := daily.On(d)
			if len(hs) == 0 != (is == 'H') || is == 'W' && hs[0] != daily.Week[time.Monday][0] || is == '.' && hs[0] == daily.Week[time.Monday][0] {
				t.Errorf("%s: open every day, it has %v, want %c", d, hs, is)
			}
			if r, ok := daily.Rule(d); ok != (is == 'H' || is == 'W') || ok && r.Name == "" {
				t.Errorf("%s: %v, %v, want %c", d, r, ok, is)
			}
			day = day.AddDate(0, 0, 1)
		}
	}
	if n['H'] != 33 || n['W'] != 6 || n['o']+n['W']+n['.']+n['H'] != 365 || n['o']+n['W'] != 248 {
		t.Errorf("%d days off, %d worked in exchange, %d open", n['H'], n['W'], n['o']+n['W'])
	}
}

// TestClocksAcrossTheHolidaysOf2026 begins every clock just before each block of
// holidays and before each weekend that is worked. The shop is open from 9 to 18,
// and a quarter of an hour is left of the day; the due times are worked out by
// hand. The quote names two days, the promised day is the third.
func TestClocksAcrossTheHolidaysOf2026(t *testing.T) {
	cal, lim := office(t, "9:00-18:00"), repair.DefaultLimits()
	lim.Peer = 10 * time.Hour
	for _, tt := range []struct {
		name, from                                                      string
		reply, quote, bench, peer, repair, promise, notify, uncollected string
	}{
		{"元旦", "2025-12-31 17:45", "01-04 12:45", "01-04 09:15", "01-04 16:45", "01-05 09:45", "01-05", "01-06", "01-04", "01-22"},
		{"the Sunday worked for it, from a day off", "2026-01-03 12:00", "01-04 13:00", "01-04 09:30", "01-04 17:00", "01-05 10:00", "01-05", "01-06", "01-04", "01-22"},
		{"the Saturday worked before 春节", "2026-02-13 17:45", "02-14 12:45", "02-14 09:15", "02-14 16:45", "02-24 09:45", "02-24", "02-25", "02-14", "03-12"},
		{"春节", "2026-02-14 17:45", "02-24 12:45", "02-24 09:15", "02-24 16:45", "02-25 09:45", "02-25", "02-26", "02-24", "03-13"},
		{"the Saturday worked after 春节", "2026-02-27 17:45", "02-28 12:45", "02-28 09:15", "02-28 16:45", "03-02 09:45", "03-02", "03-03", "02-28", "03-19"},
		{"清明节", "2026-04-03 17:45", "04-07 12:45", "04-07 09:15", "04-07 16:45", "04-08 09:45", "04-08", "04-09", "04-07", "04-27"},
		{"劳动节", "2026-04-30 17:45", "05-06 12:45", "05-06 09:15", "05-06 16:45", "05-07 09:45", "05-07", "05-08", "05-06", "05-25"},
		{"the Saturday worked after 劳动节", "2026-05-08 17:45", "05-09 12:45", "05-09 09:15", "05-09 16:45", "05-11 09:45", "05-11", "05-12", "05-09", "05-28"},
		{"端午节", "2026-06-18 17:45", "06-22 12:45", "06-22 09:15", "06-22 16:45", "06-23 09:45", "06-23", "06-24", "06-22", "07-10"},
		{"the Sunday worked for 国庆节", "2026-09-18 17:45", "09-20 12:45", "09-20 09:15", "09-20 16:45", "09-21 09:45", "09-21", "09-22", "09-20", "10-15"},
		{"中秋节", "2026-09-24 17:45", "09-28 12:45", "09-28 09:15", "09-28 16:45", "09-29 09:45", "09-29", "09-30", "09-28", "10-22"},
		{"国庆节", "2026-09-30 17:45", "10-08 12:45", "10-08 09:15", "10-08 16:45", "10-09 09:45", "10-09", "10-10", "10-08", "10-27"},
		{"the Saturday worked after 国庆节", "2026-10-09 17:45", "10-10 12:45", "10-10 09:15", "10-10 16:45", "10-12 09:45", "10-12", "10-13", "10-10", "10-29"},
	} {
		from := moment(t, shanghai, tt.from)
		stage := func(s repair.Stage) repair.Order { return repair.Order{Stage: s, ReceivedAt: from, StageSince: from} }
		promised := stage(repair.StageAwaitingParts)
		promised.PromisedOn = cal.AddDays(cal.Day(from), lim.PromiseDays)
		for kind, c := range map[repair.ClockKind]struct {
			order repair.Order
			due   string
		}{
			repair.ClockReply:   {stage(repair.StageAwaitingTest), tt.reply},
			repair.ClockQuote:   {stage(repair.StageQuoting), tt.quote},
			repair.ClockBench:   {stage(repair.StageInRepair), tt.bench},
			repair.ClockPeer:    {stage(repair.StageAtPeer), tt.peer},
			repair.ClockRepair:  {agreed(repair.StageAwaitingTest, from, from, 2), tt.repair + " 18:00"},
			repair.ClockPromise: {promised, tt.promise + " 18:00"},
			repair.ClockNotify:  {stage(repair.StageAwaitingClose), tt.notify + " 18:00"},
			repair.ClockPickup:  {stage(repair.StageAwaitingPickup), tt.uncollected + " 18:00"},
		} {
			due := moment(t, shanghai, "2026-"+c.due)
			for at, late := range map[time.Time]bool{from: false, due.Add(-time.Nanosecond): false, due: true} {
				got, ok := repair.Running(c.order, cal, lim, at)
				if !ok || got.Kind != kind || !got.Due.Equal(due) || (got.Level() == repair.LevelLate) != late {
					t.Errorf("%s, %s from %s: at %v %s is due at %v, level %d; want %v", tt.name, kind, tt.from, at, got.Kind, got.Due, got.Level(), due)
				}
			}
		}
	}
}
