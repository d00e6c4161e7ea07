//go:build smoke

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSmokeTour plays the whole day and reads every code on every print back
// with an independent reader.
func TestSmokeTour(t *testing.T) {
	out := t.TempDir()
	cmd := exec.Command("../../bin/countertop", "tour", "-out", out)
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("countertop tour: %v\n%s", err, b)
	} else {
		t.Logf("%s", b)
	}
	screens, err := filepath.Glob(filepath.Join(out, "screens", "*-zh.png"))
	if err != nil || len(screens) < 40 {
		t.Errorf("%d screens in Chinese, want at least 40 (%v)", len(screens), err)
	}
	for _, s := range screens {
		if _, err := os.Stat(strings.TrimSuffix(s, "-zh.png") + "-en.png"); err != nil {
			t.Errorf("a screen is missing in English: %v", err)
		}
	}
	list, err := os.ReadFile(filepath.Join(out, "prints", "payloads.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(list)) {
		file, want, _ := strings.Cut(strings.TrimSpace(line), "\t")
		var complaint bytes.Buffer
		read := exec.Command("zbarimg", "-q", "--raw", filepath.Join(out, "prints", file))
		read.Stderr = &complaint
		got, err := read.Output()
		if err != nil {
			t.Errorf("%s cannot be read (is zbar-tools installed?): %v %s", file, err, complaint.String())
			continue
		}
		codes := strings.Fields(string(got))
		symbols := 1
		if strings.Contains(file, "device-tag") {
			symbols = 2 // Code 128 and QR
		}
		if len(codes) != symbols {
			t.Errorf("%s: %d codes, want %d", file, len(codes), symbols)
		}
		for _, c := range codes {
			n++
			if c != want {
				t.Errorf("%s reads %s, want %s", file, c, want)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d codes read", n)
	}
}
