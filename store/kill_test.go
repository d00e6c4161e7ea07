package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
)

// killEnv makes the test binary a shop that works until it is killed.
const killEnv = "COUNTERTOP_STORE_WORK_IN"

func TestMain(m *testing.M) {
	if err := store.CanSearch(); err != nil {
		fmt.Fprintf(os.Stderr, "store: %v.\n", err)
		os.Exit(1)
	}
	if dir := os.Getenv(killEnv); dir != "" {
		if err := work(dir); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	removeFilled()
	os.Exit(code)
}

// work does what a shop does all day, printing each thing once the store has
// said that it is safe: "event ORDER HASH", "number ORDER",
// "take THINGS" or "job ID STATE".
func work(dir string) error {
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A"})
	if err != nil {
		return err
	}
	do := func(id repair.OrderID, c repair.Command) (repair.Order, error) {
		r, err := s.Commit(ctx, who(c), "", repair.OrderCommand{Order: id, Command: c})
		if err == nil {
			for range r.Events {
				fmt.Println("event", string(r.Order.ID), r.Order.Head)
			}
		}
		return r.Order, err
	}
	for i := 0; ; i++ {
		o, err := do("", repair.AssignNumber{Kind: repair.KindLaptop})
		if err != nil {
			return err
		}
		fmt.Println("number", string(o.ID))
		in := checkIn(fmt.Sprint("5CD", i))
		bench := repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}
		commands := []repair.Command{
			in,
			repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest}},
			repair.SeeMachine{Take: 1, At: repair.Place{Kind: repair.ShelfAwaitingTest}},
			repair.ReportMissing{Take: 1},
			bench,
			repair.UndoMove{},
			bench,
			repair.RecordTest{Results: pass(repair.Checklist(in.Device, nil))},
			repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}},
			repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingPickup}},
			pickUp(o.ID),
		}
		if i%7 == 6 {
			commands = []repair.Command{repair.VoidOrder{Reason: "客户改天再来"}}
		}
		for _, c := range commands {
			if _, err := do(o.ID, c); err != nil {
				return err
			}
		}
		// A stock-take goes on all day; what was scanned is kept at once.
		t, _, err := s.OpenStockTake(ctx)
		if err != nil {
			return err
		}
		t.ID, t.By = 1, "A001"
		t = t.Put(repair.UnknownItem{Code: fmt.Sprint("690", len(t.Unknown)), Find: repair.StockNotOurs})
		if err := s.SaveStockTake(ctx, t); err != nil {
			return err
		}
		fmt.Println("take", len(t.Unknown))
		if err := printAll(ctx, s); err != nil {
			return err
		}
	}
}

func printAll(ctx context.Context, s *store.Store) error {
	for {
		j, ok, err := s.NextJob(ctx, "p", []repair.Document{repair.DocDeviceTag, repair.DocCustomerCopy, repair.DocAccessory})
		if err != nil || !ok {
			return err
		}
		for _, st := range []repair.JobState{repair.JobSending, repair.JobPrinted} {
			if err := s.SetJob(ctx, j.ID, repair.JobChange{State: st, Printer: "p", Sent: 100}); err != nil {
				return err
			}
			fmt.Println("job", j.ID, st)
		}
	}
}

// TestKill kills a working shop at random moments. Everything that it was told
// to be safe must be there afterwards. COUNTERTOP_KILLS says how often.
func TestKill(t *testing.T) {
	kills := 25
	if n, err := strconv.Atoi(os.Getenv("COUNTERTOP_KILLS")); err == nil {
		kills = n
	}
	s := newShop(t)
	s.Close()
	numbers := map[string]bool{}
	printed := map[int64]repair.JobState{}
	acknowledged, items := 0, 0
	for i := range kills {
		lines := workAndKill(t, s.dir, time.Duration(20+rand.IntN(150))*time.Millisecond)
		s, err := store.Open(ctx, store.Options{Dir: s.dir})
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		_, r := s.Pools()
		stored := journalOf(t, r)
		for _, line := range lines {
			f := strings.Fields(line)
			switch f[0] {
			case "event":
				if !stored[line] {
					t.Fatalf("kill %d: %q is lost", i, line)
				}
				acknowledged++
			case "number":
				if numbers[f[1]] {
					t.Fatalf("kill %d: number %s was given twice", i, f[1])
				}
				numbers[f[1]] = true
			case "take":
				items, _ = strconv.Atoi(f[1])
			case "job":
				id, _ := strconv.ParseInt(f[1], 10, 64)
				printed[id] = repair.JobState(f[2])
			default:
				t.Fatalf("kill %d: the shop %s", i, line)
			}
		}
		if take, _, err := s.OpenStockTake(ctx); err != nil || len(take.Unknown) < items {
			t.Fatalf("kill %d: %d items are counted, %d were said to be (%v)", i, len(take.Unknown), items, err)
		}
		for id, want := range printed {
			var got repair.JobState
			err := r.QueryRow(`SELECT state FROM job WHERE id = ?`, id).Scan(&got)
			// "sending" may have become "printed" unsaid, and becomes uncertain.
			if err != nil || got != want && (want != repair.JobSending || got != repair.JobUncertain && got != repair.JobPrinted) {
				t.Fatalf("kill %d: job %d is %s, was said to be %s (%v)", i, id, got, want, err)
			}
		}
		if report, err := s.Check(ctx); err != nil || !report.OK() {
			t.Fatalf("kill %d: %+v, %v", i, report.Findings, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills: %d events and %d numbers acknowledged, %d print jobs, %d items of a stock-take, all there", kills, acknowledged, len(numbers), len(printed), items)
}

// journalOf is every event that is stored, as work says it.
func journalOf(t *testing.T, r *sql.DB) map[string]bool {
	t.Helper()
	rows, err := r.Query(`SELECT subject, lower(hex(hash)) FROM event`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	stored := map[string]bool{}
	for rows.Next() {
		var subject repair.Subject
		var hash string
		if err := rows.Scan(&subject, &hash); err != nil {
			t.Fatal(err)
		}
		stored["event "+string(subject.Order())+" "+hash] = true
	}
	return stored
}

// workAndKill lets the shop work, kills it some time after its first word, and
// returns what it said.
func workAndKill(t *testing.T, dir string, after time.Duration) (lines []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(out)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			break // a line that was cut off was not said
		}
		if len(lines) == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() }) //nolint:errcheck // it may have failed by itself
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	cmd.Wait() //nolint:errcheck // it was killed
	return lines
}
