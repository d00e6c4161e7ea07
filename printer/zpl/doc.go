// Package zpl speaks ZPL II, the language of Zebra printers and of those that
// imitate them.
//
// It promises that a label is sent as a whole or not at all as far as this end
// can tell, that no text or code in it can hold a command, and that "printed" is
// said only after the printer said twice that nothing is left to print.
//
// A page is encoded in all modes: its pictures become one that is compressed
// (:Z64:), bars and codes and texts are fields of their own. Pictures are ASCII
// text, which the begin of any command ends: a broken job leaves no printer
// waiting for raw bytes, and no Segment has a Payload.
//
// The connection must be opened again after printer.Unplugged; after any error
// of Send the printer must be brought back with Resync first.
//
// Sources: Zebra "ZPL II, ZBI 2, Set-Get-Do, Mirror, WML Programming Guide"
// (P1099958), the pages of the commands named in the comments, and of those:
// ^GF and ~DG (a caret or tilde aborts a picture), "ZB64 Encoding and
// Compression" (:Z64:, CRC), "Standard Printer Fonts" (matrix and gap of fonts A
// to H), ^BC (invocation codes), ^BQ, ~HS (and when it is silent), ~HQES, ~JA,
// ~JX, ^JZ. None of it was tried on a device by us.
package zpl
