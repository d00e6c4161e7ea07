// Package escpos speaks ESC/POS, the language of Epson receipt printers and of
// those made to be like them.
//
// It promises that nothing in a picture, a code or a text can be taken for a
// real-time command, that a transfer which broke can be padded out, and that
// "printed" is said only after the printer has answered a command that stands
// behind the picture.
//
// Pictures go to the printer line by line in standard mode. Codes and texts are
// placed in page mode (ESC L), in pages of at most 104 mm that join seamlessly.
//
// The connection must be opened again after printer.Unplugged; after any error
// of Send the printer must be brought back with Resync first.
//
// Sources: Epson "ESC/POS Command Reference" (GS V, GS a, GS r, GS ( H function
// 48, DLE EOT, ESC L, ESC W, GS P, GS $, GS k, GS ( k); "ESC/POS Application
// Programming Guide" 10.01 (GS ( L p. 229, GS v 0 p. 293, GS k p. 346); "TM-T88III
// Specification" p. 99 (ESC W), p. 62-63 and "ePOS-Print API" addPagePosition
// (where things stand in page mode); Bixolon and HPRT manuals for the status bits
// (HPRT TP809 p. 30: real-time commands are also found inside picture data). None
// of it was tried on a device by us.
package escpos
