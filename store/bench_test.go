package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

// filledDir is a store of 100,000 orders, all of them on the shelves, made once
// for all benchmarks.
var (
	filledOnce sync.Once
	filledDir  string
	filledErr  error
)

func filled(b *testing.B) string {
	b.Helper()
	filledOnce.Do(func() {
		if filledDir, filledErr = os.MkdirTemp("", "countertop-bench-"); filledErr == nil {
			filledErr = storetest.FillShelves(filledDir, 100_000)
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

// mover returns a function that moves a machine, another one each time, out of
// the shop and back to a shelf: a scan a call, durable.
func mover(b *testing.B) func() {
	b.Helper()
	s := openShop(b, filled(b), newClock())
	board, err := s.Board(ctx)
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	return func() {
		o := &board[i*7919%len(board)].Order // all over the file
		to := repair.Place{Kind: repair.PlacePeer}
		if o.Place == to {
			to.Kind = repair.ShelfAwaitingTest
		}
		r, err := s.Commit(ctx, storetest.Staff[1].ID, "", repair.OrderCommand{Order: o.ID, Command: repair.MoveMachine{To: to}})
		if err != nil || len(r.Events) != 1 {
			b.Fatalf("%d events, %v", len(r.Events), err)
		}
		*o = r.Order
		i++
	}
}

// bare returns a function that does the least that is durable: one insert into
// a file of its own beside the store, with the same settings.
func bare(b *testing.B) func() {
	b.Helper()
	dir, err := os.MkdirTemp("", "countertop-bare-")
	if err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite3", store.DSN(dir, true))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		db.Close()
		os.RemoveAll(dir)
	})
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT) STRICT`); err != nil {
		b.Fatal(err)
	}
	body := fmt.Sprintf("%0400d", 1)
	return func() {
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

// BenchmarkMoveCommit is a scan that moves a machine.
func BenchmarkMoveCommit(b *testing.B) {
	move := mover(b)
	b.ReportAllocs()
	for b.Loop() {
		move()
	}
}

// BenchmarkBareTransaction is the bare transaction that the budget is made of.
func BenchmarkBareTransaction(b *testing.B) {
	insert := bare(b)
	b.ReportAllocs()
	for b.Loop() {
		insert()
	}
}

// BenchmarkMoveBesideBare takes turns of 100 moves and 100 bare transactions,
// so that both meet the same disk and the same load. p50 is the median of the
// turns' medians.
func BenchmarkMoveBesideBare(b *testing.B) {
	move, insert := timed{do: mover(b)}, timed{do: bare(b)}
	move.turn() // opens pages and statements
	insert.turn()
	move.reset()
	insert.reset()
	for b.Loop() {
		move.turn()
		insert.turn()
	}
	b.ReportMetric(move.p50(), "move-p50-µs")
	b.ReportMetric(move.mean(), "move-mean-µs")
	b.ReportMetric(insert.p50(), "bare-p50-µs")
	b.ReportMetric(insert.mean(), "bare-mean-µs")
	b.ReportMetric(move.p50()/insert.p50(), "p50-ratio")
	b.ReportMetric(move.mean()/insert.mean(), "mean-ratio")
}

// looker returns a function that sees a machine in a stock-take, another one each
// time: a scan a call, durable.
func looker(b *testing.B) func() {
	b.Helper()
	s := openShop(b, filled(b), newClock())
	board, err := s.Board(ctx)
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	return func() {
		o := board[i%len(board)].Order
		see := repair.SeeMachine{Take: int64(i/len(board) + 1), At: repair.Place{Kind: repair.ShelfAwaitingTest}}
		r, err := s.Commit(ctx, storetest.Staff[1].ID, "", repair.OrderCommand{Order: o.ID, Command: see})
		if err != nil || len(r.Events) != 1 {
			b.Fatalf("%d events, %v", len(r.Events), err)
		}
		i++
	}
}

// BenchmarkSeeBesideBare is BenchmarkMoveBesideBare for machines that are seen
// in a stock-take.
func BenchmarkSeeBesideBare(b *testing.B) {
	see, insert := timed{do: looker(b)}, timed{do: bare(b)}
	see.turn()
	insert.turn()
	see.reset()
	insert.reset()
	for b.Loop() {
		see.turn()
		insert.turn()
	}
	b.ReportMetric(see.p50(), "see-p50-µs")
	b.ReportMetric(see.mean(), "see-mean-µs")
	b.ReportMetric(insert.p50(), "bare-p50-µs")
	b.ReportMetric(see.p50()/insert.p50(), "p50-ratio")
	b.ReportMetric(see.mean()/insert.mean(), "mean-ratio")
}

// timed is something done in turns.
type timed struct {
	do      func()
	medians []time.Duration
	total   time.Duration
}

const perTurn = 100

func (t *timed) turn() {
	took := make([]time.Duration, perTurn)
	for i := range took {
		start := time.Now()
		t.do()
		took[i] = time.Since(start)
		t.total += took[i]
	}
	slices.Sort(took)
	t.medians = append(t.medians, took[perTurn/2])
}

func (t *timed) reset() { t.medians, t.total = nil, 0 }

func (t *timed) p50() float64 {
	slices.Sort(t.medians)
	return float64(t.medians[len(t.medians)/2].Nanoseconds()) / 1e3
}

func (t *timed) mean() float64 {
	return float64(t.total.Nanoseconds()) / 1e3 / float64(len(t.medians)*perTurn)
}

// BenchmarkFind is a search by what people say or type.
func BenchmarkFind(b *testing.B) {
	s := openShop(b, filled(b), newClock())
	for _, text := range []string{"1", "0042", "261119", "138", "5CD10", "张伟", "EliteBook"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if rows, err := s.Find(ctx, text, 20); err != nil || len(rows) == 0 {
					b.Fatalf("%d orders, %v", len(rows), err)
				}
			}
		})
	}
}

// BenchmarkCheckIn is a machine of a known person that is taken in, the commit
// alone.
func BenchmarkCheckIn(b *testing.B) {
	s := openShop(b, filled(b), newClock())
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		in := checkIn(fmt.Sprint("BENCH", i))
		in.Customer = storetest.Customer(i * 7919 % 90_000)
		id := s.assign()
		b.StartTimer()
		s.do(id, in)
		b.StopTimer()
		s.do(id, repair.ReturnUnrepaired{Reason: "客户不修"})
		s.move(id, repair.ShelfAwaitingPickup, 0)
		s.do(id, pickUp(id))
		b.StartTimer()
	}
}

// BenchmarkBoard reads every machine in the shop.
func BenchmarkBoard(b *testing.B) {
	s := openShop(b, filled(b), newClock())
	for b.Loop() {
		if _, err := s.Board(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
