package flow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

func TestTheHistoryIsReadAndLeft(t *testing.T) {
	s := staffState("A002")
	row := repair.Row{Order: repair.Order{ID: "A2611210042", Version: 3, Stage: repair.StagePickedUp}}
	s, _ = play(s, flow.FindAsked{}, flow.OrderOpened{Row: row, For: flow.ScreenWhere})
	s, asked := play(s, flow.HistoryAsked{Order: row.Order.ID})
	if d := cmp.Diff([]flow.Cmd{flow.LoadPast{Order: row.Order.ID}}, asked); d != "" || s.Screen != flow.ScreenHistory {
		t.Errorf("on %s, asked (-want +got):\n%s", s.Screen, d)
	}
	other := repair.Past{Row: repair.Row{Order: repair.Order{ID: "A2611210041"}}}
	if s, _ = play(s, flow.PastLoaded{Past: other}); s.History.Read {
		t.Error("the history of another order is shown")
	}
	past := repair.Past{Row: row, Events: []repair.Event{{Body: repair.PasscodeShown{}}}}
	s, _ = play(s, flow.PastLoaded{Past: past}, flow.HistoryTurned{By: 1}, flow.HistoryTurned{By: -1}, flow.HistoryTurned{By: -1})
	if !s.History.Read || len(s.History.Past.Events) != 1 || s.History.Page != 0 || s.About().Order.ID != row.Order.ID {
		t.Errorf("read: %+v", s.History)
	}
	if s, _ = play(s, flow.WentBack{}); s.Screen != flow.ScreenWhere {
		t.Errorf("back leads to %s", s.Screen)
	}
}

func TestNobodyReadsAHistory(t *testing.T) {
	s := staffState("")
	s, asked := play(s, flow.HistoryAsked{Order: "A2611210042"})
	if s.Screen != flow.ScreenSignIn || len(asked) > 0 {
		t.Errorf("on %s, asked %v", s.Screen, asked)
	}
	s.Screen, s.History.Order = flow.ScreenHome, "A2611210042"
	past := repair.Past{Row: repair.Row{Order: repair.Order{ID: "A2611210042"}}}
	if s, _ = play(s, flow.PastLoaded{Past: past}); s.History.Read {
		t.Error("an answer that came after everybody left is kept")
	}
}
