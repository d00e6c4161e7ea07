package ime

import (
	"cmp"
	"compress/gzip"
	"io"
	"io/fs"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/width"

	"countertop/assets"
)

// base is what does not depend on the shop: 65,000 words with 16,000
// characters among them, and the names.
type base struct {
	*table
	total    float64           // of all weights
	words    map[string]int32  // words of two characters and more by their text
	readings map[rune][]uint16 // of a character, the most frequent first
	names    *names
}

// loadBase reads the embedded data at the first call.
var loadBase = sync.OnceValue(func() *base {
	entries, bad := parseLexicon(mustUnpack("base.dict.gz"), nil)
	if len(bad) > 0 {
		panic(bad[0]) // the data are part of the program
	}
	b := &base{words: make(map[string]int32, len(entries)), readings: make(map[rune][]uint16, 17_000)}
	for _, e := range entries {
		b.total += float64(e.weight)
	}
	b.table = newTable(entries, b.total)
	var chars []int32
	for k, text := range b.texts {
		if len(b.reading(k)) == 1 {
			chars = append(chars, int32(k))
		} else if old, ok := b.words[text]; !ok || b.cost(k) < b.cost(int(old)) {
			b.words[text] = int32(k)
		}
	}
	slices.SortStableFunc(chars, func(x, y int32) int { return cmp.Compare(b.costs[x], b.costs[y]) })
	for _, k := range chars {
		r, _ := utf8.DecodeRuneInString(b.texts[k])
		b.readings[r] = append(b.readings[r], b.reading(int(k))[0])
	}
	b.names = loadNames(b)
	return b
})

// table is a list of words by their reading, and of one reading the most
// frequent first.
type table struct {
	texts []string
	ids   []uint16
	first []uint32 // first syllable of each word in ids, and the end
	costs []float32
}

// newTable sorts entries into a table. The cost of a word is the negative
// logarithm of its share of total.
func newTable(entries []term, total float64) *table {
	order := func(a, b term) int {
		return cmp.Or(slices.Compare(a.ids, b.ids), cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text))
	}
	if !slices.IsSortedFunc(entries, order) {
		slices.SortFunc(entries, order)
	}
	t := &table{
		texts: make([]string, len(entries)),
		first: make([]uint32, len(entries)+1),
		ids:   make([]uint16, 0, 3*len(entries)),
		costs: make([]float32, len(entries)),
	}
	for k, e := range entries {
		t.texts[k] = e.text
		t.ids = append(t.ids, e.ids...)
		t.first[k+1] = uint32(len(t.ids))
		t.costs[k] = float32(math.Log(total / (float64(e.weight) + 0.5)))
	}
	return t
}

// single returns the range of the characters with the reading id.
func (t *table) single(id uint16) (from, upto int) {
	from = sort.Search(t.size(), func(k int) bool { return t.reading(k)[0] >= id })
	upto = from
	for upto < t.size() && len(t.reading(upto)) == 1 && t.reading(upto)[0] == id {
		upto++
	}
	return from, upto
}

func (t *table) size() int              { return len(t.texts) }
func (t *table) reading(k int) []uint16 { return t.ids[t.first[k]:t.first[k+1]] }
func (t *table) text(k int) string      { return t.texts[k] }
func (t *table) cost(k int) float32     { return t.costs[k] }

func mustRead(name string) string {
	text, err := fs.ReadFile(assets.IME, name)
	if err != nil {
		panic(err) // the data are part of the program
	}
	return string(text)
}

func mustUnpack(name string) string {
	f, err := gzip.NewReader(strings.NewReader(mustRead(name)))
	if err != nil {
		panic(err)
	}
	var text strings.Builder
	text.Grow(1_300_000) // of the larger one
	if _, err := io.Copy(&text, f); err != nil {
		panic(err)
	}
	return text.String()
}

// fold makes letters and digits of full width narrow, and all letters small.
func fold(s string) string { return strings.ToLower(width.Narrow.String(s)) }
