package label

import (
	"strings"
	"time"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// slip is a surface that grows downwards: y is the foot of what stands so far.
type slip struct {
	*surface
	x0, x1 float64 // margins
	value  float64 // value column
	narrow bool    // a 58 mm roll
	y      float64
}

// Measures of slips, in mm. A line of text is pitch high: its baseline is
// ascent below its head.
const (
	pitch   = 4.5
	ascent  = 3.5
	descent = 1.0
	ruleGap = 1.75
	pad     = 1.75 // text inside a block
	tickBox = 3.25
)

// newSlip begins a slip on a roll that prints 72 or 48 mm or more.
func newSlip(lang i18n.Lang, m Media) *slip {
	s := &slip{surface: newSurface(lang, Media{WidthMM: m.WidthMM, DPI: m.DPI, Before: m.Before}, 0, 0), x0: 3, x1: 69}
	if m.WidthMM < 72 {
		s.narrow, s.x0, s.x1 = true, 1.5, 46.5
	}
	if m.WidthMM < 48 {
		s.fail(&MediaError{WidthMM: m.WidthMM, NeedWidthMM: 48})
	}
	s.value = s.x0 + 16
	if s.english() {
		s.value = s.x0 + 17.25
	}
	return s
}

func (s *slip) w() float64 { return s.x1 - s.x0 }

// done ends the slip below its last line.
func (s *slip) done() (printer.Page, error) {
	s.page.HeightMM = s.y + printer.TailMM
	return s.surface.done()
}

// line goes one line down and returns its baseline.
func (s *slip) line() float64 {
	s.y += pitch
	return s.y - descent
}

func (s *slip) rule() {
	s.add(printer.Rule{X: s.x0, Y: s.y + ruleGap, W: s.w(), LineMM: bodyLine})
	s.y += ruleGap + bodyLine + ruleGap
}

// row is a label with its value, wrapped to n lines; without a value it is
// left out.
func (s *slip) row(label, value string, n int) {
	if value = clean(value); value == "" {
		return
	}
	if s.narrow {
		n *= 2
	}
	for i, l := range s.wrap(value, body, s.x1-s.value, n) {
		bl := s.line()
		if i == 0 {
			s.text(s.x0, bl, body, label)
		}
		s.text(s.value, bl, body, l)
	}
}

// serialRow cuts at the front: the end of a serial number identifies.
func (s *slip) serialRow(serial string) {
	s.row(s.t("paper.serial"), s.cutFront(clean(serial), body, s.x1-s.value), 1)
}

// numberRows are the serial number of a machine, and its IMEI.
func (s *slip) numberRows(m Machine) {
	s.serialRow(m.Serial)
	for _, n := range []string{m.IMEI, m.IMEI2} {
		s.row(s.t("paper.imei"), clean(n), 1)
	}
}

// head is the shop with its logo, and the black block with the title, and whose
// copy and which reprint it is.
func (s *slip) head(shop Shop, title, copyName, again string) {
	top := s.logo(shop.Logo)
	name, nameSize := s.fit(clean(shop.Name), 5.5, body, s.w())
	s.text(s.x0, top+7, nameSize, name)
	copyName = join(again, copyName)
	const size, second = 3.75, 4.5
	h, up := 6.0, 0.0
	if s.width(title, size)+rowGap+s.width(copyName, size) > s.w()-2*pad {
		h, up = h+second, second
	}
	copyName, copySize := s.fit(copyName, size, body, s.w()-2*pad)
	middle := s.block(s.x0, top+9.5, s.w(), h)
	s.white(s.x0+pad, middle(size)-up/2, size, title, printer.AlignLeft)
	s.white(s.x1-pad, middle(size)+up/2, copySize, copyName, printer.AlignRight)
	s.y = top + 9.5 + h
}

// logoTop is the white above a logo.
const logoTop = 2.0

// logo draws the logo of the shop, as large as on a head of 203 dpi but no wider
// than the paper, and returns how far down everything else begins.
func (s *slip) logo(text string) float64 {
	p, ok := repair.ParsePicture(text)
	if !ok {
		return 0
	}
	dots := printer.DotsPerMM(s.dpi)
	k := min(dots/printer.DotsPerMM(203), s.w()*dots/float64(p.W))
	from := printer.Bitmap{WidthDots: p.W, HeightDots: p.H, Stride: (p.W + 7) / 8, Bits: p.Bits}
	to := printer.NewBitmap(max(1, int(float64(p.W)*k)), max(1, int(float64(p.H)*k)))
	for y := range to.HeightDots {
		for x := range to.WidthDots {
			to.Set(x, y, from.Black(int(float64(x)/k), int(float64(y)/k)))
		}
	}
	s.add(printer.Picture{X: s.x0, Y: logoTop, Bitmap: to})
	return logoTop + float64(to.HeightDots)/dots - 1
}

// numberSize is that of the running count in the number of a slip.
const numberSize = 7.75

// numberBlock is a codeBlock with the number of an order.
func (s *slip) numberBlock(field, code string, level printer.QRLevel, number string, lines ...string) {
	s.codeBlock(field, code, level, func(x, bl float64) { s.number(x, bl, 3.75, numberSize, number) }, lines...)
}

// codeBlock is a QR code with what it stands for, drawn from x on baseline bl,
// and two lines beside it, level with its head and its foot; on narrow rolls
// they stand below it.
func (s *slip) codeBlock(field, code string, level printer.QRLevel, title func(x, bl float64), lines ...string) {
	dots := 6
	if s.narrow || s.dpi < 203 {
		// At 180 dpi a module of 5/8 mm is 5 dots, 0.71 mm, and one of 6/8 would
		// be 0.85: the number has no room beside it.
		dots = 5
	}
	quiet := 4 * float64(printer.ModuleDots(float64(dots)/8, s.dpi)) / printer.DotsPerMM(s.dpi)
	top := s.y + quiet
	left := max(s.x0, quiet) // the quiet zone must not leave the paper
	if s.narrow {
		side := s.qr(field, left, top, code, level, dots)
		s.y = top + side + quiet
		title(s.x0, s.y+capHeight*numberSize+s.overshoot())
		s.y += capHeight*numberSize + 1.5
		for _, l := range lines {
			if l != "" {
				s.text(s.x0, s.line(), body, s.cut(l, body, s.w()))
			}
		}
		s.y += ruleGap
		return
	}
	side := s.qr(field, left, top, code, level, dots)
	x := left + side + quiet + 0.5
	title(x, top+5.75)
	for i, l := range lines {
		bl := top + side - 0.25 - 4.75*float64(len(lines)-1-i)
		s.text(x, bl, body, s.cut(l, body, s.x1-x))
	}
	s.y = top + side + quiet
}

// overshoot keeps the round digits of a number, which rise above capitals, out
// of the quiet zone over it; at 203 dpi it is less than a dot.
func (s *slip) overshoot() float64 {
	if s.dpi > 203 {
		return 0.2
	}
	return 0
}

// split is a line with a text at each margin, or two if they do not fit.
func (s *slip) split(left, right string) {
	bl := s.line()
	s.text(s.x0, bl, body, s.cut(left, body, s.w()))
	if left != "" && right != "" && s.width(left, body)+rowGap+s.width(right, body) > s.w() {
		bl = s.line()
	}
	s.right(s.x1, bl, body, right)
}

// ticked is a text beside a ticked box, and another at the right margin if it
// fits there, else below. It returns the number of lines.
func (s *slip) ticked(text, right string) int {
	const textAt = tickBox + 2
	s.add(printer.TickBox{X: s.x0, Y: s.y + 0.75, SizeMM: tickBox, LineMM: bodyLine, Ticked: true})
	room := s.w() - textAt
	lines := s.wrap(text, body, room, 2)
	right = s.cut(right, body, room)
	n := len(lines)
	bl := s.y + ascent + 0.125
	for i, l := range lines {
		s.text(s.x0+textAt, bl+pitch*float64(i), body, l)
	}
	if right != "" && s.width(lines[n-1], body)+rowGap+s.width(right, body) > room {
		n++
	}
	s.right(s.x1, bl+pitch*float64(n-1), body, right)
	return n
}

// signature is the ink over its line, with the digest of the journal and the
// day below.
func (s *slip) signature(label string, ink [][]Point, digest string, day time.Time) {
	const inkTop, maxHeight, minHeight = 1.5, 40.0, 13.0
	lineX := s.value
	if s.narrow {
		lineX = s.x0
	}
	s.y += inkTop
	height := 0.0
	if box, ok := boxOf(ink); ok {
		scale := box.scale(s.x1-lineX-4.5-boldLine, maxHeight-boldLine)
		height = box.h*scale + boldLine
		s.add(printer.Strokes{Lines: box.lines(ink, lineX+0.5+boldLine/2, s.y+boldLine/2, scale), LineMM: boldLine})
	}
	s.y += max(height, minHeight)
	if s.narrow {
		s.text(s.x0, s.line(), body, label)
	} else {
		s.y += 2.25
		s.text(s.x0, s.y, body, label)
	}
	s.add(printer.Rule{X: lineX, Y: s.y, W: s.x1 - lineX, LineMM: bodyLine})
	s.y += bodyLine
	s.y += 0.5
	s.split(digest, s.day(day))
	s.y -= 0.5
}

// footer says where the shop is found.
func (s *slip) footer(shop Shop, withAddress bool) {
	rows := [][2]string{{s.t("paper.hotline"), shop.Phone}, {s.t("paper.hours"), shop.Hours}}
	if withAddress {
		rows = append(rows, [2]string{s.t("paper.address"), shop.Address})
	}
	if strings.TrimSpace(shop.Phone+shop.Hours+shop.Address) == "" {
		return
	}
	s.rule()
	s.y--
	for _, r := range rows {
		s.row(r[0], r[1], 2)
	}
}
