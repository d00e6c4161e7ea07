package label

import (
	"fmt"
	"math"
	"unicode/utf8"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/raster"
)

// Media is the paper a document is laid out for.
type Media struct {
	// WidthMM is the width that can be printed: of a label its own, of a roll
	// that of the head (72 for paper of 80 mm, 48 for 58 mm).
	WidthMM float64
	// HeightMM is the height of a label, 0 of a roll.
	HeightMM float64
	// DPI is the resolution of the head, 203 if 0.
	DPI int
	// Before has the words of the first edition on it, for documents that were
	// kept when it was current: every copy says the same.
	Before bool
}

// Document is something the shop prints.
type Document interface {
	// Page lays the document out. The error is a *FieldError, a *MediaError,
	// or that of assets.OpenFont.
	Page(i18n.Lang, Media) (printer.Page, error)
}

// FieldError says that a field of a document cannot be printed as it is: it
// is missing, or it is one that is never cut and has no room.
type FieldError struct {
	Field, Reason string
}

func (e *FieldError) Error() string { return fmt.Sprintf("label: %s %s", e.Field, e.Reason) }

// MediaError says that the paper is too small for a document.
type MediaError struct {
	WidthMM, HeightMM         float64 // of the media
	NeedWidthMM, NeedHeightMM float64
}

func (e *MediaError) Error() string {
	if e.NeedHeightMM == 0 {
		return fmt.Sprintf("label: the paper prints %g mm, this slip needs %g mm", e.WidthMM, e.NeedWidthMM)
	}
	return fmt.Sprintf("label: the label is %g x %g mm, this document needs %g x %g mm",
		e.WidthMM, e.HeightMM, e.NeedWidthMM, e.NeedHeightMM)
}

// Sizes and lines that all documents share, in mm.
const (
	body      = 3.5
	hanLeast  = 3.0   // of text that is Han alone
	bodyLine  = 0.375 // 3 dots: rules and frames
	boldLine  = 0.5   // 4 dots: the promise, a signature
	thinLine  = 0.25  // 2 dots: writing lines
	capHeight = 0.733 // height of capitals and digits over the em
	hanHeight = 0.88  // rise of Han over the baseline
)

// minModule is the smallest module of a code that hand scanners read.
const minModule = 0.25

// surface is what a document is drawn on: it collects the elements of the page
// and remembers the first error.
//
// A document is drawn in millimetres of the paper it was designed for; grow is
// how much larger everything comes out, w and h are the paper in that drawing.
type surface struct {
	lang   i18n.Lang
	before bool // words of the first edition
	dpi    int
	grow   float64
	w, h   float64
	// small paper takes another layout, in real millimetres.
	small bool
	// ink is the name in the customer's own hand, where it stands for one.
	ink  [][]Point
	page printer.Page
	err  error
}

// nominal is how much smaller than its name a label may be: profiles round.
const nominal = 0.5

// newSurface begins a page that was drawn for w x h mm (0 x 0 for a slip). On
// larger paper the drawing grows until one side is full; on smaller paper it
// does not fit, and the surface is small.
func newSurface(lang i18n.Lang, m Media, w, h float64) *surface {
	s := &surface{lang: lang, before: m.Before, dpi: m.DPI, grow: 1, w: m.WidthMM, h: m.HeightMM}
	if s.dpi == 0 {
		s.dpi = 203
	}
	s.page.WidthMM, s.page.HeightMM = m.WidthMM, m.HeightMM
	s.small = m.WidthMM < w-nominal || m.HeightMM < h-nominal
	if h > 0 && !s.small {
		s.zoom(max(1, min(m.WidthMM/w, m.HeightMM/h)))
		s.w, s.h = max(s.w, w), max(s.h, h)
	}
	return s
}

// zoom makes everything that follows grow times as large.
func (s *surface) zoom(grow float64) {
	s.grow, s.w, s.h = grow, s.page.WidthMM/grow, s.page.HeightMM/grow
}

// least is a real length in the millimetres of the drawing.
func (s *surface) least(mm float64) float64 { return mm / s.grow }

// floor is the smallest size of a text that was drawn as body.
func (s *surface) floor() float64 { return max(s.least(body), 0.75*body) }

func (s *surface) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// done returns what was collected.
func (s *surface) done() (printer.Page, error) {
	if s.err != nil {
		return printer.Page{}, s.err
	}
	return s.page, nil
}

func (s *surface) add(e printer.Element) {
	s.page.Elements = append(s.page.Elements, grown(e, s.grow))
}

// grown is an element g times as large and as far from the corner. Codes keep
// their module, pictures their dots.
func grown(e printer.Element, g float64) printer.Element {
	if g == 1 {
		return e
	}
	switch e := printer.Stretch(e, g, g).(type) {
	case printer.Text:
		e.SizeMM *= g
		return e
	case printer.Frame:
		e.LineMM *= g
		return e
	case printer.Rule:
		e.LineMM, e.DashMM = e.LineMM*g, e.DashMM*g
		return e
	case printer.TickBox:
		e.SizeMM, e.LineMM = e.SizeMM*g, e.LineMM*g
		return e
	case printer.Disc:
		e.DiameterMM *= g
		return e
	case printer.Strokes:
		e.LineMM *= g
		return e
	default:
		return e
	}
}

func (s *surface) width(text string, size float64) float64 {
	if i := s.inkAt(text); i >= 0 {
		r, n := utf8.DecodeRuneInString(text[i:])
		return s.width(text[:i], size) + s.inkWidth(r, size) + s.width(text[i+n:], size)
	}
	w, err := raster.TextWidth(text, size*s.grow, s.dpi)
	if err != nil {
		s.fail(err)
	}
	return w / s.grow
}

func (s *surface) put(x, bl, size float64, text string, align printer.Align, white bool) {
	if i := s.inkAt(text); i >= 0 && !white {
		x -= s.width(text, size) * [...]float64{0, 0.5, 1}[align]
		r, n := utf8.DecodeRuneInString(text[i:])
		s.text(x, bl, size, text[:i])
		x += s.width(text[:i], size)
		s.putInk(x, bl, size, r)
		s.text(x+s.inkWidth(r, size), bl, size, text[i+n:])
		return
	}
	if text != "" {
		s.add(printer.Text{X: x, Y: bl, SizeMM: size, Text: text, Align: align, White: white})
	}
}

func (s *surface) text(x, bl, size float64, text string) {
	s.put(x, bl, size, text, printer.AlignLeft, false)
}

func (s *surface) right(x, bl, size float64, text string) {
	s.put(x, bl, size, text, printer.AlignRight, false)
}

func (s *surface) center(x, bl, size float64, text string) {
	s.put(x, bl, size, text, printer.AlignCenter, false)
}

func (s *surface) white(x, bl, size float64, text string, align printer.Align) {
	s.put(x, bl, size, text, align, true)
}

// block is a black block; it returns the baseline on which capitals of the
// given size stand in its middle.
func (s *surface) block(x, y, w, h float64) (middle func(size float64) float64) {
	s.add(printer.Block{X: x, Y: y, W: w, H: h})
	return func(size float64) float64 { return y + h/2 + capHeight*size/2 }
}

// qr places a QR code and returns the length of its side in mm.
func (s *surface) qr(field string, x, y float64, data string, level printer.QRLevel, dots int) float64 {
	code, side, _ := s.code(field, data, level, dots)
	code.X, code.Y = x, y
	s.add(code)
	return side
}

// qrRight places a QR code with its right edge at x, moved in where its
// quiet zone would leave the media.
// It returns the left edge and the foot of the quiet zone.
func (s *surface) qrRight(field string, x, y float64, data string, level printer.QRLevel, dots int) (left, foot float64) {
	code, side, quiet := s.code(field, data, level, dots)
	code.X, code.Y = min(x, s.w-quiet)-side, max(y, quiet)
	s.add(code)
	return code.X - quiet, code.Y + side + quiet
}

// below is the largest size up to size at which a text on baseline bl stays
// under foot; rise is the height of its ink over the em.
func below(foot, bl, size, rise float64) float64 {
	return min(size, max(body, math.Floor((bl-foot)/rise*4)/4))
}

// code is a QR code with modules of dots at 203 dpi, and the length of its
// side and of its quiet zone in mm of the drawing.
func (s *surface) code(field, data string, level printer.QRLevel, dots int) (code printer.QR, side, quiet float64) {
	n := s.qrModules(field, data, level)
	module, mm := s.module(dots)
	return printer.QR{Data: data, Level: level, ModuleMM: module}, float64(n) * mm, printer.QRQuietModules * mm
}

func (s *surface) qrModules(field, data string, level printer.QRLevel) int {
	if data == "" {
		s.fail(&FieldError{field, "is missing"})
		return 0
	}
	n, err := raster.QRModules(data, level)
	if err != nil {
		s.fail(&FieldError{field, "makes no QR code"})
	}
	return n
}

// module is the module of a code that was drawn with dots at 203 dpi, as it is
// printed, and in mm of the drawing: whole dots, on paper as drawn not smaller
// than drawn, elsewhere not larger than its place.
func (s *surface) module(dots int) (module, mm float64) {
	drawn, d := float64(dots)/8, printer.DotsPerMM(s.dpi)
	if s.grow == 1 && !s.small {
		return drawn, float64(printer.ModuleDots(drawn, s.dpi)) / d
	}
	least := printer.ModuleDots(minModule, s.dpi)
	if s.grow > 1 {
		least = printer.ModuleDots(drawn, s.dpi)
	}
	n := max(least, int(drawn*s.grow*d+1e-6))
	return float64(n) / d, float64(n) / d / s.grow
}

// fitQR is the most dots at 203 dpi, from 2 to most, of the modules of a code
// that stands with its quiet zone in a square of room mm of a drawing that does
// not grow; 0 if there are none.
func (s *surface) fitQR(field, data string, level printer.QRLevel, most int, room float64) int {
	n := s.qrModules(field, data, level) + 2*printer.QRQuietModules
	for dots := most; dots >= 2; dots-- {
		if _, mm := s.module(dots); float64(n)*mm <= room+0.01 {
			return dots
		}
	}
	return 0
}

// checkNumber takes an order number apart, and fails the surface unless it has
// the shape A261121-0042-QK.
func (s *surface) checkNumber(number string) (repair.Number, bool) {
	n, ok := repair.ParseNumber(number)
	if !ok {
		s.fail(&FieldError{"number", fmt.Sprintf("%q is not of the shape A261121-0042-QK", number)})
	}
	return n, ok
}

// orderCode is the code of an order as its number spells it.
func (s *surface) orderCode(number string) string {
	n, _ := s.checkNumber(number)
	return n.Code()
}

// number draws an order number on one baseline, the running count large.
func (s *surface) number(x, bl, small, large float64, number string) {
	n, ok := s.checkNumber(number)
	if !ok {
		return
	}
	date, count, check := numberParts(n)
	gap := min(0.6, large/10)
	s.text(x, bl, small, date)
	x += s.width(date, small) + gap
	s.text(x, bl, large, count)
	x += s.width(count, large) + gap
	s.text(x, bl, small, check)
}

// numberParts are A261121-, 0042 and -QK.
func numberParts(n repair.Number) (date, count, check string) {
	return n.Day + "-", n.Count, "-" + n.Check
}

// numberFit is how a number is written in a room: in one line or two, the
// running count in size; high is from the cap line to the last baseline.
func (s *surface) numberFit(room float64, n repair.Number) (lines int, size, high float64) {
	const most = 6.0
	date, count, check := numberParts(n)
	wide := func(before string, size float64) float64 {
		return s.width(before, body) + s.width(count, size) + s.width(check, body) + 2*min(0.6, size/10)
	}
	for size = most; size >= body; size -= 0.25 {
		if wide(date, size) <= room {
			return 1, size, capHeight * size
		}
	}
	for size = most; size > body && wide("", size) > room; {
		size -= 0.25
	}
	if need := max(s.width(date, body), wide("", size)); need > room {
		s.tooSmall(s.w+need-room, s.h)
	}
	return 2, size, capHeight*(body+size) + 0.9
}

// smallNumber draws an order number from the cap line y down, and returns its
// last baseline.
func (s *surface) smallNumber(x, y, room float64, number string) (foot float64) {
	n, ok := s.checkNumber(number)
	if !ok {
		return y
	}
	lines, size, high := s.numberFit(room, n)
	if lines == 1 {
		s.number(x, y+high, body, size, number)
		return y + high
	}
	date, count, check := numberParts(n)
	s.text(x, y+capHeight*body, body, date)
	s.text(x, y+high, size, count)
	s.text(x+s.width(count, size)+min(0.6, size/10), y+high, body, check)
	return y + high
}

// tooSmall says what the never-cut fields need.
func (s *surface) tooSmall(w, h float64) {
	s.fail(&MediaError{s.page.WidthMM, s.page.HeightMM, math.Ceil(w), math.Ceil(h)})
}
