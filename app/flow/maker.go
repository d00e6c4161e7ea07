package flow

import (
	"strings"

	"countertop/app/repair"
	"countertop/scanner"
)

// ScanRefused is a line of a scanner that is no scan, and why. Layout is the
// keyboard layout that made other characters of it, if one did.
type ScanRefused struct {
	Device string
	Reason scanner.Reason
	Layout string
}

// LayoutSeen is a scan that was taken although the computer is set to another
// keyboard layout than the scanner.
type LayoutSeen struct{ Layout string }

func (ScanRefused) owner() Screen { return roomDesk }
func (LayoutSeen) owner() Screen  { return roomDesk }
func (ScanRefused) deskMsg()      {}
func (LayoutSeen) deskMsg()       {}
func (LayoutSeen) reported()      {}

// reading is a scan with the code of ours that it is; err is that of
// repair.ParseCode.
type reading struct {
	text string
	scan scanner.Scan
	code repair.Code
	err  error
}

// readScan reads a scan. A separator before or behind it is FNC1 of the scanner.
func readScan(sc scanner.Scan) reading {
	r := reading{text: strings.Trim(sc.Text, scanner.Separators), scan: sc}
	r.code, r.err = repair.ParseCode(r.text)
	return r
}

// maker is what the scan says of a machine if it is none of our codes.
func (r reading) maker() repair.MakerCode {
	return repair.ReadMaker(r.scan.Text, string(r.scan.Symbology))
}

// ours reports whether it is a code of ours that means something: nothing prints
// the code of a part yet, so that one is a maker's number by chance.
func (r reading) ours() bool { return r.err == nil && r.code.Type != repair.CodePart }

// problem says that no machine has the number.
func (r reading) problem() string {
	switch {
	case r.is(repair.CodePart):
		return "scan.not-yet"
	case r.misread():
		return "scan.misread"
	}
	return "scan.foreign"
}

// scanRefused says why a line of a scanner was no scan, on every page. Where
// people look at what a scanner sends, it is judged instead.
func scanRefused(s State, m ScanRefused) (State, []Cmd) {
	if p := s.ScannerPage; s.Screen == ScreenScanners && (p.Step == ScannerLive || p.Step == ScannerDetail) && m.Layout == "" {
		return s, nil
	}
	key, ok := refusedKeys[m.Reason]
	if !ok {
		key = "scan.refused.garbled"
	}
	if m.Layout != "" {
		s, cmds := unread(s, "scan.layout")
		s.Toast.Args = []string{"layout", m.Layout}
		return s, cmds
	}
	return unread(s, key)
}

var refusedKeys = map[scanner.Reason]string{
	scanner.TooLong: "scan.refused.long", scanner.CutOff: "scan.refused.cut", scanner.NotUTF8: "scan.refused.not-utf8",
	scanner.Unprintable: "scan.refused.unprintable",
}

// unreadKey is the sentence on a foreign code of which nothing is taken.
func unreadKey(why repair.Unread) string { return "scan.unread." + string(why) }

// unread says that nothing was taken of a scan and why, without what it says.
func unread(s State, key string) (State, []Cmd) {
	switch {
	case s.CustomerFacing():
		return s.warn("scan.customer"), []Cmd{Play{SoundUnknown}}
	case s.Screen == ScreenScan && s.Dialog == nil:
		s.Scan.Result = Result{Kind: ResultUnknown, Problem: "scan.not-taken", At: s.Now}
	}
	return s.warn(key), []Cmd{Play{SoundUnknown}}
}

// foreignScanned looks for the machine that a foreign code belongs to, where no
// page wants the code for itself.
func foreignScanned(s State, r reading) (State, []Cmd) {
	c, problem := r.maker(), r.problem()
	switch {
	case c.Unread != "":
		return unread(s, unreadKey(c.Unread))
	case s.Staff == nil:
		return s.unknown(problem, c.Numbers()[0])
	}
	return s, []Cmd{findMachine(c, problem)}
}

// findMachine looks for the machine with one of the numbers of a label, the surest
// first; problem says that there is none.
func findMachine(c repair.MakerCode, problem string) FindOrders {
	list := c.Numbers()
	return FindOrders{Text: list[0], Or: list[1:], Serial: true, Problem: problem}
}

// findScanned looks for what was scanned, in the field as well.
func findScanned(s State, r reading) (State, []Cmd, bool) {
	if r.ours() || s.Staff == nil {
		return s, nil, false
	}
	c := r.maker()
	if c.Unread != "" {
		next, cmds := unread(s, unreadKey(c.Unread))
		return next, cmds, true
	}
	s.noEntry()
	s.Find.Text, s.Find.Rows, s.Find.Asked = c.Numbers()[0], nil, ""
	return s, []Cmd{findMachine(c, r.problem()), FindOrders{Text: s.Find.Text}}, true
}

// numberInto puts the number of a foreign code into a field, and asks before it
// replaces what stands there.
func numberInto(f Field, number func(repair.MakerCode) string) func(State, reading) (State, []Cmd, bool) {
	return func(s State, r reading) (State, []Cmd, bool) {
		if r.ours() || s.Staff == nil {
			return s, nil, false
		}
		c := r.maker()
		if c.Unread != "" {
			next, cmds := unread(s, unreadKey(c.Unread))
			return next, cmds, true
		}
		p, n := s.at(f), number(c)
		if p == nil {
			return s, nil, false
		}
		switch {
		case repair.SameNumber(*p, n):
			return s.notify("number.again"), []Cmd{Play{SoundAgain}}, true
		case *p != "":
			next, cmds := askNumber(s, NumberQuestion{Field: f, Old: *p, Code: repair.MakerCode{Serial: n}}, ForNumber)
			return next, cmds, true
		case c.Host != "":
			next, cmds := askNumber(s, NumberQuestion{Field: f, Code: repair.MakerCode{Serial: n, Host: c.Host}}, ForAddress)
			return next, cmds, true
		}
		*s.at(f) = n
		return s, []Cmd{Play{SoundKey}}, true
	}
}

// machineNumber is what a machine is known by, parcelNumber what stands on a
// parcel: as it was read, with what begins like an identifier.
func machineNumber(c repair.MakerCode) string { return c.Numbers()[0] }

func parcelNumber(c repair.MakerCode) string {
	if c.Whole != "" {
		return c.Whole
	}
	return c.Numbers()[0]
}
