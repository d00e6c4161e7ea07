package flow

import "countertop/app/repair"

// Messages of the setup.
type (
	// DevicesFound lists what is connected, and Profiles all there are.
	DevicesFound struct {
		Devices  []ConnectedDevice
		Profiles []ProfileChoice
	}
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
	// LidAnswered says that the cover is open and the printer says nothing.
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

func (DevicesFound) owner() Screen    { return roomCounter }
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

func (DevicesFound) counterMsg()  {}
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

func (DevicesFound) reported() {}
func (Probed) reported()       {}

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

func (SavePrinter) cmd()   {}
func (RemovePrinter) cmd() {}
func (ProbePrinter) cmd()  {}
func (FindDevices) cmd()   {}
func (LookAt) cmd()        {}

// PrinterGone says that a printer is no more.
type PrinterGone struct{ Name string }

func (PrinterGone) owner() Screen { return roomCounter }

func (PrinterGone) counterMsg() {}

func (PrinterGone) reported() {}
