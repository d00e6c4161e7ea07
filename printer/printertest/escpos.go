package printertest

import (
	"time"

	"countertop/printer"
)

// escposer reads ESC/POS from its manual (Epson "ESC/POS Command Reference").
type escposer struct {
	v    *Virtual
	slip []byte // rows of stride bytes
	auto bool   // GS a: report changes
	// wide and left are a GS v 0 that is coming in: bytes in a row, and rows
	// still to come.
	wide, left int
}

func (e *escposer) stride() int { return (e.v.opt.WidthDots + 7) / 8 }

func (e *escposer) reset() { *e = escposer{v: e.v} }

func (e *escposer) out() bool { return e.v.paper == 0 }

func (e *escposer) offline() bool { return e.v.faults.stopped() || e.out() }

func bit(on bool, mask byte) byte {
	if on {
		return mask
	}
	return 0
}

func (e *escposer) realTime(p []byte) int {
	for i, want := range []byte{0x10, 0x04} {
		if i < len(p) && p[i] != want {
			return 0
		}
	}
	if len(p) > 2 && (p[2] < 1 || p[2] > 4) {
		return 0
	}
	return 3
}

func (e *escposer) urgent(cmd []byte) []byte {
	f := e.v.faults
	b := byte(0x12)
	switch cmd[2] {
	case 1:
		b |= bit(e.offline(), 0x08)
	case 2:
		b |= bit(f.CoverOpen, 0x04) | bit(e.out(), 0x20) | bit(f.HeadHot || f.CutterJam, 0x40)
	case 3:
		b |= bit(f.CutterJam, 0x08) | bit(f.HeadHot, 0x40)
	case 4:
		b |= bit(e.out(), 0x6c)
	}
	return []byte{b}
}

func (e *escposer) report() []byte {
	if !e.auto {
		return nil
	}
	f := e.v.faults
	return []byte{
		0x10 | bit(e.offline(), 0x08) | bit(f.CoverOpen, 0x20),
		bit(f.CutterJam, 0x08) | bit(f.HeadHot, 0x40),
		bit(e.out(), 0x0f),
		0,
	}
}

// lengths is how many bytes a command has that only sets something: ESC or GS,
// then the letter.
var lengths = map[[2]byte]int{
	{0x1b, '3'}: 3, {0x1b, '2'}: 2, {0x1b, 'a'}: 3, {0x1b, '!'}: 3, {0x1b, 'E'}: 3, {0x1b, 'M'}: 3,
	{0x1b, 't'}: 3, {0x1b, 'R'}: 3, {0x1b, ' '}: 3, {0x1b, '$'}: 4,
	{0x1d, 'L'}: 4, {0x1d, 'W'}: 4, {0x1d, 'P'}: 4, {0x1d, '!'}: 3, {0x1d, 'h'}: 3, {0x1d, 'w'}: 3, {0x1d, 'H'}: 3,
	{0x1c, '&'}: 2, {0x1c, '.'}: 2,
}

func (e *escposer) step() (int, bool) {
	n := e.next()
	return n, n > 0
}

// next obeys one command, or a row of a picture, and returns its length or 0.
func (e *escposer) next() int {
	b := e.v.buf
	if e.left > 0 {
		return e.rasterRow()
	}
	switch b[0] {
	case 0x00, '\r':
		return 1
	case '\n':
		return e.feed(1, 30)
	case 0x1b, 0x1c, 0x1d:
	default:
		// Text, or data that lost its command: some ink, so that nobody takes the
		// slip for a good one.
		if e.feed(1, 1) == 0 {
			return 0
		}
		e.v.unknown++
		e.slip[len(e.slip)-e.stride()] = 0xff
		return 1
	}
	if len(b) < 2 {
		return 0
	}
	key := [2]byte{b[0], b[1]}
	need, setting := lengths[key]
	if !setting {
		switch key {
		case [2]byte{0x1b, '@'}:
			need = 2
		case [2]byte{0x1b, 'J'}, [2]byte{0x1b, 'd'}, [2]byte{0x1d, 'r'}, [2]byte{0x1d, 'a'}:
			need = 3
		case [2]byte{0x1d, 'V'}:
			need = 3
			if len(b) > 2 && b[2] >= 65 {
				need = 4
			}
		case [2]byte{0x1d, 'v'}:
			need = 8
		case [2]byte{0x1d, '('}:
			need = 5
			if len(b) >= 5 {
				need += int(b[3]) + int(b[4])<<8
			}
		default:
			e.v.unknown++
			return 2
		}
	}
	if len(b) < need {
		return 0
	}
	if setting {
		return need
	}
	return e.command(key, b[:need])
}

func (e *escposer) command(key [2]byte, b []byte) int {
	switch key {
	case [2]byte{0x1b, '@'}:
		e.tear()
		e.reset()
	case [2]byte{0x1b, 'J'}:
		return e.feed(len(b), int(b[2]))
	case [2]byte{0x1b, 'd'}:
		return e.feed(len(b), int(b[2])*30)
	case [2]byte{0x1d, 'a'}:
		e.auto = b[2] != 0
		if r := e.report(); r != nil && !e.v.faults.NoReports {
			e.v.answerAll(r)
		}
	case [2]byte{0x1d, 'r'}:
		return e.fence(len(b), []byte{bit(e.out(), 0x0f)})
	case [2]byte{0x1d, 'V'}:
		if e.v.faults.stopped() {
			return 0
		}
		e.tear()
	case [2]byte{0x1d, 'v'}:
		e.wide, e.left = int(b[4])|int(b[5])<<8, int(b[6])|int(b[7])<<8
		if b[2] != '0' || e.wide == 0 {
			e.v.unknown++
			e.left = 0
		}
	case [2]byte{0x1d, '('}:
		if b[2] == 'H' && len(b) == 11 && b[5] == 48 && b[6] == 48 {
			return e.fence(len(b), append([]byte{0x37, 0x22}, append(b[7:11:11], 0)...))
		}
		e.v.unknown++
	}
	return len(b)
}

// fence answers when everything before it is on paper.
func (e *escposer) fence(n int, answer []byte) int {
	if e.offline() {
		return 0
	}
	if e.v.busy() {
		e.v.later(time.Until(e.v.ready) + 1)
		return 0
	}
	e.tear()
	e.v.answerAll(answer)
	return n
}

// rasterRow burns one row of GS v 0. What is right of the head is lost.
func (e *escposer) rasterRow() int {
	if len(e.v.buf) < e.wide || e.v.burn(1) == 0 {
		return 0
	}
	row := make([]byte, e.stride())
	copy(row, e.v.buf[:e.wide])
	e.slip = append(e.slip, row...)
	e.left--
	return e.wide
}

// feed moves the paper and then uses up n bytes; it goes row by row, so that the
// end of the paper can come between two.
func (e *escposer) feed(n, rows int) int {
	if rows > 0 && e.v.burn(rows) == 0 {
		return 0
	}
	e.slip = append(e.slip, make([]byte, rows*e.stride())...)
	return n
}

// tear ends the slip, by the cutter or by hand.
func (e *escposer) tear() {
	if len(e.slip) == 0 {
		return
	}
	w, s := e.v.opt.WidthDots, e.stride()
	e.v.emit(Print{Bitmap: &printer.Bitmap{WidthDots: w, HeightDots: len(e.slip) / s, Stride: s, Bits: e.slip}})
	e.slip = nil
}
