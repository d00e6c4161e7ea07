package main

import (
	"path/filepath"
	"strings"
	"testing"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

func TestRecovery(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Station: "A", PINCost: storetest.PINCost})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutStaff(t.Context(), repair.Staff{ID: "A007", Name: "陈志远", Roles: "owner"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var out, bad strings.Builder
	if code := run([]string{"recovery", "-data", dir}, &out, &bad); code != exitDone || bad.String() != "" {
		t.Fatalf("exit status %d, %s", code, &bad)
	}
	if s, err = store.Open(t.Context(), store.Options{Dir: dir, Station: "A", PINCost: storetest.PINCost}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RecoverPIN(t.Context(), strings.TrimSpace(out.String()), "A007", "2718"); err != nil {
		t.Errorf("%q: %v", &out, err)
	}
	if code := run([]string{"recovery", "-data", dir}, &out, &bad); code != exitFailed || !strings.Contains(bad.String(), "the kiosk is running") {
		t.Errorf("beside another program: exit status %d, %s", code, &bad)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bad.Reset()
	if code := run([]string{"recovery", "-data", t.TempDir()}, &out, &bad); code != exitFailed || !strings.Contains(bad.String(), "no countertop.db") {
		t.Errorf("without a store: exit status %d, %s", code, &bad)
	}
}
