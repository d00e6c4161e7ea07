package repair_test

import (
	"strings"
	"testing"

	"countertop/app/repair"
)

func TestMachineHasOneHolder(t *testing.T) {
	for _, tt := range []struct {
		name  string
		by    repair.Staff
		c     repair.MoveMachine
		want  repair.StaffID
		rule  repair.Rule
		event bool
	}{
		{"its holder again", engineer, onto, engineer.ID, "", false},
		{"another engineer", other, onto, engineer.ID, repair.RuleHeld, false},
		{"another engineer while the holder is away", other, with(onto, func(c *repair.MoveMachine) { c.HolderAway = true }), other.ID, "", true},
		{"a coordinator", coordinator, onto, engineer.ID, repair.RuleHeld, false},
		{"the holder hands it over", other, with(onto, func(c *repair.MoveMachine) {
			c.Override = &repair.Approval{By: engineer.ID, Role: repair.RoleEngineer}
		}), other.ID, "", true},
		{"a third engineer says so", other, with(onto, func(c *repair.MoveMachine) {
			c.Override = &repair.Approval{By: other.ID, Role: repair.RoleEngineer, Reason: "急"}
		}), engineer.ID, repair.RuleHeld, false},
		{"a supervisor with a reason", other, with(onto, func(c *repair.MoveMachine) { c.Override = approved }), other.ID, "", true},
		{"a supervisor without one", other, with(onto, func(c *repair.MoveMachine) {
			c.Override = &repair.Approval{By: supervisor.ID, Role: repair.RoleSupervisor}
		}), engineer.ID, repair.RuleHeld, false},
		{"onto a shelf by anybody", coordinator, to(repair.ShelfAwaitingTest, 1), "", "", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLife(t)
			onBench(l)
			n := len(l.events)
			err := l.try(tt.by, tt.c)
			if (tt.rule != "") != (err != nil) || err != nil && refusal(t, err).Rule != tt.rule {
				t.Errorf("refused: %v, want rule %q", err, tt.rule)
			}
			if got := l.order.Holder; got != tt.want || (len(l.events) > n) != tt.event {
				t.Errorf("holder %q after %d events, want %q", got, len(l.events)-n, tt.want)
			}
			if !tt.event {
				return
			}
			l.do(tt.by, repair.UndoMove{})
			if got := l.order.Holder; got != engineer.ID {
				t.Errorf("undone, the holder is %q", got)
			}
			same(t, repair.Replay(l.events), l.order)
		})
	}
}

// TestSheetIsOpenAgain shows T04 and S04: what others had open is tested anew.
func TestSheetIsOpenAgain(t *testing.T) {
	for _, k := range []repair.PlaceKind{repair.PlacePeer, repair.PlaceFactory} {
		l := newLife(t)
		testedOnBench(l)
		l.do(engineer, repair.MoveMachine{To: repair.Place{Kind: k}})
		if n := len(repair.OpenLines(l.order.Lines, l.order.Test)); n != len(l.order.Lines) {
			t.Errorf("%s: %d of %d lines are open", k, n, len(l.order.Lines))
		}
		if r := refusal(t, l.try(engineer, to(repair.ShelfDone, 1))); r.Rule != repair.RuleTestSheet {
			t.Errorf("%s: back onto the shelf: %v", k, r)
		}
		l.do(engineer, repair.UndoMove{})
		if n := len(repair.OpenLines(l.order.Lines, l.order.Test)); n != 0 {
			t.Errorf("%s: undone, %d lines are open", k, n)
		}
	}
}

func TestFiguresAreComparedLineByLine(t *testing.T) {
	lines := []repair.TestLine{{Key: "figures.cpu"}, {Key: "figures.memory"}, {Key: "figures.serial"}, {Key: "figures.disk.again"}, {Key: "power.on"}}
	l := newLife(t)
	l.do(coordinator, repair.AssignNumber{Kind: repair.KindLaptop})
	l.do(coordinator, with(laptopIntake(), func(c *checkIn) {
		c.Lines, c.Device.Figures = lines, repair.Figures{CPU: "i5-1135G7", Memory: "16 GB"}
	}))
	was := l.order.Device
	for _, tt := range []struct {
		line, value string
		outcome     repair.Outcome
		refused     bool
	}{
		{"figures.cpu", "I5-1135g7 ", repair.Pass, false},
		{"figures.memory", "16gb", repair.Pass, false},
		{"figures.memory", "8 GB", repair.Pass, true},
		{"figures.memory", "8 GB", repair.Fail, false},
		{"figures.memory", "", repair.Pass, false},
		{"figures.serial", was.Serial, repair.Pass, false},
		{"figures.serial", "X", repair.Pass, true},
		{"figures.disk.again", "512 GB", repair.Pass, false}, // not noted at check-in
		{"power.on", "8 GB", repair.Pass, false},
	} {
		err := l.try(engineer, repair.RecordTest{Results: []repair.TestResult{{Line: tt.line, Value: tt.value, Outcome: tt.outcome}}})
		if (err != nil) != tt.refused {
			t.Errorf("%s %q %s: %v", tt.line, tt.value, tt.outcome, err)
		}
		if err != nil && !strings.Contains(err.Error(), tt.line) {
			t.Errorf("the refusal %v does not name the line", err)
		}
	}
}
