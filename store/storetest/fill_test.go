package storetest_test

import (
	"context"
	"testing"

	"countertop/store"
	"countertop/store/storetest"
)

func TestFilledStoreIsClean(t *testing.T) {
	dir := t.TempDir()
	if err := storetest.Fill(dir, 500); err != nil {
		t.Fatal(err)
	}
	r, err := store.CheckDir(context.Background(), dir)
	if err != nil || !r.OK() || r.Orders != 500 {
		t.Fatalf("CheckDir = %+v, %v", r, err)
	}
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	counts, err := s.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range counts[:4] {
		if c.Machines == 0 || c.Oldest.IsZero() {
			t.Errorf("shelf %s is empty", c.Place)
		}
	}
}
