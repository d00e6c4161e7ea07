package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"countertop/app/ime/ink/shape"
)

// distort writes a character as an untidy hand might: slanted, bent, with
// strokes out of place, some of them joined and some of them too early.
func distort(strokes []shape.Stroke, rng *rand.Rand) []shape.Stroke {
	normal := func(sd float64) float64 { return rng.NormFloat64() * sd }
	out := make([]shape.Stroke, len(strokes))

	// One slow wave along each axis bends the whole; the matrix leans it.
	ax, ay := normal(35), normal(35)
	fx, fy := 1+2*rng.Float64(), 1+2*rng.Float64()
	px, py := 2*math.Pi*rng.Float64(), 2*math.Pi*rng.Float64()
	m := [4]float64{math.Exp(normal(0.12)), normal(0.12), normal(0.1), math.Exp(normal(0.12))}
	for i, s := range strokes {
		var cx, cy float64
		for _, p := range s {
			cx, cy = cx+float64(p.X)/float64(len(s)), cy+float64(p.Y)/float64(len(s))
		}
		dx, dy := normal(28), normal(28)
		kx, ky := math.Exp(normal(0.13)), math.Exp(normal(0.13))
		sin, cos := math.Sincos(normal(0.1))
		for _, p := range dense(s) {
			x, y := (float64(p.X)-cx)*kx, (float64(p.Y)-cy)*ky
			x, y = cx+dx+x*cos-y*sin, cy+dy+x*sin+y*cos
			x, y = x+ax*math.Sin(px+fx*math.Pi*y/900), y+ay*math.Sin(py+fy*math.Pi*x/900)
			x, y = m[0]*x+m[1]*y, m[2]*x+m[3]*y
			out[i] = append(out[i], shape.Point{X: float32(x), Y: float32(y)})
		}
		if rng.IntN(2) == 0 {
			out[i] = round(out[i], 1+rng.IntN(6))
		}
	}
	for i := 1; i < len(out); i++ {
		if rng.Float64() < 0.1 {
			out[i-1], out[i] = out[i], out[i-1]
		}
	}
	share := 0.4 * rng.Float64() // of the strokes that are joined to the one before
	for i := len(out) - 1; i > 0; i-- {
		if rng.Float64() < share {
			out[i-1] = append(out[i-1], out[i]...)
			out = slices.Delete(out, i, i+1)
		}
	}
	return out
}

// dense puts points on a stroke every 20 units or so.
func dense(s shape.Stroke) shape.Stroke {
	out := shape.Stroke{s[0]}
	for i := 1; i < len(s); i++ {
		a, b := s[i-1], s[i]
		n := int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/20) + 1
		for k := 1; k <= n; k++ {
			t := float32(k) / float32(n)
			out = append(out, shape.Point{X: a.X + float32(t*(b.X-a.X)), Y: a.Y + float32(t*(b.Y-a.Y))})
		}
	}
	return out
}

// round takes the corners off a stroke: each pass moves every point towards its
// neighbours.
func round(s shape.Stroke, passes int) shape.Stroke {
	for range passes {
		next := slices.Clone(s)
		for i := 1; i < len(s)-1; i++ {
			next[i] = shape.Point{X: (s[i-1].X + s[i].X + s[i+1].X) / 3, Y: (s[i-1].Y + s[i].Y + s[i+1].Y) / 3}
		}
		s = next
	}
	return s
}
