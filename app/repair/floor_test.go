package repair_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"countertop/app/repair"
)

// floorOf is the floor of orders as it was read at a time.
func floorOf(orders []repair.Order, at time.Time) *repair.Floor {
	cards := repair.NewCards(repair.DefaultCalendar(shanghai), repair.DefaultLimits(), at)
	var list []repair.Card
	for _, o := range orders {
		if o.InShop() {
			list = append(list, cards.Of(o, repair.Customer{ID: o.Customer, Name: "王建国"}))
		}
	}
	return repair.NewFloor(list)
}

func numbers(f *repair.Floor) (list []repair.OrderID) {
	for c := range f.All() {
		list = append(list, c.ID)
	}
	return list
}

// TestFloorIsAMap plays arrivals, moves and departures against a plain map, far
// enough that edits are put into the base.
func TestFloorIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f *repair.Floor
		model := map[repair.OrderID]int{}
		for range rapid.IntRange(1, 700).Draw(t, "n") {
			id := repair.OrderID(fmt.Sprintf("A26112100%02d", rapid.IntRange(0, 60).Draw(t, "order")))
			before, known := f, numbers(f)
			if rapid.Bool().Draw(t, "leaves") {
				f = f.Without(id)
				delete(model, id)
			} else {
				slot := rapid.IntRange(1, 24).Draw(t, "slot")
				f = f.With(repair.Card{ID: id, Place: repair.Place{Kind: repair.ShelfDone, Slot: slot}})
				model[id] = slot
			}
			if !slices.Equal(numbers(before), known) {
				t.Fatalf("the floor before has changed: %v, it was %v", numbers(before), known)
			}
		}
		var want []repair.OrderID
		for id, slot := range model {
			want = append(want, id)
			if c, ok := f.Get(id); !ok || c.Place.Slot != slot {
				t.Fatalf("%s is in slot %d, %v, want %d", id, c.Place.Slot, ok, slot)
			}
		}
		slices.Sort(want)
		if d := cmp.Diff(want, numbers(f)); d != "" || f.Len() != len(want) {
			t.Fatalf("%d machines (-want +got):\n%s", f.Len(), d)
		}
	})
}

// TestCardReadsTheSameClock reads the clock off a card that was made at one
// time, and off the order, at another.
func TestCardReadsTheSameClock(t *testing.T) {
	cal, lim := repair.DefaultCalendar(shanghai), repair.DefaultLimits()
	cal.Week[0] = nil
	cal.Special = days(t, "2026-10-01 closed", "2026-11-11 10:00-12:00")
	stages := slices.DeleteFunc(slices.Clone(repair.Stages), func(s repair.Stage) bool { return s.Over() || s == repair.StageDraft })
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) time.Time {
			return start.Add(-time.Duration(rapid.Int64Range(-int64(2*time.Hour), int64(90*24*time.Hour)).Draw(t, name)))
		}
		o := repair.Order{
			ID: "A2611210042", Stage: rapid.SampledFrom(stages).Draw(t, "stage"), ReceivedAt: at("received"), StageSince: at("since"),
			PromisedOn: "2026-11-20",
		}
		if rapid.Bool().Draw(t, "agreed") {
			o.Quotes = []repair.Quote{{Days: 2, Answer: &repair.QuoteAnswer{Agreed: true, At: at("consent")}}}
		}
		made := start.Add(-time.Hour)
		card := repair.NewCards(cal, lim, made).Of(o, repair.Customer{})
		now := made.Add(time.Duration(rapid.Int64Range(0, int64(50*time.Hour)).Draw(t, "later")))
		want, ok := repair.Running(o, cal, lim, now)
		got, running := card.Clock(cal, now)
		if d := cmp.Diff(want, got); d != "" || ok != running {
			t.Fatalf("running %v, want %v; clock (-order +card):\n%s", running, ok, d)
		}
	})
}

func TestFloorFindsWhatBelongsTogether(t *testing.T) {
	machine := func(n int, k repair.PlaceKind, slot int, batch repair.OrderID) repair.Order {
		return repair.Order{
			ID: repair.MakeOrderID('A', start, n), Batch: batch, Customer: "A000001", Stage: repair.StageAwaitingTest,
			Place: repair.Place{Kind: k, Slot: slot}, PlaceSince: start.Add(-time.Duration(n) * time.Minute), ReceivedAt: start,
		}
	}
	f := floorOf([]repair.Order{
		machine(1, repair.ShelfAwaitingTest, 2, "A2611210001"), machine(2, repair.ShelfAwaitingTest, 1, "A2611210001"),
		machine(3, repair.ShelfAwaitingTest, 2, ""), machine(4, repair.ShelfDone, 1, "A2611210001"),
	}, start)
	short := func(cards []*repair.Card) (list []string) {
		for _, c := range cards {
			list = append(list, c.ID.Short())
		}
		return list
	}
	if d := cmp.Diff([]string{"0002", "0003", "0001"}, short(f.On(repair.ShelfAwaitingTest))); d != "" {
		t.Errorf("on the shelf (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"0001", "0002", "0004"}, short(f.Visit("A2611210001"))); d != "" {
		t.Errorf("of the visit (-want +got):\n%s", d)
	}
	if got := f.Visit(""); got != nil {
		t.Errorf("of no visit: %v", short(got))
	}
	renamed := f.Renamed(repair.Customer{ID: "A000001", Name: "李芳"})
	if c, _ := renamed.Get("A2611210003"); c.Who != "李芳" {
		t.Errorf("renamed, it is %q's", c.Who)
	}
	if c, _ := f.Get("A2611210003"); c.Who != "王建国" {
		t.Errorf("the floor before now says %q", c.Who)
	}
	v := f.Overview(repair.DefaultCalendar(shanghai), start.Add(210*time.Minute))
	if v.Soon.N != 4 || v.Late.N != 0 || v.Ready != 1 || !v.Due.Equal(start.Add(4*time.Hour)) {
		t.Errorf("overview %+v", v)
	}
}
