package trade_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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
		"stage": "等待备件", "names": "电源适配器、电脑包、鼠标、数据线", "fault": "打印有黑线", "part": "定影组件",
	},
	i18n.EN: {
		"customer": "Ouyang Zhiyuan", "staff": "Chen Zhiyuan", "shop": "Anxin Repairs", "phone": "020-55501234", "day": "Sat 21 Nov",
		"machine": "Lenovo ThinkPad T14", "number": "A261121-0042-QK", "shelf": "Done C-03", "n": "12", "amount": "¥1280.50",
		"stage": "Awaiting parts", "names": "Adapter, Bag, Mouse, Data cable", "fault": "Black lines", "part": "Fuser",
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

// A foot of 1280 has this room beside the words that fold it.
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

// shown reads the keys of scripts in the screens: those that stand there, and
// those made of the name of a step or of a check at pickup.
func shown(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	add := func(s string) {
		if strings.HasPrefix(s, "script.") && !strings.HasSuffix(s, ".") && s != "script.fold" && s != "script.unfold" {
			keys[s] = true
		}
	}
	made := map[string]func(name string){
		"stepKeys": func(s string) { add("script.checkin." + strings.TrimPrefix(s, "step.")) },
		"gateKeys": func(s string) { add("script." + s) },
	}
	files, err := filepath.Glob("../view/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
		if err != nil {
			continue // being written; the compiler has the say
		}
		each := func(n ast.Node, f func(string)) {
			ast.Inspect(n, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil {
						f(s)
					}
				}
				return true
			})
		}
		each(file, add)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && made[spec.Names[0].Name] != nil {
				for _, v := range spec.Values {
					each(v, made[spec.Names[0].Name])
				}
			}
			return true
		})
	}
	return keys
}

func TestEveryScriptOfTheScreensIsThere(t *testing.T) {
	keys := shown(t)
	if len(keys) < 20 {
		t.Fatalf("only %d scripts found in the screens", len(keys))
	}
	shipped := shippedKeys()
	for key := range keys {
		// A step or a check may say nothing of its own.
		if key = strings.TrimPrefix(key, "script."); !slices.Contains(shipped, key) && key != "gate.accessories" {
			t.Errorf("the screens say %s, which is not in scripts.toml", key)
		}
	}
}
