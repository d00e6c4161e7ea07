package assets

import "math"

// Point is a place in a view; X and Y run from 0 (left, top) to 1.
type Point struct{ X, Y float64 }

// View is one line drawing of a machine. The check-in screen and the
// customer copy draw the very same lines, and a mark made on one stands in
// the same place on the other.
type View struct {
	// Name is a key: lid, open, front, side, top, back.
	Name string
	// W and H are the proportions of the drawing; views of one kind share one
	// scale.
	W, H float64
	// Strokes are polylines to be drawn with one round pen. They touch the
	// edges 0 and 1, so half a pen stands out on each side.
	Strokes [][]Point
}

// Outline returns the views of a kind of machine: laptop, desktop, printer;
// any other kind gives a plain box. The views are shared: do not change them.
func Outline(kind string) []View {
	if v, ok := outlines[kind]; ok {
		return v
	}
	return outlines["other"]
}

var outlines = map[string][]View{
	"laptop":  {laptopCover(), laptopOpen()},
	"desktop": {desktopFront(), desktopSide()},
	"printer": {printerFront(), printerTop()},
	"other":   {box("front", 157, 112), box("back", 157, 112)},
}

// drawing collects strokes in units of its own; view brings them to 0..1.
type drawing struct {
	w, h    float64
	strokes [][]Point
}

func (d *drawing) line(pts ...Point) { d.strokes = append(d.strokes, pts) }

func (d *drawing) rect(x0, y0, x1, y1 float64) {
	d.line(Point{x0, y0}, Point{x1, y0}, Point{x1, y1}, Point{x0, y1}, Point{x0, y0})
}

// rounded draws a closed polygon whose corners are arcs of radius r.
func (d *drawing) rounded(r float64, corners ...Point) {
	var pts []Point
	n := len(corners)
	for i, c := range corners {
		a, b := towards(c, corners[(i+n-1)%n], r), towards(c, corners[(i+1)%n], r)
		pts = append(pts, corner(a, c, b)...)
	}
	d.line(append(pts, pts[0])...)
}

func towards(from, to Point, r float64) Point {
	dx, dy := to.X-from.X, to.Y-from.Y
	l := math.Hypot(dx, dy)
	return Point{from.X + dx*r/l, from.Y + dy*r/l}
}

func (d *drawing) roundRect(r, x0, y0, x1, y1 float64) {
	d.rounded(r, Point{x0, y0}, Point{x1, y0}, Point{x1, y1}, Point{x0, y1})
}

// dashes draws a level row of dashes of length on, one every period.
func (d *drawing) dashes(x0, x1, y, on, period float64) {
	for x := x0; x < x1; x += period {
		d.line(Point{x, y}, Point{math.Min(x+on, x1), y})
	}
}

func (d *drawing) circle(cx, cy, r float64) {
	const steps = 24
	var pts []Point
	for i := range steps + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / steps)
		pts = append(pts, Point{cx + r*cos, cy + r*sin})
	}
	d.line(pts...)
}

func (d *drawing) view(name string) View {
	for _, s := range d.strokes {
		for i := range s {
			s[i] = Point{s[i].X / d.w, s[i].Y / d.h}
		}
	}
	return View{Name: name, W: d.w, H: d.h, Strokes: d.strokes}
}

func laptopCover() View {
	d := &drawing{w: 157, h: 127}
	d.roundRect(11, 0, 16, 157, 127)
	for _, x := range []float64{22, 106} { // hinges
		d.rect(x, 13, x+29, 18)
		d.line(Point{x, 15.5}, Point{x + 29, 15.5})
	}
	return d.view("lid")
}

func laptopOpen() View {
	d := &drawing{w: 157, h: 151}
	d.roundRect(10, 12, 0, 145, 85)
	d.rect(23, 10, 134, 75)
	base := []Point{{12, 91}, {145, 91}}
	base = append(base, corner(Point{157, 143}, Point{157, 151}, Point{148, 151})...)
	base = append(base, corner(Point{9, 151}, Point{0, 151}, Point{0, 143})...)
	d.line(append(base, base[0])...)
	d.dashes(22, 133, 102, 7, 14) // keys
	d.dashes(19, 138, 113, 7, 14)
	d.line(Point{58, 126}, Point{98, 126}, Point{101, 142}, Point{56, 142}, Point{58, 126})
	return d.view("open")
}

// corner is a curve from a to b that bends at c: a quadratic one, close to
// an arc and right for corners of any angle.
func corner(a, c, b Point) []Point {
	const steps = 8
	var pts []Point
	for s := range steps + 1 {
		t := float64(s) / steps
		u, v, w := (1-t)*(1-t), 2*t*(1-t), t*t
		pts = append(pts, Point{u*a.X + v*c.X + w*b.X, u*a.Y + v*c.Y + w*b.Y})
	}
	return pts
}

func desktopFront() View {
	d := &drawing{w: 76, h: 151}
	d.roundRect(8, 0, 0, 76, 151)
	d.roundRect(3, 12, 14, 64, 28) // drive
	d.line(Point{52, 21}, Point{57, 21})
	d.circle(38, 52, 8)    // power
	d.rect(20, 74, 32, 80) // sockets
	d.rect(44, 74, 56, 80)
	for y := 98.0; y <= 134; y += 9 {
		d.line(Point{14, y}, Point{62, y})
	}
	return d.view("front")
}

func desktopSide() View {
	d := &drawing{w: 148, h: 151}
	d.roundRect(8, 0, 0, 148, 142)
	d.line(Point{18, 142}, Point{18, 151}, Point{36, 151}, Point{36, 142}) // feet
	d.line(Point{112, 142}, Point{112, 151}, Point{130, 151}, Point{130, 142})
	d.line(Point{130, 0}, Point{130, 142})
	d.circle(80, 46, 24) // fan
	d.circle(80, 46, 12)
	for y := 92.0; y <= 119; y += 9 {
		d.dashes(56, 104, y, 14, 17)
	}
	return d.view("side")
}

func printerFront() View {
	d := &drawing{w: 157, h: 127}
	d.roundRect(7, 14, 0, 143, 26) // scanner
	d.roundRect(9, 0, 26, 157, 118)
	d.line(Point{10, 118}, Point{10, 127}, Point{30, 127}, Point{30, 118}) // feet
	d.line(Point{127, 118}, Point{127, 127}, Point{147, 127}, Point{147, 118})
	d.rect(16, 37, 52, 51) // panel
	d.circle(65, 44, 4)
	d.circle(80, 44, 4)
	d.line(Point{16, 63}, Point{141, 63}, Point{133, 77}, Point{24, 77}, Point{16, 63}) // paper way
	d.line(Point{0, 88}, Point{157, 88})
	d.roundRect(3, 62, 97, 95, 105) // tray
	return d.view("front")
}

func printerTop() View {
	d := &drawing{w: 157, h: 127}
	d.roundRect(9, 0, 0, 157, 127)
	d.roundRect(5, 10, 10, 147, 90)
	d.line(Point{64, 82}, Point{93, 82})
	d.rect(12, 101, 52, 116)
	for x := 70.0; x <= 142; x += 18 {
		d.circle(x, 108.5, 4)
	}
	return d.view("top")
}

func box(name string, w, h float64) View {
	d := &drawing{w: w, h: h}
	d.roundRect(9, 0, 0, w, h)
	d.roundRect(5, 12, 12, w-12, h-12)
	return d.view(name)
}
