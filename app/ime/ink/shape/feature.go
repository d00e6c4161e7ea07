package shape

import "math"

// Point is a place of the pen, in any unit, Y down.
type Point struct{ X, Y float32 }

// Stroke is the way of the pen from touch to release.
type Stroke []Point

// The picture of directions is Cells x Cells cells with Directions values
// each; Size is the length of a feature.
const (
	Cells      = 8
	Directions = 8
	Size       = Cells * Cells * Directions
)

const (
	step       = 0.03 // between two points on a stroke, in widths of the picture
	spread     = 0.25 // of one standard deviation of the ink, in the same unit
	minAspect  = 0.35 // 一 is not blown up to a square
	blur       = 0.6  // of the Gaussian, in cells
	moveInk    = 0.5  // a move of the pen in the air may be ink in the next hand
	maxPoints  = 4096 // of all strokes together
	maxStrokes = 128  // twice what any character has
)

// Feature describes strokes by how much ink runs in each of eight directions
// in each of 8x8 cells: Size values, the square roots of the amounts, scaled
// to a length of 1. Place, size and most of the proportions of the writing do
// not matter, nor do the order of strokes and whether they are joined matter
// much. It is false if there is no ink: no stroke with a finite point.
//
// Source: the eight-direction feature of Z.-L. Bai and Q. Huo, ICDAR 2005.
func Feature(strokes []Stroke) ([]float32, bool) {
	ink := clean(strokes)
	if len(ink) == 0 {
		return nil, false
	}
	normalise(ink)
	var p picture
	for i, s := range ink {
		if i > 0 {
			last := ink[i-1]
			p.draw(resample([]pt{last[len(last)-1], s[0]}), moveInk)
		}
		p.draw(smooth(resample(s)), 1)
	}
	return p.feature(), true
}

// pt is a Point with room to compute.
type pt struct{ x, y float64 }

// clean copies the finite points, about maxPoints of maxStrokes strokes at most,
// and brings them into a box with a longer side of 1.
func clean(strokes []Stroke) [][]pt {
	total := 0
	for _, s := range strokes {
		total += len(s)
	}
	every := 1 + total/maxPoints
	var out [][]pt
	lo, hi := pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, s := range strokes {
		var c []pt
		for i, p := range s {
			x, y := float64(p.X), float64(p.Y)
			if bad := math.IsNaN(x-x) || math.IsNaN(y-y); bad || i%every != 0 && i != len(s)-1 {
				continue
			}
			c = append(c, pt{x, y})
			lo = pt{min(lo.x, x), min(lo.y, y)}
			hi = pt{max(hi.x, x), max(hi.y, y)}
		}
		if len(c) > 0 && len(out) < maxStrokes {
			out = append(out, c)
		}
	}
	side := max(hi.x-lo.x, hi.y-lo.y)
	if side == 0 {
		side = 1
	}
	for _, s := range out {
		for i, p := range s {
			s[i] = pt{(p.x - lo.x) / side, (p.y - lo.y) / side}
		}
	}
	return out
}

// normalise moves the centre of the ink to the middle of the picture and
// scales each axis by how far the ink is spread along it.
func normalise(ink [][]pt) {
	var w, mx, my, mxx, myy float64
	for _, s := range ink {
		for i := range s {
			a, b := s[max(i-1, 0)], s[i]
			l := math.Hypot(b.x-a.x, b.y-a.y) + 1e-6
			x, y := (a.x+b.x)/2, (a.y+b.y)/2
			w, mx, my = w+l, mx+l*x, my+l*y
			// the second moment of an even line
			mxx += l * (x*x + (b.x-a.x)*(b.x-a.x)/12)
			myy += l * (y*y + (b.y-a.y)*(b.y-a.y)/12)
		}
	}
	mx, my = mx/w, my/w
	sx, sy := math.Sqrt(max(mxx/w-mx*mx, 0)), math.Sqrt(max(myy/w-my*my, 0))
	sx, sy = max(sx, minAspect*sy, 1e-3), max(sy, minAspect*sx, 1e-3)
	for _, s := range ink {
		for i, p := range s {
			s[i] = pt{0.5 + spread*(p.x-mx)/sx, 0.5 + spread*(p.y-my)/sy}
		}
	}
}

// resample puts points on a stroke at even distances of about step, so that
// fast and slow writing look the same.
func resample(s []pt) []pt {
	length := 0.0
	for i := 1; i < len(s); i++ {
		length += math.Hypot(s[i].x-s[i-1].x, s[i].y-s[i-1].y)
	}
	n := int(min(length/step, maxPoints)) + 1
	d := length / float64(n)
	out := make([]pt, 1, n+1)
	out[0] = s[0]
	gone := 0.0
	for i := 1; i < len(s); i++ {
		a, b := s[i-1], s[i]
		l := math.Hypot(b.x-a.x, b.y-a.y)
		for len(out) < n && gone+l >= d*float64(len(out)) {
			t := (d*float64(len(out)) - gone) / l
			out = append(out, pt{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)})
		}
		gone += l
	}
	return append(out, s[len(s)-1])
}

// smooth takes the tremble and the steps of a coarse touchscreen out of a
// stroke; its ends stay.
func smooth(s []pt) []pt {
	for range 2 {
		before := s[0]
		for i := 1; i < len(s)-1; i++ {
			p := s[i]
			s[i] = pt{(before.x + 2*p.x + s[i+1].x) / 4, (before.y + 2*p.y + s[i+1].y) / 4}
			before = p
		}
	}
	return s
}

// picture holds the directions of each cell beside one another.
type picture [Size]float64

// draw adds the segments between points, each by its length times weight, to
// the two directions next to its own, in the cells around its middle.
func (p *picture) draw(s []pt, weight float64) {
	for i := 1; i < len(s); i++ {
		a, b := s[i-1], s[i]
		l := math.Hypot(b.x-a.x, b.y-a.y)
		if l == 0 {
			l = step / 10 // a dot
		}
		angle := math.Atan2(b.y-a.y, b.x-a.x) / (2 * math.Pi) * Directions
		if angle < 0 {
			angle += Directions
		}
		whole, part := math.Modf(angle)
		d0 := int(whole) % Directions
		d1 := (d0 + 1) % Directions
		x0, wx := around((a.x + b.x) / 2)
		y0, wy := around((a.y + b.y) / 2)
		for y := range wy {
			for x := range wx {
				cx, cy := x0+x, y0+y
				if cx < 0 || cx >= Cells || cy < 0 || cy >= Cells {
					continue
				}
				ink := l * weight * wx[x] * wy[y]
				cell := p[(cy*Cells+cx)*Directions:][:Directions]
				cell[d0] += ink * (1 - part)
				cell[d1] += ink * part
			}
		}
	}
}

// around gives the first of the four cells a place spreads to along one axis,
// and how much falls into each. What lies outside counts at the rim.
func around(v float64) (first int, weights [4]float64) {
	v = min(max(v*Cells-0.5, -0.5), Cells-0.5)
	first = int(math.Floor(v)) - 1
	sum := 0.0
	for i := range weights {
		d := (v - float64(first+i)) / blur
		weights[i] = math.Exp(-d * d / 2)
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return first, weights
}

func (p *picture) feature() []float32 {
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	out := make([]float32, Size)
	for i, v := range p {
		out[i] = float32(math.Sqrt(v / sum)) // the squares add up to 1
	}
	return out
}
