package trade_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"countertop/app/i18n"
	"countertop/app/trade"
	"countertop/assets"
)

var languages = []i18n.Lang{i18n.ZH, i18n.EN}

// values are long ones, as they come in a shop.
var values = map[i18n.Lang]map[string]string{
	i18n.ZH: {
		"customer": "欧阳志远", "staff": "陈志远", "shop": "安心电脑维修", "phone": "020-55501234", "day": "11 月 21 日 周六",
		"machine": "联想 ThinkPad T14", "number": "A261121-0042-QK", "shelf": "维修完毕 C-03", "n": "12", "amount": "1280.50 元",
		"stage": "在等配件", "names": "电源适配器、电脑包、鼠标、数据线", "fault": "打印有黑线", "part": "定影组件",
		"cause": "硒鼓刮板磨损", "until": "2027 年 2 月 27 日 周六",
	},
	i18n.EN: {
		"customer": "Ouyang Zhiyuan", "staff": "Chen Zhiyuan", "shop": "Anxin Repairs", "phone": "020-55501234", "day": "Sat 21 Nov",
		"machine": "Lenovo ThinkPad T14", "number": "A261121-0042-QK", "shelf": "Done C-03", "n": "12", "amount": "¥1280.50",
		"stage": "waiting for a part", "names": "Adapter, Bag, Mouse, Data cable", "fault": "Black lines", "part": "Fuser",
		"cause": "Drum blade worn", "until": "Sat 27 Feb 2027",
	},
}

func TestScriptIsFilledIn(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		args       map[string]string
		want       string
	}{
		{"plain", "您好。", nil, "您好。"},
		{"value", "大约 {day} 修好。", map[string]string{"day": "周六"}, "大约 周六 修好。"},
		{"clause with its value", "您好[，{customer}]。", map[string]string{"customer": "张伟"}, "您好，张伟。"},
		{"clause without its value", "您好[，{customer}]。", nil, "您好。"},
		{"clause that lacks one of two", "好了[：{fault}，换{part}]。", map[string]string{"fault": "卡纸"}, "好了。"},
		{"clause with another", "您的[{machine}|机器]好了。", map[string]string{"machine": "T14"}, "您的T14好了。"},
		{"the other clause", "您的[{machine}|机器]好了。", nil, "您的机器好了。"},
		{"clause without a place", "您好[呀]。", nil, "您好呀。"},
		{"place without a value", "您好，{customer}。", nil, "您好，。"},
		{"value that looks like a place", "您好，{customer}[！{n}]", map[string]string{"customer": "{n}[x]"}, "您好，{n}[x]"},
		{"nothing to say", "", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := load(t, "scripts.toml", `find.zh = "`+tt.text+`"`)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if got := d.Script(i18n.ZH, "script.find", tt.args); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got, want := d.Script(i18n.EN, "script.find", nil), trade.Default().Script(i18n.EN, "script.find", nil); got != want {
				t.Errorf("the English has changed to %q", got)
			}
		})
	}
	if got := trade.Default().Script(i18n.ZH, "script.nowhere", nil); got != "" {
		t.Errorf("a key that is not there says %q", got)
	}
}

// shippedKeys are the keys of scripts.toml.
func shippedKeys() (keys []string) {
	for _, m := range regexp.MustCompile(`(?m)^(\S+)\.zh = `).FindAllStringSubmatch(assets.TradeScripts, -1) {
		keys = append(keys, m[1])
	}
	return keys
}

// A foot of 1280 has this room beside the words that fold it; beside what turns to
// the next sentence a long one takes two smaller lines.
const footWidth = 1040

func TestShippedScriptsFitTheFoot(t *testing.T) {
	file, err := assets.OpenFont(false)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	otf, err := opentype.ParseReaderAt(file)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(otf, &opentype.FaceOptions{Size: 22, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	latin := regexp.MustCompile(`\p{Han}[,:;?!()]|["']`)
	chinese := regexp.MustCompile(`[，。：；？！（）、]|\p{Han}`)
	if len(shippedKeys()) < 80 {
		t.Fatalf("%d scripts", len(shippedKeys()))
	}
	for _, key := range shippedKeys() {
		for _, lang := range languages {
			full := trade.Default().Script(lang, key, values[lang])
			if w := font.MeasureString(face, full).Ceil(); w > footWidth {
				t.Errorf("%s is %d px wide, the foot has %d: %s", key, w, footWidth, full)
			}
			bare := trade.Default().Script(lang, key, nil)
			for _, text := range []string{full, bare} {
				if text == "" || text != strings.TrimSpace(text) || strings.ContainsAny(text, "[]{}") || strings.Contains(text, "  ") || strings.Contains(text, "|") {
					t.Errorf("%s in %s: %q", key, lang, text)
				}
				if lang == i18n.ZH && latin.MatchString(text) || lang == i18n.EN && chinese.MatchString(text) {
					t.Errorf("%s has the marks of the other language: %s", key, text)
				}
				for _, r := range text {
					if _, ok := face.GlyphAdvance(r); !ok {
						t.Errorf("%s: the font has no %q", key, r)
					}
				}
			}
		}
	}
}

// TestEveryScriptIsSaidOrWaits holds that no sentence lies in the file without a
// page that says it, or the name of what will.
func TestEveryScriptIsSaidOrWaits(t *testing.T) {
	shipped := shippedKeys()
	has := map[string]int{}
	for _, key := range trade.Said() {
		if has[key] = 1; !slices.Contains(shipped, key) {
			t.Errorf("%s is said, and is not in scripts.toml", key)
		}
	}
	for what, keys := range trade.Waits {
		if !strings.Contains(assets.TradeScripts, "for "+what+")") && !strings.Contains(assets.TradeScripts, "# for "+what+")") {
			t.Errorf("the file does not say that something waits for %s", what)
		}
		for _, key := range keys {
			if has[key]++; !slices.Contains(shipped, key) {
				t.Errorf("%s waits for %s, and is not in scripts.toml", key, what)
			}
		}
	}
	for _, key := range trade.Hints {
		if !slices.Contains(trade.Said(), key) {
			t.Errorf("%s is a hint that nothing says", key)
		}
	}
	for _, key := range shipped {
		if has[key] != 1 {
			t.Errorf("%s is said by no page and waits for none, or both", key)
		}
	}
}

// TestEveryMomentHasItsPage holds that each moment is named by a screen.
func TestEveryMomentHasItsPage(t *testing.T) {
	src, err := os.ReadFile("say.go")
	if err != nil {
		t.Fatal(err)
	}
	var pages strings.Builder
	files, err := filepath.Glob("../view/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if b, err := os.ReadFile(path); err == nil && !strings.HasSuffix(path, "_test.go") {
			pages.Write(b)
		}
	}
	names := regexp.MustCompile(`(?m)^\t(Moment\w+) +Moment =`).FindAllStringSubmatch(string(src), -1)
	if len(names) != len(trade.Moments()) {
		t.Errorf("%d moments have a name, %d something to say", len(names), len(trade.Moments()))
	}
	for _, m := range names {
		if !regexp.MustCompile(`\btrade\.` + m[1] + `\b`).MatchString(pages.String()) {
			t.Errorf("no page speaks at %s", m[1])
		}
	}
}
