package paint

import (
	"image"
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/view"
	"countertop/printer"
)

// pictureKey names a bitmap at a size. A bitmap is taken to be finished: one
// that changes afterwards must be another.
type pictureKey struct {
	bitmap *printer.Bitmap
	w, h   int
}

const pictureLimit = 8

// picture draws a bitmap black on white into its rectangle.
func (p *Painter) picture(dst *ebiten.Image, n *view.Node) {
	k := pictureKey{n.Picture, n.Rect.W, n.Rect.H}
	if k.bitmap == nil || k.bitmap.WidthDots == 0 || k.bitmap.HeightDots == 0 || k.w <= 0 || k.h <= 0 {
		return
	}
	mask := p.pictures.get(k, pictureLimit, func() *ebiten.Image { return newMask(pictureMask(k)) })
	p.fill(dst, rectangle(n.Rect), color.NRGBA{0xff, 0xff, 0xff, 0xff})
	p.stamp(dst, mask, n.Rect.X, n.Rect.Y, color.NRGBA{A: 0xff})
}

// pictureMask scales the black of a bitmap. Made smaller, each pixel is the
// mean of the dots below it, weighted by area; otherwise it is its nearest
// dot, black or white.
func pictureMask(k pictureKey) *image.Alpha {
	b := k.bitmap
	a := image.NewAlpha(image.Rect(0, 0, k.w, k.h))
	shrink := k.w < b.WidthDots || k.h < b.HeightDots
	for y := range k.h {
		y0, y1 := y*b.HeightDots, (y+1)*b.HeightDots // in dots * k.h
		for x := range k.w {
			x0, x1 := x*b.WidthDots, (x+1)*b.WidthDots
			if !shrink {
				if b.Black((x0+x1)/(2*k.w), (y0+y1)/(2*k.h)) {
					a.Pix[y*a.Stride+x] = 255
				}
				continue
			}
			sum := 0
			for dy := y0 / k.h; dy*k.h < y1; dy++ {
				high := min(y1, (dy+1)*k.h) - max(y0, dy*k.h)
				for dx := x0 / k.w; dx*k.w < x1; dx++ {
					if b.Black(dx, dy) {
						sum += high * (min(x1, (dx+1)*k.w) - max(x0, dx*k.w))
					}
				}
			}
			a.Pix[y*a.Stride+x] = uint8(sum * 255 / (b.WidthDots * b.HeightDots))
		}
	}
	return a
}
