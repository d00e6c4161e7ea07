package flow_test

import (
	"slices"
	"testing"
	"time"

	"countertop/app/flow"
)

// asks reports whether a tick at a time asks for the check.
func asks(s flow.State, at time.Time) (flow.State, bool) {
	s, cmds := flow.Update(s, flow.Tick{Now: at})
	return s, slices.Contains(cmds, flow.Cmd(flow.CheckData{}))
}

func TestDataIsCheckedWhenNobodyIsThere(t *testing.T) {
	s := flow.Initial(flow.Shop{}, "zh-CN", start)
	s.Shop.Calendar.Loc = time.UTC
	var asked bool
	if s, asked = asks(s, start.Add(9*time.Minute)); asked {
		t.Error("it is checked while people may be there")
	}
	at := start.Add(11 * time.Minute)
	if s, asked = asks(s, at); !asked {
		t.Error("it is not checked")
	}
	if s, asked = asks(s, at.Add(time.Minute)); asked {
		t.Error("it is checked twice at a time")
	}
	s, _ = flow.Update(s, flow.DataChecked{At: at, Found: 2})
	if !slices.Contains(s.Health.Problems, "health.data") {
		t.Errorf("problems %v", s.Health.Problems)
	}
	if s, asked = asks(s, at.Add(19*time.Hour)); asked {
		t.Error("it is checked again on the same day")
	}
	if s, asked = asks(s, at.Add(21*time.Hour)); !asked {
		t.Error("it is not checked on the next day")
	}
	s, _ = flow.Update(s, flow.DataChecked{At: at.Add(21 * time.Hour), Failed: true})
	if !slices.Contains(s.Health.Problems, "health.data") {
		t.Error("a check that failed says that all is well")
	}
	// A clock that is set back must not put the check off for years.
	if s, asked = asks(s, at.Add(-24*time.Hour)); asked {
		t.Error("it is checked before anybody can have been away")
	}
	s.Touched = at.Add(-30 * time.Hour)
	if s, asked = asks(s, at.Add(-24*time.Hour)); !asked {
		t.Error("it is not checked after the clock was set back")
	}
	s, _ = flow.Update(s, flow.DataChecked{At: at})
	if slices.Contains(s.Health.Problems, "health.data") {
		t.Error("what was mended is still told")
	}
}
