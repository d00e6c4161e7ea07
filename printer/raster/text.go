package raster

import (
	"fmt"
	"image"
	"math"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"countertop/assets"
	"countertop/printer"
)

// typeface is the one face of all labels with its glyph cache. A
// opentype.Face is not safe for several goroutines, hence the lock.
type typeface struct {
	mu   sync.Mutex
	font *opentype.Font
	// capital is the height of capitals, of an em of 1.
	capital float64
	buf     sfnt.Buffer
	faces   map[fixed.Int26_6]font.Face
	glyphs  map[glyphKey]glyph
}

// glyphKey is a rune at a size in dots and at one of subSteps positions
// within a dot.
type glyphKey struct {
	r    rune
	size fixed.Int26_6
	sub  fixed.Int26_6
}

const (
	subSteps = 4
	// maxGlyphs bounds the cache: a kiosk runs for months. A day's labels
	// use some hundred glyphs.
	maxGlyphs = 8192
)

// glyph is the black dots of a rune relative to its origin, and its advance.
type glyph struct {
	dots    []image.Point
	advance fixed.Int26_6
}

// middle is the column in the middle of the ink.
func (g glyph) middle() int {
	if len(g.dots) == 0 {
		return 0
	}
	left, right := g.dots[0].X, g.dots[0].X
	for _, d := range g.dots {
		left, right = min(left, d.X), max(right, d.X)
	}
	return (left + right + 1) / 2
}

var loadTypeface = sync.OnceValues(func() (*typeface, error) {
	file, err := assets.OpenFont(true)
	if err != nil {
		return nil, err
	}
	f, err := opentype.ParseReaderAt(file)
	if err != nil {
		return nil, fmt.Errorf("raster: parse font: %w", err)
	}
	t := &typeface{font: f, faces: map[fixed.Int26_6]font.Face{}, glyphs: map[glyphKey]glyph{}}
	const em = 1000
	m, err := f.Metrics(&t.buf, fixed.I(em), font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("raster: font metrics: %w", err)
	}
	t.capital = float64(m.CapHeight) / 64 / em
	return t, nil
})

// invisible are runes that have neither ink nor width on paper: controls,
// joiners, variation selectors, tags.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector)
}

// replacement is the box that stands for a rune the font lacks.
const replacement = '□'

// lacks reports whether the font has no glyph for r; t.mu is held.
func (t *typeface) lacks(r rune) bool {
	i, err := t.font.GlyphIndex(&t.buf, r)
	return err != nil || i == 0
}

// glyph returns the cached glyph; t.mu is held.
func (t *typeface) glyph(k glyphKey) (glyph, error) {
	if g, ok := t.glyphs[k]; ok {
		return g, nil
	}
	face, ok := t.faces[k.size]
	if !ok {
		var err error
		face, err = opentype.NewFace(t.font, &opentype.FaceOptions{Size: float64(k.size) / 64, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return glyph{}, fmt.Errorf("raster: %w", err)
		}
		t.faces[k.size] = face
	}
	r := k.r
	if t.lacks(r) {
		r = replacement
	}
	rect, mask, at, advance, ok := face.Glyph(fixed.Point26_6{X: k.sub}, r)
	if !ok {
		return glyph{}, fmt.Errorf("raster: glyph of %U cannot be drawn", k.r)
	}
	g := glyph{advance: advance}
	alpha := mask.(*image.Alpha)
	for y := range rect.Dy() {
		for x := range rect.Dx() {
			if alpha.AlphaAt(at.X+x, at.Y+y).A >= 0x80 {
				g.dots = append(g.dots, image.Pt(rect.Min.X+x, rect.Min.Y+y))
			}
		}
	}
	if len(t.glyphs) >= maxGlyphs {
		clear(t.glyphs)
	}
	t.glyphs[k] = g
	return g, nil
}

// placed is a visible glyph of a text: its origin in whole dots, and where its
// advance begins and ends.
type placed struct {
	glyph
	r        rune
	x        int
	from, to fixed.Int26_6
}

// each calls do with every visible glyph of s set from x on, and returns the
// whole advance.
func (t *typeface) each(s string, size, x fixed.Int26_6, do func(placed)) (fixed.Int26_6, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	start, before := x, x
	for _, r := range norm.NFC.String(s) {
		if invisible(r) {
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Me) && x > start {
			// The font has no places for marks: they stand over the middle of the
			// letter before, not beside it.
			g, err := t.glyph(glyphKey{r, size, 0})
			if err != nil {
				return 0, err
			}
			if do != nil {
				do(placed{g, r, ((before + x) / 2).Round() - g.middle(), x, x})
			}
			continue
		}
		before = x
		const step = 64 / subSteps
		at := (x + step/2) &^ (step - 1)
		g, err := t.glyph(glyphKey{r, size, at & 63})
		if err != nil {
			return 0, err
		}
		if do != nil {
			do(placed{g, r, at.Floor(), x, x + g.advance})
		}
		x += g.advance
	}
	return x - start, nil
}

// line is a black text as it was drawn: x where its first advance begins, y the
// row below its baseline, in dots of the bitmap.
type line struct {
	text  string
	align printer.Align
	size  fixed.Int26_6
	x     fixed.Int26_6
	y     int
}

func (c *canvas) text(e printer.Text) error {
	t, err := loadTypeface()
	if err != nil {
		return err
	}
	size, x := fix(e.SizeMM*c.dots), fix(e.X*c.dots)
	if e.Align != printer.AlignLeft {
		w, err := t.each(e.Text, size, 0, nil)
		if err != nil {
			return err
		}
		if e.Align == printer.AlignCenter {
			w /= 2
		}
		x -= w
	}
	y := c.dot(e.Y)
	if !e.White {
		c.lines = append(c.lines, line{e.Text, e.Align, size, x + fixed.I(c.dx), y + c.dy})
	}
	_, err = t.each(e.Text, size, x, func(p placed) {
		for _, d := range p.dots {
			c.set(p.x+d.X, y+d.Y, !e.White)
		}
	})
	return err
}

func fix(v float64) fixed.Int26_6 { return fixed.Int26_6(math.Round(v * 64)) }

// TextWidth is the width in mm of a line of text with an em of sizeMM at a
// resolution, from the origin of the first to the end of the last glyph. The
// error is that of assets.OpenFont.
func TextWidth(s string, sizeMM float64, dpi int) (float64, error) {
	t, err := loadTypeface()
	if err != nil {
		return 0, err
	}
	d := printer.DotsPerMM(dpi)
	w, err := t.each(s, fix(sizeMM*d), 0, nil)
	return float64(w) / 64 / d, err
}
