package scanner

import (
	"context"
	"time"
)

// Scan is one code that a scanner has read.
type Scan struct {
	Text      string    // printable UTF-8 and Separators, at least one character, without prefix, suffix and outer spaces
	Symbology Symbology // zero unless the scanner sends AIM identifiers; most do not
	Source    string    // Name of the source
	At        time.Time // when its last character was in
}

// Source is one scanner, connected or not.
type Source interface {
	// Name is the device as configured. It stays the same when the scanner is
	// unplugged and plugged in again.
	Name() string

	// Run reads the scanner and calls out for each scan, in order and from one
	// goroutine, until ctx is done; then it returns ctx.Err(). A scanner that is
	// missing, busy or locked away is a State and no reason to return: Run
	// keeps trying. While out does not return, nothing is read.
	Run(ctx context.Context, out func(Scan)) error

	// State is how the scanner is now. It may be called from any goroutine.
	State() State
}

// State is what a person should know of a scanner.
type State struct {
	Link   Link
	Detail string // one plain English sentence for log and diagnosis; empty when connected
}

// Link is the connection to a scanner.
type Link uint8

// The links. The zero value is a source that was not run yet.
const (
	Starting     Link = iota
	Connected         // scans can come
	Unplugged         // the device is not there
	NoPermission      // it is there, and this user may not open it
	Busy              // another program has it
	Failed            // it is there and does not work as a scanner; Detail says why
)

// String returns the name of l in lower case.
func (l Link) String() string {
	switch l {
	case Starting:
		return "starting"
	case Connected:
		return "connected"
	case Unplugged:
		return "unplugged"
	case NoPermission:
		return "no permission"
	case Busy:
		return "busy"
	case Failed:
		return "failed"
	default:
		return "unknown"
	}
}

// Counts is what came from a scanner since the start.
type Counts struct {
	Scans    int            // handed on
	Repeated int            // the same code again while in view
	Refused  map[Reason]int // never a scan, by reason
}
