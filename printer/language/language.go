package language

import (
	"countertop/printer"
	"countertop/printer/brother"
	"countertop/printer/cpcl"
	"countertop/printer/escpos"
	"countertop/printer/tspl"
	"countertop/printer/zpl"
)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) printer.Driver {
	switch p.Language {
	case printer.ESCPOS:
		return escpos.New(c, p)
	case printer.ZPL:
		return zpl.New(c, p)
	case printer.CPCL:
		return cpcl.New(c, p)
	case printer.Brother:
		return brother.New(c, p)
	default:
		return tspl.New(c, p)
	}
}

// Encode returns the bytes that print s on a printer of profile p.
func Encode(s *printer.PageImage, p printer.Profile, o printer.JobOptions) []printer.Segment {
	switch p.Language {
	case printer.ESCPOS:
		return escpos.Encode(s, p, o)
	case printer.ZPL:
		return zpl.Encode(s, p, o)
	case printer.CPCL:
		return cpcl.Encode(s, p, o)
	case printer.Brother:
		return brother.Encode(s, p, o)
	default:
		return tspl.Encode(s, p, o)
	}
}

// Plain is the name of the profile of a printer that only its language is known
// of; of a TSPL printer if not even that is.
func Plain(l printer.Language) string {
	switch l {
	case printer.ESCPOS:
		return "generic-escpos-80"
	case printer.ZPL:
		return "generic-zpl-203"
	case printer.CPCL:
		return "generic-cpcl"
	case printer.Brother:
		return "brother-ql-800"
	default:
		return "generic-tspl"
	}
}
