package transport

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"countertop/printer"
)

// The requests of usblp: include/uapi/linux/lp.h, and LPIOC_GET_DEVICE_ID for
// 1024 bytes of drivers/usb/class/usblp.c.
const (
	lpGetStatus = 0x060b
	lpDeviceID  = 0x84005001
)

// usbPort is a printer-class device. Non-blocking, because a blocking write
// waits for the printer without end and cannot be released.
type usbPort struct {
	port
	deadline atomic.Pointer[time.Time]
}

var (
	_ printer.Pending    = (*usbPort)(nil)
	_ printer.LineStatus = (*usbPort)(nil)
)

func openUSB(d Device) (printer.Conn, error) {
	path, err := d.resolve("/")
	if err != nil {
		return nil, err
	}
	d.Path = path
	fd, err := unix.Open(d.Path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.EACCES) {
		return nil, d.fault("open", err) // by its file, whose group counts
	}
	if err != nil {
		return nil, err
	}
	// usblp_read: EINVAL on a device without a way back.
	if _, err := unix.Read(fd, make([]byte, 64)); errors.Is(err, unix.EINVAL) {
		d.OneWay = true
	}
	return &usbPort{port: port{d, os.NewFile(uintptr(fd), d.Path)}}, nil
}

// SetDeadline implements printer.Conn.
func (p *usbPort) SetDeadline(t time.Time) error {
	p.deadline.Store(&t)
	return p.port.SetDeadline(t)
}

// Read implements printer.Conn. A printer with nothing to say sends empty
// packets, which the system gives as the end of the file: it is not.
func (p *usbPort) Read(b []byte) (int, error) {
	for {
		n, err := p.stream.Read(b)
		if n > 0 {
			return n, nil
		}
		if !errors.Is(err, io.EOF) {
			return 0, p.fault("read", err)
		}
		if _, err := os.Stat(p.Path); err != nil {
			return 0, p.fault("read", err)
		}
		if t := p.deadline.Load(); t != nil && !t.IsZero() && time.Now().After(*t) {
			return 0, os.ErrDeadlineExceeded
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Pending implements printer.Pending: 1 while a block is on its way. usblp
// counts a block as written as soon as it is submitted, and cancels it on close.
func (p *usbPort) Pending() (n int, err error) {
	err = p.control(func(fd int) error {
		fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		if _, err := unix.Poll(fds, 0); err != nil && !errors.Is(err, unix.EINTR) {
			return err
		}
		switch {
		case fds[0].Revents&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) != 0:
			return unix.ENODEV
		case fds[0].Revents&unix.POLLOUT == 0:
			n = 1
		}
		return nil
	})
	return n, p.fault("drain", err)
}

// LineStatus implements printer.LineStatus.
func (p *usbPort) LineStatus() (printer.Status, error) {
	var st printer.Status
	err := p.control(func(fd int) error {
		v, err := unix.IoctlGetInt(fd, lpGetStatus)
		st = DecodeUSBStatus(byte(v))
		return err
	})
	if err != nil {
		return printer.Status{}, p.fault("status of", err)
	}
	return st, nil
}

// DecodeUSBStatus reads the port status of the printer class. 00 and FF are
// taken for devices that have none.
//
// Source: USB printer class 1.1, GET_PORT_STATUS: bit 5 paper empty, 4 selected,
// 3 not error.
func DecodeUSBStatus(b byte) printer.Status {
	if b == 0 || b == 0xff {
		return printer.Status{}
	}
	return printer.Status{
		Known:    true,
		PaperOut: b&0x20 != 0,
		Offline:  b&0x10 == 0 || b&0x08 == 0,
	}
}

// DeviceID is what a USB printer says of itself (IEEE 1284): MFG, MDL, CMD, SN
// and so on.
type DeviceID map[string]string

// ReadDeviceID asks the printer-class device at path (or id=…), which nobody may
// have open. Errors are those of Open.
func ReadDeviceID(path string) (DeviceID, error) {
	d := Device{Kind: USB, Path: path}
	path, err := d.resolve("/")
	if err != nil {
		return nil, d.fault("open", err)
	}
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, d.fault("open", err)
	}
	defer unix.Close(fd)
	buf := make([]byte, 1024)
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), lpDeviceID, uintptr(unsafe.Pointer(&buf[0]))); errno != 0 {
		return nil, d.fault("identify", syscall.Errno(errno))
	}
	return ParseDeviceID(buf), nil
}

// ParseDeviceID reads an IEEE 1284 device ID: its length in two bytes, counting
// themselves, high byte first (some devices: low byte first), then KEY:value;
// pairs. Long keys are given by their short names.
func ParseDeviceID(b []byte) DeviceID {
	if len(b) < 2 {
		return DeviceID{}
	}
	n := int(binary.BigEndian.Uint16(b))
	if n < 2 || n > len(b) {
		n = min(int(binary.LittleEndian.Uint16(b)), len(b))
	}
	return ParseIDText(string(b[2:max(n, 2)]))
}

// ParseIDText reads a device ID without its length, as the kernel keeps it in
// /sys/class/usbmisc/lp0/device/ieee1284_id.
func ParseIDText(text string) DeviceID {
	id := DeviceID{}
	long := map[string]string{
		"MANUFACTURER": "MFG", "MODEL": "MDL", "COMMAND SET": "CMD", "CLASS": "CLS", "SERIALNUMBER": "SN", "SERN": "SN",
	}
	for pair := range strings.SplitSeq(text, ";") {
		key, value, ok := strings.Cut(pair, ":")
		key = strings.ToUpper(strings.TrimSpace(key))
		if short := long[key]; short != "" {
			key = short
		}
		if ok && key != "" {
			id[key] = strings.Trim(value, " \x00")
		}
	}
	return id
}
