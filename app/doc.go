// Package app is the shell around the pure kernel: Game shows what view.Build
// makes of a flow.State, turns touches, keys and scans into messages, and
// hands the commands of flow.Update on.
//
// It links Ebiten, whose images live in a window: whatever is in it is tested
// on a display.
package app
