package paint

import (
	"image"
	"math"

	"golang.org/x/image/math/f32"

	"countertop/assets"
)

// flat is how far a straight piece of a curve may be from it, in pixels.
const flat = 0.02

// polyline is a line of straight pieces. The last point of a closed one is the
// first again.
type polyline []f32.Vec2

// flatten turns the steps of a path into lines in pixels.
func flatten(steps []assets.IconStep, scale float32) (lines []polyline) {
	first := f32.Vec2{}
	for _, s := range steps {
		var to [3]f32.Vec2
		for i := range to {
			to[i] = f32.Vec2{s.To[i][0] * scale, s.To[i][1] * scale}
		}
		if s.Command == 'M' {
			lines, first = append(lines, polyline{to[0]}), to[0]
			continue
		}
		l := &lines[len(lines)-1]
		switch s.Command {
		case 'L':
			*l = append(*l, to[0])
		case 'C':
			l.curve(to[0], to[1], to[2])
		case 'Z':
			*l = append(*l, first)
		}
	}
	return lines
}

// curve adds a cubic curve in as many pieces of the same parameter as keep it
// flat.
// Source: Wang's formula (Sederberg, Computer Aided Geometric Design, 10.6).
func (l *polyline) curve(b, c, d f32.Vec2) {
	a := (*l)[len(*l)-1]
	bend := func(p, q, r f32.Vec2) float64 {
		return math.Hypot(float64(p[0]-2*q[0]+r[0]), float64(p[1]-2*q[1]+r[1]))
	}
	n := int(math.Ceil(math.Sqrt(0.75 * max(bend(a, b, c), bend(b, c, d)) / flat)))
	for i := 1; i < n; i++ {
		t := float32(i) / float32(n)
		u := 1 - t
		var p f32.Vec2
		for k := range p {
			p[k] = u*u*u*a[k] + 3*u*u*t*b[k] + 3*u*t*t*c[k] + t*t*t*d[k]
		}
		*l = append(*l, p)
	}
	*l = append(*l, d)
}

// parts is how many points of a pixel are looked at, along each axis.
const parts = 4

// distances are those from the points of a picture to the nearest line, as far
// as a round pen of that radius reaches.
type distances struct {
	size   int // in points
	radius float32
	square []float32 // of the distances, in pixels
}

func newDistances(pixels int, radius float32) *distances {
	d := &distances{size: pixels * parts, radius: radius}
	d.square = make([]float32, d.size*d.size)
	for i := range d.square {
		d.square[i] = math.MaxFloat32
	}
	return d
}

// place is where a point of the picture lies, in pixels.
func place(i int) float32 { return (float32(i) + 0.5) / parts }

// line looks at the points that the pen reaches from a line.
func (d *distances) line(l polyline) {
	for i, b := range l {
		a := l[max(0, i-1)]
		if a == b && len(l) > 1 {
			continue
		}
		x0, x1 := d.reach(a[0], b[0])
		y0, y1 := d.reach(a[1], b[1])
		bx, by := b[0]-a[0], b[1]-a[1]
		per := 1 / max(bx*bx+by*by, 1e-9)
		for y := y0; y < y1; y++ {
			py := place(y) - a[1]
			for x := x0; x < x1; x++ {
				px := place(x) - a[0]
				along := max(0, min(1, (px*bx+py*by)*per))
				dx, dy := px-along*bx, py-along*by
				near := &d.square[y*d.size+x]
				*near = min(*near, dx*dx+dy*dy)
			}
		}
	}
}

// reach are the points along one axis from which a or b may be covered.
func (d *distances) reach(a, b float32) (from, to int) {
	from = int((min(a, b)-d.radius)*parts) - 1
	to = int((max(a, b)+d.radius)*parts) + 2
	return max(0, from), min(d.size, to)
}

// fill covers the points that a closed line goes around.
func (d *distances) fill(l polyline) {
	for y := range d.size {
		for x := range d.size {
			px, py := place(x), place(y)
			inside := false
			for i, b := range l[1:] {
				a := l[i]
				if (a[1] > py) != (b[1] > py) && px < a[0]+(py-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					inside = !inside
				}
			}
			if inside {
				d.square[y*d.size+x] = 0
			}
		}
	}
}

// mask is how much of each pixel the pen covers: an edge goes through a point
// within half the way to the next one.
func (d *distances) mask() *image.Alpha {
	pixels := d.size / parts
	a := image.NewAlpha(image.Rect(0, 0, pixels, pixels))
	all := max(0, d.radius-0.5/parts)
	none := d.radius + 0.5/parts
	for y := range pixels {
		for x := range pixels {
			sum := 0.0
			for i := range parts * parts {
				switch near := d.square[(y*parts+i/parts)*d.size+x*parts+i%parts]; {
				case near <= all*all:
					sum++
				case near < none*none:
					sum += clamp01(0.5 + (float64(d.radius)-math.Sqrt(float64(near)))*parts)
				}
			}
			a.Pix[y*a.Stride+x] = uint8(sum*255/(parts*parts) + 0.5)
		}
	}
	return a
}
