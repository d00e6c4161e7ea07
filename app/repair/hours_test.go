package repair_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"countertop/app/repair"
)

func TestParseHours(t *testing.T) {
	for in, want := range map[string][]repair.Hours{
		"":                             nil,
		"8:00-18:00":                   {{From: 480, To: 1080}},
		"08:00-12:00, 13:30-24:00":     {{From: 480, To: 720}, {From: 810, To: 1440}},
		" 9:05-9:06 ":                  {{From: 545, To: 546}},
		"8:00 - 18:00":                 {{From: 480, To: 1080}},
		"0:00-24:00":                   {{From: 0, To: 1440}},
		"18:00-2:00":                   {{From: 1080, To: 1560}},
		"18:00-8:00":                   {{From: 1080, To: 1920}},
		"18:00-0:00":                   {{From: 1080, To: 1440}},
		"23:59-23:58":                  {{From: 1439, To: 2878}},
		"11:00-14:00, 17:00-1:30":      {{From: 660, To: 840}, {From: 1020, To: 1530}},
		"8:00-12:00,12:00-8:00":        {{From: 480, To: 720}, {From: 720, To: 1920}},
		"0:00-1:00,2:00-3:00,22:00-24": nil,
	} {
		got, err := repair.ParseHours(in)
		if bad := strings.HasSuffix(in, "-24"); bad != (err != nil) {
			t.Errorf("%q: %v", in, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", in, d)
		}
	}
	for in, want := range map[string]struct {
		text    string
		problem repair.CalendarProblem
	}{
		"8-18":                                {"8-18", repair.HoursForm},
		"always":                              {"always", repair.HoursForm},
		"8:00-18:00x":                         {"8:00-18:00x", repair.HoursForm},
		"8:-5-9:00":                           {"8:-5-9:00", repair.HoursForm},
		"9:00-12:00, noon":                    {"noon", repair.HoursForm},
		"18：00-2：00":                          {"18：00-2：00", repair.HoursForm},
		"8:00-25:00":                          {"8:00-25:00", repair.HoursClock},
		"8:00-24:01":                          {"8:00-24:01", repair.HoursClock},
		"24:00-2:00":                          {"24:00-2:00", repair.HoursClock},
		"8:60-9:00":                           {"8:60-9:00", repair.HoursClock},
		"8:00-9:60":                           {"8:00-9:60", repair.HoursClock},
		"8:00-8:00":                           {"8:00-8:00", repair.HoursEmpty},
		"0:00-0:00":                           {"0:00-0:00", repair.HoursEmpty},
		"8:00-12:00,11:00-13:00":              {"11:00-13:00", repair.HoursOrder},
		"18:00-2:00, 20:00-21:00":             {"20:00-21:00", repair.HoursOrder},
		"18:00-2:00, 8:00-12:00":              {"8:00-12:00", repair.HoursOrder},
		"8:00-12:00, 18:00-9:00":              {"18:00-9:00", repair.HoursLong},
		"8:00-12:00, 13:00-14:00,23:00-08:01": {"23:00-8:01", repair.HoursLong},
	} {
		got, err := repair.ParseHours(in)
		var bad *repair.CalendarError
		if !errors.As(err, &bad) || bad.Text != want.text || bad.Problem != want.problem {
			t.Errorf("%q is taken for %v, %v; want it refused for %s", in, got, err, want.problem)
		}
	}
}

// TestHoursAreWrittenAsTheyAreRead: any hours of a day can be said and read.
func TestHoursAreWrittenAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawHours(t)
		var parts []string
		for _, h := range want {
			parts = append(parts, h.String())
		}
		text := strings.Join(parts, ", ")
		got, err := repair.ParseHours(text)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Fatalf("%q: %v (-want +got):\n%s", text, err, d)
		}
	})
	for want, h := range map[string]repair.Hours{
		"8:00-18:05": {From: 480, To: 1085}, "18:00-2:00": {From: 1080, To: 1560}, "0:00-24:00": {From: 0, To: 1440}, "23:30-24:00": {From: 1410, To: 1440},
	} {
		if got := h.String(); got != want {
			t.Errorf("%v is written %s, want %s", [2]int{h.From, h.To}, got, want)
		}
	}
}

// drawHours are hours of a day: up to three stretches, the last of them past
// midnight now and then; nil is closed.
func drawHours(t *rapid.T) (hs []repair.Hours) {
	at, end := rapid.IntRange(0, 1439).Draw(t, "opens"), 1440
	if rapid.Bool().Draw(t, "past midnight") {
		end = at + 1439
	}
	first := at
	for range rapid.IntRange(0, 3).Draw(t, "stretches") {
		if at >= 1440 || at >= end {
			break
		}
		to := rapid.IntRange(at+1, min(end, at+900)).Draw(t, "to")
		if to == at+1440 && at > 0 || to > first+1440 {
			break
		}
		hs = append(hs, repair.Hours{From: at, To: to})
		at = to + rapid.IntRange(0, 300).Draw(t, "pause")
	}
	return hs
}

func TestEveryProblemOfTheCalendarHasASentence(t *testing.T) {
	for _, p := range repair.CalendarProblems {
		e := &repair.CalendarError{Text: "x", Problem: p}
		if got := e.Error(); len(got) < len(`"x" is `)+4 {
			t.Errorf("%s: %q", p, got)
		}
	}
	if got, want := (&repair.CalendarError{Line: 3, Text: "x", Problem: repair.DayForm}).Error(), `line 3: "x" is not a day like 2026-10-01`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
