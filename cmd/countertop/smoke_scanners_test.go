//go:build smoke

package main

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"countertop/scanner/scannertest"
	"countertop/store/storetest"
)

// aim makes a shop and a course of n scans through it, and starts the kiosk
// with one scanner.
func aim(t *testing.T, device string, n int) (*process, storetest.Course, string) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	if err := storetest.Fill(data, 120); err != nil {
		t.Fatal(err)
	}
	course, err := storetest.NewCourse(data, n)
	if err != nil {
		t.Fatal(err)
	}
	config := writeConfig(t, fmt.Sprintf("[station]\nletter = %q\nslots = %d\n\n[[scanner]]\ndevice = %q\n", storetest.Station, storetest.Slots, device))
	p := start(t, "", "-config", config, "-data", data, "-lang", "en")
	p.await("the machines of the shop", func(s scene) bool { return s.is("60") })
	return p, course, data
}

// arrived waits until the journal is as the course, and says what is not.
func arrived(t *testing.T, p *process, course storetest.Course, data string) {
	t.Helper()
	var o storetest.Outcome
	for end := time.Now().Add(patience / 4); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var err error
		if o, err = course.Check(data); err != nil {
			t.Fatal(err)
		}
		if o.OK() {
			return
		}
	}
	s, err := p.inspect()
	t.Errorf("of %d moves %d are lost, %d wrong or doubled, %d out of order; the screen is %q (%v) and says %q",
		len(course.Moves), o.Lost, o.Wrong, o.Disorder, s.Screen, err, allTexts(s))
}

// A scanner on a serial line, 20 scans a second. In the middle of two of them it is
// pulled out and plugged in again: the half is refused, the whole is taken.
func TestSmokeSerialScannerLosesNothing(t *testing.T) {
	sc, err := scannertest.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sc.Close() })
	p, course, data := aim(t, "serial:"+sc.Device(), 100)
	pace := time.NewTicker(50 * time.Millisecond)
	defer pace.Stop()
	for i, code := range course.Scans {
		<-pace.C
		if i == 42 || i == 63 { // a slot, and a slot that waits for its machine
			if err := sc.Write([]byte(code[:4])); err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond) // it is read
			if err := sc.Unplug(); err != nil {
				t.Fatal(err)
			}
			if err := sc.Replug(); err != nil {
				t.Fatal(err)
			}
		}
		if err := sc.Scan(code); err != nil {
			t.Fatal(err)
		}
	}
	arrived(t, p, course, data)
}

// A scanner that types, as fast as it can and as slow as most do, with and without
// Enter, into a kiosk that sleeps and into one that something keeps drawing.
func TestSmokeTypingScannerLosesNothing(t *testing.T) {
	p, course, data := aim(t, "keyboard", 200)
	sc, err := scannertest.NewWedge()
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	screen, err := scannertest.NewWedge()
	if err != nil {
		t.Fatal(err)
	}
	defer screen.Close()
	asleep := 100 * time.Millisecond // with nothing to draw any more
	for i, code := range course.Scans {
		// Eight mixes, 25 scans each.
		mix := i * 8 / len(course.Scans)
		sc.Enter, sc.Pace = mix%2 == 0, time.Duration(mix/4*2+mix%2)*time.Millisecond
		if mix/2%2 == 1 {
			for range 3 {
				if err := screen.Expose(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(asleep / 6)
			}
		} else {
			time.Sleep(asleep)
		}
		if err := sc.Scan(code); err != nil {
			t.Fatal(err)
		}
	}
	arrived(t, p, course, data)
}
