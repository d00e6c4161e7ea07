package trade

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// setting is one value of a file.
type setting struct {
	file  string
	name  string // dotted: "laptop.faults"
	value any
	line  int    // the first, from 1
	text  string // as it stands in the file
}

func (s setting) refuse(r sentence) []Problem { return []Problem{{s.file, s.line, r.zh, r.en}} }

// at is the setting with the line of a value in it: the nth such, from 0.
func (s setting) at(value string, nth int) setting {
	i := 0
	for ; nth >= 0; nth-- {
		j := strings.Index(s.text[i:], value)
		if j < 0 || value == "" {
			return s
		}
		i += j + len(value)
	}
	s.line += strings.Count(s.text[:i], "\n")
	return s
}

// A setting of more lines is none of ours, and a file with more mistakes is
// none of ours either: reading on would take for ever.
const maxLines, maxMistakes = 100, 50

// begins is how a setting or the head of a table begins, Chinese marks
// included: the one before it ends there, whatever is missing in it.
var begins = regexp.MustCompile(`^\s*([\p{L}\d_.\-"']+\s*[=＝]|\[|【)`)

// settings reads TOML piece by piece, so that a mistake costs its own setting
// only and has its line.
func settings(file, text string) (all []setting, problems []Problem) {
	lines := strings.Split(text, "\n")
	table, first := "", map[string]int{}
	for i, n := 0, 1; i < len(lines); i, n = i+n, 1 {
		piece := lines[i]
		head := strings.TrimSpace(piece)
		if head == "" || head[0] == '#' {
			continue
		}
		tree, err := decode(piece)
		for err != nil && i+n < len(lines) && n < maxLines && !begins.MatchString(lines[i+n]) {
			n++
			piece = strings.Join(lines[i:i+n], "\n")
			tree, err = decode(piece)
		}
		s := setting{file: file, line: i + 1, text: piece}
		if err != nil && len(problems) == maxMistakes {
			return all, append(problems, s.refuse(sentence{"错误太多，从这里起没有读", "too many mistakes; from here on nothing was read"})...)
		}
		if err != nil {
			line, reason := explain(piece)
			s.line += line
			problems = append(problems, s.refuse(reason)...)
			continue
		}
		if head[0] == '[' {
			table = nameOf(tree)
			continue
		}
		for _, s := range s.flatten(table, tree) {
			if at, twice := first[s.name]; twice {
				problems = append(problems, s.refuse(already(at))...)
				continue
			}
			first[s.name] = s.line
			all = append(all, s)
		}
	}
	return all, problems
}

// tables are the tables of a list of them; ok says that it is a list. What is
// no table is an empty one.
func (s setting) tables() (tables []map[string]any, ok bool) {
	switch v := s.value.(type) {
	case []map[string]any:
		return v, true
	case []any:
		for _, e := range v {
			t, _ := e.(map[string]any)
			tables = append(tables, t)
		}
		return tables, true
	}
	return nil, false
}

func decode(piece string) (tree map[string]any, err error) {
	_, err = toml.Decode(piece, &tree)
	return tree, err
}

// nameOf is the name of a table with nothing in it.
func nameOf(tree map[string]any) string {
	for name, v := range tree {
		if t, ok := v.(map[string]any); ok && len(t) > 0 {
			return name + "." + nameOf(t)
		}
		return name
	}
	return ""
}

// flatten gives every value in a tree its dotted name.
func (s setting) flatten(prefix string, tree map[string]any) (all []setting) {
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		s := s
		s.name, s.value = strings.TrimPrefix(prefix+"."+name, "."), tree[name]
		if t, ok := s.value.(map[string]any); ok {
			all = append(all, s.flatten(s.name, t)...)
			continue
		}
		all = append(all, s)
	}
	return all
}
