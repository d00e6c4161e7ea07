package label

import (
	"countertop/app/i18n"
	"countertop/printer"
	"countertop/printer/raster"
)

// TestCode is a code to try a scanner with.
type TestCode struct {
	Name string `json:"name"`
	Code string `json:"code"`
}

// codesPage are codes below each other, each with its name and what it reads:
// as Code 128, which a laser reads too, or as a QR code where that is too wide.
func (t TestPage) codesPage(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSurface(lang, m, 0, 0)
	const (
		x, name, gap = 2.0, 3.5, 1.5 // of a block: its words, and the white below it
		least        = 3.0           // of a code
		rollH        = 10.0
	)
	n, h := float64(len(t.Codes)), rollH
	roll := m.HeightMM == 0
	if !roll {
		if h = (m.HeightMM-1)/n - name - gap; h < least {
			s.tooSmall(0, 1+n*(name+gap+least))
			return s.done()
		}
	}
	y := 1.0
	for _, c := range t.Codes {
		text, size := s.fit(join(c.Name, c.Code), body, 2.25, m.WidthMM-2*x)
		s.text(x, y+0.8*name, size, text)
		y += name
		y += s.testCode(c.Code, y, h, m.WidthMM) + gap
		if roll {
			y += 2 * gap // so that a scanner sees one at a time
		}
	}
	if roll {
		s.page.HeightMM = y + printer.TailMM
	}
	return s.done()
}

// testCode draws a code from y on and returns how high it is.
func (s *surface) testCode(code string, y, h, w float64) float64 {
	n, err := raster.Code128Modules(code)
	if err != nil {
		s.fail(&FieldError{"codes", "makes no Code 128"})
		return 0
	}
	for dots := 3; dots >= 2; dots-- {
		module, mm := s.module(dots)
		if quiet := printer.Code128QuietModules * mm; float64(n)*mm+2*quiet <= w {
			s.add(printer.Code128{X: quiet, Y: y, H: h, Data: code, ModuleMM: module})
			return h
		}
	}
	dots := s.fitQR("codes", code, printer.QRLevelM, 3, max(h, 8.25))
	if dots == 0 {
		s.tooSmall(w, s.page.HeightMM+8.25)
		return 0
	}
	qr, side, quiet := s.code("codes", code, printer.QRLevelM, dots)
	qr.X, qr.Y = quiet, y+quiet
	s.add(qr)
	return side + 2*quiet
}
