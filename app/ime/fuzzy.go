package ime

import (
	"fmt"
	"slices"
	"strings"
)

// FuzzyError says that a pair of Options.Fuzzy is none.
type FuzzyError struct{ Pair string }

func (e *FuzzyError) Error() string {
	return fmt.Sprintf("ime: fuzzy pair %q: want two beginnings or two ends of syllables, such as zh=z or ng=n", e.Pair)
}

// fuzzySyllables returns, for each syllable, the others it may stand for under
// all pairs together: with zh=z and ng=n, zang is zan, zhan and zhang as well.
func fuzzySyllables(pairs []string) (others [][]uint16, bad []error) {
	var swaps []func(string) string
	for _, p := range pairs {
		a, b, _ := strings.Cut(p, "=")
		initial := isInitial(a) && isInitial(b)
		if a == b || !initial && !(isFinal(a) && isFinal(b)) {
			bad = append(bad, &FuzzyError{p})
			continue
		}
		if initial {
			swaps = append(swaps, swapInitial(a, b), swapInitial(b, a))
		} else {
			swaps = append(swaps, swapFinal(a, b), swapFinal(b, a))
		}
	}
	if len(swaps) == 0 {
		return nil, bad
	}
	others = make([][]uint16, len(syllables))
	for id, s := range syllables {
		seen := []string{s}
		for i := 0; i < len(seen); i++ {
			for _, swap := range swaps {
				if t := swap(seen[i]); !slices.Contains(seen, t) {
					seen = append(seen, t)
				}
			}
		}
		for _, t := range seen[1:] {
			if other, ok := syllable(t); ok && whole(other) {
				others[id] = append(others[id], other)
			}
		}
	}
	return others, bad
}

// initial is what stands before the vowel of a syllable.
func initial(s string) string { return s[:len(s)-len(strings.TrimLeft(s, "bpmfdtnlgkhjqxzcsryw"))] }

// isInitial reports whether some syllable begins with s and a vowel: not ng.
func isInitial(s string) bool {
	return s != "" && slices.ContainsFunc(syllables, func(t string) bool { return len(t) > len(s) && initial(t) == s })
}

// isFinal reports whether some syllable ends in s.
func isFinal(s string) bool {
	return s != "" && slices.ContainsFunc(syllables, func(t string) bool { return len(t) > 1 && strings.HasSuffix(t, s) })
}

func swapInitial(from, to string) func(string) string {
	return func(s string) string {
		if len(s) > len(from) && initial(s) == from {
			return to + s[len(from):]
		}
		return s
	}
}

func swapFinal(from, to string) func(string) string {
	return func(s string) string {
		if rest, ok := strings.CutSuffix(s, from); ok && rest != "" {
			return rest + to
		}
		return s
	}
}
