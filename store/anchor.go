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
	"strconv"
	"strings"
	"sync"
	"time"

	"countertop/app/repair"
)

// anchorPause is the least time between two anchors: their fsync must not
// stand in the way of commits.
const anchorPause = time.Second

// anchor is the end of an origin's journal, kept outside the database, and how
// many transactions there were that are no events: drafts, settings, words. A
// damaged log can hide the last transactions from SQLite itself; only this
// tells.
type anchor struct {
	origin string
	head   head
	number repair.OrderID // the last order number given, or ""
	writes int64
	stamp  repair.Stamp // the latest of all origins; not in the file
}

func (a anchor) String() string {
	// The number is not in the form for people.
	return fmt.Sprintf("%s %d %s %s %d\n", a.origin, a.head.seq, a.head, cmp.Or(string(a.number), "-"), a.writes)
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
	line := strings.TrimSuffix(string(b), "\n")
	if strings.Count(line, " ") == 3 {
		line += " 0" // it did not count other transactions once
	}
	if _, err := fmt.Sscanf(line, "%s %d %s %s %d", &a.origin, &a.head.seq, &hash, &a.number, &a.writes); err != nil {
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

// set notes what change makes of the anchor, and returns at once.
func (w *anchorWriter) set(change func(*anchor)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.next
	change(&w.next)
	if w.next.head.seq == was.head.seq && w.next.writes == was.writes {
		return // there was nothing to do
	}
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

// last is the end of an origin's journal as it is in the database.
func last(ctx context.Context, q querier, origin string) (a anchor, err error) {
	a.origin = origin
	if a.head, err = headOf(ctx, q, origin); err != nil {
		return a, err
	}
	if a.stamp, err = lastStamp(ctx, q); err != nil {
		return a, err
	}
	number, err := meta(ctx, q, "last-number")
	if err != nil {
		return a, err
	}
	a.number = repair.OrderID(number)
	a.writes, err = writesOf(ctx, q)
	return a, err
}

// writesOf is how many transactions there were that are no events.
func writesOf(ctx context.Context, q querier) (n int64, err error) {
	value, err := meta(ctx, q, "writes")
	if err == nil && value != "" {
		if n, err = strconv.ParseInt(value, 10, 64); err != nil {
			err = fmt.Errorf("%w: the count of writes is %q", ErrDamaged, value)
		}
	}
	return n, err
}
