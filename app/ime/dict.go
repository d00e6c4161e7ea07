package ime

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Options are what a shop may change. The zero value is the shipped state.
type Options struct {
	// Lexicon holds the shop's own words in the form of assets/ime/shop.dict;
	// "" is the shipped one.
	Lexicon string
	// Fuzzy are pairs of beginnings or ends of syllables that count as one,
	// such as "zh=z", "n=l" or "ng=n".
	Fuzzy []string
}

// Dict is the dictionary: base words, words of the shop, and names. It is
// built once and then never changes.
type Dict struct {
	base  *base
	shop  *table
	fuzzy [][]uint16 // other syllables that each syllable may stand for
}

// New builds a Dict in about 60 ms.
//
// If lines of the lexicon or fuzzy pairs are wrong it returns the Dict without
// them, and an error that joins a *LineError for each such line and a
// *FuzzyError for each such pair. Only then it is not nil.
func New(o Options) (*Dict, error) {
	d := &Dict{base: loadBase()}
	lexicon := o.Lexicon
	if lexicon == "" {
		lexicon = mustRead("shop.dict")
	}
	words, bad := parseLexicon(lexicon, d.base.read)
	d.shop = newTable(words, d.base.total)
	fuzzy, badPairs := fuzzySyllables(o.Fuzzy)
	d.fuzzy = fuzzy
	return d, errors.Join(append(bad, badPairs...)...)
}

// LineError says why a line of a lexicon does not count.
type LineError struct {
	Line   int // from 1
	Text   string
	Reason Reason
}

// Reason is why a line is wrong.
type Reason int

// The reasons.
const (
	BadReading Reason = iota // not pinyin, or more than 16 syllables
	NoReading                // none given, and the dictionary lacks a character
	BadWeight                // not a whole number from 0 to 10,000,000
	BadForm                  // no word, or more than three columns
)

func (r Reason) String() string {
	switch r {
	case BadReading:
		return "the reading is not pinyin of at most 16 syllables"
	case NoReading:
		return "the word has a character whose reading must be given"
	case BadWeight:
		return "the weight is not a whole number from 0 to 10000000"
	default:
		return "want word, reading and weight, parted by tabs"
	}
}

func (e *LineError) Error() string {
	return fmt.Sprintf("ime: lexicon line %d: %q: %s", e.Line, e.Text, e.Reason)
}

// entry is a line of a lexicon.
type term struct {
	text   string
	ids    []uint16
	weight int
}

const (
	maxWeight     = 10_000_000
	defaultWeight = 2_000 // that of a common word
)

// parseLexicon reads lines of word, reading and weight parted by tabs; read
// finds the reading where none is given. The errors are *LineError.
func parseLexicon(text string, read func(string) []uint16) (entries []term, bad []error) {
	n := strings.Count(text, "\n") + 1
	entries = make([]term, 0, n)
	ids := make([]uint16, 0, 3*n) // of all entries, so that each is no allocation
	n = 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		e, more, why := parseLine(line, ids, read)
		if why != nil {
			bad = append(bad, &LineError{n, line, *why})
			continue
		}
		ids = more
		entries = append(entries, e)
	}
	return entries, bad
}

// parseLine reads one line and puts the reading behind ids.
func parseLine(line string, ids []uint16, read func(string) []uint16) (term, []uint16, *Reason) {
	no := func(r Reason) (term, []uint16, *Reason) { return term{}, nil, &r }
	word, rest, _ := strings.Cut(line, "\t")
	reading, weight, _ := strings.Cut(rest, "\t")
	e := term{text: strings.TrimSpace(word), weight: defaultWeight}
	if e.text == "" || strings.Contains(weight, "\t") {
		return no(BadForm)
	}
	from := len(ids)
	if reading = strings.TrimSpace(reading); reading != "" {
		var ok bool
		if ids, ok = appendReading(ids, reading); !ok {
			return no(BadReading)
		}
	} else if ids = append(ids, read(e.text)...); len(ids) == from {
		return no(NoReading)
	}
	if len(ids)-from > maxSyllables {
		return no(BadReading)
	}
	if weight = strings.TrimSpace(weight); weight != "" {
		w, err := strconv.Atoi(weight)
		if err != nil || w < 0 || w > maxWeight {
			return no(BadWeight)
		}
		e.weight = w
	}
	e.ids = ids[from:len(ids):len(ids)]
	return e, ids, nil
}
