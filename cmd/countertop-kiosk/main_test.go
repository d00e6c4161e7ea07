package main

import (
	"bytes"
	"strings"
	"testing"

	"countertop/cmd/internal/cli"
)

// Over ssh there is no display, and people ask there.
func TestHelpNeedsNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	for _, tt := range []struct {
		args      string
		code      int
		out, errs string // "" for nothing at all
	}{
		{"", cli.Wrong, "", "countertop-kiosk run"},
		{"--help", cli.Done, "countertop-kiosk run", ""},
		{"--version", cli.Done, "countertop dev\n", ""},
		{"run --help", cli.Done, "usage: countertop run [-config FILE]", ""},
		{"board -h", cli.Done, "usage: countertop board [-config FILE]", ""},
		{"tour -version", cli.Done, "countertop dev\n", ""},
		{"frob", cli.Wrong, "", `"frob" is none of run, board, tour`},
		{"run -nosuch", cli.Wrong, "", "-nosuch"},
		{"run x", cli.Wrong, "", `run does not take "x"`},
		{"run", cli.Failed, "", "countertop: there is no display: DISPLAY is not set.\n"},
		{"board", cli.Failed, "", "there is no display"},
		{"tour", cli.Failed, "", "there is no display"},
	} {
		var out, errs bytes.Buffer
		code := start(strings.Fields(tt.args), &out, &errs)
		if code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(errs.String(), tt.errs) ||
			tt.out == "" && out.Len() > 0 || tt.errs == "" && errs.Len() > 0 {
			t.Errorf("%q: exit %d, stdout %q, stderr %q, want %d %q %q", tt.args, code, &out, &errs, tt.code, tt.out, tt.errs)
		}
	}
}
