package evdev_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"countertop/scanner"
	"countertop/scanner/evdev"
)

// patience is how long a test waits for an event before it fails.
const patience = 10 * time.Second

// keyboard is the keys of a keyboard, as sysfs has them.
const keyboard = "7 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"

// machine is the part of /sys and /dev that input devices are found by, with
// FIFOs for the devices.
type machine struct{ root string }

// node is a device that is plugged in.
type node struct {
	*os.File
	made []string // to be removed when it is unplugged
}

func (m machine) path(path string) string { return filepath.Join(m.root, path) }

func (m machine) write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(m.path(path)), 0o755))
	must(t, os.WriteFile(m.path(path), []byte(text+"\n"), 0o600))
}

// plug makes d appear. It has the keys of a keyboard.
func (m machine) plug(t *testing.T, d evdev.Device) *node {
	t.Helper()
	class := "sys/class/input/" + filepath.Base(d.Path)
	for name, text := range map[string]string{
		"name": d.Name, "uniq": d.Serial, "phys": d.Phys, "id/vendor": d.VendorID, "id/product": d.ProductID,
		"capabilities/key": keyboard,
	} {
		m.write(t, class+"/device/"+name, text)
	}
	n := &node{made: []string{m.path(class), m.path(d.Path)}}
	must(t, os.MkdirAll(filepath.Dir(m.path(d.Path)), 0o755))
	must(t, unix.Mkfifo(m.path(d.Path), 0o600))
	var err error
	// For reading too, so that opening does not wait for the other end.
	n.File, err = os.OpenFile(m.path(d.Path), os.O_RDWR, 0)
	must(t, err)
	t.Cleanup(func() { n.Close() })
	for folder, name := range map[string]string{"by-id": d.ByID, "by-path": d.ByPath} {
		if name != "" {
			link := m.path("dev/input/" + folder + "/" + name)
			must(t, os.MkdirAll(filepath.Dir(link), 0o755))
			must(t, os.Symlink("../"+filepath.Base(d.Path), link))
			n.made = append(n.made, link)
		}
	}
	return n
}

func (n *node) unplug(t *testing.T) {
	t.Helper()
	for _, path := range n.made {
		must(t, os.RemoveAll(path))
	}
	must(t, n.Close())
}

func (n *node) send(t *testing.T, events []byte) {
	t.Helper()
	_, err := n.Write(events)
	must(t, err)
}

// running is a source that runs until the test ends, and what it tells.
type running struct {
	*evdev.Source
	scans  chan scanner.Scan
	states chan scanner.State
	stop   func()
}

func run(t *testing.T, m machine, device string, grab func(*os.File) error) *running {
	t.Helper()
	r := &running{scans: make(chan scanner.Scan, 2000), states: make(chan scanner.State, 100)}
	s, err := evdev.New(device, scanner.Options{OnState: func(s scanner.State) { r.states <- s }})
	must(t, err)
	s.SetRoot(m.root, grab)
	r.Source = s
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, func(s scanner.Scan) { r.scans <- s }) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := next(t, done); !errors.Is(err, context.Canceled) {
			t.Errorf("Run = %v, want context.Canceled", err)
		}
	})
	t.Cleanup(r.stop)
	return r
}

func next[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatalf("no %T came", *new(T))
		panic("unreachable")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (r *running) wantState(t *testing.T, want scanner.Link) {
	t.Helper()
	if got := next(t, r.states); got.Link != want {
		t.Fatalf("state = %v (%s), want %v", got.Link, got.Detail, want)
	}
}

func (r *running) wantScan(t *testing.T, want string) {
	t.Helper()
	got := next(t, r.scans)
	if got.Text != want || got.Source != r.Name() || time.Since(got.At) > patience {
		t.Fatalf("scan = %+v, want %q from %s just now", got, want, r.Name())
	}
}

// held is a grab that each file can have once, as the kernel does it.
func held() (grab func(*os.File) error, times func() int) {
	var (
		mu    sync.Mutex
		files = map[string]bool{}
	)
	return func(f *os.File) error {
			mu.Lock()
			defer mu.Unlock()
			path, err := filepath.EvalSymlinks(f.Name())
			if err != nil {
				return err
			}
			if files[path] {
				return syscall.EBUSY
			}
			files[path] = true
			return nil
		}, func() int {
			mu.Lock()
			defer mu.Unlock()
			return len(files)
		}
}

var fakeScanner = evdev.Device{
	Path: "/dev/input/event3", ByID: "usb-Newland_HR32_N0042-event-kbd", ByPath: "pci-0000:00:14.0-usb-0:2:1.0-event-kbd",
	Name: "Newland HR32 Scanner", VendorID: "1eab", ProductID: "1a06", Serial: "N0042", Phys: "usb-0000:00:14.0-2/input0",
}

// again is d as event n.
func again(d evdev.Device, n int) evdev.Device {
	d.Path = fmt.Sprint("/dev/input/event", n)
	return d
}

func TestScannerIsFoundByEachOfItsNames(t *testing.T) {
	for _, device := range []string{
		"evdev:by-id/" + fakeScanner.ByID, "evdev:by-path/" + fakeScanner.ByPath, "evdev:name=" + fakeScanner.Name, "evdev:" + fakeScanner.Path,
		"evdev:by-id/" + fakeScanner.ByID + "?layout=us",
	} {
		t.Run(device, func(t *testing.T) {
			m := machine{t.TempDir()}
			m.plug(t, evdev.Device{Path: "/dev/input/event0", Name: "AT Translated Set 2 keyboard"})
			n := m.plug(t, fakeScanner)
			grab, times := held()
			r := run(t, m, device, grab)
			r.wantState(t, scanner.Connected)
			n.send(t, scan("RA2611210042QK"))
			r.wantScan(t, "RA2611210042QK")
			if times() != 1 {
				t.Errorf("grabbed %d devices, want the gun alone", times())
			}
		})
	}
}

func TestEventsSplitAndJoined(t *testing.T) {
	m := machine{t.TempDir()}
	n := m.plug(t, fakeScanner)
	grab, _ := held()
	r := run(t, m, "evdev:by-id/"+fakeScanner.ByID, grab)
	r.wantState(t, scanner.Connected)
	events := append(scan("RA2611210042QK"), scan("S0101AB")...)
	n.send(t, events[:1001])
	n.send(t, events[1001:])
	r.wantScan(t, "RA2611210042QK")
	r.wantScan(t, "S0101AB")
}

func TestScannerWithoutEnter(t *testing.T) {
	m := machine{t.TempDir()}
	n := m.plug(t, fakeScanner)
	grab, _ := held()
	r := run(t, m, "evdev:by-id/"+fakeScanner.ByID, grab)
	n.send(t, typed("RA2611210042QK"))
	r.wantScan(t, "RA2611210042QK")
}

func TestUnpluggedInMidLineAndBackUnderAnotherNumber(t *testing.T) {
	m := machine{t.TempDir()}
	n := m.plug(t, fakeScanner)
	grab, times := held()
	r := run(t, m, "evdev:by-id/"+fakeScanner.ByID, grab)
	r.wantState(t, scanner.Connected)
	n.send(t, append(scan("RA1"), typed("RA26112")...))
	r.wantScan(t, "RA1")
	n.unplug(t)
	r.wantState(t, scanner.Unplugged)
	n = m.plug(t, again(fakeScanner, 17))
	plugged := time.Now()
	r.wantState(t, scanner.Connected)
	t.Logf("connected %v after it was plugged in", time.Since(plugged).Round(time.Millisecond))
	n.send(t, scan("10042QK"))
	r.wantScan(t, "10042QK")
	if times() != 2 {
		t.Errorf("grabbed %d times, want once each time it was plugged in", times())
	}
	want := scanner.Counts{Scans: 2, Refused: map[scanner.Reason]int{scanner.CutOff: 1}}
	if d := cmp.Diff(want, r.Counts()); d != "" {
		t.Errorf("counts (-want +got):\n%s", d)
	}
}

func TestStartsWithoutScanner(t *testing.T) {
	for _, device := range []string{"evdev:by-id/" + fakeScanner.ByID, "evdev:name=" + fakeScanner.Name} {
		m := machine{t.TempDir()}
		grab, _ := held()
		r := run(t, m, device, grab)
		r.wantState(t, scanner.Unplugged)
		n := m.plug(t, fakeScanner)
		r.wantState(t, scanner.Connected)
		n.send(t, scan("RA1"))
		r.wantScan(t, "RA1")
	}
}

func TestTwoScannersOfOneName(t *testing.T) {
	m := machine{t.TempDir()}
	grab, _ := held()
	nodes := []*node{m.plug(t, again(evdev.Device{Name: fakeScanner.Name}, 3)), m.plug(t, again(evdev.Device{Name: fakeScanner.Name}, 4))}
	for _, n := range nodes {
		r := run(t, m, "evdev:name="+fakeScanner.Name, grab)
		r.wantState(t, scanner.Connected)
		n.send(t, scan("RA1"))
		r.wantScan(t, "RA1")
	}
}

func TestFailureToHoldIsAState(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want scanner.Link
	}{
		{"no permission", &fs.PathError{Op: "open", Path: "/dev/input/event3", Err: syscall.EACCES}, scanner.NoPermission},
		{"held by another program", syscall.EBUSY, scanner.Busy},
		{"gone while opening", syscall.ENODEV, scanner.Unplugged},
		{"no input device", syscall.ENOTTY, scanner.Failed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := machine{t.TempDir()}
			m.plug(t, fakeScanner)
			fail := true // only Run's goroutine reads and writes it
			r := run(t, m, "evdev:by-id/"+fakeScanner.ByID, func(*os.File) error {
				if fail {
					fail = false
					return tt.err
				}
				return nil
			})
			got := next(t, r.states)
			if got.Link != tt.want || !strings.Contains(got.Detail, fakeScanner.ByID) || !strings.HasSuffix(got.Detail, ".") {
				t.Errorf("state = %+v, want %v and a sentence with the name", got, tt.want)
			}
			r.wantState(t, scanner.Connected)
		})
	}
}

func TestWhatCannotBeGrabbedIsNotRead(t *testing.T) {
	m := machine{t.TempDir()}
	m.plug(t, fakeScanner).send(t, scan("RA1"))
	r := run(t, m, "evdev:by-id/"+fakeScanner.ByID, nil) // the kernel's grab, which a FIFO does not know
	r.wantState(t, scanner.Failed)
	r.stop()
	if c := r.Counts(); c.Scans != 0 {
		t.Errorf("counts = %+v, want no scan", c)
	}
}

func TestListTellsScannersFromKeyboards(t *testing.T) {
	m := machine{t.TempDir()}
	plain := evdev.Device{Path: "/dev/input/event0", Name: "AT Translated Set 2 keyboard", VendorID: "0001", ProductID: "0001"}
	named := evdev.Device{Path: "/dev/input/event12", Name: "USBKey Barcode Reader", VendorID: "ffff", ProductID: "0035", Scanner: true}
	m.plug(t, named)
	m.plug(t, fakeScanner)
	m.plug(t, plain)
	for dir, keys := range map[string]string{"event4": "1f0000 0 0 0 0", "event5": "3e000b00000000 0 0 0", "event6": "", "event7": "word", "mouse0": keyboard} {
		m.write(t, "sys/class/input/"+dir+"/device/capabilities/key", keys)
	}
	got, err := evdev.List(m.root)
	must(t, err)
	want := fakeScanner
	want.Scanner = true
	if d := cmp.Diff([]evdev.Device{plain, want, named}, got); d != "" {
		t.Errorf("devices (-want +got):\n%s", d)
	}
	for _, d := range got {
		if _, err := evdev.New(d.Address(), scanner.Options{}); err != nil {
			t.Errorf("Address of %s: %v", d.Path, err)
		}
	}
	if _, err := evdev.List(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("List without sysfs = %v, want fs.ErrNotExist", err)
	}
}
