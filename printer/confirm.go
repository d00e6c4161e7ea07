package printer

import (
	"context"
	"errors"
	"time"
)

// Watch is how a driver finds the end of a job in a status that it asks for
// again and again.
type Watch struct {
	// Op is what errors name.
	Op string
	// Ask returns the status, or Timeout or Garbage.
	Ask func(context.Context) (Status, error)
	// Limit is how long the job may take, and a printer may be silent.
	Limit time.Duration
	// Trusted is a printer of which ready and nothing left to print is enough.
	// Of others that is believed only after they were seen printing, for one that
	// forgot the job is ready too.
	Trusted bool
	// Quiet is a printer that is silent while it prints. The silence of others
	// may be that of one that was switched off, with the job in it.
	Quiet bool
	// MayBeDumb is a printer that perhaps does not answer at all.
	MayBeDumb bool
}

const watchTime = 50 * time.Millisecond

// Confirm waits for the end; see Driver.Confirm. Ready must be said twice: once
// may be between the end of the data and the begin of the print.
func (w Watch) Confirm(ctx context.Context, report func(Progress)) (bool, error) {
	var printing, lost, answered bool
	ready := 0
	for end := time.Now().Add(w.Limit); ; {
		st, err := w.Ask(ctx)
		silent := errors.Is(err, Timeout) || errors.Is(err, Garbage)
		switch f := st.Fault(); {
		case err != nil && !silent:
			return false, err
		case silent || !st.Known:
			ready = 0
			if !w.Quiet {
				printing, lost = false, lost || answered || !w.MayBeDumb
			}
		case f != "":
			report(Progress{Fault: f})
			answered, printing, lost, ready = true, false, true, 0
			end = time.Now().Add(w.Limit)
		case st.Busy:
			report(Progress{})
			answered, printing, ready = true, true, 0
		default:
			answered = true
			ready++
			if ready > 1 && (printing || w.Trusted && !lost) {
				return true, nil
			}
		}
		if time.Now().After(end) {
			if !lost && (answered && !printing || !answered && w.MayBeDumb) {
				return false, nil
			}
			return false, &FaultError{Fault: Timeout, Op: w.Op}
		}
		if err := Sleep(ctx, watchTime); err != nil {
			return false, err
		}
	}
}

// settleTime is how long a printer may be busy with what came before.
const settleTime = 10 * time.Second

// Settle is Driver.Ready for printers that print labels whole: it asks status
// once in poll until the printer is not busy, for ten seconds at most, so that the end of the
// label before is not taken for that of the next. The error is that of status, or
// the fault that the printer has.
func Settle(ctx context.Context, op string, poll time.Duration, status func(context.Context) (Status, error)) error {
	for end := time.Now().Add(settleTime); ; {
		st, err := status(ctx)
		if err != nil {
			return err
		}
		if f := st.Fault(); f != "" {
			return &FaultError{Fault: f, Op: op}
		}
		if !st.Busy || time.Now().After(end) {
			return nil
		}
		if err := Sleep(ctx, poll); err != nil {
			return err
		}
	}
}
