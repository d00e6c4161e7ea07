package scannertest

import (
	"context"
	"sync"
	"time"

	"countertop/scanner"
)

// Fake is a source that hands on what it is told to. Its methods may be called
// from several goroutines, before and while it runs.
type Fake struct {
	name    string
	onState func(scanner.State)
	more    chan struct{} // holds one token when queue has grown

	mu    sync.Mutex
	queue []any // scanner.Scan or scanner.State
	state scanner.State
}

var _ scanner.Source = (*Fake)(nil)

// NewFake returns a connected source that begins with a scan of each of texts.
// Of opts it heeds OnState.
func NewFake(name string, opts scanner.Options, texts ...string) *Fake {
	f := &Fake{name: name, onState: opts.OnState, more: make(chan struct{}, 1)}
	f.put(scanner.State{Link: scanner.Connected})
	for _, t := range texts {
		f.Scan(t)
	}
	return f
}

// Name is the name given to NewFake.
func (f *Fake) Name() string { return f.name }

// Scan appends a scan of text to the script. It does not wait for it.
func (f *Fake) Scan(text string) { f.put(scanner.Scan{Text: text, Source: f.name}) }

// SetState appends a change of state to the script: it shows when the scans
// before it are handed on.
func (f *Fake) SetState(s scanner.State) { f.put(s) }

// State is the state that the script has come to.
func (f *Fake) State() scanner.State {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state
}

// Run plays the script, and what is appended to it, until ctx is done. A scan
// is stamped when it is handed on.
func (f *Fake) Run(ctx context.Context, out func(scanner.Scan)) error {
	for {
		switch next := f.take().(type) {
		case scanner.Scan:
			next.At = time.Now()
			out(next)
		case scanner.State:
			if f.onState != nil {
				f.onState(next)
			}
		default:
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-f.more:
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

func (f *Fake) put(item any) {
	f.mu.Lock()
	f.queue = append(f.queue, item)
	f.mu.Unlock()
	select {
	case f.more <- struct{}{}:
	default:
	}
}

// take returns the next of the script, nil if there is none.
func (f *Fake) take() any {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.queue) == 0 {
		return nil
	}
	next := f.queue[0]
	f.queue = f.queue[1:]
	if s, ok := next.(scanner.State); ok {
		f.state = s
	}
	return next
}
