package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"countertop/app/repair"
	"countertop/store"
)

// copied is a copy of the data directory of a shop, without some files.
func copied(t *testing.T, s *shop, without ...string) *shop {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	for _, name := range without {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return openShop(t, dir, s.clock)
}

// A copy of the data goes on under an origin of its own, and leaves out numbers
// that may stand on paper.
func TestACopyWritesAJournalOfItsOwn(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	s.Close()
	if s.Origin() != "A" || s.MovedFrom() != "" {
		t.Errorf("a new store writes %s, from %q", s.Origin(), s.MovedFrom())
	}
	c := copied(t, s, "installation")
	if c.Origin() != "A2" || c.MovedFrom() != "A" || c.Station() != "A" {
		t.Errorf("the copy writes %s, from %q", c.Origin(), c.MovedFrom())
	}
	c.move(id, repair.ShelfAwaitingTest, 0)
	events, err := c.Events(ctx, id)
	if err != nil || len(events) != 3 || events[2].Origin != "A2" || events[2].Base != "A.6" {
		t.Errorf("events %+v, %v", events, err)
	}
	if next := c.assign(); next != "A2611210102" {
		t.Errorf("the next number is %s", string(next))
	}
	c.clean()
	again := c.reopen()
	if again.Origin() != "A2" || again.MovedFrom() != "" {
		t.Errorf("opened again it writes %s, from %q", again.Origin(), again.MovedFrom())
	}
	if n, err := again.Rebuild(ctx); n != 2 || err != nil {
		t.Errorf("Rebuild = %d, %v", n, err)
	}
	again.clean()
	again.Close()
	if third := copied(t, again, "installation"); third.Origin() != "A3" {
		t.Errorf("a copy of the copy writes %s", third.Origin())
	}

	// The days after, nobody else gives numbers.
	s.clock.add(24 * 60 * 60 * 1e9)
	if next := again.reopen().assign(); next != "A2611220001" {
		t.Errorf("the first number of the next day is %s", string(next))
	}
	// A database that another installation has left in this directory is a copy too.
	other := newShop(t)
	other.takeIn("5CD9")
	other.Close()
	b, err := os.ReadFile(filepath.Join(other.dir, "countertop.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"anchor", "countertop.db"} {
		os.Remove(filepath.Join(s.dir, name))
	}
	writeFile(t, filepath.Join(s.dir, "countertop.db"), string(b))
	restored, err := store.Open(ctx, store.Options{Dir: s.dir, Now: s.clock.now})
	if err != nil || restored.Origin() != "A2" {
		t.Fatalf("a database put here writes %s, %v", restored.Origin(), err)
	}
	restored.Close()
}
