package trade_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// load reads one file of the shop.
func load(t *testing.T, name, text string) (trade.Trade, []trade.Problem) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return trade.Load(dir)
}

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
