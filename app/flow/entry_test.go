package flow_test

import (
	"strings"
	"sync"
	"testing"

	"countertop/app/flow"
	"countertop/app/ime"
	"countertop/app/repair"
)

var dict = sync.OnceValue(func() *ime.Dict {
	d, err := ime.New(ime.Options{})
	if err != nil {
		panic(err)
	}
	return d
})

// typist is a counter with text entry.
func typist(t *testing.T) *counter {
	c := open(t)
	c.do(flow.TypingLoaded{Typing: flow.Typing{Dict: dict(), Index: dict().Index([]ime.Term{
		{Text: "张伟焕", Kind: ime.TermCustomer}, {Text: "惠维电脑", Kind: ime.TermCompany}, {Text: "LaserJet M1136", Kind: ime.TermModel},
	})}})
	c.badge(0)
	return c
}

func (c *counter) atName() {
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{})
}

func (c *counter) press(keys ...flow.Key) {
	for _, k := range keys {
		c.do(flow.KeyPressed{Key: k})
	}
}

func TestNameIsComposedWithTheKeyboard(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.Typed{Text: "lina"})
	if c.s.Preedit() != "li'na" || len(c.s.Entry.List) == 0 || c.s.Text(flow.FieldName) != "" {
		t.Fatalf("preedit %q, %d candidates, field %q", c.s.Preedit(), len(c.s.Entry.List), c.s.Text(flow.FieldName))
	}
	first := c.s.Entry.List[0].Text
	c.do(flow.Typed{Text: " "})
	if got := c.s.Text(flow.FieldName); got != first || c.s.Entry.Composing() {
		t.Errorf("field %q after the space, want %q", got, first)
	}
	if _, ok := c.cmds[0].(flow.LearnWords); !ok {
		t.Errorf("commands %T: nothing was learned", c.cmds)
	}
}

func TestEntriesOfTheShopComeFirst(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.Typed{Text: "zwh"})
	if got := c.s.Entry.List[0]; got.Text != "张伟焕" || got.Kind != ime.KindTerm {
		t.Fatalf("first candidate %+v", got)
	}
	c.do(flow.CandidateChosen{Index: 0})
	if c.s.CheckIn.Customer.Name != "张伟焕" {
		t.Errorf("name %q", c.s.CheckIn.Customer.Name)
	}
}

func TestKeysOfAComposition(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*counter)
		want string // the field, then what is being composed
	}{
		{"enter takes the letters", func(c *counter) { c.press(flow.KeyEnter) }, "wang|"},
		{"escape forgets them", func(c *counter) { c.press(flow.KeyEscape) }, "|"},
		{"backspace takes a letter", func(c *counter) { c.press(flow.KeyBackspace) }, "|wan"},
		{"a digit chooses", func(c *counter) { c.do(flow.Typed{Text: "1"}) }, "王|"},
		{"a capital is itself", func(c *counter) { c.do(flow.Typed{Text: "A"}) }, "王A|"},
		{"shift turns to English", func(c *counter) { c.press(flow.KeyShift); c.do(flow.Typed{Text: "x"}) }, "wangx|"},
		{"another field takes what is highlighted", func(c *counter) { c.do(flow.Focused{Field: flow.FieldCompany}) }, "王|"},
		{"the black key too", func(c *counter) { c.do(flow.EntryDone{}) }, "王|"},
		{"a comma is Chinese", func(c *counter) { c.do(flow.Typed{Text: ","}) }, "王，|"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := typist(t)
			c.atName()
			c.do(flow.Typed{Text: "wang"})
			tt.do(c)
			if got := c.s.CheckIn.Customer.Name + "|" + c.s.Entry.Comp.Letters; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestNumbersAndCodesAreNeverComposed(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.Typed{Text: "wang"}, flow.EntryDone{}, flow.StepDone{}, flow.KindChosen{Kind: repair.KindLaptop})
	c.do(flow.Focused{Field: flow.FieldSerial}, flow.Typed{Text: "pf3k"}, flow.EnglishTurned{}, flow.Typed{Text: "8h"})
	if got := c.s.CheckIn.Device.Serial; got != "PF3K8H" || c.s.Entry.Composing() {
		t.Errorf("serial %q", got)
	}
}

func TestSearchFindsByWhatIsBeingComposed(t *testing.T) {
	c := typist(t)
	c.do(flow.FindAsked{}, flow.EnglishTurned{}, flow.Typed{Text: "zwh"})
	if f, ok := c.cmds[len(c.cmds)-1].(flow.FindOrders); !ok || f.Text != "zwh" {
		t.Errorf("commands %+v", c.cmds)
	}
}

func TestWhatCannotBeKeptIsSaid(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.Typed{Text: "李😀"})
	if c.s.CheckIn.Customer.Name != "李" || c.s.Toast.Key != "entry.no-picture" {
		t.Errorf("name %q, toast %q", c.s.CheckIn.Customer.Name, c.s.Toast.Key)
	}
	c.do(flow.Typed{Text: strings.Repeat("长", 80)})
	if n := len([]rune(c.s.CheckIn.Customer.Name)); n != 60 || c.s.Toast.Key != "entry.full" {
		t.Errorf("%d characters, toast %q", n, c.s.Toast.Key)
	}
}

func TestHandwritingNeverCommitsByItself(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.LayerChosen{Layer: flow.LayerHand})
	write := func(box string) {
		c.do(
			flow.PenDown{Pad: flow.PadHand + box, X: .1, Y: .1},
			flow.PenMoved{Pad: flow.PadHand + box, X: .9, Y: .1},
			flow.PenUp{Pad: flow.PadHand + box},
		)
	}
	write("0")
	if r, ok := c.cmds[0].(flow.ReadHand); !ok || len(r.Strokes) != 1 {
		t.Fatalf("commands %+v", c.cmds)
	}
	write("1")
	c.do(flow.HandRead{Box: 0, Strokes: 1, Hits: []string{"一", "二"}}, flow.HandRead{Box: 1, Strokes: 1, Hits: []string{"十"}})
	if c.s.CheckIn.Customer.Name != "" || len(c.s.Shown()) != 2 {
		t.Fatalf("name %q, shown %+v", c.s.CheckIn.Customer.Name, c.s.Shown())
	}
	c.do(flow.CandidateChosen{Index: 1}, flow.CandidateChosen{Index: 0})
	if c.s.CheckIn.Customer.Name != "二十" || len(c.s.Entry.Turn) != 0 {
		t.Errorf("name %q, boxes %v", c.s.CheckIn.Customer.Name, c.s.Entry.Turn)
	}
}

func TestNameByHandStandsForTheName(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.LayerChosen{Layer: flow.LayerInk})
	c.do(flow.PenDown{Pad: flow.PadName, X: .1, Y: .1}, flow.PenMoved{Pad: flow.PadName, X: .3, Y: .2}, flow.PenUp{Pad: flow.PadName})
	c.do(flow.StepDone{})
	if c.s.CheckIn.Step != flow.StepMachine || len(c.s.CheckIn.Customer.Ink) != 1 {
		t.Errorf("step %d, ink %v", c.s.CheckIn.Step, c.s.CheckIn.Customer.Ink)
	}
}

func TestForgottenWordIsGone(t *testing.T) {
	c := typist(t)
	c.atName()
	c.do(flow.Typed{Text: "wangxiaochui"})
	for c.s.Entry.Composing() { // built piece by piece, and learned as a whole
		c.do(flow.CandidateChosen{Index: len(c.s.Entry.List) - 1})
	}
	word := c.s.CheckIn.Customer.Name
	c.do(flow.Cleared{}, flow.Typed{Text: "wangxiaochui"}, flow.GridTurned{}, flow.ForgettingTurned{})
	at := -1
	for i, x := range c.s.Entry.List {
		if x.Text == word && x.Learned {
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("%q was not learned: %+v", word, c.s.Entry.List[:3])
	}
	c.do(flow.CandidateChosen{Index: at})
	for _, x := range c.s.Entry.List {
		if x.Text == word && x.Learned {
			t.Errorf("%q is still known", word)
		}
	}
	if c.s.CheckIn.Customer.Name != "" || c.s.Toast.Key != "entry.forgotten" {
		t.Errorf("name %q, toast %q", c.s.CheckIn.Customer.Name, c.s.Toast.Key)
	}
}
