package repair

import "time"

// Document is a printed document of the shop.
type Document string

// The documents that orders print.
const (
	DocDeviceTag     Document = "device-tag"
	DocCustomerCopy  Document = "customer-copy"
	DocAccessory     Document = "accessory"
	DocRepairLabel   Document = "repair-record"
	DocPickupReceipt Document = "pickup-receipt"
	DocShelf         Document = "shelf"
	DocSlot          Document = "slot"
	DocBadge         Document = "staff-badge"
	DocQuotation     Document = "quotation"
	DocStub          Document = "stub"
	DocOldPart       Document = "old-part" // Index is the old part's, from 1
	DocLoaner        Document = "loaner"
	DocPeerSlip      Document = "peer-slip"
	DocFactorySlip   Document = "factory-slip"
	DocFolder        Document = "folder"     // Subject is the folder's stage
	DocDayClose      Document = "day-close"  // Subject is the day and, behind a space, who closes it
	DocTestSheet     Document = "test-sheet" // Subject is "blank" without answers
	DocStockTake     Document = "stock-take" // Subject is its number
	DocRecovery      Document = "recovery"   // Subject is a name for the code, which is kept nowhere
	DocTestPage      Document = "test-page"  // Subject is the printer's name
)

// The pages of DocTestPage, by Index: 1 and 2 show what a printer does, this
// one holds all codes to try a scanner with. On labels they are parted: the
// page behind it has the first ScannerTestCodes of them, and so on.
const (
	ScannerTestPage  = 10
	ScannerTestCodes = 3
)

// LabelDocuments are stuck on something, SlipDocuments come from a roll; the
// test page is both.
var (
	LabelDocuments = []Document{
		DocDeviceTag, DocAccessory, DocRepairLabel, DocOldPart, DocShelf, DocSlot, DocFolder, DocBadge,
	}
	SlipDocuments = []Document{
		DocCustomerCopy, DocPickupReceipt, DocQuotation, DocStub, DocLoaner, DocPeerSlip, DocFactorySlip, DocDayClose, DocTestSheet,
		DocStockTake, DocRecovery,
	}
)

// JobState is where a print job is; see printer/spool for the machine.
type JobState string

// The states of a job. Queued and held jobs are sent by themselves; a job
// whose bytes have begun and whose end is unknown is uncertain and waits for a
// person.
const (
	JobQueued    JobState = "queued"
	JobHeld      JobState = "held"
	JobSending   JobState = "sending"
	JobSent      JobState = "sent"      // all bytes out, the printer does not report
	JobPrinted   JobState = "printed"   // confirmed by the printer or a person
	JobUncertain JobState = "uncertain" // a person is asked
	JobFailed    JobState = "failed"    // the document could not be made
	JobCancelled JobState = "cancelled"
)

// PrintJob is one label or slip that was asked for. It is a row from the
// moment it is wanted until it is known to be out.
type PrintJob struct {
	ID       int64
	Document Document
	Order    OrderID // "" for shelf labels and badges
	// Index is the accessory's number, from 1.
	Index int
	// Subject is the code text of a shelf or badge label.
	Subject string
	// Copy is 1 for the first print; 2 and up are marked 补打.
	Copy int
	// ReprintOf is the job that this is a further copy of, with the same words;
	// 0 is a document of its own.
	ReprintOf int64
	Lang      string
	Printer   string // the printer that has it, by name
	// MovedFrom is the printer that had it before, "" if none.
	MovedFrom string
	State     JobState
	Fault     string // why it is held, uncertain or failed
	BytesSent int
	Attempts  int
	At        time.Time
}

// JobChange is where a print job has come to.
type JobChange struct {
	State JobState
	// Fault is why it is held, uncertain or failed.
	Fault string
	// Printer is who says so; a job that another has now is a conflict. "" is a
	// person.
	Printer string
	// Sent of Total bytes have left.
	Sent, Total int
	// Status is what the printer says of itself: "ready", a fault or "".
	Status string
}

// PrintAttempt is one time that a job was sent to a printer.
type PrintAttempt struct {
	Job     int64
	Printer string
	Copy    int
	// Begun is when the first byte was about to leave; Ended is zero until the
	// end is known.
	Begun, Ended time.Time
	// Sent of Total bytes have left; Total is 0 if it is not known.
	Sent, Total int
	// Before and After are what the printer said of itself: "ready", a fault, or
	// "" if it said nothing.
	Before, After string
	// State is how it ended, JobSending until then, and Fault why.
	State JobState
	Fault string
	// CameOut is what a person answered; Answered is zero if none has.
	CameOut    bool
	AnsweredBy StaffID // "" if nobody was signed in
	Answered   time.Time
}

// Wanted returns the documents that an event asks for, with the order as it
// is after it: at check-in the tag, the customer's copy and a label for each
// accessory (W10, K06); the tag again when its reason or state changes (P03,
// R04), and the repair label with the OK; the receipt at pickup; and the paper
// of quotes, old parts, loans and trips (K04, P07, S07, S01, S02).
func Wanted(o Order, e Event) (jobs []PrintJob) {
	add := func(d Document, i int) {
		jobs = append(jobs, PrintJob{Document: d, Order: o.ID, Index: i, Copy: 1, State: JobQueued, At: e.At})
	}
	switch b := e.Body.(type) {
	case CheckedIn:
		add(DocDeviceTag, 0)
		if b.OnTheSpot {
			break // nothing leaves the counter; the receipt comes at its end
		}
		add(DocCustomerCopy, 0)
		for i := range b.Accessories {
			add(DocAccessory, i+1)
		}
	case Moved:
		if o.OnTheSpot && b.From.Kind == PlaceCounter {
			// It stays after all: it needs a place on its tag, and the customer
			// what the others got.
			if b.To.Kind != ShelfAwaitingParts && !b.OK {
				add(DocDeviceTag, 0)
			}
			add(DocCustomerCopy, 0)
			for i := range o.Accessories {
				add(DocAccessory, i+1)
			}
		}
		if b.To.Kind == ShelfAwaitingParts {
			add(DocDeviceTag, 0)
		}
		if b.OK {
			add(DocDeviceTag, 0)
			add(DocRepairLabel, 0)
		}
	case PickedUp:
		add(DocPickupReceipt, 0)
	case Quoted:
		add(DocQuotation, 0)
		if o.Place.Kind == ShelfAwaitingParts {
			add(DocDeviceTag, 0)
		}
	case QuoteAnswered:
		if o.Place.Kind == ShelfAwaitingParts && b.Answer.Agreed {
			add(DocDeviceTag, 0) // 待报价 becomes 待备件
		}
	case OldPartKept:
		add(DocOldPart, len(o.OldPartBags))
	case LoanerLent:
		add(DocLoaner, 0)
	case SentOut:
		if b.Consignment.To == PlaceFactory {
			add(DocFactorySlip, 0)
		} else {
			add(DocPeerSlip, 0)
		}
	default: // goes without paper
	}
	return jobs
}
