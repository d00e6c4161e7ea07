package store

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"countertop/app/repair"
)

// anchorPause is the least time between two anchors: their fsync must not
// stand in the way of commits.
const anchorPause = time.Second

// anchor is the end of a station's journal, kept outside the database. A
// damaged log can hide the last transactions from SQLite itself; only this
// tells.
type anchor struct {
	origin string
	head   head
	number repair.OrderID // the last order number given, or ""
}

func (a anchor) String() string {
	return fmt.Sprintf("%s %d %s %s\n", a.origin, a.head.seq, a.head, cmp.Or(string(a.number), "-")) // not in the form for people
}

// readAnchor returns the anchor of a directory, and false if there is none.
func readAnchor(dir string) (a anchor, ok bool, err error) {
	b, err := os.ReadFile(filepath.Join(dir, "anchor"))
	if errors.Is(err, fs.ErrNotExist) {
		return a, false, nil
	}
	if err != nil {
		return a, false, err
	}
	var hash string
	if _, err := fmt.Sscanf(string(b), "%s %d %s %s\n", &a.origin, &a.head.seq, &hash, &a.number); err != nil {
		return a, false, fmt.Errorf("%w: the anchor cannot be read: %w", ErrDamaged, err)
	}
	if a.number == "-" {
		a.number = ""
	}
	if hash != "-" {
		a.head.hash, err = hex.DecodeString(hash)
	}
	return a, err == nil, err
}

// anchorWriter writes the latest anchor soon after it was set.
type anchorWriter struct {
	dir  string
	then func()
	mu   sync.Mutex
	next anchor
	kick chan struct{}
	quit chan struct{}
	done chan struct{}
}

// startAnchor writes a, and from then on each anchor that is set; after each of
// those it calls then.
func startAnchor(dir string, a anchor, then func()) *anchorWriter {
	w := &anchorWriter{
		dir: dir, then: then, next: a,
		kick: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{}),
	}
	w.write()
	go w.run()
	return w
}

func (w *anchorWriter) run() {
	defer close(w.done)
	for {
		select {
		case <-w.kick:
			w.write()
			w.then()
		case <-w.quit:
			w.write()
			return
		}
		select {
		case <-time.After(anchorPause):
		case <-w.quit:
		}
	}
}

func (w *anchorWriter) write() {
	w.mu.Lock()
	a := w.next
	w.mu.Unlock()
	// A full disk is told by the next commit; an old anchor is still true.
	_ = writeFile(filepath.Join(w.dir, "anchor"), []byte(a.String()))
}

// set notes the end of the journal and returns at once.
func (w *anchorWriter) set(a anchor) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if a.head.seq == w.next.head.seq {
		return // there was nothing to do
	}
	w.next = a
	select {
	case w.kick <- struct{}{}:
	default:
	}
}

// close writes the last anchor.
func (w *anchorWriter) close() {
	close(w.quit)
	<-w.done
}

// last is the end of a station's journal as it is in the database.
func last(ctx context.Context, q querier, station string) (a anchor, err error) {
	a.origin = station
	if a.head, err = headOf(ctx, q, station); err != nil {
		return a, err
	}
	number, err := meta(ctx, q, "last-number")
	a.number = repair.OrderID(number)
	return a, err
}
