package document

import (
	"fmt"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/raster"
)

// Symbols draws barcodes for the screen, a dot for a module.
func Symbols(list []flow.Symbol) (map[flow.Symbol]*printer.Bitmap, error) {
	drawn := make(map[flow.Symbol]*printer.Bitmap, len(list))
	for _, s := range list {
		b, err := raster.Symbol(s.Text, s.QR)
		if err != nil {
			return nil, fmt.Errorf("document: symbol: %w", err)
		}
		drawn[s] = b
	}
	return drawn, nil
}

// testCodes are the codes of a test page for scanners, none on other pages.
func testCodes(j repair.PrintJob, lang i18n.Lang) (list []label.TestCode) {
	part := j.Index - repair.ScannerTestPage // 0 has all
	for i, c := range flow.LiveCodes() {
		if part == 0 || part > 0 && i/repair.ScannerTestCodes == part-1 {
			list = append(list, label.TestCode{Name: i18n.T(lang, "live.code."+c.Type), Code: c.Text})
		}
	}
	return list
}
