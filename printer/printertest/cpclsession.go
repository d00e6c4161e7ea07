package printertest

import (
	"strconv"
	"strings"
)

// cpclFonts are the cells of the resident fonts by number and size (CPCL
// Programming Manual, "Font information"). Those that are proportional stand with
// half their height.
var cpclFonts = map[string]cells{
	"0 0": {w: 8, h: 9}, "0 1": {w: 16, h: 9}, "0 2": {w: 8, h: 18}, "0 3": {w: 16, h: 18},
	"0 4": {w: 32, h: 18}, "0 5": {w: 16, h: 36}, "0 6": {w: 32, h: 36},
	"1 0": {w: 24, h: 48},
	"2 0": {w: 20, h: 12}, "2 1": {w: 20, h: 24},
	"4 0": {w: 24, h: 47}, "4 1": {w: 47, h: 94}, "4 2": {w: 23, h: 45}, "4 3": {w: 45, h: 90},
	"4 4": {w: 90, h: 180}, "4 5": {w: 135, h: 270}, "4 6": {w: 180, h: 360}, "4 7": {w: 225, h: 450},
	"5 0": {w: 12, h: 24}, "5 1": {w: 24, h: 48}, "5 2": {w: 23, h: 46}, "5 3": {w: 46, h: 92},
	"6 0": {w: 28, h: 27},
	"7 0": {w: 12, h: 24}, "7 1": {w: 12, h: 48},
	// Those of printers made in China.
	"24 0": {w: 12, h: 24, wide: 24}, "55 0": {w: 8, h: 16, wide: 16},
}

// inSession obeys a line of a label.
func (c *cpcler) inSession(line string) {
	if c.qr != nil {
		if line == "ENDQR" {
			c.finishQR()
		} else {
			c.qr.data = append(c.qr.data, line)
		}
		return
	}
	words := strings.Fields(line)
	if len(words) == 0 {
		return
	}
	switch name := words[0]; name {
	case "T", "TEXT", "VT", "VTEXT", "T90", "TEXT90", "T180", "TEXT180", "T270", "TEXT270":
		c.text(name, line)
	case "B", "BARCODE", "VB", "VBARCODE":
		c.barcode(name, words, line)
	case "L", "LINE", "IL", "INVERSE-LINE", "BOX":
		c.line(name, words)
	case "EG", "VEG", "EXPANDED-GRAPHICS", "VEXPANDED-GRAPHICS":
		c.expanded(name, words)
	case "PW", "PAGE-WIDTH":
		w := c.number(words, 1, 0, maxCPCLDots)
		if w < 1 || w > c.v.opt.WidthDots || w == c.label.dots.WidthDots {
			return
		}
		narrow := newCanvas(w, c.label.dots.HeightDots)
		narrow.image(0, 0, c.label.dots)
		narrow.codes, narrow.texts = c.label.codes, c.label.texts
		c.label = narrow
	case "SETMAG":
		c.magX, c.magY = max(1, c.number(words, 1, 1, 16)), max(1, c.number(words, 2, 1, 16))
	case "BT", "BARCODE-TEXT":
		c.legend = len(words) < 2 || words[1] != "OFF"
	case "END", "ABORT":
		c.state, c.label = cpclLines, nil
	default:
		c.command(line)
	}
}

// command obeys what may stand in sessions of either kind, or behind "! U1".
func (c *cpcler) command(line string) {
	words := strings.Fields(line)
	if len(words) == 0 || words[0][0] == ';' {
		return
	}
	switch words[0] {
	case "GAP-SENSE", "BAR-SENSE":
		c.gaps = true
	case "JOURNAL":
		c.gaps = false
	case "ON-OUT-OF-PAPER":
		c.wait = len(words) > 1 && words[1] == "WAIT"
		c.retries = 2
		if len(words) > 2 {
			c.retries = max(1, c.number(words, 2, 2, 1000))
		}
	case "ENCODING":
		c.utf8 = len(words) > 1 && words[1] == "UTF-8"
	case "FORM", "PRINT", "COUNTRY", "SPEED", "CONTRAST", "TONE", "BEEP", "ON-FEED", "NO-PACE", "PACE", "AUTO-PACE",
		"WAIT", "PREFEED", "POSTFEED", "PRESENT-AT", "SET-TOF", "SETFF", "LABEL", "CUT", "IN-DOTS", "LEFT", "TIMEOUT",
		"MULTI-FEED", "REVERSE", "PREPRINT":
	case "SETBOLD", "SETSP", "UNDERLINE", "UL":
		// Off is what it is here anyway.
		if len(words) > 1 && words[1] != "0" && words[1] != "OFF" {
			c.v.unknown++
		}
	default:
		c.v.unknown++
	}
}

// text is "T font size x y data"; the data are the rest of the line, spaces
// included.
func (c *cpcler) text(name, line string) {
	part := strings.SplitN(line, " ", 6)
	if len(part) < 6 {
		c.v.unknown++
		return
	}
	f, ok := cpclFonts[part[1]+" "+part[2]]
	if !ok || c.v.opt.NoHan && f.wide > 0 {
		// A font that the printer lacks prints nothing.
		c.v.unknown += bitOf(!ok)
		return
	}
	f.name = part[1]
	// TEXT90 is turned counter-clockwise.
	quarter := 0
	switch {
	case strings.HasSuffix(name, "180"):
		quarter = 2
	case strings.HasSuffix(name, "270"):
		quarter = 1
	case strings.HasSuffix(name, "90"), name[0] == 'V':
		quarter = 3
	}
	x, y := c.right+c.number(part, 3, 0, maxCPCLDots), c.number(part, 4, 0, maxCPCLDots)
	c.label.text(x, y, c.decode(part[5], f), f, c.magX, c.magY, quarter)
}

// line is "L x0 y0 x1 y1 width" and its like. The points are corners: of a
// horizontal line the upper ones, of a vertical line the left ones, of a box the
// upper left and the lower right. The line lies below or right of them.
func (c *cpcler) line(name string, words []string) {
	var n [5]int
	for i := range n {
		n[i] = c.number(words, i+1, -1, maxCPCLDots)
		if n[i] < 0 {
			return
		}
	}
	x0, y0, x1, y1, thick := c.right+min(n[0], n[2]), min(n[1], n[3]), c.right+max(n[0], n[2]), max(n[1], n[3]), max(n[4], 1)
	how := burn
	if name[0] == 'I' {
		how = invert
	}
	switch {
	case name == "BOX":
		c.label.frame(x0, y0, x1-x0, y1-y0, thick)
	case y0 == y1:
		c.label.fill(x0, y0, x1-x0, thick, how)
	case x0 == x1:
		c.label.fill(x0, y0, thick, y1-y0, how)
	default: // slanting
		c.v.unknown++
	}
}

// barcode is "B 128 width ratio height x y data", or "B QR x y M n U n" with the
// data on the lines that follow.
func (c *cpcler) barcode(name string, words []string, line string) {
	quarter := 0
	if name[0] == 'V' {
		quarter = 3
	}
	switch {
	case len(words) >= 4 && words[1] == "QR":
		q := &cpclQR{x: c.right + c.number(words, 2, 0, maxCPCLDots), y: c.number(words, 3, 0, maxCPCLDots), unit: 6, quarter: quarter}
		for i := 4; i+1 < len(words); i += 2 {
			switch n := c.number(words, i+1, 0, 32); {
			case words[i] == "M" && n == 2:
			case words[i] == "U" && n > 0:
				q.unit = n
			default:
				c.v.unknown++
			}
		}
		c.qr = q
	case len(words) >= 8 && words[1] == "128":
		part := strings.SplitN(line, " ", 8)
		if len(part) < 8 { // parted by something else than spaces
			c.v.unknown++
			return
		}
		module, h := c.number(part, 2, 1, 100), c.number(part, 4, 1, maxCPCLDots)
		x, y := c.right+c.number(part, 5, 0, maxCPCLDots), c.number(part, 6, 0, maxCPCLDots)
		w := c.label.code128Turned(x, y, max(module, 1), h, quarter, code128Auto(part[7]), part[7])
		if w == 0 {
			c.v.unknown++
		}
		if c.legend && quarter == 0 {
			c.label.text(x, y+h+2, part[7], cpclFonts["0 2"], 1, 1, 0)
		}
	default:
		c.v.unknown++
	}
}

// finishQR draws the QR code of "MA,data": error correction L M Q H, perhaps the
// number of a mask, automatic input; or manual, as "MM,Adata" with N digits, A
// alphanumeric, Bnnnn bytes.
func (c *cpcler) finishQR() {
	q := c.qr
	c.qr = nil
	if q == nil {
		return
	}
	head, data, ok := strings.Cut(strings.Join(q.data, "\r\n"), ",")
	if len(head) == 3 && head[1] >= '0' && head[1] <= '8' {
		head = head[:1] + head[2:]
	}
	if ok = ok && len(head) == 2 && strings.Contains("LMQH", head[:1]); ok {
		switch {
		case head[1] == 'A':
		case head[1] == 'M' && len(data) > 1 && (data[0] == 'N' || data[0] == 'A'):
			data = data[1:]
		case head[1] == 'M' && len(data) > 5 && data[0] == 'B':
			n, err := strconv.Atoi(data[1:5])
			ok = err == nil && n > 0 && n <= len(data)-5
			if ok {
				data = data[5 : 5+n]
			}
		default:
			ok = false
		}
	}
	if !ok || c.label.qrTurned(q.x, q.y, q.unit, q.quarter, head[0], data) == 0 {
		c.v.unknown++
	}
}
