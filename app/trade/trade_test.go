package trade_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/assets"
)

// load reads one file of the shop.
func load(t *testing.T, name, text string) (trade.Trade, []trade.Problem) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return trade.Load(dir)
}

func TestShippedListsBecomeKeys(t *testing.T) {
	d := trade.Default()
	for _, k := range repair.Kinds {
		for name, pair := range map[string][2][]string{
			"faults": {d.Symptoms(k)[:9], i18n.Symptoms(k)},
			"brands": {d.Brands(k)[:9], i18n.Brands(k)},
			"parts":  {d.Parts(k)[:9], i18n.Parts(k)},
			"works":  {d.Works(k)[:8], i18n.Works(k)},
		} {
			if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", k, name, diff)
			}
		}
	}
}

// Chips are small: what is shipped must be read on them in both languages.
func TestShippedWordsFitAChip(t *testing.T) {
	d := trade.Default()
	lists := map[string][]string{"papers": d.Papers(), "relations": d.Relations(), "topics": d.Topics()}
	for _, k := range repair.Kinds {
		for name, list := range map[string][]string{
			"faults": d.Symptoms(k), "accessories": d.Accessories(k), "brands": d.Brands(k), "parts": d.Parts(k), "works": d.Works(k),
		} {
			lists[string(k)+"."+name] = list
			if len(list) < 9 {
				t.Errorf("%s %s has %d words, a page shows nine", k, name, len(list))
			}
		}
		if len(d.Form(k)) == 0 {
			t.Errorf("%s has no form", k)
		}
		for _, f := range d.Form(k) {
			lists[string(k)+".form."+f.Key] = append([]string{}, f.Choices...)
			if han.MatchString(f.En) || f.Compare != slices.Contains([]string{"cpu", "memory", "disk"}, f.Key) {
				t.Errorf("%s: %+v", k, f)
			}
		}
	}
	for name, list := range lists {
		for _, w := range list {
			zh, en := d.Text(i18n.ZH, w), d.Text(i18n.EN, w)
			if n := utf8.RuneCountInString(zh); n > 6 && han.MatchString(zh) || n == 0 {
				t.Errorf("%s: %q has %d characters", name, zh, n)
			}
			if n := len(en); n > 16 || n == 0 || han.MatchString(en) {
				t.Errorf("%s: %q in English is %q", name, zh, en)
			}
		}
	}
	if diff := cmp.Diff([]int64{5000, 8000, 10000, 15000, 20000, 30000}, d.EstimateFen()); diff != "" {
		t.Errorf("fees (-want +got):\n%s", diff)
	}
}

var han = regexp.MustCompile(`\p{Han}`)

func TestShippedFilesAreTOML(t *testing.T) {
	for name, text := range map[string]string{"lists": assets.TradeLists, "scripts": assets.TradeScripts} {
		var v map[string]any
		if _, err := toml.Decode(text, &v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// States are compared and made without a Trade in tests of other packages.
func TestTheZeroTradeIsTheShippedOne(t *testing.T) {
	var zero trade.Trade
	if !zero.Equal(trade.Default()) || !cmp.Equal(zero, trade.Default()) || len(zero.Papers()) == 0 {
		t.Error("the zero Trade differs")
	}
	d, _ := load(t, "lists.toml", `papers = []`)
	if d.Equal(zero) || len(zero.Papers()) == 0 || len(d.Papers()) != 0 {
		t.Error("a file has changed the shipped Trade, or nothing")
	}
}
