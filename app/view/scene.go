package view

import (
	"image/color"

	"countertop/app/flow"
	"countertop/printer"
)

// Rect is a rectangle in whole pixels from the top left corner.
type Rect struct{ X, Y, W, H int }

// Contains reports whether the point lies in r.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && y >= r.Y && x < r.X+r.W && y < r.Y+r.H
}

// Inset returns r made smaller by d on every side.
func (r Rect) Inset(d int) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Point is a place in pixels.
type Point struct{ X, Y float32 }

// Kind says how a node is drawn.
type Kind string

// The kinds of node. A node of any kind can be touched.
const (
	KindBox     Kind = "box"     // Fill, Stroke, StrokeWidth, Radius, Dashed
	KindText    Kind = "text"    // one line: Text, Size, Bold, Color; Rect.X and Baseline place it
	KindIcon    Kind = "icon"    // Icon drawn into Rect in Color
	KindPicture Kind = "picture" // Picture scaled by a whole or fractional factor into Rect, black on white
	KindInk     Kind = "ink"     // Strokes of StrokeWidth pixels with round ends, in Color
)

// Color is straight-alpha RGBA; the zero value draws nothing.
type Color = color.NRGBA

// Node is one thing on the screen. Nodes are drawn in the order of the list;
// a touch goes to the last node that contains it and has a Touch.
type Node struct {
	Kind Kind
	// ID names the node for tests and -inspect; empty for decoration. It is
	// unique in a Scene.
	ID   string
	Rect Rect

	Text     string
	Size     int // em in pixels
	Bold     bool
	Baseline int // y of the text baseline
	Color    Color

	Fill, Stroke Color
	StrokeWidth  int
	Radius       int
	Dashed       bool
	// Shadow is a soft shadow under things that can be dragged.
	Shadow bool

	Icon    string
	Picture *printer.Bitmap
	Strokes [][]Point

	// Touch is the message that a touch means; nil if it means nothing. A
	// node with a Pen is drawn on instead: its strokes go to the flow as pen
	// messages with the node's ID.
	Touch   flow.Msg
	Pen     bool
	Enabled bool
	// Explains is set for a node that is not enabled and whose Touch says why.
	Explains bool
	// Reach is how far around Rect a touch still counts, in pixels: half the
	// gap to the next node, so that no finger falls between two.
	Reach int
}

// Scene is a whole screen.
type Scene struct {
	W, H   int
	Screen string
	// Ground is the colour below all nodes.
	Ground Color
	Nodes  []Node
}

// At returns the topmost node at x, y that can be touched or drawn on, or nil; one
// that is not enabled only if it says why. A node whose Rect holds the point goes before one that only
// reaches it, but not the ground that both lie on.
func (s *Scene) At(x, y int) *Node {
	var hit *Node
	for i := len(s.Nodes) - 1; i >= 0; i-- {
		n := &s.Nodes[i]
		switch {
		case n.Touch == nil && !n.Pen:
			continue
		case n.Rect.Contains(x, y):
			if hit == nil || n.Reach > 0 {
				hit = n
			}
		case hit == nil && n.Rect.Inset(-n.Reach).Contains(x, y):
			hit = n
			continue
		default:
			continue
		}
		break
	}
	if hit == nil || !hit.Enabled && !hit.Explains {
		return nil
	}
	return hit
}

// Find returns the node with the given ID, or nil.
func (s *Scene) Find(id string) *Node {
	for i := range s.Nodes {
		if s.Nodes[i].ID == id {
			return &s.Nodes[i]
		}
	}
	return nil
}
