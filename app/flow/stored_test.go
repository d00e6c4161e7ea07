package flow_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// What older programs wrote is read, whatever the fields are called by now, and
// written again under the same names: a draft, an order and a stock-take of
// commit 51225af.
func TestStoredFormStays(t *testing.T) {
	for _, tt := range []struct {
		file string
		into any
	}{
		{"draft", new(flow.CheckIn)},
		{"order", new(repair.Order)},
		{"stock-take", new(repair.StockTake)},
	} {
		t.Run(tt.file, func(t *testing.T) {
			old, err := os.ReadFile("testdata/stored/" + tt.file + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(old, tt.into); err != nil {
				t.Fatal(err)
			}
			again, err := json.Marshal(tt.into)
			if err != nil {
				t.Fatal(err)
			}
			var want, got any
			if err := json.Unmarshal(old, &want); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(again, &got); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("as it was and as it is written now (-want +got):\n%s", d)
			}
		})
	}
}
