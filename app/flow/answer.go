package flow

import (
	"countertop/app/repair"
	"countertop/printer"
	"countertop/scanner"
)

// Scanned is a code read by any scanner.
type Scanned struct{ Scan scanner.Scan }

// Committed says that the events are durable. The result is that of Commit with
// its Also; without events there was nothing to do.
type Committed struct {
	Tag Tag
	repair.Result
}

// Failed says that nothing was stored. Rule is set when a rule of the shop
// refused; otherwise Problem is the key of a sentence.
type Failed struct {
	Tag     Tag
	Order   repair.OrderID
	Rule    *repair.RuleError
	Problem string
	// Row is the order as it is, if it exists.
	Row *Row
}

// FloorLoaded carries all machines in the shop.
type FloorLoaded struct{ Floor *repair.Floor }

// DueLoaded carries the orders with a call that is due.
type DueLoaded struct{ Rows []Row }

// CustomerHit is a customer that was found.
type CustomerHit struct {
	Customer repair.Customer
	Orders   int
	Devices  []repair.Device
}

// CustomersFound answers FindCustomers.
type CustomersFound struct {
	Text string
	Hits []CustomerHit
}

// OrdersFound answers FindOrders.
type OrdersFound struct {
	Text   string
	Serial bool
	Rows   []Row
}

// HistoryLoaded answers LoadHistory, newest first.
type HistoryLoaded struct {
	Serial string
	Rows   []Row
}

// OrderOpened answers OpenOrder.
type OrderOpened struct {
	Row Row
	For Screen
	Tag Tag
}

// DraftsLoaded lists parked check-ins.
type DraftsLoaded struct{ Drafts []DraftInfo }

// DraftOpened is a parked check-in read back; with Restored it is the one
// that was on the screen when the program ended.
type DraftOpened struct {
	CheckIn  CheckIn
	Restored bool
}

// StaffKnown answers CheckPIN and CheckBadge.
type StaffKnown struct{ Staff repair.Staff }

// StaffUnknown answers CheckPIN and CheckBadge; Locked when too many wrong
// PINs were tried.
type StaffUnknown struct{ Locked bool }

// CopyRead answers CheckCopy.
type CopyRead struct {
	Order   repair.OrderID
	Genuine bool
}

// PreviewDrawn is a print job as its dots. Approximate is one whose printer sets
// text in its own fonts: 近似.
type PreviewDrawn struct {
	Job         repair.PrintJob
	Bitmap      *printer.Bitmap
	Approximate bool
}

// AttemptsLoaded answers LoadAttempts, the oldest first.
type AttemptsLoaded struct {
	Job      int64
	Attempts []repair.PrintAttempt
}

// PeopleLoaded lists the staff.
type PeopleLoaded struct{ People []repair.Staff }

// PrinterState is what one printer is doing.
type PrinterState struct {
	Name, Model string
	// Virtual printers write pictures to a folder.
	Virtual bool
	// Fault is the reason it does not print, "" when it can. "stopped" waits for
	// an answer about each of its last two jobs.
	Fault string
	Known bool // its state could be read
	// Documents it prints.
	Documents []repair.Document
	// Fallback is the printer that takes its jobs when a fault lasts, "" if none.
	Fallback string
	// Device is its device string, Profile the name of its profile.
	Device, Profile string
	// WidthMM, HeightMM are the paper, HeightMM 0 a roll.
	WidthMM, HeightMM float64
	// Density is how dark it prints, 0 to 15; -1 if that cannot be said to it.
	Density int
	// HanFont says that its profile knows a Chinese font of the printer's own.
	HanFont bool
	// Added is a printer that was set up on the screen and can be removed there.
	Added bool
	// Way is how pages are said to it, and Correction what was found out about it.
	Mode       printer.RenderMode
	Correction printer.Correction
}

// PrinterChanged says that a printer's state changed.
type PrinterChanged struct{ Printer PrinterState }

// ScannerState is what one scanner is doing.
type ScannerState struct {
	Name, Device string
	Fault        string // "" when it can scan
	Scans        int    // handed on
	Repeated     int    // the same code again while in view
	Refused      int    // lines that were no text
	Last         string
	// Added is one that was set up on the screen: it can be renamed and removed.
	Added bool
}

// ScannerChanged says that a scanner's state changed.
type ScannerChanged struct{ Scanner ScannerState }

// JobsChanged carries the print jobs.
type JobsChanged struct{ Jobs []repair.PrintJob }

// HealthChanged carries what the machine reports of itself.
type HealthChanged struct{ Health Health }

func (Scanned) owner() Screen        { return roomDesk }
func (Committed) owner() Screen      { return roomDesk }
func (Failed) owner() Screen         { return roomDesk }
func (FloorLoaded) owner() Screen    { return roomCounter }
func (DueLoaded) owner() Screen      { return roomCounter }
func (CustomersFound) owner() Screen { return ScreenCheckIn }
func (OrdersFound) owner() Screen    { return ScreenFind }
func (HistoryLoaded) owner() Screen  { return ScreenCheckIn }
func (OrderOpened) owner() Screen    { return roomDesk }
func (DraftsLoaded) owner() Screen   { return roomCounter }
func (DraftOpened) owner() Screen    { return ScreenCheckIn }
func (StaffKnown) owner() Screen     { return ScreenSignIn }
func (StaffUnknown) owner() Screen   { return ScreenSignIn }
func (CopyRead) owner() Screen       { return roomDesk }
func (PreviewDrawn) owner() Screen   { return ScreenPrint }
func (AttemptsLoaded) owner() Screen { return ScreenPrint }
func (PeopleLoaded) owner() Screen   { return roomCounter }
func (PrinterChanged) owner() Screen { return roomCounter }
func (ScannerChanged) owner() Screen { return roomCounter }
func (JobsChanged) owner() Screen    { return roomCounter }
func (HealthChanged) owner() Screen  { return roomCounter }

func (Scanned) deskMsg()            {}
func (Committed) deskMsg()          {}
func (Failed) deskMsg()             {}
func (FloorLoaded) counterMsg()     {}
func (DueLoaded) counterMsg()       {}
func (CustomersFound) customerMsg() {}
func (OrdersFound) findMsg()        {}
func (HistoryLoaded) machineMsg()   {}
func (OrderOpened) deskMsg()        {}
func (DraftsLoaded) counterMsg()    {}
func (DraftOpened) visitMsg()       {}
func (StaffKnown) signInMsg()       {}
func (StaffUnknown) signInMsg()     {}
func (CopyRead) deskMsg()           {}
func (PreviewDrawn) printsMsg()     {}
func (AttemptsLoaded) printsMsg()   {}
func (PeopleLoaded) counterMsg()    {}
func (PrinterChanged) counterMsg()  {}
func (ScannerChanged) counterMsg()  {}
func (JobsChanged) counterMsg()     {}
func (HealthChanged) counterMsg()   {}

func (Committed) reported()      {}
func (Failed) reported()         {}
func (FloorLoaded) reported()    {}
func (DueLoaded) reported()      {}
func (CustomersFound) reported() {}
func (OrdersFound) reported()    {}
func (HistoryLoaded) reported()  {}
func (OrderOpened) reported()    {}
func (DraftsLoaded) reported()   {}
func (DraftOpened) reported()    {}
func (StaffKnown) reported()     {}
func (StaffUnknown) reported()   {}
func (CopyRead) reported()       {}
func (PreviewDrawn) reported()   {}
func (AttemptsLoaded) reported() {}
func (PeopleLoaded) reported()   {}
func (PrinterChanged) reported() {}
func (ScannerChanged) reported() {}
func (JobsChanged) reported()    {}
func (HealthChanged) reported()  {}
