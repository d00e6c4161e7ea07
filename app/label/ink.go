package label

import (
	"math"
	"slices"
	"strings"

	"countertop/printer"
)

// Point is a point of handwriting, in any unit; it is scaled to its place.
type Point [2]float64 // x, y

// A name in somebody's own hand stands in a text as one rune, so that it is
// measured, joined and cut as names are. The runes are noncharacters, which
// nobody's text has; the later, the wider the ink.
const (
	inkFirst = '\uFDD0'
	inkStep  = 0.25 // of the em, by which each is wider than the one before
	inkSteps = 24   // an ink of more is drawn less high
	inkLeast = 0.6  // of its own width; narrower nobody can read it
	inkRise  = 0.88 // of the em over the baseline, as Han
)

// name is what stands for a customer: the name as it was typed, or where there
// is none the customer's ink, of which a surface has one.
func (s *surface) name(typed string, ink [][]Point) string {
	box, ok := boxOf(ink)
	if strings.TrimSpace(typed) != "" || !ok {
		return typed
	}
	s.ink = ink
	pen := thinLine / body
	wide := (1-pen)*box.w/max(box.h, 1e-9) + pen
	return string(inkOfWidth(wide))
}

// inkOfWidth is the rune of an ink of em.
func inkOfWidth(em float64) rune {
	n := math.Ceil(min(em, inkSteps*inkStep) / inkStep)
	return inkFirst + rune(max(1, n)) - 1
}

// inkWidth is the width of the ink that r stands for, 0 if r is a letter.
func (s *surface) inkWidth(r rune, size float64) float64 {
	if s.ink == nil || r < inkFirst || r >= inkFirst+inkSteps {
		return 0
	}
	return float64(r-inkFirst+1) * inkStep * size
}

// inkAt is where the ink stands in a text, -1 if it does not.
func (s *surface) inkAt(text string) int {
	return strings.IndexFunc(text, func(r rune) bool { return s.inkWidth(r, 1) > 0 })
}

// cutInk makes an ink that stands alone narrower; "" if nobody could read it.
func (s *surface) cutInk(r rune, size, room float64) string {
	for most := s.inkWidth(r, size); r >= inkFirst; r-- {
		w := s.inkWidth(r, size)
		if w < inkLeast*most {
			break
		}
		if w <= room {
			return string(r)
		}
	}
	return ""
}

// putInk draws the ink that r stands for, as high as a line of text.
func (s *surface) putInk(x, bl, size float64, r rune) {
	box, _ := boxOf(s.ink)
	pen, w := size*thinLine/body, s.inkWidth(r, size)
	scale := box.scale(w-pen, size-pen)
	if high := box.scale(math.Inf(1), size-pen); scale < high { // a fine pen keeps it readable
		pen = max(s.least(thinLine), pen*scale/high)
	}
	y := bl - inkRise*size + (size-box.h*scale)/2
	x += (w - box.w*scale) / 2
	s.add(printer.Strokes{Lines: box.lines(s.ink, x, y, scale), LineMM: pen})
}

// inkBox is the box around all points of an ink.
type inkBox struct{ left, top, w, h float64 }

// boxOf is false for an ink without a point, or with one that is nowhere.
func boxOf(ink [][]Point) (b inkBox, ok bool) {
	left, top := math.Inf(1), math.Inf(1)
	right, bottom := math.Inf(-1), math.Inf(-1)
	for _, stroke := range ink {
		for _, p := range stroke {
			left, right = min(left, p[0]), max(right, p[0])
			top, bottom = min(top, p[1]), max(bottom, p[1])
		}
	}
	b = inkBox{left, top, right - left, bottom - top}
	ok = b.w >= 0 && b.h >= 0 && !math.IsInf(b.w, 0) && !math.IsInf(b.h, 0)
	return b, ok
}

// scale is how much larger the ink gets in w x h, proportions kept.
func (b inkBox) scale(w, h float64) float64 { return min(w/max(b.w, 1e-9), h/max(b.h, 1e-9)) }

// lines is the ink with the corner of its box at x, y.
func (b inkBox) lines(ink [][]Point, x, y, scale float64) (lines [][]printer.PointMM) {
	for _, stroke := range ink {
		var line []printer.PointMM
		for _, p := range stroke {
			line = append(line, printer.PointMM{X: x + (p[0]-b.left)*scale, Y: y + (p[1]-b.top)*scale})
		}
		lines = append(lines, line)
	}
	return slices.DeleteFunc(lines, func(l []printer.PointMM) bool { return len(l) == 0 })
}
