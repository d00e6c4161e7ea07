package i18n_test

import (
	"testing"

	"countertop/app/i18n"
	"countertop/app/repair"
)

func TestEveryStageAndPlaceHasAName(t *testing.T) {
	for _, s := range repair.Stages {
		if !i18n.Has("stage." + string(s)) {
			t.Errorf("stage %s has no name", s)
		}
	}
	if got, want := i18n.Place(i18n.ZH, repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}), "待测 A-03"; got != want {
		t.Errorf("place is %q, want %q", got, want)
	}
	if got, want := i18n.T(i18n.EN, "自带鼠标垫"), "自带鼠标垫"; got != want {
		t.Errorf("the shop's own words became %q", got)
	}
}
