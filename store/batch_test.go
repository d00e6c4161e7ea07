package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
	"countertop/store/storetest"
)

func TestVisitIsWhatWasTakenInTogether(t *testing.T) {
	s := newShop(t)
	alone := s.takeIn("SN0").Order
	first := s.assign()
	second := s.do("", repair.AssignNumber{Kind: repair.KindLaptop, Batch: first}).Order.ID
	var all []repair.OrderCommand
	for _, id := range []repair.OrderID{first, second} {
		all = append(all, repair.OrderCommand{Order: id, Command: checkIn(id.Short())})
	}
	res, err := s.Commit(ctx, storetest.Staff[0].ID, "", all...)
	if err != nil {
		t.Fatal(err)
	}
	for o, want := range map[*repair.Order][]repair.OrderID{
		&alone: {alone.ID}, &res.Order: {first, second}, &res.Also[0].Order: {first, second},
	} {
		got, err := s.Visit(ctx, *o)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("Visit(%s): %v (-want +got)\n%s", o.ID, err, d)
		}
	}
}
