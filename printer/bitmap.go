package printer

import (
	"image"
	"image/color"
)

// Bitmap is a picture of printer dots: one bit per dot, rows padded to whole
// bytes, most significant bit left, 1 = burnt (black).
type Bitmap struct {
	WidthDots, HeightDots int
	// Stride is the number of bytes in a row, (WidthDots+7)/8.
	Stride int
	// Bits holds HeightDots rows of Stride bytes. Bits right of WidthDots are 0.
	Bits []byte
}

// NewBitmap returns a white bitmap of w x h dots.
func NewBitmap(w, h int) *Bitmap {
	stride := (w + 7) / 8
	return &Bitmap{WidthDots: w, HeightDots: h, Stride: stride, Bits: make([]byte, stride*h)}
}

// Black reports whether the dot at x, y is burnt; outside the bitmap it is not.
func (b *Bitmap) Black(x, y int) bool {
	if x < 0 || y < 0 || x >= b.WidthDots || y >= b.HeightDots {
		return false
	}
	return b.Bits[y*b.Stride+x/8]&(0x80>>(x%8)) != 0
}

// Set burns or clears the dot at x, y; a dot outside the bitmap is ignored.
func (b *Bitmap) Set(x, y int, black bool) {
	if x < 0 || y < 0 || x >= b.WidthDots || y >= b.HeightDots {
		return
	}
	if black {
		b.Bits[y*b.Stride+x/8] |= 0x80 >> (x % 8)
	} else {
		b.Bits[y*b.Stride+x/8] &^= 0x80 >> (x % 8)
	}
}

// Row returns the bytes of row y; they are shared with the bitmap.
func (b *Bitmap) Row(y int) []byte { return b.Bits[y*b.Stride : (y+1)*b.Stride] }

// Crop returns a copy of the w x h dots of b from x, y on. What is outside b is
// white.
func (b *Bitmap) Crop(x, y, w, h int) *Bitmap {
	c := NewBitmap(w, h)
	for j := range h {
		for i := range w {
			if b.Black(x+i, y+j) {
				c.Set(i, j, true)
			}
		}
	}
	return c
}

// Bounds, ColorModel and At make a Bitmap an image.Image, so that image/png
// writes it and the screen shows the very dots that are printed.
func (b *Bitmap) Bounds() image.Rectangle { return image.Rect(0, 0, b.WidthDots, b.HeightDots) }

// ColorModel is black on white.
func (b *Bitmap) ColorModel() color.Model {
	return color.Palette{color.Gray{Y: 255}, color.Gray{Y: 0}}
}

// At returns black for a burnt dot and white otherwise.
func (b *Bitmap) At(x, y int) color.Color {
	if b.Black(x, y) {
		return color.Gray{Y: 0}
	}
	return color.Gray{Y: 255}
}

// ColorIndexAt makes image/png write one bit per dot.
func (b *Bitmap) ColorIndexAt(x, y int) uint8 {
	if b.Black(x, y) {
		return 1
	}
	return 0
}
