// Package wedge finds scans in what a keyboard types, for scanners that pretend to
// be one. It is a pure function, fed by the window once a tick.
//
// It uses runes only: they arrive complete and in order. Enter may come late,
// once for two scans, or not at all, and its place among the runes of a tick
// is unknown, so it only hastens. Codes of the shop are cut out by their own
// grammar, even when several stand in one tick without anything between, and
// when a machine that is too busy to look leaves a hole in the midst of one.
// Anything else is a scan if it came too fast for hands, and typing otherwise.
//
// No rune is lost: the pieces that Step returns, put together, are the runes
// it was given, in order.
package wedge
