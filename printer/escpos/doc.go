// Package escpos speaks ESC/POS, the language of Epson receipt printers and of
// those made to be like them.
//
// It promises that nothing in a picture can be taken for a real-time command,
// that a transfer which broke can be padded out, and that "printed" is said only
// after the printer has answered a command that stands behind the picture.
//
// The connection must be opened again after printer.Unplugged; after any error
// of Send the printer must be brought back with Resync first.
//
// Sources: Epson "ESC/POS Command Reference" (GS v 0, GS V, GS a, GS r, GS ( H
// function 48, DLE EOT); Bixolon and HPRT manuals for the status bits (HPRT TP809
// p. 30: real-time commands are also found inside picture data). None of it was
// tried on a device by us.
package escpos
