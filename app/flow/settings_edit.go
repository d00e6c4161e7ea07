package flow

import (
	"errors"
	"slices"
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
	// Refused is why it cannot be; nil until it was asked for.
	Refused *repair.SettingError
}

// Fields of the settings page.
const (
	FieldSetting       Field = "setting"
	FieldSettingNumber Field = "setting-number"
)

func settingFields() map[Field]fieldKind {
	text := func(s *State) *string { return &s.SettingsPage.Edit.Text }
	return map[Field]fieldKind{
		FieldSetting: {limit: 80, text: text, enter: sends(SettingSaved{}), changed: settingTyped},
		FieldSettingNumber: {
			limit: 6, takes: takesDigits, pad: true, text: text, enter: sends(SettingSaved{}), changed: settingTyped,
		},
	}
}

// settingTyped forgets what was wrong with what is being mended.
func settingTyped(s State) (State, []Cmd) {
	s.SettingsPage.Edit.Refused, s.SettingsPage.Edit.Typed = nil, true
	return s, nil
}

// newEdit begins with what holds.
func newEdit(x repair.Setting, value string) SettingEdit {
	e := SettingEdit{Key: x.Key, Text: value}
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

// Toggled is the value with an entry more or less.
func (e SettingEdit) Toggled(item string) string {
	k := e.Setting().Kind
	items := repair.SettingItems(k, e.Text)
	if i := slices.Index(items, item); i >= 0 {
		return repair.SettingList(k, slices.Delete(items, i, i+1))
	}
	return repair.SettingList(k, append(items, item))
}

// refusal is the refusal of a setting in an error.
func refusal(err error) (*repair.SettingError, bool) {
	var bad *repair.SettingError
	ok := errors.As(err, &bad)
	return bad, ok
}
