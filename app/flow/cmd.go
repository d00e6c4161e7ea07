package flow

import (
	"strings"

	"countertop/app/repair"
	"countertop/printer"
)

// Cmd is one thing to do outside the kernel.
//
//sumtype:decl
type Cmd interface{ cmd() }

// Tag says what asked, and comes back with the answer: the screen by its name,
// and what it was.
type Tag string

// The tags.
const (
	TagNumber  Tag = "check-in/number" // the machine got its number
	TagCheckIn Tag = "check-in/signed" // the customer signed
	TagVoid    Tag = "check-in/void"
	TagScan    Tag = "scan/move"
	TagUndo    Tag = "scan/undo"
	TagTest    Tag = "test/saved"
	TagSheet   Tag = "test/kept" // answers of a sheet, kept as the person goes on
	TagPickup  Tag = "pickup/handed-over"
	TagGates   Tag = "pickup/gates"  // test lines
	TagFailed  Tag = "pickup/failed" // test lines, of which one did not pass
	TagOrder   Tag = "order/changed" // return unrepaired, follow-up
	TagCorrect Tag = "correct/kept"
	TagService Tag = "service/kept"
	TagEnquiry Tag = "enquiry/saved"
	TagStock   Tag = "stock-take/kept"
	// TagCustomer is a customer who was merged or erased.
	TagCustomer Tag = "customer/kept"
)

// owner is the screen that asked.
func (t Tag) owner() Screen {
	name, _, _ := strings.Cut(string(t), "/")
	return Screen(name)
}

// Commit asks the store to decide c on an order again and append its events.
// Answered by Committed or Failed.
type Commit struct {
	Tag     Tag
	Order   repair.OrderID
	Command repair.Command
	By      repair.StaffID
	// Also are further commands of the same act: all are stored, or none.
	Also []repair.OrderCommand
	// Signs is the page that a customer signed with this act: its wording is the
	// text of the documents that the commands were signed on, also when the act is
	// tried again. nil is none.
	Signs *SignedPage
}

// LoadFloor reads all machines in the shop. Answered by FloorLoaded.
type LoadFloor struct{}

// LoadDue reads the orders with a call that is due. Answered by DueLoaded.
type LoadDue struct{}

// FindCustomers looks customers up by any fragment of what is known of them and
// their machines. Answered by CustomersFound.
type FindCustomers struct{ Text string }

// FindOrders looks orders up by any fragment. Answered by OrdersFound.
type FindOrders struct {
	Text string
	// Serial asks for a whole serial number only: a scan, not typing. Or are more
	// numbers of the same label, asked for one by one if there is no such machine;
	// Problem is the sentence on that.
	Serial  bool
	Or      []string
	Problem string
}

// LoadHistory reads the earlier orders of a serial number or an IMEI. Answered by
// HistoryLoaded.
type LoadHistory struct{ Serial string }

// OpenOrder reads one order. Answered by OrderOpened or Failed.
type OpenOrder struct {
	Order repair.OrderID
	For   Screen
	Tag   Tag
}

// SaveDraft keeps the check-in as it stands; a draft survives a power cut.
type SaveDraft struct{ CheckIn CheckIn }

// SavePickup keeps a pickup as it stands, until the machine is handed over or the
// day is over.
type SavePickup struct{ Pickup Pickup }

// DropDraft forgets a finished or void draft.
type DropDraft struct{ ID string }

// LoadDrafts lists parked check-ins. Answered by DraftsLoaded.
type LoadDrafts struct{}

// OpenDraft reads a parked check-in. Answered by DraftOpened.
type OpenDraft struct{ ID string }

// CheckPIN asks who a name and PIN are. Answered by StaffKnown or
// StaffUnknown. Page is the screen that the customer has, "" if it is none: what
// is tried there counts against it and not against the person.
type CheckPIN struct {
	Staff repair.StaffID
	PIN   string
	Page  Screen
}

// CheckBadge asks whose badge a code is. Answered by StaffKnown or
// StaffUnknown.
type CheckBadge struct{ Code string }

// CheckCopy asks whether a customer copy is genuine. Answered by CopyRead.
type CheckCopy struct {
	Code  string
	Order repair.OrderID
}

// Preview draws a print job as it will come out. Answered by PreviewDrawn.
type Preview struct{ Job repair.PrintJob }

// LoadAttempts reads each time that a job was sent to a printer. Answered by
// AttemptsLoaded.
type LoadAttempts struct{ Job int64 }

// Reprint asks for another copy, marked 补打, in the same words; with Latest, as
// the order is now. One that was asked for and is not begun is not asked for
// again.
type Reprint struct {
	Job    int64
	Latest bool
}

// AnswerUncertain says whether an uncertain job came out; if not, it is
// printed again as a marked copy. By is "" if nobody is signed in.
type AnswerUncertain struct {
	Job     int64
	Printed bool
	By      repair.StaffID
}

// CorrectPrinter keeps what a person found out about a printer by its test
// print; the next job is printed with it. Answered by PrinterChanged.
type CorrectPrinter struct {
	Printer    string
	Correction printer.Correction
}

// CancelJob gives a job up whose bytes have not begun.
type CancelJob struct{ Job int64 }

// FallBack gives the waiting jobs of one printer to another.
type FallBack struct{ From, To string }

// AddJobs prints documents that no order asked for: shelf labels, badges.
type AddJobs struct{ Jobs []repair.PrintJob }

// Play makes a sound.
type Play struct{ Sound Sound }

// SaveStock keeps a stock-take as it stands: what was scanned is kept before the
// next scan. Key is the item that it is kept for, if it is for one. Answered by
// StockSaved; a retry keeps the same again.
type SaveStock struct {
	Take repair.StockTake
	Key  string
}

// KeepLang stores the language of the screen.
type KeepLang struct{ Lang string }

// Sound is a kind of sound.
type Sound string

// The sounds.
const (
	SoundMoved   Sound = "moved"
	SoundRefused Sound = "refused"
	SoundUnknown Sound = "unknown"
	SoundAgain   Sound = "again"
	SoundDone    Sound = "done"
	SoundKey     Sound = "key"
)

func (Commit) cmd()          {}
func (LoadFloor) cmd()       {}
func (LoadDue) cmd()         {}
func (FindCustomers) cmd()   {}
func (FindOrders) cmd()      {}
func (LoadHistory) cmd()     {}
func (OpenOrder) cmd()       {}
func (SaveDraft) cmd()       {}
func (SavePickup) cmd()      {}
func (DropDraft) cmd()       {}
func (LoadDrafts) cmd()      {}
func (OpenDraft) cmd()       {}
func (CheckPIN) cmd()        {}
func (CheckBadge) cmd()      {}
func (CheckCopy) cmd()       {}
func (Preview) cmd()         {}
func (LoadAttempts) cmd()    {}
func (Reprint) cmd()         {}
func (AnswerUncertain) cmd() {}
func (CorrectPrinter) cmd()  {}
func (CancelJob) cmd()       {}
func (FallBack) cmd()        {}
func (AddJobs) cmd()         {}
func (Play) cmd()            {}
func (SaveStock) cmd()       {}
func (KeepLang) cmd()        {}
