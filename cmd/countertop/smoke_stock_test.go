//go:build smoke

package main

import (
	"context"
	"testing"

	"countertop/app/repair"
)

// The power fails in the middle of a stock-take: every machine that was scanned
// is counted, and what is scanned next counts with them.
func TestSmokeKilledInStockTake(t *testing.T) {
	sh := newShop(t)
	s := sh.open()
	board, err := s.Board(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var here []repair.OrderID
	for _, r := range board {
		if r.Order.Place.Kind == repair.ShelfAwaitingTest {
			here = append(here, r.Order.ID)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if len(here) < 4 {
		t.Fatalf("%d machines on the shelf", len(here))
	}
	p := sh.start()
	sh.scan(sh.badge)
	p.await("the engineer's name", func(s scene) bool { return s.says("陈志强") })
	p.touch("home", "home.stock") // an engineer comes to the bench first
	p.await("the page of the stock-take", func(s scene) bool { return s.Screen == "stock-take" })
	sh.scan(shelf(repair.ShelfAwaitingTest))
	p.await("the shelf", func(s scene) bool { return s.says("Scan every machine here") })
	for _, id := range here[:3] {
		sh.scan(repair.OrderCode(id))
	}
	sh.scan("6901234567892")
	p.await("the last scan", func(s scene) bool { return s.is("Unknown") && s.is("3") })
	p.kill()

	p = sh.start()
	sh.scan(sh.badge)
	p.await("the engineer's name", func(s scene) bool { return s.says("陈志强") })
	p.touch("home", "home.stock") // with many machines overdue it is not among the first things to do
	p.await("the count", func(s scene) bool { return s.is("3") })
	sh.scan(repair.OrderCode(here[2]))
	p.await("the same again", func(s scene) bool { return s.is("Again") })
	sh.scan(repair.OrderCode(here[3]))
	p.await("one more", func(s scene) bool { return s.is("Here") && s.is("4") })
	p.kill()
	if ok, err := checkData(sh.data); err != nil || !ok {
		t.Errorf("db check after the kill: ok %v, %v", ok, err)
	}
	s = sh.open()
	defer s.Close()
	take, seen, err := s.OpenStockTake(context.Background())
	if err != nil || len(seen) != 4 || len(take.Unknown) != 1 {
		t.Errorf("%d machines and %d things are counted, %v", len(seen), len(take.Unknown), err)
	}
}
