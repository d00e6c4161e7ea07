package raster

import "countertop/printer"

// Render is a page as a printer of this resolution gets it.
func Render(p printer.Page, dpi int) (*printer.Bitmap, error) {
	img, err := Compose(p, printer.Profile{DPI: dpi})
	if err != nil {
		return nil, err
	}
	return img.Preview, nil
}

// Missing returns the visible runes of s that the font lacks, each once; on
// paper they are replacement boxes.
func Missing(s string) ([]rune, error) {
	t, err := loadTypeface()
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range s {
		if invisible(r) || seen[r] {
			continue
		}
		seen[r] = true
		if t.lacks(r) {
			missing = append(missing, r)
		}
	}
	return missing, nil
}
