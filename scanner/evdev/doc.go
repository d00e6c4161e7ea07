// Package evdev reads barcode scanners that pretend to be keyboards from the
// kernel's input devices, before any window sees them.
//
// A Source holds its scanner alone (EVIOCGRAB): what the scanner types reaches neither
// a text field nor an input method, whichever window is in front, and Caps
// Lock of the keyboard beside it does not matter. The scanner may be missing at the
// start, be unplugged in the middle of a line and come back under another
// number; callers need not do anything. A Source grabs only the device it is
// named by, never one that merely types fast: List finds what looks like a scanner,
// Learn the one that types a code shown to it, and a person decides.
//
// Decoder, from the bytes of a device to the bytes of text, is pure. A key
// that has no character, and keys that the kernel has dropped, leave the
// control character SUB in the line, so that it is refused and counted as a
// whole and no part of it is taken for a code.
//
// Source: Linux, Documentation/input/input.rst and event-codes.rst,
// include/uapi/linux/input.h and input-event-codes.h.
package evdev
