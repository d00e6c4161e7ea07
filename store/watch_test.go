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
	people, values, err := w.House(ctx, "A")
	if err != nil || values == nil || !slices.ContainsFunc(people, func(p repair.Staff) bool { return p.ID == storetest.Staff[0].ID }) {
		t.Errorf("staff %v, %v", people, err)
	}
}

// The board has the names and the settings that the counter has, and reads them only
// when they have changed.
func TestWatchSeesPeopleAndSettings(t *testing.T) {
	s := newShop(t)
	w, err := store.OpenWatch(ctx, s.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	house := func() (bool, map[string]string) {
		t.Helper()
		people, values, err := w.House(ctx, "A")
		if err != nil {
			t.Fatal(err)
		}
		return people != nil, values
	}
	if people, values := house(); !people || values == nil || len(values) > 0 {
		t.Errorf("at first: people %t, settings %v", people, values)
	}
	if people, values := house(); people || values != nil {
		t.Errorf("without a change: people %t, settings %v", people, values)
	}
	if err := s.ChangeSettings(ctx, "A003", repair.SettingChange{Key: repair.SetReply, Value: "2h"}); err != nil {
		t.Fatal(err)
	}
	if people, values := house(); people || values[repair.SetReply] != "2h" {
		t.Errorf("a limit: people %t, settings %v", people, values)
	}
	if _, err := s.ActOnStaff(ctx, "A003", "A002", repair.ChangeStaff{Name: "林晓"}); err != nil {
		t.Fatal(err)
	}
	if people, values := house(); !people || values != nil {
		t.Errorf("a name: people %t, settings %v", people, values)
	}
	s.takeIn("5CD1")
	if people, values := house(); people || values != nil {
		t.Errorf("a check-in: people %t, settings %v", people, values)
	}
}

func TestWatchWithoutAStore(t *testing.T) {
	if _, err := store.OpenWatch(ctx, t.TempDir()); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("OpenWatch = %v, want ErrNotFound", err)
	}
}
