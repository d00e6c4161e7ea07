package assets_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countertop/assets"
)

func TestIconsAreOneFamily(t *testing.T) {
	files, err := filepath.Glob("icon/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 60 {
		t.Fatalf("got %d icons, want at least 60", len(files))
	}
	for _, name := range files {
		svg, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`viewBox="0 0 24 24"`, `stroke-width="2"`, `stroke-linecap="round"`, `stroke-linejoin="round"`, `stroke="currentColor"`} {
			if !bytes.Contains(svg, []byte(want)) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		if _, err := assets.Icon(strings.TrimSuffix(filepath.Base(name), ".svg")); err != nil {
			t.Error(err)
		}
	}
	if n := len(assets.IconNames()); n != len(files) {
		t.Errorf("%d icons of %d drawings", n, len(files))
	}
}

func TestIconsStayOnTheirGrid(t *testing.T) {
	for _, name := range assets.IconNames() {
		paths, err := assets.Icon(name)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %d paths, %v", name, len(paths), err)
		}
		for _, p := range paths {
			if p.Steps[0].Command != 'M' {
				t.Errorf("%s: a path begins with %c", name, p.Steps[0].Command)
			}
			for _, s := range p.Steps {
				for _, at := range s.To {
					// Half a pen must fit between the line and the edge; a
					// handle of a curve may lie beyond.
					if min(at[0], at[1]) < 0 || max(at[0], at[1]) > assets.IconUnits {
						t.Errorf("%s: %c goes to %v", name, s.Command, at)
					}
				}
			}
		}
	}
}

func TestUnknownIcon(t *testing.T) {
	for _, name := range []string{"", "no-such-icon", "../icon", "LICENSE"} {
		if _, err := assets.Icon(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("icon %q: got %v, want fs.ErrNotExist", name, err)
		}
	}
}
