// Package app is the shell around the pure kernel: Game shows what view.Build
// makes of a flow.State, turns touches, keys and scans into messages, and
// hands the commands of flow.Update on.
//
// Importing it opens the display, as Ebiten does; a process without one
// panics before main.
package app
