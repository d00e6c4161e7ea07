// Package cpcl speaks CPCL, the language of mobile label printers: Zebra's QLn
// and ZQ, and those of HPRT, Urovo, Sewoo, Bixolon and others.
//
// It promises that a label is sent as a whole or not at all as far as this end
// can tell, that no text or code in it can hold a command, and that "printed" is
// said only after the printer was seen printing and then ready, or answered as
// its manual says it does when the label is done.
//
// Pictures are raw bytes (CG). A row with a byte pair that could be one of the
// commands that begin with ESC is sent as hexadecimal digits (EG) instead, so
// that a printer that looks for them everywhere finds none.
//
// Outside of labels such a printer prints what it receives as lines of text, so
// nothing is ever sent there but questions and the begin of a label.
//
// The connection must be opened again after printer.Unplugged; after any error
// of Send the printer must be brought back with Resync first.
//
// Sources: Zebra "CPCL Programming Manual" (PROMAN-CPCL Rev. Y): section 2
// (label sessions, ABORT), 3 (TEXT, SETMAG, COUNTRY), 5 (BARCODE 128), 6 (BARCODE
// QR), 7 (LINE, CG, EG), 8 (PAGE-WIDTH, CONTRAST, SPEED, GAP-SENSE, BAR-SENSE), ON-OUT-OF-PAPER, 11
// p. 2 (ESC h, ESC N); Sewoo "2-inch Label Technical Manual" p. 41 (ESC h of two
// bytes). None of it was tried on a device by us.
package cpcl
