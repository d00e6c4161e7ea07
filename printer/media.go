package printer

import "math"

// Like reports whether what is laid out for o comes out on m: both are rolls,
// whose slips are as wide as the head, or both are labels of the same size.
func (m Media) Like(o Media) bool {
	if m.Kind == "continuous" || o.Kind == "continuous" {
		return m.Kind == o.Kind
	}
	const tolerance = 1.0 // mm; sizes are nominal
	return math.Abs(m.WidthMM-o.WidthMM) <= tolerance && math.Abs(m.HeightMM-o.HeightMM) <= tolerance
}
