package runner_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/app/view"
)

// signPages are the pages of the screen that a customer signs.
func signPages(lang string) map[string]flow.State {
	shop := flow.Shop{Name: "安心电脑维修", Calendar: repair.DefaultCalendar(zone)}
	pad := flow.Ink{Strokes: signed().Strokes}
	put := func(screen flow.Screen, f func(s *flow.State)) flow.State {
		s := flow.Initial(shop, lang, noon)
		s.Staff, s.Screen = &chen, screen
		f(&s)
		return s
	}
	device := repair.Device{Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "ThinkPad X1", Serial: "PF3K8H2M"}
	order := repair.Order{
		ID: "A2611210042", Device: device, Stage: repair.StageAwaitingPickup, Accessories: []repair.Accessory{{Name: "acc.adapter"}},
		Quotes: []repair.Quote{{Lines: []repair.QuoteLine{{Name: "主板", Count: 2, PriceFen: 98000}}, Days: 3}},
	}
	machine := flow.Machine{
		Order: order.ID, Device: device, Symptom: repair.Symptom{Chips: []string{"fault.laptop.power"}}, Clean: true,
		Kept: order.Accessories, OldParts: repair.OldPartsCustomer, Promised: "2026-11-24",
	}
	return map[string]flow.State{
		"check-in": put(flow.ScreenCheckIn, func(s *flow.State) {
			s.CheckIn = flow.CheckIn{Step: flow.StepSign, Phone: "13812341480", Customer: wang, Machine: machine, Ink: pad}
		}),
		"check-in of two": put(flow.ScreenCheckIn, func(s *flow.State) {
			other := machine
			other.Order = "A2611210043"
			s.CheckIn = flow.CheckIn{Step: flow.StepSign, Phone: "13812341480", Customer: wang, Machine: machine, Others: []flow.Machine{other}, Ink: pad}
		}),
		"pickup": put(flow.ScreenPickupSign, func(s *flow.State) {
			s.Pickup = flow.Pickup{Row: repair.Row{Order: order}, Returned: []int{1}, Untested: "reason.hurry", Same: true, Ink: pad}
		}),
		"yes": put(flow.ScreenAnswerSign, func(s *flow.State) {
			s.Order.Row.Order, s.Service = order, flow.Service{Answer: flow.AnswerYes, How: repair.AnswerBySigning, Ink: pad}
		}),
		"no": put(flow.ScreenAnswerSign, func(s *flow.State) {
			s.Order.Row.Order, s.Service = order, flow.Service{Answer: flow.AnswerNo, How: repair.AnswerBySigning, Ink: pad}
		}),
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// wantDrawn checks that a scene shows all that a wording says.
func wantDrawn(t *testing.T, scene view.Scene, w document.Wording) {
	t.Helper()
	var drawn strings.Builder
	for _, n := range scene.Nodes {
		if n.Kind == view.KindText {
			drawn.WriteString(squeezed(n.Text))
		}
	}
	want := []string{w.Title, w.Terms}
	for _, group := range w.Groups {
		for _, c := range group {
			want = append(want, c.Label, c.Text)
		}
	}
	for _, text := range want {
		if !strings.Contains(drawn.String(), squeezed(text)) {
			t.Errorf("%q is signed and not drawn", text)
		}
	}
}

// What the store is asked to keep is what stood on the screen when the customer
// touched the button, however late that is and however often it is tried.
func TestWhatStoodOnTheScreenIsSigned(t *testing.T) {
	text, err := view.NewMeasurer()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh-CN", "en"} {
		for name, s := range signPages(lang) {
			t.Run(name+"/"+lang, func(t *testing.T) {
				scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: text})
				want := document.Signed(s.SignedPage())
				wantDrawn(t, scene, want)
				_, cmds := flow.Update(s, scene.Find("confirm").Touch)

				f := newFake()
				f.clock = func() time.Time { return noon.AddDate(0, 0, 1) }
				c := newCounter(f)
				c.SetTrade(trade.Trade{})
				c.play(t, cmds...)
				c.play(t, cmds...)
				if len(f.acts) != 2 || !reflect.DeepEqual(f.acts[0], f.acts[1]) {
					t.Fatalf("asked twice, the store was to keep %+v", f.acts)
				}
				for _, act := range f.acts[0] {
					got := ""
					repair.WithSigned(act.Command, func(d repair.SignedDocument) repair.SignedDocument {
						got = d.Text
						if d.Empty() {
							t.Error("the strokes are lost")
						}
						return d
					})
					if got != want.Text() {
						t.Errorf("%s: signed is %q, want %q", act.Order, got, want.Text())
					}
				}
			})
		}
	}
}
