package printer

// RenderMode is how a page is encoded for a printer.
type RenderMode string

// The modes, from the most bytes to the fewest.
const (
	// Raster is one picture.
	Raster RenderMode = "raster"
	// Hybrid draws codes, bars and frames with the printer's own commands and
	// all text as pictures; but for the codes it is dot for dot the same.
	Hybrid RenderMode = "hybrid"
	// Native sets text in the printer's own fonts too, where it has the runes.
	// Its preview is approximate.
	Native RenderMode = "native"
)

// Link is what carries the bytes to a printer.
type Link struct {
	// Baud is the speed of a serial line, 0 for anything faster.
	Baud int
}

// slowBaud is the speed up to which a label as a picture takes people's time:
// a device tag of 16 kB takes 8 s.
const (
	slowBaud   = 19200
	mediumBaud = 57600
)

// ModeFor is how pages are rendered for a printer of profile p over l: pictures if it
// has nothing else; the profile's own if it has one; pictures on anything fast;
// fewer bytes the slower the line.
func (p Profile) ModeFor(l Link) RenderMode {
	packed := p.Language == ZPL // its pictures are compressed
	switch {
	case p.Language == Brother, p.Language == ESCPOS && !p.PageMode.Has():
		return Raster // line by line, nothing can stand beside anything
	case p.Mode != "":
		return p.Mode
	case l.Baud == 0 || l.Baud > mediumBaud:
		return Raster
	case l.Baud <= slowBaud:
		return Native
	case packed:
		return Raster
	default:
		return Hybrid
	}
}
