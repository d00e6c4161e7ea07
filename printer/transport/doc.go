// Package transport opens the device of a printer: a serial port, a USB
// printer-class device, a network printer, or a folder.
//
// It mends what the kernel interfaces leave open, once for all drivers: a serial
// port has flow control, write deadlines and read deadlines, a USB printer is
// never closed on its last block, a network printer that has no paper keeps its
// connection. Every error of a device is a *printer.FaultError.
//
// Sources: Linux drivers/usb/class/usblp.c and include/uapi/linux/lp.h for the
// USB printer class; tcp(7), tty_ioctl(4). Serial and TCP were tried against
// virtual printers, USB only as far as a pseudo terminal can stand in for it.
package transport
