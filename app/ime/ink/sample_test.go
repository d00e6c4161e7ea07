package ink_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/ime/ink"
)

var ten = ink.Sample{
	Character: "十", Writer: "w1", Device: "10.1 inch capacitive",
	Strokes: [][]ink.TimedPoint{{{10, 30, 0}, {60, 30.5, 180}}, {{35, 5, 420}, {35, 60, 650}}},
}

func TestSampleComesBackAsItWasSaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ink")
	other := ten
	other.Writer = "w2"
	for _, s := range []ink.Sample{ten, other, ten} {
		if err := ink.SaveSample(dir, s); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ink.ReadSamples(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 {
		t.Fatalf("%d samples, want the two that differ", len(got))
	}
	if got[0].Writer != "w1" {
		got[0], got[1] = got[1], got[0]
	}
	if d := cmp.Diff([]ink.Sample{ten, other}, got); d != "" {
		t.Errorf("samples (-want +got):\n%s", d)
	}
	want := []ink.Rate{{"w1", 1, 1, 1}, {"w2", 1, 1, 1}}
	if d := cmp.Diff(want, recogniser().Rates(got)); d != "" {
		t.Errorf("rates (-want +got):\n%s", d)
	}
}

func TestBadSampleIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*ink.Sample)
	}{
		{"no character", func(s *ink.Sample) { s.Character = "" }},
		{"two characters", func(s *ink.Sample) { s.Character = "万俟" }},
		{"no text", func(s *ink.Sample) { s.Character = "\xff" }},
		{"no writer", func(s *ink.Sample) { s.Writer = "" }},
		{"no ink", func(s *ink.Sample) { s.Strokes = [][]ink.TimedPoint{{}} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := ten
			tt.change(&s)
			if err := ink.SaveSample(t.TempDir(), s); !errors.Is(err, ink.ErrBadSample) {
				t.Errorf("got %v, want %v", err, ink.ErrBadSample)
			}
		})
	}
}

func TestBrokenSampleFileIsNamed(t *testing.T) {
	for name, content := range map[string]string{"half.json": `{"character":"十","wri`, "empty.json": `{}`} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ink.ReadSamples(dir); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want an error that names %s", err, name)
		}
	}
}

// Each writer of testdata/ink is read at least as well as rates.txt says.
func TestRealWritersAreReadAsBefore(t *testing.T) {
	samples, err := ink.ReadSamples("testdata/ink")
	if err != nil {
		t.Fatal(err)
	}
	if len(samples) == 0 {
		t.Skip("nobody has given samples yet: testdata/ink/README.md says how")
	}
	wanted := readRates(t, "testdata/ink/rates.txt")
	for _, r := range recogniser().Rates(samples) {
		t.Logf("%-8s top-1 %3d %%  top-10 %3d %%  of %d", r.Writer, 100*r.First/r.Samples, 100*r.Ten/r.Samples, r.Samples)
		want, ok := wanted[r.Writer]
		if !ok {
			t.Errorf("%s has no line in rates.txt", r.Writer)
		} else if 100*r.First < want[0]*r.Samples || 100*r.Ten < want[1]*r.Samples {
			t.Errorf("%s is read worse than %d %% and %d %%", r.Writer, want[0], want[1])
		}
	}
}

// readRates reads lines of writer, top-1 and top-10 in percent.
func readRates(t *testing.T, file string) map[string][2]int {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rates := map[string][2]int{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		var writer string
		var first, ten int
		if _, err := fmt.Sscan(s.Text(), &writer, &first, &ten); err != nil {
			t.Fatalf("%s: %q: %v", file, s.Text(), err)
		}
		rates[writer] = [2]int{first, ten}
	}
	return rates
}
