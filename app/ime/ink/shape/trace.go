package shape

import "math"

// Trace is a writing as points at even distances, for a closer look than a
// Feature allows.
type Trace struct {
	points []heading
	drawn  int // of points; moves in the air follow
}

// heading is a place and the unit vector of where the pen goes.
type heading struct{ x, y, dx, dy float32 }

// NewTrace follows the strokes in the frame of Feature. They must hold a
// finite point.
func NewTrace(strokes []Stroke) Trace {
	ink := clean(strokes)
	normalise(ink)
	var t Trace
	for _, s := range ink {
		t.add(smooth(resample(s)))
	}
	t.drawn = len(t.points)
	for i := 1; i < len(ink); i++ {
		last := ink[i-1]
		t.add(resample([]pt{last[len(last)-1], ink[i][0]}))
	}
	return t
}

func (t *Trace) add(s []pt) {
	const stride = 2 // of a feature's steps: a closer look need not be a slow one
	for i := 0; i < len(s)-1 && len(t.points) < maxTrace; i += stride {
		a, b := s[i], s[min(i+stride, len(s)-1)]
		l := max(math.Hypot(b.x-a.x, b.y-a.y), 1e-9)
		t.points = append(t.points, heading{
			float32((a.x + b.x) / 2), float32((a.y + b.y) / 2),
			float32((b.x - a.x) / l), float32((b.y - a.y) / l),
		})
	}
}

const (
	maxTrace = 600  // points; twice what the fullest character has
	turned   = 0.05 // squared widths of the picture that a turn of 90° counts as
	strange  = 0.06 // more is not counted against a point that has no counterpart
)

// Distance is how far every second drawn point is on average from the nearest one of
// the other writing, drawn or not, that goes the same way: the square of it, in
// widths of the picture, there and back. It is 0 for the same writing and at
// most 0.12.
func (t Trace) Distance(u Trace) float32 { return t.to(u) + u.to(t) }

func (t Trace) to(u Trace) float32 {
	sum := float32(0)
	for i := 0; i < t.drawn; i += 2 { // its neighbour would say much the same
		p := t.points[i]
		least := float32(strange)
		for _, q := range u.points {
			x, y := p.x-q.x, p.y-q.y
			if d := x*x + y*y + turned*(1-p.dx*q.dx-p.dy*q.dy); d < least {
				least = d
			}
		}
		sum += least
	}
	return sum / float32((t.drawn+1)/2)
}
