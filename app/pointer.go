package app

import (
	"image"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/flow"
	"countertop/app/view"
)

// pointing is a change of the finger or mouse.
type pointing struct {
	phase phase
	at    image.Point
	// when is the time of the device, from any start.
	when time.Duration
}

type phase uint8

const (
	down phase = iota
	moved
	up
)

// pointer follows one finger. What it is on is kept by value: the scene may
// have been built again before it lifts.
type pointer struct {
	pressing bool
	node     view.Node // what it went down on
	inside   bool      // it still is on node
	pen      pen
	// repeat is when what is held down means its touch again, zero for never;
	// again is set once it did: then the release means nothing more.
	repeat time.Time
	again  bool
}

// A key that erases repeats while it is held down: first after a while, then
// fast.
const (
	repeatAfter = 400 * time.Millisecond
	repeatEvery = 60 * time.Millisecond
)

// hold repeats what is held down.
func (g *Game) hold(now time.Time) {
	p := &g.pointer
	if p.repeat.IsZero() || now.Before(p.repeat) {
		return
	}
	if p.inside {
		g.send(p.node.Touch, now)
		p.again = true
	}
	g.repeatAt(now.Add(repeatEvery), now)
}

func (g *Game) repeatAt(at, now time.Time) {
	g.pointer.repeat = at
	time.AfterFunc(at.Sub(now), ebiten.ScheduleFrame)
}

// settling is how long a page that has just come takes no touch where the one before
// was touched: the second tap of a double one is not meant for it.
const settling = 350 * time.Millisecond

// samePlace is how far apart the taps of a double one are at most, in mm.
const samePlace = 8

// bounced reports whether a touch is the second one of a double tap that has turned
// the page.
func (g *Game) bounced(e pointing, at time.Time) bool {
	far := max(abs(e.at.X-g.last.X), abs(e.at.Y-g.last.Y))
	return far < int(samePlace*g.Viewport(g.size.X, g.size.Y).PxPerMM) && at.Sub(g.turned) < settling
}

func abs(x int) int { return max(x, -x) }

// point follows the pointer: down and up on the same node is a touch, and a
// pad is drawn on.
func (g *Game) point(e pointing, at time.Time) {
	p := &g.pointer
	switch e.phase {
	case down:
		g.build()
		*p = pointer{pressing: true, pen: p.pen}
		n := g.scene.At(e.at.X, e.at.Y)
		if n == nil || g.bounced(e, at) {
			return
		}
		p.node, p.inside = *n, true
		if n.Pen {
			g.send(p.pen.down(n, e), at)
			return
		}
		if n.Touch == (flow.Erased{}) {
			g.repeatAt(at.Add(repeatAfter), at)
		}
		g.drawn = nil
	case moved:
		switch {
		case !p.pressing || p.node.Kind == "":
		case p.node.Pen:
			g.send(p.pen.moved(e), at)
		default:
			n := g.scene.At(e.at.X, e.at.Y)
			if inside := n != nil && sameNode(n, &p.node); inside != p.inside {
				p.inside, g.drawn = inside, nil
			}
		}
	case up:
		g.build()
		pressed := p.node
		on, again := p.pressing && pressed.Kind != "", p.again
		p.pressing, p.node, p.repeat, p.again = false, view.Node{}, time.Time{}, false
		switch {
		case !on:
		case again:
			g.drawn = nil
		case pressed.Pen:
			for _, m := range p.pen.up(e) {
				g.send(m, at)
			}
		default:
			g.drawn = nil
			if n := g.scene.At(e.at.X, e.at.Y); n != nil && sameNode(n, &pressed) {
				g.last = e.at
				g.send(touch(n, e.at), at)
			}
		}
	}
}

// sameNode reports whether b is a, built again.
func sameNode(a, b *view.Node) bool {
	return a.ID == b.ID && a.Kind == b.Kind && (a.ID != "" || a.Rect == b.Rect)
}

// touch is what a touch of n at a place means.
func touch(n *view.Node, at image.Point) flow.Msg {
	if m, ok := n.Touch.(flow.Positioned); ok {
		return m.Positioned(
			(float64(at.X-n.Rect.X)+0.5)/float64(n.Rect.W),
			(float64(at.Y-n.Rect.Y)+0.5)/float64(n.Rect.H),
		)
	}
	return n.Touch
}

// pressed returns the scene with the node under the finger shaded.
func (p *pointer) pressed(s view.Scene) *view.Scene {
	if !p.pressing || !p.inside || p.node.Pen || p.node.Kind == "" {
		return &s
	}
	shade := view.Color{R: 0x12, G: 0x16, B: 0x1c, A: 0x1c}
	if f := p.node.Fill; f.A == 0xff && int(f.R)+int(f.G)+int(f.B) < 0x180 {
		shade = view.Color{R: 0xff, G: 0xff, B: 0xff, A: 0x38}
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if !sameNode(n, &p.node) || n.Touch == nil {
			continue
		}
		tint := view.Node{Kind: view.KindBox, Rect: n.Rect, Radius: n.Radius, Fill: shade}
		s.Nodes = append(append(append([]view.Node(nil), s.Nodes[:i+1]...), tint), s.Nodes[i+1:]...)
		break
	}
	return &s
}

// pollPointer reads the pointer once a frame, where X cannot be watched.
func (g *Game) pollPointer(now time.Time) {
	x, y := ebiten.CursorPosition()
	e := pointing{phase: moved, at: image.Pt(x, y), when: time.Duration(now.UnixNano())}
	pressed := ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	switch {
	case pressed && !g.pointer.pressing:
		e.phase = down
	case !pressed && g.pointer.pressing:
		e.phase = up
	case !pressed:
		return
	}
	g.input = now
	g.point(e, now)
}

// TapAt touches the screen at x, y as a finger would, and reports whether
// that meant anything. It must not be called from the game loop.
func (g *Game) TapAt(x, y int) bool {
	hit := false
	err := g.Do(func() {
		hit = g.scene.At(x, y) != nil
		g.follow([]image.Point{{X: x, Y: y}})
	})
	return hit && err == nil
}

// TapOn touches the middle of the node with an id where it is at that moment,
// and reports whether it was there and took the touch. It must not be called
// from the game loop.
func (g *Game) TapOn(id string) bool {
	hit := false
	err := g.Do(func() {
		if n := g.scene.Find(id); n != nil {
			x, y := n.Rect.X+n.Rect.W/2, n.Rect.Y+n.Rect.H/2
			hit = g.scene.At(x, y) != nil
			g.follow([]image.Point{{X: x, Y: y}})
		}
	})
	return hit && err == nil
}

// StrokeAt draws on the screen along a path, 8 ms from point to point, and
// reports whether it began on a pad. It must not be called from the game
// loop.
func (g *Game) StrokeAt(path ...image.Point) bool {
	hit := false
	err := g.Do(func() {
		if len(path) == 0 {
			return
		}
		n := g.scene.At(path[0].X, path[0].Y)
		hit = n != nil && n.Pen
		g.follow(path)
	})
	return hit && err == nil
}

// follow lets the finger down, along a path, and up.
func (g *Game) follow(path []image.Point) {
	g.turned = time.Time{} // it means what it touches
	now := time.Now()
	when := time.Duration(now.UnixNano())
	for i, at := range path {
		ph := moved
		if i == 0 {
			ph = down
		}
		g.point(pointing{ph, at, when + time.Duration(i)*8*time.Millisecond}, now)
	}
	g.point(pointing{up, path[len(path)-1], when + time.Duration(len(path))*8*time.Millisecond}, now)
}
