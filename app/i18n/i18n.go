package i18n

import (
	"maps"
	"slices"
	"strings"
)

// Lang is a language of the program, as it stands in the configuration.
type Lang string

// The languages. Whatever is not EN is shown in ZH.
const (
	ZH Lang = "zh-CN"
	EN Lang = "en"
)

// texts are the texts of one area: key, then Chinese and English. In a text
// {n} stands for the argument n, and {n|day|days} for the first word if n is
// "1" and for the second otherwise.
type texts map[string]struct{ zh, en string }

// table holds all texts: those of every area.
var table = merge(
	benchTexts, checkinTexts, checklistTexts, enquiryTexts, entryTexts, printerTroubleTexts, handoverTexts, labelTexts, machineTexts,
	mayTexts, moreTexts, pagesTexts, paperTexts, printTexts, rulesTexts, scannersTexts, scanTexts, screensTexts, serviceTexts, settingTexts,
	lackTexts, nocopyTexts, correctTexts,
	historyTexts, customerFileTexts,
	settingsTexts, setupTexts, calendarTexts, sheetTexts, shelvesTexts, staffTexts, stocktakeTexts, numberTexts,
	todayTexts, valuesTexts, whereTexts,
	workTexts,
)

// merge is one table of the texts of many areas. A key that two of them have,
// or a text that lacks a language, stops the program at its start.
func merge(areas ...texts) texts {
	n := 0
	for _, ts := range areas {
		n += len(ts)
	}
	all := make(texts, n)
	for _, ts := range areas {
		for key, t := range ts {
			if _, twice := all[key]; twice || t.zh == "" || t.en == "" {
				panic("i18n: the text " + key + " is there twice or lacks a language")
			}
			all[key] = t
		}
	}
	return all
}

// Has reports whether there is a text for key.
func Has(key string) bool {
	_, ok := table[key]
	return ok
}

// T is the text of key in a language. args are pairs of name and value. A key
// without a text is returned as it is: lists of the shop hold keys of ours and
// words of its own.
func T(lang Lang, key string, args ...string) string {
	t, ok := table[key]
	switch {
	case !ok:
		return key
	case lang == EN:
		return fill(t.en, args)
	}
	return fill(t.zh, args)
}

// fill puts arguments into a text. Values are not looked into, so that a
// customer called {n} stays {n}; an argument that is not given stays visible.
func fill(text string, args []string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String()
		}
		b.WriteString(value(name, args))
		text = after
	}
}

func value(name string, args []string) string {
	name, forms, plural := strings.Cut(name, "|")
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		if !plural {
			return args[i+1]
		}
		one, many, _ := strings.Cut(forms, "|")
		if args[i+1] == "1" {
			return one
		}
		return many
	}
	return "{" + name + "}"
}

// Keys are the keys of all texts, in order.
func Keys() []string { return slices.Sorted(maps.Keys(table)) }
