package tspl

import (
	"math/bits"

	"countertop/printer"
)

// The questions are answered at any time, even in error: <ESC>!? with one byte,
// <ESC>!S with eight.
var (
	query     = []byte{0x1b, '!', '?'}
	longQuery = []byte{0x1b, '!', 'S'}
)

// longAnswer is the length of the answer to <ESC>!S.
const longAnswer = 8

// DecodeStatus reads the answer to <ESC>!?. It returns false for a byte that
// no printer in its senses sends: more than four things wrong at once.
//
// Source: GP-2120T programming manual, <ESC>!?: 0 head opened, 1 paper jam,
// 2 out of paper, 3 out of ribbon, 4 pause, 5 printing, 6 cover opened
// (option), 7 temperature (option; "other error" on TSC printers).
func DecodeStatus(b byte) (printer.Status, bool) {
	if bits.OnesCount8(b) > 4 {
		return printer.Status{}, false
	}
	return printer.Status{
		Known:     true,
		CoverOpen: b&0x41 != 0,
		Jam:       b&0x02 != 0,
		PaperOut:  b&0x04 != 0,
		RibbonOut: b&0x08 != 0,
		Paused:    b&0x10 != 0,
		Busy:      b&0x20 != 0,
		HeadHot:   b&0x80 != 0,
	}, true
}

// DecodeLongStatus reads the answer to <ESC>!S: STX, message, warning and two
// bytes of errors, ETX, CR, LF. It returns false for anything else.
//
// Source: TSC TSPL/TSPL2 programming manual (TTP-244 Plus) p. 85-86, <ESC>!S.
// Message: @ normal, ` pause, B backing, C cutting, E error, F feeding, K waits
// for the print key, L waits for the label to be taken, P printing, W imaging.
// First error byte: 0 head hot, 1 motor hot, 3 cutter jam, 4 memory; second: 0
// paper empty, 1 paper jam, 2 ribbon empty, 3 ribbon jam, 5 head open.
func DecodeLongStatus(b []byte) (printer.Status, bool) {
	if len(b) != longAnswer || b[0] != 0x02 || string(b[5:]) != "\x03\r\n" {
		return printer.Status{}, false
	}
	for _, v := range b[1:5] {
		if v&0xc0 != 0x40 {
			return printer.Status{}, false
		}
	}
	st := printer.Status{
		Known:     true,
		HeadHot:   b[3]&0x03 != 0,
		CutterJam: b[3]&0x08 != 0,
		PaperOut:  b[4]&0x01 != 0,
		Jam:       b[4]&0x02 != 0,
		RibbonOut: b[4]&0x0c != 0,
		CoverOpen: b[4]&0x20 != 0,
	}
	switch b[1] {
	case '@', 'L':
	case '`', 'K':
		st.Paused = true
	case 'B', 'C', 'F', 'P', 'W':
		st.Busy = true
	case 'E':
		st.Offline = true // unless an error byte says more
	default:
		return printer.Status{}, false
	}
	return st, true
}
