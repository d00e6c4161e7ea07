package escpos

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// maxPage is the most rows in a page of page mode: the area that ESC W sets at
// first is 1662 half dots high (TM-T88III specification p. 99; TM-T20 alike).
const maxPage = 831

// pages encodes img in page mode, or returns false if p has none or img
// is nothing but pictures.
func pages(img *printer.PageImage, p printer.Profile) ([]printer.Segment, bool) {
	native := func(m printer.DrawOp) bool { _, _, ok := encode(m, p); return ok }
	if !p.PageMode.Has() || p.DPI > 255 || !slices.ContainsFunc(img.Ops, native) {
		return nil, false
	}
	ops := drive.Supported(img, native)
	pages, ok := strips(ops, img.Preview.HeightDots)
	if !ok {
		return nil, false
	}
	// GS P: motion units of a dot; ESC R 0: the American set, for a printer sold
	// in China has ¥ in the place of $.
	w := writer{buf: []byte{0x1d, 'P', byte(p.DPI), byte(p.DPI), 0x1b, 'R', 0}}
	for _, s := range pages {
		w.page(max(p.WidthDots, img.Preview.WidthDots), s.rows)
		for _, m := range ops {
			if image, ok := m.(printer.DrawImage); ok {
				w.image(image, s)
			} else if y := drive.Bounds(m).Min.Y; s.y <= y && y < s.y+s.rows {
				w.draw(m, p, s.y)
			}
		}
		w.buf = append(w.buf, 0x0c) // FF: print it and go back to standard mode
	}
	w.style(style{}) // the next copy begins with it
	w.end(0)
	return w.segs, true
}

// strip is rows of a page image that are printed as one page.
type strip struct{ y, rows int }

// strips cuts height rows into pages, where no operation is or, if that would make
// short ones, through pictures only. It returns false if another operation is too
// tall.
func strips(ops []printer.DrawOp, height int) ([]strip, bool) {
	var cut []strip
	for y := 0; y < height; {
		end := min(y+maxPage, height)
		if e := above(ops, end, true); e > y+maxPage/2 {
			end = e
		} else {
			end = above(ops, end, false)
		}
		if end <= y {
			return nil, false
		}
		cut = append(cut, strip{y, end - y})
		y = end
	}
	return cut, true
}

// above is the lowest row from y up that no operation is cut in two above; pictures
// count if told so.
func above(ops []printer.DrawOp, y int, pictures bool) int {
	for moved := true; moved; {
		moved = false
		for _, m := range ops {
			_, picture := m.(printer.DrawImage)
			if b := drive.Bounds(m); (pictures || !picture) && b.Min.Y < y && y < b.Max.Y {
				y, moved = b.Min.Y, true
			}
		}
	}
	return y
}

// writer collects commands into segments.
type writer struct {
	segs []printer.Segment
	buf  []byte
	now  style
}

// style is what the printer is set to: the parameters of ESC M and GS !, and
// whether FS & was sent.
type style struct {
	font, size byte
	han        bool
}

// end makes a segment of what is collected; its last payload bytes are data that
// the printer counts.
func (w *writer) end(payload int) {
	if len(w.buf) > 0 {
		w.segs = append(w.segs, printer.Segment{Bytes: w.buf, Payload: payload})
		w.buf = nil
	}
}

// page begins a page of width x rows dots: ESC L, ESC W from 0, 0, and ESC T 0,
// from left to right.
func (w *writer) page(width, rows int) {
	w.buf = append(w.buf, 0x1b, 'L', 0x1b, 'W', 0, 0, 0, 0,
		byte(width), byte(width>>8), byte(rows), byte(rows>>8), 0x1b, 'T', 0)
}

// at sets the place of what comes next: ESC $ its left edge, GS $ the base line.
func (w *writer) at(x, y int) {
	w.buf = append(w.buf, 0x1b, '$', byte(x), byte(x>>8), 0x1d, '$', byte(y), byte(y>>8))
}

// draw draws m on the page that begins at row top of the page image. What the base line
// is: the lower edge of pictures and bar codes, the foot of capitals (TM-T88III
// specification 3.12.3, figures 3.12.2 and 3.12.3), but the upper edge of a
// two-dimensional code (ePOS-Print API manual, addPagePosition).
func (w *writer) draw(m printer.DrawOp, p printer.Profile, top int) {
	b := drive.Bounds(m)
	base := b.Max.Y
	text, isText := m.(printer.DrawText)
	_, isQR := m.(printer.DrawQR)
	switch {
	case isText:
		base = text.Y + text.Font.Baseline*text.ScaleY
		now := style{w.now.font, byte((text.ScaleX-1)<<4 | (text.ScaleY - 1)), text.Font.Encoding == "gbk"}
		if f, ok := fonts[text.Font.Name]; ok && !now.han {
			now.font = f
		}
		w.style(now)
	case isQR:
		base = b.Min.Y - p.QRDownDots
	}
	w.at(b.Min.X, base-top)
	command, data, _ := encode(m, p)
	w.buf = append(append(w.buf, command...), data...)
	if !isText {
		w.end(len(data))
	} else if len(w.buf) > printer.MaxPayload/2 {
		w.end(0)
	}
	if isQR {
		w.buf = []byte{0x1d, '(', 'k', 3, 0, '1', 'Q', '0'}
	}
}

// image draws the part of m that is in s, in bands, GS v 0: in page mode it is put
// into the page (ESC/POS programming guide 10.01 p. 293; the command for graphics,
// GS ( L function 50, is for standard mode only, p. 229). All that print pictures
// have it.
func (w *writer) image(m printer.DrawImage, s strip) {
	b := m.Bitmap
	rows := max(1, min(maxRows, printer.MaxPayload/b.Stride))
	end := min(b.HeightDots, s.y+s.rows-m.Y)
	if len(w.buf) > 32 {
		w.end(0)
	}
	for y := max(0, s.y-m.Y); y < end; y += rows {
		n := min(rows, end-y)
		w.at(m.X, m.Y+y+n-s.y)
		w.segs = append(w.segs, raster(w.buf, b.Stride, n, b.Bits[y*b.Stride:(y+n)*b.Stride]))
		w.buf = nil
	}
}

// style sets the printer to now.
func (w *writer) style(now style) {
	if now.size != w.now.size {
		w.buf = append(w.buf, 0x1d, '!', now.size)
	}
	if now.font != w.now.font {
		w.buf = append(w.buf, 0x1b, 'M', now.font)
	}
	switch {
	case now.han && !w.now.han:
		w.buf = append(w.buf, 0x1c, '&')
	case w.now.han && !now.han:
		w.buf = append(w.buf, 0x1c, '.')
	}
	w.now = now
}

// fonts are the parameters of ESC M by name.
var fonts = map[string]byte{"A": 0, "B": 1, "C": 2}

// maxScale is the largest magnification of GS !.
const maxScale = 8

// encode returns the bytes that draw m at the place that was set before: a command,
// and the data that it has the length of. It returns false if there are none and
// m must be a picture.
func encode(m printer.DrawOp, p printer.Profile) (command, data []byte, ok bool) {
	switch m := m.(type) {
	case printer.DrawCode128:
		if p.Code128.Has() {
			return barcode(m)
		}
	case printer.DrawQR:
		// The version is left to the printer, see drive.QRText.
		if p.QR.Has() && drive.QRText(m.Data) && m.ModuleDots <= 16 {
			return qr(m)
		}
	case printer.DrawText:
		return text(m)
	case printer.DrawBar, printer.DrawImage:
		// ESC/POS has no bars, and pictures are raster's.
	}
	return nil, nil, false
}

// barcode is GS h (height), GS w (module), GS H 0 (no text) and GS k 73, CODE128
// with its length before it: {B and {C choose the subset, {{ is a brace, and the pairs
// of digits of C are bytes of 0 to 99.
func barcode(m printer.DrawCode128) (command, data []byte, ok bool) {
	runs, modules := drive.Code128Runs(m.Data)
	// GS w: 2 to 6. GS h: one byte.
	if modules == 0 || modules != m.Modules || m.ModuleDots < 2 || m.ModuleDots > 6 || m.H > 255 {
		return nil, nil, false
	}
	for _, r := range runs {
		if !r.C {
			data = append(append(data, "{B"...), strings.ReplaceAll(r.Text, "{", "{{")...)
			continue
		}
		data = append(data, "{C"...)
		for i := 0; i < len(r.Text); i += 2 {
			data = append(data, (r.Text[i]-'0')*10+r.Text[i+1]-'0')
		}
	}
	// 16, 04, 01: the digits of an order of the 16th may be DLE EOT 1.
	for _, c := range realTime {
		for _, third := range []byte(c.third) {
			if bytes.Contains(data, []byte{0x10, c.second, third}) {
				return nil, nil, false
			}
		}
	}
	if len(data) > 255 {
		return nil, nil, false
	}
	return []byte{0x1d, 'h', byte(m.H), 0x1d, 'w', byte(m.ModuleDots), 0x1d, 'H', 0, 0x1d, 'k', 73, byte(len(data))}, data, true
}

// qr is GS ( k: model 2 (function 165), module (167), level (169), and the data
// (180), which function 181 draws.
func qr(m printer.DrawQR) (command, data []byte, ok bool) {
	level := strings.IndexByte("LMQH", byte(m.Level))
	if level < 0 {
		return nil, nil, false
	}
	data = append([]byte{'1', 'P', '0'}, m.Data...)
	return []byte{
		0x1d, '(', 'k', 4, 0, '1', 'A', '2', 0,
		0x1d, '(', 'k', 3, 0, '1', 'C', byte(m.ModuleDots),
		0x1d, '(', 'k', 3, 0, '1', 'E', '0' + byte(level),
		0x1d, '(', 'k', byte(len(data)), byte(len(data) >> 8),
	}, data, true
}

// text is the runes of m, each in one cell. Neither ASCII nor GBK has a byte
// below a blank in it, so nothing in it is a command.
func text(m printer.DrawText) (command, data []byte, ok bool) {
	if max(m.ScaleX, m.ScaleY) > maxScale || min(m.ScaleX, m.ScaleY) < 1 {
		return nil, nil, false
	}
	for _, r := range m.Text {
		switch _, known := fonts[m.Font.Name]; {
		case m.Font.Encoding == "gbk":
			b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
			if err != nil || len(b) != 2 {
				return nil, nil, false
			}
			data = append(data, b...)
		case known && r >= 0x20 && r <= 0x7e:
			data = append(data, byte(r))
		default:
			return nil, nil, false
		}
	}
	return nil, data, true
}
