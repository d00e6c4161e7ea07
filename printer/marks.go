package printer

import (
	"cmp"
	"image"
	"slices"
	"unicode/utf8"
)

// Box is the place of m on its sheet, in dots. The ink of a TextMark may be
// anywhere in it.
func Box(m Mark) image.Rectangle {
	at := func(x, y, w, h int) image.Rectangle { return image.Rect(x, y, x+w, y+h) }
	switch m := m.(type) {
	case ImageMark:
		return at(m.X, m.Y, m.Bitmap.WidthDots, m.Bitmap.HeightDots)
	case BarMark:
		return at(m.X, m.Y, m.W, m.H)
	case Code128Mark:
		return at(m.X, m.Y, m.Modules*m.ModuleDots, m.H)
	case QRMark:
		return at(m.X, m.Y, m.Modules*m.ModuleDots, m.Modules*m.ModuleDots)
	case TextMark:
		return at(m.X, m.Y, utf8.RuneCountInString(m.Text)*m.Font.W*m.ScaleX, m.Font.H*m.ScaleY)
	default:
		return image.Rectangle{}
	}
}

// Said returns the marks of s for a language that has a command for those that
// can says yes to: the others become pictures cut out of the preview. Pictures
// come first and from left to right, so that a printer which draws them opaque
// loses nothing: what the blank dots that fill up a picture's last byte wipe out
// at its right is drawn later.
func (s *Sheet) Said(can func(Mark) bool) []Mark {
	var pictures, others []Mark
	for _, m := range s.Marks {
		if _, ok := m.(ImageMark); ok {
			pictures = append(pictures, m)
		} else if can(m) {
			others = append(others, m)
		} else if b := Box(m).Intersect(s.Preview.Bounds()); !b.Empty() {
			pictures = append(pictures, ImageMark{b.Min.X, b.Min.Y, s.Preview.Crop(b.Min.X, b.Min.Y, b.Dx(), b.Dy())})
		}
	}
	slices.SortStableFunc(pictures, func(a, b Mark) int { return cmp.Compare(Box(a).Min.X, Box(b).Min.X) })
	return append(pictures, others...)
}

// QRText reports whether data is held by the alphanumeric mode of QR codes. For
// such data any encoder chooses the same version, so that a code drawn by the
// printer is as large as on the preview; with other data a cleverer one might
// find a smaller version.
//
// Source: ISO/IEC 18004, table 5.
func QRText(data string) bool {
	for _, r := range data {
		switch {
		case '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
		case r == ' ' || r == '$' || r == '%' || r == '*' || r == '+' || r == '-' || r == '.' || r == '/' || r == ':':
		default:
			return false
		}
	}
	return data != ""
}
