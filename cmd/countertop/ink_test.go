package main

import (
	"path/filepath"
	"strings"
	"testing"

	"countertop/app/ime/ink"
)

func TestInkCheck(t *testing.T) {
	dir, broken := t.TempDir(), t.TempDir()
	cross := [][]ink.TimedPoint{{{10, 30, 0}, {60, 30, 180}}, {{35, 5, 420}, {35, 60, 650}}}
	for _, s := range []ink.Sample{
		{Character: "十", Writer: "w1", Strokes: cross},
		{Character: "永", Writer: "w2", Strokes: cross},
		{Character: "十", Writer: "w2", Strokes: cross},
	} {
		if err := ink.SaveSample(dir, s); err != nil {
			t.Fatal(err)
		}
	}
	writeFile(t, filepath.Join(broken, "a.json"), "{}")
	for _, tt := range []struct {
		name      string
		args      []string
		code      int
		out, errs string
	}{
		{"each writer has a line", []string{"check", dir}, exitDone, "writer\tsamples\ttop-1 %\ttop-10 %\nw1\t1\t100.0\t100.0\nw2\t2\t50.0\t50.0\n", ""},
		{"a file that is no sample is named", []string{"check", broken}, exitFailed, "", "a.json"},
		{"nothing to check is said", []string{"check", t.TempDir()}, exitFailed, "", "no handwriting"},
		{"the folder is missing in the command", []string{"check"}, exitUsage, "", "usage"},
		{"an unknown word", []string{"draw", dir}, exitUsage, "", "usage"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, errs := play(append([]string{"ink"}, tt.args...)...)
			if code != tt.code || out != tt.out || !strings.Contains(errs, tt.errs) {
				t.Errorf("exit %d, %q, %q; want %d, %q, %q", code, out, errs, tt.code, tt.out, tt.errs)
			}
		})
	}
}
