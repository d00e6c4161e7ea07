package printertest

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// tsplFonts are the fonts that a printer is sold with (TEXT): 1 to 8 for ASCII,
// and the Chinese ones, whose ASCII is half as wide.
var tsplFonts = map[string]cells{
	"1": {w: 8, h: 12}, "2": {w: 12, h: 20}, "3": {w: 16, h: 24}, "4": {w: 24, h: 32}, "5": {w: 32, h: 48},
	"6": {w: 14, h: 19}, "7": {w: 21, h: 27}, "8": {w: 14, h: 25},
	"TSS16.BF2": {w: 8, h: 16, wide: 16}, "TSS24.BF2": {w: 12, h: 24, wide: 24},
}

// draw obeys the commands that draw.
func (t *tspler) draw(word string, vs []value) bool {
	n := map[string]int{"BAR": 4, "BOX": 5, "ERASE": 4, "REVERSE": 4, "TEXT": 2, "BARCODE": 2, "QRCODE": 2}[word]
	ns, ok := numbers(vs, n)
	if !ok || n == 0 {
		return false
	}
	x, y := ns[0]+t.dx, ns[1]+t.dy
	switch word {
	case "BAR":
		t.label.fill(x, y, ns[2], ns[3], burn)
	case "ERASE":
		t.label.fill(x, y, ns[2], ns[3], erase)
	case "REVERSE":
		t.label.fill(x, y, ns[2], ns[3], invert)
	case "BOX":
		t.label.frame(x, y, ns[2]+t.dx-x, ns[3]+t.dy-y, ns[4])
	case "TEXT":
		return t.text(x, y, vs[2:])
	case "BARCODE":
		return t.barcode(x, y, vs[2:])
	case "QRCODE":
		return t.qrcode(x, y, vs[2:])
	}
	return true
}

// quarters reads a rotation of 0, 90, 180 or 270 degrees.
func quarters(s string) (int, bool) {
	q := slices.Index([]string{"0", "90", "180", "270"}, s)
	return q, q >= 0
}

// text reads "font",rotation,x-multiplication,y-multiplication[,alignment],
// "content". A font that is not there leaves the label blank, and that is no
// error.
func (t *tspler) text(x, y int, vs []value) bool {
	if len(vs) != 5 && len(vs) != 6 || !vs[0].quoted || !vs[len(vs)-1].quoted {
		return false
	}
	ns, ok := numbers(vs[2:], len(vs)-3)
	quarter, okQ := quarters(vs[1].s)
	if !ok || !okQ || ns[0] < 1 || ns[1] < 1 {
		return false
	}
	font, there := tsplFonts[vs[0].s]
	if font.name = vs[0].s; font.name == "0" || font.name == "ROMAN.TTF" {
		// The outline font: the multiplications are points.
		font.w, font.h = ns[0]*t.v.opt.DPI/144, ns[1]*t.v.opt.DPI/72
		ns[0], ns[1], there = 1, 1, font.w > 0 && ns[0] <= 200 && ns[1] <= 200
	} else if ns[0] > 10 || ns[1] > 10 {
		return false
	}
	if !there || font.wide > 0 && t.v.opt.NoHan {
		return true
	}
	content := t.decode(vs[len(vs)-1].s, font)
	if len(ns) == 3 && ns[2] > 1 { // 2 is centred, 3 ends at x
		w := 0
		for _, r := range content {
			w += or(font.width(r), font.w) * ns[0]
		}
		x -= w * (ns[2] - 1) / 2
	}
	t.label.text(x, y, content, font, ns[0], ns[1], quarter)
	return true
}

// decode reads bytes as the code page of font has them.
func (t *tspler) decode(s string, font cells) string {
	switch {
	case font.wide > 0:
		return gbkText([]byte(s), false)
	case t.utf8:
		return strings.ToValidUTF8(s, "�")
	}
	text, err := charmap.CodePage437.NewDecoder().String(s)
	if err != nil {
		return s
	}
	return text
}

// barcode reads "type",height,human readable,rotation,narrow,wide[,alignment],
// "content".
func (t *tspler) barcode(x, y int, vs []value) bool {
	if len(vs) < 7 || len(vs) > 8 || !vs[0].quoted || !vs[len(vs)-1].quoted {
		return false
	}
	ns, ok := numbers(vs[1:], len(vs)-2)
	quarter, okQ := quarters(vs[3].s)
	if !ok || !okQ || ns[0] < 1 || ns[3] < 1 || ns[3] > 40 {
		return false
	}
	data := vs[len(vs)-1].s
	var symbols []int
	switch vs[0].s {
	case "128":
		symbols = code128Auto(data)
	case "128M":
		symbols, data = code128Manual(data)
	}
	if symbols == nil {
		return false
	}
	module, h := ns[3], ns[0]
	w := (len(symbols)*11 + 11 + 13) * module
	if len(ns) == 6 && ns[5] > 1 {
		x -= w * (ns[5] - 1) / 2
	}
	t.label.code128Turned(x, y, module, h, quarter, symbols, data)
	if ns[1] > 0 && quarter == 0 { // human readable: 1 left, 2 centred, 3 right
		font := tsplFonts["1"]
		font.name = "1"
		t.label.text(x+(w-len(data)*font.w)*(min(ns[1], 3)-1)/2, y+h+2, data, font, 1, 1, 0)
	}
	return true
}

// code128Manual reads the content of a 128M: data, and ! with three digits for
// a symbol character (BARCODE, table of control characters). It begins in
// subset B unless it says otherwise.
func code128Manual(s string) (symbols []int, data string) {
	set := c128StartB
	if len(s) < 4 || s[0] != '!' || s[1:4] < "103" || s[1:4] > "105" {
		symbols = []int{set}
	}
	var text strings.Builder
	for s != "" {
		if n, err := strconv.Atoi(s[1:min(4, len(s))]); s[0] == '!' && err == nil && len(s) >= 4 && n >= 96 && n <= c128StartC {
			symbols = append(symbols, n)
			s = s[4:]
			if n >= c128ToC && n <= c128ToA {
				set = c128StartC - (n - c128ToC)
			} else if n >= c128StartA {
				set = n
			}
			continue
		}
		n := 1
		switch c := int(s[0]); {
		case set == c128StartC:
			pair, err := strconv.Atoi(s[:min(2, len(s))])
			if err != nil || len(s) < 2 {
				return nil, ""
			}
			symbols = append(symbols, pair)
			n = 2
		case set == c128StartA && c < ' ':
			symbols = append(symbols, c+64)
		case c >= ' ' && c < 0x80:
			symbols = append(symbols, c-' ')
		default:
			return nil, ""
		}
		text.WriteString(s[:n])
		s = s[n:]
	}
	return symbols, text.String()
}

// qrcode reads ECC level,cell width,mode,rotation[,options],"content". Without
// the option M2 it is the older model 1, which phones and most scanners do not
// read.
func (t *tspler) qrcode(x, y int, vs []value) bool {
	n := len(vs) - 1
	if n < 4 || !vs[n].quoted || len(vs[0].s) != 1 {
		return false
	}
	cell, err := strconv.Atoi(vs[1].s)
	quarter, ok := quarters(vs[3].s)
	if err != nil || !ok || cell < 1 || cell > 10 {
		return false
	}
	data := vs[n].s
	switch vs[2].s {
	case "A":
	case "M":
		if data, ok = qrManual(data); !ok {
			return false
		}
	default:
		return false
	}
	if t.label.qrTurned(x, y, cell, quarter, vs[0].s[0], data) == 0 {
		return false
	}
	if !slices.Contains(vs[4:n], value{s: "M2"}) {
		t.label.codes[len(t.label.codes)-1].Kind = "qr-model-1"
	}
	return true
}

// qrManual reads content that says its encoding: N digits, A alphanumeric, Bnnnn
// bytes; ! goes before the next.
func qrManual(s string) (data string, ok bool) {
	for s != "" {
		kind := s[0]
		s = s[1:]
		var part string
		switch kind {
		case 'N', 'A':
			part, s, _ = strings.Cut(s, "!")
		case 'B':
			n, err := strconv.Atoi(s[:min(4, len(s))])
			if err != nil || n < 0 || len(s) < 4+n {
				return "", false
			}
			part, s = s[4:4+n], strings.TrimPrefix(s[4+n:], "!")
		default:
			return "", false
		}
		data += part
	}
	return data, data != ""
}
