// Package printer holds what every label and receipt printer has in common:
// a page in millimetres, the 1-bit bitmap it becomes, the profile of a model,
// the connection to a device, and the state and the faults a device reports.
//
// The packages below it turn a page into the bytes of one command language
// (escpos, tspl, zpl, cpcl, brother), carry bytes to a device (transport), draw a
// page (raster) and keep the queue (spool). None of them knows what is printed;
// the documents of the shop are app/label's.
package printer
