// Package scanners runs the scanners of a counter: those of the configuration
// and those that were set up on the screen, each on a goroutine of its own. It
// lists what is plugged in and not used yet, without opening anything, and
// finds the one that types by a code that the screen shows.
//
// What was set up on the screen is a setting in the store and survives a
// restart. Where it and the configuration name the same device, the
// configuration has it. Nothing is ever grabbed that a person has not named.
package scanners
