package view

import (
	"countertop/app/flow"
)

// Viewport is the screen that a scene is built for.
type Viewport struct {
	W, H int
	// PxPerMM is the density of the panel, from its configured size.
	PxPerMM float64
	// Text measures; it must draw from the same font as paint.
	Text *Measurer
}

// pages draw the screens: each file of a page puts its own in.
var pages = map[flow.Screen]func(*builder){}

// Build returns what the screen shows for s. It is pure and takes well under
// a millisecond for an ordinary page.
func Build(s flow.State, v Viewport) Scene {
	b := newBuilder(s, v)
	pages[s.Screen](b)
	if s.Dialog != nil {
		b.dialog()
	}
	b.toast()
	return b.scene()
}
