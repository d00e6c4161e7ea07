// Package label lays out the printed documents of the shop: what is stuck on
// machines, accessories, shelves and staff, and the slips a customer takes
// home. Each document is a plain struct of strings, times and counts, which is
// its JSON too, by field names that are stable; its Page method places it on the
// media in millimetres, in Chinese or English. The texts are those of app/i18n.
//
// It promises: every text fits its place, however long (it shrinks to a
// floor, then is cut with "...", a serial number at its front); order
// numbers, codes, slots and counts are whole or the error is a *FieldError;
// phones are masked on everything that is stuck on a machine and on the
// receipt. Times are printed as they are given, so they come in shop time.
//
// Labels fit paper from 30 x 20 mm up: on what they were drawn for they stand
// dot for dot as drawn, on larger paper they grow, on smaller they leave out what
// each Page method says, and never number, slot, codes, state and count. A Format
// is what a shop changes: the size, and which fields are left out.
//
// A rune that the font lacks is printed as a box (see package raster).
package label
