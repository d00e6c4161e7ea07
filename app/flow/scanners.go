package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/scanner"
)

// ScannerPage is the page where scanners are seen, tried and set up.
type ScannerPage struct {
	Step ScannerStep
	Page int // of the list
	// Device is that of the scanner in hand, DeviceKeyboard for what types.
	Device string
	Name   string // it shall have
	Learn  Learn
	Live   Live
	// Seen is what each scanner has sent while the page was open, by device.
	Seen map[string]scanner.Observation
}

// ScannerStep is a page of the scanners.
type ScannerStep string

// The steps.
const (
	ScannerList   ScannerStep = ""
	ScannerDetail ScannerStep = "gun"   // what one sends, and what is wrong with it
	ScannerNaming ScannerStep = "name"  // what it is called
	ScannerLearn  ScannerStep = "learn" // scan this, to say which one it is
	ScannerLive   ScannerStep = "live"  // all codes of ours, one after the other
)

// DeviceKeyboard is the device of whatever types into the window.
const DeviceKeyboard = "keyboard"

// Learn waits for somebody to scan Code with a scanner that types.
type Learn struct {
	Code string
	Why  LearnWhy
	// Known is the name of the scanner that was there before.
	Known string
}

// LearnWhy is why nothing was learned.
type LearnWhy string

// The reasons.
const (
	LearnWaits        LearnWhy = ""              // it may still be
	LearnNoPermission LearnWhy = "no-permission" // the program may not read input devices
	LearnNotHeard     LearnWhy = "not-heard"     // the window saw the code, and no input device typed it
	LearnNobody       LearnWhy = "nobody"        // nobody has scanned it
	LearnKnown        LearnWhy = "known"         // the scanner was set up before
)

// FoundScanner is plugged in, and no scanner that is used.
type FoundScanner struct {
	Device string
	Name   string // as it calls itself, may be ""
}

// Symbol is a barcode to be drawn on the screen: Code 128, or QR.
type Symbol struct {
	Text string
	QR   bool
}

// Volume is how loud the counter is.
type Volume struct {
	Percent int
	// Silent says that there is no device that plays.
	Silent bool
}

// Volumes are what a person chooses from.
var Volumes = []int{0, 35, 70, 100}

// Level is the one of Volumes that is nearest.
func (v Volume) Level() int {
	best := 0
	for i, p := range Volumes {
		if abs(p-v.Percent) < abs(Volumes[best]-v.Percent) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// Messages of the page of the scanners.
type (
	// ScannerChosen shows one scanner.
	ScannerChosen struct{ Device string }
	// ScannerAdded uses one that is plugged in.
	ScannerAdded struct{ Device string }
	// LearnAsked shows a code to be scanned with one that types.
	LearnAsked struct{}
	// ScannerRenamed asks for another name; ScannerNameChosen is one to choose, and
	// ScannerNamed takes it.
	ScannerRenamed    struct{}
	ScannerNameChosen struct{ Name string }
	ScannerNamed      struct{}
	// ScannerRemoved forgets the scanner in hand.
	ScannerRemoved struct{}
	// ScannersTurned turns the page of the list.
	ScannersTurned struct{ By int }
	// VolumeChosen sets how loud the counter is; it is heard at once.
	VolumeChosen struct{ Percent int }
)

// What the scanners report to their page.
type (
	// ScannerSeen is what a scanner has sent, told when a line has ended.
	ScannerSeen struct {
		Device string
		Seen   scanner.Observation
	}
	// ScannerLearned is the device that typed the code; LearnFailed why none was
	// found.
	ScannerLearned struct{ Code, Device, Name string }
	LearnFailed    struct {
		Code  string
		Why   LearnWhy
		Known string
	}
)

// scannersMsg are the messages that belong to the page of the scanners.
//
//sumtype:decl
type scannersMsg interface {
	Msg
	scannersMsg()
}

// SaveScanner uses a device as a scanner from now on, or gives one another
// name. Answered by ScannerChanged.
type SaveScanner struct{ Device, Name string }

// RemoveScanner forgets a scanner that SaveScanner kept. Answered by
// ScannerGone.
type RemoveScanner struct{ Device string }

// LearnScanner waits for an input device that types Code; "" ends that.
// Answered by ScannerLearned or LearnFailed.
type LearnScanner struct{ Code string }

// LearnHeard says that the window has seen the code: if no device has typed it
// in a moment, none will.
type LearnHeard struct{}

// DrawSymbols draws barcodes, a dot for a module. Answered by SymbolsDrawn.
type DrawSymbols struct{ Symbols []Symbol }

// KeepVolume sets and keeps the volume.
type KeepVolume struct{ Percent int }

func (ScannerChosen) owner() Screen     { return ScreenScanners }
func (ScannerAdded) owner() Screen      { return ScreenScanners }
func (LearnAsked) owner() Screen        { return ScreenScanners }
func (ScannerRenamed) owner() Screen    { return ScreenScanners }
func (ScannerNameChosen) owner() Screen { return ScreenScanners }
func (ScannerNamed) owner() Screen      { return ScreenScanners }
func (ScannerRemoved) owner() Screen    { return ScreenScanners }
func (ScannersTurned) owner() Screen    { return ScreenScanners }
func (VolumeChosen) owner() Screen      { return ScreenScanners }
func (ScannerSeen) owner() Screen       { return ScreenScanners }
func (ScannerLearned) owner() Screen    { return ScreenScanners }
func (LearnFailed) owner() Screen       { return ScreenScanners }

func (ScannerChosen) scannersMsg()     {}
func (ScannerAdded) scannersMsg()      {}
func (LearnAsked) scannersMsg()        {}
func (ScannerRenamed) scannersMsg()    {}
func (ScannerNameChosen) scannersMsg() {}
func (ScannerNamed) scannersMsg()      {}
func (ScannerRemoved) scannersMsg()    {}
func (ScannersTurned) scannersMsg()    {}
func (VolumeChosen) scannersMsg()      {}
func (ScannerSeen) scannersMsg()       {}
func (ScannerLearned) scannersMsg()    {}
func (LearnFailed) scannersMsg()       {}

func (ScannerSeen) reported()    {}
func (ScannerLearned) reported() {}
func (LearnFailed) reported()    {}

// What is kept is in somebody's name.
func (ScannerAdded) named()   {}
func (LearnAsked) named()     {}
func (ScannerRenamed) named() {}
func (ScannerNamed) named()   {}
func (ScannerRemoved) named() {}

func (SaveScanner) cmd()   {}
func (RemoveScanner) cmd() {}
func (LearnScanner) cmd()  {}
func (LearnHeard) cmd()    {}
func (DrawSymbols) cmd()   {}
func (KeepVolume) cmd()    {}

// Scanner finds a scanner by its device.
func (c Counter) Scanner(device string) (ScannerState, bool) {
	if device == DeviceKeyboard {
		k := c.Keyboard
		k.Device = DeviceKeyboard
		return k, true
	}
	for _, g := range c.Scanners {
		if g.Device == device {
			return g, true
		}
	}
	return ScannerState{}, false
}

// NewScanners are those that are plugged in and neither used nor a printer.
func (c Counter) NewScanners() []FoundScanner {
	return slices.DeleteFunc(slices.Clone(c.Found), func(f FoundScanner) bool {
		if _, used := c.Scanner(f.Device); used {
			return true
		}
		return slices.ContainsFunc(c.Printers, func(p PrinterState) bool { return bare(p.Device) == f.Device })
	})
}

// bare is a device string without its options.
func bare(device string) string { return strings.SplitN(device, "?", 2)[0] }

// scannerChanged takes how a scanner is now.
func (c *Counter) scannerChanged(g ScannerState) {
	if g.Device == DeviceKeyboard {
		c.Keyboard = g
		return
	}
	c.Scanners = put(c.Scanners, g, func(x ScannerState) string { return x.Device })
}

// scannersScanned takes a scan on the page: it is shown and never acted on.
func scannersScanned(s State, r reading) (State, []Cmd, bool) {
	switch s.ScannerPage.Step {
	case ScannerLive, ScannerDetail:
		return s, nil, true // what it sent is looked at instead
	case ScannerLearn:
		if !strings.EqualFold(r.text, s.ScannerPage.Learn.Code) {
			break
		}
		if r.scan.Source == DeviceKeyboard {
			return s, []Cmd{LearnHeard{}}, true
		}
		g, _ := s.Scanner(r.scan.Source)
		s.ScannerPage.Learn.Why, s.ScannerPage.Learn.Known = LearnKnown, g.Name
		return s, []Cmd{LearnScanner{}, Play{SoundAgain}}, true
	case ScannerList, ScannerNaming:
	}
	s.Trial = r.scan
	return s, []Cmd{Play{SoundKey}}, true
}

// scannersOpened shows the list.
func scannersOpened(s State) (State, []Cmd) {
	s.Trial, s.ScannerPage = scanner.Scan{}, ScannerPage{}
	return s, nil
}

// scannersLeft ends the learning as its step is left, however it is; a scanner
// that was learned has ended it.
func scannersLeft(s State, m Msg, next State) (State, []Cmd) {
	p := &next.ScannerPage
	_, learned := m.(ScannerLearned)
	if s.ScannerPage.Learn.Code == "" || learned || next.Screen == ScreenScanners && p.Step == ScannerLearn {
		return next, nil
	}
	p.Learn = Learn{}
	if p.Step == ScannerLearn {
		p.Step = ScannerList // who comes back begins anew
	}
	return next, []Cmd{LearnScanner{}}
}

// scannerGone forgets a scanner that is no more.
func (c *Counter) scannerGone(device string) {
	c.Scanners = slices.DeleteFunc(slices.Clone(c.Scanners), func(g ScannerState) bool { return g.Device == device })
}

// updateScanners takes the messages of the page while it is shown.
func updateScanners(s State, m Msg) (State, []Cmd) {
	if s.Screen != ScreenScanners {
		return s, nil
	}
	switch m := m.(type) {
	case scannersMsg:
		return updateScanner(s, m)
	case liveMsg:
		return updateLive(s, m)
	}
	return s, nil
}

func updateScanner(s State, m scannersMsg) (State, []Cmd) {
	p := &s.ScannerPage
	switch m := m.(type) {
	case VolumeChosen:
		s.Volume.Percent = m.Percent
		if m.Percent == 0 {
			return s, []Cmd{KeepVolume(m)}
		}
		return s, []Cmd{KeepVolume(m), Play{SoundDone}}
	case ScannerSeen:
		return s, p.saw(m)
	case ScannerLearned:
		if p.Step == ScannerLearn && m.Code == p.Learn.Code {
			p.Learn = Learn{}
			return s.useScanner(m.Device, m.Name)
		}
	case LearnFailed:
		if p.Step == ScannerLearn && m.Code == p.Learn.Code {
			p.Learn.Why, p.Learn.Known = m.Why, m.Known
			return s, []Cmd{Play{SoundRefused}}
		}
	case ScannerChosen:
		p.Step, p.Device = ScannerDetail, m.Device
		return s, []Cmd{DrawSymbols{[]Symbol{{Text: trialCode()}}}}
	case ScannersTurned:
		p.Page = max(0, p.Page+m.By)
	case ScannerAdded:
		for _, f := range s.NewScanners() {
			if f.Device == m.Device {
				return s.useScanner(f.Device, f.Name)
			}
		}
	case LearnAsked:
		code := learnCode(s.Now)
		p.Step, p.Learn = ScannerLearn, Learn{Code: code}
		return s, []Cmd{LearnScanner{code}, DrawSymbols{[]Symbol{{Text: code}, {Text: code, QR: true}}}}
	case ScannerRenamed:
		if g, ok := s.Scanner(p.Device); ok && g.Added {
			p.Step, p.Name = ScannerNaming, g.Name
		}
	case ScannerNameChosen:
		p.Name, s.Focus = m.Name, ""
	case ScannerNamed:
		return scannerNamed(s)
	case ScannerRemoved:
		if g, ok := s.Scanner(p.Device); ok && g.Added {
			p.Step = ScannerList
			return s.notify("scanners.removed", "name", g.Name), []Cmd{RemoveScanner{g.Device}}
		}
	}
	return s, nil
}

// learnCode is a code that is shown once: none of ours, of capitals and digits,
// long enough that no hand types it like a scanner.
func learnCode(now time.Time) string {
	return "X" + strings.ToUpper(strconv.FormatInt(max(now.Unix(), 36*36*36*36*36), 36))
}

// useScanner keeps a device as a scanner and shows it.
func (s State) useScanner(device, name string) (State, []Cmd) {
	name = s.scannerName(name)
	s.ScannerPage.Step, s.ScannerPage.Device = ScannerDetail, device
	return s.notify("scanners.added"), []Cmd{SaveScanner{device, name}, DrawSymbols{[]Symbol{{Text: trialCode()}}}, Play{SoundDone}}
}

// scannerName is a name that no other scanner has.
func (c Counter) scannerName(name string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(c.Scanners, func(g ScannerState) bool { return g.Name == name })
	}
	if name = strings.TrimSpace(name); name == "" {
		name = "USB"
	}
	if rs := []rune(name); len(rs) > FieldScannerName.Limit() {
		name = string(rs[:FieldScannerName.Limit()])
	}
	free := name
	for n := 2; taken(free); n++ {
		free = name + " " + strconv.Itoa(n)
	}
	return free
}

func scannerNamed(s State) (State, []Cmd) {
	name := strings.TrimSpace(s.ScannerPage.Name)
	g, ok := s.Scanner(s.ScannerPage.Device)
	s.Focus = ""
	if !ok || name == "" {
		return s, nil
	}
	if slices.ContainsFunc(s.Scanners, func(o ScannerState) bool { return o.Name == name && o.Device != g.Device }) {
		return s.warn("scanners.name-taken", "name", name), nil
	}
	s.ScannerPage.Step = ScannerDetail
	return s, []Cmd{SaveScanner{g.Device, name}}
}

// scannersBack goes a step back; false on the list.
func scannersBack(s State) (State, []Cmd, bool) {
	was := s.ScannerPage.Step
	if was == ScannerList {
		return s, nil, false
	}
	s.unfocus()
	s.ScannerPage.Step = ScannerList
	if was == ScannerNaming {
		s.ScannerPage.Step = ScannerDetail
	}
	return s, nil, true
}

// soundChanged keeps the list of problems true.
func (c *Counter) soundChanged(silent bool) {
	const problem = "health.no-sound"
	c.Volume.Silent = silent
	c.Health.Problems = slices.DeleteFunc(slices.Clone(c.Health.Problems), func(p string) bool { return p == problem })
	if silent {
		c.Health.Problems = append(c.Health.Problems, problem)
	}
}
