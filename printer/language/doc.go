// Package language finds the driver and the encoder for a printer's command
// language. It holds nothing of its own; the languages are in the packages
// beside it.
package language
