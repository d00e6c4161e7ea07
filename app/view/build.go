package view

import "countertop/app/flow"

// Viewport is the screen that a scene is built for.
type Viewport struct {
	W, H int
	// PxPerMM is the density of the panel, from its configured size.
	PxPerMM float64
}

// Build returns what the screen shows for s.
func Build(s flow.State, v Viewport) Scene { return Scene{W: v.W, H: v.H} }
