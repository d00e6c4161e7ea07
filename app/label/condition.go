package label

import (
	"fmt"

	"countertop/assets"
	"countertop/printer"
)

// Mark is damage that was there at check-in: a place on one of the views of
// the machine's outline, X and Y from 0 to 1, and its words.
type Mark struct {
	View int     `json:"view"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Text string  `json:"text"`
}

const (
	outlineWidth  = 20.0
	outlineHeight = 19.25
	outlineGap    = 1.5
	markSize      = 4.5
	legendPitch   = 6.75
)

// condition draws the outlines of the machine with the marks, and beside or
// below them the legend.
func (s *slip) condition(kind string, marks []Mark) {
	title := s.t("paper.condition")
	if len(marks) == 0 {
		s.split(title, s.t("paper.spotless"))
		return
	}
	s.split(title, s.t("paper.as-found"))
	views := assets.Outline(kind)
	top := s.y + ruleGap
	mid := top + outlineHeight/2
	line := bodyLine
	for i, v := range views {
		cx := s.x0 + outlineWidth/2 + float64(i)*(outlineWidth+outlineGap)
		scale := min((outlineWidth-line)/v.W, (outlineHeight-line)/v.H)
		x, y := cx-v.W*scale/2, mid-v.H*scale/2
		at := func(px, py float64) printer.PointMM {
			return printer.PointMM{X: x + px*v.W*scale, Y: y + py*v.H*scale}
		}
		var lines [][]printer.PointMM
		for _, stroke := range v.Strokes {
			var l []printer.PointMM
			for _, p := range stroke {
				l = append(l, at(p.X, p.Y))
			}
			lines = append(lines, l)
		}
		s.add(printer.Strokes{Lines: lines, LineMM: line})
		for n, m := range marks {
			if m.View == i {
				// A mark at the very edge keeps its disc on the outline.
				const r = markSize / 2
				p := at(clamp(m.X), clamp(m.Y))
				s.mark(min(max(p.X, cx-outlineWidth/2+r), cx+outlineWidth/2-r),
					min(max(p.Y, top+r), top+outlineHeight-r), n+1)
			}
		}
		s.center(cx, top+outlineHeight+4, body, s.keyed("paper.view.", v.Name))
	}
	s.y = top + outlineHeight + 4.5
	s.legend(marks, mid+0.0625)
}

// clamp also takes what is no number for the edge.
func clamp(v float64) float64 {
	if v >= 0 {
		return min(v, 1)
	}
	return 0
}

// legend has up to three marks beside the outlines and more of them, or all
// on a narrow roll, in two columns below.
func (s *slip) legend(marks []Mark, mid float64) {
	line := func(n int, x, cy, room float64) {
		s.mark(x+markSize/2, cy, n+1)
		const textAt = markSize + 1.25
		text := s.cut(clean(marks[n].Text), body, room-textAt)
		s.text(x+textAt, cy+capHeight*body/2, body, text)
	}
	if len(marks) <= 3 && !s.narrow {
		x := s.x0 + 2*(outlineWidth+outlineGap) + 0.25
		for n := range marks {
			line(n, x, mid+(float64(n)-float64(len(marks)-1)/2)*legendPitch, s.x1-x)
		}
		return
	}
	s.y += 1
	column := s.w() / 2
	for n := range marks {
		line(n, s.x0+float64(n%2)*column, s.y+legendPitch*(float64(n/2)+0.5), column-1)
	}
	s.y += legendPitch * float64((len(marks)+1)/2)
}

// mark is a numbered black disc with a white ring.
func (s *slip) mark(cx, cy float64, n int) {
	s.add(printer.Disc{X: cx, Y: cy, DiameterMM: markSize + 1, White: true})
	s.add(printer.Disc{X: cx, Y: cy, DiameterMM: markSize})
	s.white(cx, cy+capHeight*body/2, body, fmt.Sprint(n), printer.AlignCenter)
}
