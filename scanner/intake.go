package scanner

import (
	"errors"
	"maps"
	"sync"
	"time"
)

// ErrRepeated is in the Report of a scan that was seen less than RepeatWindow
// before.
var ErrRepeated = errors.New("scanner: same code again")

// Report is one line of a scanner and what became of it.
type Report struct {
	Frame Frame
	Scan  Scan  // zero if refused
	Err   error // nil, ErrRepeated or a *RefusedError
}

// Options is who else wants to know. All are called from the goroutine of the
// source and must return soon; nil is fine.
type Options struct {
	OnState  func(State)  // the state has changed
	OnReport func(Report) // a line was taken, dropped or refused

	// OnRead has bytes as they came, before they are taken; they are not to
	// be kept. For Observe.
	OnRead func(b []byte, now time.Time)
}

// Intake is the half that all sources of bytes share: lines, parsing,
// repetition, counters and state. Name, State and Counts may be called from
// any goroutine, the rest from the one that reads.
type Intake struct {
	name    string
	opts    Options
	lines   Lines
	repeats Repeats

	mu     sync.Mutex
	state  State
	counts Counts
}

// NewIntake returns the intake of the source called name.
func NewIntake(name string, opts Options) *Intake {
	return &Intake{name: name, opts: opts, counts: Counts{Refused: map[Reason]int{}}}
}

// Add takes bytes read at now and calls out for each scan they complete.
func (in *Intake) Add(b []byte, now time.Time, out func(Scan)) {
	if in.opts.OnRead != nil {
		in.opts.OnRead(b, now)
	}
	in.take(in.lines.Add(b, now), out)
}

// Flush takes what silence has ended; due at the time of Wake.
func (in *Intake) Flush(now time.Time, out func(Scan)) { in.take(in.lines.Flush(now), out) }

// Wake is when Flush is due; zero for not before the next byte.
func (in *Intake) Wake() time.Time { return in.lines.Wake() }

// Reset refuses the line begun when the scanner was unplugged.
func (in *Intake) Reset(now time.Time) { in.take(in.lines.Reset(now), func(Scan) {}) }

func (in *Intake) take(frames []Frame, out func(Scan)) {
	for _, f := range frames {
		text, sym, err := Parse(f)
		if text == "" && err == nil {
			continue
		}
		r := Report{Frame: f, Err: err}
		if err == nil {
			r.Scan = Scan{Text: text, Symbology: sym, Source: in.name, At: f.At}
			if in.repeats.Again(r.Scan) {
				r.Err = ErrRepeated
			}
		}
		in.count(r.Err)
		if in.opts.OnReport != nil {
			in.opts.OnReport(r)
		}
		if r.Err == nil {
			out(r.Scan)
		}
	}
}

func (in *Intake) count(err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	var refused *RefusedError
	switch {
	case err == nil:
		in.counts.Scans++
	case errors.As(err, &refused):
		in.counts.Refused[refused.Reason]++
	default:
		in.counts.Repeated++
	}
}

// SetState makes s the state and tells it on if it is another than before.
func (in *Intake) SetState(s State) {
	in.mu.Lock()
	changed := in.state != s
	in.state = s
	in.mu.Unlock()
	if changed && in.opts.OnState != nil {
		in.opts.OnState(s)
	}
}

// Name is the name given to NewIntake.
func (in *Intake) Name() string { return in.name }

// State is the state last set.
func (in *Intake) State() State {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.state
}

// Counts is a copy of the counters.
func (in *Intake) Counts() Counts {
	in.mu.Lock()
	defer in.mu.Unlock()
	c := in.counts
	c.Refused = maps.Clone(c.Refused)
	return c
}
