package repair_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

// heap is a column in short.
type heap struct {
	Machines   []repair.OrderID
	Oldest     time.Duration
	Worst      repair.Level
	Soon, Late int
}

// heaps are the columns that hold something, by place or stage.
func heaps(cols []*repair.Column) map[string]heap {
	m := map[string]heap{}
	for _, c := range cols {
		if c.Len() == 0 {
			continue
		}
		h := heap{Oldest: c.Oldest, Worst: c.Worst, Soon: c.Soon, Late: c.Late}
		for _, k := range c.Cards() {
			h.Machines = append(h.Machines, k.ID)
		}
		m[string(c.Place)+string(c.Stage)] = h
	}
	return m
}

func TestBoardColumns(t *testing.T) {
	now := moment(t, shanghai, "2026-11-21 14:00")
	machine := func(id repair.OrderID, k repair.PlaceKind, s repair.Stage, ago time.Duration, holder repair.StaffID) repair.Order {
		since := now.Add(-ago)
		return repair.Order{
			ID: id, Place: repair.Place{Kind: k}, PlaceSince: since, Stage: s, StageSince: since, ReceivedAt: since, Holder: holder,
		}
	}
	orders := []repair.Order{
		machine("fresh", repair.ShelfAwaitingTest, repair.StageAwaitingTest, time.Hour, ""),
		machine("late", repair.ShelfAwaitingTest, repair.StageAwaitingTest, 4*time.Hour, ""),
		machine("soon", repair.ShelfAwaitingTest, repair.StageAwaitingTest, 3*time.Hour, ""),
		machine("held", repair.PlaceBench, repair.StageInRepair, 2*time.Hour, engineer.ID),
		machine("other", repair.PlaceBench, repair.StageInRepair, time.Hour, supervisor.ID),
		machine("asked", repair.ShelfAwaitingParts, repair.StageAwaitingConsent, 50*time.Hour, ""),
		machine("ahead", repair.ShelfAwaitingParts, repair.StageAwaitingConsent, -time.Hour, ""), // the wall clock was set back
		machine("draft", repair.PlaceCounter, repair.StageDraft, time.Hour, ""),
		machine("gone", repair.PlaceCustomer, repair.StagePickedUp, time.Hour, ""),
	}
	orders[5].Inspection = &repair.Inspection{By: engineer.ID}
	board := repair.Board{Calendar: repair.DefaultCalendar(shanghai), Now: now}
	floor := floorOf(orders, now)
	tested := heap{[]repair.OrderID{"late", "soon", "fresh"}, 4 * time.Hour, repair.LevelLate, 1, 1}
	asked := heap{[]repair.OrderID{"asked", "ahead"}, 50 * time.Hour, repair.LevelOK, 0, 0}
	bench := heap{[]repair.OrderID{"held", "other"}, 2 * time.Hour, repair.LevelOK, 0, 0}
	for _, tt := range []struct {
		name     string
		by       repair.Grouping
		engineer repair.StaffID
		want     map[string]heap
	}{
		{"by shelf", repair.ByPlace, "", map[string]heap{"awaiting-test": tested, "awaiting-parts": asked, "bench": bench}},
		{"by stage", repair.ByStage, "", map[string]heap{"awaiting-test": tested, "awaiting-consent": asked, "in-repair": bench}},
		{"of an engineer", repair.ByPlace, engineer.ID, map[string]heap{
			"awaiting-parts": {[]repair.OrderID{"asked"}, 50 * time.Hour, repair.LevelOK, 0, 0},
			"bench":          {[]repair.OrderID{"held"}, 2 * time.Hour, repair.LevelOK, 0, 0},
		}},
		{"of nobody here", repair.ByStage, "B999", map[string]heap{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			board.By, board.Engineer = tt.by, tt.engineer
			cols := board.Columns(floor)
			if d := cmp.Diff(tt.want, heaps(cols)); d != "" {
				t.Errorf("columns (-want +got):\n%s", d)
			}
			if places := len(repair.BoardPlaces); tt.by == repair.ByPlace && len(cols) != places {
				t.Errorf("%d columns, want %d with the empty ones", len(cols), places)
			}
		})
	}
}

func TestWhoseMachineItIs(t *testing.T) {
	inspected := &repair.Inspection{By: "A004"}
	for want, o := range map[repair.StaffID]repair.Order{
		"":     {},
		"A002": {Holder: "A002", OKBy: "A003", Inspection: inspected},
		"A003": {OKBy: "A003", Inspection: inspected},
		"A004": {Inspection: inspected},
	} {
		if got := o.Engineer(); got != want {
			t.Errorf("it is %q's, want %q's", got, want)
		}
	}
}
