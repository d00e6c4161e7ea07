package assets_test

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"

	"countertop/assets"
)

func TestIconsAreOneFamily(t *testing.T) {
	names := assets.IconNames()
	if len(names) < 60 {
		t.Fatalf("got %d icons, want at least 60", len(names))
	}
	for _, name := range names {
		svg, err := assets.Icon(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`viewBox="0 0 24 24"`, `stroke-width="2"`, `stroke-linecap="round"`, `stroke="currentColor"`} {
			if !bytes.Contains(svg, []byte(want)) {
				t.Errorf("%s lacks %s", name, want)
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
