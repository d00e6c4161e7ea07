package trade

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// places are the names that a script may have in braces.
var places = []string{
	"customer", "staff", "shop", "phone", "day", "machine", "number", "shelf", "n", "amount", "stage", "names", "fault", "part",
	"cause", "until",
}

// A script is one line; the foot of a page has no more room. What is filled in
// counts as four characters.
const maxZh, maxEn, filled = 60, 120, "····"

var (
	clause = regexp.MustCompile(`\[[^\[\]]*\]`)
	hole   = regexp.MustCompile(`\{[^{}]*\}`)
)

// fill puts args into a script. Values are not looked into: a customer called
// {n} stays {n}.
func fill(text string, args map[string]string) string {
	value := func(hole string) string { return args[hole[1:len(hole)-1]] }
	text = clause.ReplaceAllStringFunc(text, func(c string) string {
		c, otherwise, _ := strings.Cut(c[1:len(c)-1], "|")
		if slices.ContainsFunc(hole.FindAllString(c, -1), func(h string) bool { return value(h) == "" }) {
			return otherwise
		}
		return c
	})
	return hole.ReplaceAllStringFunc(text, value)
}

// script takes one text of scripts.toml.
func (d *data) script(s setting, shipped bool) []Problem {
	i := strings.LastIndexByte(s.name, '.')
	key, lang := s.name[:max(i, 0)], s.name[i+1:]
	both, known := d.scripts[key]
	if lang != "zh" && lang != "en" || !known && !shipped {
		return s.refuse(unknownName(s.name))
	}
	text, ok := s.value.(string)
	if !ok {
		return s.refuse(notText)
	}
	text = strings.ReplaceAll(strings.TrimSpace(text), "｜", "|")
	n, limit := 0, maxZh
	if lang == "en" {
		n, limit = 1, maxEn
	}
	if reason := checkScript(text, limit); reason != (sentence{}) {
		return s.refuse(reason)
	}
	both[n] = text
	d.scripts[key] = both
	return nil
}

func checkScript(text string, limit int) sentence {
	if reason := checkRunes(text); reason != (sentence{}) {
		return reason
	}
	if i := strings.IndexAny(text, "｛｝［］"); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		return chinesePunctuation(r)
	}
	if strings.ContainsAny(hole.ReplaceAllString(text, ""), "{}") {
		return sentence{"花括号 { } 没有成对", "a brace { } has no partner"}
	}
	if strings.ContainsAny(clause.ReplaceAllString(text, ""), "[]") {
		return sentence{"方括号 [ ] 没有成对，或者一个套着一个", "a bracket [ ] has no partner or stands in another"}
	}
	args := map[string]string{}
	for _, h := range hole.FindAllString(text, -1) {
		if !slices.Contains(places, h[1:len(h)-1]) {
			return sentence{"没有 " + short(h) + " 这样要填的词", short(h) + " is nothing that can be filled in"}
		}
		args[h[1:len(h)-1]] = filled
	}
	return checkLength(fill(text, args), limit)
}
