package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

// shopData is a shop with an owner and an engineer.
func shopData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Station: "A", PINCost: storetest.PINCost})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []repair.Staff{{ID: "A001", Name: "陈志远", Roles: "owner"}, {ID: "A002", Name: "李强", Roles: "engineer"}} {
		if _, err := s.PutStaff(t.Context(), p, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ChangeSettings(t.Context(), "A001", repair.SettingChange{Key: "shop.name", Value: "安心电脑维修"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSettingsGoOutAndIn(t *testing.T) {
	dir := shopData(t)
	file := filepath.Join(t.TempDir(), "shop.toml")
	if code, _, errs := play("settings", "export", file, "-data", dir); code != exitDone || errs != "" {
		t.Fatalf("export: exit %d, %q", code, errs)
	}
	b, err := os.ReadFile(file)
	if want := "[shop]\n# 店名 / Shop name\nname = \"安心电脑维修\"\n"; string(b) != want || err != nil {
		t.Errorf("exported %q, %v", b, err)
	}
	text := "[shop]\nname = \"放心电脑\"\nphone = \"020-55501234\"\n[limits]\nreply = \"2h\"\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		args []string
		text string
		says string
	}{
		"nobody":          {[]string{"-by", "A009"}, text, "nobody of this number works here"},
		"an engineer":     {[]string{"-by", "A002"}, text, "the roles of this person do not let them"},
		"no name":         {nil, text, "-by is missing"},
		"a bad value":     {[]string{"-by", "A001"}, text + "quote = \"soon\"\n", "line 6: limits.quote"},
		"an unknown key":  {[]string{"-by", "A001"}, text + "qoute = \"30m\"\n", "line 6: limits.qoute"},
		"another program": {[]string{"-by", "A001", "-data", t.TempDir()}, text, "there is no countertop.db there"},
	} {
		if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		args := append([]string{"settings", "import", file, "-data", dir}, tt.args...)
		if code, _, errs := play(args...); code == exitDone || !strings.Contains(errs, tt.says) {
			t.Errorf("%s: exit %d, %q", name, code, errs)
		}
	}
	if code, out, _ := play("settings", "export", "-", "-data", dir); code != exitDone || strings.Contains(out, "放心") || strings.Contains(out, "2h") {
		t.Errorf("something was set all the same: %s", out)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := play("settings", "import", file, "-data", dir, "-by", "A001"); code != exitDone || out != "3 of 3 settings changed\n" || errs != "" {
		t.Errorf("import: exit %d, %q %q", code, out, errs)
	}
	if code, out, _ := play("settings", "import", file, "-data", dir, "-by", "A001"); code != exitDone || out != "0 of 3 settings changed\n" {
		t.Errorf("the same again: exit %d, %q", code, out)
	}
}
