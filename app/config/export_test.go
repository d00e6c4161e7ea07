package config_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/config"
	"countertop/app/repair"
)

// samples are values that are not the default, a canonical one of each kind.
var samples = map[repair.SettingKind]string{
	repair.SettingText: `安心 "电脑" \ 维修`, repair.SettingPhone: "020-55501234", repair.SettingDuration: "2h30m", repair.SettingBool: "true",
	repair.SettingZone: "Europe/Berlin", repair.SettingRoles: "engineer", repair.SettingSlots: "A 24, B 24, C 12, D 24", repair.SettingWords: "排线 | Cable\n转轴",
	repair.SettingLines: "通电\n外壳完整\n声音", repair.SettingAmounts: "50, 80, 100", repair.SettingPairs: "zh=z, n=l",
	repair.SettingWeek: "mon-fri 8:00-12:00,13:00-18:00; sat 9:00-17:00; sun closed",
	repair.SettingDays: "2026-10-01..2026-10-07 closed 国庆节\n2026-10-10 9:00-17:00",
}

// What is exported is read again as it was, every setting of the program.
func TestExportIsReadAgain(t *testing.T) {
	values := map[string]string{}
	for _, s := range repair.Settings {
		text := samples[s.Kind]
		switch s.Kind {
		case repair.SettingChoice:
			text = s.Choices[len(s.Choices)-1]
		case repair.SettingNumber:
			text = "200"
			if s.Max > 0 && s.Max < 200 {
				text = "30"
			}
		}
		if s.Kind == repair.SettingDuration {
			text = (time.Duration(s.Min+1) * time.Second).String()
		}
		canon, err := s.Canon(text)
		if err != nil {
			t.Fatalf("%s %q: %v", s.Key, text, err)
		}
		values[s.Key] = canon
	}
	text := config.Export(values)
	c, err := config.Parse(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if d := cmp.Diff(values, c.Named); d != "" {
		t.Errorf("(-exported +read):\n%s\n%s", d, text)
	}
	if again := config.Export(c.Named); again != text {
		t.Error("exported again it is another text")
	}
}
