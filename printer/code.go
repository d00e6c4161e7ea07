package printer

import "strings"

// Picture is the part of the preview that is w x h dots from x, y on: what a
// language sends for a mark that it has no command for.
func (s *Sheet) Picture(x, y, w, h int) ImageMark {
	b := NewBitmap(w, h)
	for dy := range h {
		for dx := range w {
			if s.Preview.Black(x+dx, y+dy) {
				b.Set(dx, dy, true)
			}
		}
	}
	return ImageMark{X: x, Y: y, Bitmap: b}
}

// alphanumeric are the characters of the alphanumeric mode of a QR code.
const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// qrBytes are the data codewords of versions 1 to 9 (ISO/IEC 18004, table 7).
var qrBytes = map[QRLevel][9]int{
	QRLevelL: {19, 34, 55, 80, 108, 136, 156, 194, 232},
	QRLevelM: {16, 28, 44, 64, 86, 108, 124, 154, 182},
	QRLevelQ: {13, 22, 34, 48, 62, 76, 88, 110, 132},
	QRLevelH: {9, 16, 26, 36, 46, 60, 66, 86, 100},
}

// QRModules is the number of modules along a side of the QR code that any
// encoder makes of data, the smallest that holds it in one mode. It is 0 for
// data that encoders treat differently: characters beyond the alphanumeric
// mode, and more than version 9 holds.
func QRModules(data string, level QRLevel) int {
	if data == "" || strings.Trim(data, alphanumeric) != "" {
		return 0
	}
	// ISO/IEC 18004, 7.4.3 and 7.4.4: mode, count, and 10 bits for three digits
	// or 11 for two characters.
	n := len(data)
	bits := 4 + 9 + n/2*11 + n%2*6
	if strings.Trim(data, alphanumeric[:10]) == "" {
		bits = 4 + 10 + n/3*10 + [3]int{0, 4, 7}[n%3]
	}
	for i, size := range qrBytes[level] {
		if bits <= size*8 {
			return 21 + 4*i
		}
	}
	return 0
}

// The symbol characters of Code 128 that are no data.
const (
	Code128ToC    = 99
	Code128ToB    = 100
	Code128StartB = 104
	Code128StartC = 105
)

// Code128Symbols is data as symbol characters of Code 128: the start, then data
// and changes of subset; check character and stop are not among them. Runs of
// four and more digits stand in subset C, the rest in B. It is nil for data with
// other characters than printable ASCII, and for none.
//
// Source: ISO/IEC 15417, table 1.
func Code128Symbols(data string) []byte {
	var symbols []byte
	inC := false
	for i := 0; i < len(data); {
		run := 0
		for i+run < len(data) && data[i+run] >= '0' && data[i+run] <= '9' {
			run++
		}
		want := inC && run >= 2 || run >= 4
		switch {
		case i == 0 && want:
			symbols = append(symbols, Code128StartC)
		case i == 0:
			symbols = append(symbols, Code128StartB)
		case want && !inC:
			symbols = append(symbols, Code128ToC)
		case !want && inC:
			symbols = append(symbols, Code128ToB)
		}
		inC = want
		switch {
		case inC:
			symbols = append(symbols, (data[i]-'0')*10+data[i+1]-'0')
			i += 2
		case data[i] < ' ' || data[i] > '~':
			return nil
		default:
			symbols = append(symbols, data[i]-' ')
			i++
		}
	}
	return symbols
}

// Code128Modules is the width in modules of a symbol of these characters, with
// check character and stop: 11 each and 13.
func Code128Modules(symbols []byte) int { return (len(symbols)+1)*11 + 13 }
