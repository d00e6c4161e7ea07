package view

import "countertop/app/repair"

func rgb(hex uint32) Color {
	return Color{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// The palette. Actions are ink; colour is meaning.
var (
	ground    = rgb(0xF3F4F6)
	surface   = rgb(0xFFFFFF)
	line      = rgb(0xE2E5EA)
	control   = rgb(0xCDD2DA)
	ink       = rgb(0x12161C)
	ink2      = rgb(0x525B68)
	ink3      = rgb(0x8A93A0)
	white     = rgb(0xFFFFFF)
	onInk     = rgb(0xC5CAD3)                         // quiet words on ink
	onHue     = Color{R: 255, G: 255, B: 255, A: 225} // and on a colour
	disabled  = rgb(0xE9EBEF)
	okGreen   = rgb(0x15803D)
	okTint    = rgb(0xE6F3EA)
	soonAmber = rgb(0xB45309)
	soonTint  = rgb(0xFFF4E0)
	soonInk   = rgb(0x7A3E06) // words on the tint
	lateRed   = rgb(0xB71C1C)
	lateTint  = rgb(0xFDECEC)
	chipGrey  = rgb(0xF1F2F4)
	keyboard  = rgb(0xE4E6EB)
	keyGrey   = rgb(0xD5D9E0)
	compose   = rgb(0x2563EB) // what is being composed
	composeT  = rgb(0xE8EFFD)
	scrim     = Color{R: 18, G: 22, B: 28, A: 140}
	benchGrey = rgb(0x475569)
	benchTint = rgb(0xEEF1F5)
)

// hue is the colour of a place and its tint; a shelf has the same one
// everywhere.
func hue(k repair.PlaceKind) (strong, tint Color) {
	switch k {
	case repair.ShelfAwaitingTest:
		return rgb(0x2563EB), rgb(0xE8EFFD)
	case repair.ShelfAwaitingParts:
		return rgb(0xA3218E), rgb(0xF8E9F5)
	case repair.ShelfDone:
		return rgb(0x15803D), rgb(0xE6F3EA)
	case repair.ShelfAwaitingPickup:
		return rgb(0x0E7490), rgb(0xE4F1F5)
	default: // no shelf
		return benchGrey, benchTint
	}
}

// shelfIcon is the icon of a place.
func shelfIcon(k repair.PlaceKind) string {
	switch k {
	case repair.ShelfAwaitingTest:
		return "scan-barcode"
	case repair.ShelfAwaitingParts:
		return "package"
	case repair.ShelfDone:
		return "circle-check"
	case repair.ShelfAwaitingPickup:
		return "package-check"
	case repair.PlaceBench:
		return "wrench"
	case repair.PlaceCustomer:
		return "user"
	default:
		return "map-pin"
	}
}

// levelHue is the colour of a clock: text and tint; the word and the icon
// stand beside it.
func levelHue(l repair.Level) (strong, tint Color) {
	switch l {
	case repair.LevelSoon:
		return soonAmber, soonTint
	case repair.LevelLate:
		return lateRed, lateTint
	case repair.LevelOK:
	}
	return ink2, surface
}

// The seven sizes of the type, in design units (1280x800 on 10.1"). There are
// no others: a text that has no room shrinks by itself, see leastSize.
const (
	caption  = 20  // labels, captions, what stands below something
	small    = 22  // quiet words of a row
	body     = 24  // sentences
	label    = 26  // what can be touched: chips, buttons, the names of rows
	value    = 30  // what was asked for: numbers, names, what is typed
	headline = 44  // the question of a page
	big      = 104 // a result, to be read from the shelf
)

// leastSize is how small a text of a size becomes to stay whole: half of it, but
// never less than 2.4 mm; a result shrinks down to a headline.
func leastSize(size int) int {
	if size >= big {
		return headline
	}
	return max(14, size/2)
}

// cutSize is the size of a text that is cut all the same: what is left of it is
// to be read with ease.
func cutSize(size int) int {
	if size >= big {
		return headline
	}
	return max(18, size*3/4)
}

// The rhythm.
const (
	margin  = 32
	gutter  = 16
	corner  = 16
	chipRad = 14
	buttonH = 96
	chipH   = 76
	headerH = 72
	footerH = 60
	// reach is half a gutter: a touch between two chips belongs to one of them.
	reach = gutter / 2
)
