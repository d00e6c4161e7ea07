package flow

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

// SettingEdit is a setting that is being changed; the zero value is none.
type SettingEdit struct {
	Key string
	// Text is what stands in the editor: what was typed, or the value so far.
	Text string
	// Typed is set once something was typed.
	Typed bool
	// Unit counts Text where it is a time: h, m or s.
	Unit string
	// Page is that of a list, Item the entry of it that is being written, Rule the
	// same where the entries are rules about days.
	Page int
	Item SettingItem
	Rule SettingRule
	// Day is the weekday whose hours are shown.
	Day time.Weekday
	// Refused is why it cannot be; nil until it was asked for.
	Refused *repair.SettingError
}

// Fields of the settings page.
const (
	FieldSetting       Field = "setting"
	FieldSettingNumber Field = "setting-number"
	// Of an entry of a list: its words in both languages, an amount, the name of
	// days.
	FieldSettingItem    Field = "setting-item"
	FieldSettingEnglish Field = "setting-english"
	FieldSettingAmount  Field = "setting-amount"
	FieldSettingDays    Field = "setting-days"
)

func settingFields() map[Field]fieldKind {
	text := func(s *State) *string { return &s.SettingsPage.Edit.Text }
	of := func(text func(*SettingEdit) *string) func(*State) *string {
		return func(s *State) *string { return text(&s.SettingsPage.Edit) }
	}
	item := of(func(e *SettingEdit) *string { return &e.Item.Text })
	return map[Field]fieldKind{
		FieldSettingItem: {
			limit: repair.MaxTestLine, text: item, next: FieldSettingEnglish, enter: itemEntered, changed: settingTyped,
		},
		FieldSettingEnglish: {
			limit: repair.MaxWord, takes: takesPlain, latin: true, text: of(func(e *SettingEdit) *string { return &e.Item.English }),
			enter: sends(SettingItemDone{}), changed: settingTyped,
		},
		FieldSettingAmount: {
			limit: 7, takes: takesDigits, pad: true, text: item, enter: sends(SettingItemDone{}), changed: settingTyped,
		},
		FieldSettingDays: {
			limit: repair.MaxWord, text: of(func(e *SettingEdit) *string { return &e.Rule.Name }),
			enter: unfocusedToo, changed: settingTyped,
		},
		FieldSetting: {limit: 80, text: text, enter: sends(SettingSaved{}), changed: settingTyped},
		FieldSettingNumber: {
			limit: 6, takes: takesDigits, pad: true, text: text, enter: sends(SettingSaved{}), changed: settingTyped,
		},
	}
}

// itemEntered goes on to the English, where the list has both languages.
func itemEntered(s State) (State, []Cmd, bool) {
	if s.SettingsPage.Edit.Setting().Kind == repair.SettingWords {
		return s, nil, false
	}
	return sends(SettingItemDone{})(s)
}

// settingTyped forgets what was wrong with what is being mended.
func settingTyped(s State) (State, []Cmd) {
	s.SettingsPage.Edit.Refused, s.SettingsPage.Edit.Typed = nil, true
	return s, nil
}

// newEdit begins with what holds.
func newEdit(x repair.Setting, value string) SettingEdit {
	e := SettingEdit{Key: x.Key, Text: value, Day: time.Monday}
	if x.Kind == repair.SettingDuration {
		d, _ := time.ParseDuration(value)
		e.Unit = "s"
		for _, u := range []struct {
			unit string
			each time.Duration
		}{{"m", time.Minute}, {"h", time.Hour}} {
			if d%u.each == 0 {
				e.Unit = u.unit
			}
		}
		e.Text = strconv.Itoa(int(d / unitOf(e.Unit)))
	}
	return e
}

// unitOf is the time that a unit counts.
func unitOf(unit string) time.Duration {
	switch unit {
	case "h":
		return time.Hour
	case "m":
		return time.Minute
	default:
		return time.Second
	}
}

// Setting is the record of what is being changed.
func (e SettingEdit) Setting() repair.Setting {
	x, _ := repair.LookupSetting(e.Key)
	return x
}

// Value is what stands in the editor, as Setting.Canon reads it.
func (e SettingEdit) Value() string {
	text := strings.TrimSpace(e.Text)
	if e.Setting().Kind == repair.SettingDuration && text != "" {
		return text + e.Unit
	}
	return text
}

// field is the one that the editor begins in, "" for none.
func (e SettingEdit) field() Field {
	switch e.Setting().Kind {
	case repair.SettingText, repair.SettingPhone, repair.SettingZone:
		return FieldSetting
	case repair.SettingNumber, repair.SettingDuration:
		return FieldSettingNumber
	default:
		return ""
	}
}

// refusal is the refusal of a setting in an error.
func refusal(err error) (*repair.SettingError, bool) {
	var bad *repair.SettingError
	ok := errors.As(err, &bad)
	return bad, ok
}

// changed reports whether the editor has another value than the one that holds.
func (e SettingEdit) changed(holds string) bool {
	return e.Value() != newEdit(e.Setting(), holds).Value()
}
