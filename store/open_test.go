package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/migration"
	"countertop/store/storetest"
)

func TestEveryConnectionIsDurable(t *testing.T) {
	s := newShop(t)
	w, r := s.Pools()
	for _, pool := range []struct {
		name string
		db   *sql.DB
		n    int
	}{{"writer", w, 1}, {"checkpointer", s.Checkpointer(), 1}, {"readers", r, 4}} {
		for i := range pool.n { // held open, so that each is another one
			conn, err := pool.db.Conn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			for pragma, want := range map[string]string{
				"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000",
				"query_only": fmt.Sprint(pool.n / 4), "secure_delete": fmt.Sprint(1 - pool.n/4),
			} {
				var got string
				if err := conn.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
					t.Errorf("%s %d: %s = %q, %v, want %s", pool.name, i, pragma, got, err, want)
				}
			}
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, tt := range []struct {
		name    string
		prepare func(t *testing.T, dir string)
		want    error
		words   string
	}{
		{"a directory in use", func(t *testing.T, dir string) { openShop(t, dir, newClock()) }, store.ErrInUse, "another program"},
		{"a newer file", func(t *testing.T, dir string) {
			openShop(t, dir, newClock()).Close()
			tamper(t, dir, fmt.Sprintf("PRAGMA user_version = %d", migration.Latest()+1))
		}, store.ErrNewer, "newer version"},
		{"another program's database", func(t *testing.T, dir string) {
			tamper(t, dir, "CREATE TABLE x (y)")
		}, store.ErrNotDatabase, "not a data file"},
		{"no database", func(t *testing.T, dir string) {
			writeFile(t, filepath.Join(dir, "countertop.db"), strings.Repeat("接机台", 1000))
		}, store.ErrNotDatabase, "not a data file"},
		{"another station", func(t *testing.T, dir string) {
			s, err := store.Open(ctx, store.Options{Dir: dir, Station: "B"})
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
		}, store.ErrOtherStation, "that of B, not A"},
		{"a broken key", func(t *testing.T, dir string) {
			writeFile(t, filepath.Join(dir, "key"), "short")
		}, nil, "5 bytes instead of 32"},
		{"a journal without its end", func(t *testing.T, dir string) {
			s := openShop(t, dir, newClock())
			s.enrol()
			s.assign()
			s.assign()
			s.Close()
			tamper(t, dir, "DROP TRIGGER event_kept", "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
		}, store.ErrDamaged, "the last 1 events are missing"},
		{"a journal with another end", func(t *testing.T, dir string) {
			s := openShop(t, dir, newClock())
			s.enrol()
			s.assign()
			s.Close()
			tamper(t, dir, "DROP TRIGGER event_stays", "UPDATE event SET hash = zeroblob(32)")
		}, store.ErrDamaged, "event 4 is not the anchored one"},
		{"an event that was changed", func(t *testing.T, dir string) {
			s := openShop(t, dir, newClock())
			s.enrol()
			s.assign()
			s.Close()
			tamper(t, dir, "DROP TRIGGER event_stays", "UPDATE event SET body = CAST(replace(body, 'laptop', 'tablet') AS BLOB)")
		}, store.ErrDamaged, "does not follow"},
		{"an unreadable anchor", func(t *testing.T, dir string) {
			writeFile(t, filepath.Join(dir, "anchor"), "?")
		}, store.ErrDamaged, "the anchor cannot be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			tt.prepare(t, dir)
			s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A"})
			if err == nil {
				s.Close()
				t.Fatal("it opened")
			}
			if tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.words) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestReadOnlyDirectory(t *testing.T) {
	dir := t.TempDir()
	openShop(t, dir, newClock()).Close()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lock", "countertop.db"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(dir, 0o700) //nolint:errcheck // for the clean-up
	if os.Geteuid() == 0 {
		// Root may write anywhere; this thread then is nobody for a while.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		os.Chmod(filepath.Dir(dir), 0o755) //nolint:errcheck // then the test fails
		if err := syscall.Setfsuid(65534); err != nil {
			t.Skip(err)
		}
		defer syscall.Setfsuid(0) //nolint:errcheck // ends with the thread
	}
	if _, err := store.Open(ctx, store.Options{Dir: dir, Station: "A"}); !errors.Is(err, repair.ErrReadOnly) {
		t.Errorf("error = %v, want %v", err, repair.ErrReadOnly)
	}
}

func TestOpenNeedsAStationOnlyOnce(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Open(ctx, store.Options{Dir: dir}); err == nil {
		t.Error("a new store opened without a station")
	}
	if _, err := store.Open(ctx, store.Options{Dir: dir, Station: "甲"}); err == nil {
		t.Error("a new store opened with a station that is no letter")
	}
	openShop(t, dir, newClock()).Close()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil || s.Station() != "A" {
		t.Fatalf("Open = %v, %v", s, err)
	}
	s.Close()
}

func TestShopKeyIsKeptPrivately(t *testing.T) {
	s := newShop(t)
	key := s.Key()
	for _, name := range []string{"key", "countertop.db", "countertop.db-wal", "anchor", "lock"} {
		info, err := os.Stat(filepath.Join(s.dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if again := s.reopen().Key(); len(key) != 32 || string(again) != string(key) {
		t.Errorf("key %x became %x", key, again)
	}
}

func TestJournalIsAppendOnly(t *testing.T) {
	s := newShop(t)
	s.assign()
	w, _ := s.Pools()
	for _, q := range []string{`UPDATE event SET kind = 'x'`, `DELETE FROM event`} {
		if _, err := w.Exec(q); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

func TestCloseWritesTheAnchor(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1")
	s.Close()
	b, err := os.ReadFile(filepath.Join(s.dir, "anchor"))
	if err != nil || !strings.HasPrefix(string(b), "A 6 ") || !strings.HasSuffix(string(b), " A2611210001 0\n") {
		t.Errorf("anchor %q, %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "countertop.db-wal")); err == nil {
		t.Error("the log is still there")
	}
}

// A number may stand on paper although its event was lost.
func TestRebuildTakesAShortJournalButNoOldNumber(t *testing.T) {
	s := newShop(t)
	s.assign()
	s.assign()
	s.Close()
	tamper(t, s.dir, "DROP TRIGGER event_kept", "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
		"CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'never'); END",
		"UPDATE meta SET value = 'A2611210001' WHERE key = 'last-number'")
	if n, err := store.Rebuild(ctx, s.dir); n != 1 || err != nil {
		t.Fatalf("Rebuild = %d, %v", n, err)
	}
	s = openShop(t, s.dir, s.clock)
	s.clean()
	if id := s.assign(); id != "A2611210003" {
		t.Errorf("number %s was given", id)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := filled(b)
	for b.Loop() {
		s, err := store.Open(ctx, store.Options{Dir: dir, Station: storetest.Station})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}
