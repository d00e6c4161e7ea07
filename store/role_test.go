package store_test

import (
	"errors"
	"testing"

	"countertop/app/repair"
	"countertop/store/storetest"
)

// put stores a person with roles and returns them as they are found.
func (s *shop) put(id repair.StaffID, roles repair.Roles) repair.Staff {
	s.t.Helper()
	p, err := s.PutStaff(ctx, repair.Staff{ID: id, Name: "林晓", Roles: roles, Issue: 1}, "")
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func TestSeveralRolesAreStoredOneWay(t *testing.T) {
	s := newShop(t)
	want := repair.Staff{ID: "A004", Name: "林晓", Roles: "coordinator,engineer", Issue: 1}
	if got := s.put("A004", "engineer, coordinator"); got != want {
		t.Errorf("stored as %+v, want %+v", got, want)
	}
	list, err := s.reopen().Staff(ctx)
	if err != nil || len(list) != len(storetest.Staff)+1 || list[3] != want {
		t.Errorf("found again as %+v, %v", list, err)
	}
}

func TestNobodyGetsARoleThatIsNone(t *testing.T) {
	s := newShop(t)
	if _, err := s.PutStaff(ctx, repair.Staff{ID: "A002", Name: "林晓", Roles: "engineer,cleaner"}, ""); err == nil {
		t.Error("a cleaner was stored")
	}
	if _, err := s.PutStaff(ctx, repair.Staff{ID: repair.SystemID, Name: "林晓", Roles: "owner"}, "1234"); !errors.Is(err, repair.ErrUnknownStaff) {
		t.Errorf("a person called %s: %v", repair.SystemID, err)
	}
	if list, err := s.Staff(ctx); err != nil || len(list) != len(storetest.Staff) || list[1] != storetest.Staff[1] {
		t.Errorf("staff %+v, %v", list, err)
	}
}

// The staff list decides when the act is stored, not what the screen knew.
func TestRolesBindInTheStore(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	moved := repair.OrderCommand{Order: id, Command: repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}}
	for _, roles := range []string{"", "cleaner", "system", "engineer;coordinator"} {
		s.put("A004", "engineer")
		s.Close()
		tamper(t, s.dir, `UPDATE subject SET body = json_set(body, '$.roles', '`+roles+`') WHERE id = 'staff:A004'`)
		s = openShop(t, s.dir, s.clock)
		_, err := s.Commit(ctx, "A004", "", moved)
		wantRule(t, err, repair.RuleRole)
	}
	s.put("A004", "coordinator")
	if _, err := s.Commit(ctx, "A004", "", moved); err != nil {
		t.Errorf("with a role again: %v", err)
	}
	s.clean()
}

func TestRoleOfAnApprovalIsTheOneItNeeds(t *testing.T) {
	for roles, want := range map[repair.Roles]repair.Role{
		"supervisor,owner": repair.RoleSupervisor, "owner": repair.RoleOwner, "coordinator,engineer,owner": repair.RoleOwner,
		"engineer,supervisor": repair.RoleSupervisor,
	} {
		s := newShop(t)
		s.put("A004", roles)
		r := s.do(s.takeIn("5CD1").Order.ID, repair.MoveMachine{
			To: repair.Place{Kind: repair.ShelfDone}, Override: &repair.Approval{By: "A004", Reason: "急"},
		})
		if got := *r.Events[0].Body.(repair.Moved).Override; got != (repair.Approval{By: "A004", Role: want, Reason: "急"}) {
			t.Errorf("%s approved as %+v, want %s", roles, got, want)
		}
	}
}

// What the program does by itself has a way of its own: nobody acts or approves
// under its name, and it does nothing that the table does not say.
func TestTheProgramActsInNobodysName(t *testing.T) {
	s := newShop(t)
	id, taken := s.assign(), s.takeIn("5CD1").Order
	give := repair.OrderCommand{Order: id, Command: repair.VoidOrder{Reason: "power cut"}}
	if _, err := s.Commit(ctx, repair.SystemID, "", give); !errors.Is(err, repair.ErrUnknownStaff) {
		t.Errorf("from outside: %v", err)
	}
	ask := repair.Act{Subject: repair.SubjectOf(repair.SubjectEnquiry, ""), Command: repair.AskEnquiry{Question: "多少钱"}}
	if _, err := s.Do(ctx, repair.SystemID, ask); !errors.Is(err, repair.ErrUnknownStaff) {
		t.Errorf("an enquiry from outside: %v", err)
	}
	_, err := s.try(taken.ID, repair.MoveMachine{
		To: repair.Place{Kind: repair.ShelfDone}, Override: &repair.Approval{By: repair.SystemID, Role: repair.RoleOwner, Reason: "急"},
	})
	wantRule(t, err, repair.RuleTestSheet)
	_, err = s.CommitSystem(ctx, repair.OrderCommand{Order: taken.ID, Command: repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}})
	wantRule(t, err, repair.RuleRole)
	r, err := s.CommitSystem(ctx, give)
	if err != nil || r.Order.Stage != repair.StageVoid || r.Events[0].By != repair.SystemID {
		t.Errorf("%+v, %v", r.Events, err)
	}
	s.clean()
}
