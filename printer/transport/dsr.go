package transport

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// dsrChunk is the most bytes that leave after the printer has dropped DSR:
	// Epson printers drop it with 128 bytes of room left (TM-T88 manual, DIP
	// switches and busy conditions).
	dsrChunk = 64
	dsrPoll  = 2 * time.Millisecond
)

// lines reads the modem lines of a terminal and the bytes it still has to send.
type lines func() (bits, queued int, err error)

func (p *serialPort) lines() (bits, queued int, err error) {
	err = p.control(func(fd int) (err error) {
		if bits, err = unix.IoctlGetInt(fd, unix.TIOCMGET); err == nil {
			queued, err = unix.IoctlGetInt(fd, unix.TIOCOUTQ)
		}
		return err
	})
	return bits, queued, err
}

// paced writes b in pieces that are sent only while the printer holds DSR, which
// Linux does not do by itself. Where there are no modem lines (a pseudo
// terminal) it writes as it is. n counts what was taken, as with Write.
func paced(b []byte, deadline time.Time, read lines, write func([]byte) (int, error)) (n int, err error) {
	for n < len(b) {
		bits, queued, err := read()
		switch {
		case errors.Is(err, unix.ENOTTY), errors.Is(err, unix.EINVAL):
			m, err := write(b[n:])
			return n + m, err
		case err != nil:
			return n, err
		case bits&unix.TIOCM_DSR != 0 && queued == 0:
			m, err := write(b[n:min(len(b), n+dsrChunk)])
			n += m
			if err != nil {
				return n, err
			}
			continue
		}
		if !deadline.IsZero() && time.Now().After(deadline) {
			return n, os.ErrDeadlineExceeded
		}
		time.Sleep(dsrPoll)
	}
	return n, nil
}
