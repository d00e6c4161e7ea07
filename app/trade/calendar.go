package trade

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
)

// officialYear is the official calendar as announced for one year. holidays is
// nil while the year is not announced.
type officialYear struct{ holidays, workdays []repair.DayRule }

// Official is the official calendar: the shipped years, and those that the
// owner of the shop put in. It is shared and does not change.
func (t Trade) Official() *repair.Official { return t.data().official }

// officialOf puts the years together.
func officialOf(years map[int]officialYear) *repair.Official {
	var list []repair.DayRule
	o := &repair.Official{}
	for _, y := range slices.Sorted(maps.Keys(years)) {
		list = append(append(list, years[y].holidays...), years[y].workdays...)
		if years[y].holidays != nil {
			o.Years = append(o.Years, y)
		}
	}
	var err error
	if o.Days, err = repair.NewDayRules(list...); err != nil {
		panic("trade: " + err.Error()) // each was checked when it was read
	}
	return o
}

// dayLine is a rule and where it stands.
type dayLine struct {
	repair.DayRule
	at setting
}

var yearKey = regexp.MustCompile(`^(20\d\d)\.(holidays|workdays)$`)

// readCalendar takes the settings of calendar.toml.
func (d *data) readCalendar(file, text string) []Problem {
	all, problems := settings(file, text)
	fresh := map[int]map[string][]dayLine{}
	for _, s := range all {
		m := yearKey.FindStringSubmatch(s.name)
		switch {
		case m == nil && (s.name == "holidays" || s.name == "workdays"):
			problems = append(problems, s.refuse(sentence{"上面缺一行年份，例如 [2027]", "the line of the year is missing above, such as [2027]"})...)
			continue
		case m == nil:
			problems = append(problems, s.refuse(unknownName(s.name))...)
			continue
		}
		year, _ := strconv.Atoi(m[1])
		entries, more, ok := d.dayLines(s, year, m[2] == "workdays")
		problems = append(problems, more...)
		if ok {
			if fresh[year] == nil {
				fresh[year] = map[string][]dayLine{}
			}
			fresh[year][m[2]] = entries
		}
	}
	for _, year := range slices.Sorted(maps.Keys(fresh)) {
		problems = append(problems, d.takeYear(year, fresh[year])...)
	}
	return problems
}

// takeYear replaces the lists of a year that are there. A working day that is a
// day off as well is left out.
func (d *data) takeYear(year int, lists map[string][]dayLine) (problems []Problem) {
	y := d.years[year]
	if entries, ok := lists["holidays"]; ok {
		y.holidays = []repair.DayRule{}
		for _, e := range entries {
			y.holidays = append(y.holidays, e.DayRule)
		}
	}
	if entries, ok := lists["workdays"]; ok {
		y.workdays = nil
		for _, e := range entries {
			if i := slices.IndexFunc(y.holidays, func(r repair.DayRule) bool { return overlap(r, e.DayRule) }); i >= 0 {
				problems = append(problems, e.at.refuse(sentence{
					"放假和上班都写了这一天（" + y.holidays[i].Name + "），这里的没有用",
					"the day is off as well (" + y.holidays[i].Name + "), and this is left out",
				})...)
				continue
			}
			y.workdays = append(y.workdays, e.DayRule)
		}
	}
	d.years[year] = y
	return problems
}

func overlap(a, b repair.DayRule) bool { return a.From <= b.To && b.From <= a.To }

// dayLines are the good entries of a list of days; ok says that it is a list
// that has some, or that is empty.
func (d *data) dayLines(s setting, year int, work bool) (list []dayLine, problems []Problem, ok bool) {
	entries, ok := s.value.([]any)
	if !ok {
		return nil, s.refuse(sentence{
			`要写成一列：[ "2027-01-01..2027-01-03 元旦" ]`, `it must be a list: [ "2027-01-01..2027-01-03 New Year" ]`,
		}), false
	}
	for _, e := range entries {
		text, isText := e.(string)
		if !isText {
			problems = append(problems, s.refuse(notText)...)
			continue
		}
		at := s.at(text, 0)
		rule, reason := d.dayRule(s.name, text, work)
		if reason == (sentence{}) {
			reason = inYear(rule, year)
		}
		if reason == (sentence{}) && slices.ContainsFunc(list, func(e dayLine) bool { return overlap(e.DayRule, rule) }) {
			at, reason = s.at(text, strings.Count(s.text, text)-1), daysTwice(rule)
		}
		if reason != (sentence{}) {
			problems = append(problems, at.refuse(reason)...)
			continue
		}
		list = append(list, dayLine{rule, at})
	}
	return list, problems, len(list) > 0 || len(entries) == 0
}

// dayRule reads "2027-01-01..2027-01-03 元旦 | New Year"; a working day may name
// the weekday whose hours it has, "2027-01-10 friday 元旦".
func (d *data) dayRule(list, text string, work bool) (rule repair.DayRule, reason sentence) {
	days, name, _ := strings.Cut(strings.TrimSpace(text), " ")
	var err error
	if rule.From, rule.To, err = repair.ParseDays(days); err != nil {
		return rule, calendarSentence(err)
	}
	name = strings.TrimSpace(name)
	if work {
		rule.Workday = repair.WorkdayUsual
		word, rest, _ := strings.Cut(name, " ")
		if _, ok := repair.Workday(word).Weekday(); ok {
			rule.Workday, name = repair.Workday(word), strings.TrimSpace(rest)
		}
	}
	if name == "" {
		return rule, sentence{}
	}
	word, english, reason := d.word(list, name)
	if reason != (sentence{}) {
		return rule, reason
	}
	rule.Name = word
	if _, err := repair.NewDayRules(rule); err != nil {
		return rule, calendarSentence(err)
	}
	if english != "" {
		d.english[word] = english
	}
	return rule, sentence{}
}

// calendarSentence says what is wrong with days in both languages.
func calendarSentence(err error) sentence {
	var e *repair.CalendarError
	if !errors.As(err, &e) {
		return unclear
	}
	key := "calendar." + string(e.Problem)
	return sentence{i18n.T(i18n.ZH, key, "text", short(e.Text)), i18n.T(i18n.EN, key, "text", short(e.Text))}
}

// inYear refuses days that a notice about a year does not name: it begins with
// those of the December before.
func inYear(r repair.DayRule, year int) sentence {
	y := strconv.Itoa(year)
	if string(r.From) >= strconv.Itoa(year-1)+"-12-01" && string(r.To) <= y+"-12-31" {
		return sentence{}
	}
	return sentence{string(r.From) + " 不在 " + y + " 年", string(r.From) + " is not in " + y}
}

func daysTwice(r repair.DayRule) sentence {
	return sentence{string(r.From) + " 写了两次", string(r.From) + " is there twice"}
}

// calendarJSON are the files of the project holiday-cn, renamed.
var calendarJSON = regexp.MustCompile(`^calendar-(20\d\d)\.json$`)

// calendarFiles are the files in dir that look like them.
func calendarFiles(dir string) (names []string) {
	entries, _ := os.ReadDir(dir) // no folder, no files
	for _, e := range entries {
		if ok, _ := filepath.Match("calendar-*.json", e.Name()); ok {
			names = append(names, e.Name())
		}
	}
	return names
}

// announced is a file of holiday-cn (its schema.json): the days of a year that
// the notice names.
type announced struct {
	Year int               `json:"year"`
	Days []json.RawMessage `json:"days"`
}

// readAnnounced takes the official calendar of a year from JSON, in place of
// what is known of the year. A day that cannot be is left out, and a year
// without any day off.
func (d *data) readAnnounced(file, text string) (problems []Problem) {
	refuse := func(i int, zh, en string) []Problem {
		line := 0
		if i >= 0 {
			line = 1 + strings.Count(text[:min(i, len(text))], "\n")
		}
		problems = append(problems, Problem{file, line, zh, en})
		return problems
	}
	m := calendarJSON.FindStringSubmatch(file)
	if m == nil {
		return refuse(-1, "文件名要像 calendar-2027.json", "the name must be like calendar-2027.json")
	}
	year, _ := strconv.Atoi(m[1])
	var in announced
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return refuse(offset(err), "这里不是 holiday-cn 的 JSON，请重新下载", "this is not the JSON of holiday-cn; download it again")
	}
	switch {
	case in.Year != year:
		says := strconv.Itoa(in.Year)
		return refuse(max(0, strings.Index(text, `"year"`)), "文件名里是 "+m[1]+" 年，文件里是 "+says+" 年", "the name says "+m[1]+", the file "+says)
	case len(in.Days) == 0:
		return refuse(-1, "里面还没有 "+m[1]+" 年的放假安排", "it has no days of "+m[1]+" yet")
	}
	y := officialYear{holidays: []repair.DayRule{}}
	var seen []repair.DayRule
	at := max(0, strings.Index(text, `"days"`))
	for _, raw := range in.Days {
		at += max(0, strings.Index(text[at:], string(raw)))
		rule, reason := announcedDay(raw)
		if reason == (sentence{}) {
			reason = inYear(rule, year)
		}
		if reason == (sentence{}) && slices.ContainsFunc(seen, func(r repair.DayRule) bool { return overlap(r, rule) }) {
			reason = daysTwice(rule)
		}
		seen = append(seen, rule)
		switch {
		case reason != (sentence{}):
			refuse(at, reason.zh, reason.en)
		case rule.Workday != "":
			y.workdays = append(y.workdays, rule)
		default:
			y.holidays = append(y.holidays, rule)
		}
		at += len(raw)
	}
	if y.holidays = joined(y.holidays); len(y.holidays) > 0 {
		d.years[year] = y
	}
	return problems
}

// offset is where in a JSON text an error is.
func offset(err error) int {
	var s *json.SyntaxError
	var t *json.UnmarshalTypeError
	switch {
	case errors.As(err, &s):
		return max(0, int(s.Offset)-1)
	case errors.As(err, &t):
		return max(0, int(t.Offset)-1)
	}
	return 0
}

// announcedDay is one day of an announced file.
func announcedDay(raw json.RawMessage) (rule repair.DayRule, reason sentence) {
	var day struct {
		Name, Date string
		IsOffDay   *bool
	}
	if err := json.Unmarshal(raw, &day); err != nil || day.IsOffDay == nil || day.Date == "" {
		return rule, sentence{
			`一天要有 "date"、"name"、"isOffDay"`, `a day has "date", "name" and "isOffDay"`,
		}
	}
	d := repair.Date(day.Date)
	rule = repair.DayRule{From: d, To: d, Name: strings.TrimSpace(day.Name)}
	if !*day.IsOffDay {
		rule.Workday = repair.WorkdayUsual
	}
	if reason = checkWord(rule.Name, maxWord); reason != (sentence{}) {
		return rule, reason
	}
	if _, err := repair.NewDayRules(rule); err != nil {
		return rule, calendarSentence(err)
	}
	return rule, sentence{}
}

// joined makes one rule of days in a row with the same name.
func joined(list []repair.DayRule) []repair.DayRule {
	out := []repair.DayRule{}
	slices.SortFunc(list, func(a, b repair.DayRule) int { return strings.Compare(string(a.From), string(b.From)) })
	for _, r := range list {
		if n := len(out); n > 0 && out[n-1].Name == r.Name && out[n-1].To.Add(1) == r.From {
			out[n-1].To = r.To
			continue
		}
		out = append(out, r)
	}
	return out
}
