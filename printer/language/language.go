package language

import (
	"countertop/printer"
	"countertop/printer/escpos"
	"countertop/printer/tspl"
)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) printer.Driver {
	if p.Language == printer.ESCPOS {
		return escpos.New(c, p)
	}
	return tspl.New(c, p)
}

// Encode returns the bytes that print s on a printer of profile p.
func Encode(s *printer.Sheet, p printer.Profile, o printer.JobOptions) []printer.Segment {
	if p.Language == printer.ESCPOS {
		return escpos.Encode(s, p, o)
	}
	return tspl.Encode(s, p, o)
}
