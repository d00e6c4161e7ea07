package printertest

// maxPage is the most rows of a page in page mode.
const maxPage = 1662

// pageMode is ESC/POS page mode: a page, and the part of it that is drawn on.
type pageMode struct {
	whole *canvas
	rows  int // the lowest end of an area
	// The area, and which way its text runs: 0 right, 1 up, 2 left upside down, 3
	// down.
	x, y, width, height, direction int
	// w, h are the area as its text sees it; area is what is drawn there, nil
	// for nothing.
	w, h int
	area *canvas
}

// page obeys the commands of page mode.
func (e *escposer) page(cmd string, p []byte) bool {
	switch cmd {
	case "\x1bL":
		if e.paged != nil || !e.lineStart() {
			return false
		}
		e.paged = &pageMode{whole: newCanvas(e.v.opt.WidthDots, maxPage)}
		e.setArea()
	case "\x1bS":
		e.paged = nil
		e.x = 0
	case "\x1b\x0c":
		if e.paged != nil {
			e.printPage()
		}
	case "\x1bW":
		x, y := e.units(word(p), e.unitX), e.units(word(p[2:]), e.unitY)
		w, h := e.units(word(p[4:]), e.unitX), e.units(word(p[6:]), e.unitY)
		if w == 0 || h == 0 || x >= e.v.opt.WidthDots || y >= maxPage {
			return false
		}
		e.pageX, e.pageY, e.pageW, e.pageH = x, y, min(w, e.v.opt.WidthDots-x), min(h, maxPage-y)
		e.setArea()
	case "\x1bT":
		if p[0]&^0x33 != 0 {
			return false
		}
		e.pageDirection = int(p[0] & 3)
		e.setArea()
	case "\x1d$", "\x1d\\":
		if e.paged == nil {
			return false
		}
		y := e.units(word(p), e.unitY)
		if cmd == "\x1d\\" {
			y = e.y + e.units(int(int16(word(p))), e.unitY) //nolint:gosec // two's complement, as the manual has it
		}
		if y < 0 || y > e.paged.h {
			return false
		}
		e.y = y
	}
	return true
}

// setArea begins the area that ESC W and ESC T say.
func (e *escposer) setArea() {
	p := e.paged
	if p == nil {
		return
	}
	p.merge()
	p.x, p.y, p.width, p.height, p.direction = e.pageX, e.pageY, e.pageW, e.pageH, e.pageDirection
	p.w, p.h = p.width, p.height
	if p.direction%2 == 1 {
		p.w, p.h = p.h, p.w
	}
	// The base line of the first characters: of their 24 dots 21 are above.
	e.x, e.y = 0, 21
}

// canvas is the area to draw on.
func (p *pageMode) canvas() *canvas {
	if p.area == nil {
		p.area = newCanvas(p.w, p.h)
	}
	return p.area
}

// extend adds text to the last text if it goes on there; it is drawn by the
// caller.
func (p *pageMode) extend(text string, f cells, x, w, room int) bool {
	last := len(p.area.texts) - 1
	if last < 0 || x+w > room || p.area.texts[last].Font != f.name || p.area.texts[last].X+p.area.texts[last].W != x {
		return false
	}
	p.area.texts[last].Text += text
	p.area.texts[last].W += w
	return true
}

// merge brings the area onto the page.
func (p *pageMode) merge() {
	if p.width > 0 && p.area != nil {
		p.rows = max(p.rows, p.y+p.height)
	}
	if p.area == nil {
		return
	}
	quarter := (4 - p.direction) % 4
	p.whole.image(p.x, p.y, turned(p.area.dots, quarter))
	// Where the upper left corner of the text's area lies.
	x, y := p.x, p.y
	switch p.direction {
	case 1:
		y += p.height
	case 2:
		x, y = x+p.width, y+p.height
	case 3:
		x += p.width
	}
	corner := func(u, v int) (int, int) {
		switch p.direction {
		case 1:
			return x + v, y - u
		case 2:
			return x - u, y - v
		case 3:
			return x - v, y + u
		}
		return x + u, y + v
	}
	for _, c := range p.area.codes {
		left, top := corner(c.X, c.Y)
		c.X, c.Y, c.W, c.H = turnedBox(left, top, c.W, c.H, quarter)
		p.whole.codes = append(p.whole.codes, c)
	}
	for _, t := range p.area.texts {
		left, top := corner(t.X, t.Y)
		t.X, t.Y, t.W, t.H = turnedBox(left, top, t.W, t.H, quarter)
		p.whole.texts = append(p.whole.texts, t)
	}
	p.area = nil
}

// cancel is CAN: the area is white again.
func (p *pageMode) cancel() {
	p.area = nil
	p.whole.fill(p.x, p.y, p.width, p.height, erase)
}

// printPage prints the page, down to the end of its lowest area.
func (e *escposer) printPage() {
	p := e.paged
	p.merge()
	p.rows = max(p.rows, p.y+p.height)
	c := newCanvas(e.v.opt.WidthDots, p.rows)
	c.image(0, 0, p.whole.dots)
	c.codes, c.texts = p.whole.codes, p.whole.texts
	e.x = 0
	e.print(c)
}
