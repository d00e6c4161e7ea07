package opening_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/opening"
	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{
		Dir: t.TempDir(), Station: "A", Now: func() time.Time { return noon }, PINCost: storetest.PINCost,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// counting notes who is written.
type counting struct {
	*store.Store
	put  []repair.StaffID
	fail error
}

func (c *counting) PutStaff(ctx context.Context, p repair.Staff, pin string) (repair.Staff, error) {
	if c.fail != nil {
		return p, c.fail
	}
	c.put = append(c.put, p.ID)
	return c.Store.PutStaff(ctx, p, pin)
}

func TestEnrolWritesWhoChanged(t *testing.T) {
	s := &counting{Store: open(t)}
	chen := config.Staff{Number: "A001", Name: "陈静", Role: "coordinator", PIN: "1111"}
	zhao := config.Staff{Number: "A002", Name: "赵强", Role: "engineer", PIN: "2222"}
	enrol := func(want []repair.StaffID, people ...config.Staff) {
		t.Helper()
		s.put = nil
		if err := opening.Enrol(t.Context(), s, people); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, s.put); d != "" {
			t.Errorf("written (-want +got):\n%s", d)
		}
	}
	enrol([]repair.StaffID{"A001", "A002"}, chen, zhao)
	enrol(nil, chen, zhao)
	if p, err := s.StaffByPIN(t.Context(), "A002", "2222", ""); err != nil || p.Roles != "engineer" || p.Issue != 1 {
		t.Errorf("signed in %+v, %v", p, err)
	}

	// What was changed on the screen outlives what the file says.
	if _, err := s.Store.PutStaff(t.Context(), repair.Staff{ID: "A002", Name: zhao.Name, Roles: "engineer", Issue: 3}, ""); err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(){func() { zhao.Name = "赵小强" }, func() { zhao.Role = "supervisor" }} {
		change()
		enrol(nil, chen, zhao)
	}
	// So does a PIN that the person chose; the file's is for who has none.
	if err := s.SetPIN(t.Context(), "A002", "271828"); err != nil {
		t.Fatal(err)
	}
	zhao.PIN = "3333"
	enrol(nil, chen, zhao)
	p, err := s.StaffByPIN(t.Context(), "A002", "271828", "")
	if want := (repair.Staff{ID: "A002", Name: "赵强", Roles: "engineer", Issue: 3}); p != want || err != nil {
		t.Errorf("signed in %+v, want %+v: %v", p, want, err)
	}
	if _, err := s.Store.PutStaff(t.Context(), repair.Staff{ID: "A003", Name: "林晓", Roles: "engineer", Issue: 1}, ""); err != nil {
		t.Fatal(err)
	}
	lin := config.Staff{Number: "A003", Name: "林晓", Role: "engineer", PIN: "4444"}
	enrol([]repair.StaffID{"A003"}, chen, zhao, lin)
	enrol(nil, chen, zhao, lin)
	if _, err := s.StaffByPIN(t.Context(), "A003", "4444", ""); err != nil {
		t.Errorf("who had no PIN: %v", err)
	}

	if _, err := s.ActOnStaff(t.Context(), "A004", "A002", repair.EndStaff{}); err == nil {
		t.Error("nobody has ended somebody's work")
	}
	if _, err := s.Store.PutStaff(t.Context(), repair.Staff{ID: "A009", Name: "陈志远", Roles: "owner", Issue: 1}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ActOnStaff(t.Context(), "A009", "A002", repair.EndStaff{}); err != nil {
		t.Fatal(err)
	}
	enrol(nil, chen, zhao, lin) // who has left stays away
	if _, err := s.StaffByPIN(t.Context(), "A002", "271828", ""); err == nil {
		t.Error("who has left signs in")
	}
	enrol(nil, chen) // who is not named stays
	if people, err := s.Staff(t.Context()); len(people) != 4 || err != nil {
		t.Errorf("staff %+v, %v", people, err)
	}
}

func TestEnrolThatFailedIsTriedAgain(t *testing.T) {
	s := &counting{Store: open(t), fail: repair.ErrFull}
	people := []config.Staff{{Number: "A001", Name: "陈静", Role: "coordinator", PIN: "1111"}}
	if err := opening.Enrol(t.Context(), s, people); !errors.Is(err, repair.ErrFull) {
		t.Errorf("error %v", err)
	}
	s.fail = nil
	if err := opening.Enrol(t.Context(), s, people); err != nil || len(s.put) != 1 {
		t.Errorf("written %v, %v", s.put, err)
	}
}

// Of all machines that were described, those stay that a draft knows, alone or
// beside others of one visit.
func TestOrphansAreGivenUp(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	desk := repair.RolesOf(repair.RoleCoordinator)
	for _, p := range []repair.Staff{{ID: "A001", Name: "陈静", Roles: desk, Issue: 1}, {ID: "A002", Name: "赵强", Roles: desk, Issue: 1}} {
		if _, err := s.PutStaff(ctx, p, ""); err != nil {
			t.Fatal(err)
		}
	}
	number := func(by repair.StaffID) repair.OrderID {
		t.Helper()
		r, err := s.Commit(ctx, by, "", repair.OrderCommand{Command: repair.AssignNumber{Kind: repair.KindLaptop}})
		if err != nil {
			t.Fatal(err)
		}
		return r.Order.ID
	}
	parked, second, third, elsewhere, orphan := number("A001"), number("A001"), number("A001"), number("A001"), number("A002")
	visit := flow.CheckIn{Machine: flow.Machine{Order: second}, Others: []flow.Machine{{Order: third}}}
	body, err := json.Marshal(visit)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []repair.Draft{
		{DraftInfo: repair.DraftInfo{ID: "a", Order: parked}, Body: []byte(`{}`)},
		{DraftInfo: repair.DraftInfo{ID: "b", Order: second, Screen: "check-in"}, Body: body},
		{DraftInfo: repair.DraftInfo{ID: "c", Order: elsewhere, Screen: "other"}, Body: []byte(`not JSON`)},
	} {
		if err := s.SaveDraft(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	// Who began it may nothing any more.
	if _, err := s.PutStaff(ctx, repair.Staff{ID: "A002", Name: "赵强", Issue: 1}, ""); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second start finds nothing to do
		if err := opening.VoidOrphans(ctx, s, noon.Add(-opening.LookBack)); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []repair.OrderID{parked, second, third, elsewhere} {
		if r, err := s.Order(ctx, id); err != nil || r.Order.Stage != repair.StageDraft {
			t.Errorf("%s, which a draft knows, is %s, %v", id, r.Order.Stage, err)
		}
	}
	events, err := s.Events(ctx, orphan)
	want := []repair.Event{
		{Subject: orphan.Subject(), At: noon, By: "A002", Origin: "A", Body: repair.NumberAssigned{Device: repair.KindLaptop, Batch: orphan}},
		{Subject: orphan.Subject(), At: noon, By: repair.SystemID, Origin: "A", Body: repair.Voided{Reason: "power cut"}},
	}
	if d := cmp.Diff(want, events, cmpopts.IgnoreFields(repair.Event{}, "Stamp", "Base")); d != "" || err != nil {
		t.Errorf("events of the orphan: %v (-want +got)\n%s", err, d)
	}
}

// failing fails where it is told.
type failing struct {
	opening.Orders
	drafts, described, commit error
}

func (f failing) Drafts(context.Context) ([]repair.Draft, error) { return nil, f.drafts }

func (f failing) Described(context.Context, time.Time) ([]repair.Row, error) {
	return []repair.Row{{Order: repair.Order{ID: "A2611210001"}}}, f.described
}

func (f failing) CommitSystem(context.Context, ...repair.OrderCommand) (repair.Result, error) {
	return repair.Result{}, f.commit
}

func TestOrphansThatFailAreSaid(t *testing.T) {
	no := repair.ErrIO
	for name, f := range map[string]failing{"drafts": {drafts: no}, "described": {described: no}, "commit": {commit: no}} {
		if err := opening.VoidOrphans(t.Context(), f, noon); !errors.Is(err, no) {
			t.Errorf("%s fail: %v", name, err)
		}
	}
}

func TestClockSet(t *testing.T) {
	for year, want := range map[int]bool{1970: false, 2023: false, 2024: true, 2026: true} {
		if got := opening.ClockSet(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("ClockSet in %d = %t", year, got)
		}
	}
}
