package printertest

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"countertop/printer"
)

// item is one thing on a line: text of one kind, or a picture. up is how far
// it reaches above the base line of page mode.
type item struct {
	x, w, h, up int
	text        string
	font        cells
	sx, sy      int
	picture     *printer.Bitmap
}

func (i item) draw(c *canvas, x, y int) {
	if i.picture != nil {
		c.image(x, y, i.picture)
		return
	}
	c.text(x, y, i.text, i.font, i.sx, i.sy, 0)
}

// control obeys the control characters.
func (e *escposer) control(c byte) {
	switch c {
	case '\n':
		e.endLine(e.spacing)
	case '\t': // every eight characters, if nothing else was set
		cell := e.font().w * e.sx * 8
		e.x = (e.x/cell + 1) * cell
	case 0x0c:
		if e.paged != nil {
			e.printPage()
			e.paged = nil
		}
	case 0x18:
		if e.paged != nil {
			e.paged.cancel()
		}
	}
}

// endLine prints what is on the line and feeds rows from its top, or as much
// as it is high.
func (e *escposer) endLine(rows int) {
	if e.paged != nil {
		e.x, e.y = 0, e.y+rows
		return
	}
	w, h := 0, 0
	rows = min(rows, 40*e.v.opt.DPI) // the longest feed
	for _, i := range e.items {
		w, h = max(w, i.x+i.w), max(h, i.h)
	}
	c := newCanvas(e.v.opt.WidthDots, max(h, rows))
	for _, i := range e.items {
		i.draw(c, e.from(w)+i.x, h-i.h) // all stand on the same foot
	}
	e.items, e.x, e.run = nil, 0, false
	e.print(c)
}

// from is where a line of w dots begins on the head.
func (e *escposer) from(w int) int { return e.left + max(0, e.room()-w)*e.align/2 }

// room is the width that can be printed on.
func (e *escposer) room() int {
	if e.paged != nil {
		return e.paged.w
	}
	return max(1, min(e.width, e.v.opt.WidthDots-e.left))
}

// place puts i at the print position; a line that is full is printed first.
func (e *escposer) place(i item) {
	if e.x > 0 && e.x+i.w > e.room() {
		e.endLine(e.spacing)
	}
	i.x = e.x
	e.x += i.w
	if e.paged != nil {
		i.draw(e.paged.canvas(), i.x, e.y-i.up)
		return
	}
	e.items = append(e.items, i)
}

// alone prints something of w x h dots that takes its own rows, as bar codes and
// raster pictures do. In page mode it stands up dots above the base line.
func (e *escposer) alone(w, h, up int, draw func(c *canvas, x, y int)) {
	if e.paged != nil {
		draw(e.paged.canvas(), e.x, e.y-up)
		e.x += w
		return
	}
	c := newCanvas(e.v.opt.WidthDots, h)
	draw(c, e.from(e.x+w)+e.x, 0)
	e.x = 0
	e.print(c)
}

// lineStart prints what stands on the line already: a command that needs an
// empty one is not for a line that has begun.
func (e *escposer) lineStart() bool {
	if e.paged != nil || len(e.items) == 0 {
		return true
	}
	e.endLine(e.spacing)
	return false
}

func (e *escposer) font() cells {
	if e.fontB {
		return cells{name: "B", w: 9, h: 17}
	}
	return cells{name: "A", w: 12, h: 24}
}

// character prints one character and returns its bytes, 0 if not all have come.
func (e *escposer) character() int {
	b := e.v.buf
	f, sx, sy, n := e.font(), e.sx, e.sy, 1
	var text string
	if e.han && b[0] > 0x80 && b[0] < 0xff {
		n = 2
		if len(b) > 1 && b[1] >= '0' && b[1] <= '9' {
			n = 4
		}
		if len(b) < n {
			return 0
		}
		text = gbkText(b[:n], true)
		// The gaps between two Han belong to the cell.
		w := 24 + e.hanLeft + e.hanRight
		f, sx, sy = cells{name: "Han", w: w, h: 24, wide: w}, e.hx, e.hy
	} else {
		text = e.letter(b[0])
		f.w += e.gap
	}
	w := f.w * sx * len([]rune(text))
	if last := len(e.items) - 1; e.run && e.paged == nil && last >= 0 && e.items[last].font == f && e.x+w <= e.room() {
		e.items[last].text += text
		e.items[last].w += w
		e.x += w
		return n
	}
	if p := e.paged; p != nil && e.run && p.area != nil && p.extend(text, f, e.x, w, e.room()) {
		c := &canvas{dots: p.area.dots} // its texts have it already
		c.text(e.x, e.y-f.h*sy*7/8, text, f, sx, sy, 0)
		e.x += w
		return n
	}
	e.place(item{w: w, h: f.h * sy, up: f.h * sy * 7 / 8, text: text, font: f, sx: sx, sy: sy})
	e.run = true
	return n
}

// letter is a byte in the code page and with the national characters.
func (e *escposer) letter(b byte) string {
	if b < 0x80 {
		if e.country != 0 && strings.IndexByte("#$@[\\]^`{|}~", b) >= 0 {
			switch {
			case e.country == 15 && b == '$', e.country == 8 && b == '\\':
				return "¥"
			case e.country != 15 && e.country != 8:
				return "�" // one of the letters of Europe
			}
		}
		return string(rune(b))
	}
	page := map[byte]*charmap.Charmap{
		2: charmap.CodePage850, 16: charmap.Windows1252, 17: charmap.CodePage866, 18: charmap.CodePage852, 19: charmap.CodePage858,
	}[e.table]
	if page == nil {
		page = charmap.CodePage437
	}
	return string(page.DecodeByte(b))
}

// draw obeys the commands that draw, and those that say how.
func (e *escposer) draw(cmd string, p []byte) bool {
	n := 0
	if len(p) > 0 {
		n = int(p[0])
	}
	switch cmd {
	case "\x1b!":
		e.fontB, e.sx, e.sy = n&1 != 0, 1+n>>5&1, 1+n>>4&1
		return n&0x80 == 0 // underlined
	case "\x1d!":
		if n&0x88 != 0 {
			return false
		}
		e.sx, e.sy = n>>4+1, n&7+1
		e.hx, e.hy = e.sx, e.sy
	case "\x1bM":
		e.fontB = n&1 != 0
		return n&^0x31 == 0
	case "\x1b ":
		e.gap = e.units(n, e.unitX)
	case "\x1bt":
		e.table = p[0]
	case "\x1bR":
		e.country = p[0]
	case "\x1c&", "\x1c.":
		e.han = cmd == "\x1c&" && !e.v.opt.NoHan
	case "\x1c!":
		e.hx, e.hy = 1+n>>2&1, 1+n>>3&1
		return n&0x80 == 0
	case "\x1cS":
		e.hanLeft, e.hanRight = e.units(n, e.unitX), e.units(int(p[1]), e.unitX)
	case "\x1cW":
		e.hx, e.hy = 1+n&1, 1+n&1
	case "\x1bE", "\x1bG", "\x1bU", "\x1bc", "\x1bp", "\x1b=", "\x1df":
		return true
	case "\x1b-", "\x1bV", "\x1b{", "\x1dB", "\x1db", "\x1c-":
		return n&1 == 0 // underlined, turned, reversed: not here
	case "\x1bv":
		e.v.answerAll([]byte{e.sensors()})
	case "\x1dh":
		e.barH = n
		return n > 0
	case "\x1dw":
		e.barW = n
		return n >= 1 && n <= 6
	case "\x1dH":
		e.hri = n & 3
		return n&^0x33 == 0
	case "\x1dk":
		if n != 73 {
			if n > 6 {
				e.await(int(p[1]), func([]byte) {})
			}
			return false // the other symbologies
		}
		e.await(int(p[1]), e.barcode)
	case "\x1b*":
		return e.bitImage(n, word(p[1:]))
	case "\x1dv":
		return e.raster(p)
	default:
		return e.page(cmd, p)
	}
	return true
}

// bitImage is ESC *: columns of 8 or 24 dots, which become a part of the line.
func (e *escposer) bitImage(m, columns int) bool {
	mode, ok := map[int]struct{ bytes, wide, high int }{0: {1, 2, 3}, 1: {1, 1, 3}, 32: {3, 2, 1}, 33: {3, 1, 1}}[m]
	if !ok {
		return false
	}
	e.await(columns*mode.bytes, func(data []byte) {
		b := printer.NewBitmap(columns*mode.wide, 24)
		for i, d := range data {
			for k := range 8 {
				if d&(0x80>>k) == 0 {
					continue
				}
				x, y := i/mode.bytes*mode.wide, (i%mode.bytes*8+k)*mode.high
				for dy := range mode.high {
					for dx := range mode.wide {
						b.Set(x+dx, y+dy, true)
					}
				}
			}
		}
		e.place(item{w: b.WidthDots, h: 24, up: 24, picture: b})
	})
	return true
}

// raster is GS v 0: in standard mode its rows are burnt as they come.
func (e *escposer) raster(p []byte) bool {
	wide, rows := word(p[2:]), word(p[4:])
	sx, sy := 1+int(p[1]&1), 1+int(p[1]>>1&1)
	if p[0] != '0' || p[1]&^0x33 != 0 || wide == 0 || rows == 0 {
		return false
	}
	ok := e.lineStart()
	if e.paged != nil {
		e.await(wide*rows, func(data []byte) { e.picture(rasterOf(data, wide*8, rows), sx, sy) })
		return ok
	}
	at := e.from(e.x+wide*8*sx) + e.x
	e.x = 0
	var row func([]byte)
	row = func(data []byte) {
		c := newCanvas(e.v.opt.WidthDots, sy)
		c.image(at, 0, enlarged(rasterOf(data, wide*8, 1), sx, sy))
		e.print(c)
		if rows--; rows > 0 {
			e.await(wide, row)
		}
	}
	e.await(wide, row)
	return ok
}

func (e *escposer) picture(b *printer.Bitmap, sx, sy int) {
	b = enlarged(b, sx, sy)
	e.alone(b.WidthDots, b.HeightDots, b.HeightDots, func(c *canvas, x, y int) { c.image(x, y, b) })
}

// rasterOf is data as a picture; what is missing is white.
func rasterOf(data []byte, w, h int) *printer.Bitmap {
	stride := (w + 7) / 8
	h = min(h, len(data)/stride+1)
	b := printer.NewBitmap(w, h)
	copy(b.Bits, data)
	return b
}

// graphics is GS ( L: 112 keeps a picture, 50 prints it.
func (e *escposer) graphics(p []byte) bool {
	switch {
	case len(p) == 2 && p[0] == 48 && (p[1] == 2 || p[1] == 50):
		if e.graphic == nil {
			return false
		}
		ok := e.lineStart()
		e.picture(e.graphic, 1, 1)
		e.graphic = nil
		return ok
	case len(p) >= 10 && p[0] == 48 && p[1] == 112 && p[2] == 48 && p[5] == 49:
		sx, sy, w, h := int(p[3]), int(p[4]), word(p[6:]), word(p[8:])
		if sx < 1 || sx > 2 || sy < 1 || sy > 2 || w == 0 || h == 0 || len(p)-10 != (w+7)/8*h {
			return false
		}
		e.graphic = enlarged(rasterOf(p[10:], w, h), sx, sy)
		return true
	}
	return false
}

// barcode is the data of GS k 73.
func (e *escposer) barcode(p []byte) {
	symbols, data := code128Braces(string(p))
	w := (len(symbols)*11 + 11 + 13) * e.barW
	if !e.lineStart() || symbols == nil || e.x+w > e.room() {
		e.v.unknown++
		return
	}
	const line = 24 // of the text above or below
	above, below := e.hri&1*line, e.hri>>1*line
	e.alone(w, e.barH+above+below, e.barH+above, func(c *canvas, x, y int) {
		c.code128(x, y+above, e.barW, e.barH, symbols, data)
		f := cells{name: "A", w: 12, h: 24}
		middle := x + (w-len(data)*f.w)/2
		if above > 0 {
			c.text(middle, y, data, f, 1, 1, 0)
		}
		if below > 0 {
			c.text(middle, y+above+e.barH, data, f, 1, 1, 0)
		}
	})
}

// code128Braces reads data of GS k 73: {A, {B, {C choose a subset, {S shifts, {1
// to {4 are functions and {{ is the character. In C a byte is a pair of digits.
func code128Braces(s string) (symbols []int, data string) {
	var text strings.Builder
	set := 0
	for i := 0; i < len(s); i++ {
		c := int(s[i])
		if c == '{' && set != c128StartC || c == '{' && i+1 < len(s) && strings.IndexByte("ABC1", s[i+1]) >= 0 {
			i++
			if i == len(s) {
				return nil, ""
			}
			switch to := int(s[i]); to {
			case 'A', 'B', 'C':
				to += c128StartA - 'A'
				if set == 0 {
					symbols = append(symbols, to)
				} else if set != to {
					symbols = append(symbols, c128ToA-(to-c128StartA))
				}
				set = to
				continue
			case 'S':
				symbols = append(symbols, c128Shift)
				continue
			case '1':
				symbols = append(symbols, c128FNC1)
				continue
			case '{':
				c = '{'
			default:
				return nil, ""
			}
		}
		switch {
		case set == c128StartC && c < 100:
			symbols = append(symbols, c)
			text.WriteByte(byte('0' + c/10))
			text.WriteByte(byte('0' + c%10))
			continue
		case set == c128StartA && c < ' ':
			symbols = append(symbols, c+64)
		case set == c128StartA && c < '`', set == c128StartB && c >= ' ' && c < 0x80:
			symbols = append(symbols, c-' ')
		default:
			return nil, ""
		}
		text.WriteByte(byte(c))
	}
	if len(symbols) < 2 {
		return nil, ""
	}
	return symbols, text.String()
}

// symbol is GS ( k for QR codes: 65 model, 67 module, 69 level, 80 data, 81
// print.
func (e *escposer) symbol(p []byte) bool {
	if len(p) < 3 || p[0] != 49 {
		return false
	}
	switch fn, n := p[1], int(p[2]); fn {
	case 65:
		e.qrModel = p[2]
		return n == 49 || n == 50
	case 67:
		e.qrModule = n
		return n >= 1 && n <= 16
	case 69:
		if n < 48 || n > 51 {
			return false
		}
		e.qrLevel = "LMQH"[n-48]
	case 80:
		e.qrData = string(p[3:])
	case 81:
		return e.qrCode()
	default:
		return fn == 82 // its size, which nobody here asks
	}
	return true
}

func (e *escposer) qrCode() bool {
	symbol := qrSymbol(e.qrLevel, e.qrData)
	if !e.lineStart() || symbol == nil || e.x+symbol.WidthDots*e.qrModule > e.room() {
		return false
	}
	side := symbol.WidthDots * e.qrModule
	// In page mode the print position is the upper left corner of a
	// two-dimensional code (ePOS-Print manual, position).
	e.alone(side, side, 0, func(c *canvas, x, y int) {
		c.image(x, y, enlarged(symbol, e.qrModule, e.qrModule))
		kind := "qr"
		if e.qrModel == '1' {
			kind = "qr-model-1"
		}
		c.codes = append(c.codes, Code{Kind: kind, X: x, Y: y, W: side, H: side, Data: e.qrData})
	})
	return true
}
