package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
)

// busyShop is a closed store with rows in every table that holds no events.
func busyShop(t *testing.T) string {
	t.Helper()
	s := newShop(t)
	for i := range 12 {
		in := checkIn(fmt.Sprintf("5CD%04d", i))
		in.Customer = repair.Customer{
			Name: fmt.Sprintf("王建国%d", i), Company: "宏图信息技术有限公司", Phones: []string{fmt.Sprintf("1380013%04d", i)}, Address: "示例路 18 号",
			Contacts: []repair.Contact{{Name: "马小跳", Phone: "17777770001"}},
		}
		in.Passcode = fmt.Sprintf("zq7-44%02d", i)
		r := s.do(s.assign(), in)
		for _, j := range r.Jobs {
			s.keep(j.ID, fmt.Sprintf(`{"customer":"王建国%d","number":"%s"}`, i, string(r.Order.ID)), "p")
		}
		s.set(r.Jobs[0].ID, repair.JobQueued, repair.JobSending)
		if err := s.LearnWord(ctx, fmt.Sprintf("换屏%d", i), "huanping"); err != nil {
			t.Fatal(err)
		}
		draft := repair.Draft{DraftInfo: repair.DraftInfo{ID: fmt.Sprint("d", i), Title: "李四", At: s.clock.now(), Screen: "check-in"}, Body: []byte(`{"name":"李四","phone":"13900139000"}`)}
		if err := s.SaveDraft(ctx, draft); err != nil {
			t.Fatal(err)
		}
		if err := s.Set(ctx, fmt.Sprint("printer-correction 标签机", i), `{"x_mm":1.5,"y_mm":-0.5}`); err != nil {
			t.Fatal(err)
		}
	}
	s.clean()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.dir
}

// content is every row of the tables that hold no events.
func content(t *testing.T, dir string) (rows []string, err error) {
	t.Helper()
	db, err := sql.Open(store.Driver, store.DSN(dir, false))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, table := range []string{"meta", "setting", "draft", "passcode", "ime_user", "job", "attempt", "job_input", "signature", "person"} {
		r, err := db.Query(`SELECT * FROM ` + table)
		if err != nil {
			return nil, err
		}
		cols, err := r.Columns()
		if err != nil {
			return nil, err
		}
		for r.Next() {
			values := make([]any, len(cols))
			dest := make([]any, len(cols))
			for i := range values {
				dest[i] = &values[i]
			}
			if err := r.Scan(dest...); err != nil {
				return nil, err
			}
			rows = append(rows, table+fmt.Sprintf("%q", values))
		}
		if err := r.Err(); err != nil {
			return nil, err
		}
		r.Close()
	}
	return rows, nil
}

// 500 times one bit of a row that is no event is another one than was written.
// Each is found: at the start, or by the check.
func TestNoFlippedBitOfARowIsSilent(t *testing.T) {
	dir := busyShop(t)
	whole, err := os.ReadFile(filepath.Join(dir, "countertop.db"))
	if err != nil {
		t.Fatal(err)
	}
	before, err := content(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	// Flips in bytes that belong to rows: those of their texts.
	var offsets []int
	for _, text := range []string{"王建国", "宏图", "1380013", "zq7-44", "换屏", "huanping", "李四", "13900139000", "x_mm", "马小跳", "示例路", "device-tag", "customer-copy", "标签机"} {
		for at, from := 0, 0; ; from = at + 1 {
			i := bytes.Index(whole[from:], []byte(text))
			if i < 0 {
				break
			}
			at = from + i
			for b := range len(text) {
				offsets = append(offsets, at+b)
			}
		}
	}
	tried, silent, atStart, unread := 0, 0, 0, 0
	for tried < 500 {
		at, bit := offsets[random.IntN(len(offsets))], random.IntN(8)
		hurt := t.TempDir()
		if err := os.CopyFS(hurt, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		flipped := slices.Clone(whole)
		flipped[at] ^= 1 << bit
		if err := os.WriteFile(filepath.Join(hurt, "countertop.db"), flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		after, err := content(t, hurt)
		if err == nil && slices.Equal(before, after) {
			continue // it hit no such row
		}
		tried++
		if err != nil {
			unread++
		}
		r, checkErr := store.CheckDir(ctx, hurt)
		s, openErr := store.Open(ctx, store.Options{Dir: hurt, Now: newClock().now})
		if openErr != nil || len(s.Findings()) > 0 {
			atStart++
		}
		if checkErr == nil && r.OK() && openErr == nil && len(s.Findings()) == 0 {
			silent++
			for i := range before {
				if i < len(after) && before[i] != after[i] {
					t.Errorf("silent: %.200s became %.200s", before[i], strings.TrimPrefix(after[i], "x"))
				}
			}
		}
		if openErr == nil {
			s.Close()
		}
		os.RemoveAll(hurt)
	}
	t.Logf("%d flips in rows that are no events: %d told at the start, %d cannot be read, %d silent", tried, atStart, unread, silent)
}

// A bit of the log is another one after the shop was killed: SQLite takes what
// stands before it for all there is. Nobody loses a draft or a setting of the
// minutes before without being told.
func TestNoFlippedBitOfTheLogIsSilent(t *testing.T) {
	s := newShop(t)
	for i := range 8 {
		s.takeIn(fmt.Sprintf("5CD%04d", i))
	}
	for i := range 8 {
		draft := repair.Draft{DraftInfo: repair.DraftInfo{ID: fmt.Sprint("d", i), At: s.clock.now(), Screen: "check-in"}, Body: []byte(`{"name":"李四"}`)}
		if err := s.SaveDraft(ctx, draft); err != nil {
			t.Fatal(err)
		}
		if err := s.Set(ctx, "lang", []string{"en", "zh-CN"}[i%2]); err != nil {
			t.Fatal(err)
		}
	}
	anchored(t, s)
	random := rand.New(rand.NewPCG(1, 2))
	log := filepath.Join(s.dir, "countertop.db-wal")
	whole, err := os.ReadFile(log)
	if err != nil || len(whole) == 0 {
		t.Fatalf("the log has %d bytes, %v", len(whole), err)
	}
	before, err := content(t, s.dir)
	if err != nil {
		t.Fatal(err)
	}
	// A copy of the moment: the shop goes on writing its anchor.
	still := t.TempDir()
	for name, b := range contents(t, s.dir) {
		if err := os.WriteFile(filepath.Join(still, filepath.Base(name)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refused, told, unharmed := 0, 0, 0
	for range 300 {
		hurt := t.TempDir()
		if err := os.CopyFS(hurt, os.DirFS(still)); err != nil {
			t.Fatal(err)
		}
		flipped := slices.Clone(whole)
		flipped[random.IntN(len(flipped))] ^= 1 << random.IntN(8)
		if err := os.WriteFile(filepath.Join(hurt, "countertop.db-wal"), flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		os.Remove(filepath.Join(hurt, "countertop.db-shm"))
		again, err := store.Open(ctx, store.Options{Dir: hurt, Now: newClock().now})
		if err != nil {
			refused++
			continue
		}
		r, err := again.Check(ctx)
		after, _ := content(t, hurt)
		again.Close()
		switch {
		case err != nil || !r.OK() || len(again.Findings()) > 0:
			told++
		case slices.Equal(before, after):
			unharmed++
		default:
			t.Errorf("silent: %d rows of %d", len(after), len(before))
		}
		os.RemoveAll(hurt)
	}
	t.Logf("300 flips in the log: %d refused at the start, %d told, %d harmed nothing, 0 silent", refused, told, unharmed)
}

// anchored waits until the anchor knows all that was written.
func anchored(t *testing.T, s *shop) {
	t.Helper()
	_, r := s.Pools()
	var writes string
	if err := r.QueryRow(`SELECT value FROM meta WHERE key = 'writes'`).Scan(&writes); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if b, err := os.ReadFile(filepath.Join(s.dir, "anchor")); err == nil && strings.HasSuffix(string(b), " "+writes+"\n") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the anchor stays behind")
}
