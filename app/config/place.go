package config

import (
	"regexp"
	"strings"
)

// place is where a key or the head of a table stands.
type place struct {
	key  string // dotted: station.letter
	nth  int    // which of several tables ([[printer]]), from 0
	line int    // from 1
}

// token is one piece of TOML: a comment, a text in any of its quotation marks,
// a sign, or a word.
var token = regexp.MustCompile(`(?s)#[^\n]*|"""(?:\\.|[^\\])*?"{3,5}|'''.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*'|[\[\]{}=,\n]|[^\s\[\]{}=,#"']+`)

// places lists the keys and heads of a valid TOML text as they come. The TOML
// package keeps one position a name, that of the last table, and keeps it to
// itself once the text is read.
func places(text string) (all []place) {
	type table struct {
		key  string
		nth  int
		list bool
	}
	open := []table{{}} // the table of the last head, then what is open within
	heads := map[string]int{}
	word, key := "", ""
	brackets, value := 0, false
	for _, at := range token.FindAllStringIndex(text, -1) {
		in, line := &open[len(open)-1], 1+strings.Count(text[:at[0]], "\n")
		switch t := text[at[0]:at[1]]; t {
		case "=":
			key, value = strings.TrimPrefix(in.key+"."+word, "."), true
			all = append(all, place{key, in.nth, line})
			word = ""
		case "[":
			if len(open) == 1 && !value {
				brackets++
				continue
			}
			open = append(open, table{key, -1, true})
		case "{":
			if in.list {
				in.nth++
				open = append(open, table{in.key, in.nth, false})
				continue
			}
			open = append(open, table{key, in.nth, false})
		case "]", "}":
			switch {
			case len(open) > 1:
				open = open[:len(open)-1]
			case brackets > 0:
				name, _, _ := strings.Cut(word, ".")
				if brackets > 1 {
					heads[word]++
				}
				open[0] = table{word, max(0, heads[name]-1), false}
				all = append(all, place{word, open[0].nth, line})
				brackets = 0
			}
		case ",", "\n":
			word, value = "", value && len(open) > 1
		default:
			if t[0] != '#' {
				word += strings.Trim(t, `"'`)
			}
		}
	}
	return all
}

// lineOf finds the line of a key, or of the head of the table that lacks it.
// Keys match in either case, as for the TOML package.
func lineOf(text, key string, nth int) int {
	all := places(text)
	for {
		for _, p := range all {
			if p.nth == nth && strings.EqualFold(p.key, key) {
				return p.line
			}
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return 1
		}
		key = key[:i]
	}
}
