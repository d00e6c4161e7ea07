package trade_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// layout is a sheet with the captions of its parts.
func layout(lang i18n.Lang, lines []repair.TestLine) (out []string) {
	part := ""
	for _, l := range lines {
		if p := trade.PartOf(l, part); p != part {
			part = p
			out = append(out, "= "+trade.PartText(lang, p))
		}
		out = append(out, trade.LineText(lang, l))
	}
	return out
}

func TestSheetsAsShipped(t *testing.T) {
	for _, tt := range []struct {
		device repair.Device
		n      int
	}{
		{repair.Device{Kind: repair.KindLaptop}, 39 + 4},
		{repair.Device{Kind: repair.KindDesktop}, 30 + 4},
		{repair.Device{Kind: repair.KindPrinter, Trays: 3}, 3 + 3 + 2},
		{repair.Device{Kind: repair.KindPrinter}, 3 + 1 + 2},
		{repair.Device{Kind: repair.KindOther}, 3 + 1},
	} {
		lines, keys := trade.Default().TestSheet(tt.device, nil), map[string]bool{}
		for _, l := range lines {
			keys[l.Key] = true
			if l.Text != "" || l.En != "" || l.Part != "" {
				t.Errorf("%s: %+v has words of its own: an order would carry them", tt.device.Kind, l)
			}
			for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
				if text := trade.LineText(lang, l); text == l.Key || strings.Contains(text, "{") {
					t.Errorf("%s: %s has no text in %s: %q", tt.device.Kind, l.Key, lang, text)
				}
			}
		}
		if len(lines) != tt.n || len(keys) != tt.n {
			t.Errorf("%s with %d trays: %d lines, %d keys, want %d", tt.device.Kind, tt.device.Trays, len(lines), len(keys), tt.n)
		}
	}
	got := layout(i18n.EN, trade.Default().TestSheet(repair.Device{Kind: repair.KindPrinter, Trays: 2}, nil))
	want := []string{"= Tests", "Self-test page", "Prints from a computer", "Ten pages in a row", "Tray 1 feeds", "Tray 2 feeds", "= Cleaning", "Outside cleaned", "Paper path cleaned"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("printer (-want +got):\n%s", d)
	}
}

func TestSheetOfTheOwner(t *testing.T) {
	d, problems := load(t, "tests.toml", `printer.tests = [
{ key = "printer.selftest" },
{ part = "feed", zh = "走纸", en = "Feeding" },
{ key = "printer.tray", trays = true },
{ key = "bin", zh = "纸盒 {n} 到位", trays = true, again = true },
{ part = "power" },
{ key = "power.cold", again = true },
]
printer.cleaning = [ { key = "glass", zh = "玻璃清洁", en = "Glass cleaned" }, { key = "clean.outside", zh = "外壳擦净" } ]
`)
	if len(problems) > 0 {
		t.Fatal(said(i18n.EN, problems))
	}
	lines := d.TestSheet(repair.Device{Kind: repair.KindPrinter, Trays: 2}, nil)
	want := []repair.TestLine{
		{Key: "printer.selftest"},
		{Key: "printer.tray.1", Part: "走纸 | Feeding"},
		{Key: "printer.tray.2", Part: "走纸 | Feeding"},
		{Key: "bin.1", Text: "纸盒 1 到位"},
		{Key: "bin.2", Text: "纸盒 2 到位"},
		{Key: "power.cold"},
		{Key: "bin.1.again", Text: "纸盒 1 到位"},
		{Key: "bin.2.again", Text: "纸盒 2 到位"},
		{Key: "power.cold.again"},
		{Key: "glass", Text: "玻璃清洁", En: "Glass cleaned", Part: "clean"},
		{Key: "clean.outside", Text: "外壳擦净"},
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	text := []string{
		"= Tests", "Self-test page", "= Feeding", "Tray 1 feeds", "Tray 2 feeds", "纸盒 1 到位", "纸盒 2 到位", "= Power", "Starts cold",
		"= Again after power-off", "纸盒 1 到位", "纸盒 2 到位", "Starts cold", "= Cleaning", "Glass cleaned", "外壳擦净",
	}
	if diff := cmp.Diff(text, layout(i18n.EN, lines)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestOwnListOfTheConfigurationStays(t *testing.T) {
	own, other := []string{"升温", "保温"}, repair.Device{Kind: repair.KindOther}
	if got := layout(i18n.ZH, trade.Default().TestSheet(other, own)); !cmp.Equal(got, []string{"= 测试", "升温", "保温", "= 清洁", "外观清洁"}) {
		t.Errorf("the configured list became %q", got)
	}
	d, _ := load(t, "tests.toml", `other.tests = [ { key = "on", zh = "通电" } ]`)
	if got := layout(i18n.ZH, d.TestSheet(other, own)); !cmp.Equal(got, []string{"= 测试", "通电", "= 清洁", "外观清洁"}) {
		t.Errorf("the sheet of the file became %q", got)
	}
	laptop := repair.Device{Kind: repair.KindLaptop}
	if got := trade.Default().TestSheet(laptop, own); len(got) != 43 {
		t.Errorf("a laptop has %d lines", len(got))
	}
}

func TestMistakesInSheetsAreNamed(t *testing.T) {
	const good = `printer.cleaning = [ { key = "good", zh = "好" } ]`
	for _, tt := range []struct{ name, text, zh, en string }{
		{"unknown kind", `phone.tests = []`, "tests.toml 第 1 行：没有 phone.tests 这个名字，请照自带的写法。", "tests.toml, line 1: there is no phone.tests; take a name of the built-in lines."},
		{"no list", `laptop.tests = 3`, `tests.toml 第 1 行：要写成一列：[ { key = "power.on", zh = "能开机", en = "Powers on" } ]。`, `tests.toml, line 1: it must be a list: [ { key = "power.on", zh = "能开机", en = "Powers on" } ].`},
		{"no words", "laptop.tests = [\n{ key = \"power.adapter\" },\n{ key = \"mine\" },\n]", "tests.toml 第 3 行：缺 zh：这一项叫什么。", "tests.toml, line 3: zh is missing: the name of the line."},
		{"twice", "laptop.tests = [\n{ key = \"power.adapter\" },\n{ key = \"power.adapter\" },\n]", "tests.toml 第 3 行：key power.adapter 写了两次。", "tests.toml, line 3: the key power.adapter is there twice."},
		{"bad key", "laptop.tests = [\n{ key = \"电源\", zh = \"电源\" },\n]", "tests.toml 第 2 行：key 用小写英文字母开头，可以有一个点，点前点后最多 16 个字母、数字或 -。", "tests.toml, line 2: a key begins with a small letter and may have one dot; before and after it stand at most 16 letters, digits or -."},
		{"a key of the second time", "laptop.tests = [\n{ key = \"on.again\", zh = \"开\" },\n]", "tests.toml 第 2 行：key 用小写英文字母开头，可以有一个点，点前点后最多 16 个字母、数字或 -。", "tests.toml, line 2: a key begins with a small letter and may have one dot; before and after it stand at most 16 letters, digits or -."},
		{"unknown word", "laptop.tests = [\n{ key = \"on\", zh = \"开\", colour = 1 },\n]", "tests.toml 第 2 行：一行里可以写 part key zh en again trays，没有 colour。", "tests.toml, line 2: a line has part, key, zh, en, again and trays, and no colour."},
		{"a number as words", "laptop.tests = [\n{ key = \"on\", zh = 1 },\n]", "tests.toml 第 2 行：part key zh en 要放在英文引号里，again 和 trays 写 true 或 false。", "tests.toml, line 2: part, key, zh and en stand in quotation marks, again and trays are true or false."},
		{"a caption with a key", "laptop.tests = [\n{ part = \"power\", key = \"on\", zh = \"开\" },\n]", "tests.toml 第 2 行：part 是小标题，自己占一行，不和 key 写在一起。", "tests.toml, line 2: part is a caption and has a line of its own, without a key."},
		{"too long", "laptop.tests = [\n{ key = \"on\", zh = \"" + strings.Repeat("长", 25) + "\" },\n]", "tests.toml 第 2 行：太长：25 个字，最多 24 个。", "tests.toml, line 2: too long: 25 characters, at most 24."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := load(t, "tests.toml", tt.text+"\n"+good)
			if diff := cmp.Diff([]string{tt.zh}, said(i18n.ZH, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{tt.en}, said(i18n.EN, problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			lines := d.TestSheet(repair.Device{Kind: repair.KindPrinter}, nil)
			if got := lines[len(lines)-1].Text; got != "好" {
				t.Errorf("the good line after it: %q", got)
			}
		})
	}
}
