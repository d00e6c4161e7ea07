package printertest

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// zplField is what stands between ^FO and ^FS.
type zplField struct {
	x, y    int
	typeset bool    // ^FT: x, y is the baseline or the foot
	reverse bool    // ^FR
	hex     byte    // ^FH: what begins two hexadecimal digits, or 0
	kind    byte    // 't' text, 'C' Code 128, 'Q' QR, 'x' a code not known here
	font    zplFont // name 0 is that of ^CF
	quarter int     // clockwise; -1 is that of ^FW
	// Of codes: ^BC takes height, legend, above and mode; height is the
	// magnification of ^BQ.
	height        int
	legend, above bool
	mode          byte
	data          string
	// picture draws what is no text; tall is its height.
	picture func(c *canvas, x, y int)
	tall    int
}

func newZPLField() zplField { return zplField{kind: 't', quarter: -1} }

// fieldData takes ^FD, with the digits of ^FH read.
func (z *zpler) fieldData(s string) {
	if len(s) > maxFieldBytes {
		z.v.unknown++
		s = s[:maxFieldBytes]
	}
	s = strings.NewReplacer("\r", "", "\n", "").Replace(s)
	if h := z.field.hex; h != 0 {
		var b strings.Builder
		for i := 0; i < len(s); i++ {
			if s[i] == h && i+2 < len(s) {
				if d, err := hex.DecodeString(s[i+1 : i+3]); err == nil {
					b.WriteByte(d[0])
					i += 2
					continue
				}
			}
			b.WriteByte(s[i])
		}
		s = b.String()
	}
	z.field.data = s
}

// endField draws the field.
func (z *zpler) endField() {
	f := z.field
	z.field = newZPLField()
	if f.picture == nil && f.data == "" || f.picture == nil && f.kind == 'x' {
		return
	}
	if f.font.name == 0 { // no ^A
		f.font = z.usual
	}
	if f.quarter < 0 {
		f.quarter = z.turn
	}
	z.drawn = true
	to := z.paper()
	c := to
	if f.reverse {
		c = newCanvas(to.dots.WidthDots, to.dots.HeightDots)
	}
	x, y := f.x+z.homeX-z.shift, f.y+z.homeY+z.top
	switch {
	case f.picture != nil:
		f.picture(c, x, y-bitOf(f.typeset)*f.tall)
	case f.kind == 'C':
		z.code128(c, f, x, y-bitOf(f.typeset)*f.height)
	case f.kind == 'Q':
		z.qr(c, f, x, y)
	default:
		z.text(c, f, x, y)
	}
	if f.reverse {
		for y := range to.dots.HeightDots {
			to.row(y, 0, c.dots.Row(y), invert)
		}
		to.codes, to.texts = append(to.codes, c.codes...), append(to.texts, c.texts...)
	}
}

func bitOf(on bool) int { return int(bit(on, 1)) }

// zplFont is a font in a size: a letter of a resident font, or a file.
type zplFont struct {
	name byte
	file string
	h, w int
}

// zplMatrix is a bitmap font: its matrix, the gap to the next character and the
// baseline from the top (ZPL II Programming Guide, "Fonts and Bar Codes").
type zplMatrix struct{ h, w, gap, baseline int }

var zplMatrices = map[byte]zplMatrix{
	'A': {9, 5, 1, 7},
	'B': {11, 7, 2, 11},
	'C': {18, 10, 2, 14},
	'D': {18, 10, 2, 14},
	'E': {28, 15, 5, 23},
	'F': {26, 13, 3, 21},
	'G': {60, 40, 8, 48},
	'H': {21, 13, 6, 21},
}

// On heads of 12 dots/mm two fonts have other matrices.
var zplMatrices12 = map[byte]zplMatrix{'E': {42, 20, 6, 34}, 'H': {34, 22, 8, 34}}

func (z *zpler) matrix(name byte) (m zplMatrix, ok bool) {
	if z.perMM() == 12 {
		if m, ok = zplMatrices12[name]; ok {
			return m, true
		}
	}
	m, ok = zplMatrices[name]
	return m, ok
}

// maxFontDots is the largest size of a scalable font.
const maxFontDots = 1500

// font is a font of the given letter; without sizes it has those of usual.
func (z *zpler) font(name byte, sizes []string, usual zplFont) zplFont {
	f := zplFont{name: name, file: z.aliases[name]}
	f.h = z.number(sizes, 0, 0, 0, maxLabelDots)
	f.w = z.number(sizes, 1, 0, 0, maxLabelDots)
	if _, ok := z.matrix(name); !ok && name != '0' && f.file == "" {
		z.v.unknown++
		f.name, f.file = usual.name, usual.file
	}
	if f.h == 0 && f.w == 0 {
		f.h, f.w = usual.h, usual.w
	}
	return f
}

func (z *zpler) selectFont(name byte, args []string) {
	if c := letter(args, 0, 0); c != 0 {
		z.field.quarter = z.quarter(c)
	}
	sizes := args[1:]
	if name != '@' {
		z.field.font = z.font(name, sizes, z.usual)
		return
	}
	file := z.usual.file
	if len(sizes) > 2 && sizes[2] != "" {
		file = sizes[2]
	}
	z.field.font = z.font('0', sizes, z.usual)
	z.field.font.file = file
}

// cells are the cells of a font, with its magnification and baseline.
func (z *zpler) cells(f zplFont) (c cells, sx, sy, baseline int) {
	if m, ok := z.matrix(f.name); ok && f.file == "" {
		// The nearest of one to ten times the matrix.
		times := func(dots, of int) int { return min(10, (dots+of/2)/of) }
		sx, sy = times(f.w, m.w), times(f.h, m.h)
		sx = max(1, or(sx, sy))
		sy = max(1, or(sy, sx))
		return cells{name: string(rune(f.name)), w: m.w + m.gap, h: m.h}, sx, sy, m.baseline * sy
	}
	h, w := f.h, f.w
	if h == 0 {
		h = w * 15 / 12
	}
	if w == 0 {
		w = h * 12 / 15
	}
	h, w = min(max(h, 10), maxFontDots), min(max(w, 10), maxFontDots)
	// The resident font is proportional, and narrow: half the width on average.
	// Its baseline is three quarters down.
	c = cells{name: "0", w: (w + 1) / 2, h: h}
	if f.file != "" && !z.v.opt.NoHan {
		c.name, c.wide = f.file, w
	}
	return c, 1, 1, h * 3 / 4
}

func (z *zpler) text(c *canvas, f zplField, x, y int) {
	font, sx, sy, baseline := z.cells(f.font)
	s := z.decode(f.data)
	width := 0
	// What a font lacks stays blank: all but ASCII without Chinese, small letters
	// in B. So that nobody takes it for printed, it is not in Texts either.
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && font.wide == 0 || font.name == "B" && r >= 'a' && r <= 'z' {
			r = ' '
		}
		width += or(font.width(r), font.w) * sx
		return r
	}, s)
	if f.typeset {
		if f.quarter != 0 {
			z.v.unknown++
		}
		y -= baseline
	}
	// ^FO is the upper left corner of the turned text.
	left, top, _, _ := turnedBox(0, 0, width, font.h*sy, f.quarter)
	c.text(x-left, y-top, s, font, sx, sy, f.quarter)
}

func (z *zpler) decode(s string) string {
	switch {
	case z.utf8:
		return strings.ToValidUTF8(s, "?")
	case z.latin:
		s, _ = charmap.Windows1252.NewDecoder().String(s)
	default:
		s, _ = charmap.CodePage850.NewDecoder().String(s)
	}
	return s
}

func (z *zpler) code128(c *canvas, f zplField, x, y int) {
	symbols, data := code128Auto(f.data), f.data
	if f.mode != 'A' {
		symbols, data = zplCode128(f.data)
	}
	if symbols == nil {
		z.v.unknown++
		return
	}
	// Start, check character and stop, which is two modules wider, as well.
	w := ((len(symbols)+2)*11 + 2) * z.module
	left, top, _, _ := turnedBox(0, 0, w, f.height, f.quarter)
	c.code128Turned(x-left, y-top, z.module, f.height, f.quarter, symbols, data)
	if f.legend {
		font := cells{name: "A", w: 6, h: 9}
		below := f.height + z.module
		if f.above {
			below = -9*z.module - z.module
		}
		c.text(x+(w-len(data)*6*z.module)/2, y+below, data, font, z.module, z.module, 0)
	}
}

// zplCode128 reads field data of ^BC in mode N: it begins in subset B unless a
// start code says otherwise, and changes by invocation codes; A and C take pairs
// of digits. nil if a character has no symbol. The second result is what a
// scanner reads.
func zplCode128(s string) (symbols []int, data string) {
	set := byte('B')
	for start, to := range map[string]byte{">9": 'A', ">:": 'B', ">;": 'C'} {
		if rest, ok := strings.CutPrefix(s, start); ok {
			set, s = to, rest
			break
		}
	}
	symbols = []int{c128StartA + int(set-'A')}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		var v int
		switch d := s[i]; {
		case d == '>' && i+1 < len(s):
			i++
			v = zplInvocation(s[i])
			if v < 0 {
				return nil, ""
			}
		case set == 'B':
			if d < ' ' || d > 0x7f {
				return nil, ""
			}
			v = int(d) - ' '
		case d < '0' || d > '9':
			continue // ignored as the first of a pair
		case i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
			v = int(d-'0')*10 + int(s[i+1]-'0')
			i++
		case i+1 < len(s) && s[i+1] != '>':
			i++ // no digit as the second: the pair is ignored
			continue
		default:
			continue // a digit alone
		}
		symbols = append(symbols, v)
		switch {
		case v == c128ToC && set != 'C':
			set = 'C'
		case v == c128ToB && set != 'B':
			set = 'B'
		case v == c128ToA && set != 'A':
			set = 'A'
		case set == 'C' && v < 100:
			out.WriteString(strconv.Itoa(v/10) + strconv.Itoa(v%10))
		case set == 'A' && v < 64, set == 'B' && v < 96:
			out.WriteByte(byte(v + ' '))
		case set == 'A' && v < 96:
			out.WriteByte(byte(v - 64))
		}
	}
	return symbols, out.String()
}

// zplInvocation is the value of the symbol that ">" and c stand for, -1 if none.
func zplInvocation(c byte) int {
	switch c {
	case '<':
		return 62
	case '0':
		return 30
	case '=':
		return 94
	}
	if c >= '1' && c <= '8' {
		return 95 + int(c-'1')
	}
	return -1
}

// qr draws "QA,data" (error correction H Q M L, automatic input) or "QM,Adata"
// (manual input: N digits, A alphanumeric, Bnnnn bytes). The code begins ten dots
// below ^FO, as on the printers; the guide says nothing of it.
func (z *zpler) qr(c *canvas, f zplField, x, y int) {
	head, data, ok := strings.Cut(f.data, ",")
	if !ok || len(head) != 2 || !strings.Contains("HQML", head[:1]) {
		z.v.unknown++
		return
	}
	switch {
	case head[1] == 'A':
	case head[1] == 'M' && len(data) > 1 && (data[0] == 'N' || data[0] == 'A'):
		data = data[1:]
	case head[1] == 'M' && len(data) > 5 && data[0] == 'B':
		n, err := strconv.Atoi(data[1:5])
		if err != nil || n < 1 || n > len(data)-5 {
			z.v.unknown++
			return
		}
		data = data[5 : 5+n]
	default:
		z.v.unknown++
		return
	}
	y += 10
	if f.typeset {
		y -= 10 + newCanvas(1, 1).qr(0, 0, f.height, head[0], data)
	}
	if c.qr(x, y, f.height, head[0], data) == 0 {
		z.v.unknown++
	}
}

// ink is the colour parameter of graphics: B, or W for white.
func (z *zpler) ink(args []string, i int) ink {
	if letter(args, i, 'B') == 'W' {
		return erase
	}
	return burn
}

// box is ^GB: a frame, filled if its lines meet. Rounding is ignored.
func (z *zpler) box(args []string) {
	t := z.number(args, 2, 1, 1, maxLabelDots)
	w := max(t, z.number(args, 0, t, 0, maxLabelDots))
	h := max(t, z.number(args, 1, t, 0, maxLabelDots))
	how := z.ink(args, 3)
	z.field.tall = h
	z.field.picture = func(c *canvas, x, y int) {
		c.fill(x, y, w, t, how)
		c.fill(x, y+h-t, w, t, how)
		c.fill(x, y, t, h, how)
		c.fill(x+w-t, y, t, h, how)
	}
}

// circle is ^GC.
func (z *zpler) circle(args []string) {
	d := z.number(args, 0, 3, 3, 4095)
	t := z.number(args, 1, 1, 1, 4095)
	how := z.ink(args, 2)
	z.field.tall = d
	z.field.picture = func(c *canvas, x, y int) {
		for row := range d {
			outer, inner := edge(d, d, row), edge(d, max(0, d-2*t), row)
			c.fill(x+outer, y+row, inner-outer, 1, how)
			c.fill(x+d-inner, y+row, inner-outer, 1, how)
		}
	}
}

// edge is how far from the left of a square of d dots the middle of the first dot
// of a row lies within a circle of diameter inside around the middle; half of d,
// rounded up, if none does.
func edge(d, inside, row int) int {
	dy := 2*row + 1 - d
	if dy*dy >= inside*inside {
		return (d + 1) / 2
	}
	return int(math.Ceil((float64(d-1) - math.Sqrt(float64(inside*inside-dy*dy))) / 2))
}
