package evdev_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"countertop/scanner"
	"countertop/scanner/evdev"
)

func TestKeysMakeText(t *testing.T) {
	const sub = "\x1a"
	cat := slices.Concat[[]byte]
	for _, tt := range []struct {
		name   string
		events []byte
		want   string
	}{
		{"a scan", scan("RA2611210042QK"), "RA2611210042QK\r"},
		{"small letters and signs", tap(keyA, 12, 13, 26, 39, 40, 41, 43, 51, 52, 53, 57), "a-=[;'`\\,./ "},
		{"signs with Shift", with(rightShift, tap(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 26, 27, 39, 40, 41, 43, 51, 52, 53)), `!@#$%^&*()_+{}:"~|<>?`},
		{"doubled characters", tap(key1, key1, key1), "111"},
		{"key held down", cat(change(evdev.EventSize, key1, 1), change(evdev.EventSize, key1, 2), change(evdev.EventSize, key1, 2), change(evdev.EventSize, key1, 0)), "1"},
		{"Shift that repeats", with(leftShift, change(evdev.EventSize, leftShift, 2), tap(keyA)), "A"},
		{"one Shift of two let go", with(leftShift, with(rightShift), tap(keyA)), "A"},
		{"Caps Lock", cat(tap(caps, keyR, key1), with(leftShift, tap(keyR, key1)), tap(caps, keyR)), "R1r!r"},
		{"Num Lock is no character", tap(numLock, key1), "1"},
		{"keypad", tap(79, 80, 81, 75, 76, 77, 71, 72, 73, 82, 83, 74, 78, 55, 98, kpEnter), "1234567890.-+*/\r"},
		{"ends of a line", tap(tab, enter, kpEnter, 101), "\t\r\r\n"},
		{"Escape is a control character", tap(esc), "\x1b"},
		{"control character of a code", with(leftCtrl, tap(keyRBr, keyA)), "\x1d\x01"},
		{"Ctrl with a digit", with(leftCtrl, tap(key1)), sub},
		{"number with Alt, three digits", cat(with(leftAlt, tap(82, 72, 81)), with(leftAlt, tap(82, 76, 82))), "S2"},
		{"number with Alt, four digits", with(leftAlt, tap(82, 82, 72, 81)), "S"},
		{"number of a byte of GBK", with(leftAlt, tap(80, 79, 76)), "\xd7"},
		{"number beyond a byte", with(leftAlt, tap(76, 75, 73, 73, 80)), sub},
		{"number without end", cat(change(evdev.EventSize, leftAlt, 1), tap(79)), ""},
		{"Alt with a letter", with(leftAlt, tap(keyA)), sub},
		{"Alt alone", with(leftAlt), ""},
		{"AltGr where the layout has none", with(rightAlt, tap(keyA)), sub},
		{"key without character", tap(f1), sub},
		{"mouse and lamp", cat(event(evdev.EventSize, 2, 0, 5), event(evdev.EventSize, 0x11, 1, 1), tap(key1)), "1"},
		{"events dropped", cat(tap(keyA), syn(3), tap(key1)[:2*evdev.EventSize], syn(0), tap(keyR)), "a" + sub + "r"},
		{"Shift let go among events dropped", cat(change(evdev.EventSize, leftShift, 1), syn(3), syn(0), tap(keyA)), sub + "a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := evdev.NewDecoder(evdev.EventSize, evdev.Layouts["us"]).Decode(tt.events)
			if string(got) != tt.want {
				t.Errorf("text = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestBothSizesOfEvent(t *testing.T) {
	for _, size := range []int{evdev.EventSize64, evdev.EventSize32} {
		events := slices.Concat(change(size, leftShift, 1), change(size, keyR, 1), change(size, keyR, 0), change(size, leftShift, 0), change(size, key1, 1))
		d := evdev.NewDecoder(size, evdev.Layouts["us"])
		var got []byte
		for _, b := range events {
			got = append(got, d.Decode([]byte{b})...)
		}
		if string(got) != "R1" {
			t.Errorf("text of events of %d bytes, one byte at a time = %q, want R1", size, got)
		}
	}
}

func TestAnotherLayoutIsATable(t *testing.T) {
	french := evdev.Layout{key1: {'&', '1', 0}, keyA: {'q', 'Q', 0}, 11: {'à', '0', '@'}}
	got := evdev.NewDecoder(evdev.EventSize, french).Decode(slices.Concat(tap(key1, keyA, 11), with(rightAlt, tap(11)), with(leftShift, tap(key1)), tap(12)))
	if want := "&qà@1\x1a"; string(got) != want {
		t.Errorf("text = %q, want %q", got, want)
	}
}

// TestNoPartOfADamagedLineIsAScan plays a line that the kernel dropped events
// of through the same intake as a Source.
func TestNoPartOfADamagedLineIsAScan(t *testing.T) {
	for name, events := range map[string][]byte{
		"dropped in the middle": slices.Concat(typed("RA26112"), syn(3), syn(0), scan("10042QK")),
		"dropped at the start":  slices.Concat(syn(3), syn(0), scan("10042QK")),
		"end dropped":           slices.Concat(typed("RA2611210042QK"), syn(3), syn(0), scan("RA2611210043XX")),
		"function key inside":   slices.Concat(typed("RA26"), tap(f1), scan("112")),
	} {
		t.Run(name, func(t *testing.T) {
			in := scanner.NewIntake("gun", scanner.Options{})
			in.Add(evdev.NewDecoder(evdev.EventSize, evdev.Layouts["us"]).Decode(events), time.Unix(0, 0), func(s scanner.Scan) {
				t.Errorf("scan %q", s.Text)
			})
			if got := in.Counts().Refused[scanner.Unprintable]; got != 1 {
				t.Errorf("refused = %d, want 1", got)
			}
		})
	}
}

func TestDeviceStrings(t *testing.T) {
	for device, want := range map[string]bool{
		"evdev:by-id/usb-Newland_HR32-event-kbd":           true,
		"evdev:by-path/pci-0000:00:14.0-usb-0:2-event-kbd": true,
		"evdev:/dev/input/counter/scanner0":                true,
		"evdev:name=Symbol Bar Code Scanner":               true,
		"evdev:name=What?":                                 true,
		"evdev:name=What??layout=us":                       true,
		"evdev:by-id/usb-Newland_HR32-event-kbd?layout=us": true,
		"evdev:by-id/usb-Newland_HR32-event-kbd?layout=xx": false,
		"evdev:by-id/":             false,
		"evdev:by-id/..":           false,
		"evdev:by-id/../event0":    false,
		"evdev:event0":             false,
		"evdev:name=":              false,
		"evdev:":                   false,
		"serial:/dev/ttyACM0":      false,
		"/dev/input/event0":        false,
		"by-id/usb-HR32-event-kbd": false,
		"keyboard":                 false,
	} {
		_, err := evdev.New(device, scanner.Options{})
		var bad *evdev.DeviceError
		if (err == nil) != want || err != nil && !errors.As(err, &bad) {
			t.Errorf("New(%q) = %v", device, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(scan("RA2611210042QK"), uint8(7))
	f.Add(slices.Concat(typed("RA"), syn(3), tap(f1), syn(0), with(leftAlt, tap(82, 72, 81)), with(leftCtrl, tap(keyRBr))), uint8(24))
	f.Add(bytes.Repeat([]byte{0xff}, 100), uint8(1))
	f.Fuzz(func(t *testing.T, events []byte, size uint8) {
		for _, event := range []int{evdev.EventSize32, evdev.EventSize64} {
			whole := evdev.NewDecoder(event, evdev.Layouts["us"]).Decode(events)
			if n := len(events) / event; len(whole) > n {
				t.Errorf("%d bytes of text from %d events", len(whole), n)
			}
			var parts []byte
			d := evdev.NewDecoder(event, evdev.Layouts["us"])
			for b := range slices.Chunk(events, int(size)+1) {
				parts = append(parts, d.Decode(b)...)
			}
			if !bytes.Equal(whole, parts) {
				t.Errorf("text in parts = %q, as a whole %q", parts, whole)
			}
		}
	})
}
