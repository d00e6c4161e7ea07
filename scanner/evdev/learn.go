package evdev

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"countertop/scanner"
)

// pace is the time of a character that a scanner stays below and hands do not.
const pace = 50 * time.Millisecond

// Learn waits for a device, already plugged in or plugged in meanwhile, to type
// code as fast as a scanner, and returns it. Code is what the screen shows as a
// barcode: at least six characters, so that hands cannot be as fast; capitals
// and small letters are the same. No device is grabbed, so the window
// sees the code too; a scanner that a Source holds is not heard.
//
// It returns ctx.Err() when ctx is done, wrapped together with a
// fs.ErrPermission if there was a device that this user may not open.
// The root of the file system is "/".
func Learn(ctx context.Context, root, code string) (Device, error) {
	within, cancel := context.WithCancel(ctx)
	var (
		wg     sync.WaitGroup
		ended  = make(chan string) // paths
		found  = make(chan Device)
		heard  = map[string]bool{}
		denied error
	)
	defer wg.Wait()
	defer cancel()
	listen := func() {
		denied = nil
		devices, _ := List(root) // nothing to list is nothing plugged in yet
		for _, d := range devices {
			if heard[d.Path] {
				continue
			}
			f, err := openNode(root, d.Path)
			if errors.Is(err, fs.ErrPermission) {
				denied = err
			}
			if err != nil {
				continue // it may be a moment before its permissions are set
			}
			heard[d.Path] = true
			wg.Go(func() {
				l := &learner{code: code, keys: NewDecoder(eventSize, Layouts["us"])}
				_ = read(within, f, l.lines.Wake, func(b []byte, now time.Time) {
					if l.take(b, now) {
						send(within, found, d)
					}
				})
				send(within, ended, d.Path)
			})
		}
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	listen()
	for {
		select {
		case d := <-found:
			return d, nil
		case path := <-ended:
			delete(heard, path)
		case <-tick.C:
			listen()
		case <-ctx.Done():
			if denied != nil {
				return Device{}, fmt.Errorf("evdev: learn: %w: %w", ctx.Err(), denied)
			}
			return Device{}, ctx.Err()
		}
	}
}

func send[T any](ctx context.Context, c chan<- T, v T) {
	select {
	case c <- v:
	case <-ctx.Done():
	}
}

// learner looks for a code in what one device types.
type learner struct {
	code  string
	keys  *Decoder
	lines scanner.Lines
}

// take takes bytes of events, nil for silence, and reports whether they end
// the code.
func (l *learner) take(b []byte, now time.Time) bool {
	frames := l.lines.Flush(now) // only what came fast enough is whole here
	for _, f := range l.lines.Add(l.keys.Decode(b), now) {
		if now.Sub(f.First) < time.Duration(len(f.Raw))*pace {
			frames = append(frames, f)
		}
	}
	for _, f := range frames {
		if text, _, err := scanner.Parse(f); err == nil && strings.EqualFold(text, l.code) {
			return true
		}
	}
	return false
}
