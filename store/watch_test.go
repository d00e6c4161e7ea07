package store_test

import (
	"errors"
	"slices"
	"testing"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

// seen are the orders that a look brought, with where their machines are.
func seen(t *testing.T, w *store.Watch) (places map[repair.OrderID]repair.PlaceKind, whole bool) {
	t.Helper()
	orders, whole, err := w.Changed(ctx)
	if err != nil {
		t.Fatal(err)
	}
	places = map[repair.OrderID]repair.PlaceKind{}
	for _, r := range orders {
		places[r.Order.ID] = r.Order.Place.Kind
	}
	return places, whole
}

func TestWatchSeesWhatAnotherProcessDoes(t *testing.T) {
	s := newShop(t)
	one := s.takeIn("5CD1").Order.ID
	w, err := store.OpenWatch(ctx, s.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if got, whole := seen(t, w); !whole || len(got) != 1 || got[one] != repair.PlaceCounter {
		t.Errorf("at first %v, whole %v", got, whole)
	}
	if got, whole := seen(t, w); whole || len(got) != 0 {
		t.Errorf("without a change %v, whole %v", got, whole)
	}
	s.move(one, repair.ShelfAwaitingTest, 3)
	two := s.takeIn("5CD2").Order.ID
	got, whole := seen(t, w)
	if d := diff(map[repair.OrderID]repair.PlaceKind{one: repair.ShelfAwaitingTest, two: repair.PlaceCounter}, got); d != "" || whole {
		t.Errorf("after a move and a check-in, whole %v (-want +got):\n%s", whole, d)
	}
	if err := s.Set(ctx, "lang", "en"); err != nil {
		t.Fatal(err)
	}
	if got, whole := seen(t, w); whole || len(got) != 0 {
		t.Errorf("after a setting %v, whole %v", got, whole)
	}
	for i := range 320 {
		s.move(one, []repair.PlaceKind{repair.PlaceBench, repair.ShelfAwaitingTest}[i%2], 0)
	}
	if got, whole := seen(t, w); !whole || len(got) != 2 {
		t.Errorf("after very many moves %v, whole %v", got, whole)
	}
	people, err := w.Staff(ctx)
	if err != nil || !slices.ContainsFunc(people, func(p repair.Staff) bool { return p.ID == storetest.Staff[0].ID }) {
		t.Errorf("staff %v, %v", people, err)
	}
}

func TestWatchWithoutAStore(t *testing.T) {
	if _, err := store.OpenWatch(ctx, t.TempDir()); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("OpenWatch = %v, want ErrNotFound", err)
	}
}
