// Package raster turns a printer.Page into the dots a printer burns, and takes
// it apart into what a printer can be told in fewer bytes. The same bitmap is the
// preview on the screen, so what is seen is what is printed.
//
// It promises: every code has modules of a whole number of dots; lines are as
// many dots wide on every run of theirs; ink that would fall outside the page
// is an *InkError and never silently cut; a text is never a reason to fail,
// whatever runes it has. A rune the font lacks is drawn as a box and named by
// Missing, for a customer's rare name must not stop a label.
//
// It promises of a page image: the operations together are its preview, and no dot is in
// two; a code that the printer draws has its quiet zone clear; a text that it
// sets in its own font stands on the line and within the width that the page
// gives it, and overlaps nothing; it has no rune that the font is not known to
// have. What a printer's correction moves off the paper is cut off.
//
// Text is set in Noto Sans CJK SC Bold with fractional advances and neither
// kerning nor ligatures; a dot is burnt when at least half of it is covered.
package raster
