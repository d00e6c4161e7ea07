package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"countertop/app/repair"
)

// gramRunes is the length of what is cut from each field for the index, and so
// the longest piece of a text that is looked up at once.
const gramRunes = 4

// folded is a text as it is searched: small letters and digits, full-width ones
// as ordinary ones, without white space and punctuation.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case r < utf8.RuneSelf:
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
		case unicode.IsSpace(r), unicode.IsPunct(r), unicode.IsControl(r):
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// foldedLines folds each field, those with something in them one a line.
func foldedLines(fields ...string) string {
	lines := make([]string, 0, len(fields))
	for _, f := range fields {
		if f = folded(f); f != "" && !slices.Contains(lines, f) {
			lines = append(lines, f)
		}
	}
	return strings.Join(lines, "\n")
}

// orderWords are the lines by which an order is found, beside its person.
func orderWords(o repair.Order) string {
	return foldedLines(o.ID.String(), o.Device.Serial, o.Device.IMEI, o.Device.IMEI2, o.Device.Article, o.Device.Name(), o.Symptom.Words)
}

// personWords are the lines by which a person is found.
func personWords(c repair.Customer) string {
	fields := append([]string{c.Name, c.Company}, phoneDigits(c)...)
	for _, p := range c.Contacts {
		fields = append(fields, p.Name)
	}
	return foldedLines(fields...)
}

// phoneDigits are the digits of all phones of a person and their contacts, one
// with the country's code also without it.
func phoneDigits(c repair.Customer) (list []string) {
	add := func(phone string) {
		d := onlyDigits(phone)
		list = append(list, d, atHome(d))
	}
	for _, p := range c.Phones {
		add(p)
	}
	for _, p := range c.Contacts {
		add(p.Phone)
	}
	return list
}

// atHome is a mobile number without the code of China before it.
func atHome(digits string) string {
	if len(digits) == 13 && strings.HasPrefix(digits, "861") {
		return digits[2:]
	}
	return digits
}

// grams are the words of lines for the index: every end of each line cut to
// gramRunes, each once.
func grams(lines string) string {
	seen := map[string]bool{}
	var out strings.Builder
	for line := range strings.Lines(lines) {
		rs := []rune(strings.TrimSuffix(line, "\n"))
		for i := range rs {
			g := string(rs[i:min(i+gramRunes, len(rs))])
			if !seen[g] {
				seen[g] = true
				out.WriteString(g)
				out.WriteByte(' ')
			}
		}
	}
	return out.String()
}

// question is what somebody looks for: words that must all be found, anywhere
// in a line.
type question []string

// Limits of a question: what nobody types must not become a long search.
const (
	maxWordsAsked = 6
	maxWordRunes  = 40
)

// ask folds a text. Words stand apart, but a number is one however it is
// spaced.
func ask(text string) (q question) {
	for _, f := range strings.Fields(text) {
		if f = folded(f); f != "" {
			q = append(q, f)
		}
	}
	if all := strings.Join(q, ""); all != "" && onlyDigits(all) == all {
		q = question{atHome(all)}
	}
	q = q[:min(len(q), maxWordsAsked)]
	for i, w := range q {
		if rs := []rune(w); len(rs) > maxWordRunes {
			q[i] = string(rs[:maxWordRunes])
		}
	}
	return q
}

// match is the question to the index: a beginning of a gram for a short word, a
// gram, or the grams of a long word, which must then be looked at, see exact.
// Every second gram does: each more that is asked for costs more than it keeps
// out.
func (q question) match() string {
	var terms []string
	for _, w := range q {
		rs := []rune(w)
		if len(rs) < gramRunes {
			terms = append(terms, `"`+w+`"*`)
		}
		for i := 0; i+gramRunes <= len(rs); i += 2 {
			terms = append(terms, `"`+string(rs[i:i+gramRunes])+`"`)
		}
		if odd := len(rs) - gramRunes; odd > 0 && odd%2 == 1 {
			terms = append(terms, `"`+string(rs[odd:])+`"`)
		}
	}
	return strings.Join(terms, " AND ")
}

// exact is a further condition, " AND …", for each long word: that it stands in
// one of these columns. Its arguments are long(len(columns)).
func (q question) exact(columns ...string) string {
	one := ` AND (instr(` + strings.Join(columns, `, ?) > 0 OR instr(`) + `, ?) > 0)`
	return strings.Repeat(one, len(q.long(1)))
}

// long are the words whose grams may be there without the word, each as often
// as there are columns.
func (q question) long(columns int) (args []any) {
	for _, w := range q {
		if utf8.RuneCountInString(w) > gramRunes {
			args = append(args, slices.Repeat([]any{w}, columns)...)
		}
	}
	return args
}
