package main

import (
	"bytes"
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

func TestPrinterTestPage(t *testing.T) {
	dir := t.TempDir()
	for device, want := range map[string]struct{ profile, says, file string }{
		"virtual:" + dir + "/labels": {"gprinter-gp-1324d", "Printed, and the printer says so", "labels/print-0001.png"},
		"virtual:" + dir + "/slips":  {"generic-escpos-58", "Printed, and the printer says so", "slips/print-0001.png"},
		"file:" + dir + "/jobs":      {"generic-tspl", "does not say whether", "jobs/job-*.bin"},
	} {
		var out, errs bytes.Buffer
		if code := printerCommand([]string{"test", device, "-profile", want.profile}, &out, &errs); code != 0 {
			t.Errorf("%s: exit %d: %s", device, code, &errs)
			continue
		}
		files, _ := filepath.Glob(filepath.Join(dir, want.file))
		if !strings.Contains(out.String(), want.says) || len(files) != 1 {
			t.Errorf("%s: %q, files %v", device, &out, files)
		}
		if strings.HasSuffix(want.file, ".png") && len(files) == 1 {
			if data, err := os.ReadFile(files[0]); err == nil {
				_ = os.WriteFile(filepath.Join(t.ArtifactDir(), want.profile+".png"), data, 0o600)
			}
		}
	}
}

func TestPrinterProbe(t *testing.T) {
	for lang, want := range map[printer.Language]string{printer.ESCPOS: "escpos\tanswers: cover open", printer.TSPL: "tspl\tanswers: cover open"} {
		v := printertest.NewVirtual(printertest.Options{Language: lang})
		v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
		addr, err := v.ServeTCP()
		if err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		code := printerCommand([]string{"probe", "tcp:" + addr}, &out, &errs)
		if code != 0 || !strings.Contains(out.String(), want) {
			t.Errorf("%s: exit %d, %q %q", lang, code, &out, &errs)
		}
		if v.Prints() != 0 {
			t.Errorf("%s: the probe printed something", lang)
		}
		_ = v.Close()
	}
}

func TestPrinterListNamesWhatToWrite(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"sys/class/usbmisc/lp0/device/ieee1284_id":             "MFG:Gprinter;MDL:GP-1324D;CMD:TSPL;SN:0042;",
		"dev/serial/by-id/usb-1a86_USB_Serial-if00-port0":      "",
		"sys/class/usbmisc/lp1/device/there_is_no_identity_at": "",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := listPrinters(&out, root); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"usb:/dev/usb/lp0\tGprinter GP-1324D, commands TSPL, serial 0042\n",
		"usb:/dev/usb/lp1\tsays nothing of itself\n",
		"serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0\t",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
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
	if got := strings.Fields(lines[0]); !slices.Equal(got, []string{"NAME", "MODEL", "LANGUAGE", "DPI", "DOTS", "STATUS", "CONFIRM", "CUT"}) {
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
