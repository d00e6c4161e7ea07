// Package serialscan reads barcode scanners on serial lines: USB scanners set to
// "USB COM" (/dev/ttyACM0) and RS-232 scanners behind an adapter (/dev/ttyUSB0).
//
// The device may be missing when the program starts, be unplugged in the
// middle of a line and come back under the same path. Name it by its path
// under /dev/serial/by-id where there is one: numbers change with the order of
// plugging in. Every read error means that the port is opened again; callers
// need not do anything.
//
// Source: go.bug.st/serial, whose Read gives 0, nil at its timeout and
// PortClosed when a USB device is gone. Its list of ports is not used: it
// opens every ttyS there is, which disturbs a printer on one of them.
package serialscan
