// Package discover proposes what a connected device is: which printer profile
// fits it, by what it says of itself and by what it answers.
//
// It proposes and decides nothing. A person prints the test page of a proposal
// and says whether it came out right; clones use other makers' ids, and a
// printer in the wrong mode answers like another.
//
// Match reads data only. Probe writes to the device, which nobody else may use
// meanwhile; it sends nothing that prints, feeds or cuts on a printer of any
// language here, and leaves it so that the next job comes out whole. At another
// speed than the printer's it may take what it is sent for anything.
//
// Sources: the status commands named in the packages of the languages; Epson
// ESC/POS reference, ESC @, ESC 3 and ESC i (obsolete: cut); CPCL programming
// manual, 11-2 and "! U1".
package discover
