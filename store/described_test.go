package store_test

import (
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

func TestDescribedFindsOnlyDraftsOfTheLastDays(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, storetest.Zone)
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Station: "A", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // a test
	if _, err := s.PutStaff(t.Context(), repair.Staff{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator), Issue: 1}, ""); err != nil {
		t.Fatal(err)
	}
	var ids []repair.OrderID
	for _, day := range []int{-9, 0, 0} {
		was := now
		now = now.AddDate(0, 0, day)
		r, err := s.Commit(t.Context(), "A001", "", repair.OrderCommand{Command: repair.AssignNumber{Kind: repair.KindLaptop}})
		if err != nil {
			t.Fatal(err)
		}
		ids, now = append(ids, r.Order.ID), was
	}
	if _, err := s.Commit(t.Context(), "A001", "", repair.OrderCommand{Order: ids[1], Command: repair.VoidOrder{Reason: "-"}}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Described(t.Context(), now.AddDate(0, 0, -7))
	if err != nil || len(rows) != 1 || rows[0].Order.ID != ids[2] {
		t.Errorf("%v (%v), want only %s", rows, err, ids[2])
	}
}
