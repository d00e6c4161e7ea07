package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"sync"
	"testing"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

// filledDir is a store of 100,000 orders, made once for all benchmarks.
var (
	filledOnce sync.Once
	filledDir  string
	filledErr  error
)

func filled(b *testing.B) string {
	b.Helper()
	filledOnce.Do(func() {
		if filledDir, filledErr = os.MkdirTemp("", "countertop-bench-"); filledErr == nil {
			filledErr = storetest.Fill(filledDir, 100_000)
		}
	})
	if filledErr != nil {
		b.Fatal(filledErr)
	}
	return filledDir
}

func removeFilled() {
	if filledDir != "" {
		os.RemoveAll(filledDir)
	}
}

// BenchmarkMoveCommit is a scan that moves a machine, durable.
func BenchmarkMoveCommit(b *testing.B) {
	s := openShop(b, filled(b), newClock())
	board, err := s.Board(ctx)
	if err != nil {
		b.Fatal(err)
	}
	id := board[0].Order.ID
	to := []repair.PlaceKind{repair.PlaceBench, repair.ShelfAwaitingTest}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		s.move(id, to[i%2], 0)
		i++
	}
	b.StopTimer()
	s.Close()
}

// BenchmarkBareTransaction is the least that is durable: one insert into the
// same file with the same settings.
func BenchmarkBareTransaction(b *testing.B) {
	dir := filled(b)
	db, err := sql.Open("sqlite3", store.DSN(dir, true))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, body TEXT) STRICT`); err != nil {
		b.Fatal(err)
	}
	body := fmt.Sprintf("%0400d", 1)
	b.ReportAllocs()
	for b.Loop() {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tx.Exec(`INSERT INTO bare (body) VALUES (?)`, body); err != nil {
			b.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}
