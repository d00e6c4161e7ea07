package label

import (
	"fmt"
	"math"
	"regexp"
	"strings"

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
}

// Document is something the shop prints.
type Document interface {
	// Page lays the document out. The error is a *FieldError, a *MediaError,
	// or that of assets.OpenFont.
	Page(Lang, Media) (printer.Page, error)
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
	bodyLine  = 0.375 // 3 dots: rules and frames
	boldLine  = 0.5   // 4 dots: the promise, a signature
	thinLine  = 0.25  // 2 dots: writing lines
	capHeight = 0.733 // height of capitals and digits over the em
	hanHeight = 0.88  // rise of Han over the baseline
)

// sheet collects the elements of a page and remembers the first error.
type sheet struct {
	lang Lang
	words
	dpi  int
	page printer.Page
	err  error
}

// newSheet begins a label of at least w x h mm.
func newSheet(lang Lang, m Media, w, h float64) *sheet {
	s := &sheet{lang: lang, words: lang.words(), dpi: m.DPI}
	if s.dpi == 0 {
		s.dpi = 203
	}
	s.page.WidthMM, s.page.HeightMM = m.WidthMM, m.HeightMM
	// Profiles name a nominal size; half a millimetre less is still that.
	if m.WidthMM < w-0.5 || m.HeightMM < h-0.5 {
		s.fail(&MediaError{m.WidthMM, m.HeightMM, w, h})
	}
	return s
}

func (s *sheet) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// done returns what was collected.
func (s *sheet) done() (printer.Page, error) {
	if s.err != nil {
		return printer.Page{}, s.err
	}
	return s.page, nil
}

func (s *sheet) add(e printer.Element) { s.page.Elements = append(s.page.Elements, e) }

func (s *sheet) width(text string, size float64) float64 {
	w, err := raster.TextWidth(text, size, s.dpi)
	if err != nil {
		s.fail(err)
	}
	return w
}

func (s *sheet) put(x, bl, size float64, text string, align printer.Align, white bool) {
	if text != "" {
		s.add(printer.Text{X: x, Y: bl, SizeMM: size, Text: text, Align: align, White: white})
	}
}

func (s *sheet) text(x, bl, size float64, text string) {
	s.put(x, bl, size, text, printer.AlignLeft, false)
}

func (s *sheet) right(x, bl, size float64, text string) {
	s.put(x, bl, size, text, printer.AlignRight, false)
}

func (s *sheet) center(x, bl, size float64, text string) {
	s.put(x, bl, size, text, printer.AlignCenter, false)
}

func (s *sheet) white(x, bl, size float64, text string, align printer.Align) {
	s.put(x, bl, size, text, align, true)
}

// block is a black block; it returns the baseline on which capitals of the
// given size stand in its middle.
func (s *sheet) block(x, y, w, h float64) (middle func(size float64) float64) {
	s.add(printer.Block{X: x, Y: y, W: w, H: h})
	return func(size float64) float64 { return y + h/2 + capHeight*size/2 }
}

// qr places a QR code and returns the length of its side in mm.
func (s *sheet) qr(field string, x, y float64, data string, level printer.QRLevel, dots int) float64 {
	code, side, _ := s.code(field, data, level, dots)
	code.X, code.Y = x, y
	s.add(code)
	return side
}

// qrRight places a QR code with its right edge at x, moved in where its
// quiet zone would leave the media.
// It returns the left edge and the foot of the quiet zone.
func (s *sheet) qrRight(field string, x, y float64, data string, level printer.QRLevel, dots int) (left, foot float64) {
	code, side, quiet := s.code(field, data, level, dots)
	code.X, code.Y = min(x, s.page.WidthMM-quiet)-side, max(y, quiet)
	s.add(code)
	return code.X - quiet, code.Y + side + quiet
}

// below is the largest size up to size at which a text on baseline bl stays
// under foot; rise is the height of its ink over the em.
func below(foot, bl, size, rise float64) float64 {
	return min(size, max(body, math.Floor((bl-foot)/rise*4)/4))
}

// code is a QR code with modules of dots at 203 dpi, and the length of its
// side and of its quiet zone in mm.
func (s *sheet) code(field, data string, level printer.QRLevel, dots int) (code printer.QR, side, quiet float64) {
	if data == "" {
		s.fail(&FieldError{field, "is missing"})
		return code, 0, 0
	}
	n, err := raster.QRModules(data, level)
	if err != nil {
		s.fail(&FieldError{field, "makes no QR code"})
	}
	code = printer.QR{Data: data, Level: level, ModuleMM: float64(dots) / 8}
	m := float64(printer.ModuleDots(code.ModuleMM, s.dpi)) / printer.DotsPerMM(s.dpi)
	return code, float64(n) * m, printer.QRQuietModules * m
}

var orderNumber = regexp.MustCompile(`^[A-Z][0-9]{6}-[0-9]{4}-[0-9A-Z]{2}$`)

// checkNumber fails the sheet unless n has the shape A261121-0042-QK.
func (s *sheet) checkNumber(n string) bool {
	if !orderNumber.MatchString(n) {
		s.fail(&FieldError{"number", fmt.Sprintf("%q is not of the shape A261121-0042-QK", n)})
		return false
	}
	return true
}

// orderCode is the code of an order as its number spells it.
func orderCode(number string) string { return "R" + strings.ReplaceAll(number, "-", "") }

// number draws an order number on one baseline, the running count large.
func (s *sheet) number(x, bl, small, large float64, n string) {
	if !s.checkNumber(n) {
		return
	}
	gap := min(0.6, large/10)
	part := strings.SplitAfter(n, "-")
	s.text(x, bl, small, part[0])
	x += s.width(part[0], small) + gap
	count := strings.TrimSuffix(part[1], "-")
	s.text(x, bl, large, count)
	x += s.width(count, large) + gap
	s.text(x, bl, small, "-"+part[2])
}
