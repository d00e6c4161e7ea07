package printertest

import (
	"bytes"
	"slices"

	"countertop/printer"
)

// canvas is a page that a printer draws on: its dots, and what stands there.
// What is drawn outside of it is lost.
type canvas struct {
	dots  *printer.Bitmap
	codes []Code
	texts []TextRun
}

func newCanvas(w, h int) *canvas { return &canvas{dots: printer.NewBitmap(w, h)} }

// page is a copy of the canvas as a print.
func (c *canvas) page() Print {
	b := *c.dots
	b.Bits = bytes.Clone(b.Bits)
	return Print{Bitmap: &b, Codes: slices.Clone(c.codes), Texts: slices.Clone(c.texts)}
}

// clear makes it white.
func (c *canvas) clear() { *c = canvas{dots: printer.NewBitmap(c.dots.WidthDots, c.dots.HeightDots)} }

// ink says what a command does to the dots that it covers.
type ink int

const (
	burn   ink = iota // OR
	erase             // white
	invert            // XOR
)

// fill covers a rectangle.
func (c *canvas) fill(x, y, w, h int, how ink) {
	b := c.dots
	x1, y1 := min(x+w, b.WidthDots), min(y+h, b.HeightDots)
	x, y = max(x, 0), max(y, 0)
	if x >= x1 {
		return
	}
	from, to := x/8, (x1+7)/8
	mask := bytes.Repeat([]byte{0xff}, to-from)
	mask[0] &= 0xff >> (x % 8)
	mask[len(mask)-1] &= 0xff << (to*8 - x1)
	for ; y < y1; y++ {
		c.row(y, from, mask, how)
	}
}

// row covers the dots of mask in row y, from byte at on.
func (c *canvas) row(y, at int, mask []byte, how ink) {
	row := c.dots.Row(y)[at : at+len(mask)]
	switch how {
	case burn:
		for i, m := range mask {
			row[i] |= m
		}
	case erase:
		for i, m := range mask {
			row[i] &^= m
		}
	case invert:
		for i, m := range mask {
			row[i] ^= m
		}
	}
}

// frame draws a box with lines of the given thickness inside its edges.
func (c *canvas) frame(x, y, w, h, thick int) {
	thick = min(thick, (min(w, h)+1)/2)
	c.fill(x, y, w, thick, burn)
	c.fill(x, y+h-thick, w, thick, burn)
	c.fill(x, y, thick, h, burn)
	c.fill(x+w-thick, y, thick, h, burn)
}

// image draws src with its upper left dot at x, y, covering by its black dots.
func (c *canvas) image(x, y int, src *printer.Bitmap) {
	b := c.dots
	for sy := max(0, -y); sy < src.HeightDots && y+sy < b.HeightDots; sy++ {
		for at, bits := range src.Row(sy) {
			for i := x + at*8; bits != 0; i, bits = i+1, bits<<1 {
				if bits&0x80 == 0 || i < 0 || i >= b.WidthDots {
					continue
				}
				c.row(y+sy, i/8, []byte{0x80 >> (i % 8)}, burn)
			}
		}
	}
}

// enlarged is src with dots of sx x sy.
func enlarged(src *printer.Bitmap, sx, sy int) *printer.Bitmap {
	if sx == 1 && sy == 1 {
		return src
	}
	c := newCanvas(src.WidthDots*sx, src.HeightDots*sy)
	for y := range src.HeightDots {
		for at, bits := range src.Row(y) {
			for x := at * 8; bits != 0; x, bits = x+1, bits<<1 {
				if bits&0x80 != 0 {
					c.fill(x*sx, y*sy, sx, sy, burn)
				}
			}
		}
	}
	return c.dots
}

// turned is src turned clockwise by quarter quarters.
func turned(src *printer.Bitmap, quarter int) *printer.Bitmap {
	quarter &= 3
	if quarter == 0 {
		return src
	}
	w, h := src.WidthDots, src.HeightDots
	dst := printer.NewBitmap(w, h)
	if quarter%2 == 1 {
		dst = printer.NewBitmap(h, w)
	}
	for y := range h {
		for at, bits := range src.Row(y) {
			for x := at * 8; bits != 0; x, bits = x+1, bits<<1 {
				if bits&0x80 == 0 {
					continue
				}
				switch quarter {
				case 1:
					dst.Set(h-1-y, x, true)
				case 2:
					dst.Set(w-1-x, h-1-y, true)
				case 3:
					dst.Set(y, w-1-x, true)
				}
			}
		}
	}
	return dst
}

// turnedBox is where a box of w x h dots comes to lie that hangs on x, y with
// its upper left corner and is turned clockwise around that corner.
func turnedBox(x, y, w, h, quarter int) (left, top, width, height int) {
	switch quarter & 3 {
	case 1:
		return x - h, y, h, w
	case 2:
		return x - w, y - h, w, h
	case 3:
		return x, y - w, h, w
	}
	return x, y, w, h
}
