package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
	"countertop/printer"
)

// Setup is the screen where a printer is found, tried and calibrated.
type Setup struct {
	Step SetupStep
	// Printer is the name of the printer in hand, "" on the list.
	Printer string
	// Device is what is being set up; Name what a new printer shall be called.
	Device, Name string
	// Profile is the one that is tried; All shows every profile, Page its page.
	Profile string
	All     bool
	Page    int
	// Asked is set while the device is asked what it is; Silent when it did not
	// answer.
	Asked, Silent bool

	// Correction grows step by step; Read are the numbers at the edges.
	Correction printer.Correction
	Read       Edges
	// Scanned are the test codes that a scanner has read.
	Scanned map[string]bool
	// Han says of each row of TestHan whether it came out right; AnswerNone is open.
	Han [len(TestHan)]Answer
	// Cover is how far the test of the cover is.
	Cover CoverTest
	// Documents that it shall print.
	Documents []repair.Document
}

// SetupStep is a step of setting a printer up.
type SetupStep string

// The steps.
const (
	SetupList      SetupStep = ""
	SetupWhat      SetupStep = "what"      // which profile
	SetupName      SetupStep = "name"      // what it is called
	SetupMode      SetupStep = "mode"      // did the test page come out
	SetupRuler     SetupStep = "ruler"     // where on the paper
	SetupDark      SetupStep = "dark"      // how dark
	SetupCodes     SetupStep = "codes"     // can the shop's scanner read it
	SetupHan       SetupStep = "han"       // the printer's own Chinese font
	SetupCover     SetupStep = "lid"       // does it tell its state
	SetupDocuments SetupStep = "documents" // what it prints
)

// setupSteps are the steps after the choice of a profile, in order.
var setupSteps = []SetupStep{SetupMode, SetupRuler, SetupDark, SetupCodes, SetupHan, SetupCover, SetupDocuments}

// Edges are the numbers that a person reads on the ruler at the edges of the
// paper, in mm. As printed they would be 0 and the length of the paper.
type Edges struct{ Left, Top, Right, Bottom float64 }

// Answer is yes, no, or none yet.
type Answer int8

// The answers.
const (
	AnswerNone Answer = iota
	AnswerYes
	AnswerNo
)

// CoverTest is the test of "open the cover now".
type CoverTest string

// Its stages.
const (
	CoverWait   CoverTest = ""       // open it
	CoverOpen   CoverTest = "open"   // seen open: close it
	CoverWorks  CoverTest = "works"  // seen closed again
	CoverSilent CoverTest = "silent" // a person says it is open, and the printer says nothing
)

// TestHan are the rows of Chinese on the test page of a printer's own fonts:
// common names, rare ones, and the sign of money.
var TestHan = [...]struct {
	Key string
	// Runes is what is confirmed with the row, as in printer.Font.Confirmed.
	Runes string
}{
	{"common", "gb2312"},
	{"rare", "㛃䶮堃"},
	{"yuan", "￥"},
}

// MaxDensity is the darkest that a profile can ask for.
const MaxDensity = 15

// ConnectedDevice is a device that may be a printer, with the profiles that may
// fit, the likeliest first.
type ConnectedDevice struct {
	Device, Name string
	// USB is a printer-class device, else a serial port.
	USB     bool
	Choices []ProfileChoice
}

// ProfileChoice is a profile that may fit. Why is a key: model, usb, answer,
// command-set, vendor, or "" for one of the whole list.
type ProfileChoice struct{ Name, Model, Why string }

// SetupDone is a printer as it was set up; it is kept beside the config.
type SetupDone struct {
	Name, Device, Profile string
	Documents             []repair.Document
}

// Messages of the setup.
type (
	// DeviceChosen begins to set a device up; PrinterChosen goes on with one that
	// has a name.
	DeviceChosen  struct{ Device string }
	PrinterChosen struct{ Name string }
	// ProbeAsked asks the device what it is; Probed is its answer, Profile "" if
	// there was none. Device is then with the speed that it answered at.
	ProbeAsked struct{}
	Probed     struct{ Asked, Device, Profile string }
	// ProfilesShown shows all profiles; ProfilesTurned turns their page.
	ProfilesShown  struct{}
	ProfilesTurned struct{ By int }
	// ProfileChosen takes a profile and prints the test page with it.
	ProfileChosen struct{ Name string }
	// NameChosen is what the printer shall be called.
	NameChosen struct{ Name string }
	// TestPrinted prints the test page of the step again.
	TestPrinted struct{}
	// SetupAnswered says whether the test page came out right.
	SetupAnswered struct{ Yes bool }
	// EdgeMoved changes the number that was read at an edge ("left" …) by mm.
	EdgeMoved struct {
		Edge string
		By   float64
	}
	// DarkMoved prints darker or lighter by so many steps, and the page again.
	DarkMoved struct{ By int }
	// HanAnswered says whether a row of TestHan came out right.
	HanAnswered struct {
		Row int
		Yes bool
	}
	// CoverAnswered says that the cover is open and the printer says nothing.
	CoverAnswered struct{}
	// DocumentToggled has the printer print a document, or not.
	DocumentToggled struct{ Document repair.Document }
	// SetupNext goes a step on, SetupBack one back.
	SetupNext struct{}
	SetupBack struct{}
	// PrinterRemoved forgets a printer that was set up on the screen.
	PrinterRemoved struct{ Name string }
)

// setupMsg are the messages that set a printer up.
//
//sumtype:decl
type setupMsg interface {
	Msg
	setupMsg()
}

// SavePrinter keeps a printer that was set up and begins to print on it; one of
// the same name is replaced. Answered by PrinterChanged.
type SavePrinter struct{ Setup SetupDone }

// RemovePrinter forgets a printer that SavePrinter kept. Answered by
// PrinterGone.
type RemovePrinter struct{ Name string }

// ProbePrinter asks a device what it is. Answered by Probed.
type ProbePrinter struct{ Device string }

// LookAt asks a printer how it is, now. Answered by PrinterChanged if it is
// different.
type LookAt struct{ Name string }

// FindDevices asks for DevicesFound.
type FindDevices struct{}

func (DeviceChosen) owner() Screen    { return ScreenSetup }
func (PrinterChosen) owner() Screen   { return ScreenSetup }
func (ProbeAsked) owner() Screen      { return ScreenSetup }
func (Probed) owner() Screen          { return ScreenSetup }
func (ProfilesShown) owner() Screen   { return ScreenSetup }
func (ProfilesTurned) owner() Screen  { return ScreenSetup }
func (ProfileChosen) owner() Screen   { return ScreenSetup }
func (NameChosen) owner() Screen      { return ScreenSetup }
func (TestPrinted) owner() Screen     { return ScreenSetup }
func (SetupAnswered) owner() Screen   { return ScreenSetup }
func (EdgeMoved) owner() Screen       { return ScreenSetup }
func (DarkMoved) owner() Screen       { return ScreenSetup }
func (HanAnswered) owner() Screen     { return ScreenSetup }
func (CoverAnswered) owner() Screen   { return ScreenSetup }
func (DocumentToggled) owner() Screen { return ScreenSetup }
func (SetupNext) owner() Screen       { return ScreenSetup }
func (SetupBack) owner() Screen       { return ScreenSetup }
func (PrinterRemoved) owner() Screen  { return ScreenSetup }

func (DeviceChosen) setupMsg()    {}
func (PrinterChosen) setupMsg()   {}
func (ProbeAsked) setupMsg()      {}
func (Probed) setupMsg()          {}
func (ProfilesShown) setupMsg()   {}
func (ProfilesTurned) setupMsg()  {}
func (ProfileChosen) setupMsg()   {}
func (NameChosen) setupMsg()      {}
func (TestPrinted) setupMsg()     {}
func (SetupAnswered) setupMsg()   {}
func (EdgeMoved) setupMsg()       {}
func (DarkMoved) setupMsg()       {}
func (HanAnswered) setupMsg()     {}
func (CoverAnswered) setupMsg()   {}
func (DocumentToggled) setupMsg() {}
func (SetupNext) setupMsg()       {}
func (SetupBack) setupMsg()       {}
func (PrinterRemoved) setupMsg()  {}

func (Probed) reported() {}

func (SavePrinter) cmd()   {}
func (RemovePrinter) cmd() {}
func (ProbePrinter) cmd()  {}
func (LookAt) cmd()        {}
func (FindDevices) cmd()   {}

// printer finds a printer by name.
func (c Counter) printer(name string) (PrinterState, bool) {
	for _, p := range c.Printers {
		if p.Name == name {
			return p, true
		}
	}
	return PrinterState{}, false
}

// NewDevices are the connected devices that no printer uses.
func (c Counter) NewDevices() (list []ConnectedDevice) {
	for _, d := range c.Devices {
		used := func(p PrinterState) bool { return bare(p.Device) == d.Device }
		scans := func(g ScannerState) bool { return bare(g.Device) == d.Device }
		if !slices.ContainsFunc(c.Printers, used) && !slices.ContainsFunc(c.Scanners, scans) {
			list = append(list, d)
		}
	}
	return list
}

// SetupChoices are the profiles that fit the device in hand, or all.
func (s State) SetupChoices() []ProfileChoice {
	if !s.Setup.All {
		for _, d := range s.Devices {
			if d.Device == bare(s.Setup.Device) && len(d.Choices) > 0 {
				return d.Choices
			}
		}
	}
	return s.Profiles
}

// SetupSteps are the steps for the printer in hand: one without a Chinese font
// of its own has no test of it, nor one that is as dark as it is.
func (s State) SetupSteps() []SetupStep {
	p, _ := s.printer(s.Setup.Printer)
	steps := slices.Clone(setupSteps)
	return slices.DeleteFunc(steps, func(x SetupStep) bool {
		return x == SetupHan && !p.HanFont || x == SetupDark && p.Density < 0 || x == SetupCover && p.Virtual
	})
}

func setupOpened(s State) (State, []Cmd) {
	s.Setup = Setup{}
	return s, []Cmd{FindDevices{}}
}

// setupBack goes a step back; false on the list.
func setupBack(s State) (State, []Cmd, bool) {
	if s.Setup.Step == SetupList {
		return s, nil, false
	}
	s.Focus = ""
	steps := s.SetupSteps()
	switch i := slices.Index(steps, s.Setup.Step); {
	case i > 0:
		s.Setup.Step = steps[i-1]
	case s.Setup.Step == SetupName, s.Setup.Step == SetupMode && s.Setup.Profile != "":
		s.Setup.Step, s.Setup.All = SetupWhat, false
	default:
		s.Setup = Setup{}
	}
	return s, nil, true
}

func updateSetup(s State, m setupMsg) (State, []Cmd) {
	switch m := m.(type) {
	case Probed:
		if m.Asked == s.Setup.Device {
			s.Setup.probed(m)
			s.answeredIn(m.Profile, m.Device)
		}
	case DeviceChosen:
		s.Setup = Setup{Step: SetupWhat, Device: m.Device}
	case PrinterChosen:
		p, ok := s.printer(m.Name)
		if !ok {
			return s, nil
		}
		s.Setup = Setup{
			Step: SetupMode, Printer: p.Name, Device: p.Device, Profile: p.Profile, Correction: p.Correction,
			Documents: slices.Clone(p.Documents),
		}.read(p)
		return s.showTestPage()
	case ProbeAsked:
		s.Setup.Asked, s.Setup.Silent = true, false
		return s, []Cmd{ProbePrinter{s.Setup.Device}}
	case ProfilesShown:
		s.Setup.All, s.Setup.Page = true, 0
	case ProfilesTurned:
		s.Setup.Page = max(0, s.Setup.Page+m.By)
	case ProfileChosen:
		return profileChosen(s, m.Name)
	case TestPrinted:
		return s, []Cmd{s.Setup.testPage(s.Lang)}
	case SetupAnswered:
		if m.Yes {
			return setupNext(s)
		}
		s.Setup.Step, s.Setup.All = SetupWhat, false
	case EdgeMoved:
		s.Setup = s.Setup.moved(m)
	case DarkMoved:
		p, _ := s.printer(s.Setup.Printer)
		density := min(max(0, p.Density+m.By), MaxDensity)
		s.Setup.Correction.Density = &density
		return s, []Cmd{CorrectPrinter{s.Setup.Printer, s.Setup.Correction}, s.Setup.testPage(s.Lang)}
	case HanAnswered:
		if m.Row >= 0 && m.Row < len(TestHan) {
			s.Setup.Han[m.Row] = AnswerNo
			if m.Yes {
				s.Setup.Han[m.Row] = AnswerYes
			}
		}
	case CoverAnswered:
		s.Setup.Cover = CoverSilent
	case DocumentToggled:
		s.Setup.Documents = toggle(s.Setup.Documents, m.Document)
	case NameChosen:
		s.Setup.Name, s.Focus = m.Name, ""
	case SetupNext:
		if s.Setup.Step == SetupName {
			return printerNamed(s)
		}
		return setupNext(s)
	case SetupBack:
		return s.wentBack()
	case PrinterRemoved:
		s.Setup = Setup{}
		return s, []Cmd{RemovePrinter(m)}
	}
	return s, nil
}

// probed takes what the device in hand answered.
func (u *Setup) probed(m Probed) {
	u.Asked, u.Silent = false, m.Profile == ""
	if m.Profile != "" {
		u.Device = m.Device
	}
}

// answeredIn makes a profile the first choice of a device: what answered in a
// language is of that language, whatever its id says.
func (c *Counter) answeredIn(profile, device string) {
	at := slices.IndexFunc(c.Profiles, func(p ProfileChoice) bool { return p.Name == profile })
	if at < 0 {
		return
	}
	first := c.Profiles[at]
	first.Why = "answer"
	c.Devices = slices.Clone(c.Devices)
	for i, d := range c.Devices {
		if d.Device == bare(device) {
			rest := slices.DeleteFunc(slices.Clone(d.Choices), func(p ProfileChoice) bool { return p.Name == first.Name })
			c.Devices[i].Choices = append([]ProfileChoice{first}, rest...)
		}
	}
}

// newName is a name for a new printer: its maker's, made unlike the others.
func (c Counter) newName(model string) string {
	for n := 1; ; n++ {
		name := model
		if n > 1 {
			name += " " + string(rune('0'+n%10))
		}
		if _, taken := c.printer(name); !taken || n > 9 {
			return name
		}
	}
}

// modelName is the model of a profile; that of a whole language is the language.
func (c Counter) modelName(profile string) string {
	if language, generic := strings.CutPrefix(profile, "generic-"); generic {
		language, _, _ = strings.Cut(language, "-")
		return strings.ToUpper(language)
	}
	for _, p := range c.Profiles {
		if p.Name == profile && p.Model != "" {
			return p.Model
		}
	}
	return profile
}

// profileChosen tries a profile; a new device is given a name first.
func profileChosen(s State, profile string) (State, []Cmd) {
	s.Setup.Profile = profile
	if s.Setup.Printer == "" {
		s.Setup.Step, s.Setup.Name = SetupName, s.newName(s.modelName(profile))
		return s, nil
	}
	return s, s.Setup.tryProfile(s.Lang)
}

// printerNamed gives the new printer its name, if no other has it.
func printerNamed(s State) (State, []Cmd) {
	name := strings.TrimSpace(s.Setup.Name)
	s.Focus = ""
	if name == "" {
		return s, nil
	}
	if _, taken := s.printer(name); taken {
		return s.warn("setup.name-taken", "name", name), nil
	}
	s.Setup.Printer = name
	return s, s.Setup.tryProfile(s.Lang)
}

// tryProfile keeps the printer, so that the queue can print its test page like
// any other; it prints nothing else until the last step.
func (u *Setup) tryProfile(lang string) []Cmd {
	u.Step = SetupMode
	return []Cmd{SavePrinter{SetupDone{u.Printer, u.Device, u.Profile, u.Documents}}, u.testPage(lang)}
}
