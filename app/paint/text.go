package paint

import (
	"image"
	"unicode"

	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"countertop/app/view"
)

type faceKey struct {
	size int
	bold bool
}

// glyphKey names the mask of one glyph, shifted right by part/4 pixels.
type glyphKey struct {
	faceKey
	r    rune
	part uint8
}

// glyph is a mask and where its top left corner stands from the pen.
type glyph struct {
	mask *ebiten.Image // nil for a space
	x, y int
}

// glyphLimit is the number of pixels of glyphs kept: some 5,000 hanzi of 24
// pixels, 12 MB.
const glyphLimit = 3 << 20

// line draws one line of text. The pen moves by the advances of the Measurer.
func (p *Painter) line(dst *ebiten.Image, n *view.Node) {
	if n.Color.A == 0 || n.Size <= 0 {
		return
	}
	face := faceKey{n.Size, n.Bold}
	pen := fixed.I(n.Rect.X)
	for _, r := range n.Text {
		at := (pen + 8) &^ 15 // quarters of a pixel
		if unicode.Is(unicode.Han, r) || n.Size >= 48 {
			// Whole pixels: hanzi stay crisp and one mask serves all.
			at = fixed.I(pen.Round())
		}
		g := p.glyph(glyphKey{face, r, uint8(at & 63 / 16)})
		if g.mask != nil {
			p.stamp(dst, g.mask, at.Floor()+g.x, n.Baseline+g.y, n.Color)
		}
		pen += p.text.Advance(r, n.Size, n.Bold)
	}
}

func (p *Painter) glyph(k glyphKey) glyph {
	if g, ok := p.glyphs[k]; ok {
		return g
	}
	if p.glyphPix > glyphLimit {
		p.dropGlyphs()
	}
	var g glyph
	dr, mask, _, _, _ := p.face(k.faceKey).Glyph(fixed.Point26_6{X: fixed.Int26_6(k.part) * 16}, k.r)
	if a, ok := mask.(*image.Alpha); ok && !dr.Empty() {
		g = glyph{newMask(a), dr.Min.X, dr.Min.Y}
		p.glyphPix += dr.Dx() * dr.Dy()
	}
	p.glyphs[k] = g
	return g
}

func (p *Painter) face(k faceKey) font.Face {
	f, ok := p.faces[k]
	if !ok {
		// It has no way to fail: the font is open already.
		f, _ = opentype.NewFace(p.text.Font(k.bold), &opentype.FaceOptions{Size: float64(k.size), DPI: 72})
		p.faces[k] = f
	}
	return f
}

// dropGlyphs forgets all glyphs; what the screen shows comes back at once.
func (p *Painter) dropGlyphs() {
	for _, g := range p.glyphs {
		if g.mask != nil {
			g.mask.Deallocate()
		}
	}
	clear(p.glyphs)
	p.glyphPix = 0
}
