package printertest

import (
	"image"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/assets"
	"countertop/printer"
)

// cells is a font that a virtual printer has in itself: W x H dots for a
// character of ASCII, and Wide x H for a Han; with Wide 0 it has no Han.
type cells struct {
	name       string
	w, h, wide int
}

// width is that of one rune, before magnification.
func (f cells) width(r rune) int {
	if r < 0x80 {
		return f.w
	}
	return f.wide
}

// text sets s with the upper left corner of its first cell at x, y, magnified
// sx and sy times and turned clockwise around that corner. Runes that the font
// lacks take a cell and stay blank.
func (c *canvas) text(x, y int, s string, f cells, sx, sy, quarter int) {
	w := 0
	for _, r := range s {
		cw := or(f.width(r), f.w) * sx
		left, top, bw, bh := turnedBox(x, y, w+cw, f.h*sy, quarter)
		switch quarter & 3 {
		case 0:
			left, bw = left+bw-cw, cw
		case 1:
			top, bh = top+bh-cw, cw
		case 2:
			bw = cw
		case 3:
			bh = cw
		}
		visible := left < c.dots.WidthDots && top < c.dots.HeightDots && left+bw > 0 && top+bh > 0
		if g := f.glyph(r, sx, sy); visible && g != nil {
			c.image(left, top, turned(g, quarter))
		}
		w += cw
	}
	if w > 0 {
		left, top, bw, bh := turnedBox(x, y, w, f.h*sy, quarter)
		c.texts = append(c.texts, TextRun{X: left, Y: top, W: bw, H: bh, Text: s, Font: f.name})
	}
}

// glyph draws r into one cell; nil is blank.
func (f cells) glyph(r rune, sx, sy int) *printer.Bitmap {
	var src *image.Alpha
	switch {
	case r <= ' ' || r == 0x7f || r > 0x7f && f.wide == 0:
		return nil
	case r < 0x7f:
		src = latin(r)
	default:
		if src = han(r); src == nil {
			b := newCanvas(f.wide*sx, f.h*sy)
			b.frame(sx, sy, (f.wide-2)*sx, (f.h-2)*sy, max(1, f.h*sy/12))
			return b.dots
		}
	}
	w, h, in := f.width(r), f.h, src.Rect
	b := printer.NewBitmap(w, h)
	for y := range h {
		for x := range w {
			b.Set(x, y, src.AlphaAt(x*in.Dx()/w, y*in.Dy()/h).A >= 0x80)
		}
	}
	return enlarged(b, sx, sy)
}

// latin is a character of ASCII in 7 x 13 dots.
func latin(r rune) *image.Alpha {
	f := basicfont.Face7x13
	dst := image.NewAlpha(image.Rect(0, 0, f.Advance, f.Height))
	d := font.Drawer{Dst: dst, Src: image.Opaque, Face: f, Dot: fixed.P(0, f.Ascent)}
	d.DrawString(string(r))
	return dst
}

// han is a character that is not of ASCII in 24 x 24 dots, nil if there is no
// font for it.
func han(r rune) *image.Alpha {
	hanLock.Lock()
	defer hanLock.Unlock()
	face := hanFace()
	if face == nil {
		return nil
	}
	if _, ok := face.GlyphAdvance(r); !ok {
		return nil
	}
	dst := image.NewAlpha(image.Rect(0, 0, 24, 24))
	d := font.Drawer{Dst: dst, Src: image.Opaque, Face: face, Dot: fixed.P(1, 20)}
	d.DrawString(string(r))
	return dst
}

var hanLock sync.Mutex // a face is not for several goroutines

var hanFace = sync.OnceValue(func() font.Face {
	file, err := assets.OpenFont(true)
	if err != nil {
		return nil
	}
	f, err := opentype.ParseReaderAt(file)
	if err != nil {
		return nil
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 22, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil
	}
	return face
})

// gbkText reads GBK, one-byte characters below 0x80 and pairs above; with four,
// the four-byte characters of GB 18030 too. What is none becomes U+FFFD, byte by
// byte.
func gbkText(b []byte, four bool) string {
	var s strings.Builder
	for len(b) > 0 {
		n := 1
		switch {
		case b[0] < 0x80:
		case four && len(b) > 3 && b[1] >= '0' && b[1] <= '9':
			n = 4
		case len(b) > 1 && b[1] >= 0x40:
			n = 2
		}
		if r, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b[:n]); err == nil && utf8.RuneCount(r) == 1 {
			s.Write(r)
		} else {
			s.WriteRune(utf8.RuneError)
			n = 1
		}
		b = b[n:]
	}
	return s.String()
}
