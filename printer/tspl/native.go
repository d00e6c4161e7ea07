package tspl

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// maxScale is the largest multiplier of TEXT, and the widest module and cell of
// BARCODE and QRCODE.
const maxScale = 10

// encode returns the command lines that draw m on a printer of profile p, or nil if
// there are none and m must be a picture.
func encode(m printer.DrawOp, p printer.Profile) []byte {
	switch m := m.(type) {
	case printer.DrawBar:
		if p.Bars.Has() {
			return fmt.Appendf(nil, "BAR %d,%d,%d,%d\r\n", m.X, m.Y, m.W, m.H)
		}
	case printer.DrawCode128:
		if p.Code128.Has() {
			return barcode(m)
		}
	case printer.DrawQR:
		// The version is left to the printer, see drive.QRText. Model 2 must be
		// asked for, and with it the mask, of which S7 is the default: M23 manual
		// p. 63, where model 1 is the default, which no phone reads.
		if p.QR.Has() && drive.QRText(m.Data) && m.ModuleDots <= maxScale {
			return fmt.Appendf(nil, "QRCODE %d,%d,%c,%d,A,0,M2,S7,\"%s\"\r\n", m.X, m.Y-p.QRDownDots, m.Level, m.ModuleDots, m.Data)
		}
	case printer.DrawText:
		return text(m)
	case printer.DrawImage:
	}
	return nil
}

// barcode is m as code type 128M, whose subsets are chosen by "!" and the number of
// the symbol character: !105 starts in C, !104 in B, !099 and !100 switch. The
// type 128 chooses them by itself, and printers differ in from how many digits on
// they take C: the symbol would be wider than its place.
func barcode(m printer.DrawCode128) []byte {
	runs, modules := drive.Code128Runs(m.Data)
	if modules == 0 || modules != m.Modules || m.ModuleDots > maxScale || strings.ContainsAny(m.Data, "!\"\\") {
		return nil
	}
	s := fmt.Appendf(nil, "BARCODE %d,%d,\"128M\",%d,0,0,%d,%d,\"", m.X, m.Y, m.H, m.ModuleDots, m.ModuleDots)
	for i, r := range runs {
		switch {
		case r.C && i == 0:
			s = append(s, "!105"...)
		case r.C:
			s = append(s, "!099"...)
		case i == 0:
			s = append(s, "!104"...)
		default:
			s = append(s, "!100"...)
		}
		s = append(s, r.Text...)
	}
	return append(s, "\"\r\n"...)
}

// text is m as TEXT, or nil if a rune of it cannot stand between quotes.
func text(m printer.DrawText) []byte {
	if max(m.ScaleX, m.ScaleY) > maxScale || min(m.ScaleX, m.ScaleY) < 1 {
		return nil
	}
	x := m.X
	begin := func(s []byte) []byte {
		return fmt.Appendf(s, "TEXT %d,%d,\"%s\",0,%d,%d,\"", x, m.Y, m.Font.Name, m.ScaleX, m.ScaleY)
	}
	s := begin(nil)
	for _, r := range m.Text {
		b := encodeRune(r, m.Font.Encoding)
		switch {
		case b == nil:
			return nil
		case r == '"':
			b = []byte(`\["]`)
		case r == '[' && bytes.HasSuffix(s, []byte{'\\'}), r == '!' && bytes.HasSuffix(s, []byte{'~'}):
			// \[ begins an escape and ~! an inquiry: the second starts a text of its own.
			s = begin(append(s, "\"\r\n"...))
		}
		s = append(s, b...)
		x += m.Font.W * m.ScaleX
	}
	return append(s, "\"\r\n"...)
}

// encode is r in a font of the given encoding, nil if it is not in it. Neither
// has bytes below a blank in it, nor a quote in its second byte.
func encodeRune(r rune, encoding string) []byte {
	switch {
	case encoding == "gbk":
		b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
		if err != nil || len(b) != 2 {
			return nil
		}
		return b
	case encoding != "" && encoding != "ascii", r < 0x20, r > 0x7e:
		return nil
	}
	return []byte{byte(r)}
}
