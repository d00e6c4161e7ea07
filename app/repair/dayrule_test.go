package repair_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"countertop/app/repair"
)

func TestDayRulesAreLines(t *testing.T) {
	want := []repair.DayRule{
		{From: "2026-10-01", To: "2026-10-07", Name: "国庆节"},
		{From: "2026-10-10", To: "2026-10-10", Hours: []repair.Hours{{From: 540, To: 1020}}},
		{From: "2026-12-31", To: "2027-01-01", Hours: []repair.Hours{{From: 540, To: 720}, {From: 1080, To: 1560}}, Name: "New Year, short"},
		{From: "2026-02-14", To: "2026-02-14", Workday: repair.WorkdayUsual, Name: "春节"},
		{From: "2026-02-28", To: "2026-02-28", Workday: repair.WorkdayOn(time.Friday)},
		{From: "2028-02-29", To: "2028-02-29", Name: "8:00-9:00 stocktaking"},
	}
	const text = `2026-10-01..2026-10-07 closed 国庆节
2026-10-10 9:00-17:00
2026-12-31..2027-01-01 9:00-12:00,18:00-2:00 New Year, short
2026-02-14 workday 春节
2026-02-28 friday
2028-02-29 closed 8:00-9:00 stocktaking
`
	rules, err := repair.NewDayRules(want...)
	if err != nil || rules.String() != text {
		t.Fatalf("%v, written as\n%s", err, rules)
	}
	read, err := repair.ParseDayRules(text)
	if d := cmp.Diff(want, read.All()); d != "" || err != nil {
		t.Errorf("read: %v (-want +got):\n%s", err, d)
	}
	// As people write it.
	loose, err := repair.ParseDayRules("2026-12-31..2027-01-01 09:00-12:00, 18:00 - 2:00")
	if err == nil {
		t.Errorf("spaces within a stretch: %v", loose)
	}
	loose, err = repair.ParseDayRules("2026-12-31..2027-01-01 09:00-12:00, 18:00-2:00 x")
	if err != nil || loose.String() != "2026-12-31..2027-01-01 9:00-12:00,18:00-2:00 x\n" {
		t.Errorf("%v, %v", loose, err)
	}
	if none, err := repair.ParseDayRules(""); err != nil || none.String() != "" || none.All() != nil || !none.Equal(repair.DayRules{}) {
		t.Errorf("nothing is %v, %v", none, err)
	}
}

func TestBadDayRulesAreNamed(t *testing.T) {
	for line, want := range map[string]struct {
		text    string
		problem repair.CalendarProblem
	}{
		"":                                  {"", repair.DayForm},
		" ":                                 {"", repair.DayForm},
		"2026-02-30 closed":                 {"2026-02-30", repair.DayForm},
		"2026-2-3 closed":                   {"2026-2-3", repair.DayForm},
		"26-10-01 closed":                   {"26-10-01", repair.DayForm},
		"2026-10-01.. closed":               {"", repair.DayForm},
		"2026-10-01..2026-11-31 closed":     {"2026-11-31", repair.DayForm},
		"2026-10-01...2026-10-02 closed":    {".2026-10-02", repair.DayForm},
		"2026-10-07..2026-10-01 closed":     {"2026-10-07..2026-10-01", repair.DayOrder},
		"2026-10-01":                        {"2026-10-01", repair.RuleForm},
		"2026-10-01 ":                       {"2026-10-01 ", repair.RuleForm},
		"2026-10-01  closed":                {"2026-10-01  closed", repair.RuleForm},
		"2026-10-01 open":                   {"open", repair.RuleHours},
		"2026-10-01 Monday":                 {"Monday", repair.RuleHours},
		"2026-10-01 国庆节":                    {"国庆节", repair.RuleHours},
		"2026-10-01 closed\r":               {"closed\r", repair.RuleHours},
		"2026-10-01 9:00-12:00,":            {"9:00-12:00,", repair.RuleHours},
		"2026-10-01 9-12":                   {"9-12", repair.HoursForm},
		"2026-10-01 9:00-12:00,11:00-13:00": {"11:00-13:00", repair.HoursOrder},
		"2026-10-01 9:00-12:00 13:00-17:00": {"13:00-17:00", repair.RuleComma},
		"2026-10-01 closed ":                {"", repair.RuleName},
		"2026-10-01 closed  x":              {" x", repair.RuleName},
		"2026-10-01 closed x ":              {"x ", repair.RuleName},
		"2026-10-01 closed a\tb":            {"a\tb", repair.RuleName},
		"2026-10-01 closed \xff":            {"\xff", repair.RuleName},
		"2026-10-01 closed " + strings.Repeat("长", 41): {strings.Repeat("长", 41), repair.RuleName},
	} {
		rules, err := repair.ParseDayRules("2026-01-01 closed\n" + line + "\n2026-01-01 closed")
		var bad *repair.CalendarError
		if !errors.As(err, &bad) || bad.Text != want.text || bad.Problem != want.problem || bad.Line != 2 {
			t.Errorf("%q: %v, %v; want %s of %q", line, rules, err, want.problem, want.text)
		}
	}
	for name, r := range map[string]repair.DayRule{
		"no days":           {},
		"no last day":       {From: "2026-10-01"},
		"bad hours":         {From: "2026-10-01", To: "2026-10-01", Hours: []repair.Hours{{From: 1500, To: 1600}}},
		"too long":          {From: "2026-10-01", To: "2026-10-01", Hours: []repair.Hours{{From: 60, To: 1500}}},
		"hours and a day":   {From: "2026-10-01", To: "2026-10-01", Hours: []repair.Hours{{From: 60, To: 120}}, Workday: "monday"},
		"no such weekday":   {From: "2026-10-01", To: "2026-10-01", Workday: "holiday"},
		"name of two lines": {From: "2026-10-01", To: "2026-10-01", Name: "a\nb"},
	} {
		if rules, err := repair.NewDayRules(r); err == nil {
			t.Errorf("%s: %v", name, rules)
		}
	}
}

// drawRule is any rule within the first sixty days of 2026.
func drawRule(t *rapid.T) repair.DayRule {
	day := func(n int) repair.Date { return repair.DateOf(time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC)) }
	from := rapid.IntRange(0, 59).Draw(t, "from")
	r := repair.DayRule{From: day(from), To: day(from + rapid.IntRange(0, 12).Draw(t, "more"))}
	switch rapid.IntRange(0, 2).Draw(t, "what") {
	case 1:
		r.Hours = drawHours(t)
	case 2:
		r.Workday = rapid.SampledFrom([]repair.Workday{repair.WorkdayUsual, "monday", "saturday", "sunday"}).Draw(t, "workday")
	}
	r.Name = rapid.SampledFrom([]string{"", "春节", "closed", "workday", "a b", "元　旦", "monday", "𠮷"}).Draw(t, "name")
	return r
}

// TestTheLaterRuleCounts holds rules against a plain list that is looked through
// from its end, and their text against themselves.
func TestTheLaterRuleCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(drawRule), 0, 12).Draw(t, "rules")
		rules, err := repair.NewDayRules(list...)
		if err != nil {
			t.Fatal(err)
		}
		read, err := repair.ParseDayRules(rules.String())
		if err != nil || !read.Equal(rules) || !cmp.Equal(read.All(), rules.All()) {
			t.Fatalf("%v: wrote\n%sread\n%s", err, rules, read)
		}
		cal := repair.Calendar{Loc: time.UTC, Special: rules}
		for i := range cal.Week {
			cal.Week[i] = []repair.Hours{{From: 60 * (1 + i), To: 1200}}
		}
		for n := -2; n < 80; n++ {
			at := time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC)
			d := repair.DateOf(at)
			want := cal.Week[at.Weekday()]
			for _, r := range slices.Backward(list) {
				if d < r.From || d > r.To {
					continue
				}
				switch r.Workday {
				case "":
					want = r.Hours
				case "sunday":
					want = cal.Week[0]
				case "saturday":
					want = cal.Week[6]
				default:
					want = cal.Week[1]
				}
				break
			}
			if diff := cmp.Diff(want, cal.On(d)); diff != "" {
				t.Fatalf("%s of\n%s(-want +got):\n%s", d, rules, diff)
			}
		}
	})
}

// The shop's usual working day is Monday, or the first day after it that it is
// open on.
func TestUsualWorkday(t *testing.T) {
	for _, tt := range []struct {
		open []time.Weekday
		want time.Weekday
	}{
		{[]time.Weekday{0, 1, 2, 3, 4, 5, 6}, time.Monday},
		{[]time.Weekday{0, 2, 3, 6}, time.Tuesday},
		{[]time.Weekday{0, 6}, time.Saturday},
		{[]time.Weekday{0}, time.Sunday},
	} {
		cal := repair.Calendar{Loc: shanghai, Special: days(t, "2026-10-10 workday")}
		for _, d := range tt.open {
			cal.Week[d] = []repair.Hours{{From: 60 * int(d), To: 1200}}
		}
		if d := cmp.Diff(cal.Week[tt.want], cal.On("2026-10-10")); d != "" {
			t.Errorf("open on %v (-want +got):\n%s", tt.open, d)
		}
	}
	cal := repair.Calendar{Loc: shanghai, Special: days(t, "2026-10-10 workday")}
	if got := cal.On("2026-10-10"); len(got) != 0 {
		t.Errorf("a shop that is never open has %v", got)
	}
}

func TestOwnDaysWinOverTheOfficialOnes(t *testing.T) {
	cal := weekly(t, shanghai, "8:00-18:00")
	cal.Official = &repair.Official{Days: days(t, "2026-10-01..2026-10-07 closed 国庆节", "2026-10-11 workday 国庆节")}
	cal.Special = days(t, "2026-10-03 10:00-16:00", "2026-10-11 closed")
	for day, want := range map[repair.Date]string{
		"2026-09-30": "8:00-18:00", "2026-10-01": "", "2026-10-03": "10:00-16:00", "2026-10-07": "", "2026-10-08": "8:00-18:00", "2026-10-11": "",
	} {
		hs, err := repair.ParseHours(want)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(hs, cal.On(day)); d != "" {
			t.Errorf("%s (-want +got):\n%s", day, d)
		}
	}
	if r, ok := cal.Rule("2026-10-02"); !ok || r.Name != "国庆节" {
		t.Errorf("2 October is %v, %v", r, ok)
	}
	for _, d := range []repair.Date{"2026-09-30", "", "no day"} {
		if r, ok := cal.Rule(d); ok {
			t.Errorf("%q has the rule %v", d, r)
		}
	}
	if got := cal.On("no day"); got != nil {
		t.Errorf("no day has the hours %v", got)
	}
}

// FuzzParseDayRules: whatever is read can be written and is read as the same.
func FuzzParseDayRules(f *testing.F) {
	for _, s := range []string{
		"", "\n", "2026-10-01..2026-10-07 closed 国庆\n2026-10-10 9:00-17:00", "2026-10-10 workday", "2026-10-10 friday x y\n",
		"2026-12-31 09:00-12:00, 18:00-2:00 a", "2026-10-01 0:00-24:00", "0000-01-01..9999-12-31 closed", "2026-10-10 9:00-9:00", "2026-10-01 closed \x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := repair.ParseDayRules(text)
		if err != nil {
			var bad *repair.CalendarError
			if !errors.As(err, &bad) || bad.Line < 1 || bad.Line > 1+strings.Count(text, "\n") || strings.ContainsAny(err.Error(), "\n\x00") {
				t.Errorf("%q is refused with %v", text, err)
			}
			return
		}
		again, err := repair.ParseDayRules(rules.String())
		if err != nil || again.String() != rules.String() || len(rules.All()) != strings.Count(strings.TrimSuffix(text, "\n")+"\n", "\n")-map[bool]int{true: 1}[text == ""] {
			t.Errorf("%q is read as %q and again as %q, %v", text, rules, again, err)
		}
	})
}
