package printertest_test

import (
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"countertop/printer"
	"countertop/printer/printertest"
)

// readCode reads what is drawn in the box of c as a scanner would.
func readCode(t *testing.T, b *printer.Bitmap, c printertest.Code) string {
	t.Helper()
	const quiet = 40
	part := printer.NewBitmap(c.W+2*quiet, c.H+2*quiet)
	for y := range c.H {
		for x := range c.W {
			part.Set(x+quiet, y+quiet, b.Black(c.X+x, c.Y+y))
		}
	}
	pic, err := gozxing.NewBinaryBitmapFromImage(part)
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	r := qrcode.NewQRCodeReader()
	if c.Kind == "code128" {
		r = oned.NewCode128Reader()
	}
	got, err := r.Decode(pic, hints)
	if err != nil {
		t.Fatalf("%s at %d,%d cannot be read: %v", c.Kind, c.X, c.Y, err)
	}
	return got.GetText()
}

// inkIn reports whether there is ink in a box.
func inkIn(b *printer.Bitmap, x, y, w, h int) bool {
	for dy := range h {
		for dx := range w {
			if b.Black(x+dx, y+dy) {
				return true
			}
		}
	}
	return false
}
