package raster_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/printer"
	"countertop/printer/raster"
)

// words is each operation in a word, but "picture" once and last for all pictures.
func words(s *printer.PageImage) []string {
	var out []string
	var picture []string
	for _, m := range s.Ops {
		switch m := m.(type) {
		case printer.DrawImage:
			picture = []string{"picture"}
		case printer.DrawBar:
			out = append(out, fmt.Sprintf("bar %d,%d %dx%d", m.X, m.Y, m.W, m.H))
		case printer.DrawCode128:
			out = append(out, fmt.Sprintf("code128 %d,%d %s %dx%d, %d high", m.X, m.Y, m.Data, m.Modules, m.ModuleDots, m.H))
		case printer.DrawQR:
			out = append(out, fmt.Sprintf("qr %d,%d %s %c %dx%d", m.X, m.Y, m.Data, m.Level, m.Modules, m.ModuleDots))
		case printer.DrawText:
			out = append(out, fmt.Sprintf("text %d,%d %s %dx%d %s", m.X, m.Y, m.Font.Name, m.ScaleX, m.ScaleY, m.Text))
		}
	}
	return append(out, picture...)
}

func page(elements ...printer.Element) printer.Page {
	return printer.Page{WidthMM: 60, HeightMM: 40, Elements: elements}
}

func TestHybridLeavesToThePrinterWhatStandsFree(t *testing.T) {
	qr := printer.QR{X: 5, Y: 5, Data: "RA2611210042QK", Level: printer.QRLevelQ, ModuleMM: 0.5}
	bars := printer.Code128{X: 5, Y: 30, H: 5, Data: "RA2611210042QK", ModuleMM: 0.25}
	with := func(e printer.QR, change func(*printer.QR)) printer.QR { change(&e); return e }
	bare := labelPrinter(printer.Hybrid, 203)
	bare.QR, bare.Code128, bare.Bars = printer.Ability{Use: "none"}, printer.Ability{}, printer.Ability{}
	for _, tt := range []struct {
		name    string
		page    printer.Page
		profile printer.Profile
		want    []string
	}{
		{"codes", page(qr, bars), labelPrinter(printer.Hybrid, 203), []string{
			"qr 40,40 RA2611210042QK Q 21x4", "code128 40,240 RA2611210042QK 156x2, 40 high",
		}},
		{"at 300 dpi", page(qr, bars), labelPrinter(printer.Hybrid, 300), []string{
			"qr 59,59 RA2611210042QK Q 21x6", "code128 59,354 RA2611210042QK 156x3, 59 high",
		}},
		{"a printer that cannot", page(qr, bars, printer.Block{X: 30, Y: 1, W: 20, H: 20}), bare, []string{"picture"}},
		{"ink in the quiet zone", page(qr, printer.Block{X: 3.5, Y: 3.5, W: 0.25, H: 0.25}), labelPrinter(printer.Hybrid, 203), []string{"bar 28,28 2x2", "picture"}},
		{"white over a code", page(bars, printer.Text{X: 6, Y: 34, SizeMM: 4, Text: "OK", White: true}), labelPrinter(printer.Hybrid, 203), []string{"picture"}},
		{"code without white around it", page(printer.Block{X: 4, Y: 4, W: 1, H: 20}, qr), labelPrinter(printer.Hybrid, 203), []string{"bar 32,32 8x160", "picture"}},
		{"edge of the paper ends the quiet zone", page(with(qr, func(q *printer.QR) { q.X = 0.5 })), labelPrinter(printer.Hybrid, 203), []string{"qr 4,40 RA2611210042QK Q 21x4"}},
		{"data of a code that no command can hold", page(with(qr, func(q *printer.QR) { q.Data = "王\x1b" })), labelPrinter(printer.Hybrid, 203), []string{"picture"}},
		{"module larger than a command can say", page(with(qr, func(q *printer.QR) { q.ModuleMM = 1.375 })), labelPrinter(printer.Hybrid, 203), []string{"picture"}},
		{"frame", page(printer.Frame{X: 2, Y: 2, W: 50, H: 10, LineMM: 0.375}), labelPrinter(printer.Hybrid, 203), []string{
			"bar 16,16 400x3", "bar 16,19 3x74", "bar 413,19 3x74", "bar 16,93 400x3",
		}},
		{"frame of a printer without bars", page(printer.Frame{X: 2, Y: 2, W: 50, H: 10, LineMM: 0.375}), bare, []string{"picture"}},
		{"short dashes are less as a picture", page(printer.Rule{X: 2, Y: 2, W: 50, LineMM: 0.25, DashMM: 1}), labelPrinter(printer.Hybrid, 203), []string{"picture"}},
		{"white on black", page(printer.Block{X: 2, Y: 2, W: 40, H: 10}, printer.Disc{X: 22, Y: 7, DiameterMM: 4, White: true}), labelPrinter(printer.Hybrid, 203), []string{
			"bar 16,16 320x24", "bar 16,40 144x32", "bar 192,40 144x32", "bar 16,72 320x24", "picture",
		}},
		{"between two white words", page(
			printer.Block{X: 2, Y: 2, W: 56, H: 5},
			printer.Text{X: 3, Y: 6, SizeMM: 3.5, Text: "I", White: true}, printer.Text{X: 57, Y: 6, SizeMM: 3.5, Text: "I", White: true, Align: printer.AlignRight},
		), labelPrinter(printer.Hybrid, 203), []string{
			"bar 16,16 448x11", "bar 16,27 11x21", "bar 453,27 11x21", "bar 31,27 418x21", "bar 16,48 448x8",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := compose(t, tt.page, tt.profile)
			drawn(t, s)
			if d := cmp.Diff(tt.want, words(s)); d != "" {
				t.Errorf("marks (-want +got):\n%s", d)
			}
		})
	}
}

func TestNativeSetsWhatThePrinterHas(t *testing.T) {
	text := func(s string) printer.Text { return printer.Text{X: 2, Y: 20, SizeMM: 3.5, Text: s} }
	right := func(s string) printer.Text {
		return printer.Text{X: 58, Y: 20, SizeMM: 3.5, Text: s, Align: printer.AlignRight}
	}
	for _, tt := range []struct {
		name string
		page printer.Page
		han  string
		want []string
	}{
		{"ASCII", page(text("138****1480")), "", []string{"text 16,144 2 1x1 138****1480"}},
		{"right edges stay", page(right("11-21 14:05")), "", []string{"text 332,144 2 1x1 11-21 14:05"}},
		{"commands are text", page(text("^XA~!R\"\\[")), "", []string{`text 16,144 2 1x1 ^XA~!R"\[`}},
		{"controls vanish", page(text("\x1b1\r\n38\u200d\x10\x04\ufe0f0")), "", []string{"text 16,140 3 1x1 1380"}},
		{"Han nobody has read on a test print", page(text("王建国 1380")), "", []string{"text 107,140 3 1x1 1380", "picture"}},
		{"Han of the set", page(text("王建国 1380")), "gb2312", []string{"text 16,139 H 1x1 王建国", "text 107,140 3 1x1 1380"}},
		{"a rare name among them", page(text("王㛃国")), "gb2312", []string{"text 16,139 H 1x1 王", "text 72,139 H 1x1 国", "picture"}},
		{"runes by themselves", page(text("王建国")), "王￥ 国", []string{"text 16,139 H 1x1 王", "text 72,139 H 1x1 国", "picture"}},
		{"¥ is not in the set, ￥ is", page(text("¥"), printer.Text{X: 20, Y: 20, SizeMM: 3.5, Text: "￥"}), "gb2312", []string{"text 160,139 H 1x1 ￥", "picture"}},
		{"an accent keeps its letter", page(text("cafe\u0301")), "", []string{"text 16,144 2 1x1 caf", "picture"}},
		{"right to left", page(text("שלום")), "gb2312", []string{"picture"}},
		{"emoji", page(text("🤖")), "gb2312", []string{"picture"}},
		{"a small letter by itself", page(text("2")), "", []string{"picture"}},
		{"white text", page(printer.Block{X: 1, Y: 15, W: 30, H: 8}, printer.Text{X: 2, Y: 20, SizeMM: 3.5, Text: "OK", White: true}), "", []string{
			"bar 8,120 240x19", "bar 8,139 10x21", "bar 57,139 191x21", "bar 8,160 240x24", "picture",
		}},
		{"struck out", page(text("OKAY"), printer.Block{X: 1, Y: 18, W: 12, H: 0.25}), "", []string{"bar 8,144 96x2", "picture"}},
		{"larger than the largest font", page(printer.Text{X: 2, Y: 33, SizeMM: 42, Text: "A"}), "", []string{"text 16,74 5 6x5 A"}},
		{"over the head of the page", page(printer.Text{X: 2, Y: 2.7, SizeMM: 3.5, Text: "OK"}), "", []string{"text 16,2 3 1x1 OK"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := compose(t, tt.page, withHan(labelPrinter(printer.Native, 203), tt.han))
			drawn(t, s)
			if d := cmp.Diff(tt.want, words(s)); d != "" {
				t.Errorf("marks (-want +got):\n%s", d)
			}
		})
	}
}

func TestCorrectionMovesAndStretches(t *testing.T) {
	block := printer.Block{X: 2, Y: 2, W: 56, H: 10}
	code := printer.Code128{X: 5, Y: 20, H: 5, Data: "RA2611210042QK", ModuleMM: 0.25}
	for _, tt := range []struct {
		name       string
		correction printer.Correction
		want       []string
	}{
		{"nothing", printer.Correction{}, []string{"bar 16,16 448x80", "code128 40,160 RA2611210042QK 156x2, 40 high"}},
		{"right and down", printer.Correction{RightMM: 1, DownMM: 0.5}, []string{"bar 24,20 448x80", "code128 48,164 RA2611210042QK 156x2, 40 high"}},
		{"over the edge", printer.Correction{RightMM: 3, DownMM: -4}, []string{"bar 40,0 440x64", "code128 64,128 RA2611210042QK 156x2, 40 high"}},
		{"half a code", printer.Correction{DownMM: 17}, []string{"bar 16,152 448x80", "picture"}},
		{"off the paper", printer.Correction{RightMM: 70}, nil},
		{"longer", printer.Correction{ScaleX: 1.05, ScaleY: 1.1}, []string{"bar 17,18 463x88", "code128 42,176 RA2611210042QK 156x2, 44 high"}},
		{"no more than is sane", printer.Correction{ScaleX: 1e9, RightMM: -80}, []string{"bar 0,16 288x80"}},
		{"shorter", printer.Correction{ScaleX: 0.9}, []string{"bar 14,16 404x80", "code128 36,160 RA2611210042QK 156x2, 40 high"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := labelPrinter(printer.Hybrid, 203).Corrected(tt.correction)
			s := compose(t, page(block, code), p)
			drawn(t, s)
			if s.Preview.WidthDots != 480 || s.Preview.HeightDots != 320 {
				t.Errorf("%d x %d dots, the paper has not grown", s.Preview.WidthDots, s.Preview.HeightDots)
			}
			if d := cmp.Diff(tt.want, words(s)); d != "" {
				t.Errorf("marks (-want +got):\n%s", d)
			}
		})
	}
}

func TestCorrectionHidesNoMistake(t *testing.T) {
	p := labelPrinter(printer.Raster, 203).Corrected(printer.Correction{RightMM: -5, ScaleX: 1.01})
	_, err := raster.Compose(page(printer.Block{X: 55, Y: 1, W: 6, H: 1}), p)
	var ink *raster.InkError
	if !errors.As(err, &ink) {
		t.Errorf("got %v, want an InkError for a page that is too wide of itself", err)
	}
}

func TestRollMovesWithItsInk(t *testing.T) {
	roll := printer.Page{WidthMM: 72, Elements: []printer.Element{printer.Block{X: 3, Y: 100, W: 5, H: 5}}}
	for down, rows := range map[float64]int{3: 110 * 8, -3: 104 * 8, -200: 2*8 + 1} {
		s := compose(t, roll, labelPrinter(printer.Hybrid, 203).Corrected(printer.Correction{DownMM: down}))
		if s.Preview.HeightDots != rows {
			t.Errorf("moved by %v mm: %d rows, want %d", down, s.Preview.HeightDots, rows)
		}
	}
}
