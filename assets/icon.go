package assets

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// icons are drawings on a 24 x 24 grid in strokes of 2 with round ends, in
// currentColor.
//
// Source: lucide-static 1.62.0; icon/LICENSE. Arcs that share one "a" are
// written apart, and every rx has its ry.
//
//go:embed icon
var icons embed.FS

// Icon returns the SVG text of an icon by its Lucide name, such as "printer".
// The error matches fs.ErrNotExist if there is none of that name.
func Icon(name string) ([]byte, error) {
	svg, err := icons.ReadFile("icon/" + name + ".svg")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, fmt.Errorf("assets: icon %q: %w", name, fs.ErrNotExist)
	}
	return svg, err
}

// IconNames returns the names of all icons, in order.
func IconNames() []string {
	var names []string
	entries, err := icons.ReadDir("icon")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".svg"); ok {
			names = append(names, name)
		}
	}
	return names
}
