package escpos_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/app/label"
	"countertop/printer"
	"countertop/printer/escpos"
	"countertop/printer/internal/drive"
	"countertop/printer/printertest"
	"countertop/printer/raster"
)

// imageOf is a page image of operations on a white page, whose preview shows the pictures
// and something black in the place of everything else.
func imageOf(w, h int, ops ...printer.DrawOp) *printer.PageImage {
	s := &printer.PageImage{Preview: printer.NewBitmap(w, h), Mode: printer.Native, Ops: ops}
	for _, m := range ops {
		b := drive.Bounds(m)
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				i, ok := m.(printer.DrawImage)
				s.Preview.Set(x, y, s.Preview.Black(x, y) || !ok || i.Bitmap.Black(x-i.X, y-i.Y))
			}
		}
	}
	return s
}

// block is a black picture.
func block(w, h int) *printer.Bitmap {
	b := printer.NewBitmap(w, h)
	for y := range h {
		for x := range w {
			b.Set(x, y, true)
		}
	}
	return b
}

// bare is a printer that neither cuts nor feeds nor answers.
func bare(t testing.TB) printer.Profile {
	p := profile(t, "epson-tm-t20")
	p.AutoStatus, p.Confirm, p.Cut, p.FeedMM = printer.Ability{}, printer.Ability{}, printer.Ability{}, 0
	return p
}

func TestEveryOperationIsEncodedExactly(t *testing.T) {
	p := bare(t)
	const (
		head = "\x1b@\x1dP\xcb\xcb\x1bR\x00" + // motion units of a dot, American set
			"\x1bL\x1bW\x00\x00\x00\x00\x40\x02\x40\x01\x1bT\x00" // a page of 576 x 320 dots
		tail = "\x0c"
	)
	for _, tt := range []struct {
		name string
		op   printer.DrawOp
		want string
	}{
		{
			"code with digits in the middle",
			printer.DrawCode128{X: 20, Y: 270, H: 40, ModuleDots: 2, Modules: 156, Data: "RA2611210042QK"},
			"\x1b$\x14\x00\x1d$\x36\x01\x1dh\x28\x1dw\x02\x1dH\x00\x1dkI\x0f{BRA{C\x1a\x0b\x15\x00\x2a{BQK",
		},
		{
			"code with a brace",
			printer.DrawCode128{X: 0, Y: 0, H: 8, ModuleDots: 3, Modules: 57, Data: "{a"},
			"\x1b$\x00\x00\x1d$\x08\x00\x1dh\x08\x1dw\x03\x1dH\x00\x1dkI\x05{B{{a",
		},
		{
			"QR code",
			printer.DrawQR{X: 380, Y: 22, ModuleDots: 4, Modules: 21, Level: printer.QRLevelQ, Data: "RA2611210042QK"},
			"\x1b$\x7c\x01\x1d$\x16\x00\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x04\x1d(k\x03\x001E2" +
				"\x1d(k\x11\x001P0RA2611210042QK\x1d(k\x03\x001Q0",
		},
		{
			"text",
			printer.DrawText{X: 8, Y: 9, ScaleX: 1, ScaleY: 1, Text: `~"\^`, Font: p.Fonts[0]},
			"\x1b$\x08\x00\x1d$\x1e\x00" + `~"\^`,
		},
		{
			"large text in another font, and back",
			printer.DrawText{X: 8, Y: 9, ScaleX: 2, ScaleY: 3, Text: "A-03", Font: p.Fonts[1]},
			"\x1d!\x12\x1bM\x01\x1b$\x08\x00\x1d$\x33\x00A-03\x0c\x1d!\x00\x1bM\x00",
		},
		{
			"Han, and back",
			printer.DrawText{X: 8, Y: 9, ScaleX: 1, ScaleY: 1, Text: "王，￥", Font: *p.Han},
			"\x1c&\x1b$\x08\x00\x1d$\x1e\x00\xcd\xf5\xa3\xac\xa3\xa4\x0c\x1c.",
		},
	} {
		want := tt.want
		if !strings.Contains(want, tail) {
			want += tail
		}
		if got := string(join(escpos.Encode(imageOf(480, 320, tt.op), p, printer.JobOptions{}))); got != head+want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, head+want)
		}
	}
}

// native is what of a page image with m on it is encoded in page mode.
func native(t *testing.T, p printer.Profile, m printer.DrawOp) string {
	t.Helper()
	anchor := printer.DrawText{X: 300, Y: 300, ScaleX: 1, ScaleY: 1, Text: "anchor", Font: p.Fonts[0]}
	return string(join(escpos.Encode(imageOf(480, 340, m, anchor), p, printer.JobOptions{})))
}

func TestWhatCannotBeEncodedIsAPicture(t *testing.T) {
	p := bare(t)
	text := func(s string, f printer.Font) printer.DrawOp {
		return printer.DrawText{X: 16, Y: 8, ScaleX: 1, ScaleY: 1, Text: s, Font: f}
	}
	code := func(data string, modules int) printer.DrawOp {
		return printer.DrawCode128{X: 16, Y: 8, H: 8, ModuleDots: 2, Modules: modules, Data: data}
	}
	none := p
	none.Code128, none.QR = printer.Ability{}, printer.Ability{}
	for _, tt := range []struct {
		name string
		p    printer.Profile
		op   printer.DrawOp
	}{
		{"carriage return", p, text("a\rb", p.Fonts[0])},
		{"line feed", p, text("a\n", p.Fonts[0])},
		{"ESC", p, text("\x1b@", p.Fonts[0])},
		{"DLE EOT", p, text("\x10\x04\x01", p.Fonts[0])},
		{"FF", p, text("\x0c", p.Fonts[0])},
		{"DEL", p, text("\x7f", p.Fonts[0])},
		{"beyond ASCII", p, text("¥", p.Fonts[0])},
		{"a font that there is no number for", p, text("a", printer.Font{Name: "Z", W: 12, H: 24, Baseline: 21, Cap: 18})},
		{"four bytes of GB 18030", p, text("㛃", *p.Han)},
		{"one byte of GBK", p, text("a", *p.Han)},
		{"too large", p, printer.DrawText{ScaleX: 9, ScaleY: 1, Text: "a", Font: p.Fonts[0]}},
		{"code of another width", p, code("ABCD", 78)},
		{"code with digits that are DLE EOT 1", p, code("RA16040100", 112)},
		{"code with digits that are DLE DC4 8", p, code("RA16200800", 112)},
		{"code too tall", p, printer.DrawCode128{H: 256, ModuleDots: 2, Modules: 79, Data: "ABCD"}},
		{"code too fine", p, printer.DrawCode128{H: 8, ModuleDots: 1, Modules: 79, Data: "ABCD"}},
		{"QR code in bytes", p, printer.DrawQR{ModuleDots: 2, Modules: 21, Level: 'M', Data: "r\x10\x04\x01"}},
		{"QR code without a level", p, printer.DrawQR{ModuleDots: 2, Modules: 21, Level: 'X', Data: "R"}},
		{"bar", p, printer.DrawBar{W: 30, H: 3}},
		{"code of a printer that has none", none, code("ABCD", 79)},
		{"QR code of a printer that has none", none, printer.DrawQR{ModuleDots: 2, Modules: 21, Level: 'M', Data: "R"}},
	} {
		got := native(t, tt.p, tt.op)
		own := strings.Count(got, "\x1d$") - strings.Count(got, "\x1dv0")
		if own != 1 || strings.Contains(got, "\x1dk") || strings.Contains(got, "\x1d(k") || !strings.Contains(got, "anchor") {
			t.Errorf("%s: %.200q", tt.name, got)
		}
	}
}

func TestDigitsThatAreAHarmlessControlAreEncoded(t *testing.T) {
	m := printer.DrawCode128{X: 16, Y: 8, H: 8, ModuleDots: 2, Modules: 112, Data: "RA16040900"}
	if got := native(t, bare(t), m); !strings.Contains(got, "\x1dkI\x0a{BRA{C\x10\x04\x09\x00") {
		t.Errorf("%.200q", got)
	}
}

func TestWithoutPageModeThePreviewIsSent(t *testing.T) {
	p := bare(t)
	p.PageMode = printer.Ability{}
	s := imageOf(480, 60, printer.DrawText{X: 8, Y: 9, ScaleX: 1, ScaleY: 1, Text: "A", Font: p.Fonts[0]})
	got := join(escpos.Encode(s, p, printer.JobOptions{}))
	want := join(escpos.Encode(printer.PageImageOf(s.Preview), p, printer.JobOptions{}))
	if !bytes.Equal(got, want) {
		t.Errorf("got %.100q, want the preview", got)
	}
}

func TestPagesAreCutWhereNothingStands(t *testing.T) {
	p := bare(t)
	text := func(y, scale int) printer.DrawOp {
		return printer.DrawText{X: 8, Y: y, ScaleX: 1, ScaleY: scale, Text: "text", Font: p.Fonts[0]}
	}
	for _, tt := range []struct {
		name   string
		height int
		ops    []printer.DrawOp
		want   []int // rows of the pages
	}{
		{"one page", 831, []printer.DrawOp{text(0, 1)}, []int{831}},
		{"blank", 832, []printer.DrawOp{text(0, 1)}, []int{831, 1}},
		{"above a text", 1000, []printer.DrawOp{text(820, 1)}, []int{820, 180}},
		{"above texts that interlock", 1000, []printer.DrawOp{text(820, 1), text(805, 1), text(790, 1)}, []int{790, 210}},
		{"above a picture", 1000, []printer.DrawOp{text(0, 1), printer.DrawImage{X: 100, Y: 700, Bitmap: block(9, 200)}}, []int{700, 300}},
		{"through a tall picture", 1000, []printer.DrawOp{text(820, 1), printer.DrawImage{X: 100, Y: 100, Bitmap: block(9, 850)}}, []int{820, 180}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := imageOf(480, tt.height, tt.ops...)
			data := join(escpos.Encode(s, p, printer.JobOptions{}))
			var got []int
			for _, page := range bytes.Split(data, []byte("\x1bL\x1bW\x00\x00\x00\x00\x40\x02"))[1:] {
				got = append(got, int(page[0])|int(page[1])<<8)
			}
			if len(got) != len(tt.want) || got[0] != tt.want[0] || got[len(got)-1] != tt.want[len(got)-1] {
				t.Errorf("%s: pages of %v rows, want %v", tt.name, got, tt.want)
			}
			slip := onPaper(t, p, data)
			if slip.Bitmap.HeightDots != tt.height {
				t.Errorf("%s: %d rows came out, want %d", tt.name, slip.Bitmap.HeightDots, tt.height)
			}
			for _, r := range slip.Texts {
				if !sameBox(r, s) {
					t.Errorf("%s: a text came out as %+v", tt.name, r)
				}
			}
		})
	}
}

// sameBox reports whether a text of s stands where r does.
func sameBox(r printertest.TextRun, s *printer.PageImage) bool {
	for _, m := range s.Ops {
		b := drive.Bounds(m)
		if t, ok := m.(printer.DrawText); ok && t.Text == r.Text && b.Min.X == r.X && b.Min.Y == r.Y && b.Dx() == r.W && b.Dy() == r.H {
			return true
		}
	}
	return false
}

// onPaper is what comes out by data: one slip, torn off at its end.
func onPaper(t *testing.T, p printer.Profile, data []byte) printertest.Print {
	t.Helper()
	var out []printertest.Print
	o := printertest.For(p)
	o.OnPrint = func(p printertest.Print) error {
		out = append(out, p)
		return nil
	}
	v := printertest.NewVirtual(o)
	defer v.Close()
	if _, err := v.Conn().Write(append(data, 0x1b, '@')); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Minute)
	if unknown := v.Unknown(); len(out) != 1 || unknown != 0 { // asked first: it waits for the printer
		t.Fatalf("%d slips, %d unknown commands", len(out), unknown)
	}
	return out[0]
}

// TestDocumentsComeOutAsOnThePreview prints every document in every mode.
func TestDocumentsComeOutAsOnThePreview(t *testing.T) {
	for _, name := range []string{"generic-escpos-80", "generic-escpos-58", "epson-tm-t88"} {
		for _, mode := range []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native} {
			p := profile(t, name).Corrected(printer.Correction{Mode: mode, Han: "gb2312"})
			p.Cut = printer.Ability{}
			for _, k := range label.Kinds() {
				t.Run(name+" "+string(mode)+" "+k.Name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { comesOut(t, p, k) })
				})
			}
		}
	}
}

func comesOut(t *testing.T, p printer.Profile, k label.Kind) {
	page, err := k.Page(label.Example(k.Name, ""), "", k.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		t.Fatal(err)
	}
	s, err := raster.Compose(page, p)
	if err != nil {
		t.Fatal(err)
	}
	segs := escpos.Encode(s, p, printer.JobOptions{})
	for _, s := range segs {
		if s.Payload > printer.MaxPayload || len(s.Bytes) > printer.MaxPayload+64 {
			t.Errorf("a segment of %d bytes, %d of them raw", len(s.Bytes), s.Payload)
		}
	}
	got := onPaper(t, p, join(segs))
	paged := p.PageMode.Has()
	for _, m := range s.Ops {
		b := drive.Bounds(m)
		switch m := m.(type) {
		case printer.DrawCode128, printer.DrawQR:
			if !paged {
				continue
			}
			if len(got.Codes) == 0 {
				t.Fatalf("%+v is missing", m)
			}
			c := got.Codes[0]
			got.Codes = got.Codes[1:]
			if c.X != b.Min.X || c.Y != b.Min.Y || c.W != b.Dx() || c.H != b.Dy() || c.Data != dataOf(m) {
				t.Errorf("%+v came out as %+v", m, c)
			}
		case printer.DrawText:
			if !paged {
				continue
			}
			if len(got.Texts) == 0 {
				t.Fatalf("%+v is missing", m)
			}
			r := got.Texts[0]
			got.Texts = got.Texts[1:]
			// Where the base line of font B lies in its cell no manual says.
			off := r.Y - b.Min.Y
			if r.X != b.Min.X || off < -8 || off > 8 || r.W != b.Dx() || r.H != b.Dy() || r.Text != m.Text {
				t.Errorf("%+v came out as %+v", m, r)
			}
			b = b.Union(image.Rect(r.X, r.Y, r.X+r.W, r.Y+r.H))
		default:
			continue
		}
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				got.Bitmap.Set(x, y, s.Preview.Black(x, y))
			}
		}
	}
	if len(got.Codes)+len(got.Texts) > 0 {
		t.Errorf("%v and %v came out and were not on the sheet", got.Codes, got.Texts)
	}
	if d := differing(s.Preview, got.Bitmap); d > 2 {
		t.Errorf("%d dots differ", d)
	}
}

func dataOf(m printer.DrawOp) string {
	switch m := m.(type) {
	case printer.DrawCode128:
		return m.Data
	case printer.DrawQR:
		return m.Data
	}
	return ""
}

func TestTagKeepsItsBudget(t *testing.T) {
	k, _ := label.LookupKind("device-tag")
	for mode, most := range map[printer.RenderMode]int{printer.Raster: 17000, printer.Hybrid: 12000, printer.Native: 4500} {
		p := profile(t, "generic-escpos-80").Corrected(printer.Correction{Mode: mode})
		page, err := k.Page(label.Example(k.Name, ""), "", k.MediaOn(p.WidthDots, p.DPI))
		if err != nil {
			t.Fatal(err)
		}
		s, err := raster.Compose(page, p)
		if err != nil {
			t.Fatal(err)
		}
		n := drive.TotalBytes(escpos.Encode(s, p, printer.JobOptions{}))
		t.Logf("%s: %d bytes, %.1f s at 9600 baud", mode, n, float64(n)/960)
		if n > most {
			t.Errorf("%s: %d bytes, want at most %d", mode, n, most)
		}
	}
}

// small is a slip with one of everything.
func small(p printer.Profile) *printer.PageImage {
	return imageOf(240, 80,
		printer.DrawImage{X: 3, Y: 2, Bitmap: speckled(20, 5, 7)},
		printer.DrawQR{X: 60, Y: 2, ModuleDots: 1, Modules: 21, Level: 'M', Data: "R1"},
		printer.DrawCode128{X: 4, Y: 30, H: 4, ModuleDots: 2, Modules: 112, Data: "AB12345678"},
		printer.DrawText{X: 4, Y: 50, ScaleX: 1, ScaleY: 1, Text: "text", Font: p.Fonts[1]},
		printer.DrawText{X: 120, Y: 50, ScaleX: 1, ScaleY: 1, Text: "王", Font: *p.Han},
	)
}

func TestCopiesAreAlike(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := bare(t)
		slip := onPaper(t, p, join(escpos.Encode(small(p), p, printer.JobOptions{Copies: 2})))
		if slip.Bitmap.HeightDots != 160 || len(slip.Codes) != 4 || len(slip.Texts) != 4 {
			t.Fatalf("%d rows, codes %v, texts %v", slip.Bitmap.HeightDots, slip.Codes, slip.Texts)
		}
		w := slip.Bitmap.WidthDots
		if d := differing(slip.Bitmap.Crop(0, 0, w, 80), slip.Bitmap.Crop(0, 80, w, 80)); d != 0 {
			t.Errorf("%d dots differ", d)
		}
	})
}

func TestNothingInAJobIsARealTimeCommand(t *testing.T) {
	for _, name := range []string{"generic-escpos-80", "epson-tm-t88"} {
		for _, mode := range []printer.RenderMode{printer.Hybrid, printer.Native} {
			p := profile(t, name).Corrected(printer.Correction{Mode: mode, Han: "gb2312"})
			for _, k := range label.Kinds() {
				page, err := k.Page(label.Example(k.Name, ""), "", k.MediaOn(p.WidthDots, p.DPI))
				if err != nil {
					continue
				}
				s, err := raster.Compose(page, p)
				if err != nil {
					t.Fatal(err)
				}
				data := join(escpos.Encode(s, p, printer.JobOptions{}))
				for second, third := range map[byte]string{0x04: "\x01\x02\x03\x04\x05\x06\x07\x08", 0x05: "\x00\x01\x02", 0x14: "\x01\x02\x07\x08"} {
					for _, c := range []byte(third) {
						if bytes.Contains(data, []byte{0x10, second, c}) {
							t.Errorf("%s %s %s: 10 %02x %02x", name, mode, k.Name, second, c)
						}
					}
				}
			}
		}
	}
}

// The cable breaks after every byte of a slip, and the next is whole.
func TestNextNativeSlipIsGoodAfterABreakAnywhere(t *testing.T) {
	p := profile(t, "epson-tm-t20")
	p.FeedMM = 0.25
	s := small(p)
	size := drive.TotalBytes(escpos.Encode(s, p, printer.JobOptions{}))
	send := func(ctx context.Context, v *printertest.Virtual) error {
		c := v.Conn()
		defer c.Close()
		d := escpos.New(c, p)
		if err := d.Send(ctx, s, printer.JobOptions{ID: "1"}, nothing); err != nil {
			return err
		}
		_, err := d.Confirm(ctx, nothing)
		return err
	}
	var want *printertest.Print
	for k := range size {
		synctest.Test(t, func(t *testing.T) {
			var last printertest.Print
			o := printertest.For(p)
			o.OnPrint = func(p printertest.Print) error {
				last = p
				return nil
			}
			v := printertest.NewVirtual(o)
			defer v.Close()
			v.UnplugAfter(k)
			fe, ok := errors.AsType[*printer.FaultError](send(t.Context(), v))
			if !ok || fe.Fault != printer.Unplugged {
				t.Fatalf("cut after %d: %v", k, fe)
			}
			v.Plug()
			c := v.Conn()
			if err := escpos.New(c, p).Resync(t.Context(), fe.Outstanding); err != nil {
				t.Fatal(err)
			}
			c.Close()
			time.Sleep(time.Second) // what was whole comes out
			before := v.Prints()
			if err := send(t.Context(), v); err != nil {
				t.Fatal(err)
			}
			if v.Prints() != before+1 || len(last.Codes) != 2 || len(last.Texts) != 2 {
				t.Fatalf("cut after %d: %d slips, codes %v, texts %v", k, v.Prints()-before, last.Codes, last.Texts)
			}
			if want == nil {
				want = &last
			}
			if d := differing(want.Bitmap, last.Bitmap); d != 0 {
				t.Errorf("cut after %d: %d dots of the next slip differ", k, d)
			}
		})
	}
}

// FuzzText looks for a text that is a command.
func FuzzText(f *testing.F) {
	for _, s := range []string{"\x10\x04\x01", "\x1b@", "a\nb", "王\x0c", "~^\"\\"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	p := profile(f, "epson-tm-t20")
	f.Fuzz(func(t *testing.T, s string, han bool) {
		m := printer.DrawText{ScaleX: 1, ScaleY: 1, Text: s, Font: p.Fonts[0]}
		if han {
			m.Font = *p.Han
		}
		data := join(escpos.Encode(imageOf(64, 64, m), p, printer.JobOptions{}))
		_, text, paged := bytes.Cut(data, []byte("\x1d$\x15\x00"))
		if !paged {
			return // a picture
		}
		text, _, _ = bytes.Cut(text, []byte{0x0c})
		for i, b := range text {
			if b < 0x20 || b == 0x7f {
				t.Fatalf("%q became %q: byte %d", s, text, i)
			}
		}
		if !han && string(text) != s {
			t.Errorf("%q became %q", s, text)
		}
	})
}
