package evdev_test

import (
	"encoding/binary"
	"errors"
	"os"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"countertop/scanner"
	"countertop/scanner/evdev"
)

// Requests of include/uapi/linux/uinput.h.
const (
	uiDevCreate  = 0x5501
	uiDevDestroy = 0x5502
	uiDevSetup   = 0x405c5503
	uiSetEvBit   = 0x40045564
	uiSetKeyBit  = 0x40045565
)

// newKernelDevice makes the kernel show a keyboard called name, or skips.
func newKernelDevice(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/uinput", os.O_WRONLY|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skipf("no kernel device can be made here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	conn, err := f.SyscallConn()
	must(t, err)
	request := func(req uint, value int) {
		t.Helper()
		var failed error
		must(t, conn.Control(func(fd uintptr) { failed = unix.IoctlSetInt(int(fd), req, value) }))
		must(t, failed)
	}
	request(uiSetEvBit, 1)
	for code := 1; code < 127; code++ {
		request(uiSetKeyBit, code)
	}
	setup := make([]byte, 92) // struct uinput_setup: ids, name of 80 bytes, number of effects
	binary.NativeEndian.PutUint16(setup, 3)
	copy(setup[8:87], name)
	must(t, conn.Control(func(fd uintptr) {
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, fd, uiDevSetup, uintptr(unsafe.Pointer(&setup[0]))); errno != 0 {
			err = errno
		}
	}))
	must(t, err)
	request(uiDevCreate, 0)
	t.Cleanup(func() {
		_ = conn.Control(func(fd uintptr) { _ = unix.IoctlSetInt(int(fd), uiDevDestroy, 0) })
	})
	return f
}

// TestKernelDeviceIsHeldAlone types on a device of the real kernel and listens
// beside the source: what the source holds, nobody else hears.
func TestKernelDeviceIsHeldAlone(t *testing.T) {
	const name = "Countertop test scanner"
	f := newKernelDevice(t, name)
	r := run(t, machine{"/"}, "evdev:name="+name, nil)
	for got := (scanner.State{}); got.Link != scanner.Connected; {
		got = next(t, r.states) // until udev has made the node
	}
	devices, err := evdev.List("/")
	must(t, err)
	var beside *os.File
	for _, d := range devices {
		if d.Name == name {
			beside, err = os.OpenFile(d.Path, os.O_RDONLY|unix.O_NONBLOCK, 0)
			must(t, err)
			defer beside.Close()
		}
	}
	press := func(events []byte) {
		for i := 0; i < len(events); i += evdev.EventSize {
			_, err := f.Write(events[i : i+evdev.EventSize])
			must(t, err)
			// No scanner is faster, and the kernel keeps 64 events for a reader.
			time.Sleep(time.Millisecond)
		}
	}
	press(scan("RA2611210042QK"))
	r.wantScan(t, "RA2611210042QK")
	must(t, beside.SetReadDeadline(time.Now().Add(50*time.Millisecond)))
	if n, err := beside.Read(make([]byte, 1024)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("beside the source: Read = %d, %v, want nothing", n, err)
	}
	r.stop()
	press(tap(enter))
	must(t, beside.SetReadDeadline(time.Now().Add(patience)))
	if _, err := beside.Read(make([]byte, 1024)); err != nil {
		t.Errorf("after the source has ended: %v, want the keys again", err)
	}
}
