package flow_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// staffState is somebody at the counter of a shop of three, who has just given a PIN.
func staffState(who repair.StaffID) flow.State {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	s := flow.Initial(flow.Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "zh-CN", now)
	s.People = []repair.Staff{
		{ID: "A001", Name: "陈静", Roles: "coordinator", Issue: 1},
		{ID: "A002", Name: "李强", Roles: "engineer", Issue: 1},
		{ID: "A007", Name: "陈志远", Roles: "supervisor,owner", Issue: 1},
		{ID: "A009", Name: "林晓", Roles: "engineer", Ended: true},
	}
	for _, p := range s.People {
		if p.ID == who {
			s.Staff, s.Proved = &p, now
		}
	}
	return s
}

// play sends messages and returns what was asked of the store.
func play(s flow.State, msgs ...flow.Msg) (flow.State, []flow.Cmd) {
	var asked []flow.Cmd
	for _, m := range msgs {
		next, cmds := flow.Update(s, m)
		s = next
		for _, c := range cmds {
			if _, sound := c.(flow.Play); !sound {
				asked = append(asked, c)
			}
		}
	}
	return s, asked
}

func TestSomebodyIsTakenInByTouch(t *testing.T) {
	role := func(r repair.Role) flow.Msg { return flow.StaffRoleTurned{Role: r} }
	s, asked := play(staffState("A007"), flow.StaffChosen{}, flow.StaffSaved{})
	if s.StaffPage.Refused != "staff.need-name" || asked != nil {
		t.Errorf("without a name: %+v, %v", s.StaffPage, asked)
	}
	s, _ = play(s, flow.Focused{Field: flow.FieldStaffName}, flow.Typed{Text: "林小晓"}, flow.StaffSaved{})
	if s.StaffPage.Refused != "staff.need-roles" || s.StaffPage.Form.Name != "林小晓" {
		t.Errorf("without a role: %+v", s.StaffPage)
	}
	s, asked = play(s, role("engineer"), role("supervisor"), role("coordinator"), role("supervisor"), flow.StaffSaved{}, flow.StaffSaved{})
	want := []flow.Cmd{flow.ActOnStaff{By: "A007", Command: repair.JoinStaff{Name: "林小晓", Roles: "coordinator,engineer"}}}
	if d := cmp.Diff(want, asked); d != "" {
		t.Errorf("asked once (-want +got):\n%s", d)
	}
	joined := repair.Staff{ID: "A010", Name: "林小晓", Roles: "coordinator,engineer", Issue: 1}
	s, asked = play(s, flow.PeopleLoaded{People: append(s.People, joined)}, flow.StaffStored{Staff: joined})
	if s.StaffPage.Part != flow.StaffPIN || s.Focus != flow.FieldNewPIN || len(asked) != 1 {
		t.Errorf("then the PIN, and a badge: %+v, focus %q, %v", s.StaffPage, s.Focus, asked)
	}
	for _, tt := range []struct{ first, second, refused string }{
		{"1234", "", "new-pin.weak"}, {"2718", "2719", "new-pin.differs"},
	} {
		s, _ = play(s, flow.Typed{Text: tt.first}, flow.StaffPINDone{}, flow.Typed{Text: tt.second}, flow.StaffPINDone{})
		if p := s.StaffPage.PIN; tt.second == "" && p.Refused == "" || tt.second != "" && p.Refused != tt.refused || p.First != "" {
			t.Errorf("%s, %s: %+v", tt.first, tt.second, p)
		}
		s.StaffPage.PIN = flow.NewPIN{}
	}
	s, asked = play(s, flow.Typed{Text: "2718"}, flow.StaffPINDone{}, flow.Typed{Text: "2718"}, flow.StaffPINDone{}, flow.StaffPINDone{})
	if d := cmp.Diff([]flow.Cmd{flow.ChangePIN{By: "A007", ID: "A010", PIN: "2718"}}, asked); d != "" {
		t.Errorf("the PIN (-want +got):\n%s", d)
	}
	s, _ = play(s, flow.StaffStored{Staff: joined, PINLength: 4})
	if s.StaffPage.Part != "" || s.StaffPage.PIN != (flow.NewPIN{}) || s.StaffPage.Waits {
		t.Errorf("afterwards %+v", s.StaffPage)
	}
}

// Everybody has a page of their own, and only that.
func TestOwnPage(t *testing.T) {
	s, _ := play(staffState("A002"), flow.StaffChosen{ID: "A002"})
	if s.Screen != flow.ScreenStaff {
		t.Fatalf("the own page is %s", s.Screen)
	}
	away, asked := play(s, flow.StaffPartChosen{Part: flow.StaffAway}, flow.StaffAwayChosen{Until: "2026-11-23"})
	if d := cmp.Diff([]flow.Cmd{flow.ActOnStaff{By: "A002", ID: "A002", Command: repair.SetAway{Away: true, Until: "2026-11-23"}}}, asked); d != "" {
		t.Errorf("away (-want +got):\n%s", d)
	}
	if away.Toast.Bad {
		t.Errorf("refused: %+v", away.Toast)
	}
	stale := s
	stale.Proved = time.Time{}
	if next, _ := play(stale, flow.StaffPartChosen{Part: flow.StaffPIN}); next.Screen != flow.ScreenSignIn || next.SignIn.Staff != "A002" || next.Focus != flow.FieldPIN {
		t.Errorf("a badge alone changes a PIN: %s, %+v", next.Screen, next.SignIn)
	}
	for name, m := range map[string]flow.Msg{
		"others": flow.StaffChosen{ID: "A001"}, "new": flow.StaffChosen{}, "roles": flow.StaffRoleTurned{Role: "owner"}, "save": flow.StaffSaved{},
		"badge": flow.StaffBadgePrinted{New: true}, "end": flow.StaffEnded{}, "the end": flow.StaffPartChosen{Part: flow.StaffEnd},
		"list": flow.Opened{Screen: flow.ScreenNotable}, "code": flow.RecoveryNew{},
	} {
		if next, asked := play(s, m); next.Toast.Key != "rule.role.do" || asked != nil || next.StaffPage.ID != "A002" {
			t.Errorf("%s: %+v, %v", name, next.Toast, asked)
		}
	}
}

// What the store refuses stands beside the form, which stays.
func TestRefusedStaffKeepsItsForm(t *testing.T) {
	s, _ := play(staffState("A007"), flow.Opened{Screen: flow.ScreenSettings}, flow.StaffChosen{ID: "A001"}, flow.StaffRoleTurned{Role: "owner"},
		flow.StaffSaved{})
	for need := range map[string]bool{"name": true, "roles": true, "owner": true, "last-owner": true, "here": true, "unknown": true} {
		next, _ := play(s, flow.Failed{Tag: flow.TagStaff, Rule: &repair.RuleError{Rule: repair.RuleStaff, Need: []string{need}}})
		if p := next.StaffPage; p.Refused != "staff.need-"+need || p.Waits || p.Form.Roles != "coordinator,owner" {
			t.Errorf("%s: %+v", need, p)
		}
	}
	// Left and opened again, it is there.
	s, _ = play(s, flow.Failed{Tag: flow.TagStaff, Problem: "problem.disk"}, flow.WentBack{}, flow.StaffChosen{ID: "A002"}, flow.WentBack{}, flow.StaffChosen{ID: "A001"})
	if s.StaffPage.Form.Roles != "coordinator,owner" {
		t.Errorf("the form is %+v", s.StaffPage.Form)
	}
}

// Who is ended while they stand at the counter stands there no more; whose roles
// change has the new ones.
func TestPeopleChangeAtTheCounter(t *testing.T) {
	s := staffState("A002")
	people := append([]repair.Staff(nil), s.People...)
	people[1].Roles = "engineer,supervisor"
	next, _ := play(s, flow.PeopleLoaded{People: people})
	if !next.Staff.Roles.Has(repair.RoleSupervisor) || next.Proved.IsZero() {
		t.Errorf("%+v", next.Staff)
	}
	people[1].Ended = true
	next, _ = play(s, flow.Opened{Screen: flow.ScreenBench}, flow.PeopleLoaded{People: people})
	if next.Staff != nil || next.Screen != flow.ScreenHome {
		t.Errorf("who has left is at %s: %+v", next.Screen, next.Staff)
	}
}

func TestOwnerComesBackByTheCode(t *testing.T) {
	s, _ := play(staffState(""), flow.SignInAsked{}, flow.RecoveryAsked{})
	if s.Recovery.Staff != "A007" || s.Screen != flow.ScreenRecovery {
		t.Fatalf("%s, %+v", s.Screen, s.Recovery)
	}
	s, _ = play(s, flow.Focused{Field: flow.FieldRecovery}, flow.Typed{Text: "7K3X9"}, flow.RecoveryTyped{})
	if s.Recovery.Refused != "recovery.shape" || s.Recovery.Typed != "7K3X9" {
		t.Errorf("too short: %+v", s.Recovery)
	}
	s, _ = play(s, flow.Focused{Field: flow.FieldRecovery}, flow.Typed{Text: " qw02t-msw4h 8zc1d"}, flow.RecoveryTyped{})
	if s.Recovery.Step != flow.RecoveryPIN || s.Focus != flow.FieldNewPIN {
		t.Fatalf("a code: %+v", s.Recovery)
	}
	s, asked := play(s, flow.Typed{Text: "2718"}, flow.RecoveryPINDone{}, flow.Typed{Text: "2718"}, flow.RecoveryPINDone{}, flow.RecoveryPINDone{})
	if len(asked) != 1 || asked[0].(flow.RecoverPIN).PIN != "2718" {
		t.Fatalf("asked %v", asked)
	}
	wrong, _ := play(s, flow.Failed{Tag: flow.TagRecovery, Problem: "problem.recovery"})
	if p := wrong.Recovery; p.Step != flow.RecoveryWho || p.Refused != "problem.recovery" || p.Typed == "" || p.Waits {
		t.Errorf("a wrong code: %+v", p)
	}
	owner := s.Person("A007")
	s, _ = play(s, flow.RecoveryCodeMade{Code: "00000-00000-00000-00001", Paper: "x", Staff: &owner})
	if s.Staff == nil || s.Staff.ID != "A007" || s.Proved.IsZero() || s.Recovery.Code == "" {
		t.Fatalf("%+v, %+v", s.Staff, s.Recovery)
	}
	_, asked = play(s, flow.RecoveryPrinted{}, flow.RecoveryPrinted{})
	if len(asked) != 1 {
		t.Errorf("printed %d times", len(asked))
	}
	// Nobody stands there: the code goes.
	s, _ = play(s, flow.Tick{Now: s.Now.Add(20 * time.Minute)})
	if s.Screen != flow.ScreenHome || s.Recovery.Code != "" {
		t.Errorf("left alone: %s, %+v", s.Screen, s.Recovery)
	}
	typed, _ := play(staffState(""), flow.RecoveryAsked{}, flow.Focused{Field: flow.FieldRecovery}, flow.Typed{Text: "7K3X9"})
	typed, _ = play(typed, flow.Tick{Now: typed.Now.Add(20 * time.Minute)})
	if typed.Screen != flow.ScreenHome || typed.Recovery.Typed != "" {
		t.Errorf("typed and left alone: %s, %+v", typed.Screen, typed.Recovery)
	}
}
