package app

import (
	"sync"
	"time"

	"countertop/app/flow"
)

// item is one thing for the game loop: a message, a key, the pointer, a window
// that lost its picture, a display of another width, or a function to run.
type item struct {
	at      time.Time
	msg     flow.Msg
	key     flow.Key
	pointer *pointing
	exposed bool
	resized bool // the display has another width in mm
	do      func()
}

// inbox is a queue without a bound: whoever reports something never waits for
// the screen.
type inbox struct {
	mu     sync.Mutex
	items  []item
	closed bool
}

// put reports whether the loop must be woken: it is not if it already was.
func (b *inbox) put(it item) (wake bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.items = append(b.items, it)
	return len(b.items) == 1
}

func (b *inbox) take() []item {
	b.mu.Lock()
	defer b.mu.Unlock()
	items := b.items
	b.items = nil
	return items
}

func (b *inbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.items, b.closed = nil, true
}

// latencies is a ring of the last samples.
type latencies struct {
	mu   sync.Mutex
	ring [1024]time.Duration
	n    int
}

func (l *latencies) add(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ring[l.n%len(l.ring)] = d
	l.n++
}

func (l *latencies) all() []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.n <= len(l.ring) {
		return append([]time.Duration(nil), l.ring[:l.n]...)
	}
	at := l.n % len(l.ring)
	return append(append([]time.Duration(nil), l.ring[at:]...), l.ring[:at]...)
}
