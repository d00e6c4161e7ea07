// Package drive is what the drivers of all languages have in common: to hand
// segments over and know what is outstanding when that fails, to ask and to
// listen with a deadline, to find the end of a job, and to cut a page image into
// what a language has commands for.
//
// Callers of drivers need none of it; printer.Driver is theirs.
package drive
