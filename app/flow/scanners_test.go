package flow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/scanner"
)

const (
	serialScanner = "serial:/dev/serial/by-id/usb-Xenon-if00"
	keysScanner   = "evdev:by-id/usb-Newland-event-kbd"
)

// bench plays messages on the page of the scanners.
type bench struct {
	*wizard
	now time.Time
}

func newBench(t *testing.T) *bench {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	s := flow.Initial(flow.Shop{}, "zh-CN", now)
	s.Staff = &repair.Staff{ID: "A001", Roles: repair.RolesOf(repair.RoleCoordinator)}
	b := &bench{&wizard{t: t, s: s}, now}
	b.do(
		flow.ScannerChanged{Scanner: flow.ScannerState{Name: "前台", Device: "serial:/dev/ttyACM0"}},
		flow.ScannerChanged{Scanner: flow.ScannerState{Name: "库房", Device: keysScanner, Added: true}},
		flow.ScannerChanged{Scanner: flow.ScannerState{Device: flow.DeviceKeyboard, Scans: 3}},
		flow.PrinterChanged{Printer: flow.PrinterState{Name: "标签机", Device: "serial:/dev/ttyUSB1?baud=9600", HeightMM: 40}},
		flow.Opened{Screen: flow.ScreenScanners},
	)
	return b
}

func (b *bench) on(step flow.ScannerStep) {
	b.t.Helper()
	if b.s.Screen != flow.ScreenScanners || b.s.ScannerPage.Step != step {
		b.t.Fatalf("on %s %q, want step %q", b.s.Screen, b.s.ScannerPage.Step, step)
	}
}

// sends has a scanner send a line, each character a pace after the other.
func (b *bench) sends(device, line string, pace time.Duration) {
	o := b.s.ScannerPage.Seen[device]
	for i := range len(line) {
		was := o.Count
		o = scanner.Observe(o, []byte{line[i]}, b.now)
		b.now = b.now.Add(pace)
		if o.Count != was {
			b.do(flow.ScannerSeen{Device: device, Seen: o})
		}
	}
	was := o.Count
	b.now = b.now.Add(5 * time.Second)
	if o = scanner.Observe(o, nil, b.now); o.Count != was {
		b.do(flow.ScannerSeen{Device: device, Seen: o})
	}
}

func symbols(qr bool, texts ...string) flow.DrawSymbols {
	var d flow.DrawSymbols
	for _, t := range texts {
		d.Symbols = append(d.Symbols, flow.Symbol{Text: t, QR: qr})
	}
	return d
}

var trial = flow.LiveCodes()[0].Text

func TestScannerThatIsPluggedInIsUsedByOneTouch(t *testing.T) {
	b := newBench(t)
	b.do(flow.ScannersFound{Found: []flow.FoundScanner{
		{Device: serialScanner, Name: "前台"}, {Device: keysScanner, Name: "used"}, {Device: "serial:/dev/ttyUSB1", Name: "a printer's"},
	}})
	if d := cmp.Diff([]flow.FoundScanner{{Device: serialScanner, Name: "前台"}}, b.s.NewScanners()); d != "" {
		t.Errorf("new scanners (-want +got):\n%s", d)
	}
	b.do(flow.ScannerAdded{Device: "serial:/dev/ttyUSB1"})
	b.asked()
	b.do(flow.ScannerAdded{Device: serialScanner})
	b.on(flow.ScannerDetail)
	b.asked(flow.SaveScanner{Device: serialScanner, Name: "前台 2"}, symbols(false, trial), flow.Play{Sound: flow.SoundDone})
}

func TestKeepingAScannerNeedsAPerson(t *testing.T) {
	for name, m := range map[string]flow.Msg{
		"add": flow.ScannerAdded{Device: serialScanner}, "learn": flow.LearnAsked{}, "remove": flow.ScannerRemoved{},
		"rename": flow.ScannerRenamed{},
	} {
		b := newBench(t)
		b.do(flow.ScannersFound{Found: []flow.FoundScanner{{Device: serialScanner}}}, flow.ScannerChosen{Device: keysScanner})
		b.s.Staff = nil
		b.do(m)
		if b.s.Screen != flow.ScreenSignIn {
			t.Errorf("%s: on %s, want the sign-in", name, b.s.Screen)
		}
		b.do(flow.StaffKnown{Staff: repair.Staff{ID: "A001"}})
		if b.s.Screen != flow.ScreenScanners || len(b.cmds) == 0 && b.s.ScannerPage.Step == flow.ScannerDetail {
			t.Errorf("%s: on %s %q after the sign-in, commands %v", name, b.s.Screen, b.s.ScannerPage.Step, b.cmds)
		}
	}
	b := newBench(t)
	b.s.Staff = nil
	for _, m := range []flow.Msg{flow.ScannerChosen{Device: keysScanner}, flow.WentBack{}, flow.LiveAsked{}, flow.VolumeChosen{Percent: 35}} {
		if b.do(m); b.s.Screen != flow.ScreenScanners {
			t.Errorf("%T needs a person", m)
		}
	}
}

func TestRenameAndRemove(t *testing.T) {
	b := newBench(t)
	b.do(flow.ScannerChosen{Device: "serial:/dev/ttyACM0"}, flow.ScannerRenamed{})
	b.on(flow.ScannerDetail) // the configuration names it
	b.do(flow.ScannerRemoved{})
	b.asked()
	b.do(flow.ScannerChosen{Device: keysScanner}, flow.ScannerRenamed{})
	b.on(flow.ScannerNaming)
	b.do(flow.Focused{Field: flow.FieldScannerName}, flow.Cleared{}, flow.ScannerNamed{})
	b.asked(flow.Play{Sound: flow.SoundRefused}) // it needs a name, and says so
	b.do(flow.ScannerNameChosen{Name: "前台"}, flow.ScannerNamed{})
	if b.on(flow.ScannerNaming); !b.s.Toast.Bad {
		t.Error("two scanners of one name")
	}
	b.do(flow.ScannerNameChosen{Name: "库房二号"}, flow.ScannerNamed{})
	b.on(flow.ScannerDetail)
	b.asked(flow.SaveScanner{Device: keysScanner, Name: "库房二号"})
	b.do(flow.ScannerRemoved{})
	b.asked(flow.RemoveScanner{Device: keysScanner})
	b.do(flow.ScannerGone{Device: keysScanner})
	if _, ok := b.s.Scanner(keysScanner); ok {
		t.Error("it is still there")
	}
	b.on(flow.ScannerList)
}

func TestLearning(t *testing.T) {
	begin := func() (*bench, string) {
		b := newBench(t)
		b.do(flow.LearnAsked{})
		b.on(flow.ScannerLearn)
		code := b.s.ScannerPage.Learn.Code
		if _, err := repair.ParseCode(code); len(code) < 6 || err == nil || repair.MatchCode(code) != 0 {
			t.Errorf("the code %q could be one of ours", code)
		}
		draw := symbols(false, code, code)
		draw.Symbols[1].QR = true
		b.asked(flow.LearnScanner{Code: code}, draw)
		return b, code
	}
	t.Run("somebody scans it", func(t *testing.T) {
		b, code := begin()
		b.do(flow.ScannerLearned{Code: "XOLD000", Device: "evdev:name=x"})
		b.on(flow.ScannerLearn)
		b.do(flow.ScannerLearned{Code: code, Device: "evdev:name=HID 0483:5750", Name: "HID 0483:5750"})
		b.on(flow.ScannerDetail)
		b.asked(
			flow.SaveScanner{Device: "evdev:name=HID 0483:5750", Name: "HID 0483:5750"},
			symbols(false, trial),
			flow.Play{Sound: flow.SoundDone},
		)
	})
	t.Run("the window sees it", func(t *testing.T) {
		b, code := begin()
		b.do(flow.Scanned{Scan: scanner.Scan{Text: strings.ToLower(code), Source: flow.DeviceKeyboard}})
		b.asked(flow.LearnHeard{})
		b.do(flow.LearnFailed{Code: "XOLD000", Why: flow.LearnNobody})
		if b.s.ScannerPage.Learn.Why != flow.LearnWaits {
			t.Error("an old answer counts")
		}
		b.do(flow.LearnFailed{Code: code, Why: flow.LearnNoPermission})
		if b.s.ScannerPage.Learn.Why != flow.LearnNoPermission {
			t.Errorf("why = %q", b.s.ScannerPage.Learn.Why)
		}
		b.do(flow.Tick{Now: b.s.Now.Add(7 * time.Second)}, flow.LearnAsked{})
		if l := b.s.ScannerPage.Learn; l.Why != flow.LearnWaits || l.Code == code {
			t.Errorf("again: %+v, want a fresh code", l)
		}
	})
	t.Run("one that is known scans it", func(t *testing.T) {
		b, code := begin()
		b.do(flow.Scanned{Scan: scanner.Scan{Text: code, Source: keysScanner}})
		if l := b.s.ScannerPage.Learn; l.Why != flow.LearnKnown || l.Known != "库房" {
			t.Errorf("learning = %+v", l)
		}
		b.asked(flow.LearnScanner{}, flow.Play{Sound: flow.SoundAgain})
	})
	for name, m := range map[string]flow.Msg{
		"back": flow.WentBack{}, "home": flow.WentHome{}, "another page": flow.Opened{Screen: flow.ScreenBoard},
	} {
		t.Run(name+" ends it", func(t *testing.T) {
			b, _ := begin()
			b.do(m)
			cmds := b.cmds
			b.do(flow.Tick{Now: b.s.Now.Add(time.Second)})
			if !slices.Contains(append(cmds, b.cmds...), flow.Cmd(flow.LearnScanner{})) {
				t.Error("it goes on")
			}
		})
	}
}

func TestNothingScannedHereIsActedOn(t *testing.T) {
	badge := repair.BadgeCode([]byte("key"), "A001", 1)
	for _, step := range []flow.Msg{flow.WentBack{}, flow.ScannerChosen{Device: keysScanner}, flow.LearnAsked{}, flow.LiveAsked{}} {
		for _, text := range []string{
			badge, repair.OrderCode("A2611210042"), repair.ShelfCode(repair.Place{Kind: repair.ShelfDone}), "6901234567892",
		} {
			b := newBench(t)
			if _, list := step.(flow.WentBack); !list {
				b.do(step)
			}
			was := b.s.ScannerPage.Step
			b.do(flow.Scanned{Scan: scanner.Scan{Text: text, Source: keysScanner}})
			for _, c := range b.cmds {
				if _, sound := c.(flow.Play); !sound {
					t.Errorf("%T: %s does %#v", step, text, c)
				}
			}
			if b.s.Screen != flow.ScreenScanners || b.s.ScannerPage.Step != was || b.s.Scan.Shelf != nil {
				t.Errorf("%T: %s leads to %s", step, text, b.s.Screen)
			}
		}
	}
}

func TestLiveTest(t *testing.T) {
	codes := flow.LiveCodes()
	texts := make([]string, len(codes))
	types := ""
	for i, c := range codes {
		texts[i], types = c.Text, types+c.Type
	}
	if types != "RACSBLOPserial" {
		t.Fatalf("types %s", types)
	}
	finding := func(b *bench) (f scanner.Finding) {
		if vs := b.s.ScannerPage.Live.Verdicts; len(vs) > 0 {
			f = vs[0].Finding
		}
		return f
	}
	moved, refused := flow.Play{Sound: flow.SoundMoved}, flow.Play{Sound: flow.SoundRefused}
	begin := func() *bench {
		b := newBench(t)
		b.do(flow.LiveAsked{})
		b.on(flow.ScannerLive)
		b.asked(symbols(false, texts...))
		return b
	}
	t.Run("all are ticked off in order", func(t *testing.T) {
		b := begin()
		for i, c := range texts {
			if b.s.ScannerPage.Live.At != i {
				t.Fatalf("code %d is shown, want %d", b.s.ScannerPage.Live.At, i)
			}
			b.sends(keysScanner, c+"\r", 5*time.Millisecond)
			b.asked(moved)
		}
		if n := len(b.s.ScannerPage.Live.Got); n != len(codes) {
			t.Errorf("%d were read, want %d", n, len(codes))
		}
		b.do(flow.LiveAgain{})
		if v := b.s.ScannerPage.Live; len(v.Got) != 0 || v.At != 0 {
			t.Errorf("again: %+v", v)
		}
	})
	t.Run("on paper in any order", func(t *testing.T) {
		b := begin()
		b.sends(serialScanner, texts[5]+"\r\n", 0)
		b.sends(serialScanner, texts[0]+"\r\n", 0)
		if v := b.s.ScannerPage.Live; !v.Got[5] || !v.Got[0] || v.At != 1 || len(v.Got) != 2 {
			t.Errorf("live = %+v", v)
		}
	})
	for _, tt := range []struct {
		name, device, sends string
		pace                time.Duration
		want                scanner.Finding
		read                bool
	}{
		{"as it should be", serialScanner, trial + "\r", 0, scanner.FoundGood, true},
		{"without a suffix", serialScanner, trial, time.Millisecond, scanner.FoundNoSuffix, true},
		{"a character lost", keysScanner, trial[:5] + trial[6:] + "\r", 5 * time.Millisecond, scanner.FoundLost, false},
		{"a prefix of its own", keysScanner, "x1" + trial + "\r", 5 * time.Millisecond, scanner.FoundExtra, false},
		{"slow, into the window", flow.DeviceKeyboard, trial + "\r", 40 * time.Millisecond, scanner.FoundSlow, false},
		{"slow, held alone", keysScanner, trial + "\r", 40 * time.Millisecond, scanner.FoundGood, true},
		{"Caps Lock", flow.DeviceKeyboard, strings.ToLower(trial) + "\r", 5 * time.Millisecond, scanner.FoundCapsLock, true},
		{"something else", serialScanner, "6901234567892\r", 0, scanner.FoundMisread, false},
		{"no text", serialScanner, "\xff\xfe\x80\x00\r", 0, scanner.FoundGarbled, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := begin()
			b.sends(tt.device, tt.sends, tt.pace)
			if got := finding(b); got != tt.want || b.s.ScannerPage.Live.Got[0] != tt.read {
				t.Errorf("found %s, read %v, want %s, %v", got, b.s.ScannerPage.Live.Got[0], tt.want, tt.read)
			}
			if tt.read {
				b.asked(moved)
			} else {
				b.asked(refused)
			}
		})
	}
	t.Run("what came before is not looked at", func(t *testing.T) {
		b := newBench(t)
		b.sends(keysScanner, trial+"\r", 0)
		b.do(flow.LiveAsked{})
		b.do(flow.ScannerSeen{Device: keysScanner, Seen: b.s.ScannerPage.Seen[keysScanner]})
		if len(b.s.ScannerPage.Live.Got) != 0 {
			t.Error("an old line is ticked off")
		}
	})
	t.Run("a suffix that comes late changes the verdict and not the sound", func(t *testing.T) {
		b := begin()
		b.sends(keysScanner, trial, 5*time.Millisecond)
		o := scanner.Observe(b.s.ScannerPage.Seen[keysScanner], []byte("\r"), b.now.Add(-4*time.Second-900*time.Millisecond))
		if b.do(flow.ScannerSeen{Device: keysScanner, Seen: o}); finding(b) != scanner.FoundGood {
			t.Errorf("found %s", finding(b))
		}
		b.asked()
	})
	t.Run("as QR codes", func(t *testing.T) {
		b := begin()
		b.do(flow.LiveTurned{QR: true})
		b.asked(symbols(true, texts...))
	})
	t.Run("another by touch", func(t *testing.T) {
		b := begin()
		b.do(flow.LiveChosen{At: 4}, flow.LiveChosen{At: 99}, flow.LiveChosen{At: -1})
		if b.s.ScannerPage.Live.At != 4 {
			t.Errorf("code %d is shown", b.s.ScannerPage.Live.At)
		}
	})
}

func TestLiveCodesArePrinted(t *testing.T) {
	b := newBench(t)
	b.do(flow.LiveAsked{}, flow.LivePrinted{})
	job := func(printer string, i int) repair.PrintJob {
		return repair.PrintJob{Document: repair.DocTestPage, Subject: printer, Printer: printer, Index: repair.ScannerTestPage + i, Lang: "zh-CN"}
	}
	b.asked(flow.AddJobs{Jobs: []repair.PrintJob{job("标签机", 1), job("标签机", 2), job("标签机", 3)}})
	b.do(flow.PrinterChanged{Printer: flow.PrinterState{Name: "小票机"}}, flow.LivePrinted{})
	b.asked(flow.AddJobs{Jobs: []repair.PrintJob{job("小票机", 0)}}) // a roll holds them all
	b.s.Printers = nil
	b.do(flow.LivePrinted{})
	b.asked(flow.Play{Sound: flow.SoundRefused})
}

func TestVerdictsOfOneScanner(t *testing.T) {
	for _, tt := range []struct {
		name, sends string
		want        scanner.Finding
	}{
		{"the code beside it", trial + "\r", scanner.FoundGood},
		{"any other code", "6901234567892\r", scanner.FoundGood},
		{"the code beside it, damaged", trial[:3] + trial[4:] + "\r", scanner.FoundLost},
		{"no text", "\xff\xfe\x80\x00\r", scanner.FoundGarbled},
	} {
		b := newBench(t)
		b.do(flow.ScannerChosen{Device: keysScanner})
		b.asked(symbols(false, trial))
		if b.s.ScannerPage.Verdicts(keysScanner) != nil {
			t.Error("a verdict before the first line")
		}
		b.sends(keysScanner, tt.sends, time.Millisecond)
		if got := b.s.ScannerPage.Verdicts(keysScanner); len(got) == 0 || got[0].Finding != tt.want {
			t.Errorf("%s: %+v, want %s", tt.name, got, tt.want)
		}
		b.do(flow.WentHome{}, flow.Opened{Screen: flow.ScreenScanners})
		if len(b.s.ScannerPage.Seen) != 0 {
			t.Errorf("%s: what was sent is kept", tt.name)
		}
	}
}

func TestVolume(t *testing.T) {
	b := newBench(t)
	b.do(flow.VolumeChosen{Percent: 35})
	b.asked(flow.KeepVolume{Percent: 35}, flow.Play{Sound: flow.SoundDone})
	b.do(flow.VolumeChosen{})
	b.asked(flow.KeepVolume{})
	for percent, want := range map[int]int{0: 0, 10: 0, 30: 1, 50: 1, 70: 2, 84: 2, 90: 3, 100: 3} {
		if got := (flow.Volume{Percent: percent}).Level(); got != want {
			t.Errorf("level of %d = %d, want %d", percent, got, want)
		}
	}
	b.s.Health.Problems = []string{"health.clock"}
	b.do(flow.SoundChanged{Silent: true}, flow.SoundChanged{Silent: true})
	if d := cmp.Diff([]string{"health.clock", "health.no-sound"}, b.s.Health.Problems); d != "" || !b.s.Volume.Silent {
		t.Errorf("problems (-want +got):\n%s", d)
	}
	b.do(flow.SoundChanged{})
	if d := cmp.Diff([]string{"health.clock"}, b.s.Health.Problems); d != "" || b.s.Volume.Silent {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

func TestAPortThatScansIsNoPrinter(t *testing.T) {
	b := newBench(t)
	b.do(flow.DevicesFound{Devices: []flow.ConnectedDevice{{Device: "serial:/dev/ttyACM0"}, {Device: "serial:/dev/ttyUSB3"}}})
	if got := b.s.NewDevices(); len(got) != 1 || got[0].Device != "serial:/dev/ttyUSB3" {
		t.Errorf("new devices = %+v", got)
	}
	b.do(flow.SymbolsDrawn{Symbols: map[flow.Symbol]*printer.Bitmap{{Text: "X"}: printer.NewBitmap(1, 1)}})
	if b.s.Symbols[flow.Symbol{Text: "X"}] == nil {
		t.Error("the symbol is not kept")
	}
}
