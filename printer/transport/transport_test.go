package transport_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/escpos"
	"countertop/printer/printertest"
	"countertop/printer/transport"
	"countertop/printer/tspl"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		device string
		want   transport.Device
		err    string
	}{
		{"serial:/dev/ttyUSB0?baud=115200&flow=rtscts", transport.Device{Kind: "serial", Path: "/dev/ttyUSB0", Baud: 115200, Flow: "rtscts"}, ""},
		{"serial:/dev/ttyS0", transport.Device{Kind: "serial", Path: "/dev/ttyS0", Baud: 9600, Flow: "none"}, ""},
		{"serial:/dev/ttyS0?reply=no&flow=xonxoff", transport.Device{Kind: "serial", Path: "/dev/ttyS0", Baud: 9600, Flow: "xonxoff", OneWay: true}, ""},
		{"usb:/dev/usb/lp0", transport.Device{Kind: "usb", Path: "/dev/usb/lp0"}, ""},
		{"tcp:192.0.2.7:9100", transport.Device{Kind: "tcp", Path: "192.0.2.7:9100"}, ""},
		{"tcp:printer.shop", transport.Device{Kind: "tcp", Path: "printer.shop:9100"}, ""},
		{"tcp:[2001:db8::7]:9101", transport.Device{Kind: "tcp", Path: "[2001:db8::7]:9101"}, ""},
		{"file:out/jobs", transport.Device{Kind: "file", Path: "out/jobs"}, ""},
		{"virtual:prints?lang=escpos", transport.Device{Kind: "virtual", Path: "prints", Language: "escpos"}, ""},
		{"/dev/usb/lp0", transport.Device{}, "no kind"},
		{"bluetooth:00:11", transport.Device{}, `"bluetooth"`},
		{"usb:", transport.Device{}, "nothing behind"},
		{"usb:/dev/usb/lp0?baud=9600", transport.Device{}, `no option "baud"`},
		{"serial:/dev/ttyS0?baud=fast", transport.Device{}, "baud=fast"},
		{"serial:/dev/ttyS0?flow=maybe", transport.Device{}, "flow=maybe"},
		{"serial:/dev/ttyS0?reply=never", transport.Device{}, "reply=never"},
		{"virtual:x?lang=latin", transport.Device{}, "lang=latin"},
		{"tcp:host:0", transport.Device{}, "host:port"},
		{"tcp:a/b", transport.Device{}, "host:port"},
	} {
		got, err := transport.Parse(tt.device)
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("Parse(%q): %v, want an error with %q", tt.device, err, tt.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.device, err)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", tt.device, d)
		}
	}
}

func TestErrorsAreFaults(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lp0")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kind transport.Kind
		op   string
		err  error
		want printer.Fault
	}{
		{transport.USB, "open", syscall.EACCES, printer.NoPermission},
		{transport.USB, "open", syscall.EBUSY, printer.Busy},
		{transport.USB, "open", syscall.ENOENT, printer.Unplugged},
		{transport.USB, "write", syscall.ENODEV, printer.Unplugged},
		{transport.Serial, "write", syscall.EIO, printer.Unplugged},
		{transport.Serial, "read", io.EOF, printer.Unplugged},
		{transport.TCP, "write", syscall.ECONNRESET, printer.Unplugged},
		{transport.TCP, "open", syscall.ECONNREFUSED, printer.Offline},
		{transport.TCP, "open", syscall.EHOSTUNREACH, printer.Offline},
		{transport.TCP, "open", syscall.ETIMEDOUT, printer.Offline},
	} {
		err := transport.Device{Kind: tt.kind, Path: file}.Fault(tt.op, &os.PathError{Op: tt.op, Path: file, Err: tt.err})
		fe, ok := errors.AsType[*printer.FaultError](err)
		if !ok || fe.Fault != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s %s %v is %v, want %v", tt.op, tt.kind, tt.err, err, tt.want)
		}
		if tt.want == printer.NoPermission && fe.Group == "" {
			t.Errorf("%v does not name the group", err)
		}
	}
}

func TestOpenNamesWhatIsWrong(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := ln.Addr().String()
	_ = ln.Close()
	for device, want := range map[string]printer.Fault{
		"serial:/dev/no-such-port": printer.Unplugged,
		"usb:/dev/usb/no-such-lp":  printer.Unplugged,
		"tcp:" + nobody:            printer.Offline,
	} {
		if _, err := transport.Open(t.Context(), device); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", device, err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := transport.Open(ctx, "tcp:"+nobody); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// served returns a virtual printer and its device string over kind.
func served(t *testing.T, kind transport.Kind, o printertest.Options) (*printertest.Virtual, string) {
	t.Helper()
	v := printertest.NewVirtual(o)
	t.Cleanup(func() { _ = v.Close() })
	var where string
	var err error
	if kind == transport.TCP {
		where, err = v.ServeTCP()
	} else {
		where, err = v.ServePTY()
	}
	if err != nil {
		t.Fatal(err)
	}
	return v, string(kind) + ":" + where
}

func open(t *testing.T, device string) printer.Conn {
	t.Helper()
	c, err := transport.Open(t.Context(), device)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// A pseudo terminal stands in for a USB printer-class device, as far as reading,
// writing and the end of the device go.
var kinds = []transport.Kind{transport.Serial, transport.TCP, transport.USB}

func stripes(w, h int) *printer.Bitmap {
	b := printer.NewBitmap(w, h)
	for i := range b.Bits {
		b.Bits[i] = byte(i * 7)
	}
	return b
}

func load(t *testing.T, name string) printer.Profile {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func nothing(printer.Progress) {}

func TestJobsArePrintedAndConfirmed(t *testing.T) {
	for _, kind := range kinds {
		for _, lang := range []printer.Language{printer.TSPL, printer.ESCPOS} {
			t.Run(string(kind)+" "+string(lang), func(t *testing.T) {
				want := stripes(480, 320)
				same := false
				v, device := served(t, kind, printertest.Options{Language: lang, RowTime: 500 * time.Microsecond, OnPrint: func(p printertest.Print) error {
					same = p.Bitmap.HeightDots >= 320
					for y := range 320 {
						same = same && bytes.HasPrefix(p.Bitmap.Row(y), want.Row(y))
					}
					return nil
				}})
				c := open(t, device)
				var d printer.Driver = tspl.New(c, load(t, "generic-tspl"))
				if lang == printer.ESCPOS {
					d = escpos.New(c, load(t, "epson-tm-t20"))
				}
				if err := d.Ready(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := d.Send(t.Context(), printer.PageImageOf(want), printer.JobOptions{}, nothing); err != nil {
					t.Fatal(err)
				}
				ok, err := d.Confirm(t.Context(), nothing)
				if !ok || err != nil || v.Prints() != 1 {
					t.Fatalf("confirmed %v, %v, %d prints", ok, err, v.Prints())
				}
				_ = c.Close()
				_ = v.Close()
				if !same {
					t.Error("the print is another picture")
				}
			})
		}
	}
}

func TestDeadlinesHold(t *testing.T) {
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			v, device := served(t, kind, printertest.Options{BufferBytes: 64})
			v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
			c := open(t, device)
			begin := time.Now()
			_ = c.SetDeadline(begin.Add(100 * time.Millisecond))
			if n, err := c.Read(make([]byte, 1)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("read: %d, %v", n, err)
			}
			// More than the system keeps for a printer that takes nothing.
			data := bytes.Repeat([]byte("PRINT 1,1\r\n"), 1<<20)
			_ = c.SetDeadline(time.Now().Add(100 * time.Millisecond))
			n, err := c.Write(data)
			if n == 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("write: %d, %v", n, err)
			}
			if d := time.Since(begin); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
			if p, ok := c.(printer.Pending); ok && kind == transport.TCP {
				if n, err := p.Pending(); n == 0 || err != nil {
					t.Errorf("pending: %d, %v", n, err)
				}
			}
		})
	}
}

func TestPulledCableIsUnplugged(t *testing.T) {
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			v, device := served(t, kind, printertest.Options{})
			c := open(t, device)
			time.AfterFunc(50*time.Millisecond, func() { v.UnplugAfter(0) })
			if _, err := c.Read(make([]byte, 1)); !errors.Is(err, printer.Unplugged) {
				t.Errorf("read: %v", err)
			}
			var err error
			for end := time.Now().Add(5 * time.Second); err == nil && time.Now().Before(end); {
				_ = c.SetDeadline(end)
				_, err = c.Write(make([]byte, 1000))
			}
			if !errors.Is(err, printer.Unplugged) {
				t.Errorf("write: %v", err)
			}
		})
	}
}

func TestCloseReleasesARead(t *testing.T) {
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			_, device := served(t, kind, printertest.Options{})
			c := open(t, device)
			time.AfterFunc(50*time.Millisecond, func() { _ = c.Close() })
			if _, err := c.Read(make([]byte, 1)); err == nil {
				t.Error("read something")
			}
		})
	}
}

func TestSerialPortIsForOne(t *testing.T) {
	_, device := served(t, transport.Serial, printertest.Options{})
	c := open(t, device)
	if _, err := transport.Open(t.Context(), device); !errors.Is(err, printer.Busy) {
		t.Errorf("second open: %v", err)
	}
	_ = c.Close()
	open(t, device)
}

func TestOneWayAsksNothing(t *testing.T) {
	v, device := served(t, transport.Serial, printertest.Options{})
	v.Set(func(f *printertest.Faults) { f.Silent = true })
	c := open(t, device+"?reply=no")
	d := tspl.New(c, load(t, "generic-tspl"))
	if err := d.Ready(t.Context()); err != nil {
		t.Errorf("ready: %v", err)
	}
	if ok, err := d.Confirm(t.Context(), nothing); ok || err != nil {
		t.Errorf("confirm: %v, %v", ok, err)
	}
}

func TestFolderHoldsOneFileForAJob(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "jobs")
	for _, job := range []string{"one", "two"} {
		c := open(t, "file:"+dir)
		if printer.CanReply(c) {
			t.Error("a file answers")
		}
		for _, b := range []byte(job) {
			if _, err := c.Write([]byte{b}); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	bins, _ := filepath.Glob(filepath.Join(dir, "job-*.bin"))
	var got []string
	for _, f := range bins {
		b, _ := os.ReadFile(f)
		got = append(got, string(b))
	}
	if len(files) != 2 || len(got) != 2 || got[0]+got[1] != "onetwo" && got[0]+got[1] != "twoone" {
		t.Errorf("files %v hold %q", files, got)
	}
}

func TestDeviceID(t *testing.T) {
	const text = "MFG:Gprinter;MODEL:GP-1324D;CMD:TSPL;SN:0042;"
	want := transport.DeviceID{"MFG": "Gprinter", "MDL": "GP-1324D", "CMD": "TSPL", "SN": "0042"}
	for name, head := range map[string]string{"high byte first": "\x00\x2f", "low byte first": "\x2f\x00"} {
		if d := cmp.Diff(want, transport.ParseDeviceID([]byte(head+text+"X:Y;\x00\x00"))); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestUSBStatus(t *testing.T) {
	for b, want := range map[byte]printer.Status{
		0x18: {Known: true}, 0x38: {Known: true, PaperOut: true}, 0x30: {Known: true, PaperOut: true, Offline: true},
		0x08: {Known: true, Offline: true}, 0x00: {}, 0xff: {},
	} {
		if got := transport.DecodeUSBStatus(b); got != want {
			t.Errorf("%02x: %+v, want %+v", b, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("serial:/dev/ttyUSB0?baud=115200&flow=rtscts")
	f.Add("tcp:[::1]:9100")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := transport.Parse(s); err == nil && (d.Path == "" || d.Kind == "") {
			t.Errorf("%q: %+v", s, d)
		}
	})
}

func FuzzDeviceID(f *testing.F) {
	f.Add([]byte("\x00\x20MFG:Gprinter;MDL:GP-1324D;"))
	f.Fuzz(func(_ *testing.T, b []byte) { transport.ParseDeviceID(b) })
}
