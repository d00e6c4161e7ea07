// Package flow is the kernel of the kiosk: State is all that the screens
// know, Msg is what happened, Cmd is what to do outside, and Update turns a
// state and a message into the next state and a list of commands. It is pure:
// no clock, no files, no devices, no drawing.
package flow
