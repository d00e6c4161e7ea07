package drive_test

import (
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/google/go-cmp/cmp"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

func TestDigitsOfACode128StandInSubsetC(t *testing.T) {
	type run = drive.Code128Run
	for _, tt := range []struct {
		data string
		want []run
	}{
		{"RA2611210042QK", []run{{false, "RA"}, {true, "2611210042"}, {false, "QK"}}},
		{"AA2611210042011O", []run{{false, "AA"}, {true, "261121004201"}, {false, "1O"}}},
		{"SA03CF", []run{{false, "SA03CF"}}},
		{"1234", []run{{true, "1234"}}},
		{"12345", []run{{true, "1234"}, {false, "5"}}},
		{"123", []run{{false, "123"}}},
		{"a~ \"\\!1234b", []run{{false, "a~ \"\\!"}, {true, "1234"}, {false, "b"}}},
		{"", nil},
		{"A\r", nil},
		{"王", nil},
	} {
		got, modules := drive.Code128Runs(tt.data)
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", tt.data, d)
		}
		want := 0
		if tt.want != nil {
			code, err := code128.Encode(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			want = code.Bounds().Dx()
		}
		if modules != want {
			t.Errorf("%q: %d modules, the drawn one has %d", tt.data, modules, want)
		}
	}
}

func TestCropIsWhiteOutside(t *testing.T) {
	b := printer.NewBitmap(16, 4)
	b.Set(15, 3, true)
	c := b.Crop(14, 2, 10, 4)
	for y := range 4 {
		for x := range 10 {
			if got, want := c.Black(x, y), x == 1 && y == 1; got != want {
				t.Errorf("dot %d, %d is %v", x, y, got)
			}
		}
	}
}
