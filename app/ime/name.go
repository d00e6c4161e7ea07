package ime

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// names is the model of the names of people: how likely a surname is, and how
// likely a given name of one or two characters.
type names struct {
	surnames map[string][]surname // by text, one for each reading
	reading  map[uint16][]surname // by the first syllable
	chars    [][]nameChar         // of given names, by syllable
	pairs    map[[2]rune]float64  // how often given names of two characters were counted
}

// surname is one, or one in another reading.
type surname struct {
	text string
	ids  []uint16
	cost float32
}

// nameChar is a character of given names in one reading.
type nameChar struct {
	r     rune
	id    uint16
	count float32 // how often it is the first of two
	share [3]float32
}

// The places of a character in a given name, for nameChar.share.
const (
	firstOfTwo = iota
	secondOfTwo
	alone
)

// Parameters of the model, found by trial on names that are in no test.
const (
	// charWeight is how many names the frequencies of the dictionary count for
	// beside the counted names, and charPower makes them flatter: rare
	// characters are less rare in names.
	charWeight = 400
	charPower  = 0.5
	// pairWeight is how many names the second character alone counts for
	// beside the pair.
	pairWeight = 100
	shortName  = 0.15 // share of given names of one character
)

func loadNames(b *base) *names {
	n := &names{
		surnames: map[string][]surname{},
		reading:  map[uint16][]surname{},
		chars:    make([][]nameChar, len(syllables)),
		pairs:    map[[2]rune]float64{},
	}
	n.loadSurnames(mustRead("surname.txt"))
	counts, total := n.loadGiven(mustUnpack("given.txt.gz"))
	sum := 0.0
	for id := range n.chars {
		from, upto := b.single(uint16(id))
		n.chars[id] = make([]nameChar, upto-from)
		for i := range n.chars[id] {
			r, _ := utf8.DecodeRuneInString(b.texts[from+i])
			frequency := math.Exp(-charPower * float64(b.costs[from+i]))
			sum += frequency
			n.chars[id][i] = nameChar{r: r, id: uint16(id), share: [3]float32{float32(frequency)}}
		}
	}
	for _, chars := range n.chars {
		for i := range chars {
			c := &chars[i]
			frequency := float64(c.share[0]) / sum
			for place := range c.share {
				c.share[place] = float32((counts[c.r][place] + charWeight*frequency) / (total[place] + charWeight))
			}
			c.count = float32(counts[c.r][firstOfTwo])
		}
	}
	return n
}

// loadSurnames reads lines of surname and readings, the most common first.
func (n *names) loadSurnames(text string) {
	var all []surname
	rank, total := 0.0, 0.0
	for line := range strings.Lines(text) {
		text, readings, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || text[0] == '#' {
			continue
		}
		rank++
		// Shares fall as 1/rank, and faster behind the first hundred.
		share := math.Exp(-rank/200) / (rank + 2)
		for i, reading := range strings.Split(readings, ",") {
			ids, ok := parseReading(reading)
			if !ok {
				panic("ime: surname " + text) // the data are part of the program
			}
			s := share / float64(i+1)
			total += s
			all = append(all, surname{text, ids, cost(s)})
		}
	}
	for _, s := range all {
		s.cost += float32(math.Log(total))
		n.surnames[s.text] = append(n.surnames[s.text], s)
		n.reading[s.ids[0]] = append(n.reading[s.ids[0]], s)
	}
}

// loadGiven reads lines of given name and count, and returns the counts of
// each character by place, and their sums.
func (n *names) loadGiven(text string) (counts map[rune][3]float64, total [3]float64) {
	counts = map[rune][3]float64{}
	add := func(r rune, place int, count float64) {
		c := counts[r]
		c[place] += count
		counts[r] = c
		total[place] += count
	}
	for line := range strings.Lines(text) {
		name, digits, _ := strings.Cut(strings.TrimSpace(line), "\t")
		count, err := strconv.ParseFloat(digits, 64)
		if err != nil {
			panic(err) // the data are part of the program
		}
		first, size := utf8.DecodeRuneInString(name)
		if size == len(name) {
			add(first, alone, count)
			continue
		}
		second, _ := utf8.DecodeRuneInString(name[size:])
		add(first, firstOfTwo, count)
		add(second, secondOfTwo, count)
		n.pairs[[2]rune{first, second}] = count
	}
	return counts, total
}

// behind is how likely second stands behind a first character that was
// counted count times as such.
func (n *names) behind(first rune, count float32, second nameChar) float32 {
	pair := float32(n.pairs[[2]rune{first, second.r}])
	return (pair + pairWeight*second.share[secondOfTwo]) / (count + pairWeight)
}

// split finds in what was picked a surname, and the first character of a given
// name if there is one. It reports false if no name can go on behind it.
func (n *names) split(picked string) (surname string, first rune, ok bool) {
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

// cost is the negative logarithm of a probability.
func cost(p float64) float32 { return float32(-math.Log(p)) }
