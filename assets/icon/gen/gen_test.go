package main

import (
	"os"
	"strings"
	"testing"
)

func TestPathsAreUpToDate(t *testing.T) {
	want, err := generate(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../paths.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("icon/paths.txt is not what the drawings say; run go generate ./assets, and look at the icons")
	}
}

func TestElements(t *testing.T) {
	for _, tt := range []struct{ name, svg, want string }{
		{"relative lines", `<path d="m19 12-7 7-7-7"/>`, "stroke M 19 12 L 12 19 L 5 12"},
		{"lines along the axes", `<path d="M4 8v11h.5V2H3z"/>`, "stroke M 4 8 L 4 19 L 4.5 19 L 4.5 2 L 3 2 Z"},
		{"after a close", `<path d="M1 1h2v2zl5 5"/>`, "stroke M 1 1 L 3 1 L 3 3 Z L 6 6"},
		{"curves", `<path d="M0 0c1 2 3 4 5 6s7 8 9 10"/>`, "stroke M 0 0 C 1 2 3 4 5 6 C 7 8 12 14 14 16"},
		{"a smooth curve after a line", `<path d="M0 0L1 1S7 8 9 10"/>`, "stroke M 0 0 L 1 1 C 1 1 7 8 9 10"},
		{"a quarter circle", `<path d="M4 8a2 2 0 0 0 2 2"/>`, "stroke M 4 8 C 4 8.53 4.211 9.039 4.586 9.414 C 4.961 9.789 5.47 10 6 10"},
		{"arcs that share a command, flags that touch", `<path d="M0 4a4 4 0 014-4 4 4 0 014 4"/>`, "stroke M 0 4 C 0 2.939 0.421 1.922 1.172 1.172 C 1.922 0.421 2.939 0 4 0 C 5.061 0 6.078 0.421 6.828 1.172 C 7.579 1.922 8 2.939 8 4"},
		{"an arc whose radius is too small", `<path d="M0 0a.5.5 0 0 1 2 0"/>`, "stroke M 0 0 C 0 -0.265 0.105 -0.52 0.293 -0.707 C 0.48 -0.895 0.735 -1 1 -1 C 1.265 -1 1.52 -0.895 1.707 -0.707 C 1.895 -0.52 2 -0.265 2 0"},
		{"a dot", `<path d="M12 17h0"/>`, "stroke M 12 17 L 12 17"},
		{"line", `<line x1="1" y1="2" x2="3" y2="4.5"/>`, "stroke M 1 2 L 3 4.5"},
		{"polyline", `<polyline points="1,2 3 4,5,6"/>`, "stroke M 1 2 L 3 4 L 5 6"},
		{"polygon", `<polygon points="1,2 3 4 5 6"/>`, "stroke M 1 2 L 3 4 L 5 6 Z"},
		{"rect", `<rect width="4" height="2" x="1" y="3"/>`, "stroke M 1 3 L 5 3 L 5 5 L 1 5 L 1 3 Z"},
		{"fill", `<circle cx="1" cy="1" r="0" fill="currentColor"/>`, "fill M 1 1 Z"},
	} {
		got, err := readSVG(strings.NewReader(`<svg>` + tt.svg + `</svg>`))
		if err != nil || len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: got %q, %v, want %q", tt.name, got, err, tt.want)
		}
	}
	// A radius that is not given is the other one.
	rx, err := readSVG(strings.NewReader(`<svg><rect width="9" height="9" rx="2"/><rect width="9" height="9" rx="2" ry="2"/></svg>`))
	if err != nil || len(rx) != 2 || rx[0] != rx[1] {
		t.Errorf("rx without ry: %q, %v", rx, err)
	}
}

func TestWhatIsNotReadIsRefused(t *testing.T) {
	for _, svg := range []string{
		`<text x="1">a</text>`, `<g transform="scale(2)"></g>`, `<path d="M0 0Q1 1 2 2"/>`, `<path d="M0 0l1"/>`, `<path d="1 2"/>`, `<path d="M0 0a1 1 0 2 0 1 1"/>`,
		`<path stroke-width="3" d="M0 0h1"/>`, `<rect width="a"/>`, `<path d="M0 0`,
	} {
		if got, err := readSVG(strings.NewReader(`<svg>` + svg + `</svg>`)); err == nil {
			t.Errorf("%s is read as %q", svg, got)
		}
	}
}
