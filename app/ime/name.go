package ime

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// names is the model of the names of people: how likely a surname is, and how
// likely a given name of one or two characters.
type names struct {
	surnames map[string][]surname // by text, one for each reading
	reading  map[uint16][]surname // by the first syllable
	given    map[rune]givenCounts // characters
	pairs    map[[2]rune]float64  // given names of two characters
	total    givenCounts          // of all characters
	chars    float64              // weight of all characters in the dictionary
}

// surname is one, or one in another reading.
type surname struct {
	text string
	ids  []uint16
	cost float32
}

// givenCounts is how often a character stands in given names.
type givenCounts struct{ first, second, alone float64 }

func loadNames(b *base) *names {
	n := &names{
		surnames: map[string][]surname{},
		reading:  map[uint16][]surname{},
		given:    map[rune]givenCounts{},
		pairs:    map[[2]rune]float64{},
	}
	n.loadSurnames(mustRead("surname.txt"))
	n.loadGiven(mustUnpack("given.txt.gz"))
	for k := range b.texts {
		if len(b.reading(k)) == 1 {
			n.chars += math.Exp(-powChar * float64(b.costs[k]))
		}
	}
	return n
}

// loadSurnames reads lines of surname and readings, the most common first.
func (n *names) loadSurnames(text string) {
	rank, total := 0.0, 0.0
	var all []surname
	for line := range strings.Lines(text) {
		text, readings, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || text[0] == '#' {
			continue
		}
		rank++
		// The share falls as 1/rank and, behind the first hundred, faster.
		share := math.Exp(-rank/200) / (rank + 2)
		for i, reading := range strings.Split(readings, ",") {
			ids, ok := parseReading(reading)
			if !ok {
				panic("ime: surname " + text) // the data are part of the program
			}
			s := share / float64(i+1)
			total += s
			all = append(all, surname{text, ids, float32(s)})
		}
	}
	for _, s := range all {
		s.cost = float32(math.Log(total / float64(s.cost)))
		n.surnames[s.text] = append(n.surnames[s.text], s)
		n.reading[s.ids[0]] = append(n.reading[s.ids[0]], s)
	}
}

// loadGiven reads lines of given name and count.
func (n *names) loadGiven(text string) {
	for line := range strings.Lines(text) {
		name, count, _ := strings.Cut(strings.TrimSpace(line), "\t")
		c, err := strconv.ParseFloat(count, 64)
		if err != nil {
			panic(err) // the data are part of the program
		}
		a, size := utf8.DecodeRuneInString(name)
		if size == len(name) {
			g := n.given[a]
			g.alone += c
			n.given[a] = g
			n.total.alone += c
			continue
		}
		b, _ := utf8.DecodeRuneInString(name[size:])
		g := n.given[a]
		g.first += c
		n.given[a] = g
		g = n.given[b]
		g.second += c
		n.given[b] = g
		n.pairs[[2]rune{a, b}] += c
		n.total.first += c
		n.total.second += c
	}
}

// Parameters of the model, found by trial on names that are not in the test.
var (
	betaChar  = 400.0 // weight of the dictionary's frequencies against the counts
	alpha     = 25.0  // weight of the second character alone against the pair
	powChar   = 0.5
	shortName = 0.15 // share of given names of one character
)

const topChars = 48

// names returns the names that the letters may spell from the first to the
// last, behind what was picked: a surname and a given name, a given name, or
// its second character.
func (d *Dict) names(g *graph, picked string, max int) []scored {
	n := &nameSearch{d: d, g: g, memo: map[[2]edge][]scored{}}
	had, first, ok := d.base.names.split(picked)
	if !ok {
		return nil
	}
	if had != "" {
		n.first = first
		n.rest(0, scored{})
	} else {
		for _, e := range g.edges[0] {
			n.surname(e, n.rest)
		}
	}
	slices.SortStableFunc(n.found, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
	return n.found[:min(len(n.found), max)]
}

// split finds in what was picked a surname and perhaps the first character of
// a given name. It reports false if a name cannot go on behind it.
func (n *names) split(picked string) (had string, first rune, ok bool) {
	r := []rune(picked)
	for k := min(2, len(r)); k > 0; k-- {
		if _, ok := n.surnames[string(r[:k])]; ok && len(r) <= k+1 {
			if len(r) > k {
				first = r[k]
			}
			return string(r[:k]), first, true
		}
	}
	return "", 0, len(r) == 0
}

type nameSearch struct {
	d     *Dict
	g     *graph
	first rune // of the given name, picked already
	memo  map[[2]edge][]scored
	found []scored
}

// surname calls do with each surname that begins with e, and its end.
func (n *nameSearch) surname(e edge, do func(end int, s scored)) {
	for id := e.from; id < e.upto; id++ {
		for _, s := range n.d.base.names.reading[id] {
			head := scored{text: s.text, ids: s.ids, cost: s.cost + e.cost}
			if len(s.ids) == 1 {
				do(e.to, head)
				continue
			}
			for _, e2 := range n.g.edges[e.to] {
				if s.ids[1] >= e2.from && s.ids[1] < e2.upto {
					h := head
					h.cost += e2.cost
					do(e2.to, h)
				}
			}
		}
	}
}

// rest adds to head all given names that take the letters from pos to the end.
func (n *nameSearch) rest(pos int, head scored) {
	end := len(n.g.letters)
	for _, e := range n.g.edges[pos] {
		if e.level == levelShort {
			continue
		}
		if e.to == end {
			n.join(head, n.given(e, edge{}))
			continue
		}
		if n.first != 0 {
			continue
		}
		for _, e2 := range n.g.edges[e.to] {
			if e2.to == end && e2.level != levelShort {
				n.join(head, n.given(e, e2))
			}
		}
	}
}

func (n *nameSearch) join(head scored, given []scored) {
	for _, g := range given {
		n.found = append(n.found, scored{
			text: head.text + g.text, ids: slices.Concat(head.ids, g.ids),
			letters: len(n.g.letters), cost: head.cost + g.cost, kind: KindName,
		})
	}
}

// given returns the likeliest given names of one or two syllables.
func (n *nameSearch) given(a, b edge) []scored {
	if list, ok := n.memo[[2]edge{a, b}]; ok {
		return list
	}
	m := n.d.base.names
	var list []scored
	switch {
	case n.first != 0:
		list = n.chars(a, n.behindFirst)
	case b == edge{}:
		list = n.chars(a, func(r rune, q float64) float64 { return shortName * m.alone(r, q) })
	default:
		firsts := n.chars(a, m.first)
		seconds := n.chars(b, m.second)
		for _, x := range firsts {
			cx, _ := utf8.DecodeRuneInString(x.text)
			for _, y := range seconds {
				cy, _ := utf8.DecodeRuneInString(y.text)
				p := m.pair(cx, cy, math.Exp(float64(-y.cost)))
				list = append(list, scored{
					text: x.text + y.text, ids: []uint16{x.ids[0], y.ids[0]},
					cost: x.cost + float32(-math.Log(p*(1-shortName))),
				})
			}
		}
		slices.SortFunc(list, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
		list = list[:min(len(list), 32)]
	}
	n.memo[[2]edge{a, b}] = list
	return list
}

// chars returns the likeliest characters of an edge; p says how likely one is,
// given its share of all characters in the dictionary.
func (n *nameSearch) chars(e edge, p func(r rune, q float64) float64) []scored {
	b := n.d.base
	var list []scored
	for id := e.from; id < e.upto; id++ {
		from, upto := b.single(id)
		for k := from; k < upto; k++ {
			r, _ := utf8.DecodeRuneInString(b.texts[k])
			q := math.Exp(-powChar*float64(b.costs[k])) / b.names.chars
			list = append(list, scored{
				text: b.texts[k], ids: b.reading(k), letters: e.to, kind: KindChar,
				cost: e.cost + float32(-math.Log(p(r, q))),
			})
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
	return list[:min(len(list), topChars)]
}

// nameChars returns the surnames that the letters begin with, or behind a
// surname the characters of a given name.
func (d *Dict) nameChars(g *graph, picked string, max int) []scored {
	m := d.base.names
	had, first, ok := m.split(picked)
	if !ok {
		return nil
	}
	n := &nameSearch{d: d, g: g, first: first}
	for _, e := range g.edges[0] {
		switch {
		case had == "":
			n.surname(e, func(end int, s scored) {
				s.letters, s.kind = end, KindName
				n.found = append(n.found, s)
			})
		case first != 0:
			n.found = append(n.found, n.chars(e, n.behindFirst)...)
		default:
			n.found = append(n.found, n.chars(e, m.first)...)
		}
	}
	slices.SortStableFunc(n.found, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
	return n.found[:min(len(n.found), max)]
}

// behindFirst is how likely r is behind the first character, picked already.
func (n *nameSearch) behindFirst(r rune, q float64) float64 {
	m := n.d.base.names
	return m.pair(n.first, r, m.second(r, q))
}

func (n *names) alone(r rune, q float64) float64 {
	return (n.given[r].alone + betaChar*q) / (n.total.alone + betaChar)
}

func (n *names) first(r rune, q float64) float64 {
	return (n.given[r].first + betaChar*q) / (n.total.first + betaChar)
}

func (n *names) second(r rune, q float64) float64 {
	return (n.given[r].second + betaChar*q) / (n.total.second + betaChar)
}

// pair is the probability of b behind a, given that of b behind anything.
func (n *names) pair(a, b rune, second float64) float64 {
	return (n.pairs[[2]rune{a, b}] + alpha*second) / (n.given[a].first + alpha)
}
