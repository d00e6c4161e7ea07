package store_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
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
		"INSERT INTO orders SELECT id, number, ver, stage, in_shop, place, slot, place_since, '', 0, customer, serial, received_at, follow_up_on, '{}' FROM now.orders",
		"INSERT INTO meta SELECT key, value FROM now.meta WHERE key IN ('station', 'last-number', 'last-customer')", "INSERT INTO person SELECT id, name, company, phones, '', '', max(key, 0) / 32 FROM now.person",
		"INSERT INTO person SELECT 'A000009', '张伟', '', '[\"13312345678\"]', '', '', max(last) FROM person",
		"INSERT INTO signature SELECT digest, ord, head, salt, text, strokes FROM now.signature",
		"INSERT INTO staff VALUES ('A001', '王丽', 'coordinator', 1, x'', x'', 0, 0), ('A002', '陈志强', 'engineer', 1, x'', x'', 0, 0), ('A003', '欧阳敏', 'supervisor', 1, x'', x'', 0, 0)",
		journalV1(t, old), "DETACH now", "PRAGMA application_id = 0x43546f70", "PRAGMA user_version = 1")

	if err := os.Remove(filepath.Join(s.dir, "anchor")); err != nil { // it is that of another journal
		t.Fatal(err)
	}
	s = openShop(t, s.dir, s.clock)
	s.clean()
	got, err := s.Board(ctx)
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(repair.Order{}, "Head")); d != "" || err != nil {
		t.Errorf("board (-before +brought up): %v\n%s", err, d)
	}
	again, err := s.Events(ctx, in.Order.ID)
	// What a journal of version 1 does not say is made for it.
	if d := cmp.Diff(events, again, cmpopts.IgnoreFields(repair.Event{}, "Stamp", "Base")); d != "" || err != nil {
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

// journalV1 writes the journal of a store as its first version had it: no stamp,
// no base, the words in the event.
func journalV1(t *testing.T, file string) string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	records, err := store.Journal(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	var hash []byte
	vers := map[repair.OrderID]int{}
	seq := 0
	for _, e := range records {
		id := e.Subject.Order()
		if id == "" {
			continue // it knew no others
		}
		seq++
		vers[id]++
		body, err := json.Marshal(e.Body)
		if err != nil {
			t.Fatal(err)
		}
		v1, err := json.Marshal(struct {
			V       int             `json:"v"`
			Order   repair.OrderID  `json:"order"`
			At      time.Time       `json:"at"`
			By      repair.StaffID  `json:"by"`
			Station string          `json:"station"`
			Kind    string          `json:"kind"`
			Body    json.RawMessage `json:"body"`
		}{1, id, e.At, e.By, e.Origin, e.Kind(), body})
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(append(hash, v1...))
		hash = sum[:]
		rows = append(rows, fmt.Sprintf("('A', %d, '%s', %d, %d, '%s', CAST('%s' AS BLOB), x'%x')",
			seq, string(id), vers[id], e.At.UnixMilli(), e.Kind(), strings.ReplaceAll(string(v1), "'", "''"), hash))
	}
	return "INSERT INTO event VALUES " + strings.Join(rows, ",")
}
