package zpl

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"sync"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// maxPicture bounds the memory that one picture takes in the printer, unpacked.
const maxPicture = 32 << 10

// draw adds the ink of m to b.
func draw(b *printer.Bitmap, m printer.DrawImage) {
	for y := range m.Bitmap.HeightDots {
		for i, v := range m.Bitmap.Row(y) {
			for x := i * 8; v != 0; x, v = x+1, v<<1 {
				if v&0x80 != 0 {
					b.Set(m.X+x, m.Y+y, true)
				}
			}
		}
	}
}

// graphics encodes the ink of b in one picture, or several of at most maxRows rows. One takes
// fewer bytes than its pieces: white between them costs next to nothing.
func graphics(b *printer.Bitmap, maxRows int) []printer.Segment {
	bands := drive.Bands(b, b.HeightDots)
	if len(bands) == 0 {
		return nil
	}
	left, right := b.Stride, 0
	for _, n := range bands {
		left, right = min(left, n.Left), max(right, n.Right)
	}
	last := bands[len(bands)-1]
	var segs []printer.Segment
	for y, end := bands[0].Y, last.Y+last.Rows; y < end; {
		rows := min(end-y, maxRows, max(1, maxPicture/(right-left)))
		var data []byte
		for r := y; r < y+rows; r++ {
			data = append(data, b.Row(r)[left:right]...)
		}
		s := fmt.Sprintf("^FO%d,%d^GFA,%d,%d,%d,%s^FS", left*8, y, len(data), len(data), right-left, pack(data))
		segs = append(segs, printer.Segment{Bytes: []byte(s)})
		y += rows
	}
	return segs
}

// The highest levels take up to 30 times as long for one per cent less (measured
// on the labels of the shop).
var packers = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, zlib.DefaultCompression) // the level is known to be good
	return w
}}

// pack is data as text, compressed if that is shorter. The run codes of ^GF are
// not used: printers differ in how they read them.
func pack(data []byte) string {
	var z bytes.Buffer
	w := packers.Get().(*zlib.Writer)
	defer packers.Put(w)
	w.Reset(&z)
	_, _ = w.Write(data) // a Buffer takes everything
	_ = w.Close()
	text := base64.StdEncoding.EncodeToString(z.Bytes())
	text = fmt.Sprintf(":Z64:%s:%04X", text, crc16(text))
	if hex := len(data) * 2; hex <= len(text) {
		return fmt.Sprintf("%X", data)
	}
	return text
}

// crc16 is CRC-16 with the polynomial 0x1021 and a start of 0, over the text that
// is sent and not over what it means.
func crc16(s string) uint16 {
	var crc uint16
	for i := range len(s) {
		crc ^= uint16(s[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
