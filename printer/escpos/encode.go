package escpos

import (
	"fmt"
	"hash/crc32"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// maxRows keeps bands short: clones lose their place in tall pictures.
const maxRows = 64

// Encode returns the bytes that print the page image from the left edge of the paper,
// feed it out and cut it, if p can, once for each copy. The last segment asks for
// the answer that Driver.Confirm waits for.
//
// A page image that is more than pictures is encoded in page mode; without it the
// preview is sent as a picture.
func Encode(img *printer.PageImage, p printer.Profile, o printer.JobOptions) []printer.Segment {
	start := []byte{0x1b, '@'}
	if p.AutoStatus.Has() {
		// GS a: report changes of online, error and paper by itself, bits 1-3.
		start = append(start, 0x1d, 'a', 0x0e)
	}
	segs := []printer.Segment{{Bytes: start}}
	body, ok := pages(img, p)
	if !ok {
		body = picture(img.Preview)
	}
	for range max(1, o.Copies) {
		segs = append(segs, body...)
		segs = append(segs, finish(p)...)
	}
	if end := end(p, o.ID); len(end) > 0 {
		segs = append(segs, printer.Segment{Bytes: end})
	}
	return segs
}

func picture(b *printer.Bitmap) []printer.Segment {
	var segs []printer.Segment
	y := 0
	for _, band := range drive.Bands(b, maxRows) {
		segs = append(segs, blank(band.Y-y)...)
		var data []byte
		for r := band.Y; r < band.Y+band.Rows; r++ {
			data = append(data, b.Row(r)[:band.Right]...)
		}
		segs = append(segs, rasters(band.Right, band.Rows, data)...)
		y = band.Y + band.Rows
	}
	return append(segs, blank(b.HeightDots-y)...)
}

// blank is rows without ink, as a picture one byte wide: feed commands count in
// motion units, which differ between models.
func blank(rows int) []printer.Segment {
	var segs []printer.Segment
	for ; rows > 0; rows -= 255 {
		n := min(rows, 255)
		segs = append(segs, rasters(1, n, make([]byte, n))...)
	}
	return segs
}

// rasters are pictures that make one of many rows. None has a multiple of 48 rows:
// imitations of 58 mm print garbage after such a one (python-escpos #424).
func rasters(bytesWide, rows int, data []byte) []printer.Segment {
	if rows%48 != 0 {
		return []printer.Segment{raster(nil, bytesWide, rows, data)}
	}
	cut := (rows - 1) * bytesWide
	return []printer.Segment{raster(nil, bytesWide, rows-1, data[:cut]), raster(nil, bytesWide, 1, data[cut:])}
}

// raster is before and then GS v 0: mode 0, bytes in a row, rows, then the dots,
// 1 burns.
func raster(before []byte, bytesWide, rows int, data []byte) printer.Segment {
	s := append(before, 0x1d, 'v', '0', 0, byte(bytesWide), byte(bytesWide>>8), byte(rows), byte(rows>>8))
	n := len(s)
	s = append(s, data...)
	for _, c := range realTime {
		drive.Separate(s[n:], 0x10, c.second, c.third, 0x18)
	}
	return printer.Segment{Bytes: s, Payload: len(data)}
}

// realTime are the commands DLE EOT 1-8, DLE ENQ 0-2, DLE DC4 1, 2, 7, 8: what
// follows 0x10, and then one of third.
var realTime = []struct {
	second byte
	third  string
}{
	{0x04, "\x01\x02\x03\x04\x05\x06\x07\x08"},
	{0x05, "\x00\x01\x02"},
	{0x14, "\x01\x02\x07\x08"},
}

func finish(p printer.Profile) []printer.Segment {
	segs := blank(int(p.FeedMM*printer.DotsPerMM(p.DPI) + 0.5))
	if p.Cut.Has() {
		// GS V 66 0: feed to the cutter and cut, leaving one point uncut.
		segs = append(segs, printer.Segment{Bytes: []byte{0x1d, 'V', 66, 0}})
	}
	return segs
}

func end(p printer.Profile, id string) []byte {
	var s []byte
	if p.AutoStatus.Has() {
		s = append(s, 0x1d, 'a', 0)
	}
	switch p.Confirm.Use {
	case "gs-h":
		s = append(s, 0x1d, '(', 'H', 6, 0, 48, 48)
		s = append(s, echo(id)...)
	case "gs-r":
		s = append(s, 0x1d, 'r', 1)
	}
	return s
}

// echo is four printable bytes that tell one job from another.
func echo(id string) []byte {
	return fmt.Appendf(nil, "%04x", crc32.ChecksumIEEE([]byte(id))&0xffff)
}
