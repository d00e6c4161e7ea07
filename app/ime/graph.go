package ime

import "sort"

// graph is all ways to cut letters into syllables.
type graph struct {
	letters string
	edges   [][]edge // by the letter they begin at
}

// edge is a syllable: one of the range [from, upto) of syllables, and the
// letter behind it and behind the apostrophes that follow it.
type edge struct {
	to         int
	from, upto uint16
	cost       float32
	level      int
}

// The levels of edges. Where letters can be cut on a lower level to their end,
// the higher ones are left out: otherwise single characters would push
// everything else off the first page.
const (
	levelWhole = iota // a whole syllable
	levelLast         // the beginning of a syllable that is still being typed
	levelShort        // one letter, zh, ch or sh for a syllable, as in wxd
)

const (
	costFuzzy = 2.5 // natural logarithms, as all costs
	costShort = 3
)

// cut makes the graph of letters.
func (d *Dict) cut(letters string) *graph {
	n := len(letters)
	g := &graph{letters, make([][]edge, n+1)}
	best := make([]int, n+1) // lowest level on which the rest can be cut
	for i := n - 1; i >= 0; i-- {
		if letters[i] == '\'' {
			best[i] = best[i+1] // reached only if it is the first letter
			continue
		}
		edges := d.edges(letters, i)
		best[i] = levelShort
		for _, e := range edges {
			best[i] = min(best[i], max(e.level, best[e.to]))
		}
		for _, e := range edges {
			if max(e.level, best[e.to]) <= best[i] {
				g.edges[i] = append(g.edges[i], e)
			}
		}
	}
	return g
}

// edges are all syllables that may begin at letter i.
func (d *Dict) edges(letters string, i int) []edge {
	var edges []edge
	for j := i + 1; j <= len(letters) && j <= i+maxSyllable && letters[j-1] != '\''; j++ {
		s, to := letters[i:j], j
		for to < len(letters) && letters[to] == '\'' {
			to++
		}
		id, ok := syllable(s)
		if ok && whole(id) {
			edges = append(edges, edge{to, id, id + 1, 0, levelWhole})
			if d.fuzzy != nil {
				for _, other := range d.fuzzy[id] {
					edges = append(edges, edge{to, other, other + 1, costFuzzy, levelWhole})
				}
			}
		}
		short := j == i+1 || s == "zh" || s == "ch" || s == "sh"
		from, upto := beginning(s)
		switch {
		case from == upto:
			return edges // nothing longer begins so
		case j == len(letters) && (!ok || !whole(id)):
			edges = append(edges, edge{to, from, upto, 0, levelLast})
		case short:
			edges = append(edges, edge{to, from, upto, costShort, levelShort})
		}
	}
	return edges
}

// wordList is a list of words ordered by reading.
type wordList interface {
	size() int
	reading(k int) []uint16
	text(k int) string
	cost(k int) float32
}

// run are words [from, upto) of a list that have one reading, which begins at
// one letter and ends before another.
type run struct {
	from, upto int
	end        int
	cost       float32 // of the cuts, without the word
	short      bool    // some syllable is abbreviated
	cuts       []int   // letters behind each syllable; valid during the call
}

// walk calls visit for all words of s that begin at a letter.
func (g *graph) walk(s wordList, start int, visit func(run)) {
	w := walker{g, s, visit, make([]int, 0, maxSyllables)}
	w.down(0, s.size(), run{end: start})
}

type walker struct {
	*graph
	wordList
	visit func(run)
	cuts  []int
}

// down goes on where r ends among the words [lo, hi), which agree in as many
// syllables as there are cuts.
func (w *walker) down(lo, hi int, r run) {
	depth := len(w.cuts)
	mid := lo // shorter words stand first
	if depth > 0 {
		mid += sort.Search(hi-lo, func(k int) bool { return len(w.reading(lo+k)) > depth })
		if mid > lo {
			r.from, r.upto, r.cuts = lo, mid, w.cuts
			w.visit(r)
		}
	}
	for _, e := range w.edges[r.end] {
		for k := w.find(mid, hi, depth, e.from); k < hi; {
			id := w.reading(k)[depth]
			if id >= e.upto {
				break
			}
			next := w.find(k, hi, depth, id+1)
			w.cuts = append(w.cuts, e.to)
			w.down(k, next, run{end: e.to, cost: r.cost + e.cost, short: r.short || e.level != levelWhole})
			w.cuts = w.cuts[:depth]
			k = next
		}
	}
}

// find returns the first of [lo, hi) whose syllable at depth is id or behind it.
func (w *walker) find(lo, hi, depth int, id uint16) int {
	return lo + sort.Search(hi-lo, func(k int) bool { return w.reading(lo + k)[depth] >= id })
}
