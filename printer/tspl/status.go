package tspl

import (
	"math/bits"

	"countertop/printer"
)

// query is <ESC>!?, answered with one byte at any time, even in error.
var query = []byte{0x1b, '!', '?'}

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
