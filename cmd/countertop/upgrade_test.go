package main

import (
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

// A further copy of what an older program printed is the same, dot for dot.
func TestPrintsOfReleasedStoreStayTheSame(t *testing.T) {
	for _, name := range []string{"month", "second", "killed"} {
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
				if f.Drawn == nil {
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
