package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countertop/store"
	"countertop/store/storetest"
)

// report is what -json says; its names are stable.
type report struct {
	OK         bool   `json:"ok"`
	Error      string `json:"error"`
	Station    string `json:"station"`
	Events     int    `json:"events"`
	Orders     int    `json:"orders"`
	Signatures int    `json:"signatures"`
	Subjects   int    `json:"subjects"`
	StockTakes int    `json:"stock_takes"`
	Head       string `json:"head"`
	Faults     []struct {
		What, Where, Detail string
	} `json:"faults"`
}

func checked(t *testing.T, args ...string) (code int, r report) {
	t.Helper()
	code, out, errs := play(append([]string{"db"}, args...)...)
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	var all struct {
		report
		Took int64 `json:"took_ns"`
	}
	if err := d.Decode(&all); err != nil || d.More() {
		t.Errorf("db %q: %v in %q", args, err, out)
	}
	if (errs == "") != (code == exitDone) {
		t.Errorf("db %q: exit %d, stderr %q", args, code, errs)
	}
	if code == exitFailed {
		sentence(t, strings.Join(args, " "), errs)
	}
	return code, all.report
}

func tamper(t *testing.T, dir, statement string) {
	t.Helper()
	path := url.URL{Path: filepath.Join(dir, "countertop.db")}
	db, err := sql.Open("sqlite3", "file:"+path.EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestDBCheck(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 %41?#") // a path that means something in a URL
	if err := storetest.Fill(dir, 80); err != nil {
		t.Fatal(err)
	}
	code, out, errs := play("db", "check", "-data", dir)
	if code != exitDone || errs != "" || !strings.HasPrefix(out, "station A: ") || !strings.Contains(out, "80 orders") || !strings.Contains(out, "0 faults") {
		t.Errorf("exit %d, %q %q", code, out, errs)
	}
	code, good := checked(t, "check", "-json", "-data", dir)
	if code != exitDone || !good.OK || good.Station != "A" || good.Orders != 80 || good.Events < 160 || len(good.Head) < 16 || good.Faults == nil {
		t.Errorf("exit %d, %+v", code, good)
	}

	tamper(t, dir, `UPDATE orders SET slot = 98 WHERE slot = 3`)
	code, out, errs = play("db", "check", "-data", dir)
	if code != exitFailed || !strings.Contains(out, "projection A2611") || !strings.Contains(errs, "is not in order") {
		t.Errorf("an order changed: exit %d, %q %q", code, out, errs)
	}
	sentence(t, "an order changed", errs)
	code, bad := checked(t, "check", "-json", "-data", dir)
	if code != exitFailed || bad.OK || len(bad.Faults) == 0 || bad.Faults[0].What != "projection" || bad.Head != good.Head {
		t.Errorf("an order changed: exit %d, %+v", code, bad)
	}

	// The tables can be made again; the journal cannot.
	if code, out, errs := play("db", "rebuild", "-data", dir); code != exitDone || errs != "" || !strings.HasPrefix(out, "80 orders rebuilt\n") {
		t.Errorf("rebuild: exit %d, %q %q", code, out, errs)
	}
	if code, r := checked(t, "rebuild", "-json", "-data", dir); code != exitDone || !r.OK || r.Orders != 80 {
		t.Errorf("rebuild: exit %d, %+v", code, r)
	}
	tamper(t, dir, `DROP TRIGGER event_stays`)
	tamper(t, dir, `UPDATE event SET body = CAST(replace(body, 'always', 'alw4ys') AS BLOB)`)
	if code, r := checked(t, "check", "-json", "-data", dir); code != exitFailed || r.OK || len(r.Faults) == 0 || r.Faults[0].What != "chain" {
		t.Errorf("the journal changed: exit %d, %+v", code, r)
	}
}

func TestDBWithoutAStore(t *testing.T) {
	none, empty, junk := filepath.Join(t.TempDir(), "none"), t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(junk, "countertop.db"), strings.Repeat("not a database\n", 1000))
	for dir, want := range map[string]string{
		none: "there is no countertop.db in " + none, empty: "there is no countertop.db in " + empty, junk: "is not a data file of this program",
	} {
		for _, what := range []string{"check", "rebuild"} {
			code, out, errs := play("db", what, "-data", dir)
			if code != exitFailed || out != "" || !strings.Contains(errs, want) {
				t.Errorf("db %s: exit %d, %q %q, want %q", what, code, out, errs, want)
			}
			sentence(t, "db "+what, errs)
			if code, r := checked(t, what, "-json", "-data", dir); code != exitFailed || r.OK || !strings.Contains(r.Error, want) {
				t.Errorf("db %s -json: exit %d, %+v", what, code, r)
			}
		}
	}
	if left, err := os.ReadDir(empty); err != nil || len(left) != 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("it made the directory")
	}
}

func TestDBBesideTheKiosk(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(context.Background(), store.Options{Dir: dir, Station: "B"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if code, r := checked(t, "check", "-json", "-data", dir); code != exitDone || !r.OK || r.Station != "B" || r.Head != "-" {
		t.Errorf("check: exit %d, %+v", code, r)
	}
	code, _, errs := play("db", "rebuild", "-data", dir)
	if code != exitFailed || !strings.Contains(errs, "another program has this data directory open") {
		t.Errorf("rebuild: exit %d, %q", code, errs)
	}
	sentence(t, "rebuild", errs)
}
