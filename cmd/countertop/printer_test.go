package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/printertest"
)

func TestPrinterPrintsADocument(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct{ device, flags, says, file string }{
		{"virtual:" + dir + "/a", "-profile gprinter-gp-1324d", "as raster with profile gprinter-gp-1324d", "a/print-0001.png"},
		{"virtual:" + dir + "/b", "-profile generic-escpos-58 -kind customer-copy", "customer-copy as raster", "b/print-0001.png"},
		{"virtual:" + dir + "/c?lang=zpl", "-kind device-tag -native", "device-tag as native with profile generic-zpl-203", "c/print-0001.png"},
		{"virtual:" + dir + "/d?lang=cpcl", "-kind device-tag -hybrid -lang en", "device-tag as hybrid with profile generic-cpcl", "d/print-0001.png"},
		{"virtual:" + dir + "/e?lang=brother", "-kind shelf", "shelf as raster with profile brother-ql-800", "e/print-0001.png"},
		{"virtual:" + dir + "/f?lang=escpos", "-kind device-tag -hybrid", "device-tag as hybrid with profile generic-escpos-80", "f/print-0001.png"},
		{"file:" + dir + "/jobs", "-profile generic-tspl", "does not say whether", "jobs/job-*.bin"},
	} {
		var out, errs bytes.Buffer
		if code := printerCommand(append([]string{"test", tt.device}, strings.Fields(tt.flags)...), &out, &errs); code != 0 {
			t.Errorf("%s %s: exit %d: %s", tt.device, tt.flags, code, &errs)
			continue
		}
		files, _ := filepath.Glob(filepath.Join(dir, tt.file))
		if !strings.Contains(out.String(), tt.says) || strings.Contains(tt.device, "virtual:") != strings.HasPrefix(out.String(), "Printed, and the printer says so") || len(files) != 1 {
			t.Errorf("%s %s: %q, files %v", tt.device, tt.flags, &out, files)
		}
	}
}

func TestPrinterProbe(t *testing.T) {
	for _, tt := range []struct {
		lang printer.Language
		want string
	}{
		{printer.ESCPOS, "escpos\tanswers: cover open\ndevice\tDEVICE\nprofile\tgeneric-escpos-80\tby its answer\n"},
		{printer.TSPL, "tspl\tanswers: cover open\ndevice\tDEVICE\nprofile\tgeneric-tspl\tby its answer\n"},
		{printer.ZPL, "zpl\tanswers: cover open\ndevice\tDEVICE\nprofile\tgeneric-zpl-203\tby its answer\n"},
		{printer.CPCL, "cpcl\tanswers: cover open\ndevice\tDEVICE\nprofile\tgeneric-cpcl\tby its answer\n"},
		{printer.Brother, "answers\tnone, in no language\n"}, // is asked only where it is likely
	} {
		t.Run(string(tt.lang), func(t *testing.T) {
			t.Parallel()
			v := printertest.NewVirtual(printertest.Options{Language: tt.lang})
			defer v.Close() //nolint:errcheck // virtual
			v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
			addr, err := v.ServeTCP()
			if err != nil {
				t.Fatal(err)
			}
			code, out, errs := play("printer", "probe", "tcp:"+addr)
			if want := strings.ReplaceAll(tt.want, "DEVICE", "tcp:"+addr); code != 0 || out != want {
				t.Errorf("exit %d, %q %q, want %q", code, out, errs, want)
			}
			if v.Prints() != 0 {
				t.Error("the probe printed something")
			}
		})
	}
	t.Run("serial", func(t *testing.T) {
		t.Parallel()
		v := printertest.NewVirtual(printertest.Options{})
		defer v.Close() //nolint:errcheck // virtual
		path, err := v.ServePTY()
		if err != nil {
			t.Fatal(err)
		}
		code, out, errs := play("printer", "probe", "serial:"+path)
		if code != 0 || !strings.Contains(out, "device\tserial:"+path+"?baud=9600&flow=none\n") {
			t.Errorf("exit %d, %q %q", code, out, errs)
		}
	})
	t.Run("one way", func(t *testing.T) {
		code, out, errs := play("printer", "probe", "file:"+t.TempDir())
		if code != 0 || out != "answers\tnothing can come back on this device\n" {
			t.Errorf("exit %d, %q %q", code, out, errs)
		}
	})
}

func TestPrinterListNamesWhatToWrite(t *testing.T) {
	root := t.TempDir()
	link := func(name, target string) {
		name = filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.Symlink(filepath.Join(root, target), name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"sys/devices/1-1/if/ieee1284_id": "MFG:Gprinter;MDL:GP-1324D;CMD:TSPL;SN:0042;",
		"sys/devices/1-1/idVendor":       "6868", "sys/devices/1-1/idProduct": "0200",
		"sys/devices/1-2/if/x": "", "sys/devices/1-2/idVendor": "1234", "sys/devices/1-2/idProduct": "5678",
		"sys/devices/1-3/if/x": "", "sys/devices/1-3/idVendor": "04b8", "sys/devices/1-3/idProduct": "0e15",
		"dev/ttyUSB0": "",
	} {
		name = filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"1", "2", "3"} {
		link("sys/class/usbmisc/lp"+n+"/device", "sys/devices/1-"+n+"/if")
	}
	link("dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", "dev/ttyUSB0")
	var out bytes.Buffer
	if err := listPrinters(&out, root); err != nil {
		t.Fatal(err)
	}
	want := "serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0\t1a86 USB Serial\tno profile is known for it; printer probe asks it\n" +
		"usb:id=04b8:0e15\tsays nothing of itself\tepson-tm-t20\tby its USB numbers\n" +
		"usb:id=1234:5678\tsays nothing of itself\tno profile is known for it; printer probe asks it\n" +
		"usb:id=6868:0200:0042\tGprinter GP-1324D, commands TSPL, serial 0042\tgprinter-gp-1324d\tby its model\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &out, want)
	}
	out.Reset()
	if err := listPrinters(&out, t.TempDir()); err != nil || !strings.HasPrefix(out.String(), "No USB printer") {
		t.Errorf("nothing connected: %v %q", err, &out)
	}
}

func TestPrinterExitStatus(t *testing.T) {
	for args, want := range map[string]int{
		"profiles": 0, "": 2, "list more": 2, "probe": 2, "probe lp0": 2, "probe usb:/dev/usb/no-such-lp": 1,
		"test file:x -colour red": 2, "test file:x -profile none": 2, "test usb:/dev/usb/no-such-lp": 1,
		"profiles -json": 0, "profiles -xml": 2, "test": 2, "test file:x y": 2, "test file:x -kind invoice": 2, "test file:x -lang fr": 2,
		"test file:x -raster -native": 2, "test file:x -kind shelf -profile brother-ql-800 -native": 2,
	} {
		var out, errs bytes.Buffer
		if got := printerCommand(strings.Fields(args), &out, &errs); got != want {
			t.Errorf("printer %s: exit %d, want %d: %s", args, got, want, &errs)
		}
		if said := fmt.Sprint(&out, &errs); said == "" {
			t.Errorf("printer %s says nothing", args)
		}
	}
}

func TestPrinterProfilesAreListed(t *testing.T) {
	code, out, errs := play("printer", "profiles")
	if code != exitDone || errs != "" {
		t.Fatalf("exit %d, %q", code, errs)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if got := strings.Fields(lines[0]); !slices.Equal(got, []string{"NAME", "MODEL", "LANGUAGE", "DPI", "DOTS", "STATUS", "CONFIRM", "CUT", "CODES", "PAGE", "FONTS"}) {
		t.Errorf("head %q", got)
	}
	names, err := printer.Profiles(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 1+len(names) {
		t.Errorf("%d lines for %d profiles:\n%s", len(lines), len(names), out)
	}
	// What configurations and scripts are written with.
	for name, language := range map[string]string{
		"generic-tspl": "tspl", "generic-escpos-80": "escpos", "generic-escpos-58": "escpos",
		"xprinter-xp-460b": "tspl", "gprinter-gp-1324d": "tspl", "epson-tm-t20": "escpos",
	} {
		i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, name+" ") })
		if i < 0 || !slices.Contains(strings.Fields(lines[i]), language) {
			t.Errorf("no %s in %s:\n%s", language, name, out)
		}
	}
}

func TestPrinterProfilesAreWrittenForMachines(t *testing.T) {
	code, out, errs := play("printer", "profiles", "-json")
	var list []struct {
		Name, Model, Language string
		DPI                   int
		Status, QR            printer.Ability
		Han                   *printer.Font
	}
	if err := json.Unmarshal([]byte(out), &list); err != nil || code != exitDone {
		t.Fatalf("exit %d, %v, %q", code, err, errs)
	}
	for _, p := range list {
		if p.Name == "tsc-te200" && p.Language == "tspl" && p.DPI == 203 && p.Status.Proof == printer.Documented && p.QR.Reference != "" && p.Han.Encoding == "gbk" {
			return
		}
	}
	t.Errorf("no tsc-te200 as it is among %+v", list)
}

func TestPrinterFailuresAreSentences(t *testing.T) {
	for args, want := range map[string]int{
		"probe lp0": exitUsage, "probe usb:/dev/usb/no-such-lp": exitFailed, "probe tcp:127.0.0.1:1": exitFailed, "probe serial:/dev/no-such-tty?baud=9": exitUsage,
		"test usb:/dev/usb/no-such-lp": exitFailed, "test file:x -profile none": exitUsage, "test virtual:": exitUsage,
	} {
		code, out, errs := play(append([]string{"printer"}, strings.Fields(args)...)...)
		if code != want {
			t.Errorf("printer %s: exit %d, want %d", args, code, want)
		}
		if strings.HasPrefix(args, "test") && out != "" {
			t.Errorf("printer %s prints %q", args, out)
		}
		sentence(t, "printer "+args, errs)
	}
}
