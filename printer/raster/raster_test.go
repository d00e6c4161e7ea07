package raster_test

import (
	"bytes"
	"errors"
	"sync"
	"testing"

	"countertop/printer"
	"countertop/printer/raster"
)

// ink is the box of black dots: x0, y0 and, not included, x1, y1.
func ink(b *printer.Bitmap) [4]int {
	box := [4]int{b.WidthDots, b.HeightDots, 0, 0}
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			if b.Black(x, y) {
				box = [4]int{min(box[0], x), min(box[1], y), max(box[2], x+1), max(box[3], y+1)}
			}
		}
	}
	return box
}

func TestElementsStandOnWholeDots(t *testing.T) {
	const code = "RA2611210042QK"
	for _, tt := range []struct {
		name    string
		element printer.Element
		dpi     int
		want    [4]int
	}{
		{"block", printer.Block{X: 2, Y: 6.5, W: 13, H: 8.75}, 203, [4]int{16, 52, 120, 122}},
		{"block at 300 dpi", printer.Block{X: 2, Y: 6.5, W: 13, H: 8.75}, 300, [4]int{24, 77, 177, 180}},
		{"frame", printer.Frame{X: 1, Y: 1, W: 5, H: 5, LineMM: 0.375}, 203, [4]int{8, 8, 48, 48}},
		{"rule of 3 dots", printer.Rule{X: 1, Y: 1, W: 5, LineMM: 0.375}, 203, [4]int{8, 8, 48, 11}},
		{"dashes end in time", printer.Rule{X: 1, Y: 1, W: 2.5, LineMM: 0.25, DashMM: 1}, 203, [4]int{8, 8, 28, 10}},
		{"QR code of 21 modules", printer.QR{X: 2, Y: 2, Data: code, Level: printer.QRLevelQ, ModuleMM: 0.5}, 203, [4]int{16, 16, 100, 100}},
		{"4 dots are 6 at 300 dpi", printer.QR{X: 3, Y: 3, Data: code, Level: printer.QRLevelQ, ModuleMM: 0.5}, 300, [4]int{35, 35, 161, 161}},
		{"Code 128 of 156 modules", printer.Code128{X: 2.5, Y: 2, H: 5, Data: code, ModuleMM: 0.25}, 203, [4]int{20, 16, 332, 56}},
		{"2 dots are 3 at 300 dpi", printer.Code128{X: 2.5, Y: 2, H: 5, Data: code, ModuleMM: 0.25}, 300, [4]int{30, 24, 498, 83}},
		{"level stroke of 3 dots", printer.Strokes{Lines: [][]printer.PointMM{{{X: 2, Y: 2}, {X: 4, Y: 2}}}, LineMM: 0.375}, 203, [4]int{15, 15, 33, 18}},
		{"disc", printer.Disc{X: 4, Y: 4, DiameterMM: 4.5}, 203, [4]int{14, 14, 50, 50}},
		{"tick box", printer.TickBox{X: 1, Y: 1, SizeMM: 3.25, LineMM: 0.375, Ticked: true}, 203, [4]int{8, 8, 34, 34}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := raster.Render(printer.Page{WidthMM: 60, HeightMM: 40, Elements: []printer.Element{tt.element}}, tt.dpi)
			if err != nil {
				t.Fatal(err)
			}
			if got := ink(b); got != tt.want {
				t.Errorf("ink is in %v, want %v", got, tt.want)
			}
		})
	}
}

func TestInkOutsideThePageIsRefused(t *testing.T) {
	inside := printer.Block{X: 1, Y: 1, W: 1, H: 1}
	for _, tt := range []struct {
		name    string
		height  float64
		element printer.Element
	}{
		{"text over the right edge", 10, printer.Text{X: 18, Y: 5, SizeMM: 3.5, Text: "随机联"}},
		{"text over the head", 10, printer.Text{X: 2, Y: 1, SizeMM: 3.5, Text: "A"}},
		{"text over the foot", 10, printer.Text{X: 2, Y: 10, SizeMM: 3.5, Text: "g"}},
		{"block over the left edge", 10, printer.Block{X: -0.2, Y: 1, W: 1, H: 1}},
		{"code over the width of a roll", 0, printer.Code128{X: 2, Y: 1, H: 5, Data: "RA2611210042QK", ModuleMM: 0.25}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := raster.Render(printer.Page{WidthMM: 20, HeightMM: tt.height, Elements: []printer.Element{inside, tt.element}}, 203)
			var e *raster.InkError
			if !errors.As(err, &e) || e.Element != tt.element {
				t.Errorf("got %v, want an InkError that names the element", err)
			}
		})
	}
}

func TestWhiteTextMayOnlyClear(t *testing.T) {
	p := printer.Page{WidthMM: 20, HeightMM: 10, Elements: []printer.Element{
		printer.Block{X: 1, Y: 1, W: 18, H: 8},
		printer.Text{X: 2, Y: 6, SizeMM: 3.5, Text: "待测 and far outside", White: true},
	}}
	b, err := raster.Render(p, 203)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ink(b), [4]int{8, 8, 152, 72}; got != want {
		t.Errorf("ink is in %v, want that of the block, %v", got, want)
	}
}

func TestRollIsAsTallAsItsInk(t *testing.T) {
	p := printer.Page{WidthMM: 72, Elements: []printer.Element{printer.Block{X: 3, Y: 100, W: 5, H: 5}}}
	b, err := raster.Render(p, 203)
	if err != nil {
		t.Fatal(err)
	}
	if b.WidthDots != 576 || b.HeightDots != 107*8 || len(b.Bits) != b.Stride*b.HeightDots {
		t.Errorf("%d x %d dots in %d bytes, want 576 x %d", b.WidthDots, b.HeightDots, len(b.Bits), 107*8)
	}
}

func TestTextWidthIsThatOfTheInk(t *testing.T) {
	for _, s := range []string{"A261121-0042-QK", "王建国 138****1480", "㛃䶮𠮷"} {
		w, err := raster.TextWidth(s, 3.5, 203)
		if err != nil {
			t.Fatal(err)
		}
		b, err := raster.Render(printer.Page{WidthMM: 60, HeightMM: 10, Elements: []printer.Element{
			printer.Text{X: 58, Y: 6, SizeMM: 3.5, Text: s, Align: printer.AlignRight},
		}}, 203)
		if err != nil {
			t.Fatal(err)
		}
		box := ink(b)
		if got := float64(box[2]-box[0]) / 8; got > w || got < w-0.8 {
			t.Errorf("%s has ink of %.2f mm and a width of %.2f mm", s, got, w)
		}
		if box[2] > 58*8 || box[2] < 57*8 {
			t.Errorf("%s ends at dot %d, want just left of %d", s, box[2], 58*8)
		}
	}
}

func TestRunesTheFontLacksAreBoxesAndNamed(t *testing.T) {
	got, err := raster.Missing("王㛃䶮𠮷 ThinkPad\u200d\ufe0f 🤖🤖\U000F0000")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != "🤖\U000F0000" {
		t.Errorf("missing %q, want the robot and the private rune, once each", string(got))
	}
	b, err := raster.Render(printer.Page{WidthMM: 20, HeightMM: 10, Elements: []printer.Element{
		printer.Text{X: 2, Y: 6, SizeMM: 3.5, Text: "🤖"},
	}}, 203)
	if err != nil || ink(b)[2] == 0 {
		t.Errorf("a rune without a glyph is drawn as nothing (%v)", err)
	}
}

func TestRenderFromManyGoroutines(t *testing.T) {
	p := printer.Page{WidthMM: 60, HeightMM: 40, Elements: []printer.Element{
		printer.Text{X: 2, Y: 19.25, SizeMM: 3.5, Text: "惠普 Color LaserJet Pro MFP"},
	}}
	want, err := raster.Render(p, 203)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := raster.Render(p, 203)
			if err != nil || string(got.Bits) != string(want.Bits) {
				t.Errorf("another picture, %v", err)
			}
		})
	}
	wg.Wait()
}

func TestDiacriticsStandOverTheirLetter(t *testing.T) {
	page := func(text string) printer.Page {
		return printer.Page{WidthMM: 20, HeightMM: 10, Elements: []printer.Element{printer.Text{X: 2, Y: 8, SizeMM: 5, Text: text}}}
	}
	composed, err := raster.Render(page("é"), 203)
	if err != nil {
		t.Fatal(err)
	}
	apart, err := raster.Render(page("e\u0301"), 203)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(composed.Bits, apart.Bits) {
		t.Error("the letter and its mark are not the letter with the mark")
	}
	// A letter and a mark that no single character has.
	plain, err := raster.TextWidth("q", 5, 203)
	if err != nil {
		t.Fatal(err)
	}
	marked, err := raster.TextWidth("q\u0301", 5, 203)
	if err != nil || marked != plain {
		t.Errorf("%v mm wide with a mark, %v without (%v)", marked, plain, err)
	}
	b, err := raster.Render(page("q\u0301"), 203)
	if err != nil {
		t.Fatal(err)
	}
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			if b.Black(x, y) && (x < 16 || x > 16+int(plain*8)+1) {
				t.Fatalf("ink at dot %d, beside the letter", x)
			}
		}
	}
}
