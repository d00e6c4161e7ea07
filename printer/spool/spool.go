package spool

import (
	"context"
	"errors"

	"countertop/printer"
)

// State is where a job is.
type State string

// The states; doc.go has the ways between them.
const (
	Queued    State = "queued"
	Held      State = "held"
	Sending   State = "sending"
	Sent      State = "sent"
	Printed   State = "printed"
	Uncertain State = "uncertain"
	Failed    State = "failed"
)

// Stopped is the fault of a printer whose last two jobs are uncertain: it waits
// until a person has answered for them.
const Stopped printer.Fault = "stopped"

// ErrLater is wrapped by errors of Render that say nothing against the document:
// the job stays as it is and is tried again.
var ErrLater = errors.New("spool: not now")

// Job is one document to print.
type Job struct {
	ID    int64
	State State
	// Fault is why it is held.
	Fault string
	// Data is what Render draws; the worker does not look at it.
	Data any
}

// Change is where a job has come to.
type Change struct {
	Job   int64
	State State
	// Why is the fault that it is held or uncertain for, or the sentence why it
	// failed.
	Why string
	// Sent of Total bytes have left; Total is 0 if it is not known.
	Sent, Total int
	// Status is what the printer says of itself: "ready", a fault, or "" if it
	// says nothing.
	Status string
}

// Queue is the durable queue of one printer. A job that an earlier run left
// Sending is Uncertain in it from the start.
type Queue interface {
	// Next returns the oldest job that is queued or held, and leaves it as it
	// is; false if there is none.
	Next(ctx context.Context) (Job, bool, error)
	// Set has written the change down when it returns nil. An error from a
	// change to Sending keeps the job from being sent; a job that a person has
	// cancelled or given to another printer meanwhile answers with one.
	Set(ctx context.Context, c Change) error
	// Uncertain looks at the last two jobs that bytes of have left for this printer:
	// how many in a row, from the last back, became uncertain, and for how many
	// of these a person has not answered.
	Uncertain(ctx context.Context) (uncertain, unanswered int, err error)
}

// Status is what a printer is doing.
type Status struct {
	// Fault is why it does not print, "" if it can.
	Fault printer.Fault
	// Err says more about the fault, for the log.
	Err error
	// Known is false as long as the printer's state could not be read.
	Known bool
	// Job is the one in hand, 0 if there is none, and State where it is.
	Job   int64
	State State
	// Sent and Total are its bytes.
	Sent, Total int
}

// word is the status in a word, as in Change.
func (s Status) word() string {
	switch {
	case s.Fault != "":
		return string(s.Fault)
	case s.Known:
		return "ready"
	}
	return ""
}
