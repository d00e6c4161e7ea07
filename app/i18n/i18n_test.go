package i18n_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/assets"
)

var both = []i18n.Lang{i18n.ZH, i18n.EN}

func TestText(t *testing.T) {
	for _, tt := range []struct {
		lang i18n.Lang
		key  string
		args []string
		want string
	}{
		{i18n.ZH, "stage.awaiting-test", nil, "等待检测"},
		{i18n.EN, "stage.awaiting-test", nil, "Awaiting test"},
		{"", "stage.awaiting-test", nil, "等待检测"},
		{i18n.ZH, "rule.test-sheet.what", []string{"n", "2"}, "测试单 2 项还没通过"},
		{i18n.EN, "rule.test-sheet.what", []string{"n", "2"}, "2 tests to do"},
		{i18n.EN, "rule.test-sheet.what", []string{"n", "1"}, "1 test to do"},
		{i18n.ZH, "line.printer.tray", []string{"n", "{n}"}, "纸盒 {n} 走纸"},
		{i18n.ZH, "line.printer.tray", []string{"of", "3", "n"}, "纸盒 {n} 走纸"},
		{i18n.EN, "自带鼠标垫", []string{"n", "2"}, "自带鼠标垫"},
		{i18n.EN, "", nil, ""},
	} {
		if got := i18n.T(tt.lang, tt.key, tt.args...); got != tt.want {
			t.Errorf("T(%s, %q, %q) is %q, want %q", tt.lang, tt.key, tt.args, got, tt.want)
		}
	}
}

func TestBadTextsStopTheStart(t *testing.T) {
	for _, tt := range [][3]string{{"stage.draft", "接机中", "Check-in"}, {"new", "新", ""}, {"new", "", "new"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was added", tt)
				}
			}()
			i18n.Add(tt[0], tt[1], tt[2])
		}()
	}
}

func TestEveryNameOfTheDomainHasATextAndBack(t *testing.T) {
	want := map[string]bool{}
	for _, s := range repair.Stages {
		want["stage."+string(s)] = true
	}
	for _, k := range append(slices.Clone(repair.Shelves), repair.PlaceCounter, repair.PlaceBench, repair.PlacePeer,
		repair.PlaceFactory, repair.PlaceCourier, repair.PlaceCustomer) {
		want["place."+string(k)] = true
	}
	for _, r := range repair.AllRoles {
		want["role."+string(r)] = true
	}
	for _, row := range repair.RoleTable() {
		want["command."+string(row.Command)] = true
	}
	for _, r := range repair.Rules {
		want["rule."+string(r)+".what"], want["rule."+string(r)+".do"] = true, true
	}
	for _, k := range repair.MarkKinds {
		want["mark."+string(k)] = true
	}
	for _, c := range []repair.ClockKind{
		repair.ClockReply, repair.ClockQuote, repair.ClockBench, repair.ClockPeer,
		repair.ClockRepair, repair.ClockPromise, repair.ClockNotify, repair.ClockPickup,
	} {
		want["clock."+string(c)] = true
	}
	family := regexp.MustCompile(`^(stage|place|role|command|rule|mark|clock|line|kind|acc|brand|fault\.(laptop|desktop|printer|other))\.`)
	shipped := trade.Default()
	want["line.printer.tray"] = true
	for _, k := range repair.Kinds {
		want["kind."+string(k)] = true
		d := repair.Device{Kind: k}
		for _, l := range slices.Concat(repair.Checklist(d, nil), repair.PickupChecklist(d), shipped.TestSheet(d, nil)) {
			if !strings.HasPrefix(l.Key, "printer.tray.") {
				want["line."+l.Key] = true
			}
		}
		for _, list := range [][]string{shipped.Symptoms(k), shipped.Accessories(k), shipped.Brands(k), shipped.Papers()} {
			for _, word := range list {
				if family.MatchString(word) { // the others are the shop's own words
					want[word] = true
				}
			}
		}
	}
	for key := range want {
		if !i18n.Has(key) {
			t.Errorf("%s has no text", key)
		}
	}
	// And no text is left of a name that is gone.
	for key := range i18n.Table() {
		if family.MatchString(key) && !want[key] {
			t.Errorf("%s is the text of nothing", key)
		}
	}
}

// argument is {n} or {n|one|many}.
var argument = regexp.MustCompile(`\{([a-z]+)(\|[^|{}]*\|[^|{}]*)?\}`)

func arguments(text string) []string {
	var names []string
	for _, m := range argument.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestLanguagesTakeTheSameArguments(t *testing.T) {
	// The month has a name in one language and a number in the other.
	either := map[string]bool{"value.day": true, "value.month": true}
	for key, tt := range i18n.Table() {
		if d := cmp.Diff(arguments(tt[0]), arguments(tt[1])); d != "" && !either[key] {
			t.Errorf("%s (-zh +en):\n%s", key, d)
		}
		for _, text := range tt {
			if left := argument.ReplaceAllString(text, ""); strings.ContainsAny(left, "{}") {
				t.Errorf("%s: %q has a brace that is no argument", key, text)
			}
		}
	}
}

// A mistake about opening hours is the same sentence on the screen and in the
// log.
func TestCalendarProblemsHaveTexts(t *testing.T) {
	for _, p := range repair.CalendarProblems {
		e := &repair.CalendarError{Text: "8-18", Problem: p}
		if got := i18n.T(i18n.EN, "calendar."+string(p), "text", e.Text); got != e.Error() {
			t.Errorf("%s is %q, want %q", p, got, e)
		}
	}
}

var (
	halfWidth = regexp.MustCompile(`\p{Han}[,:;?!()]|[,:;?!()]\p{Han}`)
	quotes    = regexp.MustCompile(`["']`)
	fullWidth = regexp.MustCompile(`[，。：；？！（）、]|\p{Han}`)
)

func TestEachLanguageHasItsPunctuation(t *testing.T) {
	for key, tt := range i18n.Table() {
		if halfWidth.MatchString(tt[0]) || quotes.MatchString(tt[0]) {
			t.Errorf("%s: %q has Latin punctuation in Chinese", key, tt[0])
		}
		if key != "lang.other" && fullWidth.MatchString(tt[1]) { // which names the other language in its own
			t.Errorf("%s: %q has Chinese in English", key, tt[1])
		}
	}
}

func TestRefusalsFitTheirPlace(t *testing.T) {
	for _, r := range repair.Rules {
		key := "rule." + string(r) + "."
		tt := i18n.Table()[key+"what"]
		if n := utf8.RuneCountInString(tt[0]); n > 14 {
			t.Errorf("%swhat has %d characters, more than 14: %s", key, n, tt[0])
		}
		if n := len(tt[1]); n > 36 {
			t.Errorf("%swhat has %d letters, more than 36: %s", key, n, tt[1])
		}
		for i, end := range []string{"。", "."} {
			if do := i18n.Table()[key+"do"][i]; !strings.HasSuffix(do, end) {
				t.Errorf("%sdo is no sentence: %s", key, do)
			}
		}
	}
}

func TestEveryRuneIsInTheFont(t *testing.T) {
	for _, bold := range []bool{false, true} {
		file, err := assets.OpenFont(bold)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		font, err := sfnt.ParseReaderAt(file)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		seen := map[rune]bool{'\n': true}
		for key, tt := range i18n.Table() {
			for _, r := range tt[0] + tt[1] {
				if seen[r] {
					continue
				}
				seen[r] = true
				if g, err := font.GlyphIndex(&buf, r); err != nil || g == 0 {
					t.Errorf("%s: the font has no %q: %v", key, r, err)
				}
			}
		}
		t.Logf("bold %v: %d different runes", bold, len(seen))
	}
}

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		lang i18n.Lang
		p    repair.Place
		want string
	}{
		{i18n.ZH, repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}, "待测 A-03"},
		{i18n.EN, repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}, "Awaiting pickup D-11"},
		{i18n.ZH, repair.Place{Kind: repair.PlaceBench}, "维修台"},
	} {
		if got := i18n.Place(tt.lang, tt.p); got != tt.want {
			t.Errorf("%v is %q, want %q", tt.p, got, tt.want)
		}
	}
	if got := i18n.T(i18n.EN, "stage."+string(repair.StageInRepair)); got != "In repair" {
		t.Errorf("stage is %q", got)
	}
}

func TestValues(t *testing.T) {
	duration := func(d time.Duration) func(i18n.Lang) string {
		return func(l i18n.Lang) string { return i18n.Duration(l, d) }
	}
	day := func(d repair.Date) func(i18n.Lang) string {
		return func(l i18n.Lang) string { return i18n.Day(l, d) }
	}
	month := func(m string) func(i18n.Lang) string {
		return func(l i18n.Lang) string { return i18n.Month(l, m) }
	}
	money := func(fen int64) func(i18n.Lang) string {
		return func(l i18n.Lang) string { return i18n.Money(l, fen) }
	}
	for _, tt := range []struct {
		say    func(i18n.Lang) string
		zh, en string
	}{
		{duration(-time.Hour), "不到 1 分", "under 1 min"},
		{duration(59 * time.Second), "不到 1 分", "under 1 min"},
		{duration(20 * time.Minute), "20 分", "20 min"},
		{duration(3 * time.Hour), "3 小时", "3 h"},
		{duration(3*time.Hour + 20*time.Minute + 59*time.Second), "3 小时 20 分", "3 h 20 min"},
		{duration(24*time.Hour - time.Second), "23 小时 59 分", "23 h 59 min"},
		{duration(24 * time.Hour), "1 天", "1 day"},
		{duration(100 * time.Hour), "4 天", "4 days"},
		{day("2026-11-21"), "11 月 21 日 周六", "Sat 21 Nov"},
		{day("2027-01-03"), "1 月 3 日 周日", "Sun 3 Jan"},
		{day(""), "", ""},
		{month("2025-03"), "2025 年 3 月", "Mar 2025"},
		{month("unknown"), "unknown", "unknown"},
		{money(28000), "280 元", "¥280"},
		{money(1205), "12.05 元", "¥12.05"},
		{money(-50), "-0.50 元", "¥-0.50"},
		{money(0), "0 元", "¥0"},
	} {
		for i, want := range []string{tt.zh, tt.en} {
			if got := tt.say(both[i]); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
}
