package repair

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// TestLine is one line of a test sheet. Key names a text of the house; Text is
// set instead for lines that the shop wrote itself, and En if it has them in
// English too.
type TestLine struct {
	Key  string `json:"key" free:"no"`
	Text string `json:"text,omitempty" free:"no"`
	En   string `json:"en,omitempty" free:"no"`
	// Part is the caption over this line and those after it, where it is not
	// that of the key: a name of the house, or the shop's own words.
	Part string `json:"part,omitempty" free:"no"`
}

// AgainSuffix ends the key of a line that is done a second time, once the
// machine was without power (T04).
const AgainSuffix = ".again"

// FiguresPart begins the keys of lines whose value is compared with that of
// the check-in, FigureOf says which (T01).
const FiguresPart = "figures"

// FigureOf is the figure that a line compares: "cpu" of figures.cpu, "" for
// lines that compare none.
func (l TestLine) FigureOf() string {
	figure, ok := strings.CutPrefix(strings.TrimSuffix(l.Key, AgainSuffix), FiguresPart+".")
	if !ok {
		return ""
	}
	return figure
}

// Figure is what was noted of a machine at check-in under a name: cpu, memory,
// disk, serial, or a key of the shop's form; "" if nothing was.
func (d Device) Figure(name string) string {
	switch name {
	case "cpu":
		return d.Figures.CPU
	case "memory":
		return d.Figures.Memory
	case "disk":
		return d.Figures.Disk
	case "serial":
		return d.Serial
	}
	return d.FormValue(name)
}

// SameFigure reports whether two people noted the same: 16GB is 16 gb.
func SameFigure(a, b string) bool {
	plain := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
	return plain(a) == plain(b)
}

// Outcome is the result of a test line.
type Outcome string

// The outcomes.
const (
	Pass          Outcome = "pass"
	Fail          Outcome = "fail"
	NotApplicable Outcome = "n/a"
)

// TestResult is one line filled in.
type TestResult struct {
	Line    string    `json:"line" free:"no"`
	Outcome Outcome   `json:"outcome"`
	Figures *Figures  `json:"figures,omitempty"`          // of the line pc.figures
	Value   string    `json:"value,omitempty" free:"yes"` // what the machine says, of lines that compare
	Note    string    `json:"note,omitempty" free:"list"` // what is wrong, in a few words
	By      StaffID   `json:"by"`
	At      time.Time `json:"at"`
}

// LineFigures is the line whose figures must equal those at check-in (T01).
const LineFigures = "pc.figures"

// Checklist returns the least test sheet of a machine, tests before cleaning:
// T01 for PCs, T02 for printers, the shop's own list for others (T03), and
// the cleaning of R04. A shop has longer ones in its file of tests.
func Checklist(d Device, own []string) []TestLine {
	keys := func(ks ...string) (ls []TestLine) {
		for _, k := range ks {
			ls = append(ls, TestLine{Key: k})
		}
		return ls
	}
	switch {
	case d.Kind.PC():
		return keys("pc.post", LineFigures, "pc.diagnostic", "clean.outside", "clean.screen", "clean.fan", "clean.keyboard")
	case d.Kind == KindPrinter:
		ls := keys("printer.selftest", "printer.online", "printer.ten")
		for i := range max(1, d.Trays) {
			ls = append(ls, TestLine{Key: fmt.Sprintf("printer.tray.%d", i+1)})
		}
		return append(ls, keys("clean.outside", "clean.paperpath")...)
	}
	var ls []TestLine
	for i, text := range own {
		ls = append(ls, TestLine{Key: fmt.Sprintf("own.%d", i+1), Text: text})
	}
	if len(ls) == 0 {
		ls = keys("other.power", "other.fault", "other.function")
	}
	return append(ls, TestLine{Key: "clean.outside"})
}

// PickupChecklist returns what is tested before the customer's eyes (T06,
// P22): the fault first, then everything; a printer also online, a PC with
// its figures.
func PickupChecklist(d Device) []TestLine {
	ls := []TestLine{{Key: "pickup.fault"}, {Key: "pickup.full"}}
	switch {
	case d.Kind == KindPrinter:
		ls = append(ls, TestLine{Key: "pickup.online"})
	case d.Kind.PC():
		ls = append(ls, TestLine{Key: "pickup.figures"})
	}
	return ls
}

// OpenLines returns the lines that have no result yet or a failed one.
func OpenLines(lines []TestLine, results []TestResult) (open []TestLine) {
	for _, l := range lines {
		i := slices.IndexFunc(results, func(r TestResult) bool { return r.Line == l.Key })
		if i < 0 || results[i].Outcome == Fail {
			open = append(open, l)
		}
	}
	return open
}

// PickupResults are the results of the pickup test that still say something: those
// from before the machine was opened again do not.
func (o Order) PickupResults() (list []TestResult) {
	since := o.OKAt
	if since.IsZero() {
		since = o.StageSince
	}
	for _, r := range o.PickupTest {
		if !r.At.Before(since) {
			list = append(list, r)
		}
	}
	return list
}
