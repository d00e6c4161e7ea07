package raster

// maxScale bounds a factor, against a correction gone wrong.
const maxScale = 2

// scale is a factor of printer.Correction, whose zero value changes nothing.
func scale(f float64) float64 {
	if f == 0 {
		return 1
	}
	return min(max(f, 1.0/maxScale), maxScale)
}
