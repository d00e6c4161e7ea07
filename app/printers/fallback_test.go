package printers_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"countertop/app/config"
	"countertop/app/printers"
	"countertop/app/repair"
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

// What waits for a printer that the configuration does not name any more is
// printed by one that prints such documents: nobody would come for it.
func TestJobsOfAPrinterThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		old := config.Printer{Name: "老标签机", Device: "virtual:old", Documents: []string{"badge"}}
		c := newCounter(t, labels, old)
		c.start()
		gone := c.add(repair.DocShelf, "x", "老标签机")
		c.end() // before it was printed

		c.config = []config.Printer{labels}
		c.start()
		time.Sleep(10 * time.Second)
		c.is(gone, labels.Name, repair.JobPrinted)
		if j := c.job(gone); j.MovedFrom != old.Name {
			t.Errorf("moved from %q, want %q", j.MovedFrom, old.Name)
		}
		c.close()
	})
}
