package main

import (
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner/scannertest"
)

// newScanners sets two scanners up: one on a serial line that is badly set, and
// one that types, by a code on the screen. Then all codes are tried.
func (t *tour) newScanners() {
	t.tap("chip.scanner")
	t.screen(flow.ScreenScanners)
	t.shot("scanners")
	second, err := scannertest.New()
	if err != nil {
		t.fail("second scanner: %w", err)
	}
	defer second.Close() //nolint:errcheck // a pseudo-terminal
	plug, err := t.desk.Port("ttyACM0", second, scannertest.About{
		Name: "Xenon 1900", Vendor: "0c2e", Product: "0b6a", ByID: "usb-Honeywell_Xenon_1900-if00",
	})
	if err != nil {
		t.fail("second scanner: %w", err)
	}
	s := t.await("what is plugged in", func(s flow.State) bool { return len(s.NewScanners()) == 1 })
	serial := s.NewScanners()[0].Device
	t.shot("scanners-found")
	t.tap("found." + serial)
	t.ready(serial)
	trial := flow.LiveCodes()[0].Text
	t.symbol(trial)
	t.shot("scanner-added")
	if err := second.Write([]byte("Z9" + trial)); err != nil { // a prefix and no suffix
		t.fail("second scanner: %w", err)
	}
	t.await("the findings", func(s flow.State) bool { return len(s.ScannerPage.Verdicts(serial)) > 2 })
	t.shot("scanner-findings")
	t.tap("rename", "name.1", "next", "back")

	t.tap("learn")
	s = t.await("the code to learn by", func(s flow.State) bool { return s.ScannerPage.Step == flow.ScannerLearn })
	code := s.ScannerPage.Learn.Code
	t.symbol(code)
	t.shot("scanner-learn")
	keys, err := t.desk.Keys(7, scannertest.About{Name: "HID 0483:5750", Vendor: "0483", Product: "5750"})
	if err != nil {
		t.fail("the scanner that types: %w", err)
	}
	if err := keys.Type(code); err != nil {
		t.fail("the scanner that types: %w", err)
	}
	s = t.await("what was learned", func(s flow.State) bool {
		return s.ScannerPage.Step == flow.ScannerDetail && s.ScannerPage.Device != serial
	})
	typing := s.ScannerPage.Device
	t.ready(typing)
	t.tap("rename", "name.2", "next")
	if err := keys.Type(trial); err != nil {
		t.fail("the scanner that types: %w", err)
	}
	t.await("the verdict", func(s flow.State) bool { return len(s.ScannerPage.Verdicts(typing)) > 0 })
	t.shot("scanner-learned")
	t.tap("back")
	t.await("both", func(s flow.State) bool { return len(s.Scanners) == 3 })
	t.shot("scanners-three")

	t.tap("live")
	t.symbol(trial)
	t.shot("scanner-live")
	codes := flow.LiveCodes()
	for _, c := range codes[:4] {
		t.scan(c.Text)
	}
	t.await("four codes", func(s flow.State) bool { return len(s.ScannerPage.Live.Got) == 4 })
	t.shot("scanner-live-half")
	t.scan(strings.Replace(codes[4].Text, "000", "00", 1))
	t.await("the damaged code", func(s flow.State) bool { return s.ScannerPage.Live.Of == 4 })
	t.shot("scanner-live-lost")
	for _, c := range codes[4:] {
		t.scan(c.Text)
	}
	t.await("all codes", func(s flow.State) bool { return len(s.ScannerPage.Live.Got) == len(codes) })
	t.shot("scanner-live-all")
	t.tap("live.qr")
	t.await("QR codes", func(s flow.State) bool { return s.Symbols[flow.Symbol{Text: trial, QR: true}] != nil })
	t.tap("live.R")
	t.shot("scanner-live-qr")
	t.tap("live.print")
	t.await("the printed codes", func(s flow.State) bool {
		for _, j := range s.Jobs {
			if j.Document == repair.DocTestPage && j.Index >= repair.ScannerTestPage {
				return j.State == repair.JobPrinted || j.State == repair.JobSent
			}
		}
		return false
	})
	t.tap("back", "volume.1")
	t.await("the volume", func(s flow.State) bool { return s.Volume.Level() == 1 })
	for _, device := range []string{serial, typing} {
		t.tap("gun."+device, "remove")
		t.await("one less", func(s flow.State) bool { _, ok := s.Scanner(device); return !ok })
	}
	if err := plug.Pull(); err != nil {
		t.fail("second scanner: %w", err)
	}
	if err := keys.Pull(); err != nil {
		t.fail("the scanner that types: %w", err)
	}
	t.tap("home")
}

// ready waits until a scanner can scan.
func (t *tour) ready(device string) {
	t.await("the scanner "+device, func(s flow.State) bool {
		g, ok := s.Scanner(device)
		return ok && g.Fault == ""
	})
}

// symbol waits until a barcode is drawn.
func (t *tour) symbol(text string) {
	t.await("the barcode of "+text, func(s flow.State) bool { return s.Symbols[flow.Symbol{Text: text}] != nil })
}
