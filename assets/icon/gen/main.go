// Command gen turns the icons of this folder's parent, SVG, into paths.txt: the
// lines that a pen follows, in absolute coordinates, as straight lines and
// cubic curves only. So the programs need no reader of SVG.
//
//	go generate ./assets
//
// It reads what the icons use: path with all its commands but the quadratic
// ones, line, polyline, polygon, rect, circle and ellipse, without transforms
// and styles. Anything else is refused.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
)

func main() {
	text, err := generate(os.DirFS("icon"))
	if err == nil {
		err = os.WriteFile("icon/paths.txt", []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "gen: %v.\n", err)
		os.Exit(1)
	}
}

// generate returns paths.txt. An icon is a line of its name, then a line for
// each path: "stroke" or "fill" (which the pen follows as well), and commands.
func generate(icons fs.FS) (string, error) {
	names, err := fs.Glob(icons, "*.svg")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range names {
		svg, err := icons.Open(name)
		if err != nil {
			return "", err
		}
		paths, err := readSVG(svg)
		_ = svg.Close() // it was only read
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintln(&b, strings.TrimSuffix(name, ".svg"))
		for _, p := range paths {
			fmt.Fprintln(&b, p)
		}
	}
	return b.String(), nil
}
