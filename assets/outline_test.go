package assets_test

import (
	"testing"

	"countertop/assets"
)

func TestOutlinesFillTheirViews(t *testing.T) {
	for _, kind := range []string{"laptop", "desktop", "printer", "other", "coffee machine"} {
		views := assets.Outline(kind)
		if len(views) != 2 {
			t.Errorf("%s has %d views; the customer copy has room for two", kind, len(views))
		}
		for _, v := range views {
			var right, bottom float64
			for _, s := range v.Strokes {
				for _, p := range s {
					if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
						t.Errorf("%s %s: point %v outside the view", kind, v.Name, p)
					}
					right, bottom = max(right, p.X), max(bottom, p.Y)
				}
			}
			if v.Name == "" || right != 1 || bottom != 1 {
				t.Errorf("%s %q reaches %v, %v; want 1, 1", kind, v.Name, right, bottom)
			}
		}
	}
}
