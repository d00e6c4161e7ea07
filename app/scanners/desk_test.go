package scanners_test

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/scanners"
	"countertop/scanner/scannertest"
	"countertop/store"
)

// patience is how long a test waits for an event before it fails.
const patience = 10 * time.Second

// counter is a counter with a store in a folder, and a made-up /sys and /dev.
type counter struct {
	t        *testing.T
	dir      string
	desk     scannertest.Desk
	config   []config.Scanner
	printers []string
	watched  atomic.Bool
	store    *store.Store
	m        *scanners.Scanners

	mu   sync.Mutex
	s    flow.State
	said []flow.Msg

	stop  context.CancelFunc
	ended chan struct{}
}

func newCounter(t *testing.T) *counter {
	return &counter{t: t, dir: t.TempDir(), desk: scannertest.Desk{Root: t.TempDir()}}
}

// start is the start of the program.
func (c *counter) start() {
	c.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c.stop, c.ended = stop, make(chan struct{})
	var err error
	c.store, err = store.Open(ctx, store.Options{Dir: filepath.Join(c.dir, "data"), Station: "A"})
	c.must(err)
	c.said = nil
	c.s = flow.Initial(flow.Shop{}, "zh-CN", time.Now())
	c.m, err = scanners.New(ctx, scanners.Options{
		Store: c.store, Config: c.config, Post: c.post, Watched: c.watched.Load, Root: c.desk.Root,
		Printers: func() []string {
			c.mu.Lock()
			defer c.mu.Unlock()
			return c.printers
		},
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	c.must(err)
	go func() {
		defer close(c.ended)
		c.m.Run(ctx)
	}()
	c.t.Cleanup(c.end)
	last[flow.ScannersFound](c)
}

// end is the end of the program.
func (c *counter) end() {
	c.t.Helper()
	if c.stop == nil {
		return
	}
	c.stop()
	c.stop = nil
	select {
	case <-c.ended:
	case <-time.After(patience):
		c.t.Fatal("Run does not return")
	}
	c.must(c.store.Close())
}

func (c *counter) post(m flow.Msg) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, m)
	c.s, _ = flow.Update(c.s, m)
}

func (c *counter) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// await waits until the state is as it should be, and returns how long that
// took.
func (c *counter) await(what string, ok func(flow.State) bool) time.Duration {
	c.t.Helper()
	began := time.Now()
	for {
		c.mu.Lock()
		s := c.s
		c.mu.Unlock()
		switch {
		case ok(s):
			return time.Since(began)
		case time.Since(began) > patience:
			c.t.Fatalf("%s did not come: scanners %+v, found %+v", what, s.Scanners, s.Found)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (c *counter) fault(device, want string) time.Duration {
	c.t.Helper()
	return c.await(device+" "+want, func(s flow.State) bool {
		g, ok := s.Scanner(device)
		return ok && g.Fault == want
	})
}

func (c *counter) found(want ...string) time.Duration {
	c.t.Helper()
	return c.await("unused", func(s flow.State) bool {
		var got []string
		for _, f := range s.Found {
			got = append(got, f.Device)
		}
		return slices.Equal(got, want)
	})
}

// scans are the texts that came, in order, from a device or from all ("").
func (c *counter) scans(device string) (texts []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.said {
		if m, ok := m.(flow.Scanned); ok && (device == "" || m.Scan.Source == device) {
			texts = append(texts, m.Scan.Text)
		}
	}
	return texts
}

func (c *counter) scanned(device string, want ...string) {
	c.t.Helper()
	c.await("scans", func(flow.State) bool { return len(c.scans(device)) >= len(want) })
	if got := c.scans(device); !slices.Equal(got, want) {
		c.t.Errorf("scans of %q = %q, want %q", device, got, want)
	}
}

// last waits for a message of a type.
func last[M flow.Msg](c *counter) (m M) {
	c.t.Helper()
	c.await("the message", func(flow.State) (ok bool) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, x := range slices.Backward(c.said) {
			if m, ok = x.(M); ok {
				return true
			}
		}
		return false
	})
	return m
}

func (c *counter) scanner() *scannertest.Scanner {
	c.t.Helper()
	g, err := scannertest.New()
	c.must(err)
	c.t.Cleanup(func() { _ = g.Close() })
	return g
}

// The scanners of the tests.
var (
	newland   = scannertest.About{Name: "Newland HR32 Scanner", Vendor: "1eab", Product: "1a06", ByID: "usb-Newland_HR32_N0042-event-kbd"}
	honeywell = scannertest.About{Name: "Xenon 1900", Vendor: "0c2e", Product: "0b6a", ByID: "usb-Honeywell_Xenon_1900-if00"}
	nameless  = scannertest.About{Name: "HID 0483:5750", Vendor: "0483", Product: "5750"}
)

func (c *counter) port(name string, g *scannertest.Scanner, a scannertest.About) (device string, p *scannertest.Plug) {
	c.t.Helper()
	p, err := c.desk.Port(name, g, a)
	c.must(err)
	device = "serial:" + filepath.Join(c.desk.Root, "dev", name)
	if a.ByID != "" {
		device = "serial:" + filepath.Join(c.desk.Root, "dev/serial/by-id", a.ByID)
	}
	return device, p
}

func (c *counter) keys(n int, a scannertest.About) (device string, p *scannertest.Plug) {
	c.t.Helper()
	p, err := c.desk.Keys(n, a)
	c.must(err)
	if a.ByID == "" {
		return "evdev:name=" + a.Name, p
	}
	return "evdev:by-id/" + a.ByID, p
}
