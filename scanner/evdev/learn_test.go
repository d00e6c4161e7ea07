package evdev_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"countertop/scanner/evdev"
)

func learn(t *testing.T, m machine, code string) (found <-chan evdev.Device) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	c := make(chan evdev.Device, 1)
	go func() {
		d, err := evdev.Learn(ctx, m.root, code)
		if err != nil {
			t.Errorf("Learn: %v", err)
		}
		c <- d
	}()
	return c
}

func TestLearnFindsTheDeviceThatTypesTheCode(t *testing.T) {
	for name, events := range map[string][]byte{
		"with Enter":         scan("TEST-4711"),
		"without":            typed("TEST-4711"),
		"in Caps Lock":       append(tap(caps), scan("TEST-4711")...),
		"after another code": append(scan("RA1"), scan("TEST-4711")...),
	} {
		t.Run(name, func(t *testing.T) {
			m := machine{t.TempDir()}
			keys := m.plug(t, evdev.Device{Path: "/dev/input/event0", Name: "AT Translated Set 2 keyboard"})
			n := m.plug(t, evdev.Device{Path: "/dev/input/event1", Name: "HID 0483:5750"})
			keys.send(t, scan("TEST-4712"))
			n.send(t, events)
			if got := next(t, learn(t, m, "TEST-4711")); got.Name != "HID 0483:5750" || got.Scanner {
				t.Errorf("learned %+v", got)
			}
		})
	}
}

func TestLearnHearsAScannerPluggedInMeanwhile(t *testing.T) {
	m := machine{t.TempDir()}
	n := m.plug(t, fakeScanner)
	found := learn(t, m, "TEST-4711")
	n.unplug(t)
	m.plug(t, again(fakeScanner, 8)).send(t, scan("TEST-4711"))
	if got := next(t, found); got.Path != "/dev/input/event8" || got.Address() != "evdev:by-id/"+fakeScanner.ByID {
		t.Errorf("learned %+v", got)
	}
}

func TestLearnIsNotTakenInByHands(t *testing.T) {
	m := machine{t.TempDir()}
	keys := m.plug(t, evdev.Device{Path: "/dev/input/event0", Name: "AT Translated Set 2 keyboard"})
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error, 1)
	go func() {
		_, err := evdev.Learn(ctx, m.root, "TEST47")
		failed <- err
	}()
	for _, r := range "TEST47" {
		keys.send(t, typed(string(r)))
		time.Sleep(80 * time.Millisecond) // the pace is what is tested
	}
	keys.send(t, tap(enter))
	time.Sleep(50 * time.Millisecond) // for a wrong answer
	cancel()
	if err := next(t, failed); !errors.Is(err, context.Canceled) {
		t.Errorf("Learn = %v, want context.Canceled", err)
	}
}

func TestLearnSaysWhenADeviceIsLocked(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may open every device")
	}
	m := machine{t.TempDir()}
	m.plug(t, fakeScanner)
	must(t, os.Chmod(m.path(fakeScanner.Path), 0))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	_, err := evdev.Learn(ctx, m.root, "TEST-4711")
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, os.ErrPermission) {
		t.Errorf("Learn = %v, want the deadline and the permission", err)
	}
}
