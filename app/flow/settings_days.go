package flow

import (
	"slices"
	"time"

	"countertop/app/repair"
)

// Messages of opening hours and of rules about days.
type (
	// SettingDayChosen shows the hours of a weekday.
	SettingDayChosen struct{ Day time.Weekday }
	// StretchMoved moves an end of a stretch of hours by minutes.
	StretchMoved struct {
		Index   int
		End     bool // the end, else the beginning
		Minutes int
	}
	// StretchAdded adds a stretch behind the last one, StretchRemoved takes one
	// away; without any, the shop is closed.
	StretchAdded   struct{}
	StretchRemoved struct{ Index int }
	// SettingDayCopied gives the hours of the chosen weekday to all others, or to
	// Monday to Friday.
	SettingDayCopied struct{ Weekdays bool }

	// RuleDayChosen is a touch on a day: the first of a rule, then its last.
	RuleDayChosen struct{ Day repair.Date }
	// RuleTurned shows other weeks.
	RuleTurned struct{ By int }
	// RuleHoursChosen says what the days of a rule have.
	RuleHoursChosen struct{ Hours RuleHours }
)

// RuleHours is what the days of a rule have.
type RuleHours string

// What they may have.
const (
	RuleClosed  RuleHours = "closed"
	RuleWorkday RuleHours = "workday" // those of a usual working day
	RuleOwn     RuleHours = "own"     // hours of their own
)

func (SettingDayChosen) owner() Screen { return ScreenSettings }
func (StretchMoved) owner() Screen     { return ScreenSettings }
func (StretchAdded) owner() Screen     { return ScreenSettings }
func (StretchRemoved) owner() Screen   { return ScreenSettings }
func (SettingDayCopied) owner() Screen { return ScreenSettings }
func (RuleDayChosen) owner() Screen    { return ScreenSettings }
func (RuleTurned) owner() Screen       { return ScreenSettings }
func (RuleHoursChosen) owner() Screen  { return ScreenSettings }

func (SettingDayChosen) settingsMsg() {}
func (StretchMoved) settingsMsg()     {}
func (StretchAdded) settingsMsg()     {}
func (StretchRemoved) settingsMsg()   {}
func (SettingDayCopied) settingsMsg() {}
func (RuleDayChosen) settingsMsg()    {}
func (RuleTurned) settingsMsg()       {}
func (RuleHoursChosen) settingsMsg()  {}

// SettingRule is a rule about days that is being written.
type SettingRule struct {
	repair.DayRule
	// First is the first day that is shown, a Monday; Ends is set once the last
	// day was chosen.
	First repair.Date
	Ends  bool
}

// Has is what the days of the rule have.
func (r SettingRule) Has() RuleHours {
	switch {
	case len(r.Hours) > 0:
		return RuleOwn
	case r.Workday != "":
		return RuleWorkday
	}
	return RuleClosed
}

// RuleWeeks is how many weeks are shown at once.
const RuleWeeks = 4

// The hours of a day are set in steps; MostStretches is how many a day has at
// most in the editor.
const (
	HourStep      = 30
	MostStretches = 3
)

// newRule is the rule of a line, or a new one that shows the days from today on.
func newRule(text string, today repair.Date) SettingRule {
	r := SettingRule{}
	if d, err := repair.ParseDayRule(text); err == nil {
		r.DayRule, r.Ends, today = d, true, d.From
	}
	t := today.Time(time.UTC)
	r.First = repair.DateOf(t.AddDate(0, 0, -(int(t.Weekday())+6)%7))
	return r
}

// text is the line of the rule; "" without a day.
func (r SettingRule) text() string {
	if r.From == "" {
		return ""
	}
	return r.String()
}

// Days are the days that are shown, week by week from a Monday.
func (r SettingRule) Days() []repair.Date {
	list := make([]repair.Date, 7*RuleWeeks)
	for i := range list {
		list[i] = repair.DateOf(r.First.Time(time.UTC).AddDate(0, 0, i))
	}
	return list
}

// Week is the week in the editor.
func (e SettingEdit) Week() repair.Week {
	w, err := repair.ParseWeek(e.Text)
	if err != nil {
		return repair.Week{}
	}
	return w
}

// Hours are those that are being set: of the chosen weekday, or of the rule.
func (e SettingEdit) Hours() []repair.Hours {
	if e.Item.Open {
		return e.Rule.Hours
	}
	return e.Week()[e.Day]
}

// setHours is the editor with other hours there.
func (e SettingEdit) setHours(hs []repair.Hours) SettingEdit {
	e.Refused = nil
	if e.Item.Open {
		e.Rule.Hours = hs
		return e
	}
	w := e.Week()
	w[e.Day] = hs
	e.Text = w.String()
	return e
}

// updateHours takes what is done to hours and to the rules about days.
func updateHours(s State, m settingsMsg) (State, []Cmd) {
	e := &s.SettingsPage.Edit
	hs := slices.Clone(e.Hours())
	switch m := m.(type) {
	case SettingDayChosen:
		e.Day = m.Day
	case StretchMoved:
		*e = e.setHours(movedStretch(hs, m))
	case StretchAdded:
		if h, ok := nextStretch(hs); ok {
			*e = e.setHours(append(hs, h))
		}
	case StretchRemoved:
		if m.Index >= 0 && m.Index < len(hs) {
			*e = e.setHours(slices.Delete(hs, m.Index, m.Index+1))
		}
	case SettingDayCopied:
		w := e.Week()
		for d := range w {
			if !m.Weekdays || d >= int(time.Monday) && d <= int(time.Friday) {
				w[d] = hs
			}
		}
		e.Text, e.Refused = w.String(), nil
	case RuleDayChosen:
		e.Rule, e.Refused = e.Rule.chosen(m.Day), nil
	case RuleTurned:
		e.Rule.First = repair.DateOf(e.Rule.First.Time(time.UTC).AddDate(0, 0, 7*RuleWeeks*m.By))
	case RuleHoursChosen:
		e.Rule.Hours, e.Rule.Workday, e.Refused = nil, "", nil
		switch m.Hours {
		case RuleOwn:
			e.Rule.Hours = []repair.Hours{usualDay}
		case RuleWorkday:
			e.Rule.Workday = repair.WorkdayUsual
		case RuleClosed:
		}
	default: // updateSettings hands on no other
	}
	return s, nil
}

// usualDay is what a day gets that is opened.
var usualDay = repair.Hours{From: 9 * 60, To: 18 * 60}

// chosen is the rule after a touch on a day: the first one, then the last one.
func (r SettingRule) chosen(d repair.Date) SettingRule {
	if r.From == "" || r.Ends || d < r.From {
		r.From, r.To, r.Ends = d, d, false
		return r
	}
	r.To, r.Ends = d, true
	return r
}

const dayMinutes = 24 * 60

// movedStretch moves an end of a stretch, no further than its neighbours and its
// own other end. The last one may run past midnight, until the first begins.
func movedStretch(hs []repair.Hours, m StretchMoved) []repair.Hours {
	if m.Index < 0 || m.Index >= len(hs) {
		return hs
	}
	h, least, most := &hs[m.Index], 0, dayMinutes+hs[0].From
	if m.Index > 0 {
		least = hs[m.Index-1].To
	}
	if m.Index+1 < len(hs) {
		most = hs[m.Index+1].From
	}
	if m.Index == 0 {
		most = min(most, h.From+dayMinutes-HourStep)
	}
	if m.End {
		h.To = min(max(h.To+m.Minutes, h.From+HourStep), most)
	} else {
		h.From = max(min(h.From+m.Minutes, h.To-HourStep, dayMinutes-HourStep), least)
	}
	return hs
}

// nextStretch is a stretch behind the others, if there is room for one.
func nextStretch(hs []repair.Hours) (h repair.Hours, ok bool) {
	if len(hs) == 0 {
		return usualDay, true
	}
	from := hs[len(hs)-1].To + 2*HourStep
	if len(hs) >= MostStretches || from+HourStep > dayMinutes {
		return h, false
	}
	return repair.Hours{From: from, To: min(from+4*60, dayMinutes)}, true
}

// AddsStretch reports whether there is room for another stretch.
func (e SettingEdit) AddsStretch() bool {
	_, ok := nextStretch(e.Hours())
	return ok
}
