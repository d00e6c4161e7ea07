package printer

import "strings"

// Fault is one thing that keeps a printer from printing. It is an error, so
// that errors.Is(err, printer.PaperOut) finds it inside a *FaultError. Its text
// is a stable key: the store keeps it and the screen looks its words up by it.
type Fault string

// What a printer reports of itself.
const (
	PaperOut  Fault = "paper-out"
	CoverOpen Fault = "cover-open"
	RibbonOut Fault = "ribbon-out"
	Jam       Fault = "jam"
	CutterJam Fault = "cutter-jam"
	HeadHot   Fault = "head-hot" // cools down and goes on by itself
	Paused    Fault = "paused"   // waits for its button
	Offline   Fault = "offline"  // off, unreachable, or says offline and not why
	Broken    Fault = "broken"   // needs a power cycle
)

// What happens to the connection.
const (
	Timeout      Fault = "timeout"       // no answer to a question
	Stalled      Fault = "stalled"       // takes no more bytes, and not known why
	Unplugged    Fault = "unplugged"     // the device or the connection is gone
	Busy         Fault = "busy"          // another program has the device
	NoPermission Fault = "no-permission" // FaultError.Group is the group that has it
	Garbage      Fault = "garbage"       // answers that are no answers: wrong baud rate or language
)

func (f Fault) Error() string { return strings.ReplaceAll(string(f), "-", " ") }

// FaultError is a Fault with what was being done.
type FaultError struct {
	Fault Fault
	// Op is what failed, as "tspl: status" or "open serial:/dev/ttyUSB0".
	Op string
	// Group is the unix group that may open the device, with NoPermission.
	Group string
	// Sent is the number of bytes of the job that have left. 0 means that
	// nothing can have been printed and the job may be sent again.
	Sent int
	// Owed is the most payload bytes that the printer may still wait for
	// before it takes commands again; see Driver.Resync.
	Outstanding int
	// Err is the cause, or nil.
	Err error
}

func (e *FaultError) Error() string {
	s := e.Op + ": " + e.Fault.Error()
	if e.Group != "" {
		s += " (this user is not in group " + e.Group + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the Fault and the cause to errors.Is and errors.As.
func (e *FaultError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Fault}
	}
	return []error{e.Fault, e.Err}
}
