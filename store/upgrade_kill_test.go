package store_test

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"countertop/store/migration"
	"countertop/store/storetest"
)

// schemaOf is the version of the schema of a data directory that nobody has open;
// it looks at a copy, because to look folds the log in.
func schemaOf(t *testing.T, dir string) (version int) {
	t.Helper()
	dir, of := t.TempDir(), dir
	if err := os.CopyFS(dir, os.DirFS(of)); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(dir, "countertop.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil {
		t.Fatal(err)
	}
	return version
}

// The other tests say something only as long as these are what they are said to
// be: files of the older schema, and a log that the killed process left, with
// commits in it that neither the file nor the anchor has.
func TestReleasedStoresAreAsTheyWereLeft(t *testing.T) {
	for _, name := range releases51225af {
		r, err := storetest.OpenReleased("testdata/51225af", name)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := r.Unpack(dir); err != nil {
			t.Fatal(err)
		}
		if v := schemaOf(t, dir); v != 7 {
			t.Errorf("%s has schema %d, want 7", name, v)
		}
		var check struct{ Events int64 }
		if err := json.Unmarshal(r.Facts.Check, &check); err != nil {
			t.Fatal(err)
		}
		log, _ := os.Stat(filepath.Join(dir, "countertop.db-wal"))
		text, err := os.ReadFile(filepath.Join(dir, "anchor"))
		if err != nil {
			t.Fatal(err)
		}
		var origin string
		var anchored int64
		if _, err := fmt.Sscan(string(text), &origin, &anchored); err != nil {
			t.Fatal(err)
		}
		killed := log != nil && log.Size() > 0 && anchored < check.Events
		if killed != (name == "killed") || origin != r.Station || anchored == 0 {
			t.Errorf("%s: log %v, %d of %d events anchored at %s", name, log, anchored, check.Events, origin)
		}
	}
}

// killIn starts to work on a directory and kills the process after some time, or
// at its first word, and reports whether there was one.
func killIn(t *testing.T, dir string, after time.Duration) bool {
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
	kill := time.AfterFunc(after, func() { cmd.Process.Kill() }) //nolint:errcheck // it may have failed by itself
	defer kill.Stop()
	_, err = bufio.NewReader(out).ReadString('\n')
	cmd.Process.Kill() //nolint:errcheck // it may be dead
	cmd.Wait()         //nolint:errcheck // it was killed
	return err == nil
}

// The power may fail while a store is brought up, once or again and again: it is
// the old one then, or the new one, and nothing is lost.
func TestUpgradeSurvivesTheKill(t *testing.T) {
	r, err := storetest.OpenReleased("testdata/51225af", "killed") // of station A, as the process that works
	if err != nil {
		t.Fatal(err)
	}
	unpacked := func() string {
		dir := filepath.Join(t.TempDir(), "data")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := r.Unpack(dir); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	begun := time.Now()
	if !killIn(t, unpacked(), time.Minute) {
		t.Fatal("the process does not work")
	}
	whole := time.Since(begun)
	// The tables are made at the very beginning; most of the time goes to the PINs.
	const early, steps = 9, 13
	before, between, after := 0, 0, 0
	for i := range steps {
		dir := unpacked()
		at := whole / 20 * time.Duration(i+1) / early
		if i >= early {
			at = whole * time.Duration(i-early+1) / (steps - early + 1)
		}
		if killIn(t, dir, at) || i%3 == 2 && killIn(t, dir, at) {
			continue // it was up and had begun to work
		}
		switch schemaOf(t, dir) {
		case 7:
			before++
		case migration.Latest():
			after++
		default:
			between++
		}
		u := upgraded{&shop{t: t, dir: dir, clock: &clock{t: r.Now}}, r.Facts}
		u.open()
		u.clean()
		u.sameJournal()
		u.sameOrders()
		u.sameLists()
		u.samePeople()
		u.sameSearch()
		u.sameSignatures()
		if err := u.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("of %d kills in %d ms, %d left the old file, %d one half way, %d the new one", steps, whole.Milliseconds(), before, between, after)
}
