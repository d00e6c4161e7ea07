package drive

import (
	"cmp"
	"image"
	"slices"
	"unicode/utf8"

	"countertop/printer"
)

// Bounds is the place of m on its page image, in dots. The ink of a DrawText may be
// anywhere in it.
func Bounds(m printer.DrawOp) image.Rectangle {
	at := func(x, y, w, h int) image.Rectangle { return image.Rect(x, y, x+w, y+h) }
	switch m := m.(type) {
	case printer.DrawImage:
		return at(m.X, m.Y, m.Bitmap.WidthDots, m.Bitmap.HeightDots)
	case printer.DrawBar:
		return at(m.X, m.Y, m.W, m.H)
	case printer.DrawCode128:
		return at(m.X, m.Y, m.Modules*m.ModuleDots, m.H)
	case printer.DrawQR:
		return at(m.X, m.Y, m.Modules*m.ModuleDots, m.Modules*m.ModuleDots)
	case printer.DrawText:
		return at(m.X, m.Y, utf8.RuneCountInString(m.Text)*m.Font.W*m.ScaleX, m.Font.H*m.ScaleY)
	default:
		return image.Rectangle{}
	}
}

// Supported returns the operations of s for a language that has a command for those that
// can says yes to: the others become pictures cut out of the preview. Pictures
// come first and from left to right, so that a printer which draws them opaque
// loses nothing: what the blank dots that fill up a picture's last byte wipe out
// at its right is drawn later.
func Supported(s *printer.PageImage, can func(printer.DrawOp) bool) []printer.DrawOp {
	var pictures, others []printer.DrawOp
	for _, m := range s.Ops {
		if _, ok := m.(printer.DrawImage); ok {
			pictures = append(pictures, m)
		} else if can(m) {
			others = append(others, m)
		} else if b := Bounds(m).Intersect(s.Preview.Bounds()); !b.Empty() {
			pictures = append(pictures, printer.DrawImage{X: b.Min.X, Y: b.Min.Y, Bitmap: s.Preview.Crop(b.Min.X, b.Min.Y, b.Dx(), b.Dy())})
		}
	}
	slices.SortStableFunc(pictures, func(a, b printer.DrawOp) int { return cmp.Compare(Bounds(a).Min.X, Bounds(b).Min.X) })
	return append(pictures, others...)
}
