package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
	"countertop/printer"
	"countertop/scanner"
)

var scannerFaults = []string{"unplugged", "no-permission", "busy", "failed", "starting"}

// The devices of the scanners' pages, and the longest name there can be.
const (
	serialScanner = "serial:/dev/serial/by-id/usb-Honeywell_Xenon_1900-if00"
	keysScanner   = "evdev:by-id/usb-Newland_Auto-ID_NLS-HR3280-event-kbd"
	longScanner   = "二楼维修工位靠窗户那把新大陆扫码枪甲乙"
	longSystem    = "Honeywell International Imaging and Mobility Xenon 1902g Area-Imaging Scanner"
)

// observed is what a scanner has sent, at a pace.
func observed(text string, pace time.Duration) scanner.Observation {
	o, now := scanner.Observation{}, shopNow()
	for i := range len(text) {
		o, now = scanner.Observe(o, []byte{text[i]}, now), now.Add(pace)
	}
	return scanner.Observe(o, nil, now.Add(5*time.Second))
}

// scannerPages are the states of the pages of the scanners.
func scannerPages(put func(name string, screen flow.Screen, f func(s *flow.State))) {
	page := func(name string, f func(s *flow.State)) {
		put("scanners"+name, flow.ScreenScanners, func(s *flow.State) {
			s.Volume.Percent = 70
			s.Health = flow.Health{Version: "0.1.0", DataDir: "/var/lib/countertop"}
			s.Scanners[0].Scans = 1204
			f(s)
		})
	}
	page("", func(*flow.State) {})
	page("-none", func(s *flow.State) {
		s.Scanners = nil
		s.Trial = scanner.Scan{Text: "6901234567892", Symbology: scanner.EAN}
		s.Health.Problems = []string{"health.clock", "health.no-sound"}
		s.Volume = flow.Volume{Silent: true}
	})
	page("-no-calendar", func(s *flow.State) {
		s.Health.Problems = []string{"health.clock"}
		s.Shop.Calendar.Official = &repair.Official{Years: []int{2025}}
	})
	for _, f := range scannerFaults {
		page("-"+f, func(s *flow.State) {
			s.Scanners[0].Refused = 12
			s.Scanners = append(s.Scanners,
				flow.ScannerState{Name: "库房扫码枪", Device: serialScanner, Fault: f, Added: true},
				flow.ScannerState{Name: longScanner, Device: keysScanner, Fault: f, Added: true})
			s.Trial = scanner.Scan{Text: "RA2611210042QK", Symbology: scanner.QR}
		})
	}
	three := func(s *flow.State) {
		s.Scanners = []flow.ScannerState{
			{Name: "前台扫码枪", Device: "serial:/dev/ttyACM0", Fault: "unplugged"},
			{Name: longScanner, Device: keysScanner, Fault: "no-permission", Added: true},
			{Name: "库房扫码枪", Device: serialScanner, Fault: "busy", Added: true},
		}
	}
	page("-three-faults", three)
	page("-second-page", func(s *flow.State) {
		three(s)
		s.ScannerPage.Page = 1
	})
	page("-found", func(s *flow.State) {
		s.Found = []flow.FoundScanner{{Device: serialScanner, Name: longSystem}, {Device: "serial:/dev/ttyUSB3"}, {Device: "serial:/dev/ttyACM0", Name: "in use"}}
		s.Volume.Percent = 0
	})

	detail := func(name, device string, o scanner.Observation, f func(s *flow.State)) {
		page("-gun-"+name, func(s *flow.State) {
			s.Scanners = append(s.Scanners, flow.ScannerState{Name: longScanner, Device: keysScanner, Scans: 1204, Repeated: 33, Refused: 12, Added: true})
			s.ScannerPage.Step, s.ScannerPage.Device = flow.ScannerDetail, device
			s.ScannerPage.Seen = map[string]scanner.Observation{device: o}
			s.Symbols = drawn(flow.Symbol{Text: flow.LiveCodes()[0].Text})
			if f != nil {
				f(s)
			}
		})
	}
	trial := flow.LiveCodes()[0].Text
	detail("waits", keysScanner, scanner.Observation{}, nil)
	detail("good", keysScanner, observed("]C0"+trial+"\r\n", 8*time.Millisecond), nil)
	detail("configured", "serial:/dev/ttyACM0", observed(trial+"\r", 0), nil)
	detail("three", flow.DeviceKeyboard, observed("~x12"+trial+"yz"+strings.Repeat("0", 12), 38*time.Millisecond), nil)
	detail("layout", flow.DeviceKeyboard, observed("Rw"+strings.Repeat("à", 10)+"GF\r", 12*time.Millisecond), nil)
	detail("long", keysScanner, observed(strings.Repeat("0123456789ABCDEF", 20)+"\r", time.Millisecond), nil)
	detail("garbled", "serial:/dev/ttyACM0", observed("\xfe\x80\xf0\x1d\x00\xff\r", time.Millisecond), nil)
	for _, f := range scannerFaults {
		detail("fault-"+f, keysScanner, scanner.Observation{}, func(s *flow.State) { s.Scanners[1].Fault = f })
	}
	detail("badge", keysScanner, observed("]C0"+secretBadge+"\r", 8*time.Millisecond), nil)

	page("-name", func(s *flow.State) { s.ScannerPage = flow.ScannerPage{Step: flow.ScannerNaming, Name: longScanner} })
	page("-name-typing", func(s *flow.State) {
		s.ScannerPage, s.Focus = flow.ScannerPage{Step: flow.ScannerNaming, Name: "前台"}, flow.FieldScannerName
	})

	for _, why := range []flow.LearnWhy{flow.LearnWaits, flow.LearnNoPermission, flow.LearnNotHeard, flow.LearnNobody, flow.LearnKnown} {
		page("-learn-"+string(why), func(s *flow.State) {
			const code = "XTP8K3Q2"
			s.ScannerPage = flow.ScannerPage{Step: flow.ScannerLearn, Learn: flow.Learn{Code: code, Why: why, Known: longScanner}}
			s.Symbols = drawn(flow.Symbol{Text: code}, flow.Symbol{Text: code, QR: true})
		})
	}

	live := func(name string, f func(v *flow.Live)) {
		page("-live-"+name, func(s *flow.State) {
			v := flow.Live{At: 2, Got: map[int]bool{0: true, 1: true, 3: true, 8: true}}
			f(&v)
			var all []flow.Symbol
			for _, c := range flow.LiveCodes() {
				all = append(all, flow.Symbol{Text: c.Text, QR: v.QR})
			}
			s.ScannerPage, s.Symbols = flow.ScannerPage{Step: flow.ScannerLive, Live: v}, drawn(all...)
		})
	}
	judged := func(of int, o scanner.Observation) func(v *flow.Live) {
		return func(v *flow.Live) { v.Of, v.Verdicts = of, scanner.Judge(o, flow.LiveCodes()[of].Text) }
	}
	live("begins", func(v *flow.Live) { *v = flow.Live{} })
	live("half", judged(1, observed(flow.LiveCodes()[1].Text+"\r", 5*time.Millisecond)))
	live("advice", judged(1, observed(flow.LiveCodes()[1].Text, 5*time.Millisecond)))
	live("wrong", judged(2, observed(flow.LiveCodes()[2].Text[:20]+"\r", 40*time.Millisecond)))
	live("misread", judged(2, observed(secretBadge+"\r", time.Millisecond)))
	live("qr", func(v *flow.Live) { v.QR = true })
	live("serial", func(v *flow.Live) { v.At = 8 })
	live("all", func(v *flow.Live) {
		for i := range flow.LiveCodes() {
			v.Got[i] = true
		}
		v.Verdicts = []scanner.Verdict{{Finding: scanner.FoundGood}}
	})
	put("scanners-live-no-printer", flow.ScreenScanners, func(s *flow.State) {
		s.Printers, s.ScannerPage = nil, flow.ScannerPage{Step: flow.ScannerLive}
	})
}

// secretBadge is a badge that nobody may see.
var secretBadge = repair.BadgeCode([]byte("a key of the shop"), "A001", 1)

func drawn(list ...flow.Symbol) map[flow.Symbol]*printer.Bitmap {
	symbols, err := document.Symbols(list)
	if err != nil {
		panic(err)
	}
	return symbols
}

// eachScannerPage builds the pages of the scanners in both languages at every
// size.
func eachScannerPage(t *testing.T, f func(t *testing.T, scene view.Scene)) {
	m := measurer(t)
	for _, lang := range []string{"zh-CN", "en"} {
		scannerPages(func(name string, screen flow.Screen, set func(s *flow.State)) {
			s := shopState(screen, lang)
			set(&s)
			for _, sc := range screens {
				t.Run(fmt.Sprintf("%s/%s/%dx%d", name, lang, sc.w, sc.h), func(t *testing.T) {
					f(t, view.Build(s, view.Viewport{W: sc.w, H: sc.h, PxPerMM: sc.pxPerMM, Text: m}))
				})
			}
		})
	}
}

func TestNoPageShowsASecret(t *testing.T) {
	var hex []string
	for _, c := range []byte(secretBadge) {
		hex = append(hex, string("0123456789ABCDEF"[c>>4])+string("0123456789ABCDEF"[c&15]))
	}
	secret := strings.Join(hex[5:9], " ")
	eachScannerPage(t, func(t *testing.T, scene view.Scene) {
		for _, n := range scene.Nodes {
			if strings.Contains(n.Text, secretBadge[5:9]) || strings.Contains(n.Text, secret) {
				t.Errorf("%q is shown", n.Text)
			}
		}
	})
}

func TestScannerPagesOfferWhatCanBeDone(t *testing.T) {
	m := measurer(t)
	all := pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg // nil: only whether it is there
	}{
		{"scanners", "gun.serial:/dev/ttyACM0", true, flow.ScannerChosen{Device: "serial:/dev/ttyACM0"}},
		{"scanners", "gun.keyboard", true, flow.ScannerChosen{Device: flow.DeviceKeyboard}},
		{"scanners", "learn", true, flow.LearnAsked{}},
		{"scanners", "live", true, flow.LiveAsked{}},
		{"scanners", "volume.0", true, flow.VolumeChosen{Percent: 0}},
		{"scanners", "volume.3", true, flow.VolumeChosen{Percent: 100}},
		{"scanners-found", "found." + serialScanner, true, flow.ScannerAdded{Device: serialScanner}},
		{"scanners-three-faults", "page.more", true, flow.ScannersTurned{By: 1}},
		{"scanners-second-page", "page.less", true, flow.ScannersTurned{By: -1}},
		{"scanners-gun-good", "rename", true, flow.ScannerRenamed{}},
		{"scanners-gun-good", "remove", true, flow.ScannerRemoved{}},
		{"scanners-gun-good", "symbol.false", true, nil},
		{"scanners-learn-", "symbol.true", true, nil},
		{"scanners-learn-no-permission", "again", true, flow.LearnAsked{}},
		{"scanners-live-half", "live.C", true, flow.LiveChosen{At: 2}},
		{"scanners-live-half", "live.print", true, flow.LivePrinted{}},
		{"scanners-live-no-printer", "live.print", false, nil},
		{"scanners-live-half", "live.qr", true, flow.LiveTurned{QR: true}},
		{"scanners-name", "next", true, flow.ScannerNamed{}},
	} {
		t.Run(tt.page+" "+tt.node, func(t *testing.T) {
			s := all[tt.page]
			scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
			n := scene.Find(tt.node)
			if n == nil || n.Enabled != tt.enabled || tt.want != nil && n.Touch != tt.want {
				t.Errorf("node = %+v, want %+v", n, tt.want)
			}
		})
	}
	scene := view.Build(all["scanners-gun-configured"], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
	if scene.Find("rename") != nil || scene.Find("remove") != nil {
		t.Error("one of the configuration can be renamed or removed")
	}
}

// A year without an official calendar is said among the problems of the machine,
// to a shop that follows it.
func TestMissingYearIsSaid(t *testing.T) {
	m := measurer(t)
	for lang, want := range map[string]string{
		"zh-CN": "缺 2026 年的放假安排：请把 calendar-2026.json 放进 shop。", "en": "Holidays of 2026 are missing: add calendar-2026.json.",
	} {
		for page, wanted := range map[string]bool{"scanners-no-calendar": true, "scanners-none": false, "scanners": false} {
			scene := view.Build(pages(lang)[page], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
			said := slices.ContainsFunc(scene.Nodes, func(n view.Node) bool { return n.Text == want })
			if said != wanted {
				t.Errorf("%s in %s says it: %v", page, lang, said)
			}
		}
	}
}

// A barcode is drawn in whole pixels, or no scanner reads it.
func TestSymbolsAreWholePixels(t *testing.T) {
	eachScannerPage(t, func(t *testing.T, scene view.Scene) {
		for _, n := range scene.Nodes {
			if !strings.HasPrefix(n.ID, "symbol.") {
				continue
			}
			if n.Rect.W%n.Picture.WidthDots != 0 || n.Rect.W/n.Picture.WidthDots < 2 {
				t.Errorf("%s has %d modules in %d pixels", n.ID, n.Picture.WidthDots, n.Rect.W)
			}
		}
	})
}

func TestEveryFindingHasItsWords(t *testing.T) {
	m := measurer(t)
	states := map[string]flow.State{}
	for _, lang := range []string{"zh-CN", "en"} {
		states[lang] = pages(lang)["scanners-live-half"]
	}
	for _, f := range []scanner.Finding{
		scanner.FoundGood, scanner.FoundNoSuffix, scanner.FoundSlow, scanner.FoundWrongLayout, scanner.FoundCapsLock, scanner.FoundInputMethod,
		scanner.FoundNoAIM, scanner.FoundDoubled, scanner.FoundLost, scanner.FoundExtra, scanner.FoundGroupSeparators, scanner.FoundGarbled,
		scanner.FoundMisread, scanner.FoundTooLong,
	} {
		for _, lang := range []string{"zh-CN", "en"} {
			for _, severity := range []scanner.Severity{scanner.Advice, scanner.Fault} {
				s := states[lang]
				s.ScannerPage.Live.Verdicts = []scanner.Verdict{{Finding: f, Severity: severity, Args: []string{
					"n", "12", "ms", "120", "layout", "azerty", "before", strings.Repeat("x", 40), "after", strings.Repeat("y", 40), "got", strings.Repeat("W", 60),
				}}}
				for _, sc := range screens {
					scene := view.Build(s, view.Viewport{W: sc.w, H: sc.h, PxPerMM: sc.pxPerMM, Text: m})
					checkScene(t, scene)
					for _, text := range cut(scene, "x…y") {
						if !slices.Contains([]scanner.Finding{scanner.FoundExtra, scanner.FoundMisread}, f) {
							t.Errorf("%s in %s is cut: %s", f, lang, text)
						}
					}
					for _, n := range scene.Nodes {
						if strings.Contains(n.Text, "finding.") || strings.ContainsAny(n.Text, "{}") {
							t.Errorf("%s: %q", f, n.Text)
						}
					}
				}
			}
		}
	}
}
