package trade_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// The shipped calendar says what the notice of the General Office of the State
// Council on 2026 says.
func TestShippedOfficialCalendar(t *testing.T) {
	o := trade.Default().Official()
	const want = `2026-01-01..2026-01-03 closed 元旦
2026-02-15..2026-02-23 closed 春节
2026-04-04..2026-04-06 closed 清明节
2026-05-01..2026-05-05 closed 劳动节
2026-06-19..2026-06-21 closed 端午节
2026-09-25..2026-09-27 closed 中秋节
2026-10-01..2026-10-07 closed 国庆节
2026-01-04 workday 元旦
2026-02-14 workday 春节
2026-02-28 workday 春节
2026-05-09 workday 劳动节
2026-09-20 workday 国庆节
2026-10-10 workday 国庆节
`
	if d := cmp.Diff(want, o.Days.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	off, worked := 0, 0
	for _, r := range o.Days.All() {
		n := 1 + int(r.To.Time(time.UTC).Sub(r.From.Time(time.UTC))/(24*time.Hour))
		if r.Workday != "" {
			worked += n
		} else {
			off += n
		}
		if en := trade.Default().Text(i18n.EN, r.Name); en == r.Name {
			t.Errorf("%s has no English name", r.Name)
		}
	}
	if d := cmp.Diff([]int{2026}, o.Years); d != "" || off != 33 || worked != 6 {
		t.Errorf("%d days off, %d worked in exchange, years (-want +got):\n%s", off, worked, d)
	}
}

// shop are the files of a shop.
func shop(t *testing.T, files map[string]string) (trade.Trade, []trade.Problem) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return trade.Load(dir)
}

// year is what is known of a year, as lines.
func year(o *repair.Official, y string) (lines []string) {
	for line := range strings.Lines(o.Days.String()) {
		if strings.HasPrefix(line, y) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}

func TestYearsOfTheShop(t *testing.T) {
	d, problems := shop(t, map[string]string{"calendar.toml": `2028.holidays = []
[2026]
workdays = [ "2026-02-14 friday 春节", "2026-10-10" ]

[2027]
holidays = [
  "2026-12-31..2027-01-02 元旦",
  "2027-02-06 春节 | Chinese New Year",
  "2027-12-24 元旦 | Short", # the English of the shipped name changes with it
]
workdays = [ "2027-01-09 sunday", "2027-01-10 monday 春节" ]
`})
	if len(problems) > 0 {
		t.Error(said(i18n.EN, problems))
	}
	o := d.Official()
	if d := cmp.Diff([]int{2026, 2027, 2028}, o.Years); d != "" {
		t.Errorf("years (-want +got):\n%s", d)
	}
	want := []string{"2027-02-06 closed 春节", "2027-12-24 closed 元旦", "2027-01-09 sunday", "2027-01-10 monday 春节"}
	if d := cmp.Diff(want, year(o, "2027")); d != "" {
		t.Errorf("2027 (-want +got):\n%s", d)
	}
	got := year(o, "2026")
	if n := len(got); n != 10 || got[9] != "2026-12-31..2027-01-02 closed 元旦" || got[7] != "2026-02-14 friday 春节" || got[8] != "2026-10-10 workday" {
		t.Errorf("2026 is %q", got)
	}
	if en := d.Text(i18n.EN, "春节"); en != "Chinese New Year" {
		t.Errorf("春节 is %q", en)
	}
	if d.Equal(trade.Default()) || !d.Equal(d) {
		t.Error("the calendar is not compared")
	}
	if n := len(trade.Default().Official().Days.All()); n != 13 {
		t.Errorf("the shipped calendar has %d rules now", n)
	}
}

// announced is a file of holiday-cn.
func announced(year string, days ...string) string {
	return `{
    "$schema": "https://example.org/schema.json",
    "year": ` + year + `,
    "papers": [],
    "days": [
        ` + strings.Join(days, ",\n        ") + `
    ]
}
`
}

func announcedDay(name, date, off string) string {
	return `{ "name": "` + name + `", "date": "` + date + `", "isOffDay": ` + off + ` }`
}

func TestAnnouncedYearIsDroppedIn(t *testing.T) {
	file := announced("2027",
		announcedDay("元旦", "2027-01-01", "true"), announcedDay("元旦", "2027-01-02", "true"), announcedDay("元旦", "2027-01-03", "true"),
		announcedDay("春节", "2027-01-04", "true"), announcedDay("元旦", "2026-12-26", "false"), announcedDay("春节", "2027-02-07", "true"))
	want := []string{"2027-01-01..2027-01-03 closed 元旦", "2027-01-04 closed 春节", "2027-02-07 closed 春节"}
	for name, text := range map[string]string{
		"as it comes": file, "with the mark of UTF-8": "\ufeff" + file, "of Windows": strings.ReplaceAll(file, "\n", "\r\n"),
	} {
		d, problems := shop(t, map[string]string{"calendar-2027.json": text})
		if len(problems) > 0 {
			t.Error(name, said(i18n.EN, problems))
		}
		o := d.Official()
		if diff := cmp.Diff(want, year(o, "2027")); diff != "" || !cmp.Equal(o.Years, []int{2026, 2027}) {
			t.Errorf("%s: years %v (-want +got):\n%s", name, o.Years, diff)
		}
		if got := year(o, "2026"); got[len(got)-1] != "2026-12-26 workday 元旦" {
			t.Errorf("%s: 2026 is %q", name, got)
		}
	}
	// What the owner wrote himself counts.
	d, _ := shop(t, map[string]string{"calendar-2027.json": file, "calendar.toml": "[2027]\nholidays = [\"2027-01-01\"]"})
	if diff := cmp.Diff([]string{"2027-01-01 closed"}, year(d.Official(), "2027")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A file may also put the shipped year right.
	d, _ = shop(t, map[string]string{"calendar-2026.json": announced("2026", announcedDay("元旦", "2026-01-01", "true"))})
	if diff := cmp.Diff([]string{"2026-01-01 closed 元旦"}, year(d.Official(), "2026")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMistakesInTheCalendarAreNamed(t *testing.T) {
	for _, tt := range []struct{ name, text, zh, en string }{
		{"no year", `holidays = ["2027-01-01"]`, "第 2 行：上面缺一行年份，例如 [2027]", "line 2: the line of the year is missing above, such as [2027]"},
		{"unknown name", "[2027]\nfeast = []", "第 3 行：没有 2027.feast 这个名字，请照自带的写法", "line 3: there is no 2027.feast; take a name of the built-in lines"},
		{"unknown year", "[27]\nholidays = []", "第 3 行：没有 27.holidays 这个名字，请照自带的写法", "line 3: there is no 27.holidays; take a name of the built-in lines"},
		{"no list", "[2027]\nholidays = \"2027-01-01\"", "第 3 行：要写成一列：[ \"2027-01-01..2027-01-03 元旦\" ]", "line 3: it must be a list: [ \"2027-01-01..2027-01-03 New Year\" ]"},
		{"a date without quotation marks", "[2027]\nholidays = [2027-01-01]", "第 3 行：文字要放在英文引号 \" \" 里", "line 3: a text stands in quotation marks \" \""},
		{"no such day", "[2027]\nholidays = [\n\"2027-01-01\",\n\"2027-02-29 春节\"]", "第 5 行：“2027-02-29”不是 2026-10-01 这样的日子", "line 5: \"2027-02-29\" is not a day like 2026-10-01"},
		{"backwards", "[2027]\nholidays = [\"2027-01-03..2027-01-01\"]", "第 3 行：“2027-01-03..2027-01-01”的后一天比前一天早", "line 3: \"2027-01-03..2027-01-01\" ends before it begins"},
		{"another year", "[2027]\nholidays = [\"2026-10-01..2026-10-07 国庆节\"]", "第 3 行：2026-10-01 不在 2027 年", "line 3: 2026-10-01 is not in 2027"},
		{"into the next year", "[2027]\nholidays = [\"2027-12-31..2028-01-01 元旦\"]", "第 3 行：2027-12-31 不在 2027 年", "line 3: 2027-12-31 is not in 2027"},
		{"twice", "[2027]\nholidays = [\"2027-01-01..2027-01-03\",\n\"2027-01-03\"]", "第 4 行：2027-01-03 写了两次", "line 4: 2027-01-03 is there twice"},
		{"twice in the same words", "[2027]\nholidays = [\"2027-01-01 a\",\n\"2027-01-01 a\"]", "第 4 行：2027-01-01 写了两次", "line 4: 2027-01-01 is there twice"},
		{"off and worked", "[2027]\nworkdays = [\"2027-01-02\"]\nholidays = [\"2027-01-01..2027-01-03 元旦\"]", "第 3 行：放假和上班都写了这一天（元旦），这里的没有用", "line 3: the day is off as well (元旦), and this is left out"},
		{"no English", "[2027]\nholidays = [\"2027-01-01 元旦 |\"]", "第 3 行：引号里没有字", "line 3: there is nothing between the quotation marks"},
		{"too long", "[2027]\nholidays = [\"2027-01-01 " + strings.Repeat("长", 25) + "\"]", "第 3 行：太长：25 个字，最多 24 个", "line 3: too long: 25 characters, at most 24"},
		{"Chinese comma", "[2027]\nholidays = [\"2027-01-01\"，\"2027-01-02\"]", "第 3 行：， 是中文标点，请换成英文的 ,", "line 3: ， is a Chinese mark; write , instead"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := load(t, "calendar.toml", "2028.holidays = [\"2028-01-01\"]\n"+tt.text+"\n")
			if diff := cmp.Diff([]string{"calendar.toml " + tt.zh + "。"}, said(i18n.ZH, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"calendar.toml, " + tt.en + "."}, said(i18n.EN, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			// A year with nothing good is not known.
			if years := d.Official().Years; slices.Contains(years, 2027) != (len(year(d.Official(), "2027")) > 0) || !slices.Contains(years, 2028) {
				t.Errorf("known are %v", years)
			}
			if diff := cmp.Diff([]string{"2028-01-01 closed"}, year(d.Official(), "2028")); diff != "" || len(year(d.Official(), "2026")) != 13 {
				t.Errorf("the good years:\n%s", diff)
			}
		})
	}
}

func TestMistakesInAnnouncedYearsAreNamed(t *testing.T) {
	good := announcedDay("元旦", "2027-01-01", "true")
	for _, tt := range []struct {
		name, file, text, zh, en string
		known                    bool
	}{
		{"another name", "calendar-27.json", announced("2027", good), "calendar-27.json：文件名要像 calendar-2027.json。", "calendar-27.json: the name must be like calendar-2027.json.", false},
		{"another year", "", announced("2026", good), "calendar-2027.json 第 3 行：文件名里是 2027 年，文件里是 2026 年。", "calendar-2027.json, line 3: the name says 2027, the file 2026.", false},
		{"no year", "", `{"days": []}`, "calendar-2027.json 第 1 行：文件名里是 2027 年，文件里是 0 年。", "calendar-2027.json, line 1: the name says 2027, the file 0.", false},
		{"not announced yet", "", announced("2027"), "calendar-2027.json：里面还没有 2027 年的放假安排。", "calendar-2027.json: it has no days of 2027 yet.", false},
		{"a page of the web", "", "\n<html>", "calendar-2027.json 第 2 行：这里不是 holiday-cn 的 JSON，请重新下载。", "calendar-2027.json, line 2: this is not the JSON of holiday-cn; download it again.", false},
		{"nothing", "", "", "calendar-2027.json 第 1 行：这里不是 holiday-cn 的 JSON，请重新下载。", "calendar-2027.json, line 1: this is not the JSON of holiday-cn; download it again.", false},
		{"cut off", "", announced("2027", good)[:120], "calendar-2027.json 第 6 行：这里不是 holiday-cn 的 JSON，请重新下载。", "calendar-2027.json, line 6: this is not the JSON of holiday-cn; download it again.", false},
		{"a year as text", "", announced(`"2027"`, good), "calendar-2027.json 第 3 行：这里不是 holiday-cn 的 JSON，请重新下载。", "calendar-2027.json, line 3: this is not the JSON of holiday-cn; download it again.", false},
		{"no date", "", announced("2027", good, `{ "name": "a", "isOffDay": true }`), "calendar-2027.json 第 7 行：一天要有 \"date\"、\"name\"、\"isOffDay\"。", "calendar-2027.json, line 7: a day has \"date\", \"name\" and \"isOffDay\".", true},
		{"neither off nor worked", "", announced("2027", good, `{ "name": "a", "date": "2027-01-02" }`), "calendar-2027.json 第 7 行：一天要有 \"date\"、\"name\"、\"isOffDay\"。", "calendar-2027.json, line 7: a day has \"date\", \"name\" and \"isOffDay\".", true},
		{"no day", "", announced("2027", good, `7`), "calendar-2027.json 第 7 行：一天要有 \"date\"、\"name\"、\"isOffDay\"。", "calendar-2027.json, line 7: a day has \"date\", \"name\" and \"isOffDay\".", true},
		{"no such day", "", announced("2027", announcedDay("春节", "2027-02-29", "true"), good), "calendar-2027.json 第 6 行：“2027-02-29”不是 2026-10-01 这样的日子。", "calendar-2027.json, line 6: \"2027-02-29\" is not a day like 2026-10-01.", true},
		{"a day of another year", "", announced("2027", good, announcedDay("春节", "2026-11-30", "true")), "calendar-2027.json 第 7 行：2026-11-30 不在 2027 年。", "calendar-2027.json, line 7: 2026-11-30 is not in 2027.", true},
		{"twice", "", announced("2027", good, announcedDay("春节", "2027-01-01", "false")), "calendar-2027.json 第 7 行：2027-01-01 写了两次。", "calendar-2027.json, line 7: 2027-01-01 is there twice.", true},
		{"twice in the same words", "", announced("2027", good, good), "calendar-2027.json 第 7 行：2027-01-01 写了两次。", "calendar-2027.json, line 7: 2027-01-01 is there twice.", true},
		{"nothing good", "", announced("2027", `7`), "calendar-2027.json 第 6 行：一天要有 \"date\"、\"name\"、\"isOffDay\"。", "calendar-2027.json, line 6: a day has \"date\", \"name\" and \"isOffDay\".", false},
		{"a name too long", "", announced("2027", good, announcedDay(strings.Repeat("长", 25), "2027-01-02", "true")), "calendar-2027.json 第 7 行：太长：25 个字，最多 24 个。", "calendar-2027.json, line 7: too long: 25 characters, at most 24.", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.file == "" {
				tt.file = "calendar-2027.json"
			}
			d, problems := load(t, tt.file, tt.text)
			if diff := cmp.Diff([]string{tt.zh}, said(i18n.ZH, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{tt.en}, said(i18n.EN, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := year(d.Official(), "2027"); (len(got) == 1 && got[0] == "2027-01-01 closed 元旦") != tt.known || (len(d.Official().Years) == 2) != tt.known {
				t.Errorf("2027 is %q, known are %v", got, d.Official().Years)
			}
		})
	}
}

func TestCalendarFilesAreWatched(t *testing.T) {
	dir := t.TempDir()
	before := trade.Stamp(dir)
	for _, name := range []string{"calendar.toml", "calendar-2027.json", "calendar-2028.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		now := trade.Stamp(dir)
		if now == before {
			t.Errorf("%s is not watched", name)
		}
		before = now
	}
	if err := os.Rename(filepath.Join(dir, "calendar-2028.json"), filepath.Join(dir, "calendar-2029.json")); err != nil {
		t.Fatal(err)
	}
	if trade.Stamp(dir) == before {
		t.Error("another name is not noticed")
	}
}

// FuzzCalendar: whatever stands in the files, every mistake has a line and both
// sentences, and the shipped year stays unless the files have it.
func FuzzCalendar(f *testing.F) {
	for _, s := range []string{
		"", "{", "[2027]\nholidays = [\"2027-01-01..2027-01-03 元旦 | New Year\"]", "[2027]\nworkdays = [\"2027-01-01 friday\", 1]", "2027.holidays = [[]]",
		announced("2027", announcedDay("元旦", "2027-01-01", "true")), announced("2027", "null", "{}", "[]"), `{"year":2027,"days":[{"date":"2027-01-01","isOffDay":false}]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, problems := shop(t, map[string]string{"calendar.toml": text, "calendar-2027.json": text})
		lines := 1 + strings.Count(text, "\n") + strings.Count(text, "\r")
		for _, p := range problems {
			if p.Zh == "" || p.En == "" || p.Line > lines && utf8.ValidString(text) {
				t.Errorf("a bad problem: %+v", p)
			}
		}
		if !strings.Contains(text, "2026") && utf8.ValidString(text) && len(year(d.Official(), "2026")) < 13 {
			t.Errorf("the shipped year is %q", year(d.Official(), "2026"))
		}
		if _, err := repair.ParseDayRules(d.Official().Days.String()); err != nil {
			t.Error(err)
		}
	})
}
