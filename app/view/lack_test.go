package view_test

import (
	"regexp"
	"strings"
	"testing"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/view"
)

// quiet are grey things that need no word: the ends of lists and of scales, what was
// done a moment ago and is on its way, and keys without a stroke or letter to act on.
var quiet = regexp.MustCompile(`\.(less|more)$|^(rooms|darker|lighter|item\.up|key|reprint|print|stretch|save|back-to)\b`)

// Whatever is grey says why when it is touched, and rings something that is there.
func TestGreyButtonsSayWhatLacks(t *testing.T) {
	m := measurer(t)
	for name, s := range pages("zh-CN") {
		v := view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m}
		for _, n := range view.Build(s, v).Nodes {
			switch {
			case n.Touch == nil || n.Enabled || quiet.MatchString(n.ID) || strings.HasSuffix(name, "-busy"):
			case !n.Explains:
				t.Errorf("%s: %s is grey and says nothing", name, n.ID)
			case s.Lacks(n.Touch) == "":
				l := flow.LackOf(s, n.Touch)
				if !i18n.Has(l.Key) {
					t.Errorf("%s: %s has no text for %s", name, n.ID, l.Key)
				}
				next, _ := flow.Update(s, n.Touch)
				if next.Toast.Key != l.Key || !next.Toast.Bad {
					t.Errorf("%s: %s says %q, wants %q", name, n.ID, next.Toast.Key, l.Key)
				}
				rings := 0
				scene := view.Build(next, v)
				for _, id := range l.Ring {
					if scene.Find("ring."+id) != nil {
						rings++
					}
				}
				if len(l.Ring) > 0 && rings == 0 {
					t.Errorf("%s: %s rings nothing of %q", name, n.ID, l.Ring)
				}
			}
		}
	}
}
