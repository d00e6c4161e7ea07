// Package paint draws a view.Scene with Ebiten. It is the only code that
// draws.
//
// All that needs a curve is rasterised once on the CPU as a mask, kept, and
// tinted when drawn: corners of boxes, glyphs, icons, pictures, ink. So a
// frame is a list of small copies at whole pixels; nothing is anti-aliased on
// the GPU, and a region drawn again has exactly the pixels it had before.
//
// Ebiten's images live in a window, so what is in it is tested on a display.
// Everything must be called from the game loop.
package paint
