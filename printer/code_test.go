package printer_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"countertop/printer"
	"countertop/printer/raster"
)

func TestSymbolsOfCode128(t *testing.T) {
	for data, want := range map[string][]byte{
		"RA2611210042QK": {104, 50, 33, 99, 26, 11, 21, 0, 42, 100, 49, 43},
		"12345":          {105, 12, 34, 100, 21},
		"1234":           {105, 12, 34},
		"123":            {104, 17, 18, 19},
		"A123":           {104, 33, 17, 18, 19},
		"~ ":             {104, 94, 0},
		"":               nil,
		"A\x1b":          nil,
		"é":              nil,
	} {
		if got := printer.Code128Symbols(data); !bytes.Equal(got, want) {
			t.Errorf("%q: %v, want %v", data, got, want)
		}
	}
}

// What is sent as a command must be as large as what the preview shows.
func TestSizesOfCodesAreThoseOfThePreview(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		set := []string{"0123456789", "0123456789ABC", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"}[r.IntN(3)]
		data := make([]byte, 1+r.IntN(120))
		for i := range data {
			data[i] = set[r.IntN(len(set))]
		}
		level := printer.QRLevel("LMQH"[r.IntN(4)])
		want, err := raster.QRModules(string(data), level)
		if got := printer.QRModules(string(data), level); err == nil && want <= 53 && got != want {
			t.Errorf("QR %q %c: %d modules, drawn with %d", data, level, got, want)
		}
		data = data[:min(len(data), 40)]
		want, err = raster.Code128Modules(string(data))
		if got := printer.Code128Modules(printer.Code128Symbols(string(data))); err != nil || got != want {
			t.Errorf("Code 128 %q: %d modules, drawn with %d, %v", data, got, want, err)
		}
	}
	for _, data := range []string{"", "lower", "A\r\n", "A^B", "é"} {
		if n := printer.QRModules(data, printer.QRLevelM); n != 0 {
			t.Errorf("QR %q: %d modules, want none", data, n)
		}
	}
}

func TestPictureOfAPartOfASheet(t *testing.T) {
	b := printer.NewBitmap(20, 10)
	b.Set(9, 4, true)
	b.Set(19, 9, true)
	m := printer.SheetOf(b).Picture(8, 3, 16, 9)
	got := ""
	for y := range m.Bitmap.HeightDots {
		for x := range m.Bitmap.WidthDots {
			if m.Bitmap.Black(x, y) {
				got += fmt.Sprint(x, ",", y, " ")
			}
		}
	}
	if m.X != 8 || m.Y != 3 || got != "1,1 11,6 " {
		t.Errorf("picture at %d, %d has ink at %s", m.X, m.Y, got)
	}
}
