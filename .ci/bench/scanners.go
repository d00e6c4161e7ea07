package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"countertop/scanner/scannertest"
	"countertop/store/storetest"
)

const (
	// gunScans is how many codes each scanner sends.
	scanCount = 1000
	// gunEvery is the time from code to code, 20 a second, and gunGap the least
	// between the end of one and the begin of the next.
	scanEvery, scanGap = 50 * time.Millisecond, 20 * time.Millisecond
	// sleepGap is the gap after which the loop has nothing to draw any more and
	// sleeps.
	sleepGap = 100 * time.Millisecond
	// pluggedIn is how soon a scanner that is plugged in again has to be heard.
	pluggedIn = 2 * time.Second
)

// barrage is one way to send a course of scans to the kiosk.
type barrage struct {
	name   string
	device string
	active bool          // something else keeps the loop drawing
	gap    time.Duration // at least, after each scan
	send   func(code string) error
	// before may do something before a scan. If it unplugs the scanner it returns
	// when that was plugged in again: scans are late until it is heard.
	before func(i int, code string) (plugged time.Time, err error)
}

// scanners sends 1,000 codes through a pseudo terminal and through the keyboard of
// the display, and looks into the journal whether each arrived, once and in
// order. A scanner on the pseudo terminal is unplugged in the middle of a code now
// and then.
func (b *bench) scanners() ([]row, error) {
	// A server resets itself when its last client has gone.
	stay, err := scannertest.NewWedge()
	if err != nil {
		return nil, err
	}
	defer stay.Close()
	var rows []row
	bad := 0
	add := func(g barrage) error {
		if !b.only.MatchString(g.name) {
			return nil
		}
		r, ok, err := b.fire(g)
		if err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
		if !ok {
			bad++
		}
		// It takes minutes; so each is said when it is known.
		for _, r := range r {
			fmt.Printf("%-8s %s: %s\n", "scanners", r.what, r.note)
		}
		rows = append(rows, r...)
		return nil
	}
	for _, active := range []bool{false, true} {
		if err := b.serialScanner(active, add); err != nil {
			return nil, err
		}
	}
	for _, active := range []bool{false, true} {
		for _, enter := range []bool{true, false} {
			for _, pace := range []time.Duration{0, 1, 2, 5} {
				if err := typingScanner(pace*time.Millisecond, enter, active, add); err != nil {
					return nil, err
				}
			}
		}
	}
	if bad > 0 {
		return nil, fmt.Errorf("%d of %d scanners lost, doubled or mixed up scans", bad, len(rows))
	}
	return rows, nil
}

func mode(active bool) string {
	if active {
		return "drawing"
	}
	return "asleep"
}

func (b *bench) serialScanner(active bool, add func(barrage) error) error {
	sc, err := scannertest.New()
	if err != nil {
		return err
	}
	defer sc.Close() //nolint:errcheck // a pseudo terminal
	return add(barrage{
		name: "serial, " + mode(active), device: "serial:" + sc.Device(), active: active, gap: scanGap, send: sc.Scan,
		before: func(i int, code string) (time.Time, error) {
			if i%171 != 100 { // badges, machines and slots, six times
				return time.Time{}, nil
			}
			err := sc.Write([]byte(code[:len(code)/2]))
			time.Sleep(scanGap)
			err = errors.Join(err, sc.Unplug())
			time.Sleep(300 * time.Millisecond)
			err = errors.Join(err, sc.Replug())
			return time.Now(), err
		},
	})
}

func typingScanner(pace time.Duration, enter, active bool, add func(barrage) error) error {
	sc, err := scannertest.NewWedge()
	if err != nil {
		return err
	}
	defer sc.Close()
	sc.Pace, sc.Enter = pace, enter
	g := barrage{
		name:   fmt.Sprintf("typed, %d ms a key, no suffix, %s", pace.Milliseconds(), mode(active)),
		device: "keyboard", active: active, gap: sleepGap, send: sc.Scan,
	}
	if enter {
		g.name = fmt.Sprintf("typed, %d ms a key, Enter, %s", pace.Milliseconds(), mode(active))
	}
	if active {
		g.gap = scanGap
	}
	return add(g)
}

// fire sends one course to a kiosk of its own.
func (b *bench) fire(g barrage) ([]row, bool, error) {
	data, err := b.filled()
	if err != nil {
		return nil, false, err
	}
	course, err := storetest.NewCourse(data, scanCount)
	if err != nil {
		return nil, false, err
	}
	config := filepath.Join(b.dir, "guns.toml")
	text := fmt.Sprintf("[station]\nletter = %q\nslots = %d\n\n[[scanner]]\ndevice = %q\n", storetest.Station, storetest.Slots, g.device)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return nil, false, err
	}
	journal, err := storetest.OpenJournal(data)
	if err != nil {
		return nil, false, err
	}
	defer journal.Close() //nolint:errcheck // it is only read
	began, err := journal.Len()
	if err != nil {
		return nil, false, err
	}
	k, err := b.startKiosk(data, 60, "-config", config)
	if err != nil {
		return nil, false, err
	}
	defer k.stop()
	time.Sleep(3 * time.Second) // it follows the display at the start, and reads its dictionaries

	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	var watching, drawing error
	kept := make([]time.Time, len(course.Moves)) // when each move was seen in the journal
	whole := make(chan struct{})
	wg.Go(func() {
		seen := 0
		watching = journal.Watch(ctx.Done(), func(n int, at time.Time) {
			for ; seen < min(n-began, len(kept)); seen++ {
				if kept[seen] = at; seen == len(kept)-1 {
					close(whole)
				}
			}
		})
	})
	if g.active {
		screen, err := scannertest.NewWedge()
		if err != nil {
			return nil, false, err
		}
		defer screen.Close()
		wg.Go(func() {
			for ctx.Err() == nil && drawing == nil {
				drawing = screen.Expose()
				time.Sleep(time.Second / 60)
			}
		})
	}

	sent, plugged := make([]time.Time, len(course.Moves)), map[int]time.Time{} // by move
	start := time.Now()
	next := start
	for i, code := range course.Scans {
		time.Sleep(time.Until(next))
		next = time.Now().Add(scanEvery)
		move, makes := course.Move(i)
		if g.before != nil {
			at, err := g.before(i, code)
			if err != nil {
				return nil, false, err
			}
			if !at.IsZero() {
				plugged[move] = at
			}
		}
		if err := g.send(code); err != nil {
			return nil, false, err
		}
		now := time.Now()
		if makes {
			sent[move] = now
		}
		if t := now.Add(g.gap); t.After(next) {
			next = t
		}
	}
	took := time.Since(start)
	select {
	case <-whole:
	case <-time.After(10 * time.Second):
	}
	cancel()
	wg.Wait()
	if err := errors.Join(watching, drawing); err != nil {
		return nil, false, err
	}
	outcome, err := course.Check(data)
	if err != nil {
		return nil, false, err
	}
	var delay, again []float64
	var heard time.Time
	for i := range outcome.Matched {
		if at, ok := plugged[i]; ok {
			heard = kept[i]
			again = append(again, ms(heard.Sub(at)))
		}
		if sent[i].After(heard) {
			delay = append(delay, ms(kept[i].Sub(sent[i])))
		}
	}
	note := fmt.Sprintf("%d scans, %.1f a second, %d moves: %d lost, %d wrong or doubled, %d out of order", len(course.Scans),
		float64(len(course.Scans))/took.Seconds(), len(course.Moves), outcome.Lost, outcome.Wrong, outcome.Disorder)
	if len(delay) == 0 {
		return nil, false, fmt.Errorf("nothing arrived: %s", note)
	}
	if len(plugged) > 0 {
		note += fmt.Sprintf("; unplugged %d times in the middle of a code, acted on %.0f ms at most after it was plugged in",
			len(plugged), percentile(again, 100))
	}
	rows := []row{{
		g.name + ": last byte to the journal, p99", 150, percentile(delay, 99), "ms",
		fmt.Sprintf("p50 %.1f, p99 %.0f, max %.0f; %s",
			percentile(delay, 50), percentile(delay, 99), percentile(delay, 100), note),
	}}
	return rows, outcome.OK() && percentile(append(again, 0), 100) < ms(pluggedIn), nil
}
