package ime

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// scored is a candidate before it is chosen to be shown.
type scored struct {
	text    string
	ids     []uint16
	letters int
	cost    float32
	kind    Kind
	learned bool
}

// step is the best way to reach a letter: the word that ends before it.
type step struct {
	cost float32 // of all words up to here
	from int
	text string
	ids  []uint16
	cuts []int
}

// costWord is what each further word of a sentence costs beside its rarity.
const costWord = 0.5

// How many words of one reading are listed: of a whole one all that matter,
// of one of the many that an abbreviation may mean the first few.
const (
	maxRun      = 400
	maxShortRun = 24
)

// unreached is the cost of a letter that no word ends before.
const unreached = math.MaxFloat32

// convert finds the best way to each letter, and hands list the words that
// begin at the first one.
func (x Composer) convert(g *graph, list func(place int, s wordList, r run)) []step {
	lists := x.lists()
	steps := make([]step, len(g.letters)+1)
	for i := range steps[1:] {
		steps[i+1].cost = unreached
	}
	for i := range g.letters {
		if steps[i].cost == unreached {
			continue
		}
		for place, s := range lists {
			g.walk(s, i, func(r run) {
				if i == 0 {
					list(place, s, r)
				}
				if place >= ownWords && len(r.cuts) == 1 {
					return // a character that was picked once must not turn up in every sentence
				}
				if c := steps[i].cost + r.cost + s.cost(r.from) + costWord; c < steps[r.end].cost {
					steps[r.end] = step{c, i, s.text(r.from), s.reading(r.from), append(steps[r.end].cuts[:0], r.cuts...)}
				}
			})
		}
	}
	return steps
}

// ownWords is the place among the lists behind which stand those that were
// learned.
const ownWords = 2

// lists are where words come from. What was learned from other customers is
// not for the one who has the screen.
func (x Composer) lists() []wordList {
	s := [...]wordList{x.Dict.base, x.Dict.shop, x.Words.recent, x.Words.list}
	if x.Public {
		return s[:ownWords]
	}
	return s[:]
}

// hit is a word that begins at the first letter. There are thousands behind a
// single letter, so it is small, and holds no pointers.
type hit struct {
	cost    float32
	k       int32 // place in the list
	list    uint8 // place in Composer.lists
	letters uint16
	single  bool // a character
	first   bool // stands before all of its length, because it was learned
}

// words lists the words that begin at the first letter, the longest and then
// the likeliest first, and the best way to each letter.
func (x Composer) words(g *graph) (hits []hit, steps []step) {
	steps = x.convert(g, func(place int, s wordList, r run) {
		most := maxRun
		if r.short {
			most = maxShortRun
		}
		h := hit{list: uint8(place), letters: uint16(r.end), single: len(r.cuts) == 1}
		h.first = place >= ownWords && (!h.single || r.end == len(g.letters))
		for k := r.from; k < min(r.upto, r.from+most); k++ {
			h.k, h.cost = int32(k), r.cost+s.cost(k)
			hits = append(hits, h)
		}
	})
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(int(b.letters)-int(a.letters), boolInt(b.first)-boolInt(a.first), cmp.Compare(a.cost, b.cost),
			int(a.list)-int(b.list), int(a.k-b.k))
	})
	return hits, steps
}

// word is the word of a hit.
func (x Composer) word(h hit) scored {
	s, k := x.lists()[h.list], int(h.k)
	w := scored{s.text(k), s.reading(k), int(h.letters), h.cost, KindWord, h.list >= ownWords}
	if h.single {
		w.kind = KindChar
	}
	return w
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// path returns the steps to letter n in their order, nil if there is no way.
func path(steps []step, n int) []step {
	if steps[n].cost == unreached {
		return nil
	}
	var p []step
	for ; n > 0; n = steps[n].from {
		p = append(p, steps[n])
	}
	slices.Reverse(p)
	return p
}

// sentence joins the words of a path.
func sentence(p []step, n int) scored {
	s := scored{letters: n, kind: KindSentence, cost: p[len(p)-1].cost}
	var text strings.Builder
	for _, w := range p {
		text.WriteString(w.text)
		s.ids = append(s.ids, w.ids...)
	}
	s.text = text.String()
	return s
}

// Preedit is the composition to be shown: what was picked, then the letters
// with an apostrophe between syllables, "张wei'huan".
func (x Composer) Preedit(c Composition) string {
	if c.Letters == "" || x.Dict == nil {
		return x.Raw(c)
	}
	g := x.Dict.cut(c.Letters)
	steps := x.convert(g, func(int, wordList, run) {})
	// Letters at the end may belong to no word yet.
	n := len(c.Letters)
	for n > 0 && steps[n].cost == unreached {
		n--
	}
	var parts []string
	from := 0
	for _, s := range path(steps, n) {
		for _, cut := range s.cuts {
			parts = append(parts, strings.TrimRight(c.Letters[from:cut], "'"))
			from = cut
		}
	}
	if from < len(c.Letters) {
		parts = append(parts, c.Letters[from:])
	}
	text := c.text() + strings.Join(parts, "'")
	if n == len(c.Letters) && strings.HasSuffix(c.Letters, "'") {
		text += "'"
	}
	return text
}
