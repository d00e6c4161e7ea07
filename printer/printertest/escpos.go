package printertest

import (
	"bytes"
	"slices"
	"time"

	"countertop/printer"
)

// escposer reads ESC/POS from its manual (Epson, "ESC/POS Command Reference
// for TM Printers"; page mode also from the TM-T88III specification, 3.12).
type escposer struct {
	v *Virtual
	// What is on paper since the last cut: rows of stride bytes, codes and texts.
	slip  []byte
	codes []Code
	texts []TextRun
	auto  bool // GS a: report changes

	// What must be done before the next command: pictures to burn, and how many
	// rows of the first are, an answer to give when they are on paper, a cut to
	// make.
	out   []*canvas
	burnt int
	fence []byte
	cut   bool
	// The data of a command is coming in while want is above 0.
	want int
	data []byte
	then func([]byte)

	escposMode
	items []item // the line that is not printed yet
	paged *pageMode
}

// escposMode is what ESC @ sets back.
type escposMode struct {
	x, y                 int // print position; y is only used in page mode
	left, width          int // GS L, GS W
	unitX, unitY         int // GS P, units an inch
	spacing, align       int
	fontB, han           bool
	sx, sy, hx, hy, gap  int // magnification of letters and Han, ESC SP
	hanLeft, hanRight    int
	table, country       byte
	barH, barW, hri      int
	qrModule             int
	qrLevel, qrModel     byte
	qrData               string
	graphic              *printer.Bitmap
	pageX, pageY, pageW  int // ESC W in standard mode holds for the next page
	pageH, pageDirection int
	run                  bool // the next character continues the last text
}

func (e *escposer) stride() int { return (e.v.opt.WidthDots + 7) / 8 }

func (e *escposer) reset() {
	e.tear(true)
	*e = escposer{v: e.v}
	e.initialize()
}

// initialize is ESC @.
func (e *escposer) initialize() {
	w, dpi := e.v.opt.WidthDots, e.v.opt.DPI
	e.items, e.paged = nil, nil
	e.escposMode = escposMode{
		width: w, unitX: dpi, unitY: dpi, spacing: 30, sx: 1, sy: 1, hx: 1, hy: 1, barH: 162, barW: 3, qrModule: 3, qrLevel: 'L',
		qrModel: '2', pageW: w, pageH: maxPage,
		// Printers with a Chinese font are in Chinese mode when they are switched on.
		han: !e.v.opt.NoHan,
	}
}

// unfinished reports whether there is work left that waits for no bytes.
func (e *escposer) unfinished() bool { return len(e.out) > 0 || e.fence != nil || e.cut }

func (e *escposer) paperOut() bool { return e.v.paper == 0 }

func (e *escposer) offline() bool { return e.v.faults.stopped() || e.paperOut() }

func bit(on bool, mask byte) byte {
	if on {
		return mask
	}
	return 0
}

// step does what is to be done, or obeys the next command.
func (e *escposer) step() (int, bool) {
	switch {
	case len(e.out) > 0:
		return 0, e.burn()
	case e.fence != nil:
		return 0, e.passFence()
	case e.cut:
		if e.v.faults.stopped() {
			return 0, false
		}
		e.cut = false
		e.tear(false)
		return 0, true
	case e.want > 0:
		return e.collect(), true
	}
	n := e.next()
	return n, n > 0
}

// burn burns some rows; the end of the paper can come between two.
func (e *escposer) burn() bool {
	const some = 8
	c := e.out[0].dots
	n := e.v.burn(min(some, c.HeightDots-e.burnt))
	e.slip = append(e.slip, c.Bits[e.burnt*c.Stride:(e.burnt+n)*c.Stride]...)
	if e.burnt += n; e.burnt == c.HeightDots {
		e.out, e.burnt = e.out[1:], 0
		return true
	}
	return n > 0
}

// print burns c, which is as wide as the head, next.
func (e *escposer) print(c *canvas) {
	if c.dots.HeightDots == 0 {
		return
	}
	y := len(e.slip)/e.stride() - e.burnt
	for _, before := range e.out {
		y += before.dots.HeightDots
	}
	for _, k := range c.codes {
		k.Y += y
		e.codes = append(e.codes, k)
	}
	for _, t := range c.texts {
		t.Y += y
		e.texts = append(e.texts, t)
	}
	e.out = append(e.out, c)
}

// passFence answers when everything before is on paper.
func (e *escposer) passFence() bool {
	if e.offline() {
		return false
	}
	if e.v.busy() {
		e.v.later(time.Until(e.v.ready) + 1)
		return false
	}
	e.tear(false)
	e.v.answerAll(e.fence)
	e.fence = nil
	return true
}

// tear ends the slip, by the cutter or by hand.
func (e *escposer) tear(spoiled bool) {
	if len(e.slip) == 0 {
		return
	}
	w, s := e.v.opt.WidthDots, e.stride()
	b := &printer.Bitmap{WidthDots: w, HeightDots: len(e.slip) / s, Stride: s, Bits: e.slip}
	e.v.emit(Print{Bitmap: b, Codes: e.codes, Texts: e.texts, Spoiled: spoiled})
	e.slip, e.codes, e.texts = nil, nil, nil
}

// maxData is the most data that is kept of one command.
const maxData = 1 << 20

// await calls then with the next n bytes.
func (e *escposer) await(n int, then func([]byte)) {
	e.want, e.data, e.then = n, nil, then
	if n == 0 {
		then(nil)
	}
}

func (e *escposer) collect() int {
	b := e.v.buf[:min(len(e.v.buf), e.want)]
	if len(e.data) < maxData {
		e.data = append(e.data, b...)
	}
	if e.want -= len(b); e.want == 0 {
		e.then(e.data)
	}
	return len(b)
}

// realTime knows the commands that begin with DLE. They are found in pictures
// too: the manual warns of data that look like them.
func (e *escposer) realTime(p []byte) int {
	if p[0] != 0x10 {
		return 0
	}
	if len(p) < 3 {
		if len(p) == 2 && p[1] != 0x04 && p[1] != 0x05 && p[1] != 0x14 {
			return 0
		}
		return 3
	}
	switch p[1] {
	case 0x04: // EOT
		switch p[2] {
		case 1, 2, 3, 4:
			return 3
		case 7, 8:
			return 4
		}
	case 0x05: // ENQ
		if p[2] == 1 || p[2] == 2 {
			return 3
		}
	case 0x14: // DC4
		want := map[byte]string{1: "\x10\x14\x01", 2: "\x10\x14\x02\x01\x08", 8: clearBuffers}[p[2]]
		n := min(len(want), len(p))
		if want == "" || string(p[:n]) != want[:n] {
			return 0
		}
		if p[2] == 1 { // a pulse for the drawer: pin and length
			if len(p) > 3 && p[3] > 1 || len(p) > 4 && (p[4] < 1 || p[4] > 8) {
				return 0
			}
			return 5
		}
		return len(want)
	}
	return 0
}

// clearBuffers is DLE DC4, function 8.
const clearBuffers = "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

func (e *escposer) urgent(cmd []byte) []byte {
	switch {
	case string(cmd) == clearBuffers:
		e.forget()
		return []byte{0x37, 0x25, 0}
	case cmd[1] == 0x05 && cmd[2] == 2:
		// Without an error that can be recovered from, DLE ENQ is ignored.
		if e.v.faults.CutterJam || e.v.faults.CoverOpen {
			e.forget()
		}
		return nil
	case cmd[1] != 0x04:
		return nil
	}
	f := e.v.faults
	b := byte(0x12)
	switch cmd[2] {
	case 1:
		b |= bit(e.offline(), 0x08)
	case 2:
		b |= bit(f.CoverOpen, 0x04) | bit(e.paperOut(), 0x20) | bit(f.HeadHot || f.CutterJam || f.Jam, 0x40)
	case 3:
		b |= bit(f.Jam, 0x04) | bit(f.CutterJam, 0x08) | bit(f.HeadHot, 0x40)
	case 4:
		b |= bit(e.v.paperLow(), 0x0c) | bit(e.paperOut(), 0x60)
	default:
		return nil
	}
	return []byte{b}
}

// forget clears the receive and the print buffer. What is on paper stays.
func (e *escposer) forget() {
	e.v.buf, e.items, e.out, e.burnt, e.fence, e.cut, e.want = nil, nil, nil, 0, nil, false, 0
	e.paged, e.x, e.run = nil, 0, false
}

func (e *escposer) report() []byte {
	if !e.auto {
		return nil
	}
	f := e.v.faults
	return []byte{
		0x10 | bit(e.offline(), 0x08) | bit(f.CoverOpen, 0x20),
		bit(f.CutterJam, 0x08) | bit(f.HeadHot, 0x40) | bit(f.Jam, 0x04),
		e.sensors(),
		0,
	}
}

// sensors are the paper sensors, as GS r 1 and GS a say them.
func (e *escposer) sensors() byte { return bit(e.v.paperLow(), 0x03) | bit(e.paperOut(), 0x0c) }

// escposLengths is how many bytes a command has, by its first two.
var escposLengths = map[string]int{
	"\x1b@": 2, "\x1b2": 2, "\x1bL": 2, "\x1bS": 2, "\x1b\x0c": 2, "\x1bi": 2, "\x1bm": 2, "\x1bv": 2, "\x1c&": 2, "\x1c.": 2,
	"\x1b3": 3, "\x1ba": 3, "\x1b!": 3, "\x1bE": 3, "\x1bG": 3, "\x1bM": 3, "\x1bt": 3, "\x1bR": 3, "\x1b ": 3, "\x1bJ": 3,
	"\x1bd": 3, "\x1bT": 3, "\x1b-": 3, "\x1bV": 3, "\x1b{": 3, "\x1b=": 3, "\x1bU": 3, "\x1c!": 3, "\x1c-": 3, "\x1cW": 3,
	"\x1d!": 3, "\x1dh": 3, "\x1dw": 3, "\x1dH": 3, "\x1df": 3, "\x1da": 3, "\x1dr": 3, "\x1dI": 3, "\x1dB": 3, "\x1db": 3,
	"\x1b$": 4, "\x1b\\": 4, "\x1d$": 4, "\x1d\\": 4, "\x1dL": 4, "\x1dW": 4, "\x1dP": 4, "\x1cS": 4, "\x1bc": 4,
	"\x1b*": 5, "\x1bp": 5, "\x1d(": 5, "\x1bW": 10, "\x1d8": 7, "\x1dv": 8,
}

// next obeys one command or prints one character, and returns its length, or 0
// if it has not all come.
func (e *escposer) next() int {
	b := e.v.buf
	switch b[0] {
	case 0x1b, 0x1c, 0x1d:
		e.run = false
		return e.command()
	case '\n', '\r', '\t', 0x0c, 0x18:
		e.run = false
		e.control(b[0])
		return 1
	}
	if b[0] < ' ' || b[0] == 0x7f {
		e.v.unknown += int(min(b[0], 1)) // NUL pads
		return 1
	}
	return e.character()
}

func (e *escposer) command() int {
	b := e.v.buf
	if len(b) < 2 {
		return 0
	}
	n, ok := escposLengths[string(b[:2])]
	switch string(b[:2]) {
	case "\x1dV":
		n, ok = 3, true
		if len(b) > 2 && b[2] >= 65 {
			n = 4
		}
	case "\x1bD": // tabs, up to a NUL
		n, ok = bytes.IndexByte(b, 0)+1, true
		if n == 0 && len(b) > 34 {
			ok = false
		}
		if n == 0 {
			n = len(b) + 1
		}
	case "\x1dk":
		if len(b) < 4 {
			return 0
		}
		n, ok = 4, true
		if b[2] <= 6 { // the older form ends with a NUL
			n = bytes.IndexByte(b[3:], 0) + 4
			if n == 3 && len(b) < 260 {
				return 0
			}
			n = max(n, 4)
		}
	}
	if !ok {
		e.v.unknown++
		return 2
	}
	if len(b) < n {
		return 0
	}
	if !e.obey(string(b[:2]), b[2:n]) {
		e.v.unknown++
	}
	return n
}

// word is two bytes, the lower first.
func word(p []byte) int { return int(p[0]) | int(p[1])<<8 }

// obey obeys a command with its parameters; false if it does not know them.
func (e *escposer) obey(cmd string, p []byte) bool {
	switch cmd {
	case "\x1b@":
		e.tear(false)
		e.initialize()
	case "\x1ba":
		e.align = int(p[0] & 3)
		return slices.Contains([]byte{0, 1, 2, 48, 49, 50}, p[0])
	case "\x1bJ":
		e.endLine(e.units(int(p[0]), e.unitY))
	case "\x1bd":
		e.endLine(int(p[0]) * e.spacing)
	case "\x1b2":
		e.spacing = 30
	case "\x1b3":
		e.spacing = e.units(int(p[0]), e.unitY)
	case "\x1dP":
		e.unitX, e.unitY = or(int(p[0]), e.v.opt.DPI), or(int(p[1]), e.v.opt.DPI)
	case "\x1dL":
		e.left = min(e.units(word(p), e.unitX), e.v.opt.WidthDots)
	case "\x1dW":
		e.width = e.units(word(p), e.unitX)
	case "\x1b$":
		e.x = e.units(word(p), e.unitX)
	case "\x1b\\":
		e.x = max(0, e.x+e.units(int(int16(word(p))), e.unitX)) //nolint:gosec // two's complement, as the manual has it
	case "\x1da":
		e.auto = p[0] != 0
		if r := e.report(); r != nil && !e.v.faults.NoReports {
			e.v.answerAll(r)
		}
	case "\x1dr":
		switch p[0] {
		case 1, 49:
			e.fence = []byte{e.sensors()}
		case 2, 50: // the drawer
			e.fence = []byte{0}
		default:
			return false
		}
	case "\x1dI":
		e.identify(p[0])
	case "\x1dV":
		return e.cutPaper(p)
	case "\x1bi", "\x1bm":
		return e.cutPaper([]byte{1})
	case "\x1d(":
		letter := p[0]
		e.await(word(p[1:]), func(data []byte) { e.function(letter, data) })
	case "\x1d8":
		if p[0] != 'L' {
			return false
		}
		e.await(word(p[1:])|word(p[3:])<<16, func(data []byte) { e.function('L', data) })
	default:
		return e.draw(cmd, p)
	}
	return true
}

// units is n motion units of 1/unit inch in dots.
func (e *escposer) units(n, unit int) int { return n * e.v.opt.DPI / unit }

func (e *escposer) identify(n byte) {
	switch n {
	case 1, 2, 3, 49, 50, 51:
		e.v.answerAll([]byte{0x20})
	case 65:
		e.v.answerAll([]byte("_1.0\x00"))
	case 66:
		e.v.answerAll([]byte("_COUNTERTOP\x00"))
	case 67:
		e.v.answerAll([]byte("_VIRTUAL\x00"))
	}
}

// cutPaper is GS V: 0 and 1 cut here, 65 and 66 after a feed.
func (e *escposer) cutPaper(p []byte) bool {
	feed := 0
	if len(p) > 1 {
		feed = e.units(int(p[1]), e.unitY)
	}
	e.endLine(feed)
	e.cut = true
	return slices.Contains([]byte{0, 1, 48, 49, 65, 66}, p[0])
}

// function obeys GS ( and its letter.
func (e *escposer) function(letter byte, p []byte) {
	ok := false
	switch letter {
	case 'H': // 48: an answer when everything before is printed
		if ok = len(p) == 6 && p[0] == 48 && p[1] == 48; ok {
			e.fence = append([]byte{0x37, 0x22}, p[2], p[3], p[4], p[5], 0)
		}
	case 'L':
		ok = e.graphics(p)
	case 'k':
		ok = e.symbol(p)
	case 'K', 'D', 'E': // density, real-time commands, settings
		ok = true
	}
	if !ok {
		e.v.unknown++
	}
}
