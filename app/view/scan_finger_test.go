package view_test

import (
	"strings"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// standing is a shop with n machines at a place, in its slots.
func standing(s *flow.State, k repair.PlaceKind, n int) {
	var list []repair.Card
	cards := repair.NewCards(s.Shop.Calendar, s.Shop.Limits, s.Now)
	for i := range n {
		r := shopOrder(repair.Kinds[i%len(repair.Kinds)], 40+i)
		r.Order.Place = repair.Place{Kind: k, Slot: i + 1}
		if !k.IsShelf() {
			r.Order.Place.Slot = 0
		}
		r.Order.PlaceSince = s.Now.Add(-time.Duration(n-i) * time.Hour)
		list = append(list, cards.Of(r.Order, r.Customer))
	}
	s.Floor = repair.NewFloor(list)
}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		put("scan-unshelved", flow.ScreenScan, func(s *flow.State) { standing(s, repair.PlaceCounter, 7) })
		put("scan-shelf-few", flow.ScreenScan, func(s *flow.State) {
			standing(s, repair.ShelfDone, 3)
			s.Scan.Shelf, s.Scan.Until = &repair.Place{Kind: repair.ShelfDone}, s.Now.Add(time.Minute)
		})
		put("scan-shelf-full", flow.ScreenScan, func(s *flow.State) {
			standing(s, repair.ShelfAwaitingTest, 24)
			s.Scan.Shelf, s.Scan.Until = &repair.Place{Kind: repair.ShelfAwaitingTest}, s.Now.Add(time.Minute)
		})
		put("scan-to-full", flow.ScreenScan, func(s *flow.State) {
			standing(s, repair.ShelfAwaitingTest, 24)
			r := shopOrder(repair.KindLaptop, 3)
			r.Order.Place, r.Order.Stage = repair.Place{Kind: repair.PlaceCounter}, repair.StageAwaitingTest
			c := repair.NewCards(s.Shop.Calendar, s.Shop.Limits, s.Now).Of(r.Order, r.Customer)
			s.Scan.Machine = &c
		})
		put("scan-nobody", flow.ScreenScan, func(s *flow.State) {
			standing(s, repair.PlaceCounter, 2)
			for c := range s.Floor.All() {
				s.Scan.Machine = c
			}
			s.Staff = nil
		})
	})
}

func TestMachinesAreMovedByFinger(t *testing.T) {
	order := func(n int) repair.OrderID { return shopOrder(repair.KindLaptop, n).Order.ID }
	all := pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		want       flow.Msg
	}{
		{"scan-unshelved", "move." + string(order(43)), flow.MoveAsked{Order: order(43)}},
		{"scan-shelf-few", "move." + string(order(41)), flow.MoveAsked{Order: order(41)}},
		{"scan-shelf-full", "to.done", flow.ShelfTouched{Place: repair.Place{Kind: repair.ShelfDone}}},
		{"scan-shelf-full", "scan.board", flow.Opened{Screen: flow.ScreenBoard}},
		{"scan-to-full", "to.peer", flow.ShelfTouched{Place: repair.Place{Kind: repair.PlacePeer}}},
		{"scan-to-full", "to.factory", flow.ShelfTouched{Place: repair.Place{Kind: repair.PlaceFactory}}},
		{"scan-to-full", "to.courier", flow.ShelfTouched{Place: repair.Place{Kind: repair.PlaceCourier}}},
		{"scan-to-full", "to.bench", flow.ShelfTouched{Place: repair.Place{Kind: repair.PlaceBench}}},
		{"scan-machine", "to.customer", flow.PickupOpened{Order: order(42)}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) { touchable(t, all[tt.page], tt.node, true, tt.want) })
	}
}

func TestNobodySeesWhoseMachineItIs(t *testing.T) {
	m := measurer(t)
	s := pages("zh-CN")["scan-nobody"]
	c := s.Scan.Machine
	for _, n := range view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m}).Nodes {
		if strings.Contains(n.Text, c.Who) || strings.Contains(n.Text, c.Device.Model) {
			t.Errorf("the page says %q", n.Text)
		}
	}
}
