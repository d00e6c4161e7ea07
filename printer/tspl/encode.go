package tspl

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"strconv"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// immediate are the third bytes of the commands that begin with ESC ! and are
// obeyed at once, wherever they stand; inquiries those of the commands that begin
// with ~!. The manual has the latter answered only by a printer that is ready, but
// in the same chapter, and does not say that they stand in a line of their own.
const (
	immediate = "?!.@CDFOPQRS"
	inquiries = "@ACDEFIT"
)

// Encode returns the bytes that print the page image, with the upper left dot at that
// of the label. The label is as large as it, the gap is that of p. Rows without
// ink are not sent. What TSPL has no command for is sent as a picture.
func Encode(img *printer.PageImage, p printer.Profile, o printer.JobOptions) []printer.Segment {
	segs := []printer.Segment{{Bytes: head(img.Preview, p)}}
	var drawn []image.Rectangle
	var text bytes.Buffer
	for _, m := range drive.Supported(img, func(m printer.DrawOp) bool { return encode(m, p) != nil }) {
		if m, ok := m.(printer.DrawImage); ok {
			mode := overwrite
			box := drive.Bounds(m)
			for _, d := range drawn {
				if d.Overlaps(box) {
					mode = or
				}
			}
			drawn = append(drawn, box)
			segs = append(segs, picture(m, mode, img.Mode)...)
			continue
		}
		text.Write(encode(m, p))
		if text.Len() > printer.MaxPayload/2 {
			segs = append(segs, printer.Segment{Bytes: bytes.Clone(text.Bytes())})
			text.Reset()
		}
	}
	fmt.Fprintf(&text, "PRINT 1,%d\r\n", max(1, o.Copies))
	return append(segs, printer.Segment{Bytes: text.Bytes()})
}

// The modes of BITMAP. In both a 0 bit burns. The manual does not say what OR
// does to a 1 bit: drivers that send whole labels in it print right, so it leaves
// the dot as it was. Most pictures do without.
const (
	overwrite = 0
	or        = 1
)

// picture is m in BITMAP commands of at most printer.MaxPayload bytes each.
func picture(m printer.DrawImage, how int, mode printer.RenderMode) []printer.Segment {
	b := m.Bitmap
	var bands []drive.Band
	if rows := max(1, printer.MaxPayload/b.Stride); mode == printer.Hybrid || mode == printer.Native {
		// Cut to size already: a blank row costs less than another command.
		for y := 0; y < b.HeightDots; y += rows {
			bands = append(bands, drive.Band{Y: y, Rows: min(rows, b.HeightDots-y), Right: b.Stride})
		}
	} else {
		bands = drive.Bands(b, b.HeightDots)
	}
	var segs []printer.Segment
	for _, band := range bands {
		w := band.Right - band.Left
		var s bytes.Buffer
		fmt.Fprintf(&s, "BITMAP %d,%d,%d,%d,%d,", m.X+band.Left*8, m.Y+band.Y, w, band.Rows, how)
		start := s.Len()
		for y := band.Y; y < band.Y+band.Rows; y++ {
			// TSPL, BITMAP: a 0 bit burns, the other way round than Bitmap.
			for _, v := range b.Row(y)[band.Left:band.Right] {
				s.WriteByte(^v)
			}
		}
		drive.Separate(s.Bytes()[start:], 0x1b, '!', immediate, 0x19)
		drive.Separate(s.Bytes()[start:], '~', '!', inquiries, 0x3e)
		s.WriteString("\r\n")
		segs = append(segs, printer.Segment{Bytes: s.Bytes(), Payload: w * band.Rows})
	}
	return segs
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
