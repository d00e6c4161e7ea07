package view_test

import (
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// busyDay is a day of a shop that has a lot to do.
func busyDay(s *flow.State) {
	s.Shop.Takings = []repair.Role{repair.RoleCoordinator, repair.RoleSupervisor}
	s.Day = flow.DayPage{Day: s.Today(), Count: repair.DayCount{
		CheckedIn: 128, Quoted: 34, Agreed: 31, Done: 27, PickedUp: 102, Unrepaired: 3, SentOut: 11,
		Paid: map[repair.PaidBy]int64{repair.PaidByCash: 21750, repair.PaidByWeChat: 1234567, repair.PaidByAlipay: 98000, repair.PaidByCard: 456000},
	}}
}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		put("today", flow.ScreenToday, busyDay)
		put("today-quiet", flow.ScreenToday, func(s *flow.State) {
			busyDay(s)
			s.Day.Count = repair.DayCount{}
		})
		put("today-engineer", flow.ScreenToday, func(s *flow.State) {
			busyDay(s)
			s.Staff = &repair.Staff{ID: "A002", Name: "李强", Roles: repair.RolesOf(repair.RoleEngineer)}
			s.Day.Count.Paid = nil
		})
	})
}

// The takings stand there for those alone whom the shop shows them to.
func TestTakingsAreShownToWhomItIsMeant(t *testing.T) {
	for name, want := range map[string]bool{"today": true, "today-engineer": false} {
		scene, found := view.Build(pages("en")[name], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)}), false
		for _, n := range scene.Nodes {
			found = found || n.Text == "Takings"
		}
		if found != want {
			t.Errorf("%s has the takings: %v", name, found)
		}
	}
}
