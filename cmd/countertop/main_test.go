package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// play runs the command line and returns what it did.
func play(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs)
	return code, out.String(), errs.String()
}

// sentence complains unless an error is one plain sentence on one line.
func sentence(t *testing.T, what, stderr string) {
	t.Helper()
	line, rest, _ := strings.Cut(stderr, "\n")
	if rest != "" || !strings.HasPrefix(line, "countertop") || !strings.HasSuffix(line, ".") || strings.HasSuffix(line, "..") {
		t.Errorf("%s: %q is not one sentence", what, stderr)
	}
}

func writeFile(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestExitStatus(t *testing.T) {
	t.Setenv("DISPLAY", "")
	missing := t.TempDir()
	for _, tt := range []struct {
		name     string
		args     []string
		code     int
		out, err string // what must be said, "" for nothing at all
	}{
		{"no arguments", nil, exitUsage, "", "countertop run [-config FILE]"},
		{"unknown command", []string{"frob"}, exitUsage, "", `"frob" is not one of its commands`},
		{"help", []string{"help"}, exitDone, "countertop run [-config FILE]", ""},
		{"--help", []string{"--help"}, exitDone, "countertop db check", ""},
		{"run without the kiosk beside it", []string{"run"}, exitFailed, "", "countertop-kiosk is missing; build it with make build."},
		{"tour without the kiosk beside it", []string{"tour", "-out", missing}, exitFailed, "", "countertop-kiosk is missing"},

		{"db", []string{"db"}, exitUsage, "", "usage: countertop db"},
		{"db of something else", []string{"db", "vacuum"}, exitUsage, "", "usage: countertop db"},
		{"db flag", []string{"db", "check", "-fix"}, exitUsage, "", "-fix"},
		{"db argument", []string{"db", "check", missing}, exitUsage, "", "usage: countertop db"},
		{"scanner", []string{"scanner"}, exitUsage, "", "usage: countertop scanner"},
		{"scanner list", []string{"scanner", "list"}, exitDone, "s", ""}, // "serial:…", or that there is none
		{"printer", []string{"printer"}, exitUsage, "", "usage: countertop printer"},
		{"printer list", []string{"printer", "list"}, exitDone, "rinter", ""},
		{"label", []string{"label"}, exitUsage, "", "usage: countertop label"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, errs := play(tt.args...)
			if code != tt.code {
				t.Errorf("exit %d, want %d: %s", code, tt.code, errs)
			}
			if tt.out == "" && out != "" || !strings.Contains(out, tt.out) {
				t.Errorf("stdout %q, want %q", out, tt.out)
			}
			if tt.err == "" && errs != "" || !strings.Contains(errs, tt.err) {
				t.Errorf("stderr %q, want %q", errs, tt.err)
			}
			if tt.code == exitFailed {
				sentence(t, tt.name, errs)
			}
		})
	}
}
