package printer_test

import (
	"testing"

	"countertop/printer"
)

func TestModeSuitsTheLine(t *testing.T) {
	pages := printer.Ability{Use: "esc-l", Proof: printer.Documented}
	for _, tt := range []struct {
		name    string
		profile printer.Profile
		baud    int
		want    printer.RenderMode
	}{
		{"USB or network", printer.Profile{Language: printer.TSPL}, 0, printer.Raster},
		{"fast cable", printer.Profile{Language: printer.TSPL}, 115200, printer.Raster},
		{"medium cable", printer.Profile{Language: printer.TSPL}, 57600, printer.Hybrid},
		{"medium cable, packed pictures", printer.Profile{Language: printer.ZPL}, 38400, printer.Raster},
		{"slow cable", printer.Profile{Language: printer.CPCL}, 19200, printer.Native},
		{"slow cable, packed pictures", printer.Profile{Language: printer.ZPL}, 9600, printer.Native},
		{"receipt printer with pages", printer.Profile{Language: printer.ESCPOS, PageMode: pages}, 38400, printer.Hybrid},
		{"receipt printer line by line", printer.Profile{Language: printer.ESCPOS}, 9600, printer.Raster},
		{"as the profile says", printer.Profile{Language: printer.TSPL, Mode: printer.Native}, 0, printer.Native},
		{"nothing but pictures", printer.Profile{Language: printer.Brother, Mode: printer.Native}, 9600, printer.Raster},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.profile.ModeFor(printer.Link{Baud: tt.baud}); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestPageImageOfABitmapIsOnePicture(t *testing.T) {
	b := printer.NewBitmap(16, 8)
	s := printer.PageImageOf(b)
	if s.Preview != b || s.Mode != printer.Raster || len(s.Ops) != 1 || s.Ops[0] != (printer.DrawImage{Bitmap: b}) {
		t.Errorf("%+v, want the bitmap and nothing else", s)
	}
}
