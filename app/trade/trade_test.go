package trade_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
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

// The words of the shipped lists that a text has are its key: they are said in
// both languages, and what was stored with them keeps its meaning.
func TestShippedListsBecomeKeys(t *testing.T) {
	d := trade.Default()
	lists := map[string]func(repair.DeviceKind) []string{"faults": d.Symptoms, "brands": d.Brands, "parts": d.Parts, "works": d.Works}
	for _, tt := range []struct {
		list   string
		kind   repair.DeviceKind
		prefix string
		first  string // keys behind the prefix
	}{
		{"faults", repair.KindLaptop, "fault.laptop.", "power boot crash screen flicker liquid charge keyboard heat"},
		{"faults", repair.KindDesktop, "fault.desktop.", "power boot crash picture restart slow noise usb network"},
		{"faults", repair.KindPrinter, "fault.printer.", "jam feed lines faint power error-code connection noise leak"},
		{"faults", repair.KindOther, "fault.other.", "power charge picture buttons ports noise heat drop liquid"},
		{"brands", repair.KindLaptop, "brand.", "lenovo hp dell huawei asus apple acer xiaomi hasee"},
		{"brands", repair.KindDesktop, "brand.", "lenovo hp dell custom asus apple acer huawei tongfang"},
		{"brands", repair.KindPrinter, "brand.", "hp canon epson brother pantum samsung ricoh kyocera lenovo"},
		{"brands", repair.KindOther, "brand.", "huawei xiaomi apple samsung tp-link hikvision santak deli sony"},
		{"parts", repair.KindLaptop, "part.", "mainboard screen disk memory battery keyboard fan adapter shell"},
		{"parts", repair.KindDesktop, "part.", "mainboard power disk memory graphics fan cell cable case"},
		{"parts", repair.KindPrinter, "part.", "roller fuser toner laser mainboard head power gear cable"},
		{"parts", repair.KindOther, "part.", "mainboard power disk battery ports screen fan adapter cable"},
		{"works", repair.KindLaptop, "work.", "clean paste system data board screen disk tested"},
		{"works", repair.KindDesktop, "work.", "clean paste system data board power disk tested"},
		{"works", repair.KindPrinter, "work.", "clean roller fuser laser board toner driver tested"},
		{"works", repair.KindOther, "work.", "clean board power ports firmware battery solder tested"},
	} {
		var want []string
		for key := range strings.FieldsSeq(tt.first) {
			want = append(want, tt.prefix+key)
		}
		got := lists[tt.list](tt.kind)
		if diff := cmp.Diff(want, got[:min(len(want), len(got))]); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", tt.kind, tt.list, diff)
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
