package view_test

import (
	"strings"
	"testing"

	"countertop/app/view"
)

// checkScene holds a scene to what every page promises: its texts lie on the
// screen, inside the box they begin in, clear of each other and of what is
// drawn later; what is touched lies on the screen; no two nodes share an ID.
// A toast or a dialog is a layer of its own.
func checkScene(t *testing.T, s view.Scene) {
	t.Helper()
	ids := map[string]bool{}
	for _, n := range s.Nodes {
		if n.ID != "" && ids[n.ID] {
			t.Errorf("two nodes are called %s", n.ID)
		}
		ids[n.ID] = true
		r := n.Rect
		if (n.Touch != nil || n.Pen) && (r.X < 0 || r.X+r.W > s.W+1 || r.Y+r.H > s.H+1 || r.W <= 0 || r.H <= 0) {
			t.Errorf("%s is touched at %v, off the %dx%d screen", n.ID, r, s.W, s.H)
		}
		if n.Touch != nil && n.ID == "" {
			t.Errorf("a node that is touched has no ID: %T", n.Touch)
		}
	}
	for _, layer := range layers(s) {
		checkTexts(t, s, layer)
	}
}

// layers splits the nodes where something begins to stand over the page.
func layers(s view.Scene) [][]view.Node {
	from := 0
	var ls [][]view.Node
	for i, n := range s.Nodes {
		whole := n.Kind == view.KindBox && n.Rect.W >= s.W && n.Rect.H >= s.H && n.Fill.A > 0
		if i > from && (whole || n.ID == "toast") {
			ls, from = append(ls, s.Nodes[from:i]), i
		}
	}
	return append(ls, s.Nodes[from:])
}

// inked is the part of a text's line that glyphs of the font reach.
func inked(n view.Node) view.Rect {
	up, down := n.Size*80/100, n.Size*18/100
	return view.Rect{X: n.Rect.X, Y: n.Baseline - up, W: n.Rect.W, H: up + down}
}

func overlap(a, b view.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func checkTexts(t *testing.T, s view.Scene, nodes []view.Node) {
	t.Helper()
	for i, n := range nodes {
		if n.Kind != view.KindText {
			continue
		}
		r := inked(n)
		if r.X < 0 || r.Y < 0 || r.X+r.W > s.W || r.Y+r.H > s.H {
			t.Errorf("%q at %v leaves the %dx%d screen", n.Text, r, s.W, s.H)
		}
		if home, ok := boxAround(nodes[:i], r); ok && r.X+r.W > home.X+home.W+1 {
			t.Errorf("%q ends at %d, its box at %d", n.Text, r.X+r.W, home.X+home.W)
		}
		for _, m := range nodes[i+1:] {
			switch {
			case m.Kind == view.KindText && overlap(r, inked(m)):
				t.Errorf("%q %v and %q %v overlap", n.Text, r, m.Text, inked(m))
			case m.Kind == view.KindIcon && overlap(r, m.Rect.Inset(2)):
				t.Errorf("%q %v lies under the icon %s %v", n.Text, r, m.Icon, m.Rect)
			case m.Kind == view.KindBox && m.Fill.A == 255 && overlap(r, m.Rect):
				t.Errorf("%q %v lies under the box %q %v", n.Text, r, m.ID, m.Rect)
			}
		}
	}
}

// boxAround is the topmost visible box that holds the beginning of r.
func boxAround(nodes []view.Node, r view.Rect) (view.Rect, bool) {
	for i := len(nodes) - 1; i >= 0; i-- {
		n := nodes[i]
		if n.Kind == view.KindBox && (n.Fill.A > 0 || n.Stroke.A > 0) && n.Rect.Contains(r.X+1, r.Y+r.H/2) {
			return n.Rect, true
		}
	}
	return view.Rect{}, false
}

// cut lists the texts of a scene that were shortened, but for those that
// begin with one of the given data.
func cut(s view.Scene, data ...string) (list []string) {
	for _, n := range s.Nodes {
		text := strings.TrimSuffix(strings.TrimSuffix(n.Text, "…"), "...")
		ok := text != n.Text
		if n.Kind != view.KindText || !ok || whole(s, n.Text) {
			continue
		}
		known := false
		for _, d := range data {
			known = known || strings.Contains(d, text)
		}
		if !known {
			list = append(list, n.Text)
		}
	}
	return list
}

// whole reports whether a text that ends in dots is meant to: a button says
// so itself.
func whole(s view.Scene, text string) bool {
	for _, n := range s.Nodes {
		if n.Kind == view.KindBox && n.Text == text {
			return true
		}
	}
	return false
}

// small lists what is touched and less than mm millimetres wide or high.
func small(s view.Scene, pxPerMM, mm float64) (list []view.Node) {
	for _, n := range s.Nodes {
		if n.Touch != nil && (float64(n.Rect.W) < mm*pxPerMM || float64(n.Rect.H) < mm*pxPerMM) {
			list = append(list, n)
		}
	}
	return list
}
