package flow_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// The page of today counts when it is opened and once a minute; the takings
// reach the state of those alone who may see them.
func TestTodayCountsForWhomItIsMeant(t *testing.T) {
	count := repair.DayCount{CheckedIn: 8, Done: 2, PickedUp: 2, Paid: map[repair.PaidBy]int64{repair.PaidByCash: 21750}}
	for _, tt := range []struct {
		role repair.Role
		sees bool
	}{
		{repair.RoleCoordinator, true},
		{repair.RoleEngineer, false},
		{repair.RoleSupervisor, true},
	} {
		s := signedIn()
		s.Shop.Takings = []repair.Role{repair.RoleCoordinator, repair.RoleSupervisor}
		s.Staff = &repair.Staff{ID: "A009", Roles: repair.RolesOf(tt.role)}
		s, cmds := after(s, flow.Opened{Screen: flow.ScreenToday})
		ask := flow.CountDay{Day: s.Today()}
		if d := cmp.Diff([]flow.Cmd{ask}, cmds); d != "" {
			t.Errorf("%s opens it (-want +got):\n%s", tt.role, d)
		}
		s, _ = after(s, flow.DayCounted{Day: "2020-01-01", Count: count})
		if s.Day.Count.CheckedIn != 0 {
			t.Errorf("another day was counted")
		}
		s, _ = after(s, flow.DayCounted{Day: s.Today(), Count: count})
		if s.Day.Count.CheckedIn != 8 || (s.Day.Count.Paid != nil) != tt.sees || s.SeesTakings() != tt.sees {
			t.Errorf("%s sees %+v", tt.role, s.Day.Count)
		}
		if _, cmds = after(s, flow.Tick{Now: s.Now.Add(30 * time.Second)}); len(cmds) != 0 {
			t.Errorf("half a minute later it asks %v", cmds)
		}
		s, cmds = after(s, flow.Tick{Now: s.Now.Add(61 * time.Second)})
		if len(cmds) == 0 || cmds[len(cmds)-1] != flow.Cmd(ask) {
			t.Errorf("a minute later it asks %v", cmds)
		}
		if s, _ = after(s, flow.WentHome{}); s.Day.Count.CheckedIn != 0 {
			t.Errorf("at home it still knows %+v", s.Day)
		}
	}
}

func TestTodayAsksForAName(t *testing.T) {
	s := signedIn()
	s.Staff = nil
	s, _ = after(s, flow.Opened{Screen: flow.ScreenToday})
	if s.Screen != flow.ScreenSignIn {
		t.Errorf("nobody came to %s", s.Screen)
	}
}
