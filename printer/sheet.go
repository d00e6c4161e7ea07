package printer

// Way is how a page is said to a printer.
type Way string

// The ways, from the most bytes to the fewest.
const (
	// Raster is one picture.
	Raster Way = "raster"
	// Hybrid draws codes, bars and frames with the printer's own commands and
	// all text as pictures; but for the codes it is dot for dot the same.
	Hybrid Way = "hybrid"
	// Native sets text in the printer's own fonts too, where it has the runes.
	// Its preview is approximate.
	Native Way = "native"
)

// Sheet is a page in the dots of one printer, taken apart into what is drawn
// with a command each. Encoders turn it into bytes; they know no fonts and no
// layout. A Sheet is not changed once it is made, and may be shared.
type Sheet struct {
	// Preview is the whole page as it comes out.
	Preview *Bitmap
	// Way is how the page was taken apart.
	Way Way
	// Marks are drawn in this order, each adding ink to those before (OR). No
	// two have ink on the same dot, but boxes of pictures may overlap others.
	Marks []Mark
}

// SheetOf is a sheet of one picture.
func SheetOf(b *Bitmap) *Sheet {
	return &Sheet{Preview: b, Way: Raster, Marks: []Mark{ImageMark{Bitmap: b}}}
}

// Mark is one thing on a Sheet; X and Y are those of its upper left dot.
//
//sumtype:decl
type Mark interface{ mark() }

// ImageMark is a picture; 1 burns.
type ImageMark struct {
	X, Y   int
	Bitmap *Bitmap
}

// BarMark is a filled rectangle.
type BarMark struct{ X, Y, W, H int }

// Code128Mark is a Code 128 symbol without text and quiet zone. Modules is its
// width in modules if runs of four and more digits stand in subset C.
type Code128Mark struct {
	X, Y, H, ModuleDots, Modules int
	Data                         string
}

// QRMark is a QR code of model 2 without quiet zone; Modules is the length of
// its side (21 is version 1). Data is ASCII.
type QRMark struct {
	X, Y, ModuleDots, Modules int
	Level                     QRLevel
	Data                      string
}

// TextMark is a run of text in a font of the printer. Its cells are
// Font.W*ScaleX wide and Font.H*ScaleY high, one a rune. Every rune is one that
// the font is known to have.
type TextMark struct {
	X, Y, ScaleX, ScaleY int
	Text                 string
	Font                 Font
}

func (ImageMark) mark()   {}
func (BarMark) mark()     {}
func (Code128Mark) mark() {}
func (QRMark) mark()      {}
func (TextMark) mark()    {}

// Font is a font that a printer has in itself, of cells of equal width.
type Font struct {
	// Name is what the printer's language calls it.
	Name string `json:"name"`
	// W, H are a cell in dots at scale 1, the gap to the next included; Baseline
	// and Cap the dots from its top to the foot of a capital, and the capital's
	// height.
	W        int `json:"w"`
	H        int `json:"h"`
	Baseline int `json:"baseline"`
	Cap      int `json:"cap"`
	// MaxScale is the largest magnification, 1 if 0.
	MaxScale int `json:"max_scale,omitempty"`
	// Encoding is "ascii" (also if ""), "gbk" (a Han font whose cells hold one
	// Han each; two-byte characters) or "utf-8".
	Encoding string `json:"encoding,omitempty"`
	// Confirmed says which runes beyond ASCII a person saw on a test print of
	// this very printer: the names of sets ("gb2312"), or the runes. Others are
	// never sent as text.
	Confirmed string `json:"confirmed,omitempty"`
	Proof     Proof  `json:"proof,omitempty"`
	Source    string `json:"source,omitempty"`
}

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

// WayFor is the way a printer of profile p is spoken to over l: pictures if it
// has nothing else; the profile's own if it has one; pictures on anything fast;
// fewer bytes the slower the line.
func (p Profile) WayFor(l Link) Way {
	packed := p.Language == ZPL // its pictures are compressed
	switch {
	case p.Language == Brother, p.Language == ESCPOS && !p.PageMode.Has():
		return Raster // line by line, nothing can stand beside anything
	case p.Way != "":
		return p.Way
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
