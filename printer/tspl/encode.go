package tspl

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"countertop/printer"
)

// immediate are the third bytes of the commands that begin with ESC ! and are
// obeyed at once, wherever they stand.
const immediate = "?!.@CDFOPQRS"

// Encode returns the bytes that print the sheet, with the upper left dot at that
// of the label. The label is as large as it, the gap is that of p. Rows without
// ink are not sent.
func Encode(sheet *printer.Sheet, p printer.Profile, o printer.JobOptions) []printer.Segment {
	b := sheet.Preview
	segs := []printer.Segment{{Bytes: head(b, p)}}
	for _, band := range printer.Bands(b, b.HeightDots) {
		w := band.Right - band.Left
		var s bytes.Buffer
		fmt.Fprintf(&s, "BITMAP %d,%d,%d,%d,0,", band.Left*8, band.Y, w, band.Rows)
		start := s.Len()
		for y := band.Y; y < band.Y+band.Rows; y++ {
			// TSPL, BITMAP: a 0 bit burns, the other way round than Bitmap.
			for _, v := range b.Row(y)[band.Left:band.Right] {
				s.WriteByte(^v)
			}
		}
		printer.Separate(s.Bytes()[start:], 0x1b, '!', immediate, 0x19)
		s.WriteString("\r\n")
		segs = append(segs, printer.Segment{Bytes: s.Bytes(), Payload: w * band.Rows})
	}
	return append(segs, printer.Segment{Bytes: fmt.Appendf(nil, "PRINT 1,%d\r\n", max(1, o.Copies))})
}

func head(b *printer.Bitmap, p printer.Profile) []byte {
	var s bytes.Buffer
	// The line end makes a line of its own of what may have come before.
	fmt.Fprintf(&s, "\r\nSIZE %s mm,%s mm\r\n", mm(b.WidthDots, p), mm(b.HeightDots, p))
	switch p.Media.Kind {
	case "mark":
		fmt.Fprintf(&s, "BLINE %s mm,0 mm\r\n", number(p.Media.GapMM))
	case "continuous":
		s.WriteString("GAP 0 mm,0 mm\r\n")
	default:
		fmt.Fprintf(&s, "GAP %s mm,0 mm\r\n", number(p.Media.GapMM))
	}
	s.WriteString("DIRECTION 0\r\nREFERENCE 0,0\r\n")
	if p.Density != nil {
		fmt.Fprintf(&s, "DENSITY %d\r\n", *p.Density)
	}
	if p.SpeedIPS != nil {
		fmt.Fprintf(&s, "SPEED %s\r\n", number(*p.SpeedIPS))
	}
	// A label spoiled by the end of the paper is printed again by the printer,
	// which alone knows that it was; the spool never sends it twice by itself.
	s.WriteString("SET REPRINT ON\r\nCLS\r\n")
	return s.Bytes()
}

// mm is a length in tenths of a millimetre, rounded up so that no dot is cut.
func mm(dots int, p printer.Profile) string {
	return number(math.Ceil(float64(dots)*10/printer.DotsPerMM(p.DPI)-1e-6) / 10)
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
