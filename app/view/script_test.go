package view_test

import (
	"slices"
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// foot is the line of what to say: its icon, its words, and the fill below them.
func foot(t *testing.T, s flow.State, m *view.Measurer) (icon, text string, fill view.Color) {
	t.Helper()
	nodes := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m}).Nodes
	at := slices.IndexFunc(nodes, func(n view.Node) bool { return n.Rect.Y >= 740 && n.Rect.W == 1280 && n.Kind == view.KindBox })
	if at < 0 {
		t.Fatal("there is no line of what to say")
	}
	fill = nodes[at].Fill
	for i, n := range nodes[at:] {
		if n.Kind == view.KindIcon && n.Rect.X < 60 && n.Rect.Y > 740 {
			return n.Icon, nodes[at+i+1].Text, fill
		}
	}
	return "", "", fill
}

// What is said to customers and what is meant for staff look different in two
// ways: by their sign, and by the ground they stand on.
func TestHintsLookUnlikeCustomersWords(t *testing.T) {
	m := measurer(t)
	signed := shopState(flow.ScreenHome, "zh-CN")
	words, said, ground := foot(t, signed, m)
	signed.Staff = nil
	hint, told, below := foot(t, signed, m)
	if words != "message-square-quote" || hint != "lightbulb" || ground == below || said == told || told == "" {
		t.Errorf("to customers %s %q, to staff %s %q, on %v and %v", words, said, hint, told, ground, below)
	}
}

// A touch shows the next sentence, after the last the first again, and another
// page begins with its first.
func TestATouchShowsTheNextSentence(t *testing.T) {
	m := measurer(t)
	s := shopState(flow.ScreenHome, "zh-CN")
	var all []string
	for range 9 {
		_, text, _ := foot(t, s, m)
		if slices.Contains(all, text) {
			if text != all[0] {
				t.Errorf("after %q comes %q", all[len(all)-1], text)
			}
			break
		}
		all = append(all, text)
		next, ok := node(view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m}), "script.next")
		if !ok {
			t.Fatal("there is nothing to touch")
		}
		s, _ = flow.Update(s, next.Touch)
	}
	if len(all) != 4 {
		t.Errorf("home says %q", all)
	}
	s, _ = flow.Update(s, flow.ScriptTurned{Said: flow.Said{First: "home", At: 2}})
	s.Screen, s.Order.Row = flow.ScreenOrder, shopOrder(repair.KindLaptop, 31)
	s.Order.Row.Order.OKAt = shopNow()
	if _, text, _ := foot(t, s, m); text != "您的机器修好了，随时可以来取，请带客户联。" {
		t.Errorf("the order page begins with %q", text)
	}
}
