package cpcl

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Encode returns the bytes that print the page image, with the upper left dot at that
// of the label. The label is as large as it, and p.FeedMM longer; its kind is
// that of p.
func Encode(img *printer.PageImage, p printer.Profile, o printer.JobOptions) []printer.Segment {
	segs := []printer.Segment{{Bytes: head(img.Preview, p, o)}}
	var fields bytes.Buffer
	magnified := false
	for _, m := range drive.Supported(img, func(m printer.DrawOp) bool { return can(m, p) }) {
		switch m := m.(type) {
		case printer.DrawImage:
			segs = append(segs, picture(m, cmp.Or(p.MaxRows, m.Bitmap.HeightDots))...)
		case printer.DrawBar:
			// A line is as thick downwards or to the right as it is told.
			x, y, thick := m.X+m.W, m.Y, m.H
			if m.W < m.H {
				x, y, thick = m.X, m.Y+m.H, m.W
			}
			fmt.Fprintf(&fields, "LINE %d %d %d %d %d\r\n", m.X, m.Y, x, y, thick)
		case printer.DrawCode128:
			fmt.Fprintf(&fields, "BARCODE 128 %d 1 %d %d %d %s\r\n", m.ModuleDots, m.H, m.X, m.Y, m.Data)
		case printer.DrawQR:
			fmt.Fprintf(&fields, "BARCODE QR %d %d M 2 U %d\r\n%cA,%s\r\nENDQR\r\n",
				m.X, m.Y-p.QRDownDots, m.ModuleDots, m.Level, m.Data)
		case printer.DrawText:
			text(&fields, m)
			magnified = true
		}
	}
	if magnified {
		// It would stay for the next label.
		fields.WriteString("SETMAG 0 0\r\n")
	}
	if p.Media.Kind != "continuous" {
		fields.WriteString("FORM\r\n")
	}
	fields.WriteString("PRINT\r\n")
	return append(segs, printer.Segment{Bytes: fields.Bytes()})
}

func head(b *printer.Bitmap, p printer.Profile, o printer.JobOptions) []byte {
	var s bytes.Buffer
	dpi := p.DPI
	if dpi == 203 {
		dpi = 200 // what the language calls 8 dots a millimetre
	}
	rows := b.HeightDots + int(p.FeedMM*printer.DotsPerMM(p.DPI)+0.5)
	fmt.Fprintf(&s, "! 0 %d %d %d %d\r\nPAGE-WIDTH %d\r\n", dpi, dpi, rows, max(1, o.Copies), b.WidthDots)
	switch p.Media.Kind {
	case "gap":
		s.WriteString("GAP-SENSE\r\n")
	case "mark":
		s.WriteString("BAR-SENSE\r\n")
	}
	if p.Density != nil {
		// CONTRAST counts from 0 to 3, a profile from 0 to 15.
		fmt.Fprintf(&s, "CONTRAST %d\r\n", min(*p.Density/4, 3))
	}
	if p.SpeedIPS != nil {
		fmt.Fprintf(&s, "SPEED %d\r\n", min(int(*p.SpeedIPS), 5))
	}
	// A label spoiled by the end of the paper is printed again by the printer,
	// which alone knows that it was; the spool never sends it twice by itself.
	s.WriteString("ON-OUT-OF-PAPER WAIT 9\r\n")
	return s.Bytes()
}

// can reports whether the printer draws m as the preview shows it, and takes its
// data for nothing else.
func can(m printer.DrawOp, p printer.Profile) bool {
	switch m := m.(type) {
	case printer.DrawBar:
		return p.Bars.Has()
	case printer.DrawCode128:
		// The printer chooses the subsets itself; data of this kind have one way.
		_, modules := drive.Code128Runs(m.Data)
		return p.Code128.Has() && drive.QRText(m.Data) && !strings.ContainsAny(m.Data, " %$+*") && modules == m.Modules
	case printer.DrawQR:
		return p.QR.Has() && drive.QRText(m.Data) && m.ModuleDots <= 32
	case printer.DrawText:
		_, ok := encoded(m)
		return ok
	default:
		return false
	}
}

// encoded is the text in the bytes of the font; false if it cannot be encoded.
func encoded(m printer.DrawText) (string, bool) {
	for _, r := range m.Text {
		if r < ' ' || r > '~' && m.Font.Encoding != "gbk" {
			return "", false
		}
	}
	s, err := simplifiedchinese.GBK.NewEncoder().String(m.Text)
	return s, err == nil && strings.TrimSpace(s) != ""
}

// text is set in a font "number size", magnified by whole numbers. Spaces at its
// begin are skipped: the printer would take them for those between parameters.
func text(s *bytes.Buffer, m printer.DrawText) {
	data, _ := encoded(m)
	spaces := len(data) - len(strings.TrimLeft(data, " "))
	fmt.Fprintf(s, "SETMAG %d %d\r\n", m.ScaleX, m.ScaleY)
	if m.Font.Encoding == "gbk" {
		s.WriteString("COUNTRY CHINA\r\n")
	}
	fmt.Fprintf(s, "TEXT %s %d %d %s\r\n", m.Font.Name, m.X+spaces*m.Font.W*m.ScaleX, m.Y, data[spaces:])
}

// picture cuts m into bands of at most maxRows rows, each in the form in which it
// hides no command.
func picture(m printer.DrawImage, maxRows int) []printer.Segment {
	var segs []printer.Segment
	for _, band := range drive.Bands(m.Bitmap, maxRows) {
		var data []byte
		wide := band.Right - band.Left
		begin := band.Y
		flush := func(end int) {
			if len(data) > 0 {
				segs = append(segs, graphic("CG", wide, m.X+band.Left*8, m.Y+begin, data))
			}
			data, begin = nil, end
		}
		for y := band.Y; y < band.Y+band.Rows; y++ {
			row := m.Bitmap.Row(y)[band.Left:band.Right]
			switch {
			case command(row):
				flush(y)
				segs = append(segs, graphic("EG", wide, m.X+band.Left*8, m.Y+y, fmt.Appendf(nil, "%X", row)))
				begin = y + 1
				continue
			case len(data) > 0 && command([]byte{data[len(data)-1], row[0]}):
				flush(y)
			}
			data = append(data, row...)
		}
		flush(band.Y + band.Rows)
	}
	return segs
}

// graphic is one picture; digits (EG) end with the line, raw bytes (CG) after
// those that were announced.
func graphic(command string, wide, x, y int, data []byte) printer.Segment {
	seg := printer.Segment{Payload: len(data)}
	rows := len(data) / wide
	if command == "EG" {
		rows, seg.Payload = 1, 0
	}
	seg.Bytes = fmt.Appendf(nil, "%s %d %d %d %d %s\r\n", command, wide, rows, x, y, data)
	return seg
}

// command reports whether data has a pair of bytes that could be a command: ESC
// and a letter, a brace or a bracket.
func command(data []byte) bool {
	for i := 1; i < len(data); i++ {
		if data[i-1] == esc && data[i] >= '@' && data[i] <= '~' {
			return true
		}
	}
	return false
}
