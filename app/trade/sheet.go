package trade

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
)

// The limits of tests.toml; docs/shop-files.md tells them.
const (
	maxTests   = 60
	maxTestEn  = 40 // letters of a line in English
	partOfKeys = "part-of."
)

// sheetLine is one line of a sheet as the file has it, or with part alone the
// caption over those that follow.
type sheetLine struct {
	part, key, zh, en string
	again, trays      bool
}

// Sheet is the test sheet for a machine: tests, those to be done once more
// after a power-off, cleaning. own is the configured list for machines of kind
// other, which counts as long as the owner has no sheet for them in the file.
func (t Trade) TestSheet(d repair.Device, own []string) []repair.TestLine {
	name := string(d.Kind) + ".tests"
	tests := t.data().sheets[name]
	if len(own) > 0 && d.Kind == repair.KindOther && reflect.DeepEqual(tests, shipped().sheets[name]) {
		tests = nil
		for i, text := range own {
			tests = append(tests, sheetLine{key: "own." + strconv.Itoa(i+1), zh: text})
		}
	}
	var b sheetBuilder
	for _, l := range tests {
		b.add(l, max(1, d.Trays), "")
	}
	b.part = "again"
	for _, l := range tests {
		if l.again {
			b.add(l, max(1, d.Trays), repair.AgainSuffix)
		}
	}
	b.part = "clean"
	for _, l := range t.data().sheets[string(d.Kind)+".cleaning"] {
		b.add(l, max(1, d.Trays), "")
	}
	return b.lines
}

// sheetBuilder writes down a caption only where the key does not tell it.
type sheetBuilder struct {
	lines       []repair.TestLine
	part, shown string
}

func (b *sheetBuilder) add(l sheetLine, trays int, suffix string) {
	if l.key == "" {
		if suffix == "" {
			b.part = l.part
		}
		return
	}
	n := 1
	if l.trays {
		n = trays
	}
	for i := range n {
		line := repair.TestLine{Key: l.key, Text: l.zh, En: l.en}
		if l.trays {
			number := strconv.Itoa(i + 1)
			line.Key += "." + number
			line.Text, line.En = strings.ReplaceAll(l.zh, "{n}", number), strings.ReplaceAll(l.en, "{n}", number)
		}
		line.Key += suffix
		if b.part != "" && b.part != PartOf(line, b.shown) {
			line.Part = b.part
		}
		b.shown = PartOf(line, b.shown)
		b.lines = append(b.lines, line)
	}
}

// PartOf is the part of the sheet that a line belongs to, after a line of part
// before: a name of the house, or "中文 | English".
func PartOf(l repair.TestLine, before string) string {
	first, _, _ := strings.Cut(l.Key, ".")
	switch {
	case l.Part != "":
		return l.Part
	case strings.HasSuffix(l.Key, repair.AgainSuffix):
		return "again"
	case i18n.Has(partOfKeys + first):
		return first
	case l.Text != "" && before != "":
		return before // one of the shop's own among others
	}
	return "test"
}

// PartText is the caption of a part.
func PartText(lang i18n.Lang, part string) string {
	if i18n.Has(partOfKeys + part) {
		return i18n.T(lang, partOfKeys+part)
	}
	zh, en, both := strings.Cut(part, " | ")
	if lang == i18n.EN && both {
		return en
	}
	return zh
}

// LineText is what a line of a test sheet says.
func LineText(lang i18n.Lang, l repair.TestLine) string {
	if l.Text != "" {
		if lang == i18n.EN && l.En != "" {
			return l.En
		}
		return l.Text
	}
	key := strings.TrimSuffix(l.Key, repair.AgainSuffix)
	if n, ok := strings.CutPrefix(key, "printer.tray."); ok {
		return i18n.T(lang, "line.printer.tray", "n", n)
	}
	if i18n.Has("line." + key) {
		return i18n.T(lang, "line."+key)
	}
	return i18n.T(lang, l.Key)
}

var testKey = regexp.MustCompile(`^[a-z][a-z0-9-]{0,15}(\.[a-z0-9-]{1,16})?$`)

// sheet takes one setting of tests.toml.
func (d *data) sheet(s setting, shipped bool) []Problem {
	if _, known := d.sheets[s.name]; !known && !shipped {
		return s.refuse(unknownName(s.name))
	}
	tables, ok := s.tables()
	if !ok {
		return s.refuse(sentence{
			`要写成一列：[ { key = "power.on", zh = "能开机", en = "Powers on" } ]`,
			`it must be a list: [ { key = "power.on", zh = "能开机", en = "Powers on" } ]`,
		})
	}
	var problems []Problem
	lines, n := []sheetLine{}, 0
	for _, t := range tables {
		name := "key"
		if _, ok := t["part"]; ok {
			name = "part"
		}
		key, _ := t[name].(string)
		at := s.at(`"`+key+`"`, 0)
		l, reason := d.sheetLine(t)
		switch {
		case reason != (sentence{}):
			problems = append(problems, at.refuse(reason)...)
		case l.key != "" && slices.ContainsFunc(lines, func(x sheetLine) bool { return x.key == l.key }):
			twice := sentence{"key " + key + " 写了两次", "the key " + key + " is there twice"}
			problems = append(problems, s.at(`"`+key+`"`, 1).refuse(twice)...)
		case l.key != "" && n == maxTests:
			problems = append(problems, at.refuse(tooMany(maxTests))...)
		default:
			if l.key != "" {
				n++
			}
			lines = append(lines, l)
		}
	}
	d.sheets[s.name] = lines
	return problems
}

// sheetLine reads one line. Words that are those of the house are left out, so
// that the line keeps them in both languages and an order only its key.
func (d *data) sheetLine(table map[string]any) (l sheetLine, reason sentence) {
	good := true
	text := func(name string) string {
		v, ok := table[name].(string)
		good = good && (ok || table[name] == nil)
		return strings.TrimSpace(v)
	}
	yes := func(name string) bool {
		v, ok := table[name].(bool)
		good = good && (ok || table[name] == nil)
		return v
	}
	l.part, l.key, l.zh, l.en = text("part"), text("key"), text("zh"), text("en")
	l.again, l.trays = yes("again"), yes("trays")
	for name := range table {
		if !slices.Contains([]string{"part", "key", "zh", "en", "again", "trays"}, name) {
			return l, sentence{
				"一行里可以写 part key zh en again trays，没有 " + short(name),
				"a line has part, key, zh, en, again and trays, and no " + short(name),
			}
		}
	}
	id := l.key
	if _, part := table["part"]; part {
		id = l.part
		if l.key != "" {
			return l, sentence{"part 是小标题，自己占一行，不和 key 写在一起", "part is a caption and has a line of its own, without a key"}
		}
	}
	switch {
	case !good:
		return l, sentence{
			"part key zh en 要放在英文引号里，again 和 trays 写 true 或 false",
			"part, key, zh and en stand in quotation marks, again and trays are true or false",
		}
	case !testKey.MatchString(id) || strings.HasSuffix(id, repair.AgainSuffix):
		return l, sentence{
			"key 用小写英文字母开头，可以有一个点，点前点后最多 16 个字母、数字或 -",
			"a key begins with a small letter and may have one dot; before and after it stand at most 16 letters, digits or -",
		}
	}
	house := "line." + l.key
	if l.part != "" {
		house = partOfKeys + l.part
	}
	switch {
	case i18n.Has(house) && (l.zh == "" || l.zh == i18n.T(i18n.ZH, house)) && (l.en == "" || l.en == i18n.T(i18n.EN, house)):
		l.zh, l.en = "", ""
		return l, sentence{}
	case l.zh == "":
		return l, sentence{"缺 zh：这一项叫什么", "zh is missing: the name of the line"}
	}
	if r := checkWord(l.zh, maxWord); r != (sentence{}) {
		return l, r
	}
	if r := checkWord(l.en, maxTestEn); r != (sentence{}) {
		return l, r
	}
	if l.part != "" {
		l.part = l.zh
		if l.en != "" {
			l.part += " | " + l.en
		}
		l.zh, l.en = "", ""
	}
	return l, sentence{}
}
