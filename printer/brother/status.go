package brother

import "countertop/printer"

// query asks for the status. It is not sent while the printer prints.
var query = []byte{0x1b, 'i', 'S'}

// statusBytes is the length of each report.
const statusBytes = 32

// coolingBegan is the notice that the head is too hot; it ends by another.
const coolingBegan = 3

// Kind is why a report was sent.
type Kind byte

// The kinds of report.
const (
	Reply     Kind = 0x00
	Completed Kind = 0x01 // a page is out
	Failed    Kind = 0x02
	Off       Kind = 0x04
	Notified  Kind = 0x05
	Phase     Kind = 0x06
)

// Report is one report of the printer.
type Report struct {
	Kind   Kind
	Status printer.Status
	// WidthMM and LengthMM are the roll that is in it; LengthMM is 0 for continuous
	// paper, WidthMM for none.
	WidthMM, LengthMM int
}

// DecodeStatus reads a report of 32 bytes. It returns false for anything else.
//
// Source: raster command reference, 4.2 (status): 8 and 9 errors, 10 width, 11
// kind and 17 length of the media, 18 kind of the report, 19 phase, 22 notice.
func DecodeStatus(b []byte) (Report, bool) {
	if len(b) != statusBytes || b[0] != 0x80 || b[1] != statusBytes || b[2] != 'B' {
		return Report{}, false
	}
	e1, e2 := b[8], b[9]
	return Report{
		Kind:    Kind(b[18]),
		WidthMM: int(b[10]), LengthMM: int(b[17]),
		Status: printer.Status{
			Known: true,
			Busy:  b[19] == 0x01 || e1&0x10 != 0,
			// None, at its end, or to be replaced as the job asks for another.
			PaperOut:  e1&0x03 != 0 || e2&0x01 != 0,
			CutterJam: e1&0x04 != 0,
			CoverOpen: e2&0x10 != 0,
			Jam:       e2&0x40 != 0,
			HeadHot:   Kind(b[18]) == Notified && b[22] == coolingBegan,
			Offline:   e1&0x20 != 0 || Kind(b[18]) == Off,
			// Fan, high voltage, communication, system.
			Broken: e1&0xc0 != 0 || e2&0x84 != 0,
		},
	}, true
}
