package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// known are the attributes of the elements that draw; svg itself has been
// looked at by the test of the family.
var known = map[string][]string{
	"path":     {"d"},
	"line":     {"x1", "y1", "x2", "y2"},
	"polyline": {"points"},
	"polygon":  {"points"},
	"rect":     {"x", "y", "width", "height", "rx", "ry"},
	"circle":   {"cx", "cy", "r"},
	"ellipse":  {"cx", "cy", "rx", "ry"},
}

// readSVG returns the paths of an icon as lines of paths.txt.
func readSVG(r io.Reader) (paths []string, err error) {
	for d := xml.NewDecoder(r); ; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return paths, nil
		}
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local == "svg" {
			continue
		}
		line, err := element(e)
		if err != nil {
			return nil, fmt.Errorf("<%s>: %w", e.Name.Local, err)
		}
		paths = append(paths, line)
	}
}

func element(e xml.StartElement) (string, error) {
	names, ok := known[e.Name.Local]
	if !ok {
		return "", errors.New("this element is not read")
	}
	how, attr := "stroke", map[string]string{}
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "fill" && a.Value == "currentColor":
			how = "fill"
		case slices.Contains(names, a.Name.Local):
			attr[a.Name.Local] = a.Value
		default:
			return "", fmt.Errorf("the attribute %s=%q is not read", a.Name.Local, a.Value)
		}
	}
	var p path
	switch e.Name.Local {
	case "path":
		if err := p.commands(attr["d"]); err != nil {
			return "", err
		}
		return how + p.String(), nil
	case "polyline", "polygon":
		if err := p.commands("M" + attr["points"]); err != nil {
			return "", err
		}
		if e.Name.Local == "polygon" {
			p.close()
		}
		return how + p.String(), nil
	}
	n := map[string]float64{}
	for name, text := range attr {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return "", fmt.Errorf("%s=%q is no number", name, text)
		}
		n[name] = v
	}
	switch e.Name.Local {
	case "line":
		p.move(point{n["x1"], n["y1"]})
		p.line(point{n["x2"], n["y2"]})
	case "rect":
		p.rect(n, attr)
	case "circle":
		if n["r"] <= 1 {
			how = "fill" // a dot, which a thinner pen than 2 would leave open
		}
		p.ellipse(point{n["cx"], n["cy"]}, n["r"], n["r"])
	case "ellipse":
		p.ellipse(point{n["cx"], n["cy"]}, n["rx"], n["ry"])
	}
	return how + p.String(), nil
}

// rect adds a rectangle; a radius that is not given is the other one.
// Source: SVG 2, 10.2.
func (p *path) rect(n map[string]float64, given map[string]string) {
	x, y, w, h, rx, ry := n["x"], n["y"], n["width"], n["height"], n["rx"], n["ry"]
	if given["rx"] == "" {
		rx = ry
	}
	if given["ry"] == "" {
		ry = rx
	}
	rx, ry = math.Min(rx, w/2), math.Min(ry, h/2)
	p.move(point{x + rx, y})
	for _, side := range [][2]point{
		{{x + w - rx, y}, {x + w, y + ry}},
		{{x + w, y + h - ry}, {x + w - rx, y + h}},
		{{x + rx, y + h}, {x, y + h - ry}},
		{{x, y + ry}, {x + rx, y}},
	} {
		p.line(side[0])
		p.arc(rx, ry, 0, false, true, side[1])
	}
	p.close()
}

func (p *path) ellipse(c point, rx, ry float64) {
	p.move(point{c.x + rx, c.y})
	p.arc(rx, ry, 0, false, true, point{c.x - rx, c.y})
	p.arc(rx, ry, 0, false, true, point{c.x + rx, c.y})
	p.close()
}

// path is a drawing in absolute commands.
type path struct {
	b         strings.Builder
	at, first point
	pen       point // the last control point of a curve, for S
	curved    bool  // the last command was a curve
}

type point struct{ x, y float64 }

func (p *path) String() string { return p.b.String() }

func (p *path) add(command string, to ...point) {
	p.b.WriteString(" " + command)
	for _, q := range to {
		for _, v := range []float64{q.x, q.y} {
			// A thousandth of a unit is a 250th of a pixel of the largest icon.
			p.b.WriteString(" " + strconv.FormatFloat(math.Round(v*1000)/1000+0, 'f', -1, 64))
		}
	}
	p.curved = command == "C"
	if len(to) > 0 {
		p.at = to[len(to)-1]
	}
}

func (p *path) move(to point) { p.add("M", to); p.first = to }

func (p *path) line(to point) {
	if to != p.at {
		p.add("L", to)
	}
}

func (p *path) cube(a, b, to point) { p.add("C", a, b, to); p.pen = b }

func (p *path) close() { p.add("Z"); p.at = p.first }

// arc adds an elliptical arc as cubic curves of at most 45 degrees, which are
// within 4 millionths of the radius.
// Source: SVG 2, appendix B.2 (conversion to centre, radii that are too small).
func (p *path) arc(rx, ry, rotation float64, large, sweep bool, to point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || to == p.at {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(rotation * math.Pi / 180)
	dx, dy := (p.at.x-to.x)/2, (p.at.y-to.y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if small := math.Hypot(x/rx, y/ry); small > 1 {
		rx, ry = rx*small, ry*small
	}
	k := rx*rx*y*y + ry*ry*x*x
	k = math.Sqrt(math.Max(0, (rx*rx*ry*ry-k)/k))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*y/ry, -k*ry*x/rx
	from := math.Atan2((y-cy)/ry, (x-cx)/rx)
	turn := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - from
	if sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	mid := point{(p.at.x + to.x) / 2, (p.at.y + to.y) / 2}
	// place is the point of the ellipse at an angle, moved on along it.
	place := func(angle, along float64) point {
		s, c := math.Sincos(angle)
		ex, ey := cx+rx*(c-along*s), cy+ry*(s+along*c)
		return point{mid.x + cos*ex - sin*ey, mid.y + sin*ex + cos*ey}
	}
	n := math.Ceil(math.Abs(turn)/(math.Pi/4) - 1e-9)
	step := turn / n
	handle := 4.0 / 3 * math.Tan(step/4)
	for i := range int(n) {
		a, b := from+float64(i)*step, from+float64(i+1)*step
		end := place(b, 0)
		if i == int(n)-1 {
			end = to
		}
		p.cube(place(a, handle), place(b, -handle), end)
	}
}
