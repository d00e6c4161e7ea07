// Package paint draws a view.Scene with Ebiten. It is the only code that
// draws.
//
// All that needs a curve is rasterised once on the CPU as a mask, kept, and
// tinted when drawn: corners of boxes, glyphs, icons, pictures, ink. So a
// frame is a list of small copies at whole pixels; nothing is anti-aliased on
// the GPU, and a region drawn again has exactly the pixels it had before.
//
// Importing this package opens the display (Ebiten does). Everything in it
// must be called from the game loop.
package paint
