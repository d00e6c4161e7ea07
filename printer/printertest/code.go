package printertest

import (
	"fmt"
	"strings"
	"sync"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"countertop/printer"
)

// Symbol characters of Code 128 beyond the data (ISO/IEC 15417, table 1). The
// codes of one value mean the change into the other subsets.
const (
	c128ToC, c128ToB, c128ToA = 99, 100, 101
	c128Shift                 = 98
	c128FNC1                  = 102
	c128StartA                = 103
	c128StartB                = 104
	c128StartC                = 105
)

// code128Table holds the modules of each symbol character, 1 is a bar, and of
// the stop. They are cut out of symbols that the library draws, so that
// interpreters can draw the very characters that a command names.
var code128Table = sync.OnceValue(func() [107]string {
	var t [107]string
	draw := func(subset, data string) string {
		m, err := oned.NewCode128Writer().Encode(data, gozxing.BarcodeFormat_CODE_128, 0, 1, map[gozxing.EncodeHintType]any{
			gozxing.EncodeHintType_FORCE_CODE_SET: subset, gozxing.EncodeHintType_MARGIN: 0,
		})
		if err != nil {
			panic("printertest: code 128 table: " + err.Error())
		}
		var s strings.Builder
		for x := range m.GetWidth() {
			s.WriteByte("01"[bit(m.Get(x, 0), 1)])
		}
		return s.String()
	}
	for i := range 100 {
		t[i] = draw("C", fmt.Sprintf("%02d", i))[11:22]
	}
	// In subset B the fourth function is 100, in A 101.
	for i, s := range []struct{ subset, data string }{{"B", "\u00f4"}, {"A", "\u00f4"}, {"C", "\u00f1"}} {
		t[100+i] = draw(s.subset, s.data)[11:22]
	}
	for i, s := range []struct{ subset, data string }{{"A", "A"}, {"B", "A"}, {"C", "00"}} {
		sym := draw(s.subset, s.data)
		t[c128StartA+i], t[106] = sym[:11], sym[len(sym)-13:]
	}
	return t
})

// code128 draws the symbol characters, the first a start; check character and
// stop are added. data is what they say. It returns the width in dots.
func (c *canvas) code128(x, y, module, h int, symbols []int, data string) int {
	return c.code128Turned(x, y, module, h, 0, symbols, data)
}

// code128Turned is code128 turned clockwise around x, y.
func (c *canvas) code128Turned(x, y, module, h, quarter int, symbols []int, data string) int {
	if len(symbols) == 0 || module < 1 || h < 1 {
		return 0
	}
	var bars strings.Builder
	sum := symbols[0]
	for i, s := range symbols {
		bars.WriteString(code128Table()[s])
		sum += i * s
	}
	bars.WriteString(code128Table()[sum%103])
	bars.WriteString(code128Table()[106])
	w := bars.Len() * module
	for i, m := range bars.String() {
		if m == '1' {
			left, top, bw, bh := turnedBox(x, y, (i+1)*module, h, quarter)
			// Of the box up to this module, only its last module is a bar.
			switch quarter & 3 {
			case 0:
				left, bw = left+bw-module, module
			case 1:
				top, bh = top+bh-module, module
			case 2:
				bw = module
			case 3:
				bh = module
			}
			c.fill(left, top, bw, bh, burn)
		}
	}
	left, top, bw, bh := turnedBox(x, y, w, h, quarter)
	c.codes = append(c.codes, Code{Kind: "code128", X: left, Y: top, W: bw, H: bh, Data: data})
	return w
}

// code128Auto is data in the subsets that a printer chooses: A for control
// characters, C for the digits at the start or end from four on, and within from
// six (ISO/IEC 15417, annex E), B for the rest; nil if a byte is not ASCII.
func code128Auto(data string) []int {
	var symbols []int
	set := 0 // the start of the subset that holds
	change := func(to int) {
		if set == 0 {
			symbols = append(symbols, to)
		} else if set != to {
			symbols = append(symbols, map[int]int{c128StartA: c128ToA, c128StartB: c128ToB, c128StartC: c128ToC}[to])
		}
		set = to
	}
	for i := 0; i < len(data); {
		if data[i] > 0x7f {
			return nil
		}
		n := 0
		for i+n < len(data) && data[i+n] >= '0' && data[i+n] <= '9' {
			n++
		}
		atEdge := i == 0 || i+n == len(data)
		if n >= 6 || atEdge && n >= 4 || n == len(data) && n == 2 {
			if n%2 == 1 && set != 0 { // the odd digit goes before
				symbols = append(symbols, int(data[i])-' ')
				i++
				n--
			}
			change(c128StartC)
			for ; n >= 2; n -= 2 {
				symbols = append(symbols, int(data[i]-'0')*10+int(data[i+1]-'0'))
				i += 2
			}
			continue
		}
		for n = max(n, 1); n > 0; n-- {
			switch d := int(data[i]); {
			case d < ' ':
				change(c128StartA)
				symbols = append(symbols, d+64)
			case d >= '`' || set != c128StartA:
				change(c128StartB)
				fallthrough
			default:
				symbols = append(symbols, d-' ')
			}
			i++
		}
	}
	return symbols
}

// qr draws a QR code of model 2 in the smallest version that holds data; level
// is L, M, Q or H. It returns its side in dots, 0 if nothing was drawn.
func (c *canvas) qr(x, y, module int, level byte, data string) int {
	return c.qrTurned(x, y, module, 0, level, data)
}

// qrTurned is qr turned clockwise around x, y.
func (c *canvas) qrTurned(x, y, module, quarter int, level byte, data string) int {
	symbol := qrSymbol(level, data)
	if symbol == nil || module < 1 {
		return 0
	}
	side := symbol.WidthDots * module
	left, top, _, _ := turnedBox(x, y, side, side, quarter)
	c.image(left, top, enlarged(turned(symbol, quarter), module, module), burn)
	c.codes = append(c.codes, Code{Kind: "qr", X: left, Y: top, W: side, H: side, Data: data})
	return side
}

// qrSymbol is a QR code of one dot a module, nil if data is none or too long.
func qrSymbol(level byte, data string) *printer.Bitmap {
	// The library takes text; as Latin-1 every byte stays what it is.
	latin := make([]rune, len(data))
	for i := range len(data) {
		latin[i] = rune(data[i])
	}
	ec, err := decoder.ErrorCorrectionLevel_ValueOf(string(level))
	if err != nil || data == "" {
		return nil
	}
	code, err := encoder.Encoder_encode(string(latin), ec, nil)
	if err != nil {
		return nil
	}
	m := code.GetMatrix()
	b := printer.NewBitmap(m.GetWidth(), m.GetHeight())
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			b.Set(x, y, m.Get(x, y) == 1)
		}
	}
	return b
}
