package raster

import (
	"fmt"
	"math"

	"countertop/printer"
)

// maxRollMM bounds the height of a roll, against a page gone wrong.
const maxRollMM = 3000

// InkError says that an element of a page would print outside the label or
// the printable width.
type InkError struct {
	// Element is the first one with ink outside.
	Element printer.Element
	// X, Y is the first dot outside, WidthDots x HeightDots the page.
	X, Y, WidthDots, HeightDots int
}

// Error does not repeat the text of the element, which may be a name.
func (e *InkError) Error() string {
	return fmt.Sprintf("raster: %T has ink at dot %d, %d outside the page of %d x %d dots",
		e.Element, e.X, e.Y, e.WidthDots, e.HeightDots)
}

// Render draws a page at a resolution in dots an inch, usually 203 or 300.
//
// The bitmap is p.WidthMM wide and p.HeightMM high, or as high as the ink
// and printer.TailMM for a roll. The error is an *InkError, the error of a
// code whose data cannot be encoded, or that of assets.OpenFont. It may be
// called from several goroutines.
func Render(p printer.Page, dpi int) (*printer.Bitmap, error) {
	d := printer.DotsPerMM(dpi)
	c := &canvas{dpi: dpi, dots: d, roll: p.HeightMM == 0}
	height := p.HeightMM
	if c.roll {
		height = maxRollMM
	}
	c.w, c.h = int(math.Round(p.WidthMM*d)), int(math.Round(height*d))
	c.bm = printer.NewBitmap(c.w, c.h*btoi(!c.roll))
	for _, e := range p.Elements {
		if err := c.draw(e); err != nil {
			return nil, err
		}
		if c.out {
			return nil, &InkError{e, c.outX, c.outY, c.w, c.h}
		}
	}
	if c.roll {
		c.grow(c.lowest + 1 + int(math.Round(printer.TailMM*d)))
	}
	return c.bm, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// canvas is a bitmap that notices ink outside it and, for a roll, grows.
type canvas struct {
	bm     *printer.Bitmap
	dpi    int
	dots   float64 // a millimetre
	w, h   int
	roll   bool
	lowest int // row of the lowest ink

	out        bool
	outX, outY int
}

// grow sets the height of the bitmap of a roll.
func (c *canvas) grow(rows int) {
	n := rows * c.bm.Stride
	for len(c.bm.Bits) < n {
		c.bm.Bits = append(c.bm.Bits, make([]byte, max(64*c.bm.Stride, n-len(c.bm.Bits)))...)
	}
	c.bm.Bits, c.bm.HeightDots = c.bm.Bits[:n], rows
}

func (c *canvas) set(x, y int, black bool) {
	if x < 0 || y < 0 || x >= c.w || y >= c.h {
		if black && !c.out {
			c.out, c.outX, c.outY = true, x, y
		}
		return
	}
	if y >= c.bm.HeightDots {
		if !black {
			return
		}
		c.grow(y + 1)
	}
	if black {
		c.lowest = max(c.lowest, y)
	}
	c.bm.Set(x, y, black)
}

// dot is a length or place in whole dots.
func (c *canvas) dot(mm float64) int { return int(math.Round(mm * c.dots)) }

// line is the width of a line: at least one dot.
func (c *canvas) line(mm float64) int { return max(1, c.dot(mm)) }

func (c *canvas) fill(x0, y0, x1, y1 int) {
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			c.set(x, y, true)
		}
	}
}

func (c *canvas) frame(x0, y0, x1, y1, line int) {
	c.fill(x0, y0, x1, y0+line)
	c.fill(x0, y1-line, x1, y1)
	c.fill(x0, y0+line, x0+line, y1-line)
	c.fill(x1-line, y0+line, x1, y1-line)
}

func (c *canvas) draw(e printer.Element) error {
	switch e := e.(type) {
	case printer.Text:
		return c.text(e)
	case printer.Block:
		c.fill(c.dot(e.X), c.dot(e.Y), c.dot(e.X+e.W), c.dot(e.Y+e.H))
	case printer.Frame:
		c.frame(c.dot(e.X), c.dot(e.Y), c.dot(e.X+e.W), c.dot(e.Y+e.H), c.line(e.LineMM))
	case printer.Rule:
		c.rule(e)
	case printer.TickBox:
		c.tickBox(e)
	case printer.QR:
		m, err := qrMatrix(e.Data, e.Level)
		if err != nil {
			return err
		}
		c.modules(m, c.dot(e.X), c.dot(e.Y), printer.ModuleDots(e.ModuleMM, c.dpi), 0)
	case printer.Code128:
		m, err := code128Row(e.Data)
		if err != nil {
			return err
		}
		c.modules([][]bool{m}, c.dot(e.X), c.dot(e.Y), printer.ModuleDots(e.ModuleMM, c.dpi), c.dot(e.H))
	case printer.Picture:
		x0, y0 := c.dot(e.X), c.dot(e.Y)
		for y := range e.Bitmap.HeightDots {
			for x := range e.Bitmap.WidthDots {
				if e.Bitmap.Black(x, y) {
					c.set(x0+x, y0+y, true)
				}
			}
		}
	case printer.Strokes:
		for _, l := range e.Lines {
			c.polyline(l, float64(c.line(e.LineMM)))
		}
	case printer.Disc:
		c.disc(e.X*c.dots, e.Y*c.dots, e.DiameterMM*c.dots/2, !e.White)
	}
	return nil
}

func (c *canvas) rule(e printer.Rule) {
	y := c.dot(e.Y)
	x0, x1 := c.dot(e.X), c.dot(e.X+e.W)
	dash := x1 - x0
	if e.DashMM > 0 {
		dash = c.line(e.DashMM)
	}
	for x := x0; x < x1; x += 2 * dash {
		c.fill(x, y, min(x+dash, x1), y+c.line(e.LineMM))
	}
}

// tickBox draws the tick inside the box, its arms in the proportions of a
// pen stroke.
func (c *canvas) tickBox(e printer.TickBox) {
	x0, y0, n := c.dot(e.X), c.dot(e.Y), c.dot(e.SizeMM)
	c.frame(x0, y0, x0+n, y0+n, c.line(e.LineMM))
	if !e.Ticked {
		return
	}
	at := func(x, y float64) printer.PointMM {
		return printer.PointMM{X: e.X + x*e.SizeMM, Y: e.Y + y*e.SizeMM}
	}
	c.polyline([]printer.PointMM{at(0.25, 0.53), at(0.43, 0.71), at(0.83, 0.15)}, 1.5*float64(c.line(e.LineMM)))
}

// modules draws the dark modules of a code, each m dots wide and h high
// (0 = square).
func (c *canvas) modules(rows [][]bool, x0, y0, m, h int) {
	if h == 0 {
		h = m
	}
	for j, row := range rows {
		for i, dark := range row {
			if dark {
				c.fill(x0+i*m, y0+j*h, x0+(i+1)*m, y0+(j+1)*h)
			}
		}
	}
}

func (c *canvas) disc(cx, cy, r float64, black bool) {
	for y := int(math.Floor(cy - r)); y <= int(math.Ceil(cy+r)); y++ {
		for x := int(math.Floor(cx - r)); x <= int(math.Ceil(cx+r)); x++ {
			if math.Hypot(float64(x)+0.5-cx, float64(y)+0.5-cy) < r {
				c.set(x, y, black)
			}
		}
	}
}

// polyline draws with a round pen of the given width in dots.
func (c *canvas) polyline(pts []printer.PointMM, width float64) {
	if len(pts) == 1 {
		c.disc(pts[0].X*c.dots, pts[0].Y*c.dots, width/2, true)
	}
	// Level and upright lines are moved onto the grid: off it, a 3-dot line
	// would come out 2 or 4 dots wide depending on where it stands.
	snap := func(v float64) float64 {
		if int(width)%2 == 1 {
			return math.Floor(v) + 0.5
		}
		return math.Round(v)
	}
	for i := 1; i < len(pts); i++ {
		ax, ay, bx, by := pts[i-1].X*c.dots, pts[i-1].Y*c.dots, pts[i].X*c.dots, pts[i].Y*c.dots
		if ax == bx {
			ax, bx = snap(ax), snap(ax)
		}
		if ay == by {
			ay, by = snap(ay), snap(ay)
		}
		c.segment(ax, ay, bx, by, width/2)
	}
}

// segment burns the dots whose middle is nearer than r to the line from a
// to b.
func (c *canvas) segment(ax, ay, bx, by, r float64) {
	dx, dy := bx-ax, by-ay
	length2 := dx*dx + dy*dy
	for y := int(math.Floor(min(ay, by) - r)); y <= int(math.Ceil(max(ay, by)+r)); y++ {
		for x := int(math.Floor(min(ax, bx) - r)); x <= int(math.Ceil(max(ax, bx)+r)); x++ {
			px, py := float64(x)+0.5-ax, float64(y)+0.5-ay
			t := 0.0
			if length2 > 0 {
				t = min(1, max(0, (px*dx+py*dy)/length2))
			}
			if math.Hypot(px-t*dx, py-t*dy) < r {
				c.set(x, y, true)
			}
		}
	}
}
