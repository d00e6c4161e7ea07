package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
	"countertop/store/storetest"
)

var testShelf = repair.Place{Kind: repair.ShelfAwaitingTest}

// begin keeps a new stock-take of 待测.
func (s *shop) begin(id int64) repair.StockTake {
	s.t.Helper()
	now := s.clock.now().UTC()
	t := repair.StockTake{ID: id, By: storetest.Staff[0].ID, Begun: now}.Add(testShelf, now)
	s.save(t)
	return t
}

func (s *shop) save(t repair.StockTake) {
	s.t.Helper()
	if err := s.SaveStockTake(ctx, t); err != nil {
		s.t.Fatal(err)
	}
}

// counted is the open stock-take as it stands.
func (s *shop) counted() (repair.StockTake, repair.StockReport) {
	s.t.Helper()
	t, seen, err := s.OpenStockTake(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	board, err := s.Board(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	machines := func(rows []repair.Row) (list []repair.StockMachine) {
		for _, r := range rows {
			list = append(list, repair.StockMachineOf(r.Order))
		}
		return list
	}
	return t, t.Compare(machines(board), machines(seen))
}

func TestStockTakeIsThereAfterAPowerCut(t *testing.T) {
	s := newShop(t)
	var ids []repair.OrderID
	for _, serial := range []string{"5CD1", "5CD2", "5CD3", "5CD4"} {
		ids = append(ids, s.takeIn(serial).Order.ID)
	}
	for _, id := range ids[:2] {
		s.move(id, repair.ShelfAwaitingTest, 0)
	}
	s.move(ids[2], repair.PlacePeer, 0)
	s.move(ids[3], repair.ShelfAwaitingTest, 0)
	s.do(ids[3], repair.ReturnUnrepaired{Reason: "价格"})
	s.do(ids[3], pickUp(ids[3]))
	s.clock.add(time.Minute)

	take := s.begin(7)
	s.clock.add(time.Second)
	for _, id := range []repair.OrderID{ids[0], ids[2], ids[3]} {
		s.do(id, repair.SeeMachine{Take: 7, At: testShelf})
	}
	take = take.Put(repair.UnknownItem{Code: "6901234567892", Find: repair.StockNotOurs, At: testShelf, Seen: s.clock.now().UTC(), By: "A002"})
	s.save(take)
	s.do(ids[1], repair.ReportMissing{Take: 7})

	got, before := s.counted()
	if d := cmp.Diff(take, got); d != "" {
		t.Errorf("stock-take (-want +got):\n%s", d)
	}
	want := []repair.StockCount{{Place: testShelf, Expected: 2, Found: 1, Missing: 1, Foreign: 1, Unknown: 2, Resolved: 1}}
	if d := cmp.Diff(want, before.Counts); d != "" {
		t.Errorf("counts (-want +got):\n%s", d)
	}
	s = s.reopen()
	if _, again := s.counted(); !cmp.Equal(before, again) {
		t.Errorf("reopened (-before +now):\n%s", cmp.Diff(before, again))
	}
	rows := dump(t, s.Store)
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rows, dump(t, s.Store)); d != "" {
		t.Errorf("rows (-before +rebuilt):\n%s", d)
	}
	take, again := s.counted()
	if d := cmp.Diff(before, again); d != "" {
		t.Errorf("rebuilt (-before +now):\n%s", d)
	}
	if o := s.order(ids[1]).Order; !o.Missing() || o.MissingBy != "A001" {
		t.Errorf("missing since %v, by %q", o.MissingSince, o.MissingBy)
	}

	take.Report, take.Ended = again, s.clock.now().UTC()
	s.save(take)
	s = s.reopen()
	s.clean()
	if open, _, err := s.OpenStockTake(ctx); open.ID != 0 || err != nil {
		t.Errorf("stock-take %d is still open, %v", open.ID, err)
	}
	if got, err := s.StockTake(ctx, 7); err != nil || !cmp.Equal(take, got) {
		t.Errorf("kept (-want +got): %v\n%s", err, cmp.Diff(take, got))
	}
	if _, err := s.StockTake(ctx, 8); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("a stock-take that never was: %v", err)
	}
	if r, err := s.Check(ctx); err != nil || r.StockTakes != 1 {
		t.Errorf("%d stock-takes are checked, %v", r.StockTakes, err)
	}
}

func TestStockTakesAreKept(t *testing.T) {
	s := newShop(t)
	for id := range int64(5) {
		take := s.begin(id + 1)
		take.Ended = take.Begun.Add(time.Minute)
		if id != 2 {
			s.save(take)
		}
	}
	list, err := s.StockTakes(ctx, 3)
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for _, x := range list {
		got = append(got, x.ID)
	}
	if want := []int64{5, 4, 2}; !slices.Equal(got, want) {
		t.Errorf("stock-takes %v, want %v", got, want)
	}
	if open, _, err := s.OpenStockTake(ctx); open.ID != 3 || err != nil {
		t.Errorf("open is %d, %v", open.ID, err)
	}
	if err := s.SaveStockTake(ctx, repair.StockTake{}); err == nil {
		t.Error("a stock-take without a number is kept")
	}
}

func TestMissingMachineStaysOutOfTheSlotsOfOthers(t *testing.T) {
	s := newShop(t)
	lost, other := s.takeIn("5CD1").Order.ID, s.takeIn("5CD2").Order.ID
	s.move(lost, repair.ShelfAwaitingTest, 1)
	s.do(lost, repair.ReportMissing{})
	_, err := s.try(other, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 1}})
	wantRule(t, err, repair.RuleSlotTaken)
	s.move(lost, repair.ShelfAwaitingTest, 9)
	if s.order(lost).Order.Missing() {
		t.Error("a machine that a scan has moved is still missing")
	}
	s.clean()
}
