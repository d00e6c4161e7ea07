package ink_test

import (
	"math"
	"math/rand/v2"

	"countertop/app/ime/ink"
)

// hand is an invented writer: how far from the model the characters come out.
// Lengths are shares of the size of a character, angles are radians.
type hand struct {
	name            string
	jitter          float64 // of each point, after the pen has swung a few of them
	shift, turn     float64 // of each stroke
	slant, scale    float64 // of the whole
	overshoot       float64 // or undershoot of both ends of a stroke
	hook            float64 // chance that a stroke begins or ends in a small hook
	squeeze         float64 // of one half of the character against the other
	corners         int     // passes that round corners off
	swapped, joined float64 // chance for each stroke
}

var (
	tidy  = hand{jitter: .003, shift: .01, turn: .03, slant: .06, scale: .08, overshoot: .02, hook: .1, squeeze: .05, corners: 1}
	shaky = hand{jitter: .008, shift: .03, turn: .1, slant: .15, scale: .15, overshoot: .06, hook: .3, squeeze: .12, corners: 5}
)

func (h hand) with(name string, swapped, joined float64) hand {
	h.name, h.swapped, h.joined = name, swapped, joined
	return h
}

var hands = []hand{
	{name: "as the template"},
	tidy.with("tidy", 0, 0),
	tidy.with("tidy, 15 % swapped", .15, 0),
	tidy.with("tidy, 20 % joined", 0, .2),
	tidy.with("tidy, both", .15, .2),
	shaky.with("shaky", 0, 0),
	shaky.with("shaky, 15 % swapped", .15, 0),
	shaky.with("shaky, 20 % joined", 0, .2),
	hardest,
}

var hardest = shaky.with("shaky, both", .15, .2)

// write is a character, in a square of 0 to 1, as the hand writes it.
func (h hand) write(model []ink.Stroke, rng *rand.Rand) []ink.Stroke {
	normal := func(sd float64) float64 { return rng.NormFloat64() * sd }
	lean, sx, sy := normal(h.slant), math.Exp(normal(h.scale)), math.Exp(normal(h.scale))
	left, upper := math.Exp(normal(h.squeeze)), math.Exp(normal(h.squeeze))
	half := func(v, k float64) float64 { // 0..0.5 gets k times the room
		cut := 0.5 * k
		if v < 0.5 {
			return v * k
		}
		return cut + (v-0.5)*(2-k)
	}
	var out []ink.Stroke
	for _, m := range model {
		s := h.ends(even(m, 0.025), rng)
		for range h.corners {
			s = rounded(s)
		}
		dx, dy := normal(h.shift), normal(h.shift)
		sin, cos := math.Sincos(normal(h.turn))
		var mx, my float64
		for _, p := range s {
			mx, my = mx+float64(p.X)/float64(len(s)), my+float64(p.Y)/float64(len(s))
		}
		var jx, jy float64
		for i, p := range s {
			// The pen swings: what it is off now it is partly off at the next point.
			jx, jy = 0.8*jx+normal(h.jitter), 0.8*jy+normal(h.jitter)
			x, y := float64(p.X)-mx, float64(p.Y)-my
			x, y = mx+dx+x*cos-y*sin+jx, my+dy+x*sin+y*cos+jy
			x, y = half(x, left)*sx, half(y, upper)*sy
			s[i] = ink.Point{X: float32(80 * (x - lean*y)), Y: float32(80 * y)}
		}
		out = append(out, s)
	}
	for i := 1; i < len(out); i++ {
		if rng.Float64() < h.swapped {
			out[i-1], out[i] = out[i], out[i-1]
		}
	}
	joined := out[:1]
	for _, s := range out[1:] {
		if last := len(joined) - 1; rng.Float64() < h.joined {
			joined[last] = append(joined[last], s...)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// ends lets a stroke begin and end too early or too late, and in a hook.
func (h hand) ends(s ink.Stroke, rng *rand.Rand) ink.Stroke {
	for range 2 {
		if n := len(s); n > 3 {
			a, b := s[n-3], s[n-1]
			l := math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)) + 1e-9
			ux, uy := float64(b.X-a.X)/l, float64(b.Y-a.Y)/l
			if far := rng.NormFloat64() * h.overshoot; far > 0 {
				s = append(s, ink.Point{X: b.X + float32(far*ux), Y: b.Y + float32(far*uy)})
			} else {
				s = s[:max(n-int(-far/0.025), n/2)]
			}
			if rng.Float64() < h.hook {
				sin, cos := math.Sincos(2 + 2.3*rng.Float64()) // backwards to one side
				b = s[len(s)-1]
				s = append(s, ink.Point{X: b.X + float32(.06*(ux*cos-uy*sin)), Y: b.Y + float32(.06*(ux*sin+uy*cos))})
			}
		}
		for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
			s[i], s[j] = s[j], s[i]
		}
	}
	return s
}

// even puts points on a stroke at least every step.
func even(s ink.Stroke, step float64) ink.Stroke {
	out := ink.Stroke{s[0]}
	for i := 1; i < len(s); i++ {
		a, b := s[i-1], s[i]
		n := math.Ceil(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)) / step)
		for k := 1.0; k <= n; k++ {
			t := float32(k / n)
			out = append(out, ink.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
		}
	}
	return out
}

// rounded cuts each corner of a stroke between its neighbours.
func rounded(s ink.Stroke) ink.Stroke {
	out := append(ink.Stroke(nil), s...)
	for i := 1; i < len(s)-1; i++ {
		out[i] = ink.Point{X: (s[i-1].X + 2*s[i].X + s[i+1].X) / 4, Y: (s[i-1].Y + 2*s[i].Y + s[i+1].Y) / 4}
	}
	return out
}
