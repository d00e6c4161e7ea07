package flow_test

import (
	"slices"
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
)

// An order that was written before the lists had keys comes back with the entries
// that its texts say; what no entry says stays as it was written.
func TestWorkOfOlderOrdersFindsItsEntries(t *testing.T) {
	s := signedIn()
	s.Order.Row.Order = repair.Order{
		ID: "A2611210042", Device: repair.Device{Kind: repair.KindPrinter}, Work: "清灰清洁，换了两个键帽，New roller", Parts: []string{"Roller", "螺丝"},
		Unrepaired: []string{"齿轮", "有异味"},
	}
	s, _ = after(s, flow.Opened{Screen: flow.ScreenService}, flow.Opened{Screen: flow.ScreenWork})
	v := s.Service
	if !slices.Equal(v.Works, []string{"work.clean", "work.roller"}) || v.Work != "换了两个键帽" {
		t.Errorf("works %q, written %q", v.Works, v.Work)
	}
	if !slices.Equal(v.Parts, []string{"part.roller", "螺丝"}) || !slices.Equal(v.NotRepaired, []string{"part.gear"}) || v.Unrepaired != "有异味" {
		t.Errorf("parts %q, not repaired %q and %q", v.Parts, v.NotRepaired, v.Unrepaired)
	}
}

// A field that holds an entry of a list shows what it says, and begins from that
// when somebody types on.
func TestTypingOnAnEntryOfAListBeginsWithItsWords(t *testing.T) {
	s := signedIn()
	s.Screen, s.Service.OldPart = flow.ScreenOldPart, "part.fan"
	if got := s.Text(flow.FieldOldPart); got != "风扇" {
		t.Fatalf("the field says %q", got)
	}
	s, _ = after(s, flow.Focused{Field: flow.FieldOldPart})
	if s.Service.OldPart != "part.fan" {
		t.Errorf("a look at the field makes %q of the key", s.Service.OldPart)
	}
	s, _ = after(s, flow.EnglishTurned{}, flow.Typed{Text: "X"})
	if s.Service.OldPart != "风扇X" {
		t.Errorf("typed on, it is %q", s.Service.OldPart)
	}
	s, _ = after(s, flow.Erased{}, flow.OldPartKept{})
	if s.Service.OldPart != "风扇" {
		t.Errorf("after a backspace it is %q", s.Service.OldPart)
	}
}
