package printers_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"countertop/app/printers"
)

// setting is a store with one setting.
type setting struct {
	printers.Store
	value string
	err   error
}

func (s setting) Get(context.Context, string) (string, error) { return s.value, s.err }

func TestFallbackAfterIsThatOfTheShop(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"": 30 * time.Second, "5": 5 * time.Second, "0": 30 * time.Second, "-3": 30 * time.Second, "bald": 30 * time.Second,
	} {
		if got, err := printers.FallbackAfter(t.Context(), setting{value: value}); got != want || err != nil {
			t.Errorf("%q is %v, %v, want %v", value, got, err, want)
		}
	}
	no := errors.New("no")
	if _, err := printers.FallbackAfter(t.Context(), setting{err: no}); !errors.Is(err, no) {
		t.Errorf("error %v", err)
	}
}
