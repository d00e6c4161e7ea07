package printertest

import (
	"strings"
	"sync"

	"rsc.io/qr"

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

// code128Widths are the widths in modules of the bars and gaps of each symbol
// character, bars first, and of the stop.
// Source: ISO/IEC 15417, table 1.
const code128Widths = `
	212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212
	112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131
	311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321
	112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
	313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
	314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114
	122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
	124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
	114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112`

// code128Table holds the modules of each symbol character, 1 is a bar, and of
// the stop, so that interpreters can draw the very characters that a command
// names.
var code128Table = sync.OnceValue(func() (t [107]string) {
	for i, widths := range strings.Fields(code128Widths) {
		for k, w := range widths {
			t[i] += strings.Repeat("10"[k%2:k%2+1], int(w-'0'))
		}
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
	c.image(left, top, enlarged(turned(symbol, quarter), module, module))
	c.codes = append(c.codes, Code{Kind: "qr", X: left, Y: top, W: side, H: side, Data: data})
	return side
}

// qrSymbol is a QR code of one dot a module, nil if data is none or too long.
func qrSymbol(level byte, data string) *printer.Bitmap {
	ec := strings.IndexByte("LMQH", level)
	if ec < 0 || data == "" {
		return nil
	}
	code, err := qr.Encode(data, qr.Level(ec))
	if err != nil {
		return nil
	}
	b := printer.NewBitmap(code.Size, code.Size)
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			b.Set(x, y, code.Black(x, y))
		}
	}
	return b
}
