package raster

import "countertop/printer"

// maxScale bounds a factor, against a correction gone wrong.
const maxScale = 2

// scale is a factor of printer.Correction, whose zero value changes nothing.
func scale(f float64) float64 {
	if f == 0 {
		return 1
	}
	return min(max(f, 1.0/maxScale), maxScale)
}

// stretched is e with its places and lengths multiplied. Sizes of texts, codes,
// pictures and pens stay.
func stretched(e printer.Element, sx, sy float64) printer.Element {
	if sx == 1 && sy == 1 {
		return e
	}
	switch e := e.(type) {
	case printer.Text:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case printer.Block:
		e.X, e.Y, e.W, e.H = e.X*sx, e.Y*sy, e.W*sx, e.H*sy
		return e
	case printer.Frame:
		e.X, e.Y, e.W, e.H = e.X*sx, e.Y*sy, e.W*sx, e.H*sy
		return e
	case printer.Rule:
		e.X, e.Y, e.W = e.X*sx, e.Y*sy, e.W*sx
		return e
	case printer.TickBox:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case printer.QR:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case printer.Code128:
		e.X, e.Y, e.H = e.X*sx, e.Y*sy, e.H*sy
		return e
	case printer.Picture:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case printer.Strokes:
		lines := make([][]printer.PointMM, len(e.Lines))
		for i, l := range e.Lines {
			for _, p := range l {
				lines[i] = append(lines[i], printer.PointMM{X: p.X * sx, Y: p.Y * sy})
			}
		}
		e.Lines = lines
		return e
	case printer.Disc:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	}
	return e
}
