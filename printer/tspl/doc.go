// Package tspl speaks TSPL/TSPL2, the language of TSC printers and of most
// label printers made in China (Gprinter, Xprinter, HPRT, Deli).
//
// It promises that a label is sent as a whole or not at all as far as this end
// can tell, that nothing it sends can be taken for a real-time command, that no
// text or code can end its quotes, and that "printed" is said only after the
// printer was seen printing and then ready.
//
// The connection must be opened again after printer.Unplugged; after any error
// of Send the printer must be brought back with Resync first.
//
// Sources: TSC "TSPL/TSPL2 Programming Language" (SIZE, GAP, BLINE, CLS, BITMAP,
// BARCODE, TEXT, PRINT, SET REPRINT, <ESC>!?; BAR p. 34, QRCODE p. 63, <ESC>!S p.
// 85 in the edition of 2013); Gprinter "GP-2120T programming manual" p. 30
// (status bits, quoting). None of it was tried on a device by us.
package tspl
