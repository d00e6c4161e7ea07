package storetest_test

import (
	"path/filepath"
	"testing"

	"countertop/store/storetest"
)

func TestCourseRepeatsNoCodeTooSoon(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := storetest.Fill(dir, 120); err != nil {
		t.Fatal(err)
	}
	c, err := storetest.NewCourse(dir, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Scans) != 1000 || len(c.Moves) != 400 {
		t.Fatalf("%d scans and %d moves, want 1000 and 400", len(c.Scans), len(c.Moves))
	}
	last := map[string]int{}
	for i, code := range c.Scans {
		if at, seen := last[code]; seen && i-at < 60 {
			t.Errorf("scan %d, %s, was scanned %d scans before", i, code, i-at)
		}
		last[code] = i
	}
	// Nothing was scanned yet.
	o, err := c.Check(dir)
	if err != nil || o.OK() || o.Lost != 400 || o.Wrong != 0 || o.Disorder != 0 {
		t.Errorf("Check = %+v, %v, want all 400 lost", o, err)
	}
}
