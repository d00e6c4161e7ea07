package paint

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/view"
)

// cornerKey names the mask of a top left corner: of a filled box, or of a
// frame of that stroke.
type cornerKey struct{ radius, stroke int }

type shadowKey struct{ w, h, radius int }

const (
	shadowReach = 20 // how far a shadow shows around its box, in pixels
	shadowDrop  = 4
	shadowLimit = 32
)

// shadowColor is the ink of the palette, thin.
var shadowColor = view.Color{R: 0x12, G: 0x16, B: 0x1c, A: 0x48}

func (p *Painter) box(dst *ebiten.Image, n *view.Node) {
	r := rectangle(n.Rect)
	if r.Empty() {
		return
	}
	radius := max(0, min(n.Radius, r.Dx()/2, r.Dy()/2))
	if n.Shadow {
		p.shadow(dst, r, radius)
	}
	stroke := n.StrokeWidth
	if n.Stroke.A == 0 {
		stroke = 0
	}
	if n.Fill.A > 0 {
		// The fill ends under the middle of the stroke, so that at the corners
		// it neither shows outside nor leaves a seam.
		in := stroke / 2
		p.round(dst, r.Inset(in), max(0, radius-in), n.Fill)
	}
	switch {
	case stroke == 0:
	case n.Dashed:
		p.dashes(dst, r, radius, stroke, n.Stroke)
	default:
		p.frame(dst, r, radius, stroke, n.Stroke)
	}
}

// round fills a box with round corners.
func (p *Painter) round(dst *ebiten.Image, r image.Rectangle, radius int, c view.Color) {
	p.fourCorners(dst, r, cornerKey{radius, 0}, c)
	p.fill(dst, image.Rect(r.Min.X+radius, r.Min.Y, r.Max.X-radius, r.Min.Y+radius), c)
	p.fill(dst, image.Rect(r.Min.X, r.Min.Y+radius, r.Max.X, r.Max.Y-radius), c)
	p.fill(dst, image.Rect(r.Min.X+radius, r.Max.Y-radius, r.Max.X-radius, r.Max.Y), c)
}

// frame draws a stroke inside the edges of a box.
func (p *Painter) frame(dst *ebiten.Image, r image.Rectangle, radius, stroke int, c view.Color) {
	s := max(radius, stroke)
	p.fourCorners(dst, r, cornerKey{radius, stroke}, c)
	p.fill(dst, image.Rect(r.Min.X+s, r.Min.Y, r.Max.X-s, r.Min.Y+stroke), c)
	p.fill(dst, image.Rect(r.Min.X+s, r.Max.Y-stroke, r.Max.X-s, r.Max.Y), c)
	p.fill(dst, image.Rect(r.Min.X, r.Min.Y+s, r.Min.X+stroke, r.Max.Y-s), c)
	p.fill(dst, image.Rect(r.Max.X-stroke, r.Min.Y+s, r.Max.X, r.Max.Y-s), c)
}

// dashes draws a frame whose straight edges are dashed; the corners stay
// whole, so that the dashes begin and end alike on every edge.
func (p *Painter) dashes(dst *ebiten.Image, r image.Rectangle, radius, stroke int, c view.Color) {
	s := max(radius, stroke)
	p.fourCorners(dst, r, cornerKey{radius, stroke}, c)
	dash, gap := 3*stroke, 2*stroke
	along := func(length int, draw func(from, to int)) {
		// A gap, then n times dash and gap, stretched to fit.
		n := (length - gap + (dash+gap)/2) / (dash + gap)
		for i := range n {
			from := gap + i*(length-gap)/n
			draw(from, from+(length-gap)/n-gap)
		}
	}
	along(r.Dx()-2*s, func(from, to int) {
		from, to = r.Min.X+s+from, r.Min.X+s+to
		p.fill(dst, image.Rect(from, r.Min.Y, to, r.Min.Y+stroke), c)
		p.fill(dst, image.Rect(from, r.Max.Y-stroke, to, r.Max.Y), c)
	})
	along(r.Dy()-2*s, func(from, to int) {
		from, to = r.Min.Y+s+from, r.Min.Y+s+to
		p.fill(dst, image.Rect(r.Min.X, from, r.Min.X+stroke, to), c)
		p.fill(dst, image.Rect(r.Max.X-stroke, from, r.Max.X, to), c)
	})
}

// fourCorners draws one corner mask, mirrored into each corner of r.
func (p *Painter) fourCorners(dst *ebiten.Image, r image.Rectangle, k cornerKey, c view.Color) {
	if k.radius == 0 && k.stroke == 0 {
		return
	}
	mask, ok := p.corners[k]
	if !ok {
		mask = newMask(cornerMask(k))
		p.corners[k] = mask
	}
	for _, at := range []struct {
		x, y   int
		sx, sy float64
	}{
		{r.Min.X, r.Min.Y, 1, 1},
		{r.Max.X, r.Min.Y, -1, 1},
		{r.Min.X, r.Max.Y, 1, -1},
		{r.Max.X, r.Max.Y, -1, -1},
	} {
		p.op.GeoM.Reset()
		p.op.GeoM.Scale(at.sx, at.sy)
		p.op.GeoM.Translate(float64(at.x), float64(at.y))
		p.tinted(dst, mask, c)
	}
}

// cornerMask computes how much of each pixel the shape covers, by the
// distance of its middle from the arc.
func cornerMask(k cornerKey) *image.Alpha {
	size := max(k.radius, k.stroke)
	a := image.NewAlpha(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			cov := arcCover(x, y, k.radius, k.radius)
			if inner := k.radius - k.stroke; k.stroke > 0 && inner > 0 {
				cov -= arcCover(x, y, k.radius, inner)
			}
			a.Pix[y*a.Stride+x] = uint8(cov*255 + 0.5)
		}
	}
	return a
}

// arcCover is the part of the pixel that lies within radius of (at, at), or
// right of or below it.
func arcCover(x, y, at, radius int) float64 {
	dx := max(float64(at)-float64(x)-0.5, 0)
	dy := max(float64(at)-float64(y)-0.5, 0)
	return clamp01(float64(radius) + 0.5 - math.Hypot(dx, dy))
}

func clamp01(v float64) float64 { return max(0, min(1, v)) }

func (p *Painter) shadow(dst *ebiten.Image, r image.Rectangle, radius int) {
	k := shadowKey{r.Dx(), r.Dy(), radius}
	mask := p.shadows.get(k, shadowLimit, func() *ebiten.Image { return newMask(shadowMask(k)) })
	p.stamp(dst, mask, r.Min.X-shadowReach, r.Min.Y-shadowReach+shadowDrop, shadowColor)
}

// shadowMask is the box, blurred.
func shadowMask(k shadowKey) *image.Alpha {
	w, h := k.w+2*shadowReach, k.h+2*shadowReach
	a := image.NewAlpha(image.Rect(0, 0, w, h))
	for y := range k.h {
		for x := range k.w {
			// Mirror every quarter onto the top left corner.
			cov := arcCover(min(x, k.w-1-x), min(y, k.h-1-y), k.radius, k.radius)
			if k.radius == 0 {
				cov = 1
			}
			a.Pix[(y+shadowReach)*a.Stride+x+shadowReach] = uint8(cov*255 + 0.5)
		}
	}
	// Three box blurs come close to a Gaussian, and reach 3*6 pixels.
	for range 3 {
		blur(a.Pix, w, h, 1, a.Stride, 6)
		blur(a.Pix, h, w, a.Stride, 1, 6)
	}
	return a
}

// blur averages over 2*reach+1 neighbours along one axis: n values that lie
// step apart, in each of lines lines.
func blur(pix []uint8, n, lines, step, line, reach int) {
	src := make([]int, n)
	for l := range lines {
		for i := range n {
			src[i] = int(pix[l*line+i*step])
		}
		sum := 0
		for i := -reach; i < n; i++ {
			if i+reach < n {
				sum += src[i+reach]
			}
			if i-reach-1 >= 0 {
				sum -= src[i-reach-1]
			}
			if i >= 0 {
				pix[l*line+i*step] = uint8(sum / (2*reach + 1))
			}
		}
	}
}
