package scanners

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
)

// unit is one scanner. What it is called is told by its state.
type unit struct {
	device string
	added  bool // on the screen
	source scanner.Source
	post   func(flow.Msg)

	mu    sync.Mutex
	state flow.ScannerState

	// Of whoever holds Scanners.change.
	stop  context.CancelFunc // nil while it does not run
	done  chan struct{}
	watch *watcher
}

// newUnit returns the scanner at device, or what is wrong with that string.
func (m *Scanners) newUnit(device, name string, added bool) (*unit, error) {
	if name == "" {
		name = device
	}
	u := &unit{device: device, added: added, post: m.o.Post}
	u.state = flow.ScannerState{Name: name, Device: device, Fault: fault(scanner.Starting), Added: added}
	u.watch = &watcher{watched: m.o.Watched, tell: func(seen scanner.Observation) {
		u.post(flow.ScannerSeen{Device: device, Seen: seen})
	}}
	var err error
	u.source, err = m.open(device, scanner.Options{
		OnState: func(s scanner.State) {
			u.change(func(st *flow.ScannerState) { st.Fault = fault(s.Link) })
			m.o.Log.Info("scanner", "device", device, "state", s.Link.String(), "detail", s.Detail)
		},
		OnRead: u.watch.read,
		OnReport: func(r scanner.Report) {
			var refused *scanner.RefusedError
			switch {
			case errors.Is(r.Err, scanner.ErrRepeated):
				u.change(func(st *flow.ScannerState) { st.Repeated++ })
			case errors.As(r.Err, &refused):
				u.post(flow.ScanRefused{Device: device, Reason: refused.Reason}) // first: somebody waits for it
				u.change(func(st *flow.ScannerState) { st.Refused++ })
			}
		},
	})
	return u, err
}

// fault is the key of a link that is not as it should be.
func fault(l scanner.Link) string {
	if l == scanner.Connected {
		return ""
	}
	return strings.ReplaceAll(l.String(), " ", "-")
}

// change changes the state and says so.
func (u *unit) change(f func(*flow.ScannerState)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	f(&u.state)
	u.post(flow.ScannerChanged{Scanner: u.state}) // held, so that the last that is posted is true
}

func (u *unit) name() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.state.Name
}

// start begins to read u; change is held.
func (m *Scanners) start(u *unit) {
	if m.ctx == nil || m.ctx.Err() != nil {
		return
	}
	ctx, stop := context.WithCancel(m.ctx)
	done := make(chan struct{})
	u.stop, u.done = stop, done
	u.change(func(*flow.ScannerState) {})
	m.work.Go(func() {
		defer close(done)
		defer u.watch.close()
		_ = u.source.Run(ctx, func(s scanner.Scan) { // ends with ctx only
			u.post(flow.Scanned{Scan: s}) // first: somebody waits for it
			u.change(func(st *flow.ScannerState) { st.Scans, st.Last = st.Scans+1, repair.ShownScan(s.Text) })
		})
	})
}

// end ends the reading of u, if it runs; change is held.
func (u *unit) end() {
	if u.stop == nil {
		return
	}
	u.stop()
	<-u.done
	u.stop = nil
}

// watcher looks at what one scanner sends while somebody looks at the page.
type watcher struct {
	watched func() bool
	tell    func(scanner.Observation)

	mu    sync.Mutex
	seen  scanner.Observation
	timer *time.Timer
}

// read takes bytes, or nil when the end of a line may be due.
func (w *watcher) read(b []byte, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	if !w.watched() {
		w.seen = scanner.Observation{} // nothing is kept of what nobody wants to see
		return
	}
	for {
		// A read may hold several lines, and each is to be told.
		n := len(b)
		if i := bytes.IndexAny(b, "\r\n\t\x03"); i >= 0 {
			n = i + 1
		}
		was := w.seen
		w.seen = scanner.Observe(w.seen, b[:n], now)
		if w.seen.Count != was.Count || w.seen.Suffix != was.Suffix {
			w.tell(w.seen)
		}
		if b = b[n:]; len(b) == 0 {
			break
		}
	}
	if wake := w.seen.Wake(); !wake.IsZero() {
		w.timer = time.AfterFunc(time.Until(wake), func() { w.read(nil, time.Now()) })
	}
}

// close ends the wait for the end of a line.
func (w *watcher) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
}
