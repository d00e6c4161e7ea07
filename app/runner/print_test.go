package runner_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"countertop/app/flow"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/printer"
)

var labelHead = printer.Profile{DPI: 203, WidthDots: 576}

func (c *counter) render(t *testing.T, j repair.PrintJob) *printer.Bitmap {
	t.Helper()
	s, err := c.Render(t.Context(), j, labelHead)
	if err != nil {
		t.Fatal(err)
	}
	return s.Preview
}

// later is the machine on the shelf for those that wait for a part.
func (c *counter) later(t *testing.T, id repair.OrderID) {
	t.Helper()
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	o := c.store.orders[id]
	o.Place, o.Reason, o.Part = repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 7}, repair.ReasonParts, "主板"
	c.store.orders[id] = o
}

func TestPrintStaysTheSameWhenTheOrderChanges(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	tag := f.jobs[0]
	first := c.render(t, tag)
	if k := f.kept[tag.ID]; len(k.picture) != 64 || !bytes.Contains(k.input, []byte(wang.Name)) {
		t.Errorf("kept %+v", k)
	}
	c.later(t, id)
	if again := c.render(t, tag); !bytes.Equal(again.Bits, first.Bits) {
		t.Error("the second attempt prints something else")
	}
	shown := c.play(t, flow.Preview{Job: tag})[0].(flow.PreviewDrawn)
	if !bytes.Equal(shown.Bitmap.Bits, first.Bits) || shown.Approximate {
		t.Error("what was printed is shown as something else")
	}

	// A further copy has the words of the first and says which copy it is.
	again, latest := tag, tag
	again.ID, again.Copy, again.ReprintOf = 101, 3, tag.ID
	f.kept[again.ID] = keptJob{input: f.kept[tag.ID].input}
	latest.ID, latest.Copy = 102, 3
	unmarked := again
	unmarked.ID, unmarked.Copy = 103, 1
	f.kept[unmarked.ID] = f.kept[again.ID]
	if got := c.render(t, unmarked); !bytes.Equal(got.Bits, first.Bits) {
		t.Error("but for the mark, a further copy differs")
	}
	marked, now := c.render(t, again), c.render(t, latest)
	if bytes.Equal(marked.Bits, first.Bits) || bytes.Equal(marked.Bits, now.Bits) {
		t.Error("a further copy is not marked, or has the words of now")
	}
	if k := f.kept[again.ID]; len(k.picture) != 64 {
		t.Errorf("of the further copy was kept %q", k.picture)
	}
	second := again
	second.ID, second.Copy = 104, 2
	f.kept[second.ID] = f.kept[again.ID]
	if bytes.Equal(c.render(t, second).Bits, marked.Bits) {
		t.Error("the second copy says the same as the third")
	}
}

// What is looked at before it is printed is not what is printed: the order may
// change meanwhile.
func TestPreviewKeepsNothing(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	c.checkIn(t)
	c.play(t, flow.Preview{Job: f.jobs[0]})
	if len(f.kept) != 0 {
		t.Errorf("kept %v", f.kept)
	}
}

func TestBadgeIsNeverAnOldOne(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	c.render(t, repair.PrintJob{ID: 9, Document: repair.DocBadge, Subject: "A001", Lang: "zh-CN"})
	if len(f.kept) != 0 || slices.Contains(f.called(), "JobInput 9") {
		t.Errorf("kept %v", f.kept)
	}
}

func TestErasedSignatureLeavesItsPlaceFree(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	c.checkIn(t)
	signed := c.render(t, f.jobs[1])
	clear(f.signatures)
	clear(f.kept)
	if bytes.Equal(c.render(t, f.jobs[1]).Bits, signed.Bits) {
		t.Error("the signature is still there")
	}
}

func TestDayCloseTellsTheDayOfItsJob(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	c.checkIn(t)
	c.render(t, repair.PrintJob{ID: 9, Document: repair.DocDayClose, Subject: "2026-11-21 A001", Lang: "zh-CN"})
	if want := "Day 2026-11-21 00:00:00 2026-11-22 00:00:00"; !slices.Contains(f.called(), want) {
		t.Errorf("the store was asked %v, want %s", f.called(), want)
	}
	var in label.DayClose
	if err := json.Unmarshal(f.kept[9].input, &in); err != nil {
		t.Fatal(err)
	}
	if in.Day.Day() != 21 || len(in.Counts) == 0 || in.Counts[0].Count != 1 || in.Counts[len(in.Counts)-1].Count != 1 {
		t.Errorf("kept %+v", in)
	}
}
