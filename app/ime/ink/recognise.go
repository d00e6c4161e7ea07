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

// rankCost is what being rarer by a factor of e costs, in squared units of the
// templates.
const rankCost = 100

// Recogniser finds the characters that look like what was written. It does not
// change once made: several goroutines may use one.
type Recogniser struct {
	model *shape.Model
	bias  []float32 // of each template: its squared length and what its rank costs
}

// New returns a recogniser with the built-in templates. It takes some tens of
// milliseconds; the error can only be a damaged program.
func New() (*Recogniser, error) {
	m, err := shape.Decode(bytes.NewReader(assets.Ink))
	if err != nil {
		return nil, fmt.Errorf("ink: built-in templates: %w", err)
	}
	r := &Recogniser{m, make([]float32, len(m.Runes))}
	for c := range r.bias {
		for _, v := range r.template(c) {
			r.bias[c] += float32(v) * float32(v)
		}
		r.bias[c] += rankCost * float32(math.Log(float64(c+50)))
	}
	return r, nil
}

func (r *Recogniser) template(c int) []int8 {
	return r.model.Templates[c*shape.Dims:][:shape.Dims]
}

// Recognise returns the n characters that look most like the strokes, best
// first. Strokes may come in any order, joined or not. It returns nil if n is
// less than 1 or there is no ink: no stroke with a finite point.
func (r *Recogniser) Recognise(strokes []Stroke, n int) []string {
	f, ok := shape.Feature(strokes)
	if !ok || n < 1 {
		return nil
	}
	x := r.model.Project(f)
	q := make([]int8, len(x))
	for i, v := range x {
		q[i] = int8(min(max(math.Round(float64(v)), -127), 127))
	}
	type scored struct {
		c     int
		score float32
	}
	all := make([]scored, len(r.model.Runes))
	for c := range all {
		all[c] = scored{c, r.bias[c] - 2*float32(dot(q, r.template(c)))}
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	var out []string
	for _, s := range all[:min(n, len(all))] {
		out = append(out, string(r.model.Runes[s.c]))
	}
	return out
}

func dot(a, b []int8) int32 {
	b = b[:len(a)]
	sum := int32(0)
	for i, v := range a {
		sum += int32(v) * int32(b[i])
	}
	return sum
}
