package document

import (
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/printer"
)

// PageImage is Draw from words that were not kept.
func PageImage(j repair.PrintJob, f Facts, p printer.Profile) (*printer.PageImage, error) {
	d, err := Document(j, f)
	if err != nil {
		return nil, err
	}
	return draw(j, d, label.Format{}, p, false)
}
