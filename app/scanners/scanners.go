package scanners

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
	"countertop/scanner/evdev"
	"countertop/scanner/serialscan"
)

// lookEvery is how often what is plugged in is listed.
const lookEvery = time.Second

// Store is what the scanners need of who keeps settings.
type Store interface {
	// Get returns a setting, "" if it was never set; Set keeps one.
	Get(ctx context.Context, key string) (string, error)
	Set(ctx context.Context, key, value string) error
}

// Options are what the scanners work with.
type Options struct {
	Store  Store
	Config []config.Scanner
	// Post takes what becomes of scans and scanners, from several goroutines.
	Post func(flow.Msg)
	// Watched reports whether somebody looks at the page of the scanners: only
	// then the bytes that come are looked at. Nil is never.
	Watched func() bool
	// Printers are the devices that are printers. Nil is none.
	Printers func() []string
	Log      *slog.Logger

	// Root is that of the system's devices, "/" if "".
	Root string
}

// Scanners are all scanners of a counter. Its methods may be called from
// several goroutines.
type Scanners struct {
	o        Options
	keyboard *keyboard

	// mu is held to read or replace the list, which is not changed in place.
	mu    sync.RWMutex
	units []*unit

	// change is held by what starts and ends scanners, kept is what it keeps in
	// the store.
	change sync.Mutex
	kept   []kept
	ctx    context.Context // nil before Run
	found  []flow.FoundScanner
	told   bool // found was posted once
	learn  *learning
	work   sync.WaitGroup
}

// New makes the scanners ready; Run starts them. One that is missing is no
// error: it may be plugged in later. The error is that of the store, or names
// the device of the configuration that is none.
func New(ctx context.Context, o Options) (*Scanners, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Root == "" {
		o.Root = "/"
	}
	if o.Watched == nil {
		o.Watched = func() bool { return false }
	}
	if o.Printers == nil {
		o.Printers = func() []string { return nil }
	}
	m := &Scanners{o: o}
	m.keyboard = newKeyboard(o)
	var err error
	if m.kept, err = load(ctx, o.Store); err != nil {
		return nil, err
	}
	for _, c := range o.Config {
		if c.Device == flow.DeviceKeyboard {
			continue
		}
		u, err := m.newUnit(c.Device, c.Name, false)
		if err != nil {
			return nil, fmt.Errorf("scanner %s: %w", c.Device, err)
		}
		m.units = append(m.units, u)
	}
	for _, k := range m.kept {
		if m.at(k.Device) != nil {
			continue // the configuration has it
		}
		u, err := m.newUnit(k.Device, k.Name, true)
		if err != nil {
			// It could be set up once; the shop must open all the same.
			o.Log.Error("scanner left out", "device", k.Device, "error", err)
			continue
		}
		m.units = append(m.units, u)
	}
	return m, nil
}

// Run runs the scanners and watches what is plugged in until ctx ends, and
// returns when all have ended.
func (m *Scanners) Run(ctx context.Context) {
	m.change.Lock()
	m.ctx = ctx
	m.change.Unlock()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		m.look()
		select {
		case <-ctx.Done():
			m.change.Lock()
			m.endLearning()
			m.change.Unlock()
			m.work.Wait()
			m.keyboard.close()
			return
		case <-tick.C:
		}
	}
}

func (m *Scanners) all() []*unit {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.units
}

// at is the scanner with a device string.
func (m *Scanners) at(device string) *unit {
	for _, u := range m.all() {
		if u.device == device {
			return u
		}
	}
	return nil
}

// look lists what is plugged in, starts what may run, and says what is not
// used.
func (m *Scanners) look() {
	m.change.Lock()
	defer m.change.Unlock()
	p := m.plugged()
	configured := map[string]bool{}
	for _, u := range m.all() {
		if !u.added {
			for _, n := range p.nodes(u.device) {
				configured[n] = true
			}
		}
	}
	for _, u := range m.all() {
		// One that was set up on the screen rests while the configuration has
		// its device under another name.
		rests := u.added && slices.ContainsFunc(p.nodes(u.device), func(n string) bool { return configured[n] })
		switch {
		case rests && u.stop != nil:
			u.end()
			m.o.Post(flow.ScannerGone{Device: u.device})
		case !rests && u.stop == nil:
			m.start(u)
		}
	}
	m.tell(p)
}

// tell posts what is plugged in and not used, if that has changed.
func (m *Scanners) tell(p plugged) {
	used := map[string]bool{}
	for _, u := range m.all() {
		for _, n := range p.nodes(u.device) {
			used[n] = true
		}
	}
	for _, d := range m.o.Printers() {
		for _, n := range p.nodes(d) {
			used[n] = true
		}
	}
	found := p.unused(used)
	if m.told && slices.Equal(found, m.found) {
		return
	}
	m.found, m.told = found, true
	m.o.Post(flow.ScannersFound{Found: found})
}

// open returns the source of a device string.
func (m *Scanners) open(device string, o scanner.Options) (scanner.Source, error) {
	if strings.HasPrefix(device, "evdev:") {
		return evdev.NewBelow(m.o.Root, device, o)
	}
	return serialscan.New(device, o)
}

// Typed takes what the window was typed, and whether Enter was among it.
func (m *Scanners) Typed(runes []rune, enter bool, now time.Time) {
	m.keyboard.typed(runes, enter, now)
}

// Refused counts a line that was typed by a scanner and is no scan, and says
// why: a keyboard layout, if one has made other characters of it.
func (m *Scanners) Refused(why scanner.Reason, layout string) {
	m.o.Post(flow.ScanRefused{Device: flow.DeviceKeyboard, Reason: why, Layout: layout})
	m.keyboard.change(func(s *flow.ScannerState) { s.Refused++ })
}

// Scanned takes a scan out of what was typed; the same code again within a
// second is one scan. It is called from one goroutine.
func (m *Scanners) Scanned(s scanner.Scan) { m.keyboard.scanned(s) }

// keyboard is whatever types into the window.
type keyboard struct {
	post    func(flow.Msg)
	repeats scanner.Repeats
	watcher

	mu    sync.Mutex
	state flow.ScannerState
}

func newKeyboard(o Options) *keyboard {
	k := &keyboard{post: o.Post, state: flow.ScannerState{Device: flow.DeviceKeyboard}}
	k.watcher = watcher{watched: o.Watched, tell: func(seen scanner.Observation) {
		o.Post(flow.ScannerSeen{Device: flow.DeviceKeyboard, Seen: seen})
	}}
	return k
}

func (k *keyboard) typed(runes []rune, enter bool, now time.Time) {
	b := []byte(string(runes))
	if enter {
		b = append(b, '\r')
	}
	k.read(b, now)
}

func (k *keyboard) scanned(s scanner.Scan) {
	if k.repeats.Again(s) {
		k.change(func(st *flow.ScannerState) { st.Repeated++ })
		return
	}
	k.post(flow.Scanned{Scan: s})
	k.change(func(st *flow.ScannerState) { st.Scans, st.Last = st.Scans+1, repair.ShownScan(s.Text) })
}

func (k *keyboard) change(f func(*flow.ScannerState)) {
	k.mu.Lock()
	f(&k.state)
	now := k.state
	k.mu.Unlock()
	k.post(flow.ScannerChanged{Scanner: now})
}
