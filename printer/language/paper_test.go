package language_test

import (
	"fmt"
	"image"
	"testing"
	"testing/synctest"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/label"
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

func compose(t testing.TB, p printer.Profile, kind string, lang label.Lang) *printer.Sheet {
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
		ways := []printer.Way{printer.Raster, printer.Hybrid, printer.Native}
		if p.Language == printer.Brother {
			ways = ways[:1]
		}
		for _, way := range ways {
			for _, k := range label.Kinds() {
				for _, lang := range []label.Lang{"zh-CN", "en"} {
					t.Run(fmt.Sprint(p.Name, " ", way, " ", k.Name, " ", lang), func(t *testing.T) {
						p := p.Corrected(printer.Correction{Way: way, Han: "gb2312"})
						if k.HeightMM == 0 {
							p.Media.Kind = "continuous"
						}
						synctest.Test(t, func(t *testing.T) { comesOut(t, p, compose(t, p, k.Name, lang)) })
					})
				}
			}
		}
	}
}

func comesOut(t *testing.T, p printer.Profile, s *printer.Sheet) {
	out := printed(t, p, language.Encode(s, p, printer.JobOptions{Copies: 2}))
	if len(out) != 2 {
		t.Fatalf("%d labels", len(out))
	}
	got, preview := out[1], s.Preview
	if p.LeftDots > 0 {
		got.Bitmap = got.Bitmap.Crop(p.LeftDots, 0, preview.WidthDots, got.Bitmap.HeightDots)
	}
	blank := func(r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				got.Bitmap.Set(x, y, preview.Black(x, y))
			}
		}
	}
	mm := int(printer.DotsPerMM(p.DPI))
	near := func(want image.Rectangle, x, y, w, h int) bool {
		d := image.Rect(x, y, x+w, y+h)
		within := func(a, b int) bool { return a-b <= mm && b-a <= mm }
		return within(d.Min.X, want.Min.X) && within(d.Min.Y, want.Min.Y) && within(d.Max.X, want.Max.X) && within(d.Max.Y, want.Max.Y)
	}
	for _, m := range s.Marks {
		kind, data := "", ""
		switch m := m.(type) {
		case printer.QRMark:
			kind, data = "qr", m.Data
		case printer.Code128Mark:
			kind, data = "code128", m.Data
		case printer.TextMark:
			if len(got.Texts) == 0 {
				t.Fatalf("%+v is missing", m)
			}
			r := got.Texts[0]
			got.Texts = got.Texts[1:]
			if !near(printer.Box(m), r.X, r.Y, r.W, r.H) || r.Text != m.Text {
				t.Errorf("%+v came out as %+v", m, r)
			}
			blank(printer.Box(m))
			blank(image.Rect(r.X, r.Y, r.X+r.W, r.Y+r.H))
		}
		if kind == "" {
			continue
		}
		if len(got.Codes) == 0 {
			t.Fatalf("%+v is missing", m)
		}
		c := got.Codes[0]
		got.Codes = got.Codes[1:]
		if !near(printer.Box(m), c.X, c.Y, c.W, c.H) || c.Kind != kind || c.Data != data {
			t.Errorf("%+v came out as %+v", m, c)
		}
		blank(printer.Box(m))
		blank(image.Rect(c.X, c.Y, c.X+c.W, c.Y+c.H))
	}
	if len(got.Codes)+len(got.Texts) > 0 {
		t.Errorf("%v and %v came out and are not on the sheet", got.Codes, got.Texts)
	}
	if w, h := got.Bitmap.WidthDots, got.Bitmap.HeightDots; w < preview.WidthDots || h != preview.HeightDots {
		t.Fatalf("%d x %d dots, the preview has %d x %d", w, h, preview.WidthDots, preview.HeightDots)
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
	if wrong > 0 {
		t.Errorf("%d dots differ, the first at %v", wrong, first)
	}
}

func TestDeviceTagKeepsItsBudget(t *testing.T) {
	for _, tt := range []struct {
		way  printer.Way
		most int
	}{{printer.Raster, 6000}, {printer.Hybrid, 5500}, {printer.Native, 3000}} {
		p := profile(t, "generic-zpl-203").Corrected(printer.Correction{Way: tt.way})
		n := printer.Size(language.Encode(compose(t, p, "device-tag", "zh-CN"), p, printer.JobOptions{}))
		t.Logf("%s: %d bytes", tt.way, n)
		if n > tt.most {
			t.Errorf("%s: %d bytes, at most %d are allowed", tt.way, n, tt.most)
		}
	}
}
