package escpos

import "countertop/printer"

// The groups of DLE EOT n.
const (
	groupPrinter = 1
	groupOffline = 2
	groupError   = 3
	groupPaper   = 4
)

// DecodeStatus adds the answer b to DLE EOT n to st. It returns false if b is no
// such answer: bits 1 and 4 are always 1, bits 0 and 7 always 0.
//
// Source: Epson ESC/POS reference, DLE EOT; n is 1 printer, 2 cause of being
// offline, 3 cause of an error, 4 paper.
func DecodeStatus(st *printer.Status, n int, b byte) bool {
	if b&0x93 != 0x12 || n < groupPrinter || n > groupPaper {
		return false
	}
	st.Known = true
	switch n {
	case groupPrinter:
		// Bit 2 is the pin of the cash drawer and no error.
		st.Offline = st.Offline || b&0x08 != 0
	case groupOffline:
		st.CoverOpen = st.CoverOpen || b&0x04 != 0
		st.PaperOut = st.PaperOut || b&0x20 != 0
	case groupError:
		st.CutterJam = st.CutterJam || b&0x08 != 0
		st.Broken = st.Broken || b&0x20 != 0
		st.HeadHot = st.HeadHot || b&0x40 != 0
	case groupPaper:
		st.PaperLow = st.PaperLow || b&0x0c != 0
		st.PaperOut = st.PaperOut || b&0x60 == 0x60
	}
	return true
}

// DecodeAutoStatus reads the four bytes that a printer sends by itself after
// GS a. It returns false if they are none.
//
// Source: Epson TM-L60II manual, GS a: byte 1 bit 3 offline, 5 cover; byte 2
// bit 3 cutter, 5 unrecoverable, 6 recovers by itself; byte 3 bits 0-1 near
// end, 2-3 paper end.
func DecodeAutoStatus(b [4]byte) (printer.Status, bool) {
	if b[0]&0x93 != 0x10 || (b[1]|b[2]|b[3])&0x90 != 0 {
		return printer.Status{}, false
	}
	return printer.Status{
		Known:     true,
		Offline:   b[0]&0x08 != 0,
		CoverOpen: b[0]&0x20 != 0,
		CutterJam: b[1]&0x08 != 0,
		Broken:    b[1]&0x20 != 0,
		HeadHot:   b[1]&0x40 != 0,
		PaperLow:  b[2]&0x03 != 0,
		PaperOut:  b[2]&0x0c == 0x0c,
	}, true
}

// replies takes apart what a printer sends: answers to DLE EOT and GS r are one
// byte, reports of GS a four, the echo of GS ( H seven. They are told apart by
// their fixed bits and come in any order.
type replies struct {
	buf []byte

	status  []byte         // answers to DLE EOT, in order
	auto    printer.Status // the last report of GS a
	fence   bool           // GS r was answered
	echoes  []string       // marks of GS ( H
	garbage int            // bytes that were none of these
}

func (r *replies) take(p []byte) {
	r.buf = append(r.buf, p...)
	for len(r.buf) > 0 {
		n := r.next()
		if n == 0 {
			return
		}
		r.buf = r.buf[n:]
	}
}

// next reads one reply from the head of buf and returns its length, 0 if there
// is more to come.
func (r *replies) next() int {
	b := r.buf
	switch {
	case b[0] == 0x37:
		if len(b) > 1 && b[1] != 0x22 {
			break
		}
		if len(b) < 7 {
			return 0
		}
		if b[6] == 0 {
			r.echoes = append(r.echoes, string(b[2:6]))
			return 7
		}
	case b[0]&0x93 == 0x12:
		r.status = append(r.status, b[0])
		return 1
	case b[0]&0x93 == 0x10:
		if len(b) < 4 {
			return 0
		}
		if st, ok := DecodeAutoStatus([4]byte(b)); ok {
			r.auto = st
			return 4
		}
	case b[0] == 0x00, b[0] == 0x03, b[0] == 0x0c, b[0] == 0x0f:
		// GS r 1: the two bits of each paper sensor are alike.
		r.fence = true
		return 1
	}
	r.garbage++
	return 1
}
