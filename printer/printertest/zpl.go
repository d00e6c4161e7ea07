package printertest

import (
	"bytes"
	"strconv"
	"strings"
)

// zpler reads ZPL II from its manual (Zebra "ZPL II Programming Guide").
type zpler struct {
	v *Virtual
	// The characters that begin commands and part parameters; ^CC, ^CT and ^CD
	// change them.
	caret, tilde, delimiter byte

	// What holds from one format to the next.
	width, length     int // ^PW and ^LL
	homeX, homeY      int // ^LH
	shift, top        int // ^LS and ^LT
	gaps, upsideDown  bool
	reprint           bool // ^JZ
	utf8              bool // ^CI28
	latin             bool // ^CI27
	turn              int  // ^FW
	module, barHeight int  // ^BY
	usual             zplFont
	aliases           map[byte]string // ^CW
	graphics          map[string]*zplPicture
	graphicBytes      int

	// The format that is coming in, or being printed.
	inside  bool
	label   *canvas
	field   zplField
	drawn   bool
	wanted  int // ^PQ
	copies  int // still to print; its ^XZ stays in the buffer until then
	picture *zplPicture
}

const (
	maxLabelDots     = 12000   // 1 m at 300 dpi; the guide allows 32000
	maxGraphicsBytes = 8 << 20 // for all that is stored
	maxFieldBytes    = 3072    // ^FD
	maxCommandBytes  = 8192
)

func (z *zpler) reset() {
	*z = zpler{
		v: z.v, caret: '^', tilde: '~', delimiter: ',',
		width: z.v.opt.WidthDots, length: 1218, gaps: true, reprint: true,
		module: 2, barHeight: 10, usual: zplFont{name: 'A', h: 9, w: 5},
		aliases: map[byte]string{}, graphics: map[string]*zplPicture{}, wanted: 1,
	}
	// With labels of a known height in it, a printer has measured them.
	if h := z.v.dots(z.v.opt.Media.HeightMM); h > 0 {
		z.length = min(h, maxLabelDots)
	}
}

// perMM is how the guide names heads: 6, 8, 12 or 24 dots/mm.
func (z *zpler) perMM() int { return (z.v.opt.DPI*10 + 127) / 254 }

func (z *zpler) report() []byte { return nil }

func (z *zpler) step() (int, bool) {
	b := z.v.buf
	switch {
	case z.copies > 0:
		return z.copy()
	case z.picture != nil:
		return z.pictureData()
	case b[0] != z.caret && b[0] != z.tilde:
		return z.stray(), true
	case len(b) < 3:
		return 0, false
	}
	name := strings.ToUpper(string(b[1:3]))
	if b[0] == z.tilde {
		return z.control(name)
	}
	switch name {
	case "XA":
		z.inside, z.label, z.field, z.drawn, z.wanted = true, nil, newZPLField(), false, 1
		return 3, true
	case "XZ":
		return z.end()
	case "FS":
		z.endField()
		return 3, true
	case "CC", "CT", "CD":
		return z.prefix(name)
	case "GF":
		return z.beginPicture("")
	}
	end := z.next(3)
	if end < 0 {
		return z.tooLong()
	}
	text := strings.Trim(string(b[3:end]), "\r\n")
	switch {
	case name == "FX": // a comment
	case !z.inside:
		z.v.unknown++
	case name[0] == 'A':
		z.selectFont(name[1], z.split(text))
	case name == "FD" || name == "FV":
		z.fieldData(text)
	default:
		z.command(name, z.split(text))
	}
	return end, true
}

// next is where the next command begins, from i on; -1 if that is not here yet.
func (z *zpler) next(i int) int {
	for ; i < len(z.v.buf); i++ {
		if z.v.buf[i] == z.caret || z.v.buf[i] == z.tilde {
			return i
		}
	}
	return -1
}

// tooLong throws away a command without end.
func (z *zpler) tooLong() (int, bool) {
	if len(z.v.buf) < min(maxCommandBytes, z.v.opt.BufferBytes) {
		return 0, false
	}
	z.v.unknown++
	return len(z.v.buf), true
}

// stray skips what stands between commands; anything but white space is
// nothing that a host means to send.
func (z *zpler) stray() int {
	n := z.next(0)
	if n < 0 {
		n = len(z.v.buf)
	}
	if len(bytes.Trim(z.v.buf[:n], "\x00\t\r\n ")) > 0 {
		z.v.unknown++
	}
	return n
}

func (z *zpler) prefix(name string) (int, bool) {
	if len(z.v.buf) < 4 {
		return 0, false
	}
	c := z.v.buf[3]
	if c < 0x20 || c > 0x7e {
		z.v.unknown++
		return 3, true
	}
	switch name {
	case "CC":
		z.caret = c
	case "CT":
		z.tilde = c
	case "CD":
		z.delimiter = c
	}
	return 4, true
}

// control obeys a command with a tilde. Those that are obeyed as they arrive
// never come here.
func (z *zpler) control(name string) (int, bool) {
	need := 3
	switch name {
	case "CC", "CT", "CD":
		return z.prefix(name)
	case "DG":
		return z.beginPicture("R:")
	case "SD":
		need = 5
	case "TA":
		need = 6
	case "JC": // measures the labels: some come out blank
		z.v.burn(z.length)
	case "JS", "JL", "JD", "JE", "JG", "JO", "JN", "PH", "PL", "KB":
	case "EG":
		clear(z.graphics)
		z.graphicBytes = 0
	default:
		z.v.unknown++
	}
	if len(z.v.buf) < need {
		return 0, false
	}
	return need, true
}

func (z *zpler) split(s string) []string {
	args := strings.Split(s, string(rune(z.delimiter)))
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	return args
}

// number is parameter i, or without it; an empty one stands for without as well.
// One that is no number or out of range leaves without and is counted.
func (z *zpler) number(args []string, i, without, low, high int) int {
	if i >= len(args) || args[i] == "" {
		return without
	}
	n, err := strconv.Atoi(args[i])
	if err != nil || n < low || n > high {
		z.v.unknown++
		return without
	}
	return n
}

// letter is the first character of parameter i, or without.
func letter(args []string, i int, without byte) byte {
	if i >= len(args) || args[i] == "" {
		return without
	}
	return args[i][0]
}

func (z *zpler) command(name string, args []string) {
	switch name {
	case "PW":
		z.width = z.number(args, 0, z.width, 2, z.v.opt.WidthDots)
	case "LL":
		z.length = z.number(args, 0, z.length, 1, maxLabelDots)
	case "LH":
		z.homeX, z.homeY = z.number(args, 0, z.homeX, 0, maxLabelDots), z.number(args, 1, z.homeY, 0, maxLabelDots)
	case "LS":
		z.shift = z.number(args, 0, z.shift, -9999, 9999)
	case "LT":
		z.top = z.number(args, 0, z.top, -120, 120)
	case "MN":
		z.gaps = letter(args, 0, 'Y') != 'N'
	case "JZ":
		z.reprint = letter(args, 0, 'Y') != 'N'
	case "PO":
		z.upsideDown = letter(args, 0, 'N') == 'I'
	case "PQ":
		z.wanted = z.number(args, 0, z.wanted, 1, 99999999)
	case "CI":
		n := z.number(args, 0, 0, 0, 36)
		z.utf8, z.latin = n == 28, n == 27
		if n > 13 && n != 27 && n != 28 {
			z.v.unknown++
		}
	case "CW":
		if len(args) == 2 && len(args[0]) == 1 {
			z.aliases[args[0][0]] = args[1]
		} else {
			z.v.unknown++
		}
	case "CF":
		z.usual = z.font(letter(args, 0, z.usual.name), args[min(1, len(args)):], z.usual)
	case "FW":
		z.turn = z.quarter(letter(args, 0, 'N'))
	case "GB":
		z.box(args)
	case "GC":
		z.circle(args)
	case "XG":
		z.recall(args)
	case "ID":
		delete(z.graphics, args[0])
	case "PM", "LR":
		if letter(args, 0, 'N') == 'Y' {
			z.v.unknown++
		}
	case "MM", "MD", "MT", "MF", "ML", "MU", "MC", "JM", "JU", "JJ", "PR", "PF", "PH", "SS", "SZ", "ST", "KD", "KL", "KN", "CM":
	default:
		z.fieldCommand(name, args)
	}
}

// fieldCommand is a command that says what the next field is.
func (z *zpler) fieldCommand(name string, args []string) {
	f := &z.field
	switch name {
	case "FO", "FT":
		f.x, f.y = z.number(args, 0, 0, 0, maxLabelDots), z.number(args, 1, 0, 0, maxLabelDots)
		f.typeset = name == "FT"
		if letter(args, 2, '0') != '0' {
			z.v.unknown++
		}
	case "FR":
		f.reverse = true
	case "FH":
		f.hex = letter(args, 0, '_')
	case "BY":
		z.module = z.number(args, 0, z.module, 1, 10)
		z.barHeight = z.number(args, 2, z.barHeight, 1, maxLabelDots)
	case "BC":
		f.kind, f.quarter = 'C', z.quarter(letter(args, 0, 0))
		f.height = z.number(args, 1, z.barHeight, 1, maxLabelDots)
		f.legend, f.above = letter(args, 2, 'Y') == 'Y', letter(args, 3, 'N') == 'Y'
		f.mode = letter(args, 5, 'N')
		if letter(args, 4, 'N') == 'Y' || f.mode != 'N' && f.mode != 'A' {
			z.v.unknown++
		}
	case "BQ":
		// Magnification: 1 on heads of 150 dpi, 2 on 200, 3 on 300.
		f.kind, f.height = 'Q', z.number(args, 2, max(1, z.perMM()/4), 1, 100)
		if letter(args, 0, 'N') != 'N' || z.number(args, 1, 2, 1, 2) != 2 {
			z.v.unknown++ // it has no direction but normal; model 1 is another code
		}
	default:
		if name[0] == 'B' {
			f.kind = 'x' // a bar code that is not known here: not text, at any rate
		}
		z.v.unknown++
	}
}

// quarter is a direction of ZPL, N R I B; 0 is that of ^FW.
func (z *zpler) quarter(c byte) int {
	if c == 0 {
		return z.turn
	}
	q := strings.IndexByte("NRIB", c)
	if q < 0 {
		z.v.unknown++
		return z.turn
	}
	return q
}

// end is ^XZ: the label is printed, unless nothing was drawn.
func (z *zpler) end() (int, bool) {
	if !z.inside {
		z.v.unknown++
		return 3, true
	}
	z.endField()
	z.inside = false
	if !z.drawn {
		return 3, true
	}
	if z.paper(); z.upsideDown {
		z.label.upsideDown()
	}
	z.copies = z.wanted
	return 0, true
}

// copy prints the label once. One that the paper does not suffice for is
// printed again after the refill, unless ^JZN was said.
func (z *zpler) copy() (int, bool) {
	begun, whole := z.v.burnLabel(z.label, z.gaps)
	if begun && (whole || !z.reprint) {
		z.copies--
	}
	if z.copies == 0 {
		z.label = nil
		return 3, true
	}
	return 0, begun
}

// paper is the label in the size that ^PW and ^LL say by now.
func (z *zpler) paper() *canvas {
	if c := z.label; c == nil || c.dots.WidthDots != z.width || c.dots.HeightDots != z.length {
		z.label = newCanvas(z.width, z.length)
		if c != nil {
			z.label.image(0, 0, c.dots)
			z.label.codes, z.label.texts = c.codes, c.texts
		}
	}
	return z.label
}

// upsideDown turns the page on its head, in place.
func (c *canvas) upsideDown() {
	w, h := c.dots.WidthDots, c.dots.HeightDots
	c.dots = turned(c.dots, 2)
	for i := range c.codes {
		o := &c.codes[i]
		o.X, o.Y = w-o.X-o.W, h-o.Y-o.H
	}
	for i := range c.texts {
		o := &c.texts[i]
		o.X, o.Y = w-o.X-o.W, h-o.Y-o.H
	}
}
