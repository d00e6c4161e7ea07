package raster

import (
	"math/bits"

	"countertop/printer"
)

// rect is a box of dots; x1 and y1 are not in it.
type rect struct{ x0, y0, x1, y1 int }

func (r rect) w() int      { return r.x1 - r.x0 }
func (r rect) h() int      { return r.y1 - r.y0 }
func (r rect) empty() bool { return r.x0 >= r.x1 || r.y0 >= r.y1 }

func (r rect) moved(dx, dy int) rect { return rect{r.x0 + dx, r.y0 + dy, r.x1 + dx, r.y1 + dy} }

func (r rect) union(o rect) rect {
	return rect{min(r.x0, o.x0), min(r.y0, o.y0), max(r.x1, o.x1), max(r.y1, o.y1)}
}

func (r rect) intersect(o rect) rect {
	return rect{max(r.x0, o.x0), max(r.y0, o.y0), min(r.x1, o.x1), min(r.y1, o.y1)}
}

func (r rect) in(o rect) bool { return r.intersect(o) == r }

func bounds(b *printer.Bitmap) rect { return rect{0, 0, b.WidthDots, b.HeightDots} }

func clone(b *printer.Bitmap) *printer.Bitmap {
	c := *b
	c.Bits = append([]byte(nil), b.Bits...)
	return &c
}

// bytesOf calls do with the index in b.Bits of every byte that r touches, and
// the bits of it that are in r, row by row. r is inside b.
func bytesOf(b *printer.Bitmap, r rect, do func(i int, mask byte)) {
	if r.empty() {
		return
	}
	first, last := byte(0xff)>>(r.x0%8), ^(byte(0x7f) >> ((r.x1 - 1) % 8))
	from, to := r.x0/8, (r.x1-1)/8
	for y := r.y0; y < r.y1; y++ {
		for i := from; i <= to; i++ {
			mask := byte(0xff)
			if i == from {
				mask &= first
			}
			if i == to {
				mask &= last
			}
			do(y*b.Stride+i, mask)
		}
	}
}

// count is the number of black dots in r.
func count(b *printer.Bitmap, r rect) int {
	n := 0
	bytesOf(b, r, func(i int, mask byte) { n += bits.OnesCount8(b.Bits[i] & mask) })
	return n
}

// solid reports whether r has dots and all are black.
func solid(b *printer.Bitmap, r rect) bool { return !r.empty() && count(b, r) == r.w()*r.h() }

func burn(b *printer.Bitmap, r rect) {
	bytesOf(b, r, func(i int, mask byte) { b.Bits[i] |= mask })
}

func wipe(b *printer.Bitmap, r rect) {
	bytesOf(b, r, func(i int, mask byte) { b.Bits[i] &^= mask })
}

// part is a copy of the dots in r.
func part(b *printer.Bitmap, r rect) *printer.Bitmap {
	p := printer.NewBitmap(r.w(), r.h())
	shift := r.x0 % 8
	for y := range p.HeightDots {
		from, to := b.Row(r.y0 + y)[r.x0/8:], p.Row(y)
		for i := range to {
			v := from[i] << shift
			if i+1 < len(from) {
				v |= byte(uint16(from[i+1]) >> (8 - shift))
			}
			to[i] = v
		}
		to[len(to)-1] &= ^(byte(0x7f) >> ((r.w() - 1) % 8))
	}
	return p
}

// span is a run of columns or rows; to is not in it.
type span struct{ from, to int }

// spans are the columns and the rows of r that have a dot of the colour asked
// for, each from the first to the last of a run.
func spans(b *printer.Bitmap, r rect, black bool) (xs, ys []span) {
	var flip byte
	if !black {
		flip = 0xff
	}
	columns := make([]byte, b.Stride)
	y := -1
	bytesOf(b, r, func(i int, mask byte) {
		v := (b.Bits[i] ^ flip) & mask
		if v == 0 {
			return
		}
		columns[i%b.Stride] |= v
		if now := i / b.Stride; now != y {
			y = now
			ys = extend(ys, y)
		}
	})
	for x := r.x0; x < r.x1; x++ {
		if columns[x/8]&(0x80>>(x%8)) != 0 {
			xs = extend(xs, x)
		}
	}
	return xs, ys
}

// extend adds the next place to runs.
func extend(s []span, at int) []span {
	if n := len(s) - 1; n >= 0 && s[n].to == at {
		s[n].to++
		return s
	}
	return append(s, span{at, at + 1})
}

// hull is the box of what spans found, empty if they found nothing.
func hull(xs, ys []span) rect {
	if len(xs) == 0 {
		return rect{}
	}
	return rect{xs[0].from, ys[0].from, xs[len(xs)-1].to, ys[len(ys)-1].to}
}
