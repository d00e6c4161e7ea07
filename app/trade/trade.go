package trade

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/assets"
)

// Trade is what the shop says and chooses from. It does not change, and a copy
// is one word long; the zero Trade is Default. All slices that its methods
// return are shared: do not change them.
type Trade struct{ own *data }

// data is the content of a Trade. A setting is known if it is there.
type data struct {
	lists    map[string][]string // by name: "laptop.faults", "papers"
	forms    map[string][]FormField
	sheets   map[string][]sheetLine // by name: "laptop.tests", "laptop.cleaning"
	estimate []int64                // fen
	scripts  map[string][2]string   // by key without "script.": Chinese, English
	english  map[string]string      // of words that are no keys, for those that were kept without it
	lexicon  string
	years    map[int]officialYear
	official *repair.Official // made of years
}

// FormField is one line of the form of a kind of machine. What is noted under
// the keys cpu, memory and disk goes to repair.Device.Figures, under trays to
// Trays, under all others to Form.
type FormField struct {
	Key, Zh, En string
	// Choices are offered beside typing; Trade.Text knows their English.
	Choices []string
	// Count says that the value is a whole number.
	Count bool
	// Compare says that the end test shows the value beside its own.
	Compare bool
}

// Label is what the field is called.
func (f FormField) Label(lang i18n.Lang) string {
	if lang == i18n.EN {
		return f.En
	}
	return f.Zh
}

var shipped = sync.OnceValue(func() *data {
	d := &data{
		lists: map[string][]string{}, forms: map[string][]FormField{}, sheets: map[string][]sheetLine{},
		scripts: map[string][2]string{}, english: map[string]string{}, years: map[int]officialYear{},
	}
	ps := slices.Concat(d.read(listsFile, assets.TradeLists, true), d.read(testsFile, assets.TradeTests, true),
		d.read(scriptsFile, assets.TradeScripts, true), d.read(calendarFile, assets.TradeCalendar, true))
	if len(ps) > 0 {
		panic("trade: " + ps[0].Text(i18n.EN)) // the files are part of the program
	}
	d.official = officialOf(d.years)
	return d
})

// Default is the shipped Trade.
func Default() Trade { return Trade{shipped()} }

func (t Trade) data() *data {
	if t.own == nil {
		return shipped()
	}
	return t.own
}

// clone copies all that reading a file changes.
func (d *data) clone() *data {
	c := *d
	c.lists, c.forms = maps.Clone(d.lists), maps.Clone(d.forms)
	c.sheets = maps.Clone(d.sheets)
	c.scripts, c.english = maps.Clone(d.scripts), maps.Clone(d.english)
	c.years = maps.Clone(d.years)
	return &c
}

// Equal reports whether two Trades say and offer the same.
func (t Trade) Equal(u Trade) bool { return reflect.DeepEqual(t.data(), u.data()) }

func (t Trade) list(name string) []string { return t.data().lists[name] }

// Faults are what is usually wrong with a kind of machine, the most usual
// first. Like all lists they hold keys of i18n and words of the shop's own;
// Text says both to people.
func (t Trade) Symptoms(k repair.DeviceKind) []string { return t.list(string(k) + ".faults") }

// Accessories are what people bring with a kind of machine, papers excepted.
func (t Trade) Accessories(k repair.DeviceKind) []string { return t.list(string(k) + ".accessories") }

// Papers are the invoice and the like, which may come with any machine.
func (t Trade) Papers() []string { return t.list("papers") }

// Brands are the usual makers of a kind of machine.
func (t Trade) Brands(k repair.DeviceKind) []string { return t.list(string(k) + ".brands") }

// Parts are what is usually put into a kind of machine.
func (t Trade) Parts(k repair.DeviceKind) []string { return t.list(string(k) + ".parts") }

// Works are what is usually done to a kind of machine.
func (t Trade) Works(k repair.DeviceKind) []string { return t.list(string(k) + ".works") }

// Relations are what a person who collects may be to the customer.
func (t Trade) Relations() []string { return t.list("relations") }

// Topics are what people ask who bring no machine.
func (t Trade) Topics() []string { return t.list("topics") }

// Form is what is noted of a kind of machine.
func (t Trade) Form(k repair.DeviceKind) []FormField { return t.data().forms[string(k)+".form"] }

// RoughFen are the rough fees to choose from, in fen.
func (t Trade) EstimateFen() []int64 { return t.data().estimate }

// Lexicon is the input method's list of the shop's words if the shop has any
// of its own, else "": the lines of its shop.dict with their numbers, then the
// shipped ones of all other words. Its form is that of assets/ime/shop.dict.
func (t Trade) Lexicon() string { return t.data().lexicon }

// Text says an entry of a list to people: the text of a key, or a word of the
// shop's own in the language if it has one there, whatever the list has become
// since. Any other value is returned as it is.
func (t Trade) Text(lang i18n.Lang, value string) string {
	if zh, en := repair.ListWords(value); en != "" {
		if lang == i18n.EN {
			return en
		}
		return zh
	}
	if en, ok := t.data().english[value]; ok && lang == i18n.EN {
		return en
	}
	return i18n.T(lang, value)
}

// TextIn is Text in a language by its name in the configuration.
func (t Trade) TextIn(lang, value string) string { return t.Text(i18n.Lang(lang), value) }

// Key is the entry of a list that a text says in either language, as a person
// types it or as it was kept before entries were; a text that no entry says is
// returned as it is.
func (t Trade) Key(text string, list ...string) string {
	plain := strings.ToLower(strings.TrimSpace(text))
	for _, value := range list {
		if plain == strings.ToLower(t.Text(i18n.ZH, value)) || plain == strings.ToLower(t.Text(i18n.EN, value)) {
			return value
		}
	}
	return text
}

// Keys are the entries of a list that texts say, as Key has them; each once.
func (t Trade) Keys(texts []string, list ...string) (keys []string) {
	for _, text := range texts {
		if key := t.Key(text, list...); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// Script is what to say: key is "script." and the key of scripts.toml,
// "script.checkin.phone". args fill the places in it, by name: "day". A clause
// in square brackets is left out if a place in it has no value; of "[a|b]", b
// is said then. It is "" for a key that is not there, and where the owner wants
// nothing said.
func (t Trade) Script(lang i18n.Lang, key string, args map[string]string) string {
	both := t.data().scripts[strings.TrimPrefix(key, "script.")]
	if lang == i18n.EN {
		return fill(both[1], args)
	}
	return fill(both[0], args)
}

// With is the Trade with lists that the settings of the shop have in place of
// those of the files: entries as the settings write them, by the names in
// lists.toml. estimateFen nil leaves the estimates.
func (t Trade) With(lists map[string][]string, estimateFen []int64) Trade {
	if len(lists) == 0 && estimateFen == nil {
		return t
	}
	d := t.data().clone()
	for name, items := range lists {
		words := []string{}
		for _, item := range items {
			if word, english, reason := d.word(name, item); reason == (sentence{}) && !has(words, word) {
				words = append(words, repair.ListWord(word, english))
				if english != "" {
					d.english[word] = english
				}
			}
		}
		d.lists[name] = words
	}
	if estimateFen != nil {
		d.estimate = estimateFen
	}
	return Trade{d}
}

// SettingValue is what the Trade has for a setting of the shop, in canonical
// form; "" for one that no list is.
func (t Trade) SettingValue(key string) string {
	if key == repair.SetEstimates {
		var items []string
		for _, fen := range t.EstimateFen() {
			items = append(items, strconv.FormatInt(fen/100, 10))
		}
		return repair.SettingList(repair.SettingAmounts, items)
	}
	name, ok := strings.CutPrefix(key, repair.ListKey(""))
	if !ok {
		return ""
	}
	var items []string
	for _, word := range t.list(name) {
		items = append(items, t.item(word))
	}
	return repair.SettingList(repair.SettingWords, items)
}

// item is an entry of a list as it is written: the text of a key in Chinese,
// which is read as the key again, or the words of the shop.
func (t Trade) item(word string) string {
	if zh, en := repair.ListWords(word); en != "" {
		return repair.WordItem(zh, en)
	}
	return i18n.T(i18n.ZH, word)
}
