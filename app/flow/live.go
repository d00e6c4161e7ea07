package flow

import (
	"maps"
	"slices"
	"strings"

	"countertop/app/repair"
	"countertop/scanner"
)

// Live is the test of all codes.
type Live struct {
	At  int          // the code that is shown
	QR  bool         // as a QR code
	Got map[int]bool // read right
	// By is the device of the last scan, Verdicts what was found of it and
	// Of the code that it was compared with.
	By       string
	Of       int
	Verdicts []scanner.Verdict
	Lines    map[string]int // by device, lines already looked at
}

// LiveCode is a code to try a scanner with.
type LiveCode struct {
	Type string // one letter of ours, "serial" for a maker's
	Text string
}

// LiveSerial is a maker's serial number that none has: small letters and signs
// show a keyboard layout that is wrong, or Caps Lock.
const LiveSerial = "SN-42/Kx7"

// LiveCodes are the codes of the test. No scan of one does anything.
func LiveCodes() (list []LiveCode) {
	for _, text := range repair.ExampleCodes() {
		list = append(list, LiveCode{text[:1], text})
	}
	return append(list, LiveCode{"serial", LiveSerial})
}

// Messages of the test of all codes.
type (
	// LiveAsked begins the test.
	LiveAsked struct{}
	// LiveChosen shows a code of the test; LiveTurned shows them as QR codes or
	// not; LiveAgain begins anew; LivePrinted prints all of them.
	LiveChosen  struct{ At int }
	LiveTurned  struct{ QR bool }
	LiveAgain   struct{}
	LivePrinted struct{}
)

// liveMsg are the messages that belong to the test of all codes.
//
//sumtype:decl
type liveMsg interface {
	Msg
	liveMsg()
}

func (LiveAsked) owner() Screen   { return ScreenScanners }
func (LiveChosen) owner() Screen  { return ScreenScanners }
func (LiveTurned) owner() Screen  { return ScreenScanners }
func (LiveAgain) owner() Screen   { return ScreenScanners }
func (LivePrinted) owner() Screen { return ScreenScanners }

func (LiveAsked) liveMsg()   {}
func (LiveChosen) liveMsg()  {}
func (LiveTurned) liveMsg()  {}
func (LiveAgain) liveMsg()   {}
func (LivePrinted) liveMsg() {}

// updateLive takes the messages of the test of all codes.
func updateLive(s State, m liveMsg) (State, []Cmd) {
	v := &s.ScannerPage.Live
	switch m := m.(type) {
	case LiveAsked, LiveAgain:
		s.ScannerPage.Step, *v = ScannerLive, Live{QR: v.QR, Lines: s.ScannerPage.seenLines()}
		return s, v.draw()
	case LiveChosen:
		if m.At >= 0 && m.At < len(LiveCodes()) {
			v.At, v.By, v.Verdicts = m.At, "", nil
		}
	case LiveTurned:
		v.QR = m.QR
		return s, v.draw()
	case LivePrinted:
		if p, ok := s.LivePrinter(); ok {
			return s.notify("scanners.printing", "printer", p.Name), []Cmd{AddJobs{livePages(p, s.Lang)}}
		}
	}
	return s, nil
}

// seenLines are the lines that each scanner has sent so far.
func (p ScannerPage) seenLines() map[string]int {
	lines := map[string]int{}
	for device, o := range p.Seen {
		lines[device] = o.Count
	}
	return lines
}

// saw takes what a scanner has sent.
func (p *ScannerPage) saw(m ScannerSeen) []Cmd {
	was := p.Seen[m.Device].Count
	seen := maps.Clone(p.Seen)
	if seen == nil {
		seen = map[string]scanner.Observation{}
	}
	seen[m.Device] = m.Seen
	p.Seen = seen
	switch {
	case p.Step == ScannerLive:
		return p.Live.read(m)
	case p.Step == ScannerDetail && m.Device == p.Device && m.Seen.Count != was:
		return []Cmd{Play{SoundKey}}
	}
	return nil
}

// read compares a line with the code that is shown, or with another one of
// the test if it is that: on paper they stand side by side.
func (v *Live) read(m ScannerSeen) []Cmd {
	codes := LiveCodes()
	fresh := m.Seen.Count != v.Lines[m.Device]
	if !fresh && m.Device != v.By {
		return nil
	}
	v.Lines = maps.Clone(v.Lines)
	v.Lines[m.Device] = m.Seen.Count
	if fresh {
		v.By, v.Of = m.Device, v.At
		text, _, err := scanner.Parse(m.Seen.Frame)
		for i, c := range codes {
			if err == nil && strings.EqualFold(text, c.Text) {
				v.Of = i
			}
		}
	}
	// The suffix may come behind the line: then the same line is judged again.
	v.Verdicts = judged(m.Device, m.Seen, codes[v.Of].Text)
	right := v.Verdicts[0].Severity < scanner.Fault
	if right {
		v.Got = maps.Clone(v.Got)
		if v.Got == nil {
			v.Got = map[int]bool{}
		}
		v.Got[v.Of] = true
		for n := 0; n < len(codes) && v.Got[v.At]; n++ {
			v.At = (v.At + 1) % len(codes)
		}
	}
	switch {
	case !fresh:
		return nil
	case right:
		return []Cmd{Play{SoundMoved}}
	}
	return []Cmd{Play{SoundRefused}}
}

// judged is scanner.Judge. How slow a scanner types matters only where it is
// taken for hands.
func judged(device string, o scanner.Observation, expected string) []scanner.Verdict {
	vs := scanner.Judge(o, expected)
	if device == DeviceKeyboard {
		return vs
	}
	vs = slices.DeleteFunc(vs, func(v scanner.Verdict) bool { return v.Finding == scanner.FoundSlow })
	if !slices.ContainsFunc(vs, func(v scanner.Verdict) bool { return v.Finding != scanner.FoundNoAIM }) && o.Count > 0 {
		vs = append([]scanner.Verdict{{Finding: scanner.FoundGood}}, vs...)
	}
	return vs
}

// Verdicts is what the last line of a scanner shows, the worst first: compared
// with the code beside it where it looks like that one, else by itself.
func (p ScannerPage) Verdicts(device string) []scanner.Verdict {
	o := p.Seen[device]
	vs := judged(device, o, trialCode())
	if slices.ContainsFunc(vs, func(v scanner.Verdict) bool {
		return v.Finding == scanner.FoundMisread || v.Finding == scanner.FoundGarbled
	}) {
		vs = judged(device, o, "")
	}
	return vs
}

// trialCode is shown beside one scanner.
func trialCode() string { return LiveCodes()[0].Text }

// draw draws all codes of the test.
func (v Live) draw() []Cmd {
	var all []Symbol
	for _, c := range LiveCodes() {
		all = append(all, Symbol{c.Text, v.QR})
	}
	return []Cmd{DrawSymbols{all}}
}

// LivePrinter is the printer that can print the codes: one with a roll, which
// holds all of them, else one with labels.
func (c Counter) LivePrinter() (PrinterState, bool) {
	for _, p := range c.Printers {
		if p.HeightMM == 0 {
			return p, true
		}
	}
	if len(c.Printers) == 0 {
		return PrinterState{}, false
	}
	return c.Printers[0], true
}

// livePages are the codes of the test as pages of a printer: on a roll all of
// them, on labels as many as one holds.
func livePages(p PrinterState, lang string) (jobs []repair.PrintJob) {
	n := 1
	if p.HeightMM > 0 {
		n = (len(LiveCodes()) + repair.ScannerTestCodes - 1) / repair.ScannerTestCodes
	}
	for i := range n {
		j := repair.PrintJob{Document: repair.DocTestPage, Subject: p.Name, Printer: p.Name, Index: repair.ScannerTestPage, Lang: lang}
		if n > 1 {
			j.Index += i + 1
		}
		jobs = append(jobs, j)
	}
	return jobs
}
