package document

import (
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/printer"
)

// PageImage is Draw from an input that was not kept.
func PageImage(j repair.PrintJob, s Facts, p printer.Profile) (*printer.PageImage, error) {
	return draw(j, Input(j, s), label.Format{}, p)
}
