package ime_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"countertop/app/ime"
)

// page is how many candidates stand on a page.
const page = 8

// taps counts how many taps it takes to enter in: choices and page turns,
// always by the candidate that begins what is still wanted at the fewest taps a
// character. It returns what was learned as well.
func taps(t *testing.T, x ime.Composer, in input) (int, ime.Words) {
	t.Helper()
	c, left, n := typed(x, in.letters), in.text, 0
	for {
		best, price := ime.Candidate{}, 1e9
		costs := 0
		for i, cand := range x.Candidates(c, 400) {
			if !strings.HasPrefix(left, cand.Text) {
				continue
			}
			// The last piece must take the last letters, and only that one.
			if (len(left) == len(cand.Text)) != (len(c.Letters) == cand.Letters) {
				continue
			}
			tap := 1 + i/page
			if p := float64(tap) / float64(utf8.RuneCountInString(cand.Text)); p < price {
				best, price, costs = cand, p, tap
			}
		}
		if best.Text == "" {
			t.Fatalf("%s: %s cannot be entered", in.letters, left)
		}
		n += costs
		next, commit, learn := x.Select(c, best)
		for _, w := range learn {
			x.Words = x.Words.Learn(w)
		}
		if commit != "" {
			if commit != in.text {
				t.Errorf("%s gave %s, want %s", in.letters, commit, in.text)
			}
			return n, x.Words
		}
		c, left = next, strings.TrimPrefix(left, best.Text)
	}
}

// The faults, parts and papers of the table stand in the lexicon of the shop,
// as they would in any; its names and organisations do not.
func TestThirtyInputsTakeFiftyTapsAndThirtyOnceLearned(t *testing.T) {
	isName := func(i int) bool { return i < 10 }
	for _, tt := range []struct {
		name          string
		nameMode      bool
		first, second int
	}{
		{"all as text", false, 50, 30},
		{"names in a field for names", true, 42, 30},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := ime.Composer{Dict: newDict(t, ime.Options{})}
			for round, most := range []int{tt.first, tt.second} {
				sum := 0
				for i, in := range inputs(t, "inputs.tsv") {
					x.Mode = ime.ModeText
					if tt.nameMode && isName(i) {
						x.Mode = ime.ModeName
					}
					n, words := taps(t, x, in)
					x.Words = words
					sum += n
					if n > 1 {
						t.Logf("round %d: %s takes %d taps", round+1, in.text, n)
					}
				}
				t.Logf("round %d: %d taps", round+1, sum)
				if sum > most {
					t.Errorf("round %d takes %d taps, want at most %d", round+1, sum, most)
				}
			}
		})
	}
}

func TestNamesNeverCountedAreOnTheFirstPage(t *testing.T) {
	x := ime.Composer{Dict: newDict(t, ime.Options{}), Mode: ime.ModeName}
	names := inputs(t, "names.tsv")
	var first, onPage, found, all int
	for _, in := range names {
		n, _ := taps(t, x, in)
		all += n
		for i, cand := range x.Candidates(ime.Composition{Letters: in.letters}, 3*page) {
			if cand.Text == in.text {
				found++
				if i == 0 {
					first++
				}
				if i < page {
					onPage++
				}
			}
		}
	}
	percent := func(n int) float64 { return 100 * float64(n) / float64(len(names)) }
	t.Logf("%d names: first %.1f %%, first page %.1f %%, three pages %.1f %%, %.2f taps a name",
		len(names), percent(first), percent(onPage), percent(found), float64(all)/float64(len(names)))
	if percent(onPage) < 55 {
		t.Errorf("%.1f %% on the first page, want 55", percent(onPage))
	}
}
