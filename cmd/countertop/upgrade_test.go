package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"countertop/app/config"
	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/app/trade"
	"countertop/assets"
	"countertop/printer"
	"countertop/store"
	"countertop/store/storetest"
)

// released are the stores that older programs left.
const released = "../../store/testdata/"

// upgradedCounter is the store of an older program, open in this one, with what
// carries out the commands of its screen.
type upgradedCounter struct {
	t      *testing.T
	was    storetest.Released
	store  *store.Store
	runner *runner.Runner
	posted []flow.Msg
}

type noPrinters struct{ runner.Printers }

func (noPrinters) Wake() {}

func upgradeCounter(t *testing.T, folder, name string) *upgradedCounter {
	t.Helper()
	was, err := storetest.OpenReleased(released+folder, name)
	if err != nil {
		t.Fatal(err)
	}
	c, dir := &upgradedCounter{t: t, was: was}, t.TempDir()
	if err := was.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return was.Now.In(storetest.Zone) }
	c.store, err = store.Open(t.Context(), store.Options{Dir: dir, Layout: was.Layout(), Now: now, Readings: storetest.Readings})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.store.Close() })
	cfg := config.Default()
	cal, err := cfg.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	c.runner = runner.New(runner.Options{
		Store: c.store, Printers: noPrinters{}, Formats: cfg.Formats(), Now: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Shop: flow.Shop{Name: cfg.Shop.Name, Phone: cfg.Shop.Phone, Address: cfg.Shop.Address, Calendar: cal, Trade: trade.Default()},
		Post: func(m flow.Msg) { c.posted = append(c.posted, m) },
	}, "zh-CN")
	return c
}

// profile is the printer that a picture was drawn for.
func (c *upgradedCounter) profile(d storetest.Drawing) printer.Profile {
	c.t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, d.Profile)
	if err != nil {
		c.t.Fatal(err)
	}
	if d.Corrected {
		// The pictures were drawn with this correction, also where it was kept after.
		found := printer.Correction{RightMM: 0.5, DownMM: -0.25, Density: new(10)}
		p = p.Corrected(found)
	}
	p.Mode = p.ModeFor(printer.Link{})
	return p
}

func dots(p *printer.PageImage) string {
	h := sha256.New()
	fmt.Fprintf(h, "%dx%d\n", p.Preview.WidthDots, p.Preview.HeightDots)
	h.Write(p.Preview.Bits)
	return hex.EncodeToString(h.Sum(nil))
}

// releases51225af are the stores of the last commit before the schema was
// released.
var releases51225af = []string{"month", "second", "killed", "day"}

// drawnOtherwise are prints that this program draws otherwise on purpose: of the
// label of a folder only the key is kept, and the stage is called "Awaiting
// close" now, as it is on the screen.
func drawnOtherwise(j repair.PrintJob) bool {
	return j.Document == repair.DocFolder && j.Subject == string(repair.StageAwaitingClose)
}

// A further copy of what an older program printed is the same, dot for dot.
func TestPrintsOfReleasedStoreStayTheSame(t *testing.T) {
	for _, name := range releases51225af {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := upgradeCounter(t, "51225af", name)
			jobs := map[int64]repair.PrintJob{}
			drawn, same := map[repair.Document]int{}, map[repair.Document]int{}
			for _, f := range c.was.Jobs {
				var j repair.PrintJob
				if err := json.Unmarshal(f.Job, &j); err != nil {
					t.Fatal(err)
				}
				jobs[j.ID] = j
				if f.Drawn == nil || drawnOtherwise(j) {
					continue
				}
				drawn[j.Document]++
				got, err := c.runner.Render(t.Context(), j, c.profile(*f.Drawn))
				if err != nil || dots(got) != f.Drawn.Dots {
					t.Errorf("job %d, %s in %s, copy %d, is another picture (%v)", j.ID, j.Document, j.Lang, j.Copy, err)
					continue
				}
				same[j.Document]++
			}
			for _, d := range c.was.More {
				j := jobs[d.Job]
				if drawnOtherwise(j) {
					continue
				}
				in, _, err := c.store.JobInput(t.Context(), j.ID)
				if err != nil {
					t.Fatal(err)
				}
				got, err := document.Draw(j, in, nil, c.profile(d))
				if err != nil || dots(got) != d.Dots {
					t.Errorf("job %d, %s in %s, is another picture on %s (%v)", j.ID, j.Document, j.Lang, d.Profile, err)
				}
			}
			t.Logf("drawn %v, the same %v, and %d on other printers", drawn, same, len(c.was.More))
		})
	}
}

// do has a command carried out and returns what was posted.
func (c *upgradedCounter) do(cmd flow.Cmd) []flow.Msg {
	c.posted = nil
	ctx, stop := context.WithCancel(c.t.Context())
	stop() // it finishes what was asked
	c.runner.Do(cmd)
	c.runner.Run(ctx)
	return c.posted
}

// A check-in that was parked in an older program comes onto the screen as it was,
// also one that was signed when the power failed.
func TestDraftsOfReleasedStoreOpen(t *testing.T) {
	n := 0
	for _, name := range releases51225af {
		c := upgradeCounter(t, "51225af", name)
		for _, f := range c.was.Drafts {
			var d repair.DraftInfo
			if err := json.Unmarshal(f.Draft, &d); err != nil {
				t.Fatal(err)
			}
			var opened *flow.DraftOpened
			for _, m := range c.do(flow.OpenDraft{ID: d.ID}) {
				if o, ok := m.(flow.DraftOpened); ok {
					opened = &o
				}
			}
			if opened == nil {
				t.Errorf("%s: draft %s does not open: %v", name, d.ID, c.posted)
				continue
			}
			diffs, err := storetest.Differ(f.Opened, opened.CheckIn)
			if err != nil {
				t.Fatal(err)
			}
			for _, diff := range diffs {
				t.Errorf("%s: draft %s%s", name, d.ID, diff)
			}
			n++
		}
	}
	if n < 5 {
		t.Errorf("%d drafts were opened", n)
	}
}
