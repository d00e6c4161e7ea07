package ink

import (
	"cmp"
	"slices"
)

// Rate is how well one writer is read.
type Rate struct {
	Writer  string
	Samples int
	First   int // of them the best candidate was right
	Ten     int // of them it stood among the best ten
}

// Rates recognises the samples and counts for each writer, in the order of
// their names. A character without a template counts as not found.
func (r *Recogniser) Rates(samples []Sample) []Rate {
	var out []Rate
	for _, s := range samples {
		i, ok := slices.BinarySearchFunc(out, s.Writer, func(r Rate, w string) int { return cmp.Compare(r.Writer, w) })
		if !ok {
			out = slices.Insert(out, i, Rate{Writer: s.Writer})
		}
		out[i].Samples++
		switch at := slices.Index(r.Recognise(s.Ink(), 10), s.Character); {
		case at == 0:
			out[i].First++
			out[i].Ten++
		case at > 0:
			out[i].Ten++
		}
	}
	return out
}
