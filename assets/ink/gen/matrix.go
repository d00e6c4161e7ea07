package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"countertop/app/ime/ink/shape"
)

// matrix is square and symmetric.
type matrix [][]float64

func newMatrix(n int) matrix {
	m := make(matrix, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

// addOuter adds v times itself to the lower half.
func (m matrix) addOuter(v []float64) {
	for i, a := range v {
		if a != 0 {
			row := m[i]
			for j, b := range v[:i+1] {
				row[j] += a * b
			}
		}
	}
}

func (m matrix) mirror() {
	for i := range m {
		for j := range i {
			m[j][i] = m[i][j]
		}
	}
}

// cholesky returns the lower l with l times its transpose = m.
func (m matrix) cholesky() matrix {
	l := newMatrix(len(m))
	for i := range m {
		for j := range i + 1 {
			v := m[i][j] - inner(l[i][:j], l[j][:j])
			if i == j {
				l[i][i] = math.Sqrt(v)
			} else {
				l[i][j] = v / l[j][j]
			}
		}
	}
	return l
}

// solve returns x with m x = b for a lower m, solveT with the transpose of m.
func (m matrix) solve(b []float64) []float64 {
	x := make([]float64, len(b))
	for i := range b {
		x[i] = (b[i] - inner(m[i][:i], x[:i])) / m[i][i]
	}
	return x
}

func (m matrix) solveT(b []float64) []float64 {
	x := slices.Clone(b)
	for i := len(b) - 1; i >= 0; i-- {
		x[i] /= m[i][i]
		for j := range i {
			x[j] -= m[i][j] * x[i]
		}
	}
	return x
}

// discriminants returns the n axes along which between is largest compared with
// within, each scaled to a variance of 1 within: orthogonal iteration on the
// whitened matrix. The axes need not be exact, only the space they span.
func discriminants(within, between matrix, n int) [][]float64 {
	l := within.cholesky()
	white := newMatrix(len(within))
	for i := range between {
		white[i] = l.solve(between[i])
	}
	for i := range white { // now the other side
		for j := range i {
			white[i][j], white[j][i] = white[j][i], white[i][j]
		}
	}
	for i := range white {
		white[i] = l.solve(white[i])
	}
	rng := rand.New(rand.NewPCG(1, 2))
	axes := make([][]float64, n)
	for k := range axes {
		axes[k] = make([]float64, len(white))
		for i := range axes[k] {
			axes[k][i] = rng.NormFloat64()
		}
	}
	for range 60 {
		for k, a := range axes {
			next := make([]float64, len(white))
			for i := range white {
				next[i] = inner(white[i], a)
			}
			for _, b := range axes[:k] {
				along := inner(next, b)
				for i := range next {
					next[i] -= along * b[i]
				}
			}
			length := math.Sqrt(inner(next, next))
			for i := range next {
				next[i] /= length
			}
			axes[k] = next
		}
	}
	for k := range axes {
		axes[k] = l.solveT(axes[k])
	}
	return axes
}

func inner(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// quantile is the size that the given share of values does not exceed.
func quantile(values []float64, share float64) float64 {
	sizes := make([]float64, len(values))
	for i, v := range values {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	return sizes[int(share*float64(len(sizes)-1))]
}

// thin leaves out the points of a stroke that lie within far of the line
// between the others (Ramer, Douglas and Peucker).
func thin(s shape.Stroke, far float64) shape.Stroke {
	if len(s) < 3 {
		return s
	}
	a, b := s[0], s[len(s)-1]
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	l := math.Hypot(dx, dy)
	at, most := 0, far
	for i, p := range s[1 : len(s)-1] {
		px, py := float64(p.X-a.X), float64(p.Y-a.Y)
		d := math.Hypot(px, py)
		if l > 0 {
			d = math.Abs(px*dy-py*dx) / l
		}
		if d > most {
			at, most = i+1, d
		}
	}
	if at == 0 {
		return shape.Stroke{a, b}
	}
	return append(thin(s[:at+1], far), thin(s[at:], far)[1:]...)
}
