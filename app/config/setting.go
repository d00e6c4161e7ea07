package config

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
)

// settings takes the settings out of what the TOML package made of a text. What
// Config has a field for stays in it.
func (d *decoder) settings(values map[string]any) map[string]string {
	named := map[string]string{}
	for _, s := range repair.Settings {
		table, name := tableOf(values, s.Key)
		value, ok := table[name]
		if !ok {
			continue
		}
		each, _ := value.(string) // the field of the slots is one number for all shelves
		own := !hasField(s.Key) || s.Kind == repair.SettingSlots && strings.ContainsAny(each, "ABCD")
		if own {
			delete(table, name)
		}
		text, reason := settingText(s, value)
		if reason != "" {
			if own { // else the decoder says it
				d.wrong(s.Key, 0, reason)
			}
			continue
		}
		canon, err := s.Canon(text)
		var bad *repair.SettingError
		switch {
		case errors.As(err, &bad):
			d.refused = append(d.refused, &Error{lineOf(d.text, s.Key, 0), s.Key, errors.New(refusal(bad))})
		default:
			named[s.Key] = canon
		}
	}
	for name, value := range values {
		if table, ok := value.(map[string]any); ok && emptied(table) && field(reflect.TypeFor[Config](), name) < 0 && settingTable(name) {
			delete(values, name)
		}
	}
	return named
}

// emptied reports whether nothing is left in a table and those in it.
func emptied(table map[string]any) bool {
	for _, value := range table {
		if inner, ok := value.(map[string]any); !ok || !emptied(inner) {
			return false
		}
	}
	return true
}

// refusal is the sentence of a refusal, as part of one.
func refusal(bad *repair.SettingError) string {
	return strings.TrimSuffix(i18n.SettingRefused(i18n.EN, *bad), ".")
}

// tableOf is the table in which a dotted key would stand, and its name there.
func tableOf(values map[string]any, key string) (table map[string]any, name string) {
	for {
		head, rest, deeper := strings.Cut(key, ".")
		if !deeper {
			return values, key
		}
		values, _ = values[head].(map[string]any)
		key = rest
	}
}

// settingTable reports whether settings stand in a table of this name.
func settingTable(name string) bool {
	for _, s := range repair.Settings {
		if strings.HasPrefix(s.Key, name+".") {
			return true
		}
	}
	return false
}

// hasField reports whether Config has a field for a key.
func hasField(key string) bool {
	t := reflect.TypeFor[Config]()
	for name := range strings.SplitSeq(key, ".") {
		if t.Kind() != reflect.Struct {
			return false
		}
		i := field(t, name)
		if i < 0 {
			return false
		}
		t = t.Field(i).Type
	}
	return true
}

// settingText is a value of TOML as the text that Setting.Canon reads; reason is
// why it is none.
func settingText(s repair.Setting, value any) (text, reason string) {
	switch v := value.(type) {
	case string:
		if s.Kind.List() {
			return "", "it must be a list"
		}
		return v, ""
	case bool:
		if s.Kind == repair.SettingBool {
			return fmt.Sprint(v), ""
		}
	case int64:
		if s.Kind == repair.SettingNumber || s.Kind == repair.SettingSlots {
			return number(s, float64(v)), ""
		}
	case float64:
		if s.Kind == repair.SettingNumber {
			return number(s, v), ""
		}
	case []any:
		if !s.Kind.List() {
			break
		}
		items := make([]string, len(v))
		for i, item := range v {
			if n, ok := item.(int64); ok && s.Kind == repair.SettingAmounts {
				items[i] = fmt.Sprint(n)
				continue
			}
			if items[i], reason = entry(item); reason != "" {
				return "", reason
			}
		}
		return repair.SettingList(s.Kind, items), ""
	}
	switch s.Kind {
	case repair.SettingBool:
		return "", "it must be true or false"
	case repair.SettingNumber:
		return "", "it must be a whole number"
	default:
		return "", "it must be a text in quotation marks"
	}
}

func entry(item any) (text, reason string) {
	text, ok := item.(string)
	switch {
	case !ok:
		return "", "it must be a text in quotation marks"
	case strings.ContainsAny(text, "\n\r"):
		return "", "an entry is one line"
	}
	return text, ""
}

// number is a number of the file; the width of the display may be a fraction, or
// 0 for the default.
func number(s repair.Setting, v float64) string {
	if s.Key == repair.SetPanel && v == 0 {
		return ""
	}
	return fmt.Sprint(int64(math.Round(v)))
}

// weekAndDays puts the keys that name the week and closed days in other ways
// into the settings.
func (c *Config) weekAndDays(values map[string]any, named map[string]string) error {
	shop, _ := values["shop"].(map[string]any)
	_, hours := shop["hours"]
	_, hoursOn := shop["hours_on"]
	_, holidays := shop["holidays"]
	cal, err := c.Calendar()
	if err != nil {
		return err
	}
	delete(named, repair.SetHours)
	if hours || hoursOn {
		named[repair.SetHours] = repair.Week(cal.Week).String()
	}
	_, workdays := shop["workdays"]
	rules := append(repair.SettingItems(repair.SettingDays, named[repair.SetDays]), dayLines(cal)...)
	if !holidays && !workdays && len(rules) == 0 {
		return nil
	}
	s, _ := repair.LookupSetting(repair.SetDays)
	text, err := s.Canon(repair.SettingList(s.Kind, rules))
	var bad *repair.SettingError
	if errors.As(err, &bad) {
		return keyError{"shop.holidays", errors.New(refusal(bad))}
	}
	named[repair.SetDays] = text
	return err
}

// dayLines are the days with hours of their own, as the settings write them.
func dayLines(cal repair.Calendar) (lines []string) {
	for _, r := range cal.Special.Apart() {
		lines = append(lines, r.String())
	}
	return lines
}

// SettingDefaults are the settings of a configuration that was read from no file,
// in canonical form: they hold where the shop has set nothing.
func (c Config) SettingDefaults() map[string]string {
	if c.Named != nil {
		return nil // its file names them
	}
	cal, err := c.Calendar()
	if err != nil {
		return nil
	}
	out := map[string]string{}
	put := func(key, text string) {
		s, _ := repair.LookupSetting(key)
		if canon, err := s.Canon(text); err == nil && canon != "" {
			out[key] = canon
		}
	}
	put(repair.SetName, c.Shop.Name)
	put(repair.SetPhone, c.Shop.Phone)
	put(repair.SetAddress, c.Shop.Address)
	put(repair.SetHours, repair.Week(cal.Week).String())
	put(repair.SetDays, repair.SettingList(repair.SettingDays, dayLines(cal)))
	put(repair.SetOfficial, fmt.Sprint(c.Shop.OfficialHolidays))
	put(repair.SetHoursText, c.Shop.HoursText)
	put(repair.SetTimezone, c.Shop.Timezone)
	put(repair.SetTakings, repair.SettingList(repair.SettingRoles, c.Shop.Takings))
	put(repair.SetSlots, fmt.Sprint(c.Station.Slots))
	put(repair.SetLang, c.Station.Lang)
	put(repair.SetPanel, number(repair.Setting{Key: repair.SetPanel}, c.Station.PanelMM))
	put(repair.SetReply, c.Limits.Reply)
	put(repair.SetQuote, c.Limits.Quote)
	put(repair.SetBench, c.Limits.Bench)
	put(repair.SetPeer, c.Limits.Peer)
	put(repair.SetRepairDays, fmt.Sprint(c.Limits.RepairDays))
	put(repair.SetPromiseDays, fmt.Sprint(c.Limits.PromiseDays))
	put(repair.SetUncollected, fmt.Sprint(c.Limits.UncollectedDays))
	put(repair.SetOwnLines, repair.SettingList(repair.SettingLines, c.Checklist.Other))
	put(repair.SetFuzzy, repair.SettingList(repair.SettingPairs, c.Entry.Fuzzy))
	put(repair.SetSamples, fmt.Sprint(c.Entry.Samples))
	if v := c.Sound.Volume; v != nil {
		put(repair.SetVolume, fmt.Sprint(*v))
	}
	return out
}
