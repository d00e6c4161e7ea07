package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCheckSeesEveryDamage(t *testing.T) {
	for _, tt := range []struct {
		name, statement, what string
	}{
		{"an event changed", `UPDATE event SET body = CAST(replace(body, 'laptop', 'laptap') AS BLOB) WHERE seq = 6`, "chain"},
		{"an event removed", `DELETE FROM event WHERE seq = 6`, "chain"},
		{"the last event removed", `DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)`, "anchor"},
		{"a column of an event changed", `UPDATE event SET stamp = stamp + 1 WHERE seq = 6`, "projection"},
		{"an order changed", `UPDATE orders SET slot = 9`, "projection"},
		{"the body of an order changed", `UPDATE orders SET body = replace(body, 'EliteBook', 'ProBook')`, "projection"},
		{"the last event of an order changed", `UPDATE orders SET ends = 'A.1'`, "projection"},
		{"the link of an event changed", `UPDATE event SET base = '' WHERE seq = 6`, "projection"},
		{"the place of an order changed", `UPDATE orders SET scan = replace(scan, 'awaiting-test', 'done')`, "projection"},
		{"the words of an event changed", `UPDATE words SET texts = replace(texts, '5CD1', '5CD2')`, "projection"},
		{"the words of an event removed", `DELETE FROM words`, "projection"},
		{"the salt of words changed", `UPDATE words SET salt = zeroblob(16)`, "projection"},
		{"a model counted wrongly", `UPDATE model SET n = 9`, "projection"},
		{"a model removed", `DELETE FROM model`, "projection"},
		{"an order that cannot be found", `DELETE FROM order_gram WHERE rowid > 0`, "search"},
		{"an order found by less", `INSERT OR REPLACE INTO order_gram (rowid, gram) SELECT id, 'abcd' FROM order_gram_docsize`, "search"},
		{"an order found that is nobody's", `INSERT INTO order_gram (rowid, gram) VALUES (7, 'abcd')`, "search"},
		{"a person that cannot be found", `DELETE FROM person_gram WHERE rowid > 0`, "search"},
		{"a person found by another name", `UPDATE person SET name = '张伟'`, "search"},
		{"an index of another version", `UPDATE meta SET value = '0' WHERE key = 'index'`, "search"},
		{"who saw an order changed", `UPDATE orders SET take = 7`, "projection"},
		{"a stock-take that cannot be read", `UPDATE subject SET body = substr(body, 2) WHERE id LIKE 'stock-take:%'`, "projection"},
		{"a stock-take under another number", `UPDATE subject SET id = 'stock-take:A.8' WHERE id LIKE 'stock-take:%'`, "projection"},
		{"a stock-take ended by nobody", `UPDATE subject SET open = 0`, "projection"},
		{"an override that nobody looks over", `DELETE FROM notable`, "projection"},
		{"a notice of nothing", `INSERT INTO notable VALUES (1, 'A', 1)`, "projection"},
		{"a person called otherwise", `UPDATE person SET name = '张三'`, "person"},
		{"a person removed", `DELETE FROM person`, "person"},
		{"an order removed", `DELETE FROM orders`, "projection"},
		{"an order nobody made", `INSERT INTO orders SELECT 'A2611210009', 9, ver, stage, 0, place, 0, 0, '', '', 0, '', scan, body, ends, take FROM orders LIMIT 1`, "projection"},
		{"a text changed after signing", `UPDATE signature SET text = text || '。'`, "signature"},
		{"a signature under another order", `UPDATE signature SET ord = 'A2611210009'`, "signature"},
		{"the last number forgotten", `UPDATE meta SET value = '' WHERE key = 'last-number'`, "number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newShop(t)
			s.move(s.takeIn("5CD1").Order.ID, repair.ShelfAwaitingTest, 0)
			s.begin(7)
			s.do(s.takeIn("5CD2").Order.ID, repair.MoveMachine{
				To: repair.Place{Kind: repair.ShelfDone}, Override: &repair.Approval{By: "A003", Reason: "急用"},
			})
			s.clean()
			s.Close()
			tamper(t, s.dir, "DROP TRIGGER event_stays", "DROP TRIGGER event_kept", tt.statement)
			r, err := store.CheckDir(ctx, s.dir)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Findings, func(f store.Finding) bool { return f.What == tt.what }) {
				t.Errorf("faults %v, want one of %s", r.Findings, tt.what)
			}
		})
	}
}

func TestCheckOfAnErasedPerson(t *testing.T) {
	s := newShop(t)
	in := s.takeIn("5CD1")
	id := in.Order.ID
	if err := s.EraseCustomer(ctx, "A003", in.Customer.ID, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	tamper(t, s.dir, `DELETE FROM signature`)
	s = openShop(t, s.dir, s.clock)
	s.clean()
	if got := s.order(id).Customer; got.ID != "" {
		t.Errorf("customer %+v", got)
	}
}

func TestCheckKnowsASignedConsent(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	s.do(id, repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "主板", Count: 1, PriceFen: 98000}}}})
	s.do(id, repair.AnswerQuote{Agreed: true, How: repair.AnswerBySigning, Signed: signedText("同意维修")})
	s.clean()
}

func TestCheckWhileTheShopIsOpen(t *testing.T) {
	s := newShop(t)
	done := make(chan error)
	go func() {
		var err error
		for i := range 20 {
			_, e := s.try("", repair.AssignNumber{Kind: repair.Kinds[i%4]})
			err = errors.Join(err, e)
		}
		done <- err
	}()
	for {
		r, err := store.CheckDir(ctx, s.dir)
		if err != nil || !r.OK() {
			t.Fatalf("CheckDir = %+v, %v", r, err)
		}
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
	}
}

func TestNoStoreToCheck(t *testing.T) {
	if _, err := store.CheckDir(ctx, t.TempDir()); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("CheckDir: %v", err)
	}
	if _, err := store.Rebuild(ctx, t.TempDir()); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("Rebuild: %v", err)
	}
	s := newShop(t)
	if _, err := store.Rebuild(ctx, s.dir); !errors.Is(err, store.ErrInUse) {
		t.Errorf("Rebuild of an open store: %v", err)
	}
}

// dump is the table of orders, every column of every row.
func dump(t rapid.TB, s *store.Store) (out []string) {
	_, r := s.Pools()
	rows, err := r.Query(`SELECT * FROM orders ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		vals := make([]any, 16)
		dest := make([]any, 16)
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%#v", vals))
	}
	return out
}

func TestRebuildMakesTheSameRows(t *testing.T) {
	dir := t.TempDir()
	if err := storetest.Fill(dir, 300); err != nil {
		t.Fatal(err)
	}
	s := openShop(t, dir, newClock())
	before := dump(t, s.Store)
	w, _ := s.Pools()
	if _, err := w.Exec(`UPDATE meta SET value = 'A0' WHERE key = 'last-number'`); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Exec(`UPDATE orders SET place = 'done', body = '{}' WHERE number % 3 = 0`); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Rebuild(ctx); n != 300 || err != nil {
		t.Fatalf("Rebuild = %d, %v", n, err)
	}
	if d := cmp.Diff(before, dump(t, s.Store)); d != "" {
		t.Errorf("rows (-before +rebuilt):\n%s", d)
	}
	s.clean()
}

// TestRandomDays plays random commands, most of which the rules refuse, and
// compares what the store keeps with a rebuild.
func TestRandomDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		clock := newClock()
		s, err := store.Open(ctx, store.Options{
			Dir: t.TempDir(), Station: "A", Now: clock.now, Layout: repair.Layout{repair.ShelfAwaitingTest: 2, repair.ShelfDone: 1},
		})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		sh := &shop{Store: s, t: t, clock: clock}
		sh.enrol()
		var ids []repair.OrderID
		places := append(slices.Clone(repair.Shelves), repair.PlaceBench, repair.PlacePeer, repair.PlaceCourier)
		for range rapid.IntRange(5, 40).Draw(rt, "commands") {
			clock.add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "seconds")) * time.Second)
			var id repair.OrderID
			var c repair.Command = repair.AssignNumber{Kind: rapid.SampledFrom(repair.Kinds).Draw(rt, "kind")}
			if len(ids) > 0 {
				id = rapid.SampledFrom(ids).Draw(rt, "order")
				row, err := s.Order(ctx, id)
				if err != nil {
					rt.Fatal(err)
				}
				c = rapid.SampledFrom([]repair.Command{
					c, checkIn("5CD1"), checkIn("5CD2"),
					repair.UndoMove{},
					repair.UndoMove{},
					repair.RecordTest{Results: pass(row.Order.Lines)},
					pickUp(id),
					repair.ReturnUnrepaired{Reason: "不修"},
					repair.FollowUpDone{Result: "好"},
					repair.VoidOrder{},
					repair.SeeMachine{Take: 7, At: repair.Place{Kind: rapid.SampledFrom(places).Draw(rt, "seen")}},
					repair.SeeMachine{Take: 7, At: row.Order.Place, Back: true},
					repair.ReportMissing{Take: 7},
					repair.UndoSighting{},
					moveTo(rt, places), moveTo(rt, places), moveTo(rt, places), moveTo(rt, places),
				}).Draw(rt, "command")
			}
			r, err := sh.try(id, c)
			var rule *repair.RuleError
			if err != nil && !errors.As(err, &rule) {
				rt.Fatalf("%T: %v", c, err)
			}
			if _, ok := c.(repair.AssignNumber); ok && err == nil {
				ids = append(ids, r.Order.ID)
			}
		}
		slots := map[string]repair.OrderID{}
		board, err := s.Board(ctx)
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range board {
			if p := r.Order.Place; p.Slot > 0 {
				if by, ok := slots[p.Name()]; ok {
					rt.Fatalf("%s and %s are both in %s", by, r.Order.ID, p.Name())
				}
				slots[p.Name()] = r.Order.ID
			}
		}
		if r, err := s.Check(ctx); err != nil || !r.OK() {
			rt.Fatalf("Check = %+v, %v", r, err)
		}
		before := dump(rt, s)
		if _, err := s.Rebuild(ctx); err != nil {
			rt.Fatal(err)
		}
		if d := cmp.Diff(before, dump(rt, s)); d != "" {
			rt.Errorf("rows (-before +rebuilt):\n%s", d)
		}
	})
}

func moveTo(rt *rapid.T, places []repair.PlaceKind) repair.MoveMachine {
	c := repair.MoveMachine{To: repair.Place{Kind: rapid.SampledFrom(places).Draw(rt, "place")}}
	c.To.Slot = rapid.IntRange(0, 2).Draw(rt, "slot")
	if c.To.Kind == repair.ShelfAwaitingParts {
		c.Reason = repair.ReasonParts
	}
	if rapid.Bool().Draw(rt, "override") {
		c.Override = &repair.Approval{By: "A003", Reason: "急"}
	}
	return c
}

// A query that reads the whole table is a query that gets slower every day.
func TestQueriesUseTheirIndexes(t *testing.T) {
	_, r := newShop(t).Pools()
	for _, tt := range []struct{ query, index string }{
		{`SELECT body FROM orders WHERE in_shop = 1`, "orders_in_shop"},
		{`SELECT place, count(*) FROM orders WHERE in_shop = 1`, "orders_in_shop"},
		{`SELECT body FROM orders WHERE customer <> '' AND customer = ? ORDER BY number DESC`, "orders_customer"},
		{`SELECT body FROM orders WHERE serial <> '' AND serial = ? ORDER BY number DESC`, "orders_serial"},
		{`SELECT body FROM orders WHERE follow_up_on <> '' AND follow_up_on <= ?`, "orders_follow_up"},
		{`SELECT body FROM orders WHERE number >= ? AND stage = 'draft' ORDER BY number DESC`, "orders_number"},
		{`SELECT model FROM model WHERE kind = 'laptop' AND brand = ? ORDER BY last DESC LIMIT 8`, "COVERING INDEX model_brand"},
		{`SELECT name FROM person WHERE key > ? ORDER BY key DESC LIMIT 500`, "(key>?)"},
		{`SELECT id FROM person WHERE spellings IS NULL`, "person_unspelled"},
		{`SELECT body FROM orders o WHERE o.take <> 0 AND o.take = ?`, "orders_take"},
		{`SELECT body FROM subject WHERE id >= 'enquiry:' AND id < 'enquiry;' AND open = 1 ORDER BY id`, "subject_open"},
		{`SELECT body FROM event WHERE origin = ? AND seq = 1`, "(origin=? AND seq=?)"},
	} {
		rows, err := r.Query("EXPLAIN QUERY PLAN "+tt.query, "")
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var a, b, c int
			var text sql.NullString
			if err := rows.Scan(&a, &b, &c, &text); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, text.String)
		}
		rows.Close()
		if got := strings.Join(plan, "; "); !strings.Contains(got, tt.index) || strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("%s:\n%s, want %s", tt.query, got, tt.index)
		}
	}
}

// Who has searched remembers the index as it was; what was added to it since then
// is no damage.
func TestCheckLooksAtTheIndexAsItIs(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1")
	for range 8 { // each connection of the pool
		if _, err := s.Find(ctx, "5CD", 5); err != nil {
			t.Fatal(err)
		}
	}
	s.clean()
	for i := range 40 {
		s.takeIn(fmt.Sprint("5CDX", i))
	}
	s.clean()
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	s.clean()
}
