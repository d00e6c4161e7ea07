package repair

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Workday names the weekday whose hours a day has: WorkdayUsual, "monday" to
// "sunday", or "" for none.
type Workday string

// WorkdayUsual is the shop's usual working day: Monday, or the first day after
// it on which the shop is open.
const WorkdayUsual Workday = "workday"

// workdays are the weekdays by their names, Sunday first.
var workdays = [7]Workday{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// WorkdayOn is a weekday by its name.
func WorkdayOn(d time.Weekday) Workday { return workdays[d] }

// Weekday is the weekday that w names, and false if it names none.
func (w Workday) Weekday() (d time.Weekday, ok bool) {
	i := slices.Index(workdays[:], w)
	return time.Weekday(max(i, 0)), i >= 0
}

// DayRule says which hours the days From to To have, both of them included, in
// place of those of the week.
type DayRule struct {
	From, To Date
	// Hours are those of each of the days; without any, and without a Workday,
	// the shop is closed.
	Hours []Hours
	// Workday gives each of the days the hours that the shop has on a weekday.
	Workday Workday
	// Name is what people call the days, "国庆节", or "".
	Name string
}

// maxDayName is the longest name of days, in characters.
const maxDayName = 40

const closedWord = "closed"

// String is the rule on one line: the days, what they have, and the name if
// there is one. ParseDayRule reads it.
//
//	2026-10-01..2026-10-07 closed 国庆节
//	2026-10-10 workday 国庆节
//	2026-10-11 sunday
//	2026-12-31 9:00-12:00,13:30-16:00
func (r DayRule) String() string {
	text := string(r.From)
	if r.To != r.From {
		text += ".." + string(r.To)
	}
	text += " " + cmp.Or(string(r.Workday), hoursText(r.Hours, ","), closedWord)
	if r.Name != "" {
		text += " " + r.Name
	}
	return text
}

// ParseDays reads a day, "2026-10-01", or the first and the last of several,
// "2026-10-01..2026-10-07". The error is a *CalendarError.
func ParseDays(s string) (from, to Date, err error) {
	first, last, several := strings.Cut(s, "..")
	if !several {
		last = first
	}
	for _, d := range []string{first, last} {
		if _, ok := Date(d).number(); !ok {
			return "", "", &CalendarError{Text: d, Problem: DayForm}
		}
	}
	if last < first {
		return "", "", &CalendarError{Text: s, Problem: DayOrder}
	}
	return Date(first), Date(last), nil
}

// ParseDayRule reads what DayRule.String writes. Hours may also have a zero in
// front and a space behind each comma; more spaces, nothing behind the days or
// another order is refused. The error is a *CalendarError.
func ParseDayRule(line string) (DayRule, error) {
	days, rest, _ := strings.Cut(line, " ")
	from, to, err := ParseDays(days)
	if err != nil {
		return DayRule{}, err
	}
	r := DayRule{From: from, To: to}
	what, name, named := strings.Cut(rest, " ")
	for named && strings.HasSuffix(what, ",") { // more hours behind a space
		var more string
		more, name, named = strings.Cut(name, " ")
		what += more
	}
	_, weekday := Workday(what).Weekday()
	switch {
	case what == "":
		return DayRule{}, &CalendarError{Text: line, Problem: RuleForm}
	case what == closedWord:
	case weekday || what == string(WorkdayUsual):
		r.Workday = Workday(what)
	case !unicode.IsDigit(rune(what[0])) || strings.HasSuffix(what, ","):
		return DayRule{}, &CalendarError{Text: what, Problem: RuleHours}
	default:
		if r.Hours, err = ParseHours(what); err != nil {
			return DayRule{}, err
		}
	}
	if r.Name = name; named && name == "" {
		return DayRule{}, &CalendarError{Text: name, Problem: RuleName}
	}
	return r, r.check()
}

// check refuses what String and ParseDayRule could not carry, or what no day
// can have.
func (r DayRule) check() error {
	days := string(r.From) + ".." + string(r.To)
	if _, _, err := ParseDays(days); err != nil {
		return err
	}
	if err := checkHours(r.Hours); err != nil {
		return err
	}
	_, weekday := r.Workday.Weekday()
	if r.Workday != "" && (len(r.Hours) > 0 || !weekday && r.Workday != WorkdayUsual) {
		return &CalendarError{Text: string(r.Workday), Problem: RuleHours}
	}
	if word, _, _ := strings.Cut(r.Name, " "); len(r.Hours) > 0 && hoursRe.MatchString(word) {
		return &CalendarError{Text: word, Problem: RuleComma}
	}
	if !utf8.ValidString(r.Name) || utf8.RuneCountInString(r.Name) > maxDayName || strings.TrimSpace(r.Name) != r.Name ||
		strings.ContainsFunc(r.Name, func(c rune) bool { return !unicode.IsPrint(c) && c != '　' }) {
		return &CalendarError{Text: r.Name, Problem: RuleName}
	}
	return nil
}

// DayRules are rules about days in their order: where two are about the same
// day, the later one counts. They do not change, and a copy is one word long;
// the zero DayRules are none.
type DayRules struct{ own *dayRules }

type dayRules struct {
	list []DayRule
	// spans are the days of which a rule counts, in their order.
	spans []daySpan
}

// daySpan is a run of days, by number, of which one rule counts.
type daySpan struct {
	from, to int
	rule     *DayRule
}

// NewDayRules are rules in their order. The error is a *CalendarError about the
// first that cannot be; its Line is which one, from 1.
func NewDayRules(list ...DayRule) (DayRules, error) {
	if len(list) == 0 {
		return DayRules{}, nil
	}
	own := &dayRules{list: slices.Clone(list)}
	for i := range own.list {
		r := &own.list[i]
		if err := r.check(); err != nil {
			return DayRules{}, onLine(err, i+1)
		}
	}
	for i := range slices.Backward(own.list) {
		own.add(&own.list[i])
	}
	return DayRules{own}, nil
}

// add puts a rule below those that are there: the days that they leave free are
// its own.
func (o *dayRules) add(r *DayRule) {
	from, _ := r.From.number()
	to, _ := r.To.number()
	i := o.after(from)
	for from <= to {
		end := to
		if i < len(o.spans) {
			end = min(end, o.spans[i].from-1)
		}
		if from <= end {
			o.spans = slices.Insert(o.spans, i, daySpan{from, end, r})
			i++
		}
		if i == len(o.spans) {
			return
		}
		from = o.spans[i].to + 1
		i++
	}
}

// after is the first span that does not end before a day.
func (o *dayRules) after(day int) int {
	lo, hi := 0, len(o.spans)
	for lo < hi {
		if mid := (lo + hi) / 2; o.spans[mid].to < day {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// find is the rule that counts on a day, or nil.
func (r DayRules) find(day int) *DayRule {
	if r.own == nil {
		return nil
	}
	if i := r.own.after(day); i < len(r.own.spans) && r.own.spans[i].from <= day {
		return r.own.spans[i].rule
	}
	return nil
}

// All are the rules in their order. They are shared: do not change them.
func (r DayRules) All() []DayRule {
	if r.own == nil {
		return nil
	}
	return r.own.list
}

// Apart says the same with rules of which no two name the same day, in the order
// of the days.
func (r DayRules) Apart() (list []DayRule) {
	if r.own == nil {
		return nil
	}
	for _, s := range r.own.spans {
		rule := *s.rule
		rule.From, rule.To = dateOf(s.from), dateOf(s.to)
		list = append(list, rule)
	}
	return list
}

// Equal reports whether the rules say the same in the same order.
func (r DayRules) Equal(s DayRules) bool { return r.String() == s.String() }

// String is a line for each rule, as DayRule.String has it, each ended by "\n".
// ParseDayRules reads it.
func (r DayRules) String() string {
	var b strings.Builder
	for _, rule := range r.All() {
		b.WriteString(rule.String() + "\n")
	}
	return b.String()
}

// ParseDayRules reads what DayRules.String writes; the last line may lack its
// end, and "" are none. The error is a *CalendarError with the line.
func ParseDayRules(text string) (DayRules, error) {
	var list []DayRule
	for line := range strings.Lines(text) {
		r, err := ParseDayRule(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return DayRules{}, onLine(err, len(list)+1)
		}
		list = append(list, r)
	}
	return NewDayRules(list...)
}

// onLine says on which line a *CalendarError is.
func onLine(err error, line int) error {
	var e *CalendarError
	if errors.As(err, &e) {
		return &CalendarError{Line: line, Text: e.Text, Problem: e.Problem}
	}
	return err
}
