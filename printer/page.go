package printer

import "math"

// Page is a document before it meets a printer: elements placed in
// millimetres from the top left corner of what the printer can print on (the
// label, or the printed width of a roll). It knows no resolution; packages
// that draw or encode it round to whole dots.
type Page struct {
	WidthMM float64
	// HeightMM is the height of the label. 0 is a roll: the page is as tall
	// as its ink and TailMM of white below.
	HeightMM float64
	// Elements are drawn in this order, so white text follows its block.
	Elements []Element
}

// TailMM is the white left below the last ink of a roll.
const TailMM = 2.0

// DotsPerMM is the resolution of a print head of dpi dots an inch. Heads
// sold as 203 dpi have 8 dots a millimetre.
func DotsPerMM(dpi int) float64 {
	if dpi == 203 {
		return 8
	}
	return float64(dpi) / 25.4
}

// ModuleDots is the width in dots of a module of moduleMM: whole dots, and
// never less than asked, for a smaller module might not be scanned.
func ModuleDots(moduleMM float64, dpi int) int {
	return max(1, int(math.Ceil(moduleMM*DotsPerMM(dpi)-1e-6)))
}

// The clear modules each side of a code that no other ink may enter.
const (
	QRQuietModules      = 4  // ISO/IEC 18004
	Code128QuietModules = 10 // ISO/IEC 15417
)

// Element is one thing on a page. It says what it is (a QR code of these
// data), not only how it looks, so that a driver may use the printer's own
// command for it.
//
//sumtype:decl
type Element interface{ element() }

// PointMM is a point of a page.
type PointMM struct{ X, Y float64 }

// Align says which point of a text its X is.
type Align uint8

// The alignments.
const (
	AlignLeft Align = iota
	AlignCenter
	AlignRight
)

// Text is one line of text; Y is its baseline and SizeMM its em.
type Text struct {
	X, Y, SizeMM float64
	Text         string
	Align        Align
	// White text stands on a Block.
	White bool
}

// Block is a filled black rectangle.
type Block struct{ X, Y, W, H float64 }

// Frame is the outline of a rectangle, LineMM wide inwards.
type Frame struct{ X, Y, W, H, LineMM float64 }

// Rule is a level line from X to X+W whose upper edge is Y.
type Rule struct {
	X, Y, W, LineMM float64
	// DashMM is the length of the dashes and of the gaps between them; 0 is
	// an unbroken line.
	DashMM float64
}

// TickBox is an empty or ticked square of the given size.
type TickBox struct {
	X, Y, SizeMM, LineMM float64
	Ticked               bool
}

// QRLevel is the error correction of a QR code.
type QRLevel byte

// The levels: about 7, 15, 25 and 30 % of the symbol may be lost.
const (
	QRLevelL QRLevel = 'L'
	QRLevelM QRLevel = 'M'
	QRLevelQ QRLevel = 'Q'
	QRLevelH QRLevel = 'H'
)

// QR is a QR code of model 2 in the smallest version that holds Data. X, Y is
// its dark corner; the QRQuietModules around it are the page's business.
type QR struct {
	X, Y     float64
	Data     string
	Level    QRLevel
	ModuleMM float64
}

// Code128 is a Code 128 symbol without text; runs of digits stand in subset
// C. X, Y is its top left bar; its quiet zone is the page's business.
type Code128 struct {
	X, Y, H  float64
	Data     string
	ModuleMM float64
}

// Picture is a bitmap, one of its dots for one of the printer's.
type Picture struct {
	X, Y   float64
	Bitmap *Bitmap
}

// Strokes are polylines drawn with a round pen: a signature, a drawing. A
// line of one point is a dot.
type Strokes struct {
	Lines  [][]PointMM
	LineMM float64
}

// Disc is a filled circle around X, Y.
type Disc struct {
	X, Y, DiameterMM float64
	White            bool
}

func (Text) element()    {}
func (Block) element()   {}
func (Frame) element()   {}
func (Rule) element()    {}
func (TickBox) element() {}
func (QR) element()      {}
func (Code128) element() {}
func (Picture) element() {}
func (Strokes) element() {}
func (Disc) element()    {}

// Stretch is e with its places and lengths multiplied. Sizes of texts, codes,
// tick boxes, discs, pictures and pens stay.
func Stretch(e Element, sx, sy float64) Element {
	if sx == 1 && sy == 1 {
		return e
	}
	switch e := e.(type) {
	case Text:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case Block:
		e.X, e.Y, e.W, e.H = e.X*sx, e.Y*sy, e.W*sx, e.H*sy
		return e
	case Frame:
		e.X, e.Y, e.W, e.H = e.X*sx, e.Y*sy, e.W*sx, e.H*sy
		return e
	case Rule:
		e.X, e.Y, e.W = e.X*sx, e.Y*sy, e.W*sx
		return e
	case TickBox:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case QR:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case Code128:
		e.X, e.Y, e.H = e.X*sx, e.Y*sy, e.H*sy
		return e
	case Picture:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	case Strokes:
		lines := make([][]PointMM, len(e.Lines))
		for i, l := range e.Lines {
			for _, p := range l {
				lines[i] = append(lines[i], PointMM{X: p.X * sx, Y: p.Y * sy})
			}
		}
		e.Lines = lines
		return e
	case Disc:
		e.X, e.Y = e.X*sx, e.Y*sy
		return e
	}
	return e
}
