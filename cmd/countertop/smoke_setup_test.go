//go:build smoke

package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countertop/store"
)

// A person tries a printer out, finds that it is another, sets it up, and it
// stays so.
func TestSmokePrinterSetup(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	config := writeConfig(t, `
[station]
letter = "A"

[[staff]]
number = "A002"
name = "陈志强"
role = "supervisor"
pin = "2468"

[[printer]]
name = "标签机"
device = "virtual:labels"
profile = "generic-tspl"
`)
	p := start(t, "", "-config", config, "-data", data, "-lang", "en")
	p.signIn("A002", "2468", "陈志强")
	printed := func(n int) {
		t.Helper()
		p.await("a test page on paper", func(scene) bool {
			names, _ := filepath.Glob(filepath.Join(data, "prints", "labels", "print-*.png"))
			return len(names) == n
		})
		time.Sleep(2 * time.Second) // what is touched sooner is part of the first touch
	}
	p.touch("chip.printer", "printer.标签机", "setup.printer.标签机", "again")
	printed(1)
	p.touch("no", "all", "profile.generic-cpcl")
	printed(2)
	p.touch("next", "next") // it came out; it stands right
	p.touch("darker")
	printed(3)
	p.touch("next", "next", "document.shelf", "document.shelf", "next")
	p.touch("setup.printer.标签机")
	p.awaitScreen("setup")
	p.kill()

	s, err := store.Open(context.Background(), store.Options{Dir: data, Station: "A"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // read only
	kept, err := s.Get(context.Background(), "printers")
	if err != nil || !strings.Contains(kept, `"profile":"generic-cpcl"`) {
		t.Errorf("kept: %s, %v", kept, err)
	}
	found, err := s.PrinterCorrection(context.Background(), "标签机")
	if err != nil || !strings.Contains(string(found), `"density":10`) {
		t.Errorf("found out: %s, %v", found, err)
	}
	jobs, err := s.Jobs(context.Background(), false)
	for _, j := range jobs {
		if j.State != "printed" {
			t.Errorf("job %d is %s", j.ID, j.State)
		}
	}
	if err != nil || len(jobs) != 3 {
		t.Errorf("%d jobs, %v", len(jobs), err)
	}
}
