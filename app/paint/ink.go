package paint

import (
	"image"
	"math"
	"slices"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/view"
)

// inkLimit is the number of drawings kept: a signature, and the views of a
// machine.
const inkLimit = 6

// ink is one drawing, rasterised as far as it has grown. A pixel's coverage
// comes from its distance to the nearest piece of line, so it does not matter
// in which order, or in how many steps, the pieces came: appending to a long
// signature costs no more than the new piece, and gives the same pixels.
type ink struct {
	size    image.Point
	width   int
	strokes [][]view.Point
	done    []int // per stroke, the bends that are rasterised
	cov     *image.Alpha
	img     *ebiten.Image

	// The end of the last stroke is still provisional: its last bend is known
	// only when the next point comes. Then what lay below it is put back.
	tail  image.Rectangle
	below []uint8
}

// ink draws strokes whose points are pixels from the top left corner of the
// node. Ink reaches half a pen beyond the node and is cut off there.
func (p *Painter) ink(dst *ebiten.Image, n *view.Node) {
	if n.Color.A == 0 || n.StrokeWidth <= 0 || len(n.Strokes) == 0 || n.Rect.W <= 0 || n.Rect.H <= 0 {
		return
	}
	b := inkBounds(n)
	i := slices.IndexFunc(p.inks, func(k *ink) bool {
		return k.size == b.Size() && k.width == n.StrokeWidth && grows(k.strokes, n.Strokes)
	})
	if i < 0 {
		if len(p.inks) == inkLimit {
			p.inks[inkLimit-1].img.Deallocate()
			p.inks = p.inks[:inkLimit-1]
		}
		p.inks = append(p.inks, newInk(b.Size(), n.StrokeWidth))
		i = len(p.inks) - 1
	}
	k := p.inks[i]
	copy(p.inks[1:i+1], p.inks[:i])
	p.inks[0] = k
	k.grow(n.Strokes)
	p.stamp(dst, k.img, b.Min.X, b.Min.Y, n.Color)
}

func inkBounds(n *view.Node) image.Rectangle {
	return rectangle(n.Rect).Inset(-(n.StrokeWidth/2 + 1))
}

// grows reports whether next is old with points added at its end.
func grows(old, next [][]view.Point) bool {
	if len(old) > len(next) {
		return false
	}
	for i, s := range old {
		if len(s) > len(next[i]) || len(s) < len(next[i]) && i < len(old)-1 || !slices.Equal(s, next[i][:len(s)]) {
			return false
		}
	}
	return true
}

// inkChange returns the region, from the top left corner of the node, in
// which the strokes that old has grown to differ from it.
func inkChange(old, next [][]view.Point, width int) image.Rectangle {
	var r image.Rectangle
	for i := max(0, len(old)-1); i < len(next); i++ {
		from := 0
		if i < len(old) {
			if len(old[i]) == len(next[i]) {
				continue
			}
			from = provisional(old[i])
		}
		r = r.Union(around(next[i][from:], width))
	}
	return r
}

// provisional is a point before which s will not change when it grows.
func provisional(s []view.Point) int { return max(0, len(s)-5) }

// around returns the pixels that a line through the points may touch.
func around(s []view.Point, width int) image.Rectangle {
	var r image.Rectangle
	for _, p := range s {
		r = r.Union(reach(p, p, float64(width)/2))
	}
	return r
}

func newInk(size image.Point, width int) *ink {
	return &ink{
		size: size, width: width,
		cov: image.NewAlpha(image.Rectangle{Max: size}),
		img: ebiten.NewImage(size.X, size.Y),
	}
}

// grow brings the drawing to strokes, which must be its own and more.
func (k *ink) grow(strokes [][]view.Point) {
	if slices.EqualFunc(k.strokes, strokes, func(a, b []view.Point) bool { return len(a) == len(b) }) {
		return
	}
	dirty := k.restore()
	for i := max(0, len(k.strokes)-1); i < len(strokes); i++ {
		s := strokes[i]
		if i == len(k.done) {
			k.done = append(k.done, 0)
		}
		for k.done[i]+3 < len(s) {
			k.done[i]++
			dirty = dirty.Union(k.bend(s, k.done[i]))
		}
		if len(s) == 0 {
			continue
		}
		if i == len(strokes)-1 {
			k.save(s)
		}
		for j := k.done[i] + 1; j+1 < len(s); j++ {
			dirty = dirty.Union(k.bend(s, j))
		}
		dirty = dirty.Union(k.segment(bendEnd(s, len(s)-2), s[len(s)-1]))
	}
	k.strokes = strokes
	if dirty = dirty.Intersect(k.cov.Rect); !dirty.Empty() {
		k.img.SubImage(dirty).(*ebiten.Image).WritePixels(whitePixels(k.cov, dirty))
	}
}

// save keeps what lies below the provisional end of s.
func (k *ink) save(s []view.Point) {
	k.tail = k.shift(around(s[provisional(s):], k.width)).Intersect(k.cov.Rect)
	k.below = k.below[:0]
	for y := k.tail.Min.Y; y < k.tail.Max.Y; y++ {
		k.below = append(k.below, k.cov.Pix[k.cov.PixOffset(k.tail.Min.X, y):][:k.tail.Dx()]...)
	}
}

// restore takes the provisional end away and returns where it was.
func (k *ink) restore() image.Rectangle {
	for y := range k.tail.Dy() {
		copy(k.cov.Pix[k.cov.PixOffset(k.tail.Min.X, k.tail.Min.Y+y):], k.below[y*k.tail.Dx():(y+1)*k.tail.Dx()])
	}
	r := k.tail
	k.tail = image.Rectangle{}
	return r
}

// bend draws stroke s from the end of bend i-1 to the end of bend i, which is
// at point i: a straight piece and a curve, or a corner if it is sharp.
func (k *ink) bend(s []view.Point, i int) image.Rectangle {
	start, end := bendAt(s, i)
	mid := smooth(s, i)
	r := k.segment(bendEnd(s, i-1), start)
	n := 1 + int(math.Hypot(float64(end.X-start.X), float64(end.Y-start.Y))/2)
	last := start
	for j := 1; j <= n; j++ {
		t := float32(j) / float32(n)
		u := 1 - t
		next := view.Point{
			X: u*u*start.X + 2*u*t*mid.X + t*t*end.X,
			Y: u*u*start.Y + 2*u*t*mid.Y + t*t*end.Y,
		}
		r = r.Union(k.segment(last, next))
		last = next
	}
	return r
}

// bendEnd is where bend i of s ends; bend 0 is the first point.
func bendEnd(s []view.Point, i int) view.Point {
	if i <= 0 {
		return s[0]
	}
	_, end := bendAt(s, i)
	return end
}

// bendAt returns where the curve around point i begins and ends: half way to
// the nearer neighbour on both sides, or at the point if it is a corner.
func bendAt(s []view.Point, i int) (start, end view.Point) {
	b := smooth(s, i)
	if corner(s, i) {
		return b, b
	}
	a, c := smooth(s, i-1), smooth(s, i+1)
	lu, lv := distance(a, b), distance(b, c)
	if lu == 0 || lv == 0 {
		return b, b
	}
	d := min(lu, lv) / 2
	return toward(b, a, d/lu), toward(b, c, d/lv)
}

// sharpest is the cosine of the largest turn that is rounded, 50 degrees: a
// hand drawn line turns less between two samples, unless it means a corner.
const sharpest = 0.64

// corner reports whether s turns sharply at i, which is not an end.
func corner(s []view.Point, i int) bool {
	ux, uy := float64(s[i].X-s[i-1].X), float64(s[i].Y-s[i-1].Y)
	vx, vy := float64(s[i+1].X-s[i].X), float64(s[i+1].Y-s[i].Y)
	return ux*vx+uy*vy < sharpest*math.Hypot(ux, uy)*math.Hypot(vx, vy)
}

// sampled is the largest distance in pixels between points that are samples
// of a hand; longer lines were meant to be as they are.
const sampled = 12

// smooth returns point i without the noise of the panel, which knows whole
// pixels only: drawn as they come, they look like steps.
func smooth(s []view.Point, i int) view.Point {
	p := s[i]
	if i == 0 || i == len(s)-1 || corner(s, i) || distance(s[i-1], p) > sampled || distance(p, s[i+1]) > sampled {
		return p
	}
	return view.Point{X: (s[i-1].X + 2*p.X + s[i+1].X) / 4, Y: (s[i-1].Y + 2*p.Y + s[i+1].Y) / 4}
}

func distance(a, b view.Point) float32 {
	return float32(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)))
}

// toward is the point t of the way from a to b.
func toward(a, b view.Point, t float32) view.Point {
	return view.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

// segment draws a straight line with round ends and returns where.
func (k *ink) segment(a, b view.Point) image.Rectangle {
	radius := float64(k.width) / 2
	r := k.shift(reach(a, b, radius)).Intersect(k.cov.Rect)
	off := float64(k.width/2 + 1)
	ax, ay := float64(a.X)+off, float64(a.Y)+off
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	length2 := dx*dx + dy*dy
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := k.cov.Pix[k.cov.PixOffset(0, y):]
		py := float64(y) + 0.5 - ay
		for x := r.Min.X; x < r.Max.X; x++ {
			px := float64(x) + 0.5 - ax
			t := 0.0
			if length2 > 0 {
				t = clamp01((px*dx + py*dy) / length2)
			}
			ex, ey := px-t*dx, py-t*dy
			if d := radius + 0.5 - math.Sqrt(ex*ex+ey*ey); d > 0 {
				row[x] = max(row[x], uint8(min(d, 1)*255+0.5))
			}
		}
	}
	return r
}

// shift moves a region from the node's corner to that of the mask.
func (k *ink) shift(r image.Rectangle) image.Rectangle {
	return r.Add(image.Pt(k.width/2+1, k.width/2+1))
}

// reach returns the pixels that a line from a to b may touch.
func reach(a, b view.Point, radius float64) image.Rectangle {
	radius++
	return image.Rect(
		int(math.Floor(float64(min(a.X, b.X))-radius)), int(math.Floor(float64(min(a.Y, b.Y))-radius)),
		int(math.Ceil(float64(max(a.X, b.X))+radius)), int(math.Ceil(float64(max(a.Y, b.Y))+radius)),
	)
}
