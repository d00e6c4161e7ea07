// Package view turns a flow.State into a Scene: a flat list of what stands
// where, in pixels, and what a touch on it means. Build is pure: the same
// state, size and language give the same Scene, and nothing is drawn here.
package view
