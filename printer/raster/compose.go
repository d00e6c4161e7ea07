package raster

import (
	"cmp"
	"slices"

	"countertop/printer"
)

// Compose takes a page apart for a printer of profile p, in the mode of p
// ("" is printer.Raster), moved and stretched by p.Correction.
//
// A page that is moved or stretched beyond the paper is cut off there. In the
// hybrid and the native mode what the profile says the printer draws itself
// becomes operations of its own, as far as it stands free of everything else; the
// rest is cut into pictures of few bytes. Operations are in the order of their rows.
// Drawn by Draw they are PageImage.Preview; of a native page image that is what it looks
// like, about, for the printer's own fonts are not known dot by dot.
//
// The picture is page.WidthMM wide and page.HeightMM high, or as high as the ink
// and printer.TailMM for a roll. The error is an *InkError, the error of a code
// whose data cannot be encoded, or that of assets.OpenFont. It may be called from
// several goroutines.
func Compose(page printer.Page, p printer.Profile) (*printer.PageImage, error) {
	c, err := paint(page, p.DPI, p.Correction)
	if err != nil {
		return nil, err
	}
	if p.Mode != printer.Hybrid && p.Mode != printer.Native {
		return printer.PageImageOf(c.bm), nil
	}
	s := &splitter{profile: p, full: c.bm, rest: clone(c.bm), preview: c.bm}
	for _, k := range c.codes {
		s.code(k)
	}
	if p.Mode == printer.Native {
		if err := s.lines(c.lines); err != nil {
			return nil, err
		}
	}
	for _, b := range c.bars {
		s.bars(b)
	}
	for _, r := range cut(s.rest, bounds(s.rest)).pictures {
		s.add(r.y0, printer.DrawImage{X: r.x0, Y: r.y0, Bitmap: part(s.rest, r)})
	}
	return s.image(), nil
}

// splitter takes operations out of a page until only pictures are left.
type splitter struct {
	profile printer.Profile
	full    *printer.Bitmap // the page as it was drawn
	rest    *printer.Bitmap // what no operation has yet
	preview *printer.Bitmap // what comes out
	ops     []rowOp
	taken   []room // by what need not look as it was drawn
}

type rowOp struct {
	y  int
	op printer.DrawOp
}

func (s *splitter) add(y int, m printer.DrawOp) { s.ops = append(s.ops, rowOp{y, m}) }

func (s *splitter) image() *printer.PageImage {
	slices.SortStableFunc(s.ops, func(a, b rowOp) int { return cmp.Compare(a.y, b.y) })
	img := &printer.PageImage{Preview: s.preview, Mode: s.profile.Mode}
	for _, m := range s.ops {
		img.Ops = append(img.Ops, m.op)
	}
	return img
}

// What all languages can draw: a module of GS w is 2 to 6 dots, of QRCODE and
// ^BQ at most 10; GS h and GS k count in a byte.
const (
	minBarDots, maxBarDots = 2, 6
	maxModuleDots          = 10
	maxBarHeight           = 255
	maxBarData             = 80
)

// code leaves a code to the printer if it came out whole on white.
func (s *splitter) code(k code) {
	switch m := k.op.(type) {
	case printer.DrawCode128:
		if !s.profile.Code128.Has() || m.ModuleDots < minBarDots || m.ModuleDots > maxBarDots ||
			m.H > maxBarHeight || len(m.Data) > maxBarData || !printable(m.Data) {
			return
		}
	case printer.DrawQR:
		if !s.profile.QR.Has() || m.ModuleDots > maxModuleDots || !printable(m.Data) {
			return
		}
	default:
		return
	}
	zone, dark := k.zone.intersect(bounds(s.full)), 0
	for _, r := range k.dark {
		if !r.in(zone) || !solid(s.rest, r) {
			return
		}
		dark += r.w() * r.h()
	}
	if count(s.full, zone) != dark {
		return
	}
	wipe(s.rest, k.box)
	s.add(k.box.y0, k.op)
	s.taken = append(s.taken, room{zone, zone})
}

func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return true
}

// bars leaves the rectangles of one element to the printer, or makes pictures
// of them if it has none, where that is fewer bytes than with the rest.
func (s *splitter) bars(rs []rect) {
	var all rect
	bytes := 0
	for i, r := range rs {
		rs[i] = r.intersect(bounds(s.full))
		if r = rs[i]; r.empty() {
			continue
		}
		if all.empty() {
			all = r
		}
		all = all.union(r)
		bytes += s.barBytes(r)
	}
	if all.empty() || bytes >= pictureHead+dotBytes(all) {
		return
	}
	for _, r := range rs {
		if solid(s.rest, r) {
			s.bar(r)
		} else {
			s.carve(r)
		}
	}
}

func (s *splitter) barBytes(r rect) int {
	if s.profile.Bars.Has() {
		return barBytes
	}
	return pictureHead + dotBytes(r)
}

func (s *splitter) bar(r rect) {
	if s.profile.Bars.Has() {
		s.add(r.y0, printer.DrawBar{X: r.x0, Y: r.y0, W: r.w(), H: r.h()})
	} else {
		s.add(r.y0, printer.DrawImage{X: r.x0, Y: r.y0, Bitmap: part(s.rest, r)})
	}
	wipe(s.rest, r)
}

// carve takes bars out of a rectangle with white text in it: what is above,
// below and beside the text, then what is between its columns or rows. Each
// must be less as a bar, and as a cut through a picture, than as dots.
func (s *splitter) carve(r rect) {
	xs, ys := spans(s.rest, r, false)
	box := hull(xs, ys)
	if box.empty() {
		return
	}
	for _, o := range []rect{
		{r.x0, r.y0, r.x1, box.y0},
		{r.x0, box.y1, r.x1, r.y1},
		{r.x0, box.y0, box.x0, box.y1},
		{box.x1, box.y0, r.x1, box.y1},
	} {
		if !o.empty() && dotBytes(o) > s.barBytes(o) {
			s.bar(o)
		}
	}
	for _, pieces := range [][]rect{columns(box, xs), rows(box, ys)} {
		if parts := s.between(pieces); len(parts) > 1 {
			for _, p := range parts {
				s.carve(p)
			}
			return
		}
	}
}

// between makes bars of the gaps that are worth it, and returns what is left of
// the box, in order.
func (s *splitter) between(pieces []rect) (left []rect) {
	for i, p := range pieces {
		if i == 0 {
			left = append(left, p)
			continue
		}
		last := &left[len(left)-1]
		gap := rect{last.x1, p.y0, p.x0, p.y1}
		if last.x0 == p.x0 && last.x1 == p.x1 {
			gap = rect{p.x0, last.y1, p.x1, p.y0}
		}
		if dotBytes(gap) > s.barBytes(gap)+pictureHead {
			s.bar(gap)
			left = append(left, p)
			continue
		}
		*last = last.union(p)
	}
	return left
}
