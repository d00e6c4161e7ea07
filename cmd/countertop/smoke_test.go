//go:build smoke

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"countertop/app/repair"
	"countertop/printer/printertest"
	"countertop/scanner/scannertest"
	"countertop/store"
	"countertop/store/storetest"
)

// shop is a filled store, a configuration with a scanner on one pseudo terminal
// and a label printer on another.
type shop struct {
	t       *testing.T
	data    string
	config  string
	scanner *scannertest.Scanner
	prints  string // folder of what the printer printed
	tag     string // the code of a machine on the shelf awaiting test
	order   repair.OrderID
	badge   string // the code of the engineer's badge
}

func newShop(t *testing.T) *shop {
	t.Helper()
	sh := &shop{t: t, data: filepath.Join(t.TempDir(), "data"), prints: t.TempDir()}
	if err := storetest.Fill(sh.data, 120); err != nil {
		t.Fatal(err)
	}
	s := sh.open()
	board, err := s.Board(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range board {
		if r.Order.Place.Kind == repair.ShelfAwaitingTest {
			sh.order, sh.tag = r.Order.ID, repair.OrderCode(r.Order.ID)
		}
	}
	// One person does everything here. The file only brings in who is new.
	person := storetest.Staff[1]
	person.Roles = repair.RolesOf(repair.RoleCoordinator, repair.RoleEngineer)
	if _, err := s.PutStaff(t.Context(), person, ""); err != nil {
		t.Fatal(err)
	}
	sh.badge = repair.BadgeCode(s.Key(), storetest.Staff[1].ID, 1)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if sh.scanner, err = scannertest.New(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sh.scanner.Close() })
	keep, err := printertest.PNGDir(sh.prints)
	if err != nil {
		t.Fatal(err)
	}
	labels := printertest.NewVirtual(printertest.Options{OnPrint: keep})
	t.Cleanup(func() { _ = labels.Close() })
	port, err := labels.ServePTY()
	if err != nil {
		t.Fatal(err)
	}
	sh.config = writeConfig(t, `
[station]
letter = "A"

[limits]
reply = "4h"

[[staff]]
number = "A002"
name = "陈志强"
roles = ["coordinator", "engineer"]
pin = "`+storetest.PIN+`"

[[printer]]
name = "标签机"
device = "serial:`+port+`?baud=115200"
profile = "generic-tspl"

[[scanner]]
device = "serial:`+sh.scanner.Device()+`"
`)
	return sh
}

func (sh *shop) open() *store.Store {
	sh.t.Helper()
	s, err := store.Open(context.Background(), store.Options{Dir: sh.data, Station: "A"})
	if err != nil {
		sh.t.Fatal(err)
	}
	return s
}

func (sh *shop) start() *process {
	sh.t.Helper()
	return start(sh.t, "", "-config", sh.config, "-data", sh.data, "-lang", "en")
}

func (sh *shop) scan(codes ...string) {
	sh.t.Helper()
	for _, c := range codes {
		if err := sh.scanner.Scan(c); err != nil {
			sh.t.Fatal(err)
		}
	}
}

func writeConfig(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "countertop.toml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func shelf(k repair.PlaceKind) string { return repair.ShelfCode(repair.Place{Kind: k}) }

// A scanner on one serial line, a printer on the other, a finger on the screen.
func TestSmokeScanToLabel(t *testing.T) {
	sh := newShop(t)
	p := sh.start()
	sh.scan(sh.badge)
	p.await("the engineer's name", func(s scene) bool { return s.says("陈志强") })
	sh.scan(sh.tag)
	p.await("the machine", func(s scene) bool { return s.says(sh.order.String()) })
	sh.scan(shelf(repair.ShelfAwaitingParts))
	p.touch("reason.parts")
	p.await("the label on paper", func(scene) bool {
		names, _ := filepath.Glob(filepath.Join(sh.prints, "print-*.png"))
		return len(names) > 0
	})
	out, err := exec.Command("zbarimg", "--quiet", "--raw", filepath.Join(sh.prints, "print-0001.png")).CombinedOutput()
	if codes := strings.Fields(string(out)); err != nil || !slices.Contains(codes, sh.tag) {
		t.Errorf("the label's codes are %q (%v), want %s among them", codes, err, sh.tag)
	}
	if out, err := exec.Command("import", "-window", "root", filepath.Join(t.ArtifactDir(), "moved.png")).CombinedOutput(); err != nil {
		t.Errorf("picture of the screen: %v\n%s", err, out)
	}
	p.kill()
	s := sh.open()
	defer s.Close()
	row, err := s.Order(context.Background(), sh.order)
	if err != nil || row.Order.Place.Kind != repair.ShelfAwaitingParts {
		t.Errorf("the machine is at %s (%v), want %s", row.Order.Place.Kind, err, repair.ShelfAwaitingParts)
	}
}

// What a broken scanner or a stranger's code sends changes nothing, and the kiosk
// goes on working.
func TestSmokeGarbageFromScanner(t *testing.T) {
	sh := newShop(t)
	p := sh.start()
	sh.scan(sh.badge)
	p.await("the engineer's name", func(s scene) bool { return s.says("陈志强") })
	before := p.events(sh.data)
	for _, b := range [][]byte{
		[]byte("\x00\x01\x02\x1b[2J\x7f\r"),
		[]byte(strings.Repeat("A", 10_000) + "\r"),
		[]byte("\xff\xfe\xc3\x28\r"),
		[]byte("]C1\r\r\n\n\t\r"),
		[]byte("rm -rf /; $(reboot) 'DROP TABLE orders' https://example.org/\r"),
		[]byte(sh.tag[:len(sh.tag)-1] + "?\r"),
		[]byte(strings.Repeat("\x00", 100_000)),
		[]byte("\r"),
	} {
		if err := sh.scanner.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	// The scanner's line is read in order: when the machine is on the screen, all
	// of the above was taken.
	sh.scan(sh.tag)
	p.await("the machine that was scanned last on the engineer's bench", func(s scene) bool { return s.Screen == "scan" && s.text("undo") != "" })
	if after := p.events(sh.data); after != before+1 {
		t.Errorf("%d events in the journal after a move, want %d", after, before+1)
	}
}

// events counts the journal as others may read it while the kiosk runs.
func (p *process) events(data string) (n int) {
	p.t.Helper()
	readOnly(p.t, data, "SELECT count(*) FROM event", &n)
	return n
}

// readOnly reads one row beside the running kiosk.
func readOnly(t *testing.T, data, query string, to ...any) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(data, "countertop.db")+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(to...); err != nil {
		t.Fatal(err)
	}
}

// The power fails while a name is typed; what was said is back on the screen.
func TestSmokeKilledInCheckIn(t *testing.T) {
	sh := newShop(t)
	p := sh.start()
	p.signIn("A002", storetest.PIN, "陈志强")
	p.touch("home.checkin")
	p.keys("13912345678")
	p.touch("next")
	p.touch("field.name")
	p.await("the input method", func(s scene) bool { return !s.says("pinyin ready") && !s.says("正在准备拼音") })
	p.keys("wang")
	name := p.await("candidates", func(s scene) bool { return s.text("cand.0") != "" }).text("cand.0")
	p.touch("cand.0")
	p.await("the name on the screen", func(s scene) bool { return s.text("field.name") == name })
	var n int
	p.await("the draft in the store", func(scene) bool {
		readOnly(t, sh.data, `SELECT count(*) FROM draft WHERE body LIKE '%"name":"`+name+`"%'`, &n)
		return n == 1
	})
	before := p.awaitScreen("check-in")
	p.kill()

	p = sh.start()
	// The customer's data come back when somebody of the shop stands there.
	p.awaitScreen("sign-in")
	sh.scan(sh.badge)
	after := p.awaitScreen("check-in")
	if got, want := fields(after), fields(before); got["field.name"] != name || got["field.name"] != want["field.name"] {
		t.Errorf("fields after the restart %v, before %v", got, want)
	}
	p.touch("step.0")
	p.await("the phone number", func(s scene) bool { return s.text("field.phone") == "13912345678" })
	if r, err := checkData(sh.data); err != nil || !r {
		t.Errorf("db check after the kill: ok %v, %v", r, err)
	}
}

func fields(s scene) map[string]string {
	fs := map[string]string{}
	for _, n := range s.Nodes {
		if strings.HasPrefix(n.ID, "field.") {
			fs[n.ID] = n.Text
		}
	}
	return fs
}

// checkData runs "countertop db check -json" as anybody can.
func checkData(data string) (ok bool, err error) {
	program, err := programs()
	if err != nil {
		return false, err
	}
	out, err := exec.Command(program, "db", "check", "-json", "-data", data).Output()
	if err != nil {
		return false, fmt.Errorf("%w: %s", err, out)
	}
	var r struct{ OK bool }
	err = json.Unmarshal(out, &r)
	return r.OK, err
}

// Whatever keeps the kiosk from starting is said in one sentence.
func TestSmokeRefusesToStart(t *testing.T) {
	emptyStore := func(t *testing.T) string {
		dir := filepath.Join(t.TempDir(), "data")
		s, err := store.Open(context.Background(), store.Options{Dir: dir, Station: "A"})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	t.Run("second instance", func(t *testing.T) {
		dir := emptyStore(t)
		start(t, "", "-data", dir)
		fails(t, command(t, "", "run", "-data", dir), exitFailed, "another program has this data directory open")
	})
	t.Run("read-only data directory", func(t *testing.T) {
		dir := emptyStore(t)
		readOnlyMount := fmt.Sprintf("mount --bind '%[1]s' '%[1]s'; mount -o remount,bind,ro '%[1]s'", dir)
		fails(t, command(t, readOnlyMount, "run", "-data", dir), exitFailed, "cannot be written")
	})
	t.Run("newer store", func(t *testing.T) {
		dir := emptyStore(t)
		db, err := sql.Open("sqlite3", filepath.Join(dir, "countertop.db"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("PRAGMA user_version = 9999"); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		fails(t, command(t, "", "run", "-data", dir), exitFailed, "newer version")
	})
	t.Run("wrong line in the configuration", func(t *testing.T) {
		config := writeConfig(t, "[shop]\nname = \"安心\"\nphnoe = \"020\"\n")
		fails(t, command(t, "", "run", "-config", config, "-data", t.TempDir()), exitFailed, "line 3", "phnoe")
	})
	t.Run("no configuration", func(t *testing.T) {
		fails(t, command(t, "", "run", "-config", filepath.Join(t.TempDir(), "none.toml"), "-data", t.TempDir()), exitFailed, "none.toml")
	})
	t.Run("missing font", func(t *testing.T) {
		noFonts := "for d in /usr/share/fonts /usr/local/share/fonts; do mount -t tmpfs none $d; done"
		cmd := command(t, noFonts, "run", "-data", emptyStore(t))
		cmd.Env = append(cmd.Env, "COUNTERTOP_FONT_DIR="+t.TempDir())
		fails(t, cmd, exitFailed, "fonts-noto-cjk")
	})
	t.Run("broken font", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "NotoSansCJK-Regular.ttc"), []byte(strings.Repeat("接机台", 100)), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := command(t, "", "run", "-data", emptyStore(t))
		cmd.Env = append(cmd.Env, "COUNTERTOP_FONT_DIR="+dir)
		fails(t, cmd, exitFailed, "NotoSansCJK-Regular.ttc", "not a font collection")
	})
	t.Run("inspect socket in use", func(t *testing.T) {
		p := start(t, "", "-data", emptyStore(t))
		fails(t, command(t, "", "run", "-data", emptyStore(t), "-inspect", p.socket), exitFailed, p.socket, "in use")
	})
}

// A port that another program has is no reason not to open the shop: the
// screen says so, and the kiosk takes the scanner when it is free.
func TestSmokeBusyPort(t *testing.T) {
	sh := newShop(t)
	// Without the rights of root: an exclusive port stays open to root.
	asUser := "true"
	first := start(t, asUser, "-config", sh.config, "-data", sh.data, "-lang", "en")
	first.await("the gun", func(s scene) bool { return s.is("Scanner") })
	other := filepath.Join(t.TempDir(), "data")
	second := start(t, asUser, "-config", sh.config, "-data", other, "-lang", "en")
	second.await("the busy gun", func(s scene) bool { return s.is("Scanner in use") })
	first.kill()
	// This end of the pseudo terminal would keep it exclusive; a real port is
	// free when the program that had it is gone.
	if err := sh.scanner.Unplug(); err != nil {
		t.Fatal(err)
	}
	if err := sh.scanner.Replug(); err != nil {
		t.Fatal(err)
	}
	second.await("the gun after all", func(s scene) bool { return s.is("Scanner") })
}

// The owner writes into a file of the shop beside the running kiosk: what is
// right is on the screen, what is wrong is named there.
func TestSmokeOwnerChangesWhatIsSaid(t *testing.T) {
	sh := newShop(t)
	p := sh.start()
	file := filepath.Join(sh.data, "shop", "scripts.toml")
	p.await("the samples", func(scene) bool { _, err := os.Stat(file); return err == nil })
	write := func(lines string) {
		if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("home-nobody.en = \"Good morning from the owner.\"\nhome-nobody.zh = \"老板说早上好。\"\n")
	p.await("the owner's words", func(s scene) bool { return s.says("from the owner") || s.says("老板说早上好") })
	write("home-nobody.en = “Good evening”\n")
	p.await("the mistake", func(s scene) bool { return s.says("scripts.toml") })
	p.await("the shipped words", func(s scene) bool { return s.says("Scan your badge") || s.says("先扫工牌") })
}
