package raster_test

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/printer"
	"countertop/printer/raster"
)

var native = printer.Ability{Use: "native", Proof: printer.Documented}

// labelPrinter has what label printers usually have.
func labelPrinter(mode printer.RenderMode, dpi int) printer.Profile {
	return printer.Profile{
		DPI: dpi, WidthDots: 1280, Mode: mode, Code128: native, QR: native, Bars: native,
		Fonts: []printer.Font{
			{Name: "1", W: 8, H: 12, Baseline: 10, Cap: 9, MaxScale: 10},
			{Name: "2", W: 12, H: 20, Baseline: 16, Cap: 14, MaxScale: 10},
			{Name: "3", W: 16, H: 24, Baseline: 20, Cap: 17, MaxScale: 10},
			{Name: "4", W: 24, H: 32, Baseline: 26, Cap: 22, MaxScale: 10},
			{Name: "5", W: 32, H: 48, Baseline: 38, Cap: 33, MaxScale: 10},
		},
	}
}

// withHan has a font for the confirmed runes.
func withHan(p printer.Profile, confirmed string) printer.Profile {
	p.Han = &printer.Font{Name: "H", W: 24, H: 24, Baseline: 21, Cap: 18, MaxScale: 8, Encoding: "gbk", Confirmed: confirmed}
	return p
}

// receiptPrinter draws codes, but neither bars nor letters that are small.
func receiptPrinter(mode printer.RenderMode, dpi int) printer.Profile {
	p := labelPrinter(mode, dpi)
	p.Bars, p.Fonts = printer.Ability{}, p.Fonts[1:2]
	return p
}

func compose(t testing.TB, page printer.Page, p printer.Profile) *printer.PageImage {
	t.Helper()
	s, err := raster.Compose(page, p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func example(t testing.TB, k label.Kind, lang i18n.Lang, dpi int) printer.Page {
	t.Helper()
	page, err := k.Page(label.Example(k.Name, lang), lang, k.Media(dpi))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// drawn puts the operations of a page image together again, and fails if two share a dot
// or if they are not the preview.
func drawn(t interface{ Errorf(string, ...any) }, s *printer.PageImage) {
	b := printer.NewBitmap(s.Preview.WidthDots, s.Preview.HeightDots)
	sum := 0
	draw := func(to *printer.Bitmap, m printer.DrawOp) {
		if err := raster.Draw(to, m); err != nil {
			t.Errorf("%v", err)
		}
	}
	for _, m := range s.Ops {
		draw(b, m)
		switch m := m.(type) {
		case printer.DrawImage:
			sum += dots(m.Bitmap)
		case printer.DrawBar:
			sum += m.W * m.H
		default:
			one := printer.NewBitmap(b.WidthDots, b.HeightDots)
			draw(one, m)
			sum += dots(one)
		}
	}
	if string(b.Bits) != string(s.Preview.Bits) {
		t.Errorf("%s: the marks are not the preview", s.Mode)
	}
	if n := dots(b); sum != n {
		t.Errorf("%s: %d dots are in two marks", s.Mode, sum-n)
	}
}

func dots(b *printer.Bitmap) (n int) {
	for _, v := range b.Bits {
		n += bits.OnesCount8(v)
	}
	return n
}

func TestOperationsAreThePreview(t *testing.T) {
	profiles := map[string]func(printer.RenderMode, int) printer.Profile{"label printer": labelPrinter, "receipt printer": receiptPrinter}
	for _, k := range label.Kinds() {
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			for _, dpi := range []int{203, 300} {
				page := example(t, k, lang, dpi)
				want, err := raster.Render(page, dpi)
				if err != nil {
					t.Fatal(err)
				}
				for name, profile := range profiles {
					t.Run(fmt.Sprintf("%s %s %d %s", k.Name, lang, dpi, name), func(t *testing.T) {
						for _, mode := range []printer.RenderMode{"", printer.Raster, printer.Hybrid} {
							s := compose(t, page, profile(mode, dpi))
							drawn(t, s)
							if string(s.Preview.Bits) != string(want.Bits) {
								t.Errorf("%q: the preview is not the page", mode)
							}
						}
						p := withHan(profile(printer.Native, dpi), "gb2312")
						s := compose(t, page, p)
						drawn(t, s)
						checkTexts(t, page, s, p, want)
					})
				}
			}
		}
	}
}

// checkTexts fails unless every DrawText stands where the page has that text,
// and all other ink is as it was.
func checkTexts(t *testing.T, page printer.Page, s *printer.PageImage, p printer.Profile, want *printer.Bitmap) {
	t.Helper()
	d := printer.DotsPerMM(p.DPI)
	type box struct{ x0, y0, x1, y1 float64 }
	var cells, replaced []box
	for _, m := range s.Ops {
		m, ok := m.(printer.DrawText)
		if !ok {
			continue
		}
		w, h := len([]rune(m.Text))*m.Font.W*m.ScaleX, m.Font.H*m.ScaleY
		if m.X < 0 || m.Y < 0 || m.X+w > want.WidthDots || m.Y+h > want.HeightDots {
			t.Errorf("%q is not inside the page", m.Text)
		}
		line := float64(m.Y + m.Font.Baseline*m.ScaleY)
		cells = append(cells, box{float64(m.X), line - float64(m.Font.Cap*m.ScaleY), float64(m.X + w), line})
		found := false
		for _, e := range page.Elements {
			e, ok := e.(printer.Text)
			if !ok || e.White || math.Abs(e.Y*d-line) > 0.6 {
				continue
			}
			for _, at := range starts(t, e, m.Text, p.DPI) {
				end := at + width(t, m.Text, e.SizeMM, p.DPI)
				near := math.Abs(float64(m.X)/d-at) < 1
				switch e.Align {
				case printer.AlignRight:
					near = math.Abs(float64(m.X+w)/d-end) < 1
				case printer.AlignCenter:
					near = math.Abs(float64(2*m.X+w)/d-at-end) < 2
				}
				capital := 0.733 * e.SizeMM * d
				if c := float64(m.Font.Cap * m.ScaleY); near && (c > capital+1 || c < capital/2-1) {
					t.Errorf("%q has capitals of %v dots, on the page %v", m.Text, c, capital)
				}
				if near {
					found = true
					em := e.SizeMM * d
					replaced = append(replaced, box{at*d - 3, line - em, end*d + 3, line + em/2})
				}
			}
		}
		if !found {
			t.Errorf("%q stands where the page has no such text", m.Text)
		}
	}
	for i, a := range cells {
		for _, b := range cells[:i] {
			if a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 {
				t.Errorf("texts in %v and %v overlap", a, b)
			}
		}
	}
	for y := range want.HeightDots {
		if string(want.Row(y)) == string(s.Preview.Row(y)) {
			continue
		}
		for x := range want.WidthDots {
			in := func(b box) bool {
				return b.x0 <= float64(x) && float64(x) <= b.x1 && b.y0 <= float64(y) && float64(y) <= b.y1
			}
			if want.Black(x, y) != s.Preview.Black(x, y) && !slices.ContainsFunc(replaced, in) {
				t.Fatalf("dot %d, %d changed without a text there", x, y)
			}
		}
	}
}

// starts are the places in mm at which e has the text of a run.
func starts(t *testing.T, e printer.Text, run string, dpi int) (xs []float64) {
	x := e.X
	switch w := width(t, e.Text, e.SizeMM, dpi); e.Align {
	case printer.AlignRight:
		x -= w
	case printer.AlignCenter:
		x -= w / 2
	}
	for i := range e.Text {
		if strings.HasPrefix(e.Text[i:], run) {
			xs = append(xs, x+width(t, e.Text[:i], e.SizeMM, dpi))
		}
	}
	return xs
}

func width(t *testing.T, s string, size float64, dpi int) float64 {
	t.Helper()
	w, err := raster.TextWidth(s, size, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Elements anywhere, over each other, in any order.
func TestAnyPageIsItsOperations(t *testing.T) {
	mm := rapid.Map(rapid.IntRange(0, 180), func(n int) float64 { return float64(n) / 4 })
	small := rapid.Map(rapid.IntRange(0, 60), func(n int) float64 { return float64(n) / 4 })
	line := rapid.SampledFrom([]float64{0, 0.25, 0.375, 2})
	text := rapid.SampledFrom([]string{"A-03", "开机黑屏，风扇转", "王 138****1480", "gjpqy()|", "e\u0301 שלום 🤖", "\x1b~^\"\r\n", "1", ""})
	element := rapid.Custom(func(t *rapid.T) printer.Element {
		x, y, w, h := mm.Draw(t, "x"), mm.Draw(t, "y"), small.Draw(t, "w"), small.Draw(t, "h")
		white := rapid.Bool().Draw(t, "white")
		switch rapid.IntRange(0, 7).Draw(t, "kind") {
		case 0:
			return printer.Block{X: x, Y: y, W: w, H: h}
		case 1:
			return printer.Frame{X: x, Y: y, W: w, H: h, LineMM: line.Draw(t, "line")}
		case 2:
			return printer.Rule{X: x, Y: y, W: w, LineMM: line.Draw(t, "line"), DashMM: line.Draw(t, "dash")}
		case 3:
			return printer.TickBox{X: x, Y: y, SizeMM: 2 + h/8, LineMM: 0.375, Ticked: white}
		case 4:
			return printer.QR{X: x, Y: y, Data: "RA2611210042QK", Level: printer.QRLevelQ, ModuleMM: 0.25}
		case 5:
			return printer.Code128{X: x, Y: y, H: h, Data: "RA26", ModuleMM: 0.25}
		case 6:
			return printer.Disc{X: x, Y: y, DiameterMM: w / 2, White: white}
		default:
			align := rapid.SampledFrom([]printer.Align{printer.AlignLeft, printer.AlignCenter, printer.AlignRight})
			return printer.Text{X: x, Y: y, SizeMM: 3 + h/3, Text: text.Draw(t, "text"), Align: align.Draw(t, "align"), White: white}
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		page := printer.Page{WidthMM: 60, HeightMM: 60, Elements: rapid.SliceOfN(element, 1, 12).Draw(t, "elements")}
		for _, mode := range []printer.RenderMode{printer.Hybrid, printer.Native} {
			p := withHan(labelPrinter(mode, 203), "gb2312")
			p.Correction.DownMM = rapid.SampledFrom([]float64{0, 3}).Draw(t, "down")
			s, err := raster.Compose(page, p)
			var outside *raster.InkError
			if errors.As(err, &outside) {
				t.Skip("ink outside")
			}
			if err != nil {
				t.Fatal(err)
			}
			drawn(t, s)
		}
	})
}

// wire is about what a page image takes on the wire.
func wire(s *printer.PageImage) int {
	n := 0
	for _, m := range s.Ops {
		if i, ok := m.(printer.DrawImage); ok {
			n += 25 + len(i.Bitmap.Bits)
		} else {
			n += 40
		}
	}
	return n
}

func TestDeviceTagIsFewBytes(t *testing.T) {
	for _, tt := range []struct {
		name    string
		profile printer.Profile
		most    int
	}{
		{"pictures between codes and bars", labelPrinter(printer.Hybrid, 203), 9000},
		{"pictures between codes", receiptPrinter(printer.Hybrid, 203), 9500},
		{"with texts", labelPrinter(printer.Native, 203), 3800},
		{"with texts and no bars", receiptPrinter(printer.Native, 203), 4500},
		{"with texts and Han", withHan(labelPrinter(printer.Native, 203), "gb2312"), 2200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k, _ := label.LookupKind("device-tag")
			s := compose(t, example(t, k, i18n.ZH, 203), tt.profile)
			t.Logf("%d bytes in %d marks", wire(s), len(s.Ops))
			if n := wire(s); n > tt.most {
				t.Errorf("%d bytes, want at most %d", n, tt.most)
			}
		})
	}
}

func BenchmarkCompose(b *testing.B) {
	k, _ := label.LookupKind("device-tag")
	page := example(b, k, i18n.ZH, 203)
	for _, mode := range []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native} {
		b.Run(string(mode), func(b *testing.B) {
			for b.Loop() {
				compose(b, page, labelPrinter(mode, 203))
			}
		})
	}
}
