// Package assets finds the font and holds the data that several packages
// share: the outlines of machines, and whatever else is data and no code.
//
// It imports nothing but the standard library.
package assets
