package ime

import (
	"cmp"
	"slices"
)

// How many are looked at further: of the characters of one syllable, and of
// the given names of two.
const (
	topChars = 40
	topGiven = 32
)

// noGiven is the cost of a surname without a given name: it is typed by
// somebody who goes on with the given name afterwards.
const noGiven = 2

// names returns at most limit names that the letters may spell from the first to
// the last, behind what was picked: a surname with or without a given name, a
// given name, or its second character.
func (d *Dict) names(g *graph, picked string, limit int) []scored {
	n, had, ok := d.nameSearch(g, picked)
	switch {
	case !ok:
		return nil
	case had:
		n.given(0, &scored{})
	default:
		for _, e := range g.edges[0] {
			n.surname(e, n.given)
		}
	}
	return n.best(limit)
}

// nameChars returns at most limit surnames that the letters begin with, or
// behind a surname characters of a given name.
func (d *Dict) nameChars(g *graph, picked string, limit int) []scored {
	n, had, ok := d.nameSearch(g, picked)
	if !ok {
		return nil
	}
	for _, e := range g.edges[0] {
		if !had {
			n.surname(e, func(end int, s *scored) {
				n.found = append(n.found, foundName{s, &given{}, s.cost, end})
			})
			continue
		}
		n.join(&scored{}, priced(n.chars(e, firstOfTwo)), e.to)
	}
	return n.best(limit)
}

// nameSearch looks for names in one composition.
type nameSearch struct {
	*names
	g     *graph
	first nameChar // of the given name, if it was picked already
	memo  map[[2]edge][]given
	found []foundName
}

// foundName is a surname and a given name; either may be empty.
type foundName struct {
	surname *scored
	given   *given
	cost    float32
	letters int
}

// given is a given name, or a character of one.
type given struct {
	chars [2]nameChar
	n     int
	p     float32
	cost  float32 // of the cuts, and once it is priced of the name as well
}

// priced adds to each cost that of the name.
func priced(list []given) []given {
	for i := range list {
		list[i].cost += cost(float64(list[i].p))
	}
	return list
}

func (d *Dict) nameSearch(g *graph, picked string) (n *nameSearch, had, ok bool) {
	m := d.base.names
	surname, first, ok := m.split(picked)
	n = &nameSearch{names: m, g: g, memo: map[[2]edge][]given{}}
	if first != 0 {
		n.first = nameChar{r: first}
		for _, id := range d.base.readings[first] {
			for _, c := range m.chars[id] {
				if c.r == first {
					n.first = c
				}
			}
		}
	}
	return n, surname != "", ok
}

// best returns the likeliest of what was found.
func (n *nameSearch) best(limit int) []scored {
	slices.SortStableFunc(n.found, func(a, b foundName) int { return cmp.Compare(a.cost, b.cost) })
	names := make([]scored, min(len(n.found), limit))
	for i := range names {
		f := n.found[i]
		s := scored{text: f.surname.text, ids: slices.Clone(f.surname.ids), letters: f.letters, cost: f.cost, kind: KindName}
		for _, c := range f.given.chars[:f.given.n] {
			s.text += string(c.r)
			s.ids = append(s.ids, c.id)
		}
		names[i] = s
	}
	return names
}

// surname calls do with each surname that begins with e, and its end.
func (n *nameSearch) surname(e edge, do func(end int, s *scored)) {
	for id := e.from; id < e.upto; id++ {
		for _, s := range n.reading[id] {
			if len(s.ids) == 1 {
				do(e.to, &scored{text: s.text, ids: s.ids, cost: s.cost + e.cost})
				continue
			}
			for _, e2 := range n.g.edges[e.to] {
				if s.ids[1] >= e2.from && s.ids[1] < e2.upto {
					do(e2.to, &scored{text: s.text, ids: s.ids, cost: s.cost + e.cost + e2.cost})
				}
			}
		}
	}
}

// given finds all names that go on behind surname at letter pos and take all
// letters. Abbreviations have too many to be of use.
func (n *nameSearch) given(pos int, surname *scored) {
	end := len(n.g.letters)
	if pos == end {
		n.found = append(n.found, foundName{surname, &given{}, surname.cost + noGiven, end})
	}
	for _, e := range n.g.edges[pos] {
		switch {
		case e.level == levelShort:
		case e.to == end:
			n.join(surname, n.single(e), end)
		case n.first.r == 0:
			for _, e2 := range n.g.edges[e.to] {
				if e2.to == end && e2.level != levelShort {
					n.join(surname, n.double(e, e2), end)
				}
			}
		}
	}
}

// join adds the surname with each of the given names, which end at a letter.
func (n *nameSearch) join(surname *scored, names []given, end int) {
	for i := range names {
		n.found = append(n.found, foundName{surname, &names[i], surname.cost + names[i].cost, end})
	}
}

// single returns given names of one character, or the second characters behind
// the first.
func (n *nameSearch) single(e edge) []given {
	key := [2]edge{e}
	list, ok := n.memo[key]
	if !ok {
		list = n.chars(e, alone)
		if n.first.r == 0 {
			for i := range list {
				list[i].p *= shortName
			}
		}
		n.memo[key] = priced(list)
	}
	return list
}

// double returns given names of two characters.
func (n *nameSearch) double(a, b edge) []given {
	key := [2]edge{a, b}
	list, ok := n.memo[key]
	if !ok {
		seconds := n.chars(b, secondOfTwo)
		for _, x := range n.chars(a, firstOfTwo) {
			first := x.chars[0]
			for _, y := range seconds {
				second := y.chars[0]
				list = insert(list, topGiven, given{
					chars: [2]nameChar{first, second}, n: 2, cost: x.cost + y.cost,
					p: (1 - shortName) * x.p * n.behind(first.r, first.count, second),
				})
			}
		}
		n.memo[key] = priced(list)
	}
	return list
}

// chars returns the likeliest characters of an edge for a place in a given
// name; if the first character was picked already, for that behind it.
func (n *nameSearch) chars(e edge, place int) []given {
	var list []given
	for id := e.from; id < e.upto; id++ {
		for _, c := range n.names.chars[id] {
			p := c.share[place]
			if n.first.r != 0 {
				p = n.behind(n.first.r, n.first.count, c)
			}
			list = insert(list, topChars, given{chars: [2]nameChar{c}, n: 1, p: p, cost: e.cost})
		}
	}
	return list
}

// insert puts g into a list of at most limit, the likeliest first.
func insert(list []given, limit int, g given) []given {
	if len(list) == limit {
		if g.p <= list[limit-1].p {
			return list
		}
		list = list[:limit-1]
	}
	i, _ := slices.BinarySearchFunc(list, g.p, func(x given, p float32) int { return cmp.Compare(p, x.p) })
	return slices.Insert(list, i, g)
}
