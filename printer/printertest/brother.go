package printertest

import (
	"bytes"
	"encoding/binary"
	"time"

	"countertop/printer"
)

// brotherer reads the raster commands of Brother's QL printers from their
// manuals (Brother "Raster Command Reference" of QL-720NW and QL-800).
type brotherer struct {
	v      *Virtual
	raster bool // ESC i a 1
	packed bool // M 2
	quiet  bool // ESC i ! 1
	margin int  // ESC i d, dots
	// What ESC i z says of the job: the media it is for, 0 if it does not say,
	// and its rows.
	kind                byte
	width, length       int
	announced           int
	page                []byte // rows as they are on paper, head wide
	printing            bool
	failed              bool
	error1, error2      byte // why it failed
	reported, reported2 byte
	cooling             bool
}

// The status of "ESC i S", by byte.
const (
	brotherError1      = 8
	brotherError2      = 9
	brotherWidth       = 10
	brotherKind        = 11
	brotherLength      = 17
	brotherType        = 18
	brotherPhase       = 19
	brotherNotice      = 22
	brotherReply       = 0x00
	brotherDone        = 0x01
	brotherFailed      = 0x02
	brotherNotify      = 0x05
	brotherPhaseChange = 0x06
	brotherContinuous  = 0x0a
	brotherDieCut      = 0x0b
)

// brotherMedia is what can be printed on a roll: the dots across, and the pins
// of the head right of them (the table "Print area" of the manuals).
var brotherMedia = map[int]struct{ dots, right int }{
	12: {106, 29}, 17: {165, 0}, 18: {234, 171}, 23: {202, 42}, 24: {236, 42}, 29: {306, 6}, 38: {413, 12}, 39: {425, 6},
	50: {554, 12}, 52: {578, 0}, 54: {590, 0}, 58: {618, 51}, 62: {696, 12},
}

// pins is the number of dots of the head; the wide models have more.
func (b *brotherer) pins() int {
	if b.v.opt.WidthDots > 720 {
		return 1296
	}
	return 720
}

func (b *brotherer) stride() int { return b.pins() / 8 }

func (b *brotherer) reset() {
	b.eject(true)
	*b = brotherer{v: b.v, raster: true}
}

// realTime is nothing: commands are obeyed in their order, and a question that
// comes while a page is printed is not answered.
func (b *brotherer) realTime([]byte) int { return 0 }

func (b *brotherer) urgent([]byte) []byte { return nil }

func (b *brotherer) step() (int, bool) {
	in := b.v.buf
	switch in[0] {
	case 0x00: // invalidate
		return len(in) - len(bytes.TrimLeft(in, "\x00")), true
	case 0x1b:
		return b.escape()
	case 'M':
		if len(in) < 2 {
			return 0, false
		}
		b.packed = in[1] == 2
		if in[1] != 0 && in[1] != 2 {
			b.v.unknown++
		}
		return 2, true
	case 'g', 'G', 'w':
		if len(in) < 3 {
			return 0, false
		}
		n := 3 + int(in[2]) // "g 0 n", and "w colour n" for two colours
		if in[0] == 'G' {
			n = 3 + int(binary.LittleEndian.Uint16(in[1:]))
		}
		if len(in) < n {
			return 0, false
		}
		if in[0] == 'w' || in[0] == 'g' && in[1] != 0 || !b.raster {
			b.v.unknown++
			return n, true
		}
		return n, b.row(in[3:n])
	case 'Z':
		return 1, b.burn(make([]byte, b.stride()))
	case 0x0c, 0x1a:
		return 1, b.print()
	}
	b.v.unknown++
	return 1, true
}

// brotherLengths are those of "ESC i", the letter and what follows.
var brotherLengths = map[byte]int{'a': 4, 'z': 13, 'M': 4, 'A': 4, 'K': 4, 'd': 5, '!': 4, 'S': 3}

func (b *brotherer) escape() (int, bool) {
	in := b.v.buf
	if len(in) < 2 {
		return 0, false
	}
	if in[1] == '@' {
		b.eject(true)
		packed := b.packed // seen to outlast this on printers
		*b = brotherer{v: b.v, raster: true, packed: packed, reported: b.reported, reported2: b.reported2, cooling: b.cooling}
		return 2, true
	}
	if in[1] != 'i' {
		b.v.unknown++
		return 2, true
	}
	if len(in) < 3 {
		return 0, false
	}
	n, ok := brotherLengths[in[2]]
	if !ok {
		b.v.unknown++
		return 3, true
	}
	if len(in) < n {
		return 0, false
	}
	switch arg := in[3:n]; in[2] {
	case 'a':
		b.raster = arg[0] == 1
	case 'z':
		// Flags: 2 kind, 4 width, 8 length, 40h quality, 80h recovery.
		b.kind, b.width, b.length = 0, 0, 0
		if arg[0]&0x02 != 0 {
			b.kind = arg[1]
		}
		if arg[0]&0x04 != 0 {
			b.width = int(arg[2])
		}
		if arg[0]&0x08 != 0 {
			b.length = int(arg[3])
		}
		b.announced = int(binary.LittleEndian.Uint32(arg[4:]))
	case 'd':
		b.margin = int(binary.LittleEndian.Uint16(arg))
	case '!':
		b.quiet = arg[0] == 1
	case 'S':
		if !b.printing {
			b.v.answerAll(b.status(brotherReply, 0))
		}
	}
	return n, true
}

// row takes a row of the picture. One of a wrong length is an error of
// communication.
func (b *brotherer) row(data []byte) bool {
	if b.packed {
		data = unpackBits(data, b.stride()+1)
	}
	if len(data) != b.stride() {
		b.v.unknown++
		b.fail(0, 0x04)
		return true
	}
	return b.burn(data)
}

// unpackBits reads PackBits, not beyond limit.
func unpackBits(p []byte, limit int) []byte {
	var out []byte
	for len(p) > 0 && len(out) < limit {
		n := int(int8(p[0]))
		p = p[1:]
		switch {
		case n >= 0 && n < len(p):
			out = append(out, p[:n+1]...)
			p = p[n+1:]
		case n < 0 && n > -128 && len(p) > 0:
			out = append(out, bytes.Repeat(p[:1], 1-n)...)
			p = p[1:]
		case n != -128:
			return nil
		}
	}
	return out
}

// burn prints a row as soon as it is there, and begins a page by the first. It
// returns false if the row has to wait.
func (b *brotherer) burn(pins []byte) bool {
	if b.failed {
		return true // what comes after an error is thrown away until ESC @
	}
	if e1, e2 := b.errors(); e1|e2 != 0 {
		b.fail(e1, e2)
		return true
	}
	if b.v.faults.stopped() {
		return false // it cools, or waits for its button
	}
	if !b.printing {
		b.printing = true
		b.send(b.status(brotherPhaseChange, 1))
	}
	b.v.burn(1)
	b.page = append(b.page, pins...)
	return true
}

// print is the end of a page. It waits until the page is on paper, and then says
// so; the feeding and cutting that follow are not waited for.
func (b *brotherer) print() bool {
	switch {
	case b.failed || !b.printing:
		return true
	case b.announced != 0 && b.announced != len(b.page)/b.stride():
		b.v.unknown++
	}
	if e1, e2 := b.errors(); b.v.busy() && e1|e2 != 0 && b.v.faults.stopped() {
		b.fail(e1, e2)
		return true
	}
	if b.v.busy() {
		b.v.later(time.Until(b.v.ready) + 1)
		return false
	}
	b.eject(false)
	b.printing = false
	b.send(b.status(brotherDone, 1))
	b.send(b.status(brotherPhaseChange, 0))
	b.v.burn(2 * b.margin)
	return true
}

// eject gives the page out that is on paper so far. The head sees it mirrored,
// and what is beside the roll is lost.
func (b *brotherer) eject(spoiled bool) {
	if len(b.page) == 0 {
		return
	}
	left, dots := 0, b.pins()
	if m, ok := brotherMedia[b.mediaWidth()]; ok && dots == 720 {
		left, dots = 720-m.right-m.dots, m.dots
	}
	rows := len(b.page) / b.stride()
	page := newCanvas(b.pins(), rows)
	head := printer.Bitmap{WidthDots: b.pins(), HeightDots: rows, Stride: b.stride(), Bits: b.page}
	for y := range rows {
		for x := left; x < left+dots; x++ {
			page.dots.Set(x, y, head.Black(b.pins()-1-x, y))
		}
	}
	b.page = nil
	out := page.page()
	out.Spoiled = spoiled
	b.v.emit(out)
}

// mediaWidth is that of the roll, or if any will do that of the job, in mm.
func (b *brotherer) mediaWidth() int { return or(int(b.v.opt.Media.WidthMM), b.width) }

// errors are the two bytes of errors as things are.
func (b *brotherer) errors() (e1, e2 byte) {
	f, m := b.v.faults, b.v.opt.Media
	if b.v.paper == 0 {
		e1 |= 0x01 // no media
		if m.Kind == "gap" {
			e1 = 0x02 // end of media, of die-cut labels only
		}
	}
	e1 |= bit(f.CutterJam, 0x04)
	e2 |= bit(f.CoverOpen, 0x10) | bit(f.Jam, 0x40)
	wrong := b.width != 0 && m.WidthMM != 0 && b.width != int(m.WidthMM) ||
		b.length != 0 && m.HeightMM != 0 && b.length != int(m.HeightMM) ||
		b.kind != 0 && m.Kind != "" && b.kind&0x0f != b.mediaKind()
	return e1, e2 | bit(wrong, 0x01)
}

func (b *brotherer) mediaKind() byte {
	if b.v.opt.Media.Kind == "gap" {
		return brotherDieCut
	}
	return brotherContinuous
}

// fail ends the page: what is on paper of it is waste, the rest is cleared, and
// nothing is printed until ESC @.
func (b *brotherer) fail(e1, e2 byte) {
	b.eject(true)
	b.printing, b.failed, b.error1, b.error2 = false, true, e1, e2
	b.reported, b.reported2 = b.errors()
	b.send(b.status(brotherFailed, 0))
}

// send is a status that was not asked for.
func (b *brotherer) send(status []byte) {
	if !b.quiet && !b.v.faults.NoReports {
		b.v.answerAll(status)
	}
}

// status are the 32 bytes.
func (b *brotherer) status(kind, phase byte) []byte {
	s := make([]byte, 32)
	copy(s, "\x80\x20B4800") // QL-800
	if b.pins() > 720 {
		s[4] = 'C' // QL-1100
	}
	e1, e2 := b.errors()
	if kind == brotherFailed && b.failed {
		e1, e2 = b.error1, b.error2
	}
	s[brotherError1], s[brotherError2] = e1, e2|b.error2&0x04 // nothing but ESC @ mends communication
	if b.v.paper != 0 {
		s[brotherWidth] = byte(or(b.mediaWidth(), 62))
		s[brotherKind] = b.mediaKind()
		s[brotherLength] = byte(b.v.opt.Media.HeightMM)
		if b.v.opt.Media.Kind == "" && b.kind != 0 { // any media
			s[brotherKind], s[brotherLength] = b.kind, byte(b.length)
		}
	}
	s[brotherType], s[brotherPhase] = kind, phase
	if kind == brotherDone || b.printing && kind == brotherFailed {
		s[brotherPhase] = 1
	}
	return s
}

// report tells of errors as they begin, but for those that end a page, and of
// the head that cools.
func (b *brotherer) report() []byte {
	e1, e2 := b.errors()
	before1, before2 := b.reported, b.reported2
	b.reported, b.reported2 = e1, e2
	switch hot := b.v.faults.HeadHot; {
	case b.quiet:
	case hot != b.cooling:
		b.cooling = hot
		s := b.status(brotherNotify, bit(b.printing, 1))
		s[brotherNotice] = 4 - bit(hot, 1) // 3 cooling began, 4 it ended
		return s
	case !b.printing && (e1&^before1|e2&^before2) != 0:
		return b.status(brotherFailed, 0)
	}
	return nil
}
