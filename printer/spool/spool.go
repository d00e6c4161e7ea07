package spool

import (
	"context"

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

// Job is one document to print.
type Job struct {
	ID    int64
	State State
	// Fault is why it is held.
	Fault string
	// Data is what Render draws; the worker does not look at it.
	Data any
}

// Queue is the durable queue of one printer.
type Queue interface {
	// Next returns the oldest job that is queued or held, and leaves it as it
	// is; false if there is none.
	Next(ctx context.Context) (Job, bool, error)
	// Set has written the state down when it returns nil: why is the fault that
	// a job is held or uncertain for, or the sentence why it failed; bytes is
	// how many have left. An error from Set(Sending) keeps the job from being
	// sent; a job that a person has cancelled meanwhile answers with one.
	Set(ctx context.Context, id int64, s State, why string, bytes int) error
}

// Recovery is an extra ability of a Queue: to tell which jobs an earlier run
// left in the middle. Those that are Sending become Uncertain; if there are any,
// the printer may still wait for the rest and is brought back first.
type Recovery interface {
	Interrupted(ctx context.Context) ([]Job, error)
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
