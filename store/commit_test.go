package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestADayIsStoredWhole(t *testing.T) {
	s := newShop(t)
	in := s.takeIn("5cd-1234 abc")
	if in.Customer.ID != "A000001" || in.Order.Reserved != (repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 1}) {
		t.Errorf("customer %q, slot %v", in.Customer.ID, in.Order.Reserved)
	}
	var docs []repair.Document
	for i, j := range in.Jobs {
		if j.ID != int64(i+1) || j.Lang != "zh-CN" || j.Order != in.Order.ID || j.State != repair.JobQueued || j.Copy != 1 {
			t.Errorf("job %+v", j)
		}
		docs = append(docs, j.Document)
	}
	want := []repair.Document{repair.DocDeviceTag, repair.DocCustomerCopy, repair.DocAccessory, repair.DocAccessory}
	if d := cmp.Diff(want, docs); d != "" {
		t.Errorf("jobs (-want +got):\n%s", d)
	}
	s.repairIt(in.Order)
	out := s.do(in.Order.ID, pickUp(in.Order.ID))
	if out.Before.Stage != repair.StageAwaitingPickup || out.Order.Stage != repair.StagePickedUp || out.Customer.Name != "欧阳思远" {
		t.Errorf("pickup: %+v", out)
	}

	s = s.reopen()
	s.clean()
	row := s.order(in.Order.ID)
	if d := cmp.Diff(out.Order, row.Order); d != "" {
		t.Errorf("order after reopening (-said +stored):\n%s", d)
	}
	if d := cmp.Diff(in.Customer, row.Customer); d != "" {
		t.Errorf("customer after reopening (-said +stored):\n%s", d)
	}
	events, err := s.Events(ctx, in.Order.ID)
	if err != nil || len(events) != row.Order.Version {
		t.Fatalf("%d events, %v", len(events), err)
	}
	var replayed repair.Order
	for _, e := range events {
		replayed = repair.Apply(replayed, e)
	}
	replayed.Head = row.Order.Head
	if d := cmp.Diff(row.Order, replayed); d != "" {
		t.Errorf("replay (-stored +replayed):\n%s", d)
	}
	for _, sig := range []*repair.Signature{row.Order.Signature, row.Order.PickupSignature} {
		got, err := s.Signature(ctx, sig.Digest)
		if err != nil || got.Empty() || string(got.Salt) != "0123456789abcdef" {
			t.Errorf("signature %+v, %v", got, err)
		}
	}
	if _, err := s.Signature(ctx, "none"); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("no signature: %v", err)
	}
}

func TestNothingToDoStoresNothing(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	was := s.move(id, repair.ShelfAwaitingTest, 0).Order
	if r := s.move(id, repair.ShelfAwaitingTest, 0); len(r.Events) != 0 || !cmp.Equal(r.Order, was) {
		t.Errorf("a second scan gave %+v", r)
	}
}

func TestRefusedCommandLeavesNoTrace(t *testing.T) {
	s := newShop(t)
	id := s.assign()
	in := checkIn("5CD1")
	in.PromisedOn = ""
	_, err := s.try(id, in)
	wantRule(t, err, repair.RulePromise)
	if list, err := s.Customers(ctx, "138", 5); len(list) != 0 || err != nil {
		t.Errorf("persons %v, %v", list, err)
	}
	if r := s.do(id, checkIn("5CD1")); r.Customer.ID != "A000001" {
		t.Errorf("customer %s", r.Customer.ID)
	}
	for _, tt := range []struct {
		name string
		by   repair.StaffID
		c    repair.OrderCommand
		want error
	}{
		{"unknown order", "A001", repair.OrderCommand{Order: "A2611219999", Command: repair.UndoMove{}}, repair.ErrNotFound},
		{"unknown person", "A099", repair.OrderCommand{Order: id, Command: repair.UndoMove{}}, repair.ErrUnknownStaff},
		{"unknown supervisor", "A001", repair.OrderCommand{Order: id, Command: repair.MoveMachine{
			To: repair.Place{Kind: repair.ShelfDone}, Override: &repair.Approval{By: "A099", Reason: "急"},
		}}, repair.ErrUnknownStaff},
	} {
		if _, err := s.Commit(ctx, tt.by, "", tt.c); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	_, err = s.Commit(ctx, "", "", repair.OrderCommand{Order: id, Command: repair.UndoMove{}})
	wantRule(t, err, repair.RuleTaker)
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Commit(done, "A001", "", repair.OrderCommand{Order: id, Command: repair.UndoMove{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancelling: %v", err)
	}
	s.clean()
}

// Who may approve is what the staff list says, not what the command says.
func TestApprovalsAreLookedUp(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	c := repair.MoveMachine{
		To:       repair.Place{Kind: repair.ShelfDone},
		Override: &repair.Approval{By: "A002", Role: repair.RoleSupervisor, Reason: "急"},
	}
	_, err := s.try(id, c)
	wantRule(t, err, repair.RuleTestSheet)
	c.Override = &repair.Approval{By: "A003", Reason: "急"}
	r := s.do(id, c)
	if got := r.Events[0].Body.(repair.Moved).Override.Role; got != repair.RoleSupervisor || c.Override.Role != "" {
		t.Errorf("stored role %q, the command's became %q", got, c.Override.Role)
	}
}

// The loaner that the customer keeps needs a supervisor, as all else does.
func TestTheApprovalOfALoanerIsLookedUp(t *testing.T) {
	s := newShop(t)
	o := s.takeIn("5CD1").Order
	s.do(o.ID, repair.LendLoaner{Loan: repair.Loan{Loaner: "00007", Name: "惠普 M1005", BackOn: "2026-11-28"}})
	s.repairIt(o)
	c := pickUp(o.ID)
	c.LoanerOut = &repair.Approval{By: "A002", Role: repair.RoleSupervisor, Reason: "改天送来"}
	_, err := s.try(o.ID, c)
	wantRule(t, err, repair.RuleLoanerBack)
	c.LoanerOut = &repair.Approval{By: "A003", Reason: "改天送来"}
	if got := s.do(o.ID, c).Events[0].Body.(repair.PickedUp).LoanerOut.Role; got != repair.RoleSupervisor {
		t.Errorf("stored role %q", got)
	}
}

func TestCollectorBecomesAPerson(t *testing.T) {
	s := newShop(t)
	o := s.takeIn("5CD1").Order
	s.repairIt(o)
	c := pickUp(o.ID)
	c.Identity = repair.Identity{Relation: "同事", Reason: "客户联丢失", Approved: &repair.Approval{By: "A003", Reason: "已核对证件"}}
	c.Collector = repair.Customer{Name: "司马光"}
	who := s.do(o.ID, c).Events[0].Body.(repair.PickedUp).Identity.Collector
	if who != "A000002" {
		t.Errorf("collector %q", who)
	}
	other := s.takeIn("5CD2").Order
	s.repairIt(other)
	c = pickUp(other.ID)
	c.Identity = repair.Identity{Collector: "A000099", Reason: "x", Approved: &repair.Approval{By: "A003", Reason: "x"}}
	if _, err := s.try(other.ID, c); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("collector that is nobody: %v", err)
	}
}

func TestKnownCustomerIsCorrected(t *testing.T) {
	s := newShop(t)
	c := s.takeIn("5CD1").Customer
	in := checkIn("5CD2")
	in.Customer = c
	in.Customer.Phones = []string{"13900001111"}
	if r := s.do(s.assign(), in); r.Customer.ID != c.ID {
		t.Errorf("customer %s became %s", c.ID, r.Customer.ID)
	}
	list, err := s.Customers(ctx, "1111", 5)
	if err != nil || len(list) != 1 || list[0].Orders != 2 {
		t.Errorf("found %+v, %v", list, err)
	}
}

func TestTwoCannotHaveOneSlot(t *testing.T) {
	s := newShop(t)
	a, b := s.takeIn("5CD1").Order, s.takeIn("5CD2").Order
	if a.Reserved == b.Reserved {
		t.Errorf("both were promised %v", a.Reserved)
	}
	_, err := s.try(b.ID, repair.MoveMachine{To: a.Reserved})
	wantRule(t, err, repair.RuleSlotTaken)
	s.move(a.ID, repair.ShelfAwaitingTest, 5)
	if got := s.move(b.ID, repair.ShelfAwaitingTest, 0).Order.Place; got != b.Reserved {
		t.Errorf("b is in %v, was promised %v", got, b.Reserved)
	}
	_, err = s.try(b.ID, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 5}})
	wantRule(t, err, repair.RuleSlotTaken)
	_, err = s.try(b.ID, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 25}})
	wantRule(t, err, repair.RuleNoSuchSlot)
}

func TestUndo(t *testing.T) {
	s := newShop(t)
	a, b := s.takeIn("5CD1").Order, s.takeIn("5CD2").Order
	first := s.move(a.ID, repair.ShelfAwaitingTest, 0).Order
	s.clock.add(time.Minute)
	s.move(a.ID, repair.PlaceBench, 0)
	s.clock.add(10 * time.Second)
	back := s.do(a.ID, repair.UndoMove{}).Order
	if back.Place != first.Place || back.Stage != first.Stage || !back.PlaceSince.Equal(first.PlaceSince) || back.LastMove != nil {
		t.Errorf("back in %v %s since %v", back.Place, back.Stage, back.PlaceSince)
	}

	// b takes a's slot in the meantime.
	s.move(a.ID, repair.PlaceBench, 0)
	s.move(b.ID, first.Place.Kind, first.Place.Slot)
	want := repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 2} // free: b's promise ended
	if got := s.do(a.ID, repair.UndoMove{}).Order.Place; got != want {
		t.Errorf("back in %v, want %v", got, want)
	}

	s.move(a.ID, repair.PlaceBench, 0)
	s.clock.add(repair.UndoWindow + time.Second)
	_, err := s.try(a.ID, repair.UndoMove{})
	wantRule(t, err, repair.RuleUndoTooLate)
	s.clean()
}

// An undone move gives a promise back that somebody else has used by then.
func TestPromisedSlotThatIsTaken(t *testing.T) {
	s := newShop(t)
	a, b := s.takeIn("5CD1").Order, s.takeIn("5CD2").Order
	s.move(a.ID, repair.PlaceBench, 0)
	s.move(b.ID, repair.ShelfAwaitingTest, a.Reserved.Slot)
	s.do(a.ID, repair.UndoMove{})
	if got := s.move(a.ID, repair.ShelfAwaitingTest, 0).Order.Place; got == s.order(b.ID).Order.Place || got.Slot == 0 {
		t.Errorf("both are in %v", got)
	}
}

func TestFullShelfStillTakesMachines(t *testing.T) {
	s, err := store.Open(ctx, store.Options{
		Dir: t.TempDir(), Station: "A", Layout: repair.Layout{repair.ShelfAwaitingTest: 1}, Now: newClock().now,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sh := &shop{Store: s, t: t}
	sh.enrol()
	for i, want := range []int{1, 0, 0} {
		if got := sh.takeIn(fmt.Sprint("SN", i)).Order.Reserved.Slot; got != want {
			t.Errorf("machine %d was promised slot %d, want %d", i, got, want)
		}
	}
}

func TestNumbersAreNeverReused(t *testing.T) {
	s := newShop(t)
	first := s.assign()
	second := s.assign()
	s.do(second, repair.VoidOrder{Reason: "客户改天再来"})
	if first != "A2611210001" || second != "A2611210002" {
		t.Errorf("numbers %s, %s", first, second)
	}
	s = s.reopen()
	third := s.assign()
	s.clock.add(-48 * time.Hour)
	fourth := s.assign()
	s.clock.set(time.Date(1970, 1, 1, 8, 0, 0, 0, storetest.Zone))
	fifth := s.assign()
	s.clock.set(time.Date(2026, 11, 22, 8, 0, 0, 0, storetest.Zone))
	sixth := s.assign()
	got := []repair.OrderID{third, fourth, fifth, sixth}
	want := []repair.OrderID{"A2611210003", "A2611210004", "A2611210005", "A2611220001"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("numbers (-want +got):\n%s", d)
	}
	s.clean()
}

func TestNewStoreOnAnUnsetClockGivesNoNumber(t *testing.T) {
	s := newShop(t)
	s.clock.set(time.Date(1970, 1, 1, 8, 0, 0, 0, storetest.Zone))
	if _, err := s.try("", repair.AssignNumber{Kind: repair.KindLaptop}); !errors.Is(err, repair.ErrClock) {
		t.Errorf("error = %v", err)
	}
}

func TestTwoPeopleMoveOneMachine(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	const n = 50
	var wg sync.WaitGroup
	for _, k := range []repair.PlaceKind{repair.PlaceBench, repair.PlacePeer} {
		wg.Go(func() {
			for range n {
				if _, err := s.try(id, repair.MoveMachine{To: repair.Place{Kind: k}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	events, err := s.Events(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	at := repair.PlaceCounter
	for _, e := range events[2:] {
		m := e.Body.(repair.Moved)
		if m.From.Kind != at {
			t.Fatalf("moved from %s, it was in %s", m.From.Kind, at)
		}
		at = m.To.Kind
	}
	s.clean()
}

func TestImportRefusesAnOrderThatIsThere(t *testing.T) {
	s := newShop(t)
	s.assign()
	events, err := s.Events(ctx, "A2611210001")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Import(ctx, []store.History{{Events: events}}); !errors.Is(err, repair.ErrConflict) {
		t.Errorf("error = %v", err)
	}
	s.clean()
}

// The disk refuses to let the log grow: the kernel then fails the write, as it
// does on a broken disk.
func TestDiskErrorIsNeverSaidToBeSaved(t *testing.T) {
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	info, err := os.Stat(filepath.Join(s.dir, "countertop.db-wal"))
	if err != nil {
		t.Fatal(err)
	}
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	limit := func(n uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: old.Max}); err != nil {
			t.Fatal(err)
		}
	}
	limit(uint64(info.Size()) + 1000)
	_, err = s.try(id, repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}})
	limit(old.Cur)
	if !errors.Is(err, repair.ErrIO) && !errors.Is(err, repair.ErrFull) {
		t.Fatalf("error = %v", err)
	}
	if got := s.order(id).Order.Place.Kind; got != repair.PlaceCounter {
		t.Errorf("the machine is in %s", got)
	}
	s.move(id, repair.PlaceBench, 0)
	s = s.reopen()
	s.clean()
	if got := s.order(id).Order; got.Place.Kind != repair.PlaceBench || got.Version != 3 {
		t.Errorf("the machine is in %s, version %d", got.Place.Kind, got.Version)
	}
}
