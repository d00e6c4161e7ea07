package printer_test

import (
	"bytes"
	"fmt"
	"log"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/raster"
)

// A page in millimetres becomes the dots of a model, and these the bytes of its
// language.
func Example() {
	profile, err := printer.LoadProfile(assets.Profiles, "generic-tspl")
	if err != nil {
		log.Fatal(err)
	}
	profile.Mode = printer.Hybrid // its own commands for codes, pictures for text
	page := printer.Page{WidthMM: 60, HeightMM: 40, Elements: []printer.Element{
		printer.Text{X: 2, Y: 8, SizeMM: 5, Text: "Hello"},
		printer.QR{X: 40, Y: 4, Data: "A261121", Level: printer.QRLevelM, ModuleMM: 0.5},
	}}
	img, err := raster.Compose(page, profile)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(img.Preview.WidthDots, "x", img.Preview.HeightDots, "dots")
	for _, op := range img.Ops {
		fmt.Printf("%T\n", op)
	}
	for _, segment := range language.Encode(img, profile, printer.JobOptions{Copies: 2}) {
		for line := range bytes.SplitSeq(segment.Bytes, []byte("\r\n")) {
			if bytes.HasPrefix(line, []byte("SIZE")) || bytes.HasPrefix(line, []byte("QRCODE")) || bytes.HasPrefix(line, []byte("PRINT")) {
				fmt.Printf("%s\n", line)
			}
		}
	}
	// Output:
	// 480 x 320 dots
	// printer.DrawQR
	// printer.DrawImage
	// printer.DrawImage
	// printer.DrawImage
	// SIZE 60 mm,40 mm
	// QRCODE 320,32,M,4,A,0,M2,S7,"A261121"
	// PRINT 1,2
}
