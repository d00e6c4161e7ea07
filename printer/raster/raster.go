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

// paint draws a page moved and stretched by k. Ink that is outside the page of
// itself is an *InkError; what only k brings outside is cut off.
func paint(p printer.Page, dpi int, k printer.Correction) (*canvas, error) {
	d := printer.DotsPerMM(dpi)
	c := &canvas{dpi: dpi, dots: d, roll: p.HeightMM == 0}
	c.dx, c.dy = c.dot(k.RightMM), c.dot(min(k.DownMM, maxRollMM))
	sx, sy := scale(k.ScaleX), scale(k.ScaleY)
	height := p.HeightMM
	if c.roll {
		height = maxRollMM
	}
	c.w, c.h = c.dot(p.WidthMM*max(1, sx)), c.dot(height*max(1, sy))
	c.bm = printer.NewBitmap(c.dot(p.WidthMM), c.dot(height)*btoi(!c.roll))
	for _, e := range p.Elements {
		if err := c.draw(printer.Stretch(e, sx, sy)); err != nil {
			return nil, err
		}
		if c.out {
			return nil, &InkError{e, c.outX, c.outY, c.w, c.h}
		}
	}
	if c.roll {
		c.grow(c.lowest + 1 + c.dot(printer.TailMM))
	}
	return c, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// canvas is a bitmap that notices ink outside the page and, for a roll, grows.
// What can be more than ink to a printer is noted down as it is drawn.
type canvas struct {
	bm     *printer.Bitmap
	dpi    int
	dots   float64 // a millimetre
	w, h   int     // of the page
	dx, dy int     // from the page to the bitmap
	roll   bool
	lowest int // row of the lowest ink

	out        bool
	outX, outY int

	codes []code
	bars  [][]rect
	lines []line
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
	if x, y = x+c.dx, y+c.dy; y < 0 {
		return
	}
	if c.roll && y >= c.bm.HeightDots {
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

// bar fills rectangles that are one thing.
func (c *canvas) bar(rs ...rect) {
	for i, r := range rs {
		c.fill(r.x0, r.y0, r.x1, r.y1)
		rs[i] = r.moved(c.dx, c.dy)
	}
	c.bars = append(c.bars, rs)
}

func frame(x0, y0, x1, y1, line int) []rect {
	return []rect{
		{x0, y0, x1, y0 + line},
		{x0, y1 - line, x1, y1},
		{x0, y0 + line, x0 + line, y1 - line},
		{x1 - line, y0 + line, x1, y1 - line},
	}
}

func (c *canvas) draw(e printer.Element) error {
	switch e := e.(type) {
	case printer.Text:
		return c.text(e)
	case printer.Block:
		c.bar(rect{c.dot(e.X), c.dot(e.Y), c.dot(e.X + e.W), c.dot(e.Y + e.H)})
	case printer.Frame:
		c.bar(frame(c.dot(e.X), c.dot(e.Y), c.dot(e.X+e.W), c.dot(e.Y+e.H), c.line(e.LineMM))...)
	case printer.Rule:
		c.rule(e)
	case printer.TickBox:
		c.tickBox(e)
	case printer.QR:
		return c.code(qrOf(printer.DrawQR{
			X: c.dot(e.X) + c.dx, Y: c.dot(e.Y) + c.dy, ModuleDots: printer.ModuleDots(e.ModuleMM, c.dpi), Level: e.Level, Data: e.Data,
		}))
	case printer.Code128:
		return c.code(code128Of(printer.DrawCode128{
			X: c.dot(e.X) + c.dx, Y: c.dot(e.Y) + c.dy, H: c.dot(e.H), ModuleDots: printer.ModuleDots(e.ModuleMM, c.dpi), Data: e.Data,
		}))
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
	var dashes []rect
	for x := x0; x < x1; x += 2 * dash {
		dashes = append(dashes, rect{x, y, min(x+dash, x1), y + c.line(e.LineMM)})
	}
	c.bar(dashes...)
}

// tickBox draws the tick inside the box, its arms in the proportions of a
// pen stroke.
func (c *canvas) tickBox(e printer.TickBox) {
	x0, y0, n := c.dot(e.X), c.dot(e.Y), c.dot(e.SizeMM)
	c.bar(frame(x0, y0, x0+n, y0+n, c.line(e.LineMM))...)
	if !e.Ticked {
		return
	}
	at := func(x, y float64) printer.PointMM {
		return printer.PointMM{X: e.X + x*e.SizeMM, Y: e.Y + y*e.SizeMM}
	}
	c.polyline([]printer.PointMM{at(0.25, 0.53), at(0.43, 0.71), at(0.83, 0.15)}, 1.5*float64(c.line(e.LineMM)))
}

// code draws a code whose place is one of the bitmap.
func (c *canvas) code(k code, err error) error {
	if err != nil {
		return err
	}
	for _, r := range k.dark {
		r = r.moved(-c.dx, -c.dy)
		c.fill(r.x0, r.y0, r.x1, r.y1)
	}
	c.codes = append(c.codes, k)
	return nil
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
