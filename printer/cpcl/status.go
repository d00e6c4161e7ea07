package cpcl

import "countertop/printer"

const (
	esc = 0x1b
	// query asks for the status; a printer that follows the manual answers when it
	// has done the label before.
	query = "\x1bh"
	// clearReset takes back the bit that says it was switched on.
	clearReset = "\x1bN"
	resetBit   = 0x10
)

// DecodeStatus reads the answer to ESC h, of which some printers send a second
// byte (their contrast). It returns false for none, for more, and for bits that no
// manual knows.
//
// Source: CPCL programming manual, 11-2: 0 busy, 1 out of paper, 2 latch open,
// 3 low battery, 4 switched on since the bit was taken back.
func DecodeStatus(answer []byte) (printer.Status, bool) {
	if len(answer) < 1 || len(answer) > 2 || answer[0]&0xe0 != 0 {
		return printer.Status{}, false
	}
	b := answer[0]
	return printer.Status{
		Known:     true,
		Busy:      b&0x01 != 0,
		PaperOut:  b&0x02 != 0,
		CoverOpen: b&0x04 != 0,
	}, true
}
