package flow_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/scanner"
)

// wizard plays messages on the setup page and keeps what came out last.
type wizard struct {
	t    *testing.T
	s    flow.State
	cmds []flow.Cmd
}

func newWizard(t *testing.T) *wizard {
	s := flow.Initial(flow.Shop{}, "zh-CN", time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC))
	s.Staff = &repair.Staff{ID: "A003", Roles: repair.RolesOf(repair.RoleSupervisor)}
	w := &wizard{t: t, s: s}
	w.do(flow.Opened{Screen: flow.ScreenSetup})
	w.do(flow.DevicesFound{
		Devices: []flow.ConnectedDevice{
			{
				Device:  "usb:id=0483:5743",
				Name:    "Xprinter",
				USB:     true,
				Choices: []flow.ProfileChoice{{Name: "xprinter-xp-460b", Model: "Xprinter XP-460B", Why: "usb"}},
			},
			{Device: "serial:/dev/serial/by-id/usb-1a86", Name: "1a86 USB Serial"},
		},
		Profiles: []flow.ProfileChoice{
			{Name: "generic-escpos-80", Model: "ESC/POS", Why: ""},
			{Name: "generic-tspl", Model: "TSPL", Why: ""},
			{Name: "xprinter-xp-460b", Model: "Xprinter XP-460B", Why: ""},
		},
	})
	return w
}

func (w *wizard) do(ms ...flow.Msg) {
	for _, m := range ms {
		w.s, w.cmds = flow.Update(w.s, m)
	}
}

func (w *wizard) at(step flow.SetupStep) {
	w.t.Helper()
	if w.s.Screen != flow.ScreenSetup || w.s.Setup.Step != step {
		w.t.Fatalf("at %s %q, want step %q", w.s.Screen, w.s.Setup.Step, step)
	}
}

func (w *wizard) asked(want ...flow.Cmd) {
	w.t.Helper()
	if d := cmp.Diff(want, w.cmds); d != "" {
		w.t.Errorf("commands (-want +got):\n%s", d)
	}
}

// printer says how the printer in hand is.
func (w *wizard) printer(fault printer.Fault) {
	w.do(flow.PrinterChanged{Printer: flow.PrinterState{
		Name: "Xprinter XP-460B", Device: "usb:id=0483:5743", Profile: "xprinter-xp-460b", Known: true, Fault: string(fault),
		WidthMM: 60, HeightMM: 40, Density: 8, HanFont: true,
	}})
}

func testPage(index int) flow.AddJobs {
	return flow.AddJobs{Jobs: []repair.PrintJob{{
		Document: repair.DocTestPage, Subject: "Xprinter XP-460B", Printer: "Xprinter XP-460B", Index: index, Lang: "zh-CN",
	}}}
}

func TestPrinterIsSetUpFromTheCableToItsDocuments(t *testing.T) {
	w := newWizard(t)
	if got := w.s.NewDevices(); len(got) != 2 {
		t.Fatalf("%d new devices", len(got))
	}
	w.do(flow.DeviceChosen{Device: "usb:id=0483:5743"})
	w.at(flow.SetupWhat)
	if c := w.s.SetupChoices(); len(c) != 1 || c[0].Why != "usb" {
		t.Errorf("proposed: %+v", c)
	}
	w.do(flow.ProfileChosen{Name: "xprinter-xp-460b"})
	w.at(flow.SetupName)
	if w.s.Setup.Name != "Xprinter XP-460B" {
		t.Errorf("called %q", w.s.Setup.Name)
	}
	w.do(flow.SetupNext{})
	w.at(flow.SetupMode)
	w.asked(
		flow.SavePrinter{Setup: flow.SetupDone{Name: "Xprinter XP-460B", Device: "usb:id=0483:5743", Profile: "xprinter-xp-460b"}},
		testPage(1),
	)
	w.printer("")
	if got := w.s.NewDevices(); len(got) != 1 {
		t.Errorf("%d devices are still new", len(got))
	}

	w.do(flow.SetupAnswered{Yes: true})
	w.at(flow.SetupRuler)
	// The paper's left edge reads 1: all is 1 mm too far left. 0.5 mm are missing
	// over 40 mm of height.
	w.do(
		flow.EdgeMoved{Edge: "left", By: 0.5},
		flow.EdgeMoved{Edge: "left", By: 0.5},
		flow.EdgeMoved{Edge: "right", By: 0.5},
		flow.EdgeMoved{Edge: "right", By: 0.5},
	)
	w.do(flow.EdgeMoved{Edge: "top", By: -0.5}, flow.EdgeMoved{Edge: "bottom", By: -1})
	w.do(flow.SetupNext{})
	w.at(flow.SetupRuler)
	w.asked(
		flow.CorrectPrinter{Printer: "Xprinter XP-460B", Correction: printer.Correction{RightMM: 1, DownMM: -0.5, ScaleX: 1, ScaleY: 0.988}},
		testPage(1),
	)
	w.do(flow.SetupNext{})
	w.at(flow.SetupDark)

	w.do(flow.DarkMoved{By: 2})
	dark := 10
	correct := printer.Correction{RightMM: 1, DownMM: -0.5, ScaleX: 1, ScaleY: 0.988, Density: &dark}
	w.asked(flow.CorrectPrinter{Printer: "Xprinter XP-460B", Correction: correct}, testPage(1))
	w.do(flow.SetupNext{})
	w.at(flow.SetupCodes)

	w.do(flow.Scanned{Scan: scanner.Scan{Text: printer.TestCodes[1]}}, flow.Scanned{Scan: scanner.Scan{Text: "RA2611210042QK"}})
	if !w.s.Setup.Scanned[printer.TestCodes[1]] || len(w.s.Setup.Scanned) != 1 || !w.s.Toast.Bad {
		t.Errorf("scanned %v, said %+v", w.s.Setup.Scanned, w.s.Toast)
	}
	w.do(flow.SetupNext{})
	w.at(flow.SetupHan)
	w.asked(testPage(2))

	w.do(flow.HanAnswered{Row: 0, Yes: true}, flow.HanAnswered{Row: 1}, flow.HanAnswered{Row: 2, Yes: true}, flow.SetupNext{})
	correct.Han = "gb2312 ￥"
	w.asked(flow.CorrectPrinter{Printer: "Xprinter XP-460B", Correction: correct})
	w.at(flow.SetupCover)

	w.printer(printer.CoverOpen)
	if w.s.Setup.Cover != flow.CoverOpen {
		t.Errorf("cover open: %q", w.s.Setup.Cover)
	}
	w.printer("")
	if w.s.Setup.Cover != flow.CoverWorks {
		t.Errorf("cover closed: %q", w.s.Setup.Cover)
	}
	w.do(flow.SetupNext{})
	works := true
	correct.Status = &works
	w.asked(flow.CorrectPrinter{Printer: "Xprinter XP-460B", Correction: correct})
	w.at(flow.SetupDocuments)

	w.do(
		flow.DocumentToggled{Document: repair.DocDeviceTag},
		flow.DocumentToggled{Document: repair.DocSlot},
		flow.DocumentToggled{Document: repair.DocSlot},
		flow.SetupNext{},
	)
	w.at(flow.SetupList)
	w.asked(flow.SavePrinter{Setup: flow.SetupDone{
		Name: "Xprinter XP-460B", Device: "usb:id=0483:5743", Profile: "xprinter-xp-460b", Documents: []repair.Document{repair.DocDeviceTag},
	}})
}

func TestWrongTestPageLeadsBackToTheChoice(t *testing.T) {
	w := newWizard(t)
	w.do(flow.DeviceChosen{Device: "usb:id=0483:5743"}, flow.ProfileChosen{Name: "xprinter-xp-460b"}, flow.SetupNext{})
	w.printer("")
	w.do(flow.SetupAnswered{})
	w.at(flow.SetupWhat)
	w.do(flow.ProfilesShown{}, flow.ProfileChosen{Name: "generic-tspl"})
	w.asked(
		flow.SavePrinter{Setup: flow.SetupDone{Name: "Xprinter XP-460B", Device: "usb:id=0483:5743", Profile: "generic-tspl"}},
		testPage(1),
	)
}

func TestAnswerOfASerialPrinterBecomesTheFirstChoice(t *testing.T) {
	w := newWizard(t)
	w.do(flow.DeviceChosen{Device: "serial:/dev/serial/by-id/usb-1a86"}, flow.ProbeAsked{})
	w.asked(flow.ProbePrinter{Device: "serial:/dev/serial/by-id/usb-1a86"})
	asked := flow.Probed{Asked: "serial:/dev/serial/by-id/usb-1a86"}
	w.do(asked)
	if !w.s.Setup.Silent {
		t.Error("silence is not shown")
	}
	asked.Device, asked.Profile = "serial:/dev/serial/by-id/usb-1a86?baud=115200", "generic-tspl"
	w.do(flow.ProbeAsked{}, asked)
	if c := w.s.SetupChoices(); len(c) == 0 || c[0] != (flow.ProfileChoice{Name: "generic-tspl", Model: "TSPL", Why: "answer"}) {
		t.Errorf("choices %+v", c)
	}
	w.do(flow.ProfileChosen{Name: "generic-tspl"}, flow.SetupNext{})
	if c, ok := w.cmds[0].(flow.SavePrinter); !ok || c.Setup.Device != asked.Device || c.Setup.Name != "TSPL" {
		t.Errorf("%+v", w.cmds[0])
	}
}

func TestSilentCoverIsNoted(t *testing.T) {
	w := newWizard(t)
	w.printer("")
	w.do(flow.PrinterChosen{Name: "Xprinter XP-460B"})
	for w.s.Setup.Step != flow.SetupCover {
		w.do(flow.SetupNext{})
	}
	w.do(flow.CoverAnswered{}, flow.SetupNext{})
	c, ok := w.cmds[0].(flow.CorrectPrinter)
	if !ok || c.Correction.Status == nil || *c.Correction.Status {
		t.Errorf("%+v", w.cmds)
	}
}

func TestSetupNeedsSomebody(t *testing.T) {
	s := flow.Initial(flow.Shop{}, "en", time.Time{})
	s, _ = flow.Update(s, flow.Opened{Screen: flow.ScreenSetup})
	if s.Screen != flow.ScreenSignIn {
		t.Errorf("at %s", s.Screen)
	}
}

func TestNewPrinterIsNamedByTheShop(t *testing.T) {
	w := newWizard(t)
	w.printer("")
	w.do(flow.DeviceChosen{Device: "serial:/dev/serial/by-id/usb-1a86"}, flow.ProfileChosen{Name: "generic-escpos-80"})
	w.at(flow.SetupName)
	w.do(flow.Focused{Field: flow.FieldPrinterName}, flow.Cleared{}, flow.SetupNext{})
	w.at(flow.SetupName) // without a name it goes nowhere
	w.do(flow.NameChosen{Name: "Xprinter XP-460B"}, flow.SetupNext{})
	w.at(flow.SetupName)
	if !w.s.Toast.Bad {
		t.Error("a name that another printer has is not refused in words")
	}
	w.do(flow.Focused{Field: flow.FieldPrinterName}, flow.Cleared{}, flow.Typed{Text: "前台小票机"}, flow.SetupNext{})
	w.at(flow.SetupMode)
	if c, ok := w.cmds[0].(flow.SavePrinter); !ok || c.Setup.Name != "前台小票机" || w.s.Focus != "" {
		t.Errorf("%+v", w.cmds)
	}
}
