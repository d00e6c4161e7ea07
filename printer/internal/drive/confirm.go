package drive

import (
	"context"
	"errors"
	"time"

	"countertop/printer"
)

// Watch is how a driver finds the end of a job: in a status that it asks for
// again and again, or in what the printer sends by itself when the job is out.
// The zero value of each option is the printer that least can be said of.
type Watch struct {
	// Op is what errors name.
	Op string
	// Ask returns the status, or Timeout or Garbage.
	Ask func(context.Context) (printer.Status, error)
	// Listen waits for at most a time for what the printer sends by itself, and
	// says whether it has sent anything, and that the job is out. The status then
	// tells only what the job waits for. nil is a printer that sends nothing.
	Listen func(ctx context.Context, wait time.Duration) (heard, out bool, err error)
	// Limit is how long the job may take, and a printer may be silent.
	Limit time.Duration
	// Outstanding is what errors say of the job's bytes: those that the system
	// took may never have reached the printer.
	Outstanding int

	// Trusted is a printer of which ready and nothing left to print is enough.
	// Of others that is believed only after they were seen printing, for one that
	// forgot the job is ready too.
	Trusted bool
	// Prompt is a printer that is not ready between the end of the data and the
	// begin of the print: ready once, after printing, is the end. Others must say
	// it twice.
	Prompt bool
	// Quiet is a printer that is silent while it prints. The silence of others
	// may be that of one that was switched off, with the job in it.
	Quiet bool
	// Sure is a printer that surely says the end: if it did not, that is an error.
	// Of others the end is not known.
	Sure bool
	// MayBeDumb is a printer that perhaps does not answer at all.
	MayBeDumb bool
}

const (
	watchTime  = 50 * time.Millisecond
	listenTime = time.Second
)

// Confirm waits for the end; see printer.Driver.Confirm.
func (w Watch) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	ok, err := w.confirm(ctx, report)
	if fe, is := errors.AsType[*printer.FaultError](err); is {
		fe.Outstanding = w.Outstanding
	}
	return ok, err
}

func (w Watch) confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	s := sight{Watch: w}
	for s.end = time.Now().Add(w.Limit); ; {
		if out, err := s.listen(ctx, listenTime); out || err != nil {
			return out, err
		}
		st, err := w.Ask(ctx)
		if out, err := s.listen(ctx, 0); out || err != nil {
			return out, err // it came with the status
		}
		if err != nil && !errors.Is(err, printer.Timeout) && !errors.Is(err, printer.Garbage) {
			return false, err
		}
		if s.take(st, err) {
			return true, nil
		}
		report(printer.Progress{Fault: s.fault})
		if time.Now().After(s.end) {
			if s.unable(errors.Is(err, printer.Garbage)) {
				return false, nil
			}
			return false, &printer.FaultError{Fault: printer.Timeout, Op: w.Op}
		}
		if w.Listen == nil {
			if err := Sleep(ctx, watchTime); err != nil {
				return false, err
			}
		}
	}
}

// sight is what a Watch has seen of its job.
type sight struct {
	Watch
	end   time.Time
	fault printer.Fault // said last
	// printing is a printer that was seen with the job since the last fault; lost
	// one that may have lost it, answered one that has said anything, silent one
	// that said nothing last.
	printing, lost, answered, silent bool
	ready                            int // so often in a row
}

func (s *sight) listen(ctx context.Context, wait time.Duration) (out bool, err error) {
	if s.Listen == nil {
		return false, nil
	}
	heard, out, err := s.Listen(ctx, wait)
	if heard {
		s.end = time.Now().Add(s.Limit)
	}
	return out, err
}

// take looks at a status, and reports whether it is the end of the job.
func (s *sight) take(st printer.Status, err error) bool {
	s.silent = err != nil || !st.Known
	if s.silent {
		s.ready = 0
		if !s.Quiet {
			s.printing, s.lost = false, s.lost || s.answered || !s.MayBeDumb
		}
		return false
	}
	s.answered, s.fault = true, st.Fault()
	switch {
	case s.fault != "":
		s.printing, s.ready = false, 0
		s.lost = s.lost || s.Listen == nil // the others say it when it is out after all
		s.end = time.Now().Add(s.Limit)
	case st.Busy:
		s.printing, s.ready = true, 0
	case s.Listen == nil:
		s.ready++
		return (s.ready > 1 || s.Prompt) && s.printing || s.ready > 1 && s.Trusted && !s.lost
	}
	return false
}

// unable reports whether the printer cannot say the end, now that the time is
// over. One that talks nonsense is not dumb.
func (s *sight) unable(nonsense bool) bool {
	switch {
	case s.lost || s.printing:
		return false
	case s.answered:
		return !s.silent && !s.Sure
	}
	return s.MayBeDumb && !nonsense
}

// settleTime is how long a printer may be busy with what came before.
const settleTime = 10 * time.Second

// Settle is Driver.Ready for printers that print labels whole: it asks status
// once in poll until the printer is not busy, for ten seconds at most, so that the end of the
// label before is not taken for that of the next. The error is that of status, or
// the fault that the printer has.
func Settle(ctx context.Context, op string, poll time.Duration, status func(context.Context) (printer.Status, error)) error {
	for end := time.Now().Add(settleTime); ; {
		st, err := status(ctx)
		if err != nil {
			return err
		}
		if f := st.Fault(); f != "" {
			return &printer.FaultError{Fault: f, Op: op}
		}
		if !st.Busy || time.Now().After(end) {
			return nil
		}
		if err := Sleep(ctx, poll); err != nil {
			return err
		}
	}
}
