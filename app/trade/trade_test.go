package trade_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

func TestShippedListsBecomeKeys(t *testing.T) {
	d := trade.Default()
	for _, k := range repair.Kinds {
		for name, pair := range map[string][2][]string{
			"faults": {d.Faults(k)[:9], i18n.Faults(k)},
			"brands": {d.Brands(k)[:9], i18n.Brands(k)},
			"parts":  {d.Parts(k)[:9], i18n.Parts(k)},
			"works":  {d.Works(k)[:8], i18n.Works(k)},
		} {
			if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", k, name, diff)
			}
		}
	}
}
