package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"countertop/app/repair"

	"github.com/google/go-cmp/cmp"
)

// The oldest schema holds the same journal; all else is brought up from it.
func TestOldestSchemaIsBroughtUp(t *testing.T) {
	s := newShop(t)
	in := s.takeIn("5CD1")
	s.repairIt(in.Order)
	s.takeIn("5CD2")
	want, err := s.Board(ctx)
	if err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(ctx, in.Order.ID)
	if err != nil || len(events) < 5 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	s.Close()
	now, old := filepath.Join(s.dir, "countertop.db"), filepath.Join(s.dir, "now.db")
	if err := os.Rename(now, old); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile("migration/0001_journal.sql")
	if err != nil {
		t.Fatal(err)
	}
	tamper(t, s.dir, string(first), "ATTACH '"+old+"' AS now",
		"INSERT INTO event SELECT origin, seq, ord, ver, at, kind, body, hash FROM now.event",
		"INSERT INTO orders SELECT id, number, ver, stage, in_shop, place, slot, place_since, '', 0, customer, serial, received_at, follow_up_on, '{}' FROM now.orders",
		"INSERT INTO meta SELECT * FROM now.meta", "INSERT INTO person SELECT id, name, company, phones, '', '', max(key, 0) / 32 FROM now.person",
		"INSERT INTO person SELECT 'A000009', '张伟', '', '[\"13312345678\"]', '', '', max(last) FROM person",
		"INSERT INTO signature SELECT * FROM now.signature", "INSERT INTO staff SELECT * FROM now.staff",
		"DETACH now", "PRAGMA application_id = 0x43546f70", "PRAGMA user_version = 1")

	s = openShop(t, s.dir, s.clock)
	s.clean()
	got, err := s.Board(ctx)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("board (-before +brought up): %v\n%s", err, d)
	}
	again, err := s.Events(ctx, in.Order.ID)
	if d := cmp.Diff(events, again); d != "" || err != nil {
		t.Errorf("events (-before +brought up): %v\n%s", err, d)
	}
	s.finds("138", "0002", "0001")
	s.finds("欧阳思", "0002", "0001")
	s.finds("5cd1", "0001")
	if rows, err := s.Customers(ctx, "1331234", 5); len(rows) != 1 || err != nil {
		t.Errorf("customers %+v, %v", rows, err)
	}
	s.do(in.Order.ID, repair.SeeMachine{Take: 7, At: repair.Place{Kind: repair.ShelfDone}})
	s.begin(7)
	if _, seen, err := s.OpenStockTake(ctx); len(seen) != 1 || err != nil {
		t.Errorf("a stock-take has seen %d machines, %v", len(seen), err)
	}
	s.do(in.Order.ID, pickUp(in.Order.ID))
	s.move("A2611210002", repair.ShelfAwaitingTest, 0)
	s.clean()
}
