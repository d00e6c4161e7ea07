package assets

import (
	_ "embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run ./icon/gen

// iconPaths are the icons as icon/gen reads them from the drawings beside it.
//
// Source: lucide-static 1.62.0; icon/LICENSE.
//
//go:embed icon/paths.txt
var iconPaths string

// IconUnits is the width and height of an icon in the units of its points. It
// is drawn in a pen of round ends that is 2 of them wide.
const IconUnits = 24

// IconPath is one line that the pen follows.
type IconPath struct {
	// Fill says that what the line goes around is filled, too.
	Fill  bool
	Steps []IconStep
}

// IconStep is one command of a path: 'M' moves to, 'L' draws a straight line
// to, and 'Z' closes the path to where it was moved. 'C' draws a cubic curve to
// the last of its three points; of the others only the first counts.
type IconStep struct {
	Command byte
	To      [3][2]float32
}

// iconTable is iconPaths by name.
var iconTable = sync.OnceValue(func() map[string][]IconPath {
	table := map[string][]IconPath{}
	name := ""
	for line := range strings.Lines(iconPaths) {
		words := strings.Fields(line)
		if len(words) == 1 {
			name = words[0]
			continue
		}
		table[name] = append(table[name], IconPath{words[0] == "fill", iconSteps(words[1:])})
	}
	return table
})

func iconSteps(words []string) (steps []IconStep) {
	at := 0 // which number of the step comes next
	for _, w := range words {
		if w[0] >= 'A' {
			steps, at = append(steps, IconStep{Command: w[0]}), 0
			continue
		}
		v, err := strconv.ParseFloat(w, 32)
		if err != nil {
			panic("assets: icon/paths.txt: " + err.Error()) // made by icon/gen
		}
		steps[len(steps)-1].To[at/2][at%2] = float32(v)
		at++
	}
	return steps
}

// Icon returns the lines of an icon by its Lucide name, such as "printer". They
// must not be changed. The error matches fs.ErrNotExist if there is none of
// that name.
func Icon(name string) ([]IconPath, error) {
	paths, ok := iconTable()[name]
	if !ok {
		return nil, fmt.Errorf("assets: icon %q: %w", name, fs.ErrNotExist)
	}
	return paths, nil
}

// IconNames returns the names of all icons, in order.
func IconNames() []string {
	var names []string
	for name := range iconTable() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
