package config

import (
	"strconv"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
)

// Export is what was set of the shop and of a counter as a file of the
// configuration, which Parse reads again: canonical values by key, each under
// what it is called. A key that this program does not know is left out.
func Export(values map[string]string) string {
	var tables []string
	lines := map[string][]string{} // of each table
	for _, s := range repair.Settings {
		value, ok := values[s.Key]
		if !ok {
			continue
		}
		cut := strings.LastIndex(s.Key, ".")
		table := s.Key[:cut]
		if lines[table] == nil {
			tables = append(tables, table)
		}
		lines[table] = append(lines[table],
			"# "+i18n.SettingName(i18n.ZH, s.Key)+" / "+i18n.SettingName(i18n.EN, s.Key), s.Key[cut+1:]+" = "+tomlValue(s, value))
	}
	var parts []string
	for _, table := range tables {
		parts = append(parts, "["+table+"]\n"+strings.Join(lines[table], "\n")+"\n")
	}
	return strings.Join(parts, "\n")
}

// tomlValue is a value as TOML writes it. The default is written as the text that
// stands for it.
func tomlValue(s repair.Setting, value string) string {
	if value == "" {
		value = s.Default
	}
	switch {
	case s.Kind.List():
		var items []string
		for _, item := range repair.SettingItems(s.Kind, value) {
			items = append(items, tomlText(item))
		}
		if len(items) > 2 {
			return "[\n  " + strings.Join(items, ",\n  ") + ",\n]"
		}
		return "[" + strings.Join(items, ", ") + "]"
	case s.Kind == repair.SettingBool, s.Kind == repair.SettingNumber, s.Kind == repair.SettingSlots:
		if _, err := strconv.ParseFloat(value, 64); err == nil || value == "true" || value == "false" {
			return value
		}
	}
	return tomlText(value)
}

// tomlText is a basic string of TOML.
func tomlText(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			b.WriteString(`\u` + strings.ToUpper(strconv.FormatInt(int64(r)+0x10000, 16)[1:]))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
