package printer_test

import (
	"testing"

	"countertop/printer"
)

func TestMediaOfOneKindStandInForEachOther(t *testing.T) {
	gap := printer.Media{Kind: "gap", WidthMM: 60, HeightMM: 40, GapMM: 2}
	roll := printer.Media{Kind: "continuous", WidthMM: 80}
	for _, tt := range []struct {
		name string
		a, b printer.Media
		want bool
	}{
		{"the same label", gap, gap, true},
		{"a label with a black mark", gap, printer.Media{Kind: "mark", WidthMM: 60, HeightMM: 39.5}, true},
		{"a smaller label", gap, printer.Media{Kind: "gap", WidthMM: 40, HeightMM: 30}, false},
		{"a label and a roll", gap, roll, false},
		{"two rolls", roll, printer.Media{Kind: "continuous", WidthMM: 58}, true},
	} {
		if tt.a.Like(tt.b) != tt.want || tt.b.Like(tt.a) != tt.want {
			t.Errorf("%s: want %v", tt.name, tt.want)
		}
	}
}
