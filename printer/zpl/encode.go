package zpl

import (
	"bytes"
	"cmp"
	"fmt"
	"math"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Encode returns the bytes that print the page image, with the upper left dot at that
// of the label. The label is as large as it; its kind is that of p.
func Encode(img *printer.PageImage, p printer.Profile, o printer.JobOptions) []printer.Segment {
	ops := drive.Supported(img, func(m printer.DrawOp) bool { return can(m, p) })
	var fields bytes.Buffer
	texts := false
	pictures := printer.NewBitmap(img.Preview.WidthDots, img.Preview.HeightDots)
	for _, m := range ops {
		switch m := m.(type) {
		case printer.DrawImage:
			draw(pictures, m)
		case printer.DrawBar:
			// A box whose line is as thick as its shorter side is filled.
			fmt.Fprintf(&fields, "^FO%d,%d^GB%d,%d,%d^FS", m.X, m.Y, m.W, m.H, min(m.W, m.H))
		case printer.DrawCode128:
			code128(&fields, m)
		case printer.DrawQR:
			// "A": the printer finds the mode by itself.
			fmt.Fprintf(&fields, "^FO%d,%d^BQN,2,%d^FD%cA,%s^FS", m.X, m.Y-p.QRDownDots, m.ModuleDots, m.Level, m.Data)
		case printer.DrawText:
			text(&fields, m)
			texts = true
		}
	}
	segs := []printer.Segment{{Bytes: head(img.Preview, p, texts)}}
	segs = append(segs, graphics(pictures, cmp.Or(p.MaxRows, pictures.HeightDots))...)
	if o.Copies > 1 {
		fmt.Fprintf(&fields, "^PQ%d", o.Copies)
	}
	fields.WriteString("^XZ\r\n")
	return append(segs, printer.Segment{Bytes: fields.Bytes()})
}

func head(b *printer.Bitmap, p printer.Profile, texts bool) []byte {
	var s bytes.Buffer
	if p.Density != nil {
		// ~SD counts from 0 to 30, a profile from 0 to 15; ^MD is added to it.
		fmt.Fprintf(&s, "~SD%02d", min(*p.Density*2, 30))
	}
	s.WriteString("^XA")
	if p.Density != nil {
		s.WriteString("^MD0")
	}
	// What other programs may have left on: turned, reversed, moved.
	s.WriteString("^PON^LRN^LH0,0")
	switch p.Media.Kind {
	case "mark":
		s.WriteString("^MNM")
	case "continuous":
		s.WriteString("^MNN")
	default:
		s.WriteString("^MNY")
	}
	if p.Cut.Has() {
		s.WriteString("^MMC")
	}
	fmt.Fprintf(&s, "^PW%d^LL%d", b.WidthDots, b.HeightDots)
	if p.SpeedIPS != nil {
		fmt.Fprintf(&s, "^PR%d", max(1, int(math.Round(*p.SpeedIPS))))
	}
	// A label spoiled by the end of the paper is printed again by the printer,
	// which alone knows that it was; the spool never sends it twice by itself.
	s.WriteString("^JZY")
	if texts {
		// UTF-8; the other sets put national letters in the place of # $ @ [ \ ].
		s.WriteString("^CI28")
	}
	return s.Bytes()
}

// can reports whether the printer draws m as the preview shows it.
func can(m printer.DrawOp, p printer.Profile) bool {
	const maxScale = 10 // of modules, ^BY and ^BQ
	switch m := m.(type) {
	case printer.DrawBar:
		return p.Bars.Has()
	case printer.DrawCode128:
		_, modules := drive.Code128Runs(m.Data)
		return p.Code128.Has() && modules > 0 && modules == m.Modules && m.ModuleDots <= maxScale
	case printer.DrawQR:
		return p.QR.Has() && drive.QRText(m.Data) && m.ModuleDots <= maxScale && m.Y >= p.QRDownDots
	case printer.DrawText:
		for _, r := range m.Text {
			if r < ' ' || r > '~' && m.Font.Encoding != "utf-8" || 0x7f <= r && r < 0xa0 || r == '\ufffd' {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// code128 names the subsets itself (^BC, mode N): ">:" and ">;" start in B and C,
// ">6" and ">5" change into them, ">0" is the character ">".
func code128(s *bytes.Buffer, m printer.DrawCode128) {
	var data bytes.Buffer
	runs, _ := drive.Code128Runs(m.Data)
	for i, r := range runs {
		switch {
		case i == 0 && r.C:
			data.WriteString(">;")
		case i == 0:
			data.WriteString(">:")
		case r.C:
			data.WriteString(">5")
		default:
			data.WriteString(">6")
		}
		data.Write(bytes.ReplaceAll([]byte(r.Text), []byte(">"), []byte(">0")))
	}
	fmt.Fprintf(s, "^FO%d,%d^BY%d^BCN,%d,N,N,N", m.X, m.Y, m.ModuleDots, m.H)
	field(s, data.String())
}

// gaps are the dots between two cells of the bitmap fonts, which ^A does not
// count in the width. They are the same at 203 and 300 dpi; E and H are not.
var gaps = map[string]int{"A": 1, "B": 2, "C": 2, "D": 2, "F": 3, "G": 8}

// text is set in a bitmap font, a letter, magnified by whole numbers, or in a
// font file ("E:SIMSUN.TTF") whose cells are as wide as its em.
func text(s *bytes.Buffer, m printer.DrawText) {
	f := m.Font
	h, w := f.H*m.ScaleY, (f.W-gaps[f.Name])*m.ScaleX
	fmt.Fprintf(s, "^FO%d,%d", m.X, m.Y)
	if len(f.Name) == 1 {
		fmt.Fprintf(s, "^A%sN,%d,%d", f.Name, h, w)
	} else {
		fmt.Fprintf(s, "^A@N,%d,%d,%s", h, w, f.Name)
	}
	field(s, m.Text)
}

// field is data in which no byte can begin a command: ^FH has such written in
// hexadecimal, after the sign "_".
func field(s *bytes.Buffer, data string) {
	if bytes.ContainsAny([]byte(data), "^~") {
		s.WriteString("^FH")
		var escaped bytes.Buffer
		for i := range len(data) {
			if c := data[i]; c == '^' || c == '~' || c == '_' {
				fmt.Fprintf(&escaped, "_%02X", c)
			} else {
				escaped.WriteByte(c)
			}
		}
		data = escaped.String()
	}
	s.WriteString("^FD" + data + "^FS")
}
