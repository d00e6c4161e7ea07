package store_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

// recovering is a store within a bubble of its own time, with a recovery code.
func recovering(t *testing.T, f func(s *store.Store, dir, code string)) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A", PINCost: storetest.PINCost})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close() //nolint:errcheck // a test
		for _, p := range storetest.Staff {
			if _, err := s.PutStaff(ctx, p, "135790"); err != nil {
				t.Fatal(err)
			}
		}
		if has, err := s.HasRecovery(ctx); has || err != nil {
			t.Errorf("a recovery code from the start: %t, %v", has, err)
		}
		if ok, err := s.TakeRecovery(ctx, "00000-00000-00000-00000"); ok || err != nil {
			t.Errorf("taken without one: %t, %v", ok, err)
		}
		code, err := s.MakeRecovery(ctx)
		if has, err2 := s.HasRecovery(ctx); !has || err != nil || err2 != nil {
			t.Errorf("a recovery code: %t, %v, %v", has, err, err2)
		}
		f(s, dir, code)
	})
}

func TestRecoveryCodeIsTakenOnce(t *testing.T) {
	recovering(t, func(s *store.Store, dir, code string) {
		if next, err := s.MakeRecovery(ctx); next == code || err != nil {
			t.Errorf("the next code is %s, %v", next, err)
		} else if ok, err := s.TakeRecovery(ctx, code); ok || err != nil {
			t.Errorf("the code before: %t, %v", ok, err)
		} else {
			code = next
		}
		for name, b := range contents(t, dir) {
			for _, text := range []string{code, strings.ReplaceAll(code, "-", "")} {
				if strings.Contains(string(b), text) {
					t.Errorf("the code is in %s", name)
				}
			}
		}
		for _, wrong := range []string{"", "1", "00000-00000-00000-00000", code[:len(code)-1]} {
			began := time.Now()
			if ok, err := s.TakeRecovery(ctx, wrong); ok || err != nil || time.Since(began) != time.Second {
				t.Errorf("%q: %t, %v after %v", wrong, ok, err, time.Since(began))
			}
		}
		for range 200 { // it is never closed to who has the right one
			if ok, err := s.TakeRecovery(ctx, "00000-00000-00000-00000"); ok || err != nil {
				t.Fatal(ok, err)
			}
		}
		typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
		if ok, err := s.TakeRecovery(ctx, typed); !ok || err != nil {
			t.Errorf("the code: %t, %v", ok, err)
		}
		if ok, err := s.TakeRecovery(ctx, code); ok || err != nil {
			t.Errorf("the code again: %t, %v", ok, err)
		}
		if has, err := s.HasRecovery(ctx); has || err != nil {
			t.Errorf("afterwards: %t, %v", has, err)
		}
	})
}

func TestRecoverPIN(t *testing.T) {
	recovering(t, func(s *store.Store, _, code string) {
		for _, tt := range []struct {
			code string
			id   repair.StaffID
			pin  string
			want error
		}{
			{"00000-00000-00000-00000", "A003", "2718", repair.ErrRecovery},
			{code, "A003", "1111", repair.ErrPINWeak},
			{code, "A003", "27", repair.ErrPINLength},
			{code, "A099", "2718", repair.ErrUnknownStaff},
			{code, "A002", "2718", repair.ErrUnknownStaff}, // an engineer asks a supervisor
		} {
			if next, err := s.RecoverPIN(ctx, tt.code, tt.id, tt.pin); next != "" || !errors.Is(err, tt.want) {
				t.Errorf("%s, %s: %q, %v", tt.id, tt.pin, next, err)
			}
		}
		next, err := s.RecoverPIN(ctx, code, "A003", "2718")
		if next == "" || next == code || err != nil {
			t.Fatalf("%q, %v", next, err)
		}
		if p, err := s.StaffByPIN(ctx, "A003", "2718", ""); p.ID != "A003" || err != nil {
			t.Errorf("signed in %+v, %v", p, err)
		}
		if _, err := s.RecoverPIN(ctx, code, "A003", "3141"); !errors.Is(err, repair.ErrRecovery) {
			t.Errorf("the code again: %v", err)
		}
		if list, err := s.Notable(ctx, 1); err != nil || len(list) != 1 || list[0].Body != (repair.PINSet{}) || list[0].By != repair.SystemID {
			t.Errorf("looked over: %+v, %v", list, err)
		}
		owner := repair.Staff{ID: "A004", Name: "陈志远", Roles: "owner"}
		if _, err := s.PutStaff(ctx, owner, "135790"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.RecoverPIN(ctx, next, "A003", "3141"); !errors.Is(err, repair.ErrUnknownStaff) {
			t.Errorf("a supervisor where there is an owner: %v", err)
		}
		if _, err := s.RecoverPIN(ctx, next, "A004", "3141"); err != nil {
			t.Errorf("the next code: %v", err)
		}
	})
}
