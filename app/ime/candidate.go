package ime

import (
	"strings"
	"unicode/utf8"
)

// How many candidates of a kind stand first.
const (
	maxEntries       = 4
	maxSearchEntries = 8
	maxNames         = 24
	// maxRestNames is for those behind a surname alone, which was picked
	// because the name is rare: then it is built by characters.
	maxRestNames = 4
	// namesBefore is how many names stand before the best surname or
	// character alone, with which a name is built that is not among them.
	namesBefore = 7
)

// Candidates returns at most limit texts that the letters may stand for: entries
// of the shop, names in a field for names, what was learned, a sentence, and
// words and characters from the longest to the shortest, the likeliest first.
// It is empty if c has no letters.
func (x Composer) Candidates(c Composition, limit int) []Candidate {
	if x.Dict == nil || c.Letters == "" {
		return nil
	}
	l := list{limit: limit, public: x.Public, seen: map[string]bool{}}
	x.addEntries(&l, c)
	g := x.Dict.cut(c.Letters)
	hits, steps := x.words(g)
	n := len(c.Letters)
	for len(hits) > 0 && hits[0].first && int(hits[0].letters) == n {
		l.add(x.word(hits[0]))
		hits = hits[1:]
	}
	if x.Mode == ModeName {
		most := maxNames
		if len(c.Picked) > 0 {
			most = maxRestNames
		}
		names := x.Dict.names(g, c.text(), most)
		for i, name := range names {
			if i == namesBefore {
				l.addAll(x.Dict.nameChars(g, c.text(), 1))
			}
			l.add(name)
		}
		l.addAll(x.Dict.nameChars(g, c.text(), maxNames))
	}
	if p := path(steps, n); len(p) > 1 {
		s := sentence(p, n)
		if len(hits) == 0 || int(hits[0].letters) < n || s.cost < hits[0].cost {
			l.add(s)
		}
	}
	for _, h := range hits {
		if len(l.candidates) >= limit {
			break
		}
		l.add(x.word(h))
	}
	return l.candidates
}

// addEntries adds what the shop has already.
func (x Composer) addEntries(l *list, c Composition) {
	kinds := make([]TermKind, 0, len(x.Kinds))
	for _, k := range x.Kinds {
		if !x.Public || !k.person() {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return
	}
	query, n, least := c.text()+c.Letters, maxEntries, inside
	if x.Mode == ModeSearch {
		n = maxSearchEntries
	} else if utf8.RuneCountInString(query) < 3 {
		least = atStart // a letter or two are inside of everything
	}
	for _, e := range x.Index.match(query, kinds, n, least) {
		l.add(scored{text: e.Text, letters: len(c.Letters), kind: KindTerm})
	}
}

// list collects candidates.
type list struct {
	candidates []Candidate
	limit      int
	public     bool
	seen       map[string]bool
}

func (l *list) add(s scored) {
	if len(l.candidates) >= l.limit || l.seen[s.text] || l.public && swears(s.text) {
		return
	}
	l.seen[s.text] = true
	l.candidates = append(l.candidates, Candidate{s.text, s.kind, s.letters, joinReading(s.ids), s.learned})
}

func (l *list) addAll(words []scored) {
	for _, w := range words {
		l.add(w)
	}
}

// Select chooses a candidate of c. While letters remain it returns the
// composition that is left and no text; otherwise the whole text, and what is
// to be learned from it, unless the customer has the screen.
func (x Composer) Select(c Composition, cand Candidate) (next Composition, commit string, learn []Word) {
	if cand.Kind == KindTerm {
		return Composition{}, cand.Text, nil
	}
	n := min(max(cand.Letters, 0), len(c.Letters))
	picked := append(c.Picked[:len(c.Picked):len(c.Picked)], Picked{cand.Text, c.Letters[:n], cand.Reading})
	next = Composition{c.Letters[n:], picked}
	if next.Letters != "" {
		return next, "", nil
	}
	if !x.Public {
		learn = toLearn(picked)
	}
	return Composition{}, next.text(), learn
}

// toLearn are the words to learn from what was picked: the whole, and each run
// of single characters in it, as which a word is built that nobody knows.
func toLearn(picked []Picked) []Word {
	whole := joinPicked(picked)
	words := []Word{whole}
	for i := 0; i < len(picked); {
		j := i
		for j < len(picked) && utf8.RuneCountInString(picked[j].Text) == 1 {
			j++
		}
		if j-i > 1 && j-i < len(picked) {
			words = append(words, joinPicked(picked[i:j]))
		}
		i = max(j, i+1)
	}
	return words
}

func joinPicked(picked []Picked) Word {
	var text, reading []string
	for _, p := range picked {
		text = append(text, p.Text)
		reading = append(reading, p.Reading)
	}
	return Word{strings.Join(text, ""), strings.Join(reading, "'"), 1}
}
