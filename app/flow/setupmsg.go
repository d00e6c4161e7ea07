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

func (DevicesFound) msg()    {}
func (DeviceChosen) msg()    {}
func (PrinterChosen) msg()   {}
func (ProbeAsked) msg()      {}
func (Probed) msg()          {}
func (ProfilesShown) msg()   {}
func (ProfilesTurned) msg()  {}
func (ProfileChosen) msg()   {}
func (NameChosen) msg()      {}
func (TestPrinted) msg()     {}
func (SetupAnswered) msg()   {}
func (EdgeMoved) msg()       {}
func (DarkMoved) msg()       {}
func (HanAnswered) msg()     {}
func (CoverAnswered) msg()   {}
func (DocumentToggled) msg() {}
func (SetupNext) msg()       {}
func (SetupBack) msg()       {}
func (PrinterRemoved) msg()  {}

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

func (PrinterGone) msg() {}
