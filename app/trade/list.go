package trade

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"countertop/app/i18n"
	"countertop/app/repair"
)

// The limits of lists.toml; docs/shop-files.md tells them.
const (
	maxWord    = 24 // characters
	maxEntries = 40
	maxFields  = 9
	maxYuan    = 1_000_000
)

// list takes one setting of lists.toml.
func (d *data) list(s setting, shipped bool) []Problem {
	_, known := d.lists[s.name]
	_, form := d.forms[s.name]
	known = known || form || s.name == "rough"
	if !known && !shipped {
		return s.refuse(unknownName(s.name))
	}
	switch {
	case s.name == "rough":
		return d.fees(s)
	case form || shipped && strings.HasSuffix(s.name, ".form"):
		return d.form(s)
	}
	words, problems, ok := d.words(s, s.value)
	if ok {
		d.lists[s.name] = words
	}
	return problems
}

// words are the good entries of a list; ok says that it is a list.
func (d *data) words(s setting, value any) (words []string, problems []Problem, ok bool) {
	entries, ok := value.([]any)
	if !ok {
		return nil, s.refuse(notList), false
	}
	words = []string{}
	for _, e := range entries {
		text, isText := e.(string)
		if n, isNumber := e.(int64); isNumber && strings.HasSuffix(s.name, ".form") {
			text, isText = strconv.FormatInt(n, 10), true
		}
		if !isText {
			problems = append(problems, s.refuse(notText)...)
			continue
		}
		at := s.at(text, 0)
		word, english, reason := d.word(s.name, text)
		switch {
		case reason != (sentence{}):
			problems = append(problems, at.refuse(reason)...)
		case has(words, word):
			problems = append(problems, s.at(text, 1).refuse(sentence{short(text) + " 写了两次", short(text) + " is there twice"})...)
		case len(words) == maxEntries:
			return words, append(problems, at.refuse(tooMany(maxEntries))...), true
		default:
			words = append(words, repair.ListWord(word, english))
			if english != "" {
				d.english[word] = english
			}
		}
	}
	return words, problems, true
}

// has reports whether a list has a word, in whatever English.
func has(words []string, word string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		zh, _ := repair.ListWords(w)
		return zh == word
	})
}

// word is the value that an entry of a list stands for: the key of our own
// text, or what the shop wrote. An entry may have both languages, "排线 |
// Cable".
func (d *data) word(list, text string) (word, english string, reason sentence) {
	word, english, both := strings.Cut(strings.ReplaceAll(text, "｜", "|"), "|")
	word, english = strings.TrimSpace(word), strings.TrimSpace(english)
	switch {
	case word == "" || both && english == "":
		return "", "", sentence{"引号里没有字", "there is nothing between the quotation marks"}
	case strings.Contains(english, "|"):
		return "", "", sentence{"一项里只能有一个 |", "an entry has one | at most"}
	}
	for _, w := range []string{word, english} {
		if reason := checkWord(w, maxWord); reason != (sentence{}) {
			return "", "", reason
		}
	}
	if key := keyOf(list, word); key != "" && !both {
		return key, "", sentence{}
	}
	if i18n.Has(word) { // it would be taken for the key
		return "", "", sentence{short(word) + " 是程序自己用的名字，请换一个写法", short(word) + " is a name of the program's own; write it in another way"}
	}
	return word, english, sentence{}
}

// families are the beginnings of the keys that a list may hold.
var families = map[string]string{
	"faults": "fault.", "accessories": "acc.", "papers": "acc.", "brands": "brand.", "parts": "part.", "works": "work.",
}

// ownTexts finds keys by their beginning and their text in either language.
var ownTexts = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	for _, key := range i18n.Keys() {
		for i, r := range key {
			if r != '.' {
				continue
			}
			for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
				at := key[:i+1] + strings.ToLower(i18n.T(lang, key))
				if index[at] == "" {
					index[at] = key
				}
			}
		}
	}
	return index
})

// keyOf is the key of one of our own texts for a word of a list, or "". A
// fault is looked for in its own kind of machine first.
func keyOf(list, word string) string {
	kind, family, ok := strings.Cut(list, ".")
	if !ok {
		kind, family = "", kind
	}
	family = families[family]
	if family == "" {
		return ""
	}
	word = strings.ToLower(word)
	if key := ownTexts()[family+kind+"."+word]; key != "" {
		return key
	}
	return ownTexts()[family+word]
}

// checkWord refuses what is too long or cannot stand on a line.
func checkWord(text string, limit int) sentence {
	if reason := checkLength(text, limit); reason != (sentence{}) {
		return reason
	}
	return checkRunes(text)
}

func checkLength(text string, limit int) sentence {
	n := utf8.RuneCountInString(text)
	if n <= limit {
		return sentence{}
	}
	a, b := strconv.Itoa(n), strconv.Itoa(limit)
	return sentence{"太长：" + a + " 个字，最多 " + b + " 个", "too long: " + a + " characters, at most " + b}
}

func checkRunes(text string) sentence {
	if strings.ContainsFunc(text, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) && r != '　' }) {
		return sentence{"有认不出的字，请另存为 UTF-8 编码", "it has characters that cannot be read; save the file as UTF-8"}
	}
	return sentence{}
}

func tooMany(limit int) sentence {
	n := strconv.Itoa(limit)
	return sentence{"太多：最多 " + n + " 项，后面的没有用", "too many: at most " + n + ", the rest is left out"}
}

func already(line int) sentence {
	n := strconv.Itoa(line)
	return sentence{"第 " + n + " 行已经写过，这里的没有用", "line " + n + " says it already, this one is left out"}
}

// fees takes the rough fees, whole yuan in the file.
func (d *data) fees(s setting) []Problem {
	entries, ok := s.value.([]any)
	if !ok {
		return s.refuse(sentence{"要写成一列：[ 50, 100 ]", "it must be a list: [ 50, 100 ]"})
	}
	var problems []Problem
	fees := []int64{}
	for _, e := range entries {
		yuan, ok := e.(int64)
		switch {
		case !ok || yuan < 1 || yuan > maxYuan:
			problems = append(problems, s.refuse(sentence{"费用要写整数元，不用引号", "a fee is a whole number of yuan without quotation marks"})...)
		case len(fees) == maxEntries:
			return append(problems, s.refuse(tooMany(maxEntries))...)
		default:
			fees = append(fees, yuan*100)
		}
	}
	d.estimate = fees
	return problems
}

var fieldKey = regexp.MustCompile(`^[a-z][a-z0-9-]{0,15}$`)

// form takes the form of a kind of machine. A field with a mistake is left
// out, the others stay.
func (d *data) form(s setting) []Problem {
	tables, ok := s.tables()
	if !ok {
		return s.refuse(sentence{
			`要写成一列：[ { key = "cpu", zh = "处理器", en = "CPU" } ]`,
			`it must be a list: [ { key = "cpu", zh = "处理器", en = "CPU" } ]`,
		})
	}
	var problems []Problem
	fields := []FormField{}
	for _, t := range tables {
		key, _ := t["key"].(string)
		at := s.at(`"`+key+`"`, 0)
		f, more, ok := d.field(at, t)
		problems = append(problems, more...)
		switch {
		case !ok:
		case slices.ContainsFunc(fields, func(g FormField) bool { return g.Key == key }):
			twice := sentence{"key " + key + " 写了两次", "the key " + key + " is there twice"}
			problems = append(problems, s.at(`"`+key+`"`, 1).refuse(twice)...)
		case len(fields) == maxFields:
			problems = append(problems, at.refuse(tooMany(maxFields))...)
		default:
			fields = append(fields, f)
		}
	}
	d.forms[s.name] = fields
	return problems
}

func (d *data) field(s setting, table map[string]any) (f FormField, problems []Problem, ok bool) {
	no := func(zh, en string) (FormField, []Problem, bool) {
		return FormField{}, append(problems, s.refuse(sentence{zh, en})...), false
	}
	good := true
	text := func(name string) string {
		v, ok := table[name].(string)
		good = good && (ok || table[name] == nil)
		return strings.TrimSpace(v)
	}
	f.Key, f.Zh, f.En = text("key"), text("zh"), text("en")
	kind := text("type")
	if v, ok := table["compare"]; ok {
		f.Compare, ok = v.(bool)
		good = good && ok
	}
	for name := range table {
		if !slices.Contains([]string{"key", "zh", "en", "type", "compare", "choices"}, name) {
			return no("一行里可以写 key zh en choices type compare，没有 "+short(name),
				"a field has key, zh, en, choices, type and compare, and no "+short(name))
		}
	}
	switch {
	case !good:
		return no("key zh en type 要放在英文引号里，compare 写 true 或 false",
			"key, zh, en and type stand in quotation marks, compare is true or false")
	case !fieldKey.MatchString(f.Key):
		return no("key 用小写英文字母开头，最多 16 个字母、数字或 -", "a key begins with a small letter and has at most 16 letters, digits or -")
	case f.Zh == "":
		return no("缺 zh：这一栏叫什么", "zh is missing: the name of the field")
	case kind != "" && kind != "text" && kind != "count":
		return no("type 只能是 text（文字）或 count（数字）", "the type is text or count")
	}
	if f.En == "" {
		f.En = f.Zh
	}
	for _, w := range []string{f.Zh, f.En} {
		if r := checkWord(w, maxWord); r != (sentence{}) {
			return no(r.zh, r.en)
		}
	}
	f.Count = kind == "count"
	if v, ok := table["choices"]; ok {
		f.Choices, problems, _ = d.words(s, v)
	}
	return f, problems, true
}
