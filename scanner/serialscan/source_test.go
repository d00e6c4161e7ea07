package serialscan_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/scanner"
	"countertop/scanner/scannertest"
	"countertop/scanner/serialscan"
)

// patience is how long a test waits for an event before it fails.
const patience = 10 * time.Second

// running is a source that runs until the test ends, and what it tells.
type running struct {
	*serialscan.Source
	scans   chan scanner.Scan
	states  chan scanner.State
	reports chan scanner.Report
}

func run(t *testing.T, device string, change func(*serialscan.Source)) *running {
	t.Helper()
	r := &running{
		scans:   make(chan scanner.Scan, 2000),
		states:  make(chan scanner.State, 100),
		reports: make(chan scanner.Report, 2000),
	}
	s, err := serialscan.New(device, scanner.Options{
		OnState:  func(s scanner.State) { r.states <- s },
		OnReport: func(p scanner.Report) { r.reports <- p },
	})
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(s)
	}
	r.Source = s
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, func(s scanner.Scan) { r.scans <- s }) }()
	t.Cleanup(func() {
		cancel()
		if err := next(t, done); !errors.Is(err, context.Canceled) {
			t.Errorf("Run = %v, want context.Canceled", err)
		}
	})
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

func newScanner(t *testing.T) *scannertest.Scanner {
	t.Helper()
	g, err := scannertest.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestLinesSplitAndJoined(t *testing.T) {
	g := newScanner(t)
	r := run(t, "serial:"+g.Device(), nil)
	r.wantState(t, scanner.Connected)
	must(t, g.Write([]byte("RA2611210042QK\rS0101")))
	r.wantScan(t, "RA2611210042QK")
	must(t, g.Write([]byte("AB\r\n]C0RA26")))
	r.wantScan(t, "S0101AB")
	must(t, g.Write([]byte("11210043XX\n")))
	r.wantScan(t, "RA2611210043XX")
}

func TestScannerWithoutSuffix(t *testing.T) {
	g := newScanner(t)
	r := run(t, g.Device(), nil)
	must(t, g.Write([]byte("RA2611210042QK")))
	r.wantScan(t, "RA2611210042QK")
}

func TestUnpluggedInMidLine(t *testing.T) {
	g := newScanner(t)
	r := run(t, "serial:"+g.Device()+"?baud=115200", nil)
	r.wantState(t, scanner.Connected)
	must(t, g.Write([]byte("RA1\rRA26112")))
	r.wantScan(t, "RA1")
	must(t, g.Unplug())
	r.wantState(t, scanner.Unplugged)
	must(t, g.Replug())
	r.wantState(t, scanner.Connected)
	must(t, g.Scan("10042QK"))
	r.wantScan(t, "10042QK")
	if c := r.Counts(); c.Scans != 2 {
		t.Errorf("counts = %+v, want 2 scans", c)
	}
}

// hotPlug is how soon a scanner that was plugged in or pulled out is noticed.
const hotPlug = 2 * time.Second

func TestHotPlugIsNoticedWithinTwoSeconds(t *testing.T) {
	g := newScanner(t)
	r := run(t, g.Device(), nil)
	r.wantState(t, scanner.Connected)
	var gone, back time.Duration
	for _, away := range []time.Duration{0, 50 * time.Millisecond, 700 * time.Millisecond, 3 * time.Second} {
		pulled := time.Now()
		must(t, g.Unplug())
		r.wantState(t, scanner.Unplugged)
		gone = max(gone, time.Since(pulled))
		time.Sleep(away) // the longer, the seldomer it is looked for
		plugged := time.Now()
		must(t, g.Replug())
		r.wantState(t, scanner.Connected)
		back = max(back, time.Since(plugged))
	}
	if gone > hotPlug || back > hotPlug {
		t.Errorf("noticed %v after it was pulled out and %v after it was plugged in, want %v at most", gone, back, hotPlug)
	}
	t.Logf("noticed %v after it was pulled out and %v after it was plugged in, at most", gone, back)
}

func TestSeveralScannersAtOnce(t *testing.T) {
	const scs, n = 4, 250
	var rs [scs]*running
	sent := make(chan error, scs)
	for i := range rs {
		g := newScanner(t)
		rs[i] = run(t, g.Device(), nil)
		rs[i].wantState(t, scanner.Connected)
		go func() {
			var err error
			for j := range n {
				err = errors.Join(err, g.Scan(fmt.Sprintf("RA%06d", j))) // the same from each
			}
			sent <- err
		}()
	}
	for range rs {
		must(t, next(t, sent))
	}
	for _, r := range rs {
		for j := range n {
			r.wantScan(t, fmt.Sprintf("RA%06d", j))
		}
		if d := cmp.Diff(scanner.Counts{Scans: n, Refused: map[scanner.Reason]int{}}, r.Counts()); d != "" {
			t.Errorf("counts of %s (-want +got):\n%s", r.Name(), d)
		}
	}
}

func TestStartsWithoutScanner(t *testing.T) {
	g := newScanner(t)
	must(t, g.Unplug())
	r := run(t, g.Device(), nil)
	r.wantState(t, scanner.Unplugged)
	for i := range 5 {
		must(t, g.Replug())
		r.wantState(t, scanner.Connected)
		must(t, g.Scan(fmt.Sprint("RA", i)))
		r.wantScan(t, fmt.Sprint("RA", i))
		must(t, g.Unplug())
		r.wantState(t, scanner.Unplugged)
	}
}

func TestThousandScansBackToBack(t *testing.T) {
	g := newScanner(t)
	r := run(t, g.Device(), nil)
	const n = 1000
	sent := make(chan error, 1)
	go func() {
		for i := range n {
			if err := g.Scan(fmt.Sprintf("RA%06d", i)); err != nil {
				sent <- err
				return
			}
		}
		sent <- nil
	}()
	for i := range n {
		r.wantScan(t, fmt.Sprintf("RA%06d", i))
	}
	must(t, next(t, sent))
	if d := cmp.Diff(scanner.Counts{Scans: n, Refused: map[scanner.Reason]int{}}, r.Counts()); d != "" {
		t.Errorf("counts (-want +got):\n%s", d)
	}
}

func TestGarbageIsCounted(t *testing.T) {
	g := newScanner(t)
	r := run(t, g.Device(), nil)
	must(t, g.Write([]byte("\x00\x01\x1b[A\r\xff\xfe\xfd\r")))
	must(t, g.Write([]byte(strings.Repeat("0123456789", 1000)+"\r")))
	must(t, g.Scan("RA1"))
	must(t, g.Scan("RA1"))
	must(t, g.Scan("RA2"))
	r.wantScan(t, "RA1")
	r.wantScan(t, "RA2")
	want := scanner.Counts{Scans: 2, Repeated: 1, Refused: map[scanner.Reason]int{
		scanner.Unprintable: 1, scanner.NotUTF8: 1, scanner.TooLong: 1,
	}}
	if d := cmp.Diff(want, r.Counts()); d != "" {
		t.Errorf("counts (-want +got):\n%s", d)
	}
	if got := next(t, r.reports); got.Err == nil || string(got.Frame.Raw) != "\x00\x01\x1b[A" {
		t.Errorf("first report = %+v, want the raw bytes and a reason", got)
	}
}

func TestFailureToOpenIsAState(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want scanner.Link
	}{
		{"missing", fmt.Errorf("open: %w", syscall.ENOENT), scanner.Unplugged},
		{"gone while opening", syscall.ENXIO, scanner.Unplugged},
		{"no permission", syscall.EACCES, scanner.NoPermission},
		{"busy", fmt.Errorf("open: %w", syscall.EBUSY), scanner.Busy},
		{"strange", errors.New("strange"), scanner.Failed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := newScanner(t)
			fail := true // only Run's goroutine reads and writes it
			r := run(t, g.Device(), func(s *serialscan.Source) {
				s.SetOpen(func(path string, baud int) (serialscan.PortReader, error) {
					if fail {
						fail = false
						return nil, tt.err
					}
					return serialscan.OpenPort(path, baud)
				})
			})
			got := next(t, r.states)
			if got.Link != tt.want || !strings.Contains(got.Detail, g.Device()) || !strings.HasSuffix(got.Detail, ".") {
				t.Errorf("state = %+v, want %v and a sentence with the path", got, tt.want)
			}
			r.wantState(t, scanner.Connected)
		})
	}
}

func TestPlainFileIsNoSerialPort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	must(t, os.WriteFile(path, []byte("RA1\r"), 0o600))
	r := run(t, path, nil)
	r.wantState(t, scanner.Failed)
}

func TestParseDevice(t *testing.T) {
	for _, tt := range []struct {
		device string
		path   string
		baud   int
	}{
		{"serial:/dev/ttyACM0", "/dev/ttyACM0", 9600},
		{"serial:/dev/ttyUSB1?baud=115200", "/dev/ttyUSB1", 115200},
		{"/dev/serial/by-id/usb-A_B-if00", "/dev/serial/by-id/usb-A_B-if00", 9600},
		{"serial:ttyACM0", "", 0},
		{"serial:", "", 0},
		{"keyboard", "", 0},
		{"tcp:192.0.2.7:9100", "", 0},
		{"serial:/dev/ttyACM0?baud=fast", "", 0},
		{"serial:/dev/ttyACM0?baud=0", "", 0},
		{"serial:/dev/ttyACM0?speed=9600", "", 0},
		{"serial:/dev/ttyACM0?baud=9600&baud=1200", "", 0},
		{"serial:/dev/ttyACM0?%zz", "", 0},
	} {
		path, baud, err := serialscan.ParseDevice(tt.device)
		var bad *serialscan.DeviceError
		if path != tt.path || baud != tt.baud || (tt.path == "") != errors.As(err, &bad) {
			t.Errorf("ParseDevice(%q) = %q, %d, %v", tt.device, path, baud, err)
		}
	}
}

// TestPortsOfSysfs lays out /sys and /dev as the kernel does: a ttyACM is
// below its interface, a ttyUSB below a port below its interface.
func TestPortsOfSysfs(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, []byte(text), 0o600))
	}
	link := func(target, path string) {
		path = filepath.Join(root, path)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.Symlink(target, path))
	}
	write("sys/devices/usb1/1-1/idVendor", "1eab\n")
	write("sys/devices/usb1/1-1/idProduct", "1a06\n")
	write("sys/devices/usb1/1-1/product", "HR32 Scanner\n")
	write("sys/devices/usb1/1-1/serial", "N0042\n")
	write("sys/devices/usb1/1-1/1-1:1.0/tty/ttyACM0/dev", "166:0\n")
	link("../../../1-1:1.0", "sys/devices/usb1/1-1/1-1:1.0/tty/ttyACM0/device")
	link("../../devices/usb1/1-1/1-1:1.0/tty/ttyACM0", "sys/class/tty/ttyACM0")
	write("sys/devices/usb1/1-2/idVendor", "1a86\n")
	write("sys/devices/usb1/1-2/idProduct", "7523\n")
	write("sys/devices/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0/dev", "188:0\n")
	link("../../../ttyUSB0", "sys/devices/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0/device")
	link("../../devices/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0", "sys/class/tty/ttyUSB0")
	write("sys/class/tty/ttyS0/dev", "4:64\n")
	link("../../ttyACM0", "dev/serial/by-id/usb-Newland_HR32_N0042-if00")

	got, err := serialscan.PortsIn(filepath.Join(root, "sys/class/tty"), filepath.Join(root, "dev"))
	must(t, err)
	want := []serialscan.Port{
		{
			Path: filepath.Join(root, "dev/ttyACM0"), ByID: filepath.Join(root, "dev/serial/by-id/usb-Newland_HR32_N0042-if00"),
			VendorID: "1eab", ProductID: "1a06", Product: "HR32 Scanner", Serial: "N0042",
		},
		{Path: filepath.Join(root, "dev/ttyUSB0"), VendorID: "1a86", ProductID: "7523"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("ports (-want +got):\n%s", d)
	}
}
