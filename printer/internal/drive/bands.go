package drive

import "countertop/printer"

// Band is a part of a bitmap: Rows rows from Y, in bytes Left to Right (not
// included) of each.
type Band struct{ Y, Rows, Left, Right int }

// Bands cuts the inked rows of b into bands of at most maxRows rows and
// MaxPayload bytes, each as narrow as its ink. Rows without ink are in none.
func Bands(b *printer.Bitmap, maxRows int) []Band {
	maxRows = max(1, min(maxRows, printer.MaxPayload/max(1, b.Stride)))
	var bands []Band
	for y := range b.HeightDots {
		left, right := ink(b.Row(y))
		if right == 0 {
			continue
		}
		if n := len(bands) - 1; n >= 0 && bands[n].Y+bands[n].Rows == y && bands[n].Rows < maxRows {
			o := &bands[n]
			o.Rows++
			o.Left, o.Right = min(o.Left, left), max(o.Right, right)
			continue
		}
		bands = append(bands, Band{y, 1, left, right})
	}
	return bands
}

// ink returns the first inked byte of row and the one after the last; 0, 0 if
// there is none.
func ink(row []byte) (left, right int) {
	right = len(row)
	for right > 0 && row[right-1] == 0 {
		right--
	}
	for left < right && row[left] == 0 {
		left++
	}
	return left, right
}

// Separate adds a dot to every place in data where the three bytes a, b and one
// of third follow each other, so that a printer that looks for real-time
// commands while it receives raster data finds none. The dot is the one right of
// a dot that is printed anyway: a third of a hair, which no eye and no barcode
// reader sees. safe replaces the first byte.
func Separate(data []byte, a, b byte, third string, safe byte) {
	for i := 0; i+2 < len(data); i++ {
		if data[i] != a || data[i+1] != b {
			continue
		}
		for j := 0; j < len(third); j++ {
			if data[i+2] == third[j] {
				data[i] = safe
			}
		}
	}
}
