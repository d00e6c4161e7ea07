package store_test

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

var ctx = context.Background()

// clock is the time of a test; it moves only when told.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: storetest.LastDay.AddDate(0, 0, 1).Add(9 * time.Hour)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

func (c *clock) add(d time.Duration) { c.set(c.now().Add(d)) }

// shop is an open store with its staff.
type shop struct {
	*store.Store
	t     testing.TB
	dir   string
	clock *clock
}

func openShop(t testing.TB, dir string, c *clock) *shop {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A", Now: c.now, PINCost: storetest.PINCost})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &shop{s, t, dir, c}
}

func newShop(t testing.TB) *shop {
	t.Helper()
	s := openShop(t, t.TempDir(), newClock())
	s.enrol()
	return s
}

func (s *shop) enrol() {
	s.t.Helper()
	for _, p := range storetest.Staff {
		if _, err := s.PutStaff(ctx, p, ""); err != nil {
			s.t.Fatal(err)
		}
	}
}

// reopen closes the store and opens it again.
func (s *shop) reopen() *shop {
	s.t.Helper()
	if err := s.Close(); err != nil {
		s.t.Fatal(err)
	}
	return openShop(s.t, s.dir, s.clock)
}

// who gives a command: the coordinator, and the engineer what a coordinator may
// not.
func who(c repair.Command) repair.StaffID {
	if !repair.May(storetest.Staff[0], repair.NameOf(c)) {
		return storetest.Staff[1].ID
	}
	return storetest.Staff[0].ID
}

func (s *shop) try(id repair.OrderID, c repair.Command) (repair.Result, error) {
	return s.Commit(ctx, who(c), "zh-CN", repair.OrderCommand{Order: id, Command: c})
}

func (s *shop) do(id repair.OrderID, c repair.Command) repair.Result {
	s.t.Helper()
	r, err := s.try(id, c)
	if err != nil {
		s.t.Fatalf("%T: %v", c, err)
	}
	return r
}

func (s *shop) assign() repair.OrderID {
	s.t.Helper()
	return s.do("", repair.AssignNumber{Kind: repair.KindLaptop}).Order.ID
}

func signedText(text string) *repair.SignedDocument {
	return &repair.SignedDocument{Text: text, Salt: []byte("0123456789abcdef"), Strokes: []repair.Stroke{{{X: 10, Y: 10}, {X: 300, Y: 200, T: 90}}}}
}

func checkIn(serial string) repair.CheckIn {
	return repair.CheckIn{
		Customer: repair.Customer{Name: "欧阳思远", Company: "宏图信息技术有限公司", Phones: []string{"138 0013 8000", "025-8888 1234"}},
		Device: repair.Device{
			Kind: repair.KindLaptop, Brand: "HP", Model: "EliteBook 840", Serial: serial,
			Figures: repair.Figures{CPU: "i5", Memory: "16 GB", Disk: "512 GB"},
		},
		Symptom:          repair.Symptom{Chips: []string{"no-power"}, Words: "<开机> 无反应 & 有异味"},
		Marks:            []repair.ConditionMark{{Kind: repair.MarkScratch, X: 0.25, Y: 1.0 / 3, Note: "旧"}},
		ConditionChecked: true, OldParts: repair.OldPartsShop, PromisedOn: "2026-11-24",
		Accessories: []repair.Accessory{{Name: "power-adapter"}, {Name: "𠮷 包"}},
		Signed:      signedText("本人确认以上内容"),
	}
}

// takeIn assigns a number and checks a machine in.
func (s *shop) takeIn(serial string) repair.Result {
	s.t.Helper()
	return s.do(s.assign(), checkIn(serial))
}

func (s *shop) move(id repair.OrderID, k repair.PlaceKind, slot int) repair.Result {
	s.t.Helper()
	return s.do(id, repair.MoveMachine{To: repair.Place{Kind: k, Slot: slot}})
}

func pass(lines []repair.TestLine) (rs []repair.TestResult) {
	for _, l := range lines {
		rs = append(rs, repair.TestResult{Line: l.Key, Outcome: repair.Pass})
	}
	return rs
}

func pickUp(id repair.OrderID) repair.PickUp {
	return repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: id, Returned: []int{1, 2}, ConditionSame: true, Rating: 5,
		Untested: "客户赶时间", CallOn: "2026-11-24", Signed: signedText("机器已取回"),
	}
}

// repairIt brings a machine that was taken in to 等待取机.
func (s *shop) repairIt(o repair.Order) {
	s.t.Helper()
	s.move(o.ID, repair.ShelfAwaitingTest, 0)
	s.move(o.ID, repair.PlaceBench, 0)
	s.do(o.ID, repair.RecordTest{Results: pass(o.Lines)})
	s.move(o.ID, repair.ShelfDone, 0)
	s.move(o.ID, repair.ShelfAwaitingPickup, 0)
}

// clean fails the test unless Check finds nothing.
func (s *shop) clean() {
	s.t.Helper()
	r, err := s.Check(ctx)
	if err != nil || !r.OK() {
		s.t.Fatalf("Check: %v, faults %v", err, r.Findings)
	}
}

func (s *shop) order(id repair.OrderID) repair.Row {
	s.t.Helper()
	r, err := s.Order(ctx, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// tamper changes the closed file behind the store's back.
func tamper(t testing.TB, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open(store.Driver, store.DSN(dir, true))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range statements {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

func wantRule(t testing.TB, err error, want repair.Rule) {
	t.Helper()
	var re *repair.RuleError
	if !errors.As(err, &re) || re.Rule != want {
		t.Errorf("error = %v, want rule %s", err, want)
	}
}
