package label

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Format is what a shop changes about a document: its paper and what stands on
// it. The zero value changes nothing.
type Format struct {
	// WidthMM, HeightMM are the label; of a slip WidthMM is the printed width
	// and HeightMM is 0. 0 x 0 is what the document is made for.
	WidthMM, HeightMM float64
	// Hide are names of Kind.Fields that are left out.
	Hide []string
}

// The sizes that labels are made in, in mm.
const (
	minWidth, maxWidth   = 30.0, 120.0
	minHeight, maxHeight = 20.0, 150.0
)

// ParseSize reads a size of a label, "50x30" or "50 × 30 mm", or the printed
// width of a slip, "48". The error says what a size looks like.
func ParseSize(s string) (widthMM, heightMM float64, err error) {
	wrong := fmt.Errorf("label: %q is not a size like 50x30, in millimetres", s)
	text := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, "×", "x"), " ", ""))
	w, h, two := strings.Cut(strings.TrimSuffix(text, "mm"), "x")
	number := func(s string) float64 {
		n, e := strconv.ParseFloat(strings.TrimSuffix(s, "mm"), 64)
		if e != nil || !(n > 0 && n < 1000) {
			err = wrong
		}
		return n
	}
	widthMM = number(w)
	if two {
		heightMM = number(h)
	}
	if err != nil {
		return 0, 0, err
	}
	return widthMM, heightMM, nil
}

// In is the document in a format. The error is one sentence that names what
// cannot be, and what there is.
func (k Kind) In(f Format) (Kind, error) {
	switch {
	case f.WidthMM == 0 && f.HeightMM == 0:
	case k.HeightMM == 0 && f.HeightMM != 0:
		return k, fmt.Errorf("label: %s is a slip on a roll: its size is a width like 72, without a height", k.Name)
	case k.HeightMM != 0 && f.HeightMM == 0 && k.Name != testPageName:
		return k, fmt.Errorf("label: %s is a label: its size has a width and a height, like %gx%g", k.Name, k.WidthMM, k.HeightMM)
	case f.HeightMM != 0 && (f.WidthMM < minWidth || f.WidthMM > maxWidth || f.HeightMM < minHeight || f.HeightMM > maxHeight):
		return k, fmt.Errorf("label: %gx%g mm is not between %gx%g and %gx%g mm",
			f.WidthMM, f.HeightMM, minWidth, minHeight, maxWidth, maxHeight)
	default:
		k.WidthMM, k.HeightMM = f.WidthMM, f.HeightMM
	}
	for _, name := range f.Hide {
		if !slices.Contains(k.Fields, name) {
			if len(k.Fields) == 0 {
				return k, fmt.Errorf("label: nothing can be hidden on %s", k.Name)
			}
			return k, fmt.Errorf("label: %q cannot be hidden on %s; what can is: %s", name, k.Name, strings.Join(k.Fields, ", "))
		}
	}
	k.hide = f.Hide
	return k, nil
}
