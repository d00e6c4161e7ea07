package transport_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/printer/transport"
)

// machine is a made-up sysfs and /dev under a folder.
type machine struct {
	t    *testing.T
	root string
}

func (m machine) write(path, text string) {
	m.t.Helper()
	path = filepath.Join(m.root, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		m.t.Fatal(err)
	}
}

func (m machine) link(path, target string) {
	m.t.Helper()
	path = filepath.Join(m.root, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(m.root, target), path); err != nil {
		m.t.Fatal(err)
	}
}

// lp plugs a USB printer in.
func (m machine) lp(n, port, vendor, product, serial, id string) {
	m.t.Helper()
	dev := "sys/devices/usb1/" + port
	m.write(dev+"/idVendor", vendor+"\n")
	m.write(dev+"/idProduct", product+"\n")
	if serial != "" {
		m.write(dev+"/serial", serial+"\n")
	}
	m.write(dev+"/"+port+":1.0/ieee1284_id", id)
	m.link("sys/class/usbmisc/"+n+"/device", dev+"/"+port+":1.0")
}

func TestFindNamesDevicesByWhatStays(t *testing.T) {
	m := machine{t, t.TempDir()}
	m.lp("lp0", "1-1", "04b8", "0e15", "J5XF001", "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;")
	m.lp("lp3", "1-2.4", "0483", "5743", "", "MFG:Xprinter;MDL:XP-460B;")
	m.lp("lp4", "1-3", "1fc9", "2016", "SN 1:2?", "")
	m.lp("lp5", "1-5", "1203", "0160", "", "MFG:TSC;MDL:TE200;")
	m.lp("lp6", "1-6", "1203", "0160", "", "MFG:TSC;MDL:TE200;")
	m.write("sys/devices/usb1/1-4/idVendor", "1a86\n")
	m.write("sys/devices/usb1/1-4/idProduct", "7523\n")
	m.write("sys/devices/usb1/1-4/1-4:1.0/ttyUSB0/x", "")
	m.link("sys/class/tty/ttyUSB0/device", "sys/devices/usb1/1-4/1-4:1.0/ttyUSB0")
	m.write("dev/ttyUSB0", "")
	m.link("dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", "dev/ttyUSB0")
	got, err := transport.Find(m.root)
	if err != nil {
		t.Fatal(err)
	}
	epson := transport.DeviceID{"MFG": "EPSON", "CMD": "ESC/POS", "MDL": "TM-T20", "CLS": "PRINTER"}
	tsc := transport.DeviceID{"MFG": "TSC", "MDL": "TE200"}
	want := []transport.Found{
		{Device: "serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", Path: "/dev/ttyUSB0", Kind: transport.Serial, USB: "1a86:7523", Name: "1a86 USB Serial"},
		{Device: "usb:id=0483:5743", Path: "/dev/usb/lp3", Kind: transport.USB, USB: "0483:5743", ID: transport.DeviceID{"MFG": "Xprinter", "MDL": "XP-460B"}, Name: "Xprinter XP-460B", Port: "1-2.4"},
		{Device: "usb:id=04b8:0e15:J5XF001", Path: "/dev/usb/lp0", Kind: transport.USB, USB: "04b8:0e15", ID: epson, Name: "EPSON TM-T20", Port: "1-1"},
		{Device: "usb:id=1203:0160@1-5", Path: "/dev/usb/lp5", Kind: transport.USB, USB: "1203:0160", ID: tsc, Name: "TSC TE200", Port: "1-5"},
		{Device: "usb:id=1203:0160@1-6", Path: "/dev/usb/lp6", Kind: transport.USB, USB: "1203:0160", ID: tsc, Name: "TSC TE200", Port: "1-6"},
		{Device: "usb:id=1fc9:2016:SN_1_2_", Path: "/dev/usb/lp4", Kind: transport.USB, USB: "1fc9:2016", ID: transport.DeviceID{}, Port: "1-3"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, f := range got {
		if d, err := transport.Parse(f.Device); err != nil || d.Kind != f.Kind {
			t.Errorf("%s: %+v, %v", f.Device, d, err)
		}
	}
}

func TestDeviceIsKnownByEveryName(t *testing.T) {
	alone := transport.Found{Device: "usb:id=1203:0160", Path: "/dev/usb/lp5", Kind: transport.USB, Port: "1-5"}
	twin := alone
	twin.Device = "usb:id=1203:0160@1-5"
	adapter := transport.Found{Device: "serial:/dev/serial/by-id/usb-1a86", Path: "/dev/ttyUSB0", Kind: transport.Serial}
	for _, tt := range []struct {
		device string
		found  transport.Found
		want   bool
	}{
		{"usb:id=1203:0160", alone, true},
		{"usb:/dev/usb/lp5", alone, true},
		{"usb:id=1203:0160@1-5", alone, true}, // its twin was unplugged
		{"usb:id=1203:0160@1-6", alone, false},
		{"usb:id=1203:0160@1-5", twin, true},
		{"usb:id=1203:0160", twin, false}, // either could be meant
		{"usb:id=04b8:0e15", alone, false},
		{"serial:/dev/ttyUSB0?baud=115200", adapter, true},
		{"serial:/dev/serial/by-id/usb-1a86?flow=dsr", adapter, true},
		{"serial:/dev/ttyUSB1", adapter, false},
		{"file:/dev/ttyUSB0", adapter, false},
	} {
		d, err := transport.Parse(tt.device)
		if err != nil || d.Is(tt.found) != tt.want {
			t.Errorf("%s is %s: %t, %v", tt.device, tt.found.Device, !tt.want, err)
		}
	}
}

func TestWatchTellsWithinTwoSeconds(t *testing.T) {
	m := machine{t, t.TempDir()}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	seen := make(chan int, 10)
	done := make(chan struct{})
	go func() {
		defer close(done)
		transport.Watch(ctx, m.root, func(f []transport.Found) { seen <- len(f) })
	}()
	next := func(want int) {
		t.Helper()
		select {
		case n := <-seen:
			if n != want {
				t.Errorf("%d devices, want %d", n, want)
			}
		case <-time.After(2 * time.Second):
			t.Errorf("nothing was told, want %d devices", want)
		}
	}
	next(0)
	m.lp("lp0", "1-1", "04b8", "0e15", "J5XF001", "MFG:EPSON;")
	next(1)
	if err := os.RemoveAll(filepath.Join(m.root, "sys/class/usbmisc/lp0")); err != nil {
		t.Fatal(err)
	}
	next(0)
	stop()
	<-done
}
