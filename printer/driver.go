package printer

import (
	"context"
)

// JobOptions is what a job may ask for beyond its page image. The zero value prints
// one copy.
type JobOptions struct {
	// ID names the job; a printer that can echo gets a mark made from it.
	ID string
	// Copies is the number of copies; below 1 counts as 1.
	Copies int
}

// Progress is how far a job is. Sent and Total count its bytes. Fault is what
// the job waits for at the moment, or "".
type Progress struct {
	Sent, Total int
	Fault       Fault
}

// Driver speaks one command language over one Conn. It is for one goroutine.
// Every error is a *FaultError, or that of the context; after Unplugged the
// connection must be opened again.
type Driver interface {
	// Status asks the printer. The Status has Known false, and the error is
	// nil, if the printer is not able to answer. Timeout is a printer that is
	// and does not, Garbage one that answers nonsense.
	Status(ctx context.Context) (Status, error)
	// Ready returns nil if a job may be sent now: the printer says so, or it
	// cannot say. Otherwise the fault, or that of Status.
	Ready(ctx context.Context) error
	// Send encodes s and sends it. While the printer takes no bytes for a
	// fault it has reported, Send waits and keeps the data; report is called
	// after each chunk and about once a second of waiting. The error says by
	// Sent and Owed what has left.
	Send(ctx context.Context, s *PageImage, o JobOptions, report func(Progress)) error
	// Confirm waits until the job sent last is on paper: true if the printer
	// said so, false if it is not able to. It waits as long as the printer
	// reports a fault that a person can clear. Timeout means that the answer
	// is lost: the job may be out or not.
	Confirm(ctx context.Context, report func(Progress)) (bool, error)
	// Resync brings a printer back to command level that may still wait for
	// outstanding payload bytes of a broken job. Nothing is printed by it.
	Resync(ctx context.Context, outstanding int) error
}

// MaxPayload is the most raw bytes in one Segment, and so the most that a
// printer can wait for after a broken job.
const MaxPayload = 4096

// Segment is a piece of a job that leaves the printer at command level: some
// commands, the last of which may carry Payload raw bytes at the very end of
// Bytes (or before a line end).
type Segment struct {
	Bytes   []byte
	Payload int
}
