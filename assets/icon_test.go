package assets_test

import (
	"bytes"
	"errors"
	"io/fs"
	"regexp"
	"strings"
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

// TestIconsAvoidShorthand keeps out what the SVG reader of the screen does not
// know: it draws such icons, but wrong.
func TestIconsAvoidShorthand(t *testing.T) {
	arcs := regexp.MustCompile(`[Aa]([^A-Za-z"]*)`)
	number := regexp.MustCompile(`-?(\d+\.?\d*|\.\d+)`)
	for _, name := range assets.IconNames() {
		svg, err := assets.Icon(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(svg)) {
			switch line = strings.TrimSpace(line); {
			case strings.HasPrefix(line, "<rect") && strings.Contains(line, " rx=") && !strings.Contains(line, " ry="):
				t.Errorf("%s: rx without ry", name)
			case strings.HasPrefix(line, "<path"):
				_, d, _ := strings.Cut(line, ` d="`)
				for _, m := range arcs.FindAllStringSubmatch(d[:strings.Index(d, `"`)], -1) {
					if n := len(number.FindAllString(m[1], -1)); n != 7 {
						t.Errorf("%s: an arc of %d numbers in %s", name, n, d)
					}
				}
			}
		}
	}
}
