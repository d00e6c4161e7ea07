package trade_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// said are problems as sentences.
func said(lang i18n.Lang, problems []trade.Problem) (all []string) {
	for _, p := range problems {
		all = append(all, p.Text(lang))
	}
	return all
}

func TestListsOfTheShop(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
		papers     bool
	}{
		{"own texts become keys", `laptop.faults = ["不开机", "Liquid", "liquid ", "屏幕不亮"]`, []string{"fault.laptop.power", "fault.laptop.liquid", "fault.laptop.screen"}, false},
		{"a fault of another kind", `laptop.faults = ["自动重启"]`, []string{"fault.desktop.restart"}, false},
		{"words of its own", `laptop.faults = ["门轴松", " Loose hinge "]`, []string{"门轴松", "Loose hinge"}, false},
		{"both languages", `laptop.faults = ["门轴松 | Loose hinge", "门轴紧｜Tight hinge"]`, []string{repair.ListWord("门轴松", "Loose hinge"), repair.ListWord("门轴紧", "Tight hinge")}, false},
		{"both languages of an own text", `laptop.faults = ["不开机 | Dead"]`, []string{repair.ListWord("不开机", "Dead")}, false},
		{"nothing", `laptop.faults = []`, []string{}, false},
		{"table", "[laptop]\nfaults = [\"进水\"]", []string{"fault.laptop.liquid"}, false},
		{"inline table", `laptop = { faults = ["进水"] }`, []string{"fault.laptop.liquid"}, false},
		{"several lines", "laptop.faults = [ # mine\n  '进水', # often\n\n  \"不开机\",\n]\n", []string{"fault.laptop.liquid", "fault.laptop.power"}, false},
		{"papers", `papers = ["发票", "收据 | Slip"]`, []string{"acc.invoice", repair.ListWord("收据", "Slip")}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := load(t, "lists.toml", tt.text)
			if len(problems) > 1 || len(problems) == 1 && tt.name != "own texts become keys" { // which has one twice
				t.Error(said(i18n.EN, problems))
			}
			got := d.Symptoms(repair.KindLaptop)
			if tt.papers {
				got = d.Papers()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(trade.Default().Symptoms(repair.KindDesktop), d.Symptoms(repair.KindDesktop)); diff != "" {
				t.Errorf("another list has changed:\n%s", diff)
			}
		})
	}
}

func TestWordsForPeople(t *testing.T) {
	d, _ := load(t, "lists.toml", `laptop.faults = ["门轴松 | Loose hinge", "门响"]`+"\n"+`desktop.form = [ { key = "case", zh = "机箱", en = "Case", choices = ["塔式 | Tower", 2] } ]`)
	for _, tt := range []struct{ value, zh, en string }{
		{"fault.laptop.power", "不开机", "Won't start"},
		{"门轴松", "门轴松", "Loose hinge"},
		{"门响", "门响", "门响"},
		{"塔式", "塔式", "Tower"},
		{"转轴断", "转轴断", "Hinge broken"}, // of the shipped list, on older orders
		{"客户的话", "客户的话", "客户的话"},
		{"", "", ""},
	} {
		if zh, en := d.Text(i18n.ZH, tt.value), d.Text(i18n.EN, tt.value); zh != tt.zh || en != tt.en {
			t.Errorf("%q is %q and %q, want %q and %q", tt.value, zh, en, tt.zh, tt.en)
		}
	}
}

func TestForms(t *testing.T) {
	d, problems := load(t, "lists.toml", `other.form = [
{ key = "volts", zh = "电压", en = "Volts", type = "count", choices = ["220", 110], compare = true },
{ key = "note", zh = "备注" },
{ key = "volts", zh = "又是电压" },
]`)
	want := []trade.FormField{
		{Key: "volts", Zh: "电压", En: "Volts", Choices: []string{"220", "110"}, Count: true, Compare: true},
		{Key: "note", Zh: "备注", En: "备注"},
	}
	if diff := cmp.Diff(want, d.Form(repair.KindOther)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lists.toml, line 4: the key volts is there twice."}, said(i18n.EN, problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f := want[0]; f.Label(i18n.ZH) != "电压" || f.Label(i18n.EN) != "Volts" {
		t.Error("a field has the wrong name")
	}
}

func TestMistakesAreNamed(t *testing.T) {
	const good = `papers = ["发票"]` + "\n" // after each mistake
	long := strings.Repeat("长", 25)
	many := ""
	for i := range 41 {
		many += `"` + strconv.Itoa(i) + `",`
	}
	for _, tt := range []struct{ name, text, zh, en string }{
		{"Chinese quotation marks", "relations = [\"家人\",\n“同事”]", "lists.toml 第 2 行：“ 是中文标点，请换成英文的 \"。", "lists.toml, line 2: “ is a Chinese mark; write \" instead."},
		{"closed with a Chinese one", "relations = [\"家人”, \"同事\"]", "lists.toml 第 1 行：” 是中文标点，请换成英文的 \"。", "lists.toml, line 1: ” is a Chinese mark; write \" instead."},
		{"Chinese comma", "relations = [\"家人\"，\"同事\"]", "lists.toml 第 1 行：， 是中文标点，请换成英文的 ,。", "lists.toml, line 1: ， is a Chinese mark; write , instead."},
		{"Chinese equals sign", "topics = [\"价钱\"]\nrelations ＝ [\"家人\"]", "lists.toml 第 2 行：＝ 是中文标点，请换成英文的 =。", "lists.toml, line 2: ＝ is a Chinese mark; write = instead."},
		{"Chinese brackets", "relations = 【\"家人\"】", "lists.toml 第 1 行：【 是中文标点，请换成英文的 [。", "lists.toml, line 1: 【 is a Chinese mark; write [ instead."},
		{"text not closed", "relations = [\"家人\", \"同事]", "lists.toml 第 1 行：英文引号 \" 没有成对。", "lists.toml, line 1: a quotation mark \" has no partner."},
		{"list not closed", "relations = [\"家人\",\n\"同事\"\n", "lists.toml 第 1 行：括号没有成对。", "lists.toml, line 1: a bracket has no partner."},
		{"no comma", "relations = [\"家人\"\n\"同事\"]", "lists.toml 第 1 行：两项之间少了英文逗号 ,。", "lists.toml, line 1: a comma is missing between two entries."},
		{"no quotation marks", "relations = [家人]", "lists.toml 第 1 行：文字要放在英文引号 \" \" 里。", "lists.toml, line 1: a text stands in quotation marks \" \"."},
		{"no value", "relations", "lists.toml 第 1 行：要写成：名字 = 内容。", "lists.toml, line 1: write it as: name = value."},
		{"backslash", `relations = ["家\人"]`, "lists.toml 第 1 行：反斜杠 \\ 要写成两个 \\\\。", "lists.toml, line 1: write a backslash \\ twice: \\\\."},
		{"something else", "relations = = 1", "lists.toml 第 1 行：这里看不懂，请照自带的写法。", "lists.toml, line 1: this cannot be read; write it like the built-in lines."},
		{"NUL", "\x00", "lists.toml 第 1 行：要写成：名字 = 内容。", "lists.toml, line 1: write it as: name = value."},

		{"unknown name", `laptop.fault = ["不开机"]`, "lists.toml 第 1 行：没有 laptop.fault 这个名字，请照自带的写法。", "lists.toml, line 1: there is no laptop.fault; take a name of the built-in lines."},
		{"unknown kind", `phone.faults = ["不开机"]`, "lists.toml 第 1 行：没有 phone.faults 这个名字，请照自带的写法。", "lists.toml, line 1: there is no phone.faults; take a name of the built-in lines."},
		{"twice", "topics = [\"价钱\"]\ntopics = [\"时间\"]", "lists.toml 第 2 行：第 1 行已经写过，这里的没有用。", "lists.toml, line 2: line 1 says it already, this one is left out."},
		{"no list", `relations = "家人"`, "lists.toml 第 1 行：要写成一列：[ \"甲\", \"乙\" ]。", "lists.toml, line 1: it must be a list: [ \"a\", \"b\" ]."},
		{"number", `relations = [1]`, "lists.toml 第 1 行：文字要放在英文引号 \" \" 里。", "lists.toml, line 1: a text stands in quotation marks \" \"."},
		{"too long", "relations = [\n\"家人\",\n\"" + long + "\"]", "lists.toml 第 3 行：太长：25 个字，最多 24 个。", "lists.toml, line 3: too long: 25 characters, at most 24."},
		{"too many", "relations = [" + many + "]", "lists.toml 第 1 行：太多：最多 40 项，后面的没有用。", "lists.toml, line 1: too many: at most 40, the rest is left out."},
		{"empty", `relations = ["家人", " "]`, "lists.toml 第 1 行：引号里没有字。", "lists.toml, line 1: there is nothing between the quotation marks."},
		{"no English after the bar", `relations = ["家人 |"]`, "lists.toml 第 1 行：引号里没有字。", "lists.toml, line 1: there is nothing between the quotation marks."},
		{"two bars", `relations = ["家人 | a | b"]`, "lists.toml 第 1 行：一项里只能有一个 |。", "lists.toml, line 1: an entry has one | at most."},
		{"twice in a list", "relations = [\"家人\",\n\"家人\"]", "lists.toml 第 2 行：家人 写了两次。", "lists.toml, line 2: 家人 is there twice."},
		{"a key of ours", `relations = ["fault.laptop.power"]`, "lists.toml 第 1 行：fault.laptop.power 是程序自己用的名字，请换一个写法。", "lists.toml, line 1: fault.laptop.power is a name of the program's own; write it in another way."},
		{"control character", `relations = ["家\u0007人"]`, "lists.toml 第 1 行：有认不出的字，请另存为 UTF-8 编码。", "lists.toml, line 1: it has characters that cannot be read; save the file as UTF-8."},
		{"fee with a fraction", `rough = [50, 12.5]`, "lists.toml 第 1 行：费用要写整数元，不用引号。", "lists.toml, line 1: a fee is a whole number of yuan without quotation marks."},
		{"fee in quotation marks", `rough = ["50"]`, "lists.toml 第 1 行：费用要写整数元，不用引号。", "lists.toml, line 1: a fee is a whole number of yuan without quotation marks."},
		{"one fee", `rough = 50`, "lists.toml 第 1 行：要写成一列：[ 50, 100 ]。", "lists.toml, line 1: it must be a list: [ 50, 100 ]."},
		{"form without a name", "other.form = [\n{ key = \"a\" },\n]", "lists.toml 第 2 行：缺 zh：这一栏叫什么。", "lists.toml, line 2: zh is missing: the name of the field."},
		{"key with capitals", `other.form = [ { key = "A b", zh = "甲" } ]`, "lists.toml 第 1 行：key 用小写英文字母开头，最多 16 个字母、数字或 -。", "lists.toml, line 1: a key begins with a small letter and has at most 16 letters, digits or -."},
		{"unknown type", `other.form = [ { key = "a", zh = "甲", type = "date" } ]`, "lists.toml 第 1 行：type 只能是 text（文字）或 count（数字）。", "lists.toml, line 1: the type is text or count."},
		{"unknown part of a field", `other.form = [ { key = "a", zh = "甲", colour = "red" } ]`, "lists.toml 第 1 行：一行里可以写 key zh en choices type compare，没有 colour。", "lists.toml, line 1: a field has key, zh, en, choices, type and compare, and no colour."},
		{"compare as text", `other.form = [ { key = "a", zh = "甲", compare = "yes" } ]`, "lists.toml 第 1 行：key zh en type 要放在英文引号里，compare 写 true 或 false。", "lists.toml, line 1: key, zh, en and type stand in quotation marks, compare is true or false."},
		{"form of words", `other.form = ["规格"]`, "lists.toml 第 1 行：key 用小写英文字母开头，最多 16 个字母、数字或 -。", "lists.toml, line 1: a key begins with a small letter and has at most 16 letters, digits or -."},
		{"form that is no list", `other.form = 1`, "lists.toml 第 1 行：要写成一列：[ { key = \"cpu\", zh = \"处理器\", en = \"CPU\" } ]。", "lists.toml, line 1: it must be a list: [ { key = \"cpu\", zh = \"处理器\", en = \"CPU\" } ]."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := load(t, "lists.toml", tt.text+"\n"+good)
			if diff := cmp.Diff([]string{tt.zh}, said(i18n.ZH, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{tt.en}, said(i18n.EN, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"acc.invoice"}, d.Papers()); diff != "" {
				t.Errorf("the good line after it:\n%s", diff)
			}
		})
	}
}

func TestMistakesInScriptsAreNamed(t *testing.T) {
	for _, tt := range []struct{ name, text, zh, en string }{
		{"unknown place", `find.zh = "您好，{costumer}。"`, "没有 {costumer} 这样要填的词", "{costumer} is nothing that can be filled in"},
		{"unknown key", `finds.zh = "您好。"`, "没有 finds.zh 这个名字，请照自带的写法", "there is no finds.zh; take a name of the built-in lines"},
		{"unknown language", `find.fr = "Bonjour."`, "没有 find.fr 这个名字，请照自带的写法", "there is no find.fr; take a name of the built-in lines"},
		{"no language", `find = "您好。"`, "没有 find 这个名字，请照自带的写法", "there is no find; take a name of the built-in lines"},
		{"no text", `find.zh = 1`, "文字要放在英文引号 \" \" 里", "a text stands in quotation marks \" \""},
		{"too long", `find.zh = "` + strings.Repeat("长", 61) + `"`, "太长：61 个字，最多 60 个", "too long: 61 characters, at most 60"},
		{"too long in English", `find.en = "` + strings.Repeat("l", 121) + `"`, "太长：121 个字，最多 120 个", "too long: 121 characters, at most 120"},
		{"too long when filled in", `find.zh = "` + strings.Repeat("长", 57) + `{n}"`, "太长：61 个字，最多 60 个", "too long: 61 characters, at most 60"},
		{"brace without a partner", `find.zh = "您好，{customer。"`, "花括号 { } 没有成对", "a brace { } has no partner"},
		{"bracket without a partner", `find.zh = "您好[，{customer}。"`, "方括号 [ ] 没有成对，或者一个套着一个", "a bracket [ ] has no partner or stands in another"},
		{"bracket in a bracket", `find.zh = "您好[，[{customer}]]。"`, "方括号 [ ] 没有成对，或者一个套着一个", "a bracket [ ] has no partner or stands in another"},
		{"Chinese braces", `find.zh = "您好｛customer｝"`, "｛ 是中文标点，请换成英文的 {", "｛ is a Chinese mark; write { instead"},
		{"line break", `find.zh = "您好\n"` + "\n" + `find.en = "a\nb"`, "有认不出的字，请另存为 UTF-8 编码", "it has characters that cannot be read; save the file as UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := load(t, "scripts.toml", tt.text+"\n"+`print.zh = "马上好。"`)
			if len(problems) != 1 || problems[0].Zh != tt.zh || problems[0].En != tt.en {
				t.Errorf("got %+v, want %q and %q", problems, tt.zh, tt.en)
			}
			if got := d.Script(i18n.ZH, "script.print", nil); got != "马上好。" {
				t.Errorf("the good line after it says %q", got)
			}
		})
	}
}

func TestFilesOfAnyEditor(t *testing.T) {
	const text = "# 我的\r\nrelations = [\"家人\", \"小㐂\"]\r\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, saved := range map[string]string{
		"UTF-8": text, "UTF-8 with its mark": "\ufeff" + text, "GBK": gbk, "UTF-16": utf16,
		"old Mac": strings.ReplaceAll(text, "\r\n", "\r"), "tabs": "\t" + strings.ReplaceAll(text, " ", "\t"),
	} {
		d, problems := load(t, "lists.toml", saved)
		if diff := cmp.Diff([]string{"家人", "小㐂"}, d.Relations()); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %s %v", name, diff, said(i18n.ZH, problems))
		}
		if d, _ := load(t, "shop.dict", saved); !strings.Contains(d.Lexicon(), "\"家人\"") {
			t.Errorf("%s: the lexicon is %q", name, d.Lexicon())
		}
	}
	_, problems := load(t, "lists.toml", "relations = [\"\x81\x20\"]")
	if diff := cmp.Diff([]string{"lists.toml 第 1 行：有认不出的字，请另存为 UTF-8 编码。"}, said(i18n.ZH, problems)); diff != "" {
		t.Errorf("what is no text (-want +got):\n%s", diff)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "lists.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "scripts.toml"), make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	d, problems := trade.Load(dir)
	want := []string{"lists.toml：文件打不开。", "scripts.toml：文件太大，没有读。"}
	if diff := cmp.Diff(want, said(i18n.ZH, problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !d.Equal(trade.Default()) {
		t.Error("what is shipped does not stand in their place")
	}
}

func TestLexiconOfTheShop(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		first      string
		has, lacks string
	}{
		{"comments only", "# 说明\n\n", "", "", "维修单"},
		{"a new word", "\n# 说明\n门轴\tmen zhou\t3000", "\n# 说明\n门轴\tmen zhou\t3000\n", "\n维修单\t", ""},
		{"a shipped word", "维修单\twei xiu dan\t1\r\n", "维修单\twei xiu dan\t1\n", "\t1\n", "维修单\t\t"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := load(t, "shop.dict", tt.text)
			got := d.Lexicon()
			if !strings.HasPrefix(got, tt.first) || !strings.Contains(got, tt.has) || tt.lacks != "" && strings.Contains(got, tt.lacks) {
				t.Errorf("the lexicon is %q", got)
			}
		})
	}
}

func TestManyMistakesEndTheReading(t *testing.T) {
	_, problems := load(t, "lists.toml", strings.Repeat("x\n", 100_000))
	if n := len(problems); n != 51 || problems[50].En != "too many mistakes; from here on nothing was read" {
		t.Errorf("%d problems, the last is %+v", n, problems[len(problems)-1])
	}
}

// disabled is a setting behind its #; a comment has a space after it.
var disabled = regexp.MustCompile(`(?m)^#(\S)`)

func TestSamplesChangeNothingAndBringBackAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	if err := trade.WriteSamples(dir); err != nil {
		t.Fatal(err)
	}
	if _, problems := trade.Load(dir); len(problems) > 0 {
		t.Errorf("samples have problems: %v", said(i18n.EN, problems))
	}
	for name, last := range map[string]string{"lists.toml": "papers = []", "tests.toml": "other.cleaning = []", "scripts.toml": `find.zh = ""`, "shop.dict": "", "calendar.toml": "holidays = []"} {
		path := filepath.Join(dir, name)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimPrefix(string(b), "\ufeff"), "\r\n") {
			if line != "" && line[0] != '#' {
				t.Errorf("%s, line %d is not behind a #: %s", name, i+1, line)
			}
		}
		if err := os.WriteFile(path, []byte(disabled.ReplaceAllString(string(b), "$1")+last), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, problems := trade.Load(dir)
	// What was added is there already, so the lines before it were read.
	if len(problems) != 4 || !strings.HasSuffix(problems[0].En, "says it already, this one is left out") {
		t.Errorf("problems %v", said(i18n.EN, problems))
	}
	if !strings.Contains(d.Lexicon(), "\n门轴\tmen zhou\t3000\n") {
		t.Errorf("the example of the lexicon was not read: %q", d.Lexicon())
	}
	if err := os.Remove(filepath.Join(dir, "shop.dict")); err != nil {
		t.Fatal(err)
	}
	if d, _ = trade.Load(dir); !d.Equal(trade.Default()) {
		t.Error("with every line uncommented the files are not the shipped ones")
	}
}

func TestSamplesNeverTouchAFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "lists.toml")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := trade.WriteSamples(dir); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "mine" {
		t.Errorf("the file of the shop is %q, %v", b, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 5 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if err := trade.WriteSamples(filepath.Join(path, "shop")); err == nil {
		t.Error("a folder that cannot be made is no error")
	}
}

func TestStampChangesWithTheFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "scripts.toml")
	seen := map[string]bool{trade.Stamp(dir): true, trade.Stamp(filepath.Join(dir, "none")): true}
	if len(seen) != 1 {
		t.Error("an empty folder differs from none")
	}
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	for i, step := range []func() error{
		func() error { return os.WriteFile(path, []byte("a"), 0o600) },
		func() error { return os.Chtimes(path, at, at) },
		func() error { return os.Chtimes(path, at, at.Add(time.Second)) },
		func() error { return os.Rename(path, filepath.Join(dir, "shop.dict")) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
		s := trade.Stamp(dir)
		if seen[s] {
			t.Errorf("step %d has no stamp of its own", i)
		}
		seen[s] = true
	}
}

// FuzzLoad puts anything before a good line, which still counts unless it has
// been said before.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{
		"", "\x00", "relations = [", "a.b = {c=1", "[[laptop.form]]\nkey = 1", "other.form = [{key=1}, 2]", "\ufeff“", "\xff\xfe\x00", "rough = [1e9]",
		`x = """`, "x = '''\n", "[a]\n[a.b]", "find.zh = \"{n}[|]\"", "rough = [{}]", "papers = [[]]", "[[]]", "a=1\n[a.b]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		dir := t.TempDir()
		for name, last := range map[string]string{"lists.toml": "papers = [\"收据\"]", "scripts.toml": "print.zh = \"马上好。\"", "shop.dict": ""} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"+last), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		d, problems := trade.Load(dir)
		lines := 2 + strings.Count(text, "\n") + strings.Count(text, "\r")
		for _, p := range problems {
			if p.Zh == "" || p.En == "" || p.Line < 1 || p.Line > lines && utf8.ValidString(text) {
				t.Errorf("a bad problem: %+v", p)
			}
		}
		// A table, a line that says it, or bytes of another encoding change what the last line means.
		if utf8.ValidString(text) && !strings.ContainsAny(text, "[\ufeff") && !strings.Contains(text, "papers") && !strings.Contains(text, `"""`) && !strings.Contains(text, `'''`) {
			if got := d.Papers(); !cmp.Equal(got, []string{"收据"}) {
				t.Errorf("the good line was lost: %v", said(i18n.EN, problems))
			}
		}
		for _, k := range repair.Kinds {
			for _, w := range d.Symptoms(k) {
				if d.Text(i18n.ZH, w) == "" || d.Text(i18n.EN, w) == "" {
					t.Errorf("a fault without a text: %q", w)
				}
			}
		}
		if got := d.Script(i18n.ZH, "script.print", map[string]string{"n": text}); got == "" && strings.Count(text, "print") == 0 {
			t.Error("the script was lost")
		}
	})
}
