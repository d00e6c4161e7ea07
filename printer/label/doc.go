// Package label lays out the printed documents of the shop: what is stuck on
// machines, accessories, shelves and staff, and the slips a customer takes
// home. Each document is a plain struct of strings, times and counts; its
// Page method places it on the media in millimetres, in Chinese or English.
//
// It promises: every text fits its place, however long (it shrinks to a
// floor, then is cut with "...", a serial number at its front); order
// numbers, codes, slots and counts are whole or the error is a *FieldError;
// phones are masked on everything that is stuck on a machine and on the
// receipt. Times are printed as they are given, so they come in shop time.
//
// A rune that the font lacks is printed as a box (see package raster).
package label
