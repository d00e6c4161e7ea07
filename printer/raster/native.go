package raster

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/printer"
)

// lines sets what it can of black texts in the printer's own fonts.
func (s *splitter) lines(lines []line) error {
	t, err := loadTypeface()
	if err != nil {
		return err
	}
	s.preview = clone(s.full)
	var ops []printer.DrawText
	han := confirmedBy(s.profile.Han)
	for _, l := range lines {
		var glyphs []placed
		if _, err := t.each(l.text, l.size, l.x, func(p placed) { glyphs = append(glyphs, p) }); err != nil {
			return err
		}
		capital := float64(l.size) / 64 * t.capital
		for _, r := range runs(glyphs, han) {
			fonts := s.profile.Fonts
			if r.han {
				fonts = []printer.Font{*s.profile.Han}
			}
			if m, ok := s.text(l, r, candidates(fonts, len(r.glyphs), r.width(), capital)); ok {
				ops = append(ops, m)
				s.add(m.Y, m)
			}
		}
	}
	for _, m := range ops {
		if err := Draw(s.preview, m); err != nil {
			return err
		}
	}
	return nil
}

// run is a part of a line that one font of the printer may have.
type run struct {
	han    bool
	glyphs []placed
}

// runs are the parts of a line for the printer's fonts; what is in none of them
// stays a picture.
func runs(glyphs []placed, han func(rune) bool) []run {
	var rs []run
	open := false
	for i, g := range glyphs {
		isHan := han(g.r)
		// An accent is drawn over the letter before it.
		accented := i+1 < len(glyphs) && unicode.Is(unicode.M, glyphs[i+1].r)
		if accented || !isHan && (g.r < ' ' || g.r > '~') {
			open = false
			continue
		}
		if !open || rs[len(rs)-1].han != isHan {
			rs = append(rs, run{han: isHan})
		}
		open = true
		r := &rs[len(rs)-1]
		r.glyphs = append(r.glyphs, g)
	}
	return slices.DeleteFunc(trimmed(rs), run.empty)
}

// trimmed is rs without the spaces at the ends of each.
func trimmed(rs []run) []run {
	for i := range rs {
		g := rs[i].glyphs
		for len(g) > 0 && g[0].r == ' ' {
			g = g[1:]
		}
		for len(g) > 0 && g[len(g)-1].r == ' ' {
			g = g[:len(g)-1]
		}
		rs[i].glyphs = g
	}
	return rs
}

func (r run) empty() bool { return len(r.glyphs) == 0 }

func (r run) from() fixed.Int26_6 { return r.glyphs[0].from }
func (r run) to() fixed.Int26_6   { return r.glyphs[len(r.glyphs)-1].to }
func (r run) width() int          { return (r.to() - r.from()).Floor() }

func (r run) text() string {
	var b strings.Builder
	for _, g := range r.glyphs {
		b.WriteRune(g.r)
	}
	return b.String()
}

// level reports whether no rune of the run goes below the baseline or above the
// capitals, in any font.
func (r run) level() bool {
	for _, g := range r.glyphs {
		if r.han || strings.ContainsRune("gjpqyQ,;()[]{}|_$@/\\", g.r) {
			return false
		}
	}
	return true
}

// confirmedBy says which runes a Han font is known to have.
func confirmedBy(f *printer.Font) func(rune) bool {
	if f == nil || f.Confirmed == "" {
		return func(rune) bool { return false }
	}
	set, others := false, ""
	for _, w := range strings.Fields(f.Confirmed) {
		if w == "gb2312" {
			set = true
		} else {
			others += w
		}
	}
	return func(r rune) bool {
		if r < 0x80 || unicode.Is(unicode.M, r) {
			return false
		}
		// Two bytes from 0x81, or it is in no font with cells of two bytes.
		b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
		gbk := err == nil && len(b) == 2
		if f.Encoding == "gbk" && !gbk {
			return false
		}
		return set && gbk && gb2312(b[0], b[1]) || strings.ContainsRune(others, r)
	}
}

// gb2312 reports whether a character of GBK is one of the punctuation, the full
// width Latin or the Han of GB/T 2312: rows 1, 3 and 16 to 87, the last five
// cells of row 55 being empty. The other rows, of symbols and foreign letters,
// are those that fonts leave out.
func gb2312(a, b byte) bool {
	switch {
	case b < 0xa1 || a == 0xa1 && b == 0xa1 || a == 0xd7 && b > 0xf9:
		return false
	default:
		return a == 0xa1 || a == 0xa3 || a >= 0xb0 && a <= 0xf7
	}
}

// candidates are the fonts and scales for n runes within width dots, the largest
// cells first. Capitals are not higher than capital, nor less
// than half of it.
func candidates(fonts []printer.Font, n, width int, capital float64) []printer.DrawText {
	var ms []printer.DrawText
	for _, f := range fonts {
		most := max(1, f.MaxScale)
		sx := min(most, width/(n*f.W))
		for sy := 1; sx > 0 && sy <= most; sy++ {
			if c := float64(f.Cap * sy); c <= capital+0.5 && 2*c >= capital-0.5 {
				ms = append(ms, printer.DrawText{ScaleX: sx, ScaleY: sy, Font: f})
			}
		}
	}
	// A small font magnified is stairs: it must be larger by more to be better.
	good := func(m printer.DrawText) float64 {
		return float64(m.Font.W*m.ScaleX*m.Font.Cap*m.ScaleY) / float64(8+m.ScaleX+m.ScaleY)
	}
	slices.SortStableFunc(ms, func(a, b printer.DrawText) int { return cmp.Compare(good(b), good(a)) })
	return ms
}

// room is where an operation draws that need not look as it was drawn: its cells, and
// the part of them that may have ink.
type room struct{ cells, ink rect }

// overlaps says if two operations share ink or, with whole, cells.
func (a room) overlaps(b room, whole bool) bool {
	if whole {
		return !a.cells.intersect(b.cells).empty()
	}
	return !a.ink.intersect(b.ink).empty()
}

// text is r in the first of the candidates that is clear of everything else; it
// is then no longer in the rest.
func (s *splitter) text(l line, r run, ms []printer.DrawText) (printer.DrawText, bool) {
	if len(ms) == 0 {
		return printer.DrawText{}, false
	}
	drawn, dots, ok := s.ink(l, r)
	// A single small letter goes into a picture with what is beside it.
	if !ok || !r.han && len(r.glyphs) == 1 && dotBytes(drawn) < smallLetter {
		return printer.DrawText{}, false
	}
	// Cells that keep clear of other cells first: what a printer's font looks
	// like in them is not known to the dot.
	for _, whole := range []bool{true, false} {
		for _, m := range ms {
			m, at := r.set(l, m)
			both := at.ink.union(drawn)
			blocked := slices.ContainsFunc(s.taken, func(o room) bool { return at.overlaps(o, whole) })
			if blocked || !at.cells.in(bounds(s.full)) || count(s.full, both) != dots {
				continue
			}
			wipe(s.rest, both)
			wipe(s.preview, both)
			s.taken = append(s.taken, at)
			return m, true
		}
	}
	return printer.DrawText{}, false
}

// set puts r in the font and scale of m on its line.
func (r run) set(l line, m printer.DrawText) (printer.DrawText, room) {
	m.Text = r.text()
	width := len(r.glyphs) * m.Font.W * m.ScaleX
	switch l.align {
	case printer.AlignRight:
		m.X = r.to().Floor() - width
	case printer.AlignCenter:
		m.X = ((r.from() + r.to()) / 2).Round() - width/2
	default:
		m.X = r.from().Ceil()
	}
	m.Y = l.y - m.Font.Baseline*m.ScaleY
	at := room{cells: rect{m.X, m.Y, m.X + width, m.Y + m.Font.H*m.ScaleY}}
	at.ink = at.cells
	if r.level() {
		// Round letters may be a dot of the font higher and lower.
		at.ink.y0, at.ink.y1 = max(at.cells.y0, l.y-(m.Font.Cap+1)*m.ScaleY), min(at.cells.y1, l.y+m.ScaleY)
	}
	return m, at
}

// ink is the box of the ink of r and the number of its dots; ok is false if some
// of them did not come out, under white or off the paper.
func (s *splitter) ink(l line, r run) (box rect, dots int, ok bool) {
	for _, g := range r.glyphs {
		for _, d := range g.dots {
			x, y := g.x+d.X, l.y+d.Y
			if !s.full.Black(x, y) {
				return rect{}, 0, false
			}
			o := rect{x, y, x + 1, y + 1}
			if box.empty() {
				box = o
			}
			box = box.union(o)
		}
	}
	own := printer.NewBitmap(box.w(), box.h())
	for _, g := range r.glyphs {
		for _, d := range g.dots {
			own.Set(g.x+d.X-box.x0, l.y+d.Y-box.y0, true)
		}
	}
	return box, count(own, bounds(own)), true
}
