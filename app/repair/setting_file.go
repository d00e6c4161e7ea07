package repair

import (
	"maps"
	"slices"
)

// SettingDifference is a setting that the file of the configuration has
// otherwise than the shop: both values in canonical form.
type SettingDifference struct {
	Key, File, Value string
}

// Provision compares what the file of the configuration names with the values
// that were ever set. What was never set is to be taken from the file now; what
// differs is to be shown, unless somebody has said of that very value of the
// file that the shop's is kept. A key that the file does not name is in neither.
// Both lists are in the order of the keys.
func Provision(file, values, defaults, kept map[string]string) (now []SettingChange, differ []SettingDifference) {
	for _, key := range slices.Sorted(maps.Keys(file)) {
		text := file[key]
		if _, set := values[key]; !set {
			now = append(now, SettingChange{key, text})
			continue
		}
		s, _ := LookupSetting(key)
		value := SettingValue(key, values, defaults)
		if s.or(text) != value && kept[key] != text {
			differ = append(differ, SettingDifference{key, s.or(text), value})
		}
	}
	return now, differ
}
