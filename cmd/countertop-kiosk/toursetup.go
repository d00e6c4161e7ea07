package main

import (
	"slices"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/printertest"
)

// newPrinter sets up a label printer that was just connected: a virtual one
// behind a real socket, so that its cover can be opened.
func (t *tour) newPrinter() {
	v := printertest.NewVirtual(printertest.Options{
		Language: printer.TSPL, WidthDots: 864,
		OnPrint: func(p printertest.Print) error {
			return t.print("new", repair.PrintJob{Document: repair.DocTestPage}, p)
		},
	})
	defer v.Close() //nolint:errcheck // it lives in this process
	addr, err := v.ServeTCP()
	if err != nil {
		t.fail("new printer: %w", err)
	}
	device := "tcp:" + addr
	t.tap("chip.printer", "setup")
	t.screen(flow.ScreenSetup)
	s := t.await("the profiles", func(s flow.State) bool { return len(s.Profiles) > 10 })
	var choices []flow.ProfileChoice
	for _, c := range s.Profiles {
		if slices.Contains([]string{"xprinter-xp-460b", "gprinter-gp-1324d", "generic-tspl"}, c.Name) {
			c.Why = map[string]string{"xprinter-xp-460b": "model", "gprinter-gp-1324d": "vendor", "generic-tspl": "command-set"}[c.Name]
			choices = append(choices, c)
		}
	}
	slices.SortFunc(choices, func(a, b flow.ProfileChoice) int { return len(a.Why) - len(b.Why) })
	time.Sleep(500 * time.Millisecond) // until the true answer, that nothing is connected, is in
	t.k.post(flow.DevicesFound{Profiles: s.Profiles, Devices: []flow.ConnectedDevice{
		{Device: device, Name: "Xprinter XP-460B", USB: true, Choices: choices},
	}})
	t.await("the new printer", func(s flow.State) bool { return len(s.NewDevices()) == 1 })
	t.shot("setup-list")
	t.tap("setup.device." + device)
	t.shot("setup-what")
	t.tap("profile.xprinter-xp-460b")
	t.shot("setup-name")
	t.tap("next")
	t.testPage(1)
	t.shot("setup-mode")
	t.tap("next")
	t.tap("edge.left.more", "edge.left.more", "edge.right.more", "edge.right.more")
	t.shot("setup-ruler")
	t.tap("next")
	t.testPage(2)
	t.tap("next", "darker")
	t.testPage(3)
	t.shot("setup-dark")
	t.tap("next")
	for _, code := range printer.TestCodes[:3] {
		t.scan(code)
	}
	t.await("the test codes", func(s flow.State) bool { return len(s.Setup.Scanned) == 3 })
	t.shot("setup-codes")
	t.tap("next")
	t.testPage(4)
	t.tap("han.yes.common", "han.no.rare", "han.yes.yuan")
	t.shot("setup-han")
	t.tap("next")
	t.shot("setup-cover")
	v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
	t.await("the open cover", func(s flow.State) bool { return s.Setup.Cover == flow.CoverOpen })
	t.shot("setup-cover-open")
	v.Set(func(f *printertest.Faults) { f.CoverOpen = false })
	t.await("the closed cover", func(s flow.State) bool { return s.Setup.Cover == flow.CoverWorks })
	t.tap("next", "document.slot", "document.shelf")
	t.shot("setup-documents")
	t.tap("next")
	t.await("the printer in the list", func(s flow.State) bool { return s.Setup.Step == flow.SetupList && len(s.Printers) == 3 })
	t.shot("setup-done")
	t.k.post(flow.PrinterRemoved{Name: "Xprinter XP-460B"})
	t.await("the printer gone", func(s flow.State) bool { return len(s.Printers) == 2 })
	t.tap("home")
}

// testPage waits for the n-th test page.
func (t *tour) testPage(n int) {
	t.await("a test page", func(s flow.State) bool {
		out := 0
		for _, j := range s.Jobs {
			if j.Document == repair.DocTestPage && (j.State == repair.JobPrinted || j.State == repair.JobSent) {
				out++
			}
		}
		j, ok := s.SetupJob()
		return ok && out == n && s.Prints.PreviewOf == j.ID
	})
}
