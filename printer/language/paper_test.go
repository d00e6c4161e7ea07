package language_test

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/internal/drive"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
)

func profile(t testing.TB, name string) printer.Profile {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func compose(t testing.TB, p printer.Profile, kind string, lang i18n.Lang) *printer.PageImage {
	t.Helper()
	k, _ := label.LookupKind(kind)
	page, err := k.Page(label.Example(kind, lang), lang, k.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		t.Fatal(err)
	}
	s, err := raster.Compose(page, p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// printed are the labels that a virtual printer of profile p makes of segs.
func printed(t testing.TB, p printer.Profile, segs []printer.Segment) (out []printertest.Print) {
	t.Helper()
	o := printertest.For(p)
	o.OnPrint = func(p printertest.Print) error {
		out = append(out, p)
		return nil
	}
	v := printertest.NewVirtual(o)
	defer v.Close()
	c := v.Conn()
	for _, s := range segs {
		if _, err := c.Write(s.Bytes); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Minute)
	if v.Unknown() != 0 {
		t.Errorf("%d unknown commands", v.Unknown())
	}
	return out
}

// What a printer draws by its own commands stands where the preview has it, and
// says the same; everything else is the preview dot for dot.
func TestPrintIsThePreview(t *testing.T) {
	cpcl300 := profile(t, "generic-cpcl")
	cpcl300.Name, cpcl300.DPI, cpcl300.WidthDots = "cpcl at 300 dpi", 300, 852
	for _, p := range []printer.Profile{
		profile(t, "generic-zpl-203"), profile(t, "generic-zpl-300"), profile(t, "hprt-hm-a300"), cpcl300, profile(t, "brother-ql-800"),
	} {
		modes := []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native}
		if p.Language == printer.Brother {
			modes = modes[:1]
		}
		for _, mode := range modes {
			for _, k := range label.Kinds() {
				for _, lang := range []i18n.Lang{"zh-CN", "en"} {
					t.Run(fmt.Sprint(p.Name, " ", mode, " ", k.Name, " ", lang), func(t *testing.T) {
						p := p.Corrected(printer.Correction{Mode: mode, Han: "gb2312"})
						if k.HeightMM == 0 {
							p.Media.Kind = "continuous"
						}
						synctest.Test(t, func(t *testing.T) { comesOut(t, p, compose(t, p, k.Name, lang), 2) })
					})
				}
			}
		}
	}
}

func comesOut(t *testing.T, p printer.Profile, s *printer.PageImage, copies int) {
	nothingOverlaps(t, s)
	out := printed(t, p, language.Encode(s, p, printer.JobOptions{Copies: copies}))
	if len(out) != copies {
		t.Fatalf("%d labels", len(out))
	}
	got, preview := out[copies-1], s.Preview
	// TSPL counts tenths of a millimetre, rounded up.
	if h := got.Bitmap.HeightDots; h > preview.HeightDots+1 && p.FeedMM == 0 || h < preview.HeightDots {
		t.Fatalf("%d dots high, the preview has %d", h, preview.HeightDots)
	}
	got.Bitmap = got.Bitmap.Crop(p.LeftDots, 0, preview.WidthDots, preview.HeightDots)
	blank := func(r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				got.Bitmap.Set(x, y, preview.Black(x, y))
			}
		}
	}
	if p.Language == printer.Brother {
		// 696 dots of the head are over a tape of 62 mm; of 60 mm the frame of a
		// test page alone reaches beyond them.
		w, h := preview.WidthDots, preview.HeightDots
		blank(image.Rect(0, 0, 12-p.LeftDots, h))
		blank(image.Rect(12-p.LeftDots+696, 0, w, h))
	}
	// A printer may set a text in several parts. What it does not set at all, it
	// has to show as the preview does.
	set := make([]string, len(s.Ops))
	mm := int(printer.DotsPerMM(p.DPI))
	for _, c := range got.Codes {
		r := image.Rect(c.X, c.Y, c.X+c.W, c.Y+c.H)
		i := slices.IndexFunc(s.Ops, func(m printer.DrawOp) bool {
			kind, data := code(m)
			box := drive.Bounds(m)
			return kind == c.Kind && data == c.Data && r.In(box.Inset(-mm)) && box.In(r.Inset(-mm))
		})
		if i < 0 {
			t.Errorf("%+v is not on the sheet", c)
			continue
		}
		set[i] = c.Data
		blank(r)
	}
	for _, c := range got.Texts {
		r := image.Rect(c.X, c.Y, c.X+c.W, c.Y+c.H)
		i := slices.IndexFunc(s.Ops, func(m printer.DrawOp) bool {
			text, is := m.(printer.DrawText)
			return is && r.In(drive.Bounds(m).Inset(-mm)) && strings.Contains(text.Text, c.Text)
		})
		if i < 0 {
			t.Errorf("%+v is not on the sheet", c)
			continue
		}
		set[i] += c.Text
		blank(r)
	}
	for i, m := range s.Ops {
		_, want := code(m)
		if text, is := m.(printer.DrawText); is {
			want = text.Text
		}
		if set[i] != "" && set[i] != want {
			t.Errorf("%q at %v came out as %q", want, drive.Bounds(m), set[i])
		} else if set[i] != "" {
			blank(drive.Bounds(m))
		}
	}
	wrong, first := 0, image.Point{}
	for y := range preview.HeightDots {
		for x := range got.Bitmap.WidthDots {
			if got.Bitmap.Black(x, y) != preview.Black(x, y) {
				if wrong == 0 {
					first = image.Pt(x, y)
				}
				wrong++
			}
		}
	}
	// TSPL and ESC/POS part what could be a real-time command by a dot.
	if parted := p.Language == printer.TSPL || p.Language == printer.ESCPOS; wrong > 0 && !parted || wrong > 3 {
		t.Errorf("%d dots differ, the first at %v", wrong, first)
	}
}

// nothingOverlaps checks that no letter of a printer's font stands on a code,
// another such letter, a bar or the ink of a picture. A letter has the width of
// its cell and the height of a capital: what is above and below it is white.
func nothingOverlaps(t *testing.T, s *printer.PageImage) {
	t.Helper()
	letters := func(m printer.DrawOp) image.Rectangle {
		b := drive.Bounds(m)
		if text, is := m.(printer.DrawText); is {
			b.Max.Y = b.Min.Y + text.Font.Baseline*text.ScaleY
			b.Min.Y = b.Max.Y - text.Font.Cap*text.ScaleY
		}
		return b
	}
	for i, m := range s.Ops {
		if _, is := m.(printer.DrawText); !is {
			continue
		}
		r := letters(m)
		for j, o := range s.Ops {
			both := r.Intersect(letters(o))
			if i == j || both.Empty() {
				continue
			}
			picture, is := o.(printer.DrawImage)
			if is && blankBitmap(picture.Bitmap.Crop(both.Min.X-picture.X, both.Min.Y-picture.Y, both.Dx(), both.Dy())) {
				continue
			}
			t.Errorf("%T at %v stands on %T at %v", m, r, o, letters(o))
		}
	}
}

// code is what the code m holds, if it is one.
func code(m printer.DrawOp) (kind, data string) {
	switch m := m.(type) {
	case printer.DrawQR:
		return "qr", m.Data
	case printer.DrawCode128:
		return "code128", m.Data
	default:
		return "", ""
	}
}

func TestDeviceTagKeepsItsBudget(t *testing.T) {
	for _, tt := range []struct {
		mode printer.RenderMode
		most int
	}{{printer.Raster, 6000}, {printer.Hybrid, 5500}, {printer.Native, 3000}} {
		p := profile(t, "generic-zpl-203").Corrected(printer.Correction{Mode: tt.mode})
		n := drive.TotalBytes(language.Encode(compose(t, p, "device-tag", "zh-CN"), p, printer.JobOptions{}))
		t.Logf("%s: %d bytes", tt.mode, n)
		if n > tt.most {
			t.Errorf("%s: %d bytes, at most %d are allowed", tt.mode, n, tt.most)
		}
	}
}

func blankBitmap(b *printer.Bitmap) bool {
	return !slices.ContainsFunc(b.Bits, func(x byte) bool { return x != 0 })
}
