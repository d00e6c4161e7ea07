package ime

import (
	"cmp"
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
	// A word of recent counts instead of the same one of list. Learning copies
	// recent, which is short, and seldom list.
	recent, list lessons
	last         int // counts what was learned, so that the latest is known
}

// maxRecent is how long Words.recent grows.
const maxRecent = 128

// lessons are ordered by reading, then the latest first, and never written to
// again.
type lessons []*learned

// learned is a Word ready to be found by its reading.
type learned struct {
	Word
	ids  []uint16
	last int
}

func (l *learned) before(m *learned) int {
	return cmp.Or(slices.Compare(l.ids, m.ids), cmp.Compare(m.last, l.last))
}

func (l *learned) same(m *learned) bool { return l.Text == m.Text && slices.Equal(l.ids, m.ids) }

// Len is how many words there are.
func (w Words) Len() int { return len(w.merged()) }

// All returns the words in the order in which they were last learned, so that
// learning them again one by one gives the same Words.
func (w Words) All() []Word {
	list := slices.SortedFunc(slices.Values(w.merged()), func(a, b *learned) int { return a.last - b.last })
	words := make([]Word, len(list))
	for i, l := range list {
		words[i] = l.Word
	}
	return words
}

// Learn returns w with x chosen x.N times more, at least once. A word with a
// reading that is none, or longer than 16 syllables, is not learned. At
// 10,000 words it takes a few microseconds, and once in 128 times less than a
// millisecond; w stays as it was.
func (w Words) Learn(x Word) Words {
	ids, ok := parseReading(x.Reading)
	if !ok || len(ids) > maxSyllables || x.Text == "" {
		return w
	}
	l := &learned{Word{strings.Clone(x.Text), joinReading(ids), max(x.N, 1)}, ids, w.last + 1}
	if old := cmp.Or(w.recent.find(l), w.list.find(l)); old != nil {
		l.N += old.N
	}
	recent := slices.DeleteFunc(slices.Clone(w.recent), l.same)
	at, _ := slices.BinarySearchFunc(recent, l, (*learned).before)
	w.recent, w.last = slices.Insert(recent, at, l), l.last
	if len(w.recent) > maxRecent {
		w.recent, w.list = nil, w.merged()
	}
	return w
}

// Forget returns w without the word, in whatever reading.
func (w Words) Forget(text string) Words {
	is := func(l *learned) bool { return l.Text == text }
	w.recent = slices.DeleteFunc(slices.Clone(w.recent), is)
	w.list = slices.DeleteFunc(slices.Clone(w.list), is)
	return w
}

// merged is everything in one list.
func (w Words) merged() lessons {
	all := make(lessons, 0, len(w.recent)+len(w.list))
	recent := w.recent
	for _, l := range w.list {
		for len(recent) > 0 && recent[0].before(l) < 0 {
			all, recent = append(all, recent[0]), recent[1:]
		}
		if w.recent.find(l) == nil {
			all = append(all, l)
		}
	}
	return append(all, recent...)
}

// find returns the same word as x, or nil.
func (s lessons) find(x *learned) *learned {
	at, _ := slices.BinarySearchFunc(s, x.ids, func(l *learned, ids []uint16) int { return slices.Compare(l.ids, ids) })
	for ; at < len(s) && slices.Equal(s[at].ids, x.ids); at++ {
		if s[at].Text == x.Text {
			return s[at]
		}
	}
	return nil
}

// Lessons are searched as a list of the lattice.
func (s lessons) size() int              { return len(s) }
func (s lessons) reading(k int) []uint16 { return s[k].ids }
func (s lessons) text(k int) string      { return s[k].Text }

// cost makes a word that was learned once as likely as a common word of the
// dictionary, in which all weights are 100 million together.
func (s lessons) cost(k int) float32 {
	const total, each = 95e6, 4_000
	return float32(math.Log(total / (each * float64(min(s[k].N, 50)))))
}
