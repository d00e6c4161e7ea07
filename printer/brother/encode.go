package brother

import (
	"encoding/binary"
	"math"

	"countertop/printer"
)

const (
	headDots  = 720
	headBytes = headDots / 8
	// marginDots is the feed before and after a page on continuous paper, 3 mm: the
	// least there is, as the cutter stands so far from the head.
	marginDots = 35
	// rowsInSegment keeps segments near the size of one write.
	rowsInSegment = 32
)

// Encode returns the bytes that print the preview of the page image, once for each
// copy. Dots beyond the head are not sent. On labels that are cut already the
// page must be as high as the maker's list of the roll says.
func Encode(img *printer.PageImage, p printer.Profile, o printer.JobOptions) []printer.Segment {
	b := img.Preview
	rows := pack(b, p.LeftDots, p.PackBits)
	segs := []printer.Segment{{Bytes: start()}}
	for i := range max(1, o.Copies) {
		segs = append(segs, printer.Segment{Bytes: page(b, p, i)})
		for y := 0; y < len(rows); y += rowsInSegment {
			var s printer.Segment
			for _, row := range rows[y:min(y+rowsInSegment, len(rows))] {
				s.Bytes = append(s.Bytes, row...)
				// 'g', 0 and a count go before the data.
				s.Payload = max(s.Payload, len(row)-3)
			}
			segs = append(segs, s)
		}
		end := byte(0x0c) // print
		if i == max(1, o.Copies)-1 {
			end = 0x1a // print and feed out
		}
		segs = append(segs, printer.Segment{Bytes: []byte{end}})
	}
	return segs
}

// start is ESC @, raster mode, and reports by itself.
func start() []byte {
	return []byte{0x1b, '@', 0x1b, 'i', 'a', 1, 0x1b, 'i', '!', 0}
}

// page is what goes before each page.
func page(b *printer.Bitmap, p printer.Profile, nth int) []byte {
	// ESC i z: which of the values count (kind 02, width 04, length 08, always
	// recover 80), kind, width and length in mm, rows, 0 for the first page.
	s := []byte{0x1b, 'i', 'z', 0x8e, 0x0a, byte(math.Round(p.Media.WidthMM)), 0}
	margin := uint16(marginDots)
	if p.Media.Kind != "continuous" {
		s[4], s[6], margin = 0x0b, byte(math.Round(p.Media.HeightMM)), 0
	}
	s = binary.LittleEndian.AppendUint32(s, uint32(b.HeightDots))
	s = append(s, byte(min(nth, 1)), 0)
	if p.Cut.Has() {
		// ESC i M: cut by itself; ESC i A: after each page; ESC i K: and at the end.
		s = append(s, 0x1b, 'i', 'M', 0x40, 0x1b, 'i', 'A', 1, 0x1b, 'i', 'K', 0x08)
	} else {
		s = append(s, 0x1b, 'i', 'M', 0, 0x1b, 'i', 'K', 0)
	}
	s = append(s, 0x1b, 'i', 'd')
	s = binary.LittleEndian.AppendUint16(s, margin)
	if p.PackBits {
		return append(s, 'M', 2)
	}
	return append(s, 'M', 0)
}

// pack returns the command for each row of b: 'g' and its data, or where rows are
// compressed and it has no ink 'Z'. The head burns the first dot of a row at the right
// edge of the paper.
func pack(b *printer.Bitmap, left int, packed bool) [][]byte {
	rows := make([][]byte, b.HeightDots)
	for y := range rows {
		line, inked := [headBytes]byte{}, false
		for x := range b.WidthDots {
			if at := headDots - 1 - left - x; at >= 0 && at < headDots && b.Black(x, y) {
				line[at/8] |= 0x80 >> (at % 8)
				inked = true
			}
		}
		switch {
		case !packed:
			rows[y] = append([]byte{'g', 0, headBytes}, line[:]...)
		case inked:
			data := packBits(line[:])
			rows[y] = append([]byte{'g', 0, byte(len(data))}, data...)
		default:
			rows[y] = []byte{'Z'}
		}
	}
	return rows
}

// packBits compresses as TIFF 6.0 section 9 has it: a count n of 0 to 127 and n+1
// bytes as they are, or -n and one byte that is there n+1 times.
func packBits(data []byte) []byte {
	var out []byte
	for i := 0; i < len(data); {
		n := run(data[i:])
		if n >= 2 {
			out = append(out, byte(1-n), data[i])
			i += n
			continue
		}
		begin := i
		// Two equal bytes inside of others are shorter left as they are.
		for i < len(data) && run(data[i:]) < 3 {
			i++
		}
		out = append(out, byte(i-begin-1))
		out = append(out, data[begin:i]...)
	}
	return out
}

// run is how often the first byte of data stands there.
func run(data []byte) int {
	n := 1
	for n < len(data) && n < 128 && data[n] == data[0] {
		n++
	}
	return n
}
