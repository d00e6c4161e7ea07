package main

import (
	_ "embed"
	"fmt"
	"strings"

	"countertop/app/ime/ink/shape"
)

//go:embed extra.txt
var extra string

// compose adds the characters of extra.txt to those it has.
func compose(characters []character) ([]character, error) {
	strokes := map[string][]shape.Stroke{}
	for _, c := range characters {
		strokes[string(c.r)] = c.strokes
	}
	for line := range strings.Lines(extra) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		if strokes[f[0]] != nil {
			return nil, fmt.Errorf("extra.txt: %s is no longer missing", f[0])
		}
		c := character{r: []rune(f[0])[0]}
		for _, part := range f[1:] {
			s, err := cut(part, strokes)
			if err != nil {
				return nil, fmt.Errorf("extra.txt: %s: %s: %w", f[0], part, err)
			}
			c.strokes = append(c.strokes, s...)
		}
		characters = append(characters, c)
	}
	return characters, nil
}

// cut returns the strokes that a part names.
func cut(part string, strokes map[string][]shape.Stroke) ([]shape.Stroke, error) {
	part, box, boxed := strings.Cut(part, "@")
	name, span, some := strings.Cut(part, ":")
	s := strokes[name]
	first, last := 1, len(s)
	if some {
		if _, err := fmt.Sscanf(span, "%d-%d", &first, &last); err != nil {
			return nil, err
		}
	}
	if first < 1 || first > last || last > len(s) {
		return nil, fmt.Errorf("%s has %d strokes", name, len(s))
	}
	s = s[first-1 : last]
	if !boxed {
		return s, nil
	}
	var l, t, r, b float32
	if _, err := fmt.Sscanf(box, "%f,%f,%f,%f", &l, &t, &r, &b); err != nil {
		return nil, err
	}
	return fit(s, shape.Point{X: l, Y: t}, shape.Point{X: r, Y: b}), nil
}

// fit moves and scales strokes so that they fill a box.
func fit(strokes []shape.Stroke, from, to shape.Point) []shape.Stroke {
	lo, hi := strokes[0][0], strokes[0][0]
	for _, s := range strokes {
		for _, p := range s {
			lo = shape.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
			hi = shape.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
		}
	}
	out := make([]shape.Stroke, len(strokes))
	for i, s := range strokes {
		for _, p := range s {
			out[i] = append(out[i], shape.Point{
				X: from.X + (p.X-lo.X)/(hi.X-lo.X)*(to.X-from.X),
				Y: from.Y + (p.Y-lo.Y)/(hi.Y-lo.Y)*(to.Y-from.Y),
			})
		}
	}
	return out
}
