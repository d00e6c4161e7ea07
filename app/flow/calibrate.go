package flow

import (
	"maps"
	"math"
	"slices"
	"strings"

	"countertop/app/repair"
	"countertop/printer"
)

// SetupJob is the last test page of the printer in hand, false if there is none.
func (s State) SetupJob() (job repair.PrintJob, ok bool) {
	for _, j := range s.Jobs {
		if j.Document == repair.DocTestPage && j.Index < repair.ScannerTestPage && j.Printer == s.Setup.Printer && (!ok || j.ID > job.ID) {
			job, ok = j, true
		}
	}
	return job, ok
}

// testPage prints the test page of the step: that of the printer's own fonts
// has number 2.
func (u Setup) testPage(lang string) Cmd {
	j := repair.PrintJob{Document: repair.DocTestPage, Subject: u.Printer, Printer: u.Printer, Index: 1, Lang: lang}
	if u.Step == SetupHan {
		j.Index = 2
	}
	return AddJobs{[]repair.PrintJob{j}}
}

// showTestPage draws the test page that was asked for last.
func (s State) showTestPage() (State, []Cmd) {
	if s.Screen != ScreenSetup {
		return s, nil
	}
	if j, ok := s.SetupJob(); ok && s.Prints.PreviewOf != j.ID {
		return s, []Cmd{Preview{j}}
	}
	return s, nil
}

// read sets the numbers at the edges as they would be read on a print that is
// right: nothing is corrected until a person changes them.
func (u Setup) read(p PrinterState) Setup {
	u.Read = Edges{0, 0, p.WidthMM, p.HeightMM}
	return u
}

const edgeStep = 0.5

// moved changes a number at an edge, within reason.
func (u Setup) moved(m EdgeMoved) Setup {
	step := func(at float64) float64 { return math.Round((at+m.By)/edgeStep) * edgeStep }
	switch m.Edge {
	case "left":
		u.Read.Left = step(u.Read.Left)
	case "top":
		u.Read.Top = step(u.Read.Top)
	case "right":
		u.Read.Right = step(u.Read.Right)
	case "bottom":
		u.Read.Bottom = step(u.Read.Bottom)
	}
	return u
}

// corrected is the correction that the numbers at the edges ask for, on top of
// the one they were printed with: the paper's left edge at 1 means that all is 1
// mm too far left.
func (u Setup) corrected(p PrinterState) printer.Correction {
	c := u.Correction
	c.RightMM += u.Read.Left
	c.DownMM += u.Read.Top
	scale := func(old, length, read float64) float64 {
		if old == 0 {
			old = 1
		}
		if length <= 0 || read <= 0 || read == length {
			return old
		}
		return math.Round(old*read/length*1000) / 1000
	}
	c.ScaleX = scale(c.ScaleX, p.WidthMM, u.Read.Right-u.Read.Left)
	c.ScaleY = scale(c.ScaleY, p.HeightMM, u.Read.Bottom-u.Read.Top)
	return c
}

// setupNext keeps what the step has found out and goes on. After the ruler and
// the darkness the page is printed again, corrected.
func setupNext(s State) (State, []Cmd) {
	p, _ := s.printer(s.Setup.Printer)
	var cmds []Cmd
	was := s.Setup.Step
	keep := func() { cmds = append(cmds, CorrectPrinter{s.Setup.Printer, s.Setup.Correction}) }
	switch was {
	case SetupMode:
		s.Setup = s.Setup.read(p)
	case SetupRuler:
		if s.Setup.Read != (Setup{}.read(p).Read) {
			s.Setup.Correction = s.Setup.corrected(p)
			s.Setup = s.Setup.read(p)
			keep()
			// The corrected page shows whether it was right.
			return s, append(cmds, s.Setup.testPage(s.Lang))
		}
	case SetupHan:
		var runes []string
		for i, a := range s.Setup.Han {
			if a == AnswerYes {
				runes = append(runes, TestHan[i].Runes)
			}
		}
		s.Setup.Correction.Han = strings.Join(runes, " ")
		keep()
	case SetupCover:
		if s.Setup.Cover == CoverWorks || s.Setup.Cover == CoverSilent {
			works := s.Setup.Cover == CoverWorks
			s.Setup.Correction.Status = &works
			keep()
		}
	case SetupDocuments:
		done := SetupDone{s.Setup.Printer, s.Setup.Device, s.Setup.Profile, s.Setup.Documents}
		s.Setup = Setup{}
		return s.notify("setup.saved", "name", done.Name), []Cmd{SavePrinter{done}}
	default:
		// The other steps find out nothing that is kept here.
	}
	steps := s.SetupSteps()
	i := slices.Index(steps, was)
	if i < 0 || i+1 >= len(steps) {
		return s, cmds
	}
	s.Setup.Step = steps[i+1]
	s.Setup.Cover = CoverWait
	if s.Setup.Step == SetupHan {
		cmds = append(cmds, s.Setup.testPage(s.Lang))
	}
	return s, cmds
}

// setupScanned tries a scanner on the page of the codes.
func setupScanned(s State, r reading) (State, []Cmd, bool) {
	switch {
	case s.Setup.Step != SetupCodes:
		return s, nil, false
	case !slices.Contains(printer.TestCodes, r.text):
		return s.warn("setup.code-other"), []Cmd{Play{SoundUnknown}}, true
	}
	read := maps.Clone(s.Setup.Scanned)
	if read == nil {
		read = map[string]bool{}
	}
	read[r.text] = true
	s.Setup.Scanned = read
	return s, []Cmd{Play{SoundMoved}}, true
}

// setupTick asks the printer how it is: somebody stands there with the cover in
// the hand.
func setupTick(s State) (State, []Cmd) {
	if s.Setup.Step != SetupCover {
		return s, nil
	}
	return s, []Cmd{LookAt{s.Setup.Printer}}
}

// coverSeen follows what the printer says of its cover while a person opens it;
// fault is what is wrong with it now.
func (u *Setup) coverSeen(fault string) {
	if u.Step != SetupCover {
		return
	}
	switch open := fault == string(printer.CoverOpen) || fault == string(printer.PaperOut); {
	case open && u.Cover != CoverOpen:
		u.Cover = CoverOpen
	case !open && u.Cover == CoverOpen && fault == "":
		u.Cover = CoverWorks
	}
}
