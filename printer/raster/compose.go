package raster

import "countertop/printer"

// Compose takes a page apart for a printer of profile p, in the way that p.Way
// says ("" is printer.Raster), moved and stretched by p.Correction. The errors
// are those of Render.
func Compose(page printer.Page, p printer.Profile) (*printer.Sheet, error) {
	b, err := Render(page, p.DPI)
	if err != nil {
		return nil, err
	}
	return printer.SheetOf(b), nil
}
