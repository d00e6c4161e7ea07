package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"countertop/scanner/evdev"
	"countertop/scanner/scannertest"
	"countertop/scanner/serialscan"
)

func TestScannerWatch(t *testing.T) {
	sc, err := scannertest.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sc.Close() })
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() { done <- watchScanner(ctx, "serial:"+sc.Device(), w, io.Discard) }()
	for _, line := range []string{"]C0RA1", "]C0RA1", "R\x01"} {
		if err := sc.Scan(line); err != nil {
			t.Fatal(err)
		}
	}
	lines := bufio.NewScanner(r)
	for _, want := range [][]string{
		{"scan", "code128", "5d 43 30 52 41 31", `"RA1"`},
		{"again", "code128", "5d 43 30 52 41 31", `"RA1"`},
		{"refused, not printable", "-", "52 01", `""`},
	} {
		lines.Scan()
		got := strings.Split(lines.Text(), "\t")
		for i, field := range map[int]string{1: want[0], 2: want[1], 3: want[2], 5: want[3]} {
			if len(got) != 6 || got[i] != field {
				t.Errorf("line %q, want field %d %q", lines.Text(), i, field)
			}
		}
	}
	cancel()
	if code := <-done; code != 0 {
		t.Errorf("exit status %d, want 0", code)
	}
}

func TestScannerWrongUse(t *testing.T) {
	for _, args := range [][]string{nil, {"watch"}, {"watch", "keyboard"}, {"watch", "evdev:event5"}, {"list", "all"}, {"find"}} {
		var out, errs bytes.Buffer
		if code := scannerCommand(args, &out, &errs); code != 2 || out.Len() != 0 || errs.Len() == 0 {
			t.Errorf("scanner %q: status %d, stdout %q, stderr %q, want 2 and a sentence on stderr", args, code, &out, &errs)
		}
	}
}

func TestScannerList(t *testing.T) {
	var out bytes.Buffer
	listScanners(&out, []serialscan.Port{
		{Path: "/dev/ttyACM0", ByID: "/dev/serial/by-id/usb-A", VendorID: "1eab", ProductID: "1a06", Manufacturer: "Newland", Product: "HR32", Serial: "N1"},
		{Path: "/dev/ttyUSB0", VendorID: "1a86", ProductID: "7523", Product: "USB Serial"},
	}, []evdev.Device{
		{Path: "/dev/input/event0", Name: "AT keyboard", VendorID: "0001", ProductID: "0001"},
		{Path: "/dev/input/event5", ByID: "usb-B-event-kbd", Name: "HR32 Scanner", VendorID: "1eab", ProductID: "1a06", Serial: "N2", Scanner: true},
	})
	want := "serial:/dev/serial/by-id/usb-A\t/dev/ttyACM0\t1eab:1a06\tNewland HR32\tserial N1\n" +
		"serial:/dev/ttyUSB0\t/dev/ttyUSB0\t1a86:7523\tUSB Serial\n" +
		"evdev:name=AT keyboard\t/dev/input/event0\t0001:0001\tAT keyboard\tperhaps a keyboard\n" +
		"evdev:by-id/usb-B-event-kbd\t/dev/input/event5\t1eab:1a06\tHR32 Scanner\tserial N2\n"
	if got := out.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
