package ink

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"

	"countertop/app/ime/ink/shape"
	"countertop/assets"
)

type (
	// Point is a place of the pen, in any unit, Y down.
	Point = shape.Point
	// Stroke is the way of the pen from touch to release.
	Stroke = shape.Stroke
)

// What counts beside the distance of the templates, in their squared units.
const (
	rankCost  = 1200 // of being rarer by a factor of e
	traceCost = 8e5  // of a Trace distance of 1
	lookTwice = 16   // characters that get a closer look
)

// Recogniser finds the characters that look like what was written. It does not
// change once made: several goroutines may use one.
type Recogniser struct {
	model *shape.Model
	own   []float32 // of each template: its squared length, and what its rank costs
}

// New returns a recogniser with the built-in templates. It takes some tens of
// milliseconds and 5 MB; only a damaged program gives an error.
func New() (*Recogniser, error) {
	m, err := shape.Decode(bytes.NewReader(assets.Ink))
	if err != nil {
		return nil, fmt.Errorf("ink: built-in templates: %w", err)
	}
	r := &Recogniser{m, make([]float32, len(m.Runes))}
	for c := range r.own {
		t := r.template(c)
		r.own[c] = float32(dot(t, t)) + rankCost*float32(math.Log(float64(c+50)))
	}
	return r, nil
}

func (r *Recogniser) template(c int) []int8 {
	return r.model.Templates[c*shape.Dims:][:shape.Dims]
}

// scored is a character and how far it is from what was written.
type scored struct {
	c   int
	far float32
}

// Recognise returns the n characters that look most like the strokes, best
// first, all of them if there are not so many. Strokes may come in any order,
// joined or not. It returns nil if n is less than 1 or there is no ink: no
// stroke with a finite point.
func (r *Recogniser) Recognise(strokes []Stroke, n int) []string {
	feature, ok := shape.Feature(strokes)
	if !ok || n < 1 {
		return nil
	}
	written := make([]int8, shape.Dims)
	for i, v := range r.model.Project(feature) {
		written[i] = int8(min(max(math.Round(float64(v)), -math.MaxInt8), math.MaxInt8))
	}
	all := make([]scored, len(r.model.Runes))
	for c := range all {
		all[c] = scored{c, r.own[c] - 2*float32(dot(written, r.template(c)))}
	}
	best := nearest(all, max(n, lookTwice))
	trace := shape.NewTrace(strokes)
	for i, s := range best[:min(lookTwice, len(best))] {
		best[i].far += traceCost * trace.Distance(shape.NewTrace(r.model.Strokes(s.c)))
	}
	slices.SortStableFunc(best[:min(lookTwice, len(best))], compare)
	out := make([]string, min(n, len(best)))
	for i := range out {
		out[i] = string(r.model.Runes[best[i].c])
	}
	return out
}

// nearest returns the n nearest in their order.
func nearest(all []scored, n int) []scored {
	n = min(n, len(all))
	best := slices.Clone(all[:n])
	slices.SortFunc(best, compare)
	for _, s := range all[n:] {
		if s.far < best[n-1].far {
			at, _ := slices.BinarySearchFunc(best, s, compare)
			copy(best[at+1:], best[at:n-1])
			best[at] = s
		}
	}
	return best
}

func compare(a, b scored) int {
	return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.c, b.c))
}

func dot(a, b []int8) int32 {
	b = b[:len(a)]
	sum := int32(0)
	for i, v := range a {
		sum += int32(v) * int32(b[i])
	}
	return sum
}
