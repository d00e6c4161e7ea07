// Package scanner turns what barcode scanners send into scans.
//
// A Source reads one scanner: serialscan a scanner on a serial line, wedge (a pure
// function, fed by the window) a scanner that types like a keyboard. Lines cuts a
// stream of bytes into frames, Parse makes text of a frame, Repeats tells a
// code that is still in view from a new scan, and Intake is the three together
// with the counters and the state that a source shows to people. Observe and
// Judge look at how a scanner sends, and say what to change in its settings.
//
// A Scan is always clean text: valid UTF-8 without control characters other than
// the Separators of makers' codes, at most MaxLine bytes. What is not clean is refused and counted, never handed on in
// part. The package knows no codes of the shop and is standard library only.
//
// Sources: AIM symbology identifiers as in ISO/IEC 15424; framing as in
// docs of Honeywell Xenon, Zebra DS and Datalogic Magellan (suffix CR, LF, Tab
// or none; STX and ETX around the data in some host modes).
package scanner
