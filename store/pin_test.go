package store_test

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// desk is a data directory with three people whose PIN is 135790.
func desk(t *testing.T) *shop {
	t.Helper()
	s := openShop(t, filepath.Join(t.TempDir(), "data"), newClock())
	for _, p := range storetest.Staff {
		if _, err := s.PutStaff(ctx, p, "135790"); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// signsIn demands what comes of a PIN: "" is that it is taken.
func (s *shop) signsIn(id repair.StaffID, pin, page string, want repair.PINWhy) repair.PINRefusal {
	s.t.Helper()
	p, err := s.StaffByPIN(ctx, id, pin, page)
	var r *repair.PINRefusal
	switch {
	case want == "" && (err != nil || p.ID != id):
		s.t.Errorf("PIN of %s: %+v, %v", id, p, err)
	case want != "" && (!errors.As(err, &r) || r.Why != want || r.Staff != id || r.Page != page || p != (repair.Staff{})):
		s.t.Errorf("PIN of %s: %+v, %v, want %s", id, p, err, want)
	}
	if r == nil {
		return repair.PINRefusal{}
	}
	return *r
}

func TestPIN(t *testing.T) {
	s := newShop(t)
	p, err := s.PutStaff(ctx, repair.Staff{Name: "林晓", Roles: "engineer", Issue: 1}, "135790")
	if err != nil || p.ID != "A004" {
		t.Fatalf("PutStaff = %+v, %v", p, err)
	}
	wrong := func(n int) (r repair.PINRefusal) {
		t.Helper()
		for range n {
			r = s.signsIn(p.ID, "000000", "", repair.PINWrong)
		}
		return r
	}
	wrong(4)
	s.signsIn(p.ID, "135790", "", "") // ends the row
	wrong(3)
	s = s.reopen() // does not
	if r := wrong(2); r.Wrong != 5 || !r.Until.Equal(s.clock.now().Add(30*time.Second)) {
		t.Errorf("after five: %+v", r)
	}
	s.clock.add(20 * time.Second)
	s = s.reopen()
	if r := s.signsIn(p.ID, "135790", "", repair.PINLocked); r.Wrong != 5 || r.Left(s.clock.now()) != 10*time.Second {
		t.Errorf("locked: %+v", r)
	}
	s.clock.add(11 * time.Second)
	if r := wrong(1); r.Wrong != 6 || r.Left(s.clock.now()) != time.Minute {
		t.Errorf("after six: %+v", r)
	}
	s.clock.add(time.Minute)
	s.signsIn(p.ID, "135790", "", "")
	wrong(5)
	s.clock.add(-10 * 365 * 24 * time.Hour)
	if r := s.signsIn(p.ID, "135790", "", repair.PINLocked); r.Left(s.clock.now()) != 30*time.Second {
		t.Errorf("with the clock set back: %+v", r)
	}
	s.clock.add(20 * time.Second)
	s = s.reopen() // the wait goes on where it was begun anew
	s.clock.add(10 * time.Second)
	s.signsIn(p.ID, "135790", "", "")

	p.Name = "林晓东"
	if _, err := s.PutStaff(ctx, p, ""); err != nil {
		t.Fatal(err)
	}
	s.signsIn(p.ID, "135790", "", "")
	s.signsIn("A001", "", "", repair.PINUnset)
	if _, err := s.StaffByPIN(ctx, "A999", "1", ""); !errors.Is(err, repair.ErrUnknownStaff) {
		t.Errorf("nobody: %v", err)
	}
	list, err := s.Staff(ctx)
	if d := cmp.Diff(append(append([]repair.Staff{}, storetest.Staff...), p), list); d != "" || err != nil {
		t.Errorf("Staff (-want +got): %v\n%s", err, d)
	}
	lengths, err := s.PINLengths(ctx)
	if d := cmp.Diff(map[repair.StaffID]int{"A004": 6}, lengths); d != "" || err != nil {
		t.Errorf("lengths (-want +got): %v\n%s", err, d)
	}
}

// Nobody at the customer's page can lock the people of the shop, nor go on there
// for ever.
func TestTriesOnACustomersPageCountAgainstThePage(t *testing.T) {
	s := desk(t)
	for i := range 5 {
		id := storetest.Staff[i%3].ID
		if r := s.signsIn(id, "000000", "pickup-sign", repair.PINWrong); r.Wrong != i+1 {
			t.Errorf("try %d: %+v", i+1, r)
		}
	}
	s = s.reopen()
	for _, p := range storetest.Staff {
		if r := s.signsIn(p.ID, "135790", "pickup-sign", repair.PINLocked); r.Left(s.clock.now()) != 30*time.Second {
			t.Errorf("the page: %+v", r)
		}
		s.signsIn(p.ID, "135790", "", "")
		s.signsIn(p.ID, "135790", "check-in", "")
		if _, err := s.StaffByBadge(ctx, repair.BadgeCode(s.Key(), p.ID, p.Issue)); err != nil {
			t.Errorf("the badge: %v", err)
		}
	}
	s.clock.add(30 * time.Second)
	s.signsIn("A001", "135790", "pickup-sign", "")
	if r := s.signsIn("A001", "000000", "pickup-sign", repair.PINWrong); r.Wrong != 1 {
		t.Errorf("after a right one: %+v", r)
	}
}

func TestNewPINEndsALock(t *testing.T) {
	s := desk(t)
	for range 5 {
		s.signsIn("A002", "000000", "", repair.PINWrong)
	}
	for pin, want := range map[string]error{"1234": repair.ErrPINWeak, "123": repair.ErrPINLength} {
		if err := s.SetPIN(ctx, "A002", pin); !errors.Is(err, want) {
			t.Errorf("SetPIN(%s): %v", pin, err)
		}
	}
	if err := s.SetPIN(ctx, "A099", "2718"); !errors.Is(err, repair.ErrUnknownStaff) {
		t.Errorf("PIN of nobody: %v", err)
	}
	s.signsIn("A002", "135790", "", repair.PINLocked)
	if err := s.SetPIN(ctx, "A002", "2718"); err != nil {
		t.Fatal(err)
	}
	s.signsIn("A002", "2718", "", "")
	s.signsIn("A002", "135790", "", repair.PINWrong)
}

// A disk that takes nothing neither keeps people out nor lets anybody try for
// nothing.
func TestPINsAreCountedOnAFullDisk(t *testing.T) {
	s := desk(t)
	w, _ := s.Pools()
	if _, err := w.Exec(`PRAGMA query_only = 1`); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "a", "b"); err == nil {
		t.Fatal("the disk takes it")
	}
	s.signsIn("A001", "135790", "", "")
	for range 5 {
		s.signsIn("A001", "000000", "", repair.PINWrong)
		s.signsIn("A001", "000000", "check-in", repair.PINWrong)
	}
	s.signsIn("A001", "135790", "", repair.PINLocked)
	s.signsIn("A002", "135790", "check-in", repair.PINLocked)
	s.clock.add(time.Minute)
	s.signsIn("A001", "135790", "", "")
	if r := s.signsIn("A001", "000000", "", repair.PINWrong); r.Wrong != 1 {
		t.Errorf("after a right one: %+v", r)
	}
}

// column reads one column of the closed or open file.
func (s *shop) column(query string) (list []string) {
	s.t.Helper()
	_, r := s.Pools()
	rows, err := r.Query(query)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // a test
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			s.t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

// contents are the bytes of all files below a directory, by name.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			all[name], err = os.ReadFile(name)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil // the anchor was just put in the place of the one before
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// pepperFile is the one pepper below a directory.
func pepperFile(t *testing.T, dir string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*pepper-*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("peppers %v, %v", names, err)
	}
	return names[0]
}

func TestCopyOfTheDataDirectoryTellsNoPIN(t *testing.T) {
	s := desk(t)
	s.signsIn("A001", "135790", "", "")
	copied := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(copied, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	file := pepperFile(t, filepath.Dir(s.dir))
	pepper, err := os.ReadFile(file)
	if err != nil || len(pepper) != 32 {
		t.Fatalf("pepper of %d bytes, %v", len(pepper), err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("mode of the pepper %v, %v", info.Mode(), err)
	}
	for name, b := range contents(t, copied) {
		if bytes.Contains(b, pepper) || bytes.Contains(b, []byte(hex.EncodeToString(pepper))) || bytes.Contains(b, []byte("135790")) {
			t.Errorf("%s holds the pepper or the PIN", name)
		}
	}
	for _, h := range s.column(`SELECT hash FROM pin`) {
		if !strings.HasPrefix(h, "$argon2id$v=19$m=64,t=1,p=1,keyid=") || strings.Count(h, "$") != 5 {
			t.Errorf("stored as %s", h)
		}
	}
	c := openShop(t, copied, s.clock)
	for _, p := range storetest.Staff {
		c.signsIn(p.ID, "135790", "", repair.PINLost)
		if _, err := c.StaffByBadge(ctx, repair.BadgeCode(c.Key(), p.ID, p.Issue)); err != nil {
			t.Errorf("the badge: %v", err)
		}
	}
	if why, lost, err := c.PINsLost(ctx); !lost || !strings.Contains(why, "countertop-pepper-") || err != nil {
		t.Errorf("lost %t, %q, %v", lost, why, err)
	}
	if why, lost, err := s.PINsLost(ctx); lost || err != nil {
		t.Errorf("at home lost %t, %q, %v", lost, why, err)
	}
}

// What was lost comes back with the file, and what was set meanwhile stays.
func TestLostPepper(t *testing.T) {
	s := desk(t)
	s.Close()
	file := pepperFile(t, filepath.Dir(s.dir))
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	s = openShop(t, s.dir, s.clock)
	for range 7 { // and it counts against nobody
		s.signsIn("A001", "135790", "", repair.PINLost)
		s.signsIn("A002", "135790", "check-in", repair.PINLost)
	}
	if err := s.SetPIN(ctx, "A001", "2718"); err != nil {
		t.Fatal(err)
	}
	s.signsIn("A001", "2718", "", "")
	s.signsIn("A002", "135790", "", repair.PINLost)
	s = s.reopen()
	s.signsIn("A001", "2718", "", "")

	s.Close()
	atHome := filepath.Join(t.TempDir(), "home", ".config", "countertop", "pepper")
	if err := os.MkdirAll(filepath.Dir(atHome), 0o700); err != nil {
		t.Fatal(err)
	}
	_, shop, _ := strings.Cut(filepath.Base(file), "countertop-pepper")
	if err := os.Rename(file+".away", atHome+shop); err != nil {
		t.Fatal(err)
	}
	o := store.Options{Dir: s.dir, Now: s.clock.now, PINCost: storetest.PINCost, Pepper: atHome}
	again, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	s.Store = again
	s.signsIn("A002", "135790", "", "")
	s.signsIn("A001", "2718", "", "") // from now on under the first pepper
	s.signsIn("A001", "2718", "", "")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s.Store, err = store.Open(ctx, o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.signsIn("A001", "2718", "", "")
}

func TestPepperStaysOutOfTheDataDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "home")
	within := filepath.Join(dir, ".config", "countertop", "pepper") // the data directory is a home
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A", PINCost: storetest.PINCost, Pepper: within})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.PutStaff(ctx, storetest.Staff[0], "135790"); err != nil {
		t.Fatal(err)
	}
	pepperFile(t, filepath.Dir(dir))
	for name := range contents(t, dir) {
		if strings.Contains(name, "pepper") {
			t.Errorf("there is %s", name)
		}
	}
}

// Where no place can be written no PIN is set; all else goes on.
func TestNoPlaceForThePepper(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	o := store.Options{Dir: dir, Station: "A", PINCost: storetest.PINCost, Pepper: filepath.Join(dir, "lock", "pepper")}
	s, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(s.Key())
	beside := filepath.Join(filepath.Dir(dir), "countertop-pepper-"+hex.EncodeToString(sum[:6]))
	if err := os.WriteFile(beside, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := storetest.Staff[0]
	_, err = s.PutStaff(ctx, p, "135790")
	if !errors.Is(err, store.ErrPepper) || !strings.Contains(err.Error(), beside) || !strings.Contains(err.Error(), o.Pepper) {
		t.Errorf("PutStaff: %v", err)
	}
	if list, err := s.Staff(ctx); len(list) != 0 || err != nil {
		t.Errorf("half a person: %v, %v", list, err)
	}
	if _, err := s.PutStaff(ctx, p, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.StaffByBadge(ctx, repair.BadgeCode(s.Key(), p.ID, p.Issue)); err != nil {
		t.Errorf("the badge: %v", err)
	}
	if b, err := os.ReadFile(beside); string(b) != "somebody's" || err != nil {
		t.Errorf("what stood there is %q, %v", b, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCostOfAPINIsRaised(t *testing.T) {
	s := desk(t)
	s.Close()
	o := store.Options{Dir: s.dir, Now: s.clock.now, PINCost: store.PINCost{KiB: 128, Passes: 2}}
	dear, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dear.Close() })
	s.Store = dear
	s.signsIn("A001", "000000", "", repair.PINWrong)
	s.signsIn("A001", "135790", "", "")
	s.signsIn("A001", "135790", "", "")
	got := s.column(`SELECT substr(hash, 1, 26) FROM pin ORDER BY staff`)
	want := []string{"$argon2id$v=19$m=128,t=2,p", "$argon2id$v=19$m=64,t=1,p=", "$argon2id$v=19$m=64,t=1,p="}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// What stands in the file is not trusted: a hash that cannot be read, or that
// would take the machine's memory, is a PIN that must be set anew.
func TestBrokenHashIsALostPIN(t *testing.T) {
	s := desk(t)
	good := s.column(`SELECT hash FROM pin`)[0]
	for _, bad := range []string{
		"", "$", "$argon2id", "$2y$10$abc", good + "$", good[:len(good)-4], strings.Replace(good, "m=64", "m=4294967295", 1),
		strings.Replace(good, "t=1", "t=4000000", 1), strings.Replace(good, "m=64", "m=0", 1), strings.Replace(good, "p=1", "p=2", 1),
		"$pbkdf2-sha256$i=100000$00" + good, "$pbkdf2-sha256$i=9999999999$00" + good, "$pbkdf2-sha256$i=0$00" + good,
	} {
		s.Close()
		tamper(t, s.dir, fmt.Sprintf("UPDATE pin SET hash = '%s' WHERE staff = 'A001'", bad))
		s = openShop(t, s.dir, s.clock)
		want := repair.PINLost
		switch {
		case bad == "":
			want = repair.PINUnset
		case strings.HasPrefix(bad, "$pbkdf2-sha256$i=100000$00$argon2id"):
			want = repair.PINWrong // it can be read
		}
		s.signsIn("A001", "135790", "", want)
	}
}

// oldStore is a data directory as version 8 of the schema left it, and the bytes
// that must not be in it any more.
func oldStore(t *testing.T, pins map[repair.StaffID]string) (dir string, secrets [][]byte) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("migration/000[1-8]*.sql")
	if err != nil || len(files) != 8 {
		t.Fatalf("%v, %v", files, err)
	}
	var steps []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, string(b))
	}
	steps = append(steps, `INSERT INTO meta VALUES ('station', 'A')`)
	for id, pin := range pins {
		salt := sha256.Sum256([]byte(id))
		sum, err := pbkdf2.Key(sha256.New, pin, salt[:16], 100_000, 32)
		if err != nil {
			t.Fatal(err)
		}
		quick := sha256.Sum256([]byte(id + "\x00" + repair.StaffID(pin)))
		secrets = append(secrets, sum, []byte(hex.EncodeToString(sum)), []byte(strings.ToUpper(hex.EncodeToString(sum))), []byte(hex.EncodeToString(quick[:])))
		steps = append(steps,
			fmt.Sprintf(`INSERT INTO staff VALUES ('%s', '陈静', 'coordinator', 1, x'%x', x'%x', 3, 0)`, id, salt[:16], sum),
			fmt.Sprintf(`INSERT INTO setting VALUES ('staff-config-%s', '%x')`, id, quick))
	}
	steps = append(steps, `INSERT INTO staff VALUES ('A009', '赵强', 'engineer', 1, x'', x'', 0, 0)`,
		"PRAGMA application_id = 0x43546f70", "PRAGMA user_version = 8")
	tamper(t, dir, steps...)
	return dir, secrets
}

func TestOldPINsAreHashedOnceMore(t *testing.T) {
	dir, secrets := oldStore(t, map[repair.StaffID]string{"A001": "1111", "A002": "739251"})
	found := 0
	for _, b := range contents(t, dir) {
		for _, s := range secrets {
			if bytes.Contains(b, s) {
				found++
			}
		}
	}
	if found < 4 { // the sums, and the quick digests
		t.Fatalf("only %d secrets are in the old file", found)
	}
	s := openShop(t, dir, newClock())
	for name, b := range contents(t, dir) { // while it is open, with its log
		for i, secret := range secrets {
			if bytes.Contains(b, secret) {
				t.Errorf("secret %d is still in %s", i, filepath.Base(name))
			}
		}
	}
	lengths, err := s.PINLengths(ctx)
	if d := cmp.Diff(map[repair.StaffID]int{"A001": 0, "A002": 0}, lengths); d != "" || err != nil {
		t.Errorf("lengths (-want +got): %v\n%s", err, d)
	}
	for _, h := range s.column(`SELECT hash FROM pin`) {
		if !strings.HasPrefix(h, "$pbkdf2-sha256$i=100000$") || strings.Count(h, "$argon2id$v=19$m=64,t=1,p=1,keyid=") != 1 {
			t.Errorf("stored as %s", h)
		}
	}
	s = s.reopen()
	s.signsIn("A001", "1112", "", repair.PINWrong)
	s.signsIn("A001", "1111", "", "")
	s.signsIn("A001", "1111", "", "") // hashed anew
	s.signsIn("A002", "739251", "", "")
	s.signsIn("A009", "", "", repair.PINUnset)
	for _, h := range s.column(`SELECT hash FROM pin`) {
		if !strings.HasPrefix(h, "$argon2id$") {
			t.Errorf("after the right PIN stored as %s", h)
		}
	}
	lengths, err = s.PINLengths(ctx)
	if d := cmp.Diff(map[repair.StaffID]int{"A001": 4, "A002": 6}, lengths); d != "" || err != nil {
		t.Errorf("lengths (-want +got): %v\n%s", err, d)
	}
	if got := s.column(`SELECT key FROM setting`); len(got) != 0 {
		t.Errorf("settings %v", got)
	}
}

// A power cut between the new schema and the new hashes loses no PIN.
func TestOldPINsThatAreLeftBareAreHashedAtTheNextStart(t *testing.T) {
	dir, secrets := oldStore(t, map[repair.StaffID]string{"A001": "1111"})
	ninth, err := os.ReadFile("migration/0009_pin.sql")
	if err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, string(ninth), "PRAGMA user_version = 9")
	s := openShop(t, dir, newClock())
	for name, b := range contents(t, dir) {
		for i, secret := range secrets {
			if bytes.Contains(b, secret) {
				t.Errorf("secret %d is still in %s", i, filepath.Base(name))
			}
		}
	}
	s.signsIn("A001", "1111", "", "")
}
