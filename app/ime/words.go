package ime

import (
	"math"
	"slices"
	"strings"
)

// Word is one thing a station learned.
type Word struct {
	Text    string
	Reading string // syllables parted by apostrophes, "wei'xiu'dan"
	N       int    // how often it was chosen
}

// Words are what a station learned: a value. The zero value is empty.
type Words struct {
	list []*learned // ordered by reading, then the latest first; never written to again
	last int        // counts what was learned, so that the latest is known
}

// learned is a Word ready to be found by its reading.
type learned struct {
	Word
	ids  []uint16
	last int
}

// Len is how many words there are.
func (w Words) Len() int { return len(w.list) }

// All returns the words in the order in which they were last learned, so that
// learning them again one by one gives the same Words.
func (w Words) All() []Word {
	list := slices.SortedFunc(slices.Values(w.list), func(a, b *learned) int { return a.last - b.last })
	words := make([]Word, len(list))
	for i, l := range list {
		words[i] = l.Word
	}
	return words
}

// Learn returns w with x chosen x.N times more, at least once. A word with a
// reading that is none, or longer than 16 syllables, is not learned. It takes
// a few microseconds at 10,000 words; w stays as it was.
func (w Words) Learn(x Word) Words {
	ids, ok := parseReading(x.Reading)
	if !ok || len(ids) > maxSyllables || x.Text == "" {
		return w
	}
	from, _ := slices.BinarySearchFunc(w.list, ids, func(l *learned, ids []uint16) int { return slices.Compare(l.ids, ids) })
	old := from
	for old < len(w.list) && slices.Equal(w.list[old].ids, ids) && w.list[old].Text != x.Text {
		old++
	}
	x.N = max(x.N, 1)
	rest := w.list[from:]
	if old < len(w.list) && slices.Equal(w.list[old].ids, ids) {
		x.N += w.list[old].N
		rest = slices.Concat(w.list[from:old], w.list[old+1:])
	}
	l := &learned{Word{strings.Clone(x.Text), joinReading(ids), x.N}, ids, w.last + 1}
	return Words{slices.Concat(w.list[:from], []*learned{l}, rest), w.last + 1}
}

// Forget returns w without the word, in whatever reading.
func (w Words) Forget(text string) Words {
	list := slices.DeleteFunc(slices.Clone(w.list), func(l *learned) bool { return l.Text == text })
	return Words{list, w.last}
}

// Words are searched as a source of the lattice.
func (w Words) size() int              { return len(w.list) }
func (w Words) reading(k int) []uint16 { return w.list[k].ids }
func (w Words) text(k int) string      { return w.list[k].Text }

// cost makes a word that was learned once as likely as a common word of the
// dictionary, of which a character is one in about 100 million.
func (w Words) cost(k int) float32 {
	const total, each = 95e6, 4_000
	return float32(math.Log(total / (each * float64(min(w.list[k].N, 50)))))
}
