package runner_test

import (
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// A pickup that was left half way comes back with all that was found out, until the
// day is over: who came yesterday proves nothing of who comes today.
func TestPickupComesBackOnTheSameDay(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	row, err := f.Order(t.Context(), c.checkIn(t))
	if err != nil {
		t.Fatal(err)
	}
	p := flow.Pickup{
		Row: row, Identity: repair.Identity{As: repair.CollectorSelf}, PhoneEnd: "1480", Tag: true,
		Results: map[string]repair.Outcome{"pickup.fault": repair.Fail}, Returned: []int{1}, Paid: "120", PaidBy: repair.PaidByCash,
		NewMarks: []repair.ConditionMark{{Kind: repair.MarkDent, X: 0.5}}, Missing: &repair.Approval{By: "A003", Reason: "补寄"},
		Open: flow.GatePayment, Busy: true, Ink: flow.Ink{Strokes: signed().Strokes},
	}
	id := flow.PickupDraft(row.Order.ID)
	opened := func(msgs []flow.Msg) *flow.Pickup {
		t.Helper()
		for _, m := range msgs {
			if m, ok := m.(flow.OrderOpened); ok && m.For == flow.ScreenPickup && m.Row.Order.ID == row.Order.ID {
				return m.Pickup
			}
		}
		t.Errorf("the pickup was not opened: %v", msgs)
		return nil
	}
	msgs := c.play(t, flow.SavePickup{Pickup: p}, flow.OpenDraft{ID: id})
	got := opened(msgs)
	if got == nil || !got.Tag || got.PhoneEnd != "1480" || got.Results["pickup.fault"] != repair.Fail || len(got.NewMarks) != 1 ||
		got.Missing == nil || got.Paid != "120" || got.PaidBy != repair.PaidByCash {
		t.Errorf("came back as %+v", got)
	}
	if got.Busy || len(got.Ink.Strokes) > 0 || got.Row.Order.ID != "" {
		t.Errorf("what only the screen needs is kept: %+v", got)
	}
	if got := opened(c.play(t, flow.OpenOrder{Order: row.Order.ID, For: flow.ScreenPickup})); got == nil {
		t.Error("the order opened for pickup has forgotten it")
	}
	listed := c.play(t, flow.LoadDrafts{})
	if m, ok := listed[0].(flow.DraftsLoaded); !ok || len(m.Drafts) != 1 || m.Drafts[0].Screen != "pickup" || m.Drafts[0].Order != row.Order.ID {
		t.Errorf("listed are %v", listed)
	}
	f.clock = func() time.Time { return noon.AddDate(0, 0, 1) }
	if got := opened(c.play(t, flow.OpenOrder{Order: row.Order.ID, For: flow.ScreenPickup})); got != nil {
		t.Errorf("of yesterday is still known %+v", got)
	}
	if m, ok := c.play(t, flow.LoadDrafts{})[0].(flow.DraftsLoaded); !ok || len(m.Drafts) != 0 {
		t.Errorf("listed the next day: %v", m)
	}
}
