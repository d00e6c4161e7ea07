package printer

import (
	"io"
	"time"
)

// Conn is an open connection to one device.
//
// Write writes all of p or returns an error; with an error, n is the number of
// bytes that have left for the device and the caller may go on from p[n:] if
// the error is os.ErrDeadlineExceeded. Read returns at least one byte or an
// error, never 0, nil. Both return an error that wraps os.ErrDeadlineExceeded
// at the deadline, and a *FaultError when the device is gone (Unplugged).
//
// SetDeadline holds for the reads and writes that follow; the zero time means
// none. Close may be called at any time from any goroutine and releases a
// blocked Read or Write; the other methods are for one goroutine.
type Conn interface {
	io.Reader
	io.Writer
	io.Closer
	SetDeadline(t time.Time) error
}

// OneWay is an extra ability of a Conn: to know that nothing can ever come
// back on it (a file, a unidirectional USB device). Drivers then ask nothing
// and confirm nothing.
type OneWay interface{ OneWay() bool }

// CanReply reports whether an answer may come back on c.
func CanReply(c Conn) bool {
	o, ok := c.(OneWay)
	return !ok || !o.OneWay()
}

// LineStatus is an extra ability of a Conn: a status that does not travel in
// the data, so that it can be asked while the printer takes no bytes (the
// status lines of a USB printer-class device).
type LineStatus interface {
	LineStatus() (Status, error)
}

// Pending is an extra ability of a Conn: the number of bytes that Write has
// accepted and that are still in this machine. Closing before it is 0 may lose
// them.
type Pending interface {
	Pending() (int, error)
}
