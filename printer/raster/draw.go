package raster

import "countertop/printer"

// Draw adds the ink of an operation to b; what is outside of b is cut off. A code is
// drawn as Compose draws it, a text by glyphs of this package in the cells of the
// printer's font. The error is that of a code whose data cannot be encoded, or
// of assets.OpenFont.
func Draw(b *printer.Bitmap, m printer.DrawOp) error {
	switch m := m.(type) {
	case printer.DrawImage:
		for y := range m.Bitmap.HeightDots {
			for x := range m.Bitmap.WidthDots {
				if m.Bitmap.Black(x, y) {
					b.Set(m.X+x, m.Y+y, true)
				}
			}
		}
	case printer.DrawBar:
		burn(b, rect{m.X, m.Y, m.X + m.W, m.Y + m.H}.intersect(bounds(b)))
	case printer.DrawCode128:
		return drawCode(b)(code128Of(m))
	case printer.DrawQR:
		return drawCode(b)(qrOf(m))
	case printer.DrawText:
		return drawText(b, m)
	}
	return nil
}

func drawCode(b *printer.Bitmap) func(code, error) error {
	return func(k code, err error) error {
		for _, r := range k.dark {
			burn(b, r.intersect(bounds(b)))
		}
		return err
	}
}

// drawText puts each glyph into its cell, squeezed if it is wider, with capitals
// as high as those of the printer.
func drawText(b *printer.Bitmap, m printer.DrawText) error {
	t, err := loadTypeface()
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	size := fix(float64(m.Font.Cap*m.ScaleY) / t.capital)
	wide, baseline := m.Font.W*m.ScaleX, m.Y+m.Font.Baseline*m.ScaleY
	cell := rect{m.X, m.Y, m.X + wide, m.Y + m.Font.H*m.ScaleY}
	for _, r := range m.Text {
		g, err := t.glyph(glyphKey{r, size, 0})
		if err != nil {
			return err
		}
		advance := g.advance.Ceil()
		for _, d := range g.dots {
			x := cell.x0 + d.X + (wide-advance)/2
			if advance > wide {
				x = cell.x0 + d.X*wide/advance
			}
			if y := baseline + d.Y; x >= cell.x0 && x < cell.x1 && y >= cell.y0 && y < cell.y1 {
				b.Set(x, y, true)
			}
		}
		cell = cell.moved(wide, 0)
	}
	return nil
}
