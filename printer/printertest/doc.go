// Package printertest holds printers that are not there.
//
// Virtual behaves like a thermal printer: it reads TSPL or ESC/POS, burns dots
// on virtual paper, runs out of it in the middle of a label, opens its cover,
// answers, keeps silent, and loses its cable after any number of bytes. It can
// be reached in the process, on a pseudo terminal and over TCP. It reads the
// languages from their manuals and shares no code with the encoders. A shop
// without a printer uses it too: its prints become PNG files.
//
// Playback demands exact bytes, Record keeps those of a real device.
package printertest
