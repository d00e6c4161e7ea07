package view_test

import (
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		put("more", flow.ScreenMore, func(*flow.State) {})
		put("more-nobody", flow.ScreenMore, func(s *flow.State) { s.Staff = nil })
	})
}

// The page of all doors has one to each screen that a row gives one, and each
// leads there.
func TestDoorsLeadSomewhere(t *testing.T) {
	s := flow.Initial(flow.Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "zh-CN", shopNow())
	s.Staff = &repair.Staff{ID: "A007", Roles: repair.RolesOf(repair.RoleSupervisor)}
	s.Screen = flow.ScreenMore
	doors := flow.Doors()
	if len(doors) < 6 {
		t.Fatalf("only %d doors: %v", len(doors), doors)
	}
	scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
	for _, name := range doors {
		n := scene.Find("door." + string(name))
		if n == nil {
			t.Errorf("there is no door to %s", name)
			continue
		}
		if to, _ := flow.Update(s, n.Touch); to.Screen != name {
			t.Errorf("the door to %s leads to %s", name, to.Screen)
		}
	}
}
