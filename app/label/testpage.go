package label

import (
	"fmt"
	"math"

	"countertop/app/i18n"
	"countertop/printer"
)

const testPageName = "test-page"

// TestPage shows what a printer does with a page, drawn for 40 x 30 mm and any
// paper from there up, rolls included. A person reads off it: the frame, that
// the language is right; the first numbers at the rulers, how far the print is
// off; lines and patches, how dark it is; the runes, which of them it has. The
// codes are printer.TestCodes, to be scanned back; the smaller of each have the
// least module that labels have.
type TestPage struct {
	Printer string `json:"printer,omitempty"`
	Profile string `json:"profile,omitempty"`
	// Codes, if there are any, stand on it instead: to try a scanner with.
	Codes []TestCode `json:"codes,omitempty"`
}

// Page lays the page out. Only names give way.
func (t TestPage) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	if len(t.Codes) > 0 {
		return t.codesPage(lang, m)
	}
	const w, h = 40, 30
	roll := m.HeightMM == 0
	if roll {
		m.HeightMM = m.WidthMM * h / w
	}
	s := newSurface(lang, m, w, h)
	if s.small {
		s.fail(&MediaError{m.WidthMM, m.HeightMM, w, h})
		return s.done()
	}
	grow := s.grow
	s.zoom(1)
	s.rulers()
	s.zoom(grow)

	left := s.testCodes()
	const sentence = 15.0
	room := s.w - 1 - sentence
	for i, text := range []string{s.t("paper.see-frame"), s.t("paper.language-right")} {
		text, size := s.fit(text, body, s.floor(), room)
		if !s.english() {
			size = 3.25 // Han stand close
		}
		s.text(sentence, 4.95+3.27*float64(i), size, text)
	}
	const name = 7.25 // right of the numbers of the ruler
	text, size := s.fit(join(t.Printer, t.Profile), body, s.floor(), s.w-1-name)
	s.text(name, 11.8, size, text)

	const x = 2.25
	s.runes(x, s.h-13.9, left-x)
	s.ladders(x+4.5, s.h-4.5, 3.5) // right of the last number of the ruler
	if roll {
		s.page.HeightMM = 0
	}
	return s.done()
}

// runes are rows of characters that a printer's own fonts may lack, each a text
// of its own, with their names if there is room.
func (s *surface) runes(x, bl, room float64) {
	rows := []struct{ name, runes string }{{s.t("paper.common"), "王小明"}, {s.t("paper.rare"), "㛃䶮堃"}, {"", "￥"}}
	const space = 0.8
	width := func(names bool, size float64) (w float64) {
		for _, r := range rows {
			if w += s.width(r.runes, size) + space; names && r.name != "" {
				w += s.width(r.name, size) + space
			}
		}
		return w - space
	}
	least := max(s.least(hanLeast), 2.25)
	named := max(least, floorOf(s.t("paper.common"), 0, s))
	names := width(true, named) <= room
	if names {
		least = named
	}
	size := body
	for size > least && width(names, size) > room {
		size = max(least, size-0.25)
	}
	for _, r := range rows {
		if names && r.name != "" {
			s.text(x, bl, size, r.name)
			x += s.width(r.name, size) + space
		}
		s.text(x, bl, size, r.runes)
		x += s.width(r.runes, size) + space
	}
}

// rulers are the frame around all there is to print on and, along its upper and
// left edge, ticks of half a millimetre with the first numbers and the last.
func (s *surface) rulers() {
	dot := 1 / printer.DotsPerMM(s.dpi)
	s.add(printer.Frame{W: s.w, H: s.h, LineMM: 2 * dot})
	length := func(half int) float64 {
		switch {
		case half%10 == 0:
			return 1.75
		case half%2 == 0:
			return 1.25
		}
		return 0.75
	}
	for i := 1; float64(i)/2 < s.w-0.5; i++ {
		s.add(printer.Block{X: float64(i) / 2, W: dot, H: length(i)})
	}
	for i := 1; float64(i)/2 < s.h-0.5; i++ {
		s.add(printer.Block{Y: float64(i) / 2, W: length(i), H: dot})
	}
	number := func(x, y float64, mm float64) { s.text(x, y, body, fmt.Sprint(mm)) }
	for _, mm := range []float64{5, 10, 5 * math.Floor((s.w-7)/5)} {
		number(mm+0.3, 2.1+capHeight*body, mm)
	}
	for _, mm := range []float64{5, 10, 5 * math.Floor((s.h-3)/5)} {
		number(2.1, mm+capHeight*body/2, mm)
	}
}

// testCodes are the QR codes at the right and the Code 128 left of them, each
// small and large. It returns the left end of the QR codes' quiet zone.
func (s *surface) testCodes() (left float64) {
	const edge = 0.25 // the frame
	d := printer.DotsPerMM(s.dpi)
	small := printer.ModuleDots(minModule, s.dpi)
	large := max(small+1, int(0.375*s.grow*d+1e-6))
	mm := func(dots int) float64 { return s.least(float64(dots) / d) }

	foot := s.h - edge - printer.QRQuietModules*mm(small)
	for i, dots := range []int{small, large} {
		data := printer.TestCodes[i]
		m := mm(dots)
		side := float64(s.qrModules("code", data, printer.QRLevelM)) * m
		if dots == large {
			foot = min(foot, s.h-4.75-printer.QRQuietModules*m) // above the ladders
		}
		x := s.w - edge - printer.QRQuietModules*m - side
		s.add(printer.QR{X: x, Y: foot - side, Data: data, Level: printer.QRLevelM, ModuleMM: float64(dots) / d})
		left = x - printer.QRQuietModules*m
		foot -= side + printer.QRQuietModules*mm(large) // the larger quiet zone parts them
	}
	const x, h = 2.25, 3.0
	for i, dots := range []int{large, small} {
		s.add(printer.Code128{
			X: x + printer.Code128QuietModules*mm(dots), Y: s.h - 13 + 3.5*float64(i), H: h,
			Data: printer.TestCodes[3-i], ModuleMM: float64(dots) / d,
		})
	}
	return left
}

// ladders are lines of one to four dots lying and standing, and patches from
// light to black.
func (s *surface) ladders(x, y, h float64) {
	dot := s.least(1 / printer.DotsPerMM(s.dpi))
	const long = 6.0
	for i := range 4 {
		line := float64(i+1) * dot
		s.add(printer.Block{X: x, Y: y + h*float64(i)/3.5, W: long, H: line})
		s.add(printer.Block{X: x + long + 1 + float64(i), Y: y, W: line, H: h})
	}
	x += long + 5.25
	const patch = 2.4
	side := int(patch * s.grow * printer.DotsPerMM(s.dpi))
	for i, black := range []int{2, 4, 8, 12, 16} {
		b := printer.NewBitmap(side, int(h*s.grow*printer.DotsPerMM(s.dpi)))
		for y := range b.HeightDots {
			for x := range b.WidthDots {
				b.Set(x, y, bayer[y%4][x%4] < black)
			}
		}
		s.add(printer.Picture{X: x + float64(i)*(patch+0.2), Y: y, Bitmap: b})
	}
}

// bayer spreads the black dots of a patch of n sixteenths.
var bayer = [4][4]int{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}
