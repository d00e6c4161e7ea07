package repair

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Hours is one stretch of opening hours, in minutes after the midnight of the
// wall clock that its day begins with. From is below 1440. To is above 1440 if
// the stretch runs past midnight; it belongs to the day on which it begins, and
// is 24 hours long at most.
type Hours struct{ From, To int }

// aDay is the minutes of a day without a change of the clocks.
const aDay = 24 * 60

// String is the stretch as people write it: 8:00-18:00, or 18:00-2:00 past
// midnight. ParseHours reads it.
func (h Hours) String() string {
	to := h.To
	if to > aDay {
		to -= aDay
	}
	return fmt.Sprintf("%d:%02d-%d:%02d", h.From/60, h.From%60, to/60, to%60)
}

// hoursText is how people write several stretches.
func hoursText(hs []Hours, comma string) string {
	var parts []string
	for _, h := range hs {
		parts = append(parts, h.String())
	}
	return strings.Join(parts, comma)
}

var hoursRe = regexp.MustCompile(`^(\d{1,2}):(\d{1,2}) *- *(\d{1,2}):(\d{1,2})$`)

// ParseHours reads the hours of a day: "8:00-18:00", or several stretches with
// commas between, in their order; "" is closed. "18:00-2:00" runs into the next
// day, "0:00-24:00" is the whole day. The error is a *CalendarError, one
// sentence.
func ParseHours(s string) ([]Hours, error) {
	var hs []Hours
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		m := hoursRe.FindStringSubmatch(part)
		if m == nil {
			return nil, &CalendarError{Text: part, Problem: HoursForm}
		}
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1]) // two digits at most
		}
		h := Hours{n[0]*60 + n[1], n[2]*60 + n[3]}
		if n[0] > 23 || n[1] > 59 || n[3] > 59 || h.To > aDay {
			return nil, &CalendarError{Text: part, Problem: HoursClock}
		}
		if h.To < h.From {
			h.To += aDay
		}
		hs = append(hs, h)
	}
	if err := checkHours(hs); err != nil {
		return nil, err
	}
	return hs, nil
}

// checkHours refuses hours that no day can have.
func checkHours(hs []Hours) error {
	for i, h := range hs {
		switch {
		case h.From < 0 || h.From >= aDay || h.To > h.From+aDay:
			return &CalendarError{Text: h.String(), Problem: HoursClock}
		case h.To <= h.From || h.To == h.From+aDay && h.From > 0:
			return &CalendarError{Text: h.String(), Problem: HoursEmpty}
		case i > 0 && h.From < hs[i-1].To:
			return &CalendarError{Text: h.String(), Problem: HoursOrder}
		case h.To > hs[0].From+aDay:
			return &CalendarError{Text: h.String(), Problem: HoursLong}
		}
	}
	return nil
}

// CalendarProblem is what is wrong with a text about opening hours. Package
// i18n has a sentence for each, "calendar." and its value, with the argument
// text.
type CalendarProblem string

// The problems of hours, of days, and of rules about days.
const (
	HoursForm  CalendarProblem = "hours-form"  // not like 8:00-18:00
	HoursClock CalendarProblem = "hours-clock" // no clock shows such a time
	HoursEmpty CalendarProblem = "hours-empty" // over when they begin
	HoursOrder CalendarProblem = "hours-order" // begin before those before them are over
	HoursLong  CalendarProblem = "hours-long"  // run into the same hours of the next day
	DayForm    CalendarProblem = "day-form"    // no day like 2026-10-01
	DayOrder   CalendarProblem = "day-order"   // the last day is before the first
	RuleForm   CalendarProblem = "rule-form"   // nothing behind the days
	RuleHours  CalendarProblem = "rule-hours"  // neither hours nor one of the words
	RuleComma  CalendarProblem = "rule-comma"  // hours without a comma between
	RuleName   CalendarProblem = "rule-name"   // a name that cannot be kept
)

// CalendarProblems are all there are.
var CalendarProblems = []CalendarProblem{
	HoursForm, HoursClock, HoursEmpty, HoursOrder, HoursLong, DayForm, DayOrder, RuleForm, RuleHours, RuleComma, RuleName,
}

// reasons are the rest of the sentence that begins with the text.
var reasons = map[CalendarProblem]string{
	HoursForm:  "is not like 8:00-18:00",
	HoursClock: "is not between 0:00 and 24:00",
	HoursEmpty: "ends when it begins; the whole day is 0:00-24:00",
	HoursOrder: "begins before the hours before it end",
	HoursLong:  "runs into the same hours of the next day",
	DayForm:    "is not a day like 2026-10-01",
	DayOrder:   "ends before it begins",
	RuleForm:   "is not like 2026-10-01..2026-10-07 closed",
	RuleHours:  "is neither closed, workday, a weekday like monday, nor hours like 8:00-18:00",
	RuleComma:  "stands behind other hours without a comma",
	RuleName:   "is no name of at most 40 characters on one line",
}

// CalendarError is a text about opening hours that cannot be.
type CalendarError struct {
	// Line is where in a text of several, from 1; 0 is a text of one.
	Line int
	// Text is the part that is wrong.
	Text    string
	Problem CalendarProblem
}

// Error is one sentence without a full stop.
func (e *CalendarError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %q %s", e.Line, e.Text, reasons[e.Problem])
	}
	return fmt.Sprintf("%q %s", e.Text, reasons[e.Problem])
}
