// Package brother speaks the raster commands of Brother's QL label printers.
//
// It promises that a label is sent as a whole or not at all as far as this end
// can tell, and that "printed" is said only after the printer reported every
// label of the job as completed.
//
// The language has pictures only: every page image is printed as its preview, and
// there is no text or code in what is sent. Rows are compressed (PackBits) where the model can. A row
// of the head is 90 bytes, 720 dots at 300 dpi, and begins at its right end;
// Profile.LeftDots is where on it, from the left, a page begins.
//
// The printer is asked for its status before a job and never while it prints: it
// then reports by itself. The connection must be opened again after
// printer.Unplugged; after any error of Send the printer must be brought back with
// Resync first.
//
// Sources: Brother "Software Developer's Manual, Raster Command Reference
// QL-800/810W/820NWB" version 1.01, 2 (printing data, page margins), 3 (error
// flow) and 4 (commands, status); "Command Reference QL Series" (QL-500 to 1060N).
// None of it was tried on a device by us.
package brother
